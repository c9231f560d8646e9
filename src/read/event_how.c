/* How firmly the words name who did it, once all events of a sentence are read: the speaker himself
 * or his side ("claimed"), suspicion (of authorities or others), possibility. MUC-4 calls this the
 * confidence of the perpetrator (slot 11). And "attacked a convoy, killing nine": what the
 * participle tells was done by the same, at the same place and time. */
#include "read/event.h"

static bool within(const struct doc *d, struct span sp, const char *const *w, i64 n) {
    if (!span_some(sp)) return false; /* a doer of another sentence leaves nothing between */
    struct str text = span_words(d->text, sp);
    struct arena scratch = *d->a;
    struct str low = str_lower(&scratch, text);
    for (i64 i = 0; i < n; i++) {
        struct str word = str_c(w[i]);
        for (i64 at = 0; (at = str_find(low, word, at)) >= 0; at++) {
            bool left = at == 0 || !is_alnum(low.p[at - 1]);
            bool right = at + word.n >= low.n || !is_alnum(low.p[at + word.n]);
            if (left && right) return true;
        }
    }
    return false;
}
#define WITHIN(d, sp, ...)                                                                         \
    within((d), (sp), (const char *const[]){__VA_ARGS__}, LEN(((const char *const[]){__VA_ARGS__})))

/* The words between the perpetrator and the trigger, and a few before: "gunmen believed to be". */
static struct span around(const struct claim *c, struct span p, struct span content) {
    u32 from = p.start > content.start + 30 ? p.start - 30 : content.start, to = p.end + 30;
    (void)c;
    if (to > content.end) to = content.end;
    return (struct span){from, to};
}

static bool is_authority(enum role r) {
    return r == ROLE_OFFICIAL || r == ROLE_SPOKESPERSON || r == ROLE_MILITARY;
}

/* Does the speaker speak of himself: "our men", "its fighters", or his own name? */
static bool own_side(const struct doc *d, const struct claim *c, struct span p) {
    if (c->said.nchain < 2) return WITHIN(d, p, "our", "we");
    struct span who = c->said.chain[0].who;
    if (WITHIN(d, p, "our", "we")) return true;
    struct str a = span_words(d->text, p), b = span_words(d->text, who);
    bool same = str_has(a, b) || str_has(b, a);
    bool side = c->said.chain[0].role == ROLE_ARMED_GROUP || c->said.chain[0].role == ROLE_MILITARY;
    bool its = p.start >= c->said.content.start && WITHIN(d, p, "its", "his", "their") &&
               (side || c->said.chain[0].role == ROLE_SPOKESPERSON);
    bool unknown = c->said.chain[0].role == ROLE_UNKNOWN && p.start >= c->said.content.start &&
                   WITHIN(d, p, "his", "its") &&
                   WITHIN(d, p, "group", "movement", "men", "fighters", "forces", "organisation");
    bool owns = c->said.act == ACT_CONCEDES &&
                (side || c->said.chain[0].role == ROLE_SPOKESPERSON) &&
                WITHIN(d, p, "army", "troops", "soldiers", "forces", "fighters", "military");
    return (same && side) || its || unknown || owns;
}

static void weigh(const struct doc *d, const struct claim *c, struct perpetrator *p) {
    struct span content = span_some(c->said.content) ? c->said.content : c->sentence;
    struct span near = around(c, p->span, content);
    for (i64 k = 0; k < c->nperps; k++) /* "gunmen believed to be from the Rangers": who they are */
        if (c->perps[k].span.start > p->span.end && c->perps[k].span.start < near.end + 30)
            near.end = p->span.end;
    bool guess = WITHIN(d, c->said.cue, "suspect", "suspects", "suspected", "believe", "believes",
                        "believed", "think", "thinks", "suggested");
    if (p->how == HOW_CLAIMED) return;
    if (own_side(d, c, p->span)) {
        p->how = HOW_CLAIMED;
    } else if (guess || WITHIN(d, near, "believed to", "suspected", "thought to", "apparently",
                               "presumably", "presumed", "allegedly", "probably", "likely")) {
        bool auth = guess && c->said.nchain > 1 && is_authority(c->said.chain[0].role);
        p->how = auth ? HOW_SUSPECTED_AUTH : HOW_SUSPECTED;
    } else if (WITHIN(d, near, "possibly", "perhaps")) {
        p->how = HOW_POSSIBLE;
    }
}

