/* Clauses: subject, object, agent and what governs a trigger, over chunks. */
#include "read/event.h"
#include "read/names_doc.h"

bool prep_at(const struct scene *s, i32 i, const char *w) {
    return i >= 0 && i < s->n && s->c[i].type == CH_PREP && s->c[i].to == s->c[i].from + 1 &&
           word_is(s->d, s->c[i].from, w);
}

static bool mark_at(const struct scene *s, i32 i, char m) {
    return i >= 0 && i < s->n && s->c[i].type == CH_MARK && s->c[i].mark == m;
}

bool chunk_has(const struct scene *s, i32 i, u32 flags) {
    if (i < 0 || i >= s->n) return false;
    for (i32 k = s->c[i].from; k < s->c[i].to; k++)
        if (word_flags(s->d, k) & flags) return true;
    return false;
}

bool chunk_is_person(const struct scene *s, i32 i) {
    if (i < 0 || i >= s->n || s->c[i].type != CH_NP) return false;
    const struct chunk *c = &s->c[i];
    u32 f = chunk_flags(c);
    if (s->d->w[c->head].describes && word_is(s->d, c->head, "old")) return true; /* a 3-year-old */
    if (c->pron)
        return !word_is(s->d, c->from, "it") && !word_is(s->d, c->from, "this") &&
               !word_is(s->d, c->from, "that") && !word_is(s->d, c->from, "there");
    if (f & LEX_UNIT) return false;
    if (f & (LEX_PERSON | LEX_BODY)) return true;
    if (f & LEX_ORG && c->num && c->plural) return false;
    if (c->pure_num) return true;
    return c->name && !(f & (LEX_ORG | LEX_PLACENAME | LEX_GROUPNAME));
}

/* "masked men", "three unidentified persons", "men wearing army uniforms" */
static bool is_armed_person(const struct scene *s, i32 i) {
    static const char *const heads[] = {"men",         "man",    "persons", "person",
                                        "individuals", "people", "youths"};
    static const char *const marks[] = {"armed",   "masked",    "unidentified",
                                        "unknown", "uniformed", "hooded"};
    const struct chunk *c = &s->c[i];
    bool head = false, mark = false;
    for (i64 k = 0; k < LEN(heads); k++)
        head = head || word_is(s->d, c->head, heads[k]);
    for (i32 t = c->from; t < c->to; t++)
        for (i64 k = 0; k < LEN(marks); k++)
            mark = mark || word_is(s->d, t, marks[k]);
    bool dressed = c->to < s->d->t.n &&
                   (word_is(s->d, c->to, "wearing") || word_is(s->d, c->to, "dressed") ||
                    (word_is(s->d, c->to, "in") &&
                     (word_is(s->d, c->to + 1, "uniform") || word_is(s->d, c->to + 1, "uniforms") ||
                      word_is(s->d, c->to + 2, "uniforms"))));
    return head && (mark || dressed);
}

bool chunk_is_group(const struct scene *s, i32 i) {
    if (i < 0 || i >= s->n || s->c[i].type != CH_NP) return false;
    const struct chunk *c = &s->c[i];
    u32 f = chunk_flags(c);
    if (c->pron || f & (LEX_WEAPON | LEX_BODY | LEX_UNIT | LEX_BUILDING | LEX_EVENTN)) return false;
    if (f & (LEX_PERP | LEX_GROUPNAME)) return true;
    if (f & LEX_PERSON) {
        if (is_armed_person(s, i)) return true;
        /* "men of the Highland Column" */
        if (prep_at(s, i + 1, "in") && i + 2 < s->n && s->c[i + 2].type == CH_NP &&
            !s->c[i + 2].name &&
            (word_is(s->d, s->c[i].head, "men") || word_is(s->d, s->c[i].head, "people")))
            return !(s->c[i + 2].row && s->c[i + 2].row->precision1);
        return prep_at(s, i + 1, "of") && chunk_is_group(s, i + 2);
    }
    if (surely_named(s->d, c->head) == NAME_PLACE) return false; /* a place does nothing */
    if (c->name) {
        i32 last = c->to - 1;
        u32 lf = word_flags(s->d, last);
        return lf & LEX_GROUPNAME || chunk_has(s, i, LEX_GROUPNAME | LEX_PERP) ||
               (c->to > c->from && word_is(s->d, c->from, "the")) ||
               (!(lf & LEX_PLACENAME) && c->to - c->from <= 4);
    }
    return false;
}

i32 object_of(const struct scene *s, i32 v) {
    i32 j = v + 1;
    while (j < s->n && (s->c[j].type == CH_ADV || s->c[j].type == CH_OPEN))
        j++;
    if (j < s->n && s->c[j].type == CH_NP) return j;
    /* "killed on Sunday 12 people" */
    if (j + 1 < s->n && s->c[j].type == CH_WHEN && s->c[j + 1].type == CH_NP && s->c[j + 1].num)
        return j + 1;
    return -1;
}

