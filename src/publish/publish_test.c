#include "publish/walk.h"

#include "base/t.h"
#include "sys/os.h"

TEST(publish_writes_a_sound_site) {
    struct arena a = test_arena();
    struct fixture f = fx_case(&a);
    struct publish_stats st;
    walk_check(&a, walk_publish(&a, &f, "site", false, NULL, &st));
    EXPECT_INT(st.incidents, 2);
    EXPECT_INT(st.claims, 6);
    EXPECT_INT(st.unreviewed, 3);
    walk_check(&a, walk_publish(&a, &f, "draft", true, NULL, &st));
    EXPECT_INT(st.incidents, 3);
    EXPECT_INT(st.claims, 9);
}

TEST(publish_is_sound_with_nothing_to_show) {
    struct arena a = test_arena();
    struct fixture f = fx_make(&a);
    struct publish_stats st;
    fx_done(&f);
    const char *dir = walk_publish(&a, &f, "empty", false, NULL, &st);
    walk_check(&a, dir);
    EXPECT(str_has(walk_read(&a, dir, S("index.html")), S("nothing is published")));
}

/* Every file, so that no page, data file or drawing can be forgotten. */
TEST(publish_withholds_planted_names_everywhere) {
    struct arena a = test_arena();
    struct fixture f = fx_case(&a);
    struct publish_stats st;
    static const char *const NAMES[] = {"orrelan", "tavik",  "melide", "maskelet", "jorin",
                                        "quilla",  "dremov", "سامر",   "القصبي"};
    for (int draft = 0; draft < 2; draft++) {
        const char *dir = walk_publish(&a, &f, draft ? "draft" : "site", draft, NULL, &st);
        struct str *files;
        i64 n;
        walk_files(&a, dir, &files, &n);
        EXPECT(n > 20);
        for (i64 i = 0; i < n; i++) {
            struct str text = str_lower(&a, walk_read(&a, dir, files[i]));
            for (i64 k = 0; k < LEN(NAMES); k++)
                if (str_has(text, str_c(NAMES[k])))
                    test_fail(__FILE__, __LINE__, "%.*s names %s", SARG(files[i]), NAMES[k]);
        }
        EXPECT(str_has(walk_read(&a, dir, S("incidents/MRT-0001.html")), S("▮▮▮")));
        EXPECT(str_has(walk_read(&a, dir, S("incidents/MRT-0001.html")), S("Ilin Soro")));
    }
}

TEST(publish_marks_a_draft_on_every_page) {
    struct arena a = test_arena();
    struct fixture f = fx_case(&a);
    struct publish_stats st;
    for (int draft = 0; draft < 2; draft++) {
        const char *dir = walk_publish(&a, &f, draft ? "draft" : "site", draft, NULL, &st);
        struct str *files;
        i64 n;
        walk_files(&a, dir, &files, &n);
        for (i64 i = 0; i < n; i++) {
            struct str text = walk_read(&a, dir, files[i]);
            bool page = str_ends(files[i], S(".html")), data = str_starts(files[i], S("data/"));
            if (page)
                EXPECT(str_has(text, S("<title>DRAFT · ")) == (draft == 1) &&
                       str_has(text, S("class=\"draft\"")) == (draft == 1));
            if (data)
                EXPECT((str_has(text, S("DRAFT")) || str_has(text, S("\"draft\":true"))) ==
                       (draft == 1));
        }
    }
}

