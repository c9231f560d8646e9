#include "lib_gold.h"

#include "lib_find.h"

#include "read/check.h"
#include "text/when.h"

enum { GOLD_CLAIMS_MAX = 64 };

/* One file while it is read. */
struct look {
    struct arena *a;
    struct gold *g;
    struct finder f;
    const struct json *j[GOLD_CLAIMS_MAX]; /* the lines, for the ties */
    struct err *e;
    struct str line; /* the claim being read, for errors */
};

static rc bad(const struct look *l, const char *what, struct str which) {
    return fail(l->e, RC_USAGE, "%.*s: %s: %.*s in %.*s", SARG(l->g->name), what, SARG(which),
                SARG(str_sub(l->line, 0, 160)));
}

static rc find(const struct look *l, struct str spec, struct span *out) {
    return gold_find(&l->f, spec, out) ? RC_OK : bad(l, "not in the text", spec);
}

static struct str word(const struct json *row, i64 i) {
    const struct json *k = row ? row->kids : NULL;
    while (k && i-- > 0)
        k = k->next;
    return k && k->type == JSON_STRING ? k->s : (struct str){0};
}
static const struct json *member(const struct json *row, i64 i) {
    const struct json *k = row ? row->kids : NULL;
    while (k && i-- > 0)
        k = k->next;
    return k;
}
static rc term(const struct look *l, const char *list, struct str name, int *out) {
    return word_parse(list, name, out) ? RC_OK : bad(l, list, name);
}
static i64 bound(const struct json *v) {
    return v && v->is_int ? v->i : COUNT_OPEN;
}

static rc read_chain(struct look *l, const struct json *j, struct said *s) {
    const struct json *by = json_get(j, "by");
    s->chain = NEWN(l->a, struct said_link, (by ? by->n : 0) + 1);
    JSON_EACH(row, by) {
        struct said_link *k = &s->chain[s->nchain++];
        int role;
        TRY(find(l, word(row, 0), &k->who));
        TRY(term(l, "role", word(row, 1), &role));
        k->role = (enum role)role;
    }
    struct said_link *last = &s->chain[s->nchain++];
    last->is_publication = true;
    last->publication = l->g->publication;
    return RC_OK;
}

/* A date: its words, and the days they are; anchored unless they follow from the words alone. */
static rc read_when(struct look *l, const struct json *row, struct when *w) {
    if (!row || !row->n) return RC_OK;
    TRY(find(l, word(row, 0), &w->span));
    struct str iso = word(row, 1);
    if (!iso.n) return RC_OK;
    if (!date_parse(iso, &w->range)) return bad(l, "no date", iso);
    struct str words = span_words(l->f.text, w->span);
    struct arena scratch = *l->a;
    struct tokens t = tokenize(&scratch, words, 0, words.n);
    struct when_phrase p;
    bool alone = t.n > 0 && when_at(words, t.v, 0, t.n, (struct date_range){0}, &p) &&
                 p.range.precision == w->range.precision && p.range.from == w->range.from &&
                 p.range.to == w->range.to;
    if (!alone) w->anchor = S("publication date, as entered by the recorder");
    return RC_OK;
}

static rc read_said(struct look *l, const struct json *j, struct said *s) {
    static const char *const keys[] = {"cue", "says", "knows", "setting"};
    struct span *spans[] = {&s->cue, &s->content, &s->knows, &s->setting};
    int act = ACT_STATES;
    TRY(read_chain(l, j, s));
    for (i64 i = 0; i < LEN(keys); i++)
        if (json_get(j, keys[i])) TRY(find(l, json_get_str(j, keys[i]), spans[i]));
    if (json_get(j, "act")) TRY(term(l, "act", json_get_str(j, "act"), &act));
    s->act = (enum act)act;
    return read_when(l, json_get(j, "said"), &s->when);
}

static rc read_part(struct look *l, const struct json *row, struct count_part *p) {
    int who;
    TRY(find(l, word(row, 0), &p->span));
    TRY(term(l, "who", word(row, 1), &who));
    p->who = (enum who)who;
    p->min = bound(member(row, 2)), p->max = bound(member(row, 3));
    p->vague = p->min != p->max;
    return RC_OK;
}

