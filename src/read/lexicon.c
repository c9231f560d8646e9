#include "read/doc.h"
#include "read/given.h"

#include "base/asset.h"

#include <sodium.h>

ASSET(lex_closed, "data/lexicon/closed.tsv");
ASSET(lex_verbs, "data/lexicon/verbs.tsv");
ASSET(lex_nouns, "data/lexicon/nouns.tsv");
ASSET(lex_people, "data/lexicon/people.tsv");
ASSET(lex_phrases, "data/lexicon/phrases.tsv");

enum { LEX_SLOTS = 1 << 15, LEX_PHRASE_WORDS = 6 };

struct build {
    struct arena *a;
    struct lexicon *lx;
    struct lex_row *row;
    bool last_word; /* the last word of a verb phrase is inflected: booby trap */
};

static struct str file_at(int i) {
    switch (i) {
    case 0: return lex_closed();
    case 1: return lex_verbs();
    case 2: return lex_nouns();
    case 3: return lex_people();
    case 4: return lex_phrases();
    default: return (struct str){0};
    }
}

static u32 key_hash(struct str key, int *words) {
    u32 h = 0;
    *words = 0;
    struct str rest = key;
    while (rest.n > 0) {
        struct str w = str_cut(&rest, ' ');
        h = h * 31 + word_hash(w);
        ++*words;
    }
    return h;
}

/* One mark "a longer phrase begins so" per prefix would cost a table; instead the first word's slot
 * keeps the most words of any phrase that begins with it: a sense with row NULL. */
static struct lex_sense *slot_find(const struct lexicon *lx, u32 hash, struct str key) {
    for (u32 i = hash & lx->mask;; i = (i + 1) & lx->mask) {
        struct lex_sense *s = lx->slots[i];
        if (!s) return NULL;
        if (s->hash == hash && str_eq(s->key, key)) return s;
    }
}

static void slot_put(struct lexicon *lx, struct lex_sense *s) {
    u32 i = s->hash & lx->mask;
    while (lx->slots[i])
        i = (i + 1) & lx->mask;
    lx->slots[i] = s;
}

static void add_form(struct build *b, struct str key, enum form form) {
    int words;
    u32 h = key_hash(key, &words);
    CHECK(words >= 1 && words <= LEX_PHRASE_WORDS && b->lx->nsenses < LEX_SLOTS / 2);
    struct lex_sense *s = NEW(b->a, struct lex_sense);
    *s = (struct lex_sense){b->row, key, h, (u8)form, (u8)words, NULL};
    b->lx->nsenses++;
    struct lex_sense *old = slot_find(b->lx, h, key);
    if (old) {
        while (old->next)
            old = (struct lex_sense *)old->next;
        old->next = s;
    } else {
        slot_put(b->lx, s);
    }
    if (words == 1) return;
    struct str rest = key, first = str_cut(&rest, ' ');
    u32 fh = word_hash(first) ^ 0x9E3779B9u; /* the marker lives under another hash */
    struct lex_sense *m = slot_find(b->lx, fh, first);
    if (!m) {
        m = NEW(b->a, struct lex_sense);
        *m = (struct lex_sense){NULL, first, fh, 0, 0, NULL};
        slot_put(b->lx, m);
        b->lx->nsenses++;
    }
    if (m->words < words) m->words = (u8)words;
}

static bool vowel(char c) {
    return c && strchr("aeiou", c);
}

/* "kill" + "ed": drops a final e, turns y into i. Doubling of consonants is given by forms= or the
 * row flag. */
