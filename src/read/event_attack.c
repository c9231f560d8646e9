/* Attacks, strikes, explosions, fires, looting, siege, destruction: what was struck, and by whom if
 * the words say so. */
#include "read/event.h"
#include "read/names_doc.h"

static bool word_any(const struct scene *s, i32 tok, const char *const *w, i64 n) {
    for (i64 i = 0; i < n; i++)
        if (word_is(s->d, tok, w[i])) return true;
    return false;
}
#define ANY(s, tok, ...)                                                                           \
    word_any((s), (tok), (const char *const[]){__VA_ARGS__},                                       \
             LEN(((const char *const[]){__VA_ARGS__})))

static bool is_attack(int k) {
    return k == KIND_attack || k == KIND_shelling || k == KIND_airstrike || k == KIND_bombing ||
           k == KIND_arson || k == KIND_robbery || k == KIND_siege || k == KIND_destruction ||
           k == KIND_use_of_prohibited_weapon;
}

static struct claim *begin(struct scene *s, enum kind k, i32 i) {
    struct hold h = clause_hold(s, i);
    if (h.neg || h.open) return NULL;
    i32 head = s->c[i].head, len = s->d->w[head].len;
    struct claim *c = claim_new(s, k, head, head + (len > 1 ? len : 1));
    if (!c) return NULL;
    hold_modality(h, c);
    return c;
}

/* What the striker is tells how: shells, jets, bombs. */
static enum kind means(const struct scene *s, i32 agent, enum kind k) {
    if (agent < 0 || (k != KIND_attack && k != KIND_bombing)) return k;
    for (i32 t = s->c[agent].from; t < s->c[agent].to; t++) {
        if (k == KIND_attack &&
            ANY(s, t, "shell", "shells", "mortar", "mortars", "artillery", "rocket", "rockets"))
            return KIND_shelling;
        if (ANY(s, t, "jet", "jets", "warplane", "warplanes", "aircraft", "helicopter", "planes",
                "helicopters", "drone", "drones", "airstrike", "airstrikes", "missile", "missiles"))
            return KIND_airstrike;
        if (ANY(s, t, "bomb", "bombs", "explosion", "blast")) return KIND_bombing;
    }
    return k;
}

/* Verbs that mean nothing else, and doers that leave no doubt. */
static bool plain_verb(const struct scene *s, i32 v) {
    return ANY(s, s->c[v].head, "ambushed", "ambush", "bombarded", "bombard", "shelled", "shell",
               "shelling", "looted", "loot", "looting", "plundered", "pillaged", "torched",
               "bombed", "bomb", "bombing", "bombarding", "raided", "set", "strafed");
}

static bool armed_doer(const struct scene *s, i32 i) {
    return i >= 0 && !s->c[i].pron &&
           (chunk_flags(&s->c[i]) & (LEX_WEAPON | LEX_PERP | LEX_GROUPNAME) ||
            chunk_has(s, i, LEX_PERP | LEX_GROUPNAME));
}

/* Any thing may be struck where verb or doer leave no doubt. */
static bool may_be_struck(const struct scene *s, i32 v, i32 agent, i32 thing) {
    if (thing < 0 || s->c[thing].type != CH_NP || s->c[thing].pron || s->c[thing].neg) return false;
    if (plain_verb(s, v)) return true;
    bool burns = s->c[v].row->kind1 == KIND_arson + 1;
    return armed_doer(s, agent) && (burns || !(chunk_flags(&s->c[v]) & LEX_OBJ_TRIG));
}

static bool struck_thing(const struct scene *s, i32 i) {
    return i >= 0 && s->c[i].type == CH_NP && !s->c[i].pron &&
           (chunk_flags(&s->c[i]) & (LEX_BUILDING | LEX_DEPOT | LEX_PERSON | LEX_ORG) ||
            s->c[i].name || chunk_has(s, i, LEX_BUILDING | LEX_PLACENAME) ||
            (s->c[i].row && s->c[i].row->precision1));
}

/* "Dorvan warplanes", "a Kalen drone": the name of a land or a group right before what it flies or
 * drives; not "MiG jets", which is no place and no group. */
