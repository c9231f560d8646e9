/* Bags: the conformance suite when it is there, a set of our own always, and hostile ones. */
#include "exchange/bag_inner.h"

#include "base/t.h"
#include "proof/hash.h"
#include "sys/os.h"
#include "sys/run_testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct seen {
    struct arena *a;
    struct str all; /* "severity file: what" a line */
};

static void found(void *ctx, const char *severity, struct str file, const char *what) {
    struct seen *s = ctx;
    s->all = str_cat(s->a, s->all, str_fmt(s->a, "%s %.*s: %s\n", severity, SARG(file), what));
}

static struct bag_stats checked(struct arena *a, const char *dir, struct str *all) {
    struct seen s = {.a = a};
    struct bag_stats st;
    struct err e = {0};
    rc r = bag_check(*a, dir, found, &s, &st, &e);
    if (r != RC_OK) st = (struct bag_stats){.errors = 1};
    if (r != RC_OK) s.all = str_fmt(a, "error: %s\n", e.msg);
    *all = s.all;
    return st;
}

static const char *at(struct arena *a, const char *dir, const char *name) {
    return cstr(a, str_fmt(a, "%s/%s", dir, name));
}

/* ---- the suite of the Library of Congress ---- */

struct suite {
    i64 right, seen;
};

static void one_bag(struct arena a, const char *dir, const char *kind, struct suite *s) {
    struct str all;
    struct bag_stats st = checked(&a, dir, &all);
    bool valid = strcmp(kind, "valid") == 0, warning = strcmp(kind, "warning") == 0;
    /* What was published of this one lacks the file that its manifest names, as such files do. */
    bool lost =
        str_has(str_c(dir), S("special-system-files")) && !os_exists(at(&a, dir, "data/.DS_Store"));
    bool ok = valid ? st.valid : warning ? st.warnings > 0 && (st.valid || lost) : !st.valid;
    s->seen++;
    s->right += ok;
    if (!ok) printf("%s (%s):\n%.*s", dir, kind, SARG(all));
}

static void kind_of_bags(struct arena a, const char *version, const char *kind, struct suite *s) {
    struct str *names;
    i64 n;
    const char *dir = at(&a, version, kind);
    struct err e = {0};
    if (!os_is_dir(dir)) return;
    EXPECT_OK(os_list(&a, dir, &names, &n, &e));
    for (i64 i = 0; i < n; i++)
        if (os_is_dir(at(&a, dir, cstr(&a, names[i]))))
            one_bag(a, at(&a, dir, cstr(&a, names[i])), kind, s);
}

TEST(bag_conformance_suite) {
    static const char *const KINDS[] = {"valid", "invalid", "warning", "linux-only"};
    struct arena a = test_arena();
    struct suite s = {0};
    struct str *versions;
    const char *root;
    i64 n;
    struct err e = {0};
    if (!test_shared(&a, "vectors/bagit", &root)) {
        test_skip("the BagIt conformance suite is not here");
        return;
    }
    EXPECT_OK(os_list(&a, root, &versions, &n, &e));
    for (i64 i = 0; i < n; i++)
        for (i64 k = 0; k < LEN(KINDS); k++)
            kind_of_bags(a, at(&a, root, cstr(&a, versions[i])), KINDS[k], &s);
    EXPECT_INT(s.seen, 54);
    EXPECT_INT(s.right, 54);
}

/* ---- our own ---- */

static struct bag *begun(struct arena *a, const char *dir) {
    struct bag *b = NULL;
    struct err e = {0};
    EXPECT_OK(bag_create(a, dir, &b, &e));
    return b;
}

/* A bag of two payload files and a tag file. */
static const char *made_at(struct arena *a, const char *dir) {
    struct err e = {0};
    struct bag *b = begun(a, dir);
    EXPECT_OK(bag_put(b, S("data/one.txt"), S("one\n"), &e));
    EXPECT_OK(bag_put(b, S("data/deep/two.txt"), S("two\n"), &e));
    EXPECT_OK(bag_put(b, S("cairn/note"), S("a tag\n"), &e));
    EXPECT_OK(bag_info(b, S("Source-Organization"), S("Somebody\nelse"), &e));
    EXPECT_OK(bag_done(b, &e));
    return dir;
}

