#include "proof/hash.h"
#include "proof/merkle.h"
#include "proof/words.h"
#include "seal/receipt.h"
#include "seal/time.h"
#include "store/cited.h"

#include <stdlib.h>

/* An entry that the receipt opens, and which of its parts. */
struct opened {
    i64 index;
    i64 *parts, nparts, cap;
};

struct make {
    struct arena *a;
    struct arena scratch;
    const struct receipt_in *in;
    struct opened *v;
    i64 n, cap;
};

static void open_part(struct make *m, i64 entry, i64 part) {
    struct opened *o = NULL;
    for (i64 i = 0; i < m->n; i++)
        if (m->v[i].index == entry) o = &m->v[i];
    if (!o) {
        o = PUSH(m->a, m->v, m->n, m->cap);
        *o = (struct opened){.index = entry};
    }
    for (i64 i = 0; i < o->nparts; i++)
        if (o->parts[i] == part) return;
    *PUSH(m->a, o->parts, o->nparts, o->cap) = part;
}

static void open_publication(struct make *m, struct str id) {
    i64 at = book_publication(m->in->book, id);
    if (at >= 0 && m->in->book->publications[at].registered)
        open_part(m, m->in->book->publications[at].entry, -1 - at);
}

static void open_claim(struct make *m, i64 claim) {
    const struct book *b = m->in->book;
    const struct claim_row *r = &b->claims[claim];
    const struct item *it = &b->items[r->item];
    open_part(m, r->entry, r->part);
    open_part(m, it->entry, it->part);
    if (it->text_entry >= 0) open_part(m, it->text_entry, it->text_part);
    open_publication(m, it->publication);
}

/* All decisions on the opened claims, undone ones too: the checker counts them again. */
static void open_reviews(struct make *m) {
    const struct book *b = m->in->book;
    struct arena scratch = m->scratch;
    struct map wanted = {0};
    for (i64 i = 0; i < m->in->nclaims; i++)
        map_put(&wanted, &scratch, b->claims[m->in->claims[i]].c.id, NULL);
    for (i64 i = 0; wanted.n && i < b->nreviews; i++)
        if (map_get(&wanted, b->reviews[i].claim))
            open_part(m, b->reviews[i].entry, b->reviews[i].part);
}

/* The manifest stands right after its item's part. */
static void open_item(struct make *m, i64 item) {
    const struct item *it = &m->in->book->items[item];
    open_part(m, it->entry, it->part);
    open_part(m, it->entry, it->part + 1);
}

/* What stands before all of it in the log and was public at a known time. */
static void open_lower(struct make *m) {
    i64 first = INT64_MAX, entry, part;
    for (i64 i = 0; i < m->n; i++)
        if (m->v[i].index < first) first = m->v[i].index;
    if (m->n && m->in->times && time_lower(m->in->times, first, &entry, &part))
        open_part(m, entry, part);
}

static rc put_times(struct make *m, struct json *r, struct err *e) {
    i64 *entries = NEWN(m->a, i64, m->n);
    if (!m->in->times) return RC_OK;
    for (i64 i = 0; i < m->n; i++)
        entries[i] = m->v[i].index;
    return time_put(m->a, m->scratch, m->in->store, m->in->times, entries, m->n, r, e);
}

static int by_index(const void *x, const void *y) {
    const struct opened *a = x, *b = y;
    return a->index < b->index ? -1 : a->index > b->index;
}
static int by_number(const void *x, const void *y) {
    const i64 *a = x, *b = y;
    return *a < *b ? -1 : *a > *b;
}

static struct str hex32(struct arena *a, const u8 h[32]) {
    return hex_encode(a, bytes_str(h, 32));
}

static void part_leaves(const struct entry *en, digest *leaves) {
    for (i64 k = 0; k < en->nparts; k++)
        entry_part_leaf(en, k, leaves[k]);
}

/* Where a publication's own statement stands in its entry. */
static i64 find_statement(const struct make *m, const struct entry *en, i64 publication,
                          struct arena scratch) {
    struct str name = m->in->book->publications[publication].name;
    for (i64 k = 0; k < en->nparts; k++) {
        struct json *j;
        struct err e = {0};
        if (json_read(&scratch, en->parts[k], &j, &e) != RC_OK) continue;
        if (str_eqc(json_get_str(j, "kind"), "publication") &&
            str_eq(json_get_str(j, "name"), name))
            return k;
    }
    return -1;
}

static void put_path(struct arena *a, struct json *o, u8 (*path)[32], i64 n) {
    struct json *list = json_set(o, S("path"), json_arr(a));
    for (i64 i = 0; i < n; i++)
        json_add(list, json_str(a, hex32(a, path[i])));
}

