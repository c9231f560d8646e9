/* What is shown and what is withheld when a case is published. One table of settings (policy.c)
 * gives names, defaults, limits and the words by which the site explains them; a JSON file may
 * change them:
 *
 *     {"names":"mask","place_precision":"city","excerpt_bytes":400,"min_reviewers":2}
 *
 * An unknown key or a value out of its range is RC_USAGE: a mistyped policy must not publish more
 * than was meant. */
#ifndef CAIRN_PUBLISH_POLICY_H
#define CAIRN_PUBLISH_POLICY_H

#include "base/err.h"
#include "base/json.h"
#include "base/limits.h"

enum policy_names { NAMES_MASK, NAMES_OFFICIALS_TOO, NAMES_SHOW };
enum policy_urls { URLS_HOST, URLS_FULL, URLS_NONE };

struct publish_policy {
    i64 names; /* enum policy_names: mask all but officials speaking in office | mask all | show all
                */
    i64 place_precision; /* enum precision: places finer than this are shown as the place they lie
                            in */
    i64 place_words;     /* enum precision: words that name a place this fine or finer are masked in
                            quotations */
    i64 excerpt_bytes;   /* the most shown of one passage */
    i64 min_reviewers;   /* persons who accepted a claim before it is published */
    i64 urls;            /* enum policy_urls */
};

struct policy_row {
    struct str name, words; /* key in the file; what it means */
    i64 at;                 /* offset of the field in struct publish_policy */
    i64 dflt, min, max;
    struct str values[8]; /* closed values, by number; empty: a number */
};
const struct policy_row *policy_rows(i64 *n);

struct publish_policy publish_policy_default(void);
MUST rc publish_policy_from_json(struct arena *a, struct str text, struct publish_policy *out,
                                 struct err *e);
struct json *publish_policy_to_json(struct arena *a, const struct publish_policy *p);
/* The value of a setting in words: "mask", "city", "600". */
struct str policy_value(struct arena *a, const struct publish_policy *p,
                        const struct policy_row *row);

#endif
