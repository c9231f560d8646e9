/* Names of packs, of members inside them, and the commitments. */
#include "store/store_int.h"

#include <stdio.h>

struct str vault_folder(struct arena *a, i64 index) {
    return str_fmt(a, "vault/%06lld", (long long)(index / PACKS_PER_FOLDER));
}

struct str pack_name(struct arena *a, i64 first, i64 own) {
    struct str folder = vault_folder(a, first);
    if (own == 0) return str_fmt(a, "%.*s/%09lld", SARG(folder), (long long)first);
    return str_fmt(a, "%.*s/%09lld-%lld", SARG(folder), (long long)first, (long long)own);
}

const char *pack_base(const struct store *s, struct arena *a, struct str name) {
    return cstr(a, str_fmt(a, "%.*s/%.*s", SARG(s->dir), SARG(name)));
}

bool pack_file_parse(struct str file, i64 *first, i64 *own, bool *head) {
    char again[64];
    *own = 0;
    *head = str_ends(file, S(".head"));
    if (!*head && !str_ends(file, S(".pack"))) return false;
    struct str base = str_sub(file, 0, file.n - 5), rest = base, num = str_cut(&rest, '-');
    while (num.n > 1 && num.p[0] == '0')
        num = str_sub(num, 1, num.n);
    if (!str_i64(num, first) || *first < 0 || *first > LOG_SIZE_MAX) return false;
    if (rest.p && (!str_i64(rest, own) || *own < 1 || *own > ENTRY_OBJECTS_MAX * 2)) return false;
    int n = *own ? snprintf(again, sizeof again, "%09lld-%lld", (long long)*first, (long long)*own)
                 : snprintf(again, sizeof again, "%09lld", (long long)*first);
    return str_eq(base, (struct str){again, n}); /* one spelling only */
}

static rc walk_folder(struct store *s, struct arena a, struct str folder, i64 no, i64 from,
                      vault_file_fn *fn, void *ctx, struct err *e) {
    struct str *names;
    i64 n;
    TRY(os_list(&a, pack_base(s, &a, folder), &names, &n, e));
    for (i64 i = 0; i < n; i++) {
        struct vault_file f = {.rel = str_fmt(&a, "%.*s/%.*s", SARG(folder), SARG(names[i]))};
        f.known = no >= 0 && pack_file_parse(names[i], &f.first, &f.own, &f.head) &&
                  f.first / PACKS_PER_FOLDER == no;
        if (f.known && f.first < from) continue;
        TRY(fn(ctx, a, &f, e));
    }
    return RC_OK;
}

/* The folder's number, when it is spelt as vault_folder spells it; else -1. */
static i64 folder_no(struct arena a, struct str name) {
    i64 no;
    struct str num = name;
    while (num.n > 1 && num.p[0] == '0')
        num = str_sub(num, 1, num.n);
    if (!str_i64(num, &no) || no < 0 || no > LOG_SIZE_MAX / PACKS_PER_FOLDER) return -1;
    struct str again = vault_folder(&a, no * PACKS_PER_FOLDER);
    return str_eq(name, str_sub(again, 6, again.n)) ? no : -1;
}

rc vault_walk(struct store *s, i64 from, vault_file_fn *fn, void *ctx, struct err *e) {
    struct arena a = s->scratch;
    struct str *names;
    i64 n;
    TRY(os_list(&a, pack_base(s, &a, S("vault")), &names, &n, e));
    for (i64 i = 0; i < n; i++) {
        struct str rel = str_fmt(&a, "vault/%.*s", SARG(names[i]));
        i64 no = folder_no(a, names[i]);
        if (no >= 0 && no < from / PACKS_PER_FOLDER) continue;
        if (os_is_dir(pack_base(s, &a, rel))) {
            TRY(walk_folder(s, a, rel, no, from, fn, ctx, e));
            continue;
        }
        struct vault_file f = {.rel = rel};
        TRY(fn(ctx, a, &f, e));
    }
    return RC_OK;
}

struct str member_name(struct arena *a, i64 index, const char *what, struct str rest) {
    return str_fmt(a, "%09lld/%s%.*s", (long long)index, what, SARG(rest));
}

bool object_name_ok(struct str name) {
    if (name.n < 1 || name.n > OBJECT_NAME_MAX) return false;
    for (i64 i = 0; i < name.n; i++) {
        char c = name.p[i];
        if (!(c >= 'a' && c <= 'z') && !is_digit(c) && c != '.' && c != '_' && c != '/' && c != '-')
            return false;
    }
    while (name.p) { /* no way out of the folder it is unpacked in */
        struct str part = str_cut(&name, '/');
        if (part.n == 0 || str_eqc(part, ".") || str_eqc(part, "..")) return false;
    }
    return true;
}

void store_salt(const u8 seed[32], const char *what, i64 k, u8 salt[32]) {
    u8 message[32];
    i64 n = (i64)strlen(what);
    CHECK(n + 8 <= (i64)sizeof message);
    memcpy(message, what, (size_t)n);
    put_u64be(message + n, (u64)k);
    hmac_sha256(bytes_str(seed, 32), bytes_str(message, n + 8), salt);
}

void commit_to(const char *tag, const u8 salt[32], const u8 sha[32], u8 out[32]) {
    sha256_of((struct str[]){str_c(tag), bytes_str(salt, 32), bytes_str(sha, 32)}, 3, out);
}

void object_leaf(const u8 seed[32], i64 k, const u8 sha[32], u8 leaf_hash[32]) {
    u8 salt[32], commitment[32];
    store_salt(seed, "object", k, salt);
    commit_to("cairn/object/v1", salt, sha, commitment);
    merkle_leaf(bytes_str(commitment, 32), leaf_hash);
}

void part_leaf(const u8 seed[32], i64 k, struct str part, u8 leaf_hash[32]) {
    u8 salt[32], commitment[32], sha[32];
    store_salt(seed, "part", k, salt);
    sha256(part, sha);
    commit_to("cairn/part/v1", salt, sha, commitment);
    merkle_leaf(bytes_str(commitment, 32), leaf_hash);
}

bool entry_part_salt(const struct entry *en, i64 k, u8 salt[32]) {
    CHECK(k >= 0 && k < en->nparts);
    store_salt(en->seed, "part", k, salt);
    return true;
}

void entry_part_leaf(const struct entry *en, i64 k, u8 hash[32]) {
    part_leaf(en->seed, k, en->parts[k], hash);
}

void sums_commitment(const u8 seed[32], struct str sums, u8 out[32]) {
    u8 salt[32], sha[32];
    store_salt(seed, "sums", 0, salt);
    sha256(sums, sha);
    commit_to("cairn/sums/v1", salt, sha, out);
}

void objects_root(const u8 seed[32], const struct object *o, i64 n, u8 root[32]) {
    struct merkle_range range = {0};
    u8 hash[32];
    for (i64 k = 0; k < n; k++) {
        object_leaf(seed, k, o[k].sha256, hash);
        merkle_append(&range, hash);
    }
    merkle_root(&range, root);
}

void parts_root(const u8 seed[32], const struct str *parts, i64 n, u8 root[32]) {
    struct merkle_range range = {0};
    u8 hash[32];
    for (i64 k = 0; k < n; k++) {
        part_leaf(seed, k, parts[k], hash);
        merkle_append(&range, hash);
    }
    merkle_root(&range, root);
}
