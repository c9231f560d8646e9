/* The closed vocabularies of a claim: names of values, and back. */
#include "store/claim.h"

#define PASTE2_(a, b)             a##b
#define PASTE2(a, b)              PASTE2_(a, b)
#define PASTE3_(a, b, c)          a##b##c
#define PASTE3(a, b, c)           PASTE3_(a, b, c)
#define SECOND_(first, next, ...) next
#define SECOND(...)               SECOND_(__VA_ARGS__)
#define DROP(NAME, text)
#define TAKE(NAME, text)                                                                           \
    case PASTE2(PREFIX, NAME):                                                                     \
        return (struct str)SI(text);

#define act_act               ~, TAKE
#define role_role             ~, TAKE
#define what_what             ~, TAKE
#define who_who               ~, TAKE
#define how_how               ~, TAKE
#define precision_precision   ~, TAKE
#define place_role_place_role ~, TAKE
#define finding_finding       ~, TAKE
#define polarity_polarity     ~, TAKE
#define modality_modality     ~, TAKE
#define status_status         ~, TAKE

#define THIS   act
#define ENUM   act
#define PREFIX ACT_
#include "store/words_case.h"
#define THIS   role
#define ENUM   role
#define PREFIX ROLE_
#include "store/words_case.h"
#define THIS   what
#define ENUM   what
#define PREFIX WHAT_
#include "store/words_case.h"
#define THIS   who
#define ENUM   who
#define PREFIX WHO_
#include "store/words_case.h"
#define THIS   how
#define ENUM   how
#define PREFIX HOW_
#include "store/words_case.h"
#define THIS   precision
#define ENUM   precision
#define PREFIX PRECISION_
#include "store/words_case.h"
#define THIS   place_role
#define ENUM   place_role
#define PREFIX PLACE_ROLE_
#include "store/words_case.h"
#define THIS   finding
#define ENUM   finding_kind
#define PREFIX FINDING_
#include "store/words_case.h"
#define THIS   polarity
#define ENUM   polarity
#define PREFIX POLARITY_
#include "store/words_case.h"
#define THIS   modality
#define ENUM   modality
#define PREFIX MODALITY_
#include "store/words_case.h"
#define THIS   status
#define ENUM   claim_status
#define PREFIX STATUS_
#include "store/words_case.h"

typedef struct str name_fn(int value);

static name_fn *list_of(const char *list) {
    static const struct {
        const char *list;
        name_fn *name;
    } LISTS[] = {
        {"act", name_act},
        {"role", name_role},
        {"what", name_what},
        {"who", name_who},
        {"how", name_how},
        {"precision", name_precision},
        {"place_role", name_place_role},
        {"finding", name_finding},
        {"polarity", name_polarity},
        {"modality", name_modality},
        {"status", name_status},
    };
    for (int i = 0; i < LEN(LISTS); i++)
        if (strcmp(LISTS[i].list, list) == 0) return LISTS[i].name;
    return NULL;
}

struct str word_name(const char *list, int value) {
    name_fn *name = list_of(list);
    CHECK(name);
    struct str s = name(value);
    CHECK(s.p);
    return s;
}

bool word_parse(const char *list, struct str name, int *value) {
    name_fn *name_of = list_of(list);
    CHECK(name_of);
    for (int v = 0;; v++) {
        struct str s = name_of(v);
        if (!s.p) return false;
        if (!str_eq(s, name)) continue;
        *value = v;
        return true;
    }
}

static const struct {
    struct str name, phrase, definition, example;
} KINDS[KIND_COUNT] = {
#define KIND(name, phrase, definition, example)                                                    \
    [KIND_##name] = {SI(#name), SI(phrase), SI(definition), SI(example)},
#include "store/kinds.def"
#undef KIND
};

struct str kind_name(enum kind k) {
    CHECK(k >= 0 && k < KIND_COUNT);
    return KINDS[k].name;
}

struct str kind_phrase(enum kind k) {
    CHECK(k >= 0 && k < KIND_COUNT);
    return KINDS[k].phrase;
}

struct str kind_definition(enum kind k) {
    CHECK(k >= 0 && k < KIND_COUNT);
    return KINDS[k].definition;
}

struct str kind_example(enum kind k) {
    CHECK(k >= 0 && k < KIND_COUNT);
    return KINDS[k].example;
}

bool kind_parse(struct str name, enum kind *k) {
    for (int i = 0; i < KIND_COUNT; i++) {
        if (!str_eq(KINDS[i].name, name)) continue;
        *k = (enum kind)i;
        return true;
    }
    return false;
}
