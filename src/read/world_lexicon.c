#include "read/world_part.h"

#include "text/fold.h"

static const struct {
    struct str name;
    u32 is;
} CLASSES[] = {{SI("negation"), IS_NEGATION},
               {SI("hedge"), IS_HEDGE},
               {SI("intend"), IS_INTEND},
               {SI("if"), IS_IF},
               {SI("party"), IS_PARTY},
               {SI("thing"), IS_THING},
               {SI("in"), IS_IN},
               {SI("to"), IS_TO},
               {SI("from"), IS_FROM},
               {SI("place"), IS_PLACE},
               {SI("site"), IS_SITE},
               {SI("that"), IS_THAT},
               {SI("among"), IS_AMONG},
               {SI("doer"), IS_DOER},
               {SI("total"), IS_TOTAL},
               {SI("common"), IS_COMMON},
               {SI("between"), IS_BETWEEN},
               {SI("stop"), IS_STOP},
               {SI("asked"), IS_ASKED},
               {SI("other"), IS_OTHER},
               {SI("toll"), IS_TOLL},
               {SI("by"), IS_BY},
               {SI("of"), IS_OF},
               {SI("means"), IS_MEANS}};

static u8 shape_of(struct str v) {
    return str_eqc(v, "folk") ? SHAPE_FOLK : str_eqc(v, "noun") ? SHAPE_NOUN : SHAPE_VERB;
}
static u8 many_of(struct str v) {
    return str_eqc(v, "one") ? MANY_ONE : str_eqc(v, "two") ? MANY_TWO : MANY_SOME;
}

static bool is_strike(enum kind k) {
    return k == KIND_attack || k == KIND_shelling || k == KIND_airstrike || k == KIND_bombing;
}

/* One "key=value" or the name of a class. False: it means nothing, a mistake of ours. */
static bool set(struct world_row *r, struct str word) {
    int v = 0;
    enum kind k;
    for (i64 i = 0; i < LEN(CLASSES); i++)
        if (str_eq(word, CLASSES[i].name)) return r->is |= CLASSES[i].is, true;
    if (str_eqc(word, "passive")) return r->passive = true;
    if (str_eqc(word, "deny")) return r->deny = true;
    if (str_eqc(word, "accuse")) return r->accuse = true;
    struct str val = word, key = str_cut(&val, '=');
    if (!val.p) return false;
    if (str_eqc(key, "kind")) {
        if (!kind_parse(val, &k)) return false;
        r->is |= IS_EVENT, r->kind = (u8)k, r->strike = is_strike(k);
        return true;
    }
    if (str_eqc(key, "form")) return r->shape = shape_of(val), true;
    if (str_eqc(key, "n")) return r->many = many_of(val), true;
    if (str_eqc(key, "what"))
        return word_parse("what", val, &v) ? r->what = (u8)(v + 1), true : false;
    if (str_eqc(key, "who"))
        return word_parse("who", val, &v) ? r->who = (u8)v, r->is |= IS_PEOPLE, true : false;
    if (str_eqc(key, "act"))
        return word_parse("act", val, &v) ? r->act = (u8)v, r->is |= IS_SPEECH, true : false;
    if (str_eqc(key, "find"))
        return word_parse("finding", val, &v) ? r->find = (u8)(v + 1), true : false;
    if (str_eqc(key, "role"))
        return word_parse("role", val, &v) ? r->role = (u8)(v + 1), r->is |= IS_ROLE, true : false;
    return false;
}

/* Lines "words TAB fields": rows of the same words in several files become one. */
static void add_line(struct arena *a, struct world_lexicon *x, struct map *whole, struct str line) {
    struct str fields = line, words = str_cut(&fields, '\t');
    bool fresh;
    CHECK(words.n > 0 && words.n <= NAME_BYTES_MAX && fields.p);
    struct map_entry *m = map_put(whole, a, words, &fresh);
    if (fresh) {
        struct world_row *r = PUSH(a, x->row, x->n, x->cap);
        *r = (struct world_row){.words = words, .n = 1};
        for (i64 i = 0; i < words.n; i++)
            r->n += words.p[i] == ' ', x->prefixes |= words.p[i] == '*';
        m->value = x->n - 1;
    }
    struct world_row *r = &x->row[m->value];
    for (struct str rest = fields; rest.p;) {
        struct str f = str_trim(str_cut(&rest, ' '));
        bool known = !f.n || set(r, f);
        if (!known) check_failed(__FILE__, __LINE__, "a row of a lexicon with an unknown field");
    }
}

/* Rows by their first words, longer ones before shorter. */
static void index_rows(struct arena *a, struct world_lexicon *x) {
    for (i64 i = 0; i < x->n; i++) {
        struct str rest = x->row[i].words;
        struct map_entry *m = map_put(&x->first, a, str_cut(&rest, ' '), NULL);
        i64 at = m->value, before = 0;
        while (at && x->row[at - 1].n > x->row[i].n)
            before = at, at = x->row[at - 1].next;
        x->row[i].next = (i32)at;
        if (before)
            x->row[before - 1].next = (i32)i + 1;
        else
            m->value = i + 1;
    }
}

void world_lexicon_make(struct arena *a, const struct world_lang *l, struct world_lexicon *out) {
    *out = (struct world_lexicon){.lang = l};
    struct map whole = {0};
    for (int f = 0; f < LEN(l->file); f++) {
        struct str rest = l->file[f]();
        while (rest.n > 0) {
            struct str line = str_cut(&rest, '\n');
            if (line.n && line.p[0] != '#') add_line(a, out, &whole, line);
        }
    }
    index_rows(a, out);
}

/* Many of the row of people whose words are exactly these. */
static enum world_many row_many(const struct world_lang *l, struct str key) {
    for (int f = 0; f < 2; f++) {
        struct str rest = l->file[f]();
        while (rest.n > 0) {
            struct str line = str_cut(&rest, '\n'), words = str_cut(&line, '\t');
            if (!str_eq(words, key)) continue;
            i64 at = line.p ? str_find(line, S("n="), 0) : -1;
            bool own = at == 0 || (at > 0 && line.p[at - 1] == ' ');
            if (own) return many_of(str_cut(&(struct str){line.p + at + 2, line.n - at - 2}, ' '));
        }
    }
    return MANY_UNSAID;
}

enum world_many world_many_of(struct arena scratch, const struct world_lang *l, struct str words) {
    for (struct str rest = words; rest.p;) {
        struct str one = str_trim(str_cut(&rest, ' '));
        struct world_form form[WORLD_FORMS];
        if (!one.n || one.n > NAME_BYTES_MAX) continue;
        struct str key = text_fold_name(&scratch, one);
        int n = key.n ? l->forms(&scratch, key, form) : 0;
        for (int k = 0; k < n; k++) {
            enum world_many m = row_many(l, form[k].key);
            if (m == MANY_UNSAID) continue;
            bool the = form[k].off & (WORLD_OFF_THE | WORLD_OFF_OWN);
            return the ? MANY_UNSAID : m;
        }
    }
    return MANY_UNSAID;
}
