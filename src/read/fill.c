/* The parts of a claim: speaker chain, counts, perpetrators, places, dates, findings. Every part is
 * a span. */
#include "read/event.h"
#include "read/roll_list.h"

static struct span chunk_span(const struct scene *s, i32 i) {
    return token_span(s->d, s->c[i].from, s->c[i].to);
}

static bool same_span(struct span a, struct span b) {
    return a.start == b.start && a.end == b.end;
}

/* ---- the claim and who says it ---- */

static void add_link(const struct doc *d, struct said *q, struct said_link l) {
    if (q->nchain && same_span(q->chain[q->nchain - 1].who, l.who) && !l.is_publication) return;
    if (q->nchain >= CLAIM_CHAIN_MAX - !l.is_publication) return;
    (void)d;
    q->chain[q->nchain++] = l;
}

static void set_said(struct scene *s, struct claim *c, i32 fr, i32 tok) {
    const struct doc *d = s->d;
    struct said *q = &c->said;
    q->chain = NEWN(d->perm, struct said_link, CLAIM_CHAIN_MAX);
    q->act = ACT_STATES;
    if (fr >= 0) {
        const struct frame *f = &s->f[fr];
        q->act = (enum act)f->act;
        q->cue = token_span(d, f->cue_from, f->cue_to);
        q->when = f->said;
        for (i32 p = 0; p < f->nparts; p++)
            if (f->from[p] <= tok && tok < f->to[p])
                q->content = token_span(d, f->from[p], f->to[p]);
        if (f->split) q->content = token_span(d, f->from[0], f->to[f->nparts - 1]);
    }
    for (int guard = 0; fr >= 0 && guard < CLAIM_CHAIN_MAX; guard++) {
        const struct frame *f = &s->f[fr];
        add_link(d, q, (struct said_link){.who = f->who, .role = (enum role)f->role});
        if (span_some(f->hearer))
            add_link(d, q, (struct said_link){.who = f->hearer, .role = ROLE_MEDIA});
        fr = f->parent;
    }
    add_link(d, q, (struct said_link){.is_publication = true, .publication = d->opts->publication});
}

struct claim *claim_new(struct scene *s, enum kind k, i32 from, i32 to) {
    const struct doc *d = s->d;
    const struct sentence *se = &d->s.v[s->si];
    if (s->out->n >= DOC_CLAIMS_MAX) {
        s->out->full = true;
        return NULL;
    }
    struct claim *c = PUSH((struct arena *)d->perm, s->out->v, s->out->n, s->out->cap);
    *c = (struct claim){.kind = k};
    c->trigger = token_span(d, from, to);
    c->sentence = token_span(d, se->dateline > se->from ? se->dateline : se->from, se->to);
    c->rules = NEWN(d->perm, struct str, 4);
    i32 fr = frame_of(s, from);
    set_said(s, c, fr, from);
    if (fr >= 0 && s->f[fr].trained) fill_rule(s, c, "attrib");
    if (span_some(c->said.content)) {
        if (c->said.content.start < c->sentence.start) c->sentence.start = c->said.content.start;
        if (c->said.content.end > c->sentence.end) c->sentence.end = c->said.content.end;
    }
    return c;
}

void fill_rule(struct scene *s, struct claim *c, const char *rule) {
    (void)s;
    if (c->nrules < 4) c->rules[c->nrules++] = str_c(rule);
}

/* ---- counts ---- */

static bool is_collective(const struct scene *s, i32 i) {
    (void)i;
    return s->c[i].row && s->c[i].row->flags & LEX_ORG;
}

/* "a three-year-old", "a 60-year-old" */
static enum who who_aged(const struct doc *d, const struct chunk *c) {
    struct number n;
    for (i32 i = c->from; i < c->head; i++)
        if (number_at(d->text, d->t.v, i, i + 1, &n) && n.min == n.max)
            return n.max < 18 || word_is(d, i + 1, "month") ? WHO_CHILD : WHO_UNKNOWN;
    return WHO_UNKNOWN;
}

static enum who who_of(const struct scene *s, i32 np) {
    const struct chunk *c = &s->c[np];
    enum who who = c->row && c->row->who1 ? (enum who)(c->row->who1 - 1) : WHO_UNKNOWN;
    bool kin = chunk_flags(c) & LEX_RELATIVE;
    for (i32 k = c->from; k < c->to; k++) {
        if (kin && k < c->head && word_is(s->d, k, "young")) return WHO_CHILD; /* "young sisters" */
        if (who != WHO_UNKNOWN && who != WHO_CIVILIAN) continue;
        if (word_is(s->d, k, "male") || word_is(s->d, k, "males")) return WHO_MAN;
        if (word_is(s->d, k, "female") || word_is(s->d, k, "females")) return WHO_WOMAN;
        if (word_is(s->d, k, "civilian")) who = WHO_CIVILIAN;
    }
    if (who != WHO_UNKNOWN) return who;
    if (s->d->w[c->head].describes && word_is(s->d, c->head, "old")) return who_aged(s->d, c);
    for (i32 k = c->from; k + 1 < c->head; k++) { /* a man's body */
        const struct lex_sense *x = s->d->w[k].sense;
        if (s->d->w[k + 1].pos == POS_POSS && x && x->row->who1 && chunk_flags(c) & LEX_BODY)
            return (enum who)(x->row->who1 - 1);
    }
    return WHO_UNKNOWN;
}

/* Number of a noun group: its number phrase, or one for "a child", "another man". False: none is
 * said. */
