/* The two texts of a backup: the signed statement of what is in force, and its list of files. */
#include "store/backup_int.h"

#include "proof/sign.h"

#include <stdlib.h>

#define TAG "cairn/backup/v1\n"

/* ---- list ---- */

struct backup_file *backup_add(struct arena *a, struct backup_list *l, struct str path) {
    struct backup_file *f = PUSH(a, l->v, l->n, l->cap);
    *f = (struct backup_file){.path = path};
    return f;
}

const struct backup_file *backup_find(const struct backup_list *l, struct str path) {
    struct map_entry *m = map_get(&l->by_path, path);
    return m ? &l->v[m->value] : NULL;
}

static int by_path(const void *x, const void *y) {
    return str_cmp(((const struct backup_file *)x)->path, ((const struct backup_file *)y)->path);
}

static bool is_zero(const u8 *p, i64 n) {
    u8 all = 0;
    for (i64 i = 0; i < n; i++)
        all |= p[i];
    return all == 0;
}

static void put_hex(struct buf *b, const u8 *p, i64 n) {
    static const char HEX[] = "0123456789abcdef";
    for (i64 i = 0; i < n; i++) {
        buf_c(b, HEX[p[i] >> 4]);
        buf_c(b, HEX[p[i] & 15]);
    }
}

struct str backup_list_text(struct arena *a, struct backup_list *l) {
    struct buf b = buf_make(a, BACKUP_LIST_MAX);
    if (l->n) qsort(l->v, (size_t)l->n, sizeof *l->v, by_path);
    for (i64 i = 0; i < l->n; i++) {
        const struct backup_file *f = &l->v[i];
        put_hex(&b, f->sha256, 32);
        buf_fmt(&b, " %lld ", (long long)f->size);
        if (is_zero(f->mark, 32))
            buf_c(&b, '-');
        else
            put_hex(&b, f->mark, 32);
        buf_fmt(&b, " %.*s %.*s\n", SARG(f->stored), SARG(f->path));
    }
    return buf_str(&b);
}

/* A relative path of the letters that our names have, without "." and ".." parts. */
static bool path_ok(struct str s) {
    if (s.n < 1 || s.n > 512) return false;
    for (i64 i = 0; i < s.n; i++)
        if (!s.p[i] || (!is_alnum(s.p[i]) && !strchr("._/-@", s.p[i]))) return false;
    while (s.p) {
        struct str part = str_cut(&s, '/');
        if (!part.n || str_eqc(part, ".") || str_eqc(part, "..")) return false;
    }
    return true;
}

static bool take_hex(struct str s, u8 out[32]) {
    static const char HEX[] = "0123456789abcdef";
    if (s.n != 64) return false;
    for (i64 i = 0; i < 64; i++) {
        const char *at = s.p[i] ? strchr(HEX, s.p[i]) : NULL;
        if (!at) return false;
        out[i / 2] = (u8)(out[i / 2] << 4 | (at - HEX));
    }
    return true;
}

static bool take_line(struct str line, struct backup_file *f) {
    struct str sha = str_cut(&line, ' '), size = str_cut(&line, ' '), mark = str_cut(&line, ' ');
    f->stored = str_cut(&line, ' ');
    f->path = line;
    bool marked = !str_eqc(mark, "-");
    if (marked && (!take_hex(mark, f->mark) || is_zero(f->mark, 32))) return false;
    bool number =
        str_i64(size, &f->size) && is_digit(size.p[0]) && (size.n == 1 || size.p[0] != '0');
    return take_hex(sha, f->sha256) && number && path_ok(f->stored) && path_ok(f->path);
}