/* What only unreviewed claims say is in no file of a site that is no draft. */
TEST(publish_shows_nothing_unreviewed) {
    struct arena a = test_arena();
    struct fixture f = fx_case(&a);
    struct publish_stats st;
    const char *dir = walk_publish(&a, &f, "site", false, NULL, &st);
    struct str *files;
    i64 n;
    walk_files(&a, dir, &files, &n);
    static const char *const HIDDEN[] = {"at least 20 people", "عشرين", "MRT-0003",
                                         "were found at"};
    for (i64 i = 0; i < n; i++)
        for (i64 k = 0; k < LEN(HIDDEN); k++)
            if (str_has(walk_read(&a, dir, files[i]), str_c(HIDDEN[k])))
                test_fail(__FILE__, __LINE__, "%.*s shows %s", SARG(files[i]), HIDDEN[k]);
    EXPECT(!os_exists(cstr(&a, str_fmt(&a, "%s/incidents/MRT-0003.html", dir))));
    struct str two = walk_read(&a, dir, S("incidents/MRT-0002.html"));
    EXPECT(str_has(two, S("19 people killed")) && !str_has(two, S("20 people")) &&
           !str_has(two, S("20 or")));
}

TEST(publish_gives_equal_bytes_twice) {
    struct arena a = test_arena();
    struct fixture f = fx_case(&a);
    struct publish_stats st;
    const char *one = walk_publish(&a, &f, "one", true, NULL, &st),
               *two = walk_publish(&a, &f, "two", true, NULL, &st);
    struct str *x, *y;
    i64 nx, ny;
    walk_files(&a, one, &x, &nx);
    walk_files(&a, two, &y, &ny);
    EXPECT_INT(nx, ny);
    for (i64 i = 0; i < nx && i < ny; i++) {
        EXPECT_STR(x[i], y[i]);
        EXPECT(str_eq(walk_read(&a, one, x[i]), walk_read(&a, two, y[i])));
    }
}

TEST(publish_replaces_a_draft_whole) {
    struct arena a = test_arena();
    struct fixture f = fx_case(&a);
    struct publish_stats st;
    const char *dir = walk_publish(&a, &f, "site", true, NULL, &st);
    EXPECT(os_exists(cstr(&a, str_fmt(&a, "%s/incidents/MRT-0003.html", dir))));
    dir = walk_publish(&a, &f, "site", false, NULL, &st);
    EXPECT(!os_exists(cstr(&a, str_fmt(&a, "%s/incidents/MRT-0003.html", dir))));
}

TEST(publish_neutralises_hostile_words) {
    struct arena a = test_arena();
    struct fixture f = fx_case(&a);
    struct publish_stats st;
    const char *dir = walk_publish(&a, &f, "draft", true, NULL, &st);
    struct str page = walk_read(&a, dir, S("incidents/MRT-0003.html"));
    EXPECT(str_has(page, S("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;")));
    EXPECT(!str_has(page, S("<script")) && !str_has(page, S("\xE2\x80\xAE")) &&
           !str_has(page, S("<b ")));
    EXPECT(str_has(walk_read(&a, dir, S("parties.html")), S("Sons of the &lt;Marsh&gt;")));
}

static rc receipt(void *ctx, struct arena *a, const struct book *view, const struct masks *m,
                  i64 figure, struct str *text, struct err *e) {
    (void)e;
    ++*(i64 *)ctx;
    *text = str_fmt(a, "receipt of %.*s, %lld names\n", SARG(view->figures[figure].id),
                    (long long)m->names);
    return RC_OK;
}

TEST(publish_puts_receipts_beside_figures) {
    struct arena a = test_arena();
    struct fixture f = fx_case(&a);
    struct publish_stats st;
    struct err e = {0};
    i64 calls = 0;
    struct publish_opts o = {.out_dir = cstr(&a, str_fmt(&a, "%s/site", test_dir())),
                             .policy = publish_policy_default(),
                             .recompute = fx_recompute,
                             .receipt = receipt,
                             .ctx = &calls};
    struct arena scratch = arena_make("scratch", 64 << 20);
    EXPECT_OK(publish_site(&a, scratch, &f.b, &o, &st, &e));
    arena_drop(scratch);
    EXPECT(calls > 0 && calls == st.figures);
    walk_check(&a, o.out_dir); /* the links to the receipts lead somewhere */
}
