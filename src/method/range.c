/* range@1: the fold. The rules in words are in registry.c; each step below names the rule it is. */
#include "base/limits.h"
#include "base/map.h"
#include "method/origin.h"

#include <stdlib.h>

static void check_input(const struct method_input *in) {
    for (i64 i = 0; i < in->nvoices; i++)
        CHECK(in->voices[i].publication >= -1 && in->voices[i].publication < in->npublications);
    for (i64 i = 0; i < in->ntuples; i++) {
        const struct method_tuple *t = &in->tuples[i];
        CHECK(t->voice >= 0 && t->voice < in->nvoices && t->min >= 0);
        CHECK(t->max == METHOD_OPEN || t->max >= t->min);
    }
}

/* Correction: same speaker, same (what, who), said no later than the correction. Both days must be
 * known for that. Key: who says it, of what, of whom. */
static struct str corrected_key(struct arena *a, const struct method_input *in,
                                const struct method_tuple *t) {
    const struct method_voice *v = &in->voices[t->voice];
    i64 publication = v->speaker.n ? -2 : v->publication;
    return str_fmt(a, "%lld|%lld|%.*s|%lld|%.*s|%.*s", (long long)publication,
                   (long long)v->speaker.n, SARG(v->speaker), (long long)t->what.n, SARG(t->what),
                   SARG(t->who));
}

static bool correctable(const struct method_input *in, const struct method_tuple *t) {
    const struct method_voice *v = &in->voices[t->voice];
    return t->what.n && !t->left_out.n && !t->whole.n && t->said != METHOD_DAY_NONE &&
           (v->speaker.n || v->publication >= 0);
}

static void supersede(struct arena scratch, const struct method_input *in,
                      const char **superseded) {
    struct map last = {0};
    for (i64 i = 0; i < in->ntuples; i++) {
        const struct method_tuple *t = &in->tuples[i];
        if (!t->corrects || !correctable(in, t)) continue;
        bool fresh;
        struct map_entry *m = map_put(&last, &scratch, corrected_key(&scratch, in, t), &fresh);
        if (fresh || t->said > m->value) m->value = t->said;
    }
    for (i64 i = 0; last.n && i < in->ntuples; i++) {
        const struct method_tuple *t = &in->tuples[i];
        if (t->corrects || !correctable(in, t)) continue;
        struct map_entry *m = map_get(&last, corrected_key(&scratch, in, t));
        if (m && t->said <= m->value) superseded[i] = "corrected later by the same speaker";
    }
}

/* A part joins the figure of its own group, never that of the whole or of nobody in particular. */
static bool counts(const struct method_tuple *t, const char *superseded) {
    if (!t->what.n || t->left_out.n || superseded) return false;
    return !t->whole.n || (!str_eq(t->whole, t->who) && !str_eqc(t->who, "unknown"));
}

static int by_what_who_claim(const void *p, const void *q) {
    const struct method_tuple *x = *(struct method_tuple *const *)p,
                              *y = *(struct method_tuple *const *)q;
    int d = str_cmp(x->what, y->what);
    if (!d) d = str_cmp(x->who, y->who);
    if (!d) d = str_cmp(x->claim, y->claim);
    return d;
}

/* One run of sorted tuples of equal (what, who). */
struct run {
    const struct method_tuple **t;
    i64 n;
};

static void ends(struct run r, struct method_figure *f) {
    f->min = r.t[0]->min;
    f->max = r.t[0]->max;
    for (i64 i = 1; i < r.n; i++) {
        if (r.t[i]->min < f->min) f->min = r.t[i]->min;
        if (f->max == METHOD_OPEN || r.t[i]->max == METHOD_OPEN)
            f->max = METHOD_OPEN;
        else if (r.t[i]->max > f->max)
            f->max = r.t[i]->max;
    }
}

/* The run is in order of claims, so an id that comes again comes next. */
static void add_claim(struct str *list, i64 *n, struct str claim) {
    if (*n == 0 || !str_eq(list[*n - 1], claim)) list[(*n)++] = claim;
}

static void list_claims(struct arena *a, struct run r, struct method_figure *f) {
    f->claims = NEWN(a, struct str, r.n);
    f->min_claims = NEWN(a, struct str, r.n);
    f->max_claims = NEWN(a, struct str, r.n);
    for (i64 i = 0; i < r.n; i++) {
        i64 before = f->nclaims;
        add_claim(f->claims, &f->nclaims, r.t[i]->claim);
        if (f->nclaims > before) f->unreviewed += !r.t[i]->reviewed;
        if (r.t[i]->min == f->min) add_claim(f->min_claims, &f->nmin_claims, r.t[i]->claim);
        if (r.t[i]->max == f->max) add_claim(f->max_claims, &f->nmax_claims, r.t[i]->claim);
    }
}

