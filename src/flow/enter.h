/* A claim as a person enters it: fields in words, dates and numbers, made into claim/1.
 *
 * Fields are a JSON object; absent = not touched, "" or [] = taken out:
 *   {"kind", "quote", "trigger", "cue", "knows", "setting", "act", "polarity", "modality",
 *    "repeats", "part_of", "same_event":[ID], "chain":[{"words","role"}],
 *    "counts":[{"n","words","what","who","of":[{"n","words","who"}]}],
 *    "where":[{"words","place","precision","role"}], "perpetrators":[{"words","how","party"}],
 *    "victims":[{"words","who","age"}], "findings":[{"kind","words"}],
 *    "names":[{"words","other","former"}], "when":{"words","date"}, "said_when":{"words","date"}}
 *
 * Words are words of the text: cairn finds the bytes, nearest to the quotation. "@48-57" names
 * bytes, "@48-57 14 bodies" bytes that must read so. "n" is "14", "14-20", "14+" or a number in
 * words, read by the one published table (text/vague.def); or "min" and "max". Places and parties
 * are ids or names of the registers; a place also a name of the gazetteer that only one place
 * bears. */
#ifndef CAIRN_FLOW_ENTER_H
#define CAIRN_FLOW_ENTER_H

#include "flow/names.h"
#include "flow/session.h"

struct enter {
    struct arena *a;
    struct str text;
    const struct book *b; /* its registers */
    const struct item *item;
    u32 near; /* words are looked for nearest to this byte */
    const struct span
        *known; /* spans of the claim as it stands: the same words are the same span */
    i64 nknown;
    struct str counts; /* what numbers count when nothing is said (kind_fields.def) */
    struct names names;
};

/* Registers of `b` made findable; text of the item. O(names). */
void enter_make(struct arena *a, const struct book *b, const struct item *item, struct enter *x);
/* `base` with the fields put in, checked as claim/1; id, doc and by stay those of base. For a new
 * claim base holds the publication as chain and nothing else (enter_blank). RC_USAGE names what
 * makes no sense, RC_NOTFOUND words that are not in the text, RC_INTEGRITY bytes that read
 * otherwise. */
MUST rc enter_claim(struct enter *x, const struct claim *base, const struct json *fields,
                    struct claim *out, struct err *e);
void enter_blank(struct enter *x, struct claim *out);

/* The span that a person means by `given`. */
MUST rc enter_span(struct enter *x, struct str given, struct span *out, struct err *e);
/* "14", "١٤", "14-20", "14–20", "14+", "dozens", "at least 12". False: no number. */
bool enter_number(struct arena scratch, struct str s, i64 *min, i64 *max, bool *vague);
/* Any precision, digits of any script: "2031-03", "٢٠٣١-٠٣-١٠", "2031-03-03/2031-03-09". */
bool enter_date(struct arena scratch, struct str s, struct date_range *out);
/* Digits of other scripts as 0-9; the rest as it is. */
struct str enter_digits(struct arena *a, struct str s);

/* The same fields of a claim as it stands: what a form shows. Words are "@48-57 14 bodies", numbers
 * "min" and "max". */
struct json *enter_shown(struct arena *a, struct str text, const struct claim *c);
/* Fields in which rows of lists that are given in part are completed by those of `base`. */
struct json *enter_over(struct arena *a, const struct claim *base, const struct json *given);
/* Fields by the arguments of an operation (enter_args.h). */
MUST rc enter_given(struct op_ctx *c, struct json **out, struct err *e);

#endif
