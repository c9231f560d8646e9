#include "web/words_in.h"

#include "base/map.h"
#include "base/t.h"

#include <dirent.h>
#include <stdio.h>

/* ---- finding ---- */

TEST(words_finds_every_row) {
    i64 n;
    const struct words_row *rows = words_rows(&n);
    struct arena a = test_arena();
    for (i64 i = 0; i < n; i++)
        EXPECT(words_get(LANG_RU, cstr(&a, rows[i].id)).p == rows[i].in[LANG_RU].p);
    EXPECT(n > 200);
}

TEST(words_term_of_data) {
    EXPECT_STR(words_term(LANG_EN, "kind", S("denial")), S("denial"));
    EXPECT_STR(words_term(LANG_AR, "who", S("child")), S("أطفال"));
    EXPECT_STR(words_term(LANG_RU, "month_of", S("03")), S("марта"));
    EXPECT_STR(words_term(LANG_EN, "kind", S("")), S(""));
    EXPECT_STR(words_term(LANG_EN, "kind", S("kill")), S(""));
    EXPECT_STR(words_term(LANG_EN, "kind", S("killing2")), S(""));
    EXPECT_STR(words_term(LANG_EN, "kin", S("d.killing")), S(""));
    EXPECT_STR(words_term(LANG_EN, "kindd", S("killing")), S(""));
    EXPECT_STR(words_term(LANG_EN, "kind.killing", S("x")), S(""));
}

TEST(words_filled) {
    struct arena a = test_arena();
    const struct str v[] = {S("14"), S("Marat"), S("2031")};
    EXPECT_STR(words_put(&a, S("{2}: {1} ({2}) {3}"), v, 3), S("Marat: 14 (Marat) 2031"));
    EXPECT_STR(words_put(&a, S("{3} {4} { {} {1"), v, 2), S("{3} {4} { {} {1"));
    EXPECT_STR(words_put(&a, S("{1}"), &(struct str){S("{1}{2}").p, 6}, 1), S("{1}{2}"));
    EXPECT_STR(words_fill(&a, LANG_AR, "date.span", S("٣"), S("٩")), S("من ٣ إلى ٩"));
}

/* ---- plurals: samples of CLDR 42, plurals.xml, @integer ---- */

static void expect_form(enum lang l, const char *numbers, int form) {
    struct str rest = str_c(numbers);
    while (rest.p) {
        struct str one = str_cut(&rest, ' ');
        i64 n = 0;
        EXPECT(str_i64(one, &n));
        if (words_plural(l, n) != form)
            test_fail(__FILE__, __LINE__, "%s %lld is form %d", LANG_CODES[l], (long long)n,
                      words_plural(l, n));
    }
}

TEST(words_plural_cldr) {
    expect_form(LANG_EN, "1", 0);
    expect_form(LANG_EN, "0 2 3 16 100 1000 1000000", 1);
    expect_form(LANG_RU, "1 21 31 41 51 61 71 81 101 1001", 0);
    expect_form(LANG_RU, "2 3 4 22 23 24 32 33 34 102 1002", 1);
    expect_form(LANG_RU, "0 5 11 12 13 14 19 20 100 111 112 1000 1000000", 2);
    expect_form(LANG_AR, "0", 0);
    expect_form(LANG_AR, "1", 1);
    expect_form(LANG_AR, "2", 2);
    expect_form(LANG_AR, "3 10 103 110 1003", 3);
    expect_form(LANG_AR, "11 26 99 111 1011", 4);
    expect_form(LANG_AR, "100 102 200 202 300 1000 1000000", 5);
    expect_form(LANG_RU, "-1 -21", 0);
}

/* ---- numbers ---- */

TEST(words_numbers) {
    struct arena a = test_arena();
    EXPECT_STR(words_number(&a, LANG_EN, 12345), S("12,345"));
    EXPECT_STR(words_number(&a, LANG_AR, 12345), S("١٢٬٣٤٥"));
    EXPECT_STR(words_number(&a, LANG_RU, 12345), S("12\u202f345"));
    EXPECT_STR(words_number(&a, LANG_EN, 0), S("0"));
    EXPECT_STR(words_number(&a, LANG_EN, 999), S("999"));
    EXPECT_STR(words_number(&a, LANG_EN, 1000000), S("1,000,000"));
    EXPECT_STR(words_number(&a, LANG_EN, -1234), S("-1,234"));
    EXPECT_STR(words_number(&a, LANG_RU, -7), S("\u22127"));
    EXPECT_STR(words_number(&a, LANG_EN, INT64_MIN), S("-9,223,372,036,854,775,808"));
    EXPECT_STR(words_digits(&a, LANG_AR, 2031, 1), S("٢٠٣١"));
    EXPECT_STR(words_digits(&a, LANG_RU, 7, 2), S("07"));
}