static bool owner_by_name(struct scene *s, struct claim *c, const struct chunk *t) {
    const struct doc *d = s->d;
    i32 k = t->from;
    while (k < t->head && (word_is(d, k, "the") || word_is(d, k, "a") || d->w[k].pos == POS_NUM))
        k++;
    if (k + 1 != t->head || d->w[k].pos != POS_NAME || d->t.v[k].flags & TOK_CAPS) return false;
    enum name_kind n = surely_named(d, k);
    bool platform = ANY(s, t->head, "warplanes", "warplane", "planes", "plane", "jets", "jet",
                        "helicopters", "helicopter", "gunships", "tanks", "aircraft", "drone",
                        "drones", "gunboats", "artillery");
    if (!platform || (n != NAME_PLACE && n != NAME_GROUP)) return false;
    fill_perp_span(s, c, token_span(d, k, k + 1));
    return true;
}

/* "army shells", "the Front's artillery": whose the thing is that strikes. */
void fill_owner(struct scene *s, struct claim *c, i32 thing) {
    const struct chunk *t = &s->c[thing];
    if (!(chunk_flags(t) & (LEX_WEAPON | LEX_EVENTN)) && !word_is(s->d, t->head, "artillery"))
        return;
    if (owner_by_name(s, c, t)) return;
    for (i32 k = t->from; k < t->head; k++) {
        if (!(word_flags(s->d, k) & (LEX_PERP | LEX_GROUPNAME))) continue;
        if (word_flags(s->d, k) & LEX_WEAPON || ANY(s, k, "suicide", "enemy", "unknown")) continue;
        /* "the Highland Column's shelling": the whole name; "air force jets": the phrase */
        i32 from = k, to = k + (s->d->w[k].len > 1 ? s->d->w[k].len : 1);
        for (i32 q = k + 1; q < t->head; q++)
            if (ANY(s, q, "'s", "’s", "'", "’")) from = t->from, to = q;
        fill_perp_span(s, c, token_span(s->d, from, to));
        return;
    }
}

/* A place or building that may stand as the place of what struck it; vehicles are none. */
static bool is_site(const struct scene *s, i32 i) {
    return !ANY(s, s->c[i].head, "car", "cars", "bus", "buses", "truck", "trucks", "vehicle",
                "vehicles", "motorcycle", "boat", "boats", "lorry", "van", "tank", "tanks") &&
           (chunk_flags(&s->c[i]) & (LEX_BUILDING | LEX_DEPOT) || chunk_has(s, i, LEX_BUILDING) ||
            (s->c[i].row && s->c[i].row->precision1));
}

/* "remains encircled": what the word before the participle is said of, or -1. */
static i32 remains(const struct scene *s, i32 v) {
    bool still = v > 0 && s->c[v - 1].type == CH_VG &&
                 ANY(s, s->c[v - 1].head, "remains", "remained", "remain", "stays", "stayed");
    return still ? patient_subject(s, v - 1) : -1;
}

/* "Fighters who retreated had burnt the store": the subject before the relative clause, or -1. */
static i32 over_relative(const struct scene *s, i32 v) {
    if (v < 3 || s->c[v - 1].type == CH_CONJ || !s->c[v].finite) return -1;
    i32 verbs = 0;
    for (i32 j = v - 1; j > 0 && j > v - 8; j--) {
        if (s->c[j].type == CH_SUB || s->c[j].type == CH_CONJ) return -1;
        verbs += s->c[j].type == CH_VG;
        if (s->c[j].type != CH_WH) continue;
        return verbs == 1 && s->c[j - 1].type == CH_NP ? j - 1 : -1;
    }
    return -1;
}

/* "A driver was hit in the leg": a person who is hit is hurt, and nothing more is said. */
static bool person_hit(struct scene *s, i32 v, i32 who, i32 agent) {
    if (!ANY(s, s->c[v].head, "hit", "struck") || who < 0 || !chunk_is_person(s, who) ||
        s->c[who].pron || chunk_flags(&s->c[who]) & (LEX_ORG | LEX_PERP | LEX_BUILDING | LEX_BODY))
        return false;
    struct hold h = clause_hold(s, v);
    if (h.neg || h.open) return true;
    struct claim *c = claim_new(s, KIND_injury, s->c[v].head, s->c[v].head + 1);
    if (!c) return true;
    hold_modality(h, c);
    fill_count(s, c, who, WHAT_INJURED);
    fill_victims(s, c, who);
    if (agent >= 0 && chunk_is_group(s, agent)) fill_perp(s, c, agent);
    if (agent >= 0 && !c->nperps) fill_owner(s, c, agent);
    fill_where(s, c, v);
    fill_when(s, c, v);
    fill_rule(s, c, "attack.person");
    return true;
}

