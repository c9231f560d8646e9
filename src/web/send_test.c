#include "web/asked.h"

#include "store/tar.h"
#include "sys/os.h"

#include <unistd.h>

TEST(send_a_folder_is_a_tar) {
    struct arena a = test_arena();
    struct asking *t = asking_make(&a);
    struct err e = {0};
    struct req *r = asking_get(t, "/login", true);
    const char *dir = cstr(&a, str_fmt(&a, "%s/site", t->f->dir));
    EXPECT_OK(os_mkdirs(cstr(&a, str_fmt(&a, "%s/deep", dir)), 0700, &e));
    fixture_file(t->f, "site/index.html", S("hello"));
    fixture_file(t->f, "site/deep/a.txt", S("words"));
    EXPECT_OK(send_out(r, dir, S("publish"), &e));
    EXPECT_STR(r->filename, S("publish.tar"));
    char bytes[16384];
    ssize_t n = read(r->send_fd, bytes, sizeof bytes);
    EXPECT_INT(n, r->send_n);
    EXPECT_INT(n % 512, 0);
    struct tar_member m;
    EXPECT_OK(tar_next((struct str){bytes, n}, &m, &e));
    EXPECT_STR(str_c(m.name), S("deep/a.txt"));
    (void)close(r->send_fd);
    folder_remove(t->d->scratch, dir);
    EXPECT(!os_is_dir(dir));
    asking_end(t);
}

TEST(send_what_is_gone_is_told) {
    struct arena a = test_arena();
    struct asking *t = asking_make(&a);
    struct err e = {0};
    struct req *r = asking_get(t, "/login", true);
    EXPECT_INT(send_out(r, "/no/such/file", S("x"), &e), RC_NOTFOUND);
    EXPECT_INT(r->send_fd, -1);
    asking_end(t);
}
