#include "flow/bulk.h"

#include "flow/desk.h"
#include "flow/fields.h"
#include "flow/review.h"
#include "proof/hash.h"

enum { BULK_WORDS = 200 };

/* What is to be done, and to which version of what. */
struct token {
    struct op_ctx *c;
    struct buf seen;
};

static rc token_add(struct token *t, struct str object, struct err *e) {
    i64 entry, part;
    TRY(records_version(t->c->session->db, object, &entry, &part, e));
    buf_fmt(&t->seen, "%.*s %lld.%lld\n", SARG(object), (long long)entry, (long long)part);
    return RC_OK;
}

static struct str token_end(struct token *t) {
    u8 h[32];
    CHECK(buf_ok(&t->seen));
    sha256(buf_str(&t->seen), h);
    return hex_encode(t->c->perm, (struct str){(char *)h, 16});
}

static struct token token_begin(struct op_ctx *c, struct str act) {
    struct token t = {c, buf_make(c->perm, BULK_MAX * 256)};
    buf_fmt(&t.seen, "%.*s\n", SARG(act));
    return t;
}

static struct bulk_row claim_row(struct op_ctx *c, const struct book *b, i64 at) {
    const struct claim_row *r = &b->claims[at];
    struct span s = span_some(r->c.sentence) ? r->c.sentence : r->c.said.content;
    return (struct bulk_row){
        .id = r->c.id,
        .name = kind_name(r->c.kind),
        .item = fields_text(c, b, -1, b->items[r->item].name),
        .status = word_name("status", r->c.status),
        .words = str_sub(fields_text(c, b, -1, book_words(b, r, s)), 0, BULK_WORDS * 4)};
}

rc bulk_plan_review(struct op_ctx *c, struct str act, struct str reason, const struct str *claims,
                    i64 n, struct bulk_plan *out, struct err *e) {
    struct book *b;
    struct slice want = {.claims = claims, .nclaims = n, .with = SLICE_TEXTS | SLICE_REVIEWS};
    *out = (struct bulk_plan){.rows = NEWN(c->perm, struct bulk_row, n),
                              .parts = NEWN(c->perm, struct json *, 3 * n)};
    TRY(session_slice(c, &want, &b, e));
    struct token t = token_begin(c, act);
    for (i64 i = 0; i < b->nclaims; i++) {
        struct bulk_row *row = &out->rows[out->n++];
        struct err why = {0};
        *row = claim_row(c, b, i);
        rc r = review_parts(c, b, row->id, act, reason, out->parts, &out->nparts, &why);
        if (r != RC_OK) row->refused = str_dup(c->perm, str_c(why.msg));
        if (r != RC_OK) continue;
        out->acts++;
        TRY(token_add(&t, row->id, e));
    }
    out->token = token_end(&t);
    return RC_OK;
}

static struct json *access_part(struct arena *a, struct str item, i64 groups) {
    struct json *part = json_obj(a), *list;
    json_set_str(a, part, "kind", S("access"));
    json_set_str(a, part, "item", item);
    list = json_set(part, S("groups"), json_arr(a));
    for (int i = 0; i < REACH_BITS; i++)
        if (groups >> i & 1) json_add(list, json_i(a, i));
    return part;
}

rc bulk_plan_access(struct op_ctx *c, i64 groups, const struct str *items, i64 n,
                    struct bulk_plan *out, struct err *e) {
    struct book *b;
    struct slice want = {.items = items, .nitems = n};
    i64 all = ((i64)1 << REACH_BITS) - 1;
    *out = (struct bulk_plan){.rows = NEWN(c->perm, struct bulk_row, n),
                              .parts = NEWN(c->perm, struct json *, n)};
    TRY(session_slice(c, &want, &b, e));
    struct token t = token_begin(c, str_fmt(c->perm, "access %lld", (long long)groups));
    for (i64 i = 0; i < b->nitems; i++) {
        const struct item *it = &b->items[i];
        struct bulk_row *row = &out->rows[out->n++];
        *row = (struct bulk_row){.id = it->outside, .name = fields_text(c, b, -1, it->name)};
        TRY(desk_group_names(c, it->reach & all, &row->status, e));
        if ((it->reach & all) == groups) row->refused = S("it is so already");
        if (row->refused.n) continue;
        out->acts++;
        out->parts[out->nparts++] = access_part(c->perm, it->outside, groups);
        TRY(token_add(&t, it->outside, e));
    }
    out->token = token_end(&t);
    return RC_OK;
}
