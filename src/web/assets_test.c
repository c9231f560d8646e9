#include "web/asked.h"

TEST(assets_have_their_hash_in_their_path) {
    struct arena a = test_arena();
    const char *type;
    struct str *scripts, style = asset_style(&a), rest = str_sub(style, 3, style.n);
    struct str hash = str_cut(&rest, '/');
    EXPECT(str_has(asset_get(&a, hash, S("desk.css"), &type), S("--paper")));
    EXPECT_STR(str_c(type), S("text/css; charset=utf-8"));
    EXPECT(asset_get(&a, S("0000000000000000"), S("desk.css"), &type).p == NULL);
    EXPECT(asset_get(&a, hash, S("../desk.css"), &type).p == NULL);
    i64 n = asset_scripts(&a, &scripts);
    EXPECT(n >= 1);
    for (i64 i = 0; i < n; i++) {
        rest = str_sub(scripts[i], 3, scripts[i].n);
        hash = str_cut(&rest, '/');
        EXPECT(asset_get(&a, hash, rest, &type).n > 0);
        EXPECT(str_starts(str_c(type), S("text/javascript")));
    }
}

/* Nothing of the sheet or a script is fetched from elsewhere. */
TEST(assets_stay_here) {
    struct arena a = test_arena();
    const char *type;
    struct str style = asset_style(&a), rest = str_sub(style, 3, style.n);
    struct str hash = str_cut(&rest, '/'), css = asset_get(&a, hash, rest, &type);
    EXPECT(!str_has(css, S("http://")) && !str_has(css, S("https://")));
    EXPECT(!str_has(css, S("@import")));
}
