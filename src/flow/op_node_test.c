/* A field node: what it seals it cannot open; chain, gaps, acknowledgement; killed anywhere. */
#include "flow/fixture.h"
#include "sys/os.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *at(struct fixture *f, const char *name) {
    return cstr(&f->a, str_fmt(&f->a, "%s/%s", f->dir, name));
}

static int shell(struct fixture *f, const char *what) {
    char cmd[6000];
    snprintf(cmd, sizeof cmd, "cd %s && { %s; } >/dev/null 2>&1", f->dir, what);
    return system(cmd);
}

static struct fixture *with_node(struct arena *a) {
    struct fixture *f = fixture_make(a);
    EXPECT_OK(CALL(f, "node", "init", at(f, "phone"), "--case",
                   cstr(a, str_fmt(a, "%s/cairn.case", f->case_dir))));
    fixture_file(f, "one.txt", S("quiet blue stones by the river\n"));
    fixture_file(f, "two.txt", S("a second sheet of paper\n"));
    fixture_file(f, "three.txt", S("and a third\n"));
    return f;
}

TEST(node_seals_takes_acknowledges_and_clears) {
    struct arena a = test_arena();
    struct fixture *f = with_node(&a);
    EXPECT_OK(CALL(f, "node", "seal", at(f, "phone"), at(f, "one.txt"), at(f, "two.txt"), "--by",
                   "Tamir", "--note", "from a resident"));
    EXPECT_INT(f->n, 2);
    EXPECT(shell(f, "grep -rqs -e stones -e Tamir -e AGE-SECRET phone") != 0);
    const char *one = at(f, "phone/captures/000001.age"), *two = at(f, "phone/captures/000002.age");
    EXPECT_OK(CALL(f, "node", "take", two, one, "--ack", at(f, "ack")));
    EXPECT_INT(f->n, 2);
    EXPECT(!strstr(f->said, "gap") && !strstr(f->said, "broken"));
    EXPECT_OK(CALL(f, "items"));
    EXPECT_INT(f->n, 2);
    EXPECT_OK(CALL(f, "node", "take", one, two, "--ack", at(f, "ack"))); /* again: nothing new */
    EXPECT_OK(CALL(f, "items"));
    EXPECT_INT(f->n, 2);
    EXPECT_OK(CALL(f, "verify", "--deep"));
    EXPECT_INT(shell(f, "sed 's/\"number\":1/\"number\":3/' ack > forged"), 0);
    EXPECT_INT(CALL(f, "node", "clear", at(f, "phone"), at(f, "forged")), RC_INTEGRITY);
    EXPECT_OK(CALL(f, "node", "seal", at(f, "phone"), at(f, "three.txt")));
    EXPECT_OK(CALL(f, "node", "clear", at(f, "phone"), at(f, "ack")));
    EXPECT(!os_exists(one) && !os_exists(two) && os_exists(at(f, "phone/captures/000003.age")));
    EXPECT_OK(CALL(f, "node", "take", at(f, "phone/captures/000003.age"), "--ack", at(f, "ack")));
    EXPECT(!strstr(f->said, "gap") &&
           !strstr(f->said, "broken")); /* follows what was taken before */
}

TEST(node_gaps_forgeries_and_damage_are_named) {
    struct arena a = test_arena();
    struct fixture *f = with_node(&a);
    const char *one = at(f, "phone/captures/000001.age"),
               *three = at(f, "phone/captures/000003.age");
    EXPECT_OK(CALL(f, "node", "seal", at(f, "phone"), at(f, "one.txt"), at(f, "two.txt"),
                   at(f, "three.txt")));
    EXPECT_OK(CALL(f, "node", "take", one, three, "--ack", at(f, "ack")));
    EXPECT(strstr(f->said, "gap: capture 2 ") != NULL);
    EXPECT_INT(shell(f, "cp phone/captures/000002.age cut && truncate -s -1 cut && "
                        "printf x | dd of=phone/captures/000002.age bs=1 seek=900 conv=notrunc"),
               0);
    EXPECT_INT(CALL(f, "node", "take", at(f, "cut"), "--ack", at(f, "ack")), RC_INTEGRITY);
    EXPECT_INT(CALL(f, "node", "take", at(f, "phone/captures/000002.age"), "--ack", at(f, "ack")),
               RC_INTEGRITY);
    /* another capture 1 of the same node: somebody set the node back */
    EXPECT_INT(shell(f, "sed -i -e 's/\"number\":3/\"number\":0/' -e "
                        "'s/\"last\":\"[0-9a-f]*\"/\"last\":\"\"/' phone/node.json && "
                        "rm phone/captures/*"),
               0);
    EXPECT_OK(CALL(f, "node", "seal", at(f, "phone"), at(f, "two.txt")));
    EXPECT_INT(CALL(f, "node", "take", one, "--ack", at(f, "ack")), RC_CONFLICT);
    EXPECT_OK(CALL(f, "items"));
    EXPECT_INT(f->n, 2);
}

TEST(node_large_capture_streams) {
    struct arena a = test_arena();
    struct fixture *f = with_node(&a);
    EXPECT_INT(shell(f, "head -c 3000001 /dev/urandom > large"), 0);
    EXPECT_OK(CALL(f, "node", "seal", at(f, "phone"), at(f, "large")));
    EXPECT_OK(CALL(f, "node", "take", at(f, "phone/captures/000001.age"), "--ack", at(f, "ack")));
    EXPECT_OK(CALL(f, "verify", "--deep"));
    EXPECT_OK(CALL(f, "key", "rotate", "--reason", "drill"));
    EXPECT_OK(CALL(f, "node", "seal", at(f, "phone"), at(f, "one.txt")));
    EXPECT_INT(CALL(f, "node", "take", at(f, "phone/captures/000002.age"), "--ack", at(f, "ack")),
               RC_DENIED);
}

static int seal_in_child(struct fixture *f, i64 nth) {
    int status;
    pid_t pid = fork();
    if (pid == 0) {
        os_fault_set(OS_FAULT_KILL, nth);
        _exit(CALL(f, "node", "seal", at(f, "phone"), at(f, "two.txt")) == RC_OK ? 0 : 2);
    }
    if (pid < 0 || waitpid(pid, &status, 0) != pid) return 4;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

TEST(node_killed_while_sealing_keeps_its_chain) {
    struct arena a = test_arena();
    struct fixture *f = with_node(&a);
    EXPECT_OK(CALL(f, "node", "seal", at(f, "phone"), at(f, "one.txt")));
    i64 nth = 1;
    for (int end = 1; end != 0; nth++) {
        end = seal_in_child(f, nth);
        if (!EXPECT(end <= 1 && nth < 60)) return;
    }
    EXPECT_OK(CALL(f, "node", "seal", at(f, "phone"), at(f, "three.txt")));
    const char *words[40] = {"node", "take"};
    i64 n = 2;
    for (i64 i = 1; i < 30; i++) {
        const char *path =
            cstr(&a, str_fmt(&a, "%s/phone/captures/%06lld.age", f->dir, (long long)i));
        if (os_exists(path)) words[n++] = path;
    }
    words[n++] = "--ack";
    words[n++] = at(f, "ack");
    EXPECT_OK(fixture_call(f, words));
    EXPECT(!strstr(f->said, "gap") && !strstr(f->said, "broken"));
    EXPECT(nth > 5);
}
