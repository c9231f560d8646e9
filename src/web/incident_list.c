#include "web/incident_list.h"

#include "flow/places.h"
#include "publish/site.h"
#include "text/fold.h"

/* A place by id, or by a name that only one place bears; else nothing is in it. */
static rc read_place(struct req *r, struct incident_filter *f, struct err *e) {
    struct slice none = {0};
    struct book *b;
    struct item blank = {0};
    struct enter x;
    struct place_found found = {0};
    struct err why = {0};
    f->place = str_trim(req_query(r, "place"));
    if (!f->place.n) return RC_OK;
    TRY(session_slice(&r->op, &none, &b, e));
    enter_make(r->a, b, &blank, &x);
    if (place_resolve(&x, f->place, &found, &why) == RC_OK) f->list.place = found.id;
    if (!f->list.place.n) f->list.place = S("p-none");
    return RC_OK;
}

static void read_days(struct req *r, struct list_filter *f) {
    struct date_range from = {0}, to = {0};
    bool has_from = enter_date(r->scratch, str_trim(req_query(r, "from")), &from);
    bool has_to = enter_date(r->scratch, str_trim(req_query(r, "to")), &to);
    if (!has_from && !has_to) return;
    f->day_from = has_from ? from.from : date_days(1, 1, 1);
    f->day_to = has_to ? to.to : date_days(9999, 12, 31);
}

rc incident_filter_read(struct req *r, struct incident_filter *out, struct err *e) {
    enum kind k;
    *out = (struct incident_filter){.list = list_everything(op_reach(&r->op))};
    out->list.actor = r->op.actor;
    if (kind_parse(req_query(r, "kind"), &k)) out->list.kind = (int)k;
    TRY(text_fold(r->a, str_trim(req_query(r, "words")), &out->list.words, e));
    read_days(r, &out->list);
    out->accounts = req_query(r, "accounts");
    out->disputed = req_query(r, "disputed");
    out->reviewed = req_query(r, "reviewed");
    return read_place(r, out, e);
}

static void kinds(struct req *r, int chosen) {
    struct pair all[KIND_COUNT];
    for (int k = 0; k < KIND_COUNT; k++) {
        struct str name = kind_name((enum kind)k);
        all[k] = (struct pair){name, words_term(r->lang, "kind", name)};
    }
    form_choose(r, "kind", "review.kind", all, KIND_COUNT,
                chosen < 0 ? S("") : kind_name((enum kind)chosen), false);
}

void incident_filter_form(struct req *r, const struct incident_filter *f, const char *path) {
    static const struct str ACCOUNTS[] = {SI("one_account"), SI("several_accounts_one_origin"),
                                          SI("independent_accounts")},
                            REVIEWED[] = {SI("none"), SI("one_person"), SI("two_persons")},
                            YES_NO[] = {SI("yes"), SI("no")};
    form_get(r, str_c(path));
    form_text(r, "words", "review.words", req_query(r, "words"), false);
    kinds(r, f->list.kind);
    form_text(r, "place", "review.place", f->place, false);
    form_date(r, "from", "review.from_day", req_query(r, "from"));
    form_date(r, "to", "review.to_day", req_query(r, "to"));
    form_select(r, "accounts", "review.accounts", "accounts", ACCOUNTS, LEN(ACCOUNTS), f->accounts,
                false);
    form_select(r, "disputed", "review.disputed", "yes_no", YES_NO, LEN(YES_NO), f->disputed,
                false);
    form_select(r, "reviewed", "review.reviewed", "reviewed", REVIEWED, LEN(REVIEWED), f->reviewed,
                false);
    form_submit(r, "review.filter", "quiet");
    form_end(r);
}

/* The same query at another path. */
static struct str path_with(struct req *r, const char *path) {
    struct str all = req_with(r, "done", S(""));
    i64 at = str_chr(all, '?', 0);
    return at < 0 ? str_c(path) : str_cat(r->a, str_c(path), str_sub(all, at, all.n));
}

void incident_views(struct req *r, const char *here) {
    static const struct {
        const char *path, *words;
    } VIEWS[] = {{"/incidents", "review.as_list"},
                 {"/incidents/map", "review.as_map"},
                 {"/incidents/time", "review.as_time"}};
    h_el(&r->h, "nav", "tabs");
    h_attr(&r->h, "aria-label", words_get(r->lang, "review.views"));
    h_begin(&r->h, "ul");
    for (i64 i = 0; i < LEN(VIEWS); i++) {
        h_begin(&r->h, "li");
        h_begin(&r->h, "a");
        ui_path(r, path_with(r, VIEWS[i].path));
        if (!strcmp(here, VIEWS[i].path)) h_attr(&r->h, "aria-current", S("page"));
        ui_say(r, VIEWS[i].words);
        h_end(&r->h);
        h_end(&r->h);
    }
    h_end(&r->h);
    h_end(&r->h);
}

/* ---- of one incident ---- */

static bool better(const struct figure *x, const struct figure *best, int what) {
    if (!best) return true;
    if (((int)x->what == what) != ((int)best->what == what)) return (int)x->what == what;
    if (x->what != best->what) return false;
    if ((x->who == WHO_UNKNOWN) != (best->who == WHO_UNKNOWN)) return x->who == WHO_UNKNOWN;
    return x->min > best->min;
}

const struct figure *incident_figure(const struct book *b, i64 incident) {
    const struct figure *best = NULL;
    int what = site_measure(b->incidents[incident].kind);
    for (i64 i = 0; i < b->nfigures; i++)
        if (b->figures[i].incident == incident && better(&b->figures[i], best, what))
            best = &b->figures[i];
    return best;
}

bool incident_disputed(const struct book *b, i64 incident) {
    for (i64 i = 0; i < b->ndisputes; i++)
        if (b->disputes[i].incident == incident) return true;
    return false;
}

struct str incident_reviewed(const struct book *b, i64 incident) {
    const struct incident *in = &b->incidents[incident];
    i64 least = -1;
    for (i64 i = 0; i < in->nclaims; i++) {
        const struct claim_row *row = &b->claims[in->claims[i]];
        if (row->c.status == STATUS_WITHDRAWN || row->c.repeats.n) continue;
        i64 n = row->c.status == STATUS_ACCEPTED ? row->reviewers : 0;
        if (least < 0 || n < least) least = n;
    }
    return least <= 0 ? S("none") : least == 1 ? S("one_person") : S("two_persons");
}

struct str incident_accounts(const struct book *b, i64 incident) {
    static const struct str NAMES[] = {SI("one_account"), SI("several_accounts_one_origin"),
                                       SI("independent_accounts")};
    return NAMES[b->incidents[incident].accounts];
}
