/* A filter as a question to the index: each thing asked for is a group of marks of which one must
 * be there. */
#include "store/list_ask.h"

#include "store/list_sql.h"
#include "text/builtin.h"

static void put_group(struct ask *x, const struct str *terms, i64 n, bool none) {
    CHECK(x->n < ASK_GROUPS);
    x->all[x->n++] = (struct term_any){terms, n, none};
}

/* Marks that an incident has from claims stand apart for each group that may see them. */
static i64 spellings(struct ask *x, struct str mark, struct str *out) {
    i64 n = 0;
    out[n++] = mark;
    if (x->noun != LISTED_INCIDENT) return n;
    if (x->reach == -1) out[n++] = str_cat(x->a, mark, S("_h"));
    for (int bit = 1; x->reach != -1 && bit < REACH_BITS; bit++)
        if (x->reach >> bit & 1) out[n++] = str_fmt(x->a, "%.*s_v%d", SARG(mark), bit);
    return n;
}

static void any_of(struct ask *x, const struct str *marks, i64 nmarks) {
    struct str *terms = NEWN(x->a, struct str, nmarks * 64);
    i64 n = 0;
    for (i64 i = 0; i < nmarks; i++)
        n += spellings(x, marks[i], terms + n);
    put_group(x, terms, n, false);
}

void ask_mark(struct ask *x, struct str mark) {
    any_of(x, &mark, 1);
}

static void any(struct ask *x, char letter, struct str value) {
    if (value.n) ask_mark(x, mark_of(x->a, letter, value));
}

static void statuses(struct ask *x, u32 bits, bool all) {
    struct str marks[32];
    i64 n = 0;
    for (int i = 0; i < 32; i++)
        if (bits >> i & 1) marks[n++] = mark_num(x->a, 's', i);
    if (n)
        any_of(x, marks, n);
    else
        ask_mark(x, all ? S("x_all") : S("x_live"));
}

static void reach(struct ask *x) {
    struct str *marks = NEWN(x->a, struct str, 64);
    i64 n = 0;
    if (x->reach == -1) return;
    for (int bit = 0; bit < REACH_BITS; bit++)
        if (x->reach >> bit & 1) marks[n++] = mark_num(x->a, 'v', bit);
    if (n == 0) marks[n++] = S("v_none");
    put_group(x, marks, n, false);
}

/* A country of the gazetteer is asked for by its code: its places do not name it. */
static struct str place_mark(struct arena *a, struct str id) {
    struct gazetteer g;
    struct geoplace p;
    struct err ignored = {0};
    if (str_starts(id, S("p-gn-")) && gazetteer_open(builtin_places(), &g, &ignored) == RC_OK &&
        gazetteer_place(&g, gazetteer_by_id(&g, id), &p) && p.kind == PLACE_KIND_COUNTRY)
        return mark_of(a, 'o', p.country);
    return mark_of(a, 'p', id);
}

static void place(struct ask *x, const struct list_filter *f) {
    struct str *marks = NEWN(x->a, struct str, f->nplaces + 2);
    i64 n = 0;
    if (f->place.n) marks[n++] = place_mark(x->a, f->place);
    for (i64 i = 0; i < f->nplaces; i++)
        marks[n++] = place_mark(x->a, f->places[i]);
    if (f->place_words.n) marks[n++] = mark_name(x->a, f->place_words);
    if (n) any_of(x, marks, n);
}

static void days(struct ask *x, i64 from, i64 to) {
    if (from > to || (from == 0 && to == 0)) return;
    struct str *terms;
    i64 n = days_terms(x->a, from, to, &terms);
    put_group(x, terms, n, false);
}

static rc words(struct ask *x, struct str words, struct err *e) {
    i64 n = 0;
    while (words.p && words.n) {
        struct str *w = NEW(x->a, struct str);
        *w = str_cut(&words, ' ');
        if (!w->n) continue;
        if (++n > LIST_WORDS_MAX)
            return fail(e, RC_LIMIT, "a search has at most %d words", LIST_WORDS_MAX);
        put_group(x, w, 1, false);
    }
    return RC_OK;
}

/* An item's mark is by its outside name; an id may be that of several items. */
static rc item(struct ask *x, struct str id, struct err *e) {
    if (!id.n) return RC_OK;
    struct str *marks = NULL;
    i64 n = 0, cap = 0;
    struct stmt *q = db_stmt(x->d, &L_OUTSIDE);
    db_bind_text(q, 1, id);
    for (;;) {
        bool row;
        TRY(db_step(q, &row, e));
        if (!row) break;
        *PUSH(x->a, marks, n, cap) = list_item_mark(x->a, db_text(q, 0));
    }
    if (n == 0) *PUSH(x->a, marks, n, cap) = list_item_mark(x->a, id);
    any_of(x, marks, n);
    return RC_OK;
}

static void mine(struct ask *x, struct str actor) {
    struct str *open = NEWN(x->a, struct str, 4);
    open[0] = mark_num(x->a, 's', STATUS_MACHINE);
    open[1] = mark_num(x->a, 's', STATUS_CONFLICT);
    open[2] = mark_num(x->a, 's', STATUS_WORK_NEEDED);
    open[3] = S("q_second");
    any_of(x, open, 4);
    ask_mark(x, mark_actor(x->a, actor));
}