static struct json *ids_json(struct arena *a, const struct str *ids, i64 n) {
    struct json *list = json_arr(a);
    for (i64 i = 0; i < n; i++)
        json_add(list, json_str(a, ids[i]));
    return list;
}

static struct json *max_json(struct arena *a, i64 max) {
    return max == METHOD_OPEN ? json_null(a) : json_i(a, max);
}

/* The id says what was folded and what came out: equal figures of two cases have equal ids. */
static struct str figure_id(struct arena *a, struct arena scratch, struct str incident,
                            const struct method_figure *f, method_hash *hash) {
    struct arena *s = &scratch;
    struct json *key = json_arr(s);
    json_add(key, json_str(s, S("cairn/figure/v1")));
    json_add(key, json_str(s, incident));
    json_add(key, json_str(s, S("range@1")));
    json_add(key, json_str(s, f->what));
    json_add(key, json_str(s, f->who));
    json_add(key, json_i(s, f->min));
    json_add(key, max_json(s, f->max));
    json_add(key, ids_json(s, f->claims, f->nclaims));
    u8 digest[32];
    hash(json_canon(s, key), digest);
    return str_cat(a, S("f-"), hex_encode(s, (struct str){(const char *)digest, 16}));
}

static int by_number(const void *p, const void *q) {
    i64 x = *(const i64 *)p, y = *(const i64 *)q;
    return (x > y) - (x < y);
}

struct fold {
    const struct method_input *in;
    struct origins o;
    i64 *order; /* all voices, by the smallest claim id that they say */
    i64 *place; /* the other way round */
    bool *speaks, *reviewed;
    i64 *list; /* voices that speak, as gathered */
    bool *list_reviewed;
};

/* Gathers the voices of these tuples, in canonical order, and counts. voices = list, n of them. */
static i64 gather(struct fold *x, const struct method_tuple **t, i64 ntuples) {
    i64 n = 0;
    for (i64 i = 0; i < ntuples; i++) {
        i64 at = x->place[t[i]->voice];
        if (!x->speaks[at]) x->list[n++] = at;
        x->speaks[at] = true;
        x->reviewed[at] |= t[i]->reviewed;
    }
    qsort(x->list, (size_t)n, sizeof *x->list, by_number);
    for (i64 i = 0; i < n; i++) {
        i64 at = x->list[i];
        x->list[i] = x->order[at];
        x->list_reviewed[i] = x->reviewed[at];
        x->speaks[at] = x->reviewed[at] = false;
    }
    return n;
}

static struct method_figure figure_of(struct arena *a, struct arena scratch, struct fold *x,
                                      struct run r, method_hash *hash) {
    struct method_figure f = {.what = r.t[0]->what, .who = r.t[0]->who};
    ends(r, &f);
    list_claims(a, r, &f);
    i64 n = gather(x, r.t, r.n);
    struct origin_sum s = origin_count(scratch, &x->o, x->in, x->list, x->list_reviewed, n);
    f.accounts = s.accounts;
    f.origins = s.origins;
    f.id = figure_id(a, scratch, x->in->incident, &f, hash);
    return f;
}

struct named_voice {
    struct str claim;
    i64 voice;
};

static int by_claim(const void *p, const void *q) {
    const struct named_voice *x = p, *y = q;
    int d = str_cmp(x->claim, y->claim);
    return d ? d : (x->voice > y->voice) - (x->voice < y->voice);
}

static void order_voices(struct arena *a, struct fold *x) {
    const struct method_input *in = x->in;
    struct named_voice *v = NEWN(a, struct named_voice, in->nvoices);
    for (i64 i = 0; i < in->nvoices; i++)
        v[i].voice = i;
    for (i64 i = 0; i < in->ntuples; i++) {
        struct named_voice *to = &v[in->tuples[i].voice];
        if (!to->claim.p || str_cmp(in->tuples[i].claim, to->claim) < 0)
            to->claim = in->tuples[i].claim;
    }
    qsort(v, (size_t)in->nvoices, sizeof *v, by_claim);
    x->order = NEWN(a, i64, in->nvoices);
    x->place = NEWN(a, i64, in->nvoices);
    for (i64 i = 0; i < in->nvoices; i++) {
        x->order[i] = v[i].voice;
        x->place[v[i].voice] = i;
    }
}

