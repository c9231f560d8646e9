/* The rule of the toll alone, on claims made here. */
#include "base/t.h"
#include "read/toll.h"

enum { ROOM = 8 };

struct made {
    struct claim c[ROOM];
    struct count count[ROOM][2];
    i64 n;
};

static struct claim *add(struct made *m, enum kind k, i64 min, i64 max) {
    i64 i = m->n++;
    m->count[i][0] = (struct count){.what = WHAT_KILLED, .min = min, .max = max};
    m->c[i] = (struct claim){.kind = k, .counts = m->count[i], .ncounts = 1};
    return &m->c[i];
}

static void is(const struct made *m, i64 min, i64 max, i64 claim) {
    struct toll t;
    EXPECT(toll_of(S(""), m->c, m->n, &t) == (claim >= 0));
    EXPECT_INT(t.min, min);
    EXPECT_INT(t.max, max);
    EXPECT_INT(t.claim, claim);
}

TEST(toll_takes_the_first_claim_and_adds_nothing) {
    struct made m = {0};
    (void)add(&m, KIND_killing, 12, 12);
    (void)add(&m, KIND_killing, 30, 30);
    is(&m, 12, 12, 0);
}

TEST(toll_adds_the_numbers_of_one_list_and_its_named_victims) {
    struct made m = {0};
    struct claim *c = add(&m, KIND_killing, 3, 3);
    m.count[0][1] = (struct count){.what = WHAT_KILLED, .min = 2, .max = 4};
    struct victim people[2] = {{.age = -1}, {.age = -1, .counted = true}};
    c->ncounts = 2;
    c->victims = people;
    c->nvictims = 2; /* one of them is one of the three */
    is(&m, 6, 8, 0);
}

TEST(toll_skips_titles_parts_injuries_and_what_is_not_asserted) {
    struct made m = {0};
    add(&m, KIND_killing, 1, 1)->repeats = S("c-0");
    add(&m, KIND_death, 2, 2)->part_of = S("c-0");
    (void)add(&m, KIND_injury, 3, 3);
    add(&m, KIND_killing, 4, 4)->modality = MODALITY_POSSIBLE;
    add(&m, KIND_killing, 5, 5)->polarity = POLARITY_NEGATIVE;
    is(&m, 0, 0, -1);
    (void)add(&m, KIND_death, 6, 6);
    is(&m, 6, 6, 5);
}

TEST(toll_counts_the_dead_only) {
    struct made m = {0};
    struct claim *c = add(&m, KIND_killing, 30, 30);
    m.count[0][0].what = WHAT_INJURED;
    is(&m, 0, 0, -1);
    struct victim people[2] = {{.age = -1}, {.age = -1}};
    c->victims = people;
    c->nvictims = 2;
    is(&m, 2, 2, 0);
}

TEST(toll_closes_open_ends) {
    struct made m = {0};
    (void)add(&m, KIND_killing, 12, COUNT_OPEN); /* at least 12 */
    is(&m, 12, 12, 0);
}

TEST(toll_of_up_to_looks_for_another_number) {
    struct made m = {0};
    (void)add(&m, KIND_killing, 0, 30); /* up to 30 */
    is(&m, 30, 30, 0);
    (void)add(&m, KIND_killing, 9, 9); /* less than half: of something else */
    is(&m, 30, 30, 0);
    (void)add(&m, KIND_death, 20, 20);
    is(&m, 20, 30, 0);
}

TEST(toll_of_nothing) {
    struct made m = {0};
    is(&m, 0, 0, -1);
}
