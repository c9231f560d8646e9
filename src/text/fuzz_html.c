/* Any bytes as a page and as plain text: no crash, and every promise about offsets holds. */
#include "base/err.h"
#include "base/utf8.h"
#include "text/maintext.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check_map(struct str bytes, const struct html_doc *d) {
    i64 text = 0, from = 0;
    CHECK(utf8_invalid(d->text) < 0);
    for (i64 i = 0; i < d->map.n; i++) {
        const struct text_run *r = &d->map.runs[i];
        CHECK(r->text == text && r->text_n > 0);
        CHECK(r->from >= from && (i64)r->from + r->from_n <= bytes.n);
        if (r->kind == RUN_COPIED)
            CHECK(str_eq(str_sub(bytes, r->from, (i64)r->from + r->from_n),
                         str_sub(d->text, text, text + r->text_n)));
        text += r->text_n;
        from = (i64)r->from + r->from_n;
    }
    CHECK(text == d->text.n);
    for (i64 off = 0, last = 0; off <= d->text.n; off++) {
        i64 at = html_offset(&d->map, off);
        CHECK(at >= last && at <= bytes.n && html_end(&d->map, off) <= bytes.n);
        last = at;
    }
    CHECK(d->headline >= 0 && d->headline <= d->headline_end && d->headline_end <= d->text.n);
}

static void check_fact(struct str bytes, struct doc_fact f) {
    CHECK(f.from >= 0 && f.from <= f.to && f.to <= bytes.n);
    CHECK(f.text.n == 0 || f.where.n > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    struct arena perm = arena_make("fuzz", 256 << 20), scratch = arena_make("fuzz", 256 << 20);
    struct arena all = perm, rest = scratch;
    struct str bytes = {(const char *)data, (i64)n};
    struct html_doc d;
    struct err e = {0};
    if (html_main_text(&perm, scratch, bytes, &d, &e) == RC_OK) check_map(bytes, &d);
    check_fact(bytes, d.title);
    check_fact(bytes, d.published);
    check_fact(bytes, d.site);
    check_fact(bytes, d.lang);
    err_clear(&e);
    if (plain_text(&perm, bytes, &d, &e) == RC_OK) check_map(bytes, &d);
    CHECK(doc_form_name(text_sniff(bytes)).n > 0);
    arena_drop(all);
    arena_drop(rest);
    return 0;
}
