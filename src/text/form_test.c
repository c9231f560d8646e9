#include "text/maintext.h"

#include "base/t.h"

static void is(struct str bytes, const char *name) {
    struct str got = doc_form_name(text_sniff(bytes));
    if (!str_eqc(got, name))
        test_fail(__FILE__, __LINE__, "\"%.*s\" is %.*s, not %s", SARG(str_sub(bytes, 0, 20)),
                  SARG(got), name);
}

TEST(form_by_first_bytes) {
    is(S(""), "empty");
    is(S(" \r\n\t"), "empty");
    is(S("\xEF\xBB\xBF\n"), "empty");
    is(S("%PDF-1.7\n%\xE2\xE3"), "pdf");
    is(S("\x89PNG\r\n\x1A\n\0\0"), "image");
    is(S("\xFF\xD8\xFF\xE0\0\x10JFIF"), "image");
    is(S("RIFF\0\0\0\0WEBPVP8 "), "image");
    is(S("\0\0\0\x18"
         "ftypmp42"),
       "media");
    is(S("\0\0\0\x18"
         "ftypheic"),
       "image");
    is(S("ID3\4\0"), "media");
    is(S("ID3 tags were removed from the recording, she said."), "plain");
    is(S("{\\rtf1\\ansi"), "rtf");
    is(S("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "ole");
    is(S("PK\3\4................."
         "..........[Content_Types].xml....word/document.xml"),
       "docx");
    is(S("PK\3\4..........................mimetypeapplication/vnd.oasis.opendocument.text"), "odt");
    is(S("PK\3\4..........................photos/1.jpg"), "zip");
    is(S("\x7F"
         "ELF\2\1\1\0\0"),
       "binary");
}

TEST(form_html_begins_with_a_tag) {
    is(S("<!DOCTYPE html><p>x"), "html");
    is(S("\xEF\xBB\xBF\r\n  <HTML lang=ar>"), "html");
    is(S("<!-- saved from url=(0024)https://x.invalid/ -->\n<html>"), "html");
    is(S("<?xml version=\"1.0\"?><!DOCTYPE html><html>"), "html");
    is(S("<ul><li>one</ul>"), "html");
    is(S("<font size=2>one</font>"), "html");
    is(S("\xFF\xFE<\0h\0t\0m\0l\0>\0"), "html");
    is(S("\xFE\xFF\0<\0p\0>\0x"), "html");
    is(S("<3 from all of us"), "plain");
    is(S("<jamal@x.invalid> wrote:\n> five dead"), "plain");
    is(S("<?xml version=\"1.0\"?><rss>"), "plain");
    is(S("Seven dead, he said."), "plain");
    is(S("\xFF\xFE"
         "a\0b\0"),
       "plain");
    is(S("\xCF\xFF\xF2\xFC dead"), "plain");
    is(S("Seven\0dead"), "binary");
}

static rc plain(struct arena *a, struct str s, struct html_doc *d, struct err *e) {
    *e = (struct err){0};
    return plain_text(a, s, d, e);
}

TEST(plain_text_keeps_all_but_line_ends) {
    struct arena a = test_arena();
    struct html_doc d;
    struct err e;
    struct str s = S("Two  dead,\r\nhe said.\rOne\n\r\n");
    EXPECT_OK(plain(&a, s, &d, &e));
    EXPECT_STR(d.text, S("Two  dead,\nhe said.\nOne\n\n"));
    EXPECT_INT(html_offset(&d.map, 10), 10);
    EXPECT_INT(html_end(&d.map, 11), 12);
    EXPECT_INT(html_offset(&d.map, 11), 12);
    EXPECT_INT(html_offset(&d.map, 20), 21);
    EXPECT_INT(html_end(&d.map, d.text.n), s.n);
    s = S("Seven dead.\n");
    EXPECT_OK(plain(&a, s, &d, &e));
    EXPECT(d.text.p == s.p);
}

TEST(plain_text_converts) {
    struct arena a = test_arena();
    struct html_doc d;
    struct err e;
    EXPECT_OK(plain(&a, S("\xCF\xFF\xF2\xFC \xF7\xE5\xEB\xEE\xE2\xE5\xEA\r\n\xEF\xEE\xE3\xE8\xE1"),
                    &d, &e));
    EXPECT_STR(d.text, S("Пять человек\nпогиб"));
    EXPECT_STR(d.charset, S("windows-1251"));
    EXPECT_INT(html_offset(&d.map, 24), 14);
    EXPECT_OK(plain(&a,
                    S("\xFF\xFE"
                      "a\0\r\0\n\0b\0"),
                    &d, &e));
    EXPECT_STR(d.text, S("a\nb"));
    EXPECT_INT(html_offset(&d.map, 2), 8);
}

TEST(plain_text_says_why_not) {
    struct arena a = test_arena();
    struct html_doc d;
    struct err e;
    EXPECT_INT(plain(&a, S("Seven\0dead"), &d, &e), RC_UNSUPPORTED);
    EXPECT_STR(str_c(e.msg), S("not text: NUL bytes at 5"));
    EXPECT_INT(plain(&a, S("a\x01"), &d, &e), RC_UNSUPPORTED);
    EXPECT_STR(str_c(e.msg), S("not text: control character 0x01 at 1"));
    EXPECT_INT(plain(&a, S(" \n"), &d, &e), RC_UNSUPPORTED);
    EXPECT_INT(plain(&a, S("\xFF\xFE\0\0"), &d, &e), RC_UNSUPPORTED);
    EXPECT_STR(str_c(e.msg), S("not text: NUL bytes at 2"));
}
