#include "media/warc.h"

#include "base/utf8.h"
#include "media/mail_field.h"
#include "text/charset.h"

struct warc {
    struct arena *a; /* of one record */
    struct arena record, scratch;
    struct doc *d;
    struct unpack u;
    struct str all;
    i64 records, pages, unread;
    bool stop; /* what follows is damaged */
};

/* A record in memory: its bytes stand in the item (packed false) or were unpacked. */
struct record {
    struct str bytes;
    i64 offset, end; /* of the record in the item */
    bool packed;
    struct mail_head head;
    i64 body, body_end;
    struct str url;
};

static struct str get(struct arena *a, const struct mail_head *h, const char *name) {
    const struct mail_field *f = mail_get(h, name);
    return f ? mail_words(a, f->raw) : (struct str){0};
}

/* ---- one page ---- */

static struct str unchunk(struct arena *a, struct str s) {
    struct buf b = buf_make(a, s.n + 1);
    for (i64 at = 0; at < s.n;) {
        i64 nl = str_chr(s, '\n', at), n = 0, digits = 0;
        for (i64 i = at; nl >= 0 && i < nl && digits < 8; i++, digits++) {
            char c = lower(s.p[i]);
            if (is_digit(c))
                n = n * 16 + (c - '0');
            else if (c >= 'a' && c <= 'f')
                n = n * 16 + (c - 'a' + 10);
            else
                break;
        }
        if (nl < 0 || digits == 0 || n == 0) break;
        buf_put(&b, str_sub(s, nl + 1, nl + 1 + n));
        at = nl + 1 + n;
        if (at < s.n && s.p[at] == '\r') at++;
        if (at < s.n && s.p[at] == '\n') at++;
    }
    return buf_str(&b);
}

/* at: where `page` begins in the item, -1 = nowhere, it was unpacked. */
static rc put_page(struct warc *x, const struct record *r, struct str page, struct str type, i64 at,
                   struct str charset, struct err *e) {
    struct html_doc t = {0};
    struct doc *d = x->d;
    struct decoded in;
    bool html = str_eqc(type, "text/html") || str_eqc(type, "application/xhtml+xml");
    if (charset.n && !str_eqi(charset, S("utf-8"))) {
        TRY(charset_decode(x->a, page, charset, &in, e));
        page = in.text, at = -1;
    }
    if (html)
        TRY(html_main_text(x->a, x->scratch, page, &t, e));
    else
        TRY(plain_text(x->a, page, &t, e));
    doc_line(d, true);
    i64 from = d->text.n;
    if (at >= 0)
        doc_text(d, t.text, &t.map, at);
    else
        doc_from(d, t.text, r->offset, r->end - r->offset, RUN_DECODED);
    doc_mark(d, from, MARK_RECORD, r->offset, 0, r->url);
    if (x->pages++ > 0) return RC_OK;
    bool headline = t.headline_end > t.headline;
    d->title = str_dup(d->a, headline ? str_sub(t.text, t.headline, t.headline_end) : t.title.text);
    d->lang = str_dup(d->a, t.lang.text);
    d->site = str_dup(d->a, t.site.text);
    d->published = str_dup(d->a, t.published.text);
    d->published_where = str_dup(d->a, t.published.where);
    return RC_OK;
}

static bool page_type(struct str type) {
    return str_eqc(type, "text/html") || str_eqc(type, "application/xhtml+xml") ||
           str_eqc(type, "text/plain");
}

/* An HTTP answer: its status, its head, its body (RFC 9112). */
static rc response(struct warc *x, const struct record *r, struct err *e) {
    struct mail_head h;
    struct str all = str_sub(r->bytes, 0, r->body_end);
    i64 nl = str_chr(all, '\n', r->body), status = 0;
    if (nl < 0) return RC_OK;
    struct str line = str_sub(all, r->body, nl);
    (void)str_cut(&line, ' ');
    if (!str_i64(str_trim(str_cut(&line, ' ')), &status) || status != 200) return RC_OK;
    TRY(mail_head(x->a, all, nl + 1, all.n, &h, e));
    struct str type = get(x->a, &h, "Content-Type"), kind = mail_value(x->a, type);
    if (!page_type(kind)) return RC_OK;
    struct str page = str_sub(all, h.end, all.n), how = get(x->a, &h, "Content-Encoding");
    i64 at = r->packed ? -1 : h.end, end;
    if (str_eqi(get(x->a, &h, "Transfer-Encoding"), S("chunked")))
        page = unchunk(x->a, page), at = -1;
    if (str_eqi(how, S("gzip")) || str_eqi(how, S("deflate")) || str_eqi(how, S("x-gzip"))) {
        TRY(unpack_member(x->a, page, 0, true, &x->u, &page, &end, e));
        at = -1;
    } else if (how.n && !str_eqi(how, S("identity"))) {
        return fail(e, RC_UNSUPPORTED, "its encoding %.*s is not read", SARG(str_sub(how, 0, 40)));
    }
    return put_page(x, r, page, kind, at, mail_param(x->a, type, "charset"), e);
}

/* ---- records ---- */

