#include "media/mail.h"

#include "base/t.h"
#include "media/mail_field.h"

static struct doc read(struct arena *a, const char *mail) {
    struct doc d = {0};
    struct err e = {0};
    EXPECT_OK(mail_text(a, str_c(mail), &d, &e));
    return d;
}

static void part_at(const struct doc *d, const char *words, const char *part) {
    i64 at = str_find(buf_str(&d->text), str_c(words), 0);
    const struct mark *m = at < 0 ? NULL : text_marks_find(&d->marks, MARK_PART, at, at + 1);
    if (!m)
        test_fail(__FILE__, __LINE__, "no part: %s", words);
    else
        EXPECT_STR(m->words, str_c(part));
}

TEST(mail_has_its_head_and_its_words) {
    struct arena a = test_arena();
    const char *m = "Received: from x\r\nFrom: =?utf-8?q?D=C3=A1ra_Orlan?= <d@example.org>\r\n"
                    "To: desk@example.org\r\nDate: Mon, 10 Mar 2031 08:00:00 +0200\r\nSubject: "
                    "Bodies\r\n found in Marat\r\n\r\nFourteen bodies were found.\r\nIn Marat.\r\n";
    struct doc d = read(&a, m);
    EXPECT_STR(buf_str(&d.text),
               S("From: Dára Orlan <d@example.org>\nTo: desk@example.org\nDate: Mon, 10 Mar 2031 "
                 "08:00:00 +0200\nSubject: Bodies found in Marat\n\nFourteen bodies were "
                 "found.\nIn Marat.\n"));
    EXPECT_STR(d.title, S("Bodies found in Marat"));
    EXPECT_STR(d.published, S("2031-03-10"));
    i64 at = str_find(buf_str(&d.text), S("In Marat."), 0);
    EXPECT_INT(html_offset(&d.map, at), str_find(str_c(m), S("In Marat."), 0));
    part_at(&d, "Fourteen", "1");
}

TEST(mail_parts_have_numbers_and_names) {
    struct arena a = test_arena();
    struct doc d = read(
        &a, "From: d@example.org\nMIME-Version: 1.0\nContent-Type: multipart/mixed; "
            "boundary=\"b 1\"\n\nnot read\n--b 1\nContent-Type: multipart/alternative;boundary=b2\n"
            "\n--b2\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: "
            "quoted-printable\n\nTen men =E2=80=93 boys =\namong them.\n--b2\nContent-Type: "
            "text/html\n\n<p>Ten men in HTML.</p>\n--b2--\n--b 1\nContent-Type: text/csv\n"
            "Content-Disposition: attachment; filename=\"list.csv\"\nContent-Transfer-Encoding: "
            "base64\n\nTm8sTmFtZQox\nLERhcmEK\n--b 1\nContent-Type: image/jpeg; "
            "name=\"p.jpg\"\nContent-Transfer-Encoding: base64\n\n/9j/4AAQ\n--b 1\nContent-Type: "
            "message/rfc822\n\nFrom: other@example.org\nSubject: Inner\n\nSeven were wounded.\n"
            "--b 1--\nafter\n");
    struct str t = buf_str(&d.text);
    EXPECT(str_has(t, S("Ten men – boys among them.")));
    EXPECT(!str_has(t, S("HTML")) && !str_has(t, S("not read")) && !str_has(t, S("after")));
    EXPECT(str_has(t, S("Attachment: list.csv (text/csv, 15 bytes)\n\nNo: 1\nName: Dara\n")));
    EXPECT(str_has(t, S("Attachment: p.jpg (image/jpeg, 6 bytes)")));
    EXPECT(str_has(t, S("Subject: Inner\n\nSeven were wounded.")));
    part_at(&d, "Ten men", "1.1");
    part_at(&d, "Dara", "2 list.csv");
    part_at(&d, "Seven", "4");
    i64 at = str_find(t, S("Dara"), 0);
    const struct mark *m = text_marks_find(&d.marks, MARK_CELL, at, at + 1);
    if (EXPECT(m != NULL)) EXPECT(m->a == 2 && m->b == 2);
}

TEST(mail_reads_old_charsets_as_they_stand_and_encoded) {
    struct arena a = test_arena();
    const char *m = "From: x@example.org\nContent-Type: text/plain; charset=koi8-r\n\n\xF5\xC2\xC9"
                    "\xD4\xD9 14 \xDE\xC5\xCC\xCF\xD7\xC5\xCB.\r\n";
    struct doc d = read(&a, m);
    EXPECT(str_ends(buf_str(&d.text), S("\n\nУбиты 14 человек.\n")));
    i64 at = str_find(buf_str(&d.text), S("14"), 0);
    EXPECT_INT(html_offset(&d.map, at), str_find(str_c(m), S("14"), 0));
    d = read(&a,
             "From: x@example.org\nContent-Type: text/html; charset=windows-1251\n"
             "Content-Transfer-Encoding: base64\n\nPHA+0+Ho8vsgMTQg9+Xr7uLl6iDiIOPu8O7k5S48L3A+\n");
    EXPECT(str_has(buf_str(&d.text), S("Убиты 14 человек в городе.")));
    d = read(&a, "From: x@example.org\nContent-Type: text/plain; charset=martian-9\n\n\xC0\xE0 ab");
    EXPECT(str_has(buf_str(&d.text), S("Attachment: unnamed (text/plain")));
}

