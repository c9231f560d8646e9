/* Events: a trigger, its form and its cases to a claim. */
#include "read/world_ru.h"

#include "text/number_ru.h"

enum { RULES_MAX = 4 };

struct claim *ru_claim(struct ru_sentence *s, i32 i, enum kind k, i32 from, i32 to,
                       const char *rule) {
    struct claims *out = s->r->claims;
    struct ru_hold h = ru_hold(s, i, s->w[i].row[RU_EVENT]);
    i32 fr = ru_frame_of(s, i);
    const struct ru_frame *f = fr >= 0 ? &s->frame[fr] : NULL;
    if (h.open || (f && f->deny && k != KIND_denial)) return NULL;
    if (out->n >= DOC_CLAIMS_MAX) {
        out->full = true;
        return NULL;
    }
    struct claim *c = PUSH(s->r->perm, out->v, out->n, out->cap);
    *c = (struct claim){.kind = k, .trigger = ru_span(s, from, to), .sentence = s->span};
    c->rules = NEWN(s->r->perm, struct str, RULES_MAX);
    c->rules[c->nrules++] = str_c(rule);
    if (h.neg) c->polarity = POLARITY_NEGATIVE;
    c->modality = h.conditional ? MODALITY_CONDITIONAL
                  : h.intended  ? MODALITY_INTENDED
                  : h.possible  ? MODALITY_POSSIBLE
                                : MODALITY_ASSERTED;
    struct said *q = &c->said;
    q->chain = NEWN(s->r->perm, struct said_link, CLAIM_CHAIN_MAX);
    if (f) {
        q->chain[q->nchain++] = (struct said_link){.who = f->who, .role = (enum role)f->role};
        if (span_some(f->hearer))
            q->chain[q->nchain++] =
                (struct said_link){.who = f->hearer, .role = (enum role)f->hearer_role};
        q->cue = f->cue;
        q->act = (enum act)f->act;
        q->content = ru_span(s, f->from, f->to);
        if (c->trigger.start < q->content.start) q->content.start = c->trigger.start;
        if (c->trigger.end > q->content.end) q->content.end = c->trigger.end;
        c->rules[c->nrules++] = S("said");
    }
    q->chain[q->nchain++] =
        (struct said_link){.publication = s->r->o->publication, .is_publication = true};
    return c;
}

void ru_claim_note(struct ru_sentence *s, bool part) {
    struct world_run *r = s->r;
    *PUSH(r->perm, r->notes, r->nnotes, r->capnotes) = (struct claim_note){
        .sent = r->sents, .para = r->paras, .title = s->title, .parts_only = part};
}

enum what ru_what_of(enum kind k, bool *people) {
    *people = true;
    switch (k) {
    case KIND_killing:
    case KIND_death: return WHAT_KILLED;
    case KIND_injury: return WHAT_INJURED;
    case KIND_abduction:
    case KIND_enforced_disappearance: return WHAT_MISSING;
    case KIND_detention: return WHAT_DETAINED;
    case KIND_displacement: return WHAT_DISPLACED;
    case KIND_evacuation:
    case KIND_medical_evacuation: return WHAT_EVACUATED;
    case KIND_testimony: return WHAT_WITNESSES;
    case KIND_bodies_found:
    case KIND_mass_grave: return WHAT_BODIES;
    default: *people = false; return WHAT_KILLED;
    }
}

static bool same_clause(const struct ru_sentence *s, i32 i, i32 j) {
    return s->w[j].clause == s->w[i].clause;
}

static bool is_people(const struct ru_count *k) {
    return k->what == RU_FOLKS || k->what == RU_OF_THEM;
}

/* Another trigger between the count and this one takes it. */
static bool nearer_trigger(const struct ru_sentence *s, i32 i, i32 from, i32 to) {
    i32 lo = to <= i ? to : i + s->w[i].len[RU_EVENT], hi = to <= i ? i : from;
    for (i32 j = lo; j < hi; j++) {
        const struct ru_row *e = s->w[j].row[RU_EVENT];
        if (e && e->form == RU_NOUN && e->kind != KIND_denial && j == from - 1 && to > i)
            return true;
        if (e && e->form && e->form != RU_NOUN) return true;
    }
    return false;
}

