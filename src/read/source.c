#include "read/source.h"

/* ---- speakers met before ---- */

static u32 name_key(const struct doc *d, i32 from, i32 to) {
    u32 key = 0;
    for (i32 i = from; i < to; i++) {
        if (d->t.v[i].kind == TOK_MARK && key) break; /* the name stands before its apposition … */
        if (d->w[i].pos == POS_NAME && !(word_flags(d, i) & (LEX_ORG | LEX_TITLE)))
            key = d->t.v[i].hash;
        else if (key && d->w[i].pos == POS_PREP)
            break;
    }
    return key;
}

/* Last name of a person in "the justice minister, Ludvik Arnesh": the last name word of any part.
 */
static u32 any_name_key(const struct doc *d, i32 from, i32 to) {
    u32 k = name_key(d, from, to);
    for (i32 i = from; i < to; i++)
        if (d->t.v[i].kind == TOK_MARK && d->t.v[i].mark == ',') {
            u32 m = name_key(d, i + 1, to);
            if (m && i + 1 < to && d->w[i + 1].pos != POS_DET &&
                word_flags(d, from) == word_flags(d, from)) {
                bool first_is_role = d->w[from].pos == POS_DET || d->w[from].pos == POS_NOUN;
                if (first_is_role || !k) k = m;
            }
        }
    return k;
}

static i32 remember(struct memory *mem, struct speaker s) {
    for (i32 i = 0; i < mem->n; i++) {
        struct speaker *o = &mem->v[i];
        if (s.name && o->name == s.name) {
            s.weak = s.weak && o->weak;
            if (s.role == ROLE_UNKNOWN || (s.who.end - s.who.start) < (o->who.end - o->who.start))
                s.role = o->role, s.who = o->who;
            *o = s;
            return i;
        }
    }
    if (mem->n == SPEAKERS_MAX) {
        memmove(mem->v, mem->v + 1, sizeof mem->v[0] * (SPEAKERS_MAX - 1));
        mem->n--;
        mem->last = mem->last > 0 ? mem->last - 1 : -1;
    }
    mem->v[mem->n] = s;
    return mem->n++;
}

/* Whom a pronoun means: the last speaker that agrees with it; NULL when none does within reach. */
static const struct speaker *antecedent(const struct doc *d, const struct memory *mem, i32 tok,
                                        i32 si) {
    bool they = word_is(d, tok, "they") || word_is(d, tok, "we") || word_is(d, tok, "their"),
         it = word_is(d, tok, "it") || word_is(d, tok, "its");
    const struct speaker *best = NULL;
    for (i32 i = 0; i < mem->n; i++) {
        const struct speaker *s = &mem->v[i];
        bool fits = it ? s->org : they ? s->many || s->org : s->person && !s->many;
        if (!fits || si + mem->sent_base - s->sent > (s->weak ? 2 : 8)) continue;
        if (best && best->weak != s->weak) {
            if (best->weak) best = s;
            continue;
        }
        if (!best || s->sent > best->sent || (s->sent == best->sent && i == mem->last)) best = s;
    }
    return best;
}

static struct speaker describe(const struct doc *d, const struct chunk *c, i32 i, i32 e, i32 si,
                               const struct memory *mem) {
    i32 from = c[i].from, to = c[e - 1].to;
    u32 flags = 0;
    struct speaker s = {.who = token_span(d, from, to), .sent = si + mem->sent_base};
    s.role = role_of(d, from, to);
    s.name = any_name_key(d, from, to);
    for (i32 k = i; k < e; k++)
        if (c[k].type == CH_NP && (k == i || is_mark(&c[k - 1], ','))) flags |= chunk_flags(&c[k]);
    s.org = flags & LEX_ORG && !(flags & LEX_PERSON);
    s.many = c[i].plural || (c[i].num && d->nums[c[i].num - 1].max != 1) ||
             (chunk_flags(&c[i]) & LEX_ORG && c[i].row->role1);
    if (flags & LEX_ORG && c[i].plural) s.org = false;
    s.person = !s.org && !c[i].plural;
    for (i32 k = c[i].from + 1; k < c[i].to;
         k++) { /* "the rights group Plain Witness": a name led by what it is */
        i32 u = k - 1;
        while (u > c[i].from && d->w[u].len == 0)
            u--;
        bool led = d->t.v[k].flags & TOK_CAP && !(d->t.v[k - 1].flags & TOK_CAP) &&
                   word_flags(d, u) & LEX_ORG;
        if (!led || d->s.caps || word_flags(d, k) & (LEX_TITLE | LEX_PERSON)) continue;
        s.role = d->w[u].sense->row->role1 ? (u8)(d->w[u].sense->row->role1 - 1) : (u8)ROLE_UNKNOWN;
        return s.org = true, s.person = false, s.many = false, s;
    }
    if (c[i].name && !(flags & LEX_ORG))
        s.person = true, s.org = !(flags & (LEX_PERSON | LEX_TITLE));
    return s;
}

/* ---- frames ---- */

static void add_part(struct frame *f, i32 from, i32 to) {
    if (from < to && f->nparts < CONTENT_PARTS) f->from[f->nparts] = from, f->to[f->nparts++] = to;
}

/* Sets the source of a frame from chunks [i, e): resolves pronouns and short names. False: no
 * speaker can be named. */
