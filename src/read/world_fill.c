/* Where, when, by whom, and how firmly: the parts of a claim other than its number. */
#include "read/world_part.h"

enum { NAME_WORDS = 3, PARTY_WORDS = 3, HOLD_WORDS = 7 };

void world_rule(struct claim *c, const char *rule) {
    if (c->nrules < 6) c->rules[c->nrules++] = str_c(rule);
}

/* ---- where ---- */

static bool plain(const struct world_sentence *s, i32 i) {
    return i < s->n && !s->w[i].row && !s->w[i].num && !s->w[i].when && s->w[i].nforms > 0;
}

/* A name: its first word, and words with the article or a capital that go on. */
static i32 name_end(const struct world_sentence *s, i32 i) {
    bool caps = s->lx->lang->capitals;
    if (i >= s->n || s->w[i].when || s->w[i].num || s->w[i].nforms == 0) return i;
    if (caps && !s->w[i].cap) return i;
    if (world_is(s, i) & ~(u32)(IS_COMMON | IS_SITE | IS_PLACE)) return i;
    i32 k = i + 1;
    while (k < s->n && k < i + NAME_WORDS && s->w[k].gap <= GAP_BLANK && plain(s, k) &&
           (caps ? s->w[k].cap
                 : s->w[k].form[0].key.n > 4 && str_starts(s->w[k].form[0].key, S("ال"))))
        k++;
    return k;
}

static void put_place(const struct world_sentence *s, i32 from, i32 to, enum place_role role,
                      bool site, struct claim *c) {
    struct span sp = world_span(s, from, to);
    if (to <= from || c->nwhere == CLAIM_SPANS_MAX) return;
    for (i64 k = 0; k < c->nwhere; k++)
        if (span_overlaps(c->where[k].span, sp)) return;
    if (!c->where) c->where = NEWN(s->r->perm, struct where, CLAIM_SPANS_MAX);
    struct where *w = &c->where[c->nwhere++];
    *w = (struct where){.span = sp, .role = role};
    if (site) w->precision = PRECISION_FACILITY;
    struct read_name got = {0};
    if (s->r->o->name && s->r->o->name(s->r->o->name_ctx, span_words(s->r->text, sp), &got)) {
        w->place = str_dup(s->r->perm, got.place);
        w->precision = got.precision;
    }
}

/* A market, the army's camp, the post of the bridge. */
static i32 site_end(const struct world_sentence *s, i32 i) {
    i32 e = world_next(s, i), first = e;
    while (e < s->n && e < i + 4 && s->w[e].gap <= GAP_BLANK && !(s->w[e].off & WORLD_OFF_AND)) {
        bool head = (world_is(s, e) & IS_SITE) && !(s->w[e].off & (WORLD_OFF_IN | WORLD_OFF_TO));
        bool owner = (world_is(s, e) & IS_PARTY) && (s->w[e].off & WORLD_OFF_THE);
        bool name = plain(s, e) &&
                    (e == first || (s->w[e].off & WORLD_OFF_THE) || (world_is(s, e - 1) & IS_SITE));
        if (!head && !owner && !name) break;
        e = world_next(s, e);
    }
    return e;
}

/* The noun group behind a preposition, or the object of an attack: heads, sites and names. */
static i32 take_place(const struct world_sentence *s, i32 i, enum place_role role, bool bare,
                      struct claim *c) {
    while (i < s->n && (world_is(s, i) & IS_PLACE) && !(world_is(s, i) & IS_SITE)) {
        i32 n = world_next(s, i);
        if (n >= s->n || s->w[n].gap > GAP_BLANK) return i;
        bare = true;
        i = n;
    }
    if (i < s->n && (world_is(s, i) & IS_SITE)) {
        i32 e = site_end(s, i);
        put_place(s, i, e, role, true, c);
        bool more = e < s->n && s->w[e].gap <= GAP_BLANK && (s->w[e].off & WORLD_OFF_AND) &&
                    (world_is(s, e) & IS_SITE);
        return more ? take_place(s, e, role, bare, c) : e;
    }
    i32 e = name_end(s, i);
    bool sure = bare && e > i && !(world_is(s, i) & IS_COMMON);
    if (sure) put_place(s, i, e, role, false, c);
    return sure ? e : i;
}