/* "a rocket fired by rebels hit the school": what hit is the rocket; who fired it, or -1. */
static i32 fired_by(const struct scene *s, i32 v, i32 *thing) {
    i32 by = v - 1;
    if (by < 3 || s->c[by].type != CH_NP || !prep_at(s, by - 1, "by") ||
        s->c[by - 2].type != CH_VG || !ANY(s, s->c[by - 2].head, "fired", "launched", "dropped"))
        return -1;
    *thing = by - 3;
    return s->c[by - 3].type == CH_NP && chunk_flags(&s->c[by - 3]) & LEX_WEAPON ? by : -1;
}

/* "Air strikes hit the factory": the noun tells of the event (noun()), the verb of its place. */
static bool named_strike(const struct scene *s, i32 i) {
    return i >= 0 && s->c[i].type == CH_NP && s->c[i].row && s->c[i].row->kind1 &&
           is_attack(s->c[i].row->kind1 - 1) && s->d->w[s->c[i].head].pos == POS_NOUN &&
           chunk_flags(&s->c[i]) & LEX_EVENTN;
}

static void verb(struct scene *s, i32 v) {
    const struct chunk *g = &s->c[v];
    enum kind k = (enum kind)(g->row->kind1 - 1);
    i32 agent = -1, thing = -1, e;
    if (g->row->flags & LEX_INTRANS) {
        thing = patient_subject(s, v);
        if (thing < 0 || s->c[thing].pron) return;
        if (k == KIND_bombing &&
            !(chunk_flags(&s->c[thing]) & (LEX_WEAPON | LEX_HAZOBJ | LEX_BUILDING | LEX_MUNITION)))
            return;
        if (k == KIND_attack) agent = thing;
    } else if (g->voice == VOICE_PASSIVE || (g->voice == VOICE_BARE && object_of(s, v) < 0)) {
        thing = patient_subject(s, v);
        if (thing < 0) thing = remains(s, v);
        agent = agent_by(s, v);
        if (g->voice == VOICE_PASSIVE && person_hit(s, v, thing, agent)) return;
        if (!struck_thing(s, thing) && !may_be_struck(s, v, agent, thing)) return;
    } else {
        agent = subject_of(s->d, s->c, s->n, v, &e);
        if (agent < 0) agent = over_relative(s, v);
        if (agent < 0 && v > 2 && s->c[v - 1].type == CH_CONJ) /* "had burnt X and blown up Y" */
            for (i32 j = v - 2; j > 0 && j > v - 6 && agent < 0; j--)
                if (s->c[j].type == CH_VG) agent = over_relative(s, j);
        if (agent < 0) agent = patient_subject(s, v);
        thing = object_of(s, v);
        if (!struck_thing(s, thing) && !may_be_struck(s, v, agent, thing)) return;
        if (agent >= 0 && s->c[agent].pron && g->row->flags & LEX_OBJ_TRIG) return;
        if (g->row->flags & LEX_OBJ_TRIG && agent >= 0 &&
            !(chunk_flags(&s->c[agent]) & (LEX_WEAPON | LEX_PERP | LEX_EVENTN)) &&
            !s->c[agent].name)
            return;
    }
    if (g->row->flags & LEX_OBJ_TRIG && (k == KIND_arson || k == KIND_destruction) &&
        chunk_is_person(s, thing))
        return;
    if (k == KIND_attack && named_strike(s, agent) && g->voice != VOICE_PASSIVE) return;
    i32 weapon = -1, by = fired_by(s, v, &weapon);
    struct claim *c = begin(s, means(s, by >= 0 ? weapon : agent, k), v);
    if (!c) return;
    if (by >= 0) agent = by;
    if (agent >= 0 && !(chunk_flags(&s->c[agent]) & (LEX_WEAPON | LEX_EVENTN)))
        fill_perp(s, c, agent);
    if (agent >= 0 && !c->nperps) fill_owner(s, c, agent);
    bool town =
        thing >= 0 && s->c[thing].name && !s->c[thing].num &&
        (k == KIND_siege || k == KIND_shelling || k == KIND_airstrike || k == KIND_bombing) &&
        !chunk_has(s, thing, LEX_PERSON | LEX_GROUPNAME | LEX_ORG | LEX_TITLE);
    if (thing >= 0 && thing != agent && (town || (!chunk_is_person(s, thing) && is_site(s, thing))))
        fill_place(s, c, thing, PLACE_ROLE_AT);
    fill_where(s, c, v);
    fill_when(s, c, v);
    fill_rule(s, c, "attack.verb");
}

