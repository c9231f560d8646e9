/* A shell, for tests that look at our files with the tools of strangers. */
#ifndef CAIRN_SYS_RUN_TESTING_H
#define CAIRN_SYS_RUN_TESTING_H

#include "base/t.h"
#include "sys/run.h"

/* The command's exit status. */
__attribute__((unused)) static int shell(struct str command, struct arena a) {
    const char *const argv[] = {"sh", "-c", cstr(&a, command), NULL};
    struct err e = {0};
    int status = -1;
    EXPECT_OK(os_run(argv, -1, &status, &e));
    return status;
}

#endif