bool set_source(const struct doc *d, const struct chunk *c, i32 i, i32 e, i32 si, struct frame *f,
                struct memory *mem) {
    i = source_cites(d, c, i, e, f);
    f->src_from = c[i].from;
    f->src_to = c[e - 1].to;
    if (word_is(d, c[i].from, "no") || word_is(d, c[i].from, "nobody") ||
        word_is(d, c[i].from, "none") || word_is(d, c[i].from, "neither"))
        return false; /* "no group claimed the attack": nobody speaks */
    if (c[i].pron && !c[i].num) {
        if (word_is(d, c[i].from, "another") || word_is(d, c[i].from, "some")) return false;
        const struct speaker *a = antecedent(d, mem, c[i].from, si);
        if (!a) { /* "they say": nobody that the words name; what follows is left out. "He said" is
                     somebody's word, though not whose: the pronoun itself speaks. */
            f->who = token_span(d, c[i].from, c[i].to);
            f->question = word_is(d, c[i].from, "they");
            return f->nparts > 0 &&
                   (f->question || word_is(d, c[i].from, "he") || word_is(d, c[i].from, "she"));
        }
        f->who = a->who;
        f->role = a->role;
        i32 k = (i32)(a - mem->v);
        mem->v[k].sent = si + mem->sent_base;
        mem->v[k].weak = false;
        mem->last = k;
        return true;
    }
    bool paper = word_is(d, c[i].head, "statement") || word_is(d, c[i].head, "account") ||
                 word_is(d, c[i].head, "report");
    bool his = word_is(d, c[i].from, "his") || word_is(d, c[i].from, "her") ||
               word_is(d, c[i].from, "its") || word_is(d, c[i].from, "their");
    if (paper && his) { /* "according to her statement": hers */
        const struct speaker *a = antecedent(d, mem, c[i].from, si);
        if (a) return f->who = a->who, f->role = a->role, mem->last = (i32)(a - mem->v), true;
    }
    struct speaker s = describe(d, c, i, e, si, mem);
    f->who = s.who;
    i32 k = remember(mem, s);
    f->role = mem->v[k].role;
    mem->last = k;
    return true;
}

bool hearer_medium(const struct doc *d, const struct chunk *c) {
    if (c->type != CH_NP) return false;
    for (i32 k = c->from; k < c->to; k++)
        if (word_flags(d, k) & LEX_MEDIA && word_flags(d, k) & LEX_ORG) return true;
    static const char *const papers[] = {"standard", "times",   "post",      "review",  "news",
                                         "herald",   "tribune", "courier",   "gazette", "chronicle",
                                         "observer", "mail",    "telegraph", "journal", "dispatch",
                                         "lantern",  "wire",    "line",      "voice",   "radio",
                                         "tv",       "press",   "bulletin",  "monitor", "echo",
                                         "globe",    "star",    "guardian",  "agency"};
    for (i64 i = 0; c->name && i < LEN(papers); i++)
        if (word_is(d, c->to - 1, papers[i]) && c->to - c->from > 1) return true;
    const struct token *t = &d->t.v[c->to - 1]; /* the SSA, AFP */
    return !d->s.caps && t->flags & TOK_CAPS && t->end - t->start <= 5 && c->to - c->from <= 2;
}

static bool is_that(const struct doc *d, const struct chunk *c) {
    return c->type == CH_SUB && (word_is(d, c->from, "that") || word_is(d, c->from, "whether") ||
                                 word_is(d, c->from, "how") || word_is(d, c->from, "if"));
}

/* Walks over what belongs to the cue: hearer, "in a statement", "on Monday", adverbs. Returns the
 * chunk behind. */
static i32 cue_tail(const struct doc *d, const struct chunk *c, i32 n, i32 i, bool takes_hearer,
                    struct frame *f) {
    bool first = true;
    while (i < n) {
        bool as = i + 4 < n && is_mark(&c[i], ',') && c[i + 1].type == CH_SUB &&
                  word_is(d, c[i + 1].from, "as") && c[i + 2].type == CH_VG;
        if (as && prep_is(d, &c[i + 3], "by") &&
            hearer_medium(d, &c[i + 4])) { /* ", as quoted by the agency," */
            f->hearer = token_span(d, c[i + 4].from, c[i + 4].to);
            i += 5;
            if (i < n && c[i].type == CH_NP && c[i].name)
                f->hearer.end = d->t.v[c[i].to - 1].end, i++;
            if (i + 1 < n && is_mark(&c[i], ',') && is_that(d, &c[i + 1])) i++;
        } else if (c[i].type == CH_WHEN || c[i].type == CH_ADV) {
            i++;
        } else if (!first && source_carried(d, c, n, i, f) > i) {
            i = source_carried(d, c, n, i, f);
        } else if (takes_hearer && first && c[i].type == CH_NP && !c[i].when) {
            i32 e = phrase_end(d, c, n, i, false);
            if (e < n && c[e].type == CH_VG && c[e].finite)
                return i; /* "told him he fled"? a clause */
            if (hearer_medium(d, &c[i])) f->hearer = token_span(d, c[i].from, c[i].to);
            e = i + 1;
            while (e + 1 < n && prep_is(d, &c[e], "of") && c[e + 1].type == CH_NP && c[e + 1].name)
                e += 2;
            if (e < n && c[e].type == CH_NP && c[e].name) {
                f->hearer.end = d->t.v[c[e].to - 1].end;
                e++;
            }
            i = e;
        } else if (c[i].type == CH_PREP && i + 1 < n && c[i + 1].type == CH_NP &&
                   !prep_is(d, &c[i], "of")) {
            i32 e = phrase_end(d, c, n, i + 1, false);
            for (i32 k = i; k + 1 < e; k++)
                if (prep_is(d, &c[k], "to") && hearer_medium(d, &c[k + 1]))
                    f->hearer = token_span(d, c[k + 1].from, c[k + 1].to);
            i = e;
        } else {
            break;
        }
        first = false;
    }
    if (i + 1 < n && is_mark(&c[i], ',') && is_that(d, &c[i + 1]) && c[i - 1].type == CH_WHEN)
        i++; /* on Thursday, 18 May, that */
    return i;
}

static bool is_cue(const struct chunk *c) {
    return c->type == CH_VG && c->row &&
           (c->row->act1 || c->row->flags & (LEX_NEGATES | LEX_QUESTION));
}

static i32 sentence_stop(const struct doc *d, const struct chunk *c, i32 n) {
    (void)d;
    while (n > 0 && c[n - 1].type == CH_MARK &&
           (c[n - 1].mark == '.' || c[n - 1].mark == '!' || c[n - 1].mark == '?'))
        n--;
    return n;
}