/* Where a preposition stands at i; *at: its noun. */
static bool preposition(const struct world_sentence *s, i32 i, i32 *at, u32 *is) {
    *is = world_is(s, i) & (IS_IN | IS_TO | IS_FROM);
    if (*is) return *at = world_next(s, i), *at < s->n && s->w[*at].gap <= GAP_BLANK;
    bool in =
        s->w[i].row && (s->w[i].row->is & (IS_PLACE | IS_SITE)) && (s->w[i].off & WORLD_OFF_IN);
    *is = IS_IN;
    return *at = i, in;
}

static bool moves(enum kind k) {
    return k == KIND_displacement || k == KIND_evacuation || k == KIND_medical_evacuation;
}

/* "Dhuvar: a mine …": the label of an entry. Its end, or 0. */
static i32 label_end(const struct world_sentence *s) {
    for (i32 k = 1; k < s->n && k <= 2; k++) {
        if (!plain(s, k - 1) || s->nframes == FRAMES_MAX) return 0;
        if (s->w[k].gap == GAP_COLON) return k;
    }
    return 0;
}

void world_where(const struct world_sentence *s, i32 i, i32 from, i32 to, struct claim *c) {
    const struct world_row *r = s->w[i].row;
    u32 is;
    i32 at, behind = world_next(s, i);
    if (r->strike || c->kind == KIND_siege || c->kind == KIND_destruction)
        if (behind < to && s->w[behind].gap <= GAP_BLANK &&
            (world_is(s, behind) & (IS_PLACE | IS_SITE)))
            take_place(s, behind, PLACE_ROLE_AT, false, c);
    i32 label = label_end(s);
    if (label) put_place(s, 0, label, moves(c->kind) ? PLACE_ROLE_FROM : PLACE_ROLE_AT, false, c);
    if (r->strike) /* the raid that hit X */
        for (i32 k = behind; k < to && k < i + 4; k = world_next(s, k))
            if ((world_is(s, k) & IS_EVENT) && s->w[k].row->kind == KIND_attack &&
                s->w[k].row->shape == SHAPE_VERB && world_next(s, k) < to &&
                s->w[world_next(s, k)].gap <= GAP_BLANK)
                take_place(s, world_next(s, k), PLACE_ROLE_AT, false, c);
    bool left = c->kind == KIND_displacement && r->shape == SHAPE_VERB && behind < to &&
                plain(s, behind) && s->w[behind].gap <= GAP_BLANK;
    if (left) put_place(s, behind, name_end(s, behind), PLACE_ROLE_FROM, false, c);
    for (i32 k = from; k < to; k = world_next(s, k)) {
        if (s->w[k].when || world_in_cue(s, k)) continue;
        if (preposition(s, k, &at, &is) && at < to) {
            bool move = moves(c->kind);
            if (!move && !(is & IS_IN)) continue;
            enum place_role role = is & IS_TO && move     ? PLACE_ROLE_TO
                                   : is & IS_FROM && move ? PLACE_ROLE_FROM
                                                          : PLACE_ROLE_AT;
            bool the = at < s->n && (s->w[at].off & WORLD_OFF_THE) && !s->lx->lang->capitals;
            take_place(s, at, role, at != k && !the, c);
        } else if ((world_is(s, k) & IS_PLACE) && !(world_is(s, k) & IS_SITE) && k > from) {
            take_place(s, k, PLACE_ROLE_AT, false, c);
        }
    }
    if (c->nwhere) world_rule(c, "place");
}

/* ---- when ---- */

void world_when(const struct world_sentence *s, i32 i, i32 from, i32 to, struct claim *c) {
    i32 best = -1, far = 0;
    for (i32 k = from; k < to; k++) {
        if (!s->w[k].when || world_in_cue(s, k)) continue;
        const struct when_phrase *p = &s->when[s->w[k].when - 1];
        i32 d = k < i ? i - k : k - i;
        if (p->kind != WHEN_DATE || (best >= 0 && d >= far)) continue;
        best = s->w[k].when - 1, far = d;
    }
    if (best < 0) return;
    const struct when_phrase *p = &s->when[best];
    c->when = (struct when){.span = {(u32)p->from, (u32)p->to}, .range = p->range};
    if (p->relative && p->range.precision) c->when.anchor = s->r->anchor_words;
    if (p->relative && !c->when.anchor.n) c->when.range = (struct date_range){0};
    world_rule(c, "date");
}

/* ---- by whom ---- */