static rc read_counts(struct look *l, const struct json *j, struct claim *c) {
    const struct json *n = json_get(j, "n");
    c->counts = NEWN(l->a, struct count, n ? n->n : 0);
    JSON_EACH(row, n) {
        struct count *k = &c->counts[c->ncounts++];
        int what, who;
        TRY(find(l, word(row, 0), &k->span));
        TRY(term(l, "what", word(row, 1), &what));
        TRY(term(l, "who", word(row, 2), &who));
        k->what = (enum what)what, k->who = (enum who)who;
        k->min = bound(member(row, 3)), k->max = bound(member(row, 4));
        k->vague = k->min != k->max;
        const struct json *of = member(row, 5);
        k->of = NEWN(l->a, struct count_part, of ? of->n : 0);
        JSON_EACH(part, of) TRY(read_part(l, part, &k->of[k->nof++]));
    }
    return RC_OK;
}

static rc read_places(struct look *l, const struct json *j, struct claim *c) {
    static const char *const keys[] = {"at", "from", "to"};
    c->where = NEWN(l->a, struct where, CLAIM_SPANS_MAX);
    for (i64 i = 0; i < LEN(keys); i++)
        JSON_EACH(v, json_get(j, keys[i])) {
            struct where *w = &c->where[c->nwhere++];
            w->role = (enum place_role)i;
            TRY(find(l, v->s, &w->span));
        }
    return RC_OK;
}

static rc read_harm(struct look *l, const struct json *j, struct claim *c) {
    int v;
    c->perps = NEWN(l->a, struct perpetrator, CLAIM_SPANS_MAX);
    c->findings = NEWN(l->a, struct finding, CLAIM_SPANS_MAX);
    c->victims = NEWN(l->a, struct victim, CLAIM_SPANS_MAX);
    c->names = NEWN(l->a, struct party_name, CLAIM_SPANS_MAX);
    JSON_EACH(row, json_get(j, "perp")) {
        TRY(find(l, word(row, 0), &c->perps[c->nperps].span));
        TRY(term(l, "how", word(row, 1), &v));
        c->perps[c->nperps++].how = (enum how)v;
    }
    JSON_EACH(row, json_get(j, "find")) {
        TRY(find(l, word(row, 0), &c->findings[c->nfindings].span));
        TRY(term(l, "finding", word(row, 1), &v));
        c->findings[c->nfindings++].kind = (enum finding_kind)v;
    }
    JSON_EACH(row, json_get(j, "vic")) {
        if (word(row, 0).n) TRY(find(l, word(row, 0), &c->victims[c->nvictims].name));
        TRY(term(l, "who", word(row, 1), &v));
        c->victims[c->nvictims].age = (i32)bound(member(row, 2));
        c->victims[c->nvictims++].who = (enum who)v;
    }
    JSON_EACH(row, json_get(j, "names")) {
        TRY(find(l, word(row, 0), &c->names[c->nnames].name));
        TRY(find(l, word(row, 1), &c->names[c->nnames].other));
        c->names[c->nnames++].former = bound(member(row, 2)) == 1;
    }
    return RC_OK;
}

static rc known_keys(const struct look *l, const struct json *j) {
    static const char *const keys[] = {"id",    "kind",    "t",   "by",   "cue",  "says",
                                       "knows", "setting", "act", "said", "n",    "perp",
                                       "at",    "from",    "to",  "vic",  "find", "names",
                                       "when",  "ev",      "rep", "part", "neg",  "mod"};
    JSON_EACH(v, j) {
        bool known = false;
        for (i64 i = 0; i < LEN(keys); i++)
            known = known || str_eqc(v->key, keys[i]);
        if (!known) return bad(l, "unknown key", v->key);
    }
    return RC_OK;
}

/* The id, as the reader would give it: ordinals run among equals. */
static void name_claim(struct look *l, i64 i) {
    struct claim *c = &l->g->claims[i];
    for (int ordinal = 0, again = 1; again; ordinal++) {
        c->id = claim_id(l->a, S(""), S(""), c, ordinal);
        again = 0;
        for (i64 k = 0; k < i; k++)
            again = again || str_eq(l->g->claims[k].id, c->id);
    }
}

static rc read_claim(struct look *l, i64 i) {
    struct claim *c = &l->g->claims[i];
    const struct json *j = l->j[i];
    int mod = MODALITY_ASSERTED;
    TRY(known_keys(l, j));
    if (!kind_parse(json_get_str(j, "kind"), &c->kind))
        return bad(l, "no kind", json_get_str(j, "kind"));
    l->f.near = (struct span){0};
    TRY(find(l, json_get_str(j, "t"), &c->trigger));
    l->f.near = c->trigger;
    TRY(read_said(l, j, &c->said));
    TRY(read_counts(l, j, c));
    TRY(read_places(l, j, c));
    TRY(read_harm(l, j, c));
    TRY(read_when(l, json_get(j, "when"), &c->when));
    if (json_get(j, "mod")) TRY(term(l, "modality", json_get_str(j, "mod"), &mod));
    c->modality = (enum modality)mod;
    c->polarity = json_get_i(j, "neg", 0) ? POLARITY_NEGATIVE : POLARITY_POSITIVE;
    u32 from = c->trigger.start, to = c->trigger.end;
    if (span_some(c->said.content) && c->said.content.start < from) from = c->said.content.start;
    if (c->said.content.end > to) to = c->said.content.end;
    c->sentence = (struct span){gold_line(l->f.text, from).start, gold_line(l->f.text, to - 1).end};
    c->by_person = S("the gold of tests/gold");
    name_claim(l, i);
    return RC_OK;
}

