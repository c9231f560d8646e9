/* Things found: bodies, graves, stores of munitions, hazards. Driven by the thing; the verb around
 * it is the trigger. */
#include "read/event.h"

enum theme { TH_NONE, TH_BODY, TH_GRAVE, TH_STORE, TH_HAZARD };

static bool word_any(const struct scene *s, i32 tok, const char *const *w, i64 n) {
    for (i64 i = 0; i < n; i++)
        if (word_is(s->d, tok, w[i])) return true;
    return false;
}
#define ANY(s, tok, ...)                                                                           \
    word_any((s), (tok), (const char *const[]){__VA_ARGS__},                                       \
             LEN(((const char *const[]){__VA_ARGS__})))

static bool any_word(const struct scene *s, i32 from, i32 to, u32 flags) {
    for (i32 k = from; k < to; k++)
        if (word_flags(s->d, k) & flags) return true;
    return false;
}

static bool munitions_near(const struct scene *s, i32 i) {
    const struct sentence *se = &s->d->s.v[s->si];
    if (chunk_has(s, i, LEX_MUNITION)) return true;
    if (any_word(s, se->from, se->to, LEX_MUNITION)) return true;
    /* the next sentences of the same quote or paragraph: "Seven big depots. Shells, rockets,
     * rifles." */
    for (i32 k = s->si + 1; k < s->d->s.n && k <= s->si + 2 && s->d->s.v[k].para == se->para; k++)
        if (any_word(s, s->d->s.v[k].from, s->d->s.v[k].to, LEX_MUNITION)) return true;
    return false;
}

/* Old bones are no event: archaeology. */
static bool antique(const struct scene *s) {
    const struct sentence *se = &s->d->s.v[s->si];
    for (i32 k = se->from; k < se->to; k++)
        if (ANY(s, k, "archaeologists", "archaeologist", "archaeological", "ancient", "bronze",
                "neolithic", "prehistoric", "medieval", "roman", "fossil", "fossils", "excavation",
                "dinosaur"))
            return true;
    return false;
}

static enum theme theme_of(const struct scene *s, i32 i) {
    u32 f = chunk_flags(&s->c[i]);
    if (s->c[i].type != CH_NP || s->c[i].name) return TH_NONE;
    if (f & LEX_BODY) return antique(s) ? TH_NONE : TH_BODY;
    if (f & LEX_GRAVE && !antique(s)) return TH_GRAVE;
    if (f & LEX_DEPOT && (f & LEX_MUNITION || munitions_near(s, i))) return TH_STORE;
    if (f & LEX_HAZOBJ) return TH_HAZARD;
    return TH_NONE;
}

/* The verb group that the noun group belongs to: it is its object, its subject, or stands with it
 * in the clause. */
static i32 verb_of(const struct scene *s, i32 i) {
    i32 from = clause_start(s, i), to = clause_end(s, i);
    for (i32 k = i - 1; k >= from && k > i - 9; k--) {
        if (s->c[k].type == CH_VG && frame_of(s, s->c[k].head) != frame_of(s, s->c[i].head))
            break; /* "said the bodies were" */
        if (s->c[k].type == CH_VG) return k;
        if (s->c[k].type == CH_MARK && s->c[k].mark == ',' && s->c[k + 1].type == CH_NP &&
            k + 1 == i)
            break;
    }
    i32 far = i + 20;
    for (i32 k = i + 1; k < to && k < far; k++) /* "13 shot dead by X last week … recovered" */
        if (s->c[k].type == CH_VG && s->c[k].row && s->c[k].row->kind1 == KIND_killing + 1)
            far = i + 12;
    for (i32 k = i + 1; k < to && k < far;
         k++) /* "the bodies of 13 taken in May were exhumed": the verb, not the participle */
        if (s->c[k].type == CH_VG && frame_of(s, s->c[k].head) == frame_of(s, s->c[i].head) &&
            s->c[k].voice == VOICE_PASSIVE && s->c[k].finite)
            return k;
    for (i32 k = i + 1; k < to; k++)
        if (s->c[k].type == CH_VG && frame_of(s, s->c[k].head) == frame_of(s, s->c[i].head) &&
            (s->c[k].finite || s->c[k].voice != VOICE_ACTIVE))
            return k;
    for (i32 k = i + 1; k < to; k++)
        if (s->c[k].type == CH_VG) return k;
    /* "the bodies of the two, who vanished in May, were found" */
    if (to < s->n && s->c[to].type == CH_WH && s->c[to - 1].type == CH_MARK)
        for (i32 k = to + 1; k < s->n && k < to + 12; k++)
            if (s->c[k].type == CH_VG && s->c[k].finite && s->c[k].voice == VOICE_PASSIVE &&
                s->c[k - 1].type == CH_MARK && s->c[k - 1].mark == ',' &&
                frame_of(s, s->c[k].head) == frame_of(s, s->c[i].head))
                return k;
    return -1;
}

