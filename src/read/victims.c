#include "read/victims.h"

#include "read/given.h"

enum { VICTIMS_MAX = 256, SLOTS = 1024, REACH = 30 };

struct person {
    struct str key; /* first word of the name */
    i32 man, woman;
    bool by_kin; /* a kin word or title said so; else pronouns alone */
};

struct people {
    struct person v[VICTIMS_MAX];
    i32 slot[SLOTS]; /* index + 1 */
    i32 n;
};

static u32 hash(struct str w) {
    u32 h = 2166136261u;
    for (i64 i = 0; i < w.n; i++)
        h = (h ^ (u8)w.p[i]) * 16777619u;
    return h ^ h >> 15;
}

static struct person *find(struct people *p, struct str key, bool add) {
    u32 i = hash(key) % SLOTS;
    for (; p->slot[i]; i = (i + 1) % SLOTS)
        if (str_eq(p->v[p->slot[i] - 1].key, key)) return &p->v[p->slot[i] - 1];
    if (!add || p->n >= VICTIMS_MAX) return NULL;
    p->v[p->n] = (struct person){.key = key};
    p->slot[i] = ++p->n;
    return &p->v[p->n - 1];
}

static struct str key_of(const struct doc *d, const struct victim *v) {
    struct str w = span_words(d->text, v->name);
    for (i64 i = 0; i < w.n; i++)
        if (w.p[i] == ' ' || w.p[i] == '\n') return str_sub(w, 0, i);
    return w;
}

static bool is_open(const struct victim *v) {
    return v->who == WHO_UNKNOWN && span_some(v->name) && (v->age < 0 || v->age >= 18);
}

static bool any(const struct doc *d, i32 i, const char *const *w, i64 n) {
    for (i64 k = 0; k < n; k++)
        if (word_is(d, i, w[k])) return true;
    return false;
}
#define ANY(d, i, ...)                                                                             \
    any((d), (i), (const char *const[]){__VA_ARGS__}, LEN(((const char *const[]){__VA_ARGS__})))

/* 1 a man, -1 a woman, 0 neither. */
static int pronoun(const struct doc *d, i32 i) {
    if (ANY(d, i, "he", "his", "him", "himself")) return 1;
    return ANY(d, i, "she", "her", "hers", "herself") ? -1 : 0;
}

static int kin_before(const struct doc *d, i32 i) {
    for (i32 k = i - 1; k >= 0 && k >= i - 3; k--) {
        if (ANY(d, k, "father", "brother", "husband", "grandfather", "uncle", "mr", "sheikh",
                "imam", "brothers"))
            return 1;
        if (ANY(d, k, "mother", "sister", "wife", "grandmother", "aunt", "mrs", "ms", "sisters"))
            return -1;
        if (d->t.v[k].kind == TOK_MARK && d->t.v[k].mark != '.') return 0;
    }
    return 0;
}

/* Whose kin the name at token i is told to be: "her cousin A" a woman's. */
static int whose(const struct doc *d, i32 i) {
    for (i32 k = i - 1; k >= 0 && k >= i - 3; k--) {
        int sex = pronoun(d, k);
        if (sex || d->t.v[k].kind == TOK_MARK) return sex;
    }
    return 0;
}

/* The pronoun that stands nearest behind token i, before another of the people is named. */
static int told_behind(const struct doc *d, struct people *p, i32 i, i32 end, i32 next_end) {
    for (i32 k = i + 1; k < end && k < i + REACH; k++) {
        int sex = pronoun(d, k);
        if (sex) return sex;
        bool other = d->t.v[k].kind == TOK_WORD && d->t.v[k].flags & TOK_CAP && k > i + 5 &&
                     find(p, word_str(d, k), false);
        if (other) return 0;
    }
    for (i32 k = end; k < next_end && k < end + 2; k++) {
        int sex = pronoun(d, k);
        if (sex) return sex;
    }
    return 0;
}

static void listen(const struct doc *d, struct people *p) {
    for (i32 s = 0; s < d->s.n; s++) {
        const struct sentence *se = &d->s.v[s];
        i32 next_end = s + 1 < d->s.n ? d->s.v[s + 1].to : se->to;
        for (i32 i = se->from; i < se->to; i++) {
            if (d->t.v[i].kind != TOK_WORD || !(d->t.v[i].flags & TOK_CAP)) continue;
            struct person *q = find(p, word_str(d, i), false);
            if (!q) continue;
            int kin = kin_before(d, i), sex = kin ? kin : told_behind(d, p, i, se->to, next_end);
            if (!kin && sex == whose(d, i)) continue; /* "her cousin A and her son" */
            q->by_kin = q->by_kin || kin;
            q->man += sex > 0;
            q->woman += sex < 0;
        }
    }
}

/* What no word said, the given name may. One word alone may be a family: only beside an age. */
static void by_given_name(const struct doc *d, struct claim *c, i64 n) {
    for (i64 i = 0; i < n; i++)
        for (i64 v = 0; v < c[i].nvictims; v++) {
            struct victim *q = &c[i].victims[v];
            if (is_open(q) && (q->age >= 0 || !given_offspring(d->text, q->name)))
                q->by_name = given_sex(*d->a, d->given, span_words(d->text, q->name), q->age >= 0);
        }
}

/* A pronoun that stands near may be of somebody else: against the given name it says nothing. */
static bool contradicts(const struct doc *d, const struct victim *q, enum who told) {
    enum who name = given_sex(*d->a, d->given, span_words(d->text, q->name), true);
    return name != WHO_UNKNOWN && name != told;
}

static void by_words(const struct doc *d, struct claim *c, i64 n) {
    struct people p = {0};
    for (i64 i = 0; i < n; i++)
        for (i64 v = 0; v < c[i].nvictims; v++)
            if (is_open(&c[i].victims[v])) (void)find(&p, key_of(d, &c[i].victims[v]), true);
    if (!p.n) return;
    listen(d, &p);
    for (i64 i = 0; i < n; i++)
        for (i64 v = 0; v < c[i].nvictims; v++) {
            struct victim *q = &c[i].victims[v];
            struct person *k = is_open(q) ? find(&p, key_of(d, q), false) : NULL;
            if (!k || k->man == k->woman) continue;
            enum who told = k->man > k->woman ? WHO_MAN : WHO_WOMAN;
            if (k->by_kin || !contradicts(d, q, told)) q->who = told;
        }
}

void victims_class(const struct doc *d, struct claim *c, i64 n) {
    by_words(d, c, n);
    by_given_name(d, c, n);
}
