/* Where, when and by whom: prepositions and cases of the clause around a trigger. */
#include "read/world_ru.h"

enum { NAME_WORDS = 4 };

static bool same_clause(const struct ru_sentence *s, i32 i, i32 j) {
    return j >= 0 && j < s->n && s->w[j].clause == s->w[i].clause;
}

static void add_where(struct ru_sentence *s, struct claim *c, i32 from, i32 to,
                      enum place_role role, bool site) {
    struct span sp = ru_span(s, from, to);
    if (!span_some(sp)) return;
    for (i64 k = 0; k < c->nwhere; k++)
        if (span_overlaps(c->where[k].span, sp)) return;
    struct where *all = NEWN(s->r->perm, struct where, c->nwhere + 1);
    if (c->nwhere) memcpy(all, c->where, sizeof *all * (size_t)c->nwhere);
    struct where w = {.span = sp, .role = role, .precision = PRECISION_UNKNOWN};
    struct read_name name = {0};
    if (s->r->o->name && s->r->o->name(s->r->o->name_ctx, span_words(s->r->text, sp), &name)) {
        w.place = name.place;
        w.precision = name.place.n ? name.precision : PRECISION_UNKNOWN;
    }
    if (site && !w.place.n) w.precision = PRECISION_FACILITY;
    all[c->nwhere++] = w;
    c->where = all;
}

static i32 name_end(const struct ru_sentence *s, i32 i) {
    i32 j = i;
    while (j < s->n && j < i + NAME_WORDS && ru_name(s, j))
        j++;
    return j;
}

/* A place phrase at i: "городе Одремка" gives the name, "школу в Маяке" the site, then the name
 * behind its own preposition. Adds what is one; returns where it ends, i when nothing is. */
static i32 place_at(struct ru_sentence *s, i32 i, struct claim *c, enum place_role role) {
    i32 j = i;
    while (j < s->n && j < i + 3 && !ru_name(s, j) && ru_adjective(s, j) &&
           !(ru_flags(s, j) & (RU(site) | RU(area))))
        j++;
    if (j >= s->n || s->w[j].mark || s->w[j].when || s->w[j].num) return i;
    u32 fl = ru_flags(s, j);
    i32 names = name_end(s, j);
    if (names > j) { /* Каленском районе; Соляных Воротах; Маяке */
        const struct ru_row *p = s->w[j].row[RU_PEOPLE];
        bool person = p && (p->who || p->role) && !(p->flags & (RU(site) | RU(area)));
        if (person) return i;
        if (names < s->n && !s->w[names].when) { /* Карстовые рейнджеры: a group */
            const struct ru_row *p2 = s->w[names].row[RU_PEOPLE];
            bool group = p2 && (p2->who || p2->role || p2->flags & RU(party));
            if (group && ru_adjective(s, names - 1)) return i;
        }
        i32 end = names;
        if (end < s->n && ru_flags(s, end) & RU(area) && ru_adjective(s, end - 1)) end++;
        add_where(s, c, j, end, role, false);
        return end;
    }
    if (!(fl & (RU(site) | RU(area)))) return i;
    i32 next = j + s->w[j].len[RU_PEOPLE], end = name_end(s, next);
    bool quoted = ru_mark(s, next, '"') && s->w[next].open;
    if (end > next && fl & RU(area)) {
        add_where(s, c, next, end, role, false);
        return end;
    }
    if (end > next && ru_case(s, next) & RU_GEN) { /* больнице Дувара */
        add_where(s, c, i, end, role, true);
        return end;
    }
    if (next < s->n && ru_flags(s, next) & RU(site) && ru_case(s, next) & RU_GEN &&
        !quoted) /* подвале школы */
        next += s->w[next].len[RU_PEOPLE];
    bool hit = role == PLACE_ROLE_AT && i > 0 && ru_class(s, i - 1) == RU_CLASS_along;
    if (fl & RU(area) && j == i && !hit) return i; /* "в городе": which one is not said */
    add_where(s, c, i, next, role, !(fl & RU(area)));
    return next;
}

