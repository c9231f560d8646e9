#include "store/cited.h"

struct span cited_span(const struct claim_row *r) {
    if (span_some(r->c.trigger)) return r->c.trigger;
    return span_some(r->c.said.content) ? r->c.said.content : r->c.sentence;
}

static i64 line_in(struct str text, i64 from, i64 at) {
    i64 n = 1;
    for (i64 i = from; i < at && i < text.n; i++)
        n += text.p[i] == '\n';
    return n;
}

static void put_mark(struct arena *a, struct json *j, const struct mark *m, struct str text,
                     struct span s) {
    switch (m->kind) {
    case MARK_PAGE:
        json_set_i(a, j, "page", m->a);
        json_set_i(a, j, "line", line_in(text, m->text, s.start));
        if (m->b == 1) json_set(j, S("recognised"), json_bool(a, true));
        break;
    case MARK_CELL:
        json_set_i(a, j, "row", m->a);
        json_set_str(a, j, "cell", mark_cell(a, m));
        if (m->words.n) json_set_str(a, j, "sheet", m->words);
        break;
    case MARK_TIME:
        json_set_str(a, j, "from", mark_time(a, m->a));
        json_set_str(a, j, "to", mark_time(a, m->b));
        break;
    case MARK_PART: json_set_str(a, j, "part", m->words); break;
    case MARK_RECORD:
        json_set_i(a, j, "record", m->a);
        if (m->words.n) json_set_str(a, j, "url", m->words);
        break;
    case MARK_PARAGRAPH: json_set_i(a, j, "paragraph", m->a); break;
    default: json_set_i(a, j, "note", m->a);
    }
}

/* "date of death: 2031-03-02": the heading leads to the cell behind it. */
static i64 line_end(struct str text, i64 at) {
    while (at < text.n && text.p[at] != '\n')
        at++;
    return at;
}

struct json *cited_json(struct arena *a, const struct item *it, struct span s) {
    struct json *j = NULL;
    for (int kind = 0; kind < MARK_KINDS && span_some(s); kind++) {
        const struct mark *k = text_marks_find(&it->marks, (enum mark_kind)kind, s.start, s.end);
        if (!k && kind == MARK_CELL)
            k = text_marks_find(&it->marks, MARK_CELL, s.start, line_end(it->text, s.end));
        if (!k) continue;
        if (!j) j = json_obj(a);
        put_mark(a, j, k, it->text, s);
    }
    return j;
}

static void add(struct buf *b, const char *word, struct str value) {
    if (!value.n) return;
    if (b->n) buf_puts(b, ", ");
    buf_puts(b, word);
    buf_put(b, value);
}

static struct str number(struct arena *a, const struct json *j, const char *key) {
    i64 n = json_get_i(j, key, -1);
    return n < 0 ? (struct str){0} : str_fmt(a, "%lld", (long long)n);
}

/* Times to the second: nobody looks one up more finely. */
static struct str second(struct str time) {
    i64 point = time.n - 4;
    return point > 0 && time.p[point] == '.' ? str_sub(time, 0, point) : time;
}

struct str cited_numbers(struct arena *a, const struct json *j) {
    struct buf b = buf_make(a, 4096);
    if (!j) return (struct str){0};
    add(&b, "page ", number(a, j, "page"));
    add(&b, "line ", number(a, j, "line"));
    add(&b, "row ", number(a, j, "row"));
    add(&b, "cell ", json_get_str(j, "cell"));
    add(&b, "", second(json_get_str(j, "from")));
    add(&b, "paragraph ", number(a, j, "paragraph"));
    add(&b, "note ", number(a, j, "note"));
    struct str part = json_get_str(j, "part");
    add(&b, "part ", str_cut(&part, ' '));
    add(&b, "record at byte ", number(a, j, "record"));
    if (json_get_bool(j, "recognised")) add(&b, "", S("recognised from a picture"));
    return buf_str(&b);
}

struct str cited_words(struct arena *a, const struct json *j) {
    struct str all = cited_numbers(a, j), part = j ? json_get_str(j, "part") : (struct str){0};
    str_cut(&part, ' ');
    struct str names[] = {j ? json_get_str(j, "sheet") : part, part,
                          j ? json_get_str(j, "url") : part};
    for (i64 i = 0; i < LEN(names); i++)
        if (names[i].n) all = str_fmt(a, "%.*s, %.*s", SARG(all), SARG(names[i]));
    return all;
}