/* "survived with a bullet in the shoulder": the wounds of the living. */
static void living(const struct doc *d, struct claim *c) {
    bool finding = c->kind == KIND_bodies_found && c->nrules == 1 &&
                   str_eqc(c->rules[0], "finding") && !c->ncounts;
    if (finding &&
        WITHIN(d, c->sentence, "survived", "survivor", "survivors", "wounded", "injured", "alive",
               "in treatment", "being treated") &&
        !WITHIN(d, c->sentence, "body", "bodies", "corpse", "corpses", "dead", "remains"))
        c->kind = KIND_injury;
}

/* "clashes between A and B killed 30": neither side is said to have done it. */
static void both_sides(const struct doc *d, struct claim *c) {
    static const char *const words[] = {"clashes", "clash",    "fighting", "battles",
                                        "battle",  "fighting", "crossfire"};
    for (i64 k = 0; k < c->nperps; k++) {
        struct span before = {c->sentence.start, c->perps[k].span.start};
        if (!WITHIN(d, before, "between") || !within(d, before, words, LEN(words))) continue;
        c->perps[k--] = c->perps[--c->nperps];
    }
}

/* "The town has been cut off": no limb is. */
static bool cut_off(const struct doc *d, const struct claim *c) {
    return c->kind == KIND_mutilation && WITHIN(d, c->trigger, "cut") &&
           !WITHIN(d, c->sentence, "head", "heads", "hand", "hands", "ear", "ears", "finger",
                   "fingers", "limb", "limbs", "leg", "legs", "arm", "arms", "foot", "feet", "nose",
                   "noses", "tongue", "tongues", "body", "bodies", "corpse", "corpses", "parts",
                   "throat", "throats", "toes", "breasts", "genitals", "penis");
}

/* "was shot and wounded": nobody says that he died. */
static bool shot_and_lived(const struct doc *d, const struct claim *c) {
    struct span after = {c->trigger.end, c->trigger.end + 14};
    if (after.end > c->sentence.end) after.end = c->sentence.end;
    return c->kind == KIND_killing && WITHIN(d, c->trigger, "shot") &&
           WITHIN(d, after, "and wounded", "and injured", "but survived");
}

/* The noun group before a passive of accusing: "fighters are accused of executing nine". */
static void accused_of(struct scene *s, struct claim *c) {
    bool harm = c->kind <= KIND_injury || c->kind == KIND_torture || c->kind == KIND_detention ||
                c->kind == KIND_abduction || c->kind == KIND_sexual_violence ||
                (c->kind >= KIND_attack && c->kind <= KIND_siege);
    for (i32 v = 1; harm && !c->nperps && v < s->n; v++) {
        const struct chunk *g = &s->c[v];
        if (g->type != CH_VG || s->d->t.v[g->head].start >= c->trigger.start || g->neg) continue;
        i32 end, h = g->head, np = -1;
        bool accused = word_is(s->d, h, "accused") || word_is(s->d, h, "suspected") ||
                       word_is(s->d, h, "charged") || word_is(s->d, h, "convicted");
        if (accused && g->voice == VOICE_PASSIVE) np = subject_of(s->d, s->c, s->n, v, &end);
        bool object = accused && g->voice != VOICE_PASSIVE && v + 2 < s->n &&
                      s->c[v + 1].type == CH_NP &&
                      (prep_at(s, v + 2, "with") || prep_at(s, v + 2, "of"));
        if (object) np = v + 1; /* "charged five soldiers with the rape of two women" */
        if (word_is(s->d, h, "held") && v + 2 < s->n && s->c[v + 1].type == CH_NP &&
            word_is(s->d, s->c[v + 1].to, "responsible"))
            np = v + 1;
        if (word_is(s->d, g->to, "responsible") || word_is(s->d, g->to, "behind"))
            np = subject_of(s->d, s->c, s->n, v, &end);
        if (np < 0 || !chunk_is_group(s, np)) continue;
        fill_perp(s, c, np);
        for (i64 k = 0; k < c->nperps; k++)
            c->perps[k].how = word_is(s->d, h, "suspected") ? HOW_SUSPECTED : HOW_ACCUSED;
    }
}

