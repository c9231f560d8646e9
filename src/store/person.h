/* Lists of names and the persons in them, as rows. A list is a sealed item read as a table by a
 * mapping; each import is a version of it; each row is what that list says of one person, every
 * field with its cell. What people correct lies on top of it and survives every new version.
 *
 * Persons are never merged: rows that may be one person are suspects, and people judge. No status
 * is kept or shown beside a name: an outcome is what the list says.
 *
 * reach as in slice.h, by the list's item. Names, contacts and sensitive fields are in the rows
 * loaded here: who shows them asks person_field_group(). */
#ifndef CAIRN_STORE_PERSON_H
#define CAIRN_STORE_PERSON_H

#include "store/records.h"
#include "store/rights.h"

/* One thing said of a person. */
struct person_field {
    struct str field;  /* of person_fields.def */
    struct str value;  /* as understood: ISO date, "34", "30-35", a word of a closed list, a name */
    struct str words;  /* as written, when that is more than the value */
    struct str label;  /* kind of a number ("passport"), header of "other" */
    struct str column; /* letters; "" when entered by a person */
    struct str script; /* of names: "latin", "arabic", "cyrillic", "other" */
    i64 of;            /* names: index of the field that this one writes in another script, or -1 */
    struct str source; /* entered by a person: where it is known from */
    i64 entry;         /* entered by a person: when; else -1 */
};
/* Why a row is flagged: a word of list "person_flag" and the column, if one is to blame. */
struct person_flag {
    struct str reason, column;
};
struct person {
    struct str id;               /* "n-" + 32 hex */
    struct str list, item;       /* "l-…" or "" (entered by hand); outside name of the item */
    struct str sheet, key;       /* of its row; key: the list's own */
    i64 version, line;           /* of the list; row of the sheet */
    struct person_field *fields; /* as the list says */
    i64 nfields;
    struct person_field *edits; /* as people corrected: each stands for the list's field(s) of that
                                   name; value "" = taken away */
    i64 nedits;
    struct person_flag *flags;
    i64 nflags;
    bool gone;           /* the newest version of its list does not have it */
    bool name_withdrawn; /* consent to keep was withdrawn: names and contacts shown to nobody */
    i64 entry, part;
};

/* A line of a list of persons. */
struct person_line {
    struct str id, list, list_name, item, name, sex, outcome, place, key;
    i64 age_min, age_max; /* -1 not known */
    struct date_range when;
    i64 version, line, flags;
    bool gone, suspect;
    bool name_withdrawn; /* consent to keep was withdrawn: the name is shown to nobody */
};
struct person_filter {
    struct str list, sex, outcome; /* "" any */
    struct str words;              /* folded words of the names; all must occur */
    bool dirty, suspects, gone;    /* only those flagged, suspected, gone (else: not gone) */
    i64 reach;
};
struct person_page {
    struct person_line *lines;
    i64 n;
    struct str after; /* cursor; "" = the last screen */
    i64 count;        /* counted up to LIST_COUNT_MAX */
    bool count_more;
};
/* By folded name, then id. With words: at most the first LIST_COUNT_MAX found. */
MUST rc records_persons(struct db *d, struct arena *a, const struct person_filter *f,
                        struct str after, i64 most, struct person_page *out, struct err *e);
/* id: whole, or its beginning (8 characters at least). */
MUST rc records_person(struct db *d, struct arena *a, struct str id, i64 reach, bool *found,
                       struct person *out, struct err *e);
/* Those that may be the same person, and how people judged. */
MUST rc records_suspects(struct db *d, struct arena *a, struct str id, i64 reach,
                         struct person_line **lines, i64 *n, struct err *e);

struct judgement {
    struct str a, b, verdict /* "same", "different" */, actor, reason;
    i64 at, entry;
};
/* Of one person, newest first; several on one pair: the newest counts. */
MUST rc records_judgements(struct db *d, struct arena *a, struct str id, i64 reach,
                           struct judgement **out, i64 *n, struct err *e);

