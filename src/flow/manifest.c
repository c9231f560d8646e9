#include "flow/manifest.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "proof/hash.h"
#include "store/custody.h"
#include "store/slice.h"
#include "sys/clock.h"
#include "sys/os.h"

#include <openssl/evp.h>

rc manifest_program(struct op_ctx *c, struct str *sha256_hex, struct str *build_id, struct err *e) {
    struct session *s = c->session;
    if (!s->program_known) {
        TRY(os_program(c->perm, &s->program, e));
        s->program.build_id = str_sub(s->program.build_id, 0, (i64)sizeof s->build_id - 1);
        memcpy(s->build_id, s->program.build_id.p, (size_t)s->program.build_id.n);
        s->program_known = true;
    }
    *sha256_hex = hex_encode(c->perm, bytes_str(s->program.sha256, 32));
    *build_id = str_dup(c->perm, str_c(s->build_id));
    return RC_OK;
}

/* The reading itself is the entry's "at". */
static struct json *clock_json(struct op_ctx *c, const struct intake *in) {
    struct clock_report r = os_clock_report();
    struct json *j = json_obj(c->perm);
    json_set_str(c->perm, j, "state", str_c(CLOCK_WORDS[r.state]));
    if (r.error_us >= 0) json_set_i(c->perm, j, "error_us", r.error_us);
    if (r.most_us >= 0) json_set_i(c->perm, j, "most_us", r.most_us);
    if (in->offset_known) json_set_i(c->perm, j, "ahead_s", in->clock_ahead);
    return j;
}

static void put(struct op_ctx *c, struct json *p, const char *key, struct str s) {
    if (s.n) json_set_str(c->perm, p, key, s);
}

/* Short and readable ones stand in the part; others are an object. */
static rc put_headers(struct op_ctx *c, struct json *p, struct str headers, struct err *e) {
    u8 h[32];
    if (!headers.n) return RC_OK;
    sha256(headers, h);
    json_set_str(c->perm, p, "headers_sha256", hex_encode(c->perm, bytes_str(h, 32)));
    if (headers.n <= HEADERS_INLINE_MAX && utf8_invalid(headers) < 0 && !str_has(headers, S("\0")))
        return put(c, p, "headers", headers), RC_OK;
    json_set_str(c->perm, p, "headers_object", S("hd/0"));
    return store_put(c->session->txn, S("hd/0"), headers, e);
}

rc manifest_intake(struct op_ctx *c, const struct intake *in, struct json *parts[2], i64 *n,
                   struct err *e) {
    struct str build, id;
    struct json *open = json_obj(c->perm), *closed = json_obj(c->perm);
    TRY(manifest_program(c, &build, &id, e));
    json_set_str(c->perm, open, "kind", S("intake"));
    json_set_str(c->perm, open, "transport", in->transport.n ? in->transport : S("file"));
    json_set_str(c->perm, open, "tool", S("cairn/" CAIRN_VERSION));
    json_set_str(c->perm, open, "build", build);
    put(c, open, "build_id", id);
    json_set(open, S("clock"), clock_json(c, in));
    json_set_str(c->perm, closed, "kind", S("intake_source"));
    put(c, closed, "captured_at", in->captured_at);
    put(c, closed, "captured_by", in->captured_by);
    put(c, closed, "note", in->note);
    TRY(put_headers(c, closed, in->headers, e));
    parts[0] = open;
    parts[1] = closed;
    *n = closed->n > 1 ? 2 : 1;
    return RC_OK;
}

static struct str hex512(struct arena *a, EVP_MD_CTX *ctx) {
    u8 h[64];
    CHECK(EVP_DigestFinal_ex(ctx, h, NULL) == 1);
    EVP_MD_CTX_free(ctx);
    return hex_encode(a, bytes_str(h, 64));
}

static EVP_MD_CTX *begin512(void) {
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    CHECK(ctx && EVP_DigestInit_ex(ctx, EVP_sha512(), NULL) == 1);
    return ctx;
}

struct str manifest_sha512_of(struct arena *a, struct str bytes) {
    EVP_MD_CTX *ctx = begin512();
    if (bytes.n) CHECK(EVP_DigestUpdate(ctx, bytes.p, (size_t)bytes.n) == 1);
    return hex512(a, ctx);
}

static rc hash_both(struct os_in *in, struct sha256 *h, EVP_MD_CTX *ctx, struct err *e) {
    char block[65536];
    i64 got;
    do {
        TRY(os_in_read(in, block, sizeof block, &got, e));
        sha256_add(h, bytes_str(block, got));
        CHECK(EVP_DigestUpdate(ctx, block, (size_t)got) == 1);
    } while (got);
    return RC_OK;
}

