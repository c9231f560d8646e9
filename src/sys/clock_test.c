#include "base/t.h"
#include "proof/hash.h"
#include "sys/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

TEST(clock_says_when_it_was_set_by_hand) {
    setenv("CAIRN_CLOCK", "2031-03-10T08:00:00Z", 1);
    struct clock_report set = os_clock_report();
    unsetenv("CAIRN_CLOCK");
    EXPECT_INT(set.state, CLOCK_SET);
    EXPECT_INT(set.error_us, -1);
    struct clock_report now = os_clock_report();
    EXPECT(now.state != CLOCK_SET);
    EXPECT((now.error_us >= 0) == (now.state != CLOCK_UNKNOWN));
}

TEST(program_is_the_one_that_runs) {
    struct arena a = test_arena();
    struct program p;
    struct err e = {0};
    char self[4096];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    if (!EXPECT(n > 0)) return;
    self[n] = 0;
    u8 want[32];
    sha256(test_file(&a, self), want);
    EXPECT_OK(os_program(&a, &p, &e));
    EXPECT(memcmp(want, p.sha256, 32) == 0);
    EXPECT_INT(p.build_id.n, 40); /* SHA-1, as Debian's linker makes it */
}
