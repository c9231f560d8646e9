/* The dead by name, in sentences whose verb does not kill: "The victims were identified as A (41)
 * and B", "Among those killed were A and B", "A was also among the dead", "Their names are: A, B".
 * The number stands elsewhere; the names are parts of it. */
#include "read/event.h"
#include "read/roll.h"
#include "read/roll_list.h"

enum { CLAIMS_BACK = 12, NEAR_BYTES = 2000, NAMES_REACH = 10 };

static bool word_any(const struct scene *s, i32 tok, const char *const *w, i64 n) {
    for (i64 i = 0; i < n; i++)
        if (word_is(s->d, tok, w[i])) return true;
    return false;
}
#define ANY(s, tok, ...)                                                                           \
    word_any((s), (tok), (const char *const[]){__VA_ARGS__},                                       \
             LEN(((const char *const[]){__VA_ARGS__})))

static bool mark_at(const struct scene *s, i32 i, char m) {
    return i >= 0 && i < s->n && s->c[i].type == CH_MARK && s->c[i].mark == m;
}

static struct claim *open_claim(struct scene *s, i32 at, i32 verb, const char *rule) {
    struct hold h = clause_hold(s, verb);
    if (h.neg || h.open || h.intended || h.conditional) return NULL;
    i32 head = s->c[at].head, len = s->d->w[head].len;
    struct claim *c = claim_new(s, KIND_death, head, head + (len > 1 ? len : 1));
    if (c) fill_rule(s, c, rule);
    return c;
}

/* Takes back a claim that named nobody. */
static bool kept(struct scene *s, const struct claim *c) {
    if (c->nvictims || c->ncounts) return true;
    s->out->n--;
    return false;
}

static bool is_be(const struct scene *s, i32 i) {
    return i >= 0 && i < s->n && s->c[i].type == CH_VG && !s->c[i].neg &&
           ANY(s, s->c[i].head, "was", "were", "are", "is");
}

/* Were people said to be dead just before, with a number or by name? */
static bool dead_before(const struct scene *s) {
    u32 here = s->d->t.v[s->d->s.v[s->si].from].start;
    for (i64 i = s->out->n - 1; i >= 0 && i >= s->out->n - CLAIMS_BACK; i--) {
        const struct claim *c = &s->out->v[i];
        if (c->kind != KIND_killing && c->kind != KIND_death) continue;
        if (c->modality != MODALITY_ASSERTED || c->polarity != POLARITY_POSITIVE) continue;
        return here < c->sentence.end + NEAR_BYTES;
    }
    return false;
}

/* "the victims", "they", "the three", "the civilians": people told of before. */
static bool are_they(const struct scene *s, i32 i, bool dead) {
    if (event_is_victims(s, i) || ANY(s, s->c[i].head, "victim", "martyrs", "martyr")) return true;
    if (!dead || s->c[i].type != CH_NP) return false;
    if (s->c[i].pron) return ANY(s, s->c[i].from, "they", "all");
    return (s->c[i].pure_num || word_is(s->d, s->c[i].from, "the")) && s->c[i].plural &&
           chunk_is_person(s, i);
}

/* "The victims were identified as A (41), his wife B …", "They have been named as …". */
static bool identified(struct scene *s) {
    i32 v = -1, who = -1, list = -1;
    bool dead = dead_before(s);
    for (i32 i = 0; i < s->n && list < 0; i++) {
        if (s->c[i].type == CH_VG && v < 0 &&
            ANY(s, s->c[i].head, "identified", "named", "recognised", "recognized"))
            v = i;
        if (who < 0 && are_they(s, i, dead)) who = i;
        bool as = v >= 0 && i > v && i <= v + 3 &&
                  (word_is(s->d, s->c[i].from, "as") || mark_at(s, i, ':'));
        if (as) list = i + 1;
    }
    if (v < 0 || who < 0 || list < 0 || who > list) return false;
    if (list < s->n && (ANY(s, s->c[list].head, "following", "follows"))) list++;
    while (mark_at(s, list, ':'))
        list++;
    struct claim *c = open_claim(s, who, v, "parts.named");
    if (!c) return true;
    fill_roll(s, c, list, -1, false, WHAT_KILLED);
    return kept(s, c);
}

/* "published the names of the civilians killed in the strike – A (45), B and C": a list behind a
 * dash or colon. The chunk of the first, or 0. */
static i32 names_behind(const struct scene *s, i32 i, bool dead) {
    bool told = dead;
    for (i32 k = i + 1; k + 1 < s->n && k < i + NAMES_REACH; k++) {
        const struct chunk *c = &s->c[k];
        told = told || event_is_victims(s, k) || ANY(s, c->head, "killed", "martyrs", "victims");
        if (mark_at(s, k, ':') || mark_at(s, k, '-')) {
            bool first = s->c[k + 1].type == CH_NP && s->c[k + 1].name;
            return told && first && !s->c[k + 1].pure_num ? k + 1 : 0;
        }
        if (c->type == CH_VG && !ANY(s, c->head, "killed", "martyred")) return 0;
        if (ANY(s, c->head, "injured", "wounded", "missing", "detained")) return 0;
    }
    return 0;
}

