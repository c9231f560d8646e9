#include "media/rows.h"

#include "base/t.h"

TEST(rows_are_lines_with_their_cells) {
    struct arena a = test_arena();
    struct doc d;
    struct err e = {0};
    EXPECT_OK(rows_text(&a,
                        S("No;Name;Age;Place\n1;Dara Orlan;34;Marat\n2;\"Ilin\nSoro\";;Kalen\n"),
                        S(""), &d, &e));
    EXPECT_STR(d.form, S("csv"));
    EXPECT_STR(buf_str(&d.text), S("No: 1\nName: Dara Orlan\nAge: 34\nPlace: Marat\n\n"
                                   "No: 2\nName: Ilin Soro\nPlace: Kalen\n"));
    i64 at = str_find(buf_str(&d.text), S("34"), 0);
    const struct mark *m = text_marks_find(&d.marks, MARK_CELL, at, at + 2);
    if (EXPECT(m != NULL)) EXPECT(m->a == 2 && m->b == 3);
    at = str_find(buf_str(&d.text), S("Kalen"), 0);
    m = text_marks_find(&d.marks, MARK_CELL, at, at + 2);
    if (EXPECT(m != NULL)) EXPECT(m->a == 3 && m->b == 4);
}

TEST(rows_without_a_header_are_values) {
    struct arena a = test_arena();
    struct doc d;
    struct err e = {0};
    EXPECT_OK(rows_text(&a, S("Dead in Marat\n1,Dara Orlan\n2,Ilin Soro\n"), S(""), &d, &e));
    EXPECT_STR(buf_str(&d.text), S("Dead in Marat\n\n1\nDara Orlan\n\n2\nIlin Soro\n"));
    e = (struct err){0};
    EXPECT_INT(rows_text(&a, S("\n\n"), S(""), &d, &e), RC_UNSUPPORTED);
}
