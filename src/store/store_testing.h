/* Small helpers of the store's tests. */
#ifndef CAIRN_STORE_TESTING_H
#define CAIRN_STORE_TESTING_H

#include "base/t.h"
#include "store/store_int.h"

#include <stdio.h>

__attribute__((unused)) static const struct store_key_opts *testing_opts(struct arena *a,
                                                                         const char *dir) {
    struct store_key_opts *o = NEW(a, struct store_key_opts);
    *o = (struct store_key_opts){.no_passphrase = true};
    o->key_file = cstr(a, str_fmt(a, "%s/key", dir));
    return o;
}

__attribute__((unused)) static const char *testing_case(struct arena *a, const char *dir) {
    return cstr(a, str_fmt(a, "%s/case", dir));
}

__attribute__((unused)) static struct store *testing_made(struct arena *a, const char *dir) {
    struct err e = {0};
    struct store *s = NULL;
    if (!EXPECT(store_init(testing_case(a, dir), S("A case"), testing_opts(a, dir), &e) == RC_OK))
        puts(e.msg);
    if (!EXPECT(store_open(a, testing_case(a, dir), testing_opts(a, dir), &s, &e) == RC_OK))
        puts(e.msg);
    return s;
}

__attribute__((unused)) static struct json *testing_act(struct arena *a, const char *what) {
    struct json *o = json_obj(a);
    json_set_str(a, o, "act", str_c(what));
    return o;
}

/* One entry without objects. */
__attribute__((unused)) static void testing_commit(struct store *s, struct arena *a,
                                                   const char *what) {
    struct err e = {0};
    struct txn *t = NULL;
    i64 i;
    EXPECT_OK(store_begin(s, NULL, NULL, &t, &e));
    if (!t) return;
    EXPECT_OK(store_add(t, testing_act(a, what), NULL, 0, &i, &e));
    if (!EXPECT(store_commit(t, &e) == RC_OK)) puts(e.msg);
}

#endif
