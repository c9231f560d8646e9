#include "read/world_part.h"

#include "base/utf8.h"

static const struct world_lang *const LANGS_READ[] = {&world_ar, &world_ru};

struct world {
    const void *own[LEN(LANGS_READ)]; /* of languages with stages of their own */
    struct world_lexicon lexicon[LEN(LANGS_READ)];
};

const struct world *world_readers_make(struct arena *a) {
    struct world *w = NEW(a, struct world);
    for (i64 i = 0; i < LEN(LANGS_READ); i++) {
        if (LANGS_READ[i]->make)
            w->own[i] = LANGS_READ[i]->make(a);
        else
            world_lexicon_make(a, LANGS_READ[i], &w->lexicon[i]);
    }
    return w;
}

static i64 lang_index(struct str code) {
    for (i64 i = 0; i < LEN(LANGS_READ); i++)
        if (str_eq(LANGS_READ[i]->code, code)) return i;
    return -1;
}

bool world_has(struct str code) {
    return lang_index(code) >= 0;
}

struct str world_files(struct arena *a) {
    struct buf b = buf_make(a, 16 << 20);
    for (i64 i = 0; i < LEN(LANGS_READ); i++)
        for (i64 f = 0; f < LEN(LANGS_READ[i]->file) && LANGS_READ[i]->file[f]; f++)
            buf_put(&b, LANGS_READ[i]->file[f]());
    for (i64 i = 0; i < LEN(LANGS_READ); i++)
        if (LANGS_READ[i]->files) buf_put(&b, LANGS_READ[i]->files(a));
    CHECK(buf_ok(&b));
    return buf_str(&b);
}

/* ---- what the words of a span say, for the checks ---- */

/* The language of the script of the words; NULL = Latin or none. */
static const struct world_lang *lang_of_words(struct str words) {
    u32 c;
    for (i64 i = 0; i < words.n;) {
        int n = utf8_next(words, i, &c);
        i += n ? n : 1;
        enum script s = n ? utf8_script(c) : SCRIPT_NONE;
        if (c == 0x640 || (c >= 0x64B && c <= 0x65F)) continue; /* no letters: tatweel, vowels */
        bool figure = (c >= 0x660 && c <= 0x669) || (c >= 0x6F0 && c <= 0x6F9);
        if (s == SCRIPT_ARABIC || figure) return &world_ar;
        if (s == SCRIPT_CYRILLIC) return &world_ru;
        if (s == SCRIPT_LATIN) return NULL;
    }
    return NULL;
}

bool world_script(struct str words) {
    return lang_of_words(words) != NULL;
}

bool world_count_of(struct arena scratch, struct str words, i64 *min, i64 *max, bool *vague) {
    const struct world_lang *l = lang_of_words(words);
    struct number n;
    if (!l) return false;
    if (l->number_next(words, 0, &n)) {
        *min = n.min;
        *max = n.max == NUMBER_OPEN ? COUNT_OPEN : n.max;
        *vague = n.vague;
        return !n.refused;
    }
    if (!l->forms) return false;
    enum world_many m = world_many_of(scratch, l, words);
    *min = m == MANY_ONE ? 1 : 2;
    *max = m == MANY_SOME ? COUNT_OPEN : *min;
    *vague = m == MANY_SOME;
    return m != MANY_UNSAID;
}

bool world_when_of(struct str words, struct when_phrase *out) {
    const struct world_lang *l = lang_of_words(words);
    return l && l->when_at && l->when_at(words, 0, (struct date_range){0}, out);
}

bool world_when_agrees(struct str words, struct date_range r) {
    struct when_phrase w;
    for (i64 i = 0; i < LEN(LANGS_READ); i++) {
        const struct world_lang *l = LANGS_READ[i];
        if (l->when_at && l->when_at(words, 0, (struct date_range){0}, &w) &&
            w.range.precision == r.precision && w.range.from == r.from && w.range.to == r.to)
            return true;
    }
    return false;
}

/* ---- claims ---- */

static struct claim *new_claim(const struct world_sentence *s, enum kind k, i32 from, i32 to) {
    struct claims *out = s->r->claims;
    if (out->n >= DOC_CLAIMS_MAX) {
        out->full = true;
        return NULL;
    }
    struct claim *c = PUSH(s->r->perm, out->v, out->n, out->cap);
    *c = (struct claim){.kind = k, .trigger = world_span(s, from, to), .sentence = s->span};
    c->rules = NEWN(s->r->perm, struct str, 8);
    return c;
}

static void date_of_saying(const struct world_sentence *s, struct when *w, i32 which) {
    const struct when_phrase *p = &s->when[which];
    *w = (struct when){.span = {(u32)p->from, (u32)p->to}, .range = p->range};
    if (p->relative && p->range.precision) w->anchor = s->r->anchor_words;
    if (p->relative && !w->anchor.n) w->range = (struct date_range){0};
}

