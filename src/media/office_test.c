#include "media/office.h"

#include "base/t.h"
#include "media/testing.h"

#define DOCX(body) "<w:document xmlns:w=\"w\" xmlns:mc=\"m\"><w:body>" body "</w:body></w:document>"
#define P(words)   "<w:p><w:r><w:t>" words "</w:t></w:r></w:p>"

static struct str docx(struct arena *a, const char *document, const char *notes) {
    struct made_file f[] = {{"word/document.xml", str_c(document)},
                            {"docProps/core.xml", S("<c xmlns:dc=\"d\"><dc:title>Marat, March"
                                                    "</dc:title><dc:creator>x</dc:creator></c>")},
                            {"word/footnotes.xml", str_c(notes)}};
    return made_zip(a, f, notes ? 3 : 2);
}

static const struct mark *mark_of(const struct doc *d, enum mark_kind kind, const char *words) {
    i64 at = str_find(buf_str(&d->text), str_c(words), 0);
    return at < 0 ? NULL : text_marks_find(&d->marks, kind, at, at + 1);
}
static void place(const struct doc *d, enum mark_kind kind, const char *words, i64 a, i64 b) {
    const struct mark *m = mark_of(d, kind, words);
    if (!m || m->a != a || m->b != b)
        test_fail(__FILE__, __LINE__, "%s: %lld %lld", words, m ? (long long)m->a : -1,
                  m ? (long long)m->b : -1);
}

TEST(docx_has_paragraphs_tables_and_notes) {
    struct arena a = test_arena();
    struct doc d;
    struct err e = {0};
    struct str file = docx(
        &a,
        DOCX(P(
            "List of the dead") "<w:p/><w:p><w:r><w:t>Fourteen </w:t></w:r><w:r><w:t>bod</w:t>"
                                "</w:r><w:r><w:t>ies</w:t><w:tab/><w:t>were found.</w:t></w:r><w:del><w:r><w:delText>"
                                "gone</w:delText></w:r></w:del><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
                                "<w:tbl><w:tr><w:tc>" P("Name") "</w:tc><w:tc>" P(
                                    "Age") "</w:tc></w:tr><w:tr><w:tc>" P("Dara")
                                    P("Orlan") "</w:tc><w:tc>" P("34") "</w:tc></w:tr></w:tbl>" P(
                                        "After it.")),
        "<w:footnotes xmlns:w=\"w\"><w:footnote w:type=\"separator\">" P(
            "-") "</w:footnote>"
                 "<w:footnote w:id=\"2\">" P(
                     "According to the mayor.") "</w:footnote></w:footnotes>");
    EXPECT_OK(docx_text(&a, file, &d, &e));
    EXPECT_STR(buf_str(&d.text),
               S("List of the dead\n\nFourteen bodies were found.\n\nName\tAge\nDara Orlan\t34\n\n"
                 "After it.\n\nAccording to the mayor.\n\n"));
    EXPECT_STR(d.title, S("Marat, March"));
    place(&d, MARK_PARAGRAPH, "List of", 1, 0);
    place(&d, MARK_PARAGRAPH, "bodies", 3, 0);
    place(&d, MARK_CELL, "Orlan", 2, 1);
    place(&d, MARK_CELL, "34", 2, 2);
    place(&d, MARK_NOTE, "mayor", 1, 0);
    EXPECT(!mark_of(&d, MARK_PARAGRAPH, "34"));
}

TEST(docx_shows_a_choice_once) {
    struct arena a = test_arena();
    struct doc d;
    struct err e = {0};
    EXPECT_OK(docx_text(
        &a,
        docx(&a,
             DOCX("<mc:AlternateContent><mc:Choice>" P(
                 "Once.") "</mc:Choice>"
                          "<mc:Fallback>" P("Once.") "</mc:Fallback></mc:AlternateContent>" P(
                              "Tables <![CDATA[<in> ]]>cells: &lt;3&gt;")),
             NULL),
        &d, &e));
    EXPECT_STR(buf_str(&d.text), S("Once.\n\nTables <in> cells: <3>\n\n"));
}

