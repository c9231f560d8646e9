#include "read/roll.h"

enum { ROLL_MAX = 48, CHILD_YEARS = 18 };

struct item {
    i32 np;
    i32 end; /* chunk behind its age, brackets and of-phrases */
    i32 age;
    enum who who;
    bool named; /* a victim by name or kinship; else a number */
    bool group; /* "her children": people without a number */
};

struct roll {
    struct item v[ROLL_MAX];
    i32 n;
    bool merged; /* two groups were one person */
};

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
    if (HAS(s, np, "child", "infant", "baby", "toddler", "boy", "girl", "newborn", "schoolgirl",
            "schoolboy", "teenager"))
        return grown ? HAS(s, np, "girl")  ? WHO_WOMAN
                       : HAS(s, np, "boy") ? WHO_MAN
                                           : WHO_UNKNOWN
                     : WHO_CHILD;
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

static i32 number_value(const struct scene *s, i32 tok) {
    struct number n;
    const struct token *t = s->d->t.v;
    if (t[tok].kind != TOK_NUMBER &&
        !(t[tok].kind == TOK_WORD && tok + 1 < s->d->t.n && t[tok + 1].flags & TOK_HYPHEN))
        return -1;
    if (!number_at(s->d->text, t, tok, tok + 1, &n) || n.min != n.max) return -1;
    return n.min >= 0 && n.min <= 115 ? (i32)n.min : -1;
}

/* "(50 years old)", "(12)", ", aged 30", "27-year-old" before; months are no years. -1 none. */
static i32 age_of(const struct scene *s, const struct item *it) {
    const struct doc *d = s->d;
    i32 from = s->c[it->np].from, to = it->end > it->np ? s->c[it->end - 1].to : s->c[it->np].to;
    for (i32 i = from; i < to; i++) {
        i32 v = number_value(s, i);
        if (v < 0) continue;
        bool year = word_is(d, i + 1, "year") || word_is(d, i + 1, "years"),
             month = word_is(d, i + 1, "month") || word_is(d, i + 1, "months") ||
                     word_is(d, i + 1, "days"),
             aged = i > 0 && (word_is(d, i - 1, "aged") || word_is(d, i - 1, "age"));
        bool open = i > 0 && d->t.v[i - 1].kind == TOK_MARK && d->t.v[i - 1].mark == '(',
             close = i + 1 < d->t.n && d->t.v[i + 1].kind == TOK_MARK &&
                     (d->t.v[i + 1].mark == ')' || d->t.v[i + 1].mark == ',');
        if (month) return 0;
        if (year || aged || (open && close)) return v;
    }
    return -1;
}

static bool is_title_only(const struct scene *s, i32 i) {
    return s->c[i].type == CH_NP && chunk_flags(&s->c[i]) & LEX_TITLE && !s->c[i].name &&
           s->c[i].to - s->c[i].from <= 2 && mark_at(s, i + 1, '.') && i + 2 < s->n &&
           s->c[i + 2].type == CH_NP && s->c[i + 2].name;
}

static bool is_named(const struct scene *s, i32 i) {
    const struct chunk *c = &s->c[i];
    if (c->type != CH_NP || !c->name || (c->num && !HAS(s, i, "old"))) return false;
    if (chunk_has(s, i, LEX_ORG | LEX_GROUPNAME | LEX_PLACENAME | LEX_WEAPON | LEX_BUILDING))
        return false;
    if (HAS(s, i, "family", "families")) return false;
    return !word_is(s->d, c->from, "the") || chunk_has(s, i, LEX_PERSON | LEX_TITLE);
}

static bool is_possessed(const struct scene *s, i32 i) {
    return HAS(s, i, "his", "her", "their", "'s", "’s");
}

static bool is_kin(const struct scene *s, i32 i) {
    const struct chunk *c = &s->c[i];
    return c->type == CH_NP && chunk_flags(c) & LEX_RELATIVE && !c->num && is_possessed(s, i);
}

static bool is_counted(const struct scene *s, i32 i) {
    const struct chunk *c = &s->c[i];
    if (c->type != CH_NP || !chunk_is_person(s, i) || c->pron || c->neg) return false;
    if (c->num)
        return !s->d->nums[c->num - 1].refused && !(chunk_flags(c) & (LEX_UNIT | LEX_ORG)) &&
               !c->pure_num;
    bool one = word_is(s->d, c->from, "a") || word_is(s->d, c->from, "an") ||
               word_is(s->d, c->from, "another");
    return one && s->d->w[c->head].form == FORM_SING && chunk_flags(c) & LEX_PERSON &&
           !(chunk_flags(c) & LEX_ORG) && !HAS(s, i, "family", "couple", "group", "people");
}

