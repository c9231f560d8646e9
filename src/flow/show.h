/* The nouns as JSON rows, shared by the operations that list, show and trace. */
#ifndef CAIRN_FLOW_SHOW_H
#define CAIRN_FLOW_SHOW_H

#include "flow/session.h"

/* claims: how many stand in it, by show_claim_counts. */
struct json *show_item(struct arena *a, const struct book *b, i64 at, i64 claims);
/* Per item, how many claims are not withdrawn; for one item, ask for it alone. O(claims). */
i64 *show_claim_counts(struct arena *a, const struct book *b);
i64 show_claim_count(const struct book *b, i64 item);
/* claim/1 with words, plus status, reviewers, incident and publication, for people. */
struct json *show_claim(struct arena *a, const struct book *b, i64 at);
/* The incident of CLAIMS.md and, for people, a neutral title: "bodies reported found, Lisharan,
 * 3–9 March 2031"; where a person gave a working title, that one, and the neutral one as
 * "reported". */
struct json *show_incident(struct arena *a, const struct book *b, i64 at);
/* The figure of CLAIMS.md with its incident's code. */
struct json *show_figure(struct arena *a, const struct book *b, const struct figure *f);
struct json *show_publication(struct arena *a, const struct book *b, i64 at);
struct json *show_party(struct arena *a, const struct book *b, i64 at);
struct json *show_place(struct arena *a, const struct book *b, i64 at);
struct json *show_review(struct arena *a, const struct review *r);
/* "14", "14-20", "36+" */
struct str show_range(struct arena *a, i64 min, i64 max);
/* Blanks and line ends folded to one blank, cut at a character before `most` bytes. */
struct str show_short(struct arena *a, struct str s, i64 most);
/* The index of an id, code or unambiguous beginning of an id (8 characters at least) in a noun's
 * array. */
MUST rc show_find_claim(const struct book *b, struct str id, i64 *at, struct err *e);
MUST rc show_find_item(const struct book *b, struct str id, i64 *at, struct err *e);
MUST rc show_find_incident(const struct book *b, struct str id, i64 *at, struct err *e);
MUST rc show_find_figure(const struct book *b, struct str id, i64 *at, struct err *e);

#endif
