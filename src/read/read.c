#include "read/place.h"
#include "read/read.h"

#include "base/asset.h"
#include "base/utf8.h"
#include "read/attrib.h"
#include "read/block.h"
#include "read/document.h"
#include "read/given.h"
#include "text/lang.h"
#include "read/templates.h"
#include "read/names_doc.h"
#include "read/parse_doc.h"
#include "read/probe.h"
#include "read/stretch.h"
#include "read/victims.h"
#include "read/world.h"

/* The hashes of all trained models: another model is another reader. */
ASSET(models_sums, "data/models/SHA256SUMS");

/* The version of the rules in C: part of the model id. Raise it with every change that may change a
 * reading. */
static const char RULES[] = "cairn-read rules 4";

struct str read_name_version(void) {
    return S("cairn-read/1");
}

struct reader {
    const struct lexicon *lx;
    const struct finding_table *findings;
    const struct given_names *given;
    const struct phrase_table *phrases;
    const struct pos_model *pos;
    const struct case_model *letters;
    const struct word_table *words;
    const struct names_model *names;
    const struct attrib_model *attrib;
    const struct parse_model *parse;
    const struct world *world; /* languages other than English */
    struct str model;
};

const struct reader *reader_make(struct arena *a) {
    struct reader *r = NEW(a, struct reader);
    *r = (struct reader){.lx = lexicon_make(a), .findings = findings_make(a)};
    r->phrases = phrases_make(a);
    r->given = given_make(a);
    r->pos = pos_model_make(a);
    r->letters = case_model_make(a);
    r->words = word_table_make(a);
    r->names = names_model_make(a);
    r->attrib = attrib_model_make(a);
    r->parse = parse_model_make(a);
    r->world = world_readers_make(a);
    r->model = read_model(a);
    return r;
}

const struct lexicon *reader_lexicon(const struct reader *r) {
    return r->lx;
}

struct run {
    struct arena *perm;
    struct str text;
    const struct read_opts *o;
    struct reading *out;
    struct claims claims;
    struct claim_note *notes;
    i64 nnotes, capnotes;
    struct memory mem;
    const struct lexicon *lx;
    const struct finding_table *findings;
    const struct phrase_table *phrases;
    const struct reader *tables;
    struct date_range anchor;
    struct str anchor_words;
    i32 sents, paras;  /* of earlier blocks */
    struct buf *trace;     /* or NULL */
    struct probes *probes; /* or NULL */
    struct str model;
};

/* ---- language ---- */

static struct str language_of(struct str text, struct arena scratch) {
    static const char *const words[] = {"the",  "of",  "and",  "in",   "to",  "a",    "was", "were",
                                        "that", "by",  "for",  "with", "on",  "said", "is",  "from",
                                        "at",   "had", "have", "has",  "are", "an"};
    i64 n = text.n < 20000 ? text.n : 20000, all = 0, hits = 0;
    while (n > 0 && n < text.n && !utf8_boundary(text, n))
        n--;
    switch (utf8_main_script(str_sub(text, 0, n))) {
    case SCRIPT_ARABIC:
    case SCRIPT_CYRILLIC: return lang_code(lang_of(str_sub(text, 0, n)));
    case SCRIPT_OTHER: return S("und");
    default: break;
    }
    struct tokens t = tokenize(&scratch, text, 0, n);
    for (i32 i = 0; i < t.n; i++) {
        if (t.v[i].kind != TOK_WORD) continue;
        all++;
        for (i64 k = 0; k < LEN(words); k++)
            if (tok_is(text, &t.v[i], words[k])) {
                hits++;
                break;
            }
    }
    bool english = hits * 100 >= all * 12 || (all < 25 && (hits > 0 || all < 12));
    return english ? S("en") : lang_code(lang_of(str_sub(text, 0, n)));
}

/* ---- the date of the report ---- */

