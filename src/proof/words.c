#include "proof/words.h"

#include "proof/merkle.h"

#include <stdlib.h>

static bool blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

i64 word_length(struct str text) {
    i64 n = 0;
    while (n < text.n && n <= WORD_BYTES_MAX && !blank(text.p[n]))
        n++;
    while (n < text.n && n <= WORD_BYTES_MAX && blank(text.p[n]))
        n++;
    if (n <= WORD_BYTES_MAX) return n;
    n = WORD_BYTES_MAX;
    for (int back = 0; back < 3 && ((u8)text.p[n] & 0xc0) == 0x80; back++)
        n--;
    return ((u8)text.p[n] & 0xc0) == 0x80 ? WORD_BYTES_MAX : n;
}

static void salt_of(const u8 seed[32], i64 i, u8 salt[16]) {
    u8 message[12] = "word", mac[32];
    put_u64be(message + 4, (u64)i);
    hmac_sha256(bytes_str(seed, 32), bytes_str(message, 12), mac);
    memcpy(salt, mac, 16);
}

static void leaf_of(const u8 salt[16], i64 start, struct str bytes, u8 hash[32]) {
    u8 at[8];
    put_u64be(at, (u64)start);
    struct str pieces[] = {S("\0cairn/word/v1"), bytes_str(salt, 16), bytes_str(at, 8), bytes};
    sha256_of(pieces, 4, hash); /* the leading 00 is RFC 6962's leaf mark */
}

static rc too_many(struct err *e) {
    return fail(e, RC_LIMIT, "a text of more than %lld words", (long long)WORDS_MAX);
}

rc words_root(struct str text, const u8 seed[32], u8 root[32], i64 *n, struct err *e) {
    struct merkle_range range = {0};
    u8 salt[16], hash[32];
    for (i64 at = 0, len; at < text.n; at += len) {
        struct str rest = str_sub(text, at, text.n);
        len = word_length(rest);
        if (range.size == WORDS_MAX) return too_many(e);
        salt_of(seed, range.size, salt);
        leaf_of(salt, at, str_sub(rest, 0, len), hash);
        merkle_append(&range, hash);
    }
    merkle_root(&range, root);
    *n = range.size;
    return RC_OK;
}

static int by_from(const void *x, const void *y) {
    const struct word_range *a = x, *b = y;
    return a->from < b->from ? -1 : a->from > b->from;
}

/* Ranges in order, walked once beside the words. */
struct cover {
    struct word_range *r;
    i64 n, at, reach; /* ranges before `at` begin at or before the word; the furthest of them ends
                         at `reach` */
};

static rc cover_make(struct arena *a, struct str text, const struct word_range *r, i64 n,
                     struct cover *out, struct err *e) {
    if (n > WORD_RANGES_MAX) return fail(e, RC_LIMIT, "more than %d ranges", WORD_RANGES_MAX);
    *out = (struct cover){NEWN(a, struct word_range, n), n, 0, 0};
    for (i64 i = 0; i < n; i++) {
        if (r[i].from < 0 || r[i].to < r[i].from || r[i].to > text.n)
            return fail(e, RC_USAGE, "the range %lld-%lld is not in the text", (long long)r[i].from,
                        (long long)r[i].to);
        out->r[i] = r[i];
    }
    qsort(out->r, (size_t)n, sizeof *out->r, by_from);
    return RC_OK;
}

/* Does a range touch [from, to)? Asked with rising words. */
static bool covered(struct cover *c, i64 from, i64 to) {
    for (; c->at < c->n && c->r[c->at].from < to; c->at++)
        if (c->r[c->at].to > c->r[c->at].from && c->r[c->at].to > c->reach)
            c->reach = c->r[c->at].to;
    return c->reach > from;
}

/* All leaf hashes, and the words to show. */
static rc gather(struct arena *a, struct str text, const u8 seed[32], struct cover *show,
                 struct cover *mask, digest **leaf, struct words_disclosure *d, struct err *e) {
    i64 cap = 0, hashes = 0, n = 0;
    for (i64 at = 0, len; at < text.n; at += len) {
        struct str rest = str_sub(text, at, text.n);
        struct word w = {.index = n, .start = at};
        len = word_length(rest);
        w.bytes = str_sub(rest, 0, len);
        if (n == WORDS_MAX) return too_many(e);
        salt_of(seed, n, w.salt);
        leaf_of(w.salt, at, w.bytes, w.hash);
        memcpy(*PUSH(a, *leaf, n, hashes), w.hash, 32);
        bool masked = covered(mask, at, at + len);
        if (!covered(show, at, at + len)) continue;
        if (masked) w = (struct word){.index = w.index, .hash = {0}};
        if (masked) memcpy(w.hash, (*leaf)[w.index], 32);
        w.open = !masked;
        *PUSH(a, d->word, d->nwords, cap) = w;
    }
    d->total = n;
    return RC_OK;
}

/* The tree over [lo, hi), left to right, with the words before `next` done. */
struct tree {
    struct arena *a;
    const digest *leaf;
    struct words_disclosure *d;
    i64 next, cap;
};