rc manifest_sha512(struct op_ctx *c, const char *path, struct str sha256_hex, struct str *out,
                   struct err *e) {
    struct os_in in = {0};
    struct sha256 h;
    u8 now[32];
    TRY(os_in_open(&in, path, ITEM_BYTES_MAX, e));
    EVP_MD_CTX *ctx = begin512();
    sha256_begin(&h);
    rc r = hash_both(&in, &h, ctx, e);
    os_in_close(&in);
    sha256_end(&h, now);
    *out = hex512(c->perm, ctx);
    if (r != RC_OK || str_eq(hex_encode(c->perm, bytes_str(now, 32)), sha256_hex)) return r;
    return fail(e, RC_CONFLICT, "the file changed while it was being sealed");
}

/* ---- reading it back ---- */

static void add_members(struct op_ctx *c, struct json *o, const struct json *part, bool may) {
    JSON_EACH(m, part) {
        if (str_eqc(m->key, "kind")) continue;
        if (may || m->type != JSON_STRING)
            json_set(o, m->key, json_copy(c->perm, m));
        else
            json_set_str(c->perm, o, cstr(c->perm, m->key), S("withheld"));
    }
}

static rc add_part(struct op_ctx *c, struct json *o, struct str text, bool may, struct err *e) {
    struct json *part;
    if (!text.n) return RC_OK;
    TRY(json_read(c->perm, text, &part, e));
    add_members(c, o, part, may);
    return RC_OK;
}

static void add_item(struct op_ctx *c, struct json *o, const struct item *it) {
    bool names = op_sees(c, FIELD_NAMES);
    json_set_str(c->perm, o, "item", it->outside);
    put(c, o, "sha256", str_starts(it->id, S("sha256:")) ? str_sub(it->id, 7, it->id.n) : it->id);
    json_set_i(c->perm, o, "size", it->size);
    put(c, o, "name", it->name);
    if (it->from.n) json_set_str(c->perm, o, "from", names ? it->from : S("withheld"));
    put(c, o, "url", it->url);
    json_set_str(c->perm, o, "received_at", instant_text(c->perm, it->received_at));
    json_set_i(c->perm, o, "entry", it->entry);
}

/* Headers that are an object of the entry: their text, when it is one. */
static rc add_headers(struct op_ctx *c, struct json *o, i64 entry, struct err *e) {
    struct str name = json_get_str(o, "headers_object"), bytes;
    i64 replaced;
    if (!name.n || str_eqc(name, "withheld")) return RC_OK;
    TRY(store_object(c->session->store, c->perm, entry, name, HEADERS_BYTES_MAX, &bytes, e));
    json_set_str(c->perm, o, "headers", utf8_clean(c->perm, bytes, &replaced));
    return RC_OK;
}

rc manifest_json(struct op_ctx *c, struct str item, struct json **out, struct err *e) {
    struct book *b;
    struct slice want = {.items = &item, .nitems = 1};
    struct str open, source, path, sha512, actor;
    TRY(session_slice(c, &want, &b, e));
    i64 at = book_item(b, item);
    if (at < 0) return fail(e, RC_NOTFOUND, "there is no such item");
    const struct item *it = &b->items[at];
    struct db *d = c->session->db;
    struct json *o = json_obj(c->perm);
    TRY(records_item_more(d, c->perm, item, &path, &sha512, e));
    TRY(records_intake(d, c->perm, it->entry, &open, &source, e));
    TRY(records_entry_actor(d, c->perm, it->entry, &actor, e));
    json_set_i(c->perm, o, "v", 1);
    add_item(c, o, it);
    put(c, o, "path", path);
    put(c, o, "sha512", sha512);
    json_set_str(c->perm, o, "operator", actor);
    TRY(add_part(c, o, open, true, e));
    TRY(add_part(c, o, source, op_sees(c, FIELD_NAMES), e));
    *out = o;
    return add_headers(c, o, it->entry, e);
}

rc manifest_derived(struct op_ctx *c, struct str item, struct err *e) {
    struct derived_copy *v;
    i64 n;
    TRY(records_derived(c->session->db, c->perm, item, &v, &n, e));
    for (i64 i = 0; i < n; i++) {
        struct json *part, *o = json_obj(c->perm);
        TRY(json_read(c->perm, v[i].body, &part, e));
        json_set_i(c->perm, o, "v", 1);
        json_set_str(c->perm, o, "step", S("derived"));
        json_set_i(c->perm, o, "entry", v[i].entry);
        add_members(c, o, part, true);
        op_row(c, o);
    }
    return RC_OK;
}