static void find_date(struct run *r, const struct doc *d) {
    struct when_phrase w;
    for (i32 i = 0; i < d->s.n && i < 12; i++) {
        const struct sentence *s = &d->s.v[i];
        i32 to = s->kind == SENT_HEADER ? s->to : s->dateline;
        if (to <= s->from || !when_absolute(d->text, d->t.v, s->from, to, &w)) continue;
        r->out->date = w.range;
        r->out->date_span = token_span(d, w.from, w.to);
        return;
    }
}

static void set_anchor(struct run *r) {
    if (r->out->date.precision == DATE_DAY) {
        r->anchor = r->out->date;
        r->anchor_words = S("publication date, in the text");
    } else if (r->o->published.precision != DATE_NONE) {
        r->anchor = r->o->published;
        r->anchor_words = r->o->published_by_recorder
                              ? S("publication date, as entered by the recorder")
                              : S("publication date, in the text");
    }
}

/* ---- one block ---- */

static bool ends_with_question(const struct doc *d, const struct sentence *s) {
    for (i32 i = s->to - 1; i >= s->from && i > s->to - 4; i--)
        if (d->t.v[i].kind == TOK_MARK && d->t.v[i].mark == '?') return true;
    return false;
}

static void shallow(struct run *r, struct block *b, i32 si) {
    struct doc *d = &b->d;
    struct sentence *s = &d->s.v[si];
    struct sent_read *sr = &b->sr[si];
    struct chunk tmp[CHUNKS_MAX];
    struct frame ftmp[FRAMES_MAX + 1];
    if (s->kind == SENT_HEADER) return;
    tag_sentence(d, s);
    sr->n = chunk_sentence(d, s, tmp);
    sr->c = NEWN(d->a, struct chunk, sr->n);
    memcpy(sr->c, tmp, sizeof tmp[0] * (size_t)sr->n);
    sr->question = ends_with_question(d, s);
    sr->first_frame = (i32)b->nframes;
    carry_backward(b, si, &r->mem);
    sr->nframes = source_frames(d, si, sr->c, sr->n, ftmp, &r->mem);
    if (!sr->nframes) sr->nframes = attrib_frame(d, si, sr->c, sr->n, ftmp, &r->mem);
    for (i32 k = 0; k < sr->nframes; k++)
        *PUSH(d->a, b->frames, b->nframes, b->capframes) = ftmp[k];
    source_subjects(d, si, sr->c, sr->n, &r->mem);
    r->out->stats.frames += sr->nframes;
    b->has_after[si] = r->mem.last >= 0;
    if (r->mem.last >= 0) b->after[si] = r->mem.v[r->mem.last];
    if (!sr->nframes) carry_list(b, si, &r->mem);
}

static void note_claims(struct run *r, const struct block *b, i32 si) {
    const struct sentence *s = &b->d.s.v[si];
    order_claims(&r->claims, r->nnotes);
    while (r->nnotes < r->claims.n) {
        struct claim_note *n = PUSH(r->perm, r->notes, r->nnotes, r->capnotes);
        *n = (struct claim_note){.sent = r->sents + si,
                                 .para = r->paras + s->para,
                                 .title = s->kind == SENT_HEADLINE || s->kind == SENT_SUBHEAD};
        const struct claim *c = &r->claims.v[r->nnotes - 1];
        note_words(&b->d, si, c, n);
        for (i64 k = 0; k < c->nrules; k++) {
            if (str_starts(c->rules[k], S("parts"))) n->parts_only = true;
            if (str_starts(c->rules[k], S("finding"))) n->finding_only = true;
            if (str_starts(c->rules[k], S("elliptic"))) n->elliptic = true;
        }
    }
}

