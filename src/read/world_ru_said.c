/* Who says it: verbs of speech before and behind their subject, "по словам", quotes, blame. */
#include "read/world_ru.h"

#include "text/fold.h"

struct speech {
    struct ru_sentence *s;
    struct ru_speakers *known;
    i32 i, len;               /* the cue */
    i32 src, src_end, behind; /* words of the source; the first word behind cue, source, hearer */
    bool inverted, pronoun;
    struct ru_frame f;
};

u8 ru_role_of(const struct ru_sentence *s, i32 from, i32 to) {
    for (i32 i = from; i < to; i++) {
        const struct ru_row *p = s->w[i].row[RU_PEOPLE];
        if (p && p->role > 1) return p->role - 1;
    }
    return ROLE_UNKNOWN;
}

/* A role that the name alone does not say, from an earlier mention. */
static u8 known_role(const struct speech *q, struct span who) {
    struct str text = q->s->r->text, words = span_words(text, who);
    for (i32 k = q->known->n - 1; k >= 0; k--)
        if (str_has(span_words(text, q->known->v[k].who), words)) return q->known->v[k].role;
    return ROLE_UNKNOWN;
}

static void remember(struct speech *q) {
    struct ru_speakers *k = q->known;
    if (k->n == RU_SPEAKERS) memmove(k->v, k->v + 1, sizeof k->v[0] * --k->n);
    k->v[k->n].who = q->f.who;
    k->v[k->n++].role = q->f.role;
}

static bool is_pronoun(const struct ru_sentence *s, i32 i) {
    u8 c = ru_class(s, i);
    return c == RU_CLASS_he || c == RU_CLASS_she || c == RU_CLASS_they;
}

static bool last_speaker(struct speech *q) {
    if (!q->known->n) return false;
    q->f.who = q->known->v[q->known->n - 1].who;
    q->f.role = q->known->v[q->known->n - 1].role;
    q->pronoun = true;
    return true;
}

static bool has_noun(const struct ru_sentence *s, i32 from, i32 to) {
    for (i32 i = from; i < to; i++)
        if (!s->w[i].mark && (s->w[i].row[RU_PEOPLE] || ru_name(s, i) || s->w[i].cap)) return true;
    return false;
}

static bool skippable(const struct ru_sentence *s, i32 i) {
    u8 c = ru_class(s, i);
    return s->w[i].when || c == RU_CLASS_adverb || c == RU_CLASS_more || c == RU_CLASS_but;
}

static bool take_source(struct speech *q, i32 from, i32 to) {
    struct ru_sentence *s = q->s;
    while (from < to && skippable(s, from))
        from++;
    if (from >= to) return false;
    if (to - from == 1 && is_pronoun(s, from)) {
        q->src = from;
        q->src_end = to;
        return last_speaker(q);
    }
    if (!has_noun(s, from, to)) return false;
    q->src = from;
    q->src_end = to;
    q->f.who = ru_span(s, from, to);
    q->f.role = ru_role_of(s, from, to);
    if (q->f.role == ROLE_UNKNOWN) q->f.role = known_role(q, q->f.who);
    return true;
}

/* Somebody told: dative, a medium or an organisation is a link of the chain. */
static i32 hearer(struct speech *q, i32 j) {
    struct ru_sentence *s = q->s;
    const struct ru_row *p = j < s->n ? s->w[j].row[RU_PEOPLE] : NULL;
    bool us = ru_is(s, j, "нам") || ru_is(s, j, "мне");
    if (us) return j + 1;
    if (!p || !(ru_case(s, j) & RU_DAT) || ru_case(s, j) & RU_NOM) return j;
    i32 to = j + 1;
    while (to < s->n && (ru_name(s, to) || s->w[to].mark == '"') && to < j + 5)
        to++;
    bool link = p->role == ROLE_MEDIA + 1 || p->role == ROLE_NGO + 1;
    bool person = p->flags & RU(person), own = p->flags & RU(own);
    struct arena a = *s->a;
    struct str pub = text_fold_name(&a, s->r->o->publication), f = s->w[j].f;
    if (pub.n && f.n > 4 && str_has(pub, str_sub(f, 0, f.n - 2))) own = true;
    if (link && !person && !own) {
        q->f.hearer = ru_span(s, j, to);
        q->f.hearer_role = p->role - 1;
    }
    return to;
}