static const char *made(struct arena *a) {
    return made_at(a, at(a, test_dir(), "bag"));
}

static void rewrite(const char *path, struct str bytes) {
    struct err e = {0};
    EXPECT_OK(os_replace(path, 0644, bytes, &e));
}

static void append(struct arena *a, const char *path, struct str bytes) {
    rewrite(path, str_cat(a, test_file(a, path), bytes));
}

static bool says(struct arena *a, const char *dir, const char *what) {
    struct str all;
    struct bag_stats st = checked(a, dir, &all);
    if (st.valid || !str_has(all, str_c(what))) printf("%.*s", SARG(all));
    return !st.valid && str_has(all, str_c(what));
}

TEST(bag_written_is_valid_and_its_sums_are_those_of_coreutils) {
    struct arena a = test_arena();
    const char *dir = made(&a);
    struct str all;
    struct bag_stats st = checked(&a, dir, &all);
    EXPECT(st.valid && st.complete);
    EXPECT_INT(st.errors + st.warnings, 0);
    EXPECT_INT(st.files, 2);
    EXPECT_INT(st.bytes, 8);
    EXPECT_STR(str_c(st.version), S("1.0"));
    struct str run = str_fmt(&a,
                             "cd '%s' && sha256sum --quiet --strict -c manifest-sha256.txt && "
                             "sha512sum --quiet --strict -c tagmanifest-sha512.txt",
                             dir);
    EXPECT_INT(shell(run, a), 0);
}

TEST(bag_info_is_one_line_a_label) {
    struct arena a = test_arena();
    const char *dir = made(&a);
    struct bag_tag *t;
    i64 n;
    struct err e = {0};
    EXPECT_OK(bag_tags(&a, dir, &t, &n, &e));
    if (!EXPECT(n == 3)) return;
    EXPECT_STR(t[0].label, S("Source-Organization"));
    EXPECT_STR(t[0].value, S("Somebody else"));
    EXPECT_STR(t[1].label, S("Bagging-Date"));
    EXPECT_INT(t[1].value.n, 10);
    EXPECT_STR(t[2].value, S("8.2"));
}

TEST(bag_info_joins_lines_that_go_on) {
    struct arena a = test_arena();
    struct str text = S("A: one\r\n  two\r\n\tthree\r\nB : 4\r\nnothing\r\n");
    struct bag_tag t;
    bool loose;
    const char *why;
    EXPECT(bag_info_next(&a, &text, &t, &loose, &why) && !why && !loose);
    EXPECT_STR(t.value, S("one two three"));
    EXPECT(bag_info_next(&a, &text, &t, &loose, &why) && !why && loose);
    EXPECT_STR(t.label, S("B"));
    EXPECT(bag_info_next(&a, &text, &t, &loose, &why) && why);
    EXPECT(!bag_info_next(&a, &text, &t, &loose, &why));
}

TEST(bag_changed_missing_and_added_files_are_named) {
    struct arena a = test_arena();
    const char *dir = made(&a);
    rewrite(at(&a, dir, "data/one.txt"), S("0ne\n"));
    EXPECT(says(&a, dir, "error data/one.txt: is not what the sha256 manifest says"));
    EXPECT(says(&a, dir, "error data/one.txt: is not what the sha512 manifest says"));
    rewrite(at(&a, dir, "data/one.txt"), S("one\n"));
    EXPECT(!rename(at(&a, dir, "data/one.txt"), at(&a, dir, "data/two.txt")));
    EXPECT(says(&a, dir, "error data/one.txt: is listed and missing"));
    EXPECT(says(&a, dir, "error data/two.txt: is in the payload and in no manifest"));
    EXPECT(!rename(at(&a, dir, "data/two.txt"), at(&a, dir, "data/one.txt")));
    append(&a, at(&a, dir, "cairn/note"), S("x"));
    EXPECT(says(&a, dir, "error cairn/note: is not what"));
}