static bool is_find(const struct scene *s, i32 v) {
    if (v >= 0 && s->c[v].row && s->c[v].row->kind1 == KIND_bodies_found + 1) return true;
    return v >= 0 &&
           ANY(s, s->c[v].head, "found", "find", "finds", "finding", "discovered", "discover",
               "uncovered", "unearthed", "exhumed", "recovered", "recover", "retrieved", "dug",
               "digging", "opened", "pulled", "located", "came", "come", "stumbled", "counted",
               "seized", "confiscated", "brought", "collected", "captured", "exhuming", "turned",
               "removed", "identified", "buried");
}

static bool is_being(const struct scene *s, i32 v) {
    return v >= 0 && ANY(s, s->c[v].head, "was", "were", "is", "are", "been", "had", "has", "have",
                         "be", "lay", "lie", "lying", "held", "hold", "holds", "contained",
                         "contain", "contains", "containing", "holding", "showed", "show", "bore",
                         "bear", "bearing", "missing", "showing", "remain", "dumped", "strewn");
}

static void hold_of(struct claim *c, struct hold h) {
    hold_modality(h, c);
}

static void finish(struct scene *s, struct claim *c, i32 i, const char *rule) {
    i32 from = clause_start(s, i), to = clause_end(s, i);
    fill_where(s, c, i);
    fill_when(s, c, i);
    if (c->kind == KIND_bodies_found || c->kind == KIND_mass_grave)
        fill_findings(s, c, s->c[from].from, s->c[to - 1].to);
    fill_rule(s, c, rule);
}

/* The claim with the verb as trigger when it is one of finding, else the thing itself. NULL: not
 * asserted. */
static struct claim *begin(struct scene *s, enum kind k, i32 i, i32 v, bool verb_trigger) {
    struct hold h = clause_hold(s, i), hv = v >= 0 ? clause_hold(s, v) : (struct hold){0};
    if (h.neg || h.open || hv.neg || hv.open) return NULL;
    i32 head = verb_trigger ? s->c[v].head : s->c[i].head, len = s->d->w[head].len;
    struct claim *c = claim_new(s, k, head, head + (len > 1 ? len : 1));
    if (c)
        hold_of(c, (struct hold){.conditional = h.conditional || hv.conditional,
                                 .intended = h.intended || hv.intended,
                                 .possible = h.possible || hv.possible});
    return c;
}

static bool already(const struct scene *s, enum kind k, struct span trigger) {
    for (i64 i = s->first_claim; i < s->out->n; i++)
        if (s->out->v[i].kind == k && s->out->v[i].trigger.start == trigger.start) return true;
    return false;
}

static bool grave_in_clause(const struct scene *s, i32 i) {
    i32 from = clause_start(s, i), to = clause_end(s, i);
    for (i32 k = from; k < to; k++)
        if (theme_of(s, k) == TH_GRAVE) return true;
    return false;
}

static bool pit_in_clause(const struct scene *s, i32 i) {
    i32 from = clause_start(s, i), to = clause_end(s, i);
    for (i32 k = from; k < to; k++)
        if (s->c[k].type == CH_NP && ANY(s, s->c[k].head, "pit", "pits", "trench", "trenches"))
            return true;
    return false;
}

/* ---- bodies ---- */

/* A mass grave by name, not a grave that something was taken from. */
static bool grave_in_group(const struct scene *s, i32 i) {
    for (i32 k = clause_start(s, i), to = clause_end(s, i); k < to; k++)
        if (s->c[k].type == CH_NP && chunk_flags(&s->c[k]) & LEX_GRAVE &&
            (s->c[k].row->kind1 || s->c[k].plural))
            return true;
    return false;
}

static void bodies(struct scene *s, i32 i) {
    i32 v = verb_of(s, i), fr = frame_of(s, s->c[i].head);
    bool out = v >= 0 && v + 1 < s->n && ANY(s, s->c[v + 1].from, "out", "up") &&
               ANY(s, s->c[v].head, "brought", "pulled", "carried", "taken", "lifted", "hauled",
                   "dragged");
    bool from_place =
        v >= 0 &&
        ANY(s, s->c[v].head, "carried", "pulled", "taken", "lifted", "hauled", "removed") &&
        v + 1 < s->n && (prep_at(s, v + 1, "from") || object_of(s, v) == i);
    bool found = out || from_place ||
                 (is_find(s, v) && s->c[v].row && s->c[v].row->kind1 == KIND_bodies_found + 1) ||
                 (is_find(s, v) &&
                  !ANY(s, s->c[v].head, "turned", "removed", "brought", "opened", "held")),
         state = is_being(s, v);
    if (v >= 0 && frame_of(s, s->c[v].head) != fr) found = state = false;
    bool sets = i >= 2 && prep_at(s, i - 1, "of") && s->c[i - 2].num &&
                ANY(s, s->c[i - 2].head, "sets", "set");
    bool counted =
        s->c[i].num || sets || (prep_at(s, i + 1, "of") && i + 2 < s->n && s->c[i + 2].num);
    bool nominal = i >= 2 && prep_at(s, i - 1, "of") && s->c[i - 2].type == CH_NP &&
                   ANY(s, s->c[i - 2].head, "discovery", "recovery", "exhumation", "finding");
    if (!found && !nominal && !counted && !state) return;
    bool out_of = found && i < v && s->c[v].voice == VOICE_PASSIVE &&
                  !grave_in_group(s, i); /* exhumed from a grave */
    if (grave_in_clause(s, i) && !(found && i < v && !counted) && !out_of && !pit_in_clause(s, i))
        return;
    if (i > 0 && s->c[i - 1].type == CH_NP && !counted && !found) return;
    struct claim *c = begin(s, KIND_bodies_found, i, v, found);
    if (!c) return;
    if (prep_at(s, i - 1, "of") && i >= 2 && s->c[i - 2].num &&
        ANY(s, s->c[i - 2].head, "sets", "set"))
        fill_number(s, c, i - 2, WHAT_BODIES);
    else
        fill_count(s, c, i, WHAT_BODIES);
    finish(s, c, found ? v : i, "found.bodies");
}

