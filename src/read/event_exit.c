/* Armed people who leave a place for good ("the last band of insurgents left by boat", "the
 * departure of the remaining rebels"), people carried out of it, people taken in by hospitals
 * elsewhere, and nouns of leaving with a number. */
#include "read/event.h"

static bool word_any(const struct scene *s, i32 tok, const char *const *w, i64 n) {
    for (i64 i = 0; i < n; i++)
        if (word_is(s->d, tok, w[i])) return true;
    return false;
}
#define ANY(s, tok, ...)                                                                           \
    word_any((s), (tok), (const char *const[]){__VA_ARGS__},                                       \
             LEN(((const char *const[]){__VA_ARGS__})))

static struct claim *begin(struct scene *s, enum kind k, i32 i) {
    struct hold h = clause_hold(s, i);
    if (h.neg || h.open) return NULL;
    i32 head = s->c[i].head, len = s->d->w[head].len;
    for (i64 q = s->first_claim; q < s->out->n; q++) /* the same words tell of a leaving already */
        if (s->out->v[q].kind == k &&
            span_overlaps(s->out->v[q].trigger, token_span(s->d, head, head + 1)))
            return NULL;
    struct claim *c = claim_new(s, k, head, head + (len > 1 ? len : 1));
    if (!c) return NULL;
    hold_modality(h, c);
    return c;
}

static void finish(struct scene *s, struct claim *c, i32 i, const char *rule) {
    fill_where(s, c, i);
    fill_when(s, c, i);
    fill_rule(s, c, rule);
}

static bool is_number(const struct scene *s, i32 i) {
    return i >= 0 && i < s->n && s->c[i].type == CH_NP && s->c[i].num &&
           !s->d->nums[s->c[i].num - 1].refused && !(chunk_flags(&s->c[i]) & LEX_UNIT);
}

/* ---- the last of the armed ---- */

static bool armed(const struct scene *s, i32 i) {
    if (i < s->n && s->c[i].type == CH_NP && s->c[i].name && i >= 2 && prep_at(s, i - 1, "of") &&
        ANY(s, s->c[i - 2].head, "rearguard", "remnants", "last", "rest", "fighters", "men"))
        return chunk_is_group(s, i);
    return i < s->n && s->c[i].type == CH_NP && !s->c[i].name && chunk_flags(&s->c[i]) & LEX_PERP &&
           chunk_flags(&s->c[i]) & (LEX_PERSON | LEX_ORG) &&
           !(s->c[i].row && s->c[i].row->role1 == ROLE_OFFICIAL + 1);
}

static bool says_last(const struct scene *s, i32 i) {
    for (i32 k = s->c[i].from; k < s->c[i].to; k++)
        if (ANY(s, k, "last", "remaining", "final", "remnants", "remnant", "rest", "rearguard",
                "surviving", "encircled", "besieged", "surrounded", "holdout"))
            return true;
    return false;
}

/* "the last group of gunmen", "the remaining rebels", "the remnants of the militia": their noun
 * groups from chunk i, the armed one in *who. 0: not such a group. */
static i32 last_armed(const struct scene *s, i32 i, i32 *who) {
    if (i < 0 || i >= s->n || s->c[i].type != CH_NP || s->c[i].pron) return 0;
    bool last = says_last(s, i);
    i32 e = i;
    for (;;) {
        bool kind_of = e + 2 < s->n && prep_at(s, e + 1, "of") && s->c[e + 2].type == CH_NP &&
                       ANY(s, s->c[e].head, "group", "unit", "band", "column", "convoy");
        if (!kind_of && armed(s, e)) return *who = e, last ? e + 1 - i : 0;
        if (e + 2 >= s->n || !prep_at(s, e + 1, "of") || s->c[e + 2].type != CH_NP) return 0;
        e += 2;
        last = last || says_last(s, e);
    }
}

static bool goes(const struct scene *s, i32 v) {
    static const char *const verbs[] = {
        "left",      "leave",     "leaves",      "leaving", "departed",  "depart",      "departs",
        "crossed",   "crosses",   "boarded",     "board",   "withdrew",  "withdrawn",   "withdraws",
        "driven",    "drove",     "bused",       "bussed",  "shipped",   "ferried",     "escorted",
        "removed",   "taken",     "led",         "moved",   "evacuated", "transferred", "quit",
        "abandoned", "sailed",    "transported", "exited",  "exit",      "carried",     "brought",
        "conveyed",  "marched",   "walked",      "gone",    "went",      "pulled",      "flown",
        "deported",  "relocated", "vacated",     "allowed", "filed",     "boarding",    "climbed",
        "embarked",  "slipped",   "sneaked",     "pulled",  "rolled",    "retreated",   "fled",
        "rode"};
    for (i64 k = 0; k < LEN(verbs); k++)
        if (word_is(s->d, s->c[v].head, verbs[k])) return true;
    return false;
}