static void set_said(const struct world_sentence *s, struct claim *c, const struct world_frame *f) {
    struct said *q = &c->said;
    q->chain = NEWN(s->r->perm, struct said_link, 2);
    if (f) {
        q->chain[q->nchain++] = (struct said_link){.who = f->who, .role = (enum role)f->role};
        q->cue = f->cue;
        q->content = world_span(s, f->from, f->to);
        q->act = (enum act)f->act;
        if (f->said) date_of_saying(s, &q->when, f->said - 1);
        world_rule(c, "said");
    }
    q->chain[q->nchain++] =
        (struct said_link){.publication = s->r->o->publication, .is_publication = true};
}

static void note(struct world_sentence *s, bool part) {
    struct world_run *r = s->r;
    struct claim_note *n = PUSH(r->perm, r->notes, r->nnotes, r->capnotes);
    *n = (struct claim_note){
        .sent = r->sents, .para = r->paras, .title = s->title, .parts_only = part};
}

static void set_hold(struct claim *c, struct world_hold h) {
    if (h.neg) c->polarity = POLARITY_NEGATIVE;
    c->modality = h.conditional ? MODALITY_CONDITIONAL
                  : h.intended  ? MODALITY_INTENDED
                  : h.possible  ? MODALITY_POSSIBLE
                                : MODALITY_ASSERTED;
}

/* What is denied gives the denial alone. */
static void deny(struct world_sentence *s, const struct world_frame *f) {
    i32 i = f->from;
    struct claim *c = new_claim(s, KIND_denial, i, world_next(s, i));
    if (!c) return;
    set_said(s, c, f);
    c->polarity = POLARITY_NEGATIVE;
    world_rule(c, "denial");
    note(s, false);
}

static bool held_back(const struct world_sentence *s, i32 i) {
    const struct world_row *r = s->w[i].row;
    i32 f = world_frame_of(s, i);
    if (f >= 0 && s->frame[f].deny) return true;
    return !(r->is & IS_EVENT) || world_in_cue(s, i);
}

/* A noun of the people harmed behind the verb or noun of the harm is its object. */
static bool is_object(const struct world_sentence *s, i32 i, const struct claim *last) {
    if (!last || s->w[i].row->shape != SHAPE_FOLK) return false;
    struct span w = world_span(s, i, i + 1);
    for (i64 k = 0; k < last->ncounts; k++) {
        if (span_covers(last->counts[k].span, w)) return true;
        for (i64 p = 0; p < last->counts[k].nof; p++)
            if (span_covers(last->counts[k].of[p].span, w)) return true;
    }
    return false;
}

/* A mention with the article adds nothing by itself: the attack. */
static bool says_anything(const struct claim *c, const struct world_row *r, bool the) {
    bool part = c->ncounts || c->nvictims || c->nwhere || c->nperps || span_some(c->when.span);
    if (r->shape == SHAPE_FOLK && the) return c->ncounts || c->nvictims;
    if (r->shape == SHAPE_NOUN && the) return part;
    if (r->shape != SHAPE_FOLK) return true;
    return c->ncounts > 0 || c->nvictims > 0 || c->nwhere > 0 || c->said.nchain > 1;
}

/* "the raid hit the market": one event, told by the raid. */
static bool is_echo(const struct world_sentence *s, i32 i) {
    const struct world_row *r = s->w[i].row;
    if (r->kind != KIND_attack || r->shape != SHAPE_VERB) return false;
    for (i32 k = i - 1; k >= 0 && k >= i - 3 && s->w[k + 1].gap <= GAP_BLANK; k--)
        if ((world_is(s, k) & IS_EVENT) && s->w[k].row->strike && !s->w[k].when)
            return s->w[k].row->shape == SHAPE_NOUN;
    return false;
}

static void event(struct world_sentence *s, i32 i, i64 first) {
    struct claims *out = s->r->claims;
    if (held_back(s, i)) return;
    for (i64 k = first; k < out->n; k++)
        if (is_object(s, i, &out->v[k])) return;
    i32 fi = world_frame_of(s, i), from = 0, to = s->n;
    const struct world_frame *f = fi >= 0 ? &s->frame[fi] : NULL;
    if (f) from = f->from, to = f->to;
    struct world_hold h = world_hold(s, i, from);
    const struct world_row *r = s->w[i].row;
    if (h.open || h.total || s->question || is_echo(s, i)) return;
    if (f && f->possible) h.possible = true;
    struct claim *c = new_claim(s, (enum kind)r->kind, i, world_next(s, i));
    if (!c) return;
    set_said(s, c, f);
    set_hold(c, h);
    world_rule(c, r->shape == SHAPE_VERB ? "verb" : r->shape == SHAPE_NOUN ? "nominal" : "folk");
    if (!h.neg) world_count(s, i, c);
    if (!h.neg) world_victims(s, i, c);
    if (!h.neg) world_perps(s, i, from, to, f, c);
    world_findings(s, i, from, to, c);
    world_where(s, i, from, to, c);
    world_when(s, i, from, to, c);
    if (!says_anything(c, r, s->w[i].off & WORLD_OFF_THE)) {
        out->n--;
        return;
    }
    bool part = r->shape == SHAPE_FOLK && i > 0 && (world_is(s, i - 1) & IS_BETWEEN);
    note(s, part);
}

