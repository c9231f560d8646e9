/* Parts of a whole named elsewhere ("Five children and four women were among the dead"), and
 * findings that no event of their sentence took ("all had wounds from shots at close range"). */
#include "read/event.h"

static bool word_any(const struct scene *s, i32 tok, const char *const *w, i64 n) {
    for (i64 i = 0; i < n; i++)
        if (word_is(s->d, tok, w[i])) return true;
    return false;
}
#define ANY(s, tok, ...)                                                                           \
    word_any((s), (tok), (const char *const[]){__VA_ARGS__},                                       \
             LEN(((const char *const[]){__VA_ARGS__})))

bool event_is_victims(const struct scene *s, i32 i) {
    if (i < 0 || i >= s->n || s->c[i].type != CH_NP) return false;
    if (ANY(s, s->c[i].head, "dead", "victims", "killed", "them", "fatalities", "casualties",
            "deceased", "slain", "bodies", "murdered", "executed"))
        return true;
    for (i32 k = s->c[i].from; k < s->c[i].to; k++)
        if (ANY(s, k, "those", "victims") && k + 1 < s->d->t.n &&
            ANY(s, k + 1, "killed", "executed", "murdered", "found", "shot", "who"))
            return true;
    return s->c[i].pure_num && (word_is(s->d, s->c[i].from, "the") ||
                                (s->c[i].num && s->d->nums[s->c[i].num - 1].to < s->c[i].to));
}

static bool classed(const struct scene *s, i32 i) {
    return s->c[i].type == CH_NP && s->c[i].row && s->c[i].row->who1 &&
           chunk_flags(&s->c[i]) & LEX_PERSON && !(chunk_flags(&s->c[i]) & LEX_PERP);
}

static struct claim *open_claim(struct scene *s, i32 trig_from, i32 trig_to, i32 at) {
    struct hold h = clause_hold(s, at);
    if (h.neg || h.open || h.intended || h.conditional) return NULL;
    struct claim *c = claim_new(s, KIND_death, trig_from, trig_to);
    if (c) fill_rule(s, c, "parts");
    return c;
}

static bool trigger_words(const struct scene *s, i32 i, i32 *from, i32 *to) {
    *from = s->c[i].head;
    *to = s->c[i].head + (s->d->w[s->c[i].head].len > 1 ? s->d->w[s->c[i].head].len : 1);
    return true;
}

/* "[There were] five children and four women among the dead", "Among the dead were …", "The dead
 * include …". */
static bool listed(struct scene *s) {
    i32 dead = -1, v = -1;
    for (i32 i = 0; i < s->n; i++) {
        if (s->c[i].type == CH_VG && v < 0 &&
            ANY(s, s->c[i].head, "was", "were", "are", "is", "include", "included", "includes"))
            v = i;
        if (event_is_victims(s, i) && !(s->c[i].num && !s->c[i].pure_num) && dead < 0) dead = i;
    }
    if (dead < 0 || v < 0) return false;
    bool among = dead > 0 && (prep_at(s, dead - 1, "among") || prep_at(s, dead - 1, "amongst") ||
                              prep_at(s, dead - 1, "of"));
    bool include = dead < v && ANY(s, s->c[v].head, "include", "included", "includes") && dead <= 1;
    if (!among && !include) return false;
    struct claim *c = NULL;
    for (i32 i = 0; i < s->n; i++) {
        bool subject = i + 1 == v && among && s->c[i].type == CH_NP && s->c[i].num &&
                       !s->c[i].pure_num && chunk_is_person(s, i); /* three of his staff */
        if (i == dead || !(classed(s, i) || subject) ||
            frame_of(s, s->c[i].head) != frame_of(s, s->c[dead].head))
            continue;
        if (!s->c[i].num && !ANY(s, s->c[i].from, "a", "an", "one", "another")) continue;
        i32 from, to;
        trigger_words(s, dead, &from, &to);
        if (!c) c = open_claim(s, from, to, v);
        if (!c) return true;
        fill_number(s, c, i, WHAT_KILLED);
    }
    if (c) c->when = (struct when){0};
    return c != NULL;
}

/* What the numbers before this sentence counted: dead, displaced, injured … */
static bool whole_before(const struct scene *s, enum kind *k, enum what *w) {
    for (i64 i = s->out->n - 1; i >= 0 && i > s->out->n - 10; i--) {
        const struct claim *c = &s->out->v[i];
        if (!c->ncounts) continue;
        enum what q = c->counts[0].what;
        if (q == WHAT_KILLED || q == WHAT_BODIES) return true;
        if (q != WHAT_DISPLACED && q != WHAT_EVACUATED && q != WHAT_INJURED && q != WHAT_DETAINED &&
            q != WHAT_MISSING)
            continue;
        *k = c->kind;
        *w = q;
        return true;
    }
    return false;
}

