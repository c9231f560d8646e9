#include "flow/extract.h"

#include "media/media.h"

/* "2031-03-10T08:00:00Z" and "2031-03-10": the day is what matters. */
static struct date_range day_of(struct str s) {
    struct date_range r = {0};
    if (s.n < 10 || !date_parse(str_sub(s, 0, 10), &r) || r.precision != DATE_DAY)
        r = (struct date_range){0};
    return r;
}

rc extract_item(struct arena *perm, struct str name, struct str lang, struct str bytes,
                struct extract *out, struct err *e) {
    struct media_in in = {.bytes = bytes, .name = name, .lang = lang};
    struct media_out got;
    TRY(media_text(perm, &in, &got, e));
    *out = (struct extract){.form = got.d.form,
                            .text = got.d.text,
                            .map = got.d.map,
                            .title = got.d.title,
                            .lang = got.d.lang,
                            .site = got.d.site,
                            .published = day_of(got.d.published),
                            .published_where = got.d.published_where,
                            .left = got.d.left,
                            .programs = got.programs};
    return RC_OK;
}

rc extract_text(struct arena *perm, struct str bytes, struct extract *out, struct err *e) {
    return extract_item(perm, (struct str){0}, (struct str){0}, bytes, out, e);
}
