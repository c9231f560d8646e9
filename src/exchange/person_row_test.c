#include "exchange/person_row.h"

#include "base/t.h"

/* The row's fields as "field=value(words)@column", its flags as "!reason:column". */
static struct str row(struct arena *a, const char *text, bool sensitive) {
    struct table t = {0};
    struct err e = {0};
    EXPECT_OK(table_parse_csv(a, str_c(text), S(""), &t, &e));
    struct mapping m = mapping_guess(a, &t, 0);
    struct row_words w = row_words_make(a);
    struct person_row r = person_row(a, &w, &m, &t.sheets[0].rows[1], sensitive);
    struct buf b = buf_make(a, 65536);
    if (r.key.n) buf_fmt(&b, "key=%.*s ", SARG(r.key));
    JSON_EACH(f, r.fields) {
        struct str words = json_get_str(f, "w");
        buf_put(&b, json_get_str(f, "f"));
        buf_c(&b, '=');
        buf_put(&b, json_get_str(f, "v"));
        if (words.n) buf_fmt(&b, "(%.*s)", SARG(words));
        buf_fmt(&b, "@%.*s ", SARG(json_get_str(f, "c")));
    }
    JSON_EACH(f, r.flags) {
        buf_c(&b, '!');
        buf_put(&b, json_get_str(f, "r"));
        if (json_get_str(f, "c").n) buf_fmt(&b, ":%.*s", SARG(json_get_str(f, "c")));
        buf_c(&b, ' ');
    }
    return buf_str(&b);
}

TEST(person_row_cites_the_cell_of_every_field) {
    struct arena a = test_arena();
    EXPECT_STR(row(&a, "No,Name,Sex,Age,Date\n17,Ilin Soro,M,34,10.03.2031\n", false),
               S("key=17 number=17@A full=Ilin Soro@B sex=male(M)@C age=34@D "
                 "event_date=2031-03-10(10.03.2031)@E "));
}

TEST(person_row_keeps_dirty_rows_and_says_why) {
    struct arena a = test_arena();
    EXPECT_STR(row(&a, "No,Name,Sex,Age,Date\n1,,x,131,31.02.2031\n", false),
               S("key=1 number=1@A sex=(x)@C age=(131)@D event_date=(31.02.2031)@E "
                 "!unknown_word:C !age_high:D !bad_date:E !no_name "));
    EXPECT_STR(row(&a, "No,Name,Age\n1,Ilin,35-30\n", false),
               S("key=1 number=1@A full=Ilin@B age=(35-30)@C !min_max:C "));
    EXPECT_STR(row(&a, "No,Name,Age\n,Ilin,old\n", false),
               S("full=Ilin@B age=(old)@C !bad_age:C !no_key "));
    EXPECT_STR(row(&a, "Name,Date of birth,Date of death\nIlin,2031-05-01,2031-03-10\n", false),
               S("full=Ilin@A birth_date=2031-05-01@B event_date=2031-03-10@C !born_after "));
    EXPECT_STR(
        row(&a, "Name,Age,Date of birth,Date of death\nIlin,12,2001-05-01,2031-03-10\n", false),
        S("full=Ilin@A age=12@B birth_date=2001-05-01@C event_date=2031-03-10@D "
          "!age_and_dates "));
}

TEST(person_row_reads_other_scripts) {
    struct arena a = test_arena();
    EXPECT_STR(
        row(&a, "الرقم,الاسم,الجنس,العمر,التاريخ\n٣,دارا أورلان,أنثى,٣٠,٢٠٣١/٠٣/١٠\n", false),
        S("key=3 number=٣@A full=دارا أورلان@B sex=female(أنثى)@C age=30(٣٠)@D "
          "event_date=2031-03-10(٢٠٣١/٠٣/١٠)@E "));
    EXPECT_STR(row(&a, "ФИО,Пол,Возраст,Статус\nДара Орлан,жен,8 мес,пропал без вести\n", false),
               S("full=Дара Орлан@A sex=female(жен)@B age=0(8 мес)@C "
                 "outcome=missing(пропал без вести)@D "));
}

TEST(person_row_keeps_formulas_as_text_and_leaves_sensitive_fields_out) {
    struct arena a = test_arena();
    EXPECT_STR(row(&a, "No,Name\n1,=HYPERLINK(1)\n", false),
               S("key=1 number=1@A full==HYPERLINK(1)@B "));
    EXPECT_STR(row(&a, "Name,Religion\nIlin,some\n", false), S("full=Ilin@A "));
    EXPECT_STR(row(&a, "Name,Religion\nIlin,some\n", true), S("full=Ilin@A religion=some@B "));
}

TEST(person_row_dates_are_read_only_when_they_are_one) {
    struct arena a = test_arena();
    struct date_range d;
    EXPECT(person_row_date(&a, S("3/4/2031"), S("dmy"), &d));
    EXPECT_STR(date_text(&a, d), S("2031-04-03"));
    EXPECT(person_row_date(&a, S("3/4/2031"), S("mdy"), &d));
    EXPECT_STR(date_text(&a, d), S("2031-03-04"));
    EXPECT(person_row_date(&a, S("25/4/2031"), S("mdy"), &d));
    EXPECT_STR(date_text(&a, d), S("2031-04-25"));
    EXPECT(person_row_date(&a, S("03/2031"), S("dmy"), &d));
    EXPECT_STR(date_text(&a, d), S("2031-03"));
    EXPECT(person_row_date(&a, S("2031-03-10T08:30"), S("dmy"), &d));
    EXPECT_STR(date_text(&a, d), S("2031-03-10"));
    EXPECT(!person_row_date(&a, S("3/4/31"), S("dmy"), &d));
    EXPECT(!person_row_date(&a, S("early March"), S("dmy"), &d));
    EXPECT(!person_row_date(&a, S("2031-13-01"), S("dmy"), &d));
    EXPECT(!person_row_date(&a, S("1 2 3 4"), S("dmy"), &d));
}

TEST(person_row_ties_a_name_to_its_transliteration) {
    struct arena a = test_arena();
    struct table t = {0};
    struct err e = {0};
    EXPECT_OK(
        table_parse_csv(&a, S("Name,Name (Arabic)\nDara Orlan,دارا أورلان\n"), S(""), &t, &e));
    struct mapping m = mapping_guess(&a, &t, 0);
    struct row_words w = row_words_make(&a);
    struct person_row r = person_row(&a, &w, &m, &t.sheets[0].rows[1], false);
    EXPECT_INT(r.fields->n, 2);
    EXPECT_STR(json_get_str(r.fields->kids, "s"), S("latin"));
    EXPECT_STR(json_get_str(r.fields->last, "s"), S("arabic"));
    EXPECT_INT(json_get_i(r.fields->last, "o", -1), 0);
}