static bool source_behind(struct speech *q, i32 j) {
    struct ru_sentence *s = q->s;
    for (; j < s->n && (skippable(s, j) || hearer(q, j) > j);)
        j = skippable(s, j) ? j + 1 : hearer(q, j);
    if (j >= s->n || s->w[j].mark) return false;
    bool own = ru_class(s, j) == RU_CLASS_own; /* их командир */
    i32 end = is_pronoun(s, j) ? j + 1 : ru_phrase_end(s, j + own, s->n);
    if (s->w[j].num) { /* двое жителей */
        i32 k = j;
        while (k < s->n && s->w[k].num == s->w[j].num)
            k++;
        end = ru_phrase_end(s, k, s->n);
    }
    /* an apposition with a name: X, глава Y, */
    if (!take_source(q, j, end)) return false;
    q->behind = end;
    if (ru_mark(s, end, ',') && end + 1 < s->n && s->w[end + 1].row[RU_PEOPLE] &&
        ru_case(s, end + 1) & RU_NOM && !q->pronoun) {
        i32 more = ru_phrase_end(s, end + 1, s->n);
        if (more >= s->n || s->w[more].mark) q->behind = more;
    }
    for (; q->behind < s->n && (skippable(s, q->behind) || hearer(q, q->behind) > q->behind);)
        q->behind = skippable(s, q->behind) ? q->behind + 1 : hearer(q, q->behind);
    return true;
}

static i32 start_before(const struct ru_sentence *s, i32 i) {
    i32 j = i;
    while (j > 0 && !s->w[j - 1].mark && ru_class(s, j - 1) != RU_CLASS_that)
        j--;
    return j > s->dateline ? j : s->dateline < i ? s->dateline : j;
}

/* "Паромщик, который доплыл до берега, рассказал": the noun before the relative clause. */
static i32 before_relative(const struct ru_sentence *s, i32 i) {
    if (!ru_mark(s, i - 1, ',')) return -1;
    for (i32 j = i - 2; j > 0; j--)
        if (s->w[j].mark == ',') {
            bool apposed = s->w[j + 1].row[RU_PEOPLE] && ru_case(s, j + 1) & RU_NOM;
            return ru_class(s, j + 1) == RU_CLASS_which || apposed ? j : -1;
        }
    return -1;
}

static bool source_before(struct speech *q) {
    struct ru_sentence *s = q->s;
    i32 i = q->i, rel = before_relative(s, i), from, to = i;
    if (rel >= 0) {
        from = start_before(s, rel);
        return take_source(q, from, i - 1);
    }
    while (to > 0 && (skippable(s, to - 1) || ru_class(s, to - 1) == RU_CLASS_negation))
        to--;
    from = start_before(s, to);
    if (from >= to) return false;
    while (from < to && skippable(s, from))
        from++;
    if (ru_class(s, from) == RU_CLASS_and || ru_class(s, from) == RU_CLASS_but) from++;
    bool within = ru_class(s, from) == RU_CLASS_in && from + 1 < to; /* в министерстве сообщили */
    bool plural = str_ends(s->w[i].f, S("ли")) || str_ends(s->w[i].f, S("ют")) ||
                  str_ends(s->w[i].f, S("ят"));
    if (within) return plural && take_source(q, from + 1, to);
    i32 p = from; /* one noun phrase with what hangs on it: nothing that governs another */
    while (p < to && s->w[p].num)
        p++;
    i32 end = is_pronoun(s, p) ? p + 1 : ru_phrase_end(s, p, to);
    if (end < to && !(ru_class(s, end) == RU_CLASS_in || ru_class(s, end) == RU_CLASS_on ||
                      ru_class(s, end) == RU_CLASS_of || ru_class(s, end) == RU_CLASS_from ||
                      ru_class(s, end) == RU_CLASS_and || ru_class(s, end) == RU_CLASS_hedge))
        return false;
    bool subject = ru_case(s, p) & (RU_NOM | RU_GEN) || s->w[from].num;
    return subject && take_source(q, from, end < to && has_noun(s, from, end) ? to : end);
}

