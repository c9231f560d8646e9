/* From the claims of an incident to the plain tuples of the method. Nothing that names a person
 * goes in: speakers and texts become numbers, so that a receipt can carry the input. */
#include "method/method.h"
#include "reconcile/inner.h"

#include "text/fold.h"

static bool tells_side(const struct voice *x) {
    return x->party.n && !str_eqc(x->party, "none");
}

/* A speaker known by name may be placed on a side by the words of another claim of the incident. */
static void learn_sides(struct view *v, struct arena scratch, const struct incident *in) {
    struct map side_of = {0}; /* speaker key -> voice that tells the side */
    for (i64 i = 0; i < in->nclaims; i++) {
        struct voice *x = &v->voice[in->claims[i]];
        bool fresh;
        if (!str_starts(x->key, S("name ")) || !tells_side(x)) continue;
        struct map_entry *m = map_put(&side_of, &scratch, x->key, &fresh);
        if (fresh) m->ptr = &x->party;
    }
    for (i64 i = 0; i < in->nclaims; i++) {
        struct voice *x = &v->voice[in->claims[i]];
        struct map_entry *m = x->key.n && !tells_side(x) ? map_get(&side_of, x->key) : NULL;
        if (m) x->party = *(struct str *)m->ptr;
    }
}

static void find_copies(struct view *v, struct arena scratch, const struct incident *in) {
    i64 *items = NEWN(&scratch, i64, in->nclaims), *group = NEWN(&scratch, i64, in->nclaims), n = 0;
    for (i64 i = 0; i < in->nclaims; i++) { /* claims are sorted by item */
        i64 item = v->b->claims[in->claims[i]].item;
        if (n == 0 || items[n - 1] != item) items[n++] = item;
    }
    reposts_among(&v->reposts, scratch, items, n, group);
    for (i64 i = 0; i < n; i++)
        v->copy[items[i]] = v->b->items[items[i]].text.n
                                ? str_fmt(v->a, "t%lld", (long long)items[group[i]])
                                : (struct str){0};
}

struct view view_make(struct arena *a, struct book *b) {
    return (struct view){.a = a,
                         .b = b,
                         .names = voice_names_make(a, b),
                         .voice = NEWN(a, struct voice, b->nclaims),
                         .copy = NEWN(a, struct str, b->nitems),
                         .reposts = reposts_make(a, b)};
}

void view_turn_to(struct view *v, struct arena scratch, i64 incident) {
    const struct incident *in = &v->b->incidents[incident];
    for (i64 i = 0; i < in->nclaims; i++)
        v->voice[in->claims[i]] = voice_of(v->a, &v->names, &v->b->claims[in->claims[i]]);
    learn_sides(v, scratch, in);
    find_copies(v, scratch, in);
}

struct str left_out(const struct claim_row *r) {
    const struct claim *c = &r->c;
    if (c->status == STATUS_WITHDRAWN) return S("withdrawn");
    if (c->status == STATUS_CONFLICT) return S("judged wrong by a person");
    if (claim_waits(c)) return S("proposed from outside; no person has accepted it");
    if (c->repeats.n) return S("repeats another claim");
    if (c->kind == KIND_denial || c->said.act == ACT_DENIES) return S("a denial");
    if (c->polarity == POLARITY_NEGATIVE) return S("says that it is not so");
    if (c->said.act == ACT_RETRACTS) return S("takes back an earlier claim");
    if (c->kind == KIND_intent || c->modality == MODALITY_INTENDED) return S("an intention");
    if (c->modality == MODALITY_CONDITIONAL) return S("said under a condition");
    if (c->modality == MODALITY_POSSIBLE) return S("said as a possibility");
    if (c->kind == KIND_party_name) return S("about a name");
    return (struct str){0};
}

/* Builds one incident's input. */
struct making {
    const struct view *v;
    struct arena *a;
    const struct incident *in;
    i64 at; /* the incident */
    struct method_input *out;
    struct input_map *map;
    struct map voices, pubs, parties, speakers;
    struct map texts; /* text group or copied sentence -> number of the group, joined in up */
    i64 *up;
    i64 vcap, tcap, pcap, acap, ccap;
};

static i64 find(i64 *up, i64 x) {
    while (up[x] != x)
        x = up[x] = up[up[x]];
    return x;
}

