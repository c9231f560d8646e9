#include "read/toll.h"

#include "read/given.h"

enum { PEOPLE_MAX = 256, LIST_WORDS = 14 };

struct tally {
    i64 lo, hi;
    bool open, loose;
};

static bool is_told(const struct claim *c) {
    return c->modality == MODALITY_ASSERTED && c->polarity == POLARITY_POSITIVE && !c->repeats.n;
}

static bool is_death(const struct claim *c) {
    return is_told(c) && (c->kind == KIND_killing || c->kind == KIND_death) && !c->part_of.n;
}

/* Words for a number that is not known (rows of text/vague.def): what assessors take them for. */
static bool is_loose(const struct count *k, i64 *lo, i64 *hi) {
    static const i64 rows[][4] = {{3, 9, 2, 2},      {3, 6, 2, 2},        {2, 99, 2, 2},
                                  {24, 99, 12, 24},  {24, 59, 12, 24},    {36, 99, 36, 36},
                                  {40, 99, 40, 40},  {20, 99, 20, 20},    {2, 9, 2, 2},
                                  {12, 999, 12, 24}, {200, 999, 200, 200}};
    for (i64 i = 0; k->vague && i < LEN(rows); i++)
        if (k->min == rows[i][0] && k->max == rows[i][1])
            return *lo = rows[i][2], *hi = rows[i][3], true;
    return false;
}

/* A plural and no number, in a language that says so by one word (مدنيين): not known how many. */
static bool is_bare(struct str text, const struct count *k) {
    return k->vague && k->min == 2 && k->max == COUNT_OPEN && k->span.end <= text.n &&
           str_chr(span_words(text, k->span), ' ', 0) < 0;
}

/* One number behind a hedge, and no range of two. */
static bool is_hedged(struct str text, struct span sp) {
    if (!span_some(sp) || sp.end > text.n) return false;
    struct str w = span_words(text, sp);
    return !str_has(w, S(" and ")) && !str_has(w, S(" to ")) && !str_has(w, S("-")) &&
           !str_has(w, S(" or "));
}

/* "about 14" is 13..15 by the table and 14 to people who count. */
static void add_count(struct str text, struct tally *t, const struct count *k) {
    i64 mid = k->min + (k->max - k->min) / 2;
    bool about = k->vague && k->max != COUNT_OPEN && k->min > 0 && k->min == mid - mid / 10 &&
                 k->max == mid + mid / 10 && is_hedged(text, k->span);
    i64 lo = about ? mid : k->min, hi = k->max == COUNT_OPEN ? k->min : about ? mid : k->max;
    bool loose = is_loose(k, &lo, &hi) || is_bare(text, k);
    t->lo += lo;
    t->hi += hi;
    t->open = t->open || (k->max == COUNT_OPEN && !loose);
    t->loose = t->loose || loose;
}

/* Sum of the list of one claim; victims by name or kinship count one each. False: neither. */
static bool tally_of(struct str text, const struct claim *c, enum what what, bool victims,
                     struct tally *t) {
    bool got = false;
    *t = (struct tally){0};
    for (i64 i = 0; i < c->ncounts; i++)
        if (c->counts[i].what == what) got = true, add_count(text, t, &c->counts[i]);
    i64 more = 0;
    for (i64 i = 0; victims && i < c->nvictims; i++)
        more += !c->victims[i].counted;
    t->lo += more;
    t->hi += more;
    return got || more > 0;
}

static bool dead(struct str text, const struct claim *c, struct tally *t) {
    return is_death(c) && tally_of(text, c, WHAT_KILLED, true, t);
}

static bool hurt(struct str text, const struct claim *c, struct tally *t) {
    return is_told(c) && !c->part_of.n && tally_of(text, c, WHAT_INJURED, false, t);
}

static bool is_injury(const struct claim *c) {
    return is_told(c) && c->kind == KIND_injury;
}

static bool hurt_named(struct str text, const struct claim *c, struct tally *t) {
    return is_injury(c) && c->nvictims && tally_of(text, c, WHAT_INJURED, true, t);
}

typedef bool (*counter)(struct str, const struct claim *, struct tally *);

