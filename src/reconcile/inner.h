/* What the parts of this room share: claims with their features, events (sets of claims thought to
 * be one), reposts. */
#ifndef CAIRN_RECONCILE_INNER_H
#define CAIRN_RECONCILE_INNER_H

#include "reconcile/reconcile.h"
#include "store/voice.h"

/* Classes of kinds: only claims of one class, or of classes that are said to meet, can be of one
 * event. */
enum class {
    CLASS_KILL,
    CLASS_BODIES,
    CLASS_GRAVE,
    CLASS_HARM,
    CLASS_ATTACK,
    CLASS_TORTURE,
    CLASS_HELD,
    CLASS_SEXUAL,
    CLASS_BURNING,
    CLASS_ROBBERY,
    CLASS_SIEGE,
    CLASS_HAZARD,
    CLASS_MUNITIONS,
    CLASS_MOVE,
    CLASS_TREATMENT,
    CLASS_CONTROL,
    CLASS_NAME,
    CLASS_TRUCE,
    CLASS_WRECK,
    CLASS_TESTIMONY,
    CLASS_INTENT,
    CLASS_DENIAL
};
enum class class_of(enum kind k);
/* Not an event of its own: denial, intent, name of a group. */
bool kind_is_event(enum kind k);
/* Which kind names an incident that holds several: higher is stronger. */
int kind_strength(enum kind k);

/* How people are said to have been harmed: near (shot, stabbed) or from afar (shells, bombs). */
enum { MEANS_NEAR = 1, MEANS_FAR = 2 };

struct spot {
    i64 place;        /* index into book.places, -1 */
    struct str id;    /* gazetteer id, "" = words only */
    struct str words; /* folded */
    struct str shown; /* as written */
    enum precision precision;
    bool vague; /* "the city", "a prison": names no place; says nothing across reports */
};
struct number {
    enum what what;
    enum who who;
    i64 min, max;
    bool part;
};

/* What one claim, or a set of claims taken together, says about what, where, when, how many. */
struct event {
    i64 *claims;
    i64 nclaims, ccap;
    u64 kinds;   /* bits of enum kind */
    u32 classes; /* bits of enum class */
    u32 means;
    i64 context; /* the one city of which its report speaks, -1; for events that name no place */
    struct spot *spots;
    i64 nspots, scap;
    struct date_range *dates;
    i64 ndates, dcap;
    struct number *numbers;
    i64 nnumbers, ncap;
    u32 *words;
    i64 nwords, wcap; /* significant words, numbered, sorted */
    i64 *parties;
    i64 nparties, pcap;               /* alleged perpetrators by the register */
    i32 published_from, published_to; /* days; from > to: not known */
    i64 *items;
    i64 nitems, icap;
    i64 incident; /* of the book, or one founded now; -1 not yet */
    bool fixed;   /* an incident that stands in the book */
};

/* Everything about a book that matching needs, made once. */
struct scene {
    struct arena *a;
    const struct book *b;
    struct voice_names names;
    struct map places;   /* folded place name -> index */
    struct map listed;   /* common words, words of means */
    struct map words;    /* significant word -> number */
    i32 *word_count;     /* claims that hold it */
    struct event *claim; /* one for each claim of the book */
    i64 *text_group;     /* one for each item: first item of the same text, or itself */
};

struct scene scene_make(struct arena *a, struct arena scratch, const struct book *b);
/* Items whose texts are near-duplicates: out[i] = first item of the group. Broder 1997; see README.
 */
void repost_groups(struct arena *a, struct arena scratch, const struct book *b, i64 *out);
/* The same among some items: out[k] = position of the first of its group. Shingles are kept. r.a
 * and scratch must not be the same arena. */
struct shingles;
struct reposts {
    struct arena *a;
    const struct book *b;
    struct shingles *of;
};
struct reposts reposts_make(struct arena *a, const struct book *b);
void reposts_among(struct reposts *r, struct arena scratch, const i64 *items, i64 n, i64 *out);
/* Folded words of a claim's sentence, one blank between them: equal for copied sentences. "" when
 * shorter than a dozen. */
struct str sentence_key(struct arena *a, const struct book *b, const struct claim_row *r);

void event_add(struct arena *a, struct event *e, const struct event *more);

/* Points for two events being one, negative = they cannot be. weight[]: how rare each significant
 * word is. */
enum { MATCH_ENOUGH = 8, MATCH_SAME_REPORT = 11, MATCH_NEVER = -100 };
int match_events(const struct scene *s, const struct event *x, const struct event *y);
/* Points for a denial (or negated claim) speaking about this event. */
int match_denial(const struct scene *s, const struct event *denial, const struct event *y);
/* 0 none, 1 both lie in one region, 2 one lies in the other, 3 same city, 4 same finer place; -1
 * apart. */
int match_place(const struct scene *s, const struct event *x, const struct event *y);
bool place_inside(const struct book *b, i64 inner, i64 outer);

/* Place and time of a set of claims: README has the rules in words. words: when no known place
 * fits; name: what the code is made of, "" when no place is named. */
void event_where(const struct scene *s, const struct event *e, struct where *where,
                 struct str *words, struct str *name);
struct date_range event_when(const struct event *e);

/* Incidents as JSON parts; codes. */
struct json *incident_part(struct arena *a, const struct book *b, const struct incident *in,
                           const struct str *claims, i64 nclaims);
struct str incident_code(struct arena *a, struct str place, i64 number);
i64 incident_last_number(const struct book *b);
struct str incident_id(struct arena *a, const struct book *b, struct str founding);

/* The pieces of the view. A figure depends on nothing but the claims of its incident, their texts
 * and the registers: it is the same in a slice as in the whole case. So voices, sides and copies
 * are of the incident that is being looked at. */
struct view {
    struct arena *a;
    struct book *b;
    struct voice_names names;
    struct voice *voice; /* of each claim of the incident */
    struct str *copy;    /* text group of each item of the incident, as a key */
    struct reposts reposts;
};
struct view view_make(struct arena *a, struct book *b);
void view_turn_to(struct view *v, struct arena scratch, i64 incident);
struct method_input;
/* Voices of the input and the claims behind its tuples, for those who want to go back. */
struct input_map {
    i64 *voice_claim; /* first claim of each voice */
};
void view_input(const struct view *v, struct arena *a, struct arena scratch, i64 incident,
                struct method_input *in, struct input_map *map);
void view_disputes(const struct view *v, struct arena scratch, i64 incident, i64 *cap);
struct str view_words(const struct view *v, struct arena scratch, const struct figure *f);
/* Why a claim does not count in figures; "" = it does. */
struct str left_out(const struct claim_row *r);

#endif
