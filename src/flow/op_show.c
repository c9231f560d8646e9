/* show: anything, with its citations. trace: where a number comes from, down to sentence, file and
 * entry. */
#include "flow/custody.h"
#include "flow/fields.h"
#include "flow/manifest.h"
#include "flow/show.h"
#include "flow/times.h"
#include "flow/why.h"
#include "reconcile/reconcile.h"

static rc show_text_item(struct op_ctx *c, const struct book *b, i64 at, struct err *e) {
    struct json *row = show_item(c->perm, b, at, show_claim_count(b, at));
    struct times t;
    TRY(flow_times(c, &t, e));
    time_fields(c, row, &t, b->items[at].entry);
    op_row(c, row);
    if (op_flag(c, "text")) c->face->raw(c->face->self, fields_text(c, b, at, b->items[at].text));
    for (i64 i = 0; i < b->nclaims; i++)
        if (b->claims[i].item == at && b->claims[i].c.status != STATUS_WITHDRAWN)
            op_row(c, show_claim(c->perm, b, i));
    return RC_OK;
}

static rc show_one_claim(struct op_ctx *c, const struct book *b, i64 at, struct err *e) {
    const struct claim_row *r = &b->claims[at];
    op_row(c, show_claim(c->perm, b, at));
    if (op_flag(c, "why")) {
        const struct item *it = &b->items[r->item];
        op_say(c, "kind %.*s: %.*s", SARG(kind_name(r->c.kind)), SARG(kind_definition(r->c.kind)));
        op_row(c, claim_why(c, &r->c, it->text, it->lang));
    }
    for (i64 i = 0; i < b->nreviews; i++)
        if (str_eq(b->reviews[i].claim, r->c.id)) op_row(c, show_review(c->perm, &b->reviews[i]));
    return session_proposals(c, r->c.id, e);
}

static rc show_one_incident(struct op_ctx *c, const struct book *b, i64 at) {
    op_row(c, show_incident(c->perm, b, at));
    for (i64 i = 0; i < b->nfigures; i++)
        if (b->figures[i].incident == at) op_row(c, show_figure(c->perm, b, &b->figures[i]));
    for (i64 i = 0; i < b->incidents[at].nclaims; i++)
        op_row(c, show_claim(c->perm, b, b->incidents[at].claims[i]));
    return RC_OK;
}

/* A figure is recomputed, never stored: its id alone is found only by computing all. */
static rc show_one_figure(struct op_ctx *c, struct str id, struct err *e) {
    struct book *b;
    i64 at;
    TRY(session_book(c, true, &b, e));
    TRY(show_find_figure(b, id, &at, e));
    op_row(c, show_figure(c->perm, b, &b->figures[at]));
    return RC_OK;
}

static rc show_register(struct op_ctx *c, struct str id, bool *shown, struct err *e) {
    struct book *b;
    i64 at;
    TRY(session_slice(c, &(struct slice){0}, &b, e));
    *shown = true;
    if ((at = book_publication(b, id)) >= 0)
        return op_row(c, show_publication(c->perm, b, at)), RC_OK;
    if ((at = book_party(b, id)) >= 0) return op_row(c, show_party(c->perm, b, at)), RC_OK;
    if ((at = book_place(b, id)) >= 0) return op_row(c, show_place(c->perm, b, at)), RC_OK;
    *shown = false;
    return RC_OK;
}

static rc show_manifest(struct op_ctx *c, struct str item, struct err *e) {
    struct json *o;
    TRY(manifest_json(c, item, &o, e));
    op_row(c, o);
    return manifest_derived(c, item, e);
}

static rc show_custody(struct op_ctx *c, struct str item, struct err *e) {
    struct custody_chain ch;
    TRY(custody_chain(c, item, &ch, e));
    for (i64 i = 0; i < ch.n; i++) {
        op_row(c, custody_row(c, item, &ch.steps[i]));
        if (ch.steps[i].gap.n) op_say(c, "GAP: %s", cstr(c->perm, ch.steps[i].gap));
    }
    return RC_OK;
}

static rc show(struct op_ctx *c, struct err *e) {
    struct book *b;
    struct str id = op_str(c, "ID"), found;
    struct err none = {0};
    bool shown;
    struct slice w = {.with = SLICE_TEXTS};
    TRY(session_open(c, e));
    struct db *d = c->session->db;
    if (str_starts(id, S("f-"))) return show_one_figure(c, id, e);
    if (str_starts(id, S("c-"))) {
        TRY(records_find_claim(d, c->perm, id, op_reach(c), &found, e));
        w = (struct slice){.claims = &found, .nclaims = 1, .with = SLICE_TEXTS | SLICE_REVIEWS};
        TRY(session_slice(c, &w, &b, e));
        return show_one_claim(c, b, book_claim(b, found), e);
    }
    TRY(show_register(c, id, &shown, e));
    if (shown) return RC_OK;
    if (records_find_incident(d, c->perm, id, op_reach(c), &found, &none) == RC_OK) {
        w = (struct slice){
            .incidents = &found, .nincidents = 1, .with = SLICE_TEXTS | SLICE_INCIDENTS};
        TRY(session_slice(c, &w, &b, e));
        return show_one_incident(c, b, book_incident(b, found));
    }
    TRY(records_find_item(d, c->perm, id, op_reach(c), &found, e));
    if (op_flag(c, "custody")) return show_custody(c, found, e);
    if (op_flag(c, "manifest")) return show_manifest(c, found, e);
    w = (struct slice){.items = &found, .nitems = 1, .with = SLICE_TEXTS | SLICE_ITEM_CLAIMS};
    TRY(session_slice(c, &w, &b, e));
    return show_text_item(c, b, book_item(b, found), e);
}

