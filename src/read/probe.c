#include "read/probe.h"

#include "read/event.h"

static i32 frame_at(const struct scene *s, i32 tok, i32 base) {
    i32 f = frame_of(s, tok);
    return f < 0 ? -1 : base + f;
}

static void put_frames(struct probes *p, const struct scene *s, i32 base) {
    const struct doc *d = s->d;
    for (i32 i = 0; i < s->nf; i++) {
        const struct frame *f = &s->f[i];
        struct probe_frame *o = PUSH(p->a, p->frames, p->nframes, p->capframes);
        *o = (struct probe_frame){.who = f->who, .said = f->said, .role = f->role, .act = f->act};
        if (!f->carried) o->cue = token_span(d, f->cue_from, f->cue_to);
        if (!f->carried) o->source = token_span(d, f->src_from, f->src_to);
        if (f->nparts) o->content = token_span(d, f->from[0], f->to[f->nparts - 1]);
        o->parent = f->parent < 0 ? -1 : base + f->parent;
        o->medium = span_some(f->hearer) || span_some(f->quoted_by);
    }
}

static u8 who_of(const struct scene *s, const struct chunk *c) {
    if (c->row && c->row->who1) return (u8)(c->row->who1 - 1);
    for (i32 k = c->from; k < c->to; k++)
        if (word_is(s->d, k, "civilian")) return WHO_CIVILIAN;
    return WHO_UNKNOWN;
}

/* The number of people or bodies that chunk i names; its index, or -1. */
static i32 put_number(struct probes *p, const struct scene *s, i32 i, i32 base) {
    const struct doc *d = s->d;
    const struct chunk *c = &s->c[i];
    if (c->type != CH_NP || !c->num || c->pron) return -1;
    const struct number *n = &d->nums[c->num - 1];
    u32 f = chunk_flags(c);
    if (n->refused || n->decimal || f & LEX_UNIT || !(f & (LEX_PERSON | LEX_BODY))) return -1;
    struct probe_number *o = PUSH(p->a, p->numbers, p->nnumbers, p->capnumbers);
    *o = (struct probe_number){.words = token_span(d, c->from, c->to),
                               .number = token_span(d, n->from, n->to),
                               .min = n->min,
                               .max = n->max == NUMBER_OPEN ? COUNT_OPEN : n->max,
                               .vague = n->vague,
                               .who = who_of(s, c),
                               .frame = frame_at(s, c->from, base)};
    return (i32)p->nnumbers - 1;
}

/* Whom it happened to: subject of the passive and of dying, object of the active, "deaths of". A
 * participle without its auxiliary looks like the past: with an object it is one ("soldiers killed
 * the mayor"), and the subject did it. */
static i32 patient(const struct scene *s, i32 i) {
    const struct chunk *c = &s->c[i];
    if (c->type == CH_NP) return prep_at(s, i + 1, "of") ? i + 2 : -1;
    if (c->type != CH_VG) return -1;
    i32 object = object_of(s, i);
    bool subject = c->voice == VOICE_PASSIVE || chunk_flags(c) & LEX_INTRANS ||
                   (c->voice == VOICE_BARE && object < 0 && agent_by(s, i) >= 0);
    return subject ? patient_subject(s, i) : object;
}

static void put_trigger(struct probes *p, const struct scene *s, i32 i, i32 tok, i32 base,
                        const i32 *number) {
    const struct doc *d = s->d;
    const struct lex_row *row = d->w[tok].sense->row;
    struct hold h = clause_hold(s, i);
    struct claim c = {0};
    i32 np = tok == s->c[i].head ? patient(s, i) : -1, len = d->w[tok].len > 1 ? d->w[tok].len : 1;
    hold_modality(h, &c);
    *PUSH(p->a, p->triggers, p->ntriggers, p->captriggers) =
        (struct probe_trigger){.words = token_span(d, tok, tok + len),
                               .entry = row->words,
                               .kind = (u8)(row->kind1 - 1),
                               .needs_object = (row->flags & LEX_OBJ_TRIG) != 0,
                               .verb = s->c[i].type == CH_VG,
                               .open = h.open,
                               .polarity = h.neg ? POLARITY_NEGATIVE : POLARITY_POSITIVE,
                               .modality = (u8)c.modality,
                               .frame = frame_at(s, tok, base),
                               .number = np >= 0 && np < s->n ? number[np] : -1};
}

