/* A receipt is any bytes: the checker refuses or accepts, never crashes. What stands behind the
 * signature is reached too, by opening the parts as if they had been proven. */
#include "seal/receipt_inner.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t n);

static void line(void *ctx, const char *state, const char *what, struct str words) {
    i64 *bytes = ctx;
    CHECK(state[0] && what[0]);
    *bytes += words.n;
}

static void open_part(struct check *k, const struct json *part) {
    const struct json *claim = json_get(part, "claim");
    struct str id = claim && claim->type == JSON_OBJECT ? json_get_str(claim, "id")
                                                        : json_get_str(part, "claim");
    struct map_entry *m = map_put(&k->claims, k->a, id, NULL);
    if (!m->ptr) m->ptr = NEW(k->a, struct opened_claim);
    struct opened_claim *o = m->ptr;
    if (claim && claim->type == JSON_OBJECT) {
        o->claim = claim;
        o->item = json_get_str(part, "item");
    } else {
        decisions_add(k->a, &o->decisions, json_get_str(part, "act"), S("r-1"),
                      json_get_i(part, "version", 0));
    }
}

static void unproven(struct arena *a, struct arena scratch, struct str text, i64 *bytes) {
    struct json *r, *part;
    struct err e = {0};
    if (json_read(a, text, &r, &e) != RC_OK || r->type != JSON_OBJECT) return;
    struct check k = {.a = a, .scratch = scratch, .r = r, .line = line, .ctx = bytes};
    JSON_EACH(entry, json_get(r, "entries")) {
        JSON_EACH(p, json_get(entry, "parts")) {
            struct err low = {0};
            if (json_read(a, json_get_str(p, "part"), &part, &low) != RC_OK) continue;
            map_put(&k.parts, a, json_get_str(p, "salt"), NULL)->ptr = part;
            open_part(&k, part);
        }
    }
    rc r2 = receipt_about(&k, &e);
    CHECK(r2 == RC_OK || e.msg[0]);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t n) {
    struct arena original = arena_make("fuzz", 256 << 20), a = original;
    struct arena scratch = arena_make("fuzz work", 256 << 20);
    struct str text = {(const char *)data, (i64)n};
    struct err e = {0};
    i64 bytes = 0;
    rc r = receipt_verify(&a, scratch, text, NULL, line, &bytes, &e);
    CHECK(r == RC_OK || (e.code == r && e.msg[0]));
    unproven(&a, scratch, text, &bytes);
    arena_drop(scratch);
    arena_drop(original);
    return 0;
}