static rc read_record(struct warc *x, struct record *r, struct err *e) {
    struct str type = get(x->a, &r->head, "WARC-Type");
    struct str content = get(x->a, &r->head, "Content-Type"), kind = mail_value(x->a, content);
    r->url = get(x->a, &r->head, "WARC-Target-URI");
    if (str_starts(r->url, S("<")) && str_ends(r->url, S(">")))
        r->url = str_sub(r->url, 1, r->url.n - 1);
    if (str_eqi(type, S("response")) && str_eqc(kind, "application/http")) return response(x, r, e);
    bool whole = str_eqi(type, S("resource")) || str_eqi(type, S("conversion"));
    if (!whole || !page_type(kind)) return RC_OK;
    return put_page(x, r, str_sub(r->bytes, r->body, r->body_end), kind, r->packed ? -1 : r->body,
                    mail_param(x->a, content, "charset"), e);
}

/* The record whose version line is at `at` of `bytes`; *next: behind it. */
static rc open_record(struct warc *x, struct str bytes, i64 at, struct record *r, i64 *next,
                      struct err *e) {
    i64 nl = str_chr(bytes, '\n', at), length = -1;
    if (!str_starts(str_sub(bytes, at, bytes.n), S("WARC/1.")) || nl < 0)
        return fail(e, RC_UNSUPPORTED, "no WARC record at byte %lld", (long long)r->offset);
    TRY(mail_head(x->a, bytes, nl + 1, bytes.n, &r->head, e));
    if (!str_i64(get(x->a, &r->head, "Content-Length"), &length) || length < 0 ||
        length > bytes.n - r->head.end)
        return fail(e, RC_UNSUPPORTED, "a WARC record is cut off");
    r->bytes = bytes;
    r->body = r->head.end;
    r->body_end = r->body + length;
    *next = r->body_end;
    while (*next < bytes.n && (bytes.p[*next] == '\r' || bytes.p[*next] == '\n'))
        ++*next;
    if (++x->records > WARC_RECORDS_MAX)
        return fail(e, RC_LIMIT, "the web archive holds more than %d records", WARC_RECORDS_MAX);
    return RC_OK;
}

/* A page that cannot be read is counted; the others are. Limits end it all. */
static rc page_or_not(struct warc *x, struct record *r, struct err *e) {
    struct err why = {0};
    rc got = read_record(x, r, &why);
    if (got == RC_UNSUPPORTED) return x->unread++, RC_OK;
    return got == RC_OK ? RC_OK : fail(e, got, "%s", why.msg);
}

static rc plain(struct warc *x, struct err *e) {
    for (i64 at = 0, next; at < x->all.n; at = next) {
        struct arena one = x->record;
        struct record r = {.offset = at};
        x->a = &one;
        TRY(open_record(x, x->all, at, &r, &next, e));
        r.end = r.body_end;
        TRY(page_or_not(x, &r, e));
    }
    return RC_OK;
}

/* One record a member as the standard wants it, or the whole archive in one. */
static rc packed(struct warc *x, struct err *e) {
    for (i64 at = 0, next, end; at < x->all.n; at = end) {
        struct arena one = x->record;
        struct str bytes;
        x->a = &one;
        TRY(unpack_member(x->a, x->all, at, false, &x->u, &bytes, &end, e));
        for (i64 in = 0; in < bytes.n; in = next) {
            struct record r = {.offset = at, .end = end, .packed = true};
            struct arena each = one;
            x->a = &each;
            TRY(open_record(x, bytes, in, &r, &next, e));
            TRY(page_or_not(x, &r, e));
        }
    }
    return RC_OK;
}

static bool gzipped(struct str s) {
    return str_starts(s, S("\x1f\x8b"));
}

rc warc_text(struct arena *a, struct str bytes, struct doc *out, struct err *e) {
    struct err why = {0};
    *out = doc_make(a, "warc", true);
    struct warc x = {.d = out, .all = bytes, .u = unpack_make(bytes.n)};
    x.scratch = arena_split(a, (i64)(a->end - a->beg) / 3);
    x.record = arena_split(a, (i64)(a->end - a->beg) / 2);
    rc r = gzipped(bytes) ? packed(&x, &why) : plain(&x, &why);
    if (r != RC_OK && (r != RC_UNSUPPORTED || x.records == 0)) return fail(e, r, "%s", why.msg);
    if (r != RC_OK)
        out->left = str_fmt(a, "after %lld records: %s", (long long)x.records, why.msg);
    else if (x.unread)
        out->left =
            str_fmt(a, "%lld pages of %lld", (long long)x.unread, (long long)(x.unread + x.pages));
    return x.pages ? RC_OK : fail(e, RC_UNSUPPORTED, "no page with words in this web archive");
}

bool warc_looks(struct str s) {
    struct unpack u = {1 << 20};
    if (!gzipped(s)) return str_starts(s, S("WARC/1."));
    struct arena a = arena_make("first bytes", 8 << 20), all = a;
    struct err e = {0};
    struct str out = {0};
    i64 end;
    (void)!unpack_member(&a, str_sub(s, 0, 4096), 0, false, &u, &out, &end, &e);
    bool yes = str_starts(out, S("WARC/1."));
    arena_drop(all);
    return yes;
}
