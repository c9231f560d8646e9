/* Reading: packs, entries, objects, each checked up to the signed root. */
#include "store/store_int.h"

#include <errno.h>
#include <unistd.h>

static void take_file(struct store *s, const struct vault_file *f) {
    if (f->first / PACKS_PER_FOLDER != s->folder) return;
    if (f->erase >= 0 && !f->gone) {
        struct staged *g = PUSH(&s->folder_arena, s->staged, s->nstaged, s->staged_cap);
        *g = (struct staged){f->first, f->own, f->erase, f->head};
    }
    if (!f->known || f->head || f->own) return;
    CHECK(s->nfirsts < PACKS_PER_FOLDER);
    s->firsts[s->nfirsts++] = f->first;
}

/* First indices of the packs in one vault folder, in order; kept until the log grows. */
rc vault_list(struct store *s, i64 no, struct err *e) {
    struct arena a = s->scratch;
    struct str *names, folder = vault_folder(&a, no * PACKS_PER_FOLDER);
    i64 n;
    if (s->folder == no && s->folder_size == s->log.size) return RC_OK;
    arena_reset(&s->folder_arena, s->folder_whole);
    s->firsts = NEWN(&s->folder_arena, i64, PACKS_PER_FOLDER);
    s->staged = NULL;
    s->nfirsts = s->nstaged = s->staged_cap = 0;
    s->folder = no;
    s->folder_size = s->log.size;
    struct err low = {0};
    rc r = os_list(&a, pack_base(s, &a, folder), &names, &n, &low);
    if (r == RC_NOTFOUND) return RC_OK;
    if (r != RC_OK) return fail(e, r, "%s", low.msg);
    for (i64 i = 0; i < n; i++) {
        struct vault_file f = {.rel = names[i]};
        vault_file_parse(names[i], &f);
        take_file(s, &f);
    }
    return RC_OK;
}

static rc find_first(struct store *s, i64 index, i64 *first, struct err *e) {
    for (i64 no = index / PACKS_PER_FOLDER; no >= 0; no--) {
        TRY(vault_list(s, no, e));
        *first = -1;
        for (i64 i = 0; i < s->nfirsts; i++)
            if (s->firsts[i] <= index && s->firsts[i] > *first) *first = s->firsts[i];
        if (*first >= 0) return RC_OK;
        if (index - no * PACKS_PER_FOLDER > TXN_ENTRIES_MAX) break;
    }
    return fail(e, RC_INTEGRITY, "the pack of entry %lld is missing", (long long)index);
}

void pack_drop(struct store *s) {
    pack_close(&s->pack);
    s->pack_first = -1;
    arena_reset(&s->pack_arena, s->pack_whole);
}

/* Offsets of the first members of all entries of the open pack. */
static rc index_entries(struct store *s, struct err *e) {
    struct pack *p = &s->pack;
    i64 n = p->foot.entries, found = 0, end = p->plain - PACK_FOOT;
    struct tar_member m;
    if (n < 1 || n > TXN_ENTRIES_MAX)
        return fail(e, RC_INTEGRITY, "%s.pack holds no entries", p->name);
    s->offset = NEWN(&s->pack_arena, i64, n);
    for (i64 at = p->foot.at; at < end; at += m.head + m.size + tar_pad(m.size)) {
        TRY(pack_member_at(p, at, &m, e));
        if (!str_ends(str_c(m.name), S("/entry.json"))) continue;
        if (found == n)
            return fail(e, RC_INTEGRITY, "%s.pack holds more entries than it says", p->name);
        s->offset[found++] = at;
    }
    return found == n ? RC_OK
                      : fail(e, RC_INTEGRITY, "%s.pack holds fewer entries than it says", p->name);
}

/* Where a file of a pack is now: what an erasure under the checkpoint wrote anew, else the one of
 * its plain name. Either of the two files may be switched before the other. */
static const char *file_now(struct store *s, struct arena *a, struct str name, i64 first, i64 own,
                            bool head) {
    i64 best = -1, size = s->settled > s->log.size ? s->settled : s->log.size;
    for (i64 i = 0; i < s->nstaged; i++) {
        const struct staged *g = &s->staged[i];
        if (g->first == first && g->own == own && g->head == head && g->erase < size &&
            g->erase > best)
            best = g->erase;
    }
    const char *base = pack_base(s, a, name), *kind = head ? "head" : "pack";
    return cstr(a, best < 0 ? str_fmt(a, "%s.%s", base, kind)
                            : str_fmt(a, "%s.%s.e%lld", base, kind, (long long)best));
}

