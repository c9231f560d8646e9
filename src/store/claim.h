/* The claim, claim/1 (CLAIMS.md): what ONE speaker says happened, each part pointing at exact
 * bytes.
 *
 * Spans are byte offsets into the text derivative, end exclusive, on code-point boundaries. {0,0} =
 * absent. The words are not stored in the struct: they are the bytes of the text at the span;
 * claim_to_json() puts them in, and claim_from_json() refuses a claim whose words differ from the
 * bytes. All strings and arrays live in the arena given. Unknown is absent: empty str, n == 0,
 * DATE_NONE. Nothing is invented. */
#ifndef CAIRN_STORE_CLAIM_H
#define CAIRN_STORE_CLAIM_H

#include "base/date.h"
#include "base/json.h"
#include "base/limits.h"

struct span {
    u32 start, end;
};

enum kind {
#define KIND(name, phrase, definition, example) KIND_##name,
#include "store/kinds.def"
#undef KIND
    KIND_COUNT
};

/* enum act, role, what, who, how, …: one enum a list would need a preprocessor pass a list; the
 * names below are declared once in words.def and counted here in order of their list. */
enum act { ACT_STATES, ACT_ALLEGES, ACT_DENIES, ACT_CONCEDES, ACT_RETRACTS, ACT_CORRECTS };
enum role {
    ROLE_UNKNOWN,
    ROLE_OFFICIAL,
    ROLE_SPOKESPERSON,
    ROLE_MILITARY,
    ROLE_ARMED_GROUP,
    ROLE_WITNESS,
    ROLE_RESIDENT,
    ROLE_EXPERT,
    ROLE_MEDIC,
    ROLE_MEDIA,
    ROLE_NGO,
    ROLE_UN,
    ROLE_POLITICIAN,
    ROLE_RELATIVE,
    ROLE_VICTIM
};
enum what {
    WHAT_KILLED,
    WHAT_INJURED,
    WHAT_MISSING,
    WHAT_BODIES,
    WHAT_DETAINED,
    WHAT_DISPLACED,
    WHAT_EVACUATED,
    WHAT_WITNESSES,
    WHAT_SITES,
    WHAT_DEPOTS,
    WHAT_DEVICES
};
enum who { WHO_UNKNOWN, WHO_CIVILIAN, WHO_CHILD, WHO_WOMAN, WHO_MAN, WHO_COMBATANT, WHO_OFFICIAL };
enum how {
    HOW_ACCUSED,
    HOW_REPORTED,
    HOW_SUSPECTED,
    HOW_SUSPECTED_AUTH,
    HOW_CLAIMED,
    HOW_POSSIBLE
};
enum precision {
    PRECISION_UNKNOWN,
    PRECISION_EXACT,
    PRECISION_FACILITY,
    PRECISION_NEIGHBOURHOOD,
    PRECISION_CITY,
    PRECISION_REGION,
    PRECISION_COUNTRY
};
enum place_role { PLACE_ROLE_AT, PLACE_ROLE_FROM, PLACE_ROLE_TO };
enum finding_kind {
    FINDING_TORTURE,
    FINDING_MUTILATION,
    FINDING_GUNSHOT,
    FINDING_GUNSHOT_HEAD,
    FINDING_CLOSE_RANGE,
    FINDING_PARTS_MISSING,
    FINDING_BOUND_HANDS,
    FINDING_BURNS,
    FINDING_DECOMPOSED,
    FINDING_STRANGLED,
    FINDING_STAB_WOUNDS,
    FINDING_BLINDFOLDED
};
enum polarity { POLARITY_POSITIVE, POLARITY_NEGATIVE };
enum modality { MODALITY_ASSERTED, MODALITY_POSSIBLE, MODALITY_INTENDED, MODALITY_CONDITIONAL };
enum claim_status {
    STATUS_MACHINE,
    STATUS_ACCEPTED,
    STATUS_CONFLICT,
    STATUS_WORK_NEEDED,
    STATUS_WITHDRAWN
};

#define COUNT_OPEN (-1) /* max of a count: no upper end was given ("at least 12"); JSON null */

/* One link of the chain: a speaker named by words, or (last) the publication. */
struct said_link {
    struct span who; /* {0,0} for the publication */
    enum role role;
    struct str publication; /* id "s-…" or name; "" when unknown. Only on the last link */
    bool is_publication;
};

struct when {
    struct span span; /* the words; {0,0} when taken from elsewhere (then anchor says whence) */
    struct date_range range; /* DATE_NONE: words only (relative without an anchor) */
    struct str anchor; /* "publication date, as entered by the recorder" | "publication date, in the
                          text" | "" */
};

struct count_part {
    struct span span;
    enum who who;
    i64 min, max;
    bool vague;
};

struct count {
    struct span span;
    enum what what;
    enum who who;
    i64 min, max; /* max COUNT_OPEN = none given */
    bool vague;
    struct count_part *of; /* parts named by the same speaker; never added to the whole */
    i64 nof;
};

