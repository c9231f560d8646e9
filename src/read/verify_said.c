/* Who says it: what one said is never put into another's mouth. */
#include "read/verify_look.h"

static const struct probe_frame *frame_of_trigger(const struct look *l) {
    return l->t && l->t->frame >= 0 ? &l->k->p.frames[l->t->frame] : NULL;
}

/* Are these the words of a frame's source: as it stands here, or the name that it goes back to? */
static bool is_source(const struct probe_frame *f, struct span who) {
    return span_overlaps(f->who, who) || span_overlaps(f->source, who);
}

/* The last link: cairn knows where the item came from. */
static void look_publication(struct look *l) {
    struct said *q = &l->c->said;
    struct said_link *last = &q->chain[q->nchain - 1];
    if (!last->publication.n) {
        last->publication = l->k->o->publication;
        return;
    }
    if (str_eq(last->publication, l->k->o->publication))
        return verified(l, "said.publication", "register");
    refused(l, "said.publication", "the item is not of this publication");
}

static void as_reader(struct look *l) {
    const struct said *q = &l->c->said, *r = &l->reader->said;
    if ((q->nchain == 1) != (r->nchain == 1))
        return refused(l, "said.chain",
                       q->nchain == 1 ? "somebody is quoted for these words"
                                      : "nobody is quoted for these words");
    if (q->nchain > 1 && !span_overlaps(q->chain[0].who, r->chain[0].who))
        return refused(l, "said.chain", "somebody else is quoted for these words");
    bool same = q->nchain == r->nchain;
    for (i64 i = 0; same && i < q->nchain - 1; i++)
        same = span_fits(l, q->chain[i].who, r->chain[i].who) &&
               (q->chain[i].role == r->chain[i].role || q->chain[i].role == ROLE_UNKNOWN);
    if (same) return verified(l, "said.chain", "reader");
    span_only(l, "said.chain", "the reader sees other links or roles");
}

static void as_speech(struct look *l, const struct probe_frame *f) {
    const struct said *q = &l->c->said;
    if (q->nchain == 1) return refused(l, "said.chain", "somebody is quoted for these words");
    if (!is_source(f, q->chain[0].who))
        return refused(l, "said.chain", "somebody else is quoted for these words");
    bool fits = span_fits(l, q->chain[0].who, f->who) || span_fits(l, q->chain[0].who, f->source);
    bool whole = q->nchain == 2 && f->parent < 0 && !f->medium && fits;
    bool role = q->chain[0].role == ROLE_UNKNOWN || q->chain[0].role == (enum role)f->role;
    if (whole && role) return verified(l, "said.chain", "speech");
    span_only(l, "said.chain", whole ? "the role is not shown" : "the reader sees other links");
}

static void look_chain(struct look *l) {
    const struct said *q = &l->c->said;
    const struct probe_frame *f = frame_of_trigger(l);
    if (l->reader) return as_reader(l);
    if (f) return as_speech(l, f);
    if (q->nchain > 1) return span_only(l, "said.chain", "that they say it is not shown");
    if (l->t && !l->s->speech) return verified(l, "said.chain", "speech");
    span_only(l, "said.chain", "that nobody is quoted is not shown");
}

static void look_act(struct look *l) {
    const struct probe_frame *f = frame_of_trigger(l);
    enum act act = l->c->said.act;
    if (!l->reader && !l->t) return span_only(l, "said.act", "how it is said is not known");
    enum act said = l->reader ? l->reader->said.act : f ? (enum act)f->act : ACT_STATES;
    if (act == said) return verified(l, "said.act", l->reader ? "reader" : "speech");
    refused(l, "said.act", "the words of speech say otherwise");
}

static void look_cue(struct look *l) {
    struct span cue = l->c->said.cue;
    const struct probe_frame *f = frame_of_trigger(l);
    if (!span_some(cue)) return;
    if (l->reader && span_overlaps(cue, l->reader->said.cue))
        return verified(l, "said.cue", "reader");
    if (f && span_overlaps(cue, f->cue)) return verified(l, "said.cue", "speech");
    span_only(l, "said.cue", "the reader sees no word of speech there");
}

/* A speech without its words is no quotation; cairn's own are taken where none are given. */
static void look_content(struct look *l) {
    struct claim *c = l->c;
    struct span *q = &c->said.content;
    const struct probe_frame *f = frame_of_trigger(l);
    if (!span_some(*q) && c->said.nchain > 1) {
        *q = l->reader ? l->reader->said.content : f ? f->content : (struct span){0, 0};
        if (!span_covers(*q, c->trigger))
            refused(l, "said.content", "a speaker without the words that cover the trigger");
        return;
    }
    if (!span_some(*q)) return;
    if (!span_covers(*q, c->trigger))
        return refused(l, "said.content", "it does not cover the trigger");
    bool within = (l->s && span_covers(l->s->words, *q)) ||
                  (l->reader && span_covers(l->reader->sentence, *q)) ||
                  (f && span_covers(f->content, *q));
    if (within) return verified(l, "said.content", "covers the trigger");
    span_only(l, "said.content", "longer than the sentence");
}

static void look_span(struct look *l, const char *field, struct span s, struct span reader) {
    if (!span_some(s)) return;
    if (l->reader && span_overlaps(s, reader)) return verified(l, field, "reader");
    span_only(l, field, "only that the words stand there");
}

void look_said(struct look *l) {
    const struct said none = {0}, *r = l->reader ? &l->reader->said : &none;
    look_publication(l);
    look_chain(l);
    look_act(l);
    look_cue(l);
    look_content(l);
    look_span(l, "said.knows", l->c->said.knows, r->knows);
    look_span(l, "said.setting", l->c->said.setting, r->setting);
}
