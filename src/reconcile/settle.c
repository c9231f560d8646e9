/* Place, time, code and id of an incident; its JSON part. */
#include "proof/hash.h"
#include "reconcile/inner.h"

#include "text/fold.h"

/* Rank of precision: finer is higher; unknown lowest. */
static int fineness(enum precision p) {
    return p == PRECISION_UNKNOWN ? 0 : 10 - (int)p;
}

static bool nested(const struct book *b, i64 x, i64 y) {
    return place_inside(b, x, y) || place_inside(b, y, x);
}

/* Claims that name places: of how many do all places lie in p, or p in them? */
static i64 agreeing(const struct scene *s, const struct event *e, i64 p, i64 *named) {
    i64 n = 0;
    *named = 0;
    for (i64 i = 0; i < e->nclaims; i++) {
        const struct event *c = &s->claim[e->claims[i]];
        bool any = false, all = true;
        for (i64 k = 0; k < c->nspots; k++) {
            if (c->spots[k].place < 0) continue;
            any = true;
            all &= nested(s->b, c->spots[k].place, p);
        }
        *named += any;
        n += any && all;
    }
    return n;
}

struct choice {
    i64 place, agree;
    int fine;
};

/* Takes p, or a place around it, when more than half agree: the finest, then the one most agree
 * with. */
static void consider(const struct scene *s, const struct event *e, i64 p, struct choice *best) {
    for (int depth = 0; p >= 0 && depth < 8; depth++) {
        const struct place *at = &s->b->places[p];
        i64 named, n = agreeing(s, e, p, &named);
        int fine = fineness(at->precision);
        bool better =
            best->place < 0 || fine > best->fine || (fine == best->fine && n > best->agree);
        if (2 * n > named && better) *best = (struct choice){p, n, fine};
        p = at->parent.n ? book_place(s->b, at->parent) : -1;
    }
}

static i64 times_said(const struct scene *s, const struct event *e, const struct spot *spot) {
    i64 n = 0;
    for (i64 i = 0; i < e->nclaims; i++) {
        const struct event *c = &s->claim[e->claims[i]];
        for (i64 k = 0; k < c->nspots; k++)
            n += spot->id.n ? str_eq(c->spots[k].id, spot->id)
                            : str_eq(c->spots[k].words, spot->words);
    }
    return n;
}

/* The spot said most often; one that names a place before one that does not. */
static const struct spot *most_said(const struct scene *s, const struct event *e) {
    const struct spot *best = NULL;
    i64 most = 0;
    for (i64 i = 0; i < e->nspots; i++) {
        i64 n = times_said(s, e, &e->spots[i]) + (e->spots[i].vague ? 0 : 1 << 20);
        if (best && n <= most) continue;
        best = &e->spots[i];
        most = n;
    }
    return best;
}

static bool finer_than_town(enum precision p) {
    return p == PRECISION_EXACT || p == PRECISION_FACILITY || p == PRECISION_NEIGHBOURHOOD;
}

/* Codes are permanent and public, exact places are withheld: a code hints at a town, never at a
 * quarter. */
static struct str name_for_code(const struct book *b, i64 place) {
    for (int up = 0; up < 16 && finer_than_town(b->places[place].precision); up++) {
        i64 parent = book_place(b, b->places[place].parent);
        if (parent < 0) return (struct str){0};
        place = parent;
    }
    return b->places[place].name;
}

void event_where(const struct scene *s, const struct event *e, struct where *where,
                 struct str *words, struct str *name) {
    struct choice best = {.place = -1};
    *where = (struct where){0};
    *words = *name = (struct str){0};
    for (i64 i = 0; i < e->nspots; i++)
        consider(s, e, e->spots[i].place, &best);
    if (best.place >= 0) {
        where->place = s->b->places[best.place].id;
        where->precision = s->b->places[best.place].precision;
        *name = name_for_code(s->b, best.place);
        return;
    }
    const struct spot *spot = most_said(s, e);
    if (!spot) return;
    where->place = spot->id;
    where->precision = spot->precision;
    if (spot->place < 0) *words = spot->shown; /* also for ids of the built-in gazetteer */
    if (!spot->vague && !finer_than_town(spot->precision)) *name = spot->shown;
}

