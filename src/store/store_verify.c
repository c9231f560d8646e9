/* Verifying a case: every file of log and vault accounted for, every byte of every pack
 * authenticated, every entry, part and object against its commitment. */
#include "store/store_int.h"

#include <stdio.h>

struct pack_row {
    i64 first, own;
    bool head, body, used, gone; /* gone: erased, and not yet rolled forward */
};

struct verify {
    struct store *s;
    store_finding_fn *found;
    void *ctx;
    struct store_verify_stats *st;
    struct arena a;
    struct pack_row *pack; /* in order of first, own */
    i64 npacks, packs_cap;
    struct merkle_range range; /* of the entries before the one at hand */
};

static void find(struct verify *v, const char *object, const char *what) {
    v->st->findings++;
    if (v->found) v->found(v->ctx, object, what);
}

static void from_log(void *ctx, const char *object, const char *what) {
    find(ctx, object, what);
}

static void find_pack(struct verify *v, const struct pack_row *p, const char *suffix,
                      const char *what) {
    struct arena a = v->a;
    struct str name = pack_name(&a, p->first, p->own);
    find(v, cstr(&a, str_fmt(&a, "%.*s%s", SARG(name), suffix)), what);
}

static struct pack_row *row_add(struct verify *v, i64 first, i64 own) {
    /* .head comes right before or after its .pack in byte order, own packs among others: look back
     * a little */
    for (i64 i = v->npacks - 1; i >= 0 && v->pack[i].first == first; i--)
        if (v->pack[i].own == own) return &v->pack[i];
    struct pack_row *p = PUSH(&v->a, v->pack, v->npacks, v->packs_cap);
    *p = (struct pack_row){.first = first, .own = own};
    return p;
}

/* What an erasure staged: of one under the checkpoint it is the pack, and what it replaces is a
 * leftover; else it is a leftover itself. */
static void list_staged(struct verify *v, const struct vault_file *f) {
    v->st->leftovers++;
    if (f->gone && f->erase < v->s->log.size) row_add(v, f->first, f->own)->gone = true;
}

static rc list_pack(void *ctx, struct arena scratch, const struct vault_file *f, struct err *e) {
    struct verify *v = ctx;
    (void)e;
    const char *rel = cstr(&scratch, f->rel);
    i64 at = f->erase >= 0 ? f->erase : f->first; /* entry that makes it count */
    bool mark = str_eq(f->rel, S(VAULT_ERASING)) || f->gone;
    if (mark && os_size(pack_base(v->s, &scratch, f->rel)) > 0)
        find(v, rel, "holds bytes; it is always empty");
    else if (str_eq(f->rel, S(VAULT_ERASING)) || str_ends(f->rel, S(".head.tmp")))
        v->st->leftovers++; /* of an erasure; of a head that a change of keys was replacing */
    else if (!f->known && f->erase < 0)
        find(v, rel, "is no file of this vault");
    else if (at == v->s->log.size ||
             (at > v->s->log.size && at <= log_peek(&v->s->log, scratch)))
        v->st->leftovers++; /* or a writer went on while we look */
    else if (at > v->s->log.size)
        find(v, rel, "lies above the checkpoint: an older checkpoint may have been put back");
    else if (f->erase >= 0)
        list_staged(v, f);
    else {
        struct pack_row *p = row_add(v, f->first, f->own);
        *(f->head ? &p->head : &p->body) = true;
    }
    return RC_OK;
}

/* An own pack of which nothing is left, in a log that grew while we looked: erased just now, or its
 * head is overwritten at this moment (os_wipe: zeros first, then the name goes). */
static bool erased_meanwhile(struct verify *v, const struct pack_row *p) {
    struct arena a = v->a;
    struct str head;
    struct err e = {0};
    if (p->own == 0 || log_peek(&v->s->log, v->a) <= v->s->log.size) return false;
    const char *base = pack_base(v->s, &a, pack_name(&a, p->first, p->own));
    rc r = os_read(&a, cstr(&a, str_fmt(&a, "%s.head", base)), AGE_HEADER_MAX, &head, &e);
    return r == RC_NOTFOUND || (r == RC_OK && tar_zero(head));
}

/* vault_walk uses the store's scratch; ours is a part of its own. */
static rc list_packs(struct verify *v, struct err *e) {
    TRY(vault_walk(v->s, 0, list_pack, v, e));
    for (i64 i = 0; i < v->npacks; i++) {
        struct pack_row *p = &v->pack[i];
        if (p->gone || erased_meanwhile(v, p)) continue;
        if (!p->head) find_pack(v, p, ".head", "is missing");
        if (!p->body) find_pack(v, p, ".pack", "is missing");
        v->st->packs += p->head && p->body;
    }
    return RC_OK;
}

static struct pack_row *row_of(struct verify *v, i64 first, i64 own) {
    i64 lo = 0, hi = v->npacks;
    while (lo < hi) {
        i64 mid = (lo + hi) / 2;
        if (v->pack[mid].first < first)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < v->npacks && v->pack[lo].first == first; lo++)
        if (v->pack[lo].own == own) return &v->pack[lo];
    return NULL;
}

