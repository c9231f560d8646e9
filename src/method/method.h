/* Methods: named, versioned rules by which figures come from claims. Pure: plain structs in, plain
 * structs out, no I/O, no clock, no floating point; the order of the input does not matter. The
 * program that checks a receipt runs this code.
 *
 * The one method so far is range@1 (registry.c holds its rules in words; README.md says where they
 * come from): for each (what, who) of one incident the lowest min to the highest max of the claims
 * that count, the claims behind each end, how many accounts and how many origins whose independence
 * is established.
 *
 * Words of a vocabulary (what, who) are strings here: this layer knows no nouns. Strings are
 * borrowed, arrays too. */
#ifndef CAIRN_METHOD_METHOD_H
#define CAIRN_METHOD_METHOD_H

#include "base/err.h"
#include "base/json.h"
#include "base/str.h"

#define METHOD_OPEN     (-1)      /* max: no upper end was given */
#define METHOD_DAY_NONE INT64_MIN /* day on which it was said: not known */
#define METHOD_NONE     "none"    /* a side: stated to be of no party. "" = not known */

struct method_rule {
    struct str text, source; /* one sentence; where the rule comes from, "" = ours */
};

/* A method, for `cairn method`. */
struct method {
    struct str name;  /* "range@1" */
    struct str title; /* one line */
    const struct method_rule *rules;
    i64 nrules;
};
const struct method *method_all(i64 *n);
/* By full name ("range@1"), or by the name without version: its newest. NULL when there is none. */
const struct method *method_find(struct str name);

/* The register, as far as it matters for the voices of one incident. */
struct method_party {
    struct str id;
    struct str *allies;
    i64 nallies;
};
struct method_publication {
    struct str id, owner; /* owner: any spelling that is equal for equal owners; "" = not known */
    struct str side;      /* party id, METHOD_NONE, "" = not known */
    bool registered;
    struct str *feeds;
    i64 nfeeds; /* ids of publications whose copy it carries */
};
/* Who speaks, and through whom. */
struct method_voice {
    i64 publication;    /* index; -1 = not known */
    struct str speaker; /* key, equal for one speaker; "" = the publication itself */
    struct str side;    /* the speaker's: party id, METHOD_NONE, "" = not known */
    struct str text;    /* equal for reposts of one text; "" = texts were not compared */
};
/* One count of one claim. A claim without counts is one tuple with what "": it counts for accounts
 * and origins only. */
struct method_tuple {
    struct str claim;
    i64 voice; /* index */
    struct str what, who;
    i64 min, max;        /* 0 <= min <= max, or max METHOD_OPEN */
    struct str whole;    /* not "": a part; `who` of the whole that it is a part of */
    struct str left_out; /* not "": the reason why the claim does not count, for people */
    i64 said;            /* day number on which it was said, METHOD_DAY_NONE */
    bool corrects;       /* the speaker corrects an earlier number of theirs */
    bool reviewed;       /* accepted by a person */
};

struct method_input {
    struct str incident;
    struct method_party *parties;
    i64 nparties;
    struct method_publication *publications;
    i64 npublications;
    struct method_voice *voices;
    i64 nvoices;
    struct method_tuple *tuples;
    i64 ntuples;
};

enum method_accounts { METHOD_ONE_ACCOUNT, METHOD_SEVERAL_ONE_ORIGIN, METHOD_INDEPENDENT };
struct str method_accounts_name(enum method_accounts a);

/* How two voices stand to each other. */
enum method_tie {
    METHOD_TIE_KNOWN,   /* one origin, and why */
    METHOD_TIE_UNKNOWN, /* independence not established: counts as tied */
    METHOD_TIE_NONE     /* independence established */
};

struct method_figure {
    struct str id; /* "f-" + 32 hex */
    struct str what, who;
    i64 min, max; /* max METHOD_OPEN: no upper end was given */
    enum method_accounts accounts;
    i64 origins; /* at least 1 */
    struct str *claims;
    i64 nclaims; /* ids of those counted, in byte order, each once */
    struct str *min_claims;
    i64 nmin_claims;
    struct str *max_claims;
    i64 nmax_claims;
    i64 unreviewed; /* of claims */
};

struct method_pair {
    i64 a, b; /* voices, a < b */
    enum method_tie tie;
    struct str reason;
};

struct method_output {
    struct method_figure *figures;
    i64 nfigures;                  /* by what, then who, in byte order */
    enum method_accounts accounts; /* of the incident: all tuples that are not left out */
    i64 origins;
    struct method_pair *pairs;
    i64 npairs;              /* every pair of voices that count; by a, then b */
    const char **superseded; /* per tuple: NULL, or why a later correction replaced it */
};

/* SHA-256, handed in because layer 1 folders do not include each other (src/proof has it). */
typedef void method_hash(struct str bytes, u8 out[32]);

/* Folds. The input must be well-formed: CHECKed (method_input_from_json refuses what is not). Time:
 * tuples·log + voices²; of more than METHOD_COMPARED_MAX voices the further ones count as tied.
 */
void method_range(struct arena *a, struct arena scratch, const struct method_input *in,
                  method_hash *hash, struct method_output *out);

/* The tuples of one (what, who) and their voices: the figure that follows from them is the one that
 * follows from all. */
void method_select(struct arena *a, const struct method_input *in, struct str what, struct str who,
                   struct method_input *out);

/* The input as a receipt carries it, and back: strict (unknown keys, indexes out of range, min >
 * max, more than the limits are refused: RC_USAGE, RC_LIMIT). Canonical: from(to(x)) gives the same
 * figures byte for byte. */
struct json *method_input_to_json(struct arena *a, const struct method_input *in);
MUST rc method_input_from_json(struct arena *a, const struct json *j, struct method_input *out,
                               struct err *e);
/* The figures as a receipt shows them. */
struct json *method_figure_to_json(struct arena *a, const struct method_figure *f);

#endif
