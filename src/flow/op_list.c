/* Lists: items, claims, incidents, figures, publications, parties, places. */
#include "base/limits.h"
#include "flow/show.h"
#include "reconcile/reconcile.h"
#include "text/csv.h"
#include "text/fold.h"

static rc items(struct op_ctx *c, struct err *e) {
    struct book *b;
    TRY(session_book(c, false, &b, e));
    struct str state = op_str(c, "state");
    i64 *claims = show_claim_counts(c->perm, b);
    for (i64 i = 0; i < b->nitems; i++) {
        struct json *j = show_item(c->perm, b, i, claims[i]);
        if (!state.n || str_eq(json_get_str(j, "state"), state)) op_row(c, j);
    }
    if (b->nitems == 0) op_say(c, "no items yet; add some: cairn -C %s add PATH…", c->case_dir);
    return RC_OK;
}

/* Does a place (or one that it lies in) answer to this name? */
static bool place_matches(struct arena scratch, const struct book *b, struct str id,
                          struct str words, struct str name) {
    struct str want = text_fold_name(&scratch, name);
    for (i64 at = book_place(b, id), hops = 0; at >= 0 && hops < 16; hops++) {
        if (str_eq(text_fold_name(&scratch, b->places[at].name), want)) return true;
        at = book_place(b, b->places[at].parent);
    }
    return words.n && str_eq(text_fold_name(&scratch, words), want);
}

static bool in_window(struct date_range r, struct date_range from, struct date_range to) {
    if (from.precision && (!r.precision || r.to < from.from)) return false;
    return !(to.precision && (!r.precision || r.from > to.to));
}

static rc window(const struct op_ctx *c, struct date_range *from, struct date_range *to,
                 struct err *e) {
    *from = *to = (struct date_range){0};
    if (op_given(c, "from") && !date_parse(op_str(c, "from"), from))
        return fail(e, RC_USAGE, "--from takes a date such as 2031-03-10");
    if (op_given(c, "to") && !date_parse(op_str(c, "to"), to))
        return fail(e, RC_USAGE, "--to takes a date such as 2031-03-10");
    return RC_OK;
}

static rc kind_filter(const struct op_ctx *c, int *kind, struct err *e) {
    enum kind k = KIND_COUNT;
    *kind = -1;
    if (!op_given(c, "kind")) return RC_OK;
    if (!kind_parse(op_str(c, "kind"), &k))
        return fail(e, RC_USAGE, "there is no kind \"%.*s\"",
                    SARG(str_sub(op_str(c, "kind"), 0, 60)));
    *kind = (int)k;
    return RC_OK;
}

static const char *const CSV_COLUMNS[] = {
    "id",  "item",  "publication", "said_by", "kind",   "what",  "who", "min",
    "max", "place", "from",        "to",      "status", "words", "act", "reason"};

static void csv_claim(struct arena *a, struct buf *out, const struct book *b, i64 at) {
    const struct claim_row *r = &b->claims[at];
    struct json *j = show_claim(a, b, at);
    const struct count *n = r->c.ncounts ? &r->c.counts[0] : NULL;
    const struct where *w = r->c.nwhere ? &r->c.where[0] : NULL;
    i64 pub = book_publication(b, b->items[r->item].publication);
    bool dated = r->c.when.range.precision != DATE_NONE;
    bool open = n && n->max == COUNT_OPEN;
    struct str cells[] = {r->c.id,
                          b->items[r->item].name,
                          pub < 0 ? S("") : b->publications[pub].name,
                          json_get_str(j, "said_by"),
                          kind_name(r->c.kind),
                          n ? word_name("what", n->what) : S(""),
                          n ? word_name("who", n->who) : S(""),
                          n ? str_fmt(a, "%lld", (long long)n->min) : S(""),
                          n && !open ? str_fmt(a, "%lld", (long long)n->max) : S(""),
                          w ? book_words(b, r, w->span) : S(""),
                          dated ? date_iso(a, r->c.when.range.from) : S(""),
                          dated ? date_iso(a, r->c.when.range.to) : S(""),
                          word_name("status", r->c.status),
                          json_get_str(j, "words"),
                          S(""),
                          S("")};
    _Static_assert(sizeof cells / sizeof *cells == sizeof CSV_COLUMNS / sizeof *CSV_COLUMNS,
                   "columns");
    for (i64 i = 0; i < LEN(cells); i++)
        csv_put(out, cells[i], i == 0);
    csv_end(out);
}