/* ---- dates ---- */

static struct str said(struct arena *a, enum lang l, const char *iso) {
    struct date_range r = {0};
    EXPECT(date_parse(str_c(iso), &r));
    return words_dates(a, l, r);
}

TEST(words_dates_english_as_base) {
    static const char *const ISO[] = {"2031-03-10",
                                      "2031-03",
                                      "2031",
                                      "2031-W10",
                                      "2031-03-03/2031-03-09",
                                      "2031-02-26/2031-03-03",
                                      "2031-12-30/2032-01-02",
                                      "2031-03-01/2031-03-31",
                                      "2031-01-01/2031-12-31"};
    struct arena a = test_arena();
    for (i64 i = 0; i < LEN(ISO); i++) {
        struct date_range r;
        EXPECT(date_parse(str_c(ISO[i]), &r));
        EXPECT_STR(words_dates(&a, LANG_EN, r), date_words(&a, r));
    }
    EXPECT_STR(words_dates(&a, LANG_AR, (struct date_range){0}), S(""));
}

TEST(words_dates_arabic) {
    struct arena a = test_arena();
    EXPECT_STR(said(&a, LANG_AR, "2031-03-10"), S("١٠ آذار/مارس ٢٠٣١"));
    EXPECT_STR(said(&a, LANG_AR, "2031-03"), S("آذار/مارس ٢٠٣١"));
    EXPECT_STR(said(&a, LANG_AR, "2031"), S("٢٠٣١"));
    EXPECT_STR(said(&a, LANG_AR, "2031-03-03/2031-03-09"), S("من ٣ إلى ٩ آذار/مارس ٢٠٣١"));
    EXPECT_STR(said(&a, LANG_AR, "2031-02-26/2031-03-03"),
               S("من ٢٦ شباط/فبراير إلى ٣ آذار/مارس ٢٠٣١"));
}

TEST(words_dates_russian) {
    struct arena a = test_arena();
    EXPECT_STR(said(&a, LANG_RU, "2031-03-10"), S("10 марта 2031 г."));
    EXPECT_STR(said(&a, LANG_RU, "2031-03"), S("март 2031 г."));
    EXPECT_STR(said(&a, LANG_RU, "2031"), S("2031 г."));
    EXPECT_STR(said(&a, LANG_RU, "2031-W10"), S("3–9 марта 2031 г."));
    EXPECT_STR(said(&a, LANG_RU, "2031-12-30/2032-01-02"),
               S("30 декабря 2031 г. – 2 января 2032 г."));
}

TEST(words_instants) {
    struct arena a = test_arena();
    i64 t = 0;
    EXPECT(instant_parse(S("2031-03-10T14:02:59Z"), &t));
    EXPECT_STR(words_instant(&a, LANG_EN, t), S("10 March 2031, 14:02 UTC"));
    EXPECT_STR(words_instant(&a, LANG_AR, t), S("١٠ آذار/مارس ٢٠٣١، ١٤:٠٢ بالتوقيت العالمي"));
    EXPECT_STR(words_instant(&a, LANG_RU, t), S("10 марта 2031 г., 14:02 UTC"));
    EXPECT_STR(words_instant(&a, LANG_EN, -60), S("31 December 1969, 23:59 UTC"));
    EXPECT_STR(words_instant(&a, LANG_EN, INT64_MAX), S(""));
}

/* ---- the catalogue is complete ---- */

static void placeholders(struct str s, char out[8]) {
    int n = 0;
    for (const char *c = "123n"; *c; c++) {
        const char hole[3] = {'{', *c, '}'};
        if (str_has(s, (struct str){hole, 3})) out[n++] = *c;
    }
    out[n] = 0;
}

static i64 forms(struct str s) {
    i64 n = 1;
    for (i64 i = 0; i < s.n; i++)
        n += s.p[i] == '|';
    return n;
}