struct date_range event_when(const struct event *e) {
    if (e->ndates == 0) return (struct date_range){0};
    struct date_range in = e->dates[0], all = e->dates[0];
    for (i64 i = 1; i < e->ndates; i++) {
        struct date_range d = e->dates[i];
        if (d.from >= in.from && d.to <= in.to && (d.from > in.from || d.to < in.to))
            in.precision = d.precision;
        else if (d.from > in.from || d.to < in.to)
            in.precision = DATE_RANGE;
        if (d.from > in.from) in.from = d.from;
        if (d.to < in.to) in.to = d.to;
        if (d.from < all.from) all.from = d.from;
        if (d.to > all.to) all.to = d.to;
    }
    if (in.from <= in.to) {
        if (in.precision == DATE_RANGE && in.from == in.to) in.precision = DATE_DAY;
        return in;
    }
    all.precision = DATE_RANGE;
    return all;
}

static bool vowel(char c) {
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* "Marat" → MRT: the first letter and the consonants after it; filled up from the other letters. */
struct str incident_code(struct arena *a, struct str place, i64 number) {
    struct arena scratch = *a;
    struct str f = text_fold_name(&scratch, str_sub(place, 0, 200));
    char letters[4] = {'X', 'X', 'X', 0};
    int n = 0;
    for (i64 i = 0; i < f.n && n < 3; i++)
        if (is_alpha(f.p[i]) && (n == 0 || !vowel(f.p[i]))) letters[n++] = (char)(f.p[i] - 32);
    if (n < 3) {
        n = 0;
        for (i64 i = 0; i < f.n && n < 3; i++)
            if (is_alpha(f.p[i])) letters[n++] = (char)(f.p[i] - 32);
        while (n < 3)
            letters[n++] = 'X';
    }
    return str_fmt(a, "%s-%04lld", letters, (long long)number);
}

i64 incident_last_number(const struct book *b) {
    i64 last = b->last_number;
    for (i64 i = 0; i < b->nincidents; i++) {
        struct str rest = b->incidents[i].code;
        i64 n;
        str_cut(&rest, '-');
        if (str_i64(rest, &n) && n > last) last = n;
    }
    return last;
}

struct str reconcile_founded(struct arena *a, struct str claim, i64 again) {
    u8 h[32];
    sha256(str_fmt(a, "cairn/incident/v1|%.*s|%lld", SARG(claim), (long long)again), h);
    return str_cat(a, S("i-"), hex_encode(a, bytes_str(h, 16)));
}

/* A claim can found twice: split off again after a merge. Then a number is added until the id is
 * new. */
struct str incident_id(struct arena *a, const struct book *b, struct str founding) {
    for (i64 again = 0;; again++) {
        struct str id = reconcile_founded(a, founding, again);
        if (book_incident(b, id) < 0) return id;
    }
}

struct json *incident_part(struct arena *a, const struct book *b, const struct incident *in,
                           const struct str *claims, i64 nclaims) {
    (void)b;
    struct json *part = json_obj(a), *j = json_obj(a), *list = json_arr(a);
    json_set_str(a, part, "kind", S("incident"));
    json_set(part, S("incident"), j);
    json_set_str(a, j, "id", in->id);
    json_set_str(a, j, "code", in->code);
    json_set_str(a, j, "kind", kind_name(in->kind));
    if (in->where.place.n) json_set_str(a, j, "place", in->where.place);
    if (in->where.precision != PRECISION_UNKNOWN)
        json_set_str(a, j, "precision", word_name("precision", (int)in->where.precision));
    if (in->place_words.n) json_set_str(a, j, "place_words", in->place_words);
    if (in->when.precision != DATE_NONE) json_set_str(a, j, "when", date_text(a, in->when));
    for (i64 i = 0; i < nclaims; i++)
        json_add(list, json_str(a, claims[i]));
    json_set(j, S("claims"), list);
    if (in->merged_into.n) json_set_str(a, j, "merged_into", in->merged_into);
    return part;
}
