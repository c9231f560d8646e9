/* Clocks: 1970, the last second of 32 bits and the next, 2100, 9999, and jumps backward between
 * acts. What is sealed says the clock as it was read; the order is the log's; nothing breaks and
 * dates print right; and without a sane clock the doctor says so. */
#include "world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *clock, *at;
} CLOCKS[] = {{"0", "1970-01-01T00:00:00Z"},
              {"2147483647", "2038-01-19T03:14:07Z"},
              {"2147483648", "2038-01-19T03:14:08Z"},
              {"2100-02-28T23:59:59Z", "2100-02-28T23:59:59Z"},
              {"4107542400", "2100-03-01T00:00:00Z"}, /* 2100 is no leap year */
              {"1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"},
              {"253402300799", "9999-12-31T23:59:59Z"},
              {"2031-03-25T09:00:00Z", "2031-03-25T09:00:00Z"},
              {"2001-01-01T00:00:00Z", "2001-01-01T00:00:00Z"}};

/* Row i of `log` says what the clock said. */
static void expect_at(const char *dir, i64 entry, const char *at) {
    struct arena a = arena_make("log", 64 << 20), whole = a;
    struct buf b = buf_make(&a, 8 << 20);
    struct cairn_error e;
    char want[100];
    if (call(dir, "log", "{}", &b, &e) != 0) return (void)flunk("log: %s", e.message);
    struct str rows = buf_str(&b), row = {0};
    for (i64 i = 0; i <= entry; i++)
        row = str_cut(&rows, '\n');
    snprintf(want, sizeof want, "\"at\":\"%s\"", at);
    if (str_find(row, str_c(want), 0) < 0)
        flunk("entry %lld does not say %s: %.*s", (long long)entry, at, SARG(row));
    else
        pass();
    arena_drop(whole);
}

static i64 entries(const char *dir) {
    struct arena a = arena_make("log", 64 << 20), whole = a;
    struct buf b = buf_make(&a, 8 << 20);
    struct cairn_error e;
    call(dir, "log", "{}", &b, &e);
    struct str rows = buf_str(&b);
    i64 n = 0;
    while (rows.n > 0) {
        (void)str_cut(&rows, '\n');
        n++;
    }
    arena_drop(whole);
    return n;
}

int main(void) {
    char dir[300], args[512], when[100], site[400];
    struct cairn_error e;
    world_begin("clock");
    world_make();
    world_copy(NULL);
    snprintf(dir, sizeof dir, "%s/case", world_root());
    for (i64 i = 0; i < LEN(CLOCKS); i++) {
        i64 from = entries(dir);
        setenv("CAIRN_CLOCK", CLOCKS[i].clock, 1);
        snprintf(when, sizeof when, "clock of %s", CLOCKS[i].at);
        snprintf(args, sizeof args,
                 "{\"NAME\":\"n%lld\",\"text\":\"Officials said on Monday that %lld people were "
                 "killed in Saltgate.\",\"published\":\"2031-03-1%lld\"}",
                 (long long)i, (long long)i + 30, (long long)i);
        if (call(dir, "text add", args, NULL, &e) != 0) flunk("%s: %s", when, e.message);
        snprintf(args, sizeof args, "{\"PATH\":[\"%s/in/%c.txt\"]}", world_root(),
                 i % 2 ? 'c' : 'd');
        if (call(dir, "seal", args, NULL, &e) != 0) flunk("%s: seal: %s", when, e.message);
        expect_at(dir, from, CLOCKS[i].at);
        sound(dir, base_checkpoint(), when);
    }
    snprintf(site, sizeof site, "{\"OUT\":\"%s/site\",\"draft\":true}", world_root());
    for (i64 i = 0; i < LEN(CLOCKS); i++) { /* a page that bears the date, whatever it is */
        setenv("CAIRN_CLOCK", CLOCKS[i].clock, 1);
        if (call(dir, "publish", site, NULL, &e) != 0)
            flunk("publish at %s: %s", CLOCKS[i].at, e.message);
        else
            pass();
    }
    sound(dir, base_checkpoint(), "after all clocks");
    return world_end();
}
