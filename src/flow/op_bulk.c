/* Bulk acts: what would change is shown, then done as one entry. */
#include "flow/bulk.h"
#include "flow/desk.h"
#include "flow/filter.h"
#include "flow/show.h"

/* ---- which ---- */

typedef rc find_fn(struct db *, struct arena *, struct str, i64, struct str *, struct err *);

static rc named(struct op_ctx *c, const struct op_value *v, find_fn *find, struct str **ids, i64 *n,
                struct err *e) {
    i64 cap = 0;
    for (; v; v = v->more) {
        struct str rest = v->v;
        while (rest.p) {
            struct str id = str_trim(str_cut(&rest, ','));
            if (!id.n) continue;
            if (*n == BULK_MAX)
                return fail(e, RC_LIMIT, "a bulk act takes at most %d at once", BULK_MAX);
            TRY(find(c->session->db, c->perm, id, op_reach(c), PUSH(c->perm, *ids, *n, cap), e));
        }
    }
    return RC_OK;
}

/* By the filters, when they narrow at all. */
static rc filtered(struct op_ctx *c, enum list_noun noun, struct str **ids, i64 *n, struct err *e) {
    struct list_filter f;
    struct list_page p;
    TRY(filter_read(c, &f, e));
    bool narrowed = f.kind >= 0 || f.status || f.publication.n || f.place.n || f.place_words.n ||
                    f.item.n || f.incident.n || f.lang.n || f.speaker_role.n || f.words.n ||
                    f.queue.n || f.day_from <= f.day_to;
    if (!narrowed) return fail(e, RC_USAGE, "say which: name them, or narrow the list");
    struct db *d = c->session->db;
    TRY(noun == LIST_ITEMS ? records_list_items(d, c->perm, &f, S(""), BULK_MAX, &p, e)
                           : records_list_claims(d, c->perm, &f, S(""), BULK_MAX, &p, e));
    if (p.after.n) {
        rc r = fail(e, RC_LIMIT, "these are more than %d", BULK_MAX);
        err_hint(e, "narrow the list, and act several times");
        return r;
    }
    *ids = p.ids;
    *n = p.n;
    return RC_OK;
}

static rc which(struct op_ctx *c, enum list_noun noun, struct str **ids, i64 *n, struct err *e) {
    bool items = noun == LIST_ITEMS;
    const struct op_value *v = op_values(c, items ? "item" : "claim");
    TRY(session_open(c, e));
    *ids = NULL;
    *n = 0;
    if (v) return named(c, v, items ? records_find_item : records_find_claim, ids, n, e);
    return filtered(c, noun, ids, n, e);
}

/* ---- preview and act ---- */

static void put(struct op_ctx *c, struct json *j, const char *key, struct str s) {
    if (s.n) json_set_str(c->perm, j, key, s);
}

static void preview(struct op_ctx *c, const struct bulk_plan *p) {
    for (i64 i = 0; i < p->n; i++) {
        const struct bulk_row *r = &p->rows[i];
        struct json *j = json_obj(c->perm);
        json_set_i(c->perm, j, "v", 1);
        json_set_str(c->perm, j, "id", r->id);
        put(c, j, "name", r->name);
        put(c, j, "item", r->item);
        put(c, j, "status", r->status);
        put(c, j, "words", show_short(c->perm, r->words, 160));
        put(c, j, "refused", r->refused);
        json_set_str(c->perm, j, "token", p->token);
        op_row(c, j);
    }
    op_say(c, "%lld of %lld would be changed; nothing was. To do it: --token %.*s",
           (long long)p->acts, (long long)p->n, SARG(p->token));
}

/* Has whoever acts seen what would happen now? */
static rc seen(struct op_ctx *c, const struct bulk_plan *p, struct err *e) {
    struct str token = op_str(c, "token");
    if (!token.n) {
        rc r = fail(e, RC_USAGE, "a bulk act is looked at before it is done");
        err_hint(e, "run it with --preview, then with the --token that this gives");
        return r;
    }
    if (!str_eq(token, p->token)) {
        c->stale = true;
        rc r = fail(e, RC_CONFLICT, "what would change is no longer what the preview showed");
        err_hint(e, "look at the preview again");
        return r;
    }
    if (p->acts == 0) return fail(e, RC_CONFLICT, "there is nothing to change");
    return RC_OK;
}

