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

void names_tag(const struct names_stage *st, const struct names_text *nt, struct arena scratch,
               i32 from, i32 to, u8 *out) {
    if (to <= from) return;
    i32 k = st->m.classes, *emit = NEWN(&scratch, i32, (i64)(to - from) * k);
    u32 f[NAMES_FEATURES_MAX];
    struct linear_sum sum;
    for (i32 i = from; i < to; i++) {
        i32 n = names_features(nt, from, to, i, st->stage, f);
        linear_zero(&st->m, &sum);
        for (i32 x = 0; x < n; x++)
            linear_add(&st->m, f[x], &sum);
        for (i32 c = 0; c < k; c++)
            emit[(i64)(i - from) * k + c] = sum.v[c];
    }
    tags_best(scratch, emit, st->step, st->first, to - from, k, out);
}

void names_early(const struct names_stage *st, struct names_text *nt, struct arena scratch,
                 const struct sentence *s, i32 ns) {
    u8 out[SENTENCE_TOKENS_MAX + 1];
    for (i32 k = 0; k < ns; k++) {
        i32 n = s[k].to - s[k].from;
        if (n > SENTENCE_TOKENS_MAX) n = SENTENCE_TOKENS_MAX;
        names_tag(st, nt, scratch, s[k].from, s[k].from + n, out);
        for (i32 i = 0; i < n; i++) {
            struct name_word *w = &nt->w[s[k].from + i];
            u8 *votes = &nt->types[nt->type[s[k].from + i]].votes[st->stage][out[i]];
            w->said[st->stage] = out[i];
            if (*votes < 255) ++*votes;
        }
    }
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
