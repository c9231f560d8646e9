/* Shallow chunks (after FASTUS, Hobbs et al. 1993): noun groups, verb groups, and what stands
 * between them. */
#include "read/doc.h"

struct walk {
    const struct doc *d;
    i32 at, to;
    struct chunk *c;
    i32 n;
};

static struct chunk *add(struct walk *k, u8 type, i32 from, i32 to) {
    struct chunk *c = &k->c[k->n++];
    *c = (struct chunk){.type = type, .from = from, .to = to, .head = from};
    c->row = k->d->w[from].sense ? k->d->w[from].sense->row : NULL;
    k->at = to;
    return c;
}

static i32 unit_end(const struct walk *k, i32 i) {
    i32 n = k->d->w[i].len;
    return n > 0 && i + n <= k->to ? i + n : i + 1;
}

static bool in_np(u8 pos) {
    return pos == POS_DET || pos == POS_ADJ || pos == POS_NOUN || pos == POS_NAME || pos == POS_NUM;
}

/* Title before a name: a new noun group begins ("the Ministry of Defence Colonel A"). */
static bool begins_title(const struct walk *k, i32 i, bool had_name) {
    const struct doc *d = k->d;
    i32 e = unit_end(k, i);
    return had_name && word_flags(d, i) & LEX_TITLE && e < k->to && d->w[e].pos == POS_NAME &&
           !(word_flags(d, i - 1) & LEX_TITLE);
}

/* "a few of", "21 of the", "most of": a number, then of, then a noun group with its head. */
static i32 number_of(const struct walk *k, i32 i) {
    const struct doc *d = k->d;
    i32 e = unit_end(k, i);
    if (e >= k->to || !word_is(d, e, "of") || e + 1 >= k->to) return 0;
    u8 p = d->w[e + 1].pos;
    return in_np(p) || (p == POS_PRON) || d->t.v[e + 1].kind == TOK_OPEN ? e + 1 : 0;
}

/* An adverb inside a noun group: "46 seriously ill people", "the badly burned bodies". */
static bool describes_on(const struct walk *k, i32 i) {
    const struct doc *d = k->d;
    i32 j = unit_end(k, i);
    struct str w = word_str(d, i);
    if (!str_ends(w, S("ly")) || j >= k->to || d->w[j].pos != POS_ADJ) return false;
    while (j < k->to && d->w[j].pos == POS_ADJ)
        j = unit_end(k, j);
    return j < k->to && (d->w[j].pos == POS_NOUN || d->w[j].pos == POS_NAME);
}

/* “many dozens” of people: over a quote mark inside a group. 0 = the group ends here. */
static i32 over_quote(const struct walk *k, i32 i, i32 head, i32 num) {
    const struct doc *d = k->d;
    bool open = d->t.v[i].kind == TOK_OPEN, mark = open || d->t.v[i].kind == TOK_CLOSE;
    if (!mark || i + 1 >= k->to) return 0;
    bool np = in_np(d->w[i + 1].pos), of = word_is(d, i + 1, "of");
    if (np && open && head < 0) return i + 1;
    if (num && (head < 0 || d->w[head].pos == POS_NUM) && (of || np)) return i + 1 + of;
    return 0;
}

/* Adds the group [from, i). Trailing adjectives do not belong to it: "12 people dead". */
static void close_group(struct walk *k, i32 from, i32 i, i32 head, i32 num, bool det_only) {
    const struct doc *d = k->d;
    if (i == from) i = unit_end(k, i);
    struct chunk *c = add(k, CH_NP, from, i);
    if (head < 0) head = i - 1;
    while (head > from && d->w[head].len == 0)
        head--;
    c->head = head;
    c->row = d->w[head].sense ? d->w[head].sense->row : NULL;
    c->num = num;
    c->name = d->w[head].pos == POS_NAME;
    c->plural = d->w[head].form == FORM_PLUR;
    c->pron = d->w[head].pos == POS_PRON || det_only;
    c->pure_num = num && d->w[head].pos == POS_NUM;
    c->neg = word_is(d, from, "no") && d->w[from].pos != POS_NUM; /* no fewer than 20: not none */
}