static void told(struct op_ctx *c, const struct bulk_plan *p) {
    struct json *j = json_obj(c->perm);
    json_set_i(c->perm, j, "v", 1);
    json_set_i(c->perm, j, "changed", p->acts);
    json_set_i(c->perm, j, "left", p->n - p->acts);
    op_row(c, j);
    op_say(c, "%lld changed, %lld left as they were", (long long)p->acts,
           (long long)(p->n - p->acts));
}

static rc review(struct op_ctx *c, struct err *e) {
    struct bulk_plan p;
    struct str *ids, act = op_str(c, "ACT"), reason = str_trim(op_str(c, "reason"));
    i64 n;
    if (!reason.n) return fail(e, RC_USAGE, "a decision needs a reason");
    if (op_flag(c, "preview")) {
        TRY(which(c, LIST_CLAIMS, &ids, &n, e));
        TRY(bulk_plan_review(c, act, reason, ids, n, &p, e));
        preview(c, &p);
        return RC_OK;
    }
    TRY(session_begin(c, e));
    TRY(which(c, LIST_CLAIMS, &ids, &n, e));
    TRY(bulk_plan_review(c, act, reason, ids, n, &p, e));
    TRY(seen(c, &p, e));
    TRY(session_entry(c, "reviewed", p.parts, p.nparts, NULL, e));
    TRY(session_commit(c, e));
    TRY(session_reconcile(c, e));
    told(c, &p);
    return RC_OK;
}

static rc access_with(struct op_ctx *c, struct people *people, struct err *e) {
    struct bulk_plan p;
    struct str *ids;
    i64 n, one, groups = 0;
    for (const struct op_value *v = op_values(c, "groups"); v; v = v->more) {
        TRY(desk_groups(c, v->v, &one, e));
        groups |= one;
    }
    TRY(which(c, LIST_ITEMS, &ids, &n, e));
    TRY(bulk_plan_access(c, groups, ids, n, &p, e));
    if (op_flag(c, "preview")) {
        preview(c, &p);
        return RC_OK;
    }
    TRY(seen(c, &p, e));
    TRY(desk_administer(c, people, NULL, NULL, p.parts, p.nparts, e));
    told(c, &p);
    return RC_OK;
}

static rc access(struct op_ctx *c, struct err *e) {
    TRY(session_open(c, e));
    return desk_with_people(c, access_with, e);
}

#define PREVIEW_TOKEN                                                                              \
    {"preview", "", ARG_FLAG, false, "show what would change, and change nothing", NULL}, {        \
        "token", "TOKEN", ARG_OPT, false, "as the preview gave it", NULL                           \
    }
static const struct op_arg REVIEW_ARGS[] = {
    {"ACT", "ACT", ARG_POS, true, "the decision", "accept|reject|undo|conflict|work_needed"},
    {"reason", "TEXT", ARG_OPT, true, "why; kept with each decision", NULL},
    {"claim", "CLAIM", ARG_OPT_MANY, false, "this claim, or several with commas", NULL},
    FILTERS_OF_CLAIMS,
    PREVIEW_TOKEN,
    {0}};
static const struct op_arg ACCESS_ARGS[] = {
    {"groups", "GROUPS", ARG_OPT_MANY, true,
     "who may see them: groups with commas; everybody; none", NULL},
    {"item", "ITEM", ARG_OPT_MANY, false, "this item, or several with commas", NULL},
    FILTER_PUBLICATION,
    FILTER_LANG,
    {"from", "DATE", ARG_OPT, false, "not published before", NULL, ARG_DATE},
    {"to", "DATE", ARG_OPT, false, "not published after", NULL, ARG_DATE},
    FILTER_WORDS,
    PREVIEW_TOKEN,
    {0}};

const struct op OP_BULK_REVIEW = {
    .name = "bulk review",
    .group = "review",
    .summary = "one decision on many claims, looked at before it is done",
    .details = "With --preview: what would change, and a token. The same again with --token does "
               "it, as one entry, if nothing of it has changed meanwhile. At most 1,000 claims.",
    .perm = PERM_REVIEW,
    .args = REVIEW_ARGS,
    .columns = "id name status refused words",
    .examples = {"cairn -C case bulk review work_needed --reason \"read by the old rules\" "
                 "--status machine --preview",
                 NULL},
    .run = review,
};
const struct op OP_BULK_ACCESS = {
    .name = "bulk access",
    .group = "people",
    .summary = "confine many items to groups, looked at before it is done",
    .details = "As `item access`, with preview and token as `bulk review`. At most 1,000 items.",
    .perm = PERM_OWN,
    .args = ACCESS_ARGS,
    .columns = "id name status refused",
    .examples = {"cairn -C case bulk access --groups everybody --lang en --preview", NULL},
    .run = access,
};
