/* How many: numbers with their nouns, and what is a part of what. */
#include "read/world_ru.h"

enum { ADJECTIVES = 3 };

/* What a number counts, by the word behind it. */
static void look_head(struct ru_sentence *s, struct ru_count *k, i32 j) {
    const struct ru_word *w = j < s->n ? &s->w[j] : NULL;
    k->what = RU_BARE;
    k->head = -1;
    if (!w || w->mark || w->when || w->num) return;
    if (ru_is(s, j, "из") && j + 1 < s->n) {
        bool them = ru_is(s, j + 1, "них") || ru_is(s, j + 1, "которых");
        if (!them) return;
        k->what = RU_OF_THEM;
        k->to = j + 2;
        return;
    }
    const struct ru_row *ev = w->row[RU_EVENT], *p = w->row[RU_PEOPLE];
    if (ev && ev->form == RU_FOLK && !(p && p->who)) {
        k->what = RU_FOLKS;
        k->folk = ev;
        k->head = j;
        k->to = j + w->len[RU_EVENT];
        if (k->to < s->n && s->w[k->to].row[RU_PEOPLE] && s->w[k->to].row[RU_PEOPLE]->who) {
            k->who = s->w[k->to].row[RU_PEOPLE]->who - 1; /* раненых детей */
            k->to += s->w[k->to].len[RU_PEOPLE];
        }
        return;
    }
    if (p) {
        k->head = j;
        k->to = j + w->len[RU_PEOPLE];
        k->what = p->flags & RU(body)   ? RU_BODIES
                  : p->flags & RU(mine) ? RU_MINES
                  : p->who              ? RU_FOLKS
                                        : RU_THINGS;
        if (p->who) k->who = p->who - 1;
        return;
    }
    if (w->row[RU_STEER] || w->row[RU_SPEECH] || ru_verb(s, j) || ev || w->f.n < 6) return;
    k->what = RU_NOUN_UNKNOWN;
    k->head = j;
    k->to = j + 1;
}

static bool may_be_pronoun(const struct ru_sentence *s, const struct ru_count *k) {
    static const char *const one[] = {"один",  "одна",   "одно", "одного", "одной",
                                      "одном", "одному", "одну", "одним"};
    for (i64 i = 0; i < LEN(one); i++)
        if (ru_is(s, k->from, one[i]))
            return k->what != RU_FOLKS && k->what != RU_BODIES && k->what != RU_OF_THEM;
    return false;
}

static void add_count(struct ru_sentence *s, i32 i) {
    struct ru_count k = {.from = i, .num = s->w[i].num - 1};
    const struct number *n = &s->num[k.num];
    i32 j = i;
    while (j < s->n && s->w[j].num == s->w[i].num)
        j++;
    k.to = j;
    if (n->refused || n->decimal || n->max == 0) return;
    if (ru_class(s, j) == RU_CLASS_own) j++; /* двое его сыновей */
    for (int step = 0; step < ADJECTIVES && ru_adjective(s, j) && !ru_verb(s, j); step++) {
        const struct ru_row *ev = s->w[j].row[RU_EVENT];
        if (ev && ev->form == RU_FOLK) break;
        j++;
    }
    i32 bare_to = k.to;
    look_head(s, &k, j);
    if (k.what == RU_BARE || (k.what == RU_OF_THEM && j > bare_to))
        k.to = bare_to, k.what = RU_BARE;
    if (may_be_pronoun(s, &k)) return;
    if (s->ncount < RU_COUNTS) s->count[s->ncount++] = k;
}

/* Behind "among them" numbers are parts, up to the next predicate that is not of the same people.
 */
static void find_parts(struct ru_sentence *s) {
    i32 clause = -1;
    for (i32 i = 0, k = 0; i < s->n; i++) {
        if (ru_class(s, i) == RU_CLASS_among) clause = s->w[i].clause;
        if (s->w[i].mark == ';' || s->w[i].mark == '.') clause = -1;
        if (k < s->ncount && s->count[k].from == i) {
            i32 to = s->count[k].to; /* из них 12 — дети */
            const struct ru_row *p =
                ru_mark(s, to, '-') && to + 1 < s->n ? s->w[to + 1].row[RU_PEOPLE] : NULL;
            if (clause >= 0 && s->count[k].what == RU_BARE && p && p->who)
                s->count[k].what = RU_FOLKS, s->count[k].who = p->who - 1;
            bool of_which = s->count[k].what == RU_OF_THEM && i > 0 && ru_mark(s, i - 1, ',');
            s->count[k].part = clause >= 0 && s->w[i].clause == clause;
            if (of_which && ru_is(s, s->count[k].to - 1, "которых")) s->count[k].part = true;
            k++;
        }
    }
}

void ru_counts(struct ru_sentence *s) {
    s->ncount = 0;
    for (i32 i = 0; i < s->n; i++)
        if (s->w[i].num && (i == 0 || s->w[i - 1].num != s->w[i].num)) add_count(s, i);
    find_parts(s);
}

static bool people(const struct ru_count *k) {
    return k->what == RU_FOLKS || k->what == RU_BARE || k->what == RU_NOUN_UNKNOWN;
}

/* Parts named behind the count, before the next whole: "в том числе двое детей и женщина". */
static void add_parts(struct ru_sentence *s, struct count *c, i32 k) {
    i64 cap = 0;
    i64 sum = 0;
    for (i32 j = k + 1; j < s->ncount && s->count[j].part; j++) {
        const struct number *n = &s->num[s->count[j].num];
        if (!people(&s->count[j]) || n->max == NUMBER_OPEN) continue;
        if (c->max != COUNT_OPEN && (n->max > c->max || sum + n->min > c->max)) continue;
        sum += n->min;
        struct span sp = ru_span(s, s->count[j].from, s->count[j].to);
        *PUSH(s->r->perm, c->of, c->nof, cap) =
            (struct count_part){sp, (enum who)s->count[j].who, n->min, n->max, n->vague};
        s->count[j].taken = true;
    }
}

struct count *ru_count_add(struct ru_sentence *s, struct claim *c, i32 k, enum what what) {
    const struct number *n = &s->num[s->count[k].num];
    i64 cap = c->ncounts;
    struct count *all = NEWN(s->r->perm, struct count, cap + 1);
    if (cap) memcpy(all, c->counts, sizeof *all * (size_t)cap);
    c->counts = all;
    struct count *q = &all[c->ncounts++];
    *q = (struct count){.span = ru_span(s, s->count[k].from, s->count[k].to),
                        .what = what,
                        .who = (enum who)s->count[k].who,
                        .min = n->min,
                        .max = n->max == NUMBER_OPEN ? COUNT_OPEN : n->max,
                        .vague = n->vague};
    s->count[k].taken = true;
    if (!s->count[k].part) add_parts(s, q, k);
    return q;
}
