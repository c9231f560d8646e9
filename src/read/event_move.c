/* Movement of people: who left, who was evacuated, who was brought to treatment. */
#include "read/event.h"

static bool word_any(const struct scene *s, i32 tok, const char *const *w, i64 n) {
    for (i64 i = 0; i < n; i++)
        if (word_is(s->d, tok, w[i])) return true;
    return false;
}
#define ANY(s, tok, ...)                                                                           \
    word_any((s), (tok), (const char *const[]){__VA_ARGS__},                                       \
             LEN(((const char *const[]){__VA_ARGS__})))

/* Words of treatment in the clause behind the trigger or in the noun group moved. */
static bool is_medical(const struct scene *s, i32 i, i32 np) {
    i32 e = i + 1, from = s->c[i].from;
    while (e < s->n && s->c[e].type != CH_WH && s->c[e].type != CH_SUB &&
           !(s->c[e].type == CH_MARK &&
             (s->c[e].mark == ';' || s->c[e].mark == '.' ||
              (s->c[e].mark == ',' && e + 1 < s->n && s->c[e + 1].type != CH_WH)))) {
        if (s->c[e].type == CH_VG && !s->c[e].inf && s->c[e].row && s->c[e].row->kind1) break;
        e++;
    }
    i32 to = s->c[e - 1].to;
    if (e < s->n && s->c[e].type == CH_WH)
        to = s->c[clause_end(s, e + 1 < s->n ? e + 1 : e) - 1]
                 .to; /* "to T, where they receive care" */
    for (i32 k = from; k < to; k++)
        if (ANY(s, k, "treatment", "treated", "hospital", "hospitals", "medical", "clinic",
                "clinics", "care", "surgery", "doctors"))
            return true;
    return np >= 0 && ANY(s, s->c[np].head, "patients", "wounded", "sick", "injured", "patient");
}

static struct claim *begin(struct scene *s, enum kind k, i32 i, struct hold h) {
    if (h.neg || h.open) return NULL;
    i32 head = s->c[i].head, len = s->d->w[head].len;
    struct claim *c = claim_new(s, k, head, head + (len > 1 ? len : 1));
    if (!c) return NULL;
    hold_modality(h, c);
    return c;
}

static void place(struct scene *s, struct claim *c, i32 np, enum place_role role) {
    const struct doc *d = s->d;
    if (np < 0 || s->c[np].type != CH_NP || !s->c[np].name || c->nwhere >= CLAIM_SPANS_MAX) return;
    if (chunk_has(s, np, LEX_GROUPNAME | LEX_PERSON | LEX_TITLE)) return;
    if (!c->where) c->where = NEWN(d->perm, struct where, CLAIM_SPANS_MAX);
    struct span sp = token_span(d, s->c[np].from, s->c[np].to);
    for (i64 k = 0; k < c->nwhere; k++)
        if (span_overlaps(c->where[k].span, sp)) return;
    struct read_name nm = {0};
    struct where w = {.span = sp, .role = role};
    if (d->opts->name && d->opts->name(d->opts->name_ctx, span_words(d->text, sp), &nm) &&
        nm.place.n)
        w.place = str_dup(d->perm, nm.place), w.precision = nm.precision;
    c->where[c->nwhere++] = w;
}

static void finish(struct scene *s, struct claim *c, i32 i, const char *rule) {
    fill_where(s, c, i);
    fill_when(s, c, i);
    fill_rule(s, c, rule);
}

static bool numbered_person(const struct scene *s, i32 np) {
    return np >= 0 && chunk_is_person(s, np) && s->c[np].num &&
           !(chunk_flags(&s->c[np]) & LEX_UNIT) && !s->d->nums[s->c[np].num - 1].refused;
}

/* "the last convoy left": the end of an evacuation. */
static void last_left(struct scene *s, i32 v) {
    if (!ANY(s, s->c[v].head, "left", "departed", "withdrew", "pulled", "leave", "gone", "driven",
             "rolled", "boarded", "crossed"))
        return;
    i32 sub = patient_subject(s, v);
    if (sub < 0 || s->c[sub].type != CH_NP) return;
    bool last = false, group = ANY(s, s->c[sub].head, "convoy", "convoys", "group", "groups", "bus",
                                   "buses", "batch", "fighters", "column");
    for (i32 k = s->c[sub].from; k < s->c[sub].to; k++)
        last = last || ANY(s, k, "last", "final", "remaining");
    group = group || chunk_flags(&s->c[sub]) & LEX_PERP;
    const struct chunk *of = prep_at(s, sub + 1, "of") && sub + 2 < s->n
                                 ? &s->c[sub + 2]
                                 : NULL; /* of tourists: no evacuation */
    bool meant = !of || of->name || chunk_flags(of) & (LEX_PERP | LEX_GROUPREF | LEX_SPEAKER) ||
                 ANY(s, of->head, "families", "prisoners", "patients", "children");
    if (!last || !group || !meant) return;
    struct claim *c = begin(s, KIND_evacuation, v, clause_hold(s, v));
    if (!c) return;
    fill_number(s, c, sub, WHAT_EVACUATED);
    finish(s, c, v, "move.last");
}

