/* The file behind the room: several processes, a wrong key, statements that prepare. */
#include "people/testing.h"

#include <sys/wait.h>
#include <unistd.h>

/* One desk, several worker processes, each with a handle of its own from the first moment on. */
TEST(people_may_be_several_processes) {
    enum { WORKERS = 4, LINES = 40 };
    struct arena a = test_arena();
    struct err e = {0};
    const char *dir = test_dir();
    for (int w = 0; w < WORKERS; w++) {
        if (fork()) continue;
        struct people *p;
        rc r = people_open(&a, dir, KEY, &p, &e);
        for (int i = 0; r == RC_OK && i < LINES; i++)
            r = people_audit(p, T0 + i, S("Mara"), "show", S("MRT-0001"), &e);
        if (r == RC_OK) people_close(p);
        _exit(r == RC_OK ? 0 : 1);
    }
    for (int w = 0; w < WORKERS; w++) {
        int status = -1;
        wait(&status);
        EXPECT_INT(status, 0);
    }
    struct people *p = NULL;
    i64 last;
    u8 head[32];
    EXPECT_OK(people_open(&a, dir, KEY, &p, &e));
    EXPECT_OK(people_audit_walk(p, a, NULL, NULL, &last, head, &e));
    EXPECT_INT(last, WORKERS * LINES);
    people_close(p);
}

TEST(people_wrong_key_is_refused) {
    struct arena a = test_arena();
    struct err e = {0};
    static const u8 OTHER[32] = {8};
    struct people *p = fresh(&a, &e);
    people_close(p);
    EXPECT_INT(people_open(&a, test_dir(), OTHER, &p, &e), RC_INTEGRITY);
    EXPECT(strstr(e.hint, "backup") != NULL);
}

TEST(people_statements_all_prepare) {
    struct arena a = test_arena();
    struct err e = {0};
    struct people *p = fresh(&a, &e);
    for (i64 i = 0; PEOPLE_STATEMENTS[i]; i++) {
        db_stmt(p->d, PEOPLE_STATEMENTS[i]);
        EXPECT_OK(db_begin(p->d, &e));
        db_rollback(p->d);
        if (e.code) test_fail(__FILE__, __LINE__, "%s: %s", PEOPLE_STATEMENTS[i]->name, e.msg);
    }
    people_close(p);
}