TEST(mail_words_are_decoded_as_the_standard_says) {
    struct arena a = test_arena();
    static const char *const EXAMPLES[][2] = {
        /* RFC 2047 §8 */
        {"(=?ISO-8859-1?Q?a?=)", "(a)"},
        {"(=?ISO-8859-1?Q?a?= b)", "(a b)"},
        {"(=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=)", "(ab)"},
        {"(=?ISO-8859-1?Q?a?=  \n =?ISO-8859-1?Q?b?=)", "(ab)"},
        {"(=?ISO-8859-1?Q?a_b?=)", "(a b)"},
        {"=?iso-8859-1?q?Andr=E9?= Pirard", "André Pirard"},
        {"=?utf-8?b?0KPQsdC40YLR?= =?utf-8?b?iyAxNA==?=", "Убиты 14"},
        {"=?utf-8?x?ab?= =?utf-8?q?never closed", "=?utf-8?x?ab?= =?utf-8?q?never closed"},
        {"=?nonsense?q?ab?=", "ab"}};
    for (i64 i = 0; i < LEN(EXAMPLES); i++)
        EXPECT_STR(mail_words(&a, str_c(EXAMPLES[i][0])), str_c(EXAMPLES[i][1]));
}

TEST(mail_parameters_are_joined_and_decoded) {
    struct arena a = test_arena();
    /* RFC 2231 §3, §4 */
    EXPECT_STR(mail_param(&a,
                          S("message/external-body; access-type=URL;\n URL*0=\"ftp://\";\n "
                            "URL*1=\"cs.utk.edu/pub\""),
                          "url"),
               S("ftp://cs.utk.edu/pub"));
    EXPECT_STR(mail_param(&a,
                          S("application/x-stuff; title*=us-ascii'en-us'This%20is%20%2A%2A"
                            "%2Afun%2A%2A%2A"),
                          "title"),
               S("This is ***fun***"));
    EXPECT_STR(mail_param(&a, S("x/y; n*0*=utf-8''%D0%A3%D0; n*1*=%B1; n*2=.pdf"), "n"),
               S("Уб.pdf"));
    EXPECT_STR(mail_param(&a, S("a/b; name=\"q\\\"; x\"; boundary=c"), "name"), S("q\"; x"));
    EXPECT_STR(mail_param(&a, S("a/b; name=\"q\\\"; x\"; boundary=c"), "boundary"), S("c"));
    EXPECT_STR(mail_param(&a, S("a/b; name"), "name"), S(""));
    EXPECT_STR(mail_value(&a, S(" Text/HTML ; charset=x")), S("text/html"));
}

TEST(mail_dates_are_days) {
    struct arena a = test_arena();
    EXPECT_STR(mail_date(&a, S(" 9 Mar 2031 10:00 +0000")), S("2031-03-09"));
    EXPECT_STR(mail_date(&a, S("Mon,  10 mar 31 10:00 GMT")), S("2031-03-10"));
    EXPECT_STR(mail_date(&a, S("31 Feb 2031 10:00")), S(""));
    EXPECT_STR(mail_date(&a, S("yesterday")), S(""));
    EXPECT_STR(mail_date(&a, S("")), S(""));
}

TEST(mail_is_told_from_other_text) {
    EXPECT(mail_looks(S("From: a@b\nMIME-Version: 1.0\n\nx")));
    EXPECT(mail_looks(S("Return-Path: <x>\r\nFROM: a@b\r\n\r\nx")));
    EXPECT(!mail_looks(S("From: a@b\nSubject: no program wrote this\n\nx")));
    EXPECT(!mail_looks(S("Dear all,\n\nFrom: a\nMIME-Version: 1.0\n")));
    EXPECT(!mail_looks(S("From: a@b\n\nMessage-ID: in the body\n")));
    EXPECT(!mail_looks(S("")));
}

TEST(mail_has_limits) {
    struct arena a = test_arena();
    struct buf b = buf_make(&a, 8 << 20);
    struct doc d;
    struct err e = {0};
    for (int i = 0; i < 10000; i++)
        buf_fmt(&b, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i);
    EXPECT_INT(mail_text(&a, buf_str(&b), &d, &e), RC_LIMIT);
    EXPECT(str_has(str_c(e.msg), S("nested deeper than 16")));
    b.n = 0;
    e = (struct err){0};
    buf_puts(&b, "Content-Type: multipart/mixed; boundary=b\n\n");
    for (int i = 0; i < 10000; i++)
        buf_puts(&b, "--b\n\nx\n");
    EXPECT_INT(mail_text(&a, buf_str(&b), &d, &e), RC_LIMIT);
    b.n = 0;
    e = (struct err){0};
    for (int i = 0; i < 3000; i++)
        buf_puts(&b, "X: y\n");
    EXPECT_INT(mail_text(&a, buf_str(&b), &d, &e), RC_LIMIT);
}