/* "Of the 41 victims, 28 were men": the sentence opens with the whole. */
static bool of_victims(const struct scene *s) {
    return s->n > 3 && prep_at(s, 0, "of") && event_is_victims(s, 1) && s->c[1].num &&
           !s->c[1].pron && s->c[2].type == CH_MARK;
}

/* "Four of the victims were women and five were children", "Four were women": number, be, class. */
static bool copulas(struct scene *s) {
    struct claim *c = NULL;
    for (i32 v = 1; v + 1 < s->n; v++) {
        const struct chunk *n = &s->c[v - 1], *k = &s->c[v + 1];
        if (s->c[v].type != CH_VG || !ANY(s, s->c[v].head, "were", "was", "are") ||
            n->type != CH_NP || !n->num)
            continue;
        bool kind = k->row && k->row->who1 && chunk_flags(k) & LEX_PERSON && k->type == CH_NP;
        if (!kind || k->num) continue; /* children, policemen, soldiers */
        bool of = event_is_victims(s, v - 1) || of_victims(s), pure = n->pure_num;
        if (!of && !pure) continue;
        enum kind kk = KIND_death;
        enum what ww = WHAT_KILLED;
        if (!of && !whole_before(s, &kk, &ww)) continue;
        const struct number *q = &s->d->nums[n->num - 1];
        if (q->refused) continue;
        if (!c) {
            i32 from = n->pure_num ? k->head : n->head;
            c = open_claim(s, from, from + 1, v);
        }
        if (!c) return true;
        i64 before = c->ncounts;
        c->kind = kk;
        if (fill_number(s, c, v - 1, ww) && c->ncounts > before)
            c->counts[c->ncounts - 1].who = (enum who)(k->row->who1 - 1);
    }
    return c != NULL;
}

/* "Three children were among eight people killed": a part of the eight, which another rule counted.
 */
static void among_counted(struct scene *s) {
    for (i32 v = 1; v + 2 < s->n; v++) {
        bool be = s->c[v].type == CH_VG && ANY(s, s->c[v].head, "were", "was", "are", "is");
        if (!be || s->c[v].neg || !prep_at(s, v + 1, "among") || !classed(s, v - 1)) continue;
        struct span sp = token_span(s->d, s->c[v + 2].from, s->c[v + 2].to);
        for (i64 i = s->first_claim; i < s->out->n; i++)
            for (i64 k = 0; k < s->out->v[i].ncounts; k++)
                if (span_covers(sp, s->out->v[i].counts[k].span))
                    fill_part(s, &s->out->v[i].counts[k], v - 1);
    }
}

void events_parts(struct scene *s) {
    among_counted(s);
    for (i64 i = s->first_claim; i < s->out->n; i++)
        if (s->out->v[i].ncounts && s->out->v[i].kind != KIND_injury) return;
    if (!copulas(s)) (void)listed(s);
}

/* ---- findings alone ---- */

static bool takes_findings(const struct claim *c) {
    return c->kind == KIND_killing || c->kind == KIND_bodies_found || c->kind == KIND_mass_grave ||
           c->kind == KIND_death || c->kind == KIND_torture || c->kind == KIND_mutilation ||
           c->kind == KIND_injury;
}

static bool has_finding(const struct scene *s, const struct found *f) {
    for (i64 i = s->first_claim; i < s->out->n; i++)
        for (i64 k = 0; k < s->out->v[i].nfindings; k++)
            if (s->out->v[i].findings[k].kind == (enum finding_kind)f->kind &&
                span_overlaps(s->out->v[i].findings[k].span, f->span))
                return true;
    return false;
}

static bool throat_cut(const struct scene *s) {
    for (i32 k = s->d->s.v[s->si].from; k < s->d->s.v[s->si].to; k++)
        if (ANY(s, k, "throat", "throats")) return true;
    return false;
}

static enum kind kind_of_finding(const struct scene *s, u8 f) {
    switch (f) {
    case FINDING_TORTURE: return KIND_torture;
    case FINDING_MUTILATION: return KIND_mutilation;
    case FINDING_PARTS_MISSING: return KIND_mutilation;
    case FINDING_GUNSHOT_HEAD: return KIND_killing;
    default: break;
    }
    if (f == FINDING_STAB_WOUNDS && throat_cut(s)) return KIND_killing;
    const struct sentence *se = &s->d->s.v[s->si];
    for (i32 k = se->from; k < se->to; k++) /* who looks at the dead speaks of the dead */
        if (ANY(s, k, "mortem", "autopsy", "autopsies", "pathologist", "morgue", "mortuary",
                "exhumed", "exhumation", "skeleton", "skeletons", "skull", "skulls", "corpse",
                "corpses", "bodies", "victims", "victim"))
            return KIND_bodies_found;
    for (i64 i = s->out->n - 1; i >= 0 && i > s->out->n - 12; i--) {
        enum kind k = s->out->v[i].kind;
        if (k == KIND_killing || k == KIND_bodies_found || k == KIND_mass_grave || k == KIND_death)
            return KIND_bodies_found;
    }
    return KIND_injury;
}