static bool is_children(const struct scene *s, i32 i) {
    const struct chunk *c = &s->c[i];
    return c->type == CH_NP && !c->num && c->plural && is_possessed(s, i) &&
           chunk_flags(c) & LEX_PERSON;
}

static bool is_item(const struct scene *s, i32 i) {
    return i >= 0 && i < s->n && s->c[i].type == CH_NP &&
           (is_named(s, i) || is_kin(s, i) || is_counted(s, i) || is_children(s, i));
}

static bool is_along(const struct scene *s, i32 i) {
    if (i >= s->n || s->c[i].type != CH_PREP) return false;
    return word_is(s->d, s->c[i].from, "along") || word_is(s->d, s->c[i].from, "alongside") ||
           word_is(s->d, s->c[i].from, "together") ||
           (word_is(s->d, s->c[i].from, "as") && word_is(s->d, s->c[i].from + 1, "well"));
}

/* Behind the brackets, the age and the of-phrases of the group at i. */
static i32 item_end(const struct scene *s, i32 i) {
    i32 e = i + 1;
    for (;;) {
        if (mark_at(s, e, '(')) {
            i32 k = e;
            while (k < s->n && !mark_at(s, k, ')'))
                k++;
            if (k >= s->n) return e;
            e = k + 1;
        } else if ((prep_at(s, e, "of") || prep_at(s, e, "from")) && e + 1 < s->n &&
                   s->c[e + 1].type == CH_NP) {
            e += 2;
        } else if (e < s->n && s->c[e].type == CH_ADJ) {
            e++;
        } else {
            return e;
        }
    }
}

/* Leftmost group of the list that ends at np. */
static i32 leftmost(const struct scene *s, i32 np) {
    i32 best = np, j = np;
    while (j > 0) {
        i32 p = j - 1;
        if (mark_at(s, p, ')')) {
            while (p >= 0 && !mark_at(s, p, '('))
                p--;
            if (p < 0) return best;
        } else if (s->c[p].type == CH_NP) {
            if (p > 0 && s->c[p - 1].type == CH_PREP && !is_along(s, p - 1)) {
                if (word_is(s->d, s->c[p - 1].from, "including") || prep_at(s, p - 1, "among"))
                    return np; /* parts of another number */
                if (!prep_at(s, p - 1, "of") && !prep_at(s, p - 1, "from")) return best;
                p--;
            } else if (is_item(s, p) || is_title_only(s, p)) {
                best = p;
            } else if (mark_at(s, j, '.')) {
                return best;
            }
        } else if (s->c[p].type != CH_CONJ && s->c[p].type != CH_ADJ && !is_along(s, p) &&
                   !mark_at(s, p, ',') &&
                   !(mark_at(s, p, '.') && p > 0 && is_title_only(s, p - 1))) {
            return best;
        }
        j = p;
    }
    return best;
}

/* A name that says again who the item before it is: "a teacher, A", "A, a teacher". */
static bool same_person(const struct scene *s, const struct item *last, i32 i, bool comma_only) {
    if (!comma_only || !last) return false;
    const struct chunk *a = &s->c[last->np], *b = &s->c[i];
    bool one = is_counted(s, last->np) && !a->num;
    bool kin = is_kin(s, last->np) && !a->name && s->d->w[a->head].form != FORM_PLUR;
    if (is_named(s, i) && !is_possessed(s, i) && (one || kin)) return true;
    return last->named && a->name && is_counted(s, i) && !b->num && !b->name;
}

static void push(struct roll *r, struct item it) {
    if (r->n < ROLL_MAX) r->v[r->n++] = it;
}

/* Separators from e on; 0: the list ends. */
static i32 over_separator(const struct scene *s, i32 e, bool *comma_only, bool *along) {
    i32 j = e;
    *comma_only = true;
    *along = false;
    while (j < s->n && (s->c[j].type == CH_CONJ || mark_at(s, j, ',') || is_along(s, j))) {
        if (!mark_at(s, j, ',')) *comma_only = false;
        if (is_along(s, j)) *along = true;
        if (s->c[j].type == CH_CONJ && word_is(s->d, s->c[j].from, "but")) return 0;
        j++;
    }
    return j > e ? j : 0;
}

/* "killed eleven people, two residents said": behind its verb a list ends where a clause begins. */
static bool begins_clause(const struct scene *s, i32 e) {
    return e < s->n && s->c[e].type == CH_VG && (s->c[e].finite || s->c[e].voice == VOICE_BARE);
}

