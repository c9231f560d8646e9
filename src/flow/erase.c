#include "flow/erase.h"

#include "reconcile/reconcile.h"
#include "text/fold.h"

#include <stdlib.h>

/* Parts that name the item and stay: what was decided about it and about things. */
static const char *const STAY[] = {
    "erasure_order", "erased",  "erased_item", "hold",    "hold_release", "access", "site",
    "site_set",      "remains", "remains_set", "finding", "conclusion",   "custody"};
/* Keys under which parts hold words of people. */
static const char *const WORDS[] = {"words", "reason", "title",  "place_words",
                                    "where", "found",  "source", "name"};

struct cascade {
    struct op_ctx *c;
    struct str item, text; /* text: all its words, folded, a blank at both ends */
    struct map ids;        /* the item, its claims; persons of which nothing is left */
    struct map persons;    /* of its rows */
    struct map touched;    /* incidents that lose claims -> 1; all of them -> 2 */
    struct erase_plan *out;
    i64 cap;
};

static bool in(const struct map *m, struct str key) {
    return key.n && map_get(m, key) != NULL;
}

static bool is_any(struct str kind, const char *const *list, i64 n) {
    for (i64 i = 0; i < n; i++)
        if (str_eqc(kind, list[i])) return true;
    return false;
}

/* ---- words ---- */

/* The end of the token that begins at `from`. */
static i64 token_end(struct str s, i64 from) {
    i64 end = str_chr(s, ' ', from);
    return end < 0 ? s.n : end;
}

bool erase_carries(struct arena scratch, struct str text, struct str words) {
    i64 at[4] = {0}, n = 0;
    struct str padded = str_fmt(&scratch, " %.*s ", SARG(text));
    if (!words.n || !text.n) return false;
    for (i64 from = 0; from < words.n; from = token_end(words, from) + 1) {
        at[n % 4] = from;
        n++;
        if (n < 3) continue;
        struct arena a = scratch;
        struct str run = str_sub(words, at[(n - 3) % 4], token_end(words, from));
        if (str_find(padded, str_fmt(&a, " %.*s ", SARG(run)), 0) >= 0) return true;
    }
    if (n >= 3) return false;
    return str_find(padded, str_fmt(&scratch, " %.*s ", SARG(words)), 0) >= 0;
}

static rc carries(struct cascade *x, const struct json *part, bool *yes, struct err *e) {
    for (i64 i = 0; i < LEN(WORDS); i++) {
        struct arena a = x->c->scratch;
        struct str words = json_get_str(part, WORDS[i]), folded;
        if (!words.n) continue;
        TRY(text_fold(&a, words, &folded, e));
        *yes |= erase_carries(a, x->text, folded);
    }
    return RC_OK;
}

/* ---- what belongs to it ---- */

/* Claims, and persons by rows of it, against those that another item has too. */
static void take_ids(struct cascade *x, const struct json *p, struct map *elsewhere) {
    struct arena *a = x->c->perm;
    bool own = str_eq(json_get_str(p, "item"), x->item), fresh;
    struct str kind = json_get_str(p, "kind"), person = json_get_str(p, "person");
    if (str_eqc(kind, "claim") && own) {
        struct str id = json_get_str(json_get(p, "claim"), "id");
        map_put(&x->ids, a, str_dup(a, id), &fresh);
        x->out->claims += fresh;
    }
    if (str_eqc(kind, "person") && person.n)
        map_put(own ? &x->persons : elsewhere, a, str_dup(a, person), &fresh);
}

/* Calls fn for each part of the log that is still there. */
typedef rc part_fn(struct cascade *x, const struct entry *en, i64 k, const struct json *p,
                   void *ctx, struct err *e);
static rc each_part(struct cascade *x, i64 from, part_fn *fn, void *ctx, struct err *e) {
    struct store *s = x->c->session->store;
    struct arena whole = arena_make("entry", STORE_HOT_MAX);
    rc r = RC_OK;
    for (i64 i = from; i < store_size(s) && r == RC_OK; i++) {
        struct arena a = whole;
        struct entry en;
        r = store_entry(s, &a, i, &en, e);
        for (i64 k = 0; r == RC_OK && k < en.nparts; k++) {
            struct arena b = a;
            struct json *p;
            if (en.parts[k].n == 0) continue;
            r = json_read(&b, en.parts[k], &p, e);
            if (r == RC_OK) r = fn(x, &en, k, p, ctx, e);
        }
    }
    arena_drop(whole);
    return r;
}

static rc take_part_ids(struct cascade *x, const struct entry *en, i64 k, const struct json *p,
                        void *elsewhere, struct err *e) {
    (void)en, (void)k, (void)e;
    take_ids(x, p, elsewhere);
    return RC_OK;
}

