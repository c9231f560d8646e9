#include "read/roles_text.h"

static bool article(struct str w) {
    return str_eqc(w, "a") || str_eqc(w, "an") || str_eqc(w, "the");
}

u32 role_key(struct str s) {
    u32 h = 2166136261u;
    for (i64 i = 0; i < s.n;) {
        char word[64];
        i64 n = 0;
        for (; i < s.n && !is_space(s.p[i]); i++)
            if ((is_alnum(s.p[i]) || (u8)s.p[i] >= 0x80) && n < (i64)sizeof word)
                word[n++] = lower(s.p[i]);
        while (i < s.n && is_space(s.p[i]))
            i++;
        if (!n || article((struct str){word, n})) continue;
        h = (h ^ ' ') * 16777619u;
        for (i64 k = 0; k < n; k++)
            h = (h ^ (u8)word[k]) * 16777619u;
    }
    return h;
}

static bool is(const struct role_text *r, i32 i, const char *w) {
    return i >= 0 && i < r->t.n && tok_is(r->text, &r->t.v[i], w);
}

/* ---- sentences ---- */

/* A full stop behind it does not end the sentence: "gen. soro", "u.s. troops". */
static bool shortened(const struct role_text *r, i32 i) {
    static const char *const words[] = {"gen", "col", "lt",  "maj",  "capt", "cap", "sgt", "dr",
                                        "mr",  "mrs", "ms",  "st",   "gov",  "sen", "rep", "no",
                                        "jr",  "sr",  "adm", "brig", "prof", "rev", "km",  "vs"};
    if (i < 0 || r->t.v[i].kind != TOK_WORD) return false;
    struct str w = tok_str(r->text, &r->t.v[i]);
    if (w.n == 1 || str_chr(w, '.', 0) >= 0) return true;
    for (i64 k = 0; k < LEN(words); k++)
        if (str_eqc(w, words[k])) return true;
    return false;
}

static bool ends_sentence(const struct role_text *r, i32 i) {
    const struct token *t = &r->t.v[i];
    if (t->kind != TOK_MARK || (t->mark != '.' && t->mark != '?' && t->mark != '!')) return false;
    return t->mark != '.' || !shortened(r, i - 1);
}

/* Capitals say nothing here, so marks and empty lines alone cut. */
static void cut_sentences(struct arena *a, struct role_text *r) {
    i32 cap = r->t.n + 1, from = 0, para = 0;
    r->s.v = NEWN(a, struct sentence, cap);
    for (i32 i = 0; i < r->t.n; i++) {
        bool last = i + 1 == r->t.n, end = last || i + 1 - from >= SENTENCE_TOKENS_MAX;
        if (!last && r->t.v[i + 1].flags & TOK_PARA) end = true;
        bool stop = ends_sentence(r, i);
        if (!end && stop) end = r->t.v[i + 1].kind != TOK_CLOSE;
        if (!end && i && r->t.v[i].kind == TOK_CLOSE) end = ends_sentence(r, i - 1);
        if (!end) continue;
        r->s.v[r->s.n++] = (struct sentence){.from = from, .to = i + 1, .para = para};
        from = i + 1;
        para += !last && r->t.v[i + 1].flags & TOK_PARA;
    }
}

/* ---- noun groups ---- */

static bool time_word(const struct role_text *r, i32 i) {
    static const char *const words[] = {
        "yesterday", "today",     "tonight", "tomorrow", "monday",  "tuesday",
        "wednesday", "thursday",  "friday",  "saturday", "sunday",  "january",
        "february",  "march",     "april",   "may",      "june",    "july",
        "august",    "september", "october", "november", "december"};
    for (i64 k = 0; k < LEN(words); k++)
        if (is(r, i, words[k])) return true;
    return false;
}

static bool nounish(u8 tag) {
    return tag == UPOS_NOUN || tag == UPOS_PROPN || tag == UPOS_X || tag == UPOS_SYM;
}

static bool mark(const struct role_text *r, i32 i) {
    if (r->t.v[i].mark == '.' && shortened(r, i - 1)) return false;
    return r->t.v[i].kind != TOK_WORD && r->t.v[i].kind != TOK_NUMBER;
}

/* May the word stand in a noun group, before its end? */
static bool inside(const struct role_text *r, i32 i, i32 end) {
    u8 t = r->tag[i];
    if (r->t.v[i].kind == TOK_OPEN || r->t.v[i].kind == TOK_CLOSE)
        return i + 1 < end && (nounish(r->tag[i + 1]) || r->tag[i + 1] == UPOS_ADJ);
    if (mark(r, i) || time_word(r, i)) return false;
    if (r->t.v[i].kind == TOK_MARK) return i + 1 < end && inside(r, i + 1, end);
    if (nounish(t) || t == UPOS_ADJ || t == UPOS_NUM || is(r, i, "'s")) return true;
    if (t == UPOS_VERB || t == UPOS_ADV)
        return i + 1 < end && !mark(r, i + 1) &&
               (nounish(r->tag[i + 1]) || (t == UPOS_ADV && r->tag[i + 1] == UPOS_ADJ));
    return false;
}

/* The end of the noun group that begins at i; i when there is none. */
static i32 group_end(const struct role_text *r, i32 i, i32 end) {
    i32 last = i, k = i;
    while (k < end && (k == i || r->tag[k] != UPOS_DET) && inside(r, k, end)) {
        if (r->tag[k] == UPOS_VERB && k > i && nounish(r->tag[k - 1])) break;
        k++;
        if (!mark(r, k - 1) &&
            (nounish(r->tag[k - 1]) || r->tag[k - 1] == UPOS_NUM || r->tag[k - 1] == UPOS_ADJ))
            last = k;
    }
    return last;
}