/* The parts to open, in the order of the entry, each once. */
static i64 parts_in_order(const struct make *m, const struct opened *op, const struct entry *en,
                          i64 *list, struct arena scratch) {
    i64 n = 0, kept = 0;
    for (i64 i = 0; i < op->nparts; i++) {
        i64 k =
            op->parts[i] >= 0 ? op->parts[i] : find_statement(m, en, -1 - op->parts[i], scratch);
        if (k >= 0) list[n++] = k;
    }
    qsort(list, (size_t)n, sizeof *list, by_number);
    for (i64 i = 0; i < n; i++)
        if (kept == 0 || list[kept - 1] != list[i]) list[kept++] = list[i];
    return kept;
}

static rc put_parts(struct make *m, struct json *o, const struct opened *op, const struct entry *en,
                    struct err *e) {
    struct arena scratch = m->scratch;
    struct merkle_tree tree;
    digest *leaves = NEWN(&scratch, digest, en->nparts);
    i64 *open = NEWN(&scratch, i64, op->nparts);
    part_leaves(en, leaves);
    merkle_build(&tree, &scratch, (const u8(*)[32])leaves, en->nparts);
    struct json *list = json_set(o, S("parts"), json_arr(m->a));
    i64 n = parts_in_order(m, op, en, open, scratch);
    for (i64 i = 0; i < n; i++) {
        u8 path[MERKLE_PATH_MAX][32], salt[32];
        i64 npath, k = open[i];
        TRY(merkle_inclusion(merkle_tree_read, &tree, k, en->nparts, path, &npath, e));
        if (!entry_part_salt(en, k, salt))
            return fail(e, RC_INTEGRITY, "part %lld of entry %lld was erased", (long long)k,
                        (long long)op->index);
        struct json *p = json_add(list, json_obj(m->a));
        json_set_i(m->a, p, "k", k);
        json_set_str(m->a, p, "salt", hex32(m->a, salt));
        json_set_str(m->a, p, "part", str_dup(m->a, en->parts[k]));
        put_path(m->a, p, path, npath);
    }
    return RC_OK;
}

static rc put_entry(struct make *m, struct json *list, const struct opened *op, struct err *e) {
    struct arena scratch = m->scratch;
    struct entry en;
    struct leaf_proof p;
    TRY(store_entry(m->in->store, &scratch, op->index, &en, e));
    TRY(store_prove(m->in->store, &scratch, op->index, &p, e));
    struct json *o = json_add(list, json_obj(m->a));
    json_set_i(m->a, o, "index", op->index);
    json_set_str(m->a, o, "entry", str_dup(m->a, en.text));
    json_set_str(m->a, o, "salt", hex32(m->a, en.salt));
    json_set_str(m->a, o, "leaf", hex_encode(m->a, bytes_str(p.leaf, 128)));
    put_path(m->a, o, p.path, p.npath);
    struct make inner = *m;
    inner.scratch = scratch;
    return put_parts(&inner, o, op, &en, e);
}

/* Sentences of the opened claims, item by item, names closed. */
struct ranges {
    struct word_range *v, *masks;
    i64 n, cap, nmasks, capmasks;
};

static void add_sentence(struct make *m, struct ranges *r, const struct claim_row *row) {
    struct span s = span_some(row->c.sentence) ? row->c.sentence : row->c.trigger, *masks = NULL;
    i64 n = 0;
    *PUSH(m->a, r->v, r->n, r->cap) = (struct word_range){s.start, s.end};
    for (i64 i = 0; i < row->c.ncounts; i++)
        if (!span_covers(s, row->c.counts[i].span))
            *PUSH(m->a, r->v, r->n, r->cap) =
                (struct word_range){row->c.counts[i].span.start, row->c.counts[i].span.end};
    if (m->in->mask) m->in->mask(m->in->mask_ctx, m->a, row->item, s, &masks, &n);
    for (i64 i = 0; i < n; i++)
        *PUSH(m->a, r->masks, r->nmasks, r->capmasks) =
            (struct word_range){masks[i].start, masks[i].end};
}

static rc put_words(struct make *m, struct json *list, i64 item, struct err *e) {
    const struct book *b = m->in->book;
    const struct item *it = &b->items[item];
    struct ranges r = {0};
    for (i64 i = 0; i < m->in->nclaims; i++)
        if (b->claims[m->in->claims[i]].item == item)
            add_sentence(m, &r, &b->claims[m->in->claims[i]]);
    if (r.n == 0 || it->text_entry < 0) return RC_OK;
    struct arena scratch = m->scratch;
    struct entry en;
    u8 seed[32];
    TRY(store_entry(m->in->store, &scratch, it->text_entry, &en, e));
    if (!entry_words_seed(&en, it->text_ordinal, seed))
        return fail(e, RC_INTEGRITY, "the text of entry %lld was erased", (long long)en.index);
    struct words_disclosure d;
    TRY(words_disclose(m->a, it->text, seed, r.v, r.n, r.masks, r.nmasks, &d, e));
    struct json *o = json_add(list, json_obj(m->a));
    json_set_i(m->a, o, "entry", it->text_entry);
    json_set_i(m->a, o, "part", it->text_part);
    json_set(o, S("disclosure"), words_json(m->a, &d));
    return RC_OK;
}