static struct str inflect(struct build *b, struct str w, const char *end, bool twice) {
    struct str rest = w, tail = {0};
    i64 sp = b->last_word ? -1 : str_chr(w, ' ', 0);
    if (sp > 0) rest = str_sub(w, 0, sp), tail = str_sub(w, sp, w.n);
    char last = rest.p[rest.n - 1], before = rest.n > 1 ? rest.p[rest.n - 2] : 0;
    struct str stem = rest;
    struct buf o = buf_make(b->a, 200);
    if (end[0] == 's') {
        bool es = last == 's' || last == 'x' || last == 'z' ||
                  (last == 'h' && (before == 's' || before == 'c'));
        if (last == 'y' && !vowel(before))
            buf_put(&o, str_sub(stem, 0, stem.n - 1)), buf_puts(&o, "ies");
        else
            buf_put(&o, stem), buf_puts(&o, es ? "es" : "s");
    } else {
        if (last == 'e' && (end[0] == 'e' || !(before == 'e' || before == 'o' || before == 'y')))
            stem = str_sub(stem, 0, stem.n - 1);
        bool ied = last == 'y' && !vowel(before) && end[0] == 'e';
        buf_put(&o, ied ? str_sub(stem, 0, stem.n - 1) : stem);
        if (ied) buf_c(&o, 'i');
        if (twice) buf_c(&o, last);
        buf_puts(&o, end);
    }
    buf_put(&o, tail);
    return buf_str(&o);
}

static void add_verb(struct build *b, struct str words, struct str forms, bool twice) {
    add_form(b, words, FORM_BASE);
    if (!forms.n) {
        add_form(b, inflect(b, words, "s", false), FORM_S);
        add_form(b, inflect(b, words, "ed", twice), FORM_ED);
        add_form(b, inflect(b, words, "ing", twice), FORM_ING);
        return;
    }
    /* forms=past,participle[,ing]: past and participle equal are one form */
    struct str rest = forms, past = str_cut(&rest, ','), pp = str_cut(&rest, ','),
               ing = str_cut(&rest, ',');
    struct str tail = {0};
    i64 sp = str_chr(words, ' ', 0);
    if (sp > 0) tail = str_sub(words, sp, words.n);
    bool same = str_eq(past, pp);
    add_form(b, inflect(b, words, "s", false), FORM_S);
    add_form(b, str_cat(b->a, past, tail), same ? FORM_ED : FORM_PAST);
    if (!same) add_form(b, str_cat(b->a, pp, tail), FORM_PP);
    add_form(b, ing.n ? str_cat(b->a, ing, tail) : inflect(b, words, "ing", twice), FORM_ING);
}

static void add_noun(struct build *b, struct str words, struct str plural) {
    add_form(b, words, str_eqc(plural, "-") ? FORM_NONE : FORM_SING);
    if (str_eqc(plural, "-")) return;
    if (plural.n) {
        struct buf o = buf_make(b->a, 200);
        for (i64 i = 0; i < plural.n; i++)
            buf_c(&o, plural.p[i] == '_' ? ' ' : plural.p[i]);
        add_form(b, buf_str(&o), FORM_PLUR);
        return;
    }
    i64 sp = words.n; /* the last word takes the plural */
    while (sp > 0 && words.p[sp - 1] != ' ')
        sp--;
    struct str head = str_sub(words, 0, sp), last = str_sub(words, sp, words.n);
    add_form(b, str_cat(b->a, head, inflect(b, last, "s", false)), FORM_PLUR);
}

static bool set_value(struct lex_row *r, struct str key, struct str value) {
    int v;
    enum kind k;
    if (str_eqc(key, "kind")) return kind_parse(value, &k) ? (r->kind1 = (u8)(k + 1), true) : false;
    if (str_eqc(key, "act") && word_parse("act", value, &v)) return r->act1 = (u8)(v + 1), true;
    if (str_eqc(key, "role") && word_parse("role", value, &v)) return r->role1 = (u8)(v + 1), true;
    if (str_eqc(key, "who") && word_parse("who", value, &v)) return r->who1 = (u8)(v + 1), true;
    if (str_eqc(key, "what") && word_parse("what", value, &v)) return r->what1 = (u8)(v + 1), true;
    if (str_eqc(key, "finding") && word_parse("finding", value, &v))
        return r->finding1 = (u8)(v + 1), true;
    if (str_eqc(key, "precision") && word_parse("precision", value, &v))
        return r->precision1 = (u8)(v + 1), true;
    return false;
}

