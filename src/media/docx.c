/* DOCX (ECMA-376 part 1, §17). Only what stands in <w:t> is text: codes of fields and deleted words
 * have elements of their own. */
#include "media/office.h"

static bool is(struct str tag, const char *name) {
    return str_eqc(tag, name);
}

/* A choice and its fallback hold the same words (part 3, §7.6). A moved-away paragraph is text
 * elsewhere. */
static bool skipped(struct str tag) {
    return is(tag, "Fallback") || is(tag, "moveFrom") || is(tag, "del") || is(tag, "instrText");
}

static void start(void *self, const XML_Char *name, const XML_Char **attrs) {
    struct office *x = self;
    struct str tag = xml_local(name);
    if (skipped(tag)) x->skip++;
    if (x->skip) return;
    if (is(tag, "t")) {
        x->taking = true;
    } else if (is(tag, "tab") || is(tag, "br") || is(tag, "cr")) {
        office_words(x, S(" "));
    } else if (is(tag, "noBreakHyphen")) {
        office_words(x, S("-"));
    } else if (is(tag, "tbl")) {
        office_table_begin(x);
    } else if (is(tag, "tr")) {
        office_row_begin(x);
    } else if (is(tag, "tc")) {
        office_cell_begin(x);
    } else if (is(tag, "footnote") || is(tag, "endnote")) {
        struct str type = xml_attr(attrs, "type"); /* separators between text and notes */
        if (type.n && !is(type, "normal"))
            x->skip++;
        else
            x->note++;
    }
}

static void end(void *self, const XML_Char *name) {
    struct office *x = self;
    struct str tag = xml_local(name);
    bool note = is(tag, "footnote") || is(tag, "endnote");
    if (x->skip) {
        x->skip -= skipped(tag) || (note && x->skip > 0);
        return;
    }
    if (is(tag, "t")) x->taking = false;
    if (is(tag, "p")) office_paragraph_end(x);
    if (is(tag, "tc")) office_cell_end(x);
    if (is(tag, "tr")) office_row_end(x);
    if (is(tag, "tbl")) office_table_end(x);
}

static void text(void *self, const XML_Char *s, int n) {
    struct office *x = self;
    if (x->taking && !x->skip) office_words(x, (struct str){s, n});
}

static rc notes(struct office *x, const char *file, const char *word) {
    bool there;
    x->in_note = 1;
    x->note = 0;
    x->note_word = str_c(word);
    return archive_xml(&x->z, str_c(file), x, start, end, text, &there);
}

static rc whole(struct office *x, struct err *e) {
    bool there;
    TRY(office_title(x, "docProps/core.xml"));
    TRY(archive_xml(&x->z, S("word/document.xml"), x, start, end, text, &there));
    if (!there) return fail(e, RC_UNSUPPORTED, "no document in this DOCX file");
    TRY(notes(x, "word/footnotes.xml", "footnote"));
    return notes(x, "word/endnotes.xml", "endnote");
}

rc docx_text(struct arena *a, struct str bytes, struct doc *out, struct err *e) {
    struct office *x = NEW(a, struct office);
    *out = doc_make(a, "docx", false);
    x->d = out;
    TRY(archive_open(a, bytes, "DOCX file", &x->z, e));
    rc r = whole(x, e);
    archive_close(&x->z);
    return r;
}
