/* Events told by a turn of phrase and not by one verb or noun ("under siege", "no trace of nine of
 * them", "had nothing to do with the attack"): patterns of data/lexicon/events.tsv. */
#include "read/event.h"
#include "read/pattern.h"

#include "base/asset.h"

ASSET(lex_events, "data/lexicon/events.tsv");

struct row {
    u8 kind, what1; /* what1: enum what + 1, 0 = no number */
    bool denies, calls, subject, done;
    struct pattern words;
};

struct phrase_table {
    struct row *v;
    i64 n, cap;
    struct pattern_firsts firsts;
};

struct str phrases_file(void) {
    return lex_events();
}

static void read_options(struct row *r, struct str options) {
    int what;
    r->denies = str_eqc(options, "deny");
    r->calls = str_eqc(options, "call");
    r->subject = str_eqc(options, "subj");
    r->done = str_eqc(options, "done");
    if (!str_starts(options, S("num="))) return;
    CHECK(word_parse("what", str_sub(options, 4, options.n), &what));
    r->what1 = (u8)(what + 1);
}

const struct phrase_table *phrases_make(struct arena *a) {
    struct phrase_table *t = NEW(a, struct phrase_table);
    struct str rest = lex_events();
    while (rest.n > 0) {
        struct str line = str_cut(&rest, '\n'), kind = str_cut(&line, '\t');
        enum kind k;
        if (!kind.n || kind.p[0] == '#') continue;
        CHECK(kind_parse(kind, &k));
        struct row *r = PUSH(a, t->v, t->n, t->cap);
        *r = (struct row){.kind = (u8)k};
        read_options(r, str_cut(&line, '\t'));
        pattern_read(line, &r->words, &t->firsts);
    }
    return t;
}

static i32 chunk_at(const struct scene *s, i32 tok) {
    for (i32 i = 0; i < s->n; i++)
        if (s->c[i].from <= tok && tok < s->c[i].to) return i;
    return -1;
}

/* Is there a claim of this kind here already? A denial or an intent is told once a sentence and
 * speaker. */
static bool told(const struct scene *s, enum kind k, struct span trigger) {
    bool once = k == KIND_denial || k == KIND_intent || k == KIND_ceasefire;
    for (i64 i = s->first_claim; i < s->out->n; i++) {
        const struct claim *c = &s->out->v[i];
        if (c->kind != k) continue;
        if (once || span_overlaps(c->trigger, trigger)) return true;
        i64 gap = (i64)trigger.start - c->trigger.end, back = (i64)c->trigger.start - trigger.end;
        if ((gap >= 0 && gap < 24) || (back >= 0 && back < 24)) return true;
    }
    return false;
}

/* Is an act named in the sentence that can be denied? */
static bool act_named(const struct scene *s) {
    for (i32 i = 0; i < s->n; i++) {
        const struct chunk *c = &s->c[i];
        if (c->type != CH_NP && c->type != CH_VG) continue;
        if ((c->row && c->row->kind1) || chunk_flags(c) & LEX_EVENTN) return true;
    }
    return false;
}

static bool first_person(const struct scene *s) {
    const struct sentence *se = &s->d->s.v[s->si];
    for (i32 t = se->from; t < se->to; t++)
        if (word_is(s->d, t, "we") || word_is(s->d, t, "our") || word_is(s->d, t, "i")) return true;
    return false;
}

/* "The Front called that a lie": nobody is quoted, the subject speaks. */
static bool set_caller(struct scene *s, struct claim *c, i32 v, i32 to) {
    i32 end, sub = subject_of(s->d, s->c, s->n, v, &end);
    if (sub < 0 || s->c[sub].pron || s->c[v].voice == VOICE_PASSIVE) return false;
    const struct chunk *last = &s->c[end - 1];
    c->said.chain[0] =
        (struct said_link){.who = token_span(s->d, s->c[sub].from, last->to),
                           .role = (enum role)role_of(s->d, s->c[sub].from, last->to)};
    c->said.chain[1] =
        (struct said_link){.is_publication = true, .publication = s->d->opts->publication};
    c->said.nchain = 2;
    c->said.cue = token_span(s->d, s->c[v].from, s->c[v].to);
    c->said.content = token_span(s->d, s->c[v].from, to);
    return true;
}

/* What stands behind "had nothing to do with" is denied: no claim of its own. */
static void drop_denied(struct scene *s, struct span phrase) {
    i64 n = s->first_claim;
    for (i64 i = s->first_claim; i < s->out->n; i++) {
        struct claim c = s->out->v[i];
        if (c.kind == KIND_denial || c.trigger.start < phrase.end ||
            c.trigger.start > phrase.end + 80)
            s->out->v[n++] = c;
    }
    s->out->n = n;
}

