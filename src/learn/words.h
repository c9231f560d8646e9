/* What is known of single words beyond their letters: a table of lower-case words to facts, made
 * by tools/models/train_words.c from text and treebanks (data/models/words.bin).
 *
 * tags: which parts of speech the word had in the treebanks, a bit each (bit = column of the model
 * "pos"); 0 unknown or too rare. cluster: which words it stands among (classes of a bigram model
 * found without supervision, Brown et al. 1992, by exchange, Martin et al. 1998); 0 = none. lex:
 * bits of enum word_lex.
 *
 * File, little-endian: lines "cairn-words/1", "rows LOG2", "words N", an empty line, NUL bytes up
 * to a multiple of 64, then 2^LOG2 slots of 8 bytes: u32 hash of the lower-case word
 * (wordtype.lower; 0 = empty), u16 tags, u8 cluster, u8 lex. Open addressing: a word stands in the
 * first free slot from its hash on. Two words of one hash share a row. Bytes are borrowed. */
#ifndef CAIRN_LEARN_WORDS_H
#define CAIRN_LEARN_WORDS_H

#include "base/err.h"
#include "base/str.h"

enum word_lex {
    WORD_NAME = 1 /* begins with a capital inside sentences, nearly always */
};

struct word_info {
    uint16_t tags;
    u8 cluster, lex;
};

struct word_table {
    const u8 *slots;
    u32 mask;
};

/* Opens a table. RC_INTEGRITY when the bytes are none or have no empty slot. */
MUST rc word_table_open(struct str bytes, struct word_table *out, struct err *e);
/* The facts of a word, all 0 when it is not there. `lower`: wordtype.lower. O(1). */
struct word_info word_table_find(const struct word_table *t, u32 lower);
/* The bytes of a file. Of equal hashes the first stays. n of them, at most 2^(log2) * 3/4. */
struct str word_table_pack(struct arena *a, const u32 *lower, const struct word_info *info, i64 n,
                           i32 log2);

#endif