/* погибли и ранены N: how many of them died is not said. */
static bool joint(const struct ru_sentence *s, i32 i) {
    i32 end = i + s->w[i].len[RU_EVENT];
    for (int side = 0; side < 2; side++) {
        i32 and = side ? i - 1 : end, other = side ? i - 2 : end + 1;
        if (and < 0 || other < 0 || and >= s->n || other >= s->n) continue;
        u8 c = ru_class(s, and);
        const struct ru_row *e = s->w[other].row[RU_EVENT];
        if ((c == RU_CLASS_and || c == RU_CLASS_or) && e && e->form && e->form != RU_NOUN &&
            e->kind != s->w[i].row[RU_EVENT]->kind)
            return true;
    }
    return false;
}

/* Does the numeral stand in the case of an object: двоих, троих, одного. */
static bool object_number(const struct ru_sentence *s, i32 j) {
    return str_ends(s->w[j].f, S("их")) || str_ends(s->w[j].f, S("ых")) || ru_is(s, j, "одного") ||
           ru_is(s, j, "одну") || ru_is(s, j, "двух") || ru_is(s, j, "трех") ||
           ru_is(s, j, "четырех");
}

static bool fits(const struct ru_sentence *s, i32 i, const struct ru_row *ev, i32 k) {
    const struct ru_count *q = &s->count[k];
    i32 end = i + s->w[i].len[RU_EVENT];
    bool before = q->to <= i, behind = q->from >= end;
    i32 fr = ru_frame_of(s, i);
    bool blamed = fr >= 0 && span_overlaps(s->frame[fr].accused, ru_span(s, q->from, q->to));
    if (q->taken || q->part || blamed || (!before && !behind)) return false;
    if (q->what != RU_BARE && q->what != RU_NOUN_UNKNOWN && !is_people(q)) return false;
    if (q->folk && q->folk->kind != ev->kind && !(q->folk->flags & RU(held))) return false;
    if (!same_clause(s, i, q->from) || nearer_trigger(s, i, q->from, q->to)) return false;
    bool object =
        ru_class(s, q->from - 1) == RU_CLASS_in || ru_class(s, q->from - 1) == RU_CLASS_on ||
        ru_class(s, q->from - 1) == RU_CLASS_to || ru_class(s, q->from - 1) == RU_CLASS_across;
    if (object) return false;
    bool more = q->from == end + 1 &&
                (ru_class(s, end) == RU_CLASS_more || ru_class(s, end) == RU_CLASS_adverb);
    bool hurt = ev->kind == KIND_killing || ev->kind == KIND_death || ev->kind == KIND_injury ||
                ev->kind == KIND_detention;
    switch (ev->form) {
    case RU_PASS:
    case RU_MID:
        if (q->what == RU_BARE) return before ? q->to >= i - 2 : q->from == end || more;
        return q->what != RU_NOUN_UNKNOWN || hurt;
    case RU_ACT:
        if (q->what == RU_BARE)
            return behind ? q->from == end : before && object_number(s, q->from);
        if (q->what == RU_NOUN_UNKNOWN) return behind && hurt;
        return behind || object_number(s, q->from);
    case RU_NOUN:
        if (ev->flags & RU(with)) return is_people(q) && before;
        return behind && is_people(q) &&
               (q->from == end || (q->from == end + 1 && ru_adjective(s, end)));
    default: return false;
    }
}

static bool clause_has(const struct ru_sentence *s, i32 i, u8 cls) {
    for (i32 j = 0; j < s->n; j++)
        if (same_clause(s, i, j) && ru_class(s, j) == cls) return true;
    return false;
}

/* "выросло до 21": the number itself, not up to it. */
static void exact(struct ru_sentence *s, struct ru_count *q) {
    struct number n;
    if (!ru_is(s, q->from, "до") || q->from + 1 >= q->to) return;
    if (!number_ru_at(s->r->text, s->w[q->from + 1].start, &n)) return;
    s->num[q->num] = n;
    q->from++;
}

