/* Saved searches: each account's own, in desk.db, no part of the record. */
#include "flow/desk.h"
#include "flow/filter.h"
#include "people/people.h"

static const char *const FIELDS[] = {"noun", "kind", "status", "publication", "place",
                                     "from", "to",   "lang",   "role"};

/* {"words","kind",…} as given. */
static struct json *asked(struct op_ctx *c) {
    struct json *j = json_obj(c->perm);
    struct buf words = buf_make(c->perm, NAME_BYTES_MAX);
    for (const struct op_value *v = op_values(c, "WORDS"); v; v = v->more) {
        if (words.n) buf_c(&words, ' ');
        buf_put(&words, v->v);
    }
    if (words.n) json_set_str(c->perm, j, "words", str_trim(buf_str(&words)));
    for (i64 i = 0; i < LEN(FIELDS); i++)
        if (op_str(c, FIELDS[i]).n) json_set_str(c->perm, j, FIELDS[i], op_str(c, FIELDS[i]));
    return j;
}

static rc name_of(struct op_ctx *c, struct str *name, struct err *e) {
    *name = str_trim(op_str(c, "NAME"));
    return name->n ? RC_OK : fail(e, RC_USAGE, "a saved search needs a name");
}

static rc save_with(struct op_ctx *c, struct people *p, struct err *e) {
    struct list_filter f;
    struct str name;
    struct json *j = asked(c);
    TRY(name_of(c, &name, e));
    TRY(filter_read(c, &f, e)); /* one that cannot be run is not kept */
    struct str text = json_canon(c->perm, j);
    if (!j->kids) return fail(e, RC_USAGE, "there is nothing to search for");
    if (text.n > SAVED_BYTES_MAX)
        return fail(e, RC_LIMIT, "a saved search has at most %d bytes", SAVED_BYTES_MAX);
    TRY(people_keep(p, desk_self(c), "search", name, text, e));
    op_say(c, "saved: %.*s", SARG(name));
    return RC_OK;
}

static rc saved_with(struct op_ctx *c, struct people *p, struct err *e) {
    struct json **rows;
    i64 n;
    TRY(people_kept(p, c->perm, desk_self(c), "search", &rows, &n, e));
    for (i64 i = 0; i < n; i++) {
        struct json *j;
        TRY(json_read(c->perm, json_get_str(rows[i], "value"), &j, e));
        json_set_i(c->perm, j, "v", 1);
        json_set_str(c->perm, j, "name", json_get_str(rows[i], "name"));
        op_row(c, j);
    }
    if (!n) op_say(c, "no search is saved; save one: search save NAME WORDS");
    return RC_OK;
}

static rc forget_with(struct op_ctx *c, struct people *p, struct err *e) {
    struct json **rows;
    struct str name;
    i64 n;
    TRY(name_of(c, &name, e));
    TRY(people_kept(p, c->perm, desk_self(c), "search", &rows, &n, e));
    for (i64 i = 0; i < n; i++)
        if (str_eq(json_get_str(rows[i], "name"), name))
            return people_keep(p, desk_self(c), "search", name, S(""), e);
    return fail(e, RC_NOTFOUND, "no search of yours is called \"%.*s\"",
                SARG(str_sub(name, 0, 60)));
}

static rc save(struct op_ctx *c, struct err *e) {
    return desk_with_people(c, save_with, e);
}
static rc saved(struct op_ctx *c, struct err *e) {
    return desk_with_people(c, saved_with, e);
}
static rc forget(struct op_ctx *c, struct err *e) {
    return desk_with_people(c, forget_with, e);
}

static const struct op_arg SAVE_ARGS[] = {
    {"NAME", "NAME", ARG_POS, true, "what it is called", NULL},
    {"WORDS", "WORDS", ARG_POS_MANY, false, "words in any script; all must occur", NULL},
    FACETS_OF_SEARCH,
    {0}};
static const struct op_arg NO_ARGS[] = {{0}};
static const struct op_arg NAME_ARGS[] = {
    {"NAME", "NAME", ARG_POS, true, "what it is called", NULL}, {0}};

const struct op OP_SEARCH_SAVE = {
    .name = "search save",
    .group = "reconcile",
    .summary = "keep a search under a name, for oneself",
    .details = "One of the same name is replaced. Nobody else sees it.",
    .perm = PERM_SELF,
    .args = SAVE_ARGS,
    .columns = "",
    .examples = {"cairn -C case search save \"new bodies\" bodies --status machine", NULL},
    .run = save,
};
const struct op OP_SEARCH_SAVED = {
    .name = "search saved",
    .group = "reconcile",
    .summary = "one's saved searches",
    .details = "",
    .perm = PERM_READ,
    .args = NO_ARGS,
    .columns = "name words noun kind status publication place",
    .examples = {"cairn -C case search saved", NULL},
    .run = saved,
};
const struct op OP_SEARCH_FORGET = {
    .name = "search forget",
    .group = "reconcile",
    .summary = "forget a saved search",
    .details = "",
    .perm = PERM_SELF,
    .args = NAME_ARGS,
    .columns = "",
    .examples = {"cairn -C case search forget \"new bodies\"", NULL},
    .run = forget,
};