/* The smallest other number that is at least half of `most`. */
static i64 least_other(struct str text, const struct claim *c, i64 n, i64 lead, i64 most,
                       counter of) {
    i64 best = most;
    struct tally t;
    for (i64 i = 0; i < n; i++) {
        if (i == lead || !of(text, &c[i], &t) || t.loose || !c[i].ncounts) continue;
        if (t.lo * 2 >= most && t.lo < best) best = t.lo;
    }
    return best;
}

/* The largest other number that is at most twice `least`. */
static i64 most_other(struct str text, const struct claim *c, i64 n, i64 lead, i64 least,
                      counter of) {
    i64 best = least;
    struct tally t;
    for (i64 i = 0; i < n; i++) {
        if (i == lead || !of(text, &c[i], &t) || !c[i].ncounts) continue;
        if (t.hi > best && t.hi <= least * 2) best = t.hi;
    }
    return best;
}

static bool lead(struct str text, const struct claim *c, i64 n, bool loose, counter of,
                 struct toll *out) {
    for (i64 i = 0; i < n; i++) {
        struct tally t;
        if (!of(text, &c[i], &t) || (!loose && t.loose)) continue;
        bool names = c[i].nvictims && !c[i].ncounts;
        if (t.lo == 0 && t.hi > 0)
            t.lo = least_other(text, c, n, i, t.hi, of);
        else if (t.open || names)
            t.hi = most_other(text, c, n, i, t.hi, of);
        *out = (struct toll){t.lo, t.hi, i};
        return true;
    }
    return false;
}

/* People are harmed and no claim says how many. */
static bool uncounted(const struct claim *c, i64 n, bool (*is)(const struct claim *),
                      struct toll *out) {
    for (i64 i = 0; i < n; i++)
        if (is(&c[i]) && !c[i].ncounts) return *out = (struct toll){2, 2, i}, true;
    return false;
}

static bool either(struct str text, const struct claim *c, i64 n, counter of, struct toll *out) {
    *out = (struct toll){0, 0, -1};
    return lead(text, c, n, false, of, out) || lead(text, c, n, true, of, out);
}

bool toll_of(struct str text, const struct claim *c, i64 n, struct toll *out) {
    return either(text, c, n, dead, out) || uncounted(c, n, is_death, out);
}

bool toll_injured(struct str text, const struct claim *c, i64 n, struct toll *out) {
    return either(text, c, n, hurt, out) || either(text, c, n, hurt_named, out) ||
           uncounted(c, n, is_injury, out);
}

static bool has_parts(const struct claim *c, enum who who) {
    for (i64 k = 0; k < c->ncounts; k++) {
        if (c->counts[k].what != WHAT_KILLED) continue;
        for (i64 p = 0; p < c->counts[k].nof; p++)
            if (c->counts[k].of[p].who == who) return true;
        if (c->ncounts > 1 && c->counts[k].who == who) return true;
    }
    return false;
}

/* Whom a victim counts as here: by the words, else by the given name. */
static enum who class_victim(const struct victim *v) {
    return v->who == WHO_UNKNOWN ? v->by_name : v->who;
}

/* "A couple": a man and a woman. */
static bool is_couple(struct str text, struct span sp, i64 min, i64 max) {
    return min == 2 && max == 2 && span_some(sp) && sp.end <= text.n &&
           str_has(span_words(text, sp), S("couple"));
}

/* Grown people named as those of a number of children: "three of her children: A (25) …". */
static i64 grown_inside(const struct claim *c) {
    i64 n = 0;
    for (i64 v = 0; v < c->nvictims; v++)
        n += c->victims[v].counted && c->victims[v].age >= 18;
    return n;
}

/* The people of one class in a claim: parts of its numbers, numbers of the class, victims. Victims
 * who are people of a number are the same people: the larger of both. */