TEST(bag_without_bagit_is_none) {
    struct arena a = test_arena();
    const char *dir = made(&a);
    struct bag_stats st;
    struct err e = {0};
    EXPECT(!unlink(at(&a, dir, "bagit.txt")));
    EXPECT_INT(bag_check(a, dir, NULL, NULL, &st, &e), RC_USAGE);
    EXPECT(!st.valid);
    EXPECT(e.hint[0]);
}

/* What is outside must never be read: the link leads to a file with the right bytes. */
TEST(bag_links_are_refused_also_as_folders) {
    struct arena a = test_arena();
    const char *dir = made(&a), *out = at(&a, test_dir(), "outside");
    struct err e = {0};
    EXPECT_OK(os_mkdirs(out, 0700, &e));
    rewrite(at(&a, out, "one.txt"), S("one\n"));
    rewrite(at(&a, out, "two.txt"), S("two\n"));
    EXPECT(!unlink(at(&a, dir, "data/one.txt")));
    EXPECT(!symlink(at(&a, out, "one.txt"), at(&a, dir, "data/one.txt")));
    EXPECT(says(&a, dir, "error data/one.txt: is a symbolic link"));
    EXPECT(!unlink(at(&a, dir, "data/one.txt")));
    rewrite(at(&a, dir, "data/one.txt"), S("one\n"));
    EXPECT(!unlink(at(&a, dir, "data/deep/two.txt")) && !rmdir(at(&a, dir, "data/deep")));
    EXPECT(!symlink(out, at(&a, dir, "data/deep")));
    EXPECT(says(&a, dir, "error data/deep: is a symbolic link"));
    EXPECT(says(&a, dir, "error data/deep/two.txt: is listed and missing"));
    struct str bytes;
    EXPECT(bag_read(&a, dir, S("data/deep/two.txt"), 100, &bytes, &e) != RC_OK);
}

TEST(bag_devices_and_pipes_are_refused_without_waiting) {
    struct arena a = test_arena();
    const char *dir = made(&a);
    EXPECT(!mkfifo(at(&a, dir, "data/pipe"), 0600));
    append(&a, at(&a, dir, "manifest-sha256.txt"),
           S("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  data/pipe\n"));
    EXPECT(says(&a, dir, "error data/pipe: is neither a regular file nor a folder"));
}

TEST(bag_paths_that_leave_it_are_named) {
    static const char *const BAD[] = {
        "../x",           "data/../../x", "/etc/passwd", "~/x",
        "~root/x",        "data//x",      "data/./x",    "data/..",
        "data%2F..%2Fx/", "notdata",      "bagit.txt",   "data/x\\..\\..\\y",
        "data/%0A/..",
    };
    struct arena a = test_arena();
    for (i64 i = 0; i < LEN(BAD); i++) {
        struct arena now = a;
        const char *dir = cstr(&now, str_fmt(&now, "%s/bag%lld", test_dir(), (long long)i));
        made_at(&now, dir);
        struct str line = str_fmt(&now,
                                  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
                                  "  %s\n",
                                  BAD[i]);
        append(&now, at(&now, dir, "manifest-sha256.txt"), line);
        if (!EXPECT(says(&now, dir, "error "))) puts(BAD[i]);
    }
}

TEST(bag_names_with_line_ends_go_out_and_come_back) {
    struct arena a = test_arena();
    const char *dir = at(&a, test_dir(), "bag");
    struct err e = {0};
    struct bag *b = begun(&a, dir);
    struct str all;
    EXPECT_OK(bag_put(b, S("data/a\nb\r%0Ac.txt"), S("x"), &e));
    EXPECT_OK(bag_done(b, &e));
    EXPECT(str_has(test_file(&a, at(&a, dir, "manifest-sha512.txt")),
                   S("  data/a%0Ab%0D%250Ac.txt\n")));
    EXPECT(checked(&a, dir, &all).valid);
}

