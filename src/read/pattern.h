/* Word patterns with gaps: what findings.tsv and events.tsv are made of.
 *
 * A pattern is slots parted by blanks, each a choice of words parted by "|"; before a slot "~"
 * means directly behind the slot before, else up to PATTERN_GAP tokens may stand between. A match
 * crosses no full stop, semicolon or colon; quotation marks count for nothing. */
#ifndef CAIRN_READ_PATTERN_H
#define CAIRN_READ_PATTERN_H

#include "read/doc.h"

enum { PATTERN_SLOTS = 5, PATTERN_CHOICES = 32, PATTERN_GAP = 5 };

struct pattern {
    u8 nslots;
    u8 nchoices[PATTERN_SLOTS];
    bool next[PATTERN_SLOTS];
    u32 choice[PATTERN_SLOTS][PATTERN_CHOICES];
};

/* A set of the first words of many patterns: most tokens begin none. */
struct pattern_firsts {
    u32 bits[32];
};

/* Reads the slots of a row. A mistake in a row is a mistake of ours: CHECKed. */
void pattern_read(struct str slots, struct pattern *p, struct pattern_firsts *firsts);
static inline bool pattern_may_begin(const struct pattern_firsts *f, u32 hash) {
    return f->bits[hash >> 5 & 31] >> (hash & 31) & 1;
}
/* End (exclusive) of the pattern that begins at token i, at most `to`; 0 = none. O((gap + 1)^slots)
 * at worst, with at most four slots behind the first; words seldom fit twice. */
i32 pattern_match(const struct doc *d, const struct pattern *p, i32 i, i32 to);

#endif
