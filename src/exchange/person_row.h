/* One row of a table, by a mapping, to what it says of a person. Nothing is thrown away: what
 * cannot be understood keeps its words, and the row is flagged with the reason. Pure. */
#ifndef CAIRN_EXCHANGE_PERSON_ROW_H
#define CAIRN_EXCHANGE_PERSON_ROW_H

#include "base/map.h"
#include "exchange/mapping.h"

struct person_row {
    struct json *fields; /* as person_fields_read() takes them; columns named */
    struct json *flags;  /* [{"r","c"?}] */
    struct str key;      /* of the key columns, blanks folded; "" = none */
    i64 line;
    bool empty;     /* no mapped cell holds anything */
    bool sensitive; /* religion or ethnicity was there and left out */
};
/* The words of closed lists ("male", "ذكر", "муж"), folded: made once, used for many rows. */
struct row_words {
    struct map by_words;
};
struct row_words row_words_make(struct arena *a);
/* sensitive: may religion and ethnicity be taken? O(bytes of the row). */
struct person_row person_row(struct arena *a, const struct row_words *known,
                             const struct mapping *m, const struct table_row *r, bool sensitive);
/* "10.03.2031", "٢٠٣١/٣/١٠", "3/2031"; order "dmy", "mdy", "ymd" when no part tells. False when
 * it is no date or could be two. */
bool person_row_date(struct arena *a, struct str words, struct str order, struct date_range *out);

#endif