static void list_pairs(struct arena *a, const struct fold *x, i64 n, struct method_output *out) {
    i64 *v = NEWN(a, i64, n), m = 0;
    for (i64 i = 0; i < n; i++)
        if (x->list[i] < x->o.n) v[m++] = x->list[i];
    qsort(v, (size_t)m, sizeof *v, by_number);
    out->pairs = NEWN(a, struct method_pair, m * (m - 1) / 2);
    for (i64 i = 0; i < m; i++)
        for (i64 k = i + 1; k < m; k++) {
            i64 at = v[i] * x->o.n + v[k];
            out->pairs[out->npairs++] = (struct method_pair){
                v[i], v[k], (enum method_tie)x->o.tie[at], origin_reason(x->o.reason[at])};
        }
}

static void whole_incident(struct arena *a, struct arena scratch, struct fold *x,
                           struct method_output *out) {
    const struct method_input *in = x->in;
    const struct method_tuple **t = NEWN(&scratch, const struct method_tuple *, in->ntuples);
    i64 m = 0;
    for (i64 i = 0; i < in->ntuples; i++)
        if (!in->tuples[i].left_out.n) t[m++] = &in->tuples[i];
    i64 n = gather(x, t, m);
    list_pairs(a, x, n, out);
    struct origin_sum s = origin_count(scratch, &x->o, in, x->list, x->list_reviewed, n);
    out->accounts = s.accounts;
    out->origins = s.origins;
}

static struct fold fold_of(struct arena *a, struct arena scratch, const struct method_input *in) {
    struct fold x = {.in = in, .o = origin_compare(a, scratch, in)};
    x.speaks = NEWN(a, bool, in->nvoices);
    x.reviewed = NEWN(a, bool, in->nvoices);
    x.list = NEWN(a, i64, in->nvoices);
    x.list_reviewed = NEWN(a, bool, in->nvoices);
    order_voices(a, &x);
    return x;
}

static i64 counted(struct arena *a, const struct method_input *in, const char **superseded,
                   const struct method_tuple ***list) {
    const struct method_tuple **t = NEWN(a, const struct method_tuple *, in->ntuples);
    i64 n = 0;
    for (i64 i = 0; i < in->ntuples; i++)
        if (counts(&in->tuples[i], superseded[i])) t[n++] = &in->tuples[i];
    qsort(t, (size_t)n, sizeof(struct method_tuple *), by_what_who_claim);
    *list = t;
    return n;
}

void method_range(struct arena *a, struct arena scratch, const struct method_input *in,
                  method_hash *hash, struct method_output *out) {
    check_input(in);
    *out = (struct method_output){.superseded = NEWN(a, const char *, in->ntuples)};
    struct fold x = fold_of(&scratch, *a, in);
    supersede(scratch, in, out->superseded);
    whole_incident(a, scratch, &x, out);
    const struct method_tuple **t;
    i64 n = counted(&scratch, in, out->superseded, &t);
    out->figures = NEWN(a, struct method_figure, n);
    for (i64 i = 0, k; i < n; i = k) {
        for (k = i + 1; k < n && str_eq(t[i]->what, t[k]->what) && str_eq(t[i]->who, t[k]->who);)
            k++;
        out->figures[out->nfigures++] = figure_of(a, scratch, &x, (struct run){&t[i], k - i}, hash);
    }
}

struct json *method_figure_to_json(struct arena *a, const struct method_figure *f) {
    struct json *j = json_obj(a), *end = json_obj(a);
    json_set_str(a, j, "id", f->id);
    json_set_str(a, j, "method", S("range@1"));
    json_set_str(a, j, "what", f->what);
    json_set_str(a, j, "who", f->who);
    json_set_i(a, j, "min", f->min);
    json_set(j, S("max"), max_json(a, f->max));
    json_set_str(a, j, "accounts", method_accounts_name(f->accounts));
    json_set_i(a, j, "origins", f->origins);
    json_set(end, S("min"), ids_json(a, f->min_claims, f->nmin_claims));
    json_set(end, S("max"), ids_json(a, f->max_claims, f->nmax_claims));
    json_set(j, S("ends"), end);
    json_set(j, S("claims"), ids_json(a, f->claims, f->nclaims));
    json_set_i(a, j, "unreviewed", f->unreviewed);
    return j;
}