static void join_text(struct making *m, i64 at, struct str key) {
    bool fresh;
    if (!key.n) return;
    struct map_entry *t = map_put(&m->texts, m->a, key, &fresh);
    if (fresh) {
        t->value = at;
        return;
    }
    i64 p = find(m->up, at), q = find(m->up, t->value);
    m->up[p > q ? p : q] = p < q ? p : q;
}

/* Claims of the incident are of one text when their items are reposts, or when a long sentence is
 * the same word for word in both: whoever writes, it is one origin. */
static void join_texts(struct making *m) {
    m->up = NEWN(m->a, i64, m->in->nclaims);
    struct map first = {0}; /* item -> position, so that all claims of an item are joined */
    for (i64 i = 0; i < m->in->nclaims; i++) {
        const struct claim_row *r = &m->v->b->claims[m->in->claims[i]];
        m->up[i] = i;
        join_text(m, i, m->v->copy[r->item]);
        join_text(m, i, sentence_key(m->a, m->v->b, r));
    }
    (void)first;
}

static struct str folded(struct making *m, struct str s) {
    struct str f = text_fold_name(m->a, s);
    return f.p ? f : s;
}

static void need_party(struct making *m, struct str id) {
    bool fresh;
    if (!id.n || str_eqc(id, "none")) return;
    map_put(&m->parties, m->a, id, &fresh);
    i64 at = fresh ? book_party(m->v->b, id) : -1;
    if (at < 0) return;
    const struct party *p = &m->v->b->parties[at];
    i64 k = m->out->nparties;
    *PUSH(m->a, m->out->parties, m->out->nparties, m->acap) = (struct method_party){.id = id};
    struct str *allies = NEWN(m->a, struct str, p->nallies);
    for (i64 i = 0; i < p->nallies; i++) {
        allies[i] = p->allies[i].party;
        need_party(m, allies[i]);
    }
    m->out->parties[k].allies = allies;
    m->out->parties[k].nallies = p->nallies;
}

/* The publication and all that it carries. */
static i64 need_publication(struct making *m, i64 at) {
    bool fresh;
    if (at < 0) return -1;
    const struct publication *p = &m->v->b->publications[at];
    struct map_entry *e = map_put(&m->pubs, m->a, p->id, &fresh);
    if (!fresh) return e->value;
    i64 k = e->value = m->out->npublications;
    *PUSH(m->a, m->out->publications, m->out->npublications, m->pcap) =
        (struct method_publication){.id = p->id,
                                    .owner = folded(m, p->owner),
                                    .side = p->side,
                                    .registered = p->registered,
                                    .feeds = p->feeds,
                                    .nfeeds = p->nfeeds};
    need_party(m, p->side);
    for (i64 i = 0; i < p->nfeeds; i++)
        need_publication(m, book_publication(m->v->b, p->feeds[i]));
    return k;
}

/* Keys hold names: outside they are numbers. A publication that speaks keeps its id. */
static struct str speaker_key(struct making *m, const struct voice *x) {
    bool fresh;
    if (!x->key.n || str_starts(x->key, S("s-"))) return x->key;
    struct map_entry *e = map_put(&m->speakers, m->a, x->key, &fresh);
    if (fresh) e->value = m->speakers.n;
    return str_fmt(m->a, "speaker %lld", (long long)e->value);
}

static i64 voice_number(struct making *m, i64 position) {
    i64 claim = m->in->claims[position];
    const struct voice *x = &m->v->voice[claim];
    bool fresh, compared = m->v->copy[m->v->b->claims[claim].item].n > 0;
    struct method_voice mv = {.speaker = speaker_key(m, x), .side = x->party};
    mv.publication = need_publication(m, x->publication);
    if (compared) mv.text = str_fmt(m->a, "text %lld", (long long)find(m->up, position) + 1);
    struct str key = str_fmt(m->a, "%lld|%.*s|%.*s|%.*s", (long long)mv.publication, SARG(mv.text),
                             SARG(mv.speaker), SARG(mv.side));
    struct map_entry *e = map_put(&m->voices, m->a, key, &fresh);
    if (!fresh) return e->value;
    need_party(m, x->party);
    e->value = m->out->nvoices;
    *PUSH(m->a, m->out->voices, m->out->nvoices, m->vcap) = mv;
    i64 n = m->out->nvoices - 1;
    *PUSH(m->a, m->map->voice_claim, n, m->ccap) = claim;
    return e->value;
}