TEST(bag_names_that_fold_together_are_warned_of) {
    struct arena a = test_arena();
    const char *dir = at(&a, test_dir(), "bag");
    struct err e = {0};
    struct str all;
    struct bag *b = begun(&a, dir);
    EXPECT_OK(bag_put(b, S("data/caf\xC3\xA9"), S("1"), &e));
    /* our own bags have no such pair */
    EXPECT_INT(bag_put(b, S("data/cafe\xCC\x81"), S("2"), &e), RC_CONFLICT);
    e = (struct err){0};
    EXPECT_INT(bag_put(b, S("data/CAF\xC3\x89"), S("2"), &e), RC_CONFLICT);
    e = (struct err){0};
    EXPECT_OK(bag_done(b, &e));
    rewrite(at(&a, dir, "data/cafe\xCC\x81"), S("2"));
    checked(&a, dir, &all);
    EXPECT(str_has(all, S("differs from another name in its Unicode normalisation only")));
    /* the file under the other spelling stands for the one that the manifest names */
    EXPECT(!unlink(at(&a, dir, "data/caf\xC3\xA9")));
    rewrite(at(&a, dir, "data/cafe\xCC\x81"), S("1"));
    struct bag_stats st = checked(&a, dir, &all);
    EXPECT(st.valid && st.warnings == 1);
    rewrite(at(&a, dir, "data/cafe\xCC\x81"), S("2"));
    EXPECT(says(&a, dir, "is not what the sha256 manifest says"));
}

TEST(bag_listed_twice_depends_on_the_version) {
    struct arena a = test_arena();
    const char *dir = made(&a);
    struct str text = test_file(&a, at(&a, dir, "manifest-sha256.txt"));
    append(&a, at(&a, dir, "manifest-sha256.txt"), text);
    EXPECT(says(&a, dir, "error data/one.txt: is listed twice in one manifest"));
}

TEST(bag_declarations) {
    static const struct {
        const char *text;
        bool ok;
    } CASE[] = {
        {"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", true},
        {"BagIt-Version: 1.0\r\nTag-File-Character-Encoding: UTF-8", true},
        {"BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-16\n", true},
        {"BagIt-Version : 0.96\nTag-File-Character-Encoding:UTF-8\n", true},
        {"BagIt-Version : 1.0\nTag-File-Character-Encoding: UTF-8\n", false},
        {"BagIt-Version: 1.0 \nTag-File-Character-Encoding: UTF-8\n", false},
        {"BagIt-Version: 1.1\nTag-File-Character-Encoding: UTF-8\n", false},
        {"BagIt-Version: .97\nTag-File-Character-Encoding: UTF-8\n", false},
        {"\xEF\xBB\xBF"
         "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
         false},
        {"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\nMore: x\n", false},
        {"BagIt-Version: 1.0\n", false},
        {"", false},
    };
    struct bag_declaration d;
    for (i64 i = 0; i < LEN(CASE); i++)
        if (!EXPECT(!bag_declaration(str_c(CASE[i].text), &d) == CASE[i].ok)) puts(CASE[i].text);
}

struct payload {
    i64 n;
    u8 sha[8][32];
};
static void took(void *ctx, struct str path, i64 size, const u8 sha256_of_it[32]) {
    struct payload *p = ctx;
    EXPECT(str_starts(path, S("data/")) && size == 4);
    memcpy(p->sha[p->n++], sha256_of_it, 32);
}

TEST(bag_payload_is_given_with_its_hashes) {
    struct arena a = test_arena();
    const char *dir = made(&a);
    struct payload p = {0};
    struct bag_stats st;
    struct err e = {0};
    u8 want[32];
    EXPECT_OK(bag_check_payload(a, dir, NULL, took, &p, &st, &e));
    EXPECT_INT(p.n, 2);
    sha256(S("two\n"), want);
    EXPECT(memcmp(p.sha[0], want, 32) == 0);
}