static bool number_of(const struct scene *s, i32 np, struct count *out) {
    const struct doc *d = s->d;
    const struct chunk *c = &s->c[np];
    if (c->num) {
        const struct number *n = &d->nums[c->num - 1];
        if (n->refused) return false;
        out->min = n->min;
        out->max = n->max == NUMBER_OPEN ? COUNT_OPEN : n->max;
        out->vague = n->vague;
        bool quoted =
            n->to < c->to &&
            d->t.v[n->to].kind == TOK_CLOSE; /* “many dozens” of people: the words quoted */
        out->span = token_span(d, n->from, quoted ? n->to : c->to);
        return true;
    }
    bool one =
        word_is(d, c->from, "a") || word_is(d, c->from, "an") || word_is(d, c->from, "another");
    bool body = word_is(d, c->head, "body") || word_is(d, c->head, "corpse"),
         aged = d->w[c->head].describes && word_is(d, c->head, "old"); /* a three-year-old */
    bool single = one && (aged || d->w[c->head].form == FORM_SING) &&
                  (chunk_flags(c) & LEX_PERSON || body || aged) && !is_collective(s, np) &&
                  !word_is(d, c->head, "people") && !word_is(d, c->head, "family") &&
                  !word_is(d, c->head, "couple");
    if (!single) return false;
    out->min = out->max = 1;
    out->span = token_span(d, c->from, c->to);
    return true;
}

/* The words of a number group that is quoted: “many dozens” of people. Spans may hold quote marks.
 */
bool fill_number(struct scene *s, struct claim *c, i32 np, enum what what) {
    struct count k = {.what = what};
    if (np < 0 || np >= s->n || s->c[np].type != CH_NP) return false;
    if (c->ncounts >= CLAIM_SPANS_MAX || !number_of(s, np, &k)) return false;
    if (chunk_flags(&s->c[np]) & LEX_UNIT) return false;
    k.who = who_of(s, np);
    for (i64 i = 0; i < c->ncounts; i++)
        if (same_span(c->counts[i].span, k.span)) return true;
    if (!c->counts) c->counts = NEWN(s->d->perm, struct count, CLAIM_SPANS_MAX);
    c->counts[c->ncounts++] = k;
    return true;
}

void fill_part(struct scene *s, struct count *whole, i32 np) {
    struct count k = {0};
    if (!number_of(s, np, &k) || whole->nof >= CLAIM_SPANS_MAX) return;
    i64 hi = whole->max == COUNT_OPEN ? INT64_MAX : whole->max;
    if (k.min > hi || (k.max != COUNT_OPEN && k.max > hi))
        return; /* a part over the whole is misread */
    if (!whole->of) whole->of = NEWN(s->d->perm, struct count_part, CLAIM_SPANS_MAX);
    whole->of[whole->nof++] = (struct count_part){k.span, who_of(s, np), k.min,
                                                  k.max == COUNT_OPEN ? k.min : k.max, k.vague};
}

/* "21 bodies, five of them children": the number of the group, the class of the noun behind it. */
static void add_them(struct scene *s, struct count *whole, i32 np) {
    i64 before = whole->nof;
    fill_part(s, whole, np);
    if (whole->nof == before) return;
    struct count_part *p = &whole->of[before];
    p->who = who_of(s, np + 1);
    p->span.end = chunk_span(s, np + 1).end;
}

/* "16 civilians (11 men, three women and two boys)": nothing but counted people in brackets, no
 * more than the whole. Returns the chunk behind the bracket, or i. */
static i32 parts_in_brackets(struct scene *s, struct claim *c, i32 i) {
    struct count *whole = &c->counts[c->ncounts - 1];
    i64 sum = 0;
    i32 j = i + 1;
    for (; j < s->n && !(s->c[j].type == CH_MARK && s->c[j].mark == ')'); j++) {
        struct count k = {0};
        bool sep = s->c[j].type == CH_CONJ || (s->c[j].type == CH_MARK && s->c[j].mark == ',');
        if (sep) continue;
        if (!chunk_is_person(s, j) || s->c[j].pure_num || !number_of(s, j, &k)) return i;
        sum += k.min;
    }
    if (j >= s->n || !sum || whole->nof || (whole->max != COUNT_OPEN && sum > whole->max)) return i;
    for (i32 k = i + 1; k < j; k++)
        if (s->c[k].type == CH_NP) fill_part(s, whole, k);
    return j + 1;
}

/* ", including three children and a woman": parts of the count before. Returns the chunk behind, or
 * i. */