static bool class_of(struct str text, const struct claim *c, enum who who, struct tally *t) {
    bool got = false;
    i64 inside = 0;
    *t = (struct tally){0};
    for (i64 k = 0; k < c->ncounts; k++) {
        const struct count *q = &c->counts[k];
        if (q->what != WHAT_KILLED) continue;
        bool pair = (who == WHO_WOMAN || who == WHO_MAN) && q->who == WHO_UNKNOWN &&
                    is_couple(text, q->span, q->min, q->max);
        if (pair) got = true, t->lo++, t->hi++;
        if (q->who == who) got = true, add_count(text, t, q);
        bool least = false; /* "at least two women and three children": of both */
        for (i64 p = 0; p < q->nof; p++) {
            struct count part = {.min = q->of[p].min, .max = q->of[p].max, .vague = q->of[p].vague};
            pair = (who == WHO_WOMAN || who == WHO_MAN) && q->of[p].who == WHO_UNKNOWN &&
                   is_couple(text, q->of[p].span, part.min, part.max);
            if (pair) got = true, t->lo++, t->hi++;
            least = least || (part.vague && part.min == part.max);
            if (q->of[p].who != who) continue;
            got = true, add_count(text, t, &part);
            t->open = t->open || least;
        }
    }
    i64 grown = who == WHO_CHILD && c->ncounts == 1 ? grown_inside(c) : 0;
    if (grown && grown <= t->lo) t->lo -= grown, t->hi -= grown;
    for (i64 v = 0; v < c->nvictims; v++)
        inside += class_victim(&c->victims[v]) == who && c->victims[v].counted;
    if (inside > t->hi) got = true, t->lo = t->hi = inside;
    for (i64 v = 0; v < c->nvictims; v++)
        if (class_victim(&c->victims[v]) == who && !c->victims[v].counted)
            got = true, t->lo++, t->hi++;
    return got;
}

static bool tells_part(const struct claim *c) {
    return is_told(c) && (c->kind == KIND_killing || c->kind == KIND_death);
}

/* ---- people by name, over all claims ---- */

struct person {
    struct str name;
    i32 age;
    i32 as[WHO_OFFICIAL + 1]; /* how often by each class */
    enum who by_name;         /* where no words tell */
};

struct people {
    struct person v[PEOPLE_MAX];
    i64 n, kin[WHO_OFFICIAL + 1], alone[WHO_OFFICIAL + 1];
};

/* Words of a name, one after the other. */
static struct str next_word(struct str *rest) {
    i64 i = 0;
    while (i < rest->n && is_space(rest->p[i]))
        i++;
    i64 from = i;
    while (i < rest->n && !is_space(rest->p[i]))
        i++;
    struct str w = str_sub(*rest, from, i);
    *rest = str_sub(*rest, i, rest->n);
    return w;
}

/* Do two words spell one name? Vowels, doubled letters and marks differ with who writes it down. */
static bool same_sound(struct str a, struct str b) {
    i64 i = 0, j = 0;
    char last = 0;
    for (;;) {
        while (i < a.n && (str_has(S("aeiouyAEIOUY'-`"), str_sub(a, i, i + 1)) || a.p[i] == last))
            i++;
        while (j < b.n && (str_has(S("aeiouyAEIOUY'-`"), str_sub(b, j, j + 1)) || b.p[j] == last))
            j++;
        if (i >= a.n || j >= b.n) return i >= a.n && j >= b.n;
        if ((a.p[i] | 32) != (b.p[j] | 32)) return false;
        last = a.p[i];
        i++, j++;
    }
}

/* One first name; a further word in common where both have one; ages that fit. */
static bool same_person(const struct person *a, struct str name, i32 age) {
    struct str x = a->name, y = name, fx = next_word(&x), fy = next_word(&y), w;
    if (!same_sound(fx, fy)) return false;
    if (age >= 0 && a->age >= 0 && (age > a->age + 1 || a->age > age + 1)) return false;
    bool more = false;
    while ((w = next_word(&x)).n) {
        struct str rest = y, o;
        while ((o = next_word(&rest)).n) {
            more = true;
            if (same_sound(w, o)) return true;
        }
    }
    return !more;
}

/* True where nobody of that name was met before. */
static bool meet(struct str text, struct people *p, const struct victim *q) {
    struct str name = span_words(text, q->name);
    i64 i = 0;
    while (i < p->n && !same_person(&p->v[i], name, q->age))
        i++;
    if (i >= PEOPLE_MAX) return false;
    bool fresh = i == p->n;
    if (fresh) p->v[p->n++] = (struct person){.name = name, .age = q->age};
    struct person *me = &p->v[i];
    if (name.n > me->name.n) me->name = name;
    if (me->age < 0) me->age = q->age;
    if (q->who <= WHO_OFFICIAL) me->as[q->who]++;
    if (me->by_name == WHO_UNKNOWN) me->by_name = q->by_name;
    return fresh;
}

