/* Which form is it, and its text: in the reader process. */
#include "media/mail.h"
#include "media/media.h"
#include "media/office.h"
#include "media/rows.h"
#include "media/subtitle.h"
#include "media/warc.h"

static bool named(struct str name, const char *end) {
    struct str e = str_c(end);
    return name.n > e.n && str_eqi(str_sub(name, name.n - e.n, name.n), e);
}

/* Text and facts as text/maintext.h gives them; nothing is copied. */
static struct doc doc_of(struct arena *a, const struct html_doc *t) {
    struct doc d = doc_make(a, "", true);
    d.form = doc_form_name(t->form);
    d.text.p = (char *)t->text.p;
    d.text.n = d.text.cap = t->text.n;
    d.map = t->map;
    d.title = t->headline_end > t->headline ? str_sub(t->text, t->headline, t->headline_end)
                                            : t->title.text;
    d.lang = t->lang.text, d.site = t->site.text;
    d.published = t->published.text, d.published_where = t->published.where;
    return d;
}

static rc page(struct arena *a, struct str bytes, struct doc *d, struct err *e) {
    struct html_doc t = {0};
    struct arena scratch = arena_split(a, (i64)(a->end - a->beg) / 2);
    TRY(html_main_text(a, scratch, bytes, &t, e));
    *d = doc_of(a, &t);
    return RC_OK;
}

static rc plain(struct arena *a, struct str bytes, struct doc *d, struct err *e) {
    struct html_doc t = {0};
    TRY(plain_text(a, bytes, &t, e));
    *d = doc_of(a, &t);
    return RC_OK;
}

static rc text(struct arena *a, struct str name, struct str bytes, struct doc *d, struct err *e) {
    bool table = named(name, ".csv") || named(name, ".tsv") || named(name, ".tab");
    if (warc_looks(bytes)) return warc_text(a, bytes, d, e);
    if (mbox_looks(bytes)) return mbox_text(a, bytes, d, e);
    if (subtitle_looks(bytes)) return subtitle_text(a, bytes, d, e);
    if (mail_looks(bytes) || named(name, ".eml")) return mail_text(a, bytes, d, e);
    if (table) return rows_text(a, bytes, (struct str){0}, d, e);
    return plain(a, bytes, d, e);
}

/* What an archive is, its files say; their order and names are the maker's. */
static rc archived(struct arena *a, struct str bytes, struct doc *d, struct err *e) {
    struct archive z;
    TRY(archive_open(a, bytes, "archive", &z, e));
    bool docx = archive_has(&z, "word/document.xml"), xlsx = archive_has(&z, "xl/workbook.xml"),
         odf = archive_has(&z, "content.xml");
    archive_close(&z);
    if (docx) return docx_text(a, bytes, d, e);
    if (xlsx) return rows_text(a, bytes, (struct str){0}, d, e);
    if (odf && str_has(str_sub(bytes, 0, 200), S("opendocument.spreadsheet")))
        return fail(e, RC_UNSUPPORTED, "ODS tables are not read; save it as XLSX and seal both");
    if (odf) return odt_text(a, bytes, d, e);
    return fail(e, RC_UNSUPPORTED, "zip files are not read; seal what is in it");
}

static rc any(struct arena *a, struct str name, struct str bytes, struct doc *d, struct err *e) {
    enum doc_form form = text_sniff(bytes);
    switch (form) {
    case FORM_EMPTY: return fail(e, RC_UNSUPPORTED, "no words in it");
    case FORM_HTML:
        if (mbox_looks(bytes)) return mbox_text(a, bytes, d, e);
        return named(name, ".eml") || mail_looks(bytes) ? mail_text(a, bytes, d, e)
                                                        : page(a, bytes, d, e);
    case FORM_PLAIN: return text(a, name, bytes, d, e);
    case FORM_DOCX:
    case FORM_ODT:
    case FORM_ZIP: return archived(a, bytes, d, e);
    default: break;
    }
    if (warc_looks(bytes)) return warc_text(a, bytes, d, e);
    if (mbox_looks(bytes)) return mbox_text(a, bytes, d, e);
    if (mail_looks(bytes)) return mail_text(a, bytes, d, e); /* attachments sent as they are */
    return fail(e, RC_UNSUPPORTED, "%.*s files are not read yet", SARG(doc_form_name(form)));
}

rc media_form(struct arena *a, struct str in, struct buf *out, struct err *e) {
    struct doc d = {0};
    struct str name = str_cut(&in, '\n');
    TRY(any(a, name, in, &d, e));
    return doc_put(&d, out, e);
}