static void noun_group(struct walk *k) {
    const struct doc *d = k->d;
    i32 i = k->at, head = -1, num = 0, from = i;
    bool name = false, noun = false, det_only = true, caps = d->s.caps;
    while (i < k->to) {
        u8 p = d->w[i].pos;
        if (d->w[i].quote != d->w[from].quote && !noun && !num && i > from) break;
        if (p == POS_ADV && i > from && !noun && !name && describes_on(k, i)) {
            i = unit_end(k, i);
            continue;
        }
        if (p == POS_POSS && head >= 0) {
            i = unit_end(k, i);
            noun = name = false;
            continue;
        }
        if (p == POS_PRON && num && i > from && word_is(d, i - 1, "of")) {
            head = i;
            i++;
            break;
        } /* of them, of those */
        if (p == POS_ADV && num && !noun && i + 1 < k->to &&
            (d->w[i + 1].pos == POS_ADJ ||
             (d->w[i + 1].pos == POS_NOUN && i + 2 < k->to && d->w[i + 2].pos == POS_NOUN))) {
            i++;
            continue;
        }
        if (!in_np(p)) {
            i32 over = over_quote(k, i, head, num);
            if (over) {
                i = over;
                continue;
            }
            break;
        }
        if (p == POS_DET && (noun || name)) break;
        if (p == POS_NUM && (noun || (name && !caps))) break;
        if (begins_title(k, i, name || (noun && d->t.v[i].flags & TOK_CAP && !caps))) break;
        if (p == POS_NUM) {
            bool one = num && d->nums[num - 1].min == 1 && d->nums[num - 1].max == 1;
            if (!num || one)
                num = d->w[i].num; /* three of the twelve: three; one of many dozens: the dozens */
            if (head < 0) head = i;
            i32 of = number_of(k, i);
            if (of) {
                i = of;
                head = -1;
                continue;
            }
        } else if (p == POS_NOUN) {
            head = i;
            noun = true;
            name = false;
        } else if (p == POS_NAME) {
            if (!noun || !(word_flags(d, head) & LEX_PERSON) || true) head = i;
            name = true;
        } else if (p == POS_ADJ && (noun || name)) {
            u32 f = word_flags(d, i);
            if (f & LEX_STATE || !(d->t.v[i].flags & TOK_CAP)) break;
        } else if (p == POS_ADJ && num && i > from && word_flags(d, i) & LEX_STATE) {
            i32 e = unit_end(k, i); /* "12 dead": the state is its own chunk */
            u8 q = e < k->to ? d->w[e].pos : POS_MARK;
            if (q != POS_NOUN && q != POS_NAME && q != POS_ADJ) break;
        }
        det_only = det_only && p == POS_DET;
        i = unit_end(k, i);
    }
    close_group(k, from, i, head, num, det_only);
}

static bool is_be(const struct doc *d, i32 i) {
    static const char *const be[] = {"is",   "are",   "was", "were", "be",
                                     "been", "being", "am",  "got",  "get"};
    for (i64 k = 0; k < LEN(be); k++)
        if (word_is(d, i, be[k])) return true;
    return false;
}

static bool group_goes_on(const struct doc *d, i32 i, i32 to) {
    i32 j = i;
    while (j < to && (d->w[j].pos == POS_ADV || d->w[j].pos == POS_NEG || d->w[j].pos == POS_WHEN ||
                      d->w[j].pos == POS_TO))
        j++;
    return j < to && (d->w[j].pos == POS_VERB || d->w[j].pos == POS_AUX);
}

