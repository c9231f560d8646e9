#include "base/t.h"
#include "method/method.h"

TEST(methods_are_found_with_and_without_version) {
    i64 n;
    const struct method *all = method_all(&n);
    EXPECT(n >= 1);
    EXPECT(method_find(S("range")) == &all[0]);
    EXPECT(method_find(S("range@1")) == &all[0]);
    EXPECT(method_find(S("range@2")) == NULL);
    EXPECT(method_find(S("")) == NULL);
    for (i64 i = 0; i < n; i++) {
        EXPECT(all[i].nrules > 5);
        for (i64 k = 0; k < all[i].nrules; k++)
            EXPECT(str_ends(all[i].rules[k].text, S(".")));
    }
}
