#include "flow/derived.h"

#include "flow/manifest.h"
#include "proof/hash.h"

static void put(struct op_ctx *c, struct json *p, const char *key, struct str s) {
    if (s.n) json_set_str(c->perm, p, key, s);
}

static struct str hash_hex(struct arena *a, struct str bytes) {
    u8 h[32];
    sha256(bytes, h);
    return hex_encode(a, bytes_str(h, 32));
}

static struct json *transform(struct op_ctx *c, const struct derived *d) {
    struct json *t = json_obj(c->perm), *with = json_obj(c->perm);
    json_set_str(c->perm, t, "name", d->transform);
    json_set_str(c->perm, t, "version", d->version);
    put(c, with, "form", d->form);
    put(c, with, "lang", d->lang);
    put(c, with, "programs", d->programs);
    put(c, with, "left", d->left);
    json_set(t, S("parameters"), with);
    return t;
}

rc derived_part(struct op_ctx *c, const struct derived *d, struct json **out, struct err *e) {
    struct json *p = json_obj(c->perm);
    struct str build, id, parent = d->parent;
    if (str_starts(parent, S("sha256:"))) parent = str_sub(parent, 7, parent.n);
    TRY(manifest_program(c, &build, &id, e));
    json_set_str(c->perm, p, "kind", S("derived"));
    json_set_str(c->perm, p, "item", d->item);
    json_set_str(c->perm, p, "parent_sha256", parent);
    json_set_str(c->perm, p, "of", str_c(d->of));
    json_set(p, S("transform"), transform(c, d));
    json_set_str(c->perm, p, "build", build);
    json_set_str(c->perm, p, "sha256", hash_hex(c->perm, d->bytes));
    json_set_i(c->perm, p, "size", d->bytes.n);
    if (d->map.n) json_set_str(c->perm, p, "map_sha256", hash_hex(c->perm, d->map));
    *out = p;
    return RC_OK;
}