static i32 parts_after(struct scene *s, struct claim *c, i32 i) {
    i32 j = i;
    if (!c->ncounts) return i;
    if (j < s->n && s->c[j].type == CH_MARK &&
        (s->c[j].mark == ',' || s->c[j].mark == '(' || s->c[j].mark == '-'))
        j++;
    if (j >= s->n) return i;
    bool inc = s->c[j].type == CH_PREP && word_is(s->d, s->c[j].from, "including");
    bool among =
        prep_at(s, j, "among") && j + 1 < s->n && s->c[j + 1].type == CH_NP && s->c[j + 1].pron;
    bool them = (j + 2 < s->n && s->c[j].type == CH_NP && s->c[j].num &&
                 word_is(s->d, s->c[j].head, "them"));
    if (j > i && s->c[i].mark == '(' && !inc && !among && !them) return parts_in_brackets(s, c, i);
    if (!inc && !among && !them) return i;
    struct count *whole = &c->counts[c->ncounts - 1];
    bool what = them && j + 1 < s->n && s->c[j + 1].type == CH_NP && !s->c[j + 1].num &&
                !s->c[j + 1].pron && chunk_is_person(s, j + 1);
    if (what) return add_them(s, whole, j), j + 2;
    j += among ? 2 : them ? 0 : 1;
    while (j < s->n) {
        if (s->c[j].type == CH_NP && chunk_is_person(s, j)) {
            if (s->c[j].num && !s->c[j].pure_num && !s->c[j].pron)
                fill_part(s, whole, j);
            else if (!s->c[j].num && !s->c[j].pron)
                fill_part(s, whole, j);
            j++;
        } else if (s->c[j].type == CH_CONJ || (s->c[j].type == CH_MARK && s->c[j].mark == ',')) {
            j++;
        } else {
            break;
        }
        if (j < s->n && s->c[j].type == CH_VG) break;
    }
    return j;
}

/* along with, together with, as well as: one list. */
static bool is_with(const struct scene *s, i32 i) {
    return s->c[i].type == CH_PREP &&
           (word_is(s->d, s->c[i].from, "along") || word_is(s->d, s->c[i].from, "together") ||
            word_is(s->d, s->c[i].from, "alongside"));
}

static bool is_kin(const struct scene *s, i32 i) {
    const struct chunk *c = &s->c[i];
    return chunk_flags(c) & LEX_RELATIVE && !c->num && s->d->w[c->head].form == FORM_SING &&
           (word_is(s->d, c->from, "his") || word_is(s->d, c->from, "her") ||
            word_is(s->d, c->from, "their") || word_is(s->d, c->from, "the"));
}

/* "the driver and six passengers": in a list with numbers "the driver" is one. */
static bool fill_one(struct scene *s, struct claim *c, i32 np, enum what what) {
    const struct chunk *g = &s->c[np];
    bool one = g->type == CH_NP && word_is(s->d, g->from, "the") && !g->num && !g->name &&
               s->d->w[g->head].form == FORM_SING && chunk_flags(g) & LEX_PERSON &&
               !(chunk_flags(g) & (LEX_ORG | LEX_PERP | LEX_GROUPREF)) && !is_collective(s, np);
    if (!one || c->ncounts >= CLAIM_SPANS_MAX) return false;
    if (!c->counts) c->counts = NEWN(s->d->perm, struct count, CLAIM_SPANS_MAX);
    c->counts[c->ncounts++] = (struct count){
        .span = chunk_span(s, np), .what = what, .who = who_of(s, np), .min = 1, .max = 1};
    return true;
}

/* Are counted people joined by "and" to the group at np? */
static bool joined_number(const struct scene *s, i32 np) {
    return np + 2 < s->n && s->c[np + 1].type == CH_CONJ && s->c[np + 2].type == CH_NP &&
           s->c[np + 2].num && !s->c[np + 2].pure_num && chunk_is_person(s, np + 2) &&
           word_is(s->d, s->c[np + 1].from, "and");
}

/* "three men, two women and a child": a list of people. */
void fill_count(struct scene *s, struct claim *c, i32 np, enum what what) {
    i32 i = np;
    if (np < 0) return;
    dep_rule(s, c, np);
    bool got = fill_number(s, c, i, what) || (joined_number(s, i) && fill_one(s, c, i, what));
    if (!got && chunk_flags(&s->c[i]) & LEX_BODY && prep_at(s, i + 1, "of") && i + 2 < s->n) {
        i += 2;
        got = fill_number(s, c, i, what);
    }
    i32 j = i + 1;
    for (;;) {
        i32 k = parts_after(s, c, j);
        if (k > j) return;
        bool sep = j < s->n && (s->c[j].type == CH_CONJ || is_with(s, j) ||
                                (s->c[j].type == CH_MARK && s->c[j].mark == ','));
        if (!sep) {
            /* a group of prepositions between: "six members of a family and a neighbour" */
            if (j + 1 < s->n && prep_at(s, j, "of") && s->c[j + 1].type == CH_NP) {
                j += 2;
                continue;
            }
            return;
        }
        k = j + 1;
        if (k < s->n && (s->c[k].type == CH_CONJ || is_with(s, k))) k++;
        if (k >= s->n || s->c[k].type != CH_NP || !chunk_is_person(s, k) || s->c[k].pron ||
            !(got || s->c[k].num))
            return;
        bool clause = k + 1 < s->n && s->c[k + 1].type == CH_VG &&
                      (s->c[k + 1].finite || s->c[k + 1].voice == VOICE_BARE) && np < k;
        i32 v = np + 1;
        while (v < k && s->c[v].type != CH_VG)
            v++;
        bool subject = v >= k; /* no verb between: one list before its verb */
        for (i32 b = np - 1; b >= 0 && b > np - 3; b--)
            if (s->c[b].type == CH_VG) subject = false;
        if (clause && !subject) return;
        if (chunk_flags(&s->c[k]) & LEX_ORG || (s->c[k].name && !s->c[k].num)) return;
        if (word_is(s->d, s->c[k].head, "survivors") || word_is(s->d, s->c[k].head, "survivor"))
            return;                                   /* nine bodies and two survivors */
        if (s->c[k].pure_num && !s->c[i].num) return; /* an age */
        struct count probe = {0};
        if (!number_of(s, k, &probe)) {
            if (fill_one(s, c, k, what)) fill_rule(s, c, "list.one");
            if (!is_kin(s, k)) return;
            j = k + 1; /* a man, his wife and their four daughters */
            continue;
        }
        if (!fill_number(s, c, k, what)) return;
        j = k + 1;
    }
}