/* A clause mark or quote directly before chunk i (the words before are what is said). */
static bool content_before(const struct chunk *c, i32 i) {
    return i > 0 && (is_mark(&c[i - 1], ',') || c[i - 1].type == CH_CLOSE ||
                     is_mark(&c[i - 1], '-') || is_mark(&c[i - 1], ';') || is_mark(&c[i - 1], ':'));
}

/* Start of the clause(s) that a cue at the end speaks for: behind the content of an earlier frame
 * that ended, else 0. */
static i32 content_start(const struct doc *d, const struct chunk *c, i32 before) {
    (void)d;
    for (i32 k = before - 1; k > 0; k--)
        if (is_mark(&c[k], ';')) return 0;
    return 0;
}

void flags_of_cue(const struct doc *d, const struct chunk *v, struct frame *f) {
    const struct lex_row *r = v->row;
    f->act = r->act1 ? (u8)(r->act1 - 1) : ACT_STATES;
    f->negates = r->flags & LEX_NEGATES && r->act1;
    f->future = (r->flags & LEX_FUTURE) != 0;
    f->question = (r->flags & LEX_QUESTION) != 0 || (r->flags & LEX_NEGATES && !r->act1) ||
                  v->neg ||
                  (v->modal && !v->future && !word_is(d, v->from, "would") &&
                   !word_is(d, v->from, "could") && !word_is(d, v->from, "can"));
    if (v->voice == VOICE_PASSIVE && r->flags & LEX_REFLECT) f->question = f->question || false;
    f->cue_from = v->from;
    f->cue_to = v->to;
}

/* "… , X said [to Y on Monday]." and "… , said X." and "A, X said, B". */
static bool postposed(const struct doc *d, const struct chunk *c, i32 n, i32 s, i32 tail,
                      struct frame *f) {
    i32 stop = sentence_stop(d, c, n);
    if (!content_before(c, s)) return false;
    i32 start = content_start(d, c, s);
    bool closed = tail >= stop || is_clause_mark(&c[tail]) || c[tail].type == CH_OPEN ||
                  c[tail].type == CH_CLOSE || c[tail].type == CH_CONJ || c[tail].type == CH_SUB ||
                  (c[tail].type == CH_VG && (!c[tail].finite || c[tail].voice == VOICE_BARE));
    if (!closed || (tail < n && is_that(d, &c[tail]))) return false;
    i32 e = s;
    while (e > 0 && (is_mark(&c[e - 1], ',')))
        e--;
    if (e <= start) return false;
    add_part(f, c[start].from, c[e - 1].to);
    if (tail < stop &&
        (is_mark(&c[tail], ',') || is_mark(&c[tail], ';') || is_mark(&c[tail], '.') ||
         is_mark(&c[tail], ':') || c[tail].type == CH_OPEN || c[tail].type == CH_CONJ ||
         c[tail].type == CH_SUB) &&
        tail + 1 < stop)
        add_part(f, c[tail + (c[tail].type == CH_MARK)].from, c[stop - 1].to);
    bool verb = false;
    for (i32 k = start; k < e; k++)
        verb = verb || c[k].type == CH_VG;
    f->split = f->nparts > 1 && (!verb || (tail + 1 < stop && c[tail + 1].type == CH_VG));
    return true;
}

/* "but the government put the toll at nine", "while the minister spoke of 32 dead": another says
 * another number, behind the conjunction at chunk i. */
static bool puts_number(const struct doc *d, const struct chunk *c, i32 stop, i32 i) {
    i32 v = i + 2;
    if (v + 1 >= stop || c[i + 1].type != CH_NP || c[i + 1].pron || c[v].type != CH_VG ||
        !may_speak(d, &c[i + 1]))
        return false;
    i32 h = c[v + 1].type == CH_NP ? c[v + 1].head : c[v].head;
    bool number =
        word_is(d, h, "toll") || word_is(d, h, "number") || word_is(d, h, "figure") ||
        (c[v + 1].type == CH_NP && d->w[c[v + 1].head].len == 2 && word_is(d, h, "death"));
    bool speaks = (word_is(d, c[v].head, "spoke") || word_is(d, c[v].head, "speaks")) &&
                  prep_is(d, &c[v + 1], "of");
    return speaks || (number && (word_is(d, c[v].head, "put") || word_is(d, c[v].head, "puts") ||
                                 word_is(d, c[v].head, "gave") || word_is(d, c[v].head, "gives")));
}

/* Where the content of "X said that …" ends: at ", Y said" of the same level no cut is made (the
 * later frame is nested or merged); at "while Y said", "but Y said" it ends. */
static i32 content_end(const struct doc *d, const struct chunk *c, i32 n, i32 from) {
    i32 stop = sentence_stop(d, c, n);
    for (i32 i = from + 1; i < stop; i++) {
        bool turn = (c[i].type == CH_SUB &&
                     (word_is(d, c[i].from, "while") || word_is(d, c[i].from, "whereas") ||
                      word_is(d, c[i].from, "although") || word_is(d, c[i].from, "though"))) ||
                    (c[i].type == CH_CONJ &&
                     (word_is(d, c[i].from, "but") || word_is(d, c[i].from, "and"))) ||
                    is_mark(&c[i], ';');
        if (!turn) continue;
        if (puts_number(d, c, stop, i)) return i;
        const struct chunk *g = &c[i + 1]; /* "and denied that …": the same speaker, said anew */
        if (c[i].type == CH_CONJ && i + 1 < stop && g->type == CH_VG && is_cue(g) && g->row->act1 &&
            !g->inf && g->voice != VOICE_PASSIVE && g->form != FORM_ING)
            return i;
        for (i32 v = i + 1; v < stop && v < i + 8; v++) {
            if (c[v].type != CH_VG) continue;
            i32 e,
                s = is_cue(&c[v]) && c[v].row->act1 && !c[v].inf ? subject_of(d, c, n, v, &e) : -1;
            if (s > i && s <= i + 2 && !c[s].pron && may_speak(d, &c[s])) return i;
            break;
        }
    }
    return stop;
}

