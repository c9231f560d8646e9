/* What a list could be narrowed to, and how many would be left: from the marks of what is in it. */
#include "store/list_ask.h"
#include "store/slice.h"

#include <stdlib.h>

static const char LETTER[BY_COUNT] = {[BY_KIND] = 'k',  [BY_STATUS] = 's', [BY_PUBLICATION] = 'b',
                                      [BY_PLACE] = 'p', [BY_LANG] = 'g',   [BY_ROLE] = 'r'};

struct tally {
    const struct ask *x;
    struct arena *a;
    struct map values[BY_COUNT]; /* mark -> how many */
};

/* A mark that an incident has from claims of some groups only, without their names; p == NULL when
 * whoever asks is in none of them. */
static struct str plain(const struct ask *x, struct str mark) {
    i64 at = mark.n - 1;
    if (x->noun != LISTED_INCIDENT) return mark;
    if (str_ends(mark, S("_h")))
        return x->reach == -1 ? str_sub(mark, 0, mark.n - 2) : (struct str){0};
    while (at > 2 && is_digit(mark.p[at]))
        at--;
    i64 bit = -1;
    bool apart = at > 2 && at < mark.n - 1 && mark.p[at] == 'v' && mark.p[at - 1] == '_' &&
                 str_i64(str_sub(mark, at + 1, mark.n), &bit);
    if (!apart) return mark;
    bool seen = x->reach != -1 && bit > 0 && bit < REACH_BITS && x->reach >> bit & 1;
    return seen ? str_sub(mark, 0, at - 1) : (struct str){0};
}

static int field_of(struct str mark) {
    for (int i = 0; i < BY_COUNT; i++)
        if (mark.n > 2 && mark.p[0] == LETTER[i] && mark.p[1] == '_') return i;
    return -1;
}

/* Each value once a document, whatever groups it comes from. */
static void count_marks(struct tally *t, struct arena scratch, struct str marks) {
    struct map here = {0};
    bool fresh;
    while (marks.p && marks.n) {
        struct str m = str_cut(&marks, ' ');
        int field = field_of(m);
        if (field < 0) continue;
        m = plain(t->x, m);
        if (!m.n) continue;
        map_put(&here, &scratch, m, &fresh);
        if (!fresh) continue;
        struct map_entry *v = map_get(&t->values[field], m);
        if (!v) v = map_put(&t->values[field], t->a, str_dup(t->a, m), NULL);
        v->value++;
    }
}

static rc count_docs(struct tally *t, struct arena scratch, const i64 *docs, i64 n, struct err *e) {
    for (i64 i = 0; i < n; i++) {
        struct arena a = scratch;
        struct str marks;
        bool found;
        TRY(db_terms_get(t->x->d, &a, docs[i], &marks, NULL, &found, e));
        if (found) count_marks(t, a, marks);
    }
    return RC_OK;
}

static int by_count(const void *x, const void *y) {
    const struct list_facet *a = x, *b = y;
    if (a->n != b->n) return a->n < b->n ? 1 : -1;
    return str_cmp(a->value, b->value);
}

/* The value of a mark as a filter has it. */
static struct str value_of(struct arena *a, int field, struct str mark) {
    i64 number = -1;
    struct str v = str_sub(mark, 2, mark.n);
    if (field == BY_ROLE || field == BY_LANG) return v;
    if (field == BY_KIND && str_i64(v, &number) && number >= 0 && number < KIND_COUNT)
        return kind_name((enum kind)number);
    if (field == BY_STATUS && str_i64(v, &number) && number >= 0 && number <= STATUS_WITHDRAWN)
        return word_name("status", (int)number);
    char *p = NEWN(a, char, v.n);
    for (i64 i = 0; i < v.n; i++)
        p[i] = v.p[i] == '_' ? '-' : v.p[i];
    return (struct str){p, v.n};
}

static rc recount(const struct ask *x, struct arena scratch, struct str mark, struct list_facet *v,
                  struct err *e) {
    struct ask narrowed = *x;
    narrowed.a = &scratch;
    ask_mark(&narrowed, mark);
    TRY(ask_count(&narrowed, arena_split(&scratch, LIST_SCRATCH_BYTES / 2), LIST_FACET_MAX + 1,
                  &v->n, e));
    v->more = v->n > LIST_FACET_MAX;
    if (v->more) v->n = LIST_FACET_MAX;
    return RC_OK;
}

static rc put_field(struct tally *t, struct arena scratch, int field, bool exact,
                    struct list_facets *out, struct err *e) {
    const struct map *m = &t->values[field];
    struct list_facet *v = NEWN(t->a, struct list_facet, m->n);
    for (i64 i = 0; i < m->n; i++)
        v[i] = (struct list_facet){m->entries[i].key, m->entries[i].value, false};
    if (m->n) qsort(v, (size_t)m->n, sizeof *v, by_count);
    i64 n = m->n < LIST_FACETS_MAX ? m->n : LIST_FACETS_MAX;
    for (i64 i = 0; i < n; i++) {
        struct str mark = v[i].value;
        if (!exact) TRY(recount(t->x, scratch, mark, &v[i], e));
        v[i].value = value_of(t->a, field, mark);
    }
    out->of[field] = v;
    out->n[field] = n;
    return RC_OK;
}

static rc facets(struct db *d, struct arena *a, struct arena scratch, enum list_noun noun,
                 const struct list_filter *f, struct list_facets *out, struct err *e) {
    struct ask *x = NEW(a, struct ask);
    i64 from = (i64)noun << 56, to = from | (((i64)1 << 56) - 1), *docs, n;
    TRY(list_ask(d, a, (enum listed)noun, f, x, e));
    TRY(ask_docs(x, scratch, from, to, false, LIST_COUNT_MAX + 1, &docs, &n, e));
    struct tally t = {.x = x, .a = a};
    bool exact = n <= LIST_COUNT_MAX;
    TRY(count_docs(&t, scratch, docs, exact ? n : LIST_FACET_MAX, e));
    for (int i = 0; i < BY_COUNT; i++)
        TRY(put_field(&t, scratch, i, exact, out, e));
    return RC_OK;
}

rc records_list_facets(struct db *d, struct arena *a, enum list_noun noun,
                       const struct list_filter *f, struct list_facets *out, struct err *e) {
    *out = (struct list_facets){0};
    char *end = a->end;
    struct arena scratch = arena_split(a, LIST_SCRATCH_BYTES);
    rc r = facets(d, a, scratch, noun, f, out, e);
    a->end = end;
    return r;
}
