/* Is every annotation valid claim/1, and does the reader still find as much of it as floor.tsv
 * says? From the root of the sources:
 *   gold_test                              the test
 *   gold_test scores [LANG [odd|even]]     precision, recall and F1 of every field
 *   gold_test errors LANG odd|even|all     what was missed and what was made up, claim by claim
 *   gold_test raise                        floor.tsv anew, with every floor that has risen */
#include "lib_align.h"

#include "read/read.h"

#include <dirent.h>

/* A floor stands this far below the score it was set at, in hundredths of a percent: a change that
 * reads more may lose a little in a field that is counted over paired claims only. */
enum { REPORTS_MAX = 64, SLACK = 150 };
static const char *const LANGS[] = {"en", "ar", "ru"};

struct report {
    struct gold gold;
    struct reading read;
    struct pairing pair;
    struct kit_count score[FIELD_END];
    i64 number; /* from its name: "07-…" */
};

struct shelf {
    struct arena a;
    struct report v[REPORTS_MAX];
    i64 n, passed, failed;
};

static void verdict(struct shelf *s, bool ok, const char *what, struct str which, const char *why) {
    if (ok)
        s->passed++;
    else {
        s->failed++;
        printf("FAILED %s %.*s: %s\n", what, SARG(which), why);
    }
}

static void read_report(struct shelf *s, struct report *r) {
    struct arena scratch = arena_make("gold scratch", 1 << 28);
    struct read_opts o = {.publication = r->gold.publication,
                          .published = r->gold.published,
                          .published_by_recorder = true};
    struct err e = {0};
    rc got = read_text(&s->a, scratch, r->gold.text, &o, &r->read, &e);
    verdict(s, got == RC_OK, "reading", r->gold.name, e.msg);
    r->pair = gold_pair(&s->a, &r->gold, r->read.claims, r->read.n);
    gold_score(&r->gold, r->read.claims, r->read.n, &r->pair, r->score);
    arena_drop(scratch);
}

static void take(struct shelf *s, const char *lang, const char *file) {
    struct str name = str_fmt(&s->a, "%s/%s", lang, file);
    struct str text = kit_file(&s->a, cstr(&s->a, str_fmt(&s->a, "tests/gold/%.*s", SARG(name))));
    struct report *r = &s->v[s->n];
    struct err e = {0};
    rc got = gold_read(&s->a, name, text, &r->gold, &e);
    if (got == RC_OK) got = gold_check(s->a, &r->gold, NULL, &e);
    verdict(s, got == RC_OK, "annotation", name, e.msg);
    if (got != RC_OK) return;
    r->number = (file[0] - '0') * 10 + (file[1] - '0');
    read_report(s, r);
    s->n++;
}

static void take_all(struct shelf *s) {
    for (i64 l = 0; l < LEN(LANGS); l++) {
        struct dirent **names;
        struct str dir = str_fmt(&s->a, "tests/gold/%s", LANGS[l]);
        int n = scandir(cstr(&s->a, dir), &names, NULL, alphasort);
        for (int i = 0; i < n; i++) {
            if (str_ends(str_c(names[i]->d_name), S(".gold")) && s->n < REPORTS_MAX)
                take(s, LANGS[l], names[i]->d_name);
            free(names[i]);
        }
        if (n >= 0) free(names);
    }
}

/* The boxes of the guideline: valid claims, all of them. */
static void check_boxes(struct shelf *s) {
    struct str doc = kit_file(&s->a, "docs/annotation.md"), open = S("\n```gold\n");
    i64 n = 0;
    for (i64 at = 0; (at = str_find(doc, open, at)) >= 0; n++) {
        i64 end = str_find(doc, S("\n```\n"), at + open.n);
        struct gold g = {.lang = S("en"), .publication = S("s-guideline")};
        struct str name = str_fmt(&s->a, "box %lld of docs/annotation.md", (long long)n + 1);
        struct err e = {0};
        rc got = gold_box(&s->a, name, str_sub(doc, at + open.n, end + 1), &g, &e);
        if (got == RC_OK) got = gold_check(s->a, &g, NULL, &e);
        verdict(s, got == RC_OK && g.n > 0, "example", name, e.msg);
        at = end;
    }
    verdict(s, n >= 3, "examples", S("docs/annotation.md"), "fewer than three boxes");
}

static bool of_half(const struct report *r, const char *half) {
    return !half || strcmp(half, "all") == 0 || (strcmp(half, "odd") == 0) == (r->number % 2 == 1);
}

/* The counts of one field over the reports of a language, one a report. */
static i64 counts_of(const struct shelf *s, const char *lang, const char *half, int f,
                     struct kit_count *out) {
    i64 n = 0;
    for (i64 i = 0; i < s->n; i++)
        if (str_eqc(s->v[i].gold.lang, lang) && of_half(&s->v[i], half))
            out[n++] = s->v[i].score[f];
    return n;
}

static void print_scores(const struct shelf *s, const char *only, const char *half) {
    struct kit_count doc[REPORTS_MAX];
    for (i64 l = 0; l < LEN(LANGS); l++)
        for (int f = 0; f < FIELD_END; f++) {
            if (only && strcmp(only, LANGS[l]) != 0) continue;
            char name[64];
            snprintf(name, sizeof name, "gold %s %s", LANGS[l], FIELD_NAMES[f]);
            kit_print(name, doc, counts_of(s, LANGS[l], half, f, doc));
        }
}

