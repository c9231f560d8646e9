/* What the letters of one word say, once for all stages: hashes of its form, ends and shape.
 * Features of the trained stages are made from these numbers and never from bytes, so a word that
 * stands a hundred times in a text is looked at once.
 *
 * ASCII letters are lowered; other bytes count as lower-case letters and stay as they are. */
#ifndef CAIRN_LEARN_WORDTYPE_H
#define CAIRN_LEARN_WORDTYPE_H

#include "base/str.h"

enum wordtype_flag {
    WT_CAP = 1,    /* begins with an ASCII capital */
    WT_CAPS = 2,   /* two letters or more, all of them capitals */
    WT_DIGIT = 4,  /* holds a digit */
    WT_NUMBER = 8, /* digits, and . , between them */
    WT_HYPHEN = 16,
    WT_PUNCT = 32, /* no letter and no digit */
    WT_HIGH = 64,  /* holds a byte of 0x80 or above */
    WT_MIXED = 128 /* a capital inside: McKay, iPhone */
};

enum { WORDTYPE_ENDS = 4 };

struct wordtype {
    u32 form, lower;          /* FNV-1a of the bytes; of the lowered bytes */
    u32 shape, runs;          /* of "Xxxx-dd", and with equal neighbours once: "Xx-d" */
    u32 begin[WORDTYPE_ENDS]; /* of the first 1..4 lowered bytes; 0 where the word is shorter */
    u32 end[WORDTYPE_ENDS];   /* of the last 1..4 */
    u8 flags, len;            /* enum wordtype_flag; bytes, 255 at most */
};

/* O(bytes), at most 255 of them. */
struct wordtype wordtype_of(struct str word);

#endif