/* Item by item, in the order of the claims. */
static rc put_all_words(struct make *m, struct json *list, struct err *e) {
    struct arena scratch = m->scratch;
    struct map done = {0};
    for (i64 i = 0; i < m->in->nclaims; i++) {
        i64 item = m->in->book->claims[m->in->claims[i]].item;
        bool fresh;
        map_put(&done, &scratch, m->in->book->items[item].outside, &fresh);
        struct make inner = *m;
        inner.scratch = scratch;
        if (fresh) TRY(put_words(&inner, list, item, e));
    }
    return RC_OK;
}

static struct str badge(struct make *m) {
    i64 first = INT64_MAX;
    const struct book *b = m->in->book;
    for (i64 i = 0; i < m->in->nclaims; i++) {
        i64 at = b->items[b->claims[m->in->claims[i]].item].received_at;
        if (at < first) first = at;
    }
    for (i64 i = 0; i < m->in->nitems; i++)
        if (b->items[m->in->items[i]].received_at < first)
            first = b->items[m->in->items[i]].received_at;
    struct str day = first == INT64_MAX ? S("sealing") : str_sub(instant_text(m->a, first), 0, 10);
    return str_fmt(m->a, "words unchanged since %.*s (the recorder's clock); truth not assessed",
                   SARG(day));
}

/* Where in their media the claims stand: numbers alone, what a sheet or a file is called is not
 * told. */
static void put_cited(struct make *m, struct json *r) {
    const struct book *b = m->in->book;
    struct json *list = NULL;
    for (i64 i = 0; i < m->in->nclaims; i++) {
        const struct claim_row *row = &b->claims[m->in->claims[i]];
        const struct item *it = &b->items[row->item];
        struct str at = cited_numbers(m->a, cited_json(m->a, it, cited_span(row)));
        if (!at.n) continue;
        if (!list) list = json_set(r, S("cited"), json_arr(m->a));
        struct json *one = json_add(list, json_obj(m->a));
        json_set_str(m->a, one, "claim", row->c.id);
        json_set_str(m->a, one, "at", at);
    }
}

rc receipt_make(struct arena *a, struct arena scratch, const struct receipt_in *in, struct str *out,
                struct err *e) {
    struct make m = {.a = a, .scratch = scratch, .in = in};
    for (i64 i = 0; i < in->nclaims; i++)
        open_claim(&m, in->claims[i]);
    for (i64 i = 0; i < in->nitems; i++)
        open_item(&m, in->items[i]);
    open_reviews(&m);
    open_lower(&m);
    if (m.n > 1) qsort(m.v, (size_t)m.n, sizeof *m.v, by_index);
    struct json *r = json_obj(a);
    json_set_i(a, r, "v", 1);
    json_set_str(a, r, "type", S(RECEIPT_FORMAT));
    json_set_str(a, r, "badge", badge(&m));
    struct json *about = json_set(r, S("about"), json_copy(a, in->about));
    json_set_str(a, about, "noun", str_c(in->noun));
    struct json *ids = json_set(r, S("claims"), json_arr(a));
    for (i64 i = 0; i < in->nclaims; i++)
        json_add(ids, json_str(a, in->book->claims[in->claims[i]].c.id));
    put_cited(&m, r);
    if (in->method_input) {
        struct json *method = json_set(r, S("method"), json_obj(a));
        json_set_str(a, method, "name", in->method);
        json_set(method, S("input"), json_copy(a, in->method_input));
    }
    struct json *entries = json_set(r, S("entries"), json_arr(a)),
                *words = json_set(r, S("words"), json_arr(a));
    for (i64 i = 0; i < m.n; i++)
        TRY(put_entry(&m, entries, &m.v[i], e));
    TRY(put_all_words(&m, words, e));
    TRY(put_times(&m, r, e));
    json_set_str(a, r, "checkpoint", store_checkpoint(in->store));
    json_set_str(a, r, "vkey", store_vkey(in->store));
    u8 signature[64];
    store_sign(in->store, "receipt", json_canon(a, r), signature);
    json_set_str(a, r, "signature", b64_encode(a, bytes_str(signature, 64), true));
    *out = str_cat(a, json_canon(a, r), S("\n"));
    return RC_OK;
}