/* Another process may switch the pack between our looking and opening: looked at anew, twice. */
rc vault_open(struct store *s, struct arena *a, i64 first, i64 own, struct pack *out,
              struct err *e) {
    struct str name = pack_name(a, first, own);
    for (int tries = 0;; tries++) {
        struct arena keep = *a;
        struct err low = {0};
        TRY(vault_list(s, first / PACKS_PER_FOLDER, e));
        rc r = pack_open_files(out, a, file_now(s, a, name, first, own, false),
                               file_now(s, a, name, first, own, true), cstr(a, name),
                               &s->keys->age, &low);
        if (r == RC_OK) return r;
        if (tries == 2 || (r != RC_NOTFOUND && r != RC_INTEGRITY)) return fail(e, r, "%s", low.msg);
        *a = keep;
        s->folder = -1;
        s->settled = log_peek(&s->log, s->scratch);
    }
}

static rc open_common(struct store *s, i64 first, struct err *e) {
    pack_drop(s);
    rc r = vault_open(s, &s->pack_arena, first, 0, &s->pack, e);
    if (r == RC_NOTFOUND) {
        if (e) e->code = RC_INTEGRITY;
        return RC_INTEGRITY;
    }
    if (r == RC_OK && s->pack.foot.first != first)
        r = fail(e, RC_INTEGRITY, "%s.pack is the pack of entry %lld", s->pack.name,
                 (long long)s->pack.foot.first);
    if (r == RC_OK) r = index_entries(s, e);
    if (r != RC_OK)
        pack_drop(s);
    else
        s->pack_first = first;
    return r;
}

rc common_pack(struct store *s, i64 index, struct err *e) {
    i64 first = -1;
    if (s->pack_first >= 0 && index >= s->pack_first &&
        index < s->pack_first + s->pack.foot.entries)
        return RC_OK;
    TRY(find_first(s, index, &first, e));
    TRY(open_common(s, first, e));
    if (index < first + s->pack.foot.entries) return RC_OK;
    return fail(e, RC_INTEGRITY, "the pack of entry %lld is missing", (long long)index);
}

rc own_pack(struct store *s, struct arena *a, i64 first, i64 own, struct pack *out, struct err *e) {
    rc r = vault_open(s, a, first, own, out, e);
    if (r == RC_NOTFOUND && e) e->code = RC_INTEGRITY;
    return r == RC_NOTFOUND ? RC_INTEGRITY : r;
}

static rc bad(struct store *s, i64 index, struct err *e, const char *why) {
    return fail(e, RC_INTEGRITY, "entry %lld in %s.pack: %s", (long long)index, s->pack.name, why);
}

/* The member at *at must have this name; its content into the arena; *at moves past it. */
static rc take(struct store *s, i64 index, const char *what, i64 max, i64 *at, struct str *out,
               struct err *e) {
    struct arena *a = &s->hot.now;
    struct tar_member m;
    TRY(pack_member_at(&s->pack, *at, &m, e));
    if (!str_eq(str_c(m.name), member_name(a, index, what, S(""))))
        return bad(s, index, e, "a part of it is missing");
    if (m.size > max) return bad(s, index, e, "a part of it is too long");
    char *p = NEWN(a, char, m.size + 1);
    TRY(pack_read(&s->pack, *at + m.head, p, m.size, e));
    *out = (struct str){p, m.size};
    *at += m.head + m.size + tar_pad(m.size);
    return RC_OK;
}

struct str seal_text(struct arena *a, i64 nobjects, i64 nparts, const u8 salt[32],
                     const u8 seed[32]) {
    struct json *o = json_obj(a);
    json_set_i(a, o, "objects", nobjects);
    json_set_i(a, o, "parts", nparts);
    json_set_str(a, o, "salt", hex_encode(a, bytes_str(salt, 32)));
    if (seed) json_set_str(a, o, "seed", hex_encode(a, bytes_str(seed, 32)));
    json_set_i(a, o, "v", seed ? 1 : 2);
    return json_canon(a, o);
}

static bool hex_32(struct arena *a, struct str hex, u8 out[32]) {
    struct str raw = hex_decode(a, hex);
    if (!raw.p || raw.n != 32) return false;
    memcpy(out, raw.p, 32);
    return true;
}

