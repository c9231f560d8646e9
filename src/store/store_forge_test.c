/* Somebody who knows what is in a pack, and the case's public recipient, but not the log's key,
 * makes a valid pack of other content. age opens it; verify names what was changed. */
#include "base/t.h"
#include "store/store_testing.h"

#include <stdio.h>

/* Content of a member, before and after. */
typedef struct str change_fn(struct arena *a, struct str name, struct str content);

static void copy_members(struct arena *a, struct pack *p, struct pack_writer *w, change_fn *change,
                         const char *extra) {
    struct err e = {0};
    struct tar_member m;
    struct pack_foot foot = p->foot;
    for (i64 at = 0;; at += m.head + m.size + tar_pad(m.size)) {
        EXPECT_OK(pack_member_at(p, at, &m, &e));
        if (strcmp(m.name, "pad") == 0) break;
        char *bytes = NEWN(a, char, m.size + 1);
        EXPECT_OK(pack_read(p, at + m.head, bytes, m.size, &e));
        struct str out = change(a, str_c(m.name), (struct str){bytes, m.size});
        if (at == p->foot.at) foot.at = w->n;
        EXPECT_OK(pack_member(w, str_c(m.name), out.n, NULL, &e));
        EXPECT_OK(pack_bytes(w, out, &e));
    }
    if (extra) {
        EXPECT_OK(pack_member(w, str_c(extra), 4, NULL, &e));
        EXPECT_OK(pack_bytes(w, S("more"), &e));
    }
    p->foot = foot;
}

static void forge(struct arena a, struct store *s, change_fn *change, const char *extra) {
    struct err e = {0};
    struct pack p;
    struct pack_writer w;
    const char *base = pack_base(s, &a, S("vault/000000/000000000"));
    const char *other = cstr(&a, str_fmt(&a, "%.*s/../forged", SARG(s->dir)));
    EXPECT_OK(pack_open(&p, &a, base, "p", &s->keys->age, &e));
    EXPECT_OK(pack_create(&w, &a, other, (const u8(*)[32])s->keys->age.pub, 1, &e));
    copy_members(&a, &p, &w, change, extra);
    EXPECT_OK(pack_finish(&w, other, &p.foot, &e));
    pack_close(&p);
    static const char *const SUFFIX[] = {"head", "pack"};
    for (int i = 0; i < 2; i++)
        EXPECT_INT(rename(cstr(&a, str_fmt(&a, "%s.%s", other, SUFFIX[i])),
                          cstr(&a, str_fmt(&a, "%s.%s", base, SUFFIX[i]))),
                   0);
}

static struct str keep(struct arena *a, struct str name, struct str content) {
    (void)a, (void)name;
    return content;
}
static struct str flip(struct str content, i64 at) {
    ((char *)content.p)[at] ^= 1;
    return content;
}
static struct str object(struct arena *a, struct str name, struct str content) {
    (void)a;
    return str_ends(name, S("objects/one")) ? flip(content, 0) : content;
}
static struct str entry(struct arena *a, struct str name, struct str content) {
    (void)a;
    return str_ends(name, S("entry.json")) ? flip(content, str_find(content, S("received"), 0))
                                           : content;
}
static struct str part(struct arena *a, struct str name, struct str content) {
    (void)a;
    return str_ends(name, S("parts.jsonl")) ? flip(content, 2) : content;
}
static struct str seed(struct arena *a, struct str name, struct str content) {
    (void)a;
    return str_ends(name, S("seal.json")) ? flip(content, str_find(content, S("seed"), 0) + 9)
                                          : content;
}
/* one ↔ two: the bytes stay, the names change places. */
static struct str names(struct arena *a, struct str name, struct str content) {
    if (!str_ends(name, S("SHA256SUMS"))) return content;
    struct str out = str_dup(a, content);
    i64 one = str_find(out, S("/one\n"), 0), two = str_find(out, S("/two\n"), 0);
    memcpy((char *)out.p + one, "/two", 4);
    memcpy((char *)out.p + two, "/one", 4);
    return out;
}
static struct str places(struct arena *a, struct str name, struct str content) {
    (void)a;
    return str_ends(name, S("where.txt")) ? flip(content, 3) : content;
}

