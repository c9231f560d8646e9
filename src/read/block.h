/* A block of a report while its sentences are read: what the shallow stages found in each, and who
 * speaks in those that name nobody themselves. Internal to read.c, carry.c and order.c. */
#ifndef CAIRN_READ_BLOCK_H
#define CAIRN_READ_BLOCK_H

#include "read/event.h"
#include "read/source.h"

struct block {
    struct doc d;
    struct sent_read *sr;
    struct frame *frames;
    i64 nframes, capframes;
    struct speaker *after; /* who spoke last, behind each sentence */
    bool *has_after;
    struct frame *carried; /* one a sentence at most */
    bool *has_carried;
};

/* carry.c: a sentence that names no speaker goes on with somebody's words. Each fills b->carried of
 * the sentences it speaks of, once.
 *
 * "That is the account of X": the sentences of the paragraph before it that nobody spoke yet. */
void carry_backward(struct block *b, i32 si, struct memory *mem);
/* "X listed the findings in a statement on Monday.": the rest of the paragraph; remembers X. */
void carry_list(struct block *b, i32 si, struct memory *mem);
/* "X said that A. Most had been shot.": past perfect about the same people (backshift). */
void carry_backshift(struct block *b, i32 si);
/* The sentences of a quotation: the speaker named with any of its parts, else who spoke last before
 * it. O(log sentences). */
void carry_quote(struct block *b, const struct quote *q);
/* Do the sentences on both sides, in one paragraph, have one speaker (by name or by the same short
 * words)? */
bool carry_between(const struct block *b, i32 si);

/* order.c: the claims from number `from` on, of one sentence, in order of their triggers, each
 * trigger and kind once. */
void order_claims(struct claims *claims, i64 from);

#endif