static rc read_seal(struct store *s, i64 index, struct str text, bool *kept, struct err *e) {
    struct hot_entry *h = &s->hot;
    struct arena *a = &h->now;
    struct json *o = NULL;
    *kept = json_read(a, text, &o, NULL) == RC_OK && json_get_i(o, "v", 0) == 2;
    if (!o ||
        !hex_32(a, json_get_str(o, "salt"), h->entry.salt) ||
        !(*kept || hex_32(a, json_get_str(o, "seed"), h->entry.seed)))
        return bad(s, index, e, "seal.json is malformed");
    h->entry.nobjects = h->nobjects = json_get_i(o, "objects", -1);
    h->entry.nparts = json_get_i(o, "parts", -1);
    struct str again = seal_text(a, h->nobjects, h->entry.nparts, h->entry.salt,
                                 *kept ? NULL : h->entry.seed);
    bool range = h->nobjects >= 0 && h->nobjects <= ENTRY_OBJECTS_MAX && h->entry.nparts >= 0 &&
                 h->entry.nparts <= ENTRY_PARTS_MAX;
    return range && str_eq(text, again) ? RC_OK : bad(s, index, e, "seal.json is malformed");
}

static rc read_salts(struct store *s, i64 index, i64 *at, struct err *e) {
    struct entry *en = &s->hot.entry;
    struct str text;
    TRY(take(s, index, "salts.txt", PARTS_BYTES_MAX, at, &text, e));
    struct kept_salts *k = NEW(&s->hot.now, struct kept_salts);
    if (!salts_parse(&s->hot.now, text, en->nobjects, en->nparts, k))
        return bad(s, index, e, "salts.txt is malformed");
    en->kept = k;
    return RC_OK;
}

/* Is this the entry that the log committed to? */
static rc check_leaf(struct store *s, i64 index, struct err *e) {
    const struct entry *en = &s->hot.entry;
    u8 leaf[SIGSUM_LEAF], sha[32], message[32];
    TRY(log_leaf(&s->log, index, leaf, e));
    sha256(en->text, sha);
    commit_to("cairn/entry/v1", en->salt, sha, message);
    if (sigsum_leaf_ok(leaf, s->log.pub, message)) return RC_OK;
    return bad(s, index, e, "it is not the entry that the log holds");
}

/* "n" and "root" of one of the entry's trees. */
static bool tree_is(const struct entry *en, struct arena a, const char *key, i64 n,
                    const u8 root[32]) {
    const struct json *t = json_get(en->json, key);
    if (n == 0) return t == NULL;
    struct str want = b64_encode(&a, bytes_str(root, 32), true);
    return t && json_get_i(t, "n", -1) == n && str_eq(json_get_str(t, "root"), want);
}

static bool parse_object(struct arena *a, struct str sum, struct str where, struct object *o) {
    if (sum.n < 74 || !hex_32(a, str_sub(sum, 0, 64), o->sha256)) return false;
    if (!str_eq(str_sub(sum, 64, 74), S("  objects/"))) return false;
    o->name = str_sub(sum, 74, sum.n);
    struct str rest = where, pack = str_cut(&rest, ' '), at = rest.p ? str_cut(&rest, ' ') : rest;
    return rest.p && str_i64(pack, &o->pack) && str_i64(at, &o->at) && str_i64(rest, &o->size) &&
           o->pack >= 0 && o->at >= 0 && o->size >= 0 && object_name_ok(o->name);
}

/* The list of what was erased from is no longer the one committed to. */
static bool sums_ok(struct store *s, struct str sums) {
    struct hot_entry *h = &s->hot;
    u8 commitment[32];
    if (h->entry.kept) return true;
    sums_commitment(h->entry.seed, sums, commitment);
    struct str want = b64_encode(&h->now, bytes_str(commitment, 32), true);
    return str_eq(want, json_get_str(json_get(h->entry.json, "objects"), "sums"));
}

static rc parse_objects(struct store *s, i64 index, struct str sums, struct str where,
                        struct err *e) {
    struct hot_entry *h = &s->hot;
    for (i64 k = 0; k < h->nobjects; k++) {
        bool fresh = false;
        struct object *o = &h->object[k];
        if (object_gone(&h->entry, k)) continue;
        if (!sums.p || !where.p ||
            !parse_object(&h->now, str_cut(&sums, '\n'), str_cut(&where, '\n'), o))
            return bad(s, index, e, "its list of objects is malformed");
        map_put(&h->by_name, &h->now, o->name, &fresh)->value = k;
        if (!fresh) return bad(s, index, e, "its list of objects names one twice");
    }
    if (sums.n > 0 || where.n > 0) return bad(s, index, e, "its list of objects is too long");
    return RC_OK;
}

