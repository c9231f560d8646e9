#include "store/list_marks.h"

#include "proof/hash.h"
#include "store/list_sql.h"
#include "text/builtin.h"
#include "text/fold.h"

enum {
    DAY_OFFSET = 1 << 17, /* day 0 of the tree is this long before 1970 */
    DAY_LEVELS = 6,
    PLACE_DEPTH_MAX = 16
};

void marks_add(struct marks *m, struct str mark) {
    map_put(&m->seen, m->a, mark, NULL);
}

struct str mark_of(struct arena *a, char letter, struct str value) {
    char *p = NEWN(a, char, value.n + 2);
    p[0] = letter;
    p[1] = '_';
    for (i64 i = 0; i < value.n; i++)
        p[i + 2] = is_alnum(value.p[i]) ? lower(value.p[i]) : '_';
    return (struct str){p, value.n + 2};
}

struct str mark_num(struct arena *a, char letter, i64 value) {
    return str_fmt(a, "%c_%lld", letter, (long long)value);
}

static struct str mark_hash(struct arena *a, char letter, struct str s) {
    u8 h[32];
    sha256(s, h);
    return mark_of(a, letter, hex_encode(a, (struct str){(char *)h, 8}));
}

struct str mark_actor(struct arena *a, struct str name) {
    return mark_hash(a, 'a', name);
}

struct str mark_name(struct arena *a, struct str folded) {
    return mark_hash(a, 'n', folded);
}

void marks_put(struct marks *m, char letter, struct str value) {
    if (value.n) marks_add(m, mark_of(m->a, letter, value));
}

void marks_num(struct marks *m, char letter, i64 value) {
    marks_add(m, mark_num(m->a, letter, value));
}

void marks_reach(struct marks *m, i64 reach) {
    for (int bit = 0; bit < REACH_BITS; bit++)
        if (reach >> bit & 1) marks_num(m, 'v', bit);
}

void marks_apart(struct marks *m, struct str mark, i64 reach) {
    if (reach & 1) {
        marks_add(m, mark);
        return;
    }
    marks_add(m, str_cat(m->a, mark, S("_h")));
    for (int bit = 1; bit < REACH_BITS; bit++)
        if (reach >> bit & 1) marks_add(m, str_fmt(m->a, "%.*s_v%d", SARG(mark), bit));
}

struct str marks_text(const struct marks *m) {
    i64 bytes = 0;
    for (i64 i = 0; i < m->seen.n; i++)
        bytes += m->seen.entries[i].key.n + 1;
    struct buf b = buf_make(m->a, bytes + 1);
    for (i64 i = 0; i < m->seen.n; i++) {
        if (i) buf_c(&b, ' ');
        buf_put(&b, m->seen.entries[i].key);
    }
    return buf_str(&b);
}

/* ---- days ---- */

struct node {
    int level;
    i64 at;
};

/* The fewest nodes that make up [from, to]; at most 14 a level. */
static i64 cover(i64 from, i64 to, struct node *out) {
    i64 last = ((i64)1 << 3 * DAY_LEVELS) - 1, n = 0;
    i64 lo = from + DAY_OFFSET, hi = to + DAY_OFFSET;
    lo = lo < 0 ? 0 : lo > last ? last : lo;
    hi = hi < 0 ? 0 : hi > last ? last : hi;
    for (int level = 0; lo <= hi; level++) {
        bool top = level == DAY_LEVELS - 1;
        while (lo <= hi && (lo & 7 || top))
            out[n++] = (struct node){level, lo++};
        while (lo <= hi && ((hi + 1) & 7 || top))
            out[n++] = (struct node){level, hi--};
        lo >>= 3;
        hi = ((hi + 1) >> 3) - 1;
    }
    return n;
}
enum { COVER_MAX = 14 * DAY_LEVELS };

static void add_node(struct marks *m, char letter, int level, i64 at) {
    marks_add(m, str_fmt(m->a, "%c%d_%llx", letter, level, (unsigned long long)at));
}

void marks_days(struct marks *m, struct date_range r) {
    struct node nodes[COVER_MAX];
    if (r.precision == DATE_NONE || r.from > r.to) return;
    i64 n = cover(r.from, r.to, nodes);
    for (i64 i = 0; i < n; i++) {
        add_node(m, 'e', nodes[i].level, nodes[i].at);
        for (int level = nodes[i].level; level < DAY_LEVELS; level++)
            add_node(m, 'd', level, nodes[i].at >> 3 * (level - nodes[i].level));
    }
}

i64 days_terms(struct arena *a, i64 from, i64 to, struct str **terms) {
    struct node nodes[COVER_MAX];
    struct marks m = {.a = a};
    i64 n = cover(from, to, nodes);
    for (i64 i = 0; i < n; i++) {
        add_node(&m, 'd', nodes[i].level, nodes[i].at);
        for (int level = nodes[i].level + 1; level < DAY_LEVELS; level++)
            add_node(&m, 'e', level, nodes[i].at >> 3 * (level - nodes[i].level));
    }
    *terms = NEWN(a, struct str, m.seen.n);
    for (i64 i = 0; i < m.seen.n; i++)
        (*terms)[i] = m.seen.entries[i].key;
    return m.seen.n;
}

/* ---- places ---- */

static void put_country(struct marks *m, struct str country) {
    if (country.n == 2) marks_put(m, 'o', country);
}

static void gazetteer_marks(struct marks *m, struct list_places *p, struct str id) {
    struct geoplace at;
    struct err ignored = {0};
    if (!p->open) p->open = gazetteer_open(builtin_places(), &p->g, &ignored) == RC_OK;
    i64 number = p->open ? gazetteer_by_id(&p->g, id) : -1;
    for (int hops = 0; hops < 3 && gazetteer_place(&p->g, number, &at); hops++) {
        marks_put(m, 'p', gazetteer_id(m->a, &at));
        put_country(m, at.country);
        if (at.region == number) break;
        number = at.region;
    }
}

/* Name, country and parent of a place of the case; found false: it is none. */
static rc case_place(struct marks *m, struct list_places *p, struct str id, struct str *parent,
                     bool *found, struct err *e) {
    struct stmt *q = db_stmt(p->d, &L_PLACE);
    db_bind_text(q, 1, id);
    TRY(db_step(q, found, e));
    if (!*found) return RC_OK;
    *parent = db_is_null(q, 0) ? (struct str){0} : db_text_dup(m->a, q, 0);
    if (!db_is_null(q, 1)) put_country(m, db_text(q, 1));
    return db_run(q, e);
}

static rc find_marks(struct marks *m, struct list_places *p, struct str id, struct err *e) {
    for (int hops = 0; id.n && hops < PLACE_DEPTH_MAX; hops++) {
        struct str parent = {0};
        bool found;
        marks_put(m, 'p', id);
        TRY(case_place(m, p, id, &parent, &found, e));
        if (!found) gazetteer_marks(m, p, id);
        id = parent;
    }
    return RC_OK;
}

rc marks_place(struct marks *m, struct list_places *p, struct str id, struct err *e) {
    if (!id.n) return RC_OK;
    struct map_entry *known = map_get(&p->known, id);
    if (!known) {
        struct marks found = {.a = m->a};
        TRY(find_marks(&found, p, id, e));
        known = map_put(&p->known, p->keep, str_dup(p->keep, id), NULL);
        struct str *text = NEW(p->keep, struct str);
        *text = str_dup(p->keep, marks_text(&found));
        known->ptr = text;
    }
    struct str rest = *(struct str *)known->ptr;
    while (rest.p && rest.n)
        marks_add(m, str_cut(&rest, ' '));
    return RC_OK;
}