static i32 agent_by_chunks(const struct scene *s, i32 v) {
    for (i32 j = v + 1; j + 1 < s->n && j < v + 16; j++) {
        const struct chunk *c = &s->c[j];
        if (prep_at(s, j, "by")) {
            if (s->c[j + 1].type != CH_NP) return -1;
            return j + 1;
        }
        if (mark_at(s, j, ',') && s->c[j + 1].type == CH_ADV && prep_at(s, j + 2, "by") &&
            chunk_flags(&s->c[j + 1]) & LEX_HEARSAY)
            continue; /* "shot dead, allegedly by soldiers" */
        if (c->type == CH_VG || c->type == CH_SUB || c->type == CH_WH || c->type == CH_CONJ ||
            mark_at(s, j, ';') || mark_at(s, j, '.') || mark_at(s, j, ':') || mark_at(s, j, ','))
            return -1;
    }
    return -1;
}

/* Antecedent of a relative clause whose pronoun is chunk w: the nearest noun group to the left; of
 * "X of Y" the person. */
static i32 antecedent(const struct scene *s, i32 w) {
    i32 j = w - 1;
    while (j >= 0 && (s->c[j].type == CH_ADV || s->c[j].type == CH_WHEN))
        j--;
    if (mark_at(s, j, ',')) {
        j--;
        /* "21 civilians, including women and children, whom": jump over the insertion */
        for (i32 k = j; k > 0 && j - k < 12; k--) {
            if (s->c[k].type == CH_VG || mark_at(s, k, ';')) break;
            bool inc = s->c[k].type == CH_PREP && (word_is(s->d, s->c[k].from, "including") ||
                                                   word_is(s->d, s->c[k].from, "among"));
            if (inc && mark_at(s, k - 1, ',')) {
                j = k - 2;
                break;
            }
            if (mark_at(s, k, ',') && k < j && s->c[k - 1].type == CH_NP && s->c[k - 1].num) {
                j = k - 1;
                break;
            }
        }
    }
    if (j < 0 || s->c[j].type != CH_NP) return -1;
    i32 best = j;
    for (i32 k = j; k >= 0; k -= 2) {
        if (chunk_is_person(s, k) && (s->c[k].num || k == j || !chunk_is_person(s, best))) best = k;
        if (k < 2 || s->c[k - 1].type != CH_PREP || s->c[k - 2].type != CH_NP) break;
    }
    return best;
}

static bool is_be_group(const struct scene *s, i32 v) {
    static const char *const be[] = {"was", "were", "been", "is", "are", "being"};
    for (i64 k = 0; k < LEN(be); k++)
        if (word_is(s->d, s->c[v].head, be[k])) return !s->c[v].neg;
    return false;
}

static i32 subject_by_chunks(const struct scene *s, i32 v) {
    i32 j = v - 1, e;
    while (j >= 0 && (s->c[j].type == CH_ADV || s->c[j].type == CH_WHEN))
        j--;
    if (j >= 0 && s->c[j].type == CH_WH && !word_is(s->d, s->c[j].from, "whom"))
        return antecedent(s, j);
    if (j >= 0 && s->c[j].type == CH_WH) return antecedent(s, j);
    /* "were reported killed", "is said to have been killed", "were found dead" */
    if (j >= 0 && s->c[j].type == CH_VG &&
        (s->c[j].voice == VOICE_PASSIVE || s->c[j].voice == VOICE_BARE) && j == v - 1 &&
        s->c[j].row &&
        (s->c[j].row->act1 || s->c[j].row->flags & (LEX_WEAK | LEX_QUESTION | LEX_OBJ_TRIG)))
        return subject_by_chunks(s, j);
    bool quoted = j > 0 && s->c[j].type == CH_OPEN && s->c[j - 1].type == CH_VG && j == v - 1 &&
                  s->c[v].voice == VOICE_BARE && is_be_group(s, j - 1);
    if (quoted) return subject_by_chunks(s, j - 1); /* had been "slaughtered like sheep" */
    i32 sub = subject_of(s->d, s->c, s->n, v, &e);
    if (sub >= 0) {
        /* "bodies of 21 civilians" is the subject: the group with the number or the person */
        for (i32 k = sub; k < e; k++)
            if (s->c[k].type == CH_NP && !s->c[sub].num && prep_at(s, k - 1, "of") && s->c[k].num &&
                chunk_is_person(s, k))
                return k;
        return sub;
    }
    /* "25 civilians, executed a week ago by X, were found" */
    if (j > 0 && mark_at(s, j, ',') && s->c[v].voice == VOICE_BARE && s->c[j - 1].type == CH_NP &&
        chunk_is_person(s, j - 1) && object_of(s, v) < 0) {
        i32 q = j - 1;
        while (q >= 2 && s->c[q - 1].type == CH_PREP && s->c[q - 2].type == CH_NP && !s->c[q].num)
            q -= 2;
        return q;
    }
    /* "A killed 3 and wounded 5", "was shot and killed": the subject of the verb before */
    if (j >= 0 &&
        (s->c[j].type == CH_CONJ || (mark_at(s, j, ',') && s->c[v].voice != VOICE_BARE))) {
        for (i32 k = j - 1; k >= 0 && k > j - 9; k--) {
            if (s->c[k].type == CH_VG) return subject_by_chunks(s, k);
            if (s->c[k].type == CH_SUB || mark_at(s, k, ';')) break;
        }
    }
    return -1;
}

