/* Entries of lists and captions: a sentence that begins with what happened and leaves out to whom,
 * because the entry has named them: "4. Ana Dral, 41, teacher. Arrested at Heron Bridge." The
 * victim is the name (and the age) at the head of the sentence before, in the same paragraph. */
#include "read/event.h"

enum { ENTRY_TOKENS = 24 };

static bool word_any(const struct scene *s, i32 tok, const char *const *w, i64 n) {
    for (i64 i = 0; i < n; i++)
        if (word_is(s->d, tok, w[i])) return true;
    return false;
}
#define ANY(s, tok, ...)                                                                           \
    word_any((s), (tok), (const char *const[]){__VA_ARGS__},                                       \
             LEN(((const char *const[]){__VA_ARGS__})))

/* What the first word tells, KIND_COUNT none. */
static enum kind kind_of(const struct scene *s, i32 t) {
    if (ANY(s, t, "killed", "murdered", "executed", "assassinated", "slain")) return KIND_killing;
    if (ANY(s, t, "shot"))
        return ANY(s, t + 1, "dead", "by", "at", "in", "on") ? KIND_killing : KIND_COUNT;
    if (ANY(s, t, "died", "drowned")) return KIND_death;
    if (ANY(s, t, "wounded", "injured")) return KIND_injury;
    if (ANY(s, t, "arrested", "detained", "imprisoned")) return KIND_detention;
    if (ANY(s, t, "abducted", "kidnapped")) return KIND_abduction;
    if (ANY(s, t, "taken", "seized", "dragged") && ANY(s, t + 1, "from", "by", "away", "at"))
        return KIND_abduction;
    if (ANY(s, t, "missing", "disappeared", "vanished")) return KIND_enforced_disappearance;
    if (ANY(s, t, "tortured", "beaten")) return KIND_torture;
    return KIND_COUNT;
}

/* The name and age that open a sentence: "4. Ana Dral, 41, teacher". */
static bool entry_name(const struct doc *d, const struct sentence *se, struct victim *out) {
    i32 t = se->from, from;
    while (t < se->to && d->t.v[t].kind != TOK_WORD)
        t++;
    from = t;
    while (t < se->to && d->t.v[t].kind == TOK_WORD && d->t.v[t].flags & TOK_CAP)
        t++;
    if (t - from < 2 || t >= se->to || d->t.v[t].kind != TOK_MARK || d->t.v[t].mark != ',')
        return false;
    *out = (struct victim){.name = token_span(d, from, t), .age = -1};
    i64 age;
    if (t + 1 < se->to && str_i64(word_str(d, t + 1), &age) && age > 0 && age < 120)
        out->age = (i32)age;
    if (out->age >= 0 && out->age < 18) out->who = WHO_CHILD;
    return true;
}

static void fill_entry(struct scene *s, struct claim *c) {
    const struct doc *d = s->d;
    const struct sentence *se = &d->s.v[s->si];
    struct victim v;
    for (i32 k = s->si; k >= 0 && k >= s->si - 2 && d->s.v[k].para == se->para; k--) {
        if (!entry_name(d, &d->s.v[k], &v)) continue;
        c->victims = NEW(d->perm, struct victim);
        c->victims[0] = v;
        c->nvictims = 1;
        return;
    }
}

static bool told(const struct scene *s, struct span t) {
    for (i64 i = s->first_claim; i < s->out->n; i++)
        if (span_overlaps(s->out->v[i].trigger, t)) return true;
    return false;
}

void events_list(struct scene *s) {
    const struct sentence *se = &s->d->s.v[s->si];
    i32 i = 0;
    while (i < s->n && (s->c[i].type == CH_MARK || s->c[i].type == CH_OPEN))
        i++;
    if (i >= s->n || s->title || s->question || se->to - se->from > ENTRY_TOKENS) return;
    if (s->c[i].type != CH_VG && s->c[i].type != CH_ADJ) return;
    i32 t = s->c[i].from;
    enum kind k = kind_of(s, t);
    if (k == KIND_COUNT || !(s->d->t.v[t].flags & TOK_CAP) || told(s, token_span(s->d, t, t + 1)))
        return;
    for (i32 j = i + 1; j + 1 < s->n; j++) /* "Killed in it were three men" */
        if (s->c[j].type == CH_VG && ANY(s, s->c[j].head, "was", "were", "is", "are") &&
            s->c[j + 1].type == CH_NP)
            return;
    struct claim *c = claim_new(s, k, t, t + 1);
    if (!c) return;
    i32 by = agent_by(s, i);
    if (by >= 0) fill_perp(s, c, by);
    fill_where(s, c, i);
    fill_when(s, c, i);
    fill_findings(s, c, s->c[i].from, s->c[clause_end(s, i) - 1].to);
    fill_entry(s, c);
    fill_rule(s, c, "list.entry");
}
