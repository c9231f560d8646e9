/* Erasing: the packs concerned written anew without what goes (vault.h). They are staged beside the
 * old ones; store_settle.c switches them once the tombstone is under the checkpoint. */
#include "store/store_int.h"
#include "store/vault.h"

#include <sodium.h>
#include <stdio.h>

/* One common pack on its way. */
struct rewrite {
    struct store *s;
    struct arena a;
    i64 first, n, erase; /* its entries; the tombstone's index */
    const char *base;
    char tail[24];
    struct pack_writer w;
    const struct store_erasure *what; /* of its entries */
    i64 nwhat;
    i64 **at; /* of each entry: where its objects lie in the new pack */
};

static bool has(const i64 *list, i64 n, i64 k) {
    i64 lo = 0, hi = n;
    while (lo < hi) {
        i64 mid = (lo + hi) / 2;
        if (list[mid] < k)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < n && list[lo] == k;
}

static const struct store_erasure *of_entry(const struct rewrite *r, i64 index) {
    for (i64 i = 0; i < r->nwhat; i++)
        if (r->what[i].entry == index) return &r->what[i];
    return NULL;
}

static bool goes(const struct rewrite *r, const struct entry *en, i64 k) {
    const struct store_erasure *w = of_entry(r, en->index);
    return object_gone(en, k) || (w && has(w->objects, w->nobjects, k));
}

static bool part_goes(const struct rewrite *r, const struct entry *en, i64 k) {
    const struct store_erasure *w = of_entry(r, en->index);
    return en->parts[k].n == 0 || (w && has(w->parts, w->nparts, k));
}

/* Where an object's bytes pass on their way into the new pack. */
struct passing {
    struct sha256 hash;
    struct pack_writer *w;
};

static rc pass(void *ctx, struct str bytes, struct err *e) {
    struct passing *p = ctx;
    sha256_add(&p->hash, bytes);
    return pack_bytes(p->w, bytes, e);
}

static rc copy_object(struct rewrite *r, const struct object *o, i64 index, i64 *at,
                      struct err *e) {
    struct arena a = r->a;
    struct passing p = {.w = &r->w};
    u8 sha[32];
    TRY(pack_member(&r->w, member_name(&a, index, "objects/", o->name), o->size, at, e));
    sha256_begin(&p.hash);
    rc res = pack_stream(&r->s->pack, o->at, o->size, pass, &p, e);
    sha256_end(&p.hash, sha);
    if (res != RC_OK || memcmp(sha, o->sha256, 32) == 0) return res;
    return fail(e, RC_INTEGRITY, "%s.pack: object %.*s of entry %lld is not the one committed to",
                r->s->pack.name, SARG(o->name), (long long)index);
}

/* An own pack that goes has no new one: a file says that it is gone. */
static rc mark_gone(struct rewrite *r, i64 own, struct err *e) {
    struct arena a = r->a;
    struct str name = pack_name(&a, r->first, own);
    struct str file = str_fmt(&a, "%.*s.gone%s", SARG(name), r->tail);
    return os_create(pack_base(r->s, &a, file), 0600, S(""), e);
}

static rc copy_objects(struct rewrite *r, i64 index, struct err *e) {
    TRY(hot_load(r->s, index, e));
    const struct hot_entry *h = &r->s->hot;
    i64 *at = r->at[index - r->first] = NEWN(&r->a, i64, h->nobjects);
    for (i64 k = 0; k < h->nobjects; k++) {
        const struct object *o = &h->object[k];
        bool gone = goes(r, &h->entry, k);
        at[k] = o->at;
        if (!gone && o->pack == 0) TRY(copy_object(r, o, index, &at[k], e));
        if (gone && !object_gone(&h->entry, k) && o->pack > 0) TRY(mark_gone(r, o->pack, e));
    }
    return RC_OK;
}

/* Seeds of word trees are named by the readings that stay. */
static void keep_words(struct arena *a, const struct entry *en, const struct salt *part,
                       struct kept_salts *out) {
    i64 cap = 0;
    for (i64 k = 0; k < en->nparts; k++) {
        struct json *p;
        struct words_salt w = {0};
        if (part[k].gone || str_find(en->parts[k], S("\"words\":{"), 0) < 0) continue;
        struct arena b = *a;
        if (json_read(&b, en->parts[k], &p, NULL) != RC_OK) continue;
        const struct json *words = json_get(p, "words");
        w.k = json_get_i(p, "ordinal", 0);
        if (!words || words->type != JSON_OBJECT || w.k < 0) continue;
        if (!entry_words_seed(en, w.k, w.seed)) continue;
        i64 at = out->nwords;
        while (at > 0 && out->words[at - 1].k > w.k)
            at--;
        if (at > 0 && out->words[at - 1].k == w.k) continue;
        (void)PUSH(a, out->words, out->nwords, cap);
        memmove(&out->words[at + 1], &out->words[at],
                (size_t)(out->nwords - 1 - at) * sizeof *out->words);
        out->words[at] = w;
    }
}

static struct kept_salts *keep(struct rewrite *r, struct arena *a) {
    const struct hot_entry *h = &r->s->hot;
    const struct entry *en = &h->entry;
    struct kept_salts *out = NEW(a, struct kept_salts);
    out->object = NEWN(a, struct salt, h->nobjects);
    out->part = NEWN(a, struct salt, en->nparts);
    for (i64 k = 0; k < h->nobjects; k++) {
        struct salt *o = &out->object[k];
        o->gone = goes(r, en, k);
        if (o->gone)
            entry_object_leaf(en, k, h->object[k].sha256, o->v);
        else if (en->kept)
            memcpy(o->v, en->kept->object[k].v, 32);
        else
            store_salt(en->seed, "object", k, o->v);
    }
    for (i64 k = 0; k < en->nparts; k++) {
        struct salt *p = &out->part[k];
        p->gone = part_goes(r, en, k);
        if (p->gone)
            entry_part_leaf(en, k, p->v);
        else
            CHECK(entry_part_salt(en, k, p->v));
    }
    keep_words(a, en, out->part, out);
    return out;
}

static rc member(struct rewrite *r, struct arena *a, const char *what, struct str bytes,
                 struct err *e) {
    struct str name = member_name(a, r->s->hot.index, what, S(""));
    TRY(pack_member(&r->w, name, bytes.n, NULL, e));
    return pack_bytes(&r->w, bytes, e);
}

static rc put_lists(struct rewrite *r, struct arena *a, struct err *e) {
    const struct hot_entry *h = &r->s->hot;
    struct buf sums = buf_make(a, JSON_BYTES_MAX);
    struct arena b = arena_split(a, (a->end - a->beg) / 2);
    struct buf where = buf_make(&b, JSON_BYTES_MAX);
    for (i64 k = 0; k < h->nobjects; k++) {
        const struct object *o = &h->object[k];
        char hex[65];
        if (goes(r, &h->entry, k)) continue;
        sodium_bin2hex(hex, sizeof hex, o->sha256, 32);
        buf_fmt(&sums, "%s  objects/%.*s\n", hex, SARG(o->name));
        buf_fmt(&where, "%lld %lld %lld\n", (long long)o->pack,
                (long long)r->at[h->index - r->first][k], (long long)o->size);
    }
    CHECK(buf_ok(&sums) && buf_ok(&where));
    if (sums.n == 0) return RC_OK;
    TRY(member(r, a, "SHA256SUMS", buf_str(&sums), e));
    return member(r, a, "where.txt", buf_str(&where), e);
}

static rc put_parts(struct rewrite *r, struct arena *a, struct err *e) {
    const struct entry *en = &r->s->hot.entry;
    struct buf b = buf_make(a, PARTS_BYTES_MAX);
    for (i64 k = 0; k < en->nparts; k++) {
        if (!part_goes(r, en, k)) buf_put(&b, en->parts[k]);
        buf_c(&b, '\n');
    }
    CHECK(buf_ok(&b));
    return en->nparts > 0 ? member(r, a, "parts.jsonl", buf_str(&b), e) : RC_OK;
}

static rc put_entry(struct rewrite *r, i64 index, struct err *e) {
    struct arena a = r->a;
    TRY(hot_load(r->s, index, e));
    const struct entry *en = &r->s->hot.entry;
    bool seed = !en->kept && !of_entry(r, index);
    TRY(member(r, &a, "entry.json", en->text, e));
    TRY(member(r, &a, "seal.json",
               seal_text(&a, en->nobjects, en->nparts, en->salt, seed ? en->seed : NULL), e));
    if (!seed)
        TRY(member(r, &a, "salts.txt", salts_text(&a, keep(r, &a), en->nobjects, en->nparts), e));
    struct arena lists = a;
    TRY(put_lists(r, &lists, e));
    return put_parts(r, &a, e);
}

static rc write_pack(struct rewrite *r, struct err *e) {
    const u8(*keys)[32];
    int nkeys = store_recipients(r->s, &keys);
    TRY(pack_create_as(&r->w, &r->a, r->base, r->tail, keys, nkeys, e));
    for (i64 i = 0; i < r->n; i++)
        TRY(copy_objects(r, r->first + i, e));
    struct pack_foot foot = {r->first, r->n, r->w.n};
    for (i64 i = 0; i < r->n; i++)
        TRY(put_entry(r, r->first + i, e));
    return pack_finish(&r->w, r->base, &foot, e);
}

/* Is anything of it still there? RC_NOTFOUND for what never was. */
static rc something_goes(struct rewrite *r, bool *some, struct err *e) {
    for (i64 i = 0; i < r->nwhat; i++) {
        const struct store_erasure *w = &r->what[i];
        TRY(hot_load(r->s, w->entry, e));
        const struct entry *en = &r->s->hot.entry;
        for (i64 k = 0; k < w->nparts; k++) {
            if (w->parts[k] < 0 || w->parts[k] >= en->nparts)
                return fail(e, RC_NOTFOUND, "entry %lld has no part %lld", (long long)w->entry,
                            (long long)w->parts[k]);
            *some |= en->parts[w->parts[k]].n > 0;
        }
        for (i64 k = 0; k < w->nobjects; k++) {
            if (w->objects[k] < 0 || w->objects[k] >= en->nobjects)
                return fail(e, RC_NOTFOUND, "entry %lld has no object %lld", (long long)w->entry,
                            (long long)w->objects[k]);
            *some |= !object_gone(en, w->objects[k]);
        }
    }
    return RC_OK;
}

static rc rewrite_pack(struct rewrite *r, struct err *e) {
    bool some = false;
    TRY(something_goes(r, &some, e));
    if (!some) return RC_OK;
    struct str name = pack_name(&r->a, r->first, 0);
    r->base = pack_base(r->s, &r->a, name);
    snprintf(r->tail, sizeof r->tail, ".e%lld", (long long)r->erase);
    r->at = NEWN(&r->a, i64 *, r->n);
    rc res = write_pack(r, e);
    if (res != RC_OK) pack_abandon(&r->w);
    TRY(res);
    return os_sync_dir(pack_base(r->s, &r->a, vault_folder(&r->a, r->first)), e);
}

static rc announce(struct store *s, struct arena a, struct err *e) {
    TRY(os_create(pack_base(s, &a, S(VAULT_ERASING)), 0600, S(""), e));
    return os_sync_dir(pack_base(s, &a, S("vault")), e);
}

rc store_erase(struct txn *t, const struct store_erasure *what, i64 n, struct err *e) {
    struct store *s = txn_store(t);
    CHECK(txn_fresh(t)); /* once a transaction, before everything else: its index is log.size */
    txn_erasing(t);
    TRY(announce(s, *txn_arena(t), e));
    for (i64 i = 0, k; i < n; i = k) {
        CHECK(i == 0 || what[i - 1].entry < what[i].entry);
        TRY(hot_load(s, what[i].entry, e));
        struct rewrite r = {.s = s, .a = *txn_arena(t), .erase = s->log.size, .what = what + i};
        TRY(common_pack(s, what[i].entry, e));
        r.first = s->pack_first;
        r.n = s->pack.foot.entries;
        for (k = i; k < n && what[k].entry < r.first + r.n; k++)
            r.nwhat++;
        TRY(rewrite_pack(&r, e));
    }
    return RC_OK;
}
