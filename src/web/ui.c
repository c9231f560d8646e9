/* Words, numbers, dates, tables: the small pieces of pages. */
#include "web/ui.h"

void ui_say(struct req *r, const char *id) {
    h_text(&r->h, words_get(r->lang, id));
}

void ui_say_n(struct req *r, const char *id, i64 n) {
    h_text(&r->h, words_n(r->a, r->lang, id, n));
}

void ui_el(struct req *r, const char *tag, const char *cls, const char *id) {
    h_leaf(&r->h, tag, cls, words_get(r->lang, id));
}

void ui_head(struct req *r, int level, const char *id) {
    static const char *const TAGS[] = {"h1", "h2", "h3", "h4"};
    CHECK(level >= 1 && level <= LEN(TAGS));
    ui_el(r, TAGS[level - 1], "", id);
}

void ui_note(struct req *r, const char *cls, const char *id) {
    ui_el(r, "p", cls[0] ? cstr(r->a, str_fmt(r->a, "note %s", cls)) : "note", id);
}

/* Of this desk: no other host, no script. */
void ui_path(struct req *r, struct str path) {
    CHECK(path.n > 0 && (path.p[0] == '/' || path.p[0] == '#' || path.p[0] == '?'));
    CHECK(path.n < 2 || path.p[0] != '/' || path.p[1] != '/');
    h_attr(&r->h, "href", path);
}

void ui_link(struct req *r, struct str path, struct str text) {
    h_begin(&r->h, "a");
    ui_path(r, path);
    h_attr(&r->h, "dir", S("auto"));
    h_text(&r->h, text);
    h_end(&r->h);
}

void ui_link_id(struct req *r, struct str path, const char *id) {
    h_begin(&r->h, "a");
    ui_path(r, path);
    ui_say(r, id);
    h_end(&r->h);
}

void ui_words(struct req *r, const char *tag, const char *cls, struct str lang, struct str text) {
    h_el(&r->h, tag, cls);
    h_attr(&r->h, "dir", S("auto"));
    if (lang.n) h_attr(&r->h, "lang", lang);
    h_text(&r->h, text);
    h_end(&r->h);
}

void ui_number(struct req *r, i64 n) {
    h_text(&r->h, words_number(r->a, r->lang, n));
}

void ui_range(struct req *r, i64 min, i64 max) {
    struct str lo = words_number(r->a, r->lang, min);
    if (max < 0 || max >= COUNT_VALUE_MAX)
        h_text(&r->h, words_fill(r->a, r->lang, "core.or_more", lo, S("")));
    else if (max == min)
        h_text(&r->h, lo);
    else
        h_text(&r->h,
               words_fill(r->a, r->lang, "core.range", lo, words_number(r->a, r->lang, max)));
}

void ui_dates(struct req *r, struct date_range d) {
    if (d.precision == DATE_NONE) return ui_say(r, "core.no_date");
    h_begin(&r->h, "time");
    h_attr(&r->h, "datetime", d.from == d.to ? date_iso(r->a, d.from) : date_text(r->a, d));
    h_text(&r->h, words_dates(r->a, r->lang, d));
    h_end(&r->h);
}

void ui_instant(struct req *r, i64 unix_seconds) {
    h_begin(&r->h, "time");
    h_attr(&r->h, "datetime", instant_text(r->a, unix_seconds));
    h_text(&r->h, words_instant(r->a, r->lang, unix_seconds));
    h_end(&r->h);
}

void ui_term(struct req *r, const char *list, struct str value) {
    struct str words = words_term(r->lang, list, value);
    h_text(&r->h, words.n ? words : value);
}

void ui_code(struct req *r, struct str id) {
    h_el(&r->h, "code", "id");
    h_attr(&r->h, "dir", S("ltr"));
    h_text(&r->h, id);
    h_end(&r->h);
}

void ui_rows_begin(struct req *r) {
    h_el(&r->h, "dl", "rows");
}

void ui_row(struct req *r, const char *id) {
    ui_el(r, "dt", "", id);
    h_begin(&r->h, "dd");
}

void ui_row_end(struct req *r) {
    h_end(&r->h);
}

void ui_rows_end(struct req *r) {
    h_end(&r->h);
}

void ui_table_begin(struct req *r, const char *caption, const char *const *heads) {
    struct html *h = &r->h;
    h_el(h, "div", "scroll");
    h_attr(h, "tabindex", S("0"));
    h_attr(h, "role", S("region"));
    h_attr(h, "aria-label", words_get(r->lang, caption));
    h_begin(h, "table");
    ui_el(r, "caption", "", caption);
    h_begin(h, "thead");
    h_begin(h, "tr");
    for (i64 i = 0; heads[i]; i++) {
        h_begin(h, "th");
        h_attr(h, "scope", S("col"));
        ui_say(r, heads[i]);
        h_end(h);
    }
    h_end(h);
    h_end(h);
    h_begin(h, "tbody");
}

void ui_table_end(struct req *r) {
    h_end(&r->h);
    h_end(&r->h);
    h_end(&r->h);
}

void ui_pager(struct req *r, struct str before, struct str after) {
    if (before.n == 0 && after.n == 0) return;
    h_el(&r->h, "nav", "pager");
    h_attr(&r->h, "aria-label", words_get(r->lang, "core.pager"));
    if (before.n) ui_link_id(r, req_with(r, "before", before), "core.pager_before");
    if (after.n) ui_link_id(r, req_with(r, "after", after), "core.pager_after");
    h_end(&r->h);
}

void ui_empty(struct req *r, const char *id) {
    ui_el(r, "p", "empty", id);
}