/* "six members of a family, four children and two women": when the rest of a list adds up to its
 * first number, the rest are parts of it and are never added to it. A list joined by "and" alone
 * stays a list. */
void fill_fold(struct scene *s, struct claim *c, i32 np) {
    i64 sum = 0;
    bool comma = false;
    if (c->ncounts < 2 || c->counts[0].of) return;
    if (c->counts[0].who != WHO_UNKNOWN && c->counts[0].who != WHO_CIVILIAN)
        return; /* three men, two women and a child */
    for (i32 k = np + 1; k < s->n && k < np + 4; k++)
        comma = comma || (s->c[k].type == CH_MARK && (s->c[k].mark == ',' || s->c[k].mark == '-'));
    for (i64 i = 1; i < c->ncounts; i++) {
        if (c->counts[i].what != c->counts[0].what || c->counts[i].vague) return;
        sum += c->counts[i].min;
    }
    if (!comma || sum != c->counts[0].min) return;
    struct count *w = &c->counts[0];
    w->of = NEWN(s->d->perm, struct count_part, CLAIM_SPANS_MAX);
    for (i64 i = 1; i < c->ncounts; i++)
        w->of[w->nof++] = (struct count_part){c->counts[i].span, c->counts[i].who, c->counts[i].min,
                                              c->counts[i].max, false};
    c->ncounts = 1;
}

/* ---- victims by name or kinship ---- */

/* Age in tokens [from, to): "24 years old", "aged 24", "24-year-old", "(24)". -1 none. */
static i32 age_near(const struct doc *d, i32 from, i32 to) {
    for (i32 i = from; i < to && i < from + 8; i++) {
        i64 v;
        if (d->t.v[i].kind != TOK_NUMBER || !str_i64(word_str(d, i), &v) || v > 120) continue;
        bool years = word_is(d, i + 1, "years") || word_is(d, i + 1, "year"),
             aged = i > 0 && word_is(d, i - 1, "aged");
        bool paren =
            i > 0 && d->t.v[i - 1].kind == TOK_MARK && i + 1 < to && d->t.v[i + 1].kind == TOK_MARK;
        if (years || aged || paren) return (i32)v;
    }
    return -1;
}

static bool is_named_person(const struct scene *s, i32 i) {
    const struct chunk *c = &s->c[i];
    if (c->type != CH_NP || !c->name || c->num) return false;
    if (chunk_has(s, i, LEX_ORG | LEX_GROUPNAME | LEX_PLACENAME | LEX_WEAPON | LEX_BUILDING))
        return false;
    return !word_is(s->d, c->from, "the") || chunk_has(s, i, LEX_PERSON | LEX_TITLE);
}

static bool add_victim(struct scene *s, struct claim *c, i32 i, i32 to_chunk) {
    const struct doc *d = s->d;
    bool name = is_named_person(s, i);
    if (!name && !is_kin(s, i)) return false;
    if (c->nvictims >= CLAIM_SPANS_MAX) return true;
    if (!c->victims) c->victims = NEWN(d->perm, struct victim, CLAIM_SPANS_MAX);
    struct victim v = {.age = age_near(d, s->c[i].to, s->c[to_chunk - 1].to)};
    if (name) v.name = roll_name(s, i);
    v.who = who_of(s, i);
    c->victims[c->nvictims++] = v;
    return true;
}

/* "A B (24 years old), his wife and C D": the list to the right of np, up to its verb. */
void fill_victims(struct scene *s, struct claim *c, i32 np) {
    i32 i = np;
    dep_rule(s, c, np);
    while (i < s->n && s->c[i].type == CH_NP) {
        i32 e = i + 1;
        for (int depth = 0; e < s->n; e++) {
            if (s->c[e].type == CH_MARK && s->c[e].mark == '(')
                depth++;
            else if (s->c[e].type == CH_MARK && s->c[e].mark == ')')
                depth--;
            else if (!depth)
                break;
        }
        if (!add_victim(s, c, i, e) && !s->c[i].num) return;
        bool sep = false;
        while (e < s->n &&
               (s->c[e].type == CH_CONJ || (s->c[e].type == CH_MARK && s->c[e].mark == ',') ||
                s->c[e].type == CH_PREP)) {
            bool with = s->c[e].type == CH_PREP && (word_is(s->d, s->c[e].from, "along") ||
                                                    word_is(s->d, s->c[e].from, "together"));
            if (s->c[e].type == CH_PREP && !with) return;
            sep = true;
            e++;
        }
        if (!sep || e >= s->n || s->c[e].type != CH_NP) return;
        bool role = !s->c[e].name && !is_kin(s, e); /* an apposition: "A B, a teacher" */
        if (role) return;
        if (e + 1 < s->n && s->c[e + 1].type == CH_VG && s->c[e + 1].finite &&
            s->c[e].from > s->c[np].to && np + 1 < s->n && s->c[e - 1].type == CH_MARK) {
            return;
        }
        i = e;
    }
}

/* ---- perpetrators ---- */

