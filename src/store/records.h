/* The nouns as rows: what every room reads and writes, so that rooms never include rooms (DESIGN
 * §4).
 *
 * The projection (SQL tables) is a cache replayed from the log: records_apply() is the only writer,
 * a pure function of (tables so far, entry). `struct book` is a case loaded into memory, read-only,
 * sorted, with finders: rooms work on it and never see SQL. Strings live in the arena given. Empty
 * str, n == 0 and DATE_NONE mean unknown. */
#ifndef CAIRN_STORE_RECORDS_H
#define CAIRN_STORE_RECORDS_H

#include "base/map.h"
#include "db/db.h"
#include "store/claim.h"
#include "store/store.h"
#include "text/marks.h"

/* State of an item. Sealed always; read or not is a second question. */
enum item_state { ITEM_SEALED, ITEM_READ, ITEM_UNREAD, ITEM_UNREADABLE, ITEM_ERASED };

struct item {
    struct str id;      /* "sha256:<hex>" of the bytes as received: inside only */
    struct str outside; /* unguessable name used outside: hex of its salted object commitment */
    struct str name;    /* file name as received */
    i64 size;
    struct str publication; /* id "s-…" in the register, "" = not said */
    bool publication_by_recorder;
    struct when published; /* range + anchor ("as entered by the recorder" | "in the text") */
    struct str lang, url, from;
    enum item_state state;
    struct str reason; /* why unread or unreadable; erased when and on what basis */
    i64 erased_at;     /* ITEM_ERASED: unix seconds; then all but outside, entry, part is unknown */
    struct str erased_basis;
    struct str title;  /* first headline of the text, "" if none */
    i64 received_at;   /* unix seconds, the recorder's clock */
    i64 entry, part;   /* log entry and part of its receipt; object name is object_name */
    struct str object_name;
    /* the text derivative; n == 0 when there is none */
    struct str text;
    struct text_marks marks; /* pages, cells, times … of the text (cited.h); loaded with it */
    i64 text_entry, text_part,
        text_ordinal; /* where its word tree is committed; ordinal = seed number in that entry */
    i64 reach;        /* bits of the groups that may see it; bit 0: everybody (slice.h) */
};

struct publication {
    struct str id; /* "s-" + 16 hex of the folded name */
    struct str name, owner, country, source;
    struct str side; /* party id; "none" = stated to be of no side; "" = unknown */
    struct str *feeds;
    i64 nfeeds; /* publications (ids) whose copy it carries */
    struct date_range from;
    i64 entry;
    bool registered; /* false: only named on an item so far, nothing stated about it */
};

struct party_alias {
    struct str name;
    struct date_range from;
    struct str source;
    bool former;
    i64 entry;
};
struct party_ally {
    struct str party;
    struct date_range from;
    struct str source;
    i64 entry;
};
struct party {
    struct str id; /* "a-" + 16 hex of the folded first name */
    struct str name;
    struct party_alias *aliases;
    i64 naliases;
    struct party_ally *allies;
    i64 nallies;
    struct str source;
    i64 entry;
};

struct place {
    struct str id; /* "p-…" */
    struct str name, name_ar, name_ru, parent /* id or "" */, country;
    enum precision precision; /* what kind of place it is */
    i32 lat, lon;             /* 1e-7 degrees; both 0 = unknown */
    i64 entry;                /* -1: from the built-in gazetteer */
};

struct review {
    struct str claim;
    struct str act; /* accept, reject, correct, undo, add, work_needed */
    struct str by, reason;
    i64 at, entry, part;
    bool undone; /* taken back by a later undo */
};

/* A claim with its life in the case. */
struct claim_row {
    struct claim c;   /* current version; c.status is current */
    i64 item;         /* index into book.items */
    i64 entry, part;  /* where the current version is committed */
    i64 reviewers;    /* distinct persons who accepted the current version */
    i64 others;       /* of them, those who did not write it */
    i64 incident;     /* index into book.incidents, -1 none */
    i64 version;      /* 0 = as first read or entered */
    struct str actor; /* who had the current version recorded: a name, inside only */
};

enum accounts { ACCOUNTS_ONE, ACCOUNTS_SEVERAL_ONE_ORIGIN, ACCOUNTS_INDEPENDENT };