static void armed_leave(struct scene *s, i32 i) {
    i32 who, len = last_armed(s, i, &who), v = i + len;
    if (!len || (i > 0 && prep_at(s, i - 1, "of") && last_armed(s, i - 2, &who))) return;
    /* "the last of them, some 400 men, had been driven away": over an insertion */
    if (v + 2 < s->n && s->c[v].type == CH_MARK && s->c[v].mark == ',')
        for (i32 k = v + 1; k < s->n && k < v + 8; k++) {
            if (s->c[k].type == CH_VG) break;
            if (s->c[k].type == CH_MARK && s->c[k].mark == ',') {
                v = k + 1;
                break;
            }
        }
    for (i32 k = v; k < s->n && k < v + 9; k++) { /* "surrendered at the works and was led off" */
        if (s->c[k].type == CH_SUB || s->c[k].type == CH_WH ||
            (s->c[k].type == CH_MARK && s->c[k].mark != ','))
            return;
        if (s->c[k].type != CH_VG) continue;
        if (!goes(s, k)) continue;
        struct claim *c = begin(s, KIND_evacuation, k);
        if (!c) return;
        if (is_number(s, who)) fill_number(s, c, who, WHAT_EVACUATED);
        finish(s, c, k, "exit.armed");
        return;
    }
}

/* "the departure at noon of the last band of insurgents", "withdrawal of the remaining gunmen". */
static void armed_exit(struct scene *s, i32 i) {
    if (!ANY(s, s->c[i].head, "departure", "withdrawal", "exit", "removal", "transfer", "pullout",
             "departures", "evacuation", "embarkation", "exodus", "retreat"))
        return;
    for (i32 k = i + 1; k + 1 < s->n && k < i + 5; k++) {
        if (s->c[k].type == CH_VG || s->c[k].type == CH_SUB) return;
        i32 who;
        if (!prep_at(s, k, "of") || !last_armed(s, k + 1, &who)) continue;
        struct claim *c = begin(s, KIND_evacuation, i);
        if (!c) return;
        if (is_number(s, who)) fill_number(s, c, who, WHAT_EVACUATED);
        finish(s, c, i, "exit.noun");
        return;
    }
}

/* ---- people carried out ---- */

/* "had been taken out by rail", "were brought away in buses", "were driven to safety". */
static void carried_out(struct scene *s, i32 v) {
    const struct chunk *g = &s->c[v];
    bool carry =
        ANY(s, g->head, "taken", "brought", "moved", "driven", "carried", "led", "escorted",
            "bused", "ferried", "transported", "shipped", "conveyed", "lifted", "led");
    if (!carry || g->voice == VOICE_ACTIVE) return;
    i32 who = patient_subject(s, v);
    if (!is_number(s, who) || !chunk_is_person(s, who) || chunk_flags(&s->c[who]) & LEX_BODY)
        return;
    if (g->voice == VOICE_BARE && object_of(s, v) >= 0) return;
    bool out = false, means = false;
    for (i32 k = v + 1; k < s->n && k < v + 7; k++) {
        if (s->c[k].type == CH_VG || s->c[k].type == CH_SUB) break;
        if (k == v + 1)
            out = ANY(s, s->c[k].from, "out", "away", "off", "aboard") ||
                  (prep_at(s, k, "to") && ANY(s, s->c[k + 1].head, "safety"));
        if ((prep_at(s, k, "by") || prep_at(s, k, "in") || prep_at(s, k, "on") ||
             prep_at(s, k, "aboard")) &&
            k + 1 < s->n)
            means = means ||
                    ANY(s, s->c[k + 1].head, "bus", "buses", "rail", "train", "trains", "boat",
                        "boats", "ship", "ships", "river", "road", "truck", "trucks", "lorries",
                        "lorry", "ferry", "ferries", "air", "helicopter", "helicopters", "convoy",
                        "convoys", "coach", "coaches", "barge", "barges");
    }
    if (!out && !means) return;
    struct claim *c = begin(s, KIND_evacuation, v);
    if (!c) return;
    fill_number(s, c, who, WHAT_EVACUATED);
    finish(s, c, v, "exit.carried");
}

/* ---- hospitals elsewhere ---- */

static bool moved_before(const struct scene *s) {
    for (i64 i = s->out->n - 1; i >= 0 && i > s->out->n - 6; i--) {
        enum kind k = s->out->v[i].kind;
        if (k == KIND_displacement || k == KIND_evacuation || k == KIND_medical_evacuation)
            return true;
    }
    return false;
}