static void second(struct ask *x, struct str actor) {
    ask_mark(x, S("q_second"));
    if (x->noun != LISTED_CLAIM || !actor.n) return;
    struct str *me = NEW(x->a, struct str);
    *me = mark_actor(x->a, actor);
    put_group(x, me, 1, true);
}

static rc queue(struct ask *x, struct str name, struct str actor, struct err *e) {
    int status;
    if (!name.n) return RC_OK;
    bool claims = x->noun == LISTED_CLAIM;
    if (claims && str_eqc(name, "mine"))
        mine(x, actor);
    else if (x->noun != LISTED_ITEM && str_eqc(name, "second"))
        second(x, actor);
    else if (x->noun != LISTED_ITEM && word_parse("status", name, &status) &&
             status != STATUS_WITHDRAWN && status != STATUS_ACCEPTED)
        ask_mark(x, mark_num(x->a, 's', status));
    else
        return fail(e, RC_USAGE, "there is no such queue");
    return RC_OK;
}

rc list_ask(struct db *d, struct arena *a, enum listed noun, const struct list_filter *f,
            struct ask *out, struct err *e) {
    *out = (struct ask){.d = d, .a = a, .noun = noun, .reach = f->reach};
    struct ask *x = out;
    x->down = noun != LISTED_CLAIM && !f->oldest_first;
    statuses(x, f->status, f->all);
    reach(x);
    any(x, 'b', f->publication);
    any(x, 'g', f->lang);
    TRY(item(x, f->item, e));
    days(x, f->day_from, f->day_to);
    TRY(words(x, f->words, e));
    TRY(queue(x, f->queue, f->actor, e));
    if (noun == LISTED_ITEM) return RC_OK;
    if (f->kind >= 0) ask_mark(x, mark_num(a, 'k', f->kind));
    place(x, f);
    if (noun != LISTED_CLAIM) return RC_OK;
    any(x, 'r', f->speaker_role);
    x->incident = f->incident;
    return RC_OK;
}

/* ---- asking ---- */

static bool has_term(struct str text, struct str term) {
    for (i64 at = 0; (at = str_find(text, term, at)) >= 0; at++) {
        i64 end = at + term.n;
        if ((at == 0 || text.p[at - 1] == ' ') && (end == text.n || text.p[end] == ' '))
            return true;
    }
    return false;
}

static bool holds(const struct ask *x, struct str marks, struct str words) {
    for (i64 i = 0; i < x->n; i++) {
        const struct term_any *g = &x->all[i];
        bool found = false;
        for (i64 k = 0; !found && k < g->n; k++)
            found = has_term(marks, g->terms[k]) || has_term(words, g->terms[k]);
        if (found == g->none) return false;
    }
    return true;
}

/* The claims of one incident are few: each is looked at. */
static rc member_docs(const struct ask *x, struct arena scratch, i64 from, i64 to, i64 **docs,
                      i64 *n, struct err *e) {
    i64 cap = 0;
    struct stmt *q = db_stmt(x->d, &L_MEMBER_DOCS);
    db_bind_text(q, 1, x->incident);
    db_bind_i64(q, 2, from);
    db_bind_i64(q, 3, to);
    for (;;) {
        struct arena a = scratch;
        struct str marks, words;
        bool row, found;
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        i64 doc = db_i64(q, 0);
        TRY(db_terms_get(x->d, &a, doc, &marks, &words, &found, e));
        if (found && holds(x, marks, words)) *PUSH(x->a, *docs, *n, cap) = doc;
    }
}

static void turn(i64 *v, i64 n) {
    for (i64 i = 0; i < n / 2; i++) {
        i64 t = v[i];
        v[i] = v[n - 1 - i];
        v[n - 1 - i] = t;
    }
}

rc ask_docs(const struct ask *x, struct arena scratch, i64 from, i64 to, bool against, i64 most,
            i64 **docs, i64 *n, struct err *e) {
    *docs = NULL;
    *n = 0;
    if (x->incident.n) {
        TRY(member_docs(x, scratch, from, to, docs, n, e));
        if (against != x->down) turn(*docs, *n);
        if (*n > most) *n = most;
        return RC_OK;
    }
    struct terms_query q = {
        .all = x->all, .n = x->n, .from = from, .to = to, .down = against != x->down};
    *docs = NEWN(x->a, i64, most);
    return db_terms_find(x->d, scratch, &q, most, *docs, n, e);
}

rc ask_count(const struct ask *x, struct arena scratch, i64 most, i64 *n, struct err *e) {
    i64 from = (i64)x->noun << 56, to = from | (((i64)1 << 56) - 1), *docs;
    if (x->incident.n) return ask_docs(x, scratch, from, to, false, most, &docs, n, e);
    struct terms_query q = {.all = x->all, .n = x->n, .from = from, .to = to};
    return db_terms_count(x->d, scratch, &q, most, n, e);
}