static void trim_quotes(struct ru_sentence *s, i32 *from, i32 *to) {
    while (*from < *to && (s->w[*from].mark == '"' || s->w[*from].mark == '-'))
        ++*from;
    while (*from < *to && (s->w[*to - 1].mark == '"' || s->w[*to - 1].mark == ',' ||
                           s->w[*to - 1].mark == '-' || s->w[*to - 1].mark == '.'))
        --*to;
}

static i32 sentence_to(const struct ru_sentence *s) {
    i32 to = s->n;
    while (to > 0 && (s->w[to - 1].mark == '.' || s->w[to - 1].mark == '!'))
        to--;
    return to;
}

/* Where content before the cue begins: behind the one that was said before by another. */
static i32 content_start(const struct ru_sentence *s) {
    i32 from = s->dateline;
    for (i32 k = 0; k < s->nframe; k++)
        if (s->frame[k].to <= s->frame[k].cue_from && s->frame[k].src_to > from)
            from = s->frame[k].src_to;
    while (from < s->n && s->w[from].mark && s->w[from].mark != '"')
        from++;
    return from;
}

static bool content_of(struct speech *q) {
    struct ru_sentence *s = q->s;
    i32 j = q->behind, to = sentence_to(s);
    struct ru_frame *f = &q->f;
    u8 c = ru_class(s, j);
    i32 that = ru_mark(s, j, ',') ? j + 1 : j;
    if (ru_class(s, that) == RU_CLASS_that) {
        f->from = that + s->w[that].len[RU_STEER];
        if (f->from < s->n && ru_mark(s, f->from, ',')) f->from++;
        f->to = to;
    } else if (c == RU_CLASS_about) {
        f->from = j + 1;
        f->to = to;
    } else if (ru_mark(s, j, ':')) {
        f->from = j + 1;
        f->to = to;
    } else if (q->inverted && q->i > 0 &&
               (s->w[q->i - 1].mark || ru_class(s, q->i - 1) == RU_CLASS_as)) {
        f->from = content_start(s);
        f->to = q->i;
        if (ru_class(s, q->i - 1) == RU_CLASS_as) { /* как сообщил X, … */
            bool first = q->i - 1 <= content_start(s);
            f->from = first ? q->behind + ru_mark(s, q->behind, ',') : content_start(s);
            f->to = to;
        }
    } else if (ru_class(s, j) == RU_CLASS_whether || s->w[j].mark) {
        return false;
    } else if (f->accuse || f->suspect) {
        f->from = j;
        f->to = to;
    } else {
        return false;
    }
    trim_quotes(s, &f->from, &f->to);
    return f->from < f->to;
}

/* The one who is blamed: the accusative behind accuse. */
static void find_accused(struct speech *q) {
    struct ru_sentence *s = q->s;
    for (i32 j = q->behind; j < q->f.to && !s->w[j].mark; j++) {
        if (s->w[j].row[RU_STEER] || s->w[j].row[RU_EVENT] || s->w[j].when) continue;
        if (j > 0 && (ru_class(s, j - 1) == RU_CLASS_in || ru_class(s, j - 1) == RU_CLASS_on)) {
            j = ru_phrase_end(s, j, q->f.to) - 1;
            continue;
        }
        i32 end = ru_phrase_end(s, j, q->f.to), p = j;
        while (p < end && ru_adjective(s, p))
            p++;
        bool party = p < end && (ru_flags(s, p) & RU(party) || ru_name(s, p) || ru_name(s, j));
        if (!party || !(ru_case(s, p) & RU_ACC)) continue;
        q->f.accused = ru_span(s, j, end);
        return;
    }
}