void fill_perp_span(struct scene *s, struct claim *c, struct span sp) {
    const struct doc *d = s->d;
    if (!span_some(sp) || c->nperps >= CLAIM_SPANS_MAX) return;
    for (i64 i = 0; i < c->nperps; i++)
        if (span_overlaps(c->perps[i].span, sp)) return;
    if (!c->perps) c->perps = NEWN(d->perm, struct perpetrator, CLAIM_SPANS_MAX);
    struct perpetrator p = {.span = sp, .how = c->said.nchain > 1 ? HOW_ACCUSED : HOW_REPORTED};
    struct read_name nm = {0};
    if (d->opts->name && d->opts->name(d->opts->name_ctx, span_words(d->text, sp), &nm))
        p.party = str_dup(d->perm, nm.party);
    c->perps[c->nperps++] = p;
}

static bool same_speaker(const struct claim *a, const struct claim *b) {
    return a->said.nchain == b->said.nchain &&
           (a->said.nchain < 2 || same_span(a->said.chain[0].who, b->said.chain[0].who));
}

/* "They fired on the queue": whom the same speaker named as the doer of what was told just before,
 * where that sentence names one doer only. */
static void perp_they(struct scene *s, struct claim *c) {
    struct span who = {0, 0};
    for (i64 i = s->out->n - 1; i >= 0 && i > s->out->n - 12; i--) {
        const struct claim *p = &s->out->v[i];
        if (p == c || !p->nperps) continue;
        if (c->sentence.start > p->sentence.end + 4 || !same_speaker(p, c)) break;
        if (p->nperps > 1 || (span_some(who) && !same_span(who, p->perps[0].span))) return;
        who = p->perps[0].span;
    }
    if (!span_some(who)) return;
    fill_perp_span(s, c, who);
    fill_rule(s, c, "perp.they");
}

/* "fighters of the Salt Road Army", "the retreating Blue Sash militia": the group with its
 * of-phrase. */
void fill_perp(struct scene *s, struct claim *c, i32 np) {
    if (np >= 0 && s->c[np].pron && word_is(s->d, s->c[np].from, "they")) perp_they(s, c);
    if (np < 0 || !chunk_is_group(s, np)) return;
    dep_rule(s, c, np);
    i32 e = np + 1;
    while (e + 1 < s->n &&
           (prep_at(s, e, "of") ||
            (prep_at(s, e, "from") && chunk_has(s, e + 1, LEX_GROUPNAME | LEX_ORG))) &&
           s->c[e + 1].type == CH_NP && (s->c[e + 1].name || chunk_is_group(s, e + 1)))
        e += 2;
    if (e == np + 1 && prep_at(s, e, "in") && e + 1 < s->n && s->c[e + 1].type == CH_NP &&
        word_is(s->d, s->c[np].head, "men") && !s->c[e + 1].name)
        e += 2;
    struct span sp = token_span(s->d, s->c[np].from, s->c[e - 1].to);
    fill_perp_span(s, c, sp);
    for (i64 i = 0; i < c->nperps; i++) {
        i32 t = s->c[np].from;
        if (!same_span(c->perps[i].span, sp)) continue;
        if (word_is(s->d, t, "suspected") || word_is(s->d, t + 1, "suspected"))
            c->perps[i].how = HOW_SUSPECTED;
        if (word_is(s->d, t, "alleged") || word_is(s->d, t + 1, "alleged"))
            c->perps[i].how = HOW_SUSPECTED;
        if (c->modality == MODALITY_POSSIBLE) c->perps[i].how = HOW_POSSIBLE;
    }
}

/* ---- places ---- */

static bool has_name(const struct scene *s, i32 i) {
    for (i32 k = s->c[i].from; k < s->c[i].to; k++)
        if (s->d->w[k].pos == POS_NAME) return true;
    return false;
}

static bool is_place(const struct scene *s, i32 i) {
    const struct chunk *c = &s->c[i];
    u32 f = chunk_flags(c);
    if (c->type != CH_NP || c->pron) return false;
    if (c->to - c->from > 1 && word_is(s->d, c->head, "quarter") &&
        (word_is(s->d, c->head - 1, "previous") || word_is(s->d, c->head - 1, "first") ||
         word_is(s->d, c->head - 1, "second") || word_is(s->d, c->head - 1, "third") ||
         word_is(s->d, c->head - 1, "fourth") || word_is(s->d, c->head - 1, "last")))
        return false; /* of the year */
    if (c->row && c->row->precision1) return true;
    if (f & (LEX_PERSON | LEX_ORG | LEX_BODY | LEX_WEAPON | LEX_EVENTN | LEX_UNIT)) return false;
    if (chunk_has(s, i, LEX_GROUPNAME | LEX_TITLE | LEX_MEDIA)) return false;
    if (f & LEX_BUILDING || !c->row || chunk_has(s, i, LEX_PLACENAME))
        return has_name(s, i); /* the Chain Bridge post */
    return c->name;
}

static enum precision precision_of(const struct scene *s, i32 i) {
    const struct chunk *c = &s->c[i];
    if (c->row && c->row->precision1) return (enum precision)(c->row->precision1 - 1);
    for (i32 k = c->from; k < c->to; k++) {
        const struct lex_sense *x = s->d->w[k].sense;
        if (x && x->row->precision1) return (enum precision)(x->row->precision1 - 1);
    }
    return PRECISION_UNKNOWN;
}

/* "the town of Odrem": the place is Odrem. */
static bool is_class_of_name(const struct scene *s, i32 j) {
    const struct chunk *c = &s->c[j];
    return c->row && c->row->precision1 && !(c->row->flags & LEX_BUILDING) && !has_name(s, j) &&
           prep_at(s, j + 1, "of") && j + 2 < s->n && s->c[j + 2].type == CH_NP &&
           has_name(s, j + 2) && is_place(s, j + 2);
}