static i32 skip_quote_open(const struct chunk *c, i32 i, i32 n) {
    while (i < n && (c[i].type == CH_OPEN || is_mark(&c[i], ':') || is_mark(&c[i], ',')))
        i++;
    return i;
}

/* "X said that …", "X said: …", "X said A B". */
static bool preposed(const struct doc *d, const struct chunk *c, i32 n, i32 v, i32 tail,
                     struct frame *f) {
    i32 stop = sentence_stop(d, c, n);
    u32 fl = chunk_flags(&c[v]);
    bool colon = tail < stop && (is_mark(&c[tail], ':') || c[tail].type == CH_OPEN);
    if (tail < stop && is_mark(&c[tail], ',') && tail + 1 < stop && c[tail + 1].type == CH_OPEN)
        colon = true;
    bool that = tail < stop && is_that(d, &c[tail]);
    if (tail >= stop) return false;
    if (fl & LEX_WEAK && !that && !colon) return false;
    if (!that && !colon && is_clause_mark(&c[tail])) return false;
    if (that && word_is(d, c[tail].from, "whether")) f->question = true;
    bool told = v + 2 < stop && c[v + 1].type == CH_NP && is_that(d, &c[v + 2]) &&
                (word_is(d, c[v + 1].head, "report") || word_is(d, c[v + 1].head, "claim") ||
                 word_is(d, c[v + 1].head, "assertion") || word_is(d, c[v + 1].head, "boast"));
    if (told && (word_is(d, c[v].head, "described") || word_is(d, c[v].head, "describes")))
        f->question = true; /* described X's report that */
    i32 from = that ? tail + 1 : skip_quote_open(c, tail, stop);
    if (from >= stop) return false;
    i32 end = content_end(d, c, n, from);
    add_part(f, c[from].from, c[end - 1].to);
    return true;
}

static bool accuse(const struct doc *d, const struct chunk *c, i32 n, i32 v, struct frame *f) {
    i32 o = v + 1, stop = sentence_stop(d, c, n);
    while (o < stop && (c[o].type == CH_WHEN || c[o].type == CH_ADV))
        o++;
    if (o >= stop || c[o].type != CH_NP) return false;
    i32 e = o + 1;
    while (e + 1 < stop && prep_is(d, &c[e], "of") && c[e + 1].type == CH_NP &&
           (c[e + 1].name || chunk_flags(&c[e + 1]) & (LEX_PERP | LEX_ORG)))
        e += 2;
    f->accused = token_span(d, c[o].from, c[e - 1].to);
    add_part(f, c[o].from, c[stop - 1].to);
    return true;
}

/* The content of ", who said A, was B" ends before the main verb. */
static void end_relative(const struct chunk *c, i32 n, struct frame *f) {
    for (i32 k = 0; k + 1 < n; k++)
        if (c[k].from > f->from[0] && is_mark(&c[k], ',') && c[k + 1].type == CH_VG &&
            c[k + 1].finite) {
            f->to[0] = c[k].from;
            return;
        }
}

/* "authorities said, accusing X of Y", "she said, adding that Z", "the mayor said that A and blamed
 * X": he who spoke before goes on. */
static bool goes_on(const struct doc *d, const struct chunk *c, i32 v, const struct frame *prev) {
    if (!prev || v < 1 || prev->cue_to > c[v].from) return false;
    bool joined = c[v - 1].type == CH_CONJ;
    if (c[v].form == FORM_ING && !c[v].finite) return joined || is_mark(&c[v - 1], ',');
    return joined && c[v].voice != VOICE_PASSIVE && !c[v].inf && !prev->question &&
           (word_is(d, c[v].head, "blamed") || c[v].row->act1);
}

/* "… 112 bodies, including 30 women, said the head of the institute.": who stands behind the cue,
 * though another noun group stands before it. */
static bool inverted(const struct doc *d, const struct chunk *c, i32 n, i32 v) {
    bool says = word_is(d, c[v].head, "said") || word_is(d, c[v].head, "says");
    i32 stop = sentence_stop(d, c, n);
    if (!says || v < 3 || v + 1 >= stop || !is_mark(&c[v - 1], ',') || c[v + 1].type != CH_NP ||
        !may_speak(d, &c[v + 1]))
        return false;
    i32 end = phrase_end(d, c, n, v + 1, true);
    if (end < stop && !is_clause_mark(&c[end]) && c[end].type != CH_WHEN) return false;
    for (i32 k = 0; k < v; k++)
        if (c[k].type == CH_VG && c[k].finite) return true;
    return false;
}

/* The speaker stands behind the cue: "…," said X; "… was announced on Friday by X". */
static bool verb_frame_behind(const struct doc *d, i32 si, const struct chunk *c, i32 n, i32 v,
                              struct frame *f, struct memory *mem) {
    i32 stop = sentence_stop(d, c, n);
    bool hears = chunk_flags(&c[v]) & LEX_REFLECT;
    /* "…," said X. */
    if (c[v].voice != VOICE_PASSIVE && content_before(c, v) && v + 1 < stop &&
        c[v + 1].type == CH_NP && may_speak(d, &c[v + 1])) {
        i32 end = phrase_end(d, c, n, v + 1, true);
        i32 tail = cue_tail(d, c, n, end, false, f);
        if (postposed(d, c, n, v, tail, f)) return set_source(d, c, v + 1, end, si, f, mem);
    }
    /* "… was announced on Friday by X" */
    bool act_of = v > 0 && c[v].voice == VOICE_BARE && word_is(d, c[v].head, "claimed") &&
                  c[v - 1].type == CH_NP && chunk_flags(&c[v - 1]) & LEX_EVENTN;
    if (act_of) return false; /* "in an attack claimed by X": who did it, not who says it */
    if (c[v].voice != VOICE_ACTIVE && c[v].row->act1 && !hears) {
        i32 b = v + 1;
        while (b < stop && (c[b].type == CH_WHEN || c[b].type == CH_ADV))
            b++;
        if (b + 1 < stop && prep_is(d, &c[b], "by") && c[b + 1].type == CH_NP &&
            may_speak(d, &c[b + 1])) {
            i32 end = phrase_end(d, c, n, b + 1, true);
            if (v < 1) return false;
            if (v == 1 && c[0].type == CH_SUB && word_is(d, c[0].from, "as") && end + 1 < stop &&
                is_mark(&c[end], ',')) {
                add_part(f, c[end + 1].from, c[stop - 1].to); /* "As was stated by X, …" */
                return set_source(d, c, b + 1, end, si, f, mem);
            }
            add_part(f, c[0].from, c[v - 1].to);
            return set_source(d, c, b + 1, end, si, f, mem);
        }
    }
    return false;
}

