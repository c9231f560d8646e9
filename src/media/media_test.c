#include "media/media.h"

#include "base/t.h"
#include "media/testing.h"
#include "sys/program.h"

static rc text_of(struct arena *a, const char *name, struct str bytes, struct media_out *out,
                  struct err *e) {
    struct media_in in = {.bytes = bytes, .name = str_c(name)};
    *e = (struct err){0};
    *out = (struct media_out){0};
    return media_text(a, &in, out, e);
}

/* Answers of children may be long: address space, touched only as needed. */
static struct arena wide(void) {
    return arena_make("media test", 4LL << 30);
}

TEST(media_reads_each_form_by_its_bytes) {
    static const struct {
        const char *name, *bytes, *form, *mark;
    } FORMS[] = {
        {"a.txt", "Twelve people were killed in Marat.\n", "plain", ""},
        {"a", "1\n00:00:01,000 --> 00:00:04,000\nTwelve were killed\n", "srt",
         "time 0 18 1000 4000 "},
        {"a", "WEBVTT\n\n00:01.000 --> 00:04.000\nTwelve were killed\n", "vtt",
         "time 0 18 1000 4000 "},
        {"a.csv", "Name,Age\nAnna,34\n", "csv", "cell 6 4 2 1 "},
        {"a",
         "From: a@b.example\nMessage-ID: <1@b.example>\nMIME-Version: 1.0\n"
         "Content-Type: multipart/mixed; boundary=x\n\n--x\n\nTwelve were killed.\n--x\n\n"
         "Three were wounded.\n--x--\n",
         "mail", " 0 0 2\n"},
    };
    struct arena all = wide();
    for (i64 i = 0; i < LEN(FORMS); i++) {
        struct arena a = all;
        struct media_out m;
        struct err e;
        EXPECT_OK(text_of(&a, FORMS[i].name, str_c(FORMS[i].bytes), &m, &e));
        EXPECT_STR(m.d.form, str_c(FORMS[i].form));
        if (!str_has(m.d.map, str_c(FORMS[i].mark)))
            test_fail(__FILE__, __LINE__, "%s: %.*s", FORMS[i].form, SARG(m.d.map));
    }
    arena_drop(all);
}

TEST(media_tells_archives_by_what_is_in_them) {
    struct arena all = wide(), a = all;
    struct media_out m;
    struct err e;
    struct made_file docx[] = {
        {"word/document.xml",
         S("<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>Twelve were killed.</w:t></w:r></w:p>"
           "</w:body></w:document>")}};
    EXPECT_OK(text_of(&a, "x.bin", made_zip(&a, docx, 1), &m, &e));
    EXPECT_STR(m.d.form, S("docx"));
    EXPECT_STR(m.d.map, S("paragraph 0 19 1 0 \n"));
    struct made_file other[] = {{"a.txt", S("Twelve were killed.")}};
    EXPECT_INT(text_of(&a, "x.docx", made_zip(&a, other, 1), &m, &e), RC_UNSUPPORTED);
    EXPECT(str_has(str_c(e.msg), S("seal what is in it")));
    arena_drop(all);
}

/* ---- PDF ---- */

/* A PDF with a page of each of these lines. */
static struct str made_pdf(struct arena *a, const char *const *pages, i64 n) {
    struct buf b = buf_make(a, 100000);
    i64 at[64], objects = 3 + 2 * n;
    buf_puts(&b, "%PDF-1.4\n");
    at[1] = b.n;
    buf_puts(&b, "1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n");
    at[2] = b.n;
    buf_puts(&b, "2 0 obj <</Type/Pages/Kids[");
    for (i64 i = 0; i < n; i++)
        buf_fmt(&b, "%lld 0 R ", (long long)(4 + 2 * i));
    buf_fmt(&b, "]/Count %lld>> endobj\n", (long long)n);
    at[3] = b.n;
    buf_puts(&b, "3 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj\n");
    for (i64 i = 0; i < n; i++) {
        struct str s = str_fmt(a, "BT /F 14 Tf 40 700 Td (%s) Tj ET", pages[i]);
        at[4 + 2 * i] = b.n;
        buf_fmt(&b,
                "%lld 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents %lld 0 R"
                "/Resources<</Font<</F 3 0 R>>>>>> endobj\n",
                (long long)(4 + 2 * i), (long long)(5 + 2 * i));
        at[5 + 2 * i] = b.n;
        buf_fmt(&b, "%lld 0 obj <</Length %lld>> stream\n%.*s\nendstream endobj\n",
                (long long)(5 + 2 * i), (long long)s.n, SARG(s));
    }
    i64 xref = b.n;
    buf_fmt(&b, "xref\n0 %lld\n0000000000 65535 f \n", (long long)(objects + 1));
    for (i64 i = 1; i <= objects; i++)
        buf_fmt(&b, "%010lld 00000 n \n", (long long)at[i]);
    buf_fmt(&b, "trailer <</Size %lld/Root 1 0 R>>\nstartxref\n%lld\n%%%%EOF\n",
            (long long)(objects + 1), (long long)xref);
    return buf_str(&b);
}

/* Without the program the reason names it and its package; with it pages are marks. */
TEST(media_reads_pages_of_pdf) {
    static const char *const PAGES[] = {"Twelve people were killed in Marat.",
                                        "Three doctors were abducted in Kalen."};
    struct arena all = wide(), a = all;
    struct media_out m;
    struct err e;
    struct str pdf = made_pdf(&a, PAGES, 2);
    rc r = text_of(&a, "a.pdf", pdf, &m, &e);
    if (!program_path(&a, "pdftotext").n) {
        EXPECT_INT(r, RC_UNSUPPORTED);
        EXPECT_STR(str_c(e.msg), S("pdftotext is not installed: apt install poppler-utils"));
    } else {
        EXPECT_INT(r, RC_OK);
        EXPECT_STR(m.d.form, S("pdf"));
        EXPECT_STR(m.d.text, S("Twelve people were killed in Marat.\n\n"
                               "Three doctors were abducted in Kalen."));
        EXPECT_STR(m.d.map, S("page 0 35 1 0 \npage 37 37 2 0 \n"));
        EXPECT(str_starts(m.programs, S("pdftotext ")) && is_digit(m.programs.p[10]));
        EXPECT_INT(text_of(&a, "a.pdf", str_sub(pdf, 0, 300), &m, &e), RC_UNSUPPORTED);
        EXPECT(e.msg[0]);
    }
    arena_drop(all);
}

TEST(media_says_which_programs_are_missing) {
    struct arena a = test_arena();
    struct str missing = media_missing(&a);
    for (const struct media_program *p = MEDIA_PROGRAMS; p->name; p++) {
        bool there = program_path(&a, p->name).n > 0;
        EXPECT_INT(str_has(missing, str_fmt(&a, "%s is not installed", p->name)), !there);
    }
}