/* "The victims are A and his two children", "One of them was A", "The third victim was A". */
static bool victims_are(struct scene *s) {
    if (!dead_before(s)) return false;
    for (i32 v = 1; v + 1 < s->n; v++) {
        const struct chunk *who = &s->c[v - 1], *o = &s->c[v + 1];
        if (!is_be(s, v) || s->c[v].to - s->c[v].from > 1 || who->type != CH_NP) continue;
        bool them = who->num && word_is(s->d, who->head, "them");
        if (!them && !event_is_victims(s, v - 1) &&
            !ANY(s, who->head, "victim", "victims", "martyr", "martyrs", "dead"))
            continue;
        if (o->type != CH_NP || !o->name || !chunk_is_person(s, v + 1)) continue;
        struct claim *c = open_claim(s, v - 1, v, "parts.named");
        if (!c) return true;
        fill_victims(s, c, v + 1);
        fill_roll(s, c, v + 1, -1, false, WHAT_KILLED);
        return kept(s, c);
    }
    return false;
}

static bool names_list(struct scene *s) {
    bool dead = dead_before(s);
    for (i32 i = 0; i + 2 < s->n; i++) {
        if (s->c[i].type != CH_NP || !ANY(s, s->c[i].head, "names", "identities")) continue;
        i32 k = names_behind(s, i, dead);
        if (!k) continue;
        struct claim *c = open_claim(s, i, i, "parts.named");
        if (!c) return true;
        fill_victims(s, c, k);
        fill_roll(s, c, k, -1, false, WHAT_KILLED);
        return kept(s, c);
    }
    return false;
}

/* "The names of the dead were: A, B and C", "Their names were given as A and B". */
static bool names_are(struct scene *s) {
    if (!dead_before(s)) return false;
    for (i32 i = 0; i + 2 < s->n; i++) {
        if (s->c[i].type != CH_NP || !ANY(s, s->c[i].head, "names", "identities")) continue;
        i32 k = i + 1;
        while (k < s->n && k < i + 8 && s->c[k].type != CH_VG && !mark_at(s, k, ':'))
            k++;
        if (k >= s->n || (s->c[k].type == CH_VG && s->c[k].neg)) return false;
        i32 v = k++;
        while (k < s->n && (mark_at(s, k, ':') || word_is(s->d, s->c[k].from, "as")))
            k++;
        struct claim *c = open_claim(s, i, v, "parts.named");
        if (!c) return true;
        fill_roll(s, c, k, -1, false, WHAT_KILLED);
        return kept(s, c);
    }
    return false;
}

/* "A post named A and her son B among the victims", "… B as among those killed". */
static bool named_among(struct scene *s, i32 dead) {
    i32 last = dead - 2, v = -1;
    if (last > 0 && word_is(s->d, s->c[last].from, "as")) last--;
    for (i32 i = 0; i < last; i++)
        if (s->c[i].type == CH_VG && !s->c[i].neg &&
            ANY(s, s->c[i].head, "named", "identified", "listed", "mentioned", "counted"))
            v = i;
    if (v < 0) return false;
    i32 at = last + 1;
    last = roll_item_left(s, at);
    if (last <= v) return false;
    struct claim *c = open_claim(s, dead, v, "parts.named");
    if (!c) return true;
    fill_victims(s, c, last);
    fill_roll(s, c, last, -1, true, WHAT_KILLED);
    return kept(s, c);
}

/* "A, B and C were (also) among those killed", "Three siblings were among the dead: A, B and C". */
static bool were_among(struct scene *s, i32 dead) {
    i32 v = dead - 2;
    while (v > 0 && s->c[v].type == CH_ADV)
        v--;
    bool listed = v > 0 && s->c[v].type == CH_VG && !s->c[v].neg &&
                  s->c[v].voice == VOICE_PASSIVE &&
                  ANY(s, s->c[v].head, "listed", "named", "counted", "identified", "included");
    if (!is_be(s, v) && !listed) return named_among(s, dead);
    i32 e, sub = subject_of(s->d, s->c, s->n, v, &e);
    if (sub < 0)
        sub = roll_item_left(s, v);
    else
        sub = e - 1;
    if (sub < 0 || s->c[sub].type != CH_NP || s->c[sub].pron || !chunk_is_person(s, sub))
        return false;
    struct claim *c = open_claim(s, dead, v, "parts.named");
    if (!c) return true;
    fill_count(s, c, sub, WHAT_KILLED);
    fill_victims(s, c, sub);
    fill_roll(s, c, sub, dead, true, WHAT_KILLED);
    return kept(s, c);
}