static i32 chunk_at(const struct scene *s, i32 tok) {
    for (i32 i = 0; i < s->n; i++)
        if (s->c[i].from <= tok && tok < s->c[i].to) return i;
    return 0;
}

/* Same speaker, same content, a claim that may carry it? Its last one of this sentence. */
static struct claim *carrier(struct scene *s, i32 fr, const struct found *f) {
    for (i64 i = s->out->n - 1; i >= s->first_claim; i--) {
        struct claim *c = &s->out->v[i];
        if (!takes_findings(c) || c->polarity != POLARITY_POSITIVE) continue;
        if (fr < 0 && c->said.nchain == 1) return c;
        if (fr >= 0 && c->said.nchain > 1 && c->said.chain[0].who.start == s->f[fr].who.start &&
            span_covers(c->said.content, f->span))
            return c;
    }
    return NULL;
}

/* A quote that goes on: the finding joins the last claim of the same speaker, whose content then
 * covers both sentences. */
static struct claim *quote_before(struct scene *s, i32 fr, const struct found *f) {
    if (fr < 0 || !s->f[fr].carried || s->first_claim < 1 || f->kind == FINDING_TORTURE)
        return NULL;
    struct claim *c = &s->out->v[s->first_claim - 1];
    bool same = c->said.nchain > 1 && c->said.chain[0].who.start == s->f[fr].who.start &&
                c->said.chain[0].who.end == s->f[fr].who.end;
    struct span here = token_span(s->d, s->f[fr].from[0], s->f[fr].to[0]);
    bool near = same && span_some(c->said.content) &&
                (here.end <= c->said.content.end ||
                 (here.start >= c->said.content.end && here.start - c->said.content.end < 400));
    if (!near || (c->kind != KIND_bodies_found && c->kind != KIND_mass_grave) ||
        s->out->n != s->first_claim)
        return NULL;
    if (c->said.content.end < here.end) c->said.content.end = here.end;
    if (c->sentence.end < here.end) c->sentence.end = here.end;
    return c;
}

static bool about_people(const struct scene *s, const struct found *f) {
    /* a finding needs a person, a body or a wound near it: "shot the plan down" has none */
    for (i32 i = 0; i < s->n; i++) {
        if (s->c[i].type != CH_NP) continue;
        if (chunk_has(s, i, LEX_PERSON | LEX_BODY) || s->c[i].pron) return true;
        for (i32 k = s->c[i].from; k < s->c[i].to; k++)
            if (ANY(s, k, "wound", "wounds", "injuries", "all", "most", "many", "body", "parts",
                    "cases", "shots", "hands", "feet", "ears", "limbs", "heads", "skulls",
                    "fingers", "head", "throats"))
                return true;
    }
    (void)f;
    return false;
}

void events_findings(struct scene *s) {
    const struct sentence *se = &s->d->s.v[s->si];
    struct found f[CLAIM_SPANS_MAX];
    i32 n = findings_in(s->d, se->from, se->to, f, CLAIM_SPANS_MAX);
    for (i32 i = 0; i < n; i++) {
        if (has_finding(s, &f[i]) || !about_people(s, &f[i])) continue;
        i32 fr = frame_of(s, f[i].tok), at = chunk_at(s, f[i].tok);
        struct hold h = clause_hold(s, at);
        if (h.neg || h.open || h.intended || h.conditional) continue;
        if (f[i].kind == FINDING_TORTURE || f[i].kind == FINDING_BURNS) {
            bool by_thing = false; /* "tortured by doubt" */
            for (i32 k = at; k + 1 < s->n && k < at + 3; k++)
                by_thing = by_thing || (prep_at(s, k, "by") && s->c[k + 1].type == CH_NP &&
                                        !chunk_is_group(s, k + 1) && !chunk_is_person(s, k + 1));
            if (by_thing) continue;
        }
        struct claim *c = carrier(s, fr, &f[i]);
        if (!c) c = quote_before(s, fr, &f[i]);
        if (!c) {
            c = claim_new(s, kind_of_finding(s, f[i].kind), f[i].tok, f[i].tok + 1);
            if (!c) return;
            fill_rule(s, c, "finding");
        }
        fill_finding(s, c, f[i].span, (enum finding_kind)f[i].kind);
    }
}