static bool verb_frame(const struct doc *d, i32 si, const struct chunk *c, i32 n, i32 v,
                       struct frame *f, struct memory *mem, const struct frame *prev) {
    i32 e = 0, s = -1, stop = sentence_stop(d, c, n);
    bool hears = chunk_flags(&c[v]) & LEX_REFLECT;
    flags_of_cue(d, &c[v], f);
    if (goes_on(d, c, v, prev)) {
        bool accuses = chunk_flags(&c[v]) & LEX_PERPCUE;
        if (!accuses && c[v].form == FORM_ING && !c[v].finite) return false;
        if (accuses ? !accuse(d, c, n, v, f)
                    : !preposed(d, c, n, v, cue_tail(d, c, n, v + 1, hears, f), f))
            return false;
        f->who = prev->who;
        f->role = prev->role;
        f->src_from = c[v].from;
        f->src_to = c[v].to;
        return true;
    }
    if (inverted(d, c, n, v)) return verb_frame_behind(d, si, c, n, v, f, mem);
    if (c[v].voice != VOICE_PASSIVE && !(c[v].inf && v == 0)) s = subject_of(d, c, n, v, &e);
    if (s < 0 && v >= 3 && c[v - 1].type == CH_WH && is_mark(&c[v - 2], ',')) {
        i32 a = v - 3; /* "her statement, which also said that …" */
        while (a >= 2 && joins(d, &c[a - 1]) && c[a - 2].type == CH_NP)
            a -= 2;
        if (c[a].type == CH_NP && may_speak(d, &c[a]) && c[v].finite &&
            preposed(d, c, n, v, cue_tail(d, c, n, v + 1, hears, f), f)) {
            end_relative(c, n, f);
            return set_source(d, c, a, v - 2, si, f, mem);
        }
    }
    i32 held = s > 0 && c[v].inf ? source_grounds(d, c, n, s, &e) : -1;
    if (held >= 0) s = held;
    if (c[v].voice == VOICE_BARE && s >= 0 && chunk_flags(&c[v]) & LEX_WEAK && v + 1 < n &&
        prep_is(d, &c[v + 1], "by"))
        s = -1;
    if (s > 0 && c[s - 1].type == CH_WH && f->negates && may_speak(d, &c[s]) &&
        (v + 1 >= stop || is_clause_mark(&c[v + 1]) || c[v + 1].type == CH_WHEN)) {
        add_part(f, c[s - 1].from, c[v].to); /* ", which the leadership denies" */
        return set_source(d, c, s, v, si, f, mem);
    }
    if (s >= 0 && may_speak(d, &c[s]) && c[v].voice != VOICE_PASSIVE) {
        i32 tail = cue_tail(d, c, n, v + 1, hears, f);
        if (chunk_flags(&c[v]) & LEX_PERPCUE) {
            if (!accuse(d, c, n, v, f)) return false;
            i32 end = v > e ? v : e;
            while (end > s + 1 && (c[end - 1].type == CH_WHEN || c[end - 1].type == CH_ADV))
                end--;
            return set_source(d, c, s, end, si, f, mem);
        }
        bool how = s > 2 && c[s - 1].type == CH_SUB && word_is(d, c[s - 1].from, "how") &&
                   c[s - 2].type == CH_VG && c[s - 3].type == CH_CLOSE;
        if (how) { /* "…," is how X described it */
            add_part(f, c[0].from, c[s - 3].from);
            if (tail < stop) add_part(f, c[tail].from, c[stop - 1].to);
            return set_source(d, c, s, v > e ? v : e, si, f, mem);
        }
        i32 src_end = held >= 0 ? e : v;
        while (src_end > s + 1 && (c[src_end - 1].type == CH_ADV ||
                                   c[src_end - 1].type == CH_WHEN || is_mark(&c[src_end - 1], ',')))
            src_end--;
        if (!postposed(d, c, n, s, tail, f) && !preposed(d, c, n, v, tail, f)) return false;
        if (s > 1 && c[s - 1].type == CH_WH && is_mark(&c[s - 2], ','))
            end_relative(c, n, f); /* "the strike, which the army said hit a post, killed" */
        return set_source(d, c, s, src_end, si, f, mem);
    }
    return verb_frame_behind(d, si, c, n, v, f, mem);
}

/* Nouns of what somebody has said: the count, the reckoning, the account of X. */
bool source_is_account(const struct doc *d, i32 tok) {
    static const char *const w[] = {
        "account",      "accounts",    "version",     "word",       "words",     "statement",
        "statements",   "count",       "reckoning",   "estimate",   "estimates", "tally",
        "figure",       "figures",     "testimony",   "assessment", "telling",   "calculation",
        "calculations", "claim",       "description", "finding",    "findings",  "conclusion",
        "verdict",      "information", "judgement",   "judgment",   "opinion",   "view"};
    for (i64 k = 0; k < LEN(w); k++)
        if (word_is(d, tok, w[k])) return true;
    return false;
}

