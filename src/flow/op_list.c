/* Lists: items, claims, incidents, figures, publications, parties, places. They walk the case
 * screen by screen, so that a list takes memory by what it shows, not by what the case holds. */
#include "base/limits.h"
#include "flow/fields.h"
#include "flow/filter.h"
#include "flow/show.h"
#include "text/csv.h"

static rc walk_all(struct op_ctx *c, struct walk *w, i64 *n, struct err *e) {
    struct str next;
    TRY(op_int(c, "limit", 1, 1000000000, 0, &w->limit, e));
    w->after = op_str(c, "after");
    TRY(filter_walk(c, w, n, &next, e));
    if (next.n) op_say(c, "more: --after %.*s", SARG(next));
    return RC_OK;
}

/* ---- items ---- */

static rc item_rows(struct op_ctx *c, struct arena *a, struct book *b, const struct list_page *p,
                    void *ctx, struct err *e) {
    (void)ctx, (void)p;
    for (i64 i = 0; i < b->nitems; i++) {
        i64 claims;
        TRY(records_claim_count(c->session->db, b->items[i].outside, &claims, e));
        op_row(c, show_item(a, b, i, claims));
    }
    return RC_OK;
}

static rc items(struct op_ctx *c, struct err *e) {
    static const char *const STATES[] = {"sealed", "read", "unread", "unreadable", "erased"};
    struct list_filter f;
    i64 n;
    TRY(filter_read(c, &f, e));
    f.oldest_first = true;
    for (int i = 0; i < LEN(STATES); i++)
        if (str_eqc(op_str(c, "state"), STATES[i])) f.status = (u32)1 << i;
    struct walk w = {.noun = LIST_ITEMS, .filter = &f, .each = item_rows};
    TRY(walk_all(c, &w, &n, e));
    bool filtered = f.status || f.words.n || f.publication.n || f.lang.n || f.day_from <= f.day_to;
    if (n == 0 && !filtered)
        op_say(c, "no items yet; add some: cairn -C %s add PATH…", c->case_dir);
    return RC_OK;
}

/* ---- claims ---- */

static const char *const CSV_COLUMNS[] = {
    "id",    "item", "publication", "said_by", "kind",  "what",  "who", "min",   "max",
    "place", "from", "to",          "status",  "words", "cited", "act", "reason"};

static void csv_claim(struct arena *a, struct buf *out, const struct book *b, i64 at,
                      const struct json *j, struct str where) {
    const struct claim_row *r = &b->claims[at];
    const struct count *n = r->c.ncounts ? &r->c.counts[0] : NULL;
    i64 pub = book_publication(b, b->items[r->item].publication);
    bool dated = r->c.when.range.precision != DATE_NONE;
    bool open = n && n->max == COUNT_OPEN;
    struct str cells[] = {r->c.id,
                          json_get_str(j, "item"),
                          pub < 0 ? S("") : b->publications[pub].name,
                          json_get_str(j, "said_by"),
                          kind_name(r->c.kind),
                          n ? word_name("what", n->what) : S(""),
                          n ? word_name("who", n->who) : S(""),
                          n ? str_fmt(a, "%lld", (long long)n->min) : S(""),
                          n && !open ? str_fmt(a, "%lld", (long long)n->max) : S(""),
                          where,
                          dated ? date_iso(a, r->c.when.range.from) : S(""),
                          dated ? date_iso(a, r->c.when.range.to) : S(""),
                          word_name("status", r->c.status),
                          json_get_str(j, "words"),
                          json_get_str(j, "cited"),
                          S(""),
                          S("")};
    _Static_assert(sizeof cells / sizeof *cells == sizeof CSV_COLUMNS / sizeof *CSV_COLUMNS,
                   "columns");
    for (i64 i = 0; i < LEN(cells); i++)
        csv_put(out, cells[i], i == 0);
    csv_end(out);
}

/* A table is no row, so what may not be seen is taken from it here. */
static void csv_row(struct op_ctx *c, struct arena *a, struct buf *csv, const struct book *b,
                    i64 at) {
    const struct claim_row *r = &b->claims[at];
    struct str where = r->c.nwhere ? book_words(b, r, r->c.where[0].span) : S("");
    const struct json *j = fields_row(c, show_claim(a, b, at));
    csv_claim(a, csv, b, at, j, fields_text(c, b, -1, where));
}

static rc claim_rows(struct op_ctx *c, struct arena *a, struct book *b, const struct list_page *p,
                     void *ctx, struct err *e) {
    struct buf *csv = ctx;
    (void)e;
    for (i64 i = 0; i < p->n; i++) {
        i64 at = book_claim(b, p->ids[i]);
        if (at < 0) continue;
        if (csv->a)
            csv_row(c, a, csv, b, at);
        else
            op_row(c, show_claim(a, b, at));
    }
    return RC_OK;
}

/* A table takes data out of the case. */
static rc no_tables(struct err *e) {
    fail(e, RC_DENIED, "your account may not take out tables");
    return err_hint(e, "ask for it: cairn export request … -- claims --csv");
}