static void deep(struct run *r, struct block *b, i32 si) {
    struct doc *d = &b->d;
    struct sent_read *sr = &b->sr[si];
    struct frame f[FRAMES_MAX + 2];
    if (!sr->c) {
        if (r->probes) probe_scene(r->probes, &(struct scene){.d = d, .si = si});
        return;
    }
    i32 nf = sr->nframes;
    if (nf) memcpy(f, b->frames + sr->first_frame, sizeof f[0] * (size_t)nf);
    if (b->has_carried[si]) f[nf++] = b->carried[si];
    struct dep_lean lean[LEAN_COUNT] = {{-1, NULL}, {-1, NULL}};
    struct scene s = {.d = d,
                      .lean = lean,
                      .si = si,
                      .c = sr->c,
                      .n = sr->n,
                      .f = f,
                      .nf = nf,
                      .out = &r->claims,
                      .mem = &r->mem,
                      .question = sr->question,
                      .title = d->s.v[si].kind != SENT_BODY,
                      .first_claim = r->claims.n,
                      .said_next = carry_between(b, si)};
    if (r->probes) {
        probe_scene(r->probes, &s);
        probe_answer(r->probes, d, si);
    }
    events_of(&s);
    note_claims(r, b, si);
}

void trace_sentence(struct buf *o, const struct doc *d, i32 si, const struct chunk *c, i32 n,
                    const struct frame *f, i32 nf);

static void trace_block(struct run *r, struct block *b) {
    for (i32 i = 0; r->trace && i < b->d.s.n; i++) {
        struct frame f[FRAMES_MAX + 2];
        i32 nf = b->sr[i].nframes;
        if (nf) memcpy(f, b->frames + b->sr[i].first_frame, sizeof f[0] * (size_t)nf);
        if (b->has_carried[i]) f[nf++] = b->carried[i];
        trace_sentence(r->trace, &b->d, i, b->sr[i].c, b->sr[i].n, f, nf);
    }
}

/* Lower-cased texts: not one word in fifty begins with a capital. */
static bool no_capitals(const struct doc *d) {
    i32 words = 0, cap = 0;
    for (i32 i = 0; i < d->t.n; i++)
        if (d->t.v[i].kind == TOK_WORD) words++, cap += (d->t.v[i].flags & TOK_CAP) != 0;
    return words >= 8 && cap * 50 < words;
}

static void read_block(struct run *r, struct arena a, i64 from, i64 to) {
    struct block b = {0};
    struct doc *d = &b.d;
    d->a = &a;
    d->perm = r->perm;
    d->text = r->text;
    d->lx = r->lx;
    d->findings = r->findings;
    d->phrases = r->phrases;
    d->given = r->tables->given;
    d->opts = r->o;
    d->t = tokenize(&a, r->text, from, to);
    d->s = sentences_of(&a, r->text, d->t, from == 0);
    d->caps_text = d->s.caps;
    d->low_text = no_capitals(d);
    d->letters = r->tables->letters;
    d->attrib = r->tables->attrib;
    d->w = NEWN(&a, struct word, d->t.n + 1);
    d->type = NEWN(&a, i32, d->t.n + 1);
    d->types = word_types_make(d->a, r->tables->words, d->t.n / 8);
    d->pos = pos_cache_make(d->a, r->tables->pos, d->types);
    d->parses = parse_cache_make(d->a, r->tables->parse, d);
    if (from == 0) find_date(r, d), set_anchor(r);
    d->anchor = r->anchor;
    d->anchor_words = r->anchor_words;
    b.sr = NEWN(&a, struct sent_read, d->s.n);
    b.after = NEWN(&a, struct speaker, d->s.n);
    b.has_after = NEWN(&a, bool, d->s.n);
    b.carried = NEWN(&a, struct frame, d->s.n);
    b.has_carried = NEWN(&a, bool, d->s.n);
    tag_quotes(d);
    r->mem.sent_base = r->sents;
    for (i32 i = 0; i < d->s.n; i++)
        pos_sentence(d, &d->s.v[i]);
    names_block(d, r->tables->names);
    for (i32 i = 0; i < d->s.n; i++)
        shallow(r, &b, i);
    for (i64 q = 0; q < d->nquotes; q++)
        carry_quote(&b, &d->quotes[q]);
    for (i32 i = 1; i < d->s.n; i++)
        carry_backshift(&b, i);
    trace_block(r, &b);
    i64 before_block = r->claims.n;
    for (i32 i = 0; i < d->s.n; i++)
        deep(r, &b, i);
    victims_class(d, r->claims.v + before_block, r->claims.n - before_block);
    r->out->stats.tokens += d->t.n;
    r->out->stats.sentences += d->s.n;
    for (i32 i = 0; i < d->t.n; i++)
        r->out->stats.words += d->t.v[i].kind == TOK_WORD || d->t.v[i].kind == TOK_NUMBER;
    r->sents += d->s.n;
    r->paras += d->s.n ? d->s.v[d->s.n - 1].para + 1 : 0;
}