static bool claim_wanted(const struct op_ctx *c, const struct book *b, i64 at, int kind, i64 item,
                         i64 incident) {
    const struct claim_row *r = &b->claims[at];
    struct str status = op_str(c, "status");
    if (kind >= 0 && (int)r->c.kind != kind) return false;
    if (item >= 0 && r->item != item) return false;
    if (incident >= 0 && r->incident != incident) return false;
    if (status.n) return str_eq(status, word_name("status", r->c.status));
    return r->c.status != STATUS_WITHDRAWN || op_flag(c, "all");
}

/* A table takes data out of the case. */
static rc no_tables(struct err *e) {
    fail(e, RC_DENIED, "your account may not take out tables");
    return err_hint(e, "ask for it: cairn export request … -- claims --csv");
}

static rc claims(struct op_ctx *c, struct err *e) {
    struct book *b;
    int kind;
    i64 item = -1, incident = -1;
    if (op_flag(c, "csv") && !op_may(c, PERM_EXPORT)) return no_tables(e);
    TRY(session_book(c, true, &b, e));
    TRY(kind_filter(c, &kind, e));
    if (op_given(c, "item")) TRY(show_find_item(b, op_str(c, "item"), &item, e));
    if (op_given(c, "incident")) TRY(show_find_incident(b, op_str(c, "incident"), &incident, e));
    struct buf csv = buf_make(c->perm, CSV_BYTES_MAX);
    for (i64 i = 0; i < LEN(CSV_COLUMNS); i++)
        csv_put(&csv, str_c(CSV_COLUMNS[i]), i == 0);
    csv_end(&csv);
    for (i64 i = 0; i < b->nclaims; i++) {
        if (!claim_wanted(c, b, i, kind, item, incident)) continue;
        if (op_flag(c, "csv"))
            csv_claim(c->perm, &csv, b, i);
        else
            op_row(c, show_claim(c->perm, b, i));
    }
    if (!op_flag(c, "csv")) return RC_OK;
    if (!buf_ok(&csv))
        return fail(e, RC_LIMIT, "the table is larger than %lld MiB", CSV_BYTES_MAX >> 20);
    c->face->raw(c->face->self, buf_str(&csv));
    return RC_OK;
}

static rc incidents(struct op_ctx *c, struct err *e) {
    struct book *b;
    int kind;
    struct date_range from, to;
    TRY(session_book(c, true, &b, e));
    TRY(kind_filter(c, &kind, e));
    TRY(window(c, &from, &to, e));
    struct str place = op_str(c, "place");
    for (i64 i = 0; i < b->nincidents; i++) {
        const struct incident *in = &b->incidents[i];
        if (kind >= 0 && (int)in->kind != kind) continue;
        if (place.n && !place_matches(c->scratch, b, in->where.place, in->place_words, place))
            continue;
        if (!in_window(in->when, from, to) || (in->merged_into.n && !op_flag(c, "all"))) continue;
        op_row(c, show_incident(c->perm, b, i));
    }
    return RC_OK;
}

static rc figures(struct op_ctx *c, struct err *e) {
    struct book *b;
    int kind;
    i64 incident = -1;
    struct date_range from, to;
    TRY(session_book(c, true, &b, e));
    TRY(kind_filter(c, &kind, e));
    TRY(window(c, &from, &to, e));
    if (op_given(c, "incident")) TRY(show_find_incident(b, op_str(c, "incident"), &incident, e));
    struct str place = op_str(c, "place"), method = op_str(c, "method");
    bool any_method = !method.n;
    for (i64 i = 0; i < b->nfigures; i++) {
        const struct figure *f = &b->figures[i];
        const struct incident *in = &b->incidents[f->incident];
        struct str family = str_sub(f->method, 0, str_chr(f->method, '@', 0));
        if (!any_method && !str_eq(f->method, method) && !str_eq(family, method)) continue;
        if (incident >= 0 && f->incident != incident) continue;
        if (kind >= 0 && (int)in->kind != kind) continue;
        if (place.n && !place_matches(c->scratch, b, in->where.place, in->place_words, place))
            continue;
        if (in_window(in->when, from, to)) op_row(c, show_figure(c->perm, b, f));
    }
    return RC_OK;
}

