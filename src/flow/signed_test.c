/* Keys of people: registered, used, closed; signatures made elsewhere over the text to sign. */
#include "flow/fixture.h"
#include "flow/signed.h"

#include <stdio.h>
#include <stdlib.h>

static bool have_ssh(void) {
    bool have = system("command -v ssh-keygen >/dev/null 2>&1") == 0;
    if (!have) test_skip("ssh-keygen is not installed");
    return have;
}

static const char *key_of(struct fixture *f, const char *name) {
    const char *path = cstr(&f->a, str_fmt(&f->a, "%s/%s", f->dir, name));
    EXPECT_INT(system(cstr(&f->a, str_fmt(&f->a, "ssh-keygen -q -t ed25519 -N '' -C %s -f %s", name,
                                          path))),
               0);
    return path;
}

static const char *pub_of(struct fixture *f, const char *key) {
    return cstr(&f->a, str_fmt(&f->a, "%s.pub", key));
}

/* What the last call printed, signed: leaves f->dir/act and f->dir/act.sig. */
static void sign(struct fixture *f, const char *key, const char *ns) {
    const char *act = fixture_file(f, "act", f->raw);
    const char *cmd = "rm -f %s.sig; ssh-keygen -Y sign -q -n %s -f %s %s 2>/dev/null";
    EXPECT(f->raw.n > 0);
    EXPECT_INT(system(cstr(&f->a, str_fmt(&f->a, cmd, act, ns, key, act))), 0);
}

/* "signer close WHO" is an act like any other: signed by whoever acts. */
#define CLOSE(f, who, ...)                                                                         \
    CALL(f, "signer", "close", who, "--reason", "lost" __VA_OPT__(, ) __VA_ARGS__)
#define CLOSE_SIGNED(f, who)                                                                       \
    CLOSE(f, who, "--signature", cstr(&f->a, str_fmt(&f->a, "%s/act.sig", f->dir)), "--signed",    \
          cstr(&f->a, str_fmt(&f->a, "%s/act", f->dir)))

static struct fixture *with_signer(struct arena *a, const char **key) {
    struct fixture *f = fixture_make(a);
    f->actor = S("Mara");
    *key = key_of(f, "mara");
    EXPECT_OK(CALL(f, "signer", "add", "Mara", "--key", pub_of(f, *key), "--reason", "in person"));
    EXPECT_OK(CALL(f, "signer", "add", "Tamir", "--key", pub_of(f, key_of(f, "tamir")), "--reason",
                   "in person"));
    return f;
}

TEST(signed_by_the_key_of_whoever_acts) {
    struct arena a = test_arena();
    const char *key;
    if (!have_ssh()) return;
    struct fixture *f = with_signer(&a, &key);
    EXPECT_OK(CLOSE(f, "Tamir", "--to-sign"));
    sign(f, key, SIGNED_NAMESPACE);
    EXPECT_INT(CALL(f, "signers"), RC_OK);
    EXPECT(fixture_row(f, "state", "closed") == NULL); /* printing does nothing */
    EXPECT_OK(CLOSE_SIGNED(f, "Tamir"));
    EXPECT_OK(CALL(f, "signers"));
    EXPECT_STR(json_get_str(fixture_row(f, "name", "Tamir"), "state"), S("closed"));
    EXPECT_STR(json_get_str(fixture_row(f, "name", "Mara"), "state"), S("open"));
    EXPECT_OK(CALL(f, "rebuild", "--check"));
}

