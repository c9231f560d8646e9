/* Salts of an entry's objects, parts and texts: from its seed, or, once something of it was
 * erased, one by one from salts.txt. */
#include "store/store_int.h"

#include <sodium.h>

static void leaf_of(const char *tag, const u8 salt[32], const u8 sha[32], u8 hash[32]) {
    u8 commitment[32];
    commit_to(tag, salt, sha, commitment);
    merkle_leaf(bytes_str(commitment, 32), hash);
}

bool object_gone(const struct entry *en, i64 k) {
    CHECK(k >= 0 && k < en->nobjects);
    return en->kept && en->kept->object[k].gone;
}

void entry_object_leaf(const struct entry *en, i64 k, const u8 sha[32], u8 hash[32]) {
    if (!en->kept)
        object_leaf(en->seed, k, sha, hash);
    else if (en->kept->object[k].gone)
        memcpy(hash, en->kept->object[k].v, 32);
    else
        leaf_of("cairn/object/v1", en->kept->object[k].v, sha, hash);
}

bool entry_part_salt(const struct entry *en, i64 k, u8 salt[32]) {
    CHECK(k >= 0 && k < en->nparts);
    if (!en->kept)
        store_salt(en->seed, "part", k, salt);
    else
        memcpy(salt, en->kept->part[k].v, 32);
    bool there = !en->kept || !en->kept->part[k].gone;
    if (!there) memset(salt, 0, 32);
    return there;
}

void entry_part_leaf(const struct entry *en, i64 k, u8 hash[32]) {
    u8 salt[32], sha[32];
    if (!entry_part_salt(en, k, salt)) {
        memcpy(hash, en->kept->part[k].v, 32);
        return;
    }
    sha256(en->parts[k], sha);
    leaf_of("cairn/part/v1", salt, sha, hash);
}

bool entry_words_seed(const struct entry *en, i64 ordinal, u8 seed[32]) {
    if (!en->kept) return store_salt(en->seed, "words", ordinal, seed), true;
    for (i64 i = 0; i < en->kept->nwords; i++)
        if (en->kept->words[i].k == ordinal) return memcpy(seed, en->kept->words[i].seed, 32), true;
    return false;
}

static void put_hex(struct buf *b, const u8 v[32]) {
    char hex[65];
    sodium_bin2hex(hex, sizeof hex, v, 32);
    buf_puts(b, hex);
    buf_c(b, '\n');
}

static void put_salts(struct buf *b, const char *what, const struct salt *s, i64 n) {
    for (i64 k = 0; k < n; k++) {
        buf_puts(b, what);
        buf_puts(b, s[k].gone ? " leaf " : " salt ");
        put_hex(b, s[k].v);
    }
}

struct str salts_text(struct arena *a, const struct kept_salts *s, i64 nobjects, i64 nparts) {
    struct buf b = buf_make(a, PARTS_BYTES_MAX);
    put_salts(&b, "object", s->object, nobjects);
    put_salts(&b, "part", s->part, nparts);
    for (i64 i = 0; i < s->nwords; i++) {
        buf_fmt(&b, "words %lld ", (long long)s->words[i].k);
        put_hex(&b, s->words[i].seed);
    }
    CHECK(buf_ok(&b));
    return buf_str(&b);
}

static bool take_hex(struct str hex, u8 out[32]) {
    size_t n;
    return hex.n == 64 && sodium_hex2bin(out, 32, hex.p, 64, NULL, &n, NULL) == 0 && n == 32;
}

static bool take_salts(struct str *text, i64 n, struct salt *out) {
    for (i64 k = 0; k < n; k++) {
        if (!text->p) return false;
        struct str line = str_cut(text, '\n');
        str_cut(&line, ' ');
        if (!line.p) return false;
        out[k].gone = str_eqc(str_cut(&line, ' '), "leaf");
        if (!line.p || !take_hex(line, out[k].v)) return false;
    }
    return true;
}

static bool take_words(struct arena *a, struct str *text, struct kept_salts *s) {
    i64 cap = 0, last = -1;
    while (text->p && text->n > 0) {
        struct str line = str_cut(text, '\n');
        struct words_salt *w = PUSH(a, s->words, s->nwords, cap);
        str_cut(&line, ' ');
        if (!line.p || !str_i64(str_cut(&line, ' '), &w->k) || w->k <= last || !line.p ||
            !take_hex(line, w->seed))
            return false;
        last = w->k;
    }
    return true;
}

/* One spelling: what is written again must be the same text. */
bool salts_parse(struct arena *a, struct str text, i64 nobjects, i64 nparts,
                 struct kept_salts *out) {
    struct str rest = text;
    *out = (struct kept_salts){NEWN(a, struct salt, nobjects), NEWN(a, struct salt, nparts), 0, 0};
    if (!take_salts(&rest, nobjects, out->object) || !take_salts(&rest, nparts, out->part) ||
        !take_words(a, &rest, out))
        return false;
    return str_eq(text, salts_text(a, out, nobjects, nparts));
}

static void *copy(struct arena *a, const void *p, i64 n, i64 size) {
    void *out = arena_alloc(a, size, 16, n);
    if (n) memcpy(out, p, (size_t)(n * size));
    return out;
}

struct kept_salts *salts_dup(struct arena *a, const struct kept_salts *s, i64 nobjects,
                             i64 nparts) {
    if (!s) return NULL;
    struct kept_salts *out = NEW(a, struct kept_salts);
    out->object = copy(a, s->object, nobjects, sizeof *s->object);
    out->part = copy(a, s->part, nparts, sizeof *s->part);
    out->words = copy(a, s->words, s->nwords, sizeof *s->words);
    out->nwords = s->nwords;
    return out;
}
