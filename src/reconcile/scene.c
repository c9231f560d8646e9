/* Features of claims: what the words of each claim give to match by. */
#include "reconcile/inner.h"

#include "text/fold.h"

#include <stdlib.h>

/* Words that tell nothing about which event it is. Folded, sorted is not needed. */
static const char COMMON[] =
    " about according account accounts added after again against also among announced another army"
    " around attack attacked attacks authorities because been before being between bodies body both"
    " city civilian civilians could country dead death deaths denied denies died during each early"
    " east eight eleven every fighters fire five following force forces found four from front"
    " government group groups have having her here him his hundred hundreds injured into its"
    " just kill killed killing last later least left less like local made many members men military"
    " minister ministry monday month months more morning most near nearly news night nine north not"
    " number official officials only other others over people person persons place police president"
    " published reported reporters reports residents said same saturday say says security seven "
    "shot"
    " since six soldiers some source sources south spokesman spokeswoman state stated statement "
    "still"
    " such sunday ten than that the their them then there these they this those thousand thousands"
    " three thursday time today told town troops tuesday twelve twenty two under until village war"
    " was week weeks were west when where which while who whom will with without witnesses woman "
    "women"
    " would wounded year years yesterday wednesday friday children child ";
static const char NEAR_WORDS[] =
    " shot shots shooting shoot gunned bullet bullets gunfire gunshot gunshots executed execute "
    "execution"
    " executions stabbed beheaded strangled hanged throats summarily massacred ";
static const char FAR_WORDS[] =
    " shell shells shelled shelling artillery mortar mortars rocket rockets airstrike airstrikes "
    "jets"
    " warplane warplanes drone drones bombed bombardment bombing bomb bombs missile missiles "
    "explosion"
    " exploded shrapnel mine mines strike strikes ";

/* Words of which "the old market hall" is made, in any case: alone they name no place. */
static const char PLACE_WORDS[] =
    " a an airport area areas at avenue bank barracks base beach border bridge building "
    "buildings bus"
    " cafe camp camps capital car cathedral cell cells cemetery center central centre checkpoint"
    " church churches city clinic coast college country countryside department district downtown "
    "east"
    " eastern embassy factory farm field fields former fort garden gardens hall harbour her highway"
    " hill hills his home homes hospital hospitals hotel house houses in its jail jails local main"
    " market military ministry mosque mountain mountains near neighborhood neighborhoods "
    "neighbourhood"
    " neighbourhoods new north northern of office offices old our outskirts palace park police port"
    " post prison prisons province public quarter region residence restaurant river road roads "
    "rural"
    " school schools sea shop shops south southern square station store street streets suburb "
    "suburbs"
    " that the their this tower town towns university urban village villages warehouse west western"
    " zone zones ";

/* What a word tells: bits in a map of all listed words, made once. */
enum { WORD_COMMON = 1, WORD_NEAR = 2, WORD_FAR = 4, WORD_PLACE = 8 };

static void list_words(struct scene *s, const char *list, i64 bit) {
    struct str rest = str_c(list);
    while (rest.p) {
        struct str w = str_cut(&rest, ' ');
        if (w.n) map_put(&s->listed, s->a, w, NULL)->value |= bit;
    }
}

static i64 listed(const struct scene *s, struct str w) {
    struct map_entry *m = map_get(&s->listed, w);
    return m ? m->value : 0;
}

static void add_spot(struct arena *a, struct event *e, struct spot s) {
    for (i64 i = 0; i < e->nspots; i++) {
        struct spot *o = &e->spots[i];
        if (o->place == s.place && str_eq(o->id, s.id) && (s.id.n || str_eq(o->words, s.words)))
            return;
    }
    *PUSH(a, e->spots, e->nspots, e->scap) = s;
}

static void add_date(struct arena *a, struct event *e, struct date_range d) {
    if (d.precision == DATE_NONE) return;
    for (i64 i = 0; i < e->ndates; i++)
        if (e->dates[i].from == d.from && e->dates[i].to == d.to) return;
    *PUSH(a, e->dates, e->ndates, e->dcap) = d;
}

static void add_number(struct arena *a, struct event *e, struct number n) {
    for (i64 i = 0; i < e->nnumbers; i++)
        if (memcmp(&e->numbers[i], &n, sizeof n) == 0) return;
    *PUSH(a, e->numbers, e->nnumbers, e->ncap) = n;
}

static bool has_i64(const i64 *list, i64 n, i64 v) {
    for (i64 i = 0; i < n; i++)
        if (list[i] == v) return true;
    return false;
}

