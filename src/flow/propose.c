#include "flow/propose.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "flow/correct.h"
#include "flow/names.h"
#include "store/erasure.h"
#include "text/builtin.h"
#include "text/gazetteer.h"

const char *propose_verdict_name(enum propose_verdict v) {
    static const char *const NAMES[] = {"refused", "known", "proposed", "held", "entered"};
    return NAMES[v];
}

struct judge {
    struct op_ctx *c;
    struct book *b;
    struct gazetteer places;
    struct names names;
    const struct reader *tables;
    struct str model;
    struct proposed *v;
    i64 n, cap;
    struct checker k; /* of the item at hand */
    struct read_opts o;
    i64 item;
};

static void refuse(struct proposed *p, const char *why) {
    p->verdict = PROPOSE_REFUSED;
    p->why = why;
}

/* ---- lines ---- */

static rc read_lines(struct judge *g, struct str file, struct err *e) {
    struct arena *a = g->c->perm;
    i64 line = 0;
    while (file.n) {
        struct str s = str_cut(&file, '\n');
        struct err why = {0};
        line++;
        if (!str_trim(s).n && !memchr(s.p, 0, (size_t)s.n)) continue;
        if (g->n == PROPOSALS_MAX)
            return fail(e, RC_LIMIT, "a file holds at most %d proposals", PROPOSALS_MAX);
        struct proposed *p = PUSH(a, g->v, g->n, g->cap);
        *p = (struct proposed){.line = line};
        if (proposal_read(a, s, &p->p, &why) != RC_OK) refuse(p, cstr(a, str_c(why.msg)));
    }
    return RC_OK;
}

/* Items of the case with these bytes, within the reach of whoever asks. */
static rc find_items(struct judge *g, struct err *e) {
    struct op_ctx *c = g->c;
    struct map seen = {0};
    struct str *ids = NULL;
    i64 n = 0, cap = 0;
    for (i64 i = 0; i < g->n; i++) {
        struct proposed *p = &g->v[i];
        if (p->why) continue;
        bool fresh;
        struct map_entry *m = map_put(&seen, c->perm, p->p.doc, &fresh);
        if (fresh) {
            struct str *id = PUSH(c->perm, ids, n, cap);
            TRY(records_item_of(c->session->db, c->perm, p->p.doc, op_reach(c), id, e));
            m->value = n - 1;
        }
        p->item = ids[m->value];
        if (!p->item.n) refuse(p, "no item of this case has these bytes");
    }
    i64 found = 0;
    for (i64 i = 0; i < n; i++)
        if (ids[i].n) ids[found++] = ids[i];
    struct slice want = {
        .items = ids, .nitems = found, .with = SLICE_TEXTS | SLICE_ITEM_CLAIMS | SLICE_REVIEWS};
    return session_slice(c, &want, &g->b, e);
}

/* ---- what the case has ---- */

/* Does b hold everything that a says? Objects by key, lists of objects in any order. */
static bool within(const struct json *a, const struct json *b) {
    if (!b || a->type != b->type) return false;
    if (a->type == JSON_STRING || a->type == JSON_NUMBER) return str_eq(a->s, b->s);
    if (a->type == JSON_OBJECT) {
        JSON_EACH(it, a) {
            const struct json *m = b->kids;
            while (m && !str_eq(m->key, it->key))
                m = m->next;
            if (!within(it, m)) return false;
        }
        return true;
    }
    if (a->type != JSON_ARRAY) return true;
    bool objects = a->kids && a->kids->type == JSON_OBJECT;
    if (!objects && a->n != b->n) return false;
    const struct json *y = b->kids;
    JSON_EACH(x, a) {
        bool found = !objects && within(x, y);
        for (const struct json *z = objects ? b->kids : NULL; z && !found; z = z->next)
            found = within(x, z);
        if (!found) return false;
        if (!objects) y = y->next;
    }
    return true;
}

