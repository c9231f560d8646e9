/* Inside the store: the marks by which a noun is found in lists (list.c), as terms of the index
 * (db_terms_put). A mark is a letter, '_' and a value:
 *
 *   x_all  x_live            every noun; those that count (not withdrawn, not merged away)
 *   k_KIND s_STATUS          numbers of enum kind, enum claim_status (items: enum item_state)
 *   b_ID   i_OUTSIDE g_LANG  publication, item, language of the item
 *   p_ID   o_CC   n_HASH     place and every place around it; country; words that name a place
 *   r_ROLE a_HASH            role of the nearest speaker; who took part in it, by hashed name
 *   q_second                 accepted by one person so far
 *   v_BIT                    groups that may see it (item.reach)
 *   dL_X   eL_X              days, see marks_days()
 *
 * What an incident has from a claim that not everybody may see stands apart: "s_2_v3" for those of
 * group 3, "s_2_h" for whoever may see all. */
#ifndef CAIRN_STORE_LIST_MARKS_H
#define CAIRN_STORE_LIST_MARKS_H

#include "base/date.h"
#include "base/map.h"
#include "db/db.h"
#include "text/gazetteer.h"

/* Marks of one document, each once. */
struct marks {
    struct arena *a;
    struct map seen;
};

void marks_add(struct marks *m, struct str mark);
void marks_put(struct marks *m, char letter, struct str value); /* what is no letter: '_' */
void marks_num(struct marks *m, char letter, i64 value);
/* One bit of reach after the other. */
void marks_reach(struct marks *m, i64 reach);
/* A mark taken from a part of the whole that only these groups may see. */
void marks_apart(struct marks *m, struct str mark, i64 reach);
struct str marks_text(const struct marks *m); /* blank-separated */

struct str mark_of(struct arena *a, char letter, struct str value);
struct str mark_num(struct arena *a, char letter, i64 value);
struct str mark_actor(struct arena *a, struct str name);
struct str mark_name(struct arena *a, struct str folded);

/* Days as nodes of a tree of eights: a node of level L holds 8^L days. A range is covered by few
 * nodes; each gives "e" of itself and "d" of itself and of every node above it. Ranges meet when a
 * node of one is, or is above, a node of the other: ask for "d" of the own nodes or "e" of those
 * above them. Days are cut to 1611–2328. */
void marks_days(struct marks *m, struct date_range r);
/* Fills terms of which one must occur; returns how many. */
i64 days_terms(struct arena *a, i64 from, i64 to, struct str **terms);

/* Places of the case and of the built-in gazetteer with all that lies around them; remembers. */
struct list_places {
    struct db *d;
    struct arena *keep; /* lives as long as this */
    struct map known;   /* id -> marks_text() */
    struct gazetteer g;
    bool open;
};
MUST rc marks_place(struct marks *m, struct list_places *p, struct str id, struct err *e);

#endif
