/* Claims of one sentence stand in order of their triggers, each once. */
#include "base/t.h"
#include "read/block.h"

static struct claim claim_at(enum kind k, u32 start, u32 end) {
    return (struct claim){.kind = k, .trigger = {start, end}, .sentence = {0, 100}};
}

TEST(order_sorts_by_trigger_and_drops_repeats) {
    struct claim v[] = {claim_at(KIND_injury, 90, 95), claim_at(KIND_killing, 40, 46),
                        claim_at(KIND_attack, 10, 16), claim_at(KIND_killing, 42, 50)};
    struct claims all = {.v = v, .n = LEN(v)};
    order_claims(&all, 1); /* the first is of another sentence */
    EXPECT_INT(all.n, 3);
    EXPECT_INT(v[0].kind, KIND_injury);
    EXPECT_INT(v[1].kind, KIND_attack);
    EXPECT_INT(v[2].kind, KIND_killing);
    EXPECT_INT(v[2].trigger.start, 40);
}

TEST(order_stretches_content_over_the_parts_of_its_claim) {
    struct count count = {.span = {60, 64}};
    struct claim v[] = {claim_at(KIND_killing, 40, 46)};
    v[0].said.content = (struct span){30, 50};
    v[0].counts = &count, v[0].ncounts = 1;
    struct claims all = {.v = v, .n = 1};
    order_claims(&all, 0);
    EXPECT_INT(v[0].said.content.start, 30);
    EXPECT_INT(v[0].said.content.end, 64);
}
