#include "read/roll.h"

#include "read/roll_list.h"

static bool mark_at(const struct scene *s, i32 i, char m) {
    return i >= 0 && i < s->n && s->c[i].type == CH_MARK && s->c[i].mark == m;
}

static bool has_word(const struct scene *s, i32 i, const char *const *w, i64 n) {
    for (i32 k = s->c[i].from; k < s->c[i].to; k++)
        for (i64 q = 0; q < n; q++)
            if (word_is(s->d, k, w[q])) return true;
    return false;
}
#define HAS(s, i, ...)                                                                             \
    has_word((s), (i), (const char *const[]){__VA_ARGS__},                                         \
             LEN(((const char *const[]){__VA_ARGS__})))

enum who roll_class(const struct scene *s, i32 np, i32 age) {
    bool grown = age >= CHILD_YEARS;
    if (age >= 0 && !grown) return WHO_CHILD;
    if (!grown && chunk_flags(&s->c[np]) & LEX_RELATIVE && HAS(s, np, "young")) return WHO_CHILD;
    if (HAS(s, np, "child", "infant", "baby", "toddler", "boy", "girl", "newborn", "schoolgirl",
            "schoolboy", "teenager"))
        return grown ? HAS(s, np, "girl")  ? WHO_WOMAN
                       : HAS(s, np, "boy") ? WHO_MAN
                                           : WHO_UNKNOWN
                     : WHO_CHILD;
    if (HAS(s, np, "male", "males") && !s->c[np].name) return WHO_MAN;
    if (HAS(s, np, "female", "females") && !s->c[np].name) return WHO_WOMAN;
    if (HAS(s, np, "wife", "mother", "grandmother", "widow", "aunt", "woman", "mrs", "ms", "lady",
            "housewife", "hajja", "fiancee", "grandma"))
        return WHO_WOMAN;
    if (HAS(s, np, "husband", "father", "grandfather", "uncle", "man", "mr", "sheikh", "imam",
            "hajj", "haj", "haji", "fisherman", "grandpa", "businessman", "policeman"))
        return WHO_MAN;
    if (HAS(s, np, "brother", "son", "nephew", "grandson") && grown) return WHO_MAN;
    if (HAS(s, np, "sister", "daughter", "niece", "granddaughter") && grown) return WHO_WOMAN;
    const struct lex_row *r = s->c[np].row;
    return r && r->who1 ? (enum who)(r->who1 - 1) : WHO_UNKNOWN;
}

static i64 number_people(const struct scene *s, const struct roll *r) {
    i64 people = 0;
    for (i32 i = 0; i < r->n; i++) {
        const struct roll_item *it = &r->v[i];
        const struct chunk *c = &s->c[it->np];
        if (it->group || it->inside || it->stood) continue;
        bool number = !it->named && c->num && !s->d->nums[c->num - 1].refused;
        const struct number *n = number ? &s->d->nums[c->num - 1] : NULL;
        people += !n ? 1 : n->max > 0 ? n->max : n->min;
    }
    return people;
}

/* The people that the numbers of a claim count. */
static i64 people_of(const struct claim *c, enum what what) {
    i64 n = 0;
    for (i64 i = 0; i < c->ncounts; i++)
        if (c->counts[i].what == what)
            n += c->counts[i].max == COUNT_OPEN ? c->counts[i].min : c->counts[i].max;
    return n;
}

static void add_victim(struct scene *s, struct claim *c, const struct roll_item *it) {
    const struct doc *d = s->d;
    if (c->nvictims >= CLAIM_SPANS_MAX) return;
    if (!c->victims) c->victims = NEWN(d->perm, struct victim, CLAIM_SPANS_MAX);
    struct victim v = {.age = it->age, .who = it->who, .counted = it->inside};
    if (s->c[it->np].name) v.name = roll_name(s, it->np);
    c->victims[c->nvictims++] = v;
}

static void replace(struct scene *s, struct claim *c, const struct roll *r, enum what what,
                    bool one) {
    struct count *old = c->counts;
    i64 nold = c->ncounts;
    c->counts = NULL;
    c->ncounts = c->nvictims = 0;
    for (i32 i = 0; i < r->n; i++) {
        if (r->v[i].group || r->v[i].stood) continue;
        if (r->v[i].named)
            add_victim(s, c, &r->v[i]);
        else
            (void)fill_number(s, c, r->v[i].np, what);
    }
    for (i64 i = 0; i < c->ncounts; i++) /* parts that were read stay */
        for (i64 k = 0; k < nold; k++)
            if (old[k].span.start == c->counts[i].span.start) c->counts[i] = old[k];
    if (one) fill_fold(s, c, r->v[0].np);
}

