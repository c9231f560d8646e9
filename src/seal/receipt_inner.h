/* What the two halves of the checker share: receipt_check.c proves that parts and words stand in
 * the log as sealed, receipt_about.c that what the receipt is about follows from them. */
#ifndef CAIRN_SEAL_RECEIPT_INNER_H
#define CAIRN_SEAL_RECEIPT_INNER_H

#include "proof/checkpoint.h"
#include "proof/merkle.h"
#include "proof/note.h"
#include "seal/receipt.h"
#include "store/standing.h"

/* What the receipt opens of one claim. */
struct opened_claim {
    const struct json *claim; /* NULL: only its decisions are opened */
    struct str item;          /* outside name */
    struct decisions decisions;
    struct standing standing;
};

/* A run of words of one item's text: from the first open one to the last, closed ones between. */
struct shown {
    struct str item;
    i64 from, to; /* bytes of the text */
};

struct check {
    struct arena *a;
    struct arena scratch;
    const struct json *r;
    struct receipt_trust trust;
    struct str body; /* canonical text without the signature: what the case signed */
    struct note_key key;
    struct checkpoint head;
    receipt_line_fn *line;
    void *ctx;
    struct map parts;  /* "entry/part" -> json */
    struct map claims; /* id -> struct opened_claim */
    struct shown *shown;
    i64 nshown, capshown;
    i64 nparts;
};

rc receipt_bad(struct err *e, const char *what);
void receipt_say(struct check *k, const char *state, const char *what, struct str words);
/* The whole check; k has arenas, trust and line function only, r, key and head are filled. */
MUST rc receipt_prove(struct check *k, struct str text, struct err *e);
/* Hash path of an entry or part; -1 when it is none. */
i64 receipt_path(struct arena scratch, const struct json *o, u8 path[MERKLE_PATH_MAX][32]);
/* Exactly n bytes of hex. */
bool receipt_hex(struct arena scratch, struct str hex, u8 *out, i64 n);
/* Claims, decisions, figure, incident, item: after the entries and words are proven. */
MUST rc receipt_about(struct check *k, struct err *e);

#endif