struct incident {
    struct str id;   /* "i-" + 32 hex of its founding claim's id */
    struct str code; /* permanent, "MRT-0007" */
    enum kind kind;
    struct where where;     /* place id + precision; span unused */
    struct str place_words; /* the words when no gazetteer place fits */
    struct date_range when;
    struct str merged_into; /* id; then claims is empty and the page redirects */
    i64 *claims;
    i64 nclaims; /* indexes into book.claims, document order */
    i64 entry;
    enum accounts accounts; /* computed like the figures, over all claims that count */
    i64 origins;            /* 0: not computed */
    struct str title;       /* working title that a person gave it; "" none. Inside only */
    u32 set_by_person;      /* bits of enum incident_set: what a person settled, with a reason */
    i64 erased_claims;      /* that it had and that were erased; of the last time: */
    i64 erased_at;
    struct str erased_basis;
    bool erased_all; /* then, these were all that it had */
};
enum incident_set { SET_TITLE = 1, SET_KIND = 2, SET_PLACE = 4, SET_WHEN = 8 };

/* What was looked for about an incident, where, and what came of it ("nothing" too). */
struct searched {
    i64 incident; /* index */
    struct str where, found, by;
    struct date_range on;
    i64 at, entry, part;
};
/* What a side that is accused answered, entered by a person from a source; "none" is never assumed
 * to be consent. */
struct reply {
    i64 incident;
    struct str party; /* as written; when the register has it, its name there */
    struct str words, source, by;
    struct date_range on;
    i64 at, entry, part;
};
/* An aggregate report counts what these incidents count too: totals subtract (totals.h). */
struct overlap {
    i64 aggregate, incident; /* indexes */
    struct str reason, by;
    i64 at, entry, part;
};

/* A figure: a fold over claims by a named, versioned method (src/method); never stored, always
 * recomputed. Claims are indexes into book.claims. */
struct figure {
    struct str id;     /* "f-" + 32 hex over (incident, method, what, who, min, max, claims) */
    i64 incident;      /* index */
    struct str method; /* "range@1" */
    enum what what;
    enum who who;
    i64 min, max; /* max COUNT_OPEN: no upper end was given */
    enum accounts accounts;
    i64 origins; /* independent origins, established ones only; at least 1 */
    i64 *min_claims, nmin_claims, *max_claims, nmax_claims; /* behind each end */
    i64 *claims, nclaims;                                   /* all that were counted */
    i64 unreviewed;
    struct str words; /* "Interior ministry officials said 14; quoted by …" */
};

enum axis { AXIS_OCCURRENCE, AXIS_NUMBER, AXIS_RESPONSIBILITY };
/* Claim `by` disputes claim `against` on one axis; shown, never resolved silently. */
struct dispute {
    i64 incident;
    enum axis axis;
    i64 by, against;
};
/* Why two claims of an incident count as one origin ("same publication", "one speaker", "reposts",
 * "same side", "owner not known", …), for the page that shows origins. independent: established,
 * the reason says how. */
struct tie {
    i64 incident;
    i64 a, b;
    bool independent;
    struct str reason;
};

struct book {
    struct str case_name;
    struct item *items;
    i64 nitems; /* order of receipt */
    struct publication *publications;
    i64 npublications; /* by name */
    struct party *parties;
    i64 nparties; /* by name */
    struct place *places;
    i64 nplaces; /* of the case, by name */
    struct claim_row *claims;
    i64 nclaims; /* by item, then document order; withdrawn ones included */
    struct incident *incidents;
    i64 nincidents; /* by code */
    struct review *reviews;
    i64 nreviews; /* by entry */
    /* computed by the flow after loading (reconcile room), not stored: */
    struct figure *figures;
    i64 nfigures; /* by incident, what, who */
    struct dispute *disputes;
    i64 ndisputes; /* by incident, axis */
    struct tie *ties;
    i64 nties;        /* by incident */
    /* entered by people (store/work.h), each by incident, then entry */
    struct searched *searched;
    i64 nsearched;
    struct reply *replies;
    i64 nreplies;
    struct overlap *overlaps; /* by aggregate, then entry */
    i64 noverlaps;
    struct map by_id; /* any id above -> index in its array */
    bool two_person; /* setting: two who did not write a version must have accepted it */
    i64 nerased; /* items of the case that were erased */
    i64 log_size;
    i64 last_number; /* highest number in an incident's code, over the whole case */
    struct str checkpoint;
};

