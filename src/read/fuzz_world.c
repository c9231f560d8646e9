/* Any bytes, cleaned to UTF-8, as a report in Arabic and one in Russian, and with lines of other
 * scripts, signs of direction and cut words sewn in: no crash, every claim keeps the invariants,
 * read twice gives the same. */
#include "base/utf8.h"
#include "read/check.h"
#include "read/read.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t n);

static const struct reader *tables(void) {
    static struct arena arena;
    static const struct reader *made;
    if (!made) arena = arena_make("fuzz-tables", 64 << 20), made = reader_make(&arena);
    return made;
}

static void one(struct arena a, struct arena scratch, struct str text, const char *lang) {
    struct read_opts o = {.lang = str_c(lang), .publication = S("s-fuzz"), .reader = tables()};
    struct reading r, again;
    struct err e = {0};
    if (text.n & 1) CHECK(date_parse(S("2031-03-12"), &o.published));
    CHECK(read_text(&a, scratch, text, &o, &r, &e) == RC_OK);
    if (claims_check(scratch, text, r.claims, r.n, &e) != RC_OK)
        check_failed(__FILE__, __LINE__, e.msg);
    for (i64 i = 0; i < r.n; i++) {
        struct claim back;
        struct json *j = claim_to_json(&a, &r.claims[i], text);
        if (claim_from_json(&a, j, text, &back, &e) != RC_OK)
            check_failed(__FILE__, __LINE__, e.msg);
        CHECK(i == 0 || r.claims[i - 1].trigger.start <= r.claims[i].trigger.start);
    }
    CHECK(read_text(&a, scratch, text, &o, &again, &e) == RC_OK && again.n == r.n);
    for (i64 i = 0; i < r.n; i++)
        CHECK(str_eq(again.claims[i].id, r.claims[i].id));
}

/* Words of both languages that make events, numbers, speakers and dates, chosen by the bytes. */
static struct str sew(struct arena *a, const u8 *data, i64 n) {
    static const char *const WORDS[] = {"قتل ",
                                        "مقتل ",
                                        "خمسة ",
                                        "مدنيين ",
                                        "بينهم ",
                                        "طفلان ",
                                        "وامرأة ",
                                        "في ",
                                        "بلدة ",
                                        "كالن ",
                                        "قال ",
                                        "إن ",
                                        "قصفت ",
                                        "قوات ",
                                        "النظام ",
                                        "يوم ",
                                        "الثلاثاء ",
                                        "بحسب ",
                                        "ونفت ",
                                        "12 ",
                                        "، ",
                                        ". ",
                                        "\n",
                                        ": ",
                                        "«",
                                        "»",
                                        "ـ ـ",
                                        "\u200f",
                                        "\u202e",
                                        "\u061c",
                                        "\u064f",
                                        "шестеро ",
                                        "убиты ",
                                        "В ",
                                        "Марате ",
                                        "сообщил ",
                                        "мэр ",
                                        "что ",
                                        "The army killed ",
                                        "five people ",
                                        "؟",
                                        "منذ مطلع العام ",
                                        "31/2/2030 ",
                                        "الشهيد ",
                                        "محمد ",
                                        "و",
                                        "ب",
                                        "ال"};
    struct buf b = buf_make(a, 1 << 20);
    for (i64 i = 0; i < n && i < 400; i++)
        buf_puts(&b, WORDS[data[i] % LEN(WORDS)]);
    return buf_str(&b);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t n) {
    struct arena a0 = arena_make("fuzz", 256 << 20), s0 = arena_make("fuzz-scratch", 256 << 20),
                 a = a0;
    i64 replaced;
    struct str clean = utf8_clean(&a, (struct str){(const char *)data, (i64)n}, &replaced);
    struct str sewn = sew(&a, data, (i64)n);
    bool odd = n && (data[n - 1] & 1);
    one(a, s0, clean, odd ? "ar" : "ru");
    one(a, s0, sewn, odd ? "" : "ar");
    arena_drop(a0);
    arena_drop(s0);
    return 0;
}
