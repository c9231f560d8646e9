/* PDF and pictures, by programs of others: pdftotext for what is text; pdftoppm and tesseract for
 * pages that are pictures. */
#include "media/media.h"
#include "sys/program.h"

enum { OCR_ROOM = 400 << 20, WORDS_LEAST = 4 };

bool media_is_pdf(struct str bytes) {
    return str_has(str_sub(bytes, 0, 1024), S("%PDF-")); /* ISO 32000 H.3 */
}

bool media_is_picture(struct str b) {
    return str_starts(b, S("\x89PNG\r\n\x1a\n")) || str_starts(b, S("\xFF\xD8\xFF")) ||
           str_starts(b, S("II*\0")) || str_starts(b, S("MM\0*"));
}

static rc run(struct arena *a, const char *const *argv, struct str in, i64 most, struct str *out,
              struct sandbox_report *rep, struct err *e) {
    struct program p = {argv, in, most, MEDIA_SECONDS};
    return program_run(a, &p, out, rep, e);
}

static rc need(struct arena *a, const char *name, struct err *e) {
    if (program_path(a, name).n) return RC_OK;
    for (const struct media_program *p = MEDIA_PROGRAMS; p->name; p++)
        if (!strcmp(p->name, name))
            return fail(e, RC_UNSUPPORTED, "%s is not installed: apt install %s", name, p->package);
    return fail(e, RC_UNSUPPORTED, "%s is not installed", name);
}

/* "pdftotext 22.12.0" of what a program says of itself. */
static struct str version_of(struct arena *a, const char *name, const char *ask) {
    const char *const argv[] = {name, ask, NULL};
    struct sandbox_report rep = {0};
    struct err e = {0};
    struct str out = {0};
    if (run(a, argv, (struct str){0}, 65536, &out, &rep, &e) != RC_OK) return str_c(name);
    if (!out.n) out = str_dup(a, str_c(rep.said));
    out = str_sub(out, 0, 200);
    while (out.n) {
        struct str word = str_cut(&out, ' '), rest = word;
        word = str_cut(&rest, '\n');
        if (word.n && is_digit(word.p[0])) return str_fmt(a, "%s %.*s", name, SARG(word));
    }
    return str_c(name);
}

/* ---- recognising ---- */

struct scan {
    struct arena *a;
    struct arena room; /* one page at a time */
    const struct media_in *in;
    const char *langs; /* "ara+eng" */
    struct buf pages;  /* each ended by a form feed */
    struct buf how;    /* a letter a page */
    i64 read, left;
    struct err why; /* of the first page that was not read */
};

static bool line_is(struct str all, const char *want) {
    while (all.n) {
        struct str line = str_cut(&all, '\n');
        if (str_eqc(str_trim(line), want)) return true;
    }
    return false;
}

/* Of the three languages those installed; what the recorder says first: Russian with English, whose
 * words and names stand in any report, Arabic alone, since beside English its words are often taken
 * for Latin letters. */
static rc languages(struct scan *s, struct err *e) {
    static const char *const KNOWN[][2] = {{"en", "eng"}, {"ar", "ara"}, {"ru", "rus"}};
    const char *const argv[] = {"tesseract", "--list-langs", NULL};
    struct str list, lang = str_sub(s->in->lang, 0, 2);
    struct buf b = buf_make(s->a, 100);
    TRY(run(s->a, argv, (struct str){0}, 65536, &list, NULL, e));
    bool said = false;
    for (i64 i = 0; i < LEN(KNOWN); i++)
        said |= str_eqc(lang, KNOWN[i][0]) && line_is(list, KNOWN[i][1]);
    for (int pass = 0; pass < 2; pass++)
        for (i64 i = 0; i < LEN(KNOWN); i++) {
            bool its = said && str_eqc(lang, KNOWN[i][0]);
            if (!line_is(list, KNOWN[i][1]) || its != (pass == 0)) continue;
            if (said && !its && (i > 0 || str_eqc(lang, "ar"))) continue;
            if (b.n) buf_c(&b, '+');
            buf_puts(&b, KNOWN[i][1]);
        }
    s->langs = cstr(s->a, buf_str(&b));
    if (b.n) return RC_OK;
    return fail(e, RC_UNSUPPORTED,
                "tesseract has none of the languages eng, ara, rus: apt install "
                "tesseract-ocr-eng");
}

static rc recognise(struct arena *a, struct scan *s, struct str picture, struct str *out,
                    struct err *e) {
    const char *const argv[] = {"tesseract", "stdin", "stdout", "-l", s->langs, NULL};
    return run(a, argv, picture, TEXT_BYTES_MAX, out, NULL, e);
}

static rc page_picture(struct arena *a, struct scan *s, i64 page, struct str *out, struct err *e) {
    const char *n = cstr(a, str_fmt(a, "%lld", (long long)page));
    const char *side = cstr(a, str_fmt(a, "%d", OCR_SIDE_MAX));
    const char *const argv[] = {"pdftoppm", "-gray", "-scale-to", side, "-f",
                                n,          "-l",    n,           "-",  NULL};
    return run(a, argv, s->in->bytes, OCR_IMAGE_BYTES, out, NULL, e);
}