/* End of the block that begins at `from`: an empty line, a line, a full stop, a blank; on a
 * code-point boundary. */
static i64 block_end(struct str text, i64 from) {
    i64 to = from + READ_BLOCK_BYTES;
    if (to >= text.n) return text.n;
    i64 least = from + READ_BLOCK_BYTES / 2, line = 0, stop = 0, blank = 0;
    for (i64 i = to; i > least; i--) {
        char c = text.p[i - 1];
        if (c == '\n' && text.p[i - 2] == '\n') return i;
        if (c == '\n' && !line) line = i;
        if (c == ' ' && (text.p[i - 2] == '.' || text.p[i - 2] == '!') && !stop) stop = i;
        if (c == ' ' && !blank) blank = i;
    }
    if (line || stop || blank) return line ? line : stop ? stop : blank;
    while (to > from && !utf8_boundary(text, to))
        to--;
    return to;
}

static rc check(struct str text, struct err *e) {
    if (text.n > TEXT_BYTES_MAX)
        return fail(e, RC_LIMIT, "text is %lld bytes; the reader takes at most %lld",
                    (long long)text.n, (long long)TEXT_BYTES_MAX);
    i64 bad = utf8_invalid(text);
    if (bad >= 0) return fail(e, RC_USAGE, "text is not UTF-8 at byte %lld", (long long)bad);
    return RC_OK;
}

static void finish(struct run *r, struct arena scratch) {
    for (i64 i = 0; i < r->claims.n; i++) {
        struct claim *c = &r->claims.v[i];
        c->doc = r->o->item;
        c->by_reader = read_name_version();
        c->by_model = r->model;
    }
    if (r->o->places)
        places_resolve(r->perm, scratch, r->o->places, r->text, r->claims.v, r->claims.n);
    document_link(r->perm, scratch, r->o, r->claims.v, r->notes, r->claims.n);
    r->out->claims = r->claims.v;
    r->out->n = r->claims.n;
    r->out->stats.truncated = r->claims.full;
    r->out->stats.triggers = r->claims.n;
    r->out->stats.paragraphs = r->paras;
}

/* Paragraphs of a language that has a table of its own (world.h). */
static void read_world(struct run *r, struct arena scratch, const struct stretch *s) {
    struct world_run w = {.perm = r->perm,
                          .text = r->text,
                          .world = r->tables->world,
                          .o = r->o,
                          .anchor = r->anchor,
                          .anchor_words = r->anchor_words,
                          .claims = &r->claims,
                          .notes = r->notes,
                          .nnotes = r->nnotes,
                          .capnotes = r->capnotes,
                          .sents = r->sents,
                          .paras = r->paras,
                          .stats = &r->out->stats,
                          .trace = r->trace};
    world_read(&w, scratch, s->lang, s->from, s->to);
    r->notes = w.notes, r->nnotes = w.nnotes, r->capnotes = w.capnotes;
    r->sents = w.sents, r->paras = w.paras;
    if (w.found.precision == DATE_NONE) return;
    r->out->date = w.found;
    r->out->date_span = w.found_span;
    set_anchor(r);
}

static void read_stretch(struct run *r, struct arena scratch, const struct stretch *s) {
    if (world_has(s->lang)) {
        read_world(r, scratch, s);
        return;
    }
    if (!str_eqc(s->lang, "en")) return;
    struct str text = str_sub(r->text, 0, s->to);
    for (i64 at = s->from; at < s->to;) {
        i64 to = block_end(text, at);
        read_block(r, scratch, at, to);
        at = to;
    }
}

