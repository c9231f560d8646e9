#include "read/rows.h"

#include "base/t.h"

/* Lines "HEADING: value" of rows, as media/rows.h writes them, with the marks of their cells. */
struct made {
    struct arena a;
    struct buf text, marks;
    i64 row;
};

static void begin(struct made *m) {
    *m = (struct made){.a = test_arena(), .row = 1};
    m->text = buf_make(&m->a, 1 << 20);
    m->marks = buf_make(&m->a, 1 << 20);
}

static void row(struct made *m, const char *const *cells) {
    m->row++;
    if (m->text.n) buf_puts(&m->text, "\n");
    for (i64 i = 0; cells[i]; i += 2) {
        buf_fmt(&m->text, "%s: ", cells[i]);
        i64 from = m->text.n;
        buf_puts(&m->text, cells[i + 1]);
        buf_fmt(&m->marks, "cell %lld %lld %lld %lld \n", (long long)from,
                (long long)(m->text.n - from), (long long)m->row, (long long)(i / 2 + 1));
        buf_puts(&m->text, "\n");
    }
}
#define ROW(m, ...) row(m, (const char *const[]){__VA_ARGS__, NULL})

static i64 read(struct made *m, struct claim **out) {
    struct text_marks marks;
    struct err e = {0};
    struct read_opts o = {.item = S("sha256:aa"), .derivative = S("text/1")};
    i64 n;
    EXPECT_OK(text_marks_parse(&m->a, buf_str(&m->marks), m->text.n, &marks, &e));
    struct arena scratch = arena_split(&m->a, 32 << 20);
    read_rows(&m->a, scratch, buf_str(&m->text), &marks, &o, out, &n);
    return n;
}

static struct str at(const struct made *m, struct span s) {
    return str_sub(buf_str(&m->text), s.start, s.end);
}

TEST(rows_say_who_was_killed_where_and_when) {
    struct made m;
    struct claim *c;
    begin(&m);
    ROW(&m, "No", "1", "Name", "Anna Dorvan", "Age", "34", "Sex", "F", "Status", "Killed", "Date",
        "2031-03-03", "Place", "Marat");
    ROW(&m, "No", "2", "Name", "Petr Kalen", "Age", "9", "Sex", "M", "Status", "Wounded", "Date",
        "4 March 2031", "Place", "Kalen");
    if (!EXPECT_INT(read(&m, &c), 2)) return;
    EXPECT_INT(c[0].kind, KIND_killing);
    EXPECT_STR(at(&m, c[0].trigger), S("Killed"));
    EXPECT_STR(at(&m, c[0].victims[0].name), S("Anna Dorvan"));
    EXPECT_INT(c[0].victims[0].age, 34);
    EXPECT_INT(c[0].victims[0].who, WHO_WOMAN);
    EXPECT_STR(at(&m, c[0].where[0].span), S("Marat"));
    EXPECT_STR(date_iso(&m.a, c[0].when.range.from), S("2031-03-03"));
    EXPECT_INT(c[0].ncounts, 0); /* a list says who; how many says who counted */
    EXPECT(str_starts(at(&m, c[0].sentence), S("Name: Anna Dorvan\n")));
    EXPECT(str_ends(at(&m, c[0].sentence), S("Place: Marat")));
    EXPECT_INT(c[1].kind, KIND_injury);
    EXPECT_INT(c[1].victims[0].who, WHO_CHILD);
    EXPECT_STR(date_iso(&m.a, c[1].when.range.from), S("2031-03-04"));
    EXPECT(!str_eq(c[0].id, c[1].id));
}

TEST(rows_take_the_fate_from_headings_that_tell_it) {
    struct made m;
    struct claim *c;
    begin(&m);
    ROW(&m, "Name", "Anna Dorvan", "Date of death", "2031-03-03");
    ROW(&m, "الاسم", "آنا", "تاريخ الاعتقال", "2031-03-04", "العمر", "20");
    ROW(&m, "ФИО", "Пётр Кален", "Статус", "Пропал без вести");
    if (!EXPECT_INT(read(&m, &c), 3)) return;
    EXPECT_INT(c[0].kind, KIND_death);
    EXPECT_STR(at(&m, c[0].trigger), S("Date of death"));
    EXPECT_INT(c[1].kind, KIND_detention);
    EXPECT_INT(c[2].kind, KIND_enforced_disappearance);
}

TEST(rows_that_do_not_say_it_plainly_are_no_claims) {
    struct made m;
    struct claim *c;
    begin(&m);
    ROW(&m, "Name", "Anna Dorvan", "Age", "34", "Date", "2031-03-03");         /* no fate */
    ROW(&m, "Name", "Petr Kalen", "Status", "alive", "Date of death", "2031"); /* said not */
    ROW(&m, "Name", "Petr Kalen", "Date of death", "n/a");
    ROW(&m, "Status", "Killed", "Place", "Marat");         /* nobody */
    ROW(&m, "Name", "Lena Orlan", "Note", "Killed");       /* under another heading */
    ROW(&m, "Name", "Lena Orlan", "Status", "not killed"); /* more than the word */
    EXPECT_INT(read(&m, &c), 0);
}

/* What else a list holds of a person is nobody's excerpt. */
TEST(rows_excerpt_only_what_the_claim_says) {
    struct made m;
    struct claim *c;
    begin(&m);
    ROW(&m, "Name", "Anna Dorvan", "Phone", "555 0101", "Status", "Killed", "Date", "2031-03-03",
        "Passport", "X 0012345", "Place", "Marat");
    if (!EXPECT_INT(read(&m, &c), 1)) return;
    EXPECT_STR(at(&m, c[0].sentence), S("Status: Killed\nDate: 2031-03-03"));
    EXPECT_STR(at(&m, c[0].victims[0].name), S("Anna Dorvan"));
    EXPECT_STR(at(&m, c[0].where[0].span), S("Marat"));
}

TEST(rows_leave_dates_that_may_be_two_as_words) {
    struct made m;
    struct claim *c;
    begin(&m);
    ROW(&m, "Name", "Anna Dorvan", "Status", "dead", "Date", "03/04/2031");
    if (!EXPECT_INT(read(&m, &c), 1)) return;
    EXPECT_STR(at(&m, c[0].when.span), S("03/04/2031"));
    EXPECT_INT(c[0].when.range.precision, DATE_NONE);
}

TEST(rows_stand_instead_of_what_prose_made_of_them) {
    struct claim rows[] = {{.kind = KIND_killing, .sentence = {10, 50}},
                           {.kind = KIND_killing, .sentence = {60, 90}}};
    struct claim c[] = {{.kind = KIND_killing, .trigger = {12, 15}},
                        {.kind = KIND_airstrike, .trigger = {20, 25}},
                        {.kind = KIND_killing, .trigger = {52, 55}},
                        {.kind = KIND_killing, .trigger = {61, 65}}};
    EXPECT_INT(rows_instead(c, 4, rows, 2), 2);
    EXPECT_INT(c[0].kind, KIND_airstrike);
    EXPECT_INT(c[1].trigger.start, 52);
}