/* A number that the toll is said to be: "число погибших достигло 12", "погибших — 12". */
static bool is_toll(const struct ru_sentence *s, i32 i, const struct ru_count *q) {
    i32 end = i + s->w[i].len[RU_EVENT];
    if (q->what != RU_BARE && q->what != RU_FOLKS) return false;
    bool number = i > 0 && (ru_is(s, i - 1, "число") || ru_is(s, i - 1, "количество") ||
                            ru_is(s, i - 1, "числа"));
    bool grew = number && same_clause(s, i, q->from) && q->from > i &&
                (clause_has(s, i, RU_CLASS_grew) || q->from <= end + 3);
    bool victims = ru_case(s, i) == RU_INS && same_clause(s, i, q->from) && q->from > i &&
                   q->what == RU_FOLKS && clause_has(s, i, RU_CLASS_became);
    bool dash =
        q->what == RU_BARE &&
        (q->from == end || (q->from == end + 1 && (ru_mark(s, end, '-') || ru_mark(s, end, ':'))));
    return grew || victims || dash;
}

static bool folk_count(struct ru_sentence *s, i32 i, struct claim *c, enum what what) {
    for (i32 k = 0; k < s->ncount; k++) {
        struct ru_count *q = &s->count[k];
        bool head = q->head == i;
        bool before = q->to == i && q->what != RU_THINGS; /* четыре человека убитыми */
        before = before || (q->to == i - 1 && ru_mark(s, i - 1, ',') && q->what == RU_FOLKS &&
                            !q->folk && ru_case(s, i) & RU_GEN); /* 12 человек, погибших при … */
        if (q->taken || (!head && !before && !is_toll(s, i, q))) continue;
        exact(s, q);
        (void)ru_count_add(s, c, k, what);
        return true;
    }
    return false;
}

/* What suffers is somebody: a count of people, a word for people, a name. */
static bool suffers_somebody(const struct ru_sentence *s, i32 i, const struct ru_row *ev,
                             const struct claim *c) {
    if (c->ncounts) return true;
    i32 end = i + s->w[i].len[RU_EVENT];
    for (i32 j = 0; j < s->n; j++) {
        const struct ru_row *p = s->w[j].row[RU_PEOPLE];
        if (!same_clause(s, i, j) || ru_in_cue(s, j)) continue;
        bool side = ev->form == RU_ACT ? j >= end : true;
        bool governed = j > 0 && s->w[j - 1].row[RU_STEER] && ru_class(s, j - 1) != RU_CLASS_and &&
                        ru_class(s, j - 1) != RU_CLASS_that &&
                        ru_class(s, j - 1) != RU_CLASS_adverb;
        if (p && p->who && side && !governed && j <= end + 5 && ru_case(s, j) & (RU_NOM | RU_ACC))
            return true;
        if (ru_name(s, j) && ru_name(s, j + 1) && side && !governed && !p) return true;
    }
    return false;
}

static void counts(struct ru_sentence *s, i32 i, const struct ru_row *ev, struct claim *c) {
    bool people;
    enum what what = ru_what_of(c->kind, &people);
    if (!people || c->polarity == POLARITY_NEGATIVE || joint(s, i)) return;
    if (ev->form == RU_FOLK) {
        (void)folk_count(s, i, c, what);
        return;
    }
    i32 last = -1, which = ru_relative(s, i);
    for (i32 k = 0; which > 0 && k < s->ncount; k++) { /* 37 мужчин, которых удерживали */
        i32 comma = which - 1 - !s->w[which - 1].mark;
        bool object =
            ru_is(s, which, "которых") || ru_is(s, which, "которого") || ru_is(s, which, "которую");
        bool subject =
            ru_is(s, which, "которые") || ru_is(s, which, "который") || ru_is(s, which, "которая");
        if (s->count[k].to != comma || !is_people(&s->count[k])) continue;
        if (ev->form == RU_ACT ? object : subject) {
            (void)ru_count_add(s, c, k, what);
            return;
        }
    }
    for (i32 k = 0; k < s->ncount; k++) {
        if (!fits(s, i, ev, k)) continue;
        bool joined = last >= 0 && s->count[k].from - s->count[last].to <= 3;
        if (last >= 0 && !joined) continue;
        (void)ru_count_add(s, c, k, what);
        last = k;
    }
}

static bool has_stem(const struct ru_sentence *s, const char *const *v, i64 n) {
    for (i32 i = 0; i < s->n; i++)
        for (i64 k = 0; k < n; k++)
            if (str_starts(s->w[i].f, str_c(v[k]))) return true;
    return false;
}