/* The day on which it was said: stated, else that of the publication. A repost says it on the day
 * of its original. */
static i64 said_day(const struct making *m, i64 claim) {
    const struct claim_row *r = &m->v->b->claims[claim];
    const struct date_range *d = &r->c.said.when.range;
    if (d->precision != DATE_NONE) return d->to;
    i64 day = METHOD_DAY_NONE;
    struct str copy = m->v->copy[r->item];
    for (i64 i = 0; i < m->in->nclaims; i++) {
        const struct claim_row *o = &m->v->b->claims[m->in->claims[i]];
        if (o->item != r->item && !(copy.n && str_eq(copy, m->v->copy[o->item]))) continue;
        const struct date_range *p = &m->v->b->items[o->item].published.range;
        if (p->precision != DATE_NONE && (day == METHOD_DAY_NONE || p->to < day)) day = p->to;
    }
    return day;
}

static void add_tuple(struct making *m, const struct method_tuple *t) {
    *PUSH(m->a, m->out->tuples, m->out->ntuples, m->tcap) = *t;
}

/* `who` of the whole that a claim by another speaker is a part of. */
static struct str whole_of(const struct making *m, const struct claim *c, const struct count *n) {
    i64 at = book_claim(m->v->b, c->part_of);
    bool here = at >= 0 && m->v->b->claims[at].incident == m->at; /* else it is another event's */
    const struct claim *w = here ? &m->v->b->claims[at].c : NULL;
    for (i64 i = 0; w && i < w->ncounts; i++)
        if (w->counts[i].what == n->what) return word_name("who", (int)w->counts[i].who);
    return word_name("who", WHO_UNKNOWN);
}

static void add_count(struct making *m, const struct claim *c, const struct count *n,
                      struct method_tuple t) {
    t.what = word_name("what", (int)n->what);
    t.who = word_name("who", (int)n->who);
    t.min = n->min;
    t.max = n->max == COUNT_OPEN ? METHOD_OPEN : n->max;
    if (c->part_of.n) t.whole = whole_of(m, c, n);
    add_tuple(m, &t);
    t.whole = t.who;
    for (i64 i = 0; i < n->nof; i++) {
        t.who = word_name("who", (int)n->of[i].who);
        t.min = n->of[i].min;
        t.max = n->of[i].max == COUNT_OPEN ? METHOD_OPEN : n->of[i].max;
        add_tuple(m, &t);
    }
}

static void add_claim(struct making *m, i64 position) {
    i64 claim = m->in->claims[position];
    const struct claim_row *r = &m->v->b->claims[claim];
    if (!claim_stands(&r->c)) return;
    const struct voice *x = &m->v->voice[claim];
    struct method_tuple t = {.claim = r->c.id,
                             .voice = voice_number(m, position),
                             .left_out = left_out(r),
                             .said = said_day(m, claim),
                             .reviewed = book_reviewed(m->v->b, r)};
    t.corrects = r->c.said.act == ACT_CORRECTS && !str_eqc(x->key, "?");
    for (i64 i = 0; i < r->c.ncounts; i++)
        add_count(m, &r->c, &r->c.counts[i], t);
    if (r->c.ncounts == 0) add_tuple(m, &t);
}

void view_input(const struct view *v, struct arena *a, struct arena scratch, i64 incident,
                struct method_input *in, struct input_map *map) {
    (void)scratch;
    *in = (struct method_input){.incident = v->b->incidents[incident].id};
    *map = (struct input_map){0};
    struct making m = {
        .v = v, .a = a, .in = &v->b->incidents[incident], .at = incident, .out = in, .map = map};
    join_texts(&m);
    for (i64 i = 0; i < m.in->nclaims; i++)
        add_claim(&m, i);
}

void reconcile_input(struct arena *a, struct arena scratch, const struct book *b, i64 incident,
                     struct method_input *in) {
    struct book own =
        *b; /* view_make fills nothing in it; the view wants a book that it may write to */
    struct view v = view_make(a, &own);
    view_turn_to(&v, scratch, incident);
    struct input_map map;
    view_input(&v, a, scratch, incident, in, &map);
}