/* "by the reckoning of X", "in the estimate of X", "on the word of X": the chunk of X, or -1. */
static i32 account_of(const struct doc *d, const struct chunk *c, i32 n, i32 i) {
    bool prep = prep_is(d, &c[i], "by") || prep_is(d, &c[i], "in") || prep_is(d, &c[i], "on") ||
                prep_is(d, &c[i], "from");
    bool open = i == 0 || is_clause_mark(&c[i - 1]) || c[i - 1].type == CH_OPEN;
    if (!prep || i + 3 >= n || c[i + 1].type != CH_NP || c[i + 1].num ||
        !source_is_account(d, c[i + 1].head))
        return -1;
    return open && prep_is(d, &c[i + 2], "of") && c[i + 3].type == CH_NP &&
                   may_speak(d, &c[i + 3]) && !c[i + 3].pron
               ? i + 3
               : -1;
}

/* "according to X" before or behind what is said. */
static bool according(const struct doc *d, i32 si, const struct chunk *c, i32 n, i32 i,
                      struct frame *f, struct memory *mem) {
    i32 of = account_of(d, c, n, i);
    if (of < 0 && (c[i].type != CH_PREP ||
                   !(word_is(d, c[i].from, "according") ||
                     (c[i].to - c[i].from == 4 && word_is(d, c[i].from, "in"))) ||
                   i + 1 >= n || c[i + 1].type != CH_NP))
        return false;
    i32 who = of < 0 ? i + 1 : of, end = phrase_end(d, c, n, who, true),
        stop = sentence_stop(d, c, n);
    f->cue_from = c[i].from;
    f->cue_to = c[who - 1].to;
    f->act = ACT_STATES;
    i32 e = i;
    while (e > 0 && is_clause_mark(&c[e - 1]))
        e--;
    if (e > 0) add_part(f, c[0].from, c[e - 1].to);
    i32 tail = cue_tail(d, c, n, source_carried(d, c, n, end, f), false, f);
    if (tail < stop && (is_mark(&c[tail], ',') || is_mark(&c[tail], ':'))) tail++;
    if (tail < stop) add_part(f, c[tail].from, c[stop - 1].to);
    return f->nparts > 0 && set_source(d, c, who, end, si, f, mem);
}

/* "what he called the biggest haul: seven depots", "what officials describe as a jail". */
static bool called_so(const struct doc *d, i32 si, const struct chunk *c, i32 n, i32 w,
                      struct frame *f, struct memory *mem) {
    if (c[w].type != CH_WH || !word_is(d, c[w].from, "what") || w + 3 >= n ||
        c[w + 1].type != CH_NP)
        return false;
    i32 e = phrase_end(d, c, n, w + 1, true), stop = sentence_stop(d, c, n), to, from;
    if (e < n && is_mark(&c[e], ',')) e++;
    if (e + 1 >= stop || c[e].type != CH_VG || !may_speak(d, &c[w + 1])) return false;
    static const char *const v[] = {"called",    "calls",  "call",  "described", "describe",
                                    "describes", "termed", "terms", "labelled",  "dubbed"};
    bool call = false;
    for (i64 k = 0; k < LEN(v); k++)
        call = call || word_is(d, c[e].head, v[k]);
    if (!call) return false;
    for (from = e + 1; from < stop && (c[from].type == CH_SUB || c[from].type == CH_PREP ||
                                       c[from].type == CH_OPEN);
         from++) {
    }
    for (to = from;
         to < stop && !is_clause_mark(&c[to]) && c[to].type != CH_VG && c[to].type != CH_CLOSE;
         to++) {
    }
    if (to < stop && is_mark(&c[to], ':')) to = stop;
    if (to <= from) return false;
    f->cue_from = c[e].from;
    f->cue_to = c[e].to;
    f->act = ACT_STATES;
    add_part(f, c[from].from, c[to - 1].to);
    i32 end = e;
    while (end > w + 2 && is_mark(&c[end - 1], ','))
        end--;
    return set_source(d, c, w + 1, end, si, f, mem);
}

/* "the agency quoted X as saying". */
static bool quoted(const struct doc *d, i32 si, const struct chunk *c, i32 n, i32 v,
                   struct frame *f, struct memory *mem) {
    i32 e, s, stop = sentence_stop(d, c, n);
    if (c[v].type != CH_VG ||
        !(word_is(d, c[v].head, "quoted") || word_is(d, c[v].head, "cited") ||
          word_is(d, c[v].head, "quotes") || word_is(d, c[v].head, "quoting") ||
          word_is(d, c[v].head, "citing")))
        return false;
    if (c[v].voice == VOICE_PASSIVE) {
        i32 k = v + 1;
        s = subject_of(d, c, n, v, &e);
        while (k < stop && c[k].type != CH_SUB && k < v + 8) {
            if (prep_is(d, &c[k], "by") && k + 1 < stop && hearer_medium(d, &c[k + 1]))
                f->hearer = token_span(d, c[k + 1].from, c[k + 1].to);
            k++;
        }
        if (s < 0 || k >= stop || !word_is(d, c[k].from, "as")) return false;
        f->cue_from = c[v].from;
        f->cue_to = c[v].to;
        f->act = ACT_STATES;
        for (i32 q = k; q + 1 < stop && q < k + 5; q++)
            if (prep_is(d, &c[q], "by") && hearer_medium(d, &c[q + 1]))
                f->hearer = token_span(d, c[q + 1].from, c[q + 1].to);
        if (content_before(c, s))
            add_part(f, c[0].from, c[s - 1].to);
        else if (k + 2 < stop)
            add_part(f, c[k + 2 + is_that(d, &c[k + 2])].from, c[stop - 1].to);
        return f->nparts > 0 && set_source(d, c, s, v, si, f, mem);
    }
    if (v + 1 >= stop || c[v + 1].type != CH_NP || !(c[v + 1].name || may_speak(d, &c[v + 1])))
        return false;
    if (!c[v + 1].name && !c[v + 1].row && c[v].form == FORM_ING)
        return false; /* citing an error */
    i32 end = phrase_end(d, c, n, v + 1, true);
    i32 as = end;
    while (as < stop && (is_mark(&c[as], ',') || c[as].type == CH_WHEN))
        as++;
    f->cue_from = c[v].from;
    f->cue_to = c[v].to;
    f->act = ACT_STATES;
    s = c[v].form == FORM_ING ? -1 : subject_of(d, c, n, v, &e);
    if (as < stop && c[as].type == CH_SUB && word_is(d, c[as].from, "as") && as + 1 < stop &&
        c[as + 1].type == CH_VG) {
        i32 tail = as + 2;
        if (s >= 0 && content_before(c, s) && s >= 2) add_part(f, c[0].from, c[s - 1].to);
        if (tail < stop && is_clause_mark(&c[tail])) tail++;
        if (tail < stop && is_that(d, &c[tail])) tail++;
        if (tail < stop) add_part(f, c[tail].from, c[stop - 1].to);
    } else if (c[v].form == FORM_ING && v > 0) {
        add_part(f, c[0].from, c[v - 1].to);
        if (as < stop) add_part(f, c[as].from, c[stop - 1].to);
    }
    if (!f->nparts) return false;
    if (s >= 0 && chunk_flags(&c[s]) & LEX_ORG) f->hearer = token_span(d, c[s].from, c[e - 1].to);
    return set_source(d, c, v + 1, end, si, f, mem);
}