i32 world_party(const struct world_sentence *s, i32 i, i32 to) {
    if (i >= to || !(world_is(s, i) & IS_PARTY) || s->w[i].when) return i;
    i32 k = world_next(s, i);
    while (k < to && k < i + PARTY_WORDS && s->w[k].gap <= GAP_BLANK &&
           ((world_is(s, k) & IS_PARTY) ||
            (plain(s, k) && !(s->w[k].off & (WORLD_OFF_IN | WORLD_OFF_TO | WORLD_OFF_AND)))))
        k = world_next(s, k);
    return k < to ? k : to;
}

/* Armed men, with their number and whose they are. */
static i32 doers(const struct world_sentence *s, i32 i, i32 to) {
    i32 k = i;
    while (k < to && s->w[k].num && !s->w[k].when)
        k++;
    u32 is = world_is(s, k);
    bool armed = (is & IS_PARTY) || ((is & IS_PEOPLE) && s->w[k].row->who == WHO_COMBATANT);
    if (k >= to || !armed) return i;
    k = world_next(s, k);
    if (k + 1 < to && (world_is(s, k) & IS_FROM) && s->w[k].gap <= GAP_BLANK) {
        i32 e = k + 1;
        while (e < to && e < k + 4 && s->w[e].gap <= GAP_BLANK &&
               (plain(s, e) || (world_is(s, e) & IS_PARTY)))
            e = world_next(s, e);
        return e;
    }
    return k;
}

static void put_perp(const struct world_sentence *s, i32 from, i32 to, const struct world_frame *f,
                     struct claim *c) {
    struct span sp = world_span(s, from, to);
    if (c->nperps == CLAIM_SPANS_MAX || to <= from) return;
    if (!c->perps) c->perps = NEWN(s->r->perm, struct perpetrator, CLAIM_SPANS_MAX);
    struct perpetrator *p = &c->perps[c->nperps++];
    *p = (struct perpetrator){.span = sp, .how = f ? HOW_ACCUSED : HOW_REPORTED};
    bool own = f && (f->role == ROLE_MILITARY || f->role == ROLE_ARMED_GROUP) &&
               str_has(span_words(s->r->text, f->who), span_words(s->r->text, sp));
    own = own || (f && str_ends(span_words(s->r->text, sp), S("نا"))); /* our men */
    if (own) p->how = HOW_CLAIMED;
    if (f && f->possible)
        p->how = f->role == ROLE_OFFICIAL || f->role == ROLE_SPOKESPERSON ? HOW_SUSPECTED_AUTH
                                                                          : HOW_SUSPECTED;
    struct read_name got = {0};
    if (s->r->o->name && s->r->o->name(s->r->o->name_ctx, span_words(s->r->text, sp), &got))
        p->party = str_dup(s->r->perm, got.party);
    world_rule(c, "perpetrator");
}

static bool may_blame(enum kind k) {
    return k != KIND_death && k != KIND_injury && k != KIND_displacement && k != KIND_ceasefire &&
           k != KIND_bodies_found && k != KIND_mass_grave && k != KIND_territorial_control &&
           k != KIND_testimony && k != KIND_intent && k != KIND_denial && !moves(k);
}