/* Walks all members of a pack, so that every chunk is authenticated and every byte has a reason. */
struct scan {
    struct verify *v;
    struct pack *p;
    struct map *want; /* member name → object */
    struct sha256 hash;
    bool zero; /* only zeros seen */
    i64 pads;
};

static rc take_bytes(void *ctx, struct str bytes, struct err *e) {
    struct scan *s = ctx;
    (void)e;
    if (s->zero) s->zero = tar_zero(bytes);
    if (s->hash.ctx) sha256_add(&s->hash, bytes);
    return RC_OK;
}

static void find_member(struct scan *s, const char *name, const char *what) {
    struct arena a = s->v->a;
    find(s->v, cstr(&a, str_fmt(&a, "%s.pack", s->p->name)),
         cstr(&a, str_fmt(&a, "%s %s", name, what)));
}

static rc check_object(struct scan *s, const struct tar_member *m, i64 content, struct err *e) {
    struct map_entry *w = map_get(s->want, str_c(m->name));
    u8 sha[32];
    struct object *o = w ? w->ptr : NULL;
    if (w) w->value++;
    sha256_begin(&s->hash);
    rc r = pack_stream(s->p, content, m->size, take_bytes, s, e);
    sha256_end(&s->hash, sha);
    TRY(r);
    if (!o || o->at != content || o->size != m->size)
        find_member(s, m->name, "belongs to no entry");
    else if (memcmp(sha, o->sha256, 32) != 0)
        find_member(s, m->name, "is not what its entry committed to");
    s->v->st->objects++;
    s->v->st->bytes += m->size;
    return RC_OK;
}

static bool entry_member(const char *name) {
    static const char *const NAMES[] = {"/entry.json", "/seal.json", "/SHA256SUMS", "/where.txt",
                                        "/parts.jsonl", "/salts.txt"};
    for (i64 i = 0; i < LEN(NAMES); i++)
        if (str_ends(str_c(name), str_c(NAMES[i]))) return true;
    return false;
}

static rc check_member(struct scan *s, i64 at, const struct tar_member *m, struct err *e) {
    i64 content = at + m->head, pad = tar_pad(m->size);
    s->zero = false;
    if (at < s->p->foot.at)
        TRY(check_object(s, m, content, e));
    else {
        bool is_pad = strcmp(m->name, "pad") == 0;
        s->zero = is_pad;
        TRY(pack_stream(s->p, content, m->size, take_bytes, s, e));
        if (is_pad && !s->zero) find_member(s, m->name, "holds other bytes than zeros");
        bool last = content + m->size + pad == s->p->plain - PACK_FOOT;
        if (is_pad != last || (!is_pad && !entry_member(m->name)))
            find_member(s, m->name, "has no place in a pack");
        s->pads += is_pad;
    }
    s->zero = true;
    TRY(pack_stream(s->p, content + m->size, pad, take_bytes, s, e));
    if (!s->zero) find_member(s, m->name, "is followed by other bytes than zeros");
    return RC_OK;
}

static rc scan_pack(struct verify *v, struct pack *p, struct map *want, struct err *e) {
    struct scan s = {.v = v, .p = p, .want = want};
    struct tar_member m;
    for (i64 at = 0; at < p->plain - PACK_FOOT; at += m.head + m.size + tar_pad(m.size)) {
        TRY(pack_member_at(p, at, &m, e));
        TRY(check_member(&s, at, &m, e));
    }
    if (s.pads != 1) find_member(&s, "pad", "is missing");
    for (i64 i = 0; i < want->n; i++)
        if (want->entries[i].value != 1)
            find_member(&s, cstr(&v->a, want->entries[i].key), "is missing");
    return RC_OK;
}

static void want_object(struct verify *v, struct map *want, i64 index, const struct object *o) {
    bool fresh;
    struct object *copy = NEW(&v->a, struct object);
    *copy = *o;
    map_put(want, &v->a, member_name(&v->a, index, "objects/", str_dup(&v->a, o->name)), &fresh)
        ->ptr = copy;
}

static void check_own(struct verify *v, i64 first, i64 index, const struct object *o) {
    struct arena keep = v->a;
    struct pack_row *row = row_of(v, first, o->pack);
    struct map want = {0};
    struct pack p;
    struct err e = {0};
    if (!row || !row->head || !row->body || row->used) {
        struct pack_row gone = {.first = first, .own = o->pack};
        find_pack(v, row ? row : &gone, "", row && row->used ? "is named twice" : "is missing");
        return;
    }
    row->used = true;
    want_object(v, &want, index, o);
    rc r = own_pack(v->s, &v->a, first, o->pack, &p, &e);
    if (r == RC_OK) {
        if (p.foot.first != first || p.foot.entries != 0)
            find_pack(v, row, ".pack", "is not that of its name");
        r = scan_pack(v, &p, &want, &e);
        pack_close(&p);
    }
    if (r != RC_OK && !erased_meanwhile(v, row)) find_pack(v, row, "", e.msg);
    v->a = keep;
}