static void add_mention(struct arena *a, struct role_text *r, i32 from, i32 to, i32 np_from,
                        i32 np_to, i32 sent) {
    if (to - from > ROLE_WORDS_MOST) return;
    struct role_mention *m = PUSH(a, r->m, r->n, r->cap);
    *m = (struct role_mention){.from = from,
                               .to = to,
                               .head = to <= np_to ? to - 1 : np_to - 1,
                               .np_from = np_from,
                               .np_to = np_to,
                               .sent = sent};
    m->key = role_key(role_words(r, from, to));
}

/* Every part of the group that ends in a noun, and the group with the "of" group behind it. */
static void add_group(struct arena *a, struct role_text *r, i32 from, i32 to, i32 end, i32 sent) {
    i32 of = 0, k = to;
    if (k + 1 < end && (is(r, k, "of") || is(r, k, "de") || is(r, k, "for"))) {
        i32 b = k + 1;
        while (b < end && (r->tag[b] == UPOS_DET || r->tag[b] == UPOS_PRON))
            b++;
        i32 e = b < end ? group_end(r, b, end) : b;
        if (e > b) of = e;
    }
    for (i32 i = from; i < to; i++) {
        if (mark(r, i) || is(r, i, "'s") || (r->tag[i] == UPOS_ADV && i == from)) continue;
        for (i32 e = i + 1; e <= to; e++)
            if (!mark(r, e - 1) &&
                (nounish(r->tag[e - 1]) || r->t.v[e - 1].flags & TOK_HYPHEN || e == to))
                add_mention(a, r, i, e, from, to, sent);
        if (of) add_mention(a, r, i, of, from, to, sent);
    }
}

static void add_groups(struct arena *a, struct role_text *r, i32 si) {
    const struct sentence *s = &r->s.v[si];
    for (i32 i = s->from; i < s->to;) {
        i32 e = group_end(r, i, s->to);
        if (e <= i || mark(r, i)) {
            i++;
            continue;
        }
        add_group(a, r, i, e, s->to, si);
        i = e;
    }
}

/* What the tagger takes for a verb where only a noun can stand: "of dynamite", "the bombing". */
static void mend_tags(struct role_text *r, i32 from, i32 to) {
    for (i32 i = from; i < to; i++) /* "armed men": a common noun is no auxiliary */
        if (r->cls[i] >= RC_REBEL && r->tag[i] == UPOS_AUX) r->tag[i] = UPOS_NOUN;
    for (i32 i = from + 1; i < to; i++) {
        bool of = is(r, i - 1, "of") || is(r, i - 1, "with") || is(r, i - 1, "'s");
        bool before = of || r->tag[i - 1] == UPOS_DET || r->tag[i - 1] == UPOS_NUM;
        bool next = i + 1 < to && (nounish(r->tag[i + 1]) || r->tag[i + 1] == UPOS_ADJ);
        if (is(r, i, "dynamite")) r->tag[i] = UPOS_NOUN;
        if (r->tag[i] != UPOS_VERB || !before || next) continue;
        if (!str_ends(tok_str(r->text, &r->t.v[i]), S("ing")) || !of) r->tag[i] = UPOS_NOUN;
    }
}

/* ---- strings ---- */

static void group_items(struct arena *a, struct role_text *r) {
    i64 size = 64;
    while (size < r->n * 2)
        size *= 2;
    i32 *slot = NEWN(a, i32, size);
    for (i64 i = 0; i < r->n; i++) {
        i64 h = r->m[i].key & (size - 1);
        while (slot[h] && r->item[slot[h] - 1].key != r->m[i].key)
            h = (h + 1) & (size - 1);
        if (!slot[h]) {
            *PUSH(a, r->item, r->items, r->capitems) = (struct role_item){.key = r->m[i].key};
            slot[h] = (i32)r->items;
        }
        r->m[i].item = slot[h] - 1;
        r->item[slot[h] - 1].n++;
    }
    r->by_item = NEWN(a, i32, r->n);
    i32 at = 0;
    for (i64 k = 0; k < r->items; k++) {
        r->item[k].first = at;
        at += r->item[k].n;
        r->item[k].n = 0;
    }
    for (i64 i = 0; i < r->n; i++) {
        struct role_item *it = &r->item[r->m[i].item];
        r->by_item[it->first + it->n++] = (i32)i;
    }
}

struct role_text *role_text_make(struct arena *a, const struct linear *caseless, struct str text) {
    struct role_text *r = NEW(a, struct role_text);
    r->text = str_lower(a, text);
    r->t = tokenize(a, r->text, 0, r->text.n);
    cut_sentences(a, r);
    r->w = NEWN(a, struct wordtype, r->t.n + 1);
    r->tag = NEWN(a, u8, r->t.n + 1);
    r->sent = NEWN(a, i32, r->t.n + 1);
    r->cls = NEWN(a, u8, r->t.n + 1);
    for (i32 i = 0; i < r->t.n; i++)
        r->w[i] = wordtype_of(tok_str(r->text, &r->t.v[i]));
    role_classes(*a, r);
    for (i32 si = 0; si < r->s.n; si++) {
        i32 from = r->s.v[si].from, to = r->s.v[si].to;
        caseless_tag(caseless, r->w + from, to - from, r->tag + from);
        mend_tags(r, from, to);
        for (i32 i = from; i < to; i++)
            r->sent[i] = si;
        add_groups(a, r, si);
    }
    group_items(a, r);
    return r;
}
