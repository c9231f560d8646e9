/* Keys of the case, end to end: who opens what, and a rotation that is killed anywhere. */
#include "flow/fixture.h"
#include "flow/keyring.h"
#include "people/people.h"
#include "store/share.h"
#include "sys/os.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static int shell(struct fixture *f, const char *what) {
    struct arena a = f->a;
    return system(cstr(&a, str_fmt(&a, "cd %s && { %s; } >/dev/null 2>&1", f->dir, what)));
}

static bool have(const char *tool) {
    if (system(tool) == 0) return true;
    test_skip("age or gfcombine is not installed");
    return false;
}

static const char *base(const char *path) {
    const char *at = strrchr(path, '/');
    return at ? at + 1 : path;
}

/* "cd dir; the case is in …; cat the pack of an entry | age -d" */
static int opens(struct fixture *f, const char *identity, int entry) {
    char cmd[900];
    const char *dir = base(f->case_dir);
    snprintf(cmd, sizeof cmd,
             "cat %s/vault/000000/00000000%d.head %s/vault/000000/00000000%d.pack | "
             "age -d -i %s > out && tar tf out",
             dir, entry, dir, entry, identity);
    return shell(f, cmd);
}

static const char *recipient(struct fixture *f, const char *file) {
    char cmd[5000];
    snprintf(cmd, sizeof cmd, "age-keygen -o %s && age-keygen -y %s > %s.pub", file, file, file);
    EXPECT_INT(shell(f, cmd), 0);
    struct str text = test_file(&f->a, cstr(&f->a, str_fmt(&f->a, "%s/%s.pub", f->dir, file)));
    return cstr(&f->a, str_trim(text));
}

TEST(key_custodian_is_added_named_sealed_and_removed) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    if (!have("command -v age >/dev/null")) return;
    const char *key = recipient(f, "mara");
    EXPECT_INT(CALL(f, "key", "add", "age1junk", "--name", "x", "--reason", "y"), RC_USAGE);
    EXPECT_OK(CALL(f, "party", "add", "River Guard", "--source", "its own statement"));
    EXPECT_OK(CALL(f, "key", "add", key, "--name", "Mara Ilin", "--reason", "second custodian"));
    EXPECT_INT(CALL(f, "key", "add", key, "--name", "Mara Ilin", "--reason", "again"), RC_CONFLICT);
    EXPECT_INT(opens(f, "mara", 0), 0);
    EXPECT_INT(opens(f, "mara", 1), 0);
    EXPECT_OK(CALL(f, "keys"));
    const struct json *row = fixture_row(f, "name", "Mara Ilin");
    EXPECT(row && str_eqc(json_get_str(row, "use"), "custodian"));
    EXPECT_INT(shell(f, "rm out && ! grep -rql 'Mara Ilin' ."), 0);
    EXPECT_OK(CALL(f, "key", "remove", "Mara Ilin", "--reason", "left"));
    EXPECT(opens(f, "mara", 0) != 0 && opens(f, "mara", 2) != 0);
    EXPECT_OK(CALL(f, "keys"));
    EXPECT_INT(f->n, 1);
    EXPECT(!strstr(f->said, "cairn.case"));
    EXPECT_OK(CALL(f, "verify", "--deep"));
}

TEST(key_older_cairn_case_put_back_is_told) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    if (!have("command -v age >/dev/null")) return;
    const char *key = recipient(f, "mara");
    EXPECT_OK(CALL(f, "key", "add", key, "--name", "Mara", "--reason", "second"));
    char cmd[600];
    snprintf(cmd, sizeof cmd, "cp %s/cairn.case kept", base(f->case_dir));
    EXPECT_INT(shell(f, cmd), 0);
    EXPECT_OK(CALL(f, "verify"));
    EXPECT_OK(CALL(f, "key", "remove", key, "--reason", "left"));
    snprintf(cmd, sizeof cmd, "cp kept %s/cairn.case", base(f->case_dir));
    EXPECT_INT(shell(f, cmd), 0);
    EXPECT_INT(CALL(f, "verify"), RC_INTEGRITY);
    EXPECT(fixture_row(f, "object", "cairn.case") != NULL);
}

