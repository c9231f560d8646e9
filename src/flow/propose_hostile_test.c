/* Thousands of broken, moved and forged proposals against a case: none brings a number into a
 * figure that its words do not give. What the figures may hold is written here by hand, from the
 * report alone; verify.c is not asked. */
#include "flow/fixture.h"
#include "proof/hash.h"
#include "read/check.h"

enum { BATCHES = 5, BATCH = 500, BASES_MAX = 64, EDITS_MAX = 3 };

static const char REPORT[] =
    "MARAT, 10 March 2031 - Interior ministry officials said on Monday that fighters had killed 14 "
    "people in Marat last week.\n\n"
    "Nine soldiers were wounded in the clash on the Café Bridge, 12 km from Marat. The army did "
    "not kill the 70-year-old mayor. Dr Ilin Soró, head of the mortuary, said that three bodies "
    "were found on Friday.\n\n"
    "Twelve miners who tried to stop the looters were beaten to death in Dorvan. On 1 March, 34 "
    "patients were evacuated from Dorvan to hospitals in Kalen. Did soldiers shoot 500 men?\n\n"
    "قال شهود إن ثلاثة رجال قتلوا في مارات. Officials deny that 88 people were tortured.\n";

/* Every number of harm that the report gives. */
static const struct {
    const char *what, *who;
    i64 n;
} GIVEN[] = {
    {"killed", "unknown", 14},    {"injured", "combatant", 9}, {"bodies", "unknown", 3},
    {"evacuated", "unknown", 34}, {"killed", "man", 3},
};

/* ---- a case, and what is proposed in it ---- */

struct trial {
    struct arena a;
    struct fixture *f;
    struct str text, doc;
    struct str base[BASES_MAX];
    i64 nbase;
    u64 rng;
};

static u64 next(struct trial *t) { /* xorshift64*, Vigna 2016 */
    t->rng ^= t->rng >> 12;
    t->rng ^= t->rng << 25;
    t->rng ^= t->rng >> 27;
    return t->rng * 0x2545F4914F6CDD1Du;
}
static i64 below(struct trial *t, i64 n) {
    return n > 0 ? (i64)(next(t) % (u64)n) : 0;
}

static void add_base(struct trial *t, const char *kind, const char *trigger, const char *who,
                     const char *number, const char *what, i64 n) {
    struct str spans[3] = {0}, words[3] = {str_c(trigger), str_c(who ? who : ""), str_c(number)};
    for (i64 i = 0; i < 3; i++) {
        i64 at = str_find(t->text, words[i], 0);
        EXPECT(at >= 0);
        spans[i] = str_fmt(&t->a, "[%lld,%lld,\"%.*s\"]", (long long)at,
                           (long long)(at + words[i].n), SARG(words[i]));
    }
    struct str link =
        who ? str_fmt(&t->a, "{\"who\":%.*s,\"role\":\"unknown\"},", SARG(spans[1])) : S("");
    t->base[t->nbase++] = str_fmt(
        &t->a,
        "{\"v\":1,\"doc\":\"%.*s\",\"kind\":\"%s\",\"trigger\":%.*s,\"said\":{\"chain\":[%.*s"
        "{\"publication\":\"\"}],\"act\":\"states\"},\"counts\":[{\"span\":%.*s,\"what\":\"%s\","
        "\"who\":\"unknown\",\"min\":%lld,\"max\":%lld,\"vague\":false}],\"polarity\":\"positive\","
        "\"modality\":\"asserted\",\"by\":{\"proposer\":\"coder-2\"}}",
        SARG(t->doc), kind, SARG(spans[0]), SARG(link), SARG(spans[2]), what, (long long)n,
        (long long)n);
}

/* Good ones, good ones that need a person, and lies in good form. */
static void add_bases(struct trial *t) {
    const char *who = "Interior ministry officials";
    add_base(t, "killing", "killed", who, "14 people", "killed", 14);
    add_base(t, "death", "killed", who, "14 people", "killed", 14);
    add_base(t, "injury", "wounded", NULL, "Nine soldiers", "injured", 9);
    add_base(t, "bodies_found", "found", "Dr Ilin Soró", "three bodies", "bodies", 3);
    add_base(t, "evacuation", "evacuated", NULL, "34 patients", "evacuated", 34);
    add_base(t, "killing", "beaten to death", NULL, "Twelve miners", "killed", 12);
    add_base(t, "killing", "قتلوا", "شهود", "ثلاثة رجال", "killed", 3);
    add_base(t, "killing", "kill the", NULL, "70", "killed", 70);
    add_base(t, "killing", "shoot", NULL, "500 men", "killed", 500);
    add_base(t, "torture", "tortured", "Officials", "88 people", "injured", 88);
    add_base(t, "injury", "wounded", NULL, "14 people", "injured", 14);
    add_base(t, "killing", "killed", who, "12 km", "killed", 12);
    add_base(t, "evacuation", "evacuated", NULL, "1 March, 34 patients", "evacuated", 34);
}