static rc take_all_ids(struct cascade *x, struct err *e) {
    struct map elsewhere = {0};
    map_put(&x->ids, x->c->perm, x->item, NULL);
    TRY(each_part(x, x->out->entry, take_part_ids, &elsewhere, e));
    for (i64 i = 0; i < x->persons.n; i++) {
        if (in(&elsewhere, x->persons.entries[i].key)) continue;
        map_put(&x->ids, x->c->perm, x->persons.entries[i].key, NULL);
        x->out->persons++;
    }
    return RC_OK;
}

/* ---- incidents ---- */

static struct json *lost(struct cascade *x, const struct book *b, i64 incident, struct str order,
                         i64 claims) {
    struct arena *a = x->c->perm;
    const struct incident *in = &b->incidents[incident];
    struct json *p = json_obj(a), *groups;
    json_set_str(a, p, "kind", S("incident_erased"));
    json_set_str(a, p, "order", order);
    json_set_str(a, p, "incident", in->id);
    json_set_str(a, p, "code", in->code);
    json_set_str(a, p, "as", kind_name(in->kind));
    json_set_i(a, p, "claims", claims);
    json_set(p, S("whole"), json_bool(a, claims == in->nclaims));
    groups = json_set(p, S("groups"), json_arr(a));
    for (int i = 0; i < REACH_BITS; i++)
        if (x->out->reach >> i & 1) json_add(groups, json_i(a, i));
    return p;
}

/* One that keeps claims is settled anew by these; of one that loses all, code and kind are left. */
static void settle(struct cascade *x, struct book *b, i64 incident, struct str order) {
    struct incident *in = &b->incidents[incident];
    i64 *kept = NEWN(x->c->perm, i64, in->nclaims), n = 0;
    for (i64 i = 0; i < in->nclaims; i++)
        if (!map_get(&x->ids, b->claims[in->claims[i]].c.id)) kept[n++] = in->claims[i];
    if (n == in->nclaims) return;
    struct map_entry *m = map_put(&x->touched, x->c->perm, in->id, NULL);
    m->value = n ? 1 : 2;
    x->out->incidents++;
    x->out->left[x->out->nleft++] = lost(x, b, incident, order, in->nclaims - n);
    if (n == 0) return;
    in->claims = kept;
    in->nclaims = n;
    x->out->left[x->out->nleft++] = reconcile_again(x->c->perm, b, incident);
}

/* ---- what goes of an entry ---- */

struct going {
    i64 *parts, nparts, parts_cap;
    i64 *objects, nobjects, objects_cap;
    struct map named; /* objects that parts that stay name */
    i64 entry;
    bool after; /* the part before was a review that goes: its reason follows */
};

static bool about_gone(struct cascade *x, const struct json *p) {
    static const char *const NAMES[] = {"claim", "object", "person", "a", "b"};
    for (i64 i = 0; i < LEN(NAMES); i++) {
        const struct json *v = json_get(p, NAMES[i]);
        if (v && v->type == JSON_STRING && in(&x->ids, v->s)) return true;
    }
    return false;
}

static i64 incident_touched(struct cascade *x, const struct json *p) {
    static const char *const NAMES[] = {"incident", "aggregate", "object"};
    i64 most = 0;
    for (i64 i = 0; i < LEN(NAMES); i++) {
        const struct json *v = json_get(p, NAMES[i]);
        struct map_entry *m = v && v->type == JSON_STRING ? map_get(&x->touched, v->s) : NULL;
        if (m && m->value > most) most = m->value;
    }
    return most;
}

static bool state_of_gone(struct cascade *x, const struct json *p) {
    JSON_EACH(m, json_get(json_get(p, "incident"), "claims"))
    if (in(&x->ids, m->s)) return true;
    return false;
}

static rc part_goes(struct cascade *x, const struct json *p, bool *goes, struct err *e) {
    struct str kind = json_get_str(p, "kind");
    bool words = false;
    i64 touched = incident_touched(x, p);
    *goes = false;
    if (is_any(kind, STAY, LEN(STAY))) return RC_OK;
    if (str_eq(json_get_str(p, "item"), x->item) || about_gone(x, p)) *goes = true;
    if (str_eqc(kind, "incident")) *goes = state_of_gone(x, p);
    if (str_eqc(kind, "incident_erased") || str_eqc(kind, "actor")) *goes = false;
    if (*goes || (!touched && !str_eqc(kind, "decision"))) return RC_OK;
    if (touched == 2 && !str_eqc(kind, "incident_erased")) return *goes = true, RC_OK;
    TRY(carries(x, p, &words, e));
    *goes = words;
    return RC_OK;
}

