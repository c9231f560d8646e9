#include "exchange/mapping.h"

#include "base/t.h"

static struct table csv(struct arena *a, const char *text) {
    struct table t = {0};
    struct err e = {0};
    EXPECT_OK(table_parse_csv(a, str_c(text), S(""), &t, &e));
    return t;
}

static struct str fields(struct arena *a, const struct mapping *m) {
    struct buf b = buf_make(a, 4096);
    for (i64 i = 0; i < m->ncolumns; i++) {
        if (i) buf_c(&b, ' ');
        buf_put(&b, m->columns[i].field.n ? m->columns[i].field : S("-"));
        if (m->columns[i].key) buf_c(&b, '!');
    }
    return buf_str(&b);
}

TEST(mapping_is_guessed_from_headers_in_three_languages) {
    struct arena a = test_arena();
    struct table t = csv(&a, "No,Full name,Father's name,Gender,Age,Date of death,Place,Weather\n");
    struct mapping m = mapping_guess(&a, &t, 0);
    EXPECT_STR(fields(&a, &m), S("number! full father sex age event_date event_place other"));
    EXPECT_STR(m.columns[7].label, S("Weather"));
    t = csv(&a, "الرقم;الاسم;اسم الأب;الجنس;العمر;تاريخ الوفاة;المكان;الرقم الوطني\n");
    m = mapping_guess(&a, &t, 0);
    EXPECT_STR(fields(&a, &m), S("number! full father sex age event_date event_place id"));
    t = csv(&a, "№ п/п;ФИО;Пол;Возраст;Дата рождения;Дата смерти;Примечание\n");
    m = mapping_guess(&a, &t, 0);
    EXPECT_STR(fields(&a, &m), S("number! full sex age birth_date event_date note"));
}

TEST(mapping_finds_the_header_below_titles) {
    struct arena a = test_arena();
    struct table t =
        csv(&a, "List of the missing\n\nfor Marat province,,\nNo,Name,Age\n1,Ilin,3\n");
    struct mapping m = mapping_guess(&a, &t, 0);
    EXPECT_INT(m.header, 4);
    EXPECT_STR(fields(&a, &m), S("number! full age"));
}

TEST(mapping_goes_through_json_and_says_what_is_wrong) {
    struct arena a = test_arena();
    struct table t = csv(&a, "No,Name,Passport\n1,Ilin,X1\n");
    struct mapping m = mapping_guess(&a, &t, 0), back;
    struct err e = {0};
    EXPECT_OK(mapping_set(&a, &t.sheets[0], &m, S("C=id:passport!"), &e));
    EXPECT_OK(mapping_set(&a, &t.sheets[0], &m, S("name=first"), &e));
    EXPECT_OK(mapping_read(&a, mapping_json(&a, &m), &back, &e));
    EXPECT_STR(fields(&a, &back), S("number! first id!"));
    EXPECT_STR(back.columns[2].label, S("passport"));
    EXPECT_INT(mapping_set(&a, &t.sheets[0], &m, S("weather=full"), &e), RC_USAGE);
    e = (struct err){0};
    EXPECT_OK(mapping_set(&a, &t.sheets[0], &m, S("B=soul"), &e));
    EXPECT_INT(mapping_check(&m, &e), RC_USAGE);
    e = (struct err){0};
    EXPECT_OK(mapping_set(&a, &t.sheets[0], &m, S("B=number"), &e));
    EXPECT_INT(mapping_check(&m, &e), RC_USAGE);
    e = (struct err){0};
    EXPECT_OK(mapping_set(&a, &t.sheets[0], &m, S("B=-"), &e));
    EXPECT_OK(mapping_check(&m, &e));
}

TEST(mapping_signature_is_that_of_the_header) {
    struct arena a = test_arena();
    struct table t = csv(&a, "No,Name\n1,Ilin\n"), same = csv(&a, "NO,name\n2,Dara\n"),
                 other = csv(&a, "No,Name,Age\n1,Ilin,3\n");
    EXPECT_STR(mapping_signature(&a, &t.sheets[0], 1), mapping_signature(&a, &same.sheets[0], 1));
    EXPECT(!str_eq(mapping_signature(&a, &t.sheets[0], 1),
                   mapping_signature(&a, &other.sheets[0], 1)));
    EXPECT_INT(mapping_signature(&a, &t.sheets[0], 0).n, 0);
}