static void deny(struct scene *s, const struct row *r, i32 from, i32 to) {
    i32 i = chunk_at(s, from), fr = frame_of(s, from);
    if (i < 0 || s->question || (fr >= 0 && (s->f[fr].question || s->f[fr].negates))) return;
    if (r->denies && (!act_named(s) || (fr < 0 && !first_person(s)))) return;
    if (r->calls && (fr >= 0 || s->c[i].type != CH_VG)) return;
    struct claim *c = claim_new(s, KIND_denial, from, to);
    if (!c) return;
    if (r->calls && !set_caller(s, c, i, to)) {
        s->out->n--;
        return;
    }
    c->said.act = ACT_DENIES;
    c->polarity = POLARITY_NEGATIVE;
    fill_rule(s, c, "phrase.denial");
    if (r->denies) drop_denied(s, c->trigger);
}

/* The numbered people of the clause, those behind the phrase first. */
static i32 people_near(const struct scene *s, i32 i) {
    i32 from = clause_start(s, i), to = clause_end(s, i);
    for (i32 k = i; k < to; k++)
        if (s->c[k].type == CH_NP && s->c[k].num && chunk_is_person(s, k)) return k;
    for (i32 k = i; k >= from; k--)
        if (s->c[k].type == CH_NP && s->c[k].num && chunk_is_person(s, k)) return k;
    return -1;
}

/* "talks on a truce", "called for a truce": none was agreed. */
static bool only_wished(const struct scene *s, i32 from) {
    static const char *const words[] = {
        "talks",   "negotiations", "call",  "calls", "called", "calling",  "proposal", "demand",
        "demands", "demanded",     "urged", "urges", "appeal", "appealed", "proposed"};
    const struct sentence *se = &s->d->s.v[s->si];
    for (i32 t = from; t >= se->from && t > from - 6; t--)
        for (i64 k = 0; k < LEN(words); k++)
            if (word_is(s->d, t, words[k])) return true;
    return false;
}

/* "agreed on a truce" is one, not the plan of one; "will agree" is not. */
static bool agreed(const struct scene *s, const struct row *r, i32 from) {
    bool yes = false;
    for (i32 t = from - 1; r->kind == KIND_ceasefire && t >= 0 && t > from - 6; t--) {
        if (word_is(s->d, t, "will") || word_is(s->d, t, "would") || word_is(s->d, t, "to"))
            return yes && !word_is(s->d, t + 1, "agree") && word_is(s->d, t, "to");
        yes = yes || word_is(s->d, t, "agreed");
    }
    return yes;
}

static void tell(struct scene *s, const struct row *r, i32 from, i32 to) {
    i32 i = chunk_at(s, from);
    if (i < 0 || (r->kind == KIND_ceasefire && only_wished(s, from))) return;
    struct hold h = clause_hold(s, i);
    bool missing = r->kind == KIND_enforced_disappearance; /* its own "no", "not" */
    if (h.open || (h.neg && !missing)) return;
    struct claim *c = claim_new(s, (enum kind)r->kind, from, to);
    if (!c) return;
    if (agreed(s, r, from)) h.intended = false;
    hold_modality(h, c);
    if (r->kind == KIND_intent)
        c->modality = r->done && !h.intended ? MODALITY_ASSERTED : MODALITY_INTENDED;
    if (r->what1) fill_number(s, c, people_near(s, i), (enum what)(r->what1 - 1));
    i32 end, sub = r->subject ? subject_of(s->d, s->c, s->n, i, &end) : -1;
    if (sub < 0 && r->subject && i >= 2) sub = patient_subject(s, i - 1);
    if (sub >= 0) fill_place(s, c, sub, PLACE_ROLE_AT);
    if (r->kind == KIND_death && r->what1 && !c->ncounts) { /* "lost contact with its men" */
        s->out->n--;
        return;
    }
    bool place = sub >= 0 && (s->c[sub].name || (s->c[sub].row && s->c[sub].row->precision1));
    if (r->subject && s->c[i].type != CH_NP && !place) { /* "the team, under siege" */
        s->out->n--;
        return;
    }
    if (r->kind != KIND_intent) fill_where(s, c, i);
    fill_when(s, c, i);
    fill_rule(s, c, "phrase");
}

/* The noun is the trigger: "announced that it would observe a truce". */
static bool is_truce(const struct scene *s, i32 t) {
    return word_is(s->d, t, "truce") || word_is(s->d, t, "ceasefire") ||
           word_is(s->d, t, "cease-fire") || word_is(s->d, t, "armistice");
}

void events_phrase(struct scene *s) {
    const struct sentence *se = &s->d->s.v[s->si];
    const struct phrase_table *t = s->d->phrases;
    for (i32 i = se->from; i < se->to; i++) {
        if (s->d->t.v[i].kind != TOK_WORD || !pattern_may_begin(&t->firsts, s->d->t.v[i].hash))
            continue;
        for (i64 k = 0; k < t->n; k++) {
            const struct row *r = &t->v[k];
            i32 e = pattern_match(s->d, &r->words, i, se->to);
            if (!e || told(s, (enum kind)r->kind, token_span(s->d, i, e))) continue;
            if (r->kind == KIND_denial)
                deny(s, r, i, e);
            else
                tell(s, r, is_truce(s, e - 1) ? e - 1 : i, e);
        }
    }
}
