/* A report as the role stages look at it: lower case, tokens, tags, sentences, and the word
 * groups that may fill a role. Internal to the role stages (roles.h). */
#ifndef CAIRN_READ_ROLES_TEXT_H
#define CAIRN_READ_ROLES_TEXT_H

#include "read/caseless.h"
#include "text/sentence.h"

enum { ROLE_WORDS_MOST = 12 }; /* of one candidate */

/* Classes of common words (roles_class.c). */
enum role_class {
    RC_NONE,
    RC_KILL,
    RC_HURT,
    RC_KIDNAP,
    RC_BLAST,
    RC_PLANT,
    RC_ATTACK,
    RC_DAMAGE,
    RC_BURN,
    RC_ROB,
    RC_CLAIM,
    RC_BLAME,
    RC_ARREST,
    RC_THREAT,
    RC_LAST_ACT = RC_THREAT,
    RC_REBEL,
    RC_MILITARY,
    RC_CIVIL,
    RC_ORG,
    RC_PLACE,
    RC_VEHICLE,
    RC_WEAPON,
    ROLE_CLASS_COUNT
};

/* A word group [from, to) that may fill a role; np: the noun group it is part of. */
struct role_mention {
    i32 from, to, head; /* tokens; head = last word of the base group */
    i32 np_from, np_to; /* of the base noun group */
    i32 sent;
    u32 key;  /* hash of the words as they are compared: no marks, no articles */
    i32 item; /* index of the string it is an occurrence of */
};

/* A string of the text, with all its occurrences. */
struct role_item {
    u32 key;
    i32 first, n; /* its mentions in order: `by_item`[first .. first+n) */
};

struct role_text {
    struct str text; /* lower case, same bytes as given */
    struct tokens t;
    struct sentences s;
    struct wordtype *w;
    u8 *tag;                   /* enum upos */
    i32 *sent;                 /* of each token */
    u8 *cls;                   /* enum role_class */
    struct scene_score *scene; /* of each sentence (roles_scene.c); NULL until they are given */
    struct role_mention *m;
    i64 n, cap;
    struct role_item *item;
    i64 items, capitems;
    i32 *by_item; /* mentions, grouped */
};

/* Reads `text` (any case). All memory from a. O(bytes). */
struct role_text *role_text_make(struct arena *a, const struct linear *caseless, struct str text);
/* Fills r->cls. */
void role_classes(struct arena scratch, struct role_text *r);
/* Hash of a string as candidates are compared: letters lowered, marks and a, an, the left out. */
u32 role_key(struct str words);
/* The words of tokens [from, to). */
static inline struct str role_words(const struct role_text *r, i32 from, i32 to) {
    return str_sub(r->text, r->t.v[from].start, r->t.v[to - 1].end);
}
/* The sentence of a string's mention. */
static inline i32 role_sentence(const struct role_text *r, i32 item, i32 mention) {
    return r->m[r->by_item[r->item[item].first + mention]].sent;
}
static inline u32 role_word(const struct role_text *r, i32 i) {
    return i < 0 ? 1 : i >= r->t.n ? 2 : r->w[i].lower;
}

#endif