/* "carried out the attack", "launched five strikes": whoever did it, or -1. */
static i32 carried_out(const struct scene *s, i32 i) {
    i32 v = i - 1, end;
    if (i + 1 < s->n && s->c[i + 1].type == CH_VG && s->c[i + 1].voice == VOICE_PASSIVE &&
        ANY(s, s->c[i + 1].head, "carried", "launched", "committed", "claimed", "staged")) {
        i32 by = agent_by(s, i + 1);
        return by >= 0 && chunk_is_group(s, by) ? by : -1;
    }
    if (v < 0 || s->c[v].type != CH_VG || s->c[v].neg || s->c[v].voice == VOICE_PASSIVE) return -1;
    if (!ANY(s, s->c[v].head, "carried", "launched", "conducted", "staged", "mounted", "committed",
             "perpetrated", "made", "launching", "staging"))
        return -1;
    i32 sub = subject_of(s->d, s->c, s->n, v, &end);
    return sub >= 0 && (armed_doer(s, sub) || chunk_is_group(s, sub)) ? sub : -1;
}

/* What the noun names as struck: "of Teshlin", "on the port". */
static void noun_place(struct scene *s, struct claim *c, i32 i) {
    if (i + 2 >= s->n || s->c[i + 2].type != CH_NP) return;
    bool on = prep_at(s, i + 1, "on") || prep_at(s, i + 1, "of") || prep_at(s, i + 1, "against") ||
              prep_at(s, i + 1, "at") || prep_at(s, i + 1, "near") || prep_at(s, i + 1, "in");
    const struct chunk *t = &s->c[i + 2];
    bool named = t->name && !chunk_has(s, i + 2, LEX_GROUPNAME | LEX_PERSON | LEX_ORG | LEX_PERP);
    if (on && (named || is_site(s, i + 2))) fill_place(s, c, i + 2, PLACE_ROLE_AT);
}

/* Does the clause tell of harm, or the words around the noun of a target or a doer? */
static bool happened(const struct scene *s, i32 i, i32 *by) {
    i32 from = clause_start(s, i), to = clause_end(s, i);
    bool on = false, effect = false;
    *by = -1;
    for (i32 j = i + 1; j + 1 < to && j < i + 8; j++) {
        on = on || prep_at(s, j, "on") || prep_at(s, j, "against") || prep_at(s, j, "in") ||
             prep_at(s, j, "near") || prep_at(s, j, "at") || prep_at(s, j, "of");
        if (prep_at(s, j, "by") && *by < 0) *by = j + 1;
        bool put = s->c[j].type == CH_VG && s->c[j].voice == VOICE_BARE && *by < 0 &&
                   ((ANY(s, s->c[j].head, "attributed") && prep_at(s, j + 1, "to")) ||
                    (ANY(s, s->c[j].head, "blamed") && prep_at(s, j + 1, "on")) ||
                    (ANY(s, s->c[j].head, "claimed") && prep_at(s, j + 1, "by")));
        if (put && j + 2 < s->n) *by = j + 2; /* "an attack blamed on X" */
        if (s->c[j].type == CH_VG) break;
    }
    if (i + 1 < to && s->c[i + 1].type == CH_VG && !s->c[i + 1].neg)
        effect = ANY(s, s->c[i + 1].head, "resumed", "continued", "intensified", "erupted", "broke",
                     "lasted", "ripped", "tore", "rocked", "shook", "hit", "struck");
    for (i32 j = from; j < to; j++)
        effect =
            effect ||
            (s->c[j].type == CH_VG && s->c[j].row && s->c[j].row->kind1 &&
             (s->c[j].row->kind1 <= KIND_injury + 1 || s->c[j].row->kind1 == KIND_destruction + 1));
    i32 fr = frame_of(s, s->c[i].head);
    bool blamed = fr >= 0 && span_some(s->f[fr].accused) && prep_at(s, i - 1, "for");
    return on || effect || blamed || *by >= 0;
}