void fill_place(struct scene *s, struct claim *c, i32 i, enum place_role role) {
    const struct doc *d = s->d;
    if (is_class_of_name(s, i)) i += 2;
    struct span sp = chunk_span(s, i);
    if (c->nwhere >= CLAIM_SPANS_MAX) return;
    if (word_is(d, s->c[i].from, "the") && s->c[i].to - s->c[i].from > 1)
        sp.start = d->t.v[s->c[i].from + 1].start;
    for (i64 k = 0; k < c->nwhere; k++)
        if (span_overlaps(c->where[k].span, sp)) return;
    if (!c->where) c->where = NEWN(d->perm, struct where, CLAIM_SPANS_MAX);
    struct where w = {.span = sp, .role = role, .precision = precision_of(s, i)};
    struct read_name nm = {0};
    if (d->opts->name && d->opts->name(d->opts->name_ctx, span_words(d->text, sp), &nm) &&
        nm.place.n) {
        w.place = str_dup(d->perm, nm.place);
        if (nm.precision != PRECISION_UNKNOWN) w.precision = nm.precision;
    }
    c->where[c->nwhere++] = w;
}

/* Role of the place after the preposition at i, or -1 when the preposition leads to no place. */
static int place_prep(const struct scene *s, i32 i) {
    static const char *const at[] = {"in",     "at",     "near",       "inside", "outside",
                                     "on",     "beside", "around",     "under",  "across",
                                     "behind", "within", "throughout", "along",  "by"};
    if (s->c[i].type != CH_PREP) return -1;
    if (prep_at(s, i, "on") && i > 0 && s->c[i - 1].type == CH_VG &&
        (word_is(s->d, s->c[i - 1].head, "blamed") || word_is(s->d, s->c[i - 1].head, "pinned")))
        return -1; /* "an attack blamed on the Red Dawn" */
    for (i64 k = 0; k < LEN(at); k++)
        if (prep_at(s, i, at[k])) return PLACE_ROLE_AT;
    if (prep_at(s, i, "from") ||
        (s->c[i].to - s->c[i].from == 2 && word_is(s->d, s->c[i].from, "out")))
        return PLACE_ROLE_FROM;
    if (prep_at(s, i, "to") || prep_at(s, i, "into") || prep_at(s, i, "towards"))
        return PLACE_ROLE_TO;
    struct str w =
        token_span(s->d, s->c[i].from, s->c[i].to).end ? word_str(s->d, s->c[i].from) : S("");
    if (str_ends(w, S("north")) || str_ends(w, S("south")) || str_ends(w, S("east")) ||
        str_ends(w, S("west")))
        return PLACE_ROLE_AT;
    if (prep_at(s, i, "of") && i > 0 && s->c[i - 1].type == CH_NP) {
        const struct chunk *p = &s->c[i - 1];
        bool holder = (p->row && (p->row->precision1 || p->row->flags & LEX_BUILDING ||
                                  p->row->flags & LEX_PLACENAME)) ||
                      (chunk_flags(p) & LEX_PERSON && !(chunk_flags(p) & (LEX_PERP | LEX_ORG)) &&
                       p->row && p->row->role1);
        if (i >= 2 && s->c[i - 2].type == CH_PREP && place_prep(s, i - 2) == PLACE_ROLE_AT &&
            !prep_at(s, i - 2, "of") && !(chunk_flags(p) & (LEX_PERSON | LEX_ORG)))
            holder = true;
        static const char *const parts[] = {
            "outskirts", "zone",  "area",  "centre", "center",       "ruins",
            "vicinity",  "edge",  "north", "south",  "east",         "west",
            "territory", "heart", "foot",  "limits", "surroundings", "side"};
        for (i64 k = 0; k < LEN(parts); k++)
            holder = holder || word_is(s->d, p->head, parts[k]);
        if (holder && i + 1 < s->n && !chunk_is_group(s, i + 1)) return PLACE_ROLE_AT;
        if (holder && i + 1 < s->n && s->c[i + 1].name &&
            !chunk_has(s, i + 1, LEX_GROUPNAME | LEX_PERP))
            return PLACE_ROLE_AT;
    }
    return -1;
}

static void places_between(struct scene *s, struct claim *c, i32 from, i32 to, i32 fr) {
    for (i32 i = from; i + 1 < to; i++) {
        int role = place_prep(s, i);
        if (role < 0) continue;
        bool by = prep_at(s, i, "by");
        for (i32 j = i + 1; j < to && s->c[j].type == CH_NP;) {
            if (frame_of(s, s->c[j].from) != fr) break;
            if (is_place(s, j) && !is_class_of_name(s, j) && !(by && !has_name(s, j)) &&
                !(by && chunk_is_group(s, j) && !chunk_has(s, j, LEX_PLACENAME)))
                fill_place(s, c, j, (enum place_role)role);
            i32 k = j + 1;
            while (k < to &&
                   ((s->c[k].type == CH_CONJ) || (s->c[k].type == CH_MARK && s->c[k].mark == ',')))
                k++;
            if (k == j + 1 || k >= to || s->c[k].type != CH_NP || !is_place(s, k)) break;
            if (k + 1 < s->n && s->c[k + 1].type == CH_VG) break;
            j = k;
        }
    }
}

