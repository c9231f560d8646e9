#include "base/t.h"
#include "store/source.h"
#include "sys/os.h"

#include <unistd.h>

TEST(source_is_what_it_was_when_opened) {
    struct arena a = test_arena();
    struct err e = {0};
    struct source f;
    u8 b[8];
    const char *path = cstr(&a, str_fmt(&a, "%s/f", test_dir()));
    EXPECT_INT(source_open(&f, path, &e), RC_NOTFOUND);
    err_clear(&e);
    EXPECT_INT(source_open(&f, test_dir(), &e), RC_UNSUPPORTED);
    err_clear(&e);
    EXPECT_OK(os_create(path, 0600, S("words"), &e));
    EXPECT_OK(source_open(&f, path, &e));
    EXPECT_INT(source_read(&f, b, 8, &e), 5);
    EXPECT(source_unchanged(&f));
    EXPECT(truncate(path, 3) == 0);
    EXPECT(!source_unchanged(&f));
    EXPECT_INT(source_changed(&f, &e), RC_CONFLICT);
    source_close(&f);
}
