#include "media/doc.h"

#include "base/json.h"
#include "base/utf8.h"

struct doc doc_make(struct arena *a, const char *form, bool bytes) {
    return (struct doc){
        .a = a, .form = str_c(form), .text = buf_make(a, TEXT_BYTES_MAX), .bytes = bytes};
}

static void add(struct doc *d, struct str s, struct text_run r) {
    i64 at = d->text.n;
    buf_put(&d->text, s);
    if (!d->bytes || d->text.n != at + s.n) return;
    r.text = (u32)at, r.text_n = (u32)s.n;
    map_add(&d->map, d->a, r);
}

static u32 last_byte(const struct doc *d) {
    const struct text_run *r = d->map.n ? &d->map.runs[d->map.n - 1] : NULL;
    return r ? r->from + r->from_n : 0;
}

void doc_gap(struct doc *d, const char *s) {
    add(d, str_c(s), (struct text_run){.from = last_byte(d), .kind = RUN_BLANK});
}

void doc_copied(struct doc *d, struct str s, i64 from) {
    add(d, s,
        (struct text_run){.from = (u32)from,
                          .from_n = (u32)s.n,
                          .kind = RUN_COPIED,
                          .text_unit = 1,
                          .from_unit = 1});
}

void doc_from(struct doc *d, struct str s, i64 from, i64 n, enum run_kind kind) {
    add(d, s, (struct text_run){.from = (u32)from, .from_n = (u32)n, .kind = (u8)kind});
}

void doc_text(struct doc *d, struct str text, const struct text_map *map, i64 base) {
    for (i64 i = 0; i < map->n; i++) {
        struct text_run r = map->runs[i];
        r.from += (u32)base;
        add(d, str_sub(text, map->runs[i].text, (i64)map->runs[i].text + map->runs[i].text_n), r);
    }
    if (map->n == 0) doc_copied(d, text, base);
}

void doc_piece(struct doc *d, struct str text, const struct text_map *map, i64 from, i64 to,
               i64 base) {
    struct map_join j = {.inner = map};
    struct text_map m = {0};
    if (from >= to) return;
    if (map->n == 0) {
        doc_copied(d, str_sub(text, from, to), base + from);
        return;
    }
    i64 lo = 0, hi = map->n; /* the run that holds `from` */
    while (hi - lo > 1) {
        i64 mid = (lo + hi) / 2;
        if (map->runs[mid].text <= from)
            lo = mid;
        else
            hi = mid;
    }
    j.at = lo;
    map_join_add(
        &j, &m, d->a,
        (struct text_run){0, (u32)(to - from), (u32)from, (u32)(to - from), RUN_COPIED, 1, 1});
    doc_text(d, str_sub(text, from, to), &m, base);
}

void doc_mark(struct doc *d, i64 from, enum mark_kind kind, i64 a, i64 b, struct str words) {
    if (d->text.full || d->text.n <= from || d->marks.n > MARKS_MAX) return;
    mark_add(&d->marks, d->a,
             (struct mark){(u32)from, (u32)(d->text.n - from), (u8)kind, a, b, words});
}

void doc_line(struct doc *d, bool blank) {
    struct str s = buf_str(&d->text);
    if (!s.n || str_ends(s, S("\n\n"))) return;
    bool ended = str_ends(s, S("\n"));
    if (!ended || blank) doc_gap(d, blank && !ended ? "\n\n" : "\n");
}

/* ---- the answer ---- */

static void set(struct doc *d, struct json *j, const char *key, struct str s) {
    i64 most = s.n < NAME_BYTES_MAX ? s.n : NAME_BYTES_MAX;
    if (s.n) json_set_str(d->a, j, key, utf8_clean(d->a, str_sub(s, 0, most), &(i64){0}));
}

static bool words_in(struct str s) {
    for (i64 i = 0; i < s.n; i++)
        if ((u8)s.p[i] > ' ') return true;
    return false;
}

/* Runs, unless the text is the item's bytes; then marks. */
static struct str map_text(struct doc *d) {
    struct buf b = buf_make(d->a, 64LL * (d->map.n + 1) + (400LL * (d->marks.n + 1)));
    const struct text_run *r = d->map.runs;
    bool equal =
        !d->bytes || d->map.n == 0 || (d->map.n == 1 && r->kind == RUN_COPIED && r->from == 0);
    for (i64 i = 0; !equal && i < d->map.n; i++, r++)
        buf_fmt(&b, "%u %u %u %u %u\n", r->text, r->text_n, r->from, r->from_n, r->kind);
    text_marks_put(&b, &d->marks);
    return buf_str(&b);
}

rc doc_put(struct doc *d, struct buf *out, struct err *e) {
    if (!buf_ok(&d->text) || d->marks.n > MARKS_MAX)
        return fail(e, RC_LIMIT, "its text is larger than the limit");
    if (!words_in(buf_str(&d->text))) return fail(e, RC_UNSUPPORTED, "no words in it");
    CHECK(utf8_invalid(buf_str(&d->text)) < 0);
    struct str map = map_text(d);
    struct json *j = json_obj(d->a);
    json_set_str(d->a, j, "form", d->form);
    json_set_i(d->a, j, "text", d->text.n);
    json_set_i(d->a, j, "map", map.n);
    set(d, j, "title", d->title);
    set(d, j, "lang", d->lang);
    set(d, j, "site", d->site);
    set(d, j, "published", d->published);
    set(d, j, "published_where", d->published_where);
    set(d, j, "left", d->left);
    buf_put(out, json_text(d->a, j));
    buf_c(out, '\n');
    buf_put(out, buf_str(&d->text));
    buf_put(out, map);
    return buf_ok(out) ? RC_OK : fail(e, RC_LIMIT, "its text is larger than the limit");
}

rc doc_get(struct arena *a, struct str got, struct doc_got *out, struct err *e) {
    struct text_marks marks;
    struct json *j;
    struct str head = str_cut(&got, '\n');
    struct err mine = {0};
    if (json_read(a, head, &j, &mine) != RC_OK) goto nonsense;
    i64 text = json_get_i(j, "text", -1), map = json_get_i(j, "map", -1);
    if (text < 0 || map < 0 || text > got.n || map != got.n - text) goto nonsense;
    *out = (struct doc_got){.form = json_get_str(j, "form"),
                            .text = str_sub(got, 0, text),
                            .map = str_sub(got, text, got.n),
                            .title = json_get_str(j, "title"),
                            .lang = json_get_str(j, "lang"),
                            .site = json_get_str(j, "site"),
                            .published = json_get_str(j, "published"),
                            .published_where = json_get_str(j, "published_where"),
                            .left = json_get_str(j, "left")};
    if (utf8_invalid(out->text) >= 0) goto nonsense;
    if (text_marks_parse(a, out->map, text, &marks, &mine) == RC_OK) return RC_OK;
nonsense:
    return fail(e, RC_UNSUPPORTED, "reader process gave nonsense");
}