/* Parts of entries, as records_apply reads them: canonical JSON with a key "kind". Which kinds
 * there are, what each holds and which may stand in a receipt: docs/formats/, "Parts of entries".
 *
 *   {"kind":"item","item":OUTSIDE,"object":NAME,"publication"?,"published"?,"lang"?, …}
 *   {"kind":"manifest","item":OUTSIDE,"sha256":HEX,"size":N,"name","from"?,"url"?}
 *   {"kind":"reading","item":OUTSIDE,"form","words":{"n","root"}?,"text":OBJECT?,"ordinal"?,
 *    "lang"?,"reader","model","unread"?,"unread_part"?,"unreadable"?,"published"?,
 *    "published_anchor"?}
 *   {"kind":"heading","item":OUTSIDE,"title"}
 *   {"kind":"claim","item":OUTSIDE,"claim":{claim/1 without words and doc},
 *    "state":"new|proposal|corrected"}
 *   {"kind":"incident","incident":{the whole new state of one incident}}
 *   {"kind":"review","claim":ID,"act","version"} and {"kind":"reason","words"}
 *   {"kind":"access","item":OUTSIDE,"groups":[BIT, …]} and {"kind":"group","name","bit"}
 *   {"kind":"setting","name","value"}
 *   {"kind":"publication"|"party"|"alias"|"ally"|"place", …} one register statement each
 *   {"kind":"actor"|"decision"|"release", …} */

/* Creates the tables in an empty database. */
MUST rc records_create(struct db *d, struct err *e);
/* Were the tables made by a cairn with the same tables? When not, the cache must be replayed. */
MUST rc records_same_tables(struct db *d, bool *same, struct err *e);
/* Which entry and part changed this object last (claims, incidents, items by outside name, persons,
 * …): what an edit was made against. -1, -1 when there is no such object. */
MUST rc records_version(struct db *d, struct str object, i64 *entry, i64 *part, struct err *e);
/* Applies one entry (next index) inside the caller's transaction. Unknown types are RC_UNSUPPORTED
 * ("made by a newer cairn"). Reads objects (texts) through `s`. */
MUST rc records_apply(struct db *d, struct store *s, struct arena scratch, const struct entry *en,
                      struct err *e);
/* Brings the index of lists (slice.h) up to what was applied: once before the transaction commits.
 * O(what changed). */
MUST rc records_index(struct db *d, struct arena scratch, struct err *e);
/* Number of entries applied so far. */
MUST rc records_applied(struct db *d, i64 *n, struct err *e);
/* Loads the case. texts: also the text derivatives. */
MUST rc records_load(struct db *d, struct store *s, struct arena *a, bool texts, struct book *out,
                     struct err *e);
/* Differences proposed by later readers: of one claim, or of all when `claim` is empty. */
MUST rc records_proposals(struct db *d, struct arena scratch, struct str claim,
                          void (*each)(void *, const struct json *claim, i64 entry), void *ctx,
                          struct err *e);
/* Digest a table, for rebuild --check: calls each(name, digest). */
MUST rc records_digests(struct db *d, void (*each)(void *, const char *table, const u8 digest[32]),
                        void *ctx, struct err *e);

/* Does it count as reviewed? Accepted by a person, or by two who did not write it where the case
 * asks for two (setting.h). */
bool book_reviewed(const struct book *b, const struct claim_row *r);

/* Finders; -1 when there is none. O(1). */
i64 book_item(const struct book *b, struct str id);
i64 book_claim(const struct book *b, struct str id);
i64 book_incident(const struct book *b, struct str id_or_code);
i64 book_publication(const struct book *b, struct str id);
i64 book_party(const struct book *b, struct str id);
i64 book_place(const struct book *b, struct str id);
/* The words of a claim's span. */
struct str book_words(const struct book *b, const struct claim_row *r, struct span s);

struct str publication_id(struct arena *a, struct str name);
struct str party_id(struct arena *a, struct str name);
struct str place_id(struct arena *a, struct str name, struct str parent_id);

#endif