/* "killed by an army shell", "army shells killed six": whose the weapon is. */
static void by_weapon(struct scene *s, struct claim *c) {
    if (c->kind > KIND_injury || c->nperps || c->polarity != POLARITY_POSITIVE) return;
    for (i32 v = 1; v < s->n; v++) {
        if (s->c[v].type != CH_VG || s->d->t.v[s->c[v].head].start != c->trigger.start) continue;
        i32 end, np = s->c[v].voice == VOICE_PASSIVE ? agent_by(s, v)
                                                     : subject_of(s->d, s->c, s->n, v, &end);
        if (np < 0 && s->c[v].voice != VOICE_PASSIVE && object_of(s, v) >= 0)
            np = patient_subject(s, v); /* "army jets destroyed two depots and killed nine" */
        if (np >= 0 && s->c[np].type == CH_NP) fill_owner(s, c, np);
    }
}

/* A doer or a victim is no place. */
static void no_places(struct claim *c) {
    for (i64 i = 0; i < c->nwhere; i++) {
        bool other = false;
        for (i64 k = 0; k < c->nperps; k++)
            other = other || span_overlaps(c->where[i].span, c->perps[k].span);
        for (i64 k = 0; k < c->nvictims; k++)
            other = other || span_overlaps(c->where[i].span, c->victims[k].name);
        if (!other) continue;
        memmove(&c->where[i], &c->where[i + 1], sizeof c->where[0] * (size_t)(c->nwhere - i - 1));
        c->nwhere--, i--;
    }
}

static i32 trigger_verb(const struct scene *s, const struct claim *c) {
    for (i32 v = 0; v < s->n; v++)
        if (s->c[v].type == CH_VG && s->d->t.v[s->c[v].head].start == c->trigger.start) return v;
    return -1;
}

/* "Gunmen loyal to Colonel Rask stormed": the group before what describes it, or -1. */
static i32 described_group(const struct scene *s, i32 np) {
    if (np < 3 || s->c[np - 1].type != CH_PREP) return -1;
    i32 k = np - 2;
    bool describes = s->c[k].type == CH_ADJ ||
                     (s->c[k].type == CH_VG && s->c[k].voice == VOICE_BARE && !s->c[k].finite);
    if (s->c[k].type == CH_VG && !describes)
        describes = s->c[k].form == FORM_PP || s->c[k].form == FORM_ED;
    return describes && chunk_is_group(s, k - 1) ? k - 1 : -1;
}

static bool is_someone(const struct scene *s, i32 np) {
    return np >= 0 && s->c[np].type == CH_NP && !s->c[np].pron && !s->c[np].neg &&
           chunk_flags(&s->c[np]) & LEX_PERSON && !(chunk_flags(&s->c[np]) & (LEX_BODY | LEX_UNIT));
}

/* Nothing stands before the group that it could describe: "men linked to the mayor killed" names
 * no mayor. */
static bool opens_clause(const struct scene *s, i32 np) {
    if (np == 0) return true;
    const struct chunk *p = &s->c[np - 1];
    return p->type == CH_SUB || p->type == CH_OPEN || p->type == CH_WHEN ||
           (p->type == CH_MARK && np == 1);
}

static void someone(struct scene *s, struct claim *c, i32 np) {
    fill_perp_span(s, c, token_span(s->d, s->c[np].from, s->c[np].to));
}