struct perpetrator {
    struct span span;
    enum how how;
    struct str party; /* id in the register of parties, "" when none fits */
};

struct where {
    struct span span;
    struct str place; /* gazetteer id "p-…", "" when unknown: stays as words */
    enum precision precision;
    enum place_role role;
};

struct finding {
    struct span span;
    enum finding_kind kind;
};

struct victim {
    struct span name; /* {0,0} = described, not named */
    enum who who;
    i32 age;          /* years at the event; -1 unknown */
    bool counted;     /* one of the people of a number in counts: never added to it */
    enum who by_name; /* man or woman by the given name alone, where no word says it and who is
                         unknown; else unknown. An inference: no figure uses it */
};

struct party_name {
    struct span name, other; /* "X, formerly known as Y": name X, other Y */
    bool former;             /* other is said to be the earlier name; else an equal alias */
};

struct said {
    struct said_link *chain; /* nearest speaker first, publication last; at least the publication */
    i64 nchain;
    struct span cue, content;
    enum act act;
    struct when when;    /* when it was said */
    struct span knows;   /* how they know */
    struct span setting; /* testimony: where and in whose hands the accounts were given */
};

struct claim {
    struct str id;  /* "c-" + 32 hex, claim_id() */
    struct str doc; /* "sha256:…" of the item; "" for read --text */
    enum kind kind;
    struct span trigger;
    struct span sentence; /* the sentence(s) shown as excerpt; covers content and trigger. Not in
                             JSON ids */
    struct said said;
    struct count *counts;
    i64 ncounts;
    struct perpetrator *perps;
    i64 nperps;
    struct where *where;
    i64 nwhere;
    struct when when; /* when it is said to have happened */
    struct victim *victims;
    i64 nvictims;
    struct finding *findings;
    i64 nfindings;
    struct party_name *names;
    i64 nnames;
    struct str *same_event;
    i64 nsame_event;    /* ids of claims of one text about one event */
    struct str repeats; /* id of the claim that this headline, summary or repost repeats */
    struct str part_of; /* id of the claim whose whole this is a part of (another speaker's) */
    enum polarity polarity;
    enum modality modality;
    struct str by_reader;   /* "cairn-read/1", or "" */
    struct str by_model;    /* "sha256:…" of rules and lexicons */
    struct str by_person;   /* set when a person entered it */
    struct str by_proposer; /* who proposed it from outside (claim-proposal/1), "" = nobody */
    bool held; /* proposed, and not all that makes it a claim was verified from the bytes: in no
                  figure until a person accepts it */
    struct str *rules;
    i64 nrules;
    struct str status_reason; /* not in JSON of the reader */
    enum claim_status status; /* STATUS_MACHINE from the reader */
};

static inline bool span_some(struct span s) {
    return s.end > s.start;
}
static inline bool span_covers(struct span a, struct span b) {
    return a.start <= b.start && b.end <= a.end;
}
static inline bool span_overlaps(struct span a, struct span b) {
    return a.start < b.end && b.start < a.end;
}
/* Proposed from outside, not verified throughout, and accepted by nobody: in no incident, in no
 * figure. */
static inline bool claim_waits(const struct claim *c) {
    return c->held && c->status != STATUS_ACCEPTED;
}
/* Does it stand, so that incidents are made of it? */
static inline bool claim_stands(const struct claim *c) {
    return c->status != STATUS_WITHDRAWN && !claim_waits(c);
}
struct str span_words(struct str text, struct span s); /* bytes; CHECKs the range */

/* Names of vocabulary values, and back (false when unknown). list: "act", "role", … as in
 * words.def. */
struct str word_name(const char *list, int value);
bool word_parse(const char *list, struct str name, int *value);
struct str kind_name(enum kind k);
struct str kind_phrase(enum kind k);
struct str kind_definition(enum kind k);
struct str kind_example(enum kind k);
bool kind_parse(struct str name, enum kind *k);

/* id = "c-" + first 32 hex of SHA-256 over (item, derivative, trigger span, kind, speaker span,
 * ordinal among equals). `ordinal` counts claims of equal key before this one in the text. */
struct str claim_id(struct arena *a, struct str item, struct str derivative, const struct claim *c,
                    int ordinal);

/* claim/1 object. text = the derivative, to fill in the words; text.p == NULL writes [start,end]
 * without words (the form that the log commits to: words are committed by the word tree of the
 * derivative, so names stay maskable). */
struct json *claim_to_json(struct arena *a, const struct claim *c, struct str text);
/* Strict: unknown keys, wrong types, spans off code-point boundaries, words that differ from the
 * bytes, min > max, parts over the whole are refused (RC_INTEGRITY for words, RC_USAGE for form).
 * text.p == NULL reads the form without words. */
MUST rc claim_from_json(struct arena *a, const struct json *j, struct str text, struct claim *out,
                        struct err *e);

#endif