struct consent {
    struct str purpose; /* list "purpose": store, identify, publish, share, court */
    struct str act;     /* "give", "withdraw" */
    struct str how, by, relation, risks, date, expires, item, words, actor;
    i64 at, entry;
};
/* Newest first. */
MUST rc records_consents(struct db *d, struct arena *a, struct str id, struct consent **out, i64 *n,
                         struct err *e);
/* Does consent stand on this day (as date_days)? Never given: no. */
MUST rc records_consented(struct db *d, struct arena scratch, struct str id, const char *purpose,
                          i32 day, bool *yes, struct err *e);

struct name_list {
    struct str id, name, item, item_name;
    i64 version, rows, flagged, gone;
    i64 at;
};
struct list_version {
    i64 version, rows, flagged, added, changed, rekeyed, gone, at, entry;
    struct str item, item_name, sheet, mapping /* JSON */, actor;
};
/* All lists that may be seen, by name. */
MUST rc records_name_lists(struct db *d, struct arena *a, i64 reach, struct name_list **out, i64 *n,
                           struct err *e);
/* By id or name. */
MUST rc records_name_list(struct db *d, struct arena *a, struct str list, i64 reach, bool *found,
                          struct name_list *out, struct err *e);
/* Newest first. */
MUST rc records_list_versions(struct db *d, struct arena *a, struct str list,
                              struct list_version **out, i64 *n, struct err *e);
/* What a version brought: "added", "changed", "rekeyed", "gone". */
struct list_change {
    struct str change, person, key, was; /* was: the key before */
    i64 line, was_line;                  /* was_line: row of the version before, -1 none */
    struct person_field *before, *now;
    i64 nbefore, nnow;
};
MUST rc records_list_changes(struct db *d, struct arena *a, struct str list, i64 version,
                             struct str after, i64 most, struct list_change **out, i64 *n,
                             struct str *next, struct err *e);
/* Rows of a version, for comparing: keys and digests. */
struct list_row {
    struct str key, person;
    i64 line, digest;
};
MUST rc records_list_rows(struct db *d, struct arena *a, struct str list, i64 version,
                          struct list_row **out, i64 *n, struct err *e);

/* Mappings kept in the case: by name; or the newest for a table's signature. "" = none. */
MUST rc records_mapping(struct db *d, struct arena *a, struct str name, struct str signature,
                        struct str *mapping, struct err *e);
struct kept_mapping {
    struct str name, signature, mapping;
};
MUST rc records_mappings(struct db *d, struct arena *a, struct kept_mapping **out, i64 *n,
                         struct err *e);

/* An item's bytes for reading as a table: where they are. reach applied. */
struct item_bytes {
    struct str outside, name, object;
    i64 entry, size;
};
MUST rc records_item_bytes(struct db *d, struct arena *a, struct str outside, i64 reach,
                           bool *found, struct item_bytes *out, struct err *e);

/* ---- fields ---- */
bool person_field_known(struct str field);
u32 person_field_group(struct str field); /* enum field_group or 0 */
bool person_field_many(struct str field);
/* From JSON [{"f","v","w"?,"l"?,"c"?,"s"?,"o"?}]. */
void person_fields_read(struct arena *a, const struct json *fields, struct person_field **out,
                        i64 *n);
/* What the row says, without columns and without fields of the key columns ("k":true): equal for
 * equal words. */
i64 person_digest(const struct json *fields);
/* The name to show: full, or the parts in order. "" when there is none. Of fields and edits. */
struct str person_name(struct arena *a, const struct person *p);
/* The fields as they stand: the list's, with what people corrected in its place. */
void person_fields(struct arena *a, const struct person *p, struct person_field **out, i64 *n);
/* "30-35", "34" → years; false when it is neither. */
bool person_age(struct str value, i64 *min, i64 *max);

/* "l-" + 16 hex of the name and the item of the first version: two groups may each have a list of
 * one name without knowing of the other's. */
struct str name_list_id(struct arena *a, struct str name, struct str item);
/* "n-" + 32 hex of (list, key); key "": of (list, item, sheet, line). again: the key stands on an
 * earlier row. */
struct str person_id(struct arena *a, struct str list, struct str key, struct str item,
                     struct str sheet, i64 line, bool again);

#endif