/* With what: guns, rifles, aircraft named in the sentence. */
static bool vehicle_hit(const struct ru_sentence *s, i32 i) {
    for (i32 j = 0; j < s->n; j++)
        if (ru_flags(s, j) & RU(vehicle) && j < i + 4 && ru_case(s, j) & (RU_ACC | RU_GEN))
            return true;
    return false;
}

static enum kind means(const struct ru_sentence *s, i32 i, const struct ru_row *ev) {
    static const char *const guns[] = {"снаряд", "артилл", "миномет", "ракет",
                                       "танк",   "гаубиц", "рсзо",    "залп"};
    static const char *const rifles[] = {"автоматн", "пулемет",  "стрелков",
                                         "снайпер",  "пистолет", "огнестрельн"};
    static const char *const air[] = {"авиац",       "авиаб",      "самолет",   "вертолет",
                                      "беспилотник", "истребител", "штурмовик", "дрон"};
    bool gun = has_stem(s, guns, LEN(guns)), rifle = has_stem(s, rifles, LEN(rifles));
    bool boat = vehicle_hit(s, i);
    if (ev->flags & RU(gun)) return (rifle || boat) && !gun ? KIND_attack : KIND_shelling;
    if (ev->flags & RU(strike) && has_stem(s, air, LEN(air))) return KIND_airstrike;
    if (ev->flags & (RU(strike) | RU(fire)) && gun) return KIND_shelling;
    return (enum kind)ev->kind;
}

static bool to_be_treated(const struct ru_sentence *s, i32 i) {
    static const char *const v[] = {"лечени", "больниц", "госпитал", "ранен", "пациент", "больны"};
    for (i32 j = 0; j < s->n; j++)
        for (i64 k = 0; same_clause(s, i, j) && k < LEN(v); k++)
            if (str_starts(s->w[j].f, str_c(v[k]))) return true;
    return false;
}

static enum kind kind_of(const struct ru_sentence *s, i32 i, const struct ru_row *ev) {
    if (ev->kind == KIND_evacuation && to_be_treated(s, i)) return KIND_medical_evacuation;
    return means(s, i, ev);
}

/* Age of a victim: 46 лет, 12-летний. */
static i32 age_in(const struct ru_sentence *s, i32 i) {
    for (i32 j = 0; j + 1 < s->n; j++) {
        i64 v;
        bool near = same_clause(s, i, j) || (j < i && s->w[i].clause - s->w[j].clause <= 1);
        bool age = ru_flags(s, j + 1) & RU(age) || ru_is(s, j + 1, "года");
        struct str bytes = str_sub(s->r->text, s->w[j].start, s->w[j].end);
        if (near && age && s->w[j].digits && str_i64(bytes, &v) && v > 0 && v < 120) return (i32)v;
    }
    return -1;
}

/* A man or woman of a name, in the case of the one who suffers. */
static void victims(struct ru_sentence *s, i32 i, const struct ru_row *ev, struct claim *c) {
    bool people;
    (void)ru_what_of(c->kind, &people);
    bool holds = ev->form == RU_PASS || ev->form == RU_MID;
    if (!people || !holds || c->ncounts || c->polarity == POLARITY_NEGATIVE) return;
    if (c->kind == KIND_testimony || c->kind == KIND_displacement || c->kind == KIND_evacuation)
        return;
    i32 end = i + s->w[i].len[RU_EVENT];
    for (i32 j = 0; j < s->n; j++) {
        if (!same_clause(s, i, j) || ru_in_cue(s, j) || !ru_name(s, j)) continue;
        i32 to = j;
        while (to < s->n && ru_name(s, to) && !ru_flags(s, to))
            to++;
        bool governed =
            j > 0 && ((s->w[j - 1].row[RU_STEER] && ru_class(s, j - 1) != RU_CLASS_and) ||
                      ru_flags(s, j - 1) & (RU(area) | RU(site)));
        if (to - j >= 2 && !governed && ru_case(s, to - 1) & RU_NOM && (to <= i || j <= end + 3)) {
            c->victims = NEW(s->r->perm, struct victim);
            c->nvictims = 1;
            i32 age = age_in(s, i);
            c->victims[0] = (struct victim){ru_span(s, j, to), WHO_UNKNOWN, age};
            if (age >= 0 && age < 18) c->victims[0].who = WHO_CHILD;
            return;
        }
        j = to > j ? to - 1 : j;
    }
}