/* ---- graves ---- */

/* People or bodies of the clause that lie in the grave: "graves with dozens of people", "dozens lie
 * in graves". */
static i32 grave_people(const struct scene *s, i32 g) {
    i32 from = clause_start(s, g), to = clause_end(s, g), fr = frame_of(s, s->c[g].head);
    for (i32 k = g + 1; k < to; k++) /* behind it first: with, containing, holding */
        if (s->c[k].type == CH_NP && s->c[k].num && frame_of(s, s->c[k].head) == fr &&
            (chunk_is_person(s, k) || s->c[k].pure_num) && !(chunk_flags(&s->c[k]) & LEX_GRAVE))
            return k;
    for (i32 k = g - 1; k >= from; k--)
        if (s->c[k].type == CH_NP && s->c[k].num && frame_of(s, s->c[k].head) == fr &&
            (chunk_is_person(s, k) || s->c[k].pure_num || ANY(s, s->c[k].head, "sets", "set")) &&
            !(chunk_flags(&s->c[k]) & (LEX_GRAVE | LEX_UNIT)) &&
            !word_is(s->d, s->c[k].head, "them")) /* "21 bodies, five of them children" */
            return k;
    return -1;
}

static void grave(struct scene *s, i32 i) {
    i32 v = verb_of(s, i);
    if (already(s, KIND_mass_grave, token_span(s->d, s->c[i].head, s->c[i].to))) return;
    i32 people = grave_people(s, i), of = prep_at(s, i + 1, "of") ? i + 2 : -1;
    bool figure = of >= 0 && of < s->n && s->c[of].type == CH_NP && !s->c[of].name &&
                  !s->c[of].num && !chunk_is_person(s, of) && !s->c[of].pron &&
                  !(s->c[of].row && s->c[of].row->precision1);
    if (figure && people < 0 && !is_find(s, v)) return; /* a mass grave of hopes */
    bool mass = s->c[i].row->kind1, pit = ANY(s, s->c[i].head, "pit", "pits", "trench", "trenches"),
         burial = false;
    i32 from = clause_start(s, i), to = clause_end(s, i);
    for (i32 k = from; k < to; k++) {
        if (s->c[k].type == CH_VG)
            burial = burial || ANY(s, s->c[k].head, "found", "surfaced", "unearthed", "opened",
                                   "discovered", "uncovered", "exhumed", "dug", "buried", "thrown",
                                   "emerged", "located", "dumped", "came", "recovered", "contained",
                                   "held", "hold", "holds", "contains", "holding", "containing",
                                   "lie", "lay", "pulled", "taken", "confirmed");
        if (pit && s->c[k].type == CH_NP && theme_of(s, k) == TH_BODY) mass = true;
        if (s->c[k].type == CH_NP && ANY(s, s->c[k].head, "discovery", "opening", "exhumation"))
            burial = true;
    }
    for (i64 q = s->first_claim; q < s->out->n && !s->c[i].row->kind1 && prep_at(s, i - 1, "from");
         q++)
        if (s->out->v[q].kind == KIND_bodies_found && frame_of(s, s->c[i].head) >= -1)
            return; /* exhumed from a grave: told */
    if (pit && people >= 0 && burial) mass = true;
    if (!mass && !(burial && (people >= 0 || (s->c[i].plural && !pit)))) return;
    if (v >= 0 && frame_of(s, s->c[v].head) != frame_of(s, s->c[i].head)) v = -1;
    struct claim *c = begin(s, KIND_mass_grave, i, v, false);
    if (!c) return;
    if (people >= 0) {
        if (people < i)
            fill_count(s, c, people, WHAT_BODIES);
        else
            fill_number(s, c, people, WHAT_BODIES);
    }
    fill_number(s, c, i, WHAT_SITES);
    i32 fr = frame_of(s, s->c[i].head);
    if (fr >= 0 && span_some(s->f[fr].accused)) fill_perp_span(s, c, s->f[fr].accused);
    finish(s, c, i, "found.grave");
}

/* ---- stores ---- */

