#include "base/limits.h"
#include "base/t.h"
#include "sys/tty.h"

#include <fcntl.h>
#include <pty.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

TEST(tty_knows_what_is_none) {
    int p[2];
    EXPECT(pipe(p) == 0);
    EXPECT(!tty_is(p[0]) && !tty_colour(p[1]) && !tty_is(-1));
    setenv("COLUMNS", "132", 1);
    EXPECT_INT(tty_columns(p[0]), 132);
    setenv("COLUMNS", "2", 1);
    EXPECT_INT(tty_columns(p[0]), 20);
    setenv("COLUMNS", "wide", 1);
    EXPECT_INT(tty_columns(p[0]), 80);
    unsetenv("COLUMNS");
    close(p[0]);
    close(p[1]);
}

TEST(tty_knows_a_terminal) {
    int master, slave;
    struct winsize w = {.ws_row = 30, .ws_col = 97};
    if (openpty(&master, &slave, NULL, NULL, &w) < 0) {
        test_skip("no pseudo-terminals here");
        return;
    }
    EXPECT(tty_is(slave));
    EXPECT_INT(tty_columns(slave), 97);
    setenv("TERM", "xterm", 1);
    unsetenv("NO_COLOR");
    EXPECT(tty_colour(slave));
    setenv("NO_COLOR", "1", 1);
    EXPECT(!tty_colour(slave));
    unsetenv("NO_COLOR");
    setenv("TERM", "dumb", 1);
    EXPECT(!tty_colour(slave));
    close(master);
    close(slave);
}

/* Types `keys` once the echo is off, as a person would. */
static pid_t typist(int master, int slave, struct str keys) {
    fflush(NULL);
    pid_t child = fork();
    if (child != 0) return child;
    for (;;) {
        struct termios t;
        if (tcgetattr(slave, &t) == 0 && !(t.c_lflag & ECHO)) break;
        usleep(1000);
    }
    usleep(20000);
    _exit(write(master, keys.p, (size_t)keys.n) == keys.n ? 0 : 1);
}

static rc typed(struct arena *a, struct str keys, struct str *out, struct str *screen,
                struct err *e) {
    int master, slave, st;
    struct termios before, after;
    char seen[8192];
    *e = (struct err){0};
    if (openpty(&master, &slave, NULL, NULL, NULL) < 0) return RC_UNSUPPORTED;
    tcgetattr(slave, &before);
    pid_t child = typist(master, slave, keys);
    rc r = tty_passphrase_on(slave, a, "Passphrase: ", out, e);
    waitpid(child, &st, 0);
    tcgetattr(slave, &after);
    EXPECT_INT(after.c_lflag, before.c_lflag);
    i64 n = 0; /* the terminal may hand on what was written in pieces */
    while (n == 0 || (seen[n - 1] != '\n' && n < (i64)sizeof seen)) {
        ssize_t k = read(master, seen + n, sizeof seen - (size_t)n);
        if (k <= 0) break;
        n += k;
    }
    *screen = str_dup(a, (struct str){seen, n});
    close(master);
    close(slave);
    return r;
}

TEST(tty_passphrase_is_read_and_never_shown) {
    struct arena a = test_arena();
    struct str got, screen;
    struct err e;
    rc r = typed(&a, S("open sesame\r"), &got, &screen, &e);
    if (r == RC_UNSUPPORTED) {
        test_skip("no pseudo-terminals here");
        return;
    }
    EXPECT_OK(r);
    EXPECT_STR(got, S("open sesame"));
    EXPECT_STR(screen, S("Passphrase: \r\n"));
    EXPECT_OK(typed(&a, S("wrong\025no such\027word\177\177\177\177ж\177x\n"), &got, &screen, &e));
    EXPECT_STR(got, S("no x"));
    EXPECT_OK(typed(&a, S("\r"), &got, &screen, &e));
    EXPECT_INT(got.n, 0);
    EXPECT_INT(typed(&a, S("abc\003"), &got, &screen, &e), RC_INTERRUPTED);
    EXPECT_INT(typed(&a, S("\004"), &got, &screen, &e), RC_INTERRUPTED);
}

TEST(tty_passphrase_has_a_limit) {
    struct arena a = test_arena();
    struct str got, screen;
    struct err e;
    char *p = NEWN(&a, char, TTY_LINE_MAX + 2);
    memset(p, 'x', TTY_LINE_MAX + 1);
    p[TTY_LINE_MAX] = '\r';
    rc r = typed(&a, (struct str){p, TTY_LINE_MAX + 1}, &got, &screen, &e);
    if (r == RC_UNSUPPORTED) return;
    EXPECT_OK(r);
    EXPECT_INT(got.n, TTY_LINE_MAX);
    p[TTY_LINE_MAX] = 'x';
    p[TTY_LINE_MAX + 1] = '\r';
    EXPECT_INT(typed(&a, (struct str){p, TTY_LINE_MAX + 2}, &got, &screen, &e), RC_LIMIT);
}

TEST(tty_passphrase_needs_a_terminal) {
    struct arena a = test_arena();
    struct str got;
    struct err e = {0};
    int p[2];
    EXPECT(pipe(p) == 0);
    EXPECT_INT(tty_passphrase_on(p[0], &a, "?", &got, &e), RC_DENIED);
    EXPECT(str_has(str_c(e.hint), S("--passphrase-file")));
    close(p[0]);
    close(p[1]);
}

TEST(tty_progress_says_rate_and_time_left) {
    static const struct {
        const char *unit;
        i64 total, done, ms;
        int columns;
        const char *want;
    } CASES[] = {
        {"files", 100000, 12345, 3000, 100, "sealing: 12 345 of 100 000 files, 4 115/s, 0:21 left"},
        {"files", 0, 1000, 2000, 100, "sealing: 1 000 files, 500/s"},
        {"files", 10, 0, 2000, 100, "sealing: 0 of 10 files"},
        {"files", 10, 10, 2000, 100, "sealing: 10 of 10 files, 5/s"},
        {"bytes", 5000000000, 1250000000, 60000, 100,
         "sealing: 1.2 GB of 5.0 GB, 20.8 MB/s, 3:00 left"},
        {"bytes", 0, 999, 1000, 100, "sealing: 999 B, 999 B/s"},
        {"files", 1000000, 100, 10000, 100, "sealing: 100 of 1 000 000 files, 10/s, 27:46:30 left"},
        {"files", 100000, 12345, 3000, 20, "sealing: 12 345 of "},
    };
    struct arena a = test_arena();
    for (i64 i = 0; i < LEN(CASES); i++) {
        struct tty_progress p = {.what = "sealing", .unit = CASES[i].unit, .total = CASES[i].total};
        EXPECT_STR(tty_progress_words(&a, &p, CASES[i].done, CASES[i].ms, CASES[i].columns),
                   str_c(CASES[i].want));
    }
}
