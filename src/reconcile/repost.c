/* Reposts: texts of which one holds at least four fifths of the other's five-word runs.
 *
 * Containment of shingles after Broder, "On the resemblance and containment of documents" (1997).
 * Shingles are 64-bit hashes of five folded words. Candidates come from an inverted index of a
 * sample (hash divisible by SAMPLE; short texts whole); what is in very many texts is boilerplate
 * and proposes nothing. Then the containment is counted exactly. */
#include "reconcile/inner.h"

#include "text/fold.h"

#include <stdlib.h>

enum { WORDS = 5, SAMPLE = 4, WHOLE = 256, LEAST = 20, SHARE = 80, COMMON_IN = 40 };

struct shingles {
    u64 *h;
    i64 n;
    bool made;
};

static int cmp_u64(const void *p, const void *q) {
    u64 x = *(const u64 *)p, y = *(const u64 *)q;
    return (x > y) - (x < y);
}

static u64 mix(u64 h) { /* splitmix64's finaliser, Vigna 2015: FNV's low bits are poor */
    h ^= h >> 30;
    h *= 0xbf58476d1ce4e5b9ULL;
    h ^= h >> 27;
    h *= 0x94d049bb133111ebULL;
    return h ^ h >> 31;
}

static struct shingles shingles_of(struct arena *a, struct arena scratch, struct str text) {
    struct shingles s = {.made = true};
    struct str folded;
    struct err e = {0};
    if (text_fold(&scratch, text, &folded, &e) != RC_OK || folded.n == 0) return s;
    i64 words = 1, n = 0;
    for (i64 i = 0; i < folded.n; i++)
        words += folded.p[i] == ' ';
    if (words < WORDS) return s;
    s.h = NEWN(a, u64, words);
    i64 start[WORDS + 1];
    i64 from = 0;
    for (i64 i = 0; i <= folded.n; i++) {
        if (i < folded.n && folded.p[i] != ' ') continue;
        start[n % WORDS] = from;
        if (++n >= WORDS) s.h[s.n++] = mix(str_hash(str_sub(folded, start[n % WORDS], i)));
        from = i + 1;
    }
    qsort(s.h, (size_t)s.n, sizeof *s.h, cmp_u64);
    i64 m = 0;
    for (i64 i = 0; i < s.n; i++)
        if (m == 0 || s.h[m - 1] != s.h[i]) s.h[m++] = s.h[i];
    s.n = m;
    return s;
}

static i64 shared(struct shingles x, struct shingles y) {
    i64 i = 0, k = 0, n = 0;
    while (i < x.n && k < y.n) {
        n += x.h[i] == y.h[k];
        if (x.h[i] < y.h[k])
            i++;
        else if (x.h[i] > y.h[k])
            k++;
        else
            i++, k++;
    }
    return n;
}

static bool same_text(struct shingles x, struct shingles y) {
    i64 least = x.n < y.n ? x.n : y.n;
    return least >= LEAST && shared(x, y) * 100 >= least * SHARE;
}

struct posting {
    u64 h;
    i64 item;
};

static int cmp_posting(const void *p, const void *q) {
    const struct posting *x = p, *y = q;
    if (x->h != y->h) return x->h < y->h ? -1 : 1;
    return (x->item > y->item) - (x->item < y->item);
}

static i64 find(i64 *up, i64 x) {
    while (up[x] != x)
        x = up[x] = up[up[x]];
    return x;
}

struct index {
    struct posting *p;
    i64 n, cap;
};

static void add_postings(struct arena *a, struct index *x, struct shingles s, i64 item) {
    for (i64 i = 0; i < s.n; i++)
        if (s.n <= WHOLE || s.h[i] % SAMPLE == 0)
            *PUSH(a, x->p, x->n, x->cap) = (struct posting){s.h[i], item};
}

/* Pairs that share a posting are compared once each; only with a smaller one, so that groups take
 * the first. s[]: of each position. */
static void join_same(struct arena *a, const struct index *x, const struct shingles *s, i64 *up) {
    struct map done = {0};
    for (i64 i = 0, k; i < x->n; i = k) {
        for (k = i + 1; k < x->n && x->p[k].h == x->p[i].h;)
            k++;
        if (k - i < 2 || k - i > COMMON_IN) continue;
        for (i64 m = i; m < k; m++)
            for (i64 l = m + 1; l < k; l++) {
                i64 pair[2] = {x->p[m].item, x->p[l].item};
                bool fresh;
                struct str key = {(const char *)pair, sizeof pair};
                if (find(up, pair[0]) == find(up, pair[1]) || map_get(&done, key)) continue;
                map_put(&done, a, str_dup(a, key), &fresh);
                if (!same_text(s[pair[0]], s[pair[1]])) continue;
                i64 p = find(up, pair[0]), q = find(up, pair[1]);
                up[p > q ? p : q] = p < q ? p : q;
            }
    }
}

struct reposts reposts_make(struct arena *a, const struct book *b) {
    return (struct reposts){a, b, NEWN(a, struct shingles, b->nitems)};
}

void reposts_among(struct reposts *r, struct arena scratch, const i64 *items, i64 n, i64 *out) {
    struct shingles *s = NEWN(&scratch, struct shingles, n);
    struct index x = {0};
    for (i64 i = 0; i < n; i++)
        out[i] = i;
    if (n < 2) return;
    for (i64 i = 0; i < n; i++) {
        struct shingles *one = &r->of[items[i]];
        /* the folded text needs room that is given back: it lies behind the shingles */
        if (!one->made) *one = shingles_of(r->a, scratch, r->b->items[items[i]].text);
        s[i] = *one;
        add_postings(&scratch, &x, s[i], i);
    }
    if (x.n) qsort(x.p, (size_t)x.n, sizeof *x.p, cmp_posting);
    join_same(&scratch, &x, s, out);
    for (i64 i = 0; i < n; i++)
        out[i] = find(out, i);
}

void repost_groups(struct arena *a, struct arena scratch, const struct book *b, i64 *out) {
    struct reposts r = reposts_make(&scratch, b);
    bool *claimed = NEWN(&scratch, bool, b->nitems);
    i64 *items = NEWN(&scratch, i64, b->nitems), *group = NEWN(&scratch, i64, b->nitems), n = 0;
    for (i64 i = 0; i < b->nclaims; i++)
        claimed[b->claims[i].item] = true;
    for (i64 i = 0; i < b->nitems; i++) {
        out[i] = i;
        if (claimed[i]) items[n++] = i;
    }
    reposts_among(&r, *a, items, n, group);
    for (i64 i = 0; i < n; i++)
        out[items[i]] = items[group[i]];
}
