#include "flow/extract.h"

#include "base/json.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "sys/sandbox.h"
#include "text/maintext.h"

enum { EXTRACT_SECONDS = 60 };

static void set(struct arena *a, struct json *j, const char *key, struct str s) {
    if (s.n) json_set_str(a, j, key, utf8_clean(a, s, &(i64){0}));
}

static struct str map_text(struct arena *a, const struct html_doc *d) {
    struct buf b = buf_make(a, 64LL * (d->map.n + 1));
    bool equal = d->map.n <= 1 &&
                 (d->map.n == 0 || (d->map.runs[0].kind == RUN_COPIED && d->map.runs[0].from == 0));
    for (i64 i = 0; !equal && i < d->map.n; i++) {
        const struct text_run *r = &d->map.runs[i];
        buf_fmt(&b, "%u %u %u %u %u\n", r->text, r->text_n, r->from, r->from_n, r->kind);
    }
    return buf_str(&b);
}

/* In the child: one JSON line with the small facts and the lengths, then the text, then the map. */
static rc in_child(struct arena *a, struct str bytes, struct buf *out, struct err *e) {
    struct html_doc d = {0};
    enum doc_form form = text_sniff(bytes);
    if (form == FORM_HTML) {
        struct arena scratch = arena_split(a, SANDBOX_ARENA_MAX / 2);
        TRY(html_main_text(a, scratch, bytes, &d, e));
    } else if (form == FORM_PLAIN) {
        TRY(plain_text(a, bytes, &d, e));
    } else if (form == FORM_EMPTY) {
        return fail(e, RC_UNSUPPORTED, "no words in it");
    } else {
        return fail(e, RC_UNSUPPORTED, "%.*s files are not read yet", SARG(doc_form_name(form)));
    }
    struct str map = map_text(a, &d);
    struct json *j = json_obj(a);
    json_set_str(a, j, "form", doc_form_name(form));
    json_set_i(a, j, "text", d.text.n);
    json_set_i(a, j, "map", map.n);
    set(a, j, "title",
        d.headline_end > d.headline ? str_sub(d.text, d.headline, d.headline_end) : d.title.text);
    set(a, j, "lang", d.lang.text);
    set(a, j, "site", d.site.text);
    set(a, j, "published", d.published.text);
    set(a, j, "published_where", d.published.where);
    buf_put(out, json_text(a, j));
    buf_c(out, '\n');
    buf_put(out, d.text);
    buf_put(out, map);
    return buf_ok(out) ? RC_OK : fail(e, RC_UNSUPPORTED, "the text is larger than the limit");
}

/* "2031-03-10T08:00:00Z" and "2031-03-10": the day is what matters. */
static struct date_range day_of(struct str s) {
    struct date_range r = {0};
    if (s.n < 10 || !date_parse(str_sub(s, 0, 10), &r) || r.precision != DATE_DAY)
        r = (struct date_range){0};
    return r;
}

rc extract_text(struct arena *perm, struct str bytes, struct extract *out, struct err *e) {
    struct str got, head;
    struct json *j;
    struct sandbox_report rep;
    if (bytes.n > TEXT_BYTES_MAX)
        return fail(e, RC_UNSUPPORTED, "larger than %lld MiB", TEXT_BYTES_MAX >> 20);
    TRY(sandbox_run(perm, bytes, 8 * TEXT_BYTES_MAX, EXTRACT_SECONDS, in_child, &got, &rep, e));
    head = str_cut(&got, '\n');
    if (json_read(perm, head, &j, e) != RC_OK)
        return fail(e, RC_UNSUPPORTED, "reader process gave nonsense");
    i64 text = json_get_i(j, "text", -1), map = json_get_i(j, "map", -1);
    if (text < 0 || map < 0 || text > got.n || map != got.n - text)
        return fail(e, RC_UNSUPPORTED, "reader process gave nonsense");
    *out = (struct extract){.form = json_get_str(j, "form"),
                            .text = str_sub(got, 0, text),
                            .map = str_sub(got, text, got.n),
                            .title = json_get_str(j, "title"),
                            .lang = json_get_str(j, "lang"),
                            .site = json_get_str(j, "site"),
                            .published = day_of(json_get_str(j, "published")),
                            .published_where = json_get_str(j, "published_where")};
    if (utf8_invalid(out->text) >= 0)
        return fail(e, RC_UNSUPPORTED, "reader process gave nonsense");
    return RC_OK;
}
