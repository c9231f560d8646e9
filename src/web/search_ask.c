#include "web/search_ask.h"

#include "text/fold.h"
#include "web/desk.h"

/* Field of the query, and the operation's option of the same meaning. */
static const struct {
    const char *query, *option;
} FIELDS[] = {{"words", "WORDS"},   {"noun", "noun"},
              {"kind", "kind"},     {"status", "status"},
              {"role", "role"},     {"place", "place"},
              {"from", "from"},     {"to", "to"},
              {"language", "lang"}, {"publication", "publication"}};

static struct str field(const struct req *r, i64 i) {
    return str_trim(req_query(r, FIELDS[i].query));
}

/* The operation's context with its options set from the query. */
static struct op_ctx options(struct req *r) {
    struct op_ctx c = r->op;
    i64 n = 0;
    c.op = op_find(S("search"));
    while (c.op->args[n].name)
        n++;
    c.values = NEWN(r->a, struct op_value, n);
    for (i64 k = 0; k < n; k++) {
        c.values[k].arg = &c.op->args[k];
        for (i64 i = 0; i < LEN(FIELDS); i++)
            if (strcmp(FIELDS[i].option, c.op->args[k].name) == 0 && field(r, i).n)
                c.values[k].v = field(r, i), c.values[k].given = true;
    }
    return c;
}

void search_ask_read(struct req *r, struct search_ask *out) {
    struct err e = {0};
    struct op_ctx c = options(r);
    *out = (struct search_ask){.noun = field(r, 1), .words = field(r, 0)};
    for (i64 i = 2; i < LEN(FIELDS); i++)
        out->narrowed = out->narrowed || field(r, i).n;
    if (filter_read(&c, &out->f, &e) != RC_OK) {
        out->wrong = str_dup(r->a, str_c(e.msg));
        db_rollback(r->op.session->db);
        return;
    }
    out->f.words = text_fold_name(r->a, str_sub(out->words, 0, NAME_BYTES_MAX));
    if (out->words.n && !out->f.words.n) out->wrong = words_get(r->lang, "search.no_word");
}

static void kinds(struct req *r) {
    struct str all[KIND_COUNT];
    for (int k = 0; k < KIND_COUNT; k++)
        all[k] = kind_name((enum kind)k);
    form_select(r, "kind", "search.kind", "kind", all, KIND_COUNT, req_query(r, "kind"), false);
}

static void words_of(struct req *r, const char *name, const char *id, const char *list, i64 n) {
    struct str *all = NEWN(r->a, struct str, n);
    for (i64 i = 0; i < n; i++)
        all[i] = word_name(list, (int)i);
    form_select(r, name, id, list, all, n, req_query(r, name), false);
}

void search_ask_form(struct req *r, const struct search_ask *s, const char *path) {
    static const struct str NOUNS[] = {SI("item"),        SI("claim"), SI("incident"), SI("person"),
                                       SI("publication"), SI("party"), SI("place")};
    form_get(r, str_c(path));
    form_text(r, "words", "search.words", s->words, false);
    form_select(r, "noun", "search.noun", "search_noun", NOUNS, LEN(NOUNS), s->noun, false);
    kinds(r);
    words_of(r, "status", "search.status", "status", STATUS_WITHDRAWN + 1);
    words_of(r, "role", "search.role", "role", ROLE_VICTIM + 1);
    form_text(r, "publication", "search.publication", req_query(r, "publication"), false);
    form_text(r, "place", "search.place", req_query(r, "place"), false);
    form_date(r, "from", "search.from", req_query(r, "from"));
    form_date(r, "to", "search.to", req_query(r, "to"));
    form_text(r, "language", "search.language", req_query(r, "language"), false);
    form_submit(r, "search.go", "");
    form_end(r);
}

struct str search_ask_path(struct req *r, const char *path, const char *name, struct str value) {
    struct buf b = buf_make(r->a, 4 * DESK_URI_MAX);
    char sep = '?';
    buf_puts(&b, path);
    for (i64 i = 0; i < LEN(FIELDS); i++) {
        bool here = name && strcmp(name, FIELDS[i].query) == 0;
        struct str v = here ? value : field(r, i);
        if (!v.n) continue;
        buf_c(&b, sep);
        buf_puts(&b, FIELDS[i].query);
        buf_c(&b, '=');
        buf_put(&b, url_encode(r->a, v));
        sep = '&';
    }
    return buf_str(&b);
}

void search_ask_hidden(struct req *r) {
    for (i64 i = 0; i < LEN(FIELDS); i++)
        if (i != 1 && field(r, i).n)
            form_hidden(r, i == 0 ? "words" : FIELDS[i].option, field(r, i));
}

void search_ask_saved(struct req *r) {
    for (i64 i = 0; i < LEN(FIELDS); i++)
        if (field(r, i).n) form_hidden(r, FIELDS[i].option, field(r, i));
}

/* ---- marking ---- */

static bool is_word_byte(char c) {
    return is_alnum(c) || (u8)c >= 0x80 || c == '\'';
}

static bool is_asked(struct req *r, struct str piece, struct str words) {
    struct arena a = r->scratch;
    struct str folded = text_fold_name(&a, piece);
    while (words.p && words.n) {
        struct str w = str_cut(&words, ' ');
        struct str rest = folded;
        while (w.n && rest.p && rest.n)
            if (str_eq(str_cut(&rest, ' '), w)) return true;
    }
    return false;
}

void search_marked(struct req *r, const char *tag, const char *cls, struct str lang,
                   struct str text, struct str words) {
    h_el(&r->h, tag, cls);
    h_attr(&r->h, "dir", S("auto"));
    if (lang.n) h_attr(&r->h, "lang", lang);
    i64 done = 0;
    for (i64 i = 0; i < text.n;) {
        i64 end = i;
        while (end < text.n && is_word_byte(text.p[end]))
            end++;
        if (end > i && is_asked(r, str_sub(text, i, end), words)) {
            h_text(&r->h, str_sub(text, done, i));
            h_leaf(&r->h, "mark", "", str_sub(text, i, end));
            done = end;
        }
        i = end > i ? end : i + 1;
    }
    h_text(&r->h, str_sub(text, done, text.n));
    h_end(&r->h);
}