static void read_list(const struct scene *s, i32 i, bool right, struct roll *r) {
    i64 owed = 0; /* names that a counted or plural word of kinship announced */
    while (i < s->n) {
        bool comma_only, along;
        if (is_title_only(s, i)) i += 2;
        if (!is_item(s, i)) return;
        struct item it = {.np = i, .end = item_end(s, i)};
        if (right && r->n && begins_clause(s, it.end)) return;
        it.named = is_named(s, i) || is_kin(s, i);
        it.group = !it.named && !is_counted(s, i);
        if (is_kin(s, i) && s->c[i].plural && !s->c[i].name) it.named = false, it.group = true;
        it.age = age_of(s, &it);
        it.who = roll_class(s, i, it.age);
        push(r, it);
        if (it.group) owed = ROLL_MAX;
        bool kin = chunk_flags(&s->c[i]) & LEX_RELATIVE || HAS(s, i, "children", "sons");
        if (!it.named && s->c[i].num && kin) owed = s->d->nums[s->c[i].num - 1].max;
        i32 e = it.end;
        for (;;) {
            i = over_separator(s, e, &comma_only, &along);
            if (!i) return;
            if (i < s->n && is_title_only(s, i)) i += 2;
            struct item *last = r->n ? &r->v[r->n - 1] : NULL;
            if (i < s->n && s->c[i].type == CH_NP && same_person(s, last, i, comma_only)) {
                e = item_end(s, i);
                struct item probe = {.np = i, .end = e};
                if (last->age < 0) last->age = age_of(s, &probe);
                enum who w = roll_class(s, i, last->age);
                if (w != WHO_UNKNOWN && last->who != WHO_CHILD) last->who = w;
                last->named = true;
                if (!s->c[last->np].name) last->np = i;
                last->end = e;
                r->merged = true;
                continue;
            }
            bool one_of = owed > 0 && i < s->n && is_named(s, i) && !is_possessed(s, i) && !along &&
                          last && !last->named;
            if (!one_of) break;
            struct item probe = {.np = i, .end = item_end(s, i)};
            e = probe.end;
            if (last->group) { /* "her children, A (12) and B (10)": the names stand for the word */
                probe.age = age_of(s, &probe);
                probe.named = true;
                struct item word = *last;
                probe.who = roll_class(s, i, probe.age);
                if (probe.who == WHO_UNKNOWN && probe.age < 0) probe.who = word.who;
                *last = probe;
                i32 k = e;
                for (;;) {
                    k = over_separator(s, e, &comma_only, &along);
                    if (!k || along || k >= s->n || !is_named(s, k) || is_possessed(s, k)) break;
                    struct item more = {.np = k, .end = item_end(s, k), .named = true};
                    more.age = age_of(s, &more);
                    more.who = roll_class(s, k, more.age);
                    if (more.who == WHO_UNKNOWN && more.age < 0) more.who = word.who;
                    push(r, more);
                    e = more.end;
                }
                owed = 0;
                continue;
            }
            owed--;
            last->end = e;
        }
    }
}

static void number_people(const struct scene *s, const struct roll *r, i64 *people) {
    *people = 0;
    for (i32 i = 0; i < r->n; i++) {
        const struct chunk *c = &s->c[r->v[i].np];
        if (r->v[i].group) continue;
        *people += !r->v[i].named && c->num ? s->d->nums[c->num - 1].max > 0
                                                  ? s->d->nums[c->num - 1].max
                                                  : s->d->nums[c->num - 1].min
                                            : 1;
    }
}

static i64 people_of(const struct claim *c, enum what what) {
    i64 n = c->nvictims;
    for (i64 i = 0; i < c->ncounts; i++)
        if (c->counts[i].what == what)
            n += c->counts[i].max == COUNT_OPEN ? c->counts[i].min : c->counts[i].max;
    return n;
}

static void add_victim(struct scene *s, struct claim *c, const struct item *it) {
    const struct doc *d = s->d;
    if (c->nvictims >= CLAIM_SPANS_MAX) return;
    if (!c->victims) c->victims = NEWN(d->perm, struct victim, CLAIM_SPANS_MAX);
    struct victim v = {.age = it->age, .who = it->who};
    i32 from = s->c[it->np].from, to = s->c[it->np].to;
    while (from < s->c[it->np].head && d->w[from].pos != POS_NAME)
        from++;
    if (s->c[it->np].name) v.name = token_span(d, from, to);
    c->victims[c->nvictims++] = v;
}

static void replace(struct scene *s, struct claim *c, const struct roll *r, enum what what) {
    struct count *old = c->counts;
    i64 nold = c->ncounts;
    c->counts = NULL;
    c->ncounts = c->nvictims = 0;
    for (i32 i = 0; i < r->n; i++) {
        if (r->v[i].group) continue;
        if (r->v[i].named)
            add_victim(s, c, &r->v[i]);
        else
            (void)fill_number(s, c, r->v[i].np, what);
    }
    for (i64 i = 0; i < c->ncounts; i++) /* parts that were read stay */
        for (i64 k = 0; k < nold; k++)
            if (old[k].span.start == c->counts[i].span.start) c->counts[i] = old[k];
    fill_fold(s, c, r->v[0].np);
}

