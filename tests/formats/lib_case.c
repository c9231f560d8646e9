/* case.json, pack.json, entry.json, log.json, erasure.json: one small case, made step by step, and
 * everything that another implementation must find in it. */
#include "vectors.h"
#include "proof/merkle.h"
#include "proof/sign.h"
#include "store/vault.h"

#include <stdio.h>
#include <stdlib.h>

struct made {
    struct arena *a;
    const char *out, *dir, *key;
    struct store *s;
    struct store_key_opts opts;
};

static struct json *act(struct arena *a, const char *type, const char *at) {
    struct json *o = json_obj(a);
    json_set_i(a, o, "v", 1);
    json_set_str(a, o, "type", str_c(type));
    json_set_str(a, o, "at", str_c(at));
    json_set_str(a, o, "by", S("r-000000000000"));
    return o;
}

static void add(struct made *m, struct txn *t, const char *type, const char *at,
                const char *const *part, i64 n) {
    struct str parts[8];
    struct err e = {0};
    i64 index;
    for (i64 i = 0; i < n; i++)
        parts[i] = str_c(part[i]);
    must(store_add(t, act(m->a, type, at), parts, n, &index, &e), &e);
}

static struct txn *begin(struct made *m) {
    struct txn *t = NULL;
    struct err e = {0};
    must(store_begin(m->s, NULL, NULL, &t, &e), &e);
    return t;
}

static void commit(struct txn *t) {
    struct err e = {0};
    must(store_commit(t, &e), &e);
}

/* Entry 0 without anything; 1 and 2 in one commit, objects and parts in both; 3 with parts alone.
 */
static void fill(struct made *m) {
    static const char *const P1[] = {"{\"kind\":\"actor\",\"name\":\"somebody\"}",
                                     "{\"item\":\"m-00\",\"kind\":\"item\",\"object\":\"o/0\"}",
                                     "{\"kind\":\"manifest\",\"name\":\"a.txt\"}"};
    static const char *const P2[] = {"{\"kind\":\"reading\"}"};
    static const char *const P3[] = {"{\"k\":0}", "{\"k\":1}", "{\"k\":2}", "{\"k\":3}",
                                     "{\"k\":4}"};
    struct err e = {0};
    struct txn *t = begin(m);
    add(m, t, "administered", "2031-03-25T09:00:00Z", NULL, 0);
    commit(t);
    t = begin(m);
    must(store_put(t, S("o/0"), S("Ten people were killed in Marat, police said.\n"), &e), &e);
    must(store_put(t, S("o/1"), S("second\n"), &e), &e);
    must(store_put(t, S("o/2"), S(""), &e), &e);
    add(m, t, "received", "2031-03-25T09:00:01Z", P1, 3);
    must(store_put(t, S("text"), S("Ten people were killed in Marat, police said.\n"), &e), &e);
    add(m, t, "read", "2031-03-25T09:00:02Z", P2, 1);
    commit(t);
    t = begin(m);
    add(m, t, "registered", "2031-03-25T09:00:03Z", P3, 5);
    commit(t);
}

/* The plaintext of a pack, by head and payload. */
static struct str plain_of(struct made *m, const char *base) {
    struct pack p = {0};
    struct err e = {0};
    must(pack_open(&p, m->a, base, base, &m->s->keys->age, &e), &e);
    char *bytes = NEWN(m->a, char, p.plain);
    must(pack_read(&p, 0, bytes, p.plain, &e), &e);
    struct str out = {bytes, p.plain};
    pack_close(&p);
    return out;
}

static struct str file(struct made *m, const char *rel) {
    struct str out;
    struct err e = {0};
    must(os_read(m->a, cstr(m->a, str_fmt(m->a, "%s/%s", m->dir, rel)), 1 << 24, &out, &e), &e);
    return out;
}

/* Files of the case below a folder, in byte order, as {"path","base64"}. */
static void put_files(struct made *m, struct json *list, const char *rel) {
    struct str *names;
    i64 n;
    struct err e = {0};
    must(os_list(m->a, cstr(m->a, str_fmt(m->a, "%s/%s", m->dir, rel)), &names, &n, &e), &e);
    for (i64 i = 0; i < n; i++) {
        const char *path =
            cstr(m->a, str_fmt(m->a, "%s%s%.*s", rel, rel[0] ? "/" : "", SARG(names[i])));
        if (os_is_dir(cstr(m->a, str_fmt(m->a, "%s/%s", m->dir, path)))) {
            put_files(m, list, path);
        } else if (!str_ends(str_c(path), S("lock"))) {
            struct json *o = json_add(list, json_obj(m->a));
            json_set_str(m->a, o, "path", str_c(path));
            json_set_str(m->a, o, "base64", b64_encode(m->a, file(m, path), true));
        }
    }
}