void world_perps(const struct world_sentence *s, i32 i, i32 from, i32 to,
                 const struct world_frame *f, struct claim *c) {
    const struct world_row *r = s->w[i].row;
    i32 at = world_next(s, i), e;
    if (!may_blame(c->kind)) return;
    if (f && span_some(f->accused)) {
        c->perps = NEWN(s->r->perm, struct perpetrator, CLAIM_SPANS_MAX);
        c->perps[c->nperps++] = (struct perpetrator){.span = f->accused, .how = HOW_ACCUSED};
        world_rule(c, "accused");
        return;
    }
    bool own = r->shape == SHAPE_VERB && (s->w[i].off & WORLD_OFF_OWN);
    if (own && at < to && s->w[at].gap <= GAP_BLANK) { /* took him: men in masks */
        e = doers(s, at, to);
        if (e > at) {
            put_perp(s, at, e, f, c);
            return;
        }
    }
    while (at < to && (world_is(s, at) & IS_MEANS) && s->w[at].gap <= GAP_BLANK)
        at = world_next(s, at); /* the army's aircraft: the army */
    bool acts = (r->strike || r->shape == SHAPE_VERB) && r->shape != SHAPE_FOLK && !r->passive;
    if (acts && s->lx->lang->verb_first && at < to && s->w[at].gap <= GAP_BLANK) {
        e = world_party(s, at, to);
        if (e > at) {
            put_perp(s, at, e, f, c);
            return;
        }
    }
    for (i32 k = at; k < to && k < at + 12 && s->w[k].gap < GAP_STOP; k = world_next(s, k))
        if (world_is(s, k) & IS_DOER) {
            i32 p = world_next(s, k);
            e = world_party(s, p, to);
            if (e > p) put_perp(s, p, e, f, c);
            return;
        }
    if (r->shape != SHAPE_VERB || r->passive) return;
    e = own && i > from ? doers(s, i - 1, i) : i - 1;
    if (e == i && s->w[i].gap <= GAP_BLANK) { /* fighters killed them */
        put_perp(s, i - 1, e, f, c);
        return;
    }
    for (i32 k = i - 1; k >= from && k > i - 5; k--) { /* X shelled */
        if (s->w[k + 1].gap > GAP_BLANK || s->w[k].num || (world_is(s, k) & (IS_EVENT | IS_THAT)))
            return;
        e = world_party(s, k, i);
        if (e > k && e == i && !(k > 0 && (world_is(s, k - 1) & (IS_PARTY | IS_IN | IS_FROM)))) {
            put_perp(s, k, e, f, c);
            return;
        }
    }
}

/* ---- findings ---- */

static bool may_find(enum kind k) {
    return k == KIND_killing || k == KIND_death || k == KIND_injury || k == KIND_bodies_found ||
           k == KIND_torture;
}

/* Findings of the words said, each once, for the nearest kind of harm before or behind. */
void world_findings(const struct world_sentence *s, i32 i, i32 from, i32 to, struct claim *c) {
    if (!may_find(c->kind)) return;
    for (i32 k = from; k < to; k = world_next(s, k)) {
        const struct world_row *r = s->w[k].when ? NULL : s->w[k].row;
        if (!r || !r->find || c->nfindings == CLAIM_SPANS_MAX || world_in_cue(s, k)) continue;
        bool other = false;
        for (i32 e = (k < i ? k : i) + 1; e < (k < i ? i : k); e = world_next(s, e))
            other |= (world_is(s, e) & IS_EVENT) && may_find((enum kind)s->w[e].row->kind) &&
                     !(world_is(s, e) & IS_PEOPLE);
        if (other) continue;
        if (!c->findings) c->findings = NEWN(s->r->perm, struct finding, CLAIM_SPANS_MAX);
        c->findings[c->nfindings++] = (struct finding){.span = world_span(s, k, world_next(s, k)),
                                                       .kind = (enum finding_kind)(r->find - 1)};
    }
}

/* ---- how firmly ---- */

struct world_hold world_hold(const struct world_sentence *s, i32 i, i32 from) {
    struct world_hold h = {0};
    if (s->w[i].off & WORLD_OFF_WILL) h.intended = true;
    for (i32 k = i - 1, n = 0; k >= from && n < HOLD_WORDS; k--, n++) {
        u32 is = world_is(s, k);
        if (s->w[k + 1].gap > GAP_COMMA) break;
        if (s->w[k + 1].gap == GAP_COMMA && n > 0 && !(is & (IS_IF | IS_INTEND))) break;
        h.neg |= (is & IS_NEGATION) && n < 2;
        h.possible |= (is & IS_HEDGE) != 0;
        h.intended |= (is & IS_INTEND) != 0;
        h.conditional |= (is & IS_IF) != 0;
        h.open |= (is & IS_ASKED) != 0;
        if ((is & IS_EVENT) && !(is & IS_PEOPLE)) break;
        if (is & IS_THAT) { /* it is feared that */
            h.possible |= k > 0 && (world_is(s, k - 1) & IS_HEDGE);
            break;
        }
    }
    for (i32 k = i - 1; k >= from && s->w[k + 1].gap < GAP_STOP; k--)
        h.conditional |= (world_is(s, k) & IS_IF) != 0; /* "if A, then B": B hangs on it too */
    for (i32 k = from; k < s->n && s->w[k].gap < GAP_STOP; k++) {
        if (!(world_is(s, k) & IS_TOTAL)) continue;
        i32 d = k < i ? i - k : k - i;
        h.total |= d < 15;
    }
    return h;
}