/* "an airstrike on the market", "a car bomb killed seven": the noun with a place, a date, an effect
 * or an agent. */
static void noun(struct scene *s, i32 i) {
    i32 by, doer = carried_out(s, i);
    if (!happened(s, i, &by) && doer < 0) return;
    enum kind k = means(s, doer, (enum kind)(s->c[i].row->kind1 - 1));
    struct claim *c = begin(s, k, i);
    if (!c) return;
    if (by >= 0) fill_perp(s, c, by);
    if (by >= 2 && c->nperps && ANY(s, s->c[by - 2].head, "claimed"))
        c->perps[0].how = HOW_CLAIMED; /* an attack claimed by X */
    if (by >= 2 && c->nperps && ANY(s, s->c[by - 2].head, "blamed", "attributed"))
        c->perps[0].how = HOW_SUSPECTED;
    if (!c->nperps && doer >= 0) fill_perp(s, c, doer);
    i32 fr = frame_of(s, s->c[i].head);
    if (!c->nperps && fr >= 0 && prep_at(s, i - 1, "for")) fill_perp_span(s, c, s->f[fr].accused);
    if (!c->nperps && doer >= 0) fill_owner(s, c, doer);
    if (!c->nperps) fill_owner(s, c, i);
    noun_place(s, c, i);
    i32 v = i + 1, e; /* the verb of which it is the subject */
    while (v < s->n && v < i + 6 && s->c[v].type != CH_VG)
        v++;
    if (v < s->n && s->c[v].type == CH_VG && ANY(s, s->c[v].head, "hit", "struck", "targeted") &&
        subject_of(s->d, s->c, s->n, v, &e) == i && object_of(s, v) >= 0 &&
        is_site(s, object_of(s, v)))
        fill_place(s, c, object_of(s, v), PLACE_ROLE_AT);
    fill_where(s, c, i);
    fill_when(s, c, i);
    fill_rule(s, c, "attack.noun");
}

/* ---- what flies and falls ---- */

static enum kind kind_of_weapon(const struct scene *s, i32 i) {
    enum kind k = means(s, i, KIND_attack);
    if (k == KIND_bombing) return KIND_airstrike; /* a bomb that falls came from above */
    for (i32 t = s->c[i].from; k == KIND_attack && t < s->c[i].to; t++)
        if (ANY(s, t, "projectile", "projectiles", "rounds", "round", "battery", "batteries",
                "guns", "tank", "tanks"))
            return KIND_shelling;
    return k;
}

static void strike(struct scene *s, enum kind k, i32 v, i32 agent) {
    struct hold h = clause_hold(s, v);
    if (h.intended || h.conditional) return;
    for (i64 i = s->first_claim; i < s->out->n; i++)
        if (s->out->v[i].trigger.start == s->d->t.v[s->c[v].head].start) return;
    struct claim *c = begin(s, k, v);
    if (!c) return;
    if (agent >= 0) fill_perp(s, c, agent);
    if (agent >= 0 && !c->nperps) fill_owner(s, c, agent);
    i32 o = object_of(s, v);
    if (o >= 0 && is_site(s, o)) fill_place(s, c, o, PLACE_ROLE_AT);
    fill_where(s, c, v);
    fill_when(s, c, v);
    fill_rule(s, c, "attack.strike");
}