struct findings {
    int n;
    char what[512];
};
static void see(void *ctx, const char *where, const char *what) {
    struct findings *f = ctx;
    if (f->n++ == 0) snprintf(f->what, sizeof f->what, "%s: %s", where, what);
}

static struct findings try_forgery(const char *top, i64 k, change_fn *change, const char *extra) {
    struct arena a = test_arena();
    struct err e = {0};
    const char *dir = cstr(&a, str_fmt(&a, "%s/%d", top, (int)k));
    EXPECT_OK(os_mkdirs(dir, 0700, &e));
    struct store *s = testing_made(&a, dir);
    struct txn *t;
    struct str parts[] = {S("{\"a\":1}"), S("{\"b\":2}")};
    struct findings f = {0};
    struct store_verify_stats st;
    i64 i;
    EXPECT_OK(store_begin(s, NULL, NULL, &t, &e));
    EXPECT_OK(store_put(t, S("one"), S("words of one"), &e));
    EXPECT_OK(store_put(t, S("two"), S("words of two"), &e));
    EXPECT_OK(store_add(t, testing_act(&a, "received"), parts, 2, &i, &e));
    EXPECT_OK(store_commit(t, &e));
    forge(a, s, change, extra);
    EXPECT_OK(store_verify(s, true, see, &f, &st, &e));
    store_close(s);
    return f;
}

TEST(forge_packs_anew) {
    const char *dir = test_dir();
    struct findings f = try_forgery(
        dir, 99, keep, NULL); /* the same content under another file key is the same record */
    if (!EXPECT(f.n == 0)) puts(f.what);
    change_fn *const CHANGES[] = {object, entry, part, seed, names, places};
    for (i64 i = 0; i < LEN(CHANGES); i++) {
        f = try_forgery(dir, i, CHANGES[i], NULL);
        if (!EXPECT(f.n > 0)) printf("  forgery %lld\n", (long long)i);
        EXPECT(str_starts(str_c(f.what), S("vault/000000/000000000.pack: ")));
    }
    static const char *const EXTRA[] = {"000000000/objects/three", "000000000/entry.json",
                                        "000000001/entry.json", "000000000/seal.json", "note"};
    for (i64 i = 0; i < LEN(EXTRA); i++) {
        f = try_forgery(dir, 20 + i, keep, EXTRA[i]);
        if (!EXPECT(f.n > 0)) puts(EXTRA[i]);
    }
}

TEST(forge_an_older_checkpoint_is_known_to_extend) {
    struct arena a = test_arena();
    struct err e = {0};
    const char *dir = test_dir(), *other = cstr(&a, str_fmt(&a, "%s/other", dir));
    struct store *s = testing_made(&a, dir), *stranger;
    struct str seen[4];
    for (int i = 0; i < 4; i++) {
        seen[i] = str_dup(&a, store_checkpoint(s));
        testing_commit(s, &a, "x");
    }
    for (int i = 0; i < 4; i++)
        EXPECT_OK(store_extends(s, seen[i], &e));
    EXPECT_OK(os_mkdirs(other, 0700, &e));
    stranger = testing_made(&a, other);
    testing_commit(stranger, &a, "x");
    EXPECT_INT(store_extends(s, store_checkpoint(stranger), &e), RC_INTEGRITY);
    /* another log under the same key: what a fork signs */
    struct checkpoint c = {.origin = s->log.key.name, .size = 2};
    struct err f = {0}, g = {0};
    EXPECT_INT(store_extends(
                   s, note_sign(&a, checkpoint_text(&a, &c), &s->log.key, s->keys->log_secret), &f),
               RC_INTEGRITY);
    c.size = 9;
    EXPECT_INT(store_extends(
                   s, note_sign(&a, checkpoint_text(&a, &c), &s->log.key, s->keys->log_secret), &g),
               RC_INTEGRITY);
    store_close(s);
    store_close(stranger);
}
