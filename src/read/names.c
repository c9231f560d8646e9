#include "read/names.h"

#include "base/asset.h"
#include "learn/tags.h"

ASSET(names_file, "data/models/names.bin");
ASSET(phrases_file, "data/models/phrases.bin");
ASSET(mentions_file, "data/models/mentions.bin");

rc names_stage_open(struct str bytes, int stage, struct names_stage *out, struct err *e) {
    TRY(linear_open(bytes, &out->m, e));
    i32 k = out->m.classes;
    if (k > NAMES_CLASSES_MAX || k % 2 == 0)
        return fail(e, RC_INTEGRITY, "model of names has %d classes", k);
    out->stage = stage;
    for (i32 p = 0; p < k; p++) {
        struct linear_sum sum;
        linear_zero(&out->m, &sum);
        linear_add(&out->m, names_step_feature(p), &sum);
        for (i32 c = 0; c < k; c++)
            out->step[p * k + c] = names_may_follow(p, c) ? sum.v[c] : TAGS_NEVER;
        out->first[p] = names_may_follow(0, p) ? 0 : TAGS_NEVER;
    }
    return RC_OK;
}

enum { AHEAD = 12 }; /* rows fetched while others are added */

static inline void fetch(const struct linear *m, u32 feature) {
    __builtin_prefetch(m->rows + (size_t)(feature & m->mask) * (size_t)m->width);
}

static void score(const struct names_stage *st, const u32 *f, i32 n, i32 *emit) {
    struct linear_sum sum;
    linear_zero(&st->m, &sum);
    for (i32 x = 0; x < n; x++) {
        if (x + AHEAD < n) fetch(&st->m, f[x + AHEAD]);
        linear_add(&st->m, f[x], &sum);
    }
    for (i32 c = 0; c < st->m.classes; c++)
        emit[c] = sum.v[c];
}

void names_tag(const struct names_stage *st, const struct names_text *nt, struct arena scratch,
               i32 from, i32 to, u8 *out) {
    if (to <= from) return;
    i32 k = st->m.classes, *emit = NEWN(&scratch, i32, (i64)(to - from) * k);
    u32 f[NAMES_FEATURES_MAX];
    for (i32 i = from; i < to; i++) {
        i32 n = names_features(nt, from, to, i, st->stage, f);
        score(st, f, n, emit + (i64)(i - from) * k);
    }
    tags_best(scratch, emit, st->step, st->first, to - from, k, out);
}

static void vote(struct names_text *nt, i32 from, i32 n, i32 stage, const u8 *out) {
    for (i32 i = 0; i < n; i++) {
        u8 *votes = &nt->types[nt->type[from + i]].votes[stage][out[i]];
        nt->w[from + i].said[stage] = out[i];
        if (*votes < 255) ++*votes;
    }
}

/* Both early stages see the same features. */
static void early(const struct names_stage *st, struct names_text *nt, struct arena a, i32 from,
                  i32 n) {
    i32 *emit[NAMES_EARLY];
    u32 f[NAMES_FEATURES_MAX];
    u8 out[SENTENCE_TOKENS_MAX];
    for (i32 e = 0; e < NAMES_EARLY; e++)
        emit[e] = NEWN(&a, i32, (i64)n * st[e].m.classes);
    for (i32 i = 0; i < n; i++) {
        i32 nf = names_features(nt, from, from + n, from + i, 0, f);
        for (i32 e = 0; e < NAMES_EARLY; e++)
            score(&st[e], f, nf, emit[e] + (i64)i * st[e].m.classes);
    }
    for (i32 e = 0; e < NAMES_EARLY; e++) {
        tags_best(a, emit[e], st[e].step, st[e].first, n, st[e].m.classes, out);
        vote(nt, from, n, e, out);
    }
}

static u8 most_voted(const u8 *votes) {
    u8 best = 0;
    for (u8 k = 1; k < NAMES_CLASSES_MAX; k++)
        if (votes[k] && (!best || votes[k] > votes[best])) best = k;
    return best;
}

void names_early(const struct names_stage *st, struct names_text *nt, struct arena scratch,
                 const struct sentence *s, i32 ns) {
    for (i32 k = 0; k < ns; k++)
        for (i32 from = s[k].from; from < s[k].to; from += SENTENCE_TOKENS_MAX)
            early(st, nt, scratch, from,
                  s[k].to - from < SENTENCE_TOKENS_MAX ? s[k].to - from : SENTENCE_TOKENS_MAX);
    for (i32 e = 0; e < NAMES_EARLY; e++)
        for (i32 k = 0; k < (i32)nt->words->n; k++)
            nt->types[k].most[e] = most_voted(nt->types[k].votes[e]);
}

const char *name_kind_word(enum name_kind k) {
    static const char *const W[NAME_KINDS] = {"none",   "person",  "group",    "place",
                                              "people", "time",    "quantity", "money",
                                              "weapon", "vehicle", "document", "other"};
    return k < NAME_KINDS ? W[k] : W[0];
}

static u8 kind_of(struct str label) {
    static const struct {
        const char *word;
        u8 kind;
    } K[] = {{"person", NAME_PERSON},
             {"Person", NAME_PERSON},
             {"group", NAME_GROUP},
             {"organization", NAME_GROUP},
             {"Organisation", NAME_GROUP},
             {"place", NAME_PLACE},
             {"Location", NAME_PLACE},
             {"Nationality", NAME_PEOPLE},
             {"time", NAME_TIME},
             {"Temporal", NAME_TIME},
             {"Quantity", NAME_QUANTITY},
             {"Money", NAME_MONEY},
             {"Weapon", NAME_WEAPON},
             {"Vehicle", NAME_VEHICLE},
             {"DocumentReference", NAME_DOCUMENT}};
    struct str type = str_sub(label, 2, label.n);
    for (i64 i = 0; i < LEN(K); i++)
        if (str_eqc(type, K[i].word)) return K[i].kind;
    return type.n ? NAME_OTHER : NAME_NONE;
}

const struct names_model *names_model_make(struct arena *a) {
    struct names_model *m = NEW(a, struct names_model);
    const struct str file[] = {names_file(), phrases_file(), mentions_file()};
    struct err e = {0};
    CHECK(gazette_open(gazette_file(), &m->known, &e) == RC_OK);
    for (i32 i = 0; i <= NAMES_EARLY; i++) {
        if (!file[i].n) continue; /* not trained yet: its trainer is linked with it */
        CHECK(names_stage_open(file[i], i, &m->stage[i], &e) == RC_OK);
        for (i32 c = 0; c < m->stage[i].m.classes; c++)
            m->kind[i][c] = kind_of(m->stage[i].m.label[c]);
    }
    return m;
}