static void left(struct scene *s, i32 v) {
    const struct lex_row *r = s->c[v].row;
    i32 who = r->flags & LEX_INTRANS || s->c[v].voice != VOICE_ACTIVE ? patient_subject(s, v)
                                                                      : object_of(s, v);
    bool weak = r->flags & LEX_OBJ_TRIG;
    if (s->c[v].voice == VOICE_PASSIVE &&
        numbered_person(s, agent_by(s, v))) { /* "has been left by 44,000 of its people" */
        struct claim *q = begin(s, KIND_displacement, v, clause_hold(s, v));
        if (!q) return;
        fill_number(s, q, agent_by(s, v), WHAT_DISPLACED);
        if (who >= 0) place(s, q, who, PLACE_ROLE_FROM);
        finish(s, q, v, "move.left_by");
        return;
    }
    if (who < 0 || !chunk_is_person(s, who)) return;
    if (weak && !numbered_person(s, who)) return;
    if (s->c[who].pron || (!s->c[who].num && s->c[who].name)) return;
    if (chunk_flags(&s->c[who]) & LEX_PERP && !s->c[who].num) return;
    if (weak && s->c[v].voice == VOICE_PASSIVE &&
        !ANY(s, s->c[v].head, "driven", "forced", "chased"))
        return;                                                     /* "were left", "were taken" */
    if (weak && v + 1 < s->n && s->c[v + 1].type == CH_ADJ) return; /* "left dead" */
    i32 o = object_of(s, v);
    if (weak && ANY(s, s->c[v].head, "left", "leave") && o >= 0 && chunk_is_person(s, o) &&
        !s->c[o].name)
        return;
    if (weak && s->c[v].inf && !made_to(s, v)) return;
    struct claim *c = begin(s, KIND_displacement, v, clause_hold(s, v));
    if (!c) return;
    fill_number(s, c, who, WHAT_DISPLACED);
    if (ANY(s, s->c[v].head, "left", "leave", "fled", "flee", "fleeing", "leaving", "abandoned",
            "quit", "vacated", "escaped", "departed", "abandoning", "quitting"))
        place(s, c, o, PLACE_ROLE_FROM);
    for (i32 k = v + 1; k + 1 < clause_end(s, v); k++)
        if (prep_at(s, k, "for")) place(s, c, k + 1, PLACE_ROLE_TO);
    finish(s, c, v, "move.left");
}

static bool group_of_people(const struct scene *s, i32 np) {
    return np >= 0 && s->c[np].type == CH_NP &&
           (chunk_is_person(s, np) ||
            ANY(s, s->c[np].head, "group", "groups", "convoy", "convoys", "batch", "family",
                "families", "bus", "buses") ||
            (ANY(s, s->c[np].head, "last", "rest", "remainder") && prep_at(s, np + 1, "of") &&
             np + 2 < s->n && chunk_is_person(s, np + 2)));
}

/* "Buses took 240 women out of Marat", "the convoy carried 40 people to the coast" */
static bool ferried(struct scene *s, i32 v) {
    i32 end, o = object_of(s, v), sub = subject_of(s->d, s->c, s->n, v, &end);
    if (sub < 0 || s->c[v].voice == VOICE_PASSIVE || !chunk_is_person(s, o) || s->c[o].pron)
        return false;
    bool carries = ANY(s, s->c[sub].head, "bus", "buses", "convoy", "convoys", "trucks", "lorries",
                       "boats", "ferries", "ferry", "ambulances", "helicopters", "ship", "train");
    bool verb = ANY(s, s->c[v].head, "took", "taken", "carried", "carry", "brought", "ferried",
                    "transported", "drove", "moved");
    if (!carries || !verb || !(s->c[o].num || word_is(s->d, s->c[o].head, "people"))) return false;
    bool away = false;
    for (i32 k = o + 1; k < s->n && k < o + 5; k++)
        away = away || prep_at(s, k, "to") || prep_at(s, k, "from") || prep_at(s, k, "out of") ||
               ANY(s, s->c[k].from, "out", "across", "to", "from");
    if (!away) return false;
    struct claim *c = begin(s, KIND_evacuation, v, clause_hold(s, v));
    if (!c) return true;
    fill_number(s, c, o, WHAT_EVACUATED);
    finish(s, c, v, "move.ferried");
    return true;
}

