#include "text/maintext.h"

#include "base/utf8.h"
#include "text/charset.h"
#include "text/pagewalk.h"

/* First bytes of files (WHATWG MIME Sniffing §6, §7; the formats' own standards). */
struct magic {
    enum doc_form form;
    int at;
    const char *bytes;
    int n;
};
#define M(form, at, bytes)                                                                         \
    { form, at, bytes, sizeof(bytes) - 1 }
static const struct magic magics[] = {
    M(FORM_PDF, 0, "%PDF-"),
    M(FORM_RTF, 0, "{\\rtf"),
    M(FORM_OLE, 0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
    M(FORM_IMAGE, 0, "\xFF\xD8\xFF"),
    M(FORM_IMAGE, 0, "\x89PNG\r\n\x1A\n"),
    M(FORM_IMAGE, 0, "GIF87a"),
    M(FORM_IMAGE, 0, "GIF89a"),
    M(FORM_IMAGE, 8, "WEBPVP"),
    M(FORM_IMAGE, 0, "II*\0"),
    M(FORM_IMAGE, 0, "MM\0*"),
    M(FORM_IMAGE, 4, "ftypheic"),
    M(FORM_IMAGE, 4, "ftypheix"),
    M(FORM_IMAGE, 4, "ftypmif1"),
    M(FORM_IMAGE, 4, "ftypavif"),
    M(FORM_MEDIA, 4, "ftyp"),
    M(FORM_MEDIA, 8, "WAVEfmt"),
    M(FORM_MEDIA, 8, "AVI LIST"),
    M(FORM_MEDIA, 0, "ID3\2"),
    M(FORM_MEDIA, 0, "ID3\3"),
    M(FORM_MEDIA, 0, "ID3\4"),
    M(FORM_MEDIA, 0, "OggS\0"),
    M(FORM_MEDIA, 0, "fLaC"),
    M(FORM_MEDIA, 0, "\x1A\x45\xDF\xA3"),
};

static bool magic_at(struct str s, i64 at, const char *bytes, i64 n) {
    return at + n <= s.n && memcmp(s.p + at, bytes, (size_t)n) == 0;
}

/* The names of a zip's first entries tell what it is (ODF 1.2 part 3 §3.3; ECMA-376 part 2). */
static enum doc_form zip_form(struct str s) {
    struct str head = str_sub(s, 0, 1 << 16);
    if (magic_at(s, 30, "mimetypeapplication/vnd.oasis.opendocument.text", 47)) return FORM_ODT;
    bool office = str_has(head, S("[Content_Types].xml")) || str_has(head, S("_rels/.rels"));
    bool word = str_has(head, S("word/")) || str_has(str_sub(s, s.n - (1 << 16), s.n), S("word/"));
    return office && word ? FORM_DOCX : FORM_ZIP;
}

/* A page begins with a tag of HTML, ended by a blank or '>', or with a comment (MIME Sniffing §7.1,
 * with more tags: pieces of pages are sealed too). */
static bool html_begins(struct str s) {
    static const char *const more[] = {"!doctype", "head", "body",   "meta", "link", "base", "b",
                                       "i",        "em",   "strong", "span", "font", "img"};
    while (s.n && is_space((u8)s.p[0]))
        s = str_sub(s, 1, s.n);
    if (str_starts(s, S("<!--"))) return true;
    if (str_starts(s, S("<?xml"))) return str_has(str_sub(s, 0, 1024), S("<html"));
    i64 end = 1;
    while (end < s.n && (is_alnum((u8)s.p[end]) || s.p[end] == '!'))
        end++;
    if (s.n <= end || s.p[0] != '<' || (s.p[end] != '>' && !is_space((u8)s.p[end]))) return false;
    struct str name = str_sub(s, 1, end);
    for (int i = 0; i < (int)LEN(more); i++)
        if (str_eqi(name, str_c(more[i]))) return true;
    return page_tag_of(name) != TAG_NONE;
}

/* A byte of UTF-16 text at a time: its ASCII is enough to look for a tag. */
static bool utf16_html(struct str s, bool big) {
    char head[1024];
    i64 n = 0;
    for (i64 i = 2; i + 1 < s.n && n < (i64)sizeof head; i += 2) {
        char hi = s.p[i + !big], lo = s.p[i + big];
        head[n++] = hi ? '?' : lo;
    }
    return html_begins((struct str){head, n});
}

static bool all_blank(struct str s) {
    for (i64 i = 0; i < s.n; i++)
        if (!is_space((u8)s.p[i])) return false;
    return true;
}

/* Offset of the first byte that no text has: NUL and control characters but TAB, LF, FF, CR, ESC
 * (MIME Sniffing §3). */
static i64 binary_at(struct str s) {
    for (i64 i = 0; i < s.n; i++) {
        u8 c = (u8)s.p[i];
        if (c < 0x20 && c != '\t' && c != '\n' && c != '\f' && c != '\r' && c != 0x1B) return i;
    }
    return -1;
}

static int utf16_bom(struct str s) { /* 1 little, 2 big, 0 none */
    if (s.n < 2) return 0;
    return magic_at(s, 0, "\xFF\xFE", 2) ? 1 : magic_at(s, 0, "\xFE\xFF", 2) ? 2 : 0;
}

enum doc_form text_sniff(struct str s) {
    if (all_blank(s)) return FORM_EMPTY;
    for (int i = 0; i < (int)LEN(magics); i++)
        if (magic_at(s, magics[i].at, magics[i].bytes, magics[i].n)) return magics[i].form;
    if (magic_at(s, 0, "PK\3\4", 4) || magic_at(s, 0, "PK\5\6", 4)) return zip_form(s);
    i64 junk = binary_at(s);
    if (junk >= 0 && str_has(str_sub(s, 0, 1024), S("%PDF-"))) return FORM_PDF; /* ISO 32000 H.3 */
    int wide = utf16_bom(s);
    if (wide) return utf16_html(s, wide == 2) ? FORM_HTML : FORM_PLAIN;
    if (str_starts(s, S("\xEF\xBB\xBF"))) s = str_sub(s, 3, s.n);
    if (all_blank(s)) return FORM_EMPTY;
    if (html_begins(s)) return FORM_HTML; /* also with a NUL in it: pages in the wild have them */
    return binary_at(s) >= 0 ? FORM_BINARY : FORM_PLAIN;
}

struct str doc_form_name(enum doc_form f) {
    static const char *const names[] = {"empty", "html", "plain", "pdf",   "docx",  "odt",
                                        "zip",   "rtf",  "ole",   "image", "media", "binary"};
    CHECK(f >= 0 && f < LEN(names));
    return str_c(names[f]);
}

/* ---- plain text ---- */

/* CR LF and CR → LF, the rest as it is. */
static struct str line_ends(struct arena *a, struct str s, struct text_map *work,
                            struct text_map *map) {
    struct buf b = buf_make(a, s.n + 1);
    struct map_join j = {.inner = work};
    for (i64 i = 0; i < s.n;) {
        i64 cr = str_chr(s, '\r', i), to = cr < 0 ? s.n : cr;
        map_join_add(
            &j, map, a,
            (struct text_run){(u32)b.n, (u32)(to - i), (u32)i, (u32)(to - i), RUN_COPIED, 1, 1});
        buf_put(&b, str_sub(s, i, to));
        if (cr < 0) break;
        i64 n = 1 + (cr + 1 < s.n && s.p[cr + 1] == '\n');
        map_join_add(&j, map, a, (struct text_run){(u32)b.n, 1, (u32)cr, (u32)n, RUN_BLANK, 0, 0});
        buf_c(&b, '\n');
        i = cr + n;
    }
    return buf_str(&b);
}

/* `map`: from text to bytes; NULL when the text is the bytes. */
static rc refuse_binary(struct str text, const struct text_map *map, struct err *e) {
    i64 bad = binary_at(text);
    if (bad < 0) return RC_OK;
    u8 c = (u8)text.p[bad];
    long long at = map ? html_offset(map, bad) : bad;
    if (c == 0) return fail(e, RC_UNSUPPORTED, "not text: NUL bytes at %lld", at);
    return fail(e, RC_UNSUPPORTED, "not text: control character 0x%02x at %lld", c, at);
}

rc plain_text(struct arena *perm, struct str bytes, struct html_doc *out, struct err *e) {
    *out = (struct html_doc){.form = FORM_PLAIN, .text = S("")};
    if (all_blank(bytes)) return fail(e, RC_UNSUPPORTED, "no text: the file is empty or blank");
    if (!utf16_bom(bytes)) TRY(refuse_binary(bytes, NULL, e));
    struct decoded d;
    TRY(charset_decode(perm, bytes, S(""), &d, e));
    TRY(refuse_binary(d.text, &d.map, e));
    out->charset = d.charset;
    out->charset_how = d.how;
    out->replaced = d.replaced;
    if (str_chr(d.text, '\r', 0) < 0)
        out->text = d.text, out->map = d.map;
    else
        out->text = line_ends(perm, d.text, &d.map, &out->map);
    if (all_blank(out->text)) return fail(e, RC_UNSUPPORTED, "no text: the file is blank");
    return RC_OK;
}
