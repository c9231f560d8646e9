#include "web/asked.h"

TEST(jobs_are_for_what_takes_long) {
    struct arena a = test_arena();
    struct upload many[DESK_JOB_FILES] = {{.size = 1}}, big = {.size = DESK_JOB_BYTES};
    struct req r = {.a = &a};
    EXPECT(job_wanted(&r, op_find(S("publish"))));
    EXPECT(!job_wanted(&r, op_find(S("add"))));
    r.files = many;
    r.nfiles = DESK_JOB_FILES;
    EXPECT(job_wanted(&r, op_find(S("add"))));
    r.files = &big;
    r.nfiles = 1;
    EXPECT(job_wanted(&r, op_find(S("add"))));
}