/* What a claim says, without who brought it and where exactly its words begin and end. */
static struct json *content(struct arena *a, const struct claim *c) {
    struct claim bare = *c;
    bare.id = bare.doc = bare.by_reader = bare.by_model = bare.by_person = bare.by_proposer =
        (struct str){0};
    bare.nrules = 0;
    bare.held = false;
    bare.sentence = bare.said.content = bare.said.cue = (struct span){0, 0};
    bare.trigger = (struct span){0, 1};
    struct json *j = claim_to_json(a, &bare, (struct str){0});
    return j;
}

/* Taken out by a person, not by a later reading. */
static bool judged(const struct book *b, struct str id) {
    for (i64 i = 0; i < b->nreviews; i++)
        if (str_eq(b->reviews[i].claim, id)) return true;
    return false;
}

static bool shares_number(const struct claim *x, const struct claim *y) {
    for (i64 i = 0; i < x->ncounts; i++)
        for (i64 k = 0; k < y->ncounts; k++)
            if (x->counts[i].what == y->counts[k].what &&
                span_overlaps(x->counts[i].span, y->counts[k].span))
                return true;
    return false;
}

/* One number said once is counted once, whichever word it hangs on. */
static bool same_words(const struct claim *x, const struct claim *y) {
    struct span a = x->said.chain[0].who, b = y->said.chain[0].who;
    bool speaker =
        span_some(a) && span_some(b) ? span_overlaps(a, b) : span_some(a) == span_some(b);
    bool words = span_overlaps(x->trigger, y->trigger) || shares_number(x, y);
    return x->kind == y->kind && words && speaker;
}

/* The claim that stands for these words: of the case, or of an earlier line. */
static const struct claim *standing(const struct judge *g, const struct proposed *p) {
    for (i64 i = 0; i < g->b->nclaims; i++) {
        const struct claim_row *r = &g->b->claims[i];
        bool gone = r->c.status == STATUS_WITHDRAWN && !r->c.by_proposer.n && !r->c.by_person.n &&
                    !judged(g->b, r->c.id);
        if (r->item == g->item && !gone && same_words(&r->c, &p->c)) return &r->c;
    }
    for (const struct proposed *o = g->v; o < p; o++)
        if (o->verdict >= PROPOSE_HELD && str_eq(o->item, p->item) && same_words(&o->c, &p->c))
            return &o->c;
    return NULL;
}

static bool id_taken(const struct judge *g, const struct proposed *p, struct str id) {
    for (const struct proposed *o = g->v; o < p; o++)
        if (o->verdict >= PROPOSE_HELD && str_eq(o->c.id, id)) return true;
    return book_claim(g->b, id) >= 0;
}

static struct str fresh_id(const struct judge *g, const struct proposed *p) {
    for (int ordinal = 0;; ordinal++) {
        struct str id = claim_id(g->c->perm, p->p.doc, S("text/1"), &p->c, ordinal);
        if (!id_taken(g, p, id)) return id;
    }
}

/* The number of one claim under another kind: whether that is two harms or one told twice, a person
 * must see. */
static bool counted_elsewhere(const struct judge *g, const struct proposed *p) {
    for (i64 i = 0; i < g->b->nclaims; i++) {
        const struct claim_row *r = &g->b->claims[i];
        if (r->item == g->item && claim_stands(&r->c) && r->c.kind != p->c.kind &&
            shares_number(&r->c, &p->c))
            return true;
    }
    for (const struct proposed *o = g->v; o < p; o++)
        if (o->verdict == PROPOSE_ENTERED && str_eq(o->item, p->item) && o->c.kind != p->c.kind &&
            shares_number(&o->c, &p->c))
            return true;
    return false;
}

struct waiting {
    struct arena *a;
    const struct claim *c;
    bool same;
};

static void is_waiting(void *ctx, const struct json *claim, i64 entry) {
    struct waiting *w = ctx;
    struct arena a = *w->a;
    (void)entry;
    struct json *j = claim_for_log(&a, w->c);
    w->same = w->same || str_eq(json_canon(&a, claim), json_canon(&a, j));
}