/* Names in a row: "Кессель, Верхний Варр и Сухой Брод". */
static void place_list(struct ru_sentence *s, i32 i, struct claim *c, enum place_role role) {
    i32 end = place_at(s, i, c, role);
    for (int k = 0; k < 12 && end > i && end + 1 < s->n; k++) {
        bool more = ru_mark(s, end, ',') || ru_class(s, end) == RU_CLASS_and;
        if (!more || !ru_name(s, end + 1)) return;
        i = end + 1;
        end = place_at(s, i, c, role);
    }
}

static bool moves(enum kind k) {
    return k == KIND_displacement || k == KIND_evacuation || k == KIND_medical_evacuation;
}

static void behind_preposition(struct ru_sentence *s, i32 p, i32 trigger, struct claim *c) {
    i32 j = p + s->w[p].len[RU_STEER];
    if (j >= s->n) return;
    enum place_role at = PLACE_ROLE_AT;
    u32 cases = ru_case(s, j);
    switch (ru_class(s, p)) {
    case RU_CLASS_in:
    case RU_CLASS_on:
        if (moves(c->kind) && cases & RU_ACC && !(cases & RU_LOC)) at = PLACE_ROLE_TO;
        if (moves(c->kind) && ru_name(s, j) && cases & RU_ACC) at = PLACE_ROLE_TO;
        if (ru_flags(s, j) & RU(area) && j + 1 < s->n && ru_name(s, j + 1) && moves(c->kind))
            at = cases & RU_LOC ? PLACE_ROLE_AT : PLACE_ROLE_TO;
        break;
    case RU_CLASS_near: break;
    case RU_CLASS_from:
        if (!moves(c->kind)) return;
        at = PLACE_ROLE_FROM;
        break;
    case RU_CLASS_along: /* удар по школе */
        if (c->kind != KIND_attack && c->kind != KIND_shelling && c->kind != KIND_airstrike) return;
        if (p < trigger) return;
        break;
    case RU_CLASS_to: /* на дороге к Маяку: part of the site before */ return;
    default: return;
    }
    place_list(s, j, c, at);
}

/* What is hit or held stands in the case of the suffering one. */
static bool takes_object(enum kind k) {
    return k == KIND_shelling || k == KIND_attack || k == KIND_airstrike || k == KIND_siege ||
           k == KIND_destruction || k == KIND_robbery || k == KIND_arson ||
           k == KIND_territorial_control || k == KIND_hazard || k == KIND_bombing;
}

static void object_places(struct ru_sentence *s, i32 i, const struct ru_row *ev, struct claim *c) {
    i32 end = i + s->w[i].len[RU_EVENT];
    if (ev->form == RU_NOUN || ev->form == RU_ACT) {
        u32 want = ev->form == RU_NOUN ? RU_GEN : RU_ACC;
        bool person = end < s->n && ru_flags(s, end) & RU(party);
        if (end < s->n && ru_case(s, end) & want && !person) place_list(s, end, c, PLACE_ROLE_AT);
        bool held = c->kind == KIND_territorial_control; /* восточный берег контролирует X */
        for (i32 j = i - 1; c->nwhere == 0 && ev->form == RU_ACT && j >= 0 && same_clause(s, i, j);
             j--)
            if (ru_flags(s, j) & (RU(site) | RU(vehicle)) && ru_case(s, j) & RU_ACC &&
                (held || !(ru_case(s, j) & RU_NOM)) && (j == 0 || !s->w[j - 1].row[RU_STEER]))
                (void)place_at(s, held && ru_adjective(s, j - 1) ? j - 1 : j, c, PLACE_ROLE_AT);
        bool under =
            ev->form == RU_NOUN && ((i > 0 && str_starts(s->w[i - 1].f, S("подверг"))) ||
                                    (i + 1 < s->n && str_starts(s->w[i + 1].f, S("подверг"))));
        for (i32 j = 0; under && j < s->n; j++) /* рынок подвергся обстрелу */
            if (same_clause(s, i, j) && ru_flags(s, j) & (RU(site) | RU(area)) &&
                ru_case(s, j) & RU_NOM)
                place_list(s, j, c, PLACE_ROLE_AT);
        return;
    }
    for (i32 j = i - 1; j >= 0 && same_clause(s, i, j); j--) /* the subject: before, else behind */
        if ((ru_flags(s, j) & RU(site) || ru_name(s, j)) && ru_case(s, j) & RU_NOM &&
            !(j > 0 && (s->w[j - 1].row[RU_STEER] || ru_name(s, j - 1)))) {
            (void)place_at(s, j, c, PLACE_ROLE_AT);
            return;
        }
    if (end < s->n && ru_case(s, end) & RU_NOM && !ru_name(s, end) &&
        !(ru_flags(s, end) & RU(party)))
        (void)place_at(s, end, c, PLACE_ROLE_AT);
    for (i32 j = end; !c->nwhere && j < end + 3 && same_clause(s, i, j); j++)
        if (ru_flags(s, j) & RU(site) && ru_case(s, j) & RU_NOM && !s->w[j - 1].row[RU_STEER])
            (void)place_at(s, j, c, PLACE_ROLE_AT);
}