static void write_case(struct made *m) {
    struct arena *a = m->a;
    struct json *page = vector_page(a, "a whole case", "case.md", "cairn.case; Key file");
    struct json *o =
        vector_case(a, page, "four entries in three commits; every file of it, and the key file");
    struct str key;
    struct err e = {0};
    must(os_read(a, m->key, 1 << 16, &key, &e), &e);
    json_set_str(a, o, "key_file", key);
    put_files(m, json_set(o, S("files"), json_arr(a)), "");
    put_hex(a, o, "log_public", m->s->keys->log_pub, 32);
    put_hex(a, o, "age_secret", m->s->keys->age.secret, 32);
    put_hex(a, o, "page_key", m->s->keys->page, 32);
    vector_write(a, m->out, "case.json", page);
}

static void put_entry(struct made *m, struct json *page, i64 index, const char *comment) {
    struct arena *a = m->a;
    struct json *o = vector_case(a, page, comment);
    struct entry en;
    struct err e = {0};
    u8 sha[32], message[32], leaf[128];
    must(store_entry(m->s, a, index, &en, &e), &e);
    must(log_leaf(&m->s->log, index, leaf, &e), &e);
    sha256(en.text, sha);
    sha256_of((const struct str[]){S("cairn/entry/v1"), bytes_str(en.salt, 32), bytes_str(sha, 32)},
              3, message);
    json_set_i(a, o, "index", index);
    json_set_str(a, o, "entry", en.text);
    put_hex(a, o, "salt", en.salt, 32);
    put_hex(a, o, "seed", en.seed, 32);
    put_hex(a, o, "message", message, 32);
    put_hex(a, o, "leaf", leaf, 128);
    struct json *parts = json_set(o, S("parts"), json_arr(a));
    for (i64 k = 0; k < en.nparts; k++) {
        u8 salt[32], hash[32];
        bool there = entry_part_salt(&en, k, salt);
        struct json *p = json_add(parts, json_obj(a));
        entry_part_leaf(&en, k, hash);
        if (there) json_set_str(a, p, "part", en.parts[k]);
        if (there) put_hex(a, p, "salt", salt, 32);
        put_hex(a, p, "leaf_hash", hash, 32);
    }
}

static void write_entries(struct made *m) {
    struct json *page = vector_page(m->a, "entries and what they commit to", "vault.md", "Entry");
    put_entry(m, page, 0, "no parts, no objects");
    put_entry(m, page, 1, "three parts, three objects");
    put_entry(m, page, 2, "one part, one object");
    put_entry(m, page, 3, "five parts");
    vector_write(m->a, m->out, "entry.json", page);
}

static void write_packs(struct made *m) {
    struct arena *a = m->a;
    struct json *page = vector_page(a, "packs", "vault.md", "Pack");
    static const char *const NAME[] = {"vault/000000/000000000", "vault/000000/000000001",
                                       "vault/000000/000000003"};
    for (i64 i = 0; i < LEN(NAME); i++) {
        const char *base = cstr(a, str_fmt(a, "%s/%s", m->dir, NAME[i]));
        struct json *o = vector_case(a, page, NAME[i]);
        struct str plain = plain_of(m, base);
        u8 sha[32];
        sha256(plain, sha);
        put_b64(a, o, "head", file(m, cstr(a, str_fmt(a, "%s.head", NAME[i]))));
        put_b64(a, o, "pack", file(m, cstr(a, str_fmt(a, "%s.pack", NAME[i]))));
        json_set_i(a, o, "plain_bytes", plain.n);
        put_hex(a, o, "plain_sha256", sha, 32);
        json_set_str(a, o, "identity", age_identity_text(a, m->s->keys->age.secret));
    }
    struct json *o = vector_case(a, page, "padded sizes of a plaintext"), *sizes;
    static const i64 SIZES[] = {1,       4096,    4097,      1048575,   1048576,
                                1048577, 5000000, 123456789, 64LL << 30};
    sizes = json_set(o, S("padded"), json_arr(a));
    for (i64 i = 0; i < LEN(SIZES); i++) {
        struct json *s = json_add(sizes, json_obj(a));
        json_set_i(a, s, "n", SIZES[i]);
        json_set_i(a, s, "padded", pack_padded(SIZES[i]));
    }
    vector_write(a, m->out, "pack.json", page);
}