static void put_when(struct probes *p, const struct scene *s, i32 index, i32 base) {
    const struct when_phrase *w = &s->d->whens[index];
    if (w->kind != WHEN_DATE) return;
    *PUSH(p->a, p->whens, p->nwhens, p->capwhens) =
        (struct probe_when){.words = token_span(s->d, w->from, w->to),
                            .range = w->range,
                            .relative = w->relative,
                            .frame = frame_at(s, w->from, base)};
}

static void put_chunks(struct probes *p, const struct scene *s, i32 base) {
    i32 number[CHUNKS_MAX];
    for (i32 i = 0; i < s->n; i++)
        number[i] = put_number(p, s, i, base);
    for (i32 i = 0; i < s->n; i++) {
        const struct chunk *c = &s->c[i];
        if (c->when) put_when(p, s, c->when - 1, base);
        if (c->type != CH_VG && c->type != CH_NP) continue;
        for (i32 k = c->from; k < c->to; k++) {
            const struct lex_sense *w = s->d->w[k].sense;
            if (w && w->row->kind1) put_trigger(p, s, i, k, base, number);
        }
    }
}

static bool has_speech(const struct scene *s) {
    const struct doc *d = s->d;
    const struct sentence *se = &d->s.v[s->si];
    for (i32 i = se->from; i < se->to; i++) {
        const struct lex_sense *w = d->w[i].sense;
        if (d->w[i].quote || (w && (w->row->act1 || w->row->flags & LEX_HEARSAY))) return true;
    }
    return s->nf > 0;
}

static bool has_negation(const struct scene *s) {
    static const char *const WORDS[] = {
        "no",      "not",     "n't",    "nobody", "none",  "never",  "neither", "nor",
        "nothing", "without", "hardly", "barely", "false", "untrue", "cannot",  "nowhere"};
    const struct doc *d = s->d;
    const struct sentence *se = &d->s.v[s->si];
    for (i32 i = 0; i < s->n; i++)
        if (s->c[i].neg) return true;
    for (i32 i = se->from; i < se->to; i++) {
        if (word_flags(d, i) & LEX_NEGATES) return true;
        for (i64 k = 0; k < LEN(WORDS); k++)
            if (word_is(d, i, WORDS[k])) return true;
    }
    return false;
}

void probe_scene(struct probes *p, const struct scene *s) {
    const struct doc *d = s->d;
    const struct sentence *se = &d->s.v[s->si];
    i32 from = se->dateline > se->from ? se->dateline : se->from;
    struct probe_sentence *o = PUSH(p->a, p->sentences, p->nsentences, p->capsentences);
    *o = (struct probe_sentence){.words = token_span(d, from, se->to), .read = s->n > 0};
    o->trigger[0] = (i32)p->ntriggers, o->number[0] = (i32)p->nnumbers;
    o->when[0] = (i32)p->nwhens, o->frame[0] = (i32)p->nframes;
    if (s->n) {
        put_frames(p, s, o->frame[0]);
        put_chunks(p, s, o->frame[0]);
        o->speech = has_speech(s);
        o->negates = has_negation(s);
    }
    o->trigger[1] = (i32)p->ntriggers, o->number[1] = (i32)p->nnumbers;
    o->when[1] = (i32)p->nwhens, o->frame[1] = (i32)p->nframes;
}

const struct probe_sentence *probe_sentence_at(const struct probes *p, u32 byte) {
    i64 lo = 0, hi = p->nsentences;
    while (lo < hi) {
        i64 mid = lo + (hi - lo) / 2;
        if (p->sentences[mid].words.end <= byte)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo == p->nsentences || p->sentences[lo].words.start > byte) return NULL;
    return &p->sentences[lo];
}

static i32 token_at(const struct doc *d, const struct sentence *s, u32 byte) {
    for (i32 i = s->from; i < s->to; i++)
        if (d->t.v[i].end > byte) return i;
    return -1;
}

void probe_answer(struct probes *p, const struct doc *d, i32 si) {
    const struct sentence *s = &d->s.v[si];
    struct span whole = token_span(d, s->from, s->to);
    for (i64 i = 0; i < p->nasks; i++) {
        struct probe_ask *q = &p->asks[i];
        if (q->words.start < whole.start || q->words.start >= whole.end) continue;
        i32 tok = token_at(d, s, q->words.start);
        struct buf b = buf_make(p->a, 1024);
        if (tok >= 0) attrib_weigh(&b, d, si, tok);
        q->why = buf_str(&b);
    }
}