TEST(bag_is_written_into_a_new_folder_and_taken_away_again) {
    struct arena a = test_arena();
    const char *dir = made(&a), *other = at(&a, test_dir(), "other");
    struct bag *b = NULL;
    struct err e = {0};
    EXPECT_INT(bag_create(&a, dir, &b, &e), RC_CONFLICT);
    b = begun(&a, other);
    EXPECT_OK(bag_put(b, S("data/x/y/z"), S("1"), &e));
    EXPECT_OK(bag_put(b, S("tags/t"), S("1"), &e));
    static const char *const BAD[] = {"../x",       "/x", "data/../x", "bagit.txt",
                                      "manifest-x", "",   "~x"};
    for (i64 i = 0; i < LEN(BAD); i++) {
        e = (struct err){0};
        EXPECT_INT(bag_put(b, str_c(BAD[i]), S("1"), &e), RC_USAGE);
    }
    bag_abandon(b);
    EXPECT(!os_exists(other));
}

/* Holes take no room on the disk, and a limit must not read them. */
TEST(bag_that_is_too_large_is_a_limit) {
    static const struct {
        const char *name;
        i64 bytes;
    } CASE[] = {{"manifest-sha256.txt", BAG_MANIFEST_MAX + 1},
                {"fetch.txt", BAG_MANIFEST_MAX + 1},
                {"bag-info.txt", BAG_TAG_MAX + 1},
                {"bagit.txt", BAG_TAG_MAX + 1}};
    struct arena a = test_arena();
    for (i64 i = 0; i < LEN(CASE); i++) {
        struct arena now = a;
        struct bag_stats st;
        struct err e = {0};
        const char *dir = cstr(&now, str_fmt(&now, "%s/big%lld", test_dir(), (long long)i));
        made_at(&now, dir);
        const char *path = at(&now, dir, CASE[i].name);
        if (!os_exists(path)) rewrite(path, S("x"));
        EXPECT(!truncate(path, CASE[i].bytes));
        EXPECT_INT(bag_check(now, dir, NULL, NULL, &st, &e), RC_LIMIT);
        EXPECT(!st.valid && str_has(str_c(e.msg), str_c(CASE[i].name)));
    }
}

/* As deep as a path can go, and links that lead to themselves: an end, and a finding. */
TEST(bag_folders_that_are_too_deep_are_named) {
    struct arena a = test_arena();
    const char *dir = made(&a);
    struct err e = {0};
    struct str path = str_fmt(&a, "%s/data", dir);
    for (int i = 0; i < BAG_DEPTH_MAX + 2; i++)
        path = str_cat(&a, path, S("/d"));
    EXPECT_OK(os_mkdirs(cstr(&a, path), 0700, &e));
    EXPECT(!symlink("loop", at(&a, dir, "data/loop")));
    EXPECT(says(&a, dir, "is nested too deep"));
    EXPECT(says(&a, dir, "error data/loop: is a symbolic link"));
}

static rc write_bag(struct arena a, const char *dir) {
    struct err e = {0};
    struct bag *b;
    TRY(bag_create(&a, dir, &b, &e));
    TRY(bag_put(b, S("data/x"), S("1"), &e));
    return bag_done(b, &e);
}

/* Killed at any write, what lies there is no bag yet, or the whole. */
TEST(bag_half_written_is_no_bag) {
    struct arena a = test_arena();
    int status = 1;
    i64 whole = 0, nth = 1;
    for (; status && nth < 100; nth++) {
        struct arena now = a;
        struct str all;
        const char *dir = cstr(&now, str_fmt(&now, "%s/%lld", test_dir(), (long long)nth));
        pid_t pid = fork();
        if (pid == 0) {
            os_fault_set(OS_FAULT_KILL, nth);
            _exit(write_bag(now, dir) != RC_OK);
        }
        if (!EXPECT(pid > 0 && waitpid(pid, &status, 0) == pid)) return;
        bool bag = os_exists(at(&now, dir, "bagit.txt"));
        whole += bag;
        EXPECT(os_is_dir(dir) ? checked(&now, dir, &all).valid == bag : !bag);
    }
    EXPECT(whole >= 1 && nth > 10);
}