static rc tie_to(struct look *l, i64 i, const char *key, struct str *out) {
    struct str id = json_get_str(l->j[i], key);
    if (!id.n) return RC_OK;
    for (i64 k = 0; k < l->g->n; k++)
        if (k != i && str_eq(json_get_str(l->j[k], "id"), id)) *out = l->g->claims[k].id;
    return out->n ? RC_OK : bad(l, "no claim of that id", id);
}

static rc tie(struct look *l) {
    struct gold *g = l->g;
    for (i64 i = 0; i < g->n; i++) {
        struct str ev = json_get_str(l->j[i], "ev");
        g->claims[i].same_event = NEWN(l->a, struct str, g->n);
        for (i64 k = 0; ev.n && k < g->n; k++)
            if (k != i && str_eq(json_get_str(l->j[k], "ev"), ev))
                g->claims[i].same_event[g->claims[i].nsame_event++] = g->claims[k].id;
        TRY(tie_to(l, i, "rep", &g->claims[i].repeats));
        TRY(tie_to(l, i, "part", &g->claims[i].part_of));
    }
    return RC_OK;
}

rc gold_box(struct arena *a, struct str name, struct str body, struct gold *g, struct err *e) {
    struct look l = {.a = a, .g = g, .e = e};
    i64 cut = str_find(body, S("\n----\n"), 0);
    g->name = name;
    if (cut < 0) return bad(&l, "no line of dashes", name);
    struct str rest = str_sub(body, cut + 6, body.n);
    g->text = str_sub(body, 0, cut + 1);
    l.f = (struct finder){.text = g->text, .bound = !str_eqc(g->lang, "ar")};
    g->claims = NEWN(a, struct claim, GOLD_CLAIMS_MAX);
    while (rest.n) {
        l.line = str_trim(str_cut(&rest, '\n'));
        if (!l.line.n) continue;
        struct json *j;
        if (g->n == GOLD_CLAIMS_MAX) return bad(&l, "too many claims", name);
        if (json_read(a, l.line, &j, e)) return bad(&l, "no JSON", l.line);
        l.j[g->n++] = j;
        TRY(read_claim(&l, g->n - 1));
    }
    return tie(&l);
}

rc gold_read(struct arena *a, struct str name, struct str file, struct gold *g, struct err *e) {
    struct json *h;
    *g = (struct gold){.name = name};
    TRY(json_read(a, str_cut(&file, '\n'), &h, e));
    g->lang = json_get_str(h, "lang");
    g->genre = json_get_str(h, "genre");
    g->publication = json_get_str(h, "publication");
    if (!date_parse(json_get_str(h, "published"), &g->published))
        return fail(e, RC_USAGE, "%.*s: no day of publication", SARG(name));
    return gold_box(a, name, file, g, e);
}

static rc round_trip(struct arena a, const struct gold *g, const struct claim *c, struct err *e) {
    struct str words = json_text(&a, claim_to_json(&a, c, g->text));
    struct json *j;
    struct claim back;
    TRY(json_read(&a, words, &j, e));
    return claim_from_json(&a, j, g->text, &back, e);
}

rc gold_check(struct arena scratch, const struct gold *g, i64 *recounted, struct err *e) {
    struct claim *c = NEWN(&scratch, struct claim, g->n);
    for (i64 i = 0; i < g->n; i++) {
        TRY(round_trip(scratch, g, &g->claims[i], e));
        c[i] = g->claims[i];
        for (i64 k = 0; k < c[i].ncounts; k++) {
            i64 lo, hi;
            bool vague;
            struct count *n = &c[i].counts[k];
            bool got = count_of_words(scratch, span_words(g->text, n->span), &lo, &hi, &vague) &&
                       lo == n->min && hi == n->max;
            if (got) n->vague = vague;
            if (got && recounted) (*recounted)++;
        }
        /* the tables of the other languages are not asked here */
        if (!str_eqc(g->lang, "en")) c[i].ncounts = 0;
    }
    return claims_check(scratch, g->text, c, g->n, e);
}
