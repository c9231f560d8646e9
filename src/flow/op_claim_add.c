/* A claim entered by a person: words quoted, cairn finds the bytes; in any language, read or not.
 */
#include "flow/correct.h"
#include "flow/show.h"

static rc find_spans(struct op_ctx *c, struct str text, struct claim *out, struct err *e) {
    struct span quote;
    TRY(correct_find(text, op_str(c, "quote"), 0, &quote, e));
    out->trigger = out->sentence = out->said.content = quote;
    if (op_given(c, "trigger"))
        TRY(correct_find(text, op_str(c, "trigger"), quote.start, &out->trigger, e));
    if (!span_covers(quote, out->trigger))
        return fail(e, RC_USAGE, "the trigger must stand inside the quoted words");
    return RC_OK;
}

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
    *k = (struct claim){.doc = it->id, .by_person = session_pseudonym(c)};
    k->said.chain = NEW(c->perm, struct said_link);
    k->said.chain[0] = (struct said_link){.publication = it->publication, .is_publication = true};
    k->said.nchain = 1;
    TRY(find_spans(c, it->text, k, e));
    struct correction f = {.kind = op_str(c, "kind"),
                           .count = op_str(c, "count"),
                           .what = op_str(c, "what"),
                           .who = op_str(c, "who"),
                           .where = op_str(c, "where"),
                           .from = op_str(c, "from"),
                           .to = op_str(c, "to"),
                           .who_says = op_str(c, "who-says"),
                           .perpetrator = op_str(c, "perpetrator")};
    TRY(correct_fields(c->perm, it->text, &f, k, e));
    if (op_given(c, "act")) {
        int v;
        CHECK(word_parse("act", op_str(c, "act"), &v));
        k->said.act = (enum act)v;
    }
    k->id = fresh_id(c, b, it, k);
    return claim_check(c->scratch, k, e);
}

static rc run(struct op_ctx *c, struct err *e) {
    struct book *b;
    struct claim k;
    i64 item, at;
    TRY(session_begin(c, e));
    TRY(session_book(c, true, &b, e));
    TRY(show_find_item(b, op_str(c, "ITEM"), &item, e));
    TRY(build(c, b, item, &k, e));
    struct json *p = json_obj(c->perm);
    json_set_str(c->perm, p, "kind", S("claim"));
    json_set_str(c->perm, p, "item", b->items[item].outside);
    json_set_str(c->perm, p, "state", S("new"));
    json_set(p, S("claim"), claim_for_log(c->perm, &k));
    TRY(session_entry(c, "reviewed", &p, 1, NULL, e));
    TRY(session_commit(c, e));
    TRY(session_reconcile(c, e));
    TRY(session_book(c, true, &b, e));
    at = book_claim(b, k.id);
    CHECK(at >= 0);
    op_row(c, show_claim(c->perm, b, at));
    return RC_OK;
}

static const struct op_arg ARGS[] = {
    {"ITEM", "ITEM", ARG_POS, true, "the item: id, or file name if only one has it", NULL},
    {"quote", "WORDS", ARG_OPT, true, "the words of the text that say it", NULL},
    {"kind", "KIND", ARG_OPT, true, "kind of claim, see docs/kinds.md", NULL},
    {"trigger", "WORDS", ARG_OPT, false, "the word that tells the kind, inside the quote", NULL},
    {"count", "N|MIN-MAX|MIN+", ARG_OPT, false, "how many", NULL},
    {"what", "WHAT", ARG_OPT, false, "what is counted: killed, injured, bodies, …", NULL},
    {"who", "WHO", ARG_OPT, false, "who is counted: civilian, child, woman, man, …", NULL},
    {"who-says", "WORDS", ARG_OPT, false,
     "words that name the speaker; none: the publication itself", NULL},
    {"act", "ACT", ARG_OPT, false, "the speech act",
     "states|alleges|denies|concedes|retracts|corrects"},
    {"where", "WORDS", ARG_OPT, false, "words that name the place", NULL},
    {"perpetrator", "WORDS", ARG_OPT, false, "words that name who is accused", NULL},
    {"from", "DATE", ARG_OPT, false, "first day of the event", NULL},
    {"to", "DATE", ARG_OPT, false, "last day of the event", NULL},
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
         NULL},
    .run = run,
};