static void sort(struct world_run *r, i64 first) {
    struct claim *v = r->claims->v;
    for (i64 i = first + 1; i < r->claims->n; i++)
        for (i64 k = i; k > first && v[k].trigger.start < v[k - 1].trigger.start; k--) {
            struct claim t = v[k];
            struct claim_note n = r->notes[k];
            v[k] = v[k - 1], v[k - 1] = t;
            r->notes[k] = r->notes[k - 1], r->notes[k - 1] = n;
        }
}

static void trace(const struct world_sentence *s) {
    struct buf *b = s->r->trace;
    if (!b) return;
    buf_fmt(b, "%.*s sentence %d:", SARG(s->lx->lang->code), (int)s->r->sents);
    for (i32 i = 0; i < s->n; i++) {
        buf_c(b, ' ');
        buf_put(b, span_words(s->r->text, world_span(s, i, i + 1)));
        if (world_is(s, i) & IS_EVENT) buf_c(b, '!');
        if (world_is(s, i) & IS_PEOPLE) buf_c(b, '@');
        if (world_is(s, i) & (IS_PLACE | IS_SITE)) buf_c(b, '/');
        if (s->w[i].num) buf_c(b, '#');
        if (s->w[i].when) buf_c(b, '~');
    }
    buf_c(b, '\n');
    for (i32 k = 0; k < s->nframes; k++) {
        buf_puts(b, "  said by ");
        buf_put(b, span_words(s->r->text, s->frame[k].who));
        buf_puts(b, ": ");
        buf_put(b, span_words(s->r->text, world_span(s, s->frame[k].from, s->frame[k].to)));
        buf_c(b, '\n');
    }
}

struct last_voice { /* who spoke last in this paragraph */
    struct span who;
    u8 role;
};

static void read_sentence(struct world_run *r, struct arena scratch, const struct world_lexicon *x,
                          i64 from, i64 to, bool title, struct last_voice *voice) {
    struct world_sentence s = {.r = r, .a = &scratch, .lx = x, .title = title};
    s.last_who = voice->who, s.last_role = voice->role;
    world_words(&s, from, to);
    if (s.n == 0) return;
    world_frames(&s);
    trace(&s);
    i64 first = r->claims->n;
    for (i32 k = 0; k < s.nframes; k++)
        if (s.frame[k].deny) deny(&s, &s.frame[k]);
    for (i32 i = 0; i < s.n; i = world_next(&s, i))
        if (s.w[i].row && !s.w[i].when) event(&s, i, first);
    sort(r, first);
    *voice = (struct last_voice){s.last_who, s.last_role};
    r->stats->frames += s.nframes;
    r->stats->tokens += s.n;
    r->stats->words += s.n;
    r->stats->sentences++;
    r->sents++;
}

/* The first line of a text is its title if more follows and it does not end like a sentence. */
static bool is_title(struct str text, i64 from, i64 to) {
    struct str line = str_trim(str_sub(text, from, to)), before = str_trim(str_sub(text, 0, from));
    if (before.n || !line.n || line.n > 300 || !str_trim(str_sub(text, to, text.n)).n) return false;
    return !str_ends(line, S(".")) && !str_ends(line, S(":"));
}

enum { HEAD_LINES = 5 }; /* where the day of the report may stand */

void world_read(struct world_run *r, struct arena scratch, struct str code, i64 from, i64 to) {
    i64 lang = lang_index(code);
    const struct world_lexicon *x = &r->world->lexicon[lang];
    struct last_voice voice = {0};
    i32 lines = from == 0 ? 0 : HEAD_LINES;
    if (LANGS_READ[lang]->read) {
        LANGS_READ[lang]->read(r, scratch, r->world->own[lang], from, to);
        return;
    }
    for (i64 at = from; at < to;) {
        i64 nl = str_chr(str_sub(r->text, 0, to), '\n', at), end = nl < 0 ? to : nl + 1;
        bool title = is_title(r->text, at, end);
        bool some = str_trim(str_sub(r->text, at, end)).n > 0;
        r->paras += some;
        if (some && lines++ < HEAD_LINES) at = world_date_line(r, x->lang, at, end);
        while (at < end) {
            i64 stop = world_sentence_end(x->lang, r->text, at, end);
            read_sentence(r, scratch, x, at, stop, title, &voice);
            at = stop;
        }
    }
}