static bool letter_of(enum lang l, struct str s) {
    for (i64 i = 0; i + 1 < s.n; i++) {
        u8 c = (u8)s.p[i];
        if (l == LANG_AR ? c >= 0xD8 && c <= 0xDB : c == 0xD0 || c == 0xD1) return true;
    }
    return false;
}

static void check_row(struct arena *a, const struct words_row *r) {
    char want[8], have[8];
    placeholders(r->in[LANG_EN], want);
    bool plural = forms(r->in[LANG_EN]) > 1;
    static const i64 MOST[] = {FORMS_EN, FORMS_AR, FORMS_RU}, LEAST[] = {FORMS_EN, FORMS_AR, 3};
    for (int l = 0; l < LANG_COUNT; l++) {
        struct str s = r->in[l];
        i64 n = forms(s);
        placeholders(s, have);
        const char *id = cstr(a, r->id), *code = LANG_CODES[l];
        if (s.n == 0 || str_trim(s).n != s.n)
            test_fail(__FILE__, __LINE__, "%s: no words in %s, or white space around", id, code);
        if (strcmp(want, have) != 0)
            test_fail(__FILE__, __LINE__, "%s: placeholders differ in %s", id, code);
        if (plural ? n < LEAST[l] || n > MOST[l] : n != 1)
            test_fail(__FILE__, __LINE__, "%s: %lld plural forms in %s", id, (long long)n, code);
        /* English left standing: words of a language are in its letters, but for names, codes and
         * patterns. */
        bool english = str_eq(s, r->in[LANG_EN]) && s.n > 3 && !str_has(s, S("{"));
        bool name = str_starts(r->id, S("name."));
        if (l != LANG_EN && english && !name && !letter_of(l, s))
            test_fail(__FILE__, __LINE__, "%s: still English in %s", id, code);
    }
}

TEST(words_rows_are_whole) {
    i64 n;
    const struct words_row *rows = words_rows(&n);
    struct arena a = test_arena();
    for (i64 i = 0; i < n; i++) {
        check_row(&a, &rows[i]);
        if (i > 0 && str_cmp(rows[i - 1].id, rows[i].id) >= 0)
            test_fail(__FILE__, __LINE__, "%s: twice", cstr(&a, rows[i].id));
        if (str_chr(rows[i].id, '.', 0) <= 0)
            test_fail(__FILE__, __LINE__, "%s: ids are area.thing", cstr(&a, rows[i].id));
    }
}

static void expect_term(const char *list, const char *value, const char *english) {
    for (int l = 0; l < LANG_COUNT; l++)
        if (words_term((enum lang)l, list, str_c(value)).n == 0)
            test_fail(__FILE__, __LINE__, "%s.%s has no words in %s", list, value, LANG_CODES[l]);
    if (english) EXPECT_STR(words_term(LANG_EN, list, str_c(value)), str_c(english));
}

