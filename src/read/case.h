/* Case restoration: how would the words of a text in capitals (or without any) be written? A wire
 * in upper case hides which words are names; tags and names are found on the restored words, spans
 * stay those of the bytes. A trained stage: averaged perceptron over hashed features, left to
 * right, model data/models/case.bin.
 *
 * In the reader: doc.type (doc.h) numbers the restored words of sentences whose capitals mean
 * nothing (all upper case, all lower case, A Title Like This), so word_type(d, i)->w.flags & WT_CAP
 * and ->form are what a careful writer would have written; tokens keep their own flags. */
#ifndef CAIRN_READ_CASE_H
#define CAIRN_READ_CASE_H

#include "read/types.h"

enum letter_case { CASE_LOWER, CASE_CAP, CASE_CAPS, CASE_COUNT };

struct case_model;
const struct case_model *case_model_make(struct arena *a);

/* out[i] = the word as it would stand inside a sentence ("KALEN" to "Kalen", "THE" to "the", "un"
 * to "UN"); the first word of a sentence is not raised for being first. Words without ASCII letters
 * are the caller's own bytes; others are copied into `a`. The words are one sentence. O(bytes). */
void case_restore(const struct case_model *m, struct arena *a, const struct str *words, i32 n,
                  struct str *out);

#endif
