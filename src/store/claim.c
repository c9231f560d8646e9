#include "store/claim.h"

#include "proof/hash.h"

struct str span_words(struct str text, struct span s) {
    CHECK(s.start <= s.end && s.end <= text.n);
    return (struct str){text.p + s.start, (i64)s.end - s.start};
}

static struct json *pair(struct arena *a, struct span s) {
    struct json *v = json_arr(a);
    json_add(v, json_i(a, s.start));
    json_add(v, json_i(a, s.end));
    return v;
}

/* The key is hashed as canonical JSON, so that no two different keys have the same bytes. */
struct str claim_id(struct arena *a, struct str item, struct str derivative, const struct claim *c,
                    int ordinal) {
    CHECK(ordinal >= 0 && span_some(c->trigger));
    struct arena scratch = *a;
    struct json *key = json_arr(&scratch);
    json_add(key, json_str(&scratch, S("cairn/claim-id/v1")));
    json_add(key, json_str(&scratch, item));
    json_add(key, json_str(&scratch, derivative));
    json_add(key, pair(&scratch, c->trigger));
    json_add(key, json_str(&scratch, kind_name(c->kind)));
    json_add(key, pair(&scratch, c->said.nchain ? c->said.chain[0].who : (struct span){0}));
    json_add(key, json_i(&scratch, ordinal));
    u8 hash[32];
    sha256(json_canon(&scratch, key), hash);
    return str_cat(a, S("c-"), hex_encode(a, bytes_str(hash, 16)));
}