static void put(struct scan *s, struct str page, char how) {
    for (i64 i = 0; i < page.n; i++)
        if (page.p[i] != '\f') buf_c(&s->pages, page.p[i]);
    buf_c(&s->pages, '\f');
    buf_c(&s->how, how);
}

static rc ready(struct scan *s, struct err *e) {
    TRY(need(s->a, "pdftoppm", e));
    TRY(need(s->a, "tesseract", e));
    return languages(s, e);
}

/* One page that is a picture. What cannot be read of it is counted, and the first reason kept. */
static void read_page(struct scan *s, i64 page) {
    struct arena a = s->room;
    struct str picture, text = {0};
    struct err e = {0};
    bool asked = s->langs != NULL;
    if (s->read >= OCR_PAGES_MAX)
        (void)!fail(&e, RC_LIMIT, "at most %d pages are recognised", OCR_PAGES_MAX);
    else if ((asked || ready(s, &e) == RC_OK) && page_picture(&a, s, page, &picture, &e) == RC_OK)
        (void)!recognise(&a, s, picture, &text, &e);
    bool ok = e.code == RC_OK;
    s->read += ok;
    s->left += !ok;
    if (!ok && !s->why.code) s->why = e;
    put(s, text, ok ? 'o' : '-');
}

static bool has_words(struct str page) {
    i64 n = 0;
    for (i64 i = 0; i < page.n && n < WORDS_LEAST; i++)
        n += is_alnum(page.p[i]) || (u8)page.p[i] >= 0x80;
    return n >= WORDS_LEAST;
}

static struct scan scan_make(struct arena *a, const struct media_in *in) {
    struct scan s = {.a = a, .in = in};
    s.room = arena_split(a, OCR_ROOM);
    s.pages = buf_make(a, 4 * TEXT_BYTES_MAX);
    s.how = buf_make(a, PDF_PAGES_MAX + 2);
    return s;
}

static rc finish(struct scan *s, const char *form, struct media_out *out, struct err *e) {
    struct str head = str_fmt(s->a, "%s %.*s\n", form, SARG(buf_str(&s->how)));
    if (!buf_ok(&s->pages)) return fail(e, RC_LIMIT, "its text is larger than the limit");
    TRY(media_in_child(s->a, head, buf_str(&s->pages), media_pages, &out->d, e));
    if (s->left)
        out->d.left = str_fmt(s->a, "%lld page%s that %s pictures (%s)", (long long)s->left,
                              s->left == 1 ? "" : "s", s->left == 1 ? "is" : "are", s->why.msg);
    if (s->read)
        out->programs =
            str_fmt(s->a, "%.*s%s%.*s -l %s", SARG(out->programs), out->programs.n ? "; " : "",
                    SARG(version_of(s->a, "tesseract", "--version")), s->langs);
    return RC_OK;
}

rc media_pdf(struct arena *perm, const struct media_in *in, struct media_out *out, struct err *e) {
    const char *most = cstr(perm, str_fmt(perm, "%d", PDF_PAGES_MAX));
    const char *const argv[] = {"pdftotext", "-enc", "UTF-8", "-l", most, "-", "-", NULL};
    struct str text;
    bool words = false;
    TRY(need(perm, "pdftotext", e));
    TRY(run(perm, argv, in->bytes, 2 * TEXT_BYTES_MAX, &text, NULL, e));
    struct scan s = scan_make(perm, in);
    out->programs = str_fmt(perm, "%.*s -enc UTF-8", SARG(version_of(perm, "pdftotext", "-v")));
    for (i64 page = 1; text.n; page++) {
        struct str one = str_cut(&text, '\f');
        if (has_words(one))
            put(&s, one, 't'), words = true;
        else
            read_page(&s, page);
    }
    if (!words && s.read == 0 && s.why.code) return fail(e, s.why.code, "%s", s.why.msg);
    if (s.read)
        out->programs =
            str_fmt(perm, "%.*s; pdftoppm -gray -scale-to %d", SARG(out->programs), OCR_SIDE_MAX);
    return finish(&s, "pdf", out, e);
}

/* A TIFF may hold many pages: tesseract parts them by form feeds. */
rc media_picture(struct arena *perm, const struct media_in *in, struct media_out *out,
                 struct err *e) {
    struct scan s = scan_make(perm, in);
    struct str text;
    TRY(need(perm, "tesseract", e));
    TRY(languages(&s, e));
    TRY(recognise(&s.room, &s, in->bytes, &text, e));
    while (text.n && buf_ok(&s.how)) {
        put(&s, str_cut(&text, '\f'), 'o');
        s.read++;
    }
    return finish(&s, "picture", out, e);
}
