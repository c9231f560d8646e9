#include "media/office.h"

/* Blanks become single; none begins a paragraph or a cell. */
void office_words(struct office *x, struct str s) {
    for (i64 i = 0; i < s.n;) {
        if (is_space(s.p[i])) {
            x->blank = true;
            i++;
            continue;
        }
        i64 end = i;
        while (end < s.n && !is_space(s.p[end]))
            end++;
        if (!x->open) x->from = x->d->text.n;
        if (x->open && x->blank) doc_gap(x->d, " ");
        doc_from(x->d, str_sub(s, i, end), 0, 0, RUN_BLANK);
        x->open = true;
        x->blank = false;
        i = end;
    }
}

/* In a table the cell is what is marked, and its paragraphs are parted by blanks. */
void office_paragraph_end(struct office *x) {
    x->blank = true;
    if (x->in_table > 0) return;
    x->paragraph++;
    if (!x->open) return;
    if (x->in_note)
        doc_mark(x->d, x->from, MARK_NOTE, x->note, 0, x->note_word);
    else
        doc_mark(x->d, x->from, MARK_PARAGRAPH, x->paragraph, 0, (struct str){0});
    doc_line(x->d, true);
    x->open = false;
}

void office_table_begin(struct office *x) {
    if (x->in_table++ > 0) return;
    if (x->open) doc_line(x->d, true);
    x->open = false;
    x->table++;
    x->row = 0;
}

void office_table_end(struct office *x) {
    if (--x->in_table == 0) doc_line(x->d, true);
}

void office_row_begin(struct office *x) {
    if (x->in_table != 1) return;
    x->row++;
    x->column = 0;
    x->cell_open = false;
}

void office_row_end(struct office *x) {
    if (x->in_table == 1 && x->cell_open) doc_line(x->d, false);
}

void office_cell_begin(struct office *x) {
    if (x->in_table != 1) return;
    x->column++;
    if (x->cell_open) doc_gap(x->d, "\t");
    x->open = x->blank = false;
}

void office_cell_end(struct office *x) {
    if (x->in_table != 1) return;
    x->cell_open |= x->open;
    if (x->open)
        doc_mark(x->d, x->from, MARK_CELL, x->row, x->column,
                 str_fmt(x->d->a, "table %lld", (long long)x->table));
    x->open = x->blank = false;
}

static void title_start(void *self, const XML_Char *name, const XML_Char **attrs) {
    struct office *x = self;
    (void)attrs;
    x->taking = str_eqc(xml_local(name), "title");
}
static void title_end(void *self, const XML_Char *name) {
    struct office *x = self;
    (void)name;
    x->taking = false;
}
static void title_text(void *self, const XML_Char *s, int n) {
    struct office *x = self;
    if (x->taking && x->title->n < 1000) buf_put(x->title, (struct str){s, n});
}

rc office_title(struct office *x, const char *file) {
    struct buf title = buf_make(x->d->a, 70000);
    bool there;
    x->title = &title;
    TRY(archive_xml(&x->z, str_c(file), x, title_start, title_end, title_text, &there));
    x->d->title = str_trim(buf_str(&title));
    x->title = NULL;
    x->taking = false;
    return RC_OK;
}