static bool hospital(const struct scene *s, i32 i) {
    return i < s->n && s->c[i].type == CH_NP &&
           ANY(s, s->c[i].head, "hospital", "hospitals", "clinic", "clinics", "ward", "wards",
               "infirmary");
}

/* "150 had been admitted to the hospitals of T", "200 receive treatment in T": after a leaving was
 * told. */
static void admitted(struct scene *s, i32 v) {
    const struct chunk *g = &s->c[v];
    bool in = g->voice != VOICE_ACTIVE &&
              ANY(s, g->head, "admitted", "hospitalised", "hospitalized", "accommodated", "taken",
                  "flown", "sent", "transferred", "received", "treated", "brought", "moved");
    bool get =
        g->voice == VOICE_ACTIVE && ANY(s, g->head, "receive", "receiving", "received", "undergo",
                                        "undergoing", "underwent", "get", "getting");
    i32 who = in || get ? patient_subject(s, v) : -1;
    if (who >= 2 && s->c[who - 1].type == CH_CONJ && is_number(s, who - 2))
        who -= 2; /* 200 wounded and sick */
    if (!is_number(s, who) || !chunk_is_person(s, who) || chunk_flags(&s->c[who]) & LEX_BODY)
        return;
    bool ill = chunk_flags(&s->c[who]) & LEX_GROUPREF ||
               ANY(s, s->c[who].head, "patients", "them", "people") || s->c[who].pure_num;
    bool place = false;
    for (i32 k = v + 1; k < s->n && k < v + 7; k++) {
        if (s->c[k].type == CH_VG || s->c[k].type == CH_SUB) break;
        place = place || (s->c[k].type == CH_PREP && hospital(s, k + 1)) || hospital(s, k);
        place = place || (get && s->c[k].type == CH_NP &&
                          ANY(s, s->c[k].head, "treatment", "care", "surgery"));
    }
    if (!place || !ill || !moved_before(s)) return;
    struct claim *c = begin(s, KIND_medical_evacuation, v);
    if (!c) return;
    fill_number(s, c, who, WHAT_EVACUATED);
    finish(s, c, v, "exit.admitted");
}

/* "Hospitals in T take 90 patients", "T's clinics have received 90 of the evacuees". */
static void takes_in(struct scene *s, i32 v) {
    if (s->c[v].voice == VOICE_PASSIVE ||
        !ANY(s, s->c[v].head, "take", "takes", "took", "taken", "receive", "receives", "received",
             "admit", "admits", "admitted", "treat", "treated", "accept", "accepted", "accepts"))
        return;
    i32 o = object_of(s, v), e, a = subject_of(s->d, s->c, s->n, v, &e);
    bool ill = o >= 0 && is_number(s, o) && chunk_is_person(s, o) &&
               (chunk_flags(&s->c[o]) & LEX_GROUPREF || ANY(s, s->c[o].head, "patients"));
    if (!ill || a < 0 || !hospital(s, a)) return;
    bool wounded = ANY(s, s->c[o].head, "wounded", "injured");
    if (!wounded && !s->title && !moved_before(s)) return;
    struct claim *c = begin(s, wounded ? KIND_injury : KIND_medical_evacuation, v);
    if (!c) return;
    fill_number(s, c, o, wounded ? WHAT_INJURED : WHAT_EVACUATED);
    finish(s, c, v, "exit.received");
}

/* ---- "the exodus from X of 44,000 people", "Exodus from X tops 18,000" ---- */

static void leaving_number(struct scene *s, i32 i) {
    const struct lex_row *r = s->c[i].row;
    bool noun = (r && r->kind1 == KIND_displacement + 1 && s->d->w[s->c[i].head].pos == POS_NOUN) ||
                ANY(s, s->c[i].head, "exodus", "flight", "departure");
    if (!noun || s->c[i].num) return;
    for (i32 k = i + 1; k < s->n && k < i + 8; k++) {
        if (s->c[k].type == CH_SUB || s->c[k].type == CH_WH ||
            (s->c[k].type == CH_MARK && s->c[k].mark != ','))
            return;
        bool of = prep_at(s, k - 1, "of") && is_number(s, k) && chunk_is_person(s, k);
        bool tops = s->c[k - 1].type == CH_VG && is_number(s, k) &&
                    (s->c[k].pure_num || chunk_is_person(s, k)) &&
                    ANY(s, s->c[k - 1].head, "tops", "topped", "exceeds", "exceeded", "reaches",
                        "reached", "passes", "passed", "hits", "hit", "nears", "totals", "totalled",
                        "surpasses", "numbers", "swells");
        if (!of && !tops) continue;
        struct claim *c = begin(s, KIND_displacement, i);
        if (!c) return;
        fill_number(s, c, k, WHAT_DISPLACED);
        finish(s, c, i, "exit.number");
        return;
    }
}