TEST(recovery_two_of_three_give_the_key_file_with_strange_tools_too) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    if (!have("command -v age gfcombine >/dev/null")) return;
    EXPECT_OK(CALL(f, "party", "add", "River Guard", "--source", "its own statement"));
    const char *out = cstr(&a, str_fmt(&a, "%s/shares", f->dir));
    EXPECT_OK(CALL(f, "recovery", "split", "--out", out));
    EXPECT_INT(f->n, 3);
    const char *sheet[4];
    for (int i = 1; i <= 3; i++)
        sheet[i] = cstr(&a, str_dup(&a, json_get_str(f->rows[i - 1], "file")));
    for (int i = 1; i <= 3; i++) {
        struct share s;
        EXPECT_OK(share_parse(&a, test_file(&a, sheet[i]), &s, &f->e));
        EXPECT_OK(os_create(cstr(&a, str_fmt(&a, "%s/s.00%d", f->dir, i)), 0600,
                            (struct str){(const char *)s.bytes, s.n}, &f->e));
    }
    EXPECT_INT(shell(f, "gfcombine -o id s.001 s.003"), 0);
    char cmd[900];
    snprintf(cmd, sizeof cmd,
             "grep -q AGE-SECRET-KEY-1 id && age -d -i id %s/keys/recovery.age > t"
             " && cmp t %s",
             base(f->case_dir), f->key);
    EXPECT_INT(shell(f, cmd), 0);
    const char *fresh = cstr(&a, str_fmt(&a, "%s/fresh.key", f->dir)), *kept = f->key;
    f->key = fresh;
    EXPECT_INT(CALL(f, "recovery", "join", sheet[1], "--no-passphrase"), RC_USAGE);
    EXPECT_INT(CALL(f, "recovery", "join", sheet[1], sheet[1], "--no-passphrase"), RC_CONFLICT);
    EXPECT_OK(CALL(f, "recovery", "join", sheet[2], sheet[3], "--no-passphrase"));
    EXPECT_OK(CALL(f, "verify", "--deep"));
    /* a rotation makes them void */
    EXPECT_INT(CALL(f, "key", "rotate", "--reason", "lost"), RC_USAGE);
    EXPECT_OK(CALL(f, "key", "rotate", "--reason", "lost", "--no-recovery"));
    f->key = cstr(&a, str_fmt(&a, "%s/third.key", f->dir));
    EXPECT_INT(CALL(f, "recovery", "join", sheet[1], sheet[2], "--no-passphrase"), RC_NOTFOUND);
    f->key = kept;
    EXPECT_INT(CALL(f, "parties"), RC_DENIED);
    f->key = fresh;
    EXPECT_OK(CALL(f, "parties"));
    EXPECT_INT(f->n, 1);
}

/* ---- killed anywhere ---- */

static int rotate_in_child(struct fixture *f, i64 nth) {
    int status;
    pid_t pid = fork();
    if (pid == 0) {
        os_fault_set(OS_FAULT_KILL, nth);
        _exit(CALL(f, "key", "rotate", "--reason", "drill") == RC_OK ? 0 : 2);
    }
    if (pid < 0 || waitpid(pid, &status, 0) != pid) return 4;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

TEST(key_rotation_killed_at_every_write_keeps_case_and_desk) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    char copy[900], back[900];
    const char *word = fixture_file(f, "word", S("quiet blue stones\n"));
    EXPECT_OK(CALL(f, "party", "add", "River Guard", "--source", "its own statement"));
    EXPECT_OK(CALL(f, "account", "add", "Mara", "--roles", "custodian", "--new-file", word));
    const char *key = base(f->key), *dir = base(f->case_dir);
    snprintf(copy, sizeof copy, "cp -r %s 0.case && cp %s 0.key", dir, key);
    snprintf(back, sizeof back, "rm -rf %s && cp -r 0.case %s && cp 0.key %s", dir, dir, key);
    EXPECT_INT(shell(f, copy), 0);
    i64 nth = 1, unfinished = 0;
    for (int end = 1; end != 0; nth++) {
        EXPECT_INT(shell(f, back), 0);
        end = rotate_in_child(f, nth);
        if (!EXPECT(end <= 1 && nth < 300)) return;
        EXPECT_OK(CALL(f, "parties"));
        EXPECT_INT(f->n, 1);
        EXPECT_OK(CALL(f, "accounts"));
        EXPECT_INT(f->n, 1);
        EXPECT_OK(CALL(f, "keys"));
        if (strstr(f->said, "unfinished")) {
            unfinished++;
            EXPECT_OK(CALL(f, "key", "rotate", "--reason", "going on"));
        }
        if (nth % 8 == 0) EXPECT_OK(CALL(f, "verify", "--deep"));
        EXPECT_OK(CALL(f, "accounts"));
        EXPECT_INT(f->n, 1);
    }
    EXPECT(nth > 25 && unfinished > 10);
    EXPECT_INT(shell(f, "! ls */projection.stale */desk.db.next"), 0);
}