static bool some_object(const struct hot_entry *h) {
    for (i64 k = 0; k < h->nobjects; k++)
        if (!object_gone(&h->entry, k)) return true;
    return false;
}

static rc read_objects(struct store *s, i64 index, i64 *at, struct err *e) {
    struct hot_entry *h = &s->hot;
    struct str sums = {0}, where = {0};
    struct merkle_range range = {0};
    u8 root[32];
    h->object = NEWN(&h->now, struct object, h->nobjects);
    if (some_object(h)) {
        TRY(take(s, index, "SHA256SUMS", JSON_BYTES_MAX, at, &sums, e));
        TRY(take(s, index, "where.txt", JSON_BYTES_MAX, at, &where, e));
        if (!sums_ok(s, sums)) return bad(s, index, e, "its list of objects was altered");
        TRY(parse_objects(s, index, sums, where, e));
    }
    for (i64 k = 0; k < h->nobjects; k++) {
        u8 hash[32];
        entry_object_leaf(&h->entry, k, h->object[k].sha256, hash);
        merkle_append(&range, hash);
    }
    merkle_root(&range, root);
    return tree_is(&h->entry, h->now, "objects", h->nobjects, root)
               ? RC_OK
               : bad(s, index, e, "its objects are not those it committed to");
}

static rc read_parts(struct store *s, i64 index, i64 *at, struct err *e) {
    struct entry *en = &s->hot.entry;
    struct merkle_range range = {0};
    struct str text;
    u8 root[32], hash[32];
    TRY(take(s, index, "parts.jsonl", PARTS_BYTES_MAX, at, &text, e));
    en->parts = NEWN(&s->hot.now, struct str, en->nparts);
    for (i64 k = 0; k < en->nparts; k++) {
        bool gone = en->kept && en->kept->part[k].gone;
        if (!text.p || text.n == 0) return bad(s, index, e, "it has fewer parts than it says");
        en->parts[k] = str_cut(&text, '\n');
        if (gone != (en->parts[k].n == 0))
            return bad(s, index, e, "it has fewer parts than it says");
        entry_part_leaf(en, k, hash);
        merkle_append(&range, hash);
    }
    if (!text.p || text.n > 0) return bad(s, index, e, "it has more parts than it says");
    merkle_root(&range, root);
    return tree_is(en, s->hot.now, "parts", en->nparts, root)
               ? RC_OK
               : bad(s, index, e, "its parts are not those it committed to");
}

static rc read_entry(struct store *s, i64 index, struct err *e) {
    struct hot_entry *h = &s->hot;
    struct str seal;
    TRY(common_pack(s, index, e));
    h->first = s->pack_first;
    i64 at = s->offset[index - s->pack_first];
    h->entry = (struct entry){.index = index};
    TRY(take(s, index, "entry.json", ENTRY_TEXT_MAX, &at, &h->entry.text, e));
    TRY(take(s, index, "seal.json", 4096, &at, &seal, e));
    bool kept;
    TRY(read_seal(s, index, seal, &kept, e));
    if (kept) TRY(read_salts(s, index, &at, e));
    TRY(check_leaf(s, index, e));
    if (json_read(&h->now, h->entry.text, &h->entry.json, NULL) != RC_OK)
        return bad(s, index, e, "it is not JSON");
    if (h->nobjects > 0)
        TRY(read_objects(s, index, &at, e));
    else if (json_get(h->entry.json, "objects"))
        return bad(s, index, e, "its objects are missing");
    if (h->entry.nparts > 0)
        TRY(read_parts(s, index, &at, e));
    else if (json_get(h->entry.json, "parts"))
        return bad(s, index, e, "its parts are missing");
    h->end = at;
    return RC_OK;
}

void hot_drop(struct store *s) {
    struct arena whole = s->hot.whole;
    arena_reset(&s->hot.now, whole);
    s->hot = (struct hot_entry){.index = -1, .whole = whole, .now = whole};
}

rc hot_load(struct store *s, i64 index, struct err *e) {
    if (index < 0 || index >= s->log.size)
        return fail(e, RC_NOTFOUND, "there is no entry %lld; the log has %lld", (long long)index,
                    (long long)s->log.size);
    if (s->hot.index == index) return RC_OK;
    hot_drop(s);
    TRY(read_entry(s, index, e));
    s->hot.index = index;
    return RC_OK;
}

