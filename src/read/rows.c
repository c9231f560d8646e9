#include "read/rows.h"

#include "base/limits.h"
#include "base/map.h"
#include "read/place.h"
#include "text/fold.h"
#include "text/token.h"
#include "text/when.h"

enum field { FIELD_NAME, FIELD_AGE, FIELD_SEX, FIELD_FATE, FIELD_DATE, FIELD_PLACE, FIELDS };
enum { KIND_NONE = -1, CHILD_YEARS = 18, AGE_MOST = 115 };

static const struct head {
    enum field field;
    int kind;
    struct str words;
} HEADS[] = {
#define HEAD(f, k, w) {FIELD_##f, KIND_##k, SI(w)},
#define FATE(k, w)
#define SEX(w, s)
#include "read/rows.def"
#undef HEAD
#undef FATE
#undef SEX
};
static const struct fate {
    enum kind kind;
    struct str words;
} FATES[] = {
#define HEAD(f, k, w)
#define FATE(k, w) {KIND_##k, SI(w)},
#define SEX(w, s)
#include "read/rows.def"
#undef HEAD
#undef FATE
#undef SEX
};
static const struct sex {
    enum who who;
    struct str words;
} SEXES[] = {
#define HEAD(f, k, w)
#define FATE(k, w)
#define SEX(w, s) {WHO_##w, SI(s)},
#include "read/rows.def"
#undef HEAD
#undef FATE
#undef SEX
};

struct list {
    struct arena *perm, scratch;
    struct str text;
    const struct read_opts *o;
    struct map heads, fates, sexes; /* folded words → index */
    struct claim *v;
    i64 n, cap;
};

static struct list list_make(struct arena *perm, struct arena *scratch, struct str text,
                             const struct read_opts *o) {
    struct list l = {.perm = perm, .text = text, .o = o};
    for (i64 i = 0; i < LEN(HEADS); i++)
        map_put(&l.heads, scratch, text_fold_name(scratch, HEADS[i].words), NULL)->value = i;
    for (i64 i = 0; i < LEN(FATES); i++)
        map_put(&l.fates, scratch, text_fold_name(scratch, FATES[i].words), NULL)->value = i;
    for (i64 i = 0; i < LEN(SEXES); i++)
        map_put(&l.sexes, scratch, text_fold_name(scratch, SEXES[i].words), NULL)->value = i;
    l.scratch = *scratch;
    return l;
}

static i64 found(const struct list *l, const struct map *m, struct str words) {
    struct arena tmp = l->scratch;
    if (words.n == 0 || words.n > 100) return -1;
    struct map_entry *e = map_get(m, text_fold_name(&tmp, words));
    return e ? e->value : -1;
}

/* ---- one row ---- */

struct cells {
    struct span value[FIELDS], head[FIELDS]; /* the first cell of each */
    int told[FIELDS];                        /* kind that its heading tells */
    struct span run[FIELDS];                 /* cells in a row that are all known */
    i64 nruns;
    bool open; /* the last of them goes on */
    struct span row;
};

static struct span heading(const struct list *l, const struct mark *m) {
    i64 end = (i64)m->text - 2, from;
    if (end <= 0 || !str_eqc(str_sub(l->text, end, m->text), ": ")) return (struct span){0, 0};
    for (from = end; from > 0 && l->text.p[from - 1] != '\n';)
        from--;
    return (struct span){(u32)from, (u32)end};
}

static void take_cell(const struct list *l, const struct mark *m, struct cells *c) {
    struct span h = heading(l, m);
    u32 from = span_some(h) ? h.start : m->text, end = m->text + m->text_n;
    if (c->row.end == 0) c->row.start = from;
    c->row.end = end;
    i64 k = found(l, &l->heads, span_some(h) ? str_sub(l->text, h.start, h.end) : (struct str){0});
    bool known = k >= 0 && !span_some(c->value[HEADS[k].field]);
    if (known && !c->open) c->run[c->nruns++].start = from;
    if (known) c->run[c->nruns - 1].end = end;
    c->open = known;
    if (!known) return;
    enum field f = HEADS[k].field;
    c->value[f] = (struct span){m->text, end};
    c->head[f] = h;
    c->told[f] = HEADS[k].kind;
}

static struct str words_of(const struct list *l, struct span s) {
    return str_trim(str_sub(l->text, s.start, s.end));
}

/* "unknown", "n/a", "-" stand under a heading of dates for none. */
static bool filled(const struct list *l, enum field f, struct span s) {
    struct str words = str_sub(l->text, s.start, s.end);
    for (i64 i = 0; i < words.n; i++)
        if (f == FIELD_DATE ? is_digit(words.p[i]) : is_alnum(words.p[i]) || (u8)words.p[i] > 0x7F)
            return true;
    return false;
}

/* *trigger: the words that tell the fate. KIND_NONE: nothing does. */
static int fate_of(const struct list *l, const struct cells *c, struct span *trigger) {
    static const enum field TELLING[] = {FIELD_DATE, FIELD_PLACE};
    if (span_some(c->value[FIELD_FATE])) {
        i64 k = found(l, &l->fates, words_of(l, c->value[FIELD_FATE]));
        *trigger = c->value[FIELD_FATE];
        return k < 0 ? KIND_NONE : (int)FATES[k].kind;
    }
    for (i64 i = 0; i < LEN(TELLING); i++) {
        *trigger = c->head[TELLING[i]];
        if (filled(l, TELLING[i], c->value[TELLING[i]]) && c->told[TELLING[i]] != KIND_NONE)
            return c->told[TELLING[i]];
    }
    return KIND_NONE;
}