/* "A, his wife": A is a man; "B and her husband": B is a woman. Only where the person before is the
 * one that the pronoun can mean. */
static void by_pronoun(const struct scene *s, struct roll *r) {
    for (i32 i = 0; i + 1 < r->n; i++) {
        struct roll_item *p = &r->v[i];
        const struct roll_item *k = &r->v[i + 1];
        bool kin = chunk_flags(&s->c[k->np]) & LEX_PERSON;
        if (p->who != WHO_UNKNOWN || !p->named || !kin) continue;
        if (p->age >= 0 && p->age < CHILD_YEARS) continue;
        if (HAS(s, p->np, "her", "his")) continue; /* "her cousin A and her son": of one before */
        if (HAS(s, k->np, "his")) p->who = WHO_MAN;
        if (HAS(s, k->np, "her")) p->who = WHO_WOMAN;
    }
}

/* Fills what single names and kin words leave unsaid of a victim: sex and age. */
static void classes(struct claim *c, const struct roll *r) {
    i64 v = 0;
    for (i32 i = 0; i < r->n && v < c->nvictims; i++) {
        if (!r->v[i].named || r->v[i].group) continue;
        struct victim *q = &c->victims[v++];
        if (q->age < 0) q->age = r->v[i].age;
        q->counted = r->v[i].inside;
        enum who w = r->v[i].who;
        if (w != WHO_UNKNOWN) q->who = w;
    }
}

/* Where a list goes on behind the verb: "along with A", ": A and B", "as were A and B". The chunk
 * it begins with, or 0. */
static i32 goes_on(const struct scene *s, i32 k, struct roll_sep *p) {
    *p = (struct roll_sep){.along = roll_is_along(s, k),
                           .opens = mark_at(s, k, ':') || mark_at(s, k, '-')};
    bool as = s->c[k].type == CH_SUB && word_is(s->d, s->c[k].from, "as") && k + 1 < s->n &&
              s->c[k + 1].type == CH_VG &&
              (word_is(s->d, s->c[k + 1].head, "were") || word_is(s->d, s->c[k + 1].head, "was")) &&
              s->c[k + 1].to - s->c[k + 1].from == 1;
    if (as) p->along = true;
    return p->along || p->opens ? k + 1 + as : 0;
}

/* The lists that stand behind the verb. */
static void behind(const struct scene *s, i32 verb, struct roll *r) {
    i32 end = clause_end(s, verb);
    while (end < s->n && (mark_at(s, end, ':') || mark_at(s, end, '-') ||
                          (s->c[end].type == CH_SUB && word_is(s->d, s->c[end].from, "as"))))
        end = end + 2 < s->n ? clause_end(s, end + 2) : s->n;
    for (i32 k = verb + 1; k < end && k < s->n; k++) {
        if (k > verb + 1 && s->c[k].type == CH_VG) break;
        struct roll_sep sep;
        i32 at = goes_on(s, k, &sep);
        if (!at || at >= s->n || (r->n && k < r->v[r->n - 1].end)) continue;
        i32 before = r->n;
        roll_read(s, at, true, sep, r);
        if (r->n > before) k = r->v[r->n - 1].end - 1;
    }
}

/* "A father and his four sons were killed: A (45), and his sons B (12), …": as many names behind a
 * colon as people before the verb are those people. */
static bool settle_apart(const struct scene *s, struct roll *r, i32 first) {
    struct roll tail = {0};
    if (first < 2 || first >= r->n || !r->v[first].opens) return false;
    for (i32 i = first; i < r->n; i++)
        tail.v[tail.n++] = r->v[i];
    struct roll head = {.n = first};
    for (i32 i = 0; i < first; i++) {
        if (r->v[i].named) return false;
        head.v[i] = r->v[i];
    }
    roll_settle(s, &tail);
    if (number_people(s, &head) != number_people(s, &tail)) return false;
    for (i32 i = first; i < r->n; i++) {
        r->v[i] = tail.v[i - first];
        r->v[i].inside = true;
        r->v[i].stood = r->v[i].stood || !r->v[i].named;
    }
    return true;
}

/* "X's wife and daughter – A (31) and B (5)": as many names behind a dash as kin before it name
 * them. */
static void name_kin(const struct scene *s, struct roll *r) {
    i32 k = 0;
    while (k < r->n && r->v[k].named && !r->v[k].group && !s->c[r->v[k].np].name)
        k++;
    if (!k || k >= r->n || !r->v[k].opens || r->n != 2 * k) return;
    for (i32 i = 0; i < k; i++) {
        struct roll_item *a = &r->v[i], *b = &r->v[k + i];
        if (!b->named || b->group || !s->c[b->np].name) return;
        enum who who = roll_class(s, a->np, b->age);
        if (who != WHO_UNKNOWN) b->who = who;
        a->named = false;
        a->group = true;
    }
    r->merged = true;
}

