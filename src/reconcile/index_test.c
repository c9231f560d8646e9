/* The index finds again what belongs together, among many. */
#include "reconcile/book_test.h"
#include "reconcile/index.h"

#include <stdarg.h>
#include <stdio.h>

PRINTF(3, 4) static void put_words(char *to, int n, const char *fmt, ...) {
    va_list v;
    va_start(v, fmt);
    EXPECT(vsnprintf(to, (size_t)n, fmt, v) < n);
    va_end(v);
}

/* Many reports of many events, in a fixed pseudo-random mix: each event is found again, none
 * swallows another. */
TEST(many_events_stay_apart_and_whole) {
    struct maker m = maker_war();
    enum { EVENTS = 60, REPORTS = 5 };
    static char text[EVENTS * REPORTS][120], word[EVENTS][16], town[EVENTS][16], pid[EVENTS][16];
    static struct claim *c[EVENTS * REPORTS];
    for (int i = 0; i < EVENTS; i++) {
        put_words(town[i], (int)sizeof town[i], "Zo%crak%c", 'a' + i % 26, 'a' + i / 26);
        put_words(pid[i], (int)sizeof pid[i], "p-z%d", i);
        put_words(word[i], (int)sizeof word[i], "qua%crel%c", 'a' + i % 26, 'a' + i / 26);
        maker_place(&m, pid[i], town[i], "p-vesk", PRECISION_CITY);
    }
    for (int k = 0; k < EVENTS * REPORTS; k++) {
        int i = (k * 7919) % EVENTS;
        put_words(text[k], (int)sizeof text[k], "In %s shells near the %s killed %d people.",
                  town[i], word[i], 20 + i);
        maker_report(&m, k % 2 ? "s-post" : "s-wire", "2031-03-10", text[k]);
        c[k] = maker_claim(&m, KIND_killing, "killed", "", ROLE_UNKNOWN, town[i]);
        maker_count(&m, c[k], WHAT_KILLED, WHO_UNKNOWN, "people", 20 + i, 20 + i);
    }
    EXPECT_INT(maker_reconcile(&m), EVENTS);
    for (int k = 0; k < EVENTS * REPORTS; k++)
        for (int l = 0; l < k; l++) {
            bool one = (k * 7919) % EVENTS == (l * 7919) % EVENTS;
            if (one != (maker_incident(&m, c[k]) == maker_incident(&m, c[l])))
                test_fail(__FILE__, __LINE__, "reports %d and %d", k, l);
        }
}