/* Anybody may have done it: "attacked by 50 men on horseback", "two men shot a judge". */
static void anybody(struct scene *s, struct claim *c) {
    bool force = c->kind == KIND_killing || c->kind == KIND_torture || c->kind == KIND_abduction ||
                 c->kind == KIND_sexual_violence || c->kind == KIND_attack ||
                 c->kind == KIND_arson || c->kind == KIND_robbery;
    i32 v = trigger_verb(s, c), end;
    if (!force || c->nperps || v < 0 || c->polarity != POLARITY_POSITIVE) return;
    if (s->c[v].voice == VOICE_PASSIVE) {
        i32 by = agent_by(s, v);
        if (is_someone(s, by)) someone(s, c, by);
        return;
    }
    i32 o = object_of(s, v), sub = subject_of(s->d, s->c, s->n, v, &end);
    if (o < 0 || sub < 0 || chunk_flags(&s->c[v]) & LEX_INTRANS) return;
    i32 group = described_group(s, sub);
    if (group >= 0)
        fill_perp(s, c, group);
    else if (is_someone(s, sub) && s->c[v].finite && opens_clause(s, sub))
        someone(s, c, sub);
}

/* "the army and allied militias looted": both. */
static void pair(struct scene *s, struct claim *c) {
    for (i32 i = 2; c->nperps == 1 && i < s->n; i++) {
        struct span sp = token_span(s->d, s->c[i].from, s->c[i].to);
        if (!span_covers(c->perps[0].span, sp) || s->c[i - 1].type != CH_CONJ) continue;
        if (chunk_is_group(s, i - 2) && word_is(s->d, s->c[i - 1].from, "and"))
            fill_perp(s, c, i - 2);
        return;
    }
}

/* "gunmen believed to be from the Rangers ambushed": the gunmen too. */
static void believed_to_be(struct scene *s, struct claim *c) {
    for (i32 i = 2; c->nperps == 1 && i < s->n; i++) {
        struct span sp = token_span(s->d, s->c[i].from, s->c[i].to);
        if (!span_covers(c->perps[0].span, sp)) continue;
        i32 v = s->c[i - 1].type == CH_PREP ? i - 2 : i - 1, g = v - 1;
        if (v < 1 || s->c[v].type != CH_VG) return;
        bool guess = false;
        for (i32 t = s->c[v].from; t < s->c[v].to; t++)
            guess = guess || word_is(s->d, t, "believed") || word_is(s->d, t, "thought") ||
                    word_is(s->d, t, "suspected");
        if (!guess && v > 1 && s->c[v].inf && s->c[v - 1].type == CH_VG)
            guess = word_is(s->d, s->c[v - 1].head, "believed") ||
                    word_is(s->d, s->c[v - 1].head, "thought"),
            g = v - 2;
        if (g > 0 && s->c[g].type == CH_MARK && s->c[g].mark == ',') g--;
        if (guess && g >= 0 && chunk_is_group(s, g)) fill_perp(s, c, g);
        return;
    }
}

/* "burned down a village": the fire is no wound. */
static bool no_wound(const struct scene *s, const struct claim *c) {
    bool finding = c->nrules == 1 && str_eqc(c->rules[0], "finding");
    for (i64 i = s->first_claim; finding && i < s->out->n; i++) {
        const struct claim *o = &s->out->v[i];
        if (o != c && (o->kind == KIND_arson || o->kind == KIND_destruction) &&
            span_overlaps(o->trigger, c->trigger))
            return true;
    }
    return false;
}