static rc publications(struct op_ctx *c, struct err *e) {
    struct book *b;
    TRY(session_registers(c, &b, e));
    for (i64 i = 0; i < b->npublications; i++)
        op_row(c, show_publication(c->perm, b, i));
    return RC_OK;
}

static rc parties(struct op_ctx *c, struct err *e) {
    struct book *b;
    TRY(session_registers(c, &b, e));
    for (i64 i = 0; i < b->nparties; i++)
        op_row(c, show_party(c->perm, b, i));
    return RC_OK;
}

static rc places(struct op_ctx *c, struct err *e) {
    struct book *b;
    TRY(session_registers(c, &b, e));
    for (i64 i = 0; i < b->nplaces; i++)
        op_row(c, show_place(c->perm, b, i));
    return RC_OK;
}

static const struct op_arg NONE[] = {{0}};
static const struct op_arg ITEM_ARGS[] = {
    {"state", "STATE", ARG_OPT, false, "only items in this state", "sealed|read|unread|unreadable"},
    {0}};
#define KIND_ARG                                                                                   \
    { "kind", "KIND", ARG_OPT, false, "only this kind of claim, see docs/kinds.md", NULL }
#define PLACE_ARG                                                                                  \
    { "place", "NAME", ARG_OPT, false, "only in this place or what lies in it", NULL }
#define FROM_TO                                                                                    \
    {"from", "DATE", ARG_OPT, false, "not before", NULL}, {                                        \
        "to", "DATE", ARG_OPT, false, "not after", NULL                                            \
    }
static const struct op_arg CLAIM_ARGS[] = {
    KIND_ARG,
    {"item", "ITEM", ARG_OPT, false, "only from this item", NULL},
    {"incident", "ID", ARG_OPT, false, "only of this incident", NULL},
    {"status", "STATUS", ARG_OPT, false, "only in this state",
     "machine|accepted|conflict|work_needed|withdrawn"},
    {"all", "", ARG_FLAG, false, "withdrawn ones too", NULL},
    {"csv", "", ARG_FLAG, false, "a table for a spreadsheet, to be read back by `review --csv`",
     NULL},
    {0}};
static const struct op_arg INCIDENT_ARGS[] = {
    KIND_ARG, PLACE_ARG, FROM_TO, {"all", "", ARG_FLAG, false, "merged ones too", NULL}, {0}};
static const struct op_arg FIGURE_ARGS[] = {
    {"method", "NAME", ARG_OPT, false, "only by this method, see `cairn method`", NULL},
    {"incident", "ID", ARG_OPT, false, "only of this incident", NULL},
    KIND_ARG,
    PLACE_ARG,
    FROM_TO,
    {0}};

#define LIST(sym, nm, sum, ar, cols, ex, fn)                                                       \
    const struct op sym = {.name = nm,                                                             \
                           .group = "reconcile",                                                   \
                           .summary = sum,                                                         \
                           .details = "",                                                          \
                           .perm = PERM_READ,                                                      \
                           .args = ar,                                                             \
                           .columns = cols,                                                        \
                           .examples = {ex, NULL},                                                 \
                           .run = fn}

LIST(OP_ITEMS, "items", "what was received", ITEM_ARGS,
     "name state publication published claims reason", "cairn -C case items", items);
LIST(OP_CLAIMS, "claims", "who says what, in whose words", CLAIM_ARGS,
     "id kind said_by number incident status words",
     "cairn -C case claims --kind bodies_found --json", claims);
LIST(OP_INCIDENTS, "incidents", "claims about the same event", INCIDENT_ARGS,
     "code title accounts origins reviewed", "cairn -C case incidents", incidents);
LIST(OP_FIGURES, "figures", "ranges, with the claims behind each end", FIGURE_ARGS,
     "id code what who min max accounts words", "cairn -C case figures --kind bodies_found",
     figures);
LIST(OP_PUBLICATIONS, "publications", "the register of publications", NONE,
     "name owner side feeds source", "cairn -C case publications", publications);
LIST(OP_PARTIES, "parties", "the register of parties and armed groups", NONE,
     "name aliases allies source", "cairn -C case parties", parties);
LIST(OP_PLACES, "places", "places entered in this case", NONE, "name precision parent ar ru",
     "cairn -C case places", places);