TEST(signed_by_nobody_else) {
    struct arena a = test_arena();
    const char *key;
    if (!have_ssh()) return;
    struct fixture *f = with_signer(&a, &key);
    EXPECT_OK(CLOSE(f, "Tamir", "--to-sign"));
    struct str text = f->raw;
    sign(f, cstr(&f->a, str_fmt(&f->a, "%s/tamir", f->dir)), SIGNED_NAMESPACE);
    EXPECT_INT(CLOSE_SIGNED(f, "Tamir"), RC_DENIED); /* another's key */
    f->raw = text;
    sign(f, key, "file");
    EXPECT_INT(CLOSE_SIGNED(f, "Tamir"), RC_INTEGRITY); /* another purpose */
    f->raw = text;
    sign(f, key, SIGNED_NAMESPACE);
    EXPECT_INT(CLOSE_SIGNED(f, "Mara"), RC_INTEGRITY); /* another act */
    f->actor = S("Tamir");
    EXPECT_INT(CLOSE_SIGNED(f, "Tamir"), RC_INTEGRITY); /* somebody else says they did it */
    f->actor = S("Mara");
    fixture_file(f, "act", str_cat(&f->a, text, S("\n")));
    EXPECT_INT(CLOSE_SIGNED(f, "Tamir"), RC_INTEGRITY);
    EXPECT_INT(CLOSE(f, "Tamir", "--signed", f->key), RC_USAGE);
    EXPECT_INT(CLOSE(f, "Tamir", "--sign-with", key), RC_USAGE); /* asks at a terminal alone */
}

/* A text of another case, where the same person has the same key. */
TEST(signed_for_this_case_alone) {
    struct arena a = test_arena();
    const char *key;
    if (!have_ssh()) return;
    struct fixture *f = with_signer(&a, &key), *g = NEW(&f->a, struct fixture);
    *g = *f;
    g->a = arena_split(&f->a, 20 << 20);
    g->case_dir = cstr(&f->a, str_fmt(&f->a, "%s/other", f->dir));
    g->key = cstr(&f->a, str_fmt(&f->a, "%s/other.key", f->dir));
    EXPECT_OK(CALL(g, "init", g->case_dir, "--no-passphrase", "--name", "another"));
    EXPECT_OK(CALL(g, "signer", "add", "Mara", "--key", pub_of(f, key), "--reason", "hers"));
    EXPECT_OK(CLOSE(f, "Mara", "--to-sign"));
    sign(f, key, SIGNED_NAMESPACE);
    EXPECT_INT(CLOSE_SIGNED(g, "Mara"), RC_INTEGRITY);
    EXPECT_OK(CLOSE_SIGNED(f, "Mara"));
}

TEST(signed_texts_count_once) {
    struct arena a = test_arena();
    const char *key;
    if (!have_ssh()) return;
    struct fixture *f = with_signer(&a, &key);
    const char *again = pub_of(f, cstr(&f->a, str_fmt(&f->a, "%s/tamir", f->dir)));
    EXPECT_OK(CALL(f, "signers"));
    const char *print = cstr(&f->a, json_get_str(fixture_row(f, "name", "Tamir"), "fingerprint"));
    EXPECT_OK(CLOSE(f, print, "--to-sign"));
    sign(f, key, SIGNED_NAMESPACE);
    EXPECT_OK(CLOSE_SIGNED(f, print));
    EXPECT_OK(CALL(f, "signer", "add", "Tamir", "--key", again, "--reason", "found again"));
    EXPECT_INT(CLOSE_SIGNED(f, print), RC_CONFLICT);
}

TEST(signers_closed_sign_no_more) {
    struct arena a = test_arena();
    const char *key;
    if (!have_ssh()) return;
    struct fixture *f = with_signer(&a, &key);
    EXPECT_OK(CLOSE(f, "Tamir", "--to-sign"));
    sign(f, key, SIGNED_NAMESPACE);
    EXPECT_OK(CLOSE(f, "Mara"));
    EXPECT_INT(CLOSE_SIGNED(f, "Tamir"), RC_DENIED);
    EXPECT_INT(CLOSE(f, "Mara"), RC_NOTFOUND);
}

TEST(signers_have_keys_that_are_theirs_alone) {
    struct arena a = test_arena();
    const char *key;
    if (!have_ssh()) return;
    struct fixture *f = with_signer(&a, &key);
    EXPECT_INT(CALL(f, "signer", "add", "Ilin", "--key", pub_of(f, key), "--reason", "x"),
               RC_CONFLICT);
    EXPECT_INT(CALL(f, "signer", "add", "Ilin", "--key", key, "--reason", "x"), RC_USAGE);
    EXPECT_INT(CALL(f, "signer", "add", "Ilin", "--key", pub_of(f, key), "--reason", " "),
               RC_USAGE);
}