/* Merges two sorted lists of words. */
static void add_words(struct arena *a, struct event *e, const u32 *more, i64 n) {
    if (n == 0) return;
    u32 *w = NEWN(a, u32, e->nwords + n);
    i64 i = 0, k = 0, m = 0;
    while (i < e->nwords || k < n) {
        u32 next = k == n || (i < e->nwords && e->words[i] <= more[k]) ? e->words[i++] : more[k++];
        if (m == 0 || w[m - 1] != next) w[m++] = next;
    }
    e->words = w;
    e->nwords = m;
}

void event_add(struct arena *a, struct event *e, const struct event *x) {
    bool first = e->nclaims == 0;
    for (i64 i = 0; i < x->nclaims; i++)
        *PUSH(a, e->claims, e->nclaims, e->ccap) = x->claims[i];
    e->kinds |= x->kinds;
    e->classes |= x->classes;
    e->means |= x->means;
    for (i64 i = 0; i < x->nspots; i++)
        add_spot(a, e, x->spots[i]);
    for (i64 i = 0; i < x->ndates; i++)
        add_date(a, e, x->dates[i]);
    for (i64 i = 0; i < x->nnumbers; i++)
        add_number(a, e, x->numbers[i]);
    add_words(a, e, x->words, x->nwords);
    for (i64 i = 0; i < x->nparties; i++)
        if (!has_i64(e->parties, e->nparties, x->parties[i]))
            *PUSH(a, e->parties, e->nparties, e->pcap) = x->parties[i];
    for (i64 i = 0; i < x->nitems; i++)
        if (!has_i64(e->items, e->nitems, x->items[i]))
            *PUSH(a, e->items, e->nitems, e->icap) = x->items[i];
    e->context = first ? x->context : e->context == x->context ? e->context : -1;
    bool known = x->published_from <= x->published_to,
         had = !first && e->published_from <= e->published_to;
    if (!had) {
        e->published_from = x->published_from;
        e->published_to = x->published_to;
    } else if (known) {
        if (x->published_from < e->published_from) e->published_from = x->published_from;
        if (x->published_to > e->published_to) e->published_to = x->published_to;
    }
}

static i64 named_place(const struct scene *s, struct str folded) {
    struct map_entry *m = map_get(&s->places, folded);
    return m ? m->value : -1;
}

/* "Heron Bridge checkpoint" holds the name of a place of the case: the longest such run of words.
 */
static i64 place_within(const struct scene *s, struct str folded) {
    i64 best = -1, most = 0;
    for (i64 from = 0; from < folded.n; from++) {
        if (from > 0 && folded.p[from - 1] != ' ') continue;
        i64 words = 0;
        for (i64 to = from + 1; to <= folded.n && words < 5; to++) {
            if (to < folded.n && folded.p[to] != ' ') continue;
            words++;
            i64 p = to - from > most ? named_place(s, str_sub(folded, from, to)) : -1;
            if (p < 0) continue;
            best = p;
            most = to - from;
        }
    }
    return best;
}

/* A word with a capital, or of a script that has none, may be a name. */
static bool may_name(struct str shown) {
    for (i64 i = 0; i < shown.n; i++) {
        bool head = i == 0 || is_space(shown.p[i - 1]);
        if (head && ((shown.p[i] >= 'A' && shown.p[i] <= 'Z') || (u8)shown.p[i] >= 0x80))
            return true;
    }
    return false;
}

static bool only_place_words(const struct scene *s, struct str folded) {
    while (folded.p && folded.n)
        if (!(listed(s, str_cut(&folded, ' ')) & WORD_PLACE)) return false;
    return true;
}

static struct spot spot_of(struct scene *s, const struct claim_row *r, const struct where *w) {
    struct spot spot = {.id = w->place, .precision = w->precision, .place = -1};
    spot.shown = str_sub(book_words(s->b, r, w->span), 0, 200);
    spot.words = text_fold_name(s->a, spot.shown);
    if (str_starts(spot.words, S("the "))) spot.words = str_sub(spot.words, 4, spot.words.n);
    spot.place = spot.id.n ? book_place(s->b, spot.id) : place_within(s, spot.words);
    if (spot.place >= 0) {
        spot.id = s->b->places[spot.place].id;
        spot.precision = s->b->places[spot.place].precision;
    }
    spot.vague = !spot.id.n && (!may_name(spot.shown) || only_place_words(s, spot.words));
    return spot;
}