TEST(words_every_term_of_every_list) {
#define KIND(name, words, definition, example)                                                     \
    expect_term("kind", #name, words);                                                             \
    expect_term("kinddef", #name, definition);
#include "store/kinds.def"
#undef KIND
#define WORD(list, name, text) expect_term(#list, text, NULL);
#include "store/words.def"
#undef WORD
#define RC(name, exit_status, http, title, hint)                                                   \
    expect_term("error", #name, NULL);                                                             \
    expect_term("errorhint", #name, NULL);
#include "base/errors.def"
#undef RC
}

/* ---- what the sources say, the catalogue has; what it has, they say ---- */

/* An id: area.thing of lower-case letters, digits, '_' and '-', with the area of some row. */
static bool id_shaped(struct str s) {
    i64 dot = str_chr(s, '.', 0);
    if (dot <= 0 || dot == s.n - 1) return false;
    for (i64 i = 0; i < s.n; i++)
        if (!(is_digit(s.p[i]) || (s.p[i] >= 'a' && s.p[i] <= 'z') || s.p[i] == '_' ||
              s.p[i] == '-' || (i == dot && i > 0)))
            return false;
    return true;
}

/* File names are no ids. */
static bool file_shaped(struct str s) {
    static const char *const ENDS[] = {".css", ".js",   ".svg", ".json", ".html", ".txt",
                                       ".csv", ".xlsx", ".c",   ".h",    ".png",  ".receipt",
                                       ".tsv", ".zip",  ".db",  ".key",  ".pdf",  ".ndjson"};
    for (i64 i = 0; i < LEN(ENDS); i++)
        if (str_ends(s, str_c(ENDS[i]))) return true;
    return false;
}

/* Every string literal of a file goes into `seen`. */
static void literals(struct arena *a, struct str text, struct map *seen, const char *file) {
    for (i64 i = 0; i < text.n; i++) {
        if (text.p[i] == '/' && i + 1 < text.n && text.p[i + 1] == '*') {
            i64 end = str_find(text, S("*/"), i + 2);
            i = end < 0 ? text.n : end + 1;
            continue;
        }
        if (text.p[i] == '\'') {
            i += i + 1 < text.n && text.p[i + 1] == '\\' ? 3 : 2;
            continue;
        }
        if (text.p[i] != '"') continue;
        i64 from = ++i;
        while (i < text.n && text.p[i] != '"' && text.p[i] != '\n')
            i += text.p[i] == '\\' ? 2 : 1;
        bool fresh;
        struct map_entry *at = map_put(seen, a, str_sub(text, from, i), &fresh);
        if (fresh) at->ptr = (void *)file;
    }
}

/* The sources of src/web but tests. */
static void sources(struct arena *a, const char *folder, struct map *seen) {
    DIR *d = opendir(folder);
    if (!EXPECT(d != NULL)) return;
    for (struct dirent *f; (f = readdir(d));) {
        struct str name = str_dup(a, str_c(f->d_name));
        if (!str_ends(name, S(".c")) && !str_ends(name, S(".h")) &&
            !(str_ends(name, S(".def")) && str_starts(name, S("pages"))))
            continue;
        if (str_ends(name, S("_test.c"))) continue;
        const char *path = cstr(a, str_fmt(a, "%s/%s", folder, name.p));
        literals(a, test_file(a, path), seen, path);
    }
    closedir(d);
}

/* Every term of the closed lists has words, whether or not a page shows that list today. */
static bool closed_list(struct str id) {
    static const char *const LISTS[] = {
        "kind",
        "kinddef",
        "error",
        "errorhint",
#define WORD(list, name, text) #list,
#include "store/words.def"
#undef WORD
    };
    struct str list = str_sub(id, 0, str_chr(id, '.', 0));
    for (i64 i = 0; i < LEN(LISTS); i++)
        if (str_eqc(list, LISTS[i])) return true;
    return false;
}

/* A row is used when its id is written in the sources, or the list that its id begins with: terms
 * are found by list and value. */
static bool used(struct arena *a, const struct map *seen, struct str id) {
    if (map_get(seen, id) || closed_list(id)) return true;
    for (i64 dot = str_chr(id, '.', 0); dot > 0; dot = str_chr(id, '.', dot + 1)) {
        if (map_get(seen, str_sub(id, 0, dot))) return true;
        if (map_get(seen, str_cat(a, str_sub(id, 0, dot), S(".")))) return true;
    }
    return false;
}

TEST(words_used_exist_and_all_are_used) {
    struct arena a = test_arena();
    struct map seen = {0}, below = {0}, ids = {0}, areas = {0};
    sources(&a, "src/web", &seen);
    sources(&a, "src/flow", &below); /* findings of flow/health.h are told by id */
    i64 n;
    const struct words_row *rows = words_rows(&n);
    for (i64 i = 0; i < n; i++) {
        map_put(&ids, &a, rows[i].id, NULL);
        map_put(&areas, &a, str_sub(rows[i].id, 0, str_chr(rows[i].id, '.', 0)), NULL);
        if (!used(&a, &seen, rows[i].id) && !map_get(&below, rows[i].id))
            test_fail(__FILE__, __LINE__, "%s: nothing uses it", cstr(&a, rows[i].id));
    }
    for (i64 i = 0; i < seen.n; i++) {
        struct str s = seen.entries[i].key;
        if (!id_shaped(s) || file_shaped(s) || map_get(&ids, s)) continue;
        if (map_get(&areas, str_sub(s, 0, str_chr(s, '.', 0))))
            test_fail(__FILE__, __LINE__, "%s: not in the catalogue (%s)", cstr(&a, s),
                      (const char *)seen.entries[i].ptr);
    }
}