static i64 split(i64 n) {
    return (i64)1 << (63 - __builtin_clzll((u64)(n - 1)));
}

static bool touched(const struct words_disclosure *d, i64 next, i64 hi) {
    return next < d->nwords && d->word[next].index < hi;
}

static void siblings(struct tree *t, i64 lo, i64 hi) {
    if (lo == hi) return;
    if (!touched(t->d, t->next, hi)) {
        merkle_mth((const u8(*)[32])t->leaf + lo, hi - lo,
                   *PUSH(t->a, t->d->sibling, t->d->nsiblings, t->cap));
        return;
    }
    if (hi - lo == 1) {
        t->next++;
        return;
    }
    i64 mid = lo + split(hi - lo);
    siblings(t, lo, mid);
    siblings(t, mid, hi);
}

rc words_disclose(struct arena *a, struct str text, const u8 seed[32],
                  const struct word_range *ranges, i64 nranges, const struct word_range *masks,
                  i64 nmasks, struct words_disclosure *out, struct err *e) {
    struct cover show, mask;
    digest *leaf = NULL;
    *out = (struct words_disclosure){0};
    TRY(cover_make(a, text, ranges, nranges, &show, e));
    TRY(cover_make(a, text, masks, nmasks, &mask, e));
    TRY(gather(a, text, seed, &show, &mask, &leaf, out, e));
    struct tree t = {.a = a, .leaf = leaf, .d = out};
    siblings(&t, 0, out->total);
    return RC_OK;
}

static rc bad(struct err *e, const char *why) {
    return fail(e, RC_INTEGRITY, "the disclosed words do not check: %s", why);
}

/* Order, sizes, and places that agree: an open word begins where the one before it ends, or later
 * when words between are closed (each at least one byte). */
static rc check_words(const struct words_disclosure *d, struct err *e) {
    i64 index = -1, end = 0;
    for (i64 i = 0; i < d->nwords; i++) {
        const struct word *w = &d->word[i];
        if (w->index <= index || w->index >= d->total) return bad(e, "a word is out of order");
        i64 between = w->index - index - 1;
        index = w->index;
        if (!w->open) {
            end += between + 1; /* at least */
            continue;
        }
        if (w->bytes.n < 1 || w->bytes.n > WORD_BYTES_MAX)
            return bad(e, "a word has no length of a word");
        bool follows = i == 0 ? w->index == 0 : between == 0 && d->word[i - 1].open;
        if (follows ? w->start != end : w->start < end + between)
            return bad(e, "a word has another place");
        if (w->start > TEXT_BYTES_MAX) return bad(e, "a word lies beyond any text");
        end = w->start + w->bytes.n;
    }
    return RC_OK;
}

struct climb {
    const struct words_disclosure *d;
    i64 word, sibling;
    bool ok;
};

/* Hash of [lo, hi) from words and siblings. Depth <= 26, work linear in what is disclosed. */
static void climb(struct climb *c, i64 lo, i64 hi, u8 out[32]) {
    u8 left[32], right[32];
    if (!touched(c->d, c->word, hi)) {
        if (c->sibling == c->d->nsiblings) c->ok = false;
        if (c->ok) memcpy(out, c->d->sibling[c->sibling++], 32);
        return;
    }
    if (hi - lo == 1) {
        const struct word *w = &c->d->word[c->word++];
        if (w->open)
            leaf_of(w->salt, w->start, w->bytes, out);
        else
            memcpy(out, w->hash, 32);
        return;
    }
    i64 mid = lo + split(hi - lo);
    climb(c, lo, mid, left);
    if (c->ok) climb(c, mid, hi, right);
    if (c->ok) merkle_node(left, right, out);
}

rc words_verify(const struct words_disclosure *d, const u8 root[32], i64 n, struct err *e) {
    struct climb c = {.d = d, .ok = true};
    u8 got[32] = {0};
    if (d->total != n || n < 0 || n > WORDS_MAX)
        return bad(e, "it is of a text with another number of words");
    TRY(check_words(d, e));
    if (n == 0)
        sha256(S(""), got);
    else
        climb(&c, 0, n, got);
    bool all = c.ok && c.word == d->nwords && c.sibling == d->nsiblings;
    return all && memcmp(got, root, 32) == 0 ? RC_OK : bad(e, "they do not lead to the root");
}

struct str words_text(struct arena *a, const struct words_disclosure *d, struct str gap) {
    i64 size = 0, next = -1;
    for (i64 i = 0; i < d->nwords; i++)
        size += d->word[i].bytes.n + 2 * gap.n;
    struct buf b = buf_make(a, size + 1);
    bool gapped = false;
    for (i64 i = 0; i < d->nwords; i++) {
        const struct word *w = &d->word[i];
        bool jump = next >= 0 && w->index != next;
        if ((jump || !w->open) && !gapped) buf_put(&b, gap);
        gapped = !w->open;
        next = w->index + 1;
        if (w->open) buf_put(&b, w->bytes);
    }
    return buf_str(&b);
}
