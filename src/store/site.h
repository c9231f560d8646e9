/* Graves and find spots, and the remains found there: first form, without matching. Numbers, not
 * names: a body or part has one number, which stands on every photo, sample and form. Findings are
 * what an examiner saw, by a method, on a day; conclusions on cause and manner are kept apart.
 * Nothing here says who somebody was: a missing person stays missing.
 *
 * What describes a site or remains is a JSON object of words (docs/formats/README.md). reach as in
 * slice.h: of the item that the site or remains cite; without one, everybody. */
#ifndef CAIRN_STORE_SITE_H
#define CAIRN_STORE_SITE_H

#include "store/records.h"

struct site {
    struct str id, name, item; /* "g-" + 16 hex of the folded name */
    const struct json *body;   /* type, definition, discovered, …: words */
    i64 remains, entry;
};
struct remains {
    struct str id, number, of; /* "b-" + 16 hex of the number; of: number of the body, "" whole */
    struct str site, site_name, item;
    struct str holder, storage, since; /* where it is now, by the last movement */
    const struct json *body;
    i64 entry;
};
struct movement {
    struct str from, to, storage, date, reason, actor;
    i64 at, entry;
};
struct examined {
    struct str what, words, examiner, method, date, item, actor;
    i64 at, entry;
};
struct conclusion {
    struct str cause, manner, words, by, date, actor;
    i64 at, entry;
};
struct tag {
    struct str number, kind, name, item; /* kind: photo, sample, form, bag */
};
struct orphan {
    struct str what; /* "tag_without_remains", "part_without_body", "no_photo" */
    struct str number, kind, name;
};

/* By name; `after` a name. */
MUST rc records_sites(struct db *d, struct arena *a, i64 reach, struct str after, i64 most,
                      struct site **out, i64 *n, struct str *next, struct err *e);
MUST rc records_site(struct db *d, struct arena *a, struct str name_or_id, i64 reach, bool *found,
                     struct site *out, struct err *e);
/* By number; of one site (id) or all (""). */
MUST rc records_remains_list(struct db *d, struct arena *a, struct str site, i64 reach,
                             struct str after, i64 most, struct remains **out, i64 *n,
                             struct str *next, struct err *e);
MUST rc records_remains(struct db *d, struct arena *a, struct str number_or_id, i64 reach,
                        bool *found, struct remains *out, struct err *e);
/* Of one number, oldest first. */
MUST rc records_movements(struct db *d, struct arena *a, struct str number, struct movement **out,
                          i64 *n, struct err *e);
MUST rc records_findings(struct db *d, struct arena *a, struct str number, struct examined **out,
                         i64 *n, struct err *e);
MUST rc records_conclusions(struct db *d, struct arena *a, struct str number,
                            struct conclusion **out, i64 *n, struct err *e);
MUST rc records_tags(struct db *d, struct arena *a, struct str number, struct tag **out, i64 *n,
                     struct err *e);
MUST rc records_orphans(struct db *d, struct arena *a, i64 reach, struct orphan **out, i64 *n,
                        struct err *e);

struct str site_id(struct arena *a, struct str name);
struct str remains_id(struct arena *a, struct str number);

#endif