static void keep(struct speech *q) {
    struct ru_sentence *s = q->s;
    if (s->nframe >= RU_FRAMES) return;
    struct ru_frame *f = &q->f;
    f->cue_from = q->i;
    f->cue_to = q->i + q->len;
    f->cue = ru_span(s, q->i, q->i + q->len);
    f->src_from = q->src;
    f->src_to = q->behind > q->src_end ? q->behind : q->src_end;
    if (!q->pronoun) remember(q);
    for (i32 j = f->src_from < f->cue_from ? f->src_from : f->cue_from;
         j < s->n && j <= f->src_to && j <= f->cue_to + 12; j++)
        if (s->w[j].when && s->when[s->w[j].when - 1].kind == WHEN_DATE &&
            !(j >= f->from && j < f->to && !f->backward))
            f->when = s->w[j].when;
    i32 k = f->cue_from; /* "в понедельник сообщил" */
    while (k > 0 && s->w[k - 1].when)
        f->when = s->w[--k].when;
    k = f->src_from < f->cue_from ? f->src_from : 0; /* "в понедельник мэр сообщил" */
    while (k > 0 && s->w[k - 1].when)
        f->when = s->w[--k].when;
    s->frame[s->nframe++] = *f;
}

/* "X отрицает, что …": what is said runs from the verb; without a subject it is the one before. */
static void deny(struct speech *q) {
    struct ru_sentence *s = q->s;
    q->behind = q->i + q->len;
    q->f.deny = true;
    if (!source_before(q)) {
        bool same = s->nframe > 0 && s->frame[s->nframe - 1].to > q->i;
        if (!same || !last_speaker(q)) return;
        q->src = q->i;
        q->src_end = q->i + q->len;
        if (s->frame[s->nframe - 1].from < q->i) s->frame[s->nframe - 1].to = q->i;
    }
    q->f.from = q->i;
    q->f.to = sentence_to(s);
    keep(q);
}

static void say(struct speech *q, const struct ru_row *r) {
    struct ru_sentence *s = q->s;
    i32 i = q->i;
    q->f.accuse = r->cls == RU_CLASS_accuse;
    q->f.suspect = r->cls == RU_CLASS_suspect;
    q->f.guess = r->flags & RU(guess);
    q->behind = i + q->len;
    bool behind_this = ru_class(s, i - 2) == RU_CLASS_this && s->w[i - 2].len[RU_STEER] == 2;
    bool edge = i == 0 || s->w[i - 1].mark == ',' || s->w[i - 1].mark == '-' ||
                s->w[i - 1].mark == '"' || ru_class(s, i - 1) == RU_CLASS_as || behind_this;
    bool relative = before_relative(s, i) >= 0;
    if (edge && !relative && source_behind(q, i + q->len)) {
        q->inverted = true;
    } else if (!source_before(q)) {
        return;
    } else {
        i32 j = q->behind;
        while (j < s->n && (skippable(s, j) || hearer(q, j) > j))
            j = skippable(s, j) ? j + 1 : hearer(q, j);
        q->behind = j;
    }
    if (behind_this) {
        q->f.backward = true;
        keep(q);
    } else if (content_of(q)) {
        if (q->f.accuse || q->f.suspect) find_accused(q);
        keep(q);
    }
}