/* What the reader claims, as proposals: everything that a claim may hold. */
static void add_claims(struct trial *t, const char *path) {
    static const char *const KEEP[] = {"v",        "kind",         "trigger", "sentence", "said",
                                       "counts",   "perpetrators", "where",   "when",     "victims",
                                       "findings", "polarity",     "modality"};
    EXPECT_OK(CALL(t->f, "read", "--text", path));
    for (i64 i = 0; i < t->f->n && t->nbase < BASES_MAX; i++) {
        struct json *j = json_obj(&t->a);
        for (i64 k = 0; k < LEN(KEEP); k++) {
            const struct json *v = json_get(t->f->rows[i], KEEP[k]);
            if (v) json_set(j, str_c(KEEP[k]), json_copy(&t->a, v));
        }
        json_set_str(&t->a, j, "doc", t->doc);
        json_set_str(&t->a, json_set(j, S("by"), json_obj(&t->a)), "proposer", S("coder-2"));
        t->base[t->nbase++] = json_text(&t->a, j);
    }
}

/* unread: the case has no claim of the report, and what is proposed well is entered. */
static void begin(struct trial *t, bool unread) {
    u8 h[32];
    *t = (struct trial){.a = test_arena(), .text = str_c(REPORT), .rng = 0x9E3779B97F4A7C15u};
    t->f = fixture_make(&t->a);
    const char *path = fixture_file(t->f, "report.txt", t->text);
    EXPECT_OK(CALL(t->f, "add", path, "--publication", "Marat Courier", "--published", "2031-03-10",
                   "--lang", unread ? "fr" : "en"));
    sha256(t->text, h);
    t->doc = str_fmt(&t->a, "sha256:%.*s", SARG(hex_encode(&t->a, (struct str){(char *)h, 32})));
    add_bases(t);
    if (unread) EXPECT_OK(CALL(t->f, "item", "set", "report.txt", "--lang", "en"));
    add_claims(t, path);
}

/* ---- what is done to them ---- */

static struct str splice(struct trial *t, struct str s, i64 from, i64 to, struct str in) {
    return str_fmt(&t->a, "%.*s%.*s%.*s", SARG(str_sub(s, 0, from)), SARG(in),
                   SARG(str_sub(s, to, s.n)));
}

/* The nth place, counted round, where `what` stands; -1: nowhere. */
static i64 somewhere(struct trial *t, struct str s, struct str what) {
    i64 at[64], n = 0;
    for (i64 i = str_find(s, what, 0); i >= 0 && n < 64; i = str_find(s, what, i + 1))
        at[n++] = i;
    return n ? at[below(t, n)] : -1;
}

/* One span moved to other bytes; with the words that stand there, or with the old ones. */
static struct str move_span(struct trial *t, struct str s) {
    static const char *const OF[] = {"\"span\":[", "\"trigger\":[", "\"who\":[", "\"content\":["};
    struct str key = str_c(OF[below(t, LEN(OF))]);
    i64 at = somewhere(t, s, key), open = at + key.n;
    i64 quote = at < 0 ? -1 : str_chr(s, '"', open),
        close = quote < 0 ? -1 : str_chr(s, ']', quote);
    if (close < 0) return s;
    i64 from = below(t, t->text.n - 1), to = from + 1 + below(t, 30);
    if (to > t->text.n) to = t->text.n;
    struct buf b = buf_make(&t->a, 1024);
    buf_fmt(&b, "%lld,%lld,", (long long)from, (long long)to);
    if (below(t, 4))
        json_put_string(&b, str_sub(t->text, from, to));
    else
        buf_put(&b, str_sub(s, quote, close));
    return splice(t, s, open, close, buf_str(&b));
}

static struct str change_digit(struct trial *t, struct str s) {
    i64 at = below(t, s.n);
    while (at < s.n && !is_digit(s.p[at]))
        at++;
    if (at >= s.n) return s;
    char d = (char)('0' + below(t, 10));
    return splice(t, s, at, at + 1, (struct str){&d, 1});
}