/* "Among those killed were A (5) and his wife", "Among the dead: A and B". */
static bool among_were(struct scene *s, i32 dead) {
    i32 k = dead + 1;
    while (k < s->n && k < dead + 6 && !is_be(s, k) && !mark_at(s, k, ':') && s->c[k].type != CH_VG)
        k++;
    if (k + 1 >= s->n || !(is_be(s, k) || mark_at(s, k, ':'))) return false;
    if (s->c[k].type == CH_VG && s->c[k].to - s->c[k].from > 1) return false;
    struct claim *c = open_claim(s, dead, k, "parts.named");
    if (!c) return true;
    if (mark_at(s, k + 1, ':')) k++;
    fill_count(s, c, k + 1, WHAT_KILLED);
    fill_victims(s, c, k + 1);
    fill_roll(s, c, k + 1, -1, false, WHAT_KILLED);
    return kept(s, c);
}

static bool among(struct scene *s) {
    for (i32 i = 1; i < s->n; i++) {
        bool in = prep_at(s, i - 1, "among") || prep_at(s, i - 1, "amongst");
        if (!in || !event_is_victims(s, i) || s->c[i].pron) continue;
        return i == 1 ? among_were(s, i) : were_among(s, i);
    }
    return false;
}

/* "lost his wife and two daughters", "lost their five-year-old son A". */
static void lost(struct scene *s) {
    for (i32 v = 0; v + 1 < s->n; v++) {
        const struct chunk *o = &s->c[v + 1];
        if (s->c[v].type != CH_VG || s->c[v].voice == VOICE_PASSIVE || s->c[v].neg ||
            !ANY(s, s->c[v].head, "lost", "lose", "loses"))
            continue;
        if (o->type != CH_NP || !chunk_has(s, v + 1, LEX_RELATIVE)) continue;
        struct claim *c = open_claim(s, v, v, "parts.lost");
        if (!c) return;
        fill_count(s, c, v + 1, WHAT_KILLED);
        fill_victims(s, c, v + 1);
        fill_roll(s, c, v + 1, -1, false, WHAT_KILLED);
        (void)kept(s, c);
    }
}

/* "A's wife B (38), their son C (9)." behind a report of dead: a list without a verb. */
static bool list_alone(struct scene *s) {
    i32 ages = 0;
    for (i32 i = 0; i < s->n; i++) {
        if (s->c[i].type == CH_VG || s->c[i].type == CH_SUB || s->c[i].type == CH_WH) return false;
        bool old = s->c[i].type == CH_NP && s->c[i].name &&
                   (ANY(s, s->c[i].from + 1, "year", "years") || ANY(s, s->c[i].from + 2, "year"));
        ages += s->c[i].type == CH_NP && s->c[i].num && i > 0 && mark_at(s, i - 1, '(');
        ages += old;
    }
    if (ages < 2 || s->title || !dead_before(s) || s->c[0].type != CH_NP) return false;
    struct claim *c = open_claim(s, 0, 0, "parts.list");
    if (!c) return true;
    fill_roll(s, c, 0, -1, false, WHAT_KILLED);
    return kept(s, c);
}

/* "A post identified A (40) as a victim of the strike", "named A and B as martyrs". */
static bool as_victim(struct scene *s) {
    if (!dead_before(s)) return false;
    for (i32 v = 0; v + 3 < s->n; v++) {
        if (s->c[v].type != CH_VG || s->c[v].neg || s->c[v + 1].type != CH_NP ||
            !ANY(s, s->c[v].head, "identified", "named", "listed", "mourned"))
            continue;
        i32 k = v + 2;
        while (k + 1 < s->n && s->c[k].type != CH_VG && !word_is(s->d, s->c[k].from, "as"))
            k++;
        bool victim = k + 1 < s->n && word_is(s->d, s->c[k].from, "as") &&
                      ANY(s, s->c[k + 1].head, "victim", "victims", "martyr", "martyrs");
        if (!victim || s->c[v].voice == VOICE_PASSIVE) continue;
        struct claim *c = open_claim(s, k + 1, v, "parts.named");
        if (!c) return true;
        fill_victims(s, c, v + 1);
        fill_roll(s, c, v + 1, -1, false, WHAT_KILLED);
        return kept(s, c);
    }
    return false;
}

void events_roll(struct scene *s) {
    lost(s);
    for (i64 i = s->first_claim; i < s->out->n; i++) {
        const struct claim *c = &s->out->v[i];
        bool dead = c->kind == KIND_death || c->kind == KIND_killing;
        bool part = c->nrules && str_eqc(c->rules[0], "parts"); /* "among them was a woman, A" */
        if (dead && !part && (c->ncounts || c->nvictims)) return;
    }
    if (!identified(s) && !as_victim(s) && !among(s) && !names_are(s) && !names_list(s) &&
        !victims_are(s))
        (void)list_alone(s);
}