static void prepositions(struct ru_sentence *s, i32 i, i32 clause, struct claim *c) {
    for (i32 j = 0; j < s->n; j++)
        if (s->w[j].clause == clause && !ru_in_cue(s, j) && !s->w[j].when)
            behind_preposition(s, j, i, c);
    for (i32 j = 0; j + 1 < s->n; j++) /* жителей села Дорван */
        if (s->w[j].clause == clause && !ru_in_cue(s, j) && ru_flags(s, j) & RU(area) &&
            ru_case(s, j) & RU_GEN && ru_name(s, j + 1) && !moves(c->kind))
            add_where(s, c, j + 1, name_end(s, j + 1), PLACE_ROLE_AT, false);
}

/* "осаде", "перемирие": what stands in it is the subject. */
bool ru_where(struct ru_sentence *s, i32 i, const struct ru_row *ev, struct claim *c) {
    bool carried = ev->form == RU_FOLK || ev->flags & RU(with);
    for (i32 j = 0; carried && j < s->n; j++) /* в больницу доставлены 14 раненых */
        if (same_clause(s, i, j) && ru_class(s, j) == RU_CLASS_bring) return false;
    if (takes_object(c->kind) && ev->form) object_places(s, i, ev, c);
    bool object = c->nwhere > 0;
    bool state = c->kind == KIND_siege && ev->form == RU_NOUN && !c->nwhere;
    for (i32 j = 0; state && j < i; j++)
        if (same_clause(s, i, j) && ru_name(s, j)) {
            (void)place_at(s, j, c, PLACE_ROLE_AT);
            break;
        }
    prepositions(s, i, s->w[i].clause, c);
    i32 before = ru_joined(s, i);
    if (!c->nwhere && before >= 0) prepositions(s, i, before, c);
    /* a clause that tells when and where opens for the one behind: "когда снаряды попали в рынок"
     */
    if (c->nwhere || c->kind == KIND_denial) return object;
    for (i32 j = i + 1; j < s->n; j++) {
        if (s->w[j].clause <= s->w[i].clause || ru_class(s, j) != RU_CLASS_when) continue;
        i32 id = s->w[j].clause;
        for (; j < s->n && s->w[j].clause == id; j++)
            if (!ru_in_cue(s, j) && !s->w[j].when) behind_preposition(s, j, i, c);
        return object;
    }
    return object;
}

static bool usable(const struct ru_sentence *s, i32 j, const struct ru_frame *f) {
    if (!s->w[j].when || s->when[s->w[j].when - 1].kind == WHEN_TIME) return false;
    return !(f && f->when == s->w[j].when) && !ru_in_cue(s, j);
}

static void set_when(struct ru_sentence *s, i32 which, struct when *out) {
    const struct when_phrase *p = &s->when[which - 1];
    out->span = (struct span){(u32)p->from, (u32)p->to};
    out->range = p->kind == WHEN_DATE ? p->range : (struct date_range){0};
    if (p->relative && out->range.precision != DATE_NONE) out->anchor = s->r->anchor_words;
}