static void store(struct scene *s, i32 i) {
    i32 v = verb_of(s, i);
    bool found = is_find(s, v) && (!ANY(s, s->c[v].head, "buried", "turned") ||
                                   s->c[v].row->kind1 == KIND_bodies_found + 1);
    if (i > 0 && prep_at(s, i - 1, "for")) found = false; /* found buyers for seven depots */
    if (v >= 0 && frame_of(s, s->c[v].head) != frame_of(s, s->c[i].head)) found = false, v = -1;
    bool nominal = i >= 2 && prep_at(s, i - 1, "of") && s->c[i - 2].type == CH_NP &&
                   ANY(s, s->c[i - 2].head, "seizure", "discovery", "finding", "capture");
    bool fragment = v < 0 && s->c[i].num;
    bool rest = v >= 0 && s->c[i].num &&
                (is_being(s, v) ||
                 ANY(s, s->c[v].head, "fell", "fallen", "secured", "taken", "captured", "revealed",
                     "shown", "lay", "hidden", "stood", "came", "inspected", "left", "abandoned"));
    if (!found && !nominal && !fragment && !rest) return;
    struct claim *c = begin(s, KIND_munitions_found, i, v, found);
    if (!c) return;
    fill_number(s, c, i, WHAT_DEPOTS);
    finish(s, c, found ? v : i, "found.store");
}

/* "They had been found … and held weapons enough for four battalions": weapons without a depot
 * word. */
/* "mortar bombs have been retrieved from a vault": munitions found without a word for the store. */
static void arms_found(struct scene *s, i32 v) {
    bool found = ANY(s, s->c[v].head, "found", "discovered", "uncovered", "seized", "retrieved",
                     "recovered", "confiscated", "unearthed", "captured", "impounded");
    found = found || (s->c[v].row && s->c[v].row->kind1 == KIND_bodies_found + 1) ||
            (s->d->w[s->c[v].head].len == 2 && ANY(s, s->c[v].head, "came", "come", "stumbled"));
    i32 np = !found                                                  ? -1
             : s->c[v].voice == VOICE_ACTIVE || object_of(s, v) >= 0 ? object_of(s, v)
                                                                     : patient_subject(s, v),
        e;
    if (np < 0 || s->c[np].type != CH_NP) return;
    i32 of = prep_at(s, np + 1, "of") ? np + 2 : np;
    bool arms =
        of < s->n && chunk_flags(&s->c[of]) & LEX_MUNITION && !(chunk_flags(&s->c[of]) & LEX_DEPOT);
    bool bombs = of < s->n &&
                 ANY(s, s->c[of].head, "shells", "mortars", "mortar", "rifles", "bombs") &&
                 s->c[of].plural && of != np;
    if (!arms && !bombs) return;
    if (already(s, KIND_munitions_found, token_span(s->d, s->c[v].head, s->c[v].to)) ||
        already(s, KIND_hazard, token_span(s->d, s->c[v].head, s->c[v].to)))
        return;
    (void)e;
    struct claim *c = begin(s, KIND_munitions_found, v, v, true);
    if (c) finish(s, c, v, "found.arms");
}

static void weapons(struct scene *s, i32 v) {
    i32 o = object_of(s, v);
    bool held = ANY(s, s->c[v].head, "held", "contained", "arm", "equip");
    if (o < 0 || !held || !(chunk_flags(&s->c[o]) & LEX_MUNITION)) return;
    for (i64 i = s->first_claim; i < s->out->n; i++)
        if (s->out->v[i].kind == KIND_munitions_found) return;
    const struct sentence *se = &s->d->s.v[s->si];
    bool enough = false;
    for (i32 k = se->from; k < se->to; k++)
        enough = enough || word_is(s->d, k, "enough") || word_is(s->d, k, "sufficient");
    if (!enough) return;
    struct claim *c = begin(s, KIND_munitions_found, o, v, false);
    if (c) finish(s, c, o, "found.weapons");
}

/* ---- hazards ---- */

static bool plants(const struct scene *s, i32 v) {
    return v >= 0 &&
           ANY(s, s->c[v].head, "planted", "planting", "plant", "laid", "lay", "laying", "sown",
               "sowed", "sowing", "hidden", "hid", "hiding", "concealed", "placed", "placing",
               "left", "scattered", "strewn", "strewed", "rigged", "rigging", "wired", "wiring",
               "packed", "filled", "stuffed", "attached", "turned", "turning", "converted", "made",
               "transformed", "mined", "mining", "booby", "buried", "set", "fitted", "lined",
               "seeded", "littered", "laced", "lacing", "primed", "strung", "stretched", "emplaced",
               "installed", "fixed", "planted");
}

static bool clears(const struct scene *s, i32 v) {
    return v >= 0 && ANY(s, s->c[v].head, "defused", "disarmed", "cleared", "removed",
                         "neutralised", "neutralized", "found", "discovered", "uncovered",
                         "destroyed", "located", "deactivated");
}

