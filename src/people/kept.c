/* What a person keeps: saved searches, mappings of lists. */
#include "people/people_inner.h"

#include "base/limits.h"

static rc count(struct people *p, struct str account, const char *kind, i64 *n, struct err *e) {
    struct stmt *q = db_stmt(p->d, &PQ_KEPT_COUNT);
    bool row;
    db_bind_text(q, 1, account);
    db_bind_text(q, 2, str_c(kind));
    TRY(db_step(q, &row, e));
    *n = row ? db_i64(q, 0) : 0;
    return db_run(q, e);
}

static rc keep(struct people *p, struct str account, const char *kind, struct str name,
               struct str value, struct err *e) {
    i64 n;
    TRY(count(p, account, kind, &n, e));
    if (value.n && n >= KEPT_ROWS_MAX)
        return fail(e, RC_LIMIT, "at most %d can be kept: forget some first", KEPT_ROWS_MAX);
    struct stmt *q = db_stmt(p->d, value.n ? &PQ_KEPT_PUT : &PQ_KEPT_DEL);
    db_bind_text(q, 1, account);
    db_bind_text(q, 2, str_c(kind));
    db_bind_text(q, 3, name);
    if (value.n) db_bind_text(q, 4, value);
    return db_run(q, e);
}

rc people_keep(struct people *p, struct str account, const char *kind, struct str name,
               struct str value, struct err *e) {
    if (!name.n || name.n > NAME_BYTES_MAX)
        return fail(e, RC_USAGE, "what is kept needs a name of at most %d bytes", NAME_BYTES_MAX);
    if (value.n > KEPT_VALUE_MAX)
        return fail(e, RC_LIMIT, "that is too long to be kept: %lld bytes; the most is %d",
                    (long long)value.n, KEPT_VALUE_MAX);
    TRY(people_begin(p, e));
    TRY(people_done(p, keep(p, account, kind, name, value, e)));
    return people_commit(p, e);
}

static rc kept(struct people *p, struct arena *a, struct str account, const char *kind,
               struct json ***rows, i64 *n, struct err *e) {
    struct stmt *q = db_stmt(p->d, &PQ_KEPT_ALL);
    i64 cap = 0;
    bool row;
    *rows = NULL;
    *n = 0;
    db_bind_text(q, 1, account);
    db_bind_text(q, 2, str_c(kind));
    for (;;) {
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        struct json *j = json_obj(a);
        json_set_str(a, j, "name", db_text_dup(a, q, 0));
        json_set_str(a, j, "value", db_text_dup(a, q, 1));
        *PUSH(a, *rows, *n, cap) = j;
    }
}

rc people_kept(struct people *p, struct arena *a, struct str account, const char *kind,
               struct json ***rows, i64 *n, struct err *e) {
    return people_done(p, kept(p, a, account, kind, rows, n, e));
}