void ru_when(struct ru_sentence *s, i32 i, struct claim *c) {
    i32 fr = ru_frame_of(s, i), best = -1, far = 0;
    bool relative = ru_relative(s, i) >= 0, when_clause = false;
    for (i32 j = 0; j < i; j++)
        when_clause = when_clause || (same_clause(s, i, j) && ru_class(s, j) == RU_CLASS_when);
    const struct ru_frame *f = fr >= 0 ? &s->frame[fr] : NULL;
    for (i32 j = 0; j < s->n; j++) {
        if (!usable(s, j, f) || (f && !f->backward && (j < f->from || j >= f->to))) continue;
        bool bound = s->when[s->w[j].when - 1].kind == WHEN_BOUND;
        if (bound && c->modality != MODALITY_INTENDED) continue;
        bool here = same_clause(s, i, j), lead = s->w[j].clause < s->w[i].clause;
        if (!here && (relative || (!lead && ru_joined(s, j) != s->w[i].clause))) continue;
        bool joined = ru_joined(s, j) == s->w[i].clause;
        bool at_once = when_clause && s->w[i].clause - s->w[j].clause == 1;
        if (!here && !at_once && !joined &&
            s->w[j].clause != s->w[s->dateline < s->n ? s->dateline : 0].clause)
            continue;
        i32 d = (j < i ? i - j : j - i) + (here ? 0 : 1000);
        if (best < 0 || d < far) best = j, far = d;
    }
    if (best >= 0) set_when(s, s->w[best].when, &c->when);
    if (f && f->when) set_when(s, f->when, &c->said.when);
}

static enum how how_of(const struct ru_sentence *s, i32 i, const struct ru_frame *f, struct span sp,
                       bool hedge) {
    (void)i;
    if (f && f->suspect)
        return f->role == ROLE_OFFICIAL || f->role == ROLE_SPOKESPERSON ? HOW_SUSPECTED_AUTH
                                                                        : HOW_SUSPECTED;
    if (f && f->guess) return HOW_SUSPECTED;
    if (hedge) return HOW_POSSIBLE;
    if (!f) return HOW_REPORTED;
    struct str who = span_words(s->r->text, f->who), doer = span_words(s->r->text, sp);
    return str_has(who, doer) || str_has(doer, who) ? HOW_CLAIMED : HOW_ACCUSED;
}

static void add_perp(struct ru_sentence *s, i32 i, const struct ru_frame *f, struct span sp,
                     struct claim *c) {
    bool hedge = false;
    if (!span_some(sp)) return;
    for (i32 j = 0; j < s->n; j++)
        hedge = hedge || (same_clause(s, i, j) && ru_class(s, j) == RU_CLASS_hedge);
    for (i64 k = 0; k < c->nperps; k++)
        if (span_overlaps(c->perps[k].span, sp)) return;
    struct perpetrator *all = NEWN(s->r->perm, struct perpetrator, c->nperps + 1);
    if (c->nperps) memcpy(all, c->perps, sizeof *all * (size_t)c->nperps);
    struct read_name name = {0};
    if (s->r->o->name) (void)s->r->o->name(s->r->o->name_ctx, span_words(s->r->text, sp), &name);
    all[c->nperps++] = (struct perpetrator){sp, how_of(s, i, f, sp, hedge), name.party};
    c->perps = all;
}

/* The noun phrase around a party word: number and adjectives before, genitives and names behind. */
static struct span party_span(const struct ru_sentence *s, i32 j) {
    i32 from = j, to = ru_phrase_end(s, j, s->n);
    while (from > 0 && same_clause(s, j, from - 1) &&
           (ru_adjective(s, from - 1) || s->w[from - 1].num) && !s->w[from - 1].row[RU_STEER])
        from--;
    return ru_span(s, from, to > j ? to : j + s->w[j].len[RU_PEOPLE]);
}

