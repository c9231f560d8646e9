/* The page around <main>: head, skip link, menu, languages, who is here. */
#include "web/desk.h"

struct menu {
    const char *path, *words;
    enum perm perm;
};
static const struct menu MENU_ROWS[] = {
#define MENU(path, words, perm) {path, words, perm},
#include "web/menu.def"
#undef MENU
};

static void meta(struct html *h, const char *name, const char *value) {
    h_begin(h, "meta");
    h_attr(h, "name", str_c(name));
    h_attr(h, "content", str_c(value));
    h_void(h);
}

static void head(struct req *r, struct html *h, struct str title) {
    struct str *scripts, name = store_name(r->op.session->store);
    i64 n = asset_scripts(r->a, &scripts);
    h_begin(h, "head");
    h_begin(h, "meta");
    h_attr(h, "charset", S("utf-8"));
    h_void(h);
    meta(h, "viewport", "width=device-width, initial-scale=1");
    meta(h, "color-scheme", "light dark");
    if (r->csrf.n) meta(h, "csrf", cstr(r->a, r->csrf));
    /* who is not logged in is not told what this is about */
    h_leaf(h, "title", "", r->csrf.n ? str_cat(r->a, title, str_cat(r->a, S(" · "), name)) : title);
    h_begin(h, "link");
    h_attr(h, "rel", S("stylesheet"));
    h_attr(h, "href", asset_style(r->a));
    h_void(h);
    h_begin(h, "link");
    h_attr(h, "rel", S("icon"));
    h_attr(h, "href", S("data:,"));
    h_void(h);
    for (i64 i = 0; i < n; i++) {
        h_begin(h, "script");
        h_attr(h, "src", scripts[i]);
        h_attr(h, "defer", S(""));
        h_end(h);
    }
    h_end(h);
}

static void menu(struct req *r, struct html *h, const struct page *p) {
    h_el(h, "nav", "menu");
    h_attr(h, "aria-label", words_get(r->lang, "core.menu"));
    h_begin(h, "ul");
    for (i64 i = 0; i < LEN(MENU_ROWS); i++) {
        const struct menu *m = &MENU_ROWS[i];
        if (!op_may(&r->op, m->perm)) continue;
        h_begin(h, "li");
        h_begin(h, "a");
        h_attr(h, "href", str_c(m->path));
        if (p && p->menu && !strcmp(p->menu, m->path)) h_attr(h, "aria-current", S("page"));
        h_text(h, words_get(r->lang, m->words));
        h_end(h);
        h_end(h);
    }
    h_end(h);
    h_end(h);
}

static void languages(struct req *r, struct html *h) {
    bool get = str_eqc(r->method, "GET");
    h_el(h, "ul", "languages");
    h_attr(h, "aria-label", words_get(r->lang, "core.languages"));
    for (int l = 0; l < LANG_COUNT; l++) {
        struct str code = str_c(LANG_CODES[l]);
        h_begin(h, "li");
        h_begin(h, "a");
        h_attr(h, "href", get ? req_with(r, "lang", code) : str_cat(r->a, S("/?lang="), code));
        h_attr(h, "lang", code);
        h_attr(h, "hreflang", code);
        if (l == (int)r->lang) h_attr(h, "aria-current", S("true"));
        h_text(h, str_c(LANG_NAMES[l]));
        h_end(h);
        h_end(h);
    }
    h_end(h);
}

static void who(struct req *r, struct html *h) {
    if (!r->csrf.n) return;
    h_el(h, "form", "who");
    h_attr(h, "method", S("post"));
    h_attr(h, "action", S("/logout"));
    h_begin(h, "input");
    h_attr(h, "type", S("hidden"));
    h_attr(h, "name", S("_csrf"));
    h_attr(h, "value", r->csrf);
    h_void(h);
    h_el(h, "bdi", "account");
    h_text(h, r->op.actor);
    h_end(h);
    h_text(h, S(" "));
    h_el(h, "button", "quiet");
    h_text(h, words_get(r->lang, "core.logout"));
    h_end(h);
    h_end(h);
}

static void top(struct req *r, struct html *h, const struct page *p) {
    h_el(h, "a", "skip");
    h_attr(h, "href", S("#main"));
    h_text(h, words_get(r->lang, "core.skip"));
    h_end(h);
    h_el(h, "header", "top");
    h_el(h, "p", "case");
    h_begin(h, "a");
    h_attr(h, "href", S("/"));
    h_attr(h, "dir", S("auto"));
    h_text(h, r->csrf.n ? store_name(r->op.session->store) : S("cairn"));
    h_end(h);
    h_end(h);
    languages(r, h);
    who(r, h);
    if (r->csrf.n) menu(r, h, p);
    h_end(h);
}

static void key_row(struct req *r, struct html *h, const char *keys, const char *id) {
    struct str rest = str_c(keys);
    h_begin(h, "dt");
    while (rest.p) {
        h_leaf(h, "kbd", "", str_cut(&rest, ' '));
        if (rest.p) h_text(h, S(" "));
    }
    h_end(h);
    h_leaf(h, "dd", "", words_get(r->lang, id));
}

/* What desk.js listens to on every page; a page's own keys stand in a details.keys of its own. */
static void key_help(struct req *r, struct html *h) {
    h_el(h, "details", "keys");
    h_leaf(h, "summary", "", words_get(r->lang, "face.keys"));
    h_begin(h, "dl");
    key_row(r, h, "?", "face.key_help");
    key_row(r, h, "j k", "face.key_next");
    key_row(r, h, "Ctrl+Enter", "face.key_send");
    h_end(h);
    h_el(h, "p", "check");
    h_begin(h, "label");
    h_el(h, "input", "keys-off");
    h_attr(h, "type", S("checkbox"));
    h_void(h);
    h_text(h, S(" "));
    h_text(h, words_get(r->lang, "face.keys_off"));
    h_end(h);
    h_end(h);
    h_end(h);
}

/* After an act its page says so. */
static void done_note(struct req *r, struct html *h) {
    if (!req_query(r, "done").n) return;
    h_el(h, "p", "note done");
    h_attr(h, "role", S("status"));
    h_text(h, words_get(r->lang, "core.done"));
    h_end(h);
}

void frame_page(struct req *r, const struct page *p, struct str title, struct str content,
                struct buf *out) {
    struct html *h = NEW(r->a, struct html);
    h->b = out;
    h_doctype(h);
    h_begin(h, "html");
    h_attr(h, "lang", str_c(LANG_CODES[r->lang]));
    h_attr(h, "dir", r->lang == LANG_AR ? S("rtl") : S("ltr"));
    head(r, h, title);
    h_begin(h, "body");
    top(r, h, p);
    h_begin(h, "main");
    h_attr(h, "id", S("main"));
    h_attr(h, "tabindex", S("-1"));
    if (str_find(content, S("<h1"), 0) < 0) h_leaf(h, "h1", "", title);
    done_note(r, h);
    h_text(h, S(""));
    buf_put(out, content); /* escaped by those who wrote it */
    h_end(h);
    h_begin(h, "footer");
    if (r->csrf.n) key_help(r, h);
    h_leaf(h, "p", "law", words_get(r->lang, "core.law"));
    h_end(h);
    h_end(h);
    h_end(h);
    h_done(h);
}