static void evacuated(struct scene *s, i32 v) {
    if (ferried(s, v)) return;
    const struct lex_row *r = s->c[v].row;
    bool weak = r->flags & LEX_OBJ_TRIG;
    i32 who = s->c[v].voice == VOICE_ACTIVE ? object_of(s, v) : patient_subject(s, v);
    if (s->c[v].voice == VOICE_BARE && object_of(s, v) >= 0 && chunk_is_person(s, object_of(s, v)))
        who = object_of(s, v);
    if (!group_of_people(s, who)) return;
    bool med = is_medical(s, v, who);
    bool moved = weak && numbered_person(s, who) && (chunk_flags(&s->c[who]) & LEX_GROUPREF || med);
    if (weak && !moved) return;
    if (r->kind1 == KIND_medical_evacuation + 1 && !moved) return;
    struct hold h = clause_hold(s, v);
    if (s->c[v].inf && med && weak) h.intended = false;
    if (ANY(s, s->c[who].head, "wounded") && s->c[who].from > 0 &&
        s->d->t.v[s->c[who].head - 1].kind == TOK_OPEN)
        return;
    bool hurt = r->kind1 == KIND_medical_evacuation + 1 && s->c[v].voice == VOICE_ACTIVE &&
                ANY(s, s->c[who].head, "wounded", "injured"); /* "doctors treated 40 wounded" */
    enum kind kind = hurt ? KIND_injury : med ? KIND_medical_evacuation : KIND_evacuation;
    struct claim *c = begin(s, kind, v, h);
    if (!c) return;
    fill_number(s, c, who, hurt ? WHAT_INJURED : WHAT_EVACUATED);
    finish(s, c, v, hurt ? "move.treated" : med ? "move.medical" : "move.evacuated");
}

/* "two hundred of them are now in our hospitals" */
static void in_hospital(struct scene *s, i32 v) {
    bool being = ANY(s, s->c[v].head, "are", "were", "is", "was", "remain"),
         adm = s->c[v].voice == VOICE_PASSIVE && ANY(s, s->c[v].head, "admitted");
    being = being || adm;
    i32 who = being ? patient_subject(s, v) : -1;
    if (!numbered_person(s, who) ||
        !(adm || word_is(s->d, s->c[who].head, "them") || chunk_flags(&s->c[who]) & LEX_GROUPREF))
        return;
    for (i32 k = v + 1; k + 1 < s->n && k < v + 5; k++)
        if ((prep_at(s, k, "in") || (adm && prep_at(s, k, "to"))) && k + 1 < s->n &&
            s->c[k + 1].type == CH_NP &&
            ANY(s, s->c[k + 1].to - 1, "hospital", "hospitals", "clinics")) {
            struct claim *c = begin(s, KIND_medical_evacuation, v, clause_hold(s, v));
            if (!c) return;
            fill_number(s, c, who, WHAT_EVACUATED);
            finish(s, c, v, "move.hospital");
            return;
        }
}

/* "the departure of 44,000 people", "the evacuation of the last group". */
static void noun(struct scene *s, i32 i) {
    enum kind k = (enum kind)(s->c[i].row->kind1 - 1);
    i32 of = prep_at(s, i + 1, "of") && i + 2 < s->n ? i + 2 : -1;
    bool people = group_of_people(s, of) &&
                  (s->c[of].num ||
                   ANY(s, s->c[of].head, "group", "groups", "convoy", "residents", "civilians"));
    bool deal =
        i + 1 <= s->n && k == KIND_evacuation && s->d->w[s->c[i].head].pos == POS_NOUN && !people;
    if (!people && !(deal && i > 0 && s->c[i - 1].type == CH_NP)) return;
    if (!people) return;
    if (k == KIND_evacuation && is_medical(s, of, of)) k = KIND_medical_evacuation;
    struct claim *c = begin(s, k, i, clause_hold(s, i));
    if (!c) return;
    fill_number(s, c, of, k == KIND_displacement ? WHAT_DISPLACED : WHAT_EVACUATED);
    finish(s, c, i, "move.noun");
}

/* "driven out by bus under an evacuation deal": the deal says that the leaving was an evacuation.
 */
static void deal(struct scene *s, i32 i) {
    const struct chunk *c = &s->c[i];
    if (!ANY(s, c->head, "deal", "agreement", "operation")) return;
    for (i32 k = c->from; k < c->head; k++) {
        if (!ANY(s, k, "evacuation")) continue;
        for (i32 v = i - 1; v >= 0 && v > i - 8; v--)
            if (s->c[v].type == CH_VG && s->c[v].voice != VOICE_ACTIVE &&
                group_of_people(s, v > 0 ? patient_subject(s, v) : -1)) {
                struct claim *q = claim_new(s, KIND_evacuation, k, k + 1);
                if (q) finish(s, q, i, "move.deal");
                return;
            }
    }
}

void events_move(struct scene *s) {
    for (i32 i = 0; i < s->n; i++) {
        const struct chunk *c = &s->c[i];
        if (c->type == CH_VG) in_hospital(s, i), last_left(s, i);
        if (c->type == CH_NP) deal(s, i);
        if (!c->row || !c->row->kind1) continue;
        int k = c->row->kind1 - 1;
        bool verb = c->type == CH_VG, np = c->type == CH_NP && s->d->w[c->head].pos == POS_NOUN;
        if (verb && k == KIND_displacement)
            left(s, i);
        else if (verb && (k == KIND_evacuation || k == KIND_medical_evacuation))
            evacuated(s, i);
        else if (np &&
                 (k == KIND_displacement || k == KIND_evacuation || k == KIND_medical_evacuation))
            noun(s, i);
    }
}