/* People of a class in a claim who have no name: kin, and those of a number of the class. */
static i64 nameless(const struct claim *c, enum who who) {
    i64 kin = 0, number = 0, inside = 0;
    for (i64 v = 0; v < c->nvictims; v++) {
        const struct victim *q = &c->victims[v];
        if (q->who == who && !span_some(q->name)) kin += !q->counted;
        inside += q->counted;
    }
    for (i64 k = 0; k < c->ncounts; k++)
        if (c->counts[k].what == WHAT_KILLED && c->counts[k].who == who && !c->counts[k].vague)
            number += c->counts[k].min;
    return kin + (number > inside ? number - inside : 0);
}

/* Families told of one after the other: nameless people beside somebody not met before add up. */
static void meet_all(struct str text, const struct claim *c, i64 n, struct people *p) {
    for (i64 i = 0; i < n; i++) {
        if (!tells_part(&c[i])) continue;
        bool fresh = false;
        for (i64 v = 0; v < c[i].nvictims; v++)
            if (span_some(c[i].victims[v].name)) fresh = meet(text, p, &c[i].victims[v]) || fresh;
        for (enum who k = WHO_CHILD; k <= WHO_MAN; k++) {
            i64 kin = nameless(&c[i], k);
            if (fresh)
                p->kin[k] += kin;
            else if (kin > p->alone[k])
                p->alone[k] = kin;
        }
    }
}

static enum who class_most(const struct person *me) {
    if (me->age >= 0 && me->age < 18) return WHO_CHILD;
    enum who best = WHO_UNKNOWN;
    for (i64 k = WHO_CHILD; k <= WHO_MAN; k++)
        if (me->as[k] && (best == WHO_UNKNOWN || me->as[k] > me->as[best])) best = (enum who)k;
    return best == WHO_UNKNOWN ? me->by_name : best;
}

/* Victims of a class by different names; people known by kinship only count by claim, where the
 * most are. */
static i64 named_of(struct str text, const struct claim *c, i64 n, enum who who) {
    struct people p = {0};
    meet_all(text, c, n, &p);
    i64 names = p.kin[who];
    for (i64 i = 0; i < p.n; i++)
        names += class_most(&p.v[i]) == who;
    return names ? names : p.alone[who];
}

/* The largest number of a class that a claim, or the names, give; at most twice `least`. */
static i64 most_of_class(struct str text, const struct claim *c, i64 n, enum who who, i64 least) {
    i64 best = least, named = named_of(text, c, n, who);
    struct tally t;
    for (i64 i = 0; i < n; i++)
        if (tells_part(&c[i]) && class_of(text, &c[i], who, &t) && t.hi > best && t.hi <= least * 2)
            best = t.hi;
    return named > best && named <= least * 2 ? named : best;
}

/* ---- "including women and children" ---- */

static bool is_any(struct str w, const struct str *v, i64 n) {
    for (i64 i = 0; i < n; i++)
        if (str_eq(w, v[i])) return true;
    return false;
}

/* A plural of a class, without a number. */
static bool is_plural(struct str w, enum who who) {
    static const struct str child[] = {SI("children"), SI("kids"),  SI("minors"), SI("infants"),
                                       SI("babies"),   SI("girls"), SI("boys")};
    if (who == WHO_CHILD) return is_any(w, child, LEN(child));
    return str_eq(w, who == WHO_WOMAN ? S("women") : S("men"));
}

/* What may stand in such a list beside the plurals. */
static bool is_listed(struct str w) {
    static const struct str all[] = {SI("and"),    SI("or"),       SI("also"),  SI("elderly"),
                                     SI("young"),  SI("small"),    SI("many"),  SI("them"),
                                     SI("people"), SI("innocent"), SI("older"), SI("unarmed")};
    return is_any(w, all, LEN(all)) || is_plural(w, WHO_CHILD) || is_plural(w, WHO_WOMAN) ||
           is_plural(w, WHO_MAN);
}

