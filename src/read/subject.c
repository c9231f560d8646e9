/* Subjects and noun phrases over chunks: what stands before a verb group, over insertions, lists
 * and reduced relative clauses. */
#include "read/source.h"

bool is_clause_mark(const struct chunk *c) {
    return c->type == CH_MARK &&
           (c->mark == ',' || c->mark == ';' || c->mark == ':' || c->mark == '-' ||
            c->mark == '.' || c->mark == '(' || c->mark == ')' || c->mark == '!' || c->mark == '?');
}

bool is_mark(const struct chunk *c, char m) {
    return c->type == CH_MARK && c->mark == m;
}

bool prep_is(const struct doc *d, const struct chunk *c, const char *w) {
    return c->type == CH_PREP && c->to == c->from + 1 && word_is(d, c->from, w);
}

bool joins(const struct doc *d, const struct chunk *c) {
    static const char *const p[] = {"of",   "for", "in", "at",      "from",   "on",     "with",
                                    "near", "to",  "by", "outside", "inside", "behind", "within"};
    if (c->type != CH_PREP) return false;
    for (i64 i = 0; i < LEN(p); i++)
        if (prep_is(d, c, p[i])) return true;
    return false;
}

bool may_speak(const struct doc *d, const struct chunk *c) {
    if (c->type != CH_NP || c->when) return false;
    if (c->pron) {
        if (c->num) return true; /* one of them */
        static const char *const p[] = {"he", "she", "they", "it", "we", "i", "another", "some"};
        for (i64 i = 0; i < LEN(p); i++)
            if (word_is(d, c->from, p[i])) return true;
        return false;
    }
    if (!c->row) return !c->pure_num; /* a word no lexicon knows: "a councillor", "the museum" */
    return c->name || chunk_flags(c) & (LEX_SPEAKER | LEX_ORG | LEX_PERSON);
}

u8 role_of(const struct doc *d, i32 from, i32 to) {
    u8 best = 0, title = 0, org = 0;
    for (i32 i = from; i < to; i++) {
        const struct lex_sense *s = d->w[i].sense;
        if (!s || !s->row->role1) continue;
        u8 r = (u8)(s->row->role1 - 1);
        bool after_of = i > from && d->w[i - 1].pos == POS_PREP;
        if (s->row->flags & LEX_TITLE)
            title = title ? title : s->row->role1;
        else if (s->row->flags & LEX_ORG && !best)
            org = org ? org : s->row->role1;
        else if (r == ROLE_SPOKESPERSON)
            return r;
        else if (!best && !after_of)
            best = s->row->role1;
    }
    for (i32 i = from; i + 1 < to; i++)
        if (word_is(d, i, "speaks") && word_is(d, i + 1, "for")) return ROLE_SPOKESPERSON;
    if (best) return (u8)(best - 1);
    if (title) return (u8)(title - 1);
    for (i32 i = from; !org && i < to; i++)
        if (word_is(d, i, "head") && i > from && d->w[i - 1].pos == POS_DET) return ROLE_OFFICIAL;
    return org ? (u8)(org - 1) : ROLE_UNKNOWN;
}

/* ---- subjects and phrases ---- */

/* A person is no apposition of many or of a body: "According to Captain A, the gangs of B". */
static bool others(const struct doc *d, const struct chunk *one, const struct chunk *two) {
    u32 a = chunk_flags(one), b = chunk_flags(two);
    bool person = !one->plural && !one->num &&
                  (a & (LEX_PERSON | LEX_TITLE) ||
                   (one->name && word_flags(d, one->from) & (LEX_TITLE | LEX_PERSON)));
    if (two->num && d->nums[two->num - 1].min > 1 && !one->num && !one->plural)
        return true; /* "by the commission, 21 civilians" */
    return person && !two->name && (two->plural || (b & LEX_ORG && !(b & LEX_PERSON)));
}