bool leads_to_place(const struct scene *s, i32 i) {
    if (i + 1 >= s->n || place_prep(s, i) < 0) return false;
    bool of = prep_at(s, i + 2, "of") && i + 3 < s->n && s->c[i + 3].type == CH_NP;
    return is_place(s, i + 1) || (of && is_place(s, i + 3));
}

bool fill_where_at(struct scene *s, struct claim *c, i32 i) {
    i64 n = c->nwhere;
    bool of = prep_at(s, i + 2, "of") && i + 3 < s->n && s->c[i + 3].type == CH_NP;
    if (of && !has_name(s, i + 1) && has_name(s, i + 3) && place_prep(s, i) >= 0 &&
        is_place(s, i + 3))
        fill_place(s, c, i + 3, (enum place_role)place_prep(s, i)); /* in the town of X */
    else
        places_between(s, c, i, i + 2, frame_of(s, s->c[i].from));
    return c->nwhere > n;
}

/* Places of the clause around the trigger; else what opens the sentence ("In Duvash, …"), else
 * where the speaker is of. */
/* A place by name that stands at chunk i behind its preposition, said by the same. */
static bool named_place(const struct scene *s, i32 i, i32 fr) {
    return i + 1 < s->n && place_prep(s, i) == PLACE_ROLE_AT && !prep_at(s, i, "by") &&
           has_name(s, i + 1) && is_place(s, i + 1) && frame_of(s, s->c[i + 1].from) == fr;
}

/* The clause names no place: the nearest by name that the sentence has, before the trigger first.
 * Not over a semicolon; relative clauses behind it are read by what they depend on. */
static void places_beside(struct scene *s, struct claim *c, i32 trigger, i32 fr) {
    for (i32 i = trigger - 1; i >= 0 && !c->nwhere && !is_mark(&s->c[i], ';'); i--)
        if (named_place(s, i, fr)) fill_place(s, c, i + 1, PLACE_ROLE_AT);
    for (i32 i = trigger + 1; i < s->n && !c->nwhere && !is_mark(&s->c[i], ';'); i++) {
        if (s->c[i].type == CH_WH) return;
        if (named_place(s, i, fr)) fill_place(s, c, i + 1, PLACE_ROLE_AT);
    }
}

/* "Between Marat and Dry Ford, two shepherds were killed" */
static void places_between_two(struct scene *s, struct claim *c, i32 k) {
    if (k + 3 >= s->n || !prep_at(s, k, "between") || s->c[k + 2].type != CH_CONJ) return;
    if (!has_name(s, k + 1) || !is_place(s, k + 1) || !has_name(s, k + 3) || !is_place(s, k + 3))
        return;
    fill_place(s, c, k + 1, PLACE_ROLE_AT);
    fill_place(s, c, k + 3, PLACE_ROLE_AT);
}

static void places_of(struct scene *s, struct claim *c, i32 trigger) {
    i32 tok = s->c[trigger].from, fr = frame_of(s, tok);
    places_between(s, c, clause_start(s, trigger), clause_end(s, trigger), fr);
    i32 next = clause_end(s, trigger); /* "died when a mine went off in X": the same place */
    if (!c->nwhere && next < s->n && s->c[next].type == CH_SUB &&
        word_is(s->d, s->c[next].from, "when"))
        places_between(s, c, next, clause_end(s, next + 1 < s->n ? next + 1 : next), fr);
    if (c->nwhere) {
        for (i64 k = 0; k < c->nwhere; k++)
            if (c->where[k].place.n || c->where[k].precision != PRECISION_FACILITY) return;
    }
    bool thing = c->kind == KIND_hazard || c->kind == KIND_munitions_found ||
                 c->kind == KIND_evacuation || c->kind == KIND_medical_evacuation;
    if (thing && !c->nwhere) places_between(s, c, 0, s->n, fr);
    i32 k = 0;
    while (k < s->n && (s->c[k].type == CH_OPEN || s->c[k].type == CH_WHEN ||
                        (s->c[k].type == CH_MARK && s->c[k].mark == ',')))
        k++;
    if (k + 1 < s->n && (prep_at(s, k, "in") || prep_at(s, k, "at") || prep_at(s, k, "near")) &&
        s->c[k + 1].type == CH_NP && has_name(s, k + 1) && is_place(s, k + 1))
        fill_place(s, c, k + 1, PLACE_ROLE_AT);
    places_between_two(s, c, k);
    if (fr < 0 || c->nwhere > 1) return;
    for (i32 i = 0; i + 1 < s->n; i++)
        if (s->c[i].from >= s->f[fr].src_from && s->c[i + 1].to <= s->f[fr].src_to &&
            prep_at(s, i, "in") && has_name(s, i + 1) && is_place(s, i + 1))
            fill_place(s, c, i + 1, PLACE_ROLE_AT);
}

void fill_where(struct scene *s, struct claim *c, i32 trigger) {
    places_of(s, c, trigger);
    bool told = c->kind == KIND_testimony || c->kind == KIND_intent || c->kind == KIND_denial;
    if (!c->nwhere && !told) places_beside(s, c, trigger, frame_of(s, s->c[trigger].from));
}

/* ---- dates ---- */

/* The verb group that the date phrase at chunk k belongs to: the one before it in its clause, else
 * the first behind. */