static void hazard_agent(struct scene *s, struct claim *c, i32 v) {
    i32 e, a = -1;
    if (v < 0 || clears(s, v)) return;
    const struct chunk *g = &s->c[v];
    if (g->voice == VOICE_PASSIVE || (g->voice == VOICE_BARE && agent_by(s, v) >= 0))
        a = agent_by(s, v);
    else if (g->form == FORM_ING && v > 0 && s->c[v - 1].type == CH_PREP)
        a = -1;
    else
        a = subject_of(s->d, s->c, s->n, v, &e);
    if (a < 0 && g->voice == VOICE_ACTIVE) a = patient_subject(s, v);
    if (a >= 0) fill_perp(s, c, a);
    i32 fr = frame_of(s, g->head);
    if (!c->nperps && fr >= 0 && span_some(s->f[fr].accused))
        fill_perp_span(s, c, s->f[fr].accused);
}

static bool civil_device(const struct scene *s, i32 i) {
    return !ANY(s, s->c[i].head, "device", "devices", "charge", "charges", "trap", "traps", "bomb",
                "bombs", "mine", "mines", "explosive", "explosives") ||
           s->c[i].num || true;
}

static void hazard_thing(struct scene *s, i32 i) {
    i32 v = verb_of(s, i);
    if (v < 0 || !civil_device(s, i) || frame_of(s, s->c[v].head) != frame_of(s, s->c[i].head))
        return;
    bool put = plants(s, v), clear = clears(s, v);
    if (!put && !clear) return;
    bool vague = ANY(s, s->c[i].head, "charge", "charges", "trap", "traps", "bomb", "bombs");
    if (vague && put && ANY(s, s->c[v].head, "left", "set", "made", "lay")) return;
    if (clear && ANY(s, s->c[i].head, "bomb", "charge")) return;
    struct span t = token_span(s->d, s->c[v].head, s->c[v].to);
    if (already(s, KIND_hazard, t)) return;
    struct claim *c = begin(s, KIND_hazard, i, v, true);
    if (!c) return;
    fill_number(s, c, i, WHAT_DEVICES);
    hazard_agent(s, c, v);
    finish(s, c, v, "hazard.thing");
}

/* "mined the streets", "the entrances were mined", "booby-trapped cars", "rigged toys with
 * explosives". */
static void hazard_verb(struct scene *s, i32 v) {
    const struct lex_row *r = s->c[v].row;
    if (r->flags & LEX_OBJ_TRIG) return;
    if (already(s, KIND_hazard, token_span(s->d, s->c[v].head, s->c[v].to))) return;
    struct claim *c = begin(s, KIND_hazard, v, v, true);
    if (!c) return;
    hazard_agent(s, c, v);
    i32 thing = s->c[v].voice != VOICE_ACTIVE ? patient_subject(s, v) : -1;
    for (i32 k = thing; k >= 0 && s->c[k].type == CH_NP;
         k -= 2) { /* what is mined: A and B quarters */
        fill_place(s, c, k, PLACE_ROLE_AT);
        if (k < 2 || s->c[k - 1].type != CH_CONJ) break;
    }
    finish(s, c, v, "hazard.verb");
}

/* "wired to explode", "rigged with a grenade", "laced with tripwires": the verb needs what it is
 * rigged with. */
static void rigged(struct scene *s, i32 v) {
    if (!ANY(s, s->c[v].head, "wired", "rigged", "laced", "primed", "fitted", "packed", "stuffed",
             "set", "seeded", "littered", "connected", "attached", "turned", "rigging", "lacing"))
        return;
    if (already(s, KIND_hazard, token_span(s->d, s->c[v].head, s->c[v].to))) return;
    bool with = false;
    for (i32 k = v + 1; k < s->n && k < v + 10; k++) {
        if (s->c[k].type == CH_SUB || s->c[k].type == CH_WH ||
            (s->c[k].type == CH_MARK && s->c[k].mark == ';'))
            break;
        if (s->c[k].type == CH_VG && s->c[k].inf &&
            ANY(s, s->c[k].head, "explode", "detonate", "blow", "go"))
            with = true;
        bool prep = s->c[k].type == CH_PREP && ANY(s, s->c[k].from, "with", "to", "into");
        if (prep && k + 1 < s->n && s->c[k + 1].type == CH_NP &&
            chunk_flags(&s->c[k + 1]) & (LEX_HAZOBJ | LEX_MUNITION))
            with = true;
    }
    bool before = s->first_claim > 0 && s->out->v[s->first_claim - 1].kind == KIND_hazard &&
                  object_of(s, v) >= 0 && chunk_flags(&s->c[object_of(s, v)]) & LEX_BUILDING &&
                  ANY(s, s->c[v].head, "wired", "rigged");
    if (!with && !before) return;
    struct claim *c = begin(s, KIND_hazard, v, v, true);
    if (!c) return;
    hazard_agent(s, c, v);
    finish(s, c, v, "hazard.rigged");
}

static void hazard_noun(struct scene *s, i32 i) {
    if (!s->c[i].row || s->c[i].row->kind1 != KIND_hazard + 1) return;
    if (!prep_at(s, i + 1, "of")) return;
    struct claim *c = begin(s, KIND_hazard, i, -1, false);
    if (!c) return;
    for (i32 k = i + 1; k + 1 < s->n && s->c[k].type != CH_VG; k++)
        if (prep_at(s, k, "by")) {
            fill_perp(s, c, k + 1);
            break;
        }
    finish(s, c, i, "hazard.noun");
}