/* "are feared dead", "are believed to have been killed", "are thought to be holding 40" */
static void guessed(const struct scene *s, struct claim *c) {
    const struct doc *d = s->d;
    for (i32 i = 0; i < s->n; i++) /* "believed to have died in the blast": the blast is no guess */
        if (s->c[i].type == CH_NP && s->d->t.v[s->c[i].head].start == c->trigger.start &&
            !WITHIN(d, c->trigger, "dead"))
            return;
    u32 from = c->sentence.start;
    if (c->trigger.start > from + 48) from = c->trigger.start - 48;
    for (i32 i = 0; i < s->n; i++) { /* "are feared dead after militants overran the town" */
        u32 at = d->t.v[s->c[i].from].start;
        bool turn = s->c[i].type == CH_SUB && !word_is(d, s->c[i].from, "that");
        if (turn && at < c->trigger.start && at > from) from = at;
    }
    struct span before = {from, c->trigger.end};
    bool guess =
        WITHIN(d, before, "are feared", "is feared", "were feared", "was feared", "feared dead",
               "feared killed", "feared to", "believed to have", "are believed to be",
               "is believed to be", "were believed to be", "was believed to be", "thought to have",
               "are thought to be", "is thought to be", "were thought to be", "was thought to be",
               "presumed dead", "presumed to", "suspected to have", "understood to have");
    bool intent = c->kind == KIND_intent || c->kind == KIND_denial;
    if (!guess || intent || c->modality == MODALITY_CONDITIONAL) return;
    c->modality = MODALITY_POSSIBLE;
    for (i64 k = 0; k < c->nperps; k++) /* "are thought to have been killed by the army" */
        if (c->perps[k].how == HOW_REPORTED || c->perps[k].how == HOW_ACCUSED)
            c->perps[k].how = HOW_SUSPECTED;
}

/* "Reports that the bridge was destroyed were not confirmed": nobody says that it was. */
static bool unconfirmed(const struct doc *d, const struct claim *c) {
    if (c->said.nchain > 1) return false;
    struct span head = {c->sentence.start, c->sentence.start + 14};
    if (head.end > c->sentence.end) head.end = c->sentence.end;
    return WITHIN(d, head, "reports that", "rumours that", "rumors that", "claims that") &&
           WITHIN(d, c->sentence, "not confirmed", "not been confirmed", "not be confirmed",
                  "not verified", "not be verified", "not be independently verified",
                  "not been verified");
}

/* "killed eleven people, two residents said": who speaks is not of the dead. */
static void no_speakers(const struct scene *s, struct claim *c) {
    for (i64 i = 1; i < c->ncounts; i++) {
        i32 t = 0;
        for (i32 k = 0; k < s->n && !t; k++)
            if (s->d->t.v[s->c[k].from].start >= c->counts[i].span.end) t = k;
        bool says = t > 0 && s->c[t].type == CH_VG && s->c[t].row && s->c[t].row->act1 &&
                    !s->c[t].row->kind1 && s->c[t].voice != VOICE_PASSIVE;
        if (!says) continue;
        memmove(&c->counts[i], &c->counts[i + 1],
                sizeof c->counts[0] * (size_t)(c->ncounts - i - 1));
        c->ncounts--, i--;
    }
}

static bool is_assault(enum kind k) {
    return k == KIND_attack || k == KIND_shelling || k == KIND_airstrike || k == KIND_bombing ||
           k == KIND_arson;
}

static bool same_speaker(const struct claim *a, const struct claim *b) {
    return a->said.nchain == b->said.nchain &&
           a->said.chain[0].who.start == b->said.chain[0].who.start;
}

/* "…, killing nine and wounding 20": takes what it lacks from the attack it ended. */
static void inherit(struct arena *perm, struct claim *c, const struct claim *from) {
    if (!c->nperps && from->nperps) {
        c->perps = NEWN(perm, struct perpetrator, CLAIM_SPANS_MAX);
        memcpy(c->perps, from->perps, sizeof *c->perps * (size_t)from->nperps);
        c->nperps = from->nperps;
    }
    if (!c->nwhere && from->nwhere) {
        c->where = NEWN(perm, struct where, CLAIM_SPANS_MAX);
        memcpy(c->where, from->where, sizeof *c->where * (size_t)from->nwhere);
        c->nwhere = from->nwhere;
    }
    if (!span_some(c->when.span)) c->when = from->when;
}

static bool is_participle(const struct scene *s, const struct claim *c) {
    for (i32 i = 1; i < s->n; i++)
        if (s->c[i].type == CH_VG && s->d->t.v[s->c[i].head].start == c->trigger.start)
            return s->c[i].form == FORM_ING && !s->c[i].finite;
    return false;
}