static i32 when_owner(const struct scene *s, i32 k) {
    i32 from = clause_start(s, k), to = clause_end(s, k);
    for (i32 i = k - 1; i >= from; i--) {
        if (s->c[i].type == CH_VG) return i;
        if (s->c[i].type == CH_NP && s->c[i].row && s->c[i].row->kind1 &&
            chunk_flags(&s->c[i]) & LEX_EVENTN) {
            i32 v = i - 1;
            while (v >= from && s->c[v].type != CH_VG)
                v--;
            if (v < from || s->c[v].type != CH_VG) return i;
            return i;
        }
    }
    for (i32 i = k + 1; i < to; i++)
        if (s->c[i].type == CH_VG && s->c[i].finite) return i;
    for (i32 i = k + 1; i < to; i++)
        if (s->c[i].type == CH_VG) return i;
    return -1;
}

static void set_when(struct scene *s, struct claim *c, i32 widx) {
    const struct doc *d = s->d;
    const struct when_phrase *w = &d->whens[widx];
    c->when.span = token_span(d, w->from, w->to);
    c->when.range = w->range;
    c->when.anchor = w->relative && w->range.precision != DATE_NONE ? d->anchor_words : S("");
}

/* The date of the saying is not the date of the event. */
static bool is_date_of_saying(const struct scene *s, i32 i) {
    struct span sp = chunk_span(s, i);
    for (i32 k = 0; k < s->nf; k++)
        if (span_overlaps(s->f[k].said.span, sp)) return true;
    return false;
}

bool fill_when_at(struct scene *s, struct claim *c, i32 i) {
    if (s->d->whens[s->c[i].when - 1].kind != WHEN_DATE || is_date_of_saying(s, i)) return false;
    set_when(s, c, s->c[i].when - 1);
    return true;
}

void fill_when(struct scene *s, struct claim *c, i32 trigger) {
    i32 fr = frame_of(s, s->c[trigger].from), from = clause_start(s, trigger),
        to = clause_end(s, trigger), second = -1;
    if (s->c[trigger].type == CH_VG && s->c[trigger].when) {
        const struct when_phrase *w = &s->d->whens[s->c[trigger].when - 1];
        if (w->kind == WHEN_DATE) {
            set_when(s, c, s->c[trigger].when - 1);
            return;
        }
    }
    for (i32 i = 0; i < s->n; i++) {
        if (s->c[i].type != CH_WHEN || frame_of(s, s->c[i].from) != fr) continue;
        if (s->d->whens[s->c[i].when - 1].kind != WHEN_DATE) continue;
        if (is_date_of_saying(s, i)) continue;
        i32 o = when_owner(s, i);
        if (o == trigger) {
            set_when(s, c, s->c[i].when - 1);
            return;
        }
        bool head = i == 0 && i + 1 < s->n && s->c[1].type == CH_MARK &&
                    s->c[1].mark == ':'; /* "Over the past three days: …" */
        if (head && second < 0) second = i;
        bool clause =
            i >= from && i < to && o >= 0 &&
            !(s->c[o].type == CH_VG && s->c[o].voice == VOICE_BARE && object_of(s, o) < 0);
        bool cue = o >= 0 && s->c[o].type == CH_VG && s->c[o].row && s->c[o].row->act1 && fr < 0 &&
                   s->c[trigger].type != CH_NP;
        bool sub = i >= to && to < s->n && s->c[to].type == CH_SUB &&
                   word_is(s->d, s->c[to].from, "when") && i < clause_end(s, to + 1);
        if (((clause && !cue) || sub) && second < 0) second = i;
    }
    if (second >= 0) set_when(s, c, s->c[second].when - 1);
}

/* ---- findings ---- */

void fill_finding(struct scene *s, struct claim *c, struct span sp, enum finding_kind k) {
    if (c->nfindings >= CLAIM_SPANS_MAX) return;
    if (k == FINDING_TORTURE && c->kind == KIND_torture) return; /* the kind says it */
    for (i64 i = 0; i < c->nfindings; i++) {
        struct finding *f = &c->findings[i];
        bool same = span_overlaps(f->span, sp);
        if (f->kind == k) return;
        if (same && k == FINDING_GUNSHOT && f->kind == FINDING_GUNSHOT_HEAD) return;
        if (same && k == FINDING_GUNSHOT_HEAD && f->kind == FINDING_GUNSHOT) {
            *f = (struct finding){sp, k}; /* a shot in the head is told once */
            return;
        }
    }
    if (!c->findings) c->findings = NEWN(s->d->perm, struct finding, CLAIM_SPANS_MAX);
    c->findings[c->nfindings++] = (struct finding){sp, k};
}

void fill_findings(struct scene *s, struct claim *c, i32 from, i32 to) {
    struct found f[CLAIM_SPANS_MAX];
    i32 n = findings_in(s->d, from, to, f, CLAIM_SPANS_MAX);
    i32 fr = -2;
    for (i32 i = from; i < to; i++)
        if (s->d->t.v[i].start == c->trigger.start) fr = frame_of(s, i);
    for (i32 i = 0; i < n; i++)
        if (fr == -2 || frame_of(s, f[i].tok) == fr)
            fill_finding(s, c, f[i].span, (enum finding_kind)f[i].kind);
}

/* Places that stand right of a noun trigger, in its own groups: "executions by X in Y". */
void fill_where_right(struct scene *s, struct claim *c, i32 trigger) {
    i32 to = trigger + 1;
    while (to < s->n && s->c[to].type != CH_VG && s->c[to].type != CH_SUB &&
           s->c[to].type != CH_WH && to < clause_end(s, trigger))
        to++;
    places_between(s, c, trigger, to, frame_of(s, s->c[trigger].from));
}