static void claim_spots(struct scene *s, const struct claim_row *r, enum place_role role,
                        struct event *e) {
    for (i64 i = 0; i < r->c.nwhere; i++) {
        if (r->c.where[i].role != role) continue;
        struct spot spot = spot_of(s, r, &r->c.where[i]);
        if (spot.id.n || spot.words.n) add_spot(s->a, e, spot);
    }
}

static void claim_numbers(struct scene *s, const struct claim_row *r, struct event *e) {
    bool part = r->c.part_of.n > 0;
    for (i64 i = 0; i < r->c.ncounts; i++) {
        const struct count *c = &r->c.counts[i];
        struct number n;
        memset(&n, 0, sizeof n);
        n.what = c->what;
        n.who = c->who;
        n.min = c->min;
        n.max = c->max;
        n.part = part;
        add_number(s->a, e, n);
    }
}

static int cmp_u32(const void *p, const void *q) {
    u32 x = *(const u32 *)p, y = *(const u32 *)q;
    return (x > y) - (x < y);
}

/* Significant words of the claim's sentence: four letters at least, no common word. Also tells the
 * means. */
static void claim_words(struct scene *s, struct arena scratch, const struct claim_row *r,
                        struct event *e) {
    enum { MOST = 60 };
    struct span sp = span_some(r->c.sentence) ? r->c.sentence : r->c.said.content;
    if (!span_some(sp)) sp = r->c.trigger;
    struct str t = str_sub(book_words(s->b, r, sp), 0, 1500);
    struct str folded = text_fold_name(&scratch, t);
    e->words = NEWN(s->a, u32, MOST);
    while (folded.p && folded.n && e->nwords < MOST) {
        struct str w = str_cut(&folded, ' ');
        i64 tells = listed(s, w);
        if (tells & WORD_NEAR) e->means |= MEANS_NEAR;
        if (tells & WORD_FAR) e->means |= MEANS_FAR;
        if (w.n < 4 || is_digit(w.p[0]) || tells & WORD_COMMON || named_place(s, w) >= 0) continue;
        bool fresh;
        struct map_entry *m = map_get(&s->words, w);
        if (!m) {
            m = map_put(&s->words, s->a, str_dup(s->a, w), &fresh);
            m->value = s->words.n - 1;
        }
        e->words[e->nwords++] = (u32)m->value;
    }
    qsort(e->words, (size_t)e->nwords, sizeof *e->words, cmp_u32);
    i64 m = 0;
    for (i64 i = 0; i < e->nwords; i++)
        if (m == 0 || e->words[m - 1] != e->words[i]) e->words[m++] = e->words[i];
    e->nwords = m;
}

static void claim_means(const struct claim_row *r, struct event *e) {
    enum kind k = r->c.kind;
    if (k == KIND_shelling || k == KIND_airstrike || k == KIND_bombing) e->means = MEANS_FAR;
    for (i64 i = 0; i < r->c.nfindings; i++) {
        enum finding_kind f = r->c.findings[i].kind;
        if (f == FINDING_GUNSHOT || f == FINDING_GUNSHOT_HEAD || f == FINDING_CLOSE_RANGE ||
            f == FINDING_STAB_WOUNDS || f == FINDING_STRANGLED)
            e->means |= MEANS_NEAR;
    }
}

static void claim_parties(struct scene *s, struct arena scratch, const struct claim_row *r,
                          struct event *e) {
    for (i64 i = 0; i < r->c.nperps; i++) {
        const struct perpetrator *p = &r->c.perps[i];
        i64 at = p->party.n ? book_party(s->b, p->party)
                            : voice_party(scratch, &s->names, book_words(s->b, r, p->span));
        if (at >= 0 && !has_i64(e->parties, e->nparties, at))
            *PUSH(s->a, e->parties, e->nparties, e->pcap) = at;
    }
}

/* A claim's own day; of accounts given, the day on which they were given. */
static struct date_range claim_when(const struct claim_row *r) {
    if (r->c.when.range.precision != DATE_NONE || r->c.kind != KIND_testimony)
        return r->c.when.range;
    return r->c.said.when.range;
}