void fill_roll(struct scene *s, struct claim *c, i32 np, i32 verb, bool left, enum what what) {
    struct roll r = {0};
    if (np < 0 || (c->ncounts == 1 && c->counts[0].nof)) return;
    roll_read(s, left ? roll_leftmost(s, np) : np, !left, (struct roll_sep){0}, &r);
    i32 first = r.n;
    if (verb >= 0) behind(s, verb, &r);
    bool one = r.n == first || !first; /* one list, on one side of the verb */
    if (!r.n) return;
    name_kin(s, &r);
    if (!settle_apart(s, &r, first)) roll_settle(s, &r);
    by_pronoun(s, &r);
    i64 people = number_people(s, &r), nv = 0;
    for (i32 i = 0; i < r.n; i++)
        nv += r.v[i].named && !r.v[i].group;
    i64 had = people_of(c, what) + (c->nvictims > nv ? c->nvictims - nv : 0);
    bool same = people == had && nv > c->nvictims;
    if (people > had || same || (r.merged && people > 0 && nv > 0)) replace(s, c, &r, what, one);
    if (nv == c->nvictims) classes(c, &r);
}

/* Does chunk i open a list of parts: "including", "among them", "of whom"? The first chunk of the
 * list, or 0. */
static i32 parts_open(const struct scene *s, i32 i) {
    if (word_is(s->d, s->c[i].from, "including")) return i + 1;
    bool numbers = i + 1 < s->n && s->c[i + 1].num && roll_is_counted(s, i + 1);
    if ((mark_at(s, i, ':') || mark_at(s, i, '-')) && numbers) return i + 1;
    bool of = prep_at(s, i, "among") || prep_at(s, i, "of"), next = i + 1 < s->n;
    if (!of || !next) return 0;
    bool them = word_is(s->d, s->c[i + 1].from, "them") || word_is(s->d, s->c[i + 1].from, "whom");
    return them ? i + 2 : 0;
}

static void add_part(struct scene *s, struct count *whole, i32 np, enum who w, i32 last) {
    struct claim tmp = {0};
    if (whole->nof >= CLAIM_SPANS_MAX || !fill_number(s, &tmp, np, whole->what)) return;
    const struct count *k = &tmp.counts[0];
    i64 hi = k->max == COUNT_OPEN ? k->min : k->max;
    if (whole->max != COUNT_OPEN && hi > whole->max) return;
    if (!whole->of) whole->of = NEWN(s->d->perm, struct count_part, CLAIM_SPANS_MAX);
    for (i64 i = 0; i < whole->nof; i++)
        if (span_overlaps(whole->of[i].span, k->span)) return;
    struct span sp = {k->span.start, s->d->t.v[s->c[last].to - 1].end};
    whole->of[whole->nof++] = (struct count_part){sp, w, k->min, hi, k->vague};
}

/* "two of them children", "at least two of whom were women", and behind "of whom" "four were
 * children": the noun of the class that the number at i counts, or 0. */
static i32 said_of_number(const struct scene *s, i32 i, bool of_whom) {
    const struct chunk *c = &s->c[i];
    if (c->type != CH_NP || !c->num || s->d->nums[c->num - 1].refused) return 0;
    bool whole = word_is(s->d, c->head, "them"), pure = c->pure_num;
    i32 k = i + 1;
    if (!whole && pure && prep_at(s, k, "of") && k + 1 < s->n &&
        (word_is(s->d, s->c[k + 1].from, "whom") || word_is(s->d, s->c[k + 1].from, "them")))
        k += 2;
    else if (!whole && !(pure && of_whom))
        return 0;
    bool be = k < s->n && s->c[k].type == CH_VG && !s->c[k].neg && s->c[k].to - s->c[k].from == 1 &&
              (word_is(s->d, s->c[k].head, "were") || word_is(s->d, s->c[k].head, "was"));
    k += be;
    bool noun = k < s->n && s->c[k].type == CH_NP && !s->c[k].num && !s->c[k].pron &&
                roll_class(s, k, -1) != WHO_UNKNOWN;
    return noun && (be || whole) ? k : 0;
}

