#include "proof/sigsum.h"

#include "proof/merkle.h"
#include "proof/sign.h"

#define LEAF_TAG "sigsum.org/v1/tree-leaf" /* and its NUL */

static struct str signed_part(u8 room[56], const u8 checksum[32]) {
    memcpy(room, LEAF_TAG, 24);
    memcpy(room + 24, checksum, 32);
    return bytes_str(room, 56);
}

void sigsum_leaf_make(const u8 secret[64], const u8 message[32], u8 leaf[128]) {
    u8 room[56];
    sha256(bytes_str(message, 32), leaf);
    sign_make(secret, signed_part(room, leaf), leaf + 32);
    sha256(bytes_str(secret + 32, 32), leaf + 96);
}

bool sigsum_leaf_ok(const u8 leaf[128], const u8 pub[32], const u8 *message) {
    u8 room[56], hash[32];
    sha256(bytes_str(pub, 32), hash);
    if (memcmp(hash, leaf + 96, 32) != 0) return false;
    if (message) {
        sha256(bytes_str(message, 32), hash);
        if (memcmp(hash, leaf, 32) != 0) return false;
    }
    return sign_ok(pub, signed_part(room, leaf), leaf + 32);
}

struct str sigsum_origin(struct arena *a, const u8 pub[32]) {
    u8 hash[32];
    sha256(bytes_str(pub, 32), hash);
    return str_cat(a, S("sigsum.org/v1/tree/"), hex_encode(a, bytes_str(hash, 32)));
}

rc sigsum_proof_head(struct arena *a, struct str checkpoint_note, const u8 log_pub[32],
                     struct sigsum_proof *out, struct err *e) {
    struct note *n = NEW(a, struct note);
    struct note_key key;
    struct checkpoint c;
    TRY(note_key_make(sigsum_origin(a, log_pub), NOTE_ED25519, log_pub, &key, e));
    TRY(note_parse(a, checkpoint_note, n, e));
    TRY(note_verify(n, &key, 1, NULL, NULL, e));
    TRY(checkpoint_parse(a, n->text, &c, e));
    if (!str_eq(c.origin, key.name) || c.extension.n > 0)
        return fail(e, RC_INTEGRITY, "the checkpoint is not that of this Sigsum log");
    out->size = c.size;
    memcpy(out->root, c.root, 32);
    sha256(bytes_str(log_pub, 32), out->log_key_hash);
    for (int i = 0; i < n->nsigs; i++)
        if (n->sig[i].id == key.id && str_eq(n->sig[i].name, key.name))
            memcpy(out->tree_signature, n->sig[i].bytes.p, 64);
    return RC_OK;
}

static struct str hex(struct arena *a, const u8 *p, i64 n) {
    return hex_encode(a, bytes_str(p, n));
}

struct str sigsum_proof_text(struct arena *a, const struct sigsum_proof *p) {
    struct buf b = buf_make(a, PROOF_TEXT_MAX);
    buf_fmt(&b, "version=2\nlog=%.*s\n", SARG(hex(a, p->log_key_hash, 32)));
    buf_fmt(&b, "leaf=%.*s ", SARG(hex(a, p->leaf + 96, 32)));
    buf_fmt(&b, "%.*s\n\n", SARG(hex(a, p->leaf + 32, 64)));
    buf_fmt(&b, "size=%lld\nroot_hash=%.*s\n", (long long)p->size, SARG(hex(a, p->root, 32)));
    buf_fmt(&b, "signature=%.*s\n", SARG(hex(a, p->tree_signature, 64)));
    if (p->size > 1) buf_fmt(&b, "\nleaf_index=%lld\n", (long long)p->index);
    for (i64 i = 0; p->size > 1 && i < p->npath; i++)
        buf_fmt(&b, "node_hash=%.*s\n", SARG(hex(a, p->path[i], 32)));
    CHECK(buf_ok(&b));
    return buf_str(&b);
}

/* Lines "key=value" one after another. */
struct lines {
    struct arena *a;
    struct str rest;
    bool ok;
};