static bool adds_something(const struct claim *c, const struct ru_row *ev, bool title) {
    bool firm = ev->form != RU_NOUN && ev->form != RU_FOLK;
    if (firm || c->ncounts || c->polarity == POLARITY_NEGATIVE) return true;
    if (c->nperps || c->nfindings) return true;
    if (ev->form == RU_FOLK) return title && c->nwhere > 0;
    return c->nwhere > 0 || span_some(c->when.span) || title;
}

static bool among(const struct ru_sentence *s, i32 i) { /* среди погибших две школьницы */
    return i > 0 && ru_is(s, i - 1, "среди");
}

static void parts_of_folk(struct ru_sentence *s, i32 i, const struct ru_row *ev) {
    bool people;
    enum what what = ru_what_of((enum kind)ev->kind, &people);
    i32 k = 0;
    while (k < s->ncount && !(s->count[k].part && !s->count[k].taken && s->count[k].from > i))
        k++;
    if (k >= s->ncount || !people) return;
    struct claim *c = ru_claim(s, i, (enum kind)ev->kind, i, i + 1, "parts");
    if (!c) return;
    for (; k < s->ncount && s->count[k].part; k++)
        if (s->count[k].what == RU_FOLKS || s->count[k].what == RU_BARE)
            (void)ru_count_add(s, c, k, what);
    ru_claim_note(s, true);
}

/* "неизвестна" behind "судьба": without it the noun is no event. */
static bool unknown_behind(const struct ru_sentence *s, i32 i) {
    for (i32 j = i + 1; j < s->n; j++)
        if (same_clause(s, i, j) && ru_class(s, j) == RU_CLASS_unknown) return true;
    return false;
}

static void fate(struct ru_sentence *s, i32 i, const struct ru_row *ev) {
    if (!unknown_behind(s, i)) return;
    struct claim *c = ru_claim(s, i, (enum kind)ev->kind, i, i + 1, "fate");
    if (!c) return;
    for (i32 k = 0; k < s->ncount; k++)
        if (s->count[k].from > i && s->count[k].from <= i + 3 && is_people(&s->count[k]))
            (void)ru_count_add(s, c, k, WHAT_MISSING);
    ru_claim_note(s, false);
}

static void drop_last(struct ru_sentence *s) {
    struct claims *out = s->r->claims;
    const struct claim *c = &out->v[--out->n];
    for (i32 k = 0; k < s->ncount; k++)
        for (i64 q = 0; q < c->ncounts; q++)
            if (c->counts[q].span.start == s->w[s->count[k].from].start) s->count[k].taken = false;
}

static bool is_object_folk(const struct ru_sentence *s, i32 i) {
    for (i32 k = 0; k < s->ncount; k++)
        if (s->count[k].taken && i >= s->count[k].from && i < s->count[k].to) return true;
    return false;
}

/* "Утверждения о том, что …, не соответствуют действительности"; "не причастны к взрыву": what is
 * denied is no claim beside the denial. */
static bool denied_here(const struct ru_sentence *s, i32 i, const struct ru_row *ev) {
    if (ev->kind == KIND_denial) return false;
    for (i32 j = 0; j < s->n; j++) {
        const struct ru_row *d = s->w[j].row[RU_EVENT];
        bool denial = d && d->kind == KIND_denial && !s->w[j].row[RU_SPEECH];
        if (denial && (d->n == 3 || s->w[i].clause == s->w[j].clause)) return true;
        if (denial && j < i && s->w[i].clause == s->w[j].clause) return true;
    }
    return false;
}