/* "put the number of people displaced from X at 17,000", "the number of evacuees has reached 900".
 */
static void displaced_number(struct scene *s, i32 i) {
    if (!ANY(s, s->c[i].head, "number", "total", "figure", "count", "tally") ||
        !prep_at(s, i + 1, "of") || i + 2 >= s->n || s->c[i + 2].type != CH_NP)
        return;
    bool out = ANY(s, s->c[i + 2].head, "displaced", "refugees", "evacuees", "idps", "departures");
    i32 k = i + 3, fr = frame_of(s, s->c[i].head);
    if (chunk_is_person(s, i + 2) && k < s->n && s->c[k].type == CH_WH) k++;
    if (!out && k < s->n && chunk_is_person(s, i + 2) && s->c[k].type == CH_VG)
        out = ANY(s, s->c[k].head, "displaced", "uprooted", "driven", "fled", "left", "fleeing",
                  "leaving", "expelled", "evacuated");
    for (; out && k < s->n && k < i + 14; k++) {
        bool at = is_number(s, k) && s->c[k].pure_num && frame_of(s, s->c[k].from) == fr &&
                  (prep_at(s, k - 1, "at") || prep_at(s, k - 1, "to") ||
                   s->c[k - 1].type == CH_VG || ANY(s, s->c[k - 1].from, "as"));
        if (!at) continue;
        struct claim *c = begin(s, KIND_displacement, i);
        if (!c) return;
        fill_number(s, c, k, WHAT_DISPLACED);
        finish(s, c, i + 3 < s->n && s->c[i + 3].type == CH_VG ? i + 3 : i, "exit.figure");
        return;
    }
}

/* "X has lost 44,000 of its people to Y": they left; lost to a place. */
static void lost_to(struct scene *s, i32 v) {
    i32 o = ANY(s, s->c[v].head, "lost", "loses", "lose") ? object_of(s, v) : -1;
    if (o < 0 || !is_number(s, o) || !chunk_is_person(s, o) || !prep_at(s, o + 1, "to") ||
        o + 2 >= s->n || !s->c[o + 2].name ||
        chunk_has(s, o + 2, LEX_GROUPNAME | LEX_PERP | LEX_EVENTN))
        return;
    struct claim *c = begin(s, KIND_displacement, v);
    if (!c) return;
    fill_number(s, c, o, WHAT_DISPLACED);
    i32 e, from = subject_of(s->d, s->c, s->n, v, &e);
    if (from >= 0) fill_place(s, c, from, PLACE_ROLE_FROM);
    finish(s, c, v, "exit.lost");
}

/* "18,300 townspeople had moved to Y": people who move somewhere by themselves. */
static void moved_to(struct scene *s, i32 v) {
    const struct chunk *g = &s->c[v];
    if (g->voice == VOICE_PASSIVE || g->inf || object_of(s, v) >= 0) return;
    if (!ANY(s, g->head, "moved", "arrived", "walked", "trekked", "marched", "travelled",
             "crossed"))
        return;
    i32 who = patient_subject(s, v);
    bool people = is_number(s, who) && chunk_is_person(s, who) && !s->c[who].pure_num &&
                  !(chunk_flags(&s->c[who]) & (LEX_PERP | LEX_BODY));
    if (!people) return;
    bool to = false;
    for (i32 k = v + 1; k + 1 < s->n && k < v + 4; k++)
        to = to || ((prep_at(s, k, "to") || prep_at(s, k, "into") || prep_at(s, k, "from")) &&
                    s->c[k + 1].type == CH_NP && s->c[k + 1].name &&
                    !chunk_has(s, k + 1, LEX_GROUPNAME | LEX_PERSON));
    if (!to) return;
    struct claim *c = begin(s, KIND_displacement, v);
    if (!c) return;
    fill_number(s, c, who, WHAT_DISPLACED);
    finish(s, c, v, "exit.moved");
}

void events_exit(struct scene *s) {
    for (i32 i = 0; i < s->n; i++) {
        if (s->c[i].type == CH_VG) {
            carried_out(s, i);
            admitted(s, i);
            takes_in(s, i);
            lost_to(s, i);
            moved_to(s, i);
        } else if (s->c[i].type == CH_NP && !s->c[i].pron) {
            armed_leave(s, i);
            armed_exit(s, i);
            leaving_number(s, i);
            displaced_number(s, i);
        }
    }
}