/* "prev" = the root of the log before the entry. */
static void check_prev(struct verify *v, const struct pack_row *row, i64 index) {
    struct arena a = v->a;
    u8 root[32], leaf[SIGSUM_LEAF], hash[32];
    struct err e = {0};
    if (v->range.size != index) return; /* a leaf before could not be read: found already */
    if (v->s->hot.index == index) {
        merkle_root(&v->range, root);
        struct str want = b64_encode(&a, bytes_str(root, 32), true);
        if (!str_eq(want, json_get_str(v->s->hot.entry.json, "prev")))
            find_pack(v, row, ".pack", "an entry does not follow the log before it");
    }
    if (log_leaf(&v->s->log, index, leaf, &e) != RC_OK) return;
    merkle_leaf(bytes_str(leaf, SIGSUM_LEAF), hash);
    merkle_append(&v->range, hash);
}

static void check_entry(struct verify *v, const struct pack_row *row, i64 index, struct map *want) {
    struct err e = {0};
    if (hot_load(v->s, index, &e) != RC_OK) find_pack(v, row, ".pack", e.msg);
    check_prev(v, row, index);
    if (v->s->hot.index != index) return;
    v->st->entries++;
    for (i64 k = 0; k < v->s->hot.nobjects; k++) {
        const struct object *o = &v->s->hot.object[k];
        if (object_gone(&v->s->hot.entry, k)) continue;
        if (o->pack == 0)
            want_object(v, want, index, o);
        else
            check_own(v, row->first, index, o);
    }
    struct pack *p = &v->s->pack;
    i64 next = index - row->first + 1, end = v->s->hot.end;
    struct tar_member m;
    bool last = next == p->foot.entries;
    bool ends = last ? pack_member_at(p, end, &m, &e) == RC_OK && strcmp(m.name, "pad") == 0
                     : end == v->s->offset[next];
    if (!ends) find_pack(v, row, ".pack", "an entry is followed by what has no place in a pack");
}

/* Verifies the common pack `row`; returns the index of the first entry after it, or -1 when it
 * cannot be told. */
static i64 check_common(struct verify *v, struct pack_row *row) {
    struct arena keep = v->a;
    struct map want = {0};
    struct err e = {0};
    hot_drop(v->s);
    row->used = true;
    if (!row->head || !row->body) return -1;
    if (common_pack(v->s, row->first, &e) != RC_OK || v->s->pack_first != row->first) {
        find_pack(v, row, "", e.msg);
        return -1;
    }
    i64 n = v->s->pack.foot.entries;
    for (i64 i = 0; i < n && row->first + i < v->s->log.size; i++)
        check_entry(v, row, row->first + i, &want);
    if (common_pack(v->s, row->first, &e) != RC_OK || scan_pack(v, &v->s->pack, &want, &e) != RC_OK)
        find_pack(v, row, "", e.msg);
    v->a = keep;
    return row->first + n;
}

static void check_packs(struct verify *v) {
    i64 next = 0; /* entry that the next common pack must begin with; -1 = cannot be told */
    for (i64 i = 0; i < v->npacks; i++) {
        struct pack_row *row = &v->pack[i];
        if (row->own != 0 || row->gone) continue;
        if (next >= 0 && row->first < next) {
            find_pack(v, row, "", "holds no entry of the log");
            row->used = true;
            continue;
        }
        char what[96];
        snprintf(what, sizeof what, "the pack of entry %lld is missing before it", (long long)next);
        if (next >= 0 && row->first > next) find_pack(v, row, "", what);
        next = check_common(v, row);
    }
    if (next >= 0 && next < v->s->log.size)
        find(v, "vault", "the packs of the last entries are missing");
    for (i64 i = 0; i < v->npacks; i++)
        if (!v->pack[i].used && !v->pack[i].gone && !erased_meanwhile(v, &v->pack[i]))
            find_pack(v, &v->pack[i], "", "holds no object of an entry");
}

static void check_case(struct verify *v) {
    struct arena a = v->a;
    struct case_file c;
    struct err e = {0};
    if (case_read(&a, cstr(&a, v->s->dir), &c, &e) != RC_OK)
        find(v, "cairn.case", e.msg);
    else if (memcmp(c.log_pub, v->s->log.pub, 32) != 0 || !str_eq(c.name, v->s->name))
        find(v, "cairn.case", "was replaced while open");
}

rc store_verify(struct store *s, bool deep, store_finding_fn *found, void *ctx,
                struct store_verify_stats *st, struct err *e) {
    struct arena whole = arena_make("verify", STORE_CHECK_MAX);
    struct verify v = {.s = s, .found = found, .ctx = ctx, .st = st, .a = whole};
    struct err low = {0};
    *st = (struct store_verify_stats){0};
    check_case(&v);
    pack_drop(s);
    if (log_refresh(&s->log, &low) != RC_OK) find(&v, "log/checkpoint", low.msg);
    rc r = log_verify(&s->log, v.a, from_log, &v, &st->tiles, &st->leftovers, e);
    if (r == RC_OK) r = list_packs(&v, e);
    if (r == RC_OK && deep)
        check_packs(&v);
    else
        st->entries = s->log.size;
    s->log.bundle = -1;
    arena_drop(whole);
    return r;
}