static rc claims(struct op_ctx *c, struct err *e) {
    struct list_filter f;
    struct buf csv = {0};
    i64 n;
    if (op_flag(c, "csv") && !op_may(c, PERM_EXPORT)) return no_tables(e);
    TRY(filter_read(c, &f, e));
    f.all = op_flag(c, "all");
    if (op_flag(c, "csv")) {
        csv = buf_make(c->perm, CSV_BYTES_MAX);
        for (i64 i = 0; i < LEN(CSV_COLUMNS); i++)
            csv_put(&csv, str_c(CSV_COLUMNS[i]), i == 0);
        csv_end(&csv);
    }
    struct walk w = {
        .noun = LIST_CLAIMS, .filter = &f, .with = SLICE_TEXTS, .each = claim_rows, .ctx = &csv};
    TRY(walk_all(c, &w, &n, e));
    if (!csv.a) return RC_OK;
    if (!buf_ok(&csv))
        return fail(e, RC_LIMIT, "the table is larger than %lld MiB", CSV_BYTES_MAX >> 20);
    c->face->raw(c->face->self, buf_str(&csv));
    return RC_OK;
}

/* ---- incidents and figures ---- */

static rc incident_rows(struct op_ctx *c, struct arena *a, struct book *b,
                        const struct list_page *p, void *ctx, struct err *e) {
    (void)ctx, (void)e;
    for (i64 i = 0; i < p->n; i++) {
        i64 at = book_incident(b, p->ids[i]);
        if (at >= 0) op_row(c, show_incident(a, b, at));
    }
    return RC_OK;
}

static rc incidents(struct op_ctx *c, struct err *e) {
    struct list_filter f;
    i64 n;
    TRY(filter_read(c, &f, e));
    f.all = op_flag(c, "all");
    f.oldest_first = true;
    struct walk w = {.noun = LIST_INCIDENTS,
                     .filter = &f,
                     .with = SLICE_INCIDENTS | SLICE_TEXTS,
                     .each = incident_rows};
    return walk_all(c, &w, &n, e);
}

static rc figure_rows(struct op_ctx *c, struct arena *a, struct book *b, const struct list_page *p,
                      void *ctx, struct err *e) {
    struct str method = op_str(c, "method");
    (void)ctx, (void)e, (void)p;
    for (i64 i = 0; i < b->nfigures; i++) {
        const struct figure *f = &b->figures[i];
        struct str family = str_sub(f->method, 0, str_chr(f->method, '@', 0));
        if (method.n && !str_eq(f->method, method) && !str_eq(family, method)) continue;
        op_row(c, show_figure(a, b, f));
    }
    return RC_OK;
}

static rc one_incident(struct op_ctx *c, struct str id, struct err *e) {
    struct book *b;
    struct list_page none = {0};
    struct slice want = {.incidents = &id, .nincidents = 1, .with = SLICE_INCIDENTS | SLICE_TEXTS};
    TRY(session_slice(c, &want, &b, e));
    return figure_rows(c, c->perm, b, &none, NULL, e);
}

static rc figures(struct op_ctx *c, struct err *e) {
    struct list_filter f;
    i64 n;
    TRY(filter_read(c, &f, e));
    if (f.incident.n) return one_incident(c, f.incident, e);
    f.oldest_first = true;
    struct walk w = {.noun = LIST_INCIDENTS,
                     .filter = &f,
                     .with = SLICE_INCIDENTS | SLICE_TEXTS,
                     .each = figure_rows};
    return walk_all(c, &w, &n, e);
}

/* ---- registers ---- */

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
    {"state", "STATE", ARG_OPT, false, "only items in this state",
     "sealed|read|unread|unreadable|erased"},
    FILTER_PUBLICATION,
    FILTER_LANG,
    {"from", "DATE", ARG_OPT, false, "not published before", NULL, ARG_DATE},
    {"to", "DATE", ARG_OPT, false, "not published after", NULL, ARG_DATE},
    FILTER_WORDS,
    FILTER_LIMIT,
    FILTER_AFTER,
    {0}};
static const struct op_arg CLAIM_ARGS[] = {
    FILTERS_OF_CLAIMS,
    {"all", "", ARG_FLAG, false, "withdrawn ones too", NULL},
    {"csv", "", ARG_FLAG, false, "a table for a spreadsheet, to be read back by `review --csv`",
     NULL},
    FILTER_LIMIT,
    FILTER_AFTER,
    {0}};
static const struct op_arg INCIDENT_ARGS[] = {
    FILTER_KIND,
    FILTER_PLACE,
    FILTER_FROM,
    FILTER_TO,
    FILTER_PUBLICATION,
    FILTER_LANG,
    FILTER_QUEUE,
    FILTER_WORDS,
    {"all", "", ARG_FLAG, false, "merged ones and those without a claim that stands too", NULL},
    FILTER_LIMIT,
    FILTER_AFTER,
    {0}};
static const struct op_arg FIGURE_ARGS[] = {
    {"method", "NAME", ARG_OPT, false, "only by this method, see `cairn method`", NULL},
    FILTER_INCIDENT,
    FILTER_KIND,
    FILTER_PLACE,
    FILTER_FROM,
    FILTER_TO,
    FILTER_LIMIT,
    FILTER_AFTER,
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
     "id kind said_by number incident status words cited",
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
