/* What a program took out of pages, page by page, made one text: in the reader process. */
#include "media/media.h"

#include "base/utf8.h"

/* Marks of direction are put in by the programs, for terminals: they are in no document. One that
 * closes a stretch may stand where a blank would. */
static bool is_direction(u32 c) {
    return c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

static void put_clean(struct buf *b, struct str l) {
    u32 c;
    for (i64 i = 0, n; i < l.n; i += n) {
        n = utf8_next(l, i, &c);
        bool closes = c == 0x202C || c == 0x2069, joins = b->n && b->p[b->n - 1] != ' ';
        if (c == '\t' || (closes && joins && i + n < l.n && l.p[i + n] != ' '))
            buf_c(b, ' ');
        else if (c >= ' ' && c != 0x7F && !is_direction(c))
            buf_put(b, str_sub(l, i, i + n));
    }
}

/* Lines without blanks at their ends, no control characters, no empty lines at the ends of a page
 * nor two in a row. */
static void put_page(struct doc *d, struct str page) {
    struct str s = utf8_clean(d->a, page, &(i64){0});
    bool empty = false, first = true;
    struct buf line = buf_make(d->a, s.n + 1);
    while (s.p) {
        struct str l = str_cut(&s, '\n');
        line.n = 0;
        put_clean(&line, l);
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
        bool ended = !d.text.n || str_ends(buf_str(&d.text), S("\n")); /* behind an empty page */
        if (!ended) doc_gap(&d, sentence_ended(buf_str(&d.text)) ? "\n\n" : "\n");
        i64 from = d.text.n;
        put_page(&d, page);
        doc_mark(&d, from, MARK_PAGE, n + 1, n < head.n && head.p[n] == 'o', (struct str){0});
    }
    return doc_put(&d, out, e);
}