i32 phrase_end(const struct doc *d, const struct chunk *c, i32 n, i32 i, bool appositions) {
    i32 e = i + 1;
    for (;;) {
        if (e + 1 < n && joins(d, &c[e]) && c[e + 1].type == CH_NP) {
            e += 2;
        } else if (e < n && c[e].type == CH_NP && c[e - 1].type == CH_NP &&
                   (c[e].name || chunk_flags(&c[e]) & LEX_TITLE) && appositions &&
                   c[i].type == CH_NP) {
            e += 1; /* "of the Ministry of Defence Colonel A" */
        } else if (appositions && e + 1 < n && is_mark(&c[e], ',') && c[e + 1].type == CH_NP &&
                   may_speak(d, &c[e + 1]) && !c[e + 1].pron && !others(d, &c[i], &c[e + 1])) {
            i32 f = phrase_end(d, c, n, e + 1, false);
            bool closed = f >= n || is_clause_mark(&c[f]) || c[f].type == CH_CLOSE ||
                          c[f].type == CH_OPEN || c[f].type == CH_WHEN;
            if (!closed) return e;
            e = f;
        } else if (appositions && e + 2 < n && is_mark(&c[e], ',') && c[e + 1].type == CH_WH &&
                   c[e + 2].type == CH_VG && !(c[e + 2].row && c[e + 2].row->act1) &&
                   !word_is(d, c[e + 2].head, "puts") && !word_is(d, c[e + 2].head, "put")) {
            i32 f = e + 2;
            while (f < n && !is_clause_mark(&c[f]))
                f++;
            e = f; /* "who speaks for the ministry" */
        } else if (appositions && e + 1 < n && c[e].type == CH_WH && c[e + 1].type == CH_VG &&
                   !(c[e + 1].row && c[e + 1].row->act1) &&
                   (chunk_flags(&c[e - 1]) | chunk_flags(&c[i])) & LEX_PERSON) {
            i32 f = e + 1;
            while (f < n && !is_clause_mark(&c[f]) && c[f].type != CH_SUB && c[f].type != CH_CONJ)
                f++;
            e = f; /* "a nurse who washed the bodies" */
        } else {
            return e;
        }
    }
}

/* Comma before chunk j that opens the insertion which ends at comma j, or -1. */
static i32 insertion_start(const struct doc *d, const struct chunk *c, i32 j) {
    (void)d;
    for (i32 k = j - 1; k > 0 && j - k < 24; k--) {
        if (c[k].type == CH_OPEN || c[k].type == CH_CLOSE) return -1;
        if (is_mark(&c[k], ',')) return k;
        if (is_mark(&c[k], ';') || is_mark(&c[k], ':')) return -1;
    }
    return -1;
}

/* "18 members of a family, including five women, two men and a child, were": from inside the list
 * back to its head. */
static i32 before_including(const struct doc *d, const struct chunk *c, i32 j) {
    for (i32 k = j; k > 1 && j - k < 24; k--) {
        if (c[k].type == CH_VG || c[k].type == CH_SUB || c[k].type == CH_WH ||
            is_mark(&c[k], ';') || is_mark(&c[k], ':'))
            return j;
        bool inc = (c[k].type == CH_PREP &&
                    (word_is(d, c[k].from, "including") ||
                     (word_is(d, c[k].from, "among") && word_is(d, c[k].from + 1, "them")))) ||
                   (c[k].type == CH_NP &&
                    (word_is(d, c[k].from, "all") || word_is(d, c[k].from, "most") ||
                     word_is(d, c[k].from, "some") || word_is(d, c[k].from, "mostly")) &&
                    is_mark(&c[k - 1], ','));
        if (!inc) continue;
        i32 p = k - 1;
        if (p > 0 && (is_mark(&c[p], ',') || is_mark(&c[p], '-') || is_mark(&c[p], '('))) p--;
        while (p > 0 && is_mark(&c[p], ')')) {
            while (p > 0 && !is_mark(&c[p], '('))
                p--;
            p--;
        }
        return p >= 0 && c[p].type == CH_NP ? p : j;
    }
    return j;
}

/* "people arriving from X described", "civilians executed by Y had been found": over a reduced
 * relative clause. */