static void claim_event(struct scene *s, struct arena scratch, i64 at) {
    const struct claim_row *r = &s->b->claims[at];
    const struct item *it = &s->b->items[r->item];
    struct event *e = &s->claim[at];
    *e = (struct event){.published_from = 1, .published_to = 0, .incident = r->incident};
    *PUSH(s->a, e->claims, e->nclaims, e->ccap) = at;
    *PUSH(s->a, e->items, e->nitems, e->icap) = r->item;
    e->kinds = 1ULL << r->c.kind;
    e->classes = 1u << class_of(r->c.kind);
    claim_spots(s, r, PLACE_ROLE_AT, e);
    if (e->nspots == 0) claim_spots(s, r, PLACE_ROLE_FROM, e);
    add_date(s->a, e, claim_when(r));
    claim_numbers(s, r, e);
    claim_words(s, scratch, r, e);
    claim_means(r, e);
    claim_parties(s, scratch, r, e);
    if (it->published.range.precision != DATE_NONE) {
        e->published_from = it->published.range.from;
        e->published_to = it->published.range.to;
    }
}

static i64 city_of(const struct book *b, i64 p) {
    for (int depth = 0; p >= 0 && depth < 8; depth++) {
        enum precision x = b->places[p].precision;
        if (x == PRECISION_CITY) return p;
        if (x == PRECISION_REGION || x == PRECISION_COUNTRY) return -1;
        p = b->places[p].parent.n ? book_place(b, b->places[p].parent) : -1;
    }
    return -1;
}

/* The one city in which all places of a report lie; none when it speaks of two. */
static void report_city(struct scene *s) {
    i64 *city = NEWN(s->a, i64, s->b->nitems);
    for (i64 i = 0; i < s->b->nitems; i++)
        city[i] = -1;
    for (i64 i = 0; i < s->b->nclaims; i++) {
        const struct event *e = &s->claim[i];
        i64 *c = &city[s->b->claims[i].item];
        for (i64 k = 0; k < e->nspots; k++) {
            i64 at = city_of(s->b, e->spots[k].place);
            if (at >= 0) *c = *c == -1 || *c == at ? at : -2;
        }
    }
    for (i64 i = 0; i < s->b->nclaims; i++) {
        i64 c = city[s->b->claims[i].item];
        s->claim[i].context = c >= 0 ? c : -1;
    }
}

/* Words of the names of parties and publications are in every report of a war. */
static void common_names(struct scene *s, struct arena scratch) {
    for (i64 i = 0; i < s->names.nparties + s->names.npublications; i++) {
        struct str f = i < s->names.nparties ? s->names.parties[i].folded
                                             : s->names.publications[i - s->names.nparties].folded;
        while (f.p && f.n) {
            struct map_entry *m = map_get(&s->words, str_cut(&f, ' '));
            if (m) s->word_count[m->value] = INT32_MAX;
        }
    }
    (void)scratch;
}

struct str sentence_key(struct arena *a, const struct book *b, const struct claim_row *r) {
    struct str folded = text_fold_name(a, str_sub(book_words(b, r, r->c.sentence), 0, 1500));
    i64 words = folded.n > 0;
    for (i64 i = 0; i < folded.n; i++)
        words += folded.p[i] == ' ';
    return words >= 12 ? folded : (struct str){0};
}

struct scene scene_make(struct arena *a, struct arena scratch, const struct book *b) {
    struct scene s = {.a = a, .b = b, .names = voice_names_make(a, b)};
    for (i64 i = 0; i < b->nplaces; i++) {
        const struct place *p = &b->places[i];
        struct str names[] = {p->name, p->name_ar, p->name_ru};
        for (i64 k = 0; k < LEN(names); k++) {
            bool fresh;
            struct str f = text_fold_name(a, names[k]);
            struct map_entry *m = f.n ? map_put(&s.places, a, f, &fresh) : NULL;
            if (m)
                m->value =
                    fresh ? i : -1; /* two places of one name: the words alone tell neither */
        }
    }
    list_words(&s, COMMON, WORD_COMMON);
    list_words(&s, NEAR_WORDS, WORD_NEAR);
    list_words(&s, FAR_WORDS, WORD_FAR);
    list_words(&s, PLACE_WORDS, WORD_PLACE);
    s.claim = NEWN(a, struct event, b->nclaims);
    for (i64 i = 0; i < b->nclaims; i++)
        claim_event(&s, scratch, i);
    s.word_count = NEWN(a, i32, s.words.n);
    for (i64 i = 0; i < b->nclaims; i++)
        for (i64 k = 0; k < s.claim[i].nwords; k++)
            s.word_count[s.claim[i].words[k]]++;
    common_names(&s, scratch);
    report_city(&s);
    s.text_group = NEWN(a, i64, b->nitems);
    repost_groups(a, scratch, b, s.text_group);
    return s;
}