static void event(struct ru_sentence *s, i32 i, const struct ru_row *ev) {
    i32 end = i + s->w[i].len[RU_EVENT];
    if (ev->flags & RU(unknown_behind)) {
        fate(s, i, ev);
        return;
    }
    if (ev->form == RU_FOLK && among(s, i)) {
        parts_of_folk(s, i, ev);
        return;
    }
    if (ev->form == RU_FOLK && is_object_folk(s, i)) return;
    if (denied_here(s, i, ev) || (ev->form == RU_NOUN && ru_class(s, i - 1) == RU_CLASS_after))
        return;
    enum kind k = kind_of(s, i, ev);
    struct claim *c = ru_claim(s, i, k, i, end, "event");
    if (!c) return;
    if (k == KIND_denial) c->polarity = POLARITY_NEGATIVE, c->said.act = ACT_DENIES;
    if (!(ev->flags & RU(none))) counts(s, i, ev, c);
    if (ev->flags & RU(folk_only) && !suffers_somebody(s, i, ev, c)) {
        if (!ev->other) {
            drop_last(s);
            return;
        }
        c->kind = (enum kind)(ev->other - 1);
    }
    if (ev->flags & RU(inf) && c->modality != MODALITY_INTENDED) {
        drop_last(s);
        return;
    }
    bool counted = ev->flags & RU(counted);
    bool object = k != KIND_denial && k != KIND_intent && ru_where(s, i, ev, c);
    if (k != KIND_denial && k != KIND_intent) ru_when(s, i, c);
    i32 fr = ru_frame_of(s, i);
    ru_perps(s, i, ev, fr >= 0 ? &s->frame[fr] : NULL, c);
    ru_findings(s, c);
    victims(s, i, ev, c);
    if (ev->flags & RU(with) && !c->ncounts) { /* wounds of the dead, of nobody */
        drop_last(s);
        return;
    }
    bool placeless = ev->flags & RU(place_only) && !object;
    if (placeless || (counted && !c->ncounts) || !adds_something(c, ev, s->title)) {
        drop_last(s);
        return;
    }
    ru_claim_note(s, false);
    bool people;
    (void)ru_what_of(c->kind, &people);
    if (c->ncounts && people) s->before = c->kind, s->has_before = true;
}

/* "Среди них трое детей.", "Двое из них — дети.": parts of the toll before. */
static void parts_alone(struct ru_sentence *s, i64 first) {
    bool people;
    if (!s->has_before) return;
    for (i32 k = 0; k < s->ncount; k++) {
        const struct ru_count *q = &s->count[k];
        if (q->taken || !q->part || q->what != RU_FOLKS || s->r->claims->n > first) continue;
        i32 i = q->from - 1;
        while (i > 0 && ru_class(s, i) != RU_CLASS_among)
            i--;
        if (ru_class(s, i) != RU_CLASS_among) continue;
        struct claim *c = ru_claim(s, i, s->before, i, i + s->w[i].len[RU_STEER], "parts");
        if (!c) return;
        enum what what = ru_what_of(s->before, &people);
        for (; k < s->ncount && s->count[k].part; k++)
            if (s->count[k].what == RU_FOLKS) (void)ru_count_add(s, c, k, what);
        ru_claim_note(s, true);
        return;
    }
}

/* In order of their triggers; of equal kind and trigger the first alone. */
static void sort(struct world_run *r, i64 first) {
    struct claim *v = r->claims->v;
    for (i64 i = first + 1; i < r->claims->n; i++)
        for (i64 k = i; k > first && v[k].trigger.start < v[k - 1].trigger.start; k--) {
            struct claim c = v[k];
            struct claim_note n = r->notes[k];
            v[k] = v[k - 1], v[k - 1] = c;
            r->notes[k] = r->notes[k - 1], r->notes[k - 1] = n;
        }
    i64 n = first;
    for (i64 i = first; i < r->claims->n; i++) {
        bool twice = false;
        for (i64 k = first; k < n; k++)
            twice = twice || (v[k].kind == v[i].kind && span_overlaps(v[k].trigger, v[i].trigger));
        if (twice) continue;
        r->notes[n] = r->notes[i];
        v[n++] = v[i];
    }
    r->claims->n = r->nnotes = n;
}

void ru_events(struct ru_sentence *s) {
    i64 first = s->r->claims->n;
    for (i32 i = s->dateline; i < s->n; i++) {
        const struct ru_row *ev = s->w[i].row[RU_EVENT];
        if (ev && !ru_in_cue(s, i) && !s->w[i].when) event(s, i, ev);
    }
    ru_found(s, s->r->claims->n == first);
    parts_alone(s, first);
    sort(s->r, first);
}
