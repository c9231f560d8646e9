/* A claim entered by a person: words quoted, cairn finds the bytes; in any language, read or not.
 */
#include "flow/correct.h"
#include "flow/enter.h"
#include "flow/enter_args.h"
#include "flow/show.h"
#include "store/erasure.h"

/* Equal keys get the next ordinal, as the reader does: an id is never taken twice. */
static struct str fresh_id(struct op_ctx *c, const struct book *b, const struct item *it,
                           const struct claim *k) {
    for (int ordinal = 0;; ordinal++) {
        struct str id = claim_id(c->perm, it->id, S("text/1"), k, ordinal);
        if (book_claim(b, id) < 0) return id;
    }
}

static rc build(struct op_ctx *c, const struct book *b, i64 item, struct claim *k, struct err *e) {
    const struct item *it = &b->items[item];
    if (!it->text.n) {
        rc r =
            fail(e, RC_UNSUPPORTED, "the item has no text to quote from (%.*s)", SARG(it->reason));
        err_hint(e, "add a readable copy of it (text or HTML) and quote from that");
        return r;
    }
    struct enter x;
    struct claim blank;
    struct json *fields;
    TRY(enter_given(c, &fields, e));
    enter_make(c->perm, b, it, &x);
    enter_blank(&x, &blank);
    blank.by_person = session_pseudonym(c);
    i64 near;
    TRY(op_int(c, "near", 0, it->text.n, 0, &near, e));
    x.near = (u32)near;
    TRY(enter_claim(&x, &blank, fields, k, e));
    k->id = fresh_id(c, b, it, k);
    return claim_check(c->scratch, k, e);
}

static rc commit(struct op_ctx *c, const struct item *it, const struct claim *k, struct err *e) {
    struct json *p = json_obj(c->perm);
    json_set_str(c->perm, p, "kind", S("claim"));
    json_set_str(c->perm, p, "item", it->outside);
    json_set_str(c->perm, p, "state", S("new"));
    json_set(p, S("claim"), claim_for_log(c->perm, k));
    TRY(session_entry(c, "reviewed", &p, 1, NULL, e));
    TRY(session_commit(c, e));
    return session_reconcile(c, e);
}

static rc run(struct op_ctx *c, struct err *e) {
    struct book *b;
    struct claim k;
    struct str id;
    TRY(session_begin(c, e));
    TRY(records_find_item(c->session->db, c->perm, op_str(c, "ITEM"), op_reach(c), &id, e));
    struct slice of_item = {.items = &id, .nitems = 1, .with = SLICE_TEXTS | SLICE_ITEM_CLAIMS};
    TRY(session_slice(c, &of_item, &b, e));
    i64 item = book_item(b, id);
    CHECK(item >= 0);
    TRY(erased_refused(&b->items[item], e));
    TRY(build(c, b, item, &k, e));
    TRY(commit(c, &b->items[item], &k, e));
    struct slice of_claim = {.claims = &k.id, .nclaims = 1, .with = SLICE_TEXTS};
    TRY(session_slice(c, &of_claim, &b, e));
    i64 at = book_claim(b, k.id);
    CHECK(at >= 0);
    op_row(c, show_claim(c->perm, b, at));
    return RC_OK;
}

static const struct op_arg ARGS[] = {
    {"ITEM", "ITEM", ARG_POS, true, "the item: id, or file name if only one has it", NULL},
    {"quote", "WORDS", ARG_OPT, true, "the words of the text that say it", NULL},
    {"kind", "KIND", ARG_OPT, true, "kind of claim, see docs/kinds.md", NULL},
    ENTER_ARGS,
    {"near", "BYTE", ARG_OPT, false, "where the quoted words stand, when they stand twice", NULL,
     ARG_NUMBER},
    {0}};

const struct op OP_CLAIM_ADD = {
    .name = "claim add",
    .group = "review",
    .summary = "enter a claim by quoting words",
    .details =
        "cairn finds the bytes. So a person can code a report in a language that the reader does "
        "not know.",
    .perm = PERM_WRITE,
    .args = ARGS,
    .columns = "id status kind number said_by incident words",
    .examples =
        {"cairn -C case claim add report.txt --quote \"14 bodies in Marat\" --kind bodies_found "
         "--count 14 "
         "--what bodies",
         "cairn -C case claim add report.txt --quote \"found 14 bodies, three of them children\" "
         "--kind bodies_found --count 14 --what bodies --count-2 three --who-2 child --of-2 1",
         NULL},
    .run = run,
};