/* What chunks say; where they say nothing, what the tree says (event_dep.c). */
static i32 or_tree(const struct scene *s, i32 v, enum dep_role role, i32 np,
                   i32 (*tree)(const struct scene *, i32)) {
    bool trigger = s->c[v].row && s->c[v].row->kind1; /* parsing costs */
    s->lean[role] = (struct dep_lean){-1, NULL};
    return np >= 0 || !trigger ? np : tree(s, v);
}

i32 patient_subject(const struct scene *s, i32 v) {
    return or_tree(s, v, LEAN_SUBJECT, subject_by_chunks(s, v), dep_subject);
}
i32 agent_by(const struct scene *s, i32 v) {
    return or_tree(s, v, LEAN_AGENT, agent_by_chunks(s, v), dep_agent);
}

static bool is_border(const struct scene *s, i32 i) {
    const struct chunk *c = &s->c[i];
    return c->type == CH_SUB || c->type == CH_WH || mark_at(s, i, ';') || mark_at(s, i, ':') ||
           mark_at(s, i, '-') || mark_at(s, i, '.');
}

i32 clause_start(const struct scene *s, i32 i) {
    while (i > 0 && !is_border(s, i - 1))
        i--;
    return i;
}

i32 clause_end(const struct scene *s, i32 i) {
    i++;
    while (i < s->n && !is_border(s, i))
        i++;
    return i;
}

i32 frame_of(const struct scene *s, i32 tok) {
    i32 best = -1, size = 0;
    for (i32 k = 0; k < s->nf; k++) {
        i32 total = 0;
        bool in = false;
        for (i32 p = 0; p < s->f[k].nparts; p++) {
            total += s->f[k].to[p] - s->f[k].from[p];
            in = in || (s->f[k].from[p] <= tok && tok < s->f[k].to[p]);
        }
        bool source = s->f[k].src_from <= tok && tok < s->f[k].src_to;
        if (in && !source && (best < 0 || total < size)) best = k, size = total;
    }
    return best;
}

/* "doctors fear that 60 died": possible, neither asked nor open */
static bool is_fear(const struct scene *s, i32 tok) {
    return word_is(s->d, tok, "fear") || word_is(s->d, tok, "fears") ||
           word_is(s->d, tok, "feared");
}

/* "nobody knows who shot them", "says nothing about who shot them": the clause that begins at chunk
 * `from` is asked, not told. */
static bool asked_who(const struct scene *s, i32 from) {
    static const char *const words[] = {"know",      "knows",      "known", "establish",
                                        "determine", "determined", "ask"};
    if (from < 2 || s->c[from - 1].type != CH_WH) return false;
    i32 w = s->c[from - 1].from, b = s->c[from - 2].head;
    bool asks = prep_at(s, from - 2, "about");
    for (i64 k = 0; k < LEN(words); k++)
        asks = asks || word_is(s->d, b, words[k]);
    return asks && (word_is(s->d, w, "who") || word_is(s->d, w, "why") || word_is(s->d, w, "how"));
}

/* What the speeches around a token make of it. */
static void hold_of_frames(const struct scene *s, i32 tok, struct hold *h) {
    i32 fr = frame_of(s, tok);
    for (int guard = 0; fr >= 0 && guard < 8; guard++) {
        if (s->f[fr].question && is_fear(s, s->f[fr].cue_to - 1))
            h->possible = true;
        else if (s->f[fr].question)
            h->open = true;
        if (s->f[fr].future) h->intended = true;
        if (hold_guesses(s, &s->f[fr])) h->possible = true;
        if (s->f[fr].negates) h->open = true;
        fr = s->f[fr].parent;
    }
}

