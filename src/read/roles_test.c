#include "base/t.h"
#include "read/templates.h"

static struct role_text *text_of(struct arena *a, const char *text) {
    return role_text_make(a, caseless_model_make(a), str_c(text));
}

static i32 item_of(const struct role_text *r, const char *words) {
    for (i32 i = 0; i < r->items; i++)
        if (r->item[i].key == role_key(str_c(words))) return i;
    return -1;
}

TEST(role_key_leaves_out_marks_articles_and_case) {
    EXPECT(role_key(S("The \"Old Mill\" farm")) == role_key(S("old mill farm")));
    EXPECT(role_key(S("a bomb")) == role_key(S("bomb")));
    EXPECT(role_key(S("bomb")) != role_key(S("bombs")));
}

TEST(role_text_finds_word_groups) {
    struct arena a = test_arena();
    struct role_text *r =
        text_of(&a, "A GROUP OF ARMED MEN KILLED MAYOR ILIN SORO IN MARAT. THE BOMB EXPLODED.");
    EXPECT_INT(r->s.n, 2);
    EXPECT(item_of(r, "group of armed men") >= 0);
    EXPECT(item_of(r, "armed men") >= 0);
    EXPECT(item_of(r, "ilin soro") >= 0);
    EXPECT(item_of(r, "bomb") >= 0);
    EXPECT_INT(item_of(r, "killed"), -1);
}

TEST(role_text_reads_any_case_alike) {
    struct arena a = test_arena();
    struct role_text *r = text_of(&a, "Rebels of the Dorvan Front attacked the bank."),
                     *u = text_of(&a, "REBELS OF THE DORVAN FRONT ATTACKED THE BANK.");
    EXPECT_INT(r->n, u->n);
    for (i64 i = 0; i < r->n && i < u->n; i++)
        EXPECT(r->m[i].key == u->m[i].key);
}

TEST(role_text_does_not_cut_at_titles) {
    struct arena a = test_arena();
    EXPECT_INT(text_of(&a, "gen. soro and col. daro met u.s. officers. they left.")->s.n, 2);
}

TEST(role_classes_know_common_words) {
    struct arena a = test_arena();
    struct role_text *r = text_of(&a, "rebels killed a farmer");
    EXPECT_INT(r->cls[0], RC_REBEL);
    EXPECT_INT(r->cls[1], RC_KILL);
    EXPECT_INT(r->cls[3], RC_NONE);
}

TEST(role_entities_are_told_by_words_and_brackets) {
    struct arena a = test_arena();
    struct role_text *r =
        text_of(&a, "the dorvan people's front (dpf) said so. ana soro spoke. soro left.");
    i32 front = item_of(r, "dorvan people's front"), dpf = item_of(r, "dpf"),
        ana = item_of(r, "ana soro"), soro = item_of(r, "soro");
    if (!EXPECT(front >= 0 && dpf >= 0 && ana >= 0 && soro >= 0)) return;
    EXPECT(role_alias(r, front, dpf));
    EXPECT(role_same(r, ana, soro));
    EXPECT(!role_same(r, ana, dpf));
}

static enum how how_in(const char *text, const char *who) {
    struct arena a = test_arena();
    struct role_text *r = text_of(&a, text);
    i32 item = item_of(r, who);
    return EXPECT(item >= 0) ? role_how(r, item) : HOW_ACCUSED;
}

TEST(role_how_follows_the_words) {
    EXPECT_INT(how_in("the dorvan front killed two farmers.", "dorvan front"), HOW_REPORTED);
    EXPECT_INT(how_in("the dorvan front claimed responsibility for the attack.", "dorvan front"),
               HOW_CLAIMED);
    EXPECT_INT(how_in("police accused the dorvan front of the murder.", "dorvan front"),
               HOW_SUSPECTED_AUTH);
    EXPECT_INT(how_in("the murder was allegedly the work of the dorvan front.", "dorvan front"),
               HOW_SUSPECTED);
    EXPECT_INT(how_in("the dorvan front could be behind the murder.", "dorvan front"),
               HOW_POSSIBLE);
}
