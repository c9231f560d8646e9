/* What a program took out of pages, page by page, made one text: in the reader process. */
#include "media/media.h"

#include "base/utf8.h"

/* Lines without blanks at their ends, no control characters, no empty lines at the ends of a page
 * nor two in a row. */
static void put_page(struct doc *d, struct str page) {
    struct str s = utf8_clean(d->a, page, &(i64){0});
    bool empty = false, first = true;
    struct buf line = buf_make(d->a, s.n + 1);
    while (s.p) {
        struct str l = str_cut(&s, '\n');
        line.n = 0;
        for (i64 i = 0; i < l.n; i++)
            if ((u8)l.p[i] >= ' ' && l.p[i] != 0x7F)
                buf_c(&line, l.p[i]);
            else if (l.p[i] == '\t')
                buf_c(&line, ' ');
        l = str_trim(buf_str(&line));
        if (!l.n) {
            empty = !first;
            continue;
        }
        if (!first) doc_gap(d, empty ? "\n\n" : "\n");
        doc_from(d, l, 0, 0, RUN_BLANK);
        empty = first = false;
    }
}

static bool sentence_ended(struct str s) {
    static const char *const ENDS[] = {".", "!", "?", "…", "؟", "۔", ":", "\"", "”", "»", ")"};
    for (i64 i = 0; i < LEN(ENDS); i++)
        if (str_ends(s, str_c(ENDS[i]))) return true;
    return false;
}

rc media_pages(struct arena *a, struct str in, struct buf *out, struct err *e) {
    struct str head = str_cut(&in, '\n'), form = str_cut(&head, ' ');
    struct doc d = doc_make(a, "", false);
    d.form = form;
    for (i64 n = 0; in.n; n++) {
        struct str page = str_cut(&in, '\f');
        if (d.text.n) doc_gap(&d, sentence_ended(buf_str(&d.text)) ? "\n\n" : "\n");
        i64 from = d.text.n;
        put_page(&d, page);
        doc_mark(&d, from, MARK_PAGE, n + 1, n < head.n && head.p[n] == 'o', (struct str){0});
    }
    return doc_put(&d, out, e);
}