/* Is the same difference put beside that claim already? */
static rc already_proposed(struct judge *g, const struct proposed *p, bool *yes, struct err *e) {
    struct arena scratch = g->c->scratch, mine = arena_split(&scratch, PROPOSALS_BYTES_MAX);
    struct waiting w = {.a = &mine, .c = &p->c};
    TRY(records_proposals(g->c->session->db, scratch, p->c.id, is_waiting, &w, e));
    for (const struct proposed *o = g->v; o < p; o++)
        if (o->verdict == PROPOSE_PROPOSED && str_eq(o->c.id, p->c.id))
            is_waiting(&w, claim_for_log(&mine, &o->c), 0);
    *yes = w.same;
    return RC_OK;
}

/* ---- one proposal ---- */

/* An id that it names: of this item's claims; that the tie holds, a person must see. */
static void look_tie(struct judge *g, struct proposed *p, const char *field, struct str id) {
    i64 at = id.n ? book_claim(g->b, id) : -1;
    if (!id.n) return;
    bool there = at >= 0 && g->b->claims[at].item == g->item;
    verify_note(g->c->perm, &p->fields, str_c(field), there ? VERIFY_SPAN_ONLY : VERIFY_REFUSED,
                there ? "whether they are one event is not shown" : "this item has no such claim");
}

static void look_ties(struct judge *g, struct proposed *p) {
    for (i64 i = 0; i < p->c.nsame_event; i++)
        look_tie(g, p, "same_event", p->c.same_event[i]);
    look_tie(g, p, "repeats", p->c.repeats);
    look_tie(g, p, "part_of", p->c.part_of);
}

/* What was verified by which rule goes with the claim: "kind: reader"; each family of fields once
 * a rule. */
static void put_rules(struct judge *g, struct proposed *p) {
    struct arena *a = g->c->perm;
    p->c.rules = NEWN(a, struct str, CLAIM_RULES_MAX);
    for (i64 i = 0; i < p->fields.n; i++) {
        const struct verify_field *f = &p->fields.v[i];
        struct str name = f->field;
        i64 cut = str_chr(name, '[', 0);
        if (cut >= 0) name = str_sub(name, 0, cut);
        struct str rule = str_fmt(a, "%.*s: %s", SARG(name),
                                  f->result == VERIFY_VERIFIED ? f->why : PROPOSAL_WORDS_ONLY);
        bool have = false;
        for (i64 k = 0; k < p->c.nrules; k++)
            have = have || str_eq(p->c.rules[k], rule);
        if (!have && p->c.nrules < CLAIM_RULES_MAX) p->c.rules[p->c.nrules++] = rule;
    }
}

static rc place(struct judge *g, struct proposed *p, struct err *e) {
    const struct claim *old = standing(g, p);
    struct arena scratch = g->c->scratch;
    if (counted_elsewhere(g, p))
        verify_note(g->c->perm, &p->fields, S("counts"), VERIFY_SPAN_ONLY,
                    "the same number stands in a claim of another kind");
    p->c.held = p->fields.worst == VERIFY_SPAN_ONLY;
    p->c.by_model = g->model;
    put_rules(g, p);
    if (!old) {
        p->c.id = fresh_id(g, p);
        p->verdict = p->c.held ? PROPOSE_HELD : PROPOSE_ENTERED;
    } else {
        p->c.id = old->id;
        p->verdict = PROPOSE_PROPOSED;
        bool same = within(content(&scratch, &p->c), content(&scratch, old));
        if (!same) TRY(already_proposed(g, p, &same, e));
        if (same) p->verdict = PROPOSE_KNOWN, p->why = "the case has it";
    }
    bool id = !p->p.id.n || str_eq(p->p.id, p->c.id);
    if (!id) refuse(p, "the id is not the one that these words have");
    return RC_OK;
}

static rc judge_one(struct judge *g, struct proposed *p, struct err *e) {
    struct op_ctx *c = g->c;
    struct err why = {0};
    if (proposal_claim(c->perm, &p->p, g->k.text, &p->c, &why) != RC_OK)
        return refuse(p, cstr(c->perm, str_c(why.msg))), RC_OK;
    claim_verify(c->perm, c->scratch, &g->k, &p->c, &p->fields);
    look_ties(g, p);
    if (p->fields.worst == VERIFY_REFUSED) {
        for (i64 i = p->fields.n - 1; i >= 0; i--)
            if (p->fields.v[i].result == VERIFY_REFUSED) refuse(p, p->fields.v[i].why);
        return RC_OK;
    }
    TRY(place(g, p, e));
    if (p->verdict >= PROPOSE_PROPOSED && claim_check(c->scratch, &p->c, &why) != RC_OK)
        refuse(p, cstr(c->perm, str_c(why.msg)));
    return RC_OK;
}

