/* What a search found, told so that a person can judge it: name and excerpt, with words that may
 * not be seen withheld. A hit whose words were found only in what is withheld is no hit. */
#ifndef CAIRN_FLOW_FIND_H
#define CAIRN_FLOW_FIND_H

#include "flow/filter.h"

struct found {
    const char *noun; /* "item", "claim", …: as in the web's paths */
    struct str id;    /* items: outside name */
    struct str name, words;
    struct str kind, status; /* of claims and incidents */
    struct str item;         /* of claims: name of their item */
    struct str lang;         /* of the words; "" unknown */
};
struct found_list {
    enum list_noun noun;
    struct str words; /* folded; "" none */
    i64 hits;
};
u32 find_with(enum list_noun noun); /* what a screen must be loaded with */
/* One screen of a list; rows in a. */
MUST rc find_rows(struct op_ctx *c, struct arena *a, struct book *b, const struct list_page *p,
                  const struct found_list *x, struct found **out, i64 *n, struct err *e);
/* Publications, parties and places of the case that have all words in one of their names. */
MUST rc find_names(struct op_ctx *c, struct str words, struct found **out, i64 *n, struct err *e);
/* Persons by name: none for who may not see names. */
MUST rc find_persons(struct op_ctx *c, struct str words, i64 most, struct found **out, i64 *n,
                     struct err *e);
/* Do all folded words occur in the text, as whole words? */
bool find_has(struct arena scratch, struct str text, struct str words);

#endif