static bool dead_before(const struct scene *s) {
    for (i64 i = s->out->n - 1; i >= 0 && i > s->out->n - 10; i--) {
        enum kind k = s->out->v[i].kind;
        if (k == KIND_killing || k == KIND_bodies_found || k == KIND_mass_grave || k == KIND_death)
            return true;
    }
    return false;
}

/* "They lay in two jails", "they were found in a well": bodies of an earlier sentence. */
static void bodies_they(struct scene *s, i32 v) {
    bool lay = ANY(s, s->c[v].head, "lay", "lie", "lying"),
         found = s->c[v].voice == VOICE_PASSIVE &&
                 ANY(s, s->c[v].head, "found", "discovered", "recovered", "carried", "pulled",
                     "dug", "brought", "taken");
    if (v < 1 || (!lay && !found) || !s->c[v - 1].pron ||
        !ANY(s, s->c[v - 1].from, "they", "all", "most", "these", "some") || !dead_before(s))
        return;
    bool place = false;
    for (i32 k = v + 1; k + 1 < s->n && k < v + 6; k++)
        place =
            place || ((prep_at(s, k, "in") || prep_at(s, k, "from") || prep_at(s, k, "out of")) &&
                      s->c[k + 1].type == CH_NP);
    if (!place) return;
    struct claim *c = begin(s, KIND_bodies_found, v, v, true);
    if (c) finish(s, c, v, "found.they");
}

/* "The dead were discovered in a flooded basement". */
/* The same people were said to be killed in this sentence: found means their bodies. */
static bool killed_here(const struct scene *s, i32 np) {
    struct span sp = token_span(s->d, s->c[np].from, s->c[np].to);
    for (i64 i = s->first_claim; i < s->out->n; i++)
        for (i64 k = 0; s->out->v[i].kind == KIND_killing && k < s->out->v[i].ncounts; k++)
            if (span_overlaps(s->out->v[i].counts[k].span, sp)) return true;
    return false;
}

static void dead_found(struct scene *s, i32 v) {
    bool found = s->c[v].voice != VOICE_ACTIVE && ANY(s, s->c[v].head, "found", "discovered",
                                                      "recovered", "exhumed", "unearthed", "dug");
    i32 p = found ? patient_subject(s, v) : -1;
    if (p < 0 ||
        !(ANY(s, s->c[p].head, "dead", "victims", "killed", "slain", "murdered", "executed") ||
          (s->c[p].type == CH_NP && s->c[p].num && killed_here(s, p))))
        return;
    if (already(s, KIND_bodies_found, token_span(s->d, s->c[v].head, s->c[v].to))) return;
    struct claim *c = begin(s, KIND_bodies_found, v, v, true);
    if (!c) return;
    fill_number(s, c, p, WHAT_BODIES);
    if (p + 2 < v && s->c[p + 1].type == CH_MARK && s->c[p + 2].type == CH_NP &&
        s->c[p + 2].pure_num)
        fill_number(s, c, p + 2, WHAT_BODIES);
    finish(s, c, v, "found.dead");
}

static struct claim *last_grave(struct scene *s) {
    for (i64 i = s->out->n - 1; i >= 0 && i > s->out->n - 5; i--)
        if (s->out->v[i].kind == KIND_mass_grave) return &s->out->v[i];
    return NULL;
}

static bool grave_before(const struct scene *s) {
    if (s->si < 1) return false;
    const struct sentence *p = &s->d->s.v[s->si - 1];
    return p->para == s->d->s.v[s->si].para && any_word(s, p->from, p->to, LEX_GRAVE);
}

/* "30 people are buried in the ditch": a grave in other words. */
static void buried_in(struct scene *s, i32 v) {
    i32 sub = s->c[v].voice == VOICE_PASSIVE && ANY(s, s->c[v].head, "buried", "dumped", "thrown")
                  ? patient_subject(s, v)
                  : -1;
    if (sub < 0 || s->c[sub].type != CH_NP || !s->c[sub].num || !chunk_is_person(s, sub) ||
        s->d->nums[s->c[sub].num - 1].max == 1)
        return;
    bool ground = false;
    for (i32 k = v + 1; k + 1 < s->n && k < v + 5; k++)
        if (s->c[k].type == CH_PREP && s->c[k + 1].type == CH_NP)
            ground = ground || ANY(s, s->c[k + 1].head, "ditch", "well", "field", "garden", "yard",
                                   "courtyard", "quarry", "wood", "woods", "forest", "orchard",
                                   "ravine", "basement", "hole", "embankment");
    if (!ground) return;
    struct claim *c = begin(s, KIND_mass_grave, v, v, true);
    if (!c) return;
    fill_number(s, c, sub, WHAT_BODIES);
    finish(s, c, v, "found.buried");
}