static struct str change_number(struct trial *t, struct str s) {
    static const char *const NUMBERS[] = {"0",
                                          "-1",
                                          "9007199254740991",
                                          "9007199254740993",
                                          "99999999999999999999999999",
                                          "1e3",
                                          "14.0",
                                          "0x10",
                                          "null",
                                          "true",
                                          "\"14\"",
                                          "500",
                                          "12",
                                          "1099511627777",
                                          "4294967296"};
    struct str key = below(t, 2) ? S("\"min\":") : S("\"max\":");
    i64 at = somewhere(t, s, key), end = at + key.n;
    if (at < 0) return s;
    while (end < s.n && s.p[end] != ',' && s.p[end] != '}')
        end++;
    return splice(t, s, at + key.n, end, str_c(NUMBERS[below(t, LEN(NUMBERS))]));
}

/* Both ends of a count and nothing else: in good form, and a lie. */
static struct str lie(struct trial *t, struct str s) {
    i64 at = somewhere(t, s, S("\"min\":")), end = at < 0 ? -1 : str_chr(s, '}', at);
    if (end < 0) return s;
    i64 n = below(t, 600);
    return splice(t, s, at, end,
                  str_fmt(&t->a, "\"min\":%lld,\"max\":%lld", (long long)n, (long long)n));
}

static struct str change_word(struct trial *t, struct str s) {
    static const struct {
        const char *key;
        int n; /* words of the list */
    } LISTS[] = {{"kind", KIND_COUNT},      {"what", WHAT_DEVICES + 1},
                 {"who", WHO_OFFICIAL + 1}, {"act", ACT_CORRECTS + 1},
                 {"polarity", 2},           {"modality", MODALITY_CONDITIONAL + 1},
                 {"role", ROLE_VICTIM + 1}};
    i64 l = below(t, LEN(LISTS));
    int value = (int)below(t, LISTS[l].n);
    struct str key = str_fmt(&t->a, "\"%s\":\"", LISTS[l].key), to;
    i64 at = somewhere(t, s, key), end = at < 0 ? -1 : str_chr(s, '"', at + key.n);
    if (end < 0) return s;
    to = l ? word_name(LISTS[l].key, value) : kind_name((enum kind)value);
    return splice(t, s, at + key.n, end, to);
}

static struct str change_doc(struct trial *t, struct str s) {
    i64 at = str_find(s, S("sha256:"), 0);
    char d = "0123456789abcdefxA"[below(t, 18)];
    return at < 0 ? s
                  : splice(t, s, at + 7 + below(t, 64), at + 8 + below(t, 64), (struct str){&d, 1});
}

static struct str add_member(struct trial *t, struct str s) {
    static const char *const MEMBERS[] = {
        "\"kind\":\"killing\",",
        "\"v\":1,",
        "\"note\":\"believe me, it was 500\",",
        "\"status\":\"accepted\",",
        "\"held\":false,",
        "\"id\":\"c-00000000000000000000000000000000\",",
        "\"repeats\":\"c-00000000000000000000000000000000\",",
        "\"same_event\":[\"c-00000000000000000000000000000000\"],",
        "\"when\":{\"from\":\"2031-03-01\",\"to\":\"2031-03-01\",\"precision\":\"day\"},",
        "\"where\":[{\"span\":[0,5,\"MARAT\"],\"place\":\"p-gn-1\"}],",
        "\"victims\":[{\"who\":\"child\",\"age\":3}],",
        "\"a\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]",
    };
    return splice(t, s, 1, 1, str_c(MEMBERS[below(t, LEN(MEMBERS))]));
}

static struct str break_bytes(struct trial *t, struct str s) {
    static const struct str BYTES[] = {
        SI("\0"), SI("\xff"), SI("\xc3"),    SI("\xed\xa0\x80"), SI("\""), SI("\\"),
        SI("{"),  SI("]"),    SI("\\u0000"), SI("\xe2\x80\xae"), SI("\t")};
    i64 at = below(t, s.n);
    return splice(t, s, at, at + below(t, 2), BYTES[below(t, LEN(BYTES))]);
}

static struct str change_by(struct trial *t, struct str s) {
    static const char *const BY[] = {"{\"person\":\"Mara\"}",
                                     "{\"reader\":\"cairn-read/1\"}",
                                     "{\"proposer\":\"x\",\"held\":false}",
                                     "{}",
                                     "[]",
                                     "{\"proposer\":\"a b\"}"};
    i64 at = str_find(s, S("\"by\":"), 0), end = at < 0 ? -1 : str_chr(s, '}', at);
    return end < 0 ? s : splice(t, s, at + 5, end + 1, str_c(BY[below(t, LEN(BY))]));
}

