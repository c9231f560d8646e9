/* claims_check refuses each broken invariant of CLAIMS.md, one field at a time. */
#include "read/testing.h"

struct broken {
    struct sample s;
    struct claim c;
    struct said_link chain[CLAIM_CHAIN_MAX];
    struct count count[4];
    struct where where[4];
    struct perpetrator perp[4];
};

static struct broken whole(void) {
    struct broken b = {
        .s = sample_read("Police said on Monday that fighters of the Blue Sash shot 12 "
                         "people in Marat on 10 February 2031.")};
    const struct claim *c = sample_claim(&b.s, KIND_killing, 0);
    if (!EXPECT(c && c->ncounts == 1 && c->nwhere >= 1 && c->nperps == 1)) return b;
    b.c = *c;
    memcpy(b.chain, c->said.chain, sizeof b.chain[0] * (size_t)c->said.nchain);
    memcpy(b.count, c->counts, sizeof b.count[0]);
    memcpy(b.where, c->where, sizeof b.where[0]);
    memcpy(b.perp, c->perps, sizeof b.perp[0]);
    return b;
}

static rc check(struct broken *b) {
    struct err e = {0};
    b->c.said.chain = b->chain;
    b->c.counts = b->count;
    b->c.where = b->where;
    b->c.nwhere = 1;
    b->c.perps = b->perp;
    return claims_check(b->s.a, b->s.text, &b->c, 1, &e);
}

#define REFUSES(change)                                                                            \
    do {                                                                                           \
        struct broken b = whole();                                                                 \
        change;                                                                                    \
        EXPECT_INT(check(&b), RC_INTEGRITY);                                                       \
    } while (0)

TEST(check_takes_what_was_read) {
    struct broken b = whole();
    EXPECT_OK(check(&b));
}

TEST(check_refuses_spans) {
    REFUSES(b.c.trigger.end = b.c.trigger.start);
    REFUSES(b.c.trigger.end = (u32)b.s.text.n + 1);
    REFUSES(b.c.sentence.end = b.c.trigger.start);
    REFUSES(b.c.said.cue.end = (u32)b.s.text.n + 1);
    REFUSES(b.c.said.knows = ((struct span){9, 5}));
    REFUSES(b.where[0].span = ((struct span){0, 0}));
    REFUSES(b.perp[0].span.end = (u32)b.s.text.n + 9);
}

TEST(check_refuses_numbers_that_the_words_do_not_give) {
    REFUSES(b.count[0].min = 11);
    REFUSES(b.count[0].max = COUNT_OPEN);
    REFUSES(b.count[0].vague = true);
    REFUSES((b.count[0].min = 13, b.count[0].max = 12));
    REFUSES(b.count[0].span = b.where[0].span);
    REFUSES(b.count[0].span = ((struct span){0, 0}));
}

TEST(check_refuses_parts_over_the_whole) {
    struct broken b = whole();
    struct count_part part = {.span = b.count[0].span, .min = 12, .max = 12};
    b.count[0].of = &part;
    b.count[0].nof = 1;
    EXPECT_OK(check(&b));
    part.max = 13;
    EXPECT_INT(check(&b), RC_INTEGRITY);
}

TEST(check_refuses_dates_that_the_words_do_not_give) {
    REFUSES((b.c.when.range.from++, b.c.when.range.to++));
    REFUSES(b.c.when.range.from = b.c.when.range.to + 1);
    REFUSES(b.c.when.range.precision = DATE_WEEK);
    struct broken b = whole();
    b.c.when.range = (struct date_range){0}; /* unknown is absent, never wrong */
    EXPECT_OK(check(&b));
}

TEST(check_refuses_chains) {
    REFUSES(b.c.said.nchain = 0);
    REFUSES(b.chain[b.c.said.nchain - 1].is_publication = false);
    REFUSES(b.chain[0].is_publication = true);
    REFUSES(b.chain[0].who = ((struct span){0, 0}));
    REFUSES(b.c.said.content = ((struct span){0, 0}));
}

TEST(check_refuses_ids) {
    REFUSES(b.c.id = S(""));
    REFUSES(b.c.repeats = b.c.id);
    REFUSES(b.c.part_of = S("c-0"));
    struct broken b = whole();
    struct claim two[2] = {b.c, b.c};
    struct err e = {0};
    EXPECT_INT(claims_check(b.s.a, b.s.text, two, 2, &e), RC_INTEGRITY);
    err_clear(&e);
    two[1].id = S("c-other");
    struct str ids[] = {two[1].id};
    two[0].same_event = ids;
    two[0].nsame_event = 1;
    EXPECT_OK(claims_check(b.s.a, b.s.text, two, 2, &e));
    ids[0] = S("c-third");
    EXPECT_INT(claims_check(b.s.a, b.s.text, two, 2, &e), RC_INTEGRITY);
}
