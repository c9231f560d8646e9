/* Statements of transcripts, translations and corrected statements of the recorder. Texts in
 * records_copy_sql.c. */
#ifndef CAIRN_STORE_RECORDS_COPY_SQL_H
#define CAIRN_STORE_RECORDS_COPY_SQL_H

#include "store/noun.h"

extern const struct sql Q_COPY_CREATE;
extern const struct sql Q_COPY_PUT, Q_COPY_LAST, Q_COPIES_OF, Q_COPY_TEXT, Q_COPY_TYPED;
extern const struct sql Q_RESTATED_PUT, Q_RESTATED_OF, Q_ITEM_SAID, Q_ITEM_SAY_PUBLICATION,
    Q_ITEM_SAY_PUBLISHED, Q_ITEM_SAY_LANG, Q_ITEM_SAY_URL, Q_ITEM_SAY_FROM;
extern const struct sql Q_STATEMENT_PUT, Q_STATEMENTS_OF;
extern const struct table_rows COPY_TABLES[];
extern const struct sql *const COPY_STATEMENTS[];

#endif
