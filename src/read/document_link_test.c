/* The document stage alone, on claims made here: ties, parts, repeats, ids. */
#include "base/t.h"
#include "read/document.h"

enum { ROOM = 80 };

struct bench {
    struct arena a;
    struct claim c[ROOM];
    struct claim_note note[ROOM];
    struct count count[ROOM];
    struct said_link link[ROOM];
    i64 n;
};

/* Adds a claim of sentence n and paragraph n/2 with trigger [10n, 10n + 4). min < 0: no number. */
static struct claim *add(struct bench *b, enum kind k, i64 min, i64 max) {
    i64 i = b->n++;
    b->link[i] = (struct said_link){.is_publication = true};
    b->count[i] = (struct count){.what = WHAT_KILLED, .min = min, .max = max};
    b->c[i] = (struct claim){.kind = k, .trigger = {(u32)i * 10, (u32)i * 10 + 4}};
    b->c[i].said.chain = &b->link[i];
    b->c[i].said.nchain = 1;
    if (min >= 0) b->c[i].counts = &b->count[i], b->c[i].ncounts = 1;
    b->note[i] = (struct claim_note){.sent = (i32)i, .para = (i32)i / 2};
    return &b->c[i];
}

static void link_all(struct bench *b) {
    struct read_opts o = {.item = S("sha256:00"), .derivative = S("d-1")};
    struct arena perm = arena_split(&b->a, 1 << 20);
    document_link(&perm, b->a, &o, b->c, b->note, b->n);
}

static bool tied(const struct claim *a, const struct claim *b) {
    for (i64 i = 0; i < a->nsame_event; i++)
        if (str_eq(a->same_event[i], b->id)) return true;
    return false;
}

TEST(link_ties_claims_of_one_number_both_ways) {
    struct bench b = {.a = test_arena()};
    struct claim *x = add(&b, KIND_killing, 21, 21), *y = add(&b, KIND_bodies_found, 20, 23);
    link_all(&b);
    EXPECT(tied(x, y) && tied(y, x));
    EXPECT_INT(x->nsame_event, 1);
    EXPECT(!tied(x, x));
}

TEST(link_keeps_other_numbers_dates_and_kinds_apart) {
    struct bench b = {.a = test_arena()};
    struct claim *x = add(&b, KIND_killing, 21, 21), *y = add(&b, KIND_killing, 9, 9);
    struct claim *z = add(&b, KIND_displacement, 21, 21), *w = add(&b, KIND_killing, 21, 21);
    x->when.range = (struct date_range){100, 100, DATE_DAY};
    w->when.range = (struct date_range){101, 101, DATE_DAY};
    link_all(&b);
    EXPECT(!tied(x, y));
    EXPECT(!tied(x, z));
    EXPECT(!tied(x, w));
}

TEST(link_takes_open_ranges_for_what_they_may_be) {
    struct bench b = {.a = test_arena()};
    struct claim *x = add(&b, KIND_killing, 12, COUNT_OPEN), *y = add(&b, KIND_killing, 14, 14);
    struct claim *z = add(&b, KIND_killing, 11, 11);
    link_all(&b);
    EXPECT(tied(x, y));
    EXPECT(!tied(x, z)); /* at least 12 is not 11 */
}

TEST(link_ties_nothing_that_is_not_asserted) {
    struct bench b = {.a = test_arena()};
    struct claim *x = add(&b, KIND_killing, 21, 21), *y = add(&b, KIND_killing, 21, 21);
    struct claim *z = add(&b, KIND_killing, 21, 21);
    y->modality = MODALITY_INTENDED;
    z->polarity = POLARITY_NEGATIVE;
    link_all(&b);
    EXPECT_INT(x->nsame_event, 0);
    EXPECT_INT(y->nsame_event, 0);
    EXPECT_INT(z->nsame_event, 0);
}

