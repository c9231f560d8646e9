#include "sys/tty.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

bool tty_is(int fd) {
    return isatty(fd) == 1;
}

static int within(i64 n) {
    return n < 20 ? 20 : n > 400 ? 400 : (int)n;
}

int tty_columns(int fd) {
    struct winsize w;
    i64 n;
    if (ioctl(fd, TIOCGWINSZ, &w) == 0 && w.ws_col > 0) return within(w.ws_col);
    const char *env = getenv("COLUMNS");
    return env && str_i64(str_c(env), &n) && n > 0 ? within(n) : 80;
}

bool tty_colour(int fd) {
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    if (no && *no) return false;
    return term && strcmp(term, "dumb") != 0 && tty_is(fd);
}
