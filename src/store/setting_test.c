#include "store/setting.h"

#include "base/t.h"

static rc check(const char *name, const char *value) {
    struct err e = {0};
    return setting_check(str_c(name), str_c(value), &e);
}

TEST(settings_take_what_they_declare) {
    EXPECT_OK(check("two_person", "all"));
    EXPECT_INT(check("two_person", "some"), RC_USAGE);
    EXPECT_INT(check("two_person", ""), RC_USAGE);
    EXPECT_INT(check("two", "all"), RC_NOTFOUND);
    EXPECT_OK(check("codebook", "a village is any place with houses"));
    EXPECT_INT(check("sensitive_fields", ""), RC_USAGE);
}

TEST(settings_are_defined_and_unset_to_what_they_take) {
    for (const struct setting_def *s = SETTINGS; s->name; s++) {
        EXPECT(s->what[0]);
        if (s->values) EXPECT_OK(check(s->name, s->unset));
    }
}