rc backup_list_parse(struct arena *a, struct str text, struct backup_list *out, struct err *e) {
    *out = (struct backup_list){0};
    while (text.n) {
        struct str line = str_cut(&text, '\n');
        struct backup_file f = {0};
        bool fresh = true;
        if (!text.p || !take_line(line, &f))
            return fail(e, RC_INTEGRITY, "the list of the backup is damaged");
        bool sorted = !out->n || str_cmp(out->v[out->n - 1].path, f.path) < 0;
        if (out->n == BACKUP_FILES_MAX)
            return fail(e, RC_LIMIT, "a backup has at most %lld files", BACKUP_FILES_MAX);
        map_put(&out->by_path, a, f.path, &fresh)->value = out->n;
        if (!sorted || !fresh) return fail(e, RC_INTEGRITY, "the list of the backup is damaged");
        *backup_add(a, out, f.path) = f;
    }
    return RC_OK;
}

/* ---- head ---- */

static struct json *facts(struct arena *a, const struct backup_head *h) {
    struct json *o = json_obj(a), *l = json_set(o, S("list"), json_obj(a));
    json_set_str(a, o, "case", h->id);
    json_set_i(a, o, "epoch", h->epoch);
    json_set_i(a, o, "format", 1);
    json_set_i(a, o, "generation", h->generation);
    json_set_str(a, l, "name", h->list);
    json_set_str(a, l, "sha256", hex_encode(a, bytes_str(h->list_sha256, 32)));
    json_set_str(a, o, "made", h->made);
    if (h->previous.n) json_set_str(a, o, "previous", h->previous);
    json_set_str(a, o, "root", b64_encode(a, bytes_str(h->root, 32), true));
    json_set_i(a, o, "size", h->size);
    return o;
}

struct str backup_head_text(struct arena *a, const struct backup_head *h, const u8 secret[64]) {
    struct json *o = facts(a, h);
    u8 sig[64];
    sign_make(secret, str_cat(a, S(TAG), json_canon(a, o)), sig);
    json_set_str(a, o, "signature", b64_encode(a, bytes_str(sig, 64), true));
    return str_cat(a, json_canon(a, o), S("\n"));
}

static rc bad(struct err *e, const char *why) {
    return fail(e, RC_INTEGRITY, BACKUP_FILE ": %s", why);
}

static bool fill(struct arena *a, const struct json *o, struct backup_head *h) {
    const struct json *l = json_get(o, "list");
    struct str root = b64_decode(a, json_get_str(o, "root"), true);
    if (!l || l->type != JSON_OBJECT) return false;
    *h = (struct backup_head){.generation = json_get_i(o, "generation", -1),
                              .epoch = json_get_i(o, "epoch", -1),
                              .size = json_get_i(o, "size", -1),
                              .id = json_get_str(o, "case"),
                              .made = json_get_str(o, "made"),
                              .list = json_get_str(l, "name"),
                              .previous = json_get_str(o, "previous")};
    if (!root.p || root.n != 32 || !take_hex(json_get_str(l, "sha256"), h->list_sha256))
        return false;
    memcpy(h->root, root.p, 32);
    return h->generation > 0 && h->epoch >= 0 && h->size >= 0 && h->size <= LOG_SIZE_MAX &&
           path_ok(h->list) && str_starts(h->list, S("lists/")) && h->made.n < 32 && h->id.n;
}

rc backup_head_parse(struct arena *a, struct str text, struct backup_head *out, u8 signature[64],
                     struct str *signed_text, struct err *e) {
    struct json *o;
    struct err low = {0};
    if (json_read(a, text, &o, &low) != RC_OK || o->type != JSON_OBJECT)
        return bad(e, "it is not a JSON object");
    if (!str_eq(str_cat(a, json_canon(a, o), S("\n")), text)) return bad(e, "it was altered");
    if (json_get_i(o, "format", 0) > 1)
        return fail(e, RC_UNSUPPORTED, BACKUP_FILE ": a newer cairn made this backup");
    struct str sig = b64_decode(a, json_get_str(o, "signature"), true);
    if (json_get_i(o, "format", 0) != 1 || !fill(a, o, out) || !sig.p || sig.n != 64)
        return bad(e, "it is not what a backup says of itself");
    memcpy(signature, sig.p, 64);
    *signed_text = str_cat(a, S(TAG), json_canon(a, facts(a, out)));
    return RC_OK;
}