static bool covers(const struct frame *f, i32 from, i32 to) {
    for (i32 k = 0; k < f->nparts; k++)
        if (f->from[k] <= from && to <= f->to[k]) return true;
    return false;
}

static i32 content_size(const struct frame *f) {
    i32 s = 0;
    for (i32 k = 0; k < f->nparts; k++)
        s += f->to[k] - f->from[k];
    return s;
}

/* Nested frames: the parent is the smallest other frame whose content holds source and cue of this
 * one. Two frames of one speaker in one sentence become one: "According to X, A; B, he told the
 * agency". */
static i32 nest(struct frame *f, i32 n) {
    for (i32 i = 0; i < n; i++) {
        f[i].parent = -1;
        for (i32 j = 0; j < n; j++) {
            if (j == i || !covers(&f[j], f[i].src_from, f[i].src_to) ||
                !covers(&f[j], f[i].cue_from, f[i].cue_to))
                continue;
            if (covers(&f[i], f[j].cue_from, f[j].cue_to))
                continue; /* each holds the other: no nesting */
            if (f[i].parent < 0 || content_size(&f[j]) < content_size(&f[f[i].parent]))
                f[i].parent = j;
        }
    }
    for (i32 i = 0; i < n; i++)
        for (i32 j = 0; j < n; j++) {
            bool same = i != j && f[i].who.start == f[j].who.start && f[i].who.end == f[j].who.end;
            if (!same) continue;
            if (span_some(f[j].hearer) && !span_some(f[i].hearer)) f[i].hearer = f[j].hearer;
            if (f[i].parent == j) f[i].parent = f[j].parent == i ? -1 : f[j].parent;
        }
    return n;
}

void said_when(const struct doc *d, const struct sentence *s, struct frame *f, i32 n) {
    i32 from = s->dateline > s->from ? s->dateline : s->from;
    for (i32 i = from; i < s->to; i++) {
        if (d->w[i].pos != POS_WHEN || d->w[i].len == 0) continue;
        const struct when_phrase *w = &d->whens[d->w[i].when - 1];
        if (w->kind != WHEN_DATE) continue;
        i32 best = -1;
        for (i32 k = 0; k < n; k++) {
            bool cue = span_some(f[k].accused) && w->from - f[k].cue_to < 8 &&
                       d->t.v[w->from].start <= f[k].accused.end + 2;
            if (covers(&f[k], w->from, w->to) && !cue) continue;
            i32 dist = f[k].cue_from > i ? f[k].cue_from - i : i - f[k].cue_from;
            i32 old = best < 0               ? 0
                      : f[best].cue_from > i ? f[best].cue_from - i
                                             : i - f[best].cue_from;
            if (best < 0 || dist < old) best = k;
        }
        bool inner = false;
        for (i32 k = 0; k < n; k++)
            inner = inner || (k != best && covers(&f[k], w->from, w->to) && best >= 0 &&
                              f[k].parent < 0 && f[best].parent < 0);
        if (best < 0 || inner || span_some(f[best].said.span)) continue;
        f[best].said = (struct when){token_span(d, w->from, w->to), w->range,
                                     w->relative && w->range.precision ? d->anchor_words : S("")};
    }
}

/* "X withdrew its statement that …": what follows is taken back. */
static bool retracts(const struct doc *d, i32 si, const struct chunk *c, i32 n, i32 v,
                     struct frame *f, struct memory *mem) {
    i32 e, stop = sentence_stop(d, c, n);
    bool verb = c[v].type == CH_VG &&
                (word_is(d, c[v].head, "withdrew") || word_is(d, c[v].head, "retracted") ||
                 word_is(d, c[v].head, "withdrawn") || word_is(d, c[v].head, "retracts") ||
                 word_is(d, c[v].head, "withdraws") || word_is(d, c[v].head, "deleted") ||
                 word_is(d, c[v].head, "removed") || word_is(d, c[v].head, "retracting") ||
                 word_is(d, c[v].head, "withdrawing"));
    if (!verb || v + 2 >= stop || c[v + 1].type != CH_NP) return false;
    i32 k = v + 2;
    bool post = role_of(d, c[v + 1].from, c[v + 1].to) == ROLE_UNKNOWN &&
                !c[v + 1].name; /* a statement, a post: not a person */
    for (; k < stop && k < v + 6 && !is_that(d, &c[k]); k++)
        if (post && c[k].type == CH_VG && c[k].form == FORM_ING && c[k].row && c[k].row->act1 &&
            !is_that(d, &c[k + 1]))
            break;
    if (k + 1 >= stop || !(is_that(d, &c[k]) || c[k].type == CH_VG)) return false;
    i32 s = subject_of(d, c, n, v, &e);
    if (s < 0 || !may_speak(d, &c[s])) return false;
    f->cue_from = c[v].from;
    f->cue_to = c[v].to;
    f->act = ACT_RETRACTS;
    add_part(f, c[k + 1].from, c[stop - 1].to);
    return set_source(d, c, s, v, si, f, mem);
}

