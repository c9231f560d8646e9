/* Time, randomness and the folder of settings: what the surroundings give. */
#include "sys/os_impl.h"

#include "base/date.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/random.h>
#include <time.h>

/* $CAIRN_CLOCK is seconds since the epoch or an RFC 3339 instant. A wrong value is a mistake of a
 * test: stop. */
i64 os_now(void) {
    const char *env = getenv("CAIRN_CLOCK");
    i64 t;
    if (!env || !*env) return (i64)time(NULL);
    CHECK(str_i64(str_c(env), &t) || instant_parse(str_c(env), &t));
    return t;
}

void os_random(void *p, i64 n) {
    char *at = p;
    while (n > 0) {
        ssize_t k = getrandom(at, n > 256 ? 256 : (size_t)n, 0);
        if (k < 0 && errno == EINTR) continue;
        CHECK(k > 0); /* no randomness, no keys: nothing sensible can follow */
        at += k;
        n -= k;
    }
}

const char *os_config_dir(struct arena *a) {
    const char *xdg = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    struct str base = xdg && xdg[0] == '/'
                          ? str_c(xdg)
                          : str_cat(a, str_c(home && *home ? home : "/"), S("/.config"));
    return cstr(a, str_cat(a, base, S("/cairn")));
}