static struct str bare_word(struct str w) {
    while (w.n && !(lower(w.p[w.n - 1]) >= 'a' && lower(w.p[w.n - 1]) <= 'z'))
        w.n--;
    return w;
}

static bool is_hurt_word(struct str w) {
    static const struct str all[] = {SI("injured"),  SI("wounded"),  SI("injuring"),
                                     SI("wounding"), SI("injuries"), SI("hurt")};
    return is_any(w, all, LEN(all));
}

/* Is the list that opens behind `rest` one that names the class? Not where its verb is one of
 * injury: "many more, including women and children, were wounded". */
static bool lists_plural(struct str rest, enum who who) {
    static const struct str others[] = {SI("another"), SI("others"), SI("more"), SI("while"),
                                        SI("one")};
    struct str w;
    bool got = false, list = true;
    i64 words = 0, verb = 0;
    while ((w = next_word(&rest)).n && words++ < LIST_WORDS) {
        struct str b = bare_word(w);
        got = got || (list && is_plural(b, who));
        list = list && is_listed(b);
        if (is_any(b, others, LEN(others)) || (verb && words > verb + 3)) return got;
        if (!verb && (str_eqc(b, "were") || str_eqc(b, "was"))) verb = words;
        if (verb && is_hurt_word(b)) return false;
    }
    return got;
}

/* Does the sentence of a claim list the class among its dead by a plural alone? Behind a word for
 * the injured the list is theirs. */
static bool plural_of(struct str text, const struct claim *c, enum who who) {
    static const struct str opens[] = {SI("including"), SI("mostly"), SI("mainly"), SI("among")};
    if (c->sentence.end > text.n) return false;
    struct str rest = span_words(text, c->sentence), w;
    bool others = false;
    while ((w = next_word(&rest)).n) {
        struct str b = bare_word(w);
        bool behind = w.p + w.n > text.p + c->trigger.end;
        if (behind && is_hurt_word(b)) others = true;
        if (!others && is_any(b, opens, LEN(opens)) && lists_plural(rest, who)) return true;
    }
    return false;
}

/* Sons and daughters by name whose age nobody says: they may be children. */
static i64 perhaps_children(struct str text, const struct claim *c, i64 n) {
    struct people p = {0};
    i64 known = 0;
    for (int round = 0; round < 2; round++) {
        for (i64 i = 0; i < n; i++) {
            for (i64 v = 0; tells_part(&c[i]) && v < c[i].nvictims; v++) {
                const struct victim *q = &c[i].victims[v];
                bool open = q->age < 0 && q->who == WHO_UNKNOWN && span_some(q->name) &&
                            given_offspring(text, q->name);
                if (span_some(q->name) && open == (round == 1)) (void)meet(text, &p, q);
            }
        }
        if (!round) known = p.n;
    }
    return p.n - known;
}

bool toll_part(struct str text, const struct claim *c, i64 n, enum who who, struct toll *out) {
    struct tally t;
    *out = (struct toll){0, 0, -1};
    for (i64 i = 0; i < n; i++) {
        if (!tells_part(&c[i]) || !has_parts(&c[i], who) || !class_of(text, &c[i], who, &t))
            continue;
        *out = (struct toll){t.lo, t.hi, i};
        if (t.lo == 0) { /* "up to m" */
            i64 named = named_of(text, c, n, who);
            out->min = named * 2 >= t.hi && named < t.hi ? named : t.hi;
        }
        if (t.open) out->max = most_of_class(text, c, n, who, t.hi);
        if (t.open && who == WHO_CHILD) {
            i64 may = named_of(text, c, n, who) + perhaps_children(text, c, n);
            if (may > out->max && may <= 2 * t.hi) out->max = may;
        }
        return true;
    }
    for (i64 i = 0; i < n; i++)
        if (tells_part(&c[i]) && class_of(text, &c[i], who, &t) && t.hi > out->max)
            *out = (struct toll){t.lo, t.hi, i};
    i64 named = named_of(text, c, n, who);
    if (named > out->max) *out = (struct toll){named, named, out->claim < 0 ? 0 : out->claim};
    for (i64 i = 0; i < n && out->max < 2; i++)
        if (tells_part(&c[i]) && plural_of(text, &c[i], who)) *out = (struct toll){2, 2, i};
    return out->claim >= 0;
}
