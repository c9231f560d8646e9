/* Tables and statements of transcripts, translations and corrected statements of the recorder. */
#include "store/records_copy_sql.h"

const struct sql Q_COPY_CREATE = {
    "copy.create",
    "CREATE TABLE copy(outside TEXT NOT NULL, what TEXT NOT NULL, lang TEXT NOT NULL, version "
    "BIGINT NOT NULL, actor TEXT NOT NULL, at BIGINT NOT NULL, entry BIGINT NOT NULL, body BYTEA, "
    "PRIMARY KEY(outside, what, lang, version));"
    "CREATE TABLE restated(entry BIGINT NOT NULL, part BIGINT NOT NULL, field TEXT NOT NULL, "
    "outside TEXT NOT NULL, was TEXT, now TEXT, actor TEXT NOT NULL, at BIGINT NOT NULL, "
    "PRIMARY KEY(entry, part, field));"
    "CREATE INDEX restated_item ON restated(outside, entry, part, field);"
    "CREATE TABLE statement(entry BIGINT NOT NULL, part BIGINT NOT NULL, object TEXT NOT NULL, "
    "actor TEXT NOT NULL, at BIGINT NOT NULL, body TEXT NOT NULL, PRIMARY KEY(entry, part));"
    "CREATE INDEX statement_object ON statement(object, entry, part);"};

const struct sql Q_COPY_PUT = {"copy.put",
                               "INSERT INTO copy(outside, what, lang, version, actor, at, entry, "
                               "body) VALUES($1,$2,$3,$4,$5,$6,$7,$8)"};
const struct sql Q_COPY_LAST = {"copy.last",
                                "SELECT version FROM copy WHERE outside=$1 AND what=$2 "
                                "AND lang=$3 ORDER BY version DESC LIMIT 1"};
const struct sql Q_COPIES_OF = {"copy.of_item",
                                "SELECT what, lang, version, actor, at, entry FROM copy WHERE "
                                "outside=$1 ORDER BY entry DESC, what, lang, version"};
const struct sql Q_COPY_TEXT = {"copy.text", "SELECT body FROM copy WHERE outside=$1 AND "
                                             "what='translation' AND lang=$2 AND version=$3"};
const struct sql Q_COPY_TYPED = {
    "copy.typed", "SELECT 1 FROM copy WHERE outside=$1 AND what='transcript' LIMIT 1"};

const struct sql Q_RESTATED_PUT = {
    "restated.put", "INSERT INTO restated(entry, part, field, outside, was, now, actor, at) "
                    "VALUES($1,$2,$3,$4,$5,$6,$7,$8)"};
const struct sql Q_RESTATED_OF = {"restated.of_item",
                                  "SELECT field, was, now, actor, at, entry FROM restated WHERE "
                                  "outside=$1 ORDER BY entry, part, field"};
const struct sql Q_ITEM_SAID = {
    "item.said", "SELECT p.name, i.published, i.lang, i.url, i.sender FROM item i LEFT JOIN "
                 "publication p ON p.id = i.publication WHERE i.outside=$1"};
const struct sql Q_ITEM_SAY_PUBLICATION = {
    "item.say_publication",
    "UPDATE item SET publication=$2, publication_by='recorder' WHERE outside=$1"};
const struct sql Q_ITEM_SAY_PUBLISHED = {
    "item.say_published", "UPDATE item SET published=$2, published_anchor='publication date, as "
                          "entered by the recorder' WHERE outside=$1"};
const struct sql Q_ITEM_SAY_LANG = {"item.say_lang", "UPDATE item SET lang=$2 WHERE outside=$1"};
const struct sql Q_ITEM_SAY_URL = {"item.say_url", "UPDATE item SET url=$2 WHERE outside=$1"};
const struct sql Q_ITEM_SAY_FROM = {"item.say_from", "UPDATE item SET sender=$2 WHERE outside=$1"};

const struct sql Q_STATEMENT_PUT = {
    "statement.put",
    "INSERT INTO statement(entry, part, object, actor, at, body) VALUES($1,$2,$3,$4,$5,$6)"};
const struct sql Q_STATEMENTS_OF = {
    "statement.of", "SELECT body, actor, at, entry FROM statement WHERE object=$1 ORDER BY entry, "
                    "part"};

static const struct sql R_COPY = {"rows.copy",
                                  "SELECT outside, what, lang, version, actor, at, entry, body "
                                  "FROM copy ORDER BY outside, what, lang, version"};
static const struct sql R_RESTATED = {"rows.restated",
                                      "SELECT entry, part, field, outside, was, now, actor, at "
                                      "FROM restated ORDER BY entry, part, field"};
static const struct sql R_STATEMENT = {
    "rows.statement",
    "SELECT entry, part, object, actor, at, body FROM statement ORDER BY entry, part"};

const struct table_rows COPY_TABLES[] = {
    {"copy", &R_COPY}, {"restated", &R_RESTATED}, {"statement", &R_STATEMENT}, {0}};

const struct sql *const COPY_STATEMENTS[] = {&Q_COPY_PUT,
                                             &Q_COPY_LAST,
                                             &Q_COPIES_OF,
                                             &Q_COPY_TEXT,
                                             &Q_COPY_TYPED,
                                             &Q_RESTATED_PUT,
                                             &Q_RESTATED_OF,
                                             &Q_ITEM_SAID,
                                             &Q_ITEM_SAY_PUBLICATION,
                                             &Q_ITEM_SAY_PUBLISHED,
                                             &Q_ITEM_SAY_LANG,
                                             &Q_ITEM_SAY_URL,
                                             &Q_ITEM_SAY_FROM,
                                             &Q_STATEMENT_PUT,
                                             &Q_STATEMENTS_OF,
                                             NULL};
