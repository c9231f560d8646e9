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

/* "….pack.e77" → "….pack", 77. */
static bool cut_erase(struct str file, struct str *rest, i64 *erase) {
    i64 dot = file.n - 1;
    char again[32];
    while (dot > 0 && file.p[dot] != '.')
        dot--;
    if (dot < 1 || file.n - dot < 3 || file.p[dot + 1] != 'e') return false;
    struct str tail = str_sub(file, dot, file.n);
    i64 number;
    if (!str_i64(str_sub(tail, 2, tail.n), &number) || number < 0 || number > LOG_SIZE_MAX)
        return false;
    int n = snprintf(again, sizeof again, ".e%lld", (long long)number);
    if (!str_eq(tail, (struct str){again, n})) return false; /* one spelling only */
    *rest = str_sub(file, 0, dot);
    *erase = number;
    return true;
}

void vault_file_parse(struct str file, struct vault_file *f) {
    char base[96];
    struct str rest = file;
    f->erase = -1;
    f->gone = false;
    f->known = pack_file_parse(file, &f->first, &f->own, &f->head);
    if (f->known || !cut_erase(file, &rest, &f->erase)) return;
    if (str_ends(rest, S(".gone")) && rest.n < (i64)sizeof base - 8) {
        int n = snprintf(base, sizeof base, "%.*s.pack", SARG(str_sub(rest, 0, rest.n - 5)));
        f->gone = pack_file_parse((struct str){base, n}, &f->first, &f->own, &f->head) && f->own;
        if (!f->gone) f->erase = -1;
    } else if (!pack_file_parse(rest, &f->first, &f->own, &f->head))
        f->erase = -1;
}

static rc walk_folder(struct store *s, struct arena a, struct str folder, i64 no, i64 from,
                      vault_file_fn *fn, void *ctx, struct err *e) {
    struct str *names;
    i64 n;
    TRY(os_list(&a, pack_base(s, &a, folder), &names, &n, e));
    for (i64 i = 0; i < n; i++) {
        struct vault_file f = {.rel = str_fmt(&a, "%.*s/%.*s", SARG(folder), SARG(names[i]))};
        vault_file_parse(names[i], &f);
        if (no < 0 || f.first / PACKS_PER_FOLDER != no) f.known = f.gone = false, f.erase = -1;
        if ((f.known || f.erase >= 0) && f.first < from) continue;
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
        struct vault_file f = {.rel = rel, .erase = -1};
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