static bool harms(enum kind k) {
    switch (k) {
    case KIND_mass_grave:
    case KIND_bodies_found:
    case KIND_displacement:
    case KIND_evacuation:
    case KIND_medical_evacuation:
    case KIND_territorial_control:
    case KIND_testimony:
    case KIND_intent:
    case KIND_denial:
    case KIND_munitions_found:
    case KIND_ceasefire:
    case KIND_enforced_disappearance:
    case KIND_death: return false;
    default: return true;
    }
}

static bool object_of_preposition(const struct ru_sentence *s, i32 j) {
    while (j > 0 && (ru_adjective(s, j - 1) || s->w[j - 1].num))
        j--;
    return ru_preposition(s, j - 1);
}

/* One does not do what many do: солдат задержали. */
static bool agrees(const struct ru_sentence *s, i32 subject, i32 verb) {
    u32 m = s->w[subject].morph[RU_PEOPLE], v = s->w[verb].morph[RU_EVENT];
    bool one = m & RU_ONE && !(m & RU_MANY), many = v & RU_MANY || str_ends(s->w[verb].f, S("ют"));
    return !(one && many && !(subject > 0 && s->w[subject - 1].num));
}

static bool counted(const struct ru_sentence *s, i32 j, const struct claim *c) {
    for (i64 k = 0; k < c->ncounts; k++)
        if (c->counts[k].span.start <= s->w[j].start && s->w[j].start < c->counts[k].span.end)
            return true;
    return false;
}

/* The doers of one clause: agents, subjects, owners. */
static void doers(struct ru_sentence *s, i32 i, i32 clause, const struct ru_row *ev,
                  const struct ru_frame *f, struct claim *c) {
    i32 end = i + s->w[i].len[RU_EVENT];
    for (i32 j = 0; j < s->n; j++) {
        if (s->w[j].clause != clause || ru_in_cue(s, j) || counted(s, j, c)) continue;
        if (ru_class(s, j) == RU_CLASS_doer && j + 2 < s->n) {
            add_perp(s, i, f, party_span(s, j + s->w[j].len[RU_STEER]), c);
            continue;
        }
        u32 fl = ru_flags(s, j);
        u32 cases = ru_case(s, j);
        bool folk = s->w[j].row[RU_EVENT] && s->w[j].row[RU_EVENT]->form == RU_FOLK;
        bool instrument = fl & RU(party_thing) && ev->form != RU_PASS && j < i && cases & RU_NOM;
        if (instrument && j > 0 && ru_flags(s, j - 1) & RU(party_adj)) {
            add_perp(s, i, f, ru_span(s, j - 1, j), c);
            continue;
        }
        if (!(fl & RU(party)) || folk || object_of_preposition(s, j)) continue;
        bool agent =
            cases & RU_INS && !(cases & RU_NOM) && (ev->form == RU_PASS || ev->form == RU_NOUN);
        bool subject = ev->form == RU_ACT && j < i && agrees(s, j, i) &&
                       (cases & RU_NOM || (j > 0 && s->w[j - 1].num));
        for (i32 k = j; ev->form == RU_NOUN && j < i && k < s->n && cases & RU_NOM; k++)
            subject = subject || (k <= i + 1 && s->w[k].clause == clause && /* нанесли удар */
                                  ru_class(s, k) == RU_CLASS_light && !(k > i));
        bool owner =
            ev->form == RU_NOUN && j == end && cases & RU_GEN &&
            (c->kind == KIND_attack || c->kind == KIND_airstrike || c->kind == KIND_shelling);
        bool behind = ev->form == RU_ACT && j == end && cases & RU_NOM && !(cases & RU_ACC);
        if (agent || subject || owner || behind) add_perp(s, i, f, party_span(s, j), c);
    }
}

void ru_perps(struct ru_sentence *s, i32 i, const struct ru_row *ev, const struct ru_frame *f,
              struct claim *c) {
    if (!harms(c->kind) || c->polarity == POLARITY_NEGATIVE) return;
    if (f && span_some(f->accused)) {
        add_perp(s, i, f, f->accused, c);
        return;
    }
    doers(s, i, s->w[i].clause, ev, f, c);
    i32 before = ru_joined(s, i);
    if (!c->nperps && before >= 0 && ev->form == RU_ACT) doers(s, i, before, ev, f, c);
}