/* "They contained the remains of at least 45 people": the number of the grave of the sentence
 * before; a claim of its own when another says it. "30 people had been thrown into it": always its
 * own. */
static void grave_holds(struct scene *s, i32 v) {
    bool holds = ANY(s, s->c[v].head, "contained", "contain", "contains", "held", "hold", "holds");
    bool thrown = s->c[v].voice != VOICE_ACTIVE &&
                  ANY(s, s->c[v].head, "thrown", "buried", "dumped", "placed", "put", "lying");
    i32 sub = v > 0 ? patient_subject(s, v) : -1, who = -1;
    if ((!holds && !thrown) || sub < 0 || !(last_grave(s) || grave_before(s)) ||
        grave_in_clause(s, v))
        return;
    if (holds && !(s->c[sub].pron && ANY(s, s->c[sub].from, "they", "it", "these", "each", "one")))
        return;
    for (i32 k = v + 1; holds && k < clause_end(s, v); k++)
        if (s->c[k].type == CH_NP && s->c[k].num && chunk_is_person(s, k)) {
            who = k;
            break;
        }
    bool into = false;
    for (i32 k = v + 1; thrown && k + 1 < s->n && k < v + 4; k++)
        into = into || (s->c[k].type == CH_PREP && ANY(s, s->c[k + 1].from, "it", "them", "there"));
    if (into && s->c[sub].num && chunk_is_person(s, sub)) who = sub;
    if (who < 0) return;
    struct claim *g = last_grave(s);
    i32 fr = frame_of(s, s->c[v].head);
    bool same = g && holds && g->said.nchain > 1 && fr < 0;
    if (same && g->ncounts <= 1 && g->sentence.end <= s->d->t.v[s->c[0].from].start &&
        s->d->t.v[s->c[0].from].start - g->sentence.end < 4 && s->said_next) {
        g->sentence.end = s->d->t.v[s->c[who].to - 1].end;
        g->said.content.end = g->sentence.end;
        fill_number(s, g, who, WHAT_BODIES);
        return;
    }
    struct claim *c = begin(s, KIND_mass_grave, v, v, true);
    if (!c) return;
    fill_number(s, c, who, WHAT_BODIES);
    finish(s, c, v, "found.thrown");
}

/* "Where they were found is known from X: Y told Z of two prisons, in A and in B." */
static void bodies_where(struct scene *s) {
    bool where = s->n > 3 && s->c[0].type == CH_WH && ANY(s, s->c[0].from, "where"), found = false;
    for (i32 v = 1; where && v < 4 && v < s->n; v++)
        found =
            found || (s->c[v].type == CH_VG && ANY(s, s->c[v].head, "found", "discovered", "lay"));
    if (!found || !dead_before(s)) return;
    for (i32 i = 4; i < s->n; i++) {
        bool place = s->c[i].type == CH_NP && s->c[i].row && s->c[i].row->precision1 &&
                     frame_of(s, s->c[i].head) >= 0;
        if (!place) continue;
        struct claim *c = begin(s, KIND_bodies_found, i, -1, false);
        if (c) finish(s, c, i, "found.where");
        return;
    }
}

/* "found 21 executed civilians", "the discovery of 14 murdered villagers": bodies by what was done
 * to them. */
static void found_slain(struct scene *s, i32 i) {
    if (!s->c[i].num || !chunk_is_person(s, i) || chunk_flags(&s->c[i]) & LEX_BODY || i < 1) return;
    bool slain = false;
    for (i32 k = s->c[i].from; k < s->c[i].head; k++)
        slain = slain || ANY(s, k, "executed", "murdered", "killed", "slain", "dead", "massacred",
                             "lifeless", "slaughtered", "tortured", "mutilated");
    bool noun = prep_at(s, i - 1, "of") && i >= 2 && s->c[i - 2].type == CH_NP &&
                ANY(s, s->c[i - 2].head, "finding", "discovery", "recovery", "exhumation",
                    "unearthing", "find");
    bool verb = s->c[i - 1].type == CH_VG && is_find(s, i - 1) &&
                s->c[i - 1].voice != VOICE_PASSIVE &&
                ANY(s, s->c[i - 1].head, "found", "discovered", "unearthed", "recovered", "exhumed",
                    "uncovered", "find", "discover");
    if (!slain || !(noun || verb)) return;
    struct claim *c = begin(s, KIND_bodies_found, noun ? i - 2 : i - 1, noun ? -1 : i - 1, verb);
    if (!c) return;
    fill_count(s, c, i, WHAT_BODIES);
    finish(s, c, noun ? i - 2 : i - 1, "found.slain");
}

/* Beasts, not people: words of animals here or in the sentence before, none of people here. */
static bool beasts(const struct scene *s) {
    const struct sentence *se = &s->d->s.v[s->si];
    i32 from =
        s->si > 0 && s->d->s.v[s->si - 1].para == se->para ? s->d->s.v[s->si - 1].from : se->from;
    bool beast = false;
    for (i32 k = from; k < se->to; k++) {
        beast = beast || ANY(s, k, "seals", "whales", "sheep", "cattle", "cows", "dogs", "birds",
                             "fish", "horses", "pigs", "goats", "dolphins", "chickens", "deer",
                             "elephants", "camels", "livestock");
        if (k >= se->from && word_flags(s->d, k) & LEX_PERSON) return false;
    }
    return beast;
}

