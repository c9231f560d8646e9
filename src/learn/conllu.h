/* CoNLL-U: sentences with one word a line, as the treebanks of Universal Dependencies have them
 * (https://universaldependencies.org/format.html). Words and tags only: form, universal tag, head,
 * relation. Lines of multiword tokens ("1-2") and empty nodes ("1.1") are skipped: the syntactic
 * words that stand behind them are what is read.
 *
 * Limits: CONLLU_WORDS_MAX words of a sentence (RC_LIMIT); ten columns, numbers in order from 1,
 * heads within the sentence (RC_INTEGRITY). O(bytes). */
#ifndef CAIRN_LEARN_CONLLU_H
#define CAIRN_LEARN_CONLLU_H

#include "base/err.h"
#include "base/str.h"

struct conllu_word {
    struct str form, upos, deprel; /* borrowed from the file */
    i32 head;                      /* 0 = root, else 1-based; -1 where the column is "_" */
};

struct conllu_sent {
    struct conllu_word *v;
    i32 n;
    struct str text; /* of the "# text = " line, or "" */
    bool newdoc;     /* a "# newdoc" line stands before it */
};

struct conllu {
    struct str rest; /* what is not yet read; set to the whole file */
    i64 line;        /* lines read, for messages */
};

/* The next sentence into *out, memory from `a`. out->n == 0 at the end of the file. */
MUST rc conllu_next(struct conllu *c, struct arena *a, struct conllu_sent *out, struct err *e);

#endif