/* "X put the number of dead at 38". */
static bool put_number(const struct doc *d, i32 si, const struct chunk *c, i32 n, i32 v,
                       struct frame *f, struct memory *mem) {
    i32 e, stop = sentence_stop(d, c, n);
    bool put =
        c[v].type == CH_VG && (word_is(d, c[v].head, "put") || word_is(d, c[v].head, "puts") ||
                               word_is(d, c[v].head, "gave") || word_is(d, c[v].head, "placed") ||
                               word_is(d, c[v].head, "revised") || word_is(d, c[v].head, "raised"));
    if (!put || v + 1 >= stop || c[v + 1].type != CH_NP) return false;
    i32 h = c[v + 1].head;
    if (!word_is(d, h, "number") && !word_is(d, h, "toll") && !word_is(d, h, "figure") &&
        !word_is(d, h, "death"))
        return false;
    i32 s = subject_of(d, c, n, v, &e);
    if (s < 0 && v >= 3 && c[v - 1].type == CH_WH && is_mark(&c[v - 2], ',') &&
        c[v - 3].type == CH_NP)
        s = v - 3, e = v - 2;
    if (s < 0 || !may_speak(d, &c[s]) || c[v].neg) return false;
    f->cue_from = c[v].from;
    f->cue_to = c[v].to;
    f->act = ACT_STATES;
    add_part(f, c[v + 1].from, c[content_end(d, c, n, v + 1) - 1].to);
    i32 end = c[v - 1].type == CH_WH ? e : v;
    while (end > s + 1 && is_mark(&c[end - 1], ','))
        end--;
    return set_source(d, c, s, end, si, f, mem);
}

i32 source_frames(const struct doc *d, i32 si, const struct chunk *c, i32 n, struct frame *out,
                  struct memory *mem) {
    i32 k = 0;
    for (i32 i = 0; i < n && k < FRAMES_MAX; i++) {
        out[k] = (struct frame){.parent = -1};
        bool got = according(d, si, c, n, i, &out[k], mem);
        if (!got) out[k] = (struct frame){.parent = -1}, got = quoted(d, si, c, n, i, &out[k], mem);
        if (!got)
            out[k] = (struct frame){.parent = -1}, got = called_so(d, si, c, n, i, &out[k], mem);
        if (!got)
            out[k] = (struct frame){.parent = -1}, got = put_number(d, si, c, n, i, &out[k], mem);
        if (!got)
            out[k] = (struct frame){.parent = -1}, got = retracts(d, si, c, n, i, &out[k], mem);
        if (!got)
            out[k] = (struct frame){.parent = -1},
            got = source_record(d, si, c, n, i, &out[k], mem);
        if (!got && is_cue(&c[i]))
            out[k] = (struct frame){.parent = -1},
            got = verb_frame(d, si, c, n, i, &out[k], mem, k > 0 ? &out[k - 1] : NULL);
        k += got;
    }
    k = source_citing(d, si, c, n, out, k, mem);
    nest(out, k);
    said_when(d, &d->s.v[si], out, k);
    return k;
}

struct frame frame_carried(const struct memory *mem, i32 k, i32 from, i32 to) {
    struct frame f = {.parent = -1, .carried = true};
    f.who = mem->v[k].who;
    f.role = mem->v[k].role;
    f.act = ACT_STATES;
    add_part(&f, from, to);
    return f;
}

void source_subjects(const struct doc *d, i32 si, const struct chunk *c, i32 n,
                     struct memory *mem) {
    for (i32 v = 1; v + 1 < n; v++) { /* "The speaker is Captain A B": named in the predicate */
        bool be =
            c[v].type == CH_VG && (word_is(d, c[v].head, "is") || word_is(d, c[v].head, "was"));
        if (!be || c[v - 1].type != CH_NP || c[v + 1].type != CH_NP || !c[v + 1].name) continue;
        if (!(chunk_flags(&c[v - 1]) & LEX_SPEAKER) && !word_is(d, c[v - 1].head, "speaker"))
            continue;
        struct speaker sp = describe(d, c, v + 1, phrase_end(d, c, n, v + 1, false), si, mem);
        if (sp.org || sp.many) continue;
        sp.person = true;
        mem->last = remember(mem, sp);
        return;
    }
    for (i32 v = 0; v < n; v++) {
        i32 e, s = c[v].type == CH_VG && c[v].finite ? subject_of(d, c, n, v, &e) : -1;
        if (s < 0 || c[s].pron) continue;
        bool name = false;
        for (i32 k = s; k < e; k++)
            name = name || c[k].name;
        u32 fl = chunk_flags(&c[s]);
        i32 o = v + 1 < n ? c[v + 1].head : 0;
        bool account = word_is(d, c[v].head, "gave") && v + 1 < n &&
                       (word_is(d, o, "evidence") || word_is(d, o, "accounts") ||
                        word_is(d, o, "testimony") || word_is(d, o, "statements"));
        account = account || word_is(d, c[v].head, "testified") || word_is(d, c[v].head, "told") ||
                  word_is(d, c[v].head, "described") || word_is(d, c[v].head, "spoke of");
        if (account && fl & LEX_PERSON && !(fl & (LEX_PERP | LEX_ORG)) &&
            (c[s].num || c[s].plural)) {
            i32 was = mem->last;
            struct speaker w = describe(d, c, s, e, si, mem);
            w.many = true;
            w.person = false;
            if (w.role == ROLE_UNKNOWN) w.role = ROLE_WITNESS;
            (void)remember(mem, w);
            mem->last = was;
            return;
        }
        bool office = name &&
                      (fl & LEX_SPEAKER || role_of(d, c[s].from, c[e - 1].to) != ROLE_UNKNOWN) &&
                      !(fl & (LEX_PERP | LEX_ORG));
        if (!office) continue;
        i32 last = mem->last;
        struct speaker sp = describe(d, c, s, e, si, mem);
        if (sp.person && !sp.many) (void)remember(mem, sp);
        mem->last = last;
        return;
    }
}
