#include "sys/agent.h"

#include "base/t.h"
#include "sys/os.h"

#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct str ID = SI("00c0ffee00c0ffee");

static char *secret(const char *words) {
    CHECK(sodium_init() >= 0);
    char *p = sodium_malloc(100);
    memcpy(p, words, strlen(words));
    return p;
}

static bool holds(struct arena a, const char *words) {
    char out[100];
    i64 n = 0;
    return agent_get(a, ID, out, sizeof out, &n) && str_eq((struct str){out, n}, str_c(words));
}

TEST(agent_keeps_tells_and_forgets) {
    struct arena a = test_arena();
    struct err e = {0};
    char *p = secret("AGE-SECRET-KEY-1TEST");
    i64 left = 0;
    setenv("XDG_RUNTIME_DIR", test_dir(), 1);
    EXPECT(!holds(a, "AGE-SECRET-KEY-1TEST") && !agent_lock(a, ID));
    EXPECT_OK(agent_start(a, ID, p, 20, 60, &e));
    EXPECT(holds(a, "AGE-SECRET-KEY-1TEST"));
    EXPECT(agent_left(a, ID, &left) && left > 50 && left <= 60);
    EXPECT_INT(agent_start(a, ID, p, 20, 60, &e), RC_CONFLICT);
    EXPECT(agent_lock(a, ID));
    EXPECT(!holds(a, "AGE-SECRET-KEY-1TEST"));
    struct err f = {0};
    EXPECT_OK(agent_start(a, ID, p, 20, 1, &f)); /* a second, and it is gone by itself */
    EXPECT(holds(a, "AGE-SECRET-KEY-1TEST"));
    for (int i = 0; i < 400 && agent_left(a, ID, &left); i++)
        usleep(10000);
    EXPECT(!holds(a, "AGE-SECRET-KEY-1TEST"));
    EXPECT_OK(agent_start(a, ID, p, 20, 60, &f));
    EXPECT_INT(agent_lock_all(a), 1);
    sodium_free(p);
    unsetenv("XDG_RUNTIME_DIR");
}

/* The agent's process, by its name; 0 = none. */
static int the_agent(struct arena a, const char *dir) {
    const char *out = cstr(&a, str_fmt(&a, "%s/pid", dir));
    char cmd[600];
    snprintf(cmd, sizeof cmd,
             "for p in /proc/[0-9]*; do grep -qsx cairn-agent $p/comm && "
             "ls -l $p/fd 2>/dev/null | grep -q socket && basename $p; done "
             "| tail -n 1 > %s",
             out);
    if (system(cmd) != 0) return 0;
    i64 pid;
    return str_i64(str_trim(test_file(&a, out)), &pid) ? (int)pid : 0;
}

TEST(agent_is_locked_in_memory_and_ends_at_sigterm) {
    struct arena a = test_arena();
    struct err e = {0};
    const char *dir = test_dir();
    char *p = secret("AGE-SECRET-KEY-1TEST"), path[64];
    setenv("XDG_RUNTIME_DIR", dir, 1);
    EXPECT_OK(agent_start(a, ID, p, 20, 60, &e));
    int pid = the_agent(a, dir);
    if (EXPECT(pid > 1)) {
        snprintf(path, sizeof path, "/proc/%d/status", pid);
        struct str status = test_file(&a, path);
        i64 at = str_find(status, S("VmLck:"), 0);
        struct str l = str_trim(str_sub(status, at + 6, at + 24));
        EXPECT(at > 0 && l.p[0] >= '1' && l.p[0] <= '9');
        snprintf(path, sizeof path, "/proc/%d/limits", pid);
        struct str limits = test_file(&a, path);
        at = str_find(limits, S("Max core file size"), 0);
        struct str core = str_trim(str_sub(limits, at + 18, at + 40));
        EXPECT(at > 0 && core.p[0] == '0');
        kill(pid, SIGTERM);
        i64 left;
        for (int i = 0; i < 400 && agent_left(a, ID, &left); i++)
            usleep(10000);
        EXPECT(!holds(a, "AGE-SECRET-KEY-1TEST"));
        EXPECT(!os_exists(cstr(&a, str_fmt(&a, "%s/cairn/00c0ffee00c0ffee.agent", dir))));
    }
    sodium_free(p);
    unsetenv("XDG_RUNTIME_DIR");
}

TEST(agent_uses_no_folder_of_others) {
    struct arena a = test_arena();
    struct err e = {0};
    const char *dir = test_dir();
    char *p = secret("AGE-SECRET-KEY-1TEST");
    setenv("XDG_RUNTIME_DIR", dir, 1);
    const char *open = cstr(&a, str_fmt(&a, "%s/cairn", dir));
    EXPECT_INT(mkdir(open, 0777), 0);
    EXPECT_INT(chmod(open, 0755), 0);
    EXPECT_INT(agent_start(a, ID, p, 20, 60, &e), RC_DENIED);
    EXPECT(!holds(a, "AGE-SECRET-KEY-1TEST"));
    sodium_free(p);
    unsetenv("XDG_RUNTIME_DIR");
}