rc store_entry(struct store *s, struct arena *a, i64 index, struct entry *out, struct err *e) {
    TRY(hot_load(s, index, e));
    const struct entry *en = &s->hot.entry;
    *out = *en;
    out->text = str_dup(a, en->text);
    TRY(json_read(a, out->text, &out->json, e));
    out->parts = NEWN(a, struct str, en->nparts);
    for (i64 k = 0; k < en->nparts; k++)
        out->parts[k] = str_dup(a, en->parts[k]);
    out->kept = salts_dup(a, en->kept, en->nobjects, en->nparts);
    return RC_OK;
}

static rc find_object(struct store *s, i64 index, struct str name, struct object **out,
                      struct err *e) {
    TRY(hot_load(s, index, e));
    struct map_entry *m = map_get(&s->hot.by_name, name);
    if (!m)
        return fail(e, RC_NOTFOUND, "entry %lld has no object %.*s", (long long)index,
                    SARG(str_sub(name, 0, OBJECT_NAME_MAX)));
    *out = &s->hot.object[m->value];
    return RC_OK;
}

/* Hashes what passes by. */
struct tee {
    struct sha256 hash;
    age_sink_fn *sink;
    void *ctx;
};

static rc tee(void *ctx, struct str bytes, struct err *e) {
    struct tee *t = ctx;
    sha256_add(&t->hash, bytes);
    return t->sink(t->ctx, bytes, e);
}

static rc stream_checked(struct pack *p, i64 index, const struct object *o, age_sink_fn *sink,
                         void *ctx, struct err *e) {
    struct tee t = {.sink = sink, .ctx = ctx};
    u8 sha[32];
    sha256_begin(&t.hash);
    rc r = pack_stream(p, o->at, o->size, tee, &t, e);
    sha256_end(&t.hash, sha);
    if (r != RC_OK || memcmp(sha, o->sha256, 32) == 0) return r;
    return fail(e, RC_INTEGRITY, "%s.pack: object %.*s of entry %lld is not the one committed to",
                p->name, SARG(o->name), (long long)index);
}

static rc stream_object(struct store *s, i64 index, const struct object *o, age_sink_fn *sink,
                        void *ctx, struct err *e) {
    if (o->pack == 0) {
        TRY(common_pack(s, index, e));
        return stream_checked(&s->pack, index, o, sink, ctx, e);
    }
    struct arena a = s->scratch;
    struct pack p;
    TRY(own_pack(s, &a, s->hot.first, o->pack, &p, e));
    rc r = stream_checked(&p, index, o, sink, ctx, e);
    pack_close(&p);
    return r;
}

static rc to_memory(void *ctx, struct str bytes, struct err *e) {
    char **to = ctx;
    (void)e;
    memcpy(*to, bytes.p, (size_t)bytes.n);
    *to += bytes.n;
    return RC_OK;
}

rc store_object(struct store *s, struct arena *a, i64 index, struct str name, i64 max,
                struct str *out, struct err *e) {
    struct object *o;
    TRY(find_object(s, index, name, &o, e));
    if (o->size > max)
        return fail(e, RC_LIMIT, "object %.*s is %lld bytes; the most here is %lld", SARG(o->name),
                    (long long)o->size, (long long)max);
    char *p = NEWN(a, char, o->size + 1), *to = p;
    TRY(stream_object(s, index, o, to_memory, &to, e));
    *out = (struct str){p, o->size};
    return RC_OK;
}

static rc to_fd(void *ctx, struct str bytes, struct err *e) {
    int fd = *(int *)ctx;
    while (bytes.n > 0) {
        ssize_t k = write(fd, bytes.p, (size_t)bytes.n);
        if (k < 0 && errno == EINTR) continue;
        if (k < 0) return fail(e, RC_IO, "cannot write: %s", strerrordesc_np(errno));
        bytes = str_sub(bytes, k, bytes.n);
    }
    return RC_OK;
}

rc store_object_to(struct store *s, i64 index, struct str name, int fd, struct err *e) {
    struct object *o;
    TRY(find_object(s, index, name, &o, e));
    return stream_object(s, index, o, to_fd, &fd, e);
}

rc store_object_at(struct store *s, i64 index, struct str name, i64 *k, u8 sha[32], struct err *e) {
    struct object *o;
    TRY(find_object(s, index, name, &o, e));
    *k = o - s->hot.object;
    memcpy(sha, o->sha256, 32);
    return RC_OK;
}
