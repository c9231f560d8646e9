/* What is found: bodies, mines, stores; shells that fall; wounds. */
#include "read/world_ru.h"

void ru_findings(struct ru_sentence *s, struct claim *c) {
    bool dead = c->kind == KIND_killing || c->kind == KIND_death || c->kind == KIND_injury ||
                c->kind == KIND_bodies_found || c->kind == KIND_torture ||
                c->kind == KIND_mutilation || c->kind == KIND_mass_grave;
    if (!dead) return;
    for (i32 i = 0; i < s->n; i++) {
        const struct ru_row *r = s->w[i].row[RU_FINDING];
        bool not =
            ru_class(s, i - 1) == RU_CLASS_negation || ru_class(s, i - 1) == RU_CLASS_without;
        if (!r || not ) continue;
        struct span sp = ru_span(s, i, i + r->n);
        bool inside = !span_some(c->said.content) || span_overlaps(c->said.content, sp);
        if (!inside) continue;
        struct finding *all = NEWN(s->r->perm, struct finding, c->nfindings + 1);
        if (c->nfindings) memcpy(all, c->findings, sizeof *all * (size_t)c->nfindings);
        all[c->nfindings++] = (struct finding){sp, (enum finding_kind)r->finding};
        c->findings = all;
    }
}

static i32 with_flag(const struct ru_sentence *s, i32 i, u32 flag) {
    for (i32 j = 0; j < s->n; j++)
        if (s->w[j].clause == s->w[i].clause && ru_flags(s, j) & flag) return j;
    return -1;
}

static void finish(struct ru_sentence *s, i32 i, struct claim *c) {
    static const struct ru_row found = {.n = 1};
    (void)ru_where(s, i, &found, c);
    ru_when(s, i, c);
    ru_findings(s, c);
    ru_claim_note(s, false);
}

static void count_all(struct ru_sentence *s, i32 i, struct claim *c, u8 what, enum what as) {
    for (i32 k = 0; k < s->ncount; k++)
        if (s->count[k].what == what && !s->count[k].taken &&
            s->w[s->count[k].from].clause == s->w[i].clause)
            (void)ru_count_add(s, c, k, as);
}

/* найдены два тела; нашли мёртвыми двоих из них; видел не менее семи тел. */
static bool bodies(struct ru_sentence *s, i32 i) {
    i32 body = with_flag(s, i, RU(body)), dead = with_flag(s, i, RU(dead));
    if (body < 0 && (dead < i || dead > i + 2)) return false;
    i32 from = body >= 0 && (ru_is(s, i, "видел") || ru_is(s, i, "видели") || ru_is(s, i, "видела"))
                   ? body
                   : i;
    i32 to = body < 0 ? dead + 1 : from + 1;
    struct claim *c = ru_claim(s, i, KIND_bodies_found, from, to, "found");
    if (!c) return true;
    count_all(s, i, c, RU_BODIES, WHAT_BODIES);
    for (i32 k = 0; k < s->ncount; k++) /* тела троих детей */
        if (!s->count[k].taken && s->count[k].what == RU_FOLKS &&
            ru_flags(s, s->count[k].from - 1) & RU(body))
            (void)ru_count_add(s, c, k, WHAT_BODIES);
    if (body < 0) count_all(s, i, c, RU_OF_THEM, WHAT_BODIES);
    if (body < 0) count_all(s, i, c, RU_FOLKS, WHAT_BODIES);
    finish(s, i, c);
    return true;
}

static bool mines(struct ru_sentence *s, i32 i) {
    i32 mine = with_flag(s, i, RU(mine));
    if (mine < 0) return false;
    bool counted = false;
    for (i32 k = 0; k < s->ncount; k++)
        counted = counted || s->count[k].what == RU_MINES;
    if (!counted && ru_class(s, i) != RU_CLASS_clear) return false;
    struct claim *c = ru_claim(s, i, KIND_hazard, mine + s->w[mine].len[RU_PEOPLE] - 1,
                               mine + s->w[mine].len[RU_PEOPLE], "mines");
    if (!c) return true;
    count_all(s, i, c, RU_MINES, WHAT_DEVICES);
    finish(s, i, c);
    return true;
}

static bool stores(struct ru_sentence *s, i32 i) {
    if (with_flag(s, i, RU(munition)) < 0) return false;
    struct claim *c = ru_claim(s, i, KIND_munitions_found, i, i + 1, "found");
    if (c) finish(s, i, c);
    return true;
}

/* снаряды попали в рынок: from the shell to the verb. */
static void shells(struct ru_sentence *s, i32 i) {
    static const struct ru_row hit = {.n = 1};
    i32 shell = -1;
    for (i32 j = i - 1; j >= 0 && s->w[j].clause == s->w[i].clause; j--)
        if (ru_flags(s, j) & RU(shell) && ru_case(s, j) & RU_NOM) shell = j;
    if (shell < 0 && i + 2 < s->n && ru_flags(s, i + 1) & RU(shell)) shell = i + 1;
    if (shell < 0) return;
    enum kind k = ru_flags(s, shell) & RU(air) ? KIND_airstrike : KIND_shelling;
    i32 from = shell < i ? shell : i, to = shell < i ? i + 1 : shell + 1;
    if (from > 0 && ru_adjective(s, from - 1) && !s->w[from - 1].num) from--;
    struct claim *c = ru_claim(s, i, k, from, to, "shells");
    if (!c) return;
    (void)ru_where(s, i, &hit, c);
    ru_when(s, i, c);
    ru_claim_note(s, false);
}

/* "На его теле были следы ожогов": the state of the dead where no event is told. */
static void state(struct ru_sentence *s) {
    i32 found = -1, body = -1;
    for (i32 i = 0; i < s->n; i++) {
        if (s->w[i].row[RU_FINDING] && found < 0) found = i;
        if (ru_flags(s, i) & RU(body)) body = i;
    }
    if (found < 0 || body < 0) return;
    i32 to = found + s->w[found].len[RU_FINDING];
    struct claim *c = ru_claim(s, found, KIND_bodies_found, found, to, "findings");
    if (!c) return;
    ru_findings(s, c);
    ru_when(s, found, c);
    ru_claim_note(s, false);
}

void ru_found(struct ru_sentence *s, bool quiet) {
    i64 first = s->r->claims->n;
    for (i32 i = 0; i < s->n; i++) {
        if (ru_in_cue(s, i)) continue;
        u8 c = ru_class(s, i);
        if (c == RU_CLASS_find && !bodies(s, i) && !mines(s, i)) (void)stores(s, i);
        if (c == RU_CLASS_clear) (void)mines(s, i);
        if (c == RU_CLASS_hit) shells(s, i);
    }
    if (quiet && s->r->claims->n == first) state(s);
}