static bool is_effect(enum kind k) {
    return k == KIND_killing || k == KIND_injury || k == KIND_destruction || k == KIND_death;
}

static bool trigger_in(const struct scene *s, i32 i, const struct claim *c) {
    return i >= 0 && i < s->n && s->c[i].type == CH_NP &&
           span_overlaps(token_span(s->d, s->c[i].from, s->c[i].to), c->trigger);
}

/* "Shelling by X killed nine", "nine were killed in an air strike by X on Y": the harm e is what
 * the assault a did. */
static bool did(const struct scene *s, const struct claim *a, const struct claim *e) {
    i32 v = trigger_verb(s, e), end;
    if (v < 0 || !is_assault(a->kind) || !is_effect(e->kind)) return false;
    bool active = s->c[v].voice == VOICE_ACTIVE || object_of(s, v) >= 0;
    if (active && !(s->c[v].row && s->c[v].row->flags & LEX_INTRANS)) {
        i32 sub = subject_of(s->d, s->c, s->n, v, &end);
        if (sub < 0) sub = patient_subject(s, v);
        return trigger_in(s, sub, a);
    }
    for (i32 k = v + 1; k + 1 < s->n && k < v + 4; k++) {
        if (s->c[k].type == CH_VG || s->c[k].type == CH_SUB || s->c[k].type == CH_MARK) break;
        if ((prep_at(s, k, "in") || prep_at(s, k, "by") || prep_at(s, k, "during")) &&
            trigger_in(s, k + 1, a))
            return true;
    }
    return false;
}

/* The assault and its harm share doer, place and date. */
static void share(struct scene *s, struct claim *e) {
    for (i64 k = s->first_claim; k < s->out->n; k++) {
        struct claim *a = &s->out->v[k];
        if (a->polarity != POLARITY_POSITIVE || e->polarity != POLARITY_POSITIVE ||
            a->modality != e->modality || !same_speaker(a, e) || !did(s, a, e))
            continue;
        i64 perps = a->nperps;
        inherit(s->d->perm, e, a);
        inherit(s->d->perm, a, e);
        if (!perps) a->nperps = 0; /* who is named for the harm need not have led the assault */
        return;
    }
}

void events_how(struct scene *s) {
    for (i64 i = s->first_claim; i < s->out->n; i++) {
        struct claim *c = &s->out->v[i];
        accused_of(s, c);
        by_weapon(s, c);
        anybody(s, c);
        pair(s, c);
        believed_to_be(s, c);
        share(s, c);
        bool effect =
            c->kind == KIND_killing || c->kind == KIND_injury || c->kind == KIND_destruction;
        for (i64 k = s->first_claim; effect && k < s->out->n; k++) {
            const struct claim *a = &s->out->v[k];
            if (is_assault(a->kind) && a->polarity == POLARITY_POSITIVE &&
                a->trigger.end <= c->trigger.start && same_speaker(a, c) && is_participle(s, c))
                inherit(s->d->perm, c, a);
        }
    }
    for (i64 i = s->first_claim; i < s->out->n; i++)
        no_speakers(s, &s->out->v[i]), guessed(s, &s->out->v[i]), living(s->d, &s->out->v[i]),
            both_sides(s->d, &s->out->v[i]), no_places(&s->out->v[i]);
    for (i64 i = s->first_claim; i < s->out->n; i++)
        if (cut_off(s->d, &s->out->v[i]) || shot_and_lived(s->d, &s->out->v[i]) ||
            no_wound(s, &s->out->v[i]) || unconfirmed(s->d, &s->out->v[i])) {
            memmove(&s->out->v[i], &s->out->v[i + 1],
                    sizeof s->out->v[0] * (size_t)(s->out->n - i - 1));
            s->out->n--, i--;
        }
    for (i64 i = s->first_claim; i < s->out->n; i++)
        for (i64 k = 0; k < s->out->v[i].nperps; k++)
            weigh(s->d, &s->out->v[i], &s->out->v[i].perps[k]);
}