/* A log of its own: more leaves than a case of this size, every size, path and proof. */
static void write_log(struct arena *a, const char *out) {
    enum { LEAVES = 9 };
    struct json *page = vector_page(a, "leaves, trees, checkpoints", "log.md", "Log");
    struct json *o = vector_case(a, page, "a log of nine leaves");
    struct err e = {0};
    u8 seed[32] = {7}, pub[32], secret[64];
    digest hash[LEAVES];
    struct merkle_tree tree;
    struct note_key key;
    sign_keypair(seed, pub, secret);
    must(note_key_make(sigsum_origin(a, pub), NOTE_ED25519, pub, &key, &e), &e);
    put_hex(a, o, "seed", seed, 32);
    put_hex(a, o, "public", pub, 32);
    json_set_str(a, o, "origin", key.name);
    json_set_str(a, o, "vkey", note_vkey(a, &key));
    struct json *leaves = json_set(o, S("leaves"), json_arr(a)),
                *heads = json_set(o, S("heads"), json_arr(a));
    struct buf bundle = buf_make(a, 1 << 16);
    for (int i = 0; i < LEAVES; i++) {
        u8 message[32], leaf[128], byte = (u8)i;
        sha256(bytes_str(&byte, 1), message);
        sigsum_leaf_make(secret, message, leaf);
        merkle_leaf(bytes_str(leaf, 128), hash[i]);
        bundle_put(&bundle, bytes_str(leaf, 128));
        struct json *l = json_add(leaves, json_obj(a));
        put_hex(a, l, "message", message, 32);
        put_hex(a, l, "leaf", leaf, 128);
        put_hex(a, l, "hash", hash[i], 32);
    }
    merkle_build(&tree, a, (const u8(*)[32])hash, LEAVES);
    for (int n = 0; n <= LEAVES; n++) {
        struct checkpoint c = {.origin = key.name, .size = n};
        merkle_mth((const u8(*)[32])hash, n, c.root);
        struct json *h = json_add(heads, json_obj(a));
        json_set_i(a, h, "size", n);
        put_hex(a, h, "root", c.root, 32);
        json_set_str(a, h, "checkpoint", note_sign(a, checkpoint_text(a, &c), &key, secret));
        struct json *inclusion = json_set(h, S("inclusion"), json_arr(a));
        for (int i = 0; i < n; i++) {
            u8 path[MERKLE_PATH_MAX][32];
            i64 np;
            must(merkle_inclusion(merkle_tree_read, &tree, i, n, path, &np, &e), &e);
            put_b64(a, json_add(inclusion, json_obj(a)), "path", bytes_str(path, 32 * np));
        }
        struct json *consistency = json_set(h, S("consistency"), json_arr(a));
        for (int i = 1; i < n; i++) {
            u8 path[MERKLE_PATH_MAX][32];
            i64 np;
            must(merkle_consistency(merkle_tree_read, &tree, i, n, path, &np, &e), &e);
            struct json *q = json_add(consistency, json_obj(a));
            json_set_i(a, q, "from", i);
            put_b64(a, q, "path", bytes_str(path, 32 * np));
        }
    }
    json_set_str(a, o, "entries_path", tile_path(a, (struct tile){TILE_ENTRIES, 0, LEAVES}));
    put_b64(a, o, "entries_tile", buf_str(&bundle));
    json_set_str(a, o, "hashes_path", tile_path(a, (struct tile){0, 0, LEAVES}));
    put_b64(a, o, "hashes_tile", bytes_str(hash, sizeof hash));
    vector_write(a, out, "log.json", page);
}

/* Part 1 and object 1 of entry 1 go; the tombstone is entry 4. */
static void write_erasure(struct made *m) {
    static const char *const P[] = {"{\"kind\":\"erasure\"}"};
    const i64 part[] = {2}, object[] = {1};
    const struct store_erasure what = {
        .entry = 1, .parts = part, .nparts = 1, .objects = object, .nobjects = 1};
    struct err e = {0};
    struct txn *t = begin(m);
    must(store_erase(t, &what, 1, &e), &e);
    add(m, t, "erased", "2031-03-25T09:00:04Z", P, 1);
    commit(t);
    t = begin(m); /* rolls the new packs forward */
    store_abandon(t);
    struct json *page =
        vector_page(m->a, "an erased part and an erased object", "erasure.md", "In an entry");
    put_entry(m, page, 1, "part 2 and object 1 of entry 1 were erased");
    struct json *o = vector_case(m->a, page, "the case after it, every file");
    put_files(m, json_set(o, S("files"), json_arr(m->a)), "");
    json_set_str(m->a, o, "identity", age_identity_text(m->a, m->s->keys->age.secret));
    vector_write(m->a, m->out, "erasure.json", page);
}

void vectors_case(struct arena *a, const char *dir, const char *work) {
    struct err e = {0};
    struct made m = {.a = a, .out = dir};
    m.dir = cstr(a, str_fmt(a, "%s/case", work));
    m.key = cstr(a, str_fmt(a, "%s/key", work));
    m.opts = (struct store_key_opts){.key_file = m.key, .no_passphrase = true};
    must(store_init(m.dir, S("Vectors"), &m.opts, &e), &e);
    must(store_open(a, m.dir, &m.opts, &m.s, &e), &e);
    fill(&m);
    write_case(&m);
    write_entries(&m);
    write_packs(&m);
    write_log(a, dir);
    vectors_backup(a, dir, work, m.s);
    write_erasure(&m);
    store_close(m.s);
}