/* "по словам X", "согласно X", "по её словам". */
static void by_words(struct speech *q, const struct ru_row *r) {
    struct ru_sentence *s = q->s;
    i32 i = q->i, j = i + q->len, end = j, to = sentence_to(s);
    if (r->cls == RU_CLASS_own) {
        if (!last_speaker(q)) return;
        q->src = i;
        q->src_end = j;
    } else {
        end = ru_phrase_end(s, j, s->n);
        bool own = ru_class(s, j) == RU_CLASS_own; /* по словам их родных */
        if (own) end = ru_phrase_end(s, j + 1, s->n);
        if (end <= j + own) return;
        bool within = ru_class(s, end) == RU_CLASS_in &&
                      end + 1 < s->n && /* источников в полиции */
                      s->w[end + 1].row[RU_PEOPLE] && s->w[end + 1].row[RU_PEOPLE]->role;
        if (within) end = ru_phrase_end(s, end + 1, s->n);
        if (!take_source(q, j, end)) {
            q->src = j;
            q->src_end = end;
            q->f.who = ru_span(s, j, end);
        }
    }
    q->behind = end;
    struct ru_frame *p = s->nframe ? &s->frame[s->nframe - 1] : NULL;
    if (r->cls == RU_CLASS_bya && p && p->src_to <= i && i - p->src_to <= 4) {
        p->hearer = p->who; /* "передаёт телеканал со ссылкой на мэрию": the town hall says it */
        p->hearer_role = p->role;
        p->who = q->f.who;
        p->role = q->f.role;
        p->src_to = end;
        return;
    }
    bool first = i <= content_start(s) || (i > 0 && ru_class(s, i - 1) == RU_CLASS_that);
    i32 before = i;
    while (before > 0 && s->w[before - 1].mark == ',')
        before--;
    if (first)
        q->f.from = end + ru_mark(s, end, ','), q->f.to = to;
    else if (end >= to || r->cls == RU_CLASS_bya)
        q->f.from = content_start(s), q->f.to = before;
    else
        q->f.from = content_start(s), q->f.to = to;
    trim_quotes(s, &q->f.from, &q->f.to);
    if (q->f.from < q->f.to) keep(q);
}

/* "ООН: погибли 12 человек": the head of a line says it. */
static void head_says(struct ru_sentence *s, struct ru_speakers *known) {
    i32 from = s->dateline, end = ru_phrase_end(s, from, s->n);
    struct speech q = {.s = s, .known = known, .i = end, .len = 1};
    if (end <= from || !ru_mark(s, end, ':') || !(ru_case(s, from) & RU_NOM)) return;
    if (ru_role_of(s, from, end) == ROLE_UNKNOWN || !take_source(&q, from, end)) return;
    q.behind = end + 1;
    q.f.from = end + 1;
    q.f.to = sentence_to(s);
    trim_quotes(s, &q.f.from, &q.f.to);
    if (q.f.from < q.f.to) keep(&q);
}

void ru_frames(struct ru_sentence *s, struct ru_speakers *known) {
    s->nframe = 0;
    head_says(s, known);
    bool quoted = false;
    for (i32 i = s->dateline; i < s->n; i++) {
        if (s->w[i].mark == '"') quoted = s->w[i].open;
        const struct ru_row *r = s->w[i].row[RU_SPEECH];
        if (!r || quoted || r->cls == RU_CLASS_none) continue;
        struct speech q = {.s = s, .known = known, .i = i, .len = s->w[i].len[RU_SPEECH]};
        q.f.act = r->act;
        bool verb =
            r->cls == RU_CLASS_say || r->cls == RU_CLASS_accuse || r->cls == RU_CLASS_suspect;
        if (verb && ru_class(s, i - 1) == RU_CLASS_negation) continue;
        if (r->cls == RU_CLASS_deny)
            deny(&q);
        else if (verb)
            say(&q, r);
        else
            by_words(&q, r);
    }
}

i32 ru_frame_of(const struct ru_sentence *s, i32 i) {
    i32 best = -1;
    for (i32 k = 0; k < s->nframe; k++) {
        const struct ru_frame *f = &s->frame[k];
        if (f->backward || i < f->from || i >= f->to) continue;
        if (i >= f->cue_from && i < f->cue_to && !f->deny) continue;
        if (best < 0 || f->to - f->from < s->frame[best].to - s->frame[best].from) best = k;
    }
    return best;
}

bool ru_in_cue(const struct ru_sentence *s, i32 i) {
    for (i32 k = 0; k < s->nframe; k++) {
        const struct ru_frame *f = &s->frame[k];
        bool content = i >= f->from && i < f->to;
        if (i >= f->cue_from && i < f->cue_to && !f->deny) return true;
        if (!content && i >= f->src_from && i < f->src_to) return true;
    }
    return false;
}
