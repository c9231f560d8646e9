/* What derives from the declared nouns: the tables, their digest, versions of objects. */
#include "store/noun.h"

#include "proof/hash.h"
#include "store/records_sql.h"

#define NOUN(sym) extern const struct noun sym;
#include "store/nouns.def"
#undef NOUN

const struct noun *const NOUNS[] = {
#define NOUN(sym) &sym,
#include "store/nouns.def"
#undef NOUN
    NULL};

/* Digest of all table definitions: a cache made from other ones is replayed. */
static struct str tables_digest(struct arena *a) {
    struct buf b = buf_make(a, DB_SQL_MAX);
    for (i64 i = 0; NOUNS[i]; i++)
        buf_puts(&b, NOUNS[i]->create->text);
    u8 h[32];
    CHECK(buf_ok(&b));
    sha256(buf_str(&b), h);
    return hex_encode(a, (struct str){(char *)h, 32});
}

rc records_create(struct db *d, struct err *e) {
    struct arena whole = arena_make("names of tables", 2 * DB_SQL_MAX), a = whole;
    for (i64 i = 0; NOUNS[i]; i++)
        TRY(db_script(d, NOUNS[i]->create, e));
    struct stmt *q = db_stmt(d, &Q_SCHEMA_PUT);
    db_bind_text(q, 1, tables_digest(&a));
    rc r = db_run(q, e);
    arena_drop(whole);
    return r;
}

rc records_same_tables(struct db *d, bool *same, struct err *e) {
    struct arena whole = arena_make("names of tables", 2 * DB_SQL_MAX), a = whole;
    TRY(db_has_table(d, S("schema_digest"), same, e));
    if (*same) {
        struct stmt *q = db_stmt(d, &Q_SCHEMA_GET);
        TRY(db_step(q, same, e));
        *same = *same && str_eq(db_text(q, 0), tables_digest(&a));
        TRY(db_run(q, e));
    }
    arena_drop(whole);
    return RC_OK;
}

rc records_version(struct db *d, struct str object, i64 *entry, i64 *part, struct err *e) {
    *entry = *part = -1;
    struct stmt *q = db_stmt(d, &Q_VERSION_OF);
    db_bind_text(q, 1, object);
    bool row;
    TRY(db_step(q, &row, e));
    if (!row) return RC_OK;
    *entry = db_i64(q, 0);
    *part = db_i64(q, 1);
    return db_run(q, e);
}
