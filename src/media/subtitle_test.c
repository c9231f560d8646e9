#include "media/subtitle.h"

#include "base/t.h"

static struct doc read(struct arena *a, struct str s) {
    struct doc d = {0};
    struct err e = {0};
    EXPECT_OK(subtitle_text(a, s, &d, &e));
    return d;
}

static void time_at(const struct doc *d, const char *words, i64 from, i64 to) {
    i64 at = str_find(buf_str(&d->text), str_c(words), 0);
    const struct mark *m = at < 0 ? NULL : text_marks_find(&d->marks, MARK_TIME, at, at + 1);
    if (!m || m->a != from || m->b != to) test_fail(__FILE__, __LINE__, "no such time: %s", words);
}

#define SRT                                                                                          \
    "1\r\n00:00:01,500 --> 00:00:04,000\r\n<i>Fourteen bodies</i> were found\r\nin {\\an8}Marat\r\n" \
    "\r\n2\r\n00:00:04,100 --> 00:00:06,000\r\non Tuesday.\r\n\r\n3\r\n01:00:00,000 --> "            \
    "01:00:02,000\r\nThe army denied it & left.\r\n"

TEST(subtitle_cues_make_sentences_with_times) {
    struct arena a = test_arena();
    struct doc d = read(&a, S(SRT));
    EXPECT_STR(d.form, S("srt"));
    EXPECT_STR(buf_str(&d.text), S("Fourteen bodies were found in Marat on Tuesday.\n"
                                   "The army denied it & left."));
    time_at(&d, "Fourteen", 1500, 4000);
    time_at(&d, "Tuesday", 4100, 6000);
    time_at(&d, "denied", 3600000, 3602000);
}

TEST(subtitle_words_lead_back_to_their_bytes) {
    struct arena a = test_arena();
    struct str s = S(SRT);
    struct doc d = read(&a, s);
    i64 at = str_find(buf_str(&d.text), S("Tuesday"), 0);
    EXPECT_INT(html_offset(&d.map, at), str_find(s, S("Tuesday"), 0));
    EXPECT_INT(html_end(&d.map, at + 7), str_find(s, S("Tuesday"), 0) + 7);
    struct str old = S("1\n00:00:01,000 --> 00:00:02,000\n\xD3\xE1\xE8\xF2\xFB 14 \xF7\xE5\xEB\xEE"
                       "\xE2\xE5\xEA \xE2 \xE3\xEE\xF0\xEE\xE4\xE5 \xE2\xF7\xE5\xF0\xE0.\n");
    d = read(&a, old);
    EXPECT_STR(buf_str(&d.text), S("Убиты 14 человек в городе вчера."));
    at = str_find(buf_str(&d.text), S("14"), 0);
    EXPECT_INT(html_offset(&d.map, at), str_find(old, S(" 14 "), 0) + 1);
}

TEST(subtitle_vtt_has_notes_voices_and_references) {
    struct arena a = test_arena();
    struct doc d = read(&a, S("WEBVTT - words\nKind: captions\n\nNOTE not read\nnor this\n\n"
                              "STYLE\n::cue{}\n\nintro\n00:01.000 --> 00:02.500 align:start\n"
                              "<v Dorvan>We buried <c.loud>ten</c> men &amp; boys.\n\n"
                              "00:03.000 --> 00:04.000\nNobody came.\n"));
    EXPECT_STR(d.form, S("vtt"));
    EXPECT_STR(buf_str(&d.text), S("Dorvan: We buried ten men & boys.\nNobody came."));
    time_at(&d, "buried", 1000, 2500);
}

TEST(subtitle_is_told_from_other_text) {
    struct arena a = test_arena();
    struct doc d;
    struct err e = {0};
    EXPECT(subtitle_looks(S(SRT)) && subtitle_looks(S("\xEF\xBB\xBFWEBVTT\n")));
    EXPECT(!subtitle_looks(S("WEBVTTX")) && !subtitle_looks(S("1\nThe first thing\n")));
    EXPECT(!subtitle_looks(S("")) && !subtitle_looks(S("14\n")));
    EXPECT_INT(subtitle_text(&a, S("WEBVTT\n\nNOTE nothing\n"), &d, &e), RC_UNSUPPORTED);
    e = (struct err){0};
    EXPECT_INT(subtitle_text(&a, S("1\n99:99 --> x\nwords\n"), &d, &e), RC_UNSUPPORTED);
}