static bool can_read(struct str lang) {
    return str_eqc(lang, "en") || world_has(lang);
}

/* Says which language is not read: of the whole text, or of some of its lines. */
static void say_unread(struct arena *perm, struct reading *out, const struct stretch *s, i64 n) {
    i64 read = 0, lines = 0, named = 0;
    struct str codes = {0};
    for (i64 i = 0; i < n; i++) {
        if (can_read(s[i].lang)) read++;
        if (can_read(s[i].lang) || !s[i].lines) continue;
        lines += s[i].lines;
        if (named < 4 && !str_has(codes, s[i].lang))
            codes = str_cat(perm, named++ ? str_cat(perm, codes, S(", ")) : S(""), s[i].lang);
    }
    bool known = !str_eqc(out->language, "und");
    if (read && lines)
        out->unread_part =
            str_fmt(perm, "%lld lines not read: %.*s", (long long)lines, SARG(codes));
    if (!read)
        out->unread = known ? str_cat(perm, S("language not yet read: "), out->language)
                            : S("language not recognised");
}

static rc run_text(struct arena *perm, struct arena scratch, struct str text,
                   const struct read_opts *o, struct reading *out, struct buf *trace,
                   struct probes *probes, struct err *e) {
    *out = (struct reading){0};
    TRY(check(text, e));
    out->stats.bytes = text.n;
    out->language = o->lang.n ? o->lang : language_of(text, scratch);
    i64 n;
    struct stretch *s = stretches_of(&scratch, text, out->language, &n);
    if (n == 1 && str_eqc(out->language, "und")) out->language = s->lang;
    say_unread(perm, out, s, n);
    if (out->unread.n) return RC_OK;
    struct run r = {
        .perm = perm, .text = text, .o = o, .out = out, .trace = trace, .probes = probes};
    r.mem.last = -1;
    const struct reader *tables = o->reader ? o->reader : reader_make(&scratch);
    r.lx = tables->lx;
    r.findings = tables->findings;
    r.phrases = tables->phrases;
    r.tables = tables;
    r.model = str_dup(perm, tables->model);
    set_anchor(&r);
    for (i64 i = 0; i < n; i++)
        read_stretch(&r, scratch, &s[i]);
    if (probes) probes->anchor = r.anchor, probes->anchor_words = r.anchor_words;
    finish(&r, scratch);
    return RC_OK;
}

rc read_text(struct arena *perm, struct arena scratch, struct str text, const struct read_opts *o,
             struct reading *out, struct err *e) {
    return run_text(perm, scratch, text, o, out, NULL, NULL, e);
}

rc read_probed(struct arena *perm, struct arena scratch, struct str text, const struct read_opts *o,
               struct reading *out, struct probes *p, struct err *e) {
    return run_text(perm, scratch, text, o, out, NULL, p, e);
}

struct str read_model(struct arena *a) {
    struct str rules = str_cat(a, str_c(RULES), models_sums());
    return lexicon_digest(a, str_cat(a, rules, world_files(a)));
}

struct str read_trace(struct arena *perm, struct arena scratch, struct str text,
                      const struct read_opts *o) {
    struct buf b = buf_make(perm, 16 << 20);
    struct reading r;
    struct err e = {0};
    if (run_text(perm, scratch, text, o, &r, &b, NULL, &e) != RC_OK)
        return str_fmt(perm, "error: %s\n", e.msg);
    for (i64 i = 0; i < r.n; i++) {
        buf_put(&b, json_text(perm, claim_to_json(perm, &r.claims[i], text)));
        buf_c(&b, '\n');
    }
    if (r.unread.n || r.unread_part.n)
        buf_fmt(&b, "unread: %.*s\n", SARG(r.unread.n ? r.unread : r.unread_part));
    if (!r.unread.n) templates_trace(&b, scratch, text);
    return buf_str(&b);
}