static i64 score_of(const struct shelf *s, const char *lang, int f) {
    struct kit_count doc[REPORTS_MAX], sum = {0};
    i64 n = counts_of(s, lang, NULL, f, doc);
    for (i64 i = 0; i < n; i++)
        sum.right += doc[i].right, sum.given += doc[i].given, sum.wanted += doc[i].wanted;
    return kit_f1(sum);
}

/* The floor of a field in floor.tsv, -1 when it has none. */
static i64 floor_of(struct str floors, const char *lang, int f) {
    while (floors.p) {
        struct str line = str_cut(&floors, '\n'), l = str_cut(&line, '\t'),
                   name = str_cut(&line, '\t');
        i64 v;
        if (str_eqc(l, lang) && str_eqc(name, FIELD_NAMES[f]) && line.p && str_i64(line, &v))
            return v;
    }
    return -1;
}

static void check_floors(struct shelf *s) {
    struct str floors = kit_file(&s->a, "tests/gold/floor.tsv");
    for (i64 l = 0; l < LEN(LANGS); l++)
        for (int f = 0; f < FIELD_END; f++) {
            i64 is = score_of(s, LANGS[l], f), floor = floor_of(floors, LANGS[l], f);
            struct str why = str_fmt(&s->a, "%lld, floor %lld", (long long)is, (long long)floor);
            struct str name = str_fmt(&s->a, "%s %s", LANGS[l], FIELD_NAMES[f]);
            verdict(s, floor >= 0 && is >= floor, "floor", name, cstr(&s->a, why));
        }
}

static int raise_floors(struct shelf *s) {
    struct str floors = kit_file(&s->a, "tests/gold/floor.tsv");
    FILE *out = fopen("tests/gold/floor.tsv", "wb");
    if (!out) return 1;
    for (i64 l = 0; l < LEN(LANGS); l++)
        for (int f = 0; f < FIELD_END; f++) {
            i64 is = score_of(s, LANGS[l], f) - SLACK, floor = floor_of(floors, LANGS[l], f);
            if (floor < 0) floor = 0;
            fprintf(out, "%s\t%s\t%lld\n", LANGS[l], FIELD_NAMES[f],
                    (long long)(is > floor ? is : floor));
        }
    return fclose(out) ? 1 : 0;
}

static void print_claim(struct arena a, const struct report *r, const char *mark,
                        const struct claim *c) {
    struct str text = r->gold.text;
    printf("%s %.*s\t%.*s\t", mark, SARG(r->gold.name), SARG(kind_name(c->kind)));
    printf("t=%.*s\tby=", SARG(span_words(text, c->trigger)));
    for (i64 i = 0; i + 1 < c->said.nchain; i++)
        printf("%.*s > ", SARG(span_words(text, c->said.chain[i].who)));
    struct str act = word_name("act", (int)c->said.act);
    printf("%s\tn=", str_eqc(act, "states") ? "" : cstr(&a, act));
    for (i64 i = 0; i < c->ncounts; i++)
        printf("%.*s:%.*s:%.*s ", SARG(span_words(text, c->counts[i].span)),
               SARG(word_name("what", (int)c->counts[i].what)),
               SARG(word_name("who", (int)c->counts[i].who)));
    printf("\tat=");
    for (i64 i = 0; i < c->nwhere; i++)
        printf("%.*s; ", SARG(span_words(text, c->where[i].span)));
    printf("\tperp=");
    for (i64 i = 0; i < c->nperps; i++)
        printf("%.*s:%.*s; ", SARG(span_words(text, c->perps[i].span)),
               SARG(word_name("how", (int)c->perps[i].how)));
    printf("\twhen=%.*s/%.*s\t", SARG(span_words(text, c->when.span)),
           SARG(span_words(text, c->said.when.span)));
    for (i64 i = 0; i < c->nfindings; i++)
        printf("%.*s ", SARG(word_name("finding", (int)c->findings[i].kind)));
    printf("%s%.*s\n", c->polarity ? "NOT " : "",
           SARG(c->modality ? word_name("modality", (int)c->modality) : S("")));
}

static void print_errors(const struct shelf *s, const char *lang, const char *half) {
    for (i64 i = 0; i < s->n; i++) {
        const struct report *r = &s->v[i];
        if (!str_eqc(r->gold.lang, lang) || !of_half(r, half)) continue;
        for (i64 k = 0; k < r->gold.n; k++) {
            i64 p = r->pair.of_gold[k];
            print_claim(s->a, r, p < 0 ? "MISSED" : "gold  ", &r->gold.claims[k]);
            if (p >= 0) print_claim(s->a, r, "  read", &r->read.claims[p]);
        }
        for (i64 k = 0; k < r->read.n; k++)
            if (r->pair.of_read[k] < 0) print_claim(s->a, r, "MADE UP", &r->read.claims[k]);
    }
}

int main(int argc, char **argv) {
    static struct shelf s;
    s.a = arena_make("gold", 1 << 28);
    take_all(&s);
    if (argc > 1 && strcmp(argv[1], "scores") == 0)
        return print_scores(&s, argc > 2 ? argv[2] : NULL, argc > 3 ? argv[3] : NULL), 0;
    if (argc > 3 && strcmp(argv[1], "errors") == 0) return print_errors(&s, argv[2], argv[3]), 0;
    if (argc > 1 && strcmp(argv[1], "raise") == 0) return raise_floors(&s);
    verdict(&s, s.n >= 40, "reports", S("tests/gold"), "fewer than forty");
    check_boxes(&s);
    check_floors(&s);
    printf("%lld passed, %lld failed\n", (long long)s.passed, (long long)s.failed);
    return s.failed != 0;
}