#define ODT(body)                                                                                  \
    "<office:document-content xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"b\"><office:body>" \
    "<office:text>" body "</office:text></office:body></office:document-content>"

TEST(odt_has_paragraphs_tables_and_notes) {
    struct arena a = test_arena();
    struct doc d;
    struct err e = {0};
    static const char CONTENT[] =
        ODT("<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>"
            "<text:h>From Kalen</text:h><text:p>Ten<text:s/>men <text:span>were</text:span> killed"
            "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>So the "
            "mayor.</text:p></text:note-body></text:note> on Monday.</text:p><table:table>"
            "<table:table-row><table:table-cell><text:p>Dara</text:p></table:table-cell>"
            "<table:table-cell><text:p>34</text:p></table:table-cell></table:table-row>"
            "</table:table>");
    struct made_file f[] = {{"mimetype", S("application/vnd.oasis.opendocument.text")},
                            {"content.xml", str_c(CONTENT)}};
    EXPECT_OK(odt_text(&a, made_zip(&a, f, 2), &d, &e));
    EXPECT_STR(buf_str(&d.text),
               S("From Kalen\n\nTen men were killed on Monday.\n\nDara\t34\n\nSo the mayor.\n\n"));
    place(&d, MARK_PARAGRAPH, "Monday", 2, 0);
    place(&d, MARK_CELL, "34", 1, 2);
    place(&d, MARK_NOTE, "mayor", 1, 0);
}

static rc verdict(struct arena *a, const char *document, struct err *e) {
    struct doc d;
    *e = (struct err){0};
    return docx_text(a, docx(a, document, NULL), &d, e);
}

TEST(office_refuses_entities_depth_and_damage) {
    struct arena a = test_arena();
    struct err e;
    struct doc d;
    EXPECT_INT(
        verdict(&a,
                "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><d>&b;</d>",
                &e),
        RC_UNSUPPORTED);
    EXPECT(str_has(str_c(e.msg), S("document type")));
    EXPECT_INT(
        verdict(&a, "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><d>&x;</d>", &e),
        RC_UNSUPPORTED);
    EXPECT_INT(verdict(&a, "<a><b></a>", &e), RC_UNSUPPORTED);
    struct buf deep = buf_make(&a, 1 << 20);
    for (int i = 0; i < 5000; i++)
        buf_puts(&deep, "<w:p>");
    buf_c(&deep, 0);
    EXPECT_INT(verdict(&a, deep.p, &e), RC_LIMIT);
    struct made_file none[] = {{"word/other.xml", S("<a/>")}};
    e = (struct err){0};
    EXPECT_INT(docx_text(&a, made_zip(&a, none, 1), &d, &e), RC_UNSUPPORTED);
    struct str whole = docx(&a, DOCX(P("Ten men were killed.")), NULL);
    for (i64 n = 0; n < whole.n; n += 7) { /* any answer but a crash */
        e = (struct err){0};
        (void)!docx_text(&a, str_sub(whole, 0, n), &d, &e);
    }
}

TEST(office_stops_at_a_bomb) {
    struct arena a = test_arena();
    struct err e = {0};
    struct doc d;
    i64 n = 80LL << 20;
    char *p = NEWN(&a, char, n + 40);
    memset(p, ' ', (size_t)n);
    memcpy(p, "<w:p>", 5);
    memcpy(p + n, "</w:p>", 6);
    struct made_file f[] = {{"word/document.xml", {p, n + 6}}};
    struct str bomb = made_zip(&a, f, 1);
    EXPECT(bomb.n < 1 << 20);
    EXPECT_INT(docx_text(&a, bomb, &d, &e), RC_LIMIT);
    EXPECT(str_has(str_c(e.msg), S("times its size")));
}
