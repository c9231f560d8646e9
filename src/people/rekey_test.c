/* desk.db under another page key: whole, refused while open elsewhere, and when the end never came.
 */
#include "people/testing.h"

static const u8 NEW[32] = {10};

static struct people *opened(struct arena *a, const char *dir, const u8 key[32], rc want) {
    struct err e = {0};
    struct people *p = NULL;
    EXPECT_INT(people_open(a, dir, key, &p, &e), want);
    return p;
}

static i64 lines_of(struct people *p, struct arena a) {
    struct err e = {0};
    i64 last = -1;
    u8 head[32];
    EXPECT_OK(people_audit_walk(p, a, NULL, NULL, &last, head, &e));
    return last;
}

TEST(people_rekey_moves_to_the_new_key) {
    struct arena a = test_arena();
    struct err e = {0}, busy = {0};
    struct os_lock lock;
    const char *dir = test_dir();
    struct people *p = opened(&a, dir, KEY, RC_OK);
    for (int i = 0; i < 300; i++)
        EXPECT_OK(people_audit(p, T0 + i, S("Mara"), "show", S("MRT-0001"), &e));
    EXPECT_INT(people_rekey(dir, KEY, NEW, &lock, &busy), RC_BUSY); /* p has it open */
    people_close(p);
    EXPECT_OK(people_rekey(dir, KEY, NEW, &lock, &e));
    EXPECT_OK(people_rekeyed(dir, &lock, &e));
    opened(&a, dir, KEY, RC_INTEGRITY);
    p = opened(&a, dir, NEW, RC_OK);
    EXPECT_INT(lines_of(p, a), 300);
    people_close(p);
}

TEST(people_rekey_ended_half_way) {
    struct arena a = test_arena();
    struct err e = {0};
    struct os_lock lock;
    const char *dir = test_dir();
    struct people *p = opened(&a, dir, KEY, RC_OK);
    EXPECT_OK(people_audit(p, T0, S("Mara"), "show", S("MRT-0001"), &e));
    people_close(p);
    EXPECT_OK(people_rekey(dir, KEY, NEW, &lock, &e));
    os_unlock(&lock); /* killed here: the old key still opens, and is written with */
    p = opened(&a, dir, KEY, RC_OK);
    EXPECT_OK(people_audit(p, T0 + 1, S("Mara"), "show", S("MRT-0002"), &e));
    people_close(p);
    EXPECT_OK(people_rekey(dir, KEY, NEW, &lock, &e));
    os_unlock(
        &lock); /* killed after the key file lost the old key: the next to open puts it in place */
    p = opened(&a, dir, NEW, RC_OK);
    EXPECT_INT(lines_of(p, a), 2);
    people_close(p);
}