/* "shells fell on Marat", "a rocket landed in the river", "three shells came down" */
static void falls(struct scene *s, i32 v) {
    if (!ANY(s, s->c[v].head, "fell", "fall", "fallen", "falling", "landed", "land", "landing",
             "rained", "raining", "slammed", "crashed", "smashed", "came", "hit", "struck"))
        return;
    i32 end, sub = subject_of(s->d, s->c, s->n, v, &end);
    if (sub >= 0 && prep_at(s, sub + 1, "of") && sub + 2 < v) sub += 2; /* one of its shells */
    if (sub < 0 || s->c[v].voice == VOICE_PASSIVE || !(chunk_flags(&s->c[sub]) & LEX_WEAPON))
        return;
    bool things =
        ANY(s, s->c[sub].head, "shell", "shells", "rocket", "rockets", "mortar", "mortars",
            "missile", "missiles", "bomb", "bombs", "rounds", "projectile", "projectiles", "round");
    if (ANY(s, s->c[v].head, "came") && !ANY(s, s->c[v].head + 1, "down", "in")) return;
    for (i32 k = v + 1; k < s->n && k < v + 4; k++)
        things = things && !ANY(s, s->c[k].head, "hands", "silent", "possession", "short");
    if (things) strike(s, kind_of_weapon(s, sub), v, sub);
}

/* Behind chunk i: on fire, ablaze, alight. */
static bool on_fire(const struct scene *s, i32 i) {
    return (prep_at(s, i, "on") && i + 1 < s->n && ANY(s, s->c[i + 1].head, "fire")) ||
           (i < s->n && ANY(s, s->c[i].from, "ablaze", "alight", "on fire"));
}

/* "set the building on fire", "setting two homes ablaze", "looted the market, then set it alight",
 * "had been set on fire by militiamen" */
static void sets_on_fire(struct scene *s, i32 v) {
    bool passive = s->c[v].voice == VOICE_PASSIVE;
    i32 o = passive ? patient_subject(s, v) : object_of(s, v), end;
    if (o < 0 || !ANY(s, s->c[v].head, "set", "setting", "sets")) return;
    if (!on_fire(s, passive ? v + 1 : o + 1) || s->c[o].neg) return;
    i32 sub = passive ? agent_by(s, v) : subject_of(s->d, s->c, s->n, v, &end);
    if (!passive && sub < 0) sub = patient_subject(s, v);
    if (!passive && sub < 0) sub = dep_subject(s, v);
    bool it = s->c[o].pron && ANY(s, s->c[o].from, "it", "them") && armed_doer(s, sub);
    if (!it && (chunk_is_person(s, o) || !struck_thing(s, o))) return;
    i64 n = s->out->n;
    strike(s, KIND_arson, v, sub >= 0 && !s->c[sub].pron ? sub : -1);
    if (passive && s->out->n > n && is_site(s, o)) fill_place(s, &s->out->v[n], o, PLACE_ROLE_AT);
}

/* "threw a grenade into a bar", "hurled petrol bombs at the office" */
static void throws(struct scene *s, i32 v) {
    i32 o = object_of(s, v), end;
    if (o < 0 || s->c[v].voice == VOICE_PASSIVE || s->c[v].neg ||
        !ANY(s, s->c[v].head, "threw", "hurled", "lobbed", "tossed", "throwing", "hurling") ||
        !ANY(s, s->c[o].head, "grenade", "grenades", "bomb", "bombs", "petrol", "explosives",
             "molotov"))
        return;
    i32 sub = subject_of(s->d, s->c, s->n, v, &end);
    i64 n = s->out->n;
    strike(s, KIND_attack, v, sub >= 0 && !s->c[sub].pron ? sub : -1);
    bool at =
        o + 2 < s->n && s->out->n > n && (prep_at(s, o + 1, "into") || prep_at(s, o + 1, "at"));
    if (at && is_site(s, o + 2)) fill_place(s, &s->out->v[n], o + 2, PLACE_ROLE_AT);
}

