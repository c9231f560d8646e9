/* The arguments by which claims are entered and corrected: one field of CLAIMS.md each. Rows
 * (--count-2, …) are further ones of a list. */
#ifndef CAIRN_FLOW_ENTER_ARGS_H
#define CAIRN_FLOW_ENTER_ARGS_H

#include "flow/op.h"

enum { ENTER_COUNTS = 6, ENTER_LIST = 4, ENTER_CHAIN = 3 };

#define ENTER_ROWS(name, meta, help, rows)                                                         \
    { name, meta, ARG_OPT, false, help, NULL, ARG_TEXT, rows }
#define ENTER_ONE(name, meta, help)                                                                \
    { name, meta, ARG_OPT, false, help, NULL }
/* clang-format off */
#define ENTER_ARGS                                                                                 \
    ENTER_ONE("trigger", "WORDS", "the word that tells the kind, inside the quotation"),           \
    ENTER_ROWS("count", "N|MIN-MAX|MIN+|WORDS", "how many; vague words by the published table",    \
               ENTER_COUNTS),                                                                      \
    ENTER_ROWS("count-words", "WORDS", "the words of that number", ENTER_COUNTS),                  \
    ENTER_ROWS("what", "WHAT", "what is counted: killed, injured, bodies, …", ENTER_COUNTS),       \
    ENTER_ROWS("who", "WHO", "who is counted: civilian, child, woman, man, …", ENTER_COUNTS),      \
    ENTER_ROWS("of", "ROW", "this count is a part of the count in that row", ENTER_COUNTS),        \
    ENTER_ROWS("who-says", "WORDS",                                                                \
               "words that name the speaker, nearest first; none: the publication itself",         \
               ENTER_CHAIN),                                                                       \
    ENTER_ROWS("role", "ROLE", "in what role the speaker speaks", ENTER_CHAIN),                    \
    {"act", "ACT", ARG_OPT, false, "the speech act",                                               \
     "states|alleges|denies|concedes|retracts|corrects"},                                          \
    ENTER_ONE("cue", "WORDS", "the word of speech: said, told, denied"),                           \
    ENTER_ONE("knows", "WORDS", "words that say how the speaker knows"),                           \
    ENTER_ONE("setting", "WORDS", "testimony: where and in whose hands it was given"),             \
    ENTER_ONE("said-when", "DATE", "when it was said"),                                            \
    ENTER_ONE("said-words", "WORDS", "words that say when it was said"),                           \
    ENTER_ROWS("where", "WORDS", "words that name the place", ENTER_LIST),                         \
    ENTER_ROWS("place", "PLACE", "the place: id or name, of the case or the gazetteer",            \
               ENTER_LIST),                                                                        \
    ENTER_ROWS("place-role", "ROLE", "at, from or to", ENTER_LIST),                                \
    ENTER_ROWS("precision", "PRECISION", "how precise: exact, facility, …, country", ENTER_LIST),  \
    ENTER_ROWS("perpetrator", "WORDS", "words that name who is accused", ENTER_LIST),              \
    ENTER_ROWS("how", "HOW", "accused, reported_as_fact, suspected, …", ENTER_LIST),               \
    ENTER_ROWS("party", "PARTY", "the party, id or name of the register", ENTER_LIST),             \
    ENTER_ROWS("victim", "WORDS", "words that name a victim", ENTER_LIST),                         \
    ENTER_ROWS("victim-who", "WHO", "civilian, child, woman, man, …", ENTER_LIST),                 \
    ENTER_ROWS("victim-age", "YEARS", "age at the event", ENTER_LIST),                             \
    ENTER_ROWS("victim-counted", "1", "one of the people of a number above, not one more",         \
               ENTER_LIST),                                                                        \
    ENTER_ROWS("finding", "FINDING", "what was found on bodies: gunshot, burns, …", ENTER_LIST),   \
    ENTER_ROWS("finding-words", "WORDS", "the words of that finding", ENTER_LIST),                 \
    ENTER_ROWS("name", "WORDS", "party_name: the name", ENTER_LIST),                               \
    ENTER_ROWS("other-name", "WORDS", "party_name: the other name", ENTER_LIST),                   \
    ENTER_ROWS("former", "1", "party_name: the other name is the earlier one", ENTER_LIST),        \
    ENTER_ONE("when", "DATE", "when it is said to have happened, as precise as said"),             \
    ENTER_ONE("when-words", "WORDS", "words that say when it happened"),                           \
    ENTER_ONE("from", "DATE", "first day of the event"),                                           \
    ENTER_ONE("to", "DATE", "last day of the event"),                                              \
    {"polarity", "POLARITY", ARG_OPT, false, "negative: it is said not to have happened",          \
     "positive|negative"},                                                                         \
    {"modality", "MODALITY", ARG_OPT, false, "how firmly it is held",                              \
     "asserted|possible|intended|conditional"},                                                    \
    {"same-event", "CLAIM", ARG_OPT_MANY, false, "claim of this text about the same event", NULL}, \
    ENTER_ONE("repeats", "CLAIM", "the claim that this one repeats"),                              \
    ENTER_ONE("part-of", "CLAIM", "another speaker's claim whose whole this is a part of"),        \
    {"fields", "JSON", ARG_OPT, false, "fields as JSON (docs/formats/, \"Claims as entered\")",    \
     NULL, ARG_LONG}
/* clang-format on */

#endif
