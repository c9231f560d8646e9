/* Reading Wycheproof's vectors, for tests. */
#ifndef CAIRN_PROOF_WYCHEPROOF_TESTING_H
#define CAIRN_PROOF_WYCHEPROOF_TESTING_H

#include "base/json.h"
#include "base/t.h"

/* False, said as skipped, when the shared vectors are not here. */
__attribute__((unused)) static bool wycheproof(struct arena *a, const char *name,
                                               struct json **out) {
    const char *path, *file = cstr(a, str_fmt(a, "vectors/wycheproof/%s_test.json", name));
    struct err e = {0};
    if (!test_shared(a, file, &path)) return test_skip("vectors/wycheproof is not here"), false;
    return EXPECT(json_read(a, test_file(a, path), out, &e) == RC_OK);
}
__attribute__((unused)) static struct str hex_of(struct arena *a, const struct json *t,
                                                 const char *key) {
    return hex_decode(a, json_get_str(t, key));
}
__attribute__((unused)) static void wrong(const struct json *t) {
    test_fail(__FILE__, __LINE__, "tcId %lld", (long long)json_get_i(t, "tcId", 0));
}

#endif