/* ---- one item ---- */

static void options(struct judge *g) {
    const struct item *it = &g->b->items[g->item];
    g->o = (struct read_opts){.item = it->id,
                              .derivative = S("text/1"),
                              .published = it->published.range,
                              .published_by_recorder = str_has(it->published.anchor, S("recorder")),
                              .publication = it->publication,
                              .publication_by_recorder = it->publication_by_recorder,
                              .lang = it->lang,
                              .places = &g->places,
                              .reader = g->tables,
                              .name = names_lookup,
                              .name_ctx = &g->names};
}

static rc judge_item(struct judge *g, i64 first, struct err *e) {
    struct op_ctx *c = g->c;
    struct str item = g->v[first].item;
    struct err why = {0};
    g->item = book_item(g->b, item);
    CHECK(g->item >= 0);
    const struct item *it = &g->b->items[g->item];
    bool none = erased_refused(it, &why) != RC_OK || !it->text.n;
    options(g);
    if (!none) TRY(checker_make(c->perm, c->scratch, it->text, &g->o, &g->k, e));
    for (i64 i = first; i < g->n; i++) {
        struct proposed *p = &g->v[i];
        if (p->why || p->verdict || !str_eq(p->item, item)) continue;
        if (none)
            refuse(p, "the item has no text");
        else
            TRY(judge_one(g, p, e));
    }
    return RC_OK;
}

rc propose_judge(struct op_ctx *c, struct str file, struct proposed **out, i64 *n, struct err *e) {
    struct judge g = {.c = c, .model = read_model(c->perm)};
    TRY(read_lines(&g, file, e));
    TRY(find_items(&g, e));
    TRY(gazetteer_open(builtin_places(), &g.places, e));
    names_make(c->perm, g.b, &g.names);
    g.tables = reader_make(c->perm);
    for (i64 i = 0; i < g.n; i++)
        if (!g.v[i].why && !g.v[i].verdict) TRY(judge_item(&g, i, e));
    *out = g.v;
    *n = g.n;
    return RC_OK;
}

struct json *propose_part(struct op_ctx *c, const struct proposed *p) {
    if (p->verdict < PROPOSE_PROPOSED) return NULL;
    struct json *j = json_obj(c->perm);
    json_set_str(c->perm, j, "kind", S("claim"));
    json_set_str(c->perm, j, "item", p->item);
    json_set_str(c->perm, j, "state", p->verdict == PROPOSE_PROPOSED ? S("proposal") : S("new"));
    json_set(j, S("claim"), claim_for_log(c->perm, &p->c));
    return j;
}

struct json *propose_row(struct arena *a, const struct proposed *p) {
    struct json *j = json_obj(a);
    json_set_i(a, j, "v", 1);
    json_set_i(a, j, "line", p->line);
    json_set_str(a, j, "verdict", str_c(propose_verdict_name(p->verdict)));
    if (p->verdict != PROPOSE_REFUSED) {
        json_set_str(a, j, "claim", p->c.id);
        json_set_str(a, j, "kind", kind_name(p->c.kind));
    }
    if (p->p.proposer.n) json_set_str(a, j, "proposer", p->p.proposer);
    if (p->p.doc.n) json_set_str(a, j, "doc", p->p.doc);
    if (p->why) json_set_str(a, j, "why", str_c(p->why));
    if (!p->fields.n) return j;
    struct json *list = json_set(j, S("fields"), json_arr(a));
    for (i64 i = 0; i < p->fields.n; i++) {
        const struct verify_field *f = &p->fields.v[i];
        struct json *o = json_add(list, json_obj(a));
        json_set_str(a, o, "field", f->field);
        json_set_str(a, o, "result", str_c(verify_result_name(f->result)));
        json_set_str(a, o, f->result == VERIFY_VERIFIED ? "rule" : "reason", str_c(f->why));
    }
    return j;
}
