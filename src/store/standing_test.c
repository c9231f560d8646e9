#include "store/standing.h"

#include "base/t.h"

/* "a+" accept by a, "b-" reject by b, "a=" correct by a (version counts up), "b!" conflict, "a?"
 * work_needed, "bu" undo. */
static struct standing after(struct arena a, const char *acts, const char *author) {
    struct decisions d = {0};
    i64 version = 0;
    for (; *acts; acts += 2) {
        static const char *const NAMES[128] = {['+'] = "accept",   ['-'] = "reject",
                                               ['='] = "correct",  ['!'] = "conflict",
                                               ['?'] = "work_needed", ['u'] = "undo"};
        version += acts[1] == '=';
        decisions_add(&a, &d, str_c(NAMES[(int)acts[1]]), (struct str){acts, 1}, version);
    }
    return decisions_standing(&d, str_c(author));
}

#define STANDS(acts, author, st, v, n)                                                             \
    do {                                                                                           \
        struct standing s_ = after(a, acts, author);                                               \
        EXPECT_INT(s_.status, st);                                                                 \
        EXPECT_INT(s_.version, v);                                                                 \
        EXPECT_INT(s_.reviewers, n);                                                               \
    } while (0)

TEST(standing_is_the_last_decision_that_stands) {
    struct arena a = test_arena();
    STANDS("", "", STATUS_MACHINE, 0, 0);
    STANDS("a+", "", STATUS_ACCEPTED, 0, 1);
    STANDS("a+a-", "", STATUS_WITHDRAWN, 0, 0);
    STANDS("a+b-bu", "", STATUS_ACCEPTED, 0, 1);
    STANDS("a+buau", "", STATUS_MACHINE, 0, 0);
    STANDS("a+a?au", "", STATUS_ACCEPTED, 0, 1);
    STANDS("a!", "", STATUS_CONFLICT, 0, 0);
    STANDS("a+b=buau", "", STATUS_MACHINE, 0, 0);
    STANDS("a=b=bu", "", STATUS_ACCEPTED, 1, 1);
}

TEST(standing_counts_each_person_once_and_by_their_last_word) {
    struct arena a = test_arena();
    STANDS("a+a+", "", STATUS_ACCEPTED, 0, 1);
    STANDS("a-a+", "", STATUS_ACCEPTED, 0, 1);
    STANDS("b+b-a+", "", STATUS_CONFLICT, 0, 1);
    STANDS("a+b+", "", STATUS_ACCEPTED, 0, 2);
    STANDS("a+b+a=", "", STATUS_ACCEPTED, 1, 1);
    STANDS("a=a+", "", STATUS_ACCEPTED, 1, 1);
    STANDS("a=b+", "", STATUS_ACCEPTED, 1, 2);
}

TEST(standing_of_an_entered_claim_has_its_author_as_first_reviewer) {
    struct arena a = test_arena();
    STANDS("", "a", STATUS_ACCEPTED, 0, 1);
    STANDS("a+", "a", STATUS_ACCEPTED, 0, 1);
    STANDS("b+", "a", STATUS_ACCEPTED, 0, 2);
    STANDS("a-b+", "a", STATUS_CONFLICT, 0, 1);
    STANDS("b=", "a", STATUS_ACCEPTED, 1, 1);
}

TEST(standing_of_two_who_disagree_is_conflict_until_a_third_decides) {
    struct arena a = test_arena();
    STANDS("a+b-", "", STATUS_CONFLICT, 0, 1);
    STANDS("a-b+", "", STATUS_CONFLICT, 0, 1);
    STANDS("a+b-c+", "", STATUS_ACCEPTED, 0, 2);
    STANDS("a+b-c-", "", STATUS_WITHDRAWN, 0, 1);
    STANDS("b-", "a", STATUS_CONFLICT, 0, 1);
    STANDS("b-c-", "a", STATUS_WITHDRAWN, 0, 1);
    STANDS("a+b-cu", "", STATUS_ACCEPTED, 0, 1);
}

TEST(standing_of_a_conflict_ends_when_one_of_the_two_comes_round) {
    struct arena a = test_arena();
    STANDS("a+b-a-", "", STATUS_WITHDRAWN, 0, 0);
    STANDS("a+b-b+", "", STATUS_ACCEPTED, 0, 2);
    STANDS("a+b-a+", "", STATUS_CONFLICT, 0, 1); /* insisting settles nothing */
    STANDS("a+b-a=", "", STATUS_ACCEPTED, 1, 1); /* another version: the objection was to the old */
}

TEST(standing_that_a_third_settled_can_be_opened_again) {
    struct arena a = test_arena();
    STANDS("a+b-c+b-", "", STATUS_CONFLICT, 0, 2);
    STANDS("a+b-c+d-", "", STATUS_CONFLICT, 0, 2);
    STANDS("a+b-c+d-e+", "", STATUS_ACCEPTED, 0, 3);
    STANDS("a+b+c-", "", STATUS_CONFLICT, 0, 2); /* an objection is never outvoted in silence */
    STANDS("a+b-c?", "", STATUS_WORK_NEEDED, 0, 1);
}

#define OTHERS(what, writer, want)                                                                 \
    EXPECT_INT(after(a, what, writer).others, want) /* who accepted and did not write it */

TEST(standing_counts_those_who_did_not_write_the_version_apart) {
    struct arena a = test_arena();
    OTHERS("a+", "", 1);
    OTHERS("a+b+", "", 2);
    OTHERS("a+b+", "a", 1);
    OTHERS("b+c+", "a", 2);
    OTHERS("a+b=c+", "", 1);
    OTHERS("a+b=b+c+a+", "", 2);
    OTHERS("b=a+", "a", 1);
}