/* Named people behind "including": they are people of the number, where the claim has one. */
static void named_parts(struct scene *s, struct claim *c, i32 k, enum what what) {
    struct roll r = {0};
    roll_read(s, k, true, (struct roll_sep){0}, &r);
    roll_settle(s, &r);
    by_pronoun(s, &r);
    bool counted = c->ncounts > 0;
    for (i32 i = 0; i < r.n; i++) {
        r.v[i].inside = r.v[i].inside || counted;
        if (r.v[i].named && !r.v[i].group) add_victim(s, c, &r.v[i]);
        if (!r.v[i].named && !r.v[i].group && !r.v[i].stood && !counted)
            (void)fill_number(s, c, r.v[i].np, what);
    }
}

/* "two of whom were identified as A and B": the chunk of A, else k. */
static i32 over_identified(const struct scene *s, i32 k) {
    if (k + 2 >= s->n || s->c[k].type != CH_VG || s->c[k].neg) return k;
    bool named = word_is(s->d, s->c[k].head, "identified") || word_is(s->d, s->c[k].head, "named");
    return named && word_is(s->d, s->c[k + 1].from, "as") ? k + 2 : k;
}

/* "Three people were killed, A, his mother and his sister": as many as the number says, at once
 * behind the verb. */
static bool apposed(const struct scene *s, const struct claim *c, i32 i, i32 verb) {
    struct roll r = {0};
    if (i != verb + 1 || !mark_at(s, i, ',') || c->ncounts != 1 || i + 1 >= s->n) return false;
    if (s->c[i + 1].type != CH_NP || !s->c[i + 1].name) return false;
    roll_read(s, i + 1, true, (struct roll_sep){0}, &r);
    roll_settle(s, &r);
    return c->counts[0].min == c->counts[0].max && number_people(s, &r) == c->counts[0].min;
}

/* "12 people died, including A (40) and his son B", "killed three of one family – A, B and C". */
void fill_named(struct scene *s, struct claim *c, i32 np, i32 verb, enum what what) {
    if (np < 0 || c->nvictims || s->c[np].pron) return;
    i32 fr = frame_of(s, s->c[np].from);
    for (i32 i = np + 1; i < s->n; i++) {
        const struct chunk *g = &s->c[i];
        if (g->type == CH_VG && i != verb && g->row && g->row->kind1) return;
        if (mark_at(s, i, ';')) return;
        i32 k = parts_open(s, i);
        if (!k && mark_at(s, i, '-')) k = i + 1;
        bool list = mark_at(s, i, ':'); /* behind a colon, people of several numbers too */
        if (list) k = i + 1;
        if (k) k = over_identified(s, k);
        if (!k && apposed(s, c, i, verb)) k = i + 1;
        if (c->ncounts > 1 && !list) continue;
        if (!k || k >= s->n || frame_of(s, s->c[i].from) != fr) continue;
        named_parts(s, c, k, what);
        return;
    }
}

void fill_parts(struct scene *s, struct claim *c, i32 np, i32 verb) {
    if (np < 0 || c->ncounts != 1 || c->counts[0].nof || s->c[np].pron) return;
    i32 fr = frame_of(s, s->c[np].from);
    bool of_whom = false;
    for (i32 i = np + 1; i < s->n; i++) {
        const struct chunk *g = &s->c[i];
        if (g->type == CH_VG && i > np && i != verb && g->row && g->row->kind1) return;
        bool next = g->type == CH_CONJ && i > verb && verb > np && i + 1 < s->n &&
                    s->c[i + 1].type == CH_NP && s->c[i + 1].num;
        if (mark_at(s, i, ';') || (next && !of_whom)) return;
        if (prep_at(s, i, "of") && i + 2 < s->n && word_is(s->d, s->c[i + 1].from, "whom") &&
            said_of_number(s, i + 2, true)) {
            of_whom = true;
            i++;
            continue;
        }
        i32 noun = frame_of(s, g->from) == fr ? said_of_number(s, i, of_whom) : 0;
        if (noun) {
            add_part(s, &c->counts[0], i, roll_class(s, noun, -1), noun);
            i = noun;
            continue;
        }
        i32 k = parts_open(s, i);
        if (!k || k >= s->n || c->counts[0].nof || frame_of(s, s->c[i].from) != fr) continue;
        while (k < s->n && (s->c[k].type == CH_NP || s->c[k].type == CH_CONJ ||
                            s->c[k].type == CH_ADV || mark_at(s, k, ','))) {
            bool verb_next = k + 1 < s->n && s->c[k + 1].type == CH_VG && verb < k && k > 0 &&
                             s->c[k - 1].type == CH_CONJ && s->c[k + 1].voice == VOICE_PASSIVE &&
                             i > verb;
            if (verb_next) break;
            if (roll_is_counted(s, k)) add_part(s, &c->counts[0], k, roll_class(s, k, -1), k);
            k++;
            if (k < s->n && (prep_at(s, k, "of") || prep_at(s, k, "from"))) k += 2;
        }
        return;
    }
}