static bool person(const struct list *l, const struct cells *c, struct victim *v) {
    i64 age, k = found(l, &l->sexes, words_of(l, c->value[FIELD_SEX]));
    *v = (struct victim){.name = c->value[FIELD_NAME], .age = -1};
    if (k >= 0) v->who = SEXES[k].who;
    if (str_i64(words_of(l, c->value[FIELD_AGE]), &age) && age >= 0 && age <= AGE_MOST) {
        v->age = (i32)age;
        if (age < CHILD_YEARS) v->who = WHO_CHILD;
    }
    return span_some(v->name) || v->age >= 0 || v->who != WHO_UNKNOWN;
}

/* Whole dates alone: "03/04/2031" is a day in March or in April. */
static struct when when_of(const struct list *l, struct span s) {
    struct when w = {.span = s};
    struct arena tmp = l->scratch;
    struct when_phrase p;
    struct str words = words_of(l, s);
    if (!span_some(s) || date_parse(str_sub(words, 0, 10), &w.range)) return w;
    struct tokens t = tokenize(&tmp, l->text, s.start, s.end);
    w.range = (struct date_range){0};
    if (when_absolute(l->text, t.v, 0, t.n, &p)) w.range = p.range;
    return w;
}

static void put_where(struct list *l, struct claim *k, struct span s) {
    struct read_name known = {0};
    if (!span_some(s)) return;
    k->where = NEW(l->perm, struct where);
    k->nwhere = 1;
    k->where[0] = (struct where){.span = s, .role = PLACE_ROLE_AT};
    if (!l->o->name || !l->o->name(l->o->name_ctx, words_of(l, s), &known)) return;
    k->where[0].place = known.place;
    k->where[0].precision = known.place.n ? known.precision : PRECISION_UNKNOWN;
}

/* The excerpt: the cells around the trigger, none among them that holds anything else of a person
 * (numbers of papers, telephones), for it may be published. */
static struct span excerpt(const struct cells *c, struct span trigger) {
    for (i64 i = 0; i < c->nruns; i++)
        if (span_covers(c->run[i], trigger)) return c->run[i];
    return trigger;
}

static void row_ends(struct list *l, const struct cells *c) {
    struct victim v;
    struct span trigger;
    int kind = fate_of(l, c, &trigger);
    if (kind == KIND_NONE || l->n == DOC_CLAIMS_MAX || !person(l, c, &v)) return;
    struct claim *k = PUSH(l->perm, l->v, l->n, l->cap);
    *k = (struct claim){.doc = l->o->item,
                        .kind = (enum kind)kind,
                        .trigger = trigger,
                        .sentence = excerpt(c, trigger),
                        .when = when_of(l, c->value[FIELD_DATE]),
                        .victims = NEW(l->perm, struct victim),
                        .nvictims = 1,
                        .rules = NEW(l->perm, struct str),
                        .nrules = 1,
                        .by_reader = read_name_version()};
    k->said.chain = NEW(l->perm, struct said_link);
    k->said.chain[0] = (struct said_link){.publication = l->o->publication, .is_publication = true};
    k->said.nchain = 1;
    k->victims[0] = v;
    k->rules[0] = S("row.fate");
    put_where(l, k, c->value[FIELD_PLACE]);
    k->id = claim_id(l->perm, l->o->item, l->o->derivative, k, 0);
}

/* ---- all rows ---- */

void read_rows(struct arena *perm, struct arena scratch, struct str text,
               const struct text_marks *marks, const struct read_opts *opts, struct claim **out,
               i64 *n) {
    struct list l = list_make(perm, &scratch, text, opts);
    struct cells c = {0};
    i64 row = 0, behind = 0;
    for (i64 i = marks->first[MARK_CELL]; i < marks->first[MARK_CELL + 1]; i++) {
        const struct mark *m = &marks->v[i];
        bool same = m->a == row && i > marks->first[MARK_CELL] && m->text >= behind &&
                    str_eq(m->words, marks->v[i - 1].words);
        if (!same && c.row.end) row_ends(&l, &c);
        if (!same) c = (struct cells){0};
        take_cell(&l, m, &c);
        row = m->a;
        behind = (i64)m->text + m->text_n;
    }
    if (c.row.end) row_ends(&l, &c);
    struct str model = l.n ? read_model(perm) : (struct str){0};
    for (i64 i = 0; i < l.n; i++)
        l.v[i].by_model = model;
    if (opts->places && l.n) places_resolve(perm, scratch, opts->places, text, l.v, l.n);
    *out = l.v;
    *n = l.n;
}

static bool in_a_row(const struct claim *c, const struct claim *rows, i64 n) {
    i64 lo = 0, hi = n; /* the first row that ends behind the trigger's begin */
    while (lo < hi) {
        i64 mid = (lo + hi) / 2;
        if (rows[mid].sentence.end > c->trigger.start)
            hi = mid;
        else
            lo = mid + 1;
    }
    return lo < n && rows[lo].kind == c->kind && span_covers(rows[lo].sentence, c->trigger);
}

i64 rows_instead(struct claim *c, i64 n, const struct claim *rows, i64 nrows) {
    i64 left = 0;
    for (i64 i = 0; i < n; i++)
        if (!in_a_row(&c[i], rows, nrows)) c[left++] = c[i];
    return left;
}