static void verb_group(struct walk *k) {
    const struct doc *d = k->d;
    i32 i = k->at, from = i, head = -1, be = -1, when = 0;
    bool neg = false, modal = false, future = false, inf = false, have = false, aux = false;
    while (i < k->to) {
        u8 p = d->w[i].pos;
        if (p == POS_VERB) {
            bool get = be >= 0 || head < 0;
            if (!get) break;
            head = i;
            i = unit_end(k, i);
            break;
        }
        if (p == POS_AUX) {
            aux = true;
            if (is_be(d, i))
                be = i;
            else
                have = true;
            if (head < 0 && !group_goes_on(d, i + 1, k->to)) {
                head = i;
                i++;
                while (i < k->to && d->w[i].pos == POS_NEG)
                    neg = true, i++;
                break;
            }
        } else if (p == POS_MODAL) {
            modal = true;
            future =
                future || word_is(d, i, "will") || word_is(d, i, "would") || word_is(d, i, "shall");
        } else if (p == POS_NEG) {
            neg = true;
        } else if (p == POS_TO) {
            inf = true;
        } else if (p == POS_WHEN) {
            if (!group_goes_on(d, unit_end(k, i), k->to)) break;
            when = d->w[i].when;
        } else if (p != POS_ADV) {
            break;
        } else if (!group_goes_on(d, unit_end(k, i), k->to)) {
            break;
        }
        i = unit_end(k, i);
    }
    if (i == from) i = unit_end(k, i);
    struct chunk *c = add(k, CH_VG, from, i);
    if (head < 0) head = from;
    c->head = head;
    c->row = d->w[head].sense ? d->w[head].sense->row : NULL;
    u8 f = d->w[head].form;
    bool part = f == FORM_PP || f == FORM_ED;
    c->form = f;
    c->voice = part && be >= 0 && d->w[head].pos == POS_VERB ? VOICE_PASSIVE
               : part && !aux && !modal && !inf              ? VOICE_BARE
                                                             : VOICE_ACTIVE;
    if (part && have && be < 0) c->voice = VOICE_ACTIVE;
    c->neg = neg;
    c->modal = modal;
    c->future = future;
    c->inf = inf;
    c->when = when;
    c->finite = (aux && f != FORM_ING) || modal || f == FORM_S || f == FORM_PAST ||
                f == FORM_BASE || f == FORM_ED ||
                (aux && be >= 0 && !word_is(d, from, "being") && !word_is(d, from, "having"));
    if (inf || (!aux && f == FORM_ING) || word_is(d, from, "being") || word_is(d, from, "having"))
        c->finite = false;
}

/* Does an adverb or "not" here lead into a verb group? */
static bool leads_verb(const struct walk *k, i32 i) {
    return group_goes_on(k->d, i, k->to) && k->d->w[i].pos != POS_WHEN;
}

static void one_chunk(struct walk *k) {
    const struct doc *d = k->d;
    i32 i = k->at;
    u8 p = d->w[i].pos;
    const struct token *t = &d->t.v[i];
    if (t->kind == TOK_OPEN || t->kind == TOK_CLOSE) {
        bool np = t->kind == TOK_OPEN && i + 1 < k->to && d->w[i + 1].pos == POS_NUM;
        add(k, t->kind == TOK_OPEN ? CH_OPEN : CH_CLOSE, i, i + 1);
        (void)np;
        return;
    }
    switch (p) {
    case POS_WHEN: {
        struct chunk *c = add(k, CH_WHEN, i, unit_end(k, i));
        c->when = d->w[i].when;
        return;
    }
    case POS_AUX:
    case POS_MODAL:
    case POS_VERB:
    case POS_TO: verb_group(k); return;
    case POS_NEG:
    case POS_ADV:
        if (leads_verb(k, i))
            verb_group(k);
        else
            add(k, CH_ADV, i, unit_end(k, i))->neg = p == POS_NEG;
        return;
    case POS_PREP: add(k, CH_PREP, i, unit_end(k, i)); return;
    case POS_CONJ: add(k, CH_CONJ, i, unit_end(k, i)); return;
    case POS_SUB: add(k, CH_SUB, i, unit_end(k, i)); return;
    case POS_WH: add(k, CH_WH, i, unit_end(k, i)); return;
    case POS_PRON: {
        struct chunk *c = add(k, CH_NP, i, unit_end(k, i));
        c->pron = true;
        c->neg = word_flags(d, i) & LEX_NEGATES;
        return;
    }
    case POS_ADJ:
    case POS_DET:
    case POS_NOUN:
    case POS_NAME:
    case POS_NUM: {
        /* adjectives without a noun behind them are predicates */
        i32 j = i;
        while (j < k->to && (d->w[j].pos == POS_ADJ || d->w[j].pos == POS_ADV))
            j = unit_end(k, j);
        if (p == POS_ADJ && (j >= k->to || !in_np(d->w[j].pos) || d->w[j].pos == POS_DET ||
                             d->w[j].pos == POS_NUM)) {
            add(k, CH_ADJ, i, unit_end(k, i));
            return;
        }
        noun_group(k);
        return;
    }
    case POS_POSS: add(k, CH_MARK, i, i + 1)->mark = '\''; return;
    default: add(k, CH_MARK, i, i + 1)->mark = t->mark; return;
    }
}

i32 chunk_sentence(const struct doc *d, const struct sentence *s, struct chunk *c) {
    struct walk k = {d, s->dateline > s->from ? s->dateline : s->from, s->to, c, 0};
    while (k.at < k.to) {
        CHECK(k.n < CHUNKS_MAX);
        one_chunk(&k);
    }
    return k.n;
}