static struct str value(struct lines *l, const char *key) {
    struct str line = str_cut(&l->rest, '\n'), name = str_c(key);
    if (!l->ok || !line.p || !str_starts(line, name)) {
        l->ok = false;
        return (struct str){0};
    }
    return str_sub(line, name.n, line.n);
}

static void bytes(struct lines *l, struct str text, u8 *out, i64 n) {
    struct str raw = l->ok ? hex_decode(l->a, text) : (struct str){0};
    for (i64 i = 0; i < text.n; i++)
        if (text.p[i] >= 'A' && text.p[i] <= 'F') l->ok = false; /* one spelling only */
    if (!raw.p || raw.n != n)
        l->ok = false;
    else
        memcpy(out, raw.p, (size_t)n);
}

static void number(struct lines *l, struct str text, i64 *out) {
    if (!l->ok || !str_i64(text, out) || *out < 0 || (text.n > 1 && text.p[0] == '0') ||
        text.p[0] == '-')
        l->ok = false;
}

static void parse_path(struct lines *l, struct sigsum_proof *out) {
    u8(*path)[32] = NEWN(l->a, digest, MERKLE_PATH_MAX);
    number(l, value(l, "leaf_index="), &out->index);
    while (l->ok && l->rest.p && l->rest.n > 0) {
        if (out->npath == MERKLE_PATH_MAX)
            l->ok = false;
        else
            bytes(l, value(l, "node_hash="), path[out->npath++], 32);
    }
    out->path = (const u8(*)[32])path;
}

rc sigsum_proof_parse(struct arena *a, struct str text, struct sigsum_proof *out, struct err *e) {
    struct lines l = {a, text, text.n <= PROOF_TEXT_MAX};
    *out = (struct sigsum_proof){0};
    if (!str_eqc(value(&l, "version="), "2")) l.ok = false;
    bytes(&l, value(&l, "log="), out->log_key_hash, 32);
    struct str leaf = value(&l, "leaf="), hash = str_cut(&leaf, ' ');
    bytes(&l, hash, out->leaf + 96, 32);
    bytes(&l, leaf, out->leaf + 32, 64);
    if (value(&l, "").n != 0) l.ok = false;
    number(&l, value(&l, "size="), &out->size);
    bytes(&l, value(&l, "root_hash="), out->root, 32);
    bytes(&l, value(&l, "signature="), out->tree_signature, 64);
    while (l.ok && str_starts(l.rest, S("cosignature=")))
        value(&l, "cosignature=");
    if (l.ok && out->size > 1) {
        if (value(&l, "").n != 0) l.ok = false;
        parse_path(&l, out);
    }
    if (!l.ok || out->size < 1 || l.rest.n > 0)
        return fail(e, RC_INTEGRITY, "not a Sigsum proof of version 2");
    return RC_OK;
}

rc sigsum_proof_verify(struct arena *scratch, const struct sigsum_proof *p, const u8 message[32],
                       const u8 submitter_pub[32], const u8 log_pub[32], struct err *e) {
    u8 leaf[128], hash[32];
    memcpy(leaf, p->leaf, 128);
    sha256(bytes_str(message, 32), leaf);
    if (!sigsum_leaf_ok(leaf, submitter_pub, message))
        return fail(e, RC_INTEGRITY, "the leaf's signature does not verify");
    sha256(bytes_str(log_pub, 32), hash);
    if (memcmp(hash, p->log_key_hash, 32) != 0)
        return fail(e, RC_INTEGRITY, "the proof is of another log");
    struct checkpoint c = {.origin = sigsum_origin(scratch, log_pub), .size = p->size};
    memcpy(c.root, p->root, 32);
    if (!sign_ok(log_pub, checkpoint_text(scratch, &c), p->tree_signature))
        return fail(e, RC_INTEGRITY, "the tree head's signature does not verify");
    merkle_leaf(bytes_str(leaf, 128), hash);
    if (!merkle_inclusion_ok(p->index, p->size, hash, p->path, p->npath, p->root))
        return fail(e, RC_INTEGRITY, "the leaf is not under the tree head");
    return RC_OK;
}