bool made_to(const struct scene *s, i32 i) {
    static const char *const made[] = {"forced",  "forcing",  "compelled", "compelling",
                                       "obliged", "prompted", "prompting", "drove",
                                       "led",     "leading",  "caused",    "causing"};
    i32 k = i - 1;
    while (k > 0 && s->c[k].type == CH_NP)
        k--;
    const struct chunk *g = k >= 0 ? &s->c[k] : NULL;
    if (!s->c[i].inf || k == i - 1 || !g || g->type != CH_VG || g->neg || g->modal || g->future ||
        g->inf)
        return false;
    for (i64 m = 0; m < LEN(made); m++)
        if (word_is(s->d, g->head, made[m])) return true;
    return false;
}

/* What governs chunk i: its own verb group, the verb before it, a conjunction of condition or
 * doubt. */
struct hold clause_hold(const struct scene *s, i32 i) {
    struct hold h = {0};
    const struct chunk *c = &s->c[i];
    i32 from = clause_start(s, i), to = clause_end(s, i);
    if (c->type == CH_VG)
        h.neg = c->neg, h.intended = c->future || c->inf, h.possible = c->modal && !c->future;
    if (c->type == CH_NP) h.neg = c->neg;
    for (i32 k = from; k < to; k++) {
        const struct chunk *o = &s->c[k];
        u32 f = chunk_flags(o);
        if (o->type == CH_NP && o->neg && (k < i) && i - k <= 3) h.neg = true;
        if (o->type == CH_ADV && f & LEX_QUESTION) h.possible = true;
        if (o->type != CH_VG || k == i) continue;
        bool near = k < i ? i - k <= 6 : k - i <= 4 && c->type != CH_VG;
        if (!near) continue;
        if (k < i && (c->type != CH_VG || c->inf)) {
            bool direct = frame_of(s, o->head) == frame_of(s, c->head);
            for (i32 q = k + 1; q < i; q++)
                direct = direct && !(s->c[q].type == CH_VG && !s->c[q].inf);
            bool fear = is_fear(s, o->head);
            if (f & LEX_QUESTION && !o->row->kind1 && direct && !fear) h.open = true;
            if (fear && direct) h.possible = true;
            if (f & LEX_FUTURE && (c->type == CH_VG || !hold_background(s, i, k)))
                h.intended = true;
            if (o->neg) h.neg = true;
            if (f & LEX_NEGATES) h.open = true;
        }
        if (c->type != CH_VG) {
            if (o->neg) h.neg = true;
            bool past = k < i && hold_background(s, i, k);
            if (o->future && !past) h.intended = true;
            if (o->modal && !o->future && !past) h.possible = true;
        }
    }
    if (c->type == CH_VG && c->inf) {
        /* "is said to have killed", "was found to have": asserted; "went on to kill": asserted */
        i32 p = i - 1;
        bool have = word_is(s->d, c->from + 1, "have");
        if (have ||
            (p >= 0 && s->c[p].type == CH_VG &&
             !(chunk_flags(&s->c[p]) & (LEX_FUTURE | LEX_QUESTION)) && !s->c[p].future &&
             s->c[p].row &&
             (word_is(s->d, s->c[p].head, "continued") || word_is(s->d, s->c[p].head, "went") ||
              word_is(s->d, s->c[p].head, "proceeded") || word_is(s->d, s->c[p].head, "began"))))
            h.intended = false;
    }
    if (c->type == CH_VG && c->inf && made_to(s, i)) h.intended = false;
    hold_words(s, i, from, &h);
    if (asked_who(s, from)) h.open = true;
    if (from > 0 && s->c[from - 1].type == CH_SUB) {
        i32 t = s->c[from - 1].from;
        if (word_is(s->d, t, "if") || word_is(s->d, t, "unless")) h.conditional = true;
        if (word_is(s->d, t, "whether")) h.open = true;
        if (word_is(s->d, t, "that") && from > 1 && s->c[from - 2].type == CH_NP &&
            s->c[from - 2].neg)
            h.open = true; /* no evidence that */
    }
    for (i32 k = 0; k < from; k++)
        if (s->c[k].type == CH_SUB &&
            (word_is(s->d, s->c[k].from, "if") || word_is(s->d, s->c[k].from, "unless")))
            h.conditional = true;
    hold_of_frames(s, c->from, &h);
    for (i32 k = i + 1; k < s->n; k++)
        if (s->c[k].type == CH_ADJ && chunk_flags(&s->c[k]) & LEX_NEGATES &&
            s->c[k - 1].type == CH_VG)
            h.open = true; /* were false */
    if (s->question) h.open = true;
    return h;
}

void hold_modality(struct hold h, struct claim *c) {
    if (h.conditional)
        c->modality = MODALITY_CONDITIONAL;
    else if (h.intended)
        c->modality = MODALITY_INTENDED;
    else if (h.possible)
        c->modality = MODALITY_POSSIBLE;
}
