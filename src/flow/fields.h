/* Groups of fields (store/rights.h), in one place for every row that an operation gives: op_row()
 * passes rows through here, so that no operation can forget it.
 *
 * Without FIELD_NAMES names of persons are withheld in every text (publish/mask.h, learnt from the
 * items at hand); without FIELD_PLACE coordinates, and words for a place finer than the policy of
 * publication allows; without FIELD_MEDICAL findings. Fields of persons in lists have groups of
 * their own (store/person.h). */
#ifndef CAIRN_FLOW_FIELDS_H
#define CAIRN_FLOW_FIELDS_H

#include "flow/session.h"

/* Does whoever asks lack any group? */
bool fields_withheld(const struct op_ctx *c);
/* A copy without what is withheld, or the row itself. */
const struct json *fields_row(struct op_ctx *c, const struct json *row);
/* The same for a text; of an item (index in the book) when item >= 0. */
struct str fields_text(struct op_ctx *c, const struct book *b, i64 item, struct str s);
/* Tells which book, with texts, the rows of this operation are made from. */
void fields_learn(struct op_ctx *c, const struct book *b);

#endif