TEST(link_gives_a_part_to_the_first_whole_it_fits_in) {
    struct bench b = {.a = test_arena()};
    struct claim *whole = add(&b, KIND_killing, 21, 21), *part = add(&b, KIND_death, 5, 5);
    b.note[1].parts_only = true;
    link_all(&b);
    EXPECT_STR(part->part_of, whole->id);
    EXPECT_INT(whole->part_of.n, 0);
}

TEST(link_gives_no_part_over_its_whole) {
    struct bench b = {.a = test_arena()};
    (void)add(&b, KIND_killing, 4, 4);
    struct claim *part = add(&b, KIND_death, 5, 5);
    b.note[1].parts_only = true;
    link_all(&b);
    EXPECT_INT(part->part_of.n, 0);
}

TEST(link_lets_a_title_repeat_the_best_of_the_body) {
    struct bench b = {.a = test_arena()};
    struct claim *title = add(&b, KIND_killing, 20, 23), *other = add(&b, KIND_killing, 9, 9);
    struct claim *same = add(&b, KIND_killing, 21, 21);
    b.note[0].title = true;
    link_all(&b);
    EXPECT_STR(title->repeats, same->id);
    EXPECT_INT(title->nsame_event, 0);
    EXPECT_INT(other->repeats.n, 0);
}

TEST(link_lets_a_title_of_another_number_repeat_nothing) {
    struct bench b = {.a = test_arena()};
    struct claim *title = add(&b, KIND_killing, 30, 30);
    (void)add(&b, KIND_killing, 9, 9);
    b.note[0].title = true;
    link_all(&b);
    EXPECT_INT(title->repeats.n, 0);
}

TEST(link_ids_are_unique_among_equals_and_stay) {
    struct bench b = {.a = test_arena()};
    for (int i = 0; i < 6; i++)
        add(&b, KIND_killing, 3, 3)->trigger = (struct span){7, 11};
    link_all(&b);
    struct str first = b.c[0].id;
    for (i64 i = 0; i < b.n; i++) {
        EXPECT(str_starts(b.c[i].id, S("c-")) && b.c[i].id.n == 34);
        for (i64 k = 0; k < i; k++)
            EXPECT(!str_eq(b.c[i].id, b.c[k].id));
    }
    struct bench again = {.a = test_arena()};
    add(&again, KIND_killing, 3, 3)->trigger = (struct span){7, 11};
    link_all(&again);
    EXPECT_STR(again.c[0].id, first);
}

TEST(link_bounds_what_one_event_may_tie) {
    struct bench b = {.a = test_arena()};
    for (int i = 0; i < ROOM; i++) {
        (void)add(&b, KIND_killing, 21, 21);
        b.note[i].para = 0;
    }
    link_all(&b);
    for (i64 i = 0; i < b.n; i++)
        EXPECT(b.c[i].nsame_event < 64);
    EXPECT_INT(b.c[0].nsame_event, 63);
}

TEST(link_keeps_other_places_and_totals_apart) {
    struct bench b = {.a = test_arena()};
    struct claim *x = add(&b, KIND_killing, 19, COUNT_OPEN), *y = add(&b, KIND_death, 41, 41);
    struct claim *z = add(&b, KIND_killing, 601, COUNT_OPEN), *w = add(&b, KIND_killing, 22, 22);
    b.note[0].nplaces = b.note[1].nplaces = 1;
    b.note[0].place[0] = 7, b.note[1].place[0] = 8;
    b.note[2].total = true;
    link_all(&b);
    EXPECT(!tied(x, y));
    EXPECT(!tied(x, z) && !tied(y, z));
    EXPECT(tied(x, w));
}

TEST(link_an_open_end_is_no_fit_for_everything) {
    struct bench b = {.a = test_arena()};
    struct claim *x = add(&b, KIND_killing, 19, COUNT_OPEN), *y = add(&b, KIND_killing, 601, 700);
    link_all(&b);
    EXPECT(!tied(x, y));
}