static bool set_flag(struct lex_row *r, struct str f) {
    static const struct {
        const char *name;
        u32 bit;
    } flags[] = {
        {"person", LEX_PERSON},     {"perp", LEX_PERP},           {"speaker", LEX_SPEAKER},
        {"org", LEX_ORG},           {"media", LEX_MEDIA},         {"body", LEX_BODY},
        {"weapon", LEX_WEAPON},     {"state", LEX_STATE},         {"intrans", LEX_INTRANS},
        {"objtrig", LEX_OBJ_TRIG},  {"future", LEX_FUTURE},       {"negates", LEX_NEGATES},
        {"hearsay", LEX_HEARSAY},   {"question", LEX_QUESTION},   {"hearer", LEX_REFLECT},
        {"weak", LEX_WEAK},         {"perpcue", LEX_PERPCUE},     {"hazobj", LEX_HAZOBJ},
        {"depot", LEX_DEPOT},       {"munition", LEX_MUNITION},   {"grave", LEX_GRAVE},
        {"title", LEX_TITLE},       {"groupname", LEX_GROUPNAME}, {"placename", LEX_PLACENAME},
        {"unit", LEX_UNIT},         {"event", LEX_EVENTN},        {"building", LEX_BUILDING},
        {"relative", LEX_RELATIVE}, {"groupref", LEX_GROUPREF},   {"testi", LEX_TESTI},
        {"loaded", LEX_LOADED}};
    for (i64 i = 0; i < LEN(flags); i++)
        if (str_eqc(f, flags[i].name)) return r->flags |= flags[i].bit, true;
    return false;
}

static bool pos_parse(struct str s, u8 *pos) {
    static const struct {
        const char *name;
        u8 pos;
    } names[] = {
        {"noun", POS_NOUN},   {"name", POS_NAME}, {"verb", POS_VERB},   {"aux", POS_AUX},
        {"modal", POS_MODAL}, {"adj", POS_ADJ},   {"adv", POS_ADV},     {"det", POS_DET},
        {"pron", POS_PRON},   {"prep", POS_PREP}, {"conj", POS_CONJ},   {"sub", POS_SUB},
        {"wh", POS_WH},       {"neg", POS_NEG},   {"phrase", POS_NONE}, {"poss", POS_POSS}};
    for (i64 i = 0; i < LEN(names); i++)
        if (str_eqc(s, names[i].name)) return *pos = names[i].pos, true;
    return false;
}

static void bad_row(struct str line) {
    struct err e = {0};
    (void)fail(&e, RC_INTERNAL, "lexicon row not understood: %.*s", SARG(line));
    check_failed("data/lexicon", 0, e.msg);
}

static void add_row(struct build *b, struct str line) {
    struct str rest = line, words = str_cut(&rest, '\t'), cls = str_cut(&rest, '\t');
    struct str forms = {0}, plural = {0};
    bool twice = false;
    b->last_word = false;
    struct lex_row *r = b->row = NEW(b->a, struct lex_row);
    r->words = words;
    if (!pos_parse(cls, &r->pos)) bad_row(line);
    while (rest.n > 0) {
        struct str f = str_cut(&rest, ' ');
        i64 eq = str_chr(f, '=', 0);
        struct str key = str_sub(f, 0, eq < 0 ? f.n : eq),
                   value = eq < 0 ? (struct str){0} : str_sub(f, eq + 1, f.n);
        if (!f.n) continue;
        if (str_eqc(key, "forms"))
            forms = value;
        else if (str_eqc(key, "plural"))
            plural = value;
        else if (str_eqc(f, "twice"))
            twice = true;
        else if (str_eqc(f, "last"))
            b->last_word = true;
        else if (!(eq < 0 ? set_flag(r, f) : set_value(r, key, value)))
            bad_row(line);
    }
    b->lx->nrows++;
    if (r->pos == POS_VERB)
        add_verb(b, words, forms, twice);
    else if (r->pos == POS_NOUN)
        add_noun(b, words, plural);
    else
        add_form(b, words, FORM_NONE);
}