/* Objects of items, texts, maps and the like are named "o/7": every such string may be one. */
static void name_objects(struct cascade *x, struct map *to, const struct json *p) {
    JSON_EACH(v, p) {
        if (v->type == JSON_OBJECT || v->type == JSON_ARRAY) name_objects(x, to, v);
        if (v->type != JSON_STRING || v->s.n > OBJECT_NAME_MAX || str_chr(v->s, '/', 0) < 1)
            continue;
        if (!map_get(to, v->s)) map_put(to, x->c->perm, str_dup(x->c->perm, v->s), NULL);
    }
}

/* Objects that the parts that go name, and none that stays does. */
static rc take_objects(struct cascade *x, struct going *g, struct map *gone, struct err *e) {
    for (i64 i = 0; i < gone->n; i++) {
        struct err none = {0};
        u8 sha[32];
        i64 k;
        if (map_get(&g->named, gone->entries[i].key)) continue;
        rc r =
            store_object_at(x->c->session->store, g->entry, gone->entries[i].key, &k, sha, &none);
        if (r == RC_NOTFOUND) continue;
        if (r != RC_OK) return *e = none, r;
        *PUSH(x->c->perm, g->objects, g->nobjects, g->objects_cap) = k;
    }
    return RC_OK;
}

static int by_number(const void *a, const void *b) {
    i64 x = *(const i64 *)a, y = *(const i64 *)b;
    return x < y ? -1 : x > y;
}

static rc end_entry(struct cascade *x, struct going *g, struct map *gone, struct err *e) {
    if (g->nparts == 0) return RC_OK;
    TRY(take_objects(x, g, gone, e));
    if (g->nobjects) qsort(g->objects, (size_t)g->nobjects, sizeof *g->objects, by_number);
    *PUSH(x->c->perm, x->out->what, x->out->n, x->cap) =
        (struct store_erasure){g->entry, g->parts, g->nparts, g->objects, g->nobjects};
    x->out->parts += g->nparts;
    x->out->objects += g->nobjects;
    return RC_OK;
}

struct walk {
    struct going g;
    struct map gone;
    i64 items_left; /* of the entry, so far */
};

static rc decide(struct cascade *x, const struct entry *en, i64 k, const struct json *p, void *ctx,
                 struct err *e) {
    struct walk *w = ctx;
    struct str kind = json_get_str(p, "kind");
    bool goes;
    if (en->index != w->g.entry) {
        TRY(end_entry(x, &w->g, &w->gone, e));
        *w = (struct walk){.g = {.entry = en->index}};
    }
    TRY(part_goes(x, p, &goes, e));
    w->items_left += !goes && str_eqc(kind, "item");
    /* stands behind all items of its entry: goes with the last of them */
    if (str_eqc(kind, "intake_source")) goes = w->g.nparts > 0 && w->items_left == 0;
    if (w->g.after && str_eqc(kind, "reason")) goes = true;
    w->g.after = goes && str_eqc(kind, "review");
    if (goes) *PUSH(x->c->perm, w->g.parts, w->g.nparts, w->g.parts_cap) = k;
    name_objects(x, goes ? &w->gone : &w->g.named, p);
    return RC_OK;
}

/* ---- the plan ---- */

static rc load(struct cascade *x, struct book *b, i64 *at, struct err *e) {
    struct op_ctx *c = x->c;
    struct slice want = {.items = &x->item,
                         .nitems = 1,
                         .with = SLICE_TEXTS | SLICE_ITEM_CLAIMS | SLICE_INCIDENTS,
                         .reach = -1};
    TRY(records_load_slice(c->session->db, c->session->store, c->perm, &want, b, e));
    *at = book_item(b, x->item);
    if (*at < 0)
        return fail(e, RC_NOTFOUND, "there is no item \"%.*s\"", SARG(str_sub(x->item, 0, 80)));
    const struct item *it = &b->items[*at];
    x->out->entry = it->entry;
    x->out->part = it->part;
    x->out->reach = it->reach;
    struct str all = str_fmt(c->perm, "%.*s\n%.*s\n", SARG(it->title), SARG(it->name));
    return text_fold(c->perm, str_cat(c->perm, all, str_sub(it->text, 0, TEXT_BYTES_MAX - all.n)),
                     &x->text, e);
}

rc erase_plan(struct op_ctx *c, struct str item, struct str order, struct erase_plan *out,
              struct err *e) {
    struct cascade x = {.c = c, .item = item, .out = out};
    struct book b;
    struct walk w = {.g = {.entry = -1}};
    i64 at;
    *out = (struct erase_plan){0};
    TRY(load(&x, &b, &at, e));
    TRY(take_all_ids(&x, e));
    out->left = NEWN(c->perm, struct json *, 2 * b.nincidents);
    for (i64 i = 0; i < b.nincidents; i++)
        settle(&x, &b, i, order);
    TRY(each_part(&x, out->entry, decide, &w, e));
    return end_entry(&x, &w.g, &w.gone, e);
}
