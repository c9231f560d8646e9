/* backup.json, share.json: what is kept elsewhere, and the key in shares of which any two give it
 * back. */
#include "store/backup.h"
#include "store/share.h"
#include "vectors.h"

static void put_files(struct arena *a, struct json *list, const char *root, const char *rel) {
    struct str *names, bytes;
    i64 n;
    struct err e = {0};
    must(os_list(a, cstr(a, str_fmt(a, "%s/%s", root, rel)), &names, &n, &e), &e);
    for (i64 i = 0; i < n; i++) {
        const char *path = cstr(a, str_fmt(a, "%s%s%.*s", rel, rel[0] ? "/" : "", SARG(names[i])));
        const char *full = cstr(a, str_fmt(a, "%s/%s", root, path));
        if (os_is_dir(full)) {
            put_files(a, list, root, path);
        } else if (!str_ends(names[i], S("lock")) && !str_ends(names[i], S("README.txt"))) {
            must(os_read(a, full, 1 << 24, &bytes, &e), &e);
            struct json *o = json_add(list, json_obj(a));
            json_set_str(a, o, "path", str_c(path));
            put_b64(a, o, "base64", bytes);
        }
    }
}

void vectors_backup(struct arena *a, const char *dir, const char *work, struct store *s) {
    struct json *page = vector_page(a, "a backup", "backup.md", "cairn.backup; List; Sealed files");
    struct json *o = vector_case(a, page, "of the case of case.json, first generation");
    const char *to = cstr(a, str_fmt(a, "%s/backup", work));
    struct backup_stats st = {0};
    struct err e = {0};
    must(store_backup(s, to, NULL, NULL, &st, &e), &e);
    put_files(a, json_set(o, S("files"), json_arr(a)), to, "");
    json_set_str(a, o, "identity", age_identity_text(a, s->keys->age.secret));
    vector_write(a, dir, "backup.json", page);
}

void vectors_share(struct arena *a, const char *dir) {
    struct json *page =
        vector_page(a, "a secret in three shares, any two give it back", "keys.md", "Recovery");
    struct json *o = vector_case(a, page, "an age identity and a newline"), *sheets;
    struct share share[3], again;
    struct age_key key;
    struct err e = {0};
    u8 seed[32] = {0x42}, joined[SHARE_BYTES_MAX];
    age_key_from(&key, seed);
    struct str secret = str_cat(a, age_identity_text(a, seed), S("\n"));
    memset(share, 0, sizeof share);
    share_split((const u8 *)secret.p, (int)secret.n, 2, 3, share);
    json_set_str(a, o, "secret", secret);
    sheets = json_set(o, S("sheets"), json_arr(a));
    for (int i = 0; i < 3; i++) {
        share[i].id = S("0011223344556677");
        memcpy(share[i].recovery, key.pub, 32);
        struct str text = share_text(a, &share[i]);
        must(share_parse(a, text, &again, &e), &e);
        json_add(sheets, json_str(a, text));
    }
    share_join(share + 1, 2, joined);
    CHECK(memcmp(joined, secret.p, (size_t)secret.n) == 0);
    vector_write(a, dir, "share.json", page);
}
