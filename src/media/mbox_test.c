#include "media/mail.h"

#include "base/t.h"

static const char BOX[] =
    "From desk@example.org Mon Mar  3 10:00:00 2031\nFrom: a@b.example\nMessage-ID: <1@b.example>\n"
    "Date: Mon, 3 Mar 2031 10:00:00 +0000\n\nTwelve were killed.\nFrom here on nothing.\n\n"
    "From desk@example.org Tue Mar  4 10:00:00 2031\nFrom: c@d.example\nContent-Type: "
    "multipart/mixed; boundary=x\n\n--x\n\nThree were wounded.\n--x--\n";

static const struct mark *mark_at(const struct doc *d, enum mark_kind kind, const char *words) {
    i64 at = str_find(buf_str(&d->text), str_c(words), 0);
    EXPECT(at >= 0);
    return text_marks_find(&d->marks, kind, at, at + 1);
}

TEST(mbox_marks_each_mail) {
    struct arena a = test_arena();
    struct doc d;
    struct err e = {0};
    EXPECT(mbox_looks(str_c(BOX)));
    EXPECT_OK(mbox_text(&a, str_c(BOX), &d, &e));
    EXPECT_STR(d.form, S("mbox"));
    const struct mark *m = mark_at(&d, MARK_RECORD, "From here on");
    if (EXPECT(m != NULL)) {
        EXPECT_INT(m->a, 0);
        EXPECT_STR(m->words, S("1@b.example"));
    }
    m = mark_at(&d, MARK_RECORD, "Three");
    if (EXPECT(m != NULL))
        EXPECT_INT(m->a, str_find(str_c(BOX), S("From desk@example.org Tue"), 0));
    m = mark_at(&d, MARK_PART, "Three");
    if (EXPECT(m != NULL)) EXPECT_STR(m->words, S("1"));
    i64 at = str_find(buf_str(&d.text), S("Three"), 0);
    EXPECT_INT(html_offset(&d.map, at), str_find(str_c(BOX), S("Three"), 0));
    EXPECT_INT(d.published.n, 0);
}

TEST(mbox_is_told_from_prose_and_from_a_mail) {
    EXPECT(
        !mbox_looks(S("From the hospital came news in 2031\nTwelve were killed: all of them.\n")));
    EXPECT(!mbox_looks(S("From: a@b.example\nMessage-ID: <1>\n\nTwelve.\n")));
    EXPECT(!mbox_looks(S("From ")));
    EXPECT(!mbox_looks(S("")));
}

TEST(mbox_says_which_mails_it_could_not_read) {
    struct arena a = test_arena();
    struct doc d;
    struct err e = {0};
    struct buf b = buf_make(&a, 100000);
    buf_puts(&b, BOX);
    buf_puts(&b, "\nFrom x@y.example Mon Mar  3 10:00:00 2031\n");
    for (int i = 0; i < 40; i++)
        buf_fmt(&b, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i);
    EXPECT_OK(mbox_text(&a, buf_str(&b), &d, &e));
    EXPECT(str_starts(d.left, S("1 of 3 mails, whole or in part (")));
    EXPECT(str_has(buf_str(&d.text), S("Three were wounded.")));
}