const struct lexicon *lexicon_make(struct arena *a) {
    struct build b = {.a = a, .lx = NEW(a, struct lexicon)};
    b.lx->slots = NEWN(a, struct lex_sense *, LEX_SLOTS);
    b.lx->mask = LEX_SLOTS - 1;
    for (int i = 0; file_at(i).p; i++) {
        struct str rest = file_at(i);
        while (rest.n > 0) {
            struct str line = str_cut(&rest, '\n');
            if (line.n && line.p[0] != '#') add_row(&b, line);
        }
    }
    return b.lx;
}

static bool key_matches(struct str key, struct str text, const struct token *t, i32 i, i32 n) {
    char w[64];
    struct str rest = key;
    for (i32 k = 0; k < n; k++) {
        struct str one = str_cut(&rest, ' ');
        if (one.n >= (i64)sizeof w) return false;
        memcpy(w, one.p, (size_t)one.n);
        w[one.n] = 0;
        if (!tok_is(text, &t[i + k], w)) return false;
    }
    return true;
}

static const struct lex_sense *probe(const struct lexicon *lx, u32 h, struct str text,
                                     const struct token *t, i32 i, i32 n) {
    for (u32 k = h & lx->mask;; k = (k + 1) & lx->mask) {
        const struct lex_sense *s = lx->slots[k];
        if (!s) return NULL;
        if (s->hash == h && s->row && s->words == n && key_matches(s->key, text, t, i, n)) return s;
    }
}

static int longest(const struct lexicon *lx, struct str text, const struct token *t) {
    u32 h = t->hash ^ 0x9E3779B9u;
    for (u32 k = h & lx->mask;; k = (k + 1) & lx->mask) {
        const struct lex_sense *s = lx->slots[k];
        if (!s) return 1;
        if (s->hash == h && !s->row && key_matches(s->key, text, t, 0, 1)) return s->words;
    }
}

const struct lex_sense *lexicon_at(const struct lexicon *lx, struct str text, const struct token *t,
                                   i32 i, i32 to, i32 *words) {
    u32 h[LEX_PHRASE_WORDS + 1] = {0};
    if (t[i].kind != TOK_WORD) return NULL;
    int most = longest(lx, text, &t[i]), n = 0;
    for (; n < most && i + n < to && t[i + n].kind == TOK_WORD; n++)
        h[n + 1] = h[n] * 31 + t[i + n].hash;
    for (; n >= 1; n--) {
        const struct lex_sense *s = probe(lx, h[n], text, t, i, n);
        if (s) return *words = n, s;
    }
    return NULL;
}

struct str lexicon_digest(struct arena *a, struct str rules) {
    crypto_hash_sha256_state st;
    u8 sum[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_init(&st);
    for (int i = 0; file_at(i).p; i++) {
        struct str f = file_at(i);
        crypto_hash_sha256_update(&st, (const u8 *)f.p, (u64)f.n);
    }
    struct str f = findings_file(), p = phrases_file(), g = given_file();
    crypto_hash_sha256_update(&st, (const u8 *)f.p, (u64)f.n);
    crypto_hash_sha256_update(&st, (const u8 *)p.p, (u64)p.n);
    crypto_hash_sha256_update(&st, (const u8 *)g.p, (u64)g.n);
    crypto_hash_sha256_update(&st, (const u8 *)rules.p, (u64)rules.n);
    crypto_hash_sha256_final(&st, sum);
    return str_cat(a, S("sha256:"), hex_encode(a, (struct str){(const char *)sum, sizeof sum}));
}
