/* Dependencies of the sentences of a block, parsed when they are first asked for: only sentences
 * that hold a trigger ever are. Tokens are numbers in d->t, -1 = none. A sentence longer than
 * SENTENCE_TOKENS_MAX is parsed in parts, each a tree. Internal to src/read. */
#ifndef CAIRN_READ_PARSE_DOC_H
#define CAIRN_READ_PARSE_DOC_H

#include "read/doc.h"
#include "read/parse.h"

/* Kept beside the block; memory from `a`, which is kept: 3 bytes a token of parsed sentences. */
struct parse_cache;
struct parse_cache *parse_cache_make(struct arena *a, const struct parse_model *m,
                                     const struct doc *d);

/* The head of a token of sentence si, -1 for a root; its relation. The first asked parses. */
i32 dep_head(const struct doc *d, i32 si, i32 token);
enum dep dep_relation(const struct doc *d, i32 si, i32 token);
/* The first child of `token` with this relation, -1 none. O(sentence). */
i32 dep_child(const struct doc *d, i32 si, i32 token, enum dep r);
/* Does `token` stand below `above`, or is it the same? O(depth). */
bool dep_below(const struct doc *d, i32 si, i32 token, i32 above);

struct buf;
/* The arcs of a sentence as text: word <relation- head. */
void dep_trace(struct buf *o, const struct doc *d, i32 si);

#endif