/* "dropped two bombs on the school"; "fired rockets at the town"; "fired on the crowd" */
static void fires(struct scene *s, i32 v) {
    i32 end, sub = subject_of(s->d, s->c, s->n, v, &end), o = object_of(s, v);
    if (sub < 0) sub = patient_subject(s, v);
    if (ANY(s, s->c[v].head, "dropped", "drop", "dropping", "drops") && o >= 0 &&
        (chunk_flags(&s->c[o]) & (LEX_WEAPON | LEX_HAZOBJ | LEX_MUNITION)))
        strike(s, KIND_airstrike, v, sub >= 0 && !s->c[sub].pron ? sub : -1);
    if (s->d->w[s->c[v].head].len == 2 && ANY(s, s->c[v].head + 1, "down") && o >= 0 &&
        s->c[v].voice != VOICE_PASSIVE &&
        ANY(s, s->c[o].head, "helicopter", "helicopters", "plane", "planes", "jet", "jets",
            "aircraft", "warplane", "drone", "drones", "airliner"))
        strike(s, KIND_attack, v, sub >= 0 && !s->c[sub].pron ? sub : -1); /* shot down a plane */
    if (!ANY(s, s->c[v].head, "fired", "fire", "firing", "fires", "launched")) return;
    bool at = prep_at(s, v + 1, "on") || prep_at(s, v + 1, "at") || prep_at(s, v + 1, "into") ||
              prep_at(s, v + 1, "upon");
    if (s->c[v].voice == VOICE_PASSIVE) { /* "was fired on"; not "shots were fired from close by" */
        enum kind k = sub >= 0 ? kind_of_weapon(s, sub) : KIND_attack;
        bool on = at && !ANY(s, s->c[v].head, "launched") && v + 2 < s->n &&
                  !ANY(s, s->c[v + 2].head, "range", "distance");
        if (on || (k != KIND_attack && chunk_flags(&s->c[sub]) & LEX_WEAPON))
            strike(s, k, v, agent_by(s, v));
        return;
    }
    if (o >= 0 && chunk_flags(&s->c[o]) & LEX_WEAPON && kind_of_weapon(s, o) != KIND_attack)
        strike(s,
               means(s, sub, KIND_attack) == KIND_airstrike ? KIND_airstrike : kind_of_weapon(s, o),
               v, sub); /* helicopters that fire rockets */
    else if (at && sub >= 0 && kind_of_weapon(s, sub) == KIND_shelling)
        strike(s, KIND_shelling, v, sub);
    else if (at && (armed_doer(s, sub) || (sub >= 0 && s->c[sub].pron)) && v + 2 < s->n &&
             s->c[v + 2].type == CH_NP)
        strike(s, KIND_attack, v, sub);
}

/* People, vehicles, "anything": not "at close range", "at home", "at Heron Bridge". */
static bool target(const struct scene *s, i32 i) {
    if (s->c[i].type != CH_NP || s->c[i].name) return false;
    return chunk_is_person(s, i) || chunk_flags(&s->c[i]) & LEX_BUILDING ||
           ANY(s, s->c[i].from, "anything", "anyone", "everything", "them") ||
           ANY(s, s->c[i].head, "ambulance", "ambulances", "car", "cars", "bus", "buses", "vehicle",
               "vehicles", "boat", "boats", "truck", "trucks", "convoy", "crowd", "house",
               "houses");
}

/* "shot at the ambulance", "shoot at anything": nobody is said to be hit. */
static void shoots(struct scene *s, i32 v) {
    if (!ANY(s, s->c[v].head, "shot", "shoot", "shooting", "shoots") || v + 2 >= s->n ||
        !(prep_at(s, v + 1, "at") || prep_at(s, v + 1, "towards")) || !target(s, v + 2))
        return;
    i32 end, sub = subject_of(s->d, s->c, s->n, v, &end);
    for (i64 i = s->first_claim; i < s->out->n; i++) {
        struct claim *c = &s->out->v[i];
        if (c->kind != KIND_killing || c->trigger.start != s->d->t.v[s->c[v].head].start) continue;
        if (c->ncounts) return;
        c->kind = KIND_attack;
        if (sub >= 0) fill_perp(s, c, sub);
        return;
    }
    strike(s, KIND_attack, v, sub);
}

void events_attack(struct scene *s) {
    for (i32 i = 0; i < s->n; i++)
        if (s->c[i].type == CH_VG) {
            falls(s, i);
            fires(s, i);
            shoots(s, i);
            sets_on_fire(s, i);
            throws(s, i);
        }
    for (i32 i = 0; i < s->n; i++) {
        const struct chunk *c = &s->c[i];
        if (!c->row || !is_attack(c->row->kind1 - 1)) continue;
        if (c->type == CH_VG)
            verb(s, i);
        else if (c->type == CH_NP && s->d->w[c->head].pos == POS_NOUN)
            noun(s, i);
    }
}
