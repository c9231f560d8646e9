/* ODT (OpenDocument 1.3 part 3). Notes stand inside of their paragraph: their words wait until the
 * document ends. */
#include "media/office.h"

static bool is(struct str tag, const char *name) {
    return str_eqc(tag, name);
}

static bool skipped(struct str tag) {
    return is(tag, "tracked-changes") || is(tag, "annotation") || is(tag, "note-citation") ||
           is(tag, "ruby-text") || is(tag, "forms");
}

/* Notes of one document are parted by a character that XML cannot hold. */
static const char NOTE_END = '\x01';

static void take(struct office *x, struct str s) {
    if (x->in_note)
        buf_put(&x->notes, s);
    else
        office_words(x, s);
}

static void start(void *self, const XML_Char *name, const XML_Char **attrs) {
    struct office *x = self;
    struct str tag = xml_local(name);
    (void)attrs;
    if (skipped(tag)) x->skip++;
    if (x->skip) return;
    if (is(tag, "text") && str_starts(str_c(name), S("office"))) x->taking = true;
    if (is(tag, "s") || is(tag, "tab") || is(tag, "line-break")) take(x, S(" "));
    if (is(tag, "note-body")) x->in_note++;
    if (x->in_note) return;
    if (is(tag, "table")) office_table_begin(x);
    if (is(tag, "table-row")) office_row_begin(x);
    if (is(tag, "table-cell")) office_cell_begin(x);
}

static void end(void *self, const XML_Char *name) {
    struct office *x = self;
    struct str tag = xml_local(name);
    if (x->skip) {
        x->skip -= skipped(tag);
        return;
    }
    bool paragraph = is(tag, "p") || is(tag, "h");
    if (paragraph && x->in_note) buf_c(&x->notes, ' ');
    if (is(tag, "note-body") && --x->in_note == 0) buf_c(&x->notes, NOTE_END);
    if (x->in_note) return;
    if (paragraph) office_paragraph_end(x);
    if (is(tag, "table-cell")) office_cell_end(x);
    if (is(tag, "table-row")) office_row_end(x);
    if (is(tag, "table")) office_table_end(x);
}

static void text(void *self, const XML_Char *s, int n) {
    struct office *x = self;
    if (x->taking && !x->skip) take(x, (struct str){s, n});
}

static void put_notes(struct office *x) {
    struct str all = buf_str(&x->notes);
    x->in_note = 1;
    x->in_table = 0;
    x->note_word = S("note");
    while (all.n) {
        struct str one = str_cut(&all, NOTE_END);
        x->note++;
        office_words(x, one);
        office_paragraph_end(x);
    }
}

static rc whole(struct office *x, struct err *e) {
    bool there;
    TRY(office_title(x, "meta.xml"));
    TRY(archive_xml(&x->z, S("content.xml"), x, start, end, text, &there));
    if (!there) return fail(e, RC_UNSUPPORTED, "no document in this ODT file");
    if (!buf_ok(&x->notes)) return fail(e, RC_LIMIT, "its notes are larger than the limit");
    put_notes(x);
    return RC_OK;
}

rc odt_text(struct arena *a, struct str bytes, struct doc *out, struct err *e) {
    struct office *x = NEW(a, struct office);
    *out = doc_make(a, "odt", false);
    x->d = out;
    x->notes = buf_make(a, TEXT_BYTES_MAX);
    TRY(archive_open(a, bytes, "ODT file", &x->z, e));
    rc r = whole(x, e);
    archive_close(&x->z);
    return r;
}