/* One step from a number towards the sealed words. */
static void step(struct op_ctx *c, const char *what, struct str id, struct str words) {
    struct json *j = json_obj(c->perm);
    json_set_i(c->perm, j, "v", 1);
    json_set_str(c->perm, j, "step", str_c(what));
    json_set_str(c->perm, j, "id", id);
    json_set_str(c->perm, j, "words", words);
    op_row(c, j);
}

static struct str document_words(struct op_ctx *c, const struct book *b, const struct item *it) {
    i64 pub = book_publication(b, it->publication);
    return str_fmt(c->perm, "%.*s, %.*s%s%.*s%s, received %.*s",
                   SARG(pub < 0 ? S("publication not stated") : b->publications[pub].name),
                   SARG(it->published.range.precision ? date_words(c->perm, it->published.range)
                                                      : S("undated")),
                   it->published.anchor.n ? " (" : "", SARG(it->published.anchor),
                   it->published.anchor.n ? ")" : "", SARG(instant_text(c->perm, it->received_at)));
}

static void trace_claim(struct op_ctx *c, const struct book *b, i64 at) {
    const struct claim_row *r = &b->claims[at];
    const struct item *it = &b->items[r->item];
    struct json *j = show_claim(c->perm, b, at);
    step(c, "claim", r->c.id,
         str_fmt(c->perm, "%.*s: %.*s, %.*s by %.*s", SARG(word_name("status", r->c.status)),
                 SARG(kind_phrase(r->c.kind)),
                 SARG(json_get_str(j, "number").n ? json_get_str(j, "number") : S("no number")),
                 SARG(json_get_str(j, "said_by"))));
    step(c, "sentence", str_fmt(c->perm, "bytes %u-%u", r->c.sentence.start, r->c.sentence.end),
         show_short(c->perm, book_words(b, r, r->c.sentence), 400));
    step(c, "file", it->id,
         str_fmt(c->perm, "%.*s: %.*s", SARG(it->name), SARG(document_words(c, b, it))));
    step(c, "entry", str_fmt(c->perm, "%lld", (long long)it->entry),
         str_fmt(c->perm, "sealed in entry %lld; text in entry %lld; claim in entry %lld",
                 (long long)it->entry, (long long)it->text_entry, (long long)r->entry));
}

static void trace_figure(struct op_ctx *c, const struct book *b, const struct figure *f) {
    step(c, "figure", f->id,
         str_fmt(c->perm, "%.*s %.*s (%.*s) of %.*s: %.*s",
                 SARG(show_range(c->perm, f->min, f->max)), SARG(word_name("what", f->what)),
                 SARG(word_name("who", f->who)), SARG(b->incidents[f->incident].code),
                 SARG(f->words)));
    step(c, "method", f->method,
         S("lowest to highest number said, the claims behind each end named; see `cairn method`"));
    for (i64 i = 0; i < f->nclaims; i++)
        trace_claim(c, b, f->claims[i]);
}

static rc trace(struct op_ctx *c, struct err *e) {
    struct book *b;
    i64 at;
    struct str id = op_str(c, "ID"), found;
    if (str_starts(id, S("f-"))) {
        TRY(session_book(c, true, &b, e));
        TRY(show_find_figure(b, id, &at, e));
        trace_figure(c, b, &b->figures[at]);
        return RC_OK;
    }
    TRY(session_open(c, e));
    TRY(records_find_incident(c->session->db, c->perm, id, op_reach(c), &found, e));
    struct slice w = {.incidents = &found, .nincidents = 1, .with = SLICE_TEXTS | SLICE_INCIDENTS};
    TRY(session_slice(c, &w, &b, e));
    at = book_incident(b, found);
    bool any = false;
    for (i64 i = 0; i < b->nfigures; i++) {
        if (b->figures[i].incident != at) continue;
        trace_figure(c, b, &b->figures[i]);
        any = true;
    }
    for (i64 i = 0; !any && i < b->incidents[at].nclaims; i++)
        trace_claim(c, b, b->incidents[at].claims[i]);
    return RC_OK;
}

static const struct op_arg SHOW_ARGS[] = {
    {"ID", "ID", ARG_POS, true, "item, claim, incident code, figure, publication, party or place",
     NULL},
    {"why", "", ARG_FLAG, false, "of a claim: rules, word lists and weights behind it", NULL},
    {"text", "", ARG_FLAG, false, "of an item: its text too", NULL},
    {"custody", "", ARG_FLAG, false, "of an item: through whose hands it went", NULL},
    {"manifest", "", ARG_FLAG, false, "of an item: hash of what, and how it came", NULL},
    {0}};
static const struct op_arg TRACE_ARGS[] = {
    {"ID", "FIGURE|INCIDENT", ARG_POS, true, "what to trace", NULL}, {0}};

const struct op OP_SHOW = {
    .name = "show",
    .group = "reconcile",
    .summary = "anything, with its citations",
    .details = "",
    .perm = PERM_READ,
    .args = SHOW_ARGS,
    .columns =
        "id code kind name status number said_by words cited step from to when by signature gap",
    .examples = {"cairn -C case show MRT-0001 --json", "cairn -C case show c-1f3a9c2e --why",
                 "cairn -C case show report.txt --custody", NULL},
    .run = show};
const struct op OP_TRACE = {
    .name = "trace",
    .group = "publish",
    .summary = "where does this number come from: every claim, sentence, file, entry",
    .details = "",
    .perm = PERM_READ,
    .args = TRACE_ARGS,
    .columns = "step id words",
    .examples = {"cairn -C case trace MRT-0001", NULL},
    .run = trace};