/* "A, his wife": A is a man; "B and her husband": B is a woman. Only where the person before is the
 * one that the pronoun can mean. */
static void by_pronoun(const struct scene *s, struct roll *r) {
    for (i32 i = 0; i + 1 < r->n; i++) {
        struct item *p = &r->v[i];
        const struct item *k = &r->v[i + 1];
        bool kin = chunk_flags(&s->c[k->np]) & LEX_PERSON;
        if (p->who != WHO_UNKNOWN || !p->named || !kin) continue;
        if (p->age >= 0 && p->age < CHILD_YEARS) continue;
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
        enum who w = r->v[i].who;
        if (w != WHO_UNKNOWN) q->who = w;
    }
}

void fill_roll(struct scene *s, struct claim *c, i32 np, i32 verb, bool left, enum what what) {
    struct roll r = {0};
    if (np < 0 || (c->ncounts == 1 && c->counts[0].nof)) return;
    read_list(s, left ? leftmost(s, np) : np, !left, &r);
    for (i32 k = verb + 1; verb >= 0 && k < clause_end(s, verb); k++) {
        if (k > verb + 1 && s->c[k].type == CH_VG) break;
        if (is_along(s, k) && k + 1 < s->n && (!r.n || k >= r.v[r.n - 1].end)) {
            read_list(s, k + 1, true, &r);
            break;
        }
    }
    by_pronoun(s, &r);
    i64 people;
    number_people(s, &r, &people);
    i64 nv = 0;
    for (i32 i = 0; i < r.n; i++)
        nv += r.v[i].named && !r.v[i].group;
    bool more = people > people_of(c, what);
    bool named = people == people_of(c, what) && nv > c->nvictims;
    if (more || named || (r.merged && people > 0 && nv > 0)) replace(s, c, &r, what);
    if (nv == c->nvictims) classes(c, &r);
}

/* Does chunk i open a list of parts: "including", "among them", "of whom"? The first chunk of the
 * list, or 0. */
static i32 parts_open(const struct scene *s, i32 i) {
    if (word_is(s->d, s->c[i].from, "including")) return i + 1;
    bool of = prep_at(s, i, "among") || prep_at(s, i, "of"), next = i + 1 < s->n;
    if (!of || !next) return 0;
    bool them = word_is(s->d, s->c[i + 1].from, "them") || word_is(s->d, s->c[i + 1].from, "whom");
    return them ? i + 2 : 0;
}

static void add_part(struct scene *s, struct count *whole, i32 np) {
    struct claim tmp = {0};
    if (whole->nof >= CLAIM_SPANS_MAX || !fill_number(s, &tmp, np, whole->what)) return;
    const struct count *k = &tmp.counts[0];
    i64 hi = k->max == COUNT_OPEN ? k->min : k->max;
    if (whole->max != COUNT_OPEN && hi > whole->max) return;
    if (!whole->of) whole->of = NEWN(s->d->perm, struct count_part, CLAIM_SPANS_MAX);
    for (i64 i = 0; i < whole->nof; i++)
        if (span_overlaps(whole->of[i].span, k->span)) return;
    enum who w = roll_class(s, np, -1);
    whole->of[whole->nof++] = (struct count_part){k->span, w, k->min, hi, k->vague};
}

void fill_parts(struct scene *s, struct claim *c, i32 np, i32 verb) {
    if (np < 0 || c->ncounts != 1 || c->counts[0].nof || s->c[np].pron) return;
    i32 fr = frame_of(s, s->c[np].from);
    for (i32 i = np + 1; i < s->n; i++) {
        const struct chunk *g = &s->c[i];
        if (g->type == CH_VG && i > np && i != verb && g->row && g->row->kind1) return;
        if (mark_at(s, i, ';') || (g->type == CH_CONJ && i > verb && verb > np && i + 1 < s->n &&
                                   s->c[i + 1].type == CH_NP && s->c[i + 1].num))
            return;
        i32 k = parts_open(s, i);
        if (!k || k >= s->n || frame_of(s, s->c[i].from) != fr) continue;
        while (k < s->n && (s->c[k].type == CH_NP || s->c[k].type == CH_CONJ ||
                            s->c[k].type == CH_ADV || mark_at(s, k, ','))) {
            bool verb_next = k + 1 < s->n && s->c[k + 1].type == CH_VG && verb < k && k > 0 &&
                             s->c[k - 1].type == CH_CONJ && s->c[k + 1].voice == VOICE_PASSIVE &&
                             i > verb;
            if (verb_next) break;
            if (is_counted(s, k)) add_part(s, &c->counts[0], k);
            k++;
            if (k < s->n && (prep_at(s, k, "of") || prep_at(s, k, "from"))) k += 2;
        }
        return;
    }
}
