/* Where a claim's words stand in their medium: page and line, cell, time, part of a mail, record of
 * a web archive, paragraph, footnote. Found in the marks sealed with the text (text/marks.h), each
 * time it is shown: so it is the same after a rebuild, and for claims that people enter. Texts
 * without marks (pages of the web, plain text, what a person typed) have no more than bytes. */
#ifndef CAIRN_STORE_CITED_H
#define CAIRN_STORE_CITED_H

#include "store/records.h"

/* {"page":3,"line":12}, {"sheet":"List","row":3,"cell":"B3"}, {"from":"00:01:02.500","to":…},
 * {"part":"1.2"}, {"record":1234,"url":…}, {"paragraph":4}, {"note":2}; several of them when the
 * words have several. "recognised":true when they come from a picture. NULL: no mark, or the text
 * is not loaded. */
struct json *cited_json(struct arena *a, const struct item *it, struct span s);
/* The same for people: "page 3, line 12", "row 3, cell B3 of List"; "" = none. */
struct str cited_words(struct arena *a, const struct json *cited);
/* Without what its author named (sheets, parts, addresses): what may be published. */
struct str cited_numbers(struct arena *a, const struct json *cited);
/* The span that stands for a claim: its trigger, else what was said, else its sentence. */
struct span cited_span(const struct claim_row *r);

#endif