static struct str cut(struct trial *t, struct str s) {
    i64 from = below(t, s.n), to = from + 1 + below(t, 40);
    return splice(t, s, from, to < s.n ? to : s.n, S(""));
}

typedef struct str edit_fn(struct trial *, struct str);
static edit_fn *const EDITS[] = {move_span,   move_span,   move_span,   change_digit, change_number,
                                 lie,         change_word, change_word, change_doc,   add_member,
                                 break_bytes, change_by,   cut};

static struct str mutant(struct trial *t) {
    struct str s = t->base[below(t, t->nbase)];
    for (i64 n = 1 + below(t, EDITS_MAX); n > 0 && s.n > 2; n--)
        s = EDITS[below(t, LEN(EDITS))](t, s);
    return s;
}

/* ---- what the figures hold ---- */

static bool given(struct str what, struct str who, i64 n) {
    for (i64 i = 0; i < LEN(GIVEN); i++)
        if (str_eqc(what, GIVEN[i].what) && str_eqc(who, GIVEN[i].who) && n == GIVEN[i].n)
            return true;
    return false;
}

/* The numbers of each figure stand in the report, and each claim that it names has such a number
 * in the bytes of its own span. */
static void look_at_figures(struct trial *t) {
    struct json *figures[512];
    EXPECT_OK(CALL(t->f, "figures"));
    i64 n = t->f->n;
    memcpy(figures, t->f->rows, sizeof figures[0] * (size_t)n);
    for (i64 i = 0; i < n; i++) {
        struct str what = json_get_str(figures[i], "what"), who = json_get_str(figures[i], "who");
        i64 min = json_get_i(figures[i], "min", -1), max = json_get_i(figures[i], "max", -1);
        if (!given(what, who, min) || !given(what, who, max))
            test_fail(__FILE__, __LINE__, "a figure of %lld to %lld %.*s (%.*s)", (long long)min,
                      (long long)max, SARG(what), SARG(who));
    }
}

static void look_at_claims(struct trial *t) {
    struct arena scratch = t->a;
    EXPECT_OK(CALL(t->f, "claims"));
    for (i64 i = 0; i < t->f->n; i++) {
        const struct json *c = t->f->rows[i];
        if (!json_get(c, "incident")) continue;
        EXPECT(!json_get(json_get(c, "by"), "held"));
        JSON_EACH(k, json_get(c, "counts")) {
            i64 lo, hi;
            bool vague;
            const struct json *s = json_get(k, "span");
            struct span at = {(u32)s->kids->i, (u32)s->kids->next->i};
            EXPECT(count_of_words(scratch, span_words(t->text, at), &lo, &hi, &vague) &&
                   lo == json_get_i(k, "min", -1));
        }
    }
}

static void propose_batch(struct trial *t) {
    struct buf lines = buf_make(&t->a, 8 << 20);
    for (int i = 0; i < BATCH; i++) {
        struct str s = mutant(t);
        if (str_chr(s, '\n', 0) >= 0) continue;
        buf_put(&lines, s);
        buf_c(&lines, '\n');
    }
    EXPECT_OK(CALL(t->f, "propose", fixture_file(t->f, "p.ndjson", buf_str(&lines))));
}

static void try_all(bool unread) {
    static const char *const VERDICTS[] = {"refused", "known", "proposed", "held", "entered"};
    struct trial t;
    i64 of[LEN(VERDICTS)] = {0}, all = 0;
    begin(&t, unread);
    look_at_figures(&t);
    for (int b = 0; b < BATCHES; b++) {
        propose_batch(&t);
        for (i64 i = 0; i < t.f->n; i++)
            for (i64 k = 0; k < LEN(VERDICTS); k++)
                of[k] += str_eqc(json_get_str(t.f->rows[i], "verdict"), VERDICTS[k]);
        all += t.f->n;
        look_at_figures(&t);
        look_at_claims(&t);
    }
    for (i64 k = 0; k < LEN(VERDICTS); k++)
        if (!of[k] && (k < 4 || unread))
            test_fail(__FILE__, __LINE__, "none of %lld was %s", (long long)all, VERDICTS[k]);
    EXPECT(of[0] * 2 > all);
    EXPECT_OK(CALL(t.f, "figures"));
    EXPECT(t.f->n >= (unread ? 1 : 3)); /* what is good does reach them */
    EXPECT_OK(CALL(t.f, "rebuild", "--check"));
    EXPECT_OK(CALL(t.f, "verify", "--deep"));
}

TEST(propose_hostile_lines_never_reach_a_figure) {
    try_all(false);
}

TEST(propose_hostile_lines_never_reach_a_figure_of_an_unread_text) {
    try_all(true);
}