static i32 reduced_before(const struct doc *d, const struct chunk *c, i32 v, i32 j) {
    bool aux = c[v].finite && (c[v].voice == VOICE_PASSIVE || c[v].to - c[v].from > 1);
    i32 p = j - 1;
    while (p > 0 && (c[p].type == CH_PREP || c[p].type == CH_WHEN || c[p].type == CH_ADV))
        p--;
    if (p < 1 || c[p].type != CH_VG) return -1;
    bool of_ing = p > 2 && c[p].form == FORM_ING && !c[p].finite && prep_is(d, &c[p - 1], "of") &&
                  c[p - 2].type == CH_VG && c[p - 2].voice == VOICE_BARE &&
                  c[p - 3].type == CH_NP && aux && c[v].finite;
    if (of_ing) return p - 3; /* "two officers suspected of killing a student were arrested" */
    if (c[v].row && c[v].row->act1 && chunk_flags(&c[j]) & LEX_PERSON)
        aux = aux && true;
    else
        aux = aux || (c[v].row && c[v].row->act1); /* two residents reached by phone said */
    bool ing = c[p].form == FORM_ING && !c[p].finite,
         bare = c[p].voice == VOICE_BARE && c[p].form != FORM_PAST && c[p].type == CH_VG &&
                p + 1 < j && c[p + 1].type == CH_PREP;
    if (!(ing || bare) || !(aux || (c[v].finite && ing))) return -1;
    i32 q = p - 1;
    while (q > 0 && c[q].type == CH_ADV)
        q--;
    return c[q].type == CH_NP ? q : -1;
}

i32 subject_of(const struct doc *d, const struct chunk *c, i32 n, i32 v, i32 *end) {
    i32 j = v - 1;
    (void)n;
    while (j >= 0 && (c[j].type == CH_ADV || c[j].type == CH_WHEN))
        j--;
    if (j >= 2 && c[j].type == CH_CLOSE && c[j - 1].type == CH_NP && c[j - 2].type == CH_OPEN)
        j--; /* “two thousand souls” have left */
    /* "told … on Tuesday" stands right; "Drenth, the spokesman, said": jump over insertions */
    for (int hops = 0;
         j >= 0 && (is_mark(&c[j], ',') || is_mark(&c[j], ')') || is_mark(&c[j], '-')) && hops < 4;
         hops++) {
        if (!is_mark(&c[j], ',')) {
            char open = is_mark(&c[j], ')') ? '(' : '-';
            i32 o = j - 1;
            while (o > 0 && j - o < 40 && !is_mark(&c[o], open))
                o--;
            if (o < 1 || !is_mark(&c[o], open)) return -1;
            j = o - 1;
            continue;
        }
        i32 k = insertion_start(d, c, j);
        if (k < 1) return -1;
        bool rel = c[k + 1].type == CH_WH ||
                   (k + 2 < j && c[k + 1].type == CH_PREP && c[k + 2].type == CH_WH) ||
                   (k + 3 < j && c[k + 2].type == CH_PREP && c[k + 3].type == CH_WH);
        bool np = c[k + 1].type == CH_NP && phrase_end(d, c, j, k + 1, false) >= j;
        bool time = c[k + 1].type == CH_WHEN || c[k + 1].type == CH_PREP ||
                    c[k + 1].type == CH_ADV || c[k + 1].type == CH_ADJ ||
                    (c[k + 1].type == CH_VG && !c[k + 1].finite);
        bool verb = false;
        for (i32 q = k + 1; q < j; q++)
            verb = verb || (c[q].type == CH_VG && c[q].finite && c[q].voice != VOICE_BARE &&
                            !(c[q].row && c[q].row->act1 && j - k <= 6));
        bool aside = c[k + 1].type == CH_SUB &&
                     !word_is(d, c[k + 1].from, "that"); /* ", before being chased out," */
        if (!rel && !np && !time && !aside && verb) return -1;
        j = k - 1;
    }
    while (j >= 0 && (c[j].type == CH_ADV || c[j].type == CH_WHEN))
        j--;
    if (j < 0 || c[j].type != CH_NP) return -1;
    if (c[v].voice != VOICE_BARE || is_mark(&c[v - 1], ',')) j = before_including(d, c, j);
    *end = j + 1;
    for (;;) {
        i32 head = reduced_before(d, c, v, j);
        if (head >= 0) {
            j = head;
            *end = j + 1;
            continue;
        }
        if (j >= 2 && joins(d, &c[j - 1]) && c[j - 2].type == CH_NP)
            j -= 2;
        else if (j >= 2 && c[j].pure_num && is_mark(&c[j - 1], ',') && c[j - 2].type == CH_NP &&
                 c[j - 2].name)
            j -= 2;
        else if (j >= 1 && c[j - 1].type == CH_NP && chunk_flags(&c[j]) & LEX_TITLE)
            j -= 1;
        else if (j >= 1 && c[j - 1].type == CH_NP && d->w[c[j].from].sense &&
                 word_flags(d, c[j].from) & LEX_TITLE)
            j -= 1;
        else
            break;
    }
    return j;
}
