/* Attacks, strikes, explosions, fires, looting, siege, destruction: what was struck, and by whom if
 * the words say so. */
#include "read/event.h"

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
    if (agent < 0 || k != KIND_attack) return k;
    for (i32 t = s->c[agent].from; t < s->c[agent].to; t++) {
        if (ANY(s, t, "shell", "shells", "mortar", "mortars", "artillery", "rocket", "rockets"))
            return KIND_shelling;
        if (ANY(s, t, "jet", "jets", "warplane", "warplanes", "aircraft", "helicopter",
                "helicopters", "drone", "drones", "airstrike", "airstrikes"))
            return KIND_airstrike;
        if (ANY(s, t, "bomb", "bombs", "explosion", "blast")) return KIND_bombing;
    }
    return k;
}

static bool struck_thing(const struct scene *s, i32 i) {
    return i >= 0 && s->c[i].type == CH_NP && !s->c[i].pron &&
           (chunk_flags(&s->c[i]) & (LEX_BUILDING | LEX_PERSON | LEX_ORG) || s->c[i].name ||
            chunk_has(s, i, LEX_BUILDING | LEX_PLACENAME) ||
            (s->c[i].row && s->c[i].row->precision1));
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
        agent = agent_by(s, v);
        if (!struck_thing(s, thing)) return;
    } else {
        agent = subject_of(s->d, s->c, s->n, v, &e);
        if (agent < 0) agent = patient_subject(s, v);
        thing = object_of(s, v);
        if (!struck_thing(s, thing)) return;
        if (agent >= 0 && s->c[agent].pron && g->row->flags & LEX_OBJ_TRIG) return;
        if (g->row->flags & LEX_OBJ_TRIG && agent >= 0 &&
            !(chunk_flags(&s->c[agent]) & (LEX_WEAPON | LEX_PERP | LEX_EVENTN)) &&
            !s->c[agent].name)
            return;
    }
    if (g->row->flags & LEX_OBJ_TRIG && (k == KIND_arson || k == KIND_destruction) &&
        chunk_is_person(s, thing))
        return;
    struct claim *c = begin(s, means(s, agent, k), v);
    if (!c) return;
    if (agent >= 0 && !(chunk_flags(&s->c[agent]) & (LEX_WEAPON | LEX_EVENTN)))
        fill_perp(s, c, agent);
    fill_where(s, c, v);
    fill_when(s, c, v);
    fill_rule(s, c, "attack.verb");
}

/* "an airstrike on the market", "a car bomb killed seven": the noun with a place, a date, an effect
 * or an agent. */
static void noun(struct scene *s, i32 i) {
    enum kind k = (enum kind)(s->c[i].row->kind1 - 1);
    i32 from = clause_start(s, i), to = clause_end(s, i);
    bool on = false, effect = false;
    i32 by = -1;
    for (i32 j = i + 1; j + 1 < to && j < i + 8; j++) {
        on = on || prep_at(s, j, "on") || prep_at(s, j, "against") || prep_at(s, j, "in") ||
             prep_at(s, j, "near") || prep_at(s, j, "at") || prep_at(s, j, "of");
        if (prep_at(s, j, "by") && by < 0) by = j + 1;
        if (s->c[j].type == CH_VG) break;
    }
    for (i32 j = from; j < to; j++)
        effect = effect || (s->c[j].type == CH_VG && s->c[j].row && s->c[j].row->kind1 &&
                            s->c[j].row->kind1 <= KIND_injury + 1);
    if (!on && !effect && by < 0) return;
    for (i32 j = i - 1; j >= 0 && j >= i - 3; j--)
        if (ANY(s, s->c[j].from, "after", "before") && false) return;
    struct claim *c = begin(s, k, i);
    if (!c) return;
    if (by >= 0) fill_perp(s, c, by);
    fill_where(s, c, i);
    fill_when(s, c, i);
    fill_rule(s, c, "attack.noun");
}

void events_attack(struct scene *s) {
    for (i32 i = 0; i < s->n; i++) {
        const struct chunk *c = &s->c[i];
        if (!c->row || !is_attack(c->row->kind1 - 1)) continue;
        if (c->type == CH_VG)
            verb(s, i);
        else if (c->type == CH_NP && s->d->w[c->head].pos == POS_NOUN)
            noun(s, i);
    }
}