static bool hazard_before(const struct scene *s) {
    for (i64 i = s->out->n - 1; i >= 0 && i > s->out->n - 4; i--)
        if (s->out->v[i].kind == KIND_hazard) return true;
    return false;
}

/* "They had been laid by the Guard", "those were planted by fighters": devices told of before, and
 * by whom. */
static void laid_them(struct scene *s, i32 v) {
    if (s->c[v].voice != VOICE_PASSIVE || !plants(s, v) || !hazard_before(s)) return;
    i32 p = patient_subject(s, v), a = agent_by(s, v);
    if (p < 0 || a < 0 || !s->c[p].pron ||
        !ANY(s, s->c[p].from, "they", "those", "these", "all", "most", "some") ||
        !chunk_is_group(s, a))
        return;
    if (already(s, KIND_hazard, token_span(s->d, s->c[v].head, s->c[v].to))) return;
    struct claim *c = begin(s, KIND_hazard, v, v, true);
    if (!c) return;
    fill_perp(s, c, a);
    finish(s, c, v, "hazard.laid");
}

/* "Every second gate is wired": a house, a door or a car, where the words around tell of charges or
 * sappers. */
static void wired(struct scene *s, i32 v) {
    if (s->c[v].voice != VOICE_PASSIVE || !ANY(s, s->c[v].head, "wired", "rigged", "primed"))
        return;
    i32 p = patient_subject(s, v);
    if (p < 0 || !(chunk_flags(&s->c[p]) & LEX_BUILDING) || prep_at(s, v + 1, "for") ||
        already(s, KIND_hazard, token_span(s->d, s->c[v].head, s->c[v].to)))
        return;
    const struct sentence *se = &s->d->s.v[s->si];
    bool near = hazard_before(s);
    for (i32 k = s->si > 0 ? s->si - 1 : 0; k <= s->si + 1 && k < s->d->s.n; k++) {
        if (s->d->s.v[k].para != se->para) continue;
        for (i32 t = s->d->s.v[k].from; t < s->d->s.v[k].to; t++)
            near = near || word_flags(s->d, t) & (LEX_HAZOBJ | LEX_MUNITION) ||
                   ANY(s, t, "sapper", "sappers", "deminers", "demining", "engineers", "explode",
                       "detonate");
    }
    if (!near) return;
    struct claim *c = begin(s, KIND_hazard, v, v, true);
    if (!c) return;
    hazard_agent(s, c, v);
    finish(s, c, v, "hazard.wired");
}

/* "had dismantled more than 30 of them": devices told of before. */
static void cleared_them(struct scene *s, i32 v) {
    bool verb = ANY(s, s->c[v].head, "dismantled", "defused", "cleared", "removed", "neutralised",
                    "neutralized", "disarmed", "destroyed", "lifted", "deactivated", "disposed");
    i32 p = s->c[v].voice == VOICE_PASSIVE ? patient_subject(s, v) : object_of(s, v);
    if (!verb || p < 0 || !s->c[p].num ||
        !(s->c[p].pure_num || ANY(s, s->c[p].head, "them", "these", "those")))
        return;
    bool before = false;
    for (i64 i = s->out->n - 1; i >= 0 && i > s->out->n - 4; i--)
        before = before || s->out->v[i].kind == KIND_hazard;
    if (!before || already(s, KIND_hazard, token_span(s->d, s->c[v].head, s->c[v].to))) return;
    struct claim *c = begin(s, KIND_hazard, v, v, true);
    if (!c) return;
    fill_number(s, c, p, WHAT_DEVICES);
    finish(s, c, v, "hazard.cleared");
}

void events_found(struct scene *s) {
    bodies_where(s);
    for (i32 i = 0; i < s->n; i++) {
        if (s->c[i].type == CH_VG && s->c[i].row && s->c[i].row->kind1 == KIND_hazard + 1)
            hazard_verb(s, i);
        if (s->c[i].type == CH_VG) cleared_them(s, i), laid_them(s, i), wired(s, i);
        if (s->c[i].type == CH_VG)
            weapons(s, i), arms_found(s, i), bodies_they(s, i), dead_found(s, i), grave_holds(s, i),
                buried_in(s, i), rigged(s, i);
        if (s->c[i].type != CH_NP) continue;
        hazard_noun(s, i);
        found_slain(s, i);
        if ((theme_of(s, i) == TH_BODY || theme_of(s, i) == TH_GRAVE) && beasts(s)) continue;
        switch (theme_of(s, i)) {
        case TH_BODY: bodies(s, i); break;
        case TH_GRAVE: grave(s, i); break;
        case TH_STORE: store(s, i); break;
        case TH_HAZARD: hazard_thing(s, i); break;
        case TH_NONE: break;
        }
    }
}
