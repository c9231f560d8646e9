#include "media/mail.h"

#include "base/utf8.h"
#include "media/mail_field.h"
#include "media/rows.h"
#include "text/charset.h"

struct mail {
    struct arena *a, scratch; /* scratch: for pages */
    struct str all;
    struct doc *d;
    i64 parts;
};

struct part {
    i64 from, to; /* its head and body in the mail */
    struct str number;
    i64 depth;
    struct mail_head head;
    struct str type, raw_type, name;
    bool attached;
    struct str body;   /* decoded */
    bool as_it_stands; /* the body is the mail's bytes */
};

static struct str raw_of(const struct mail_head *h, const char *name) {
    const struct mail_field *f = mail_get(h, name);
    return f ? f->raw : (struct str){0};
}

/* ---- one part's head and body ---- */

static void decode(struct mail *m, struct part *p) {
    struct str how = mail_value(m->a, raw_of(&p->head, "Content-Transfer-Encoding"));
    p->body = str_sub(m->all, p->head.end, p->to);
    p->as_it_stands = false;
    if (str_eqc(how, "base64"))
        p->body = mail_base64(m->a, p->body);
    else if (str_eqc(how, "quoted-printable"))
        p->body = mail_quoted(m->a, p->body);
    else
        p->as_it_stands = true;
}

static rc open_part(struct mail *m, struct part *p, struct err *e) {
    if (++m->parts > MAIL_PARTS_MAX)
        return fail(e, RC_LIMIT, "the mail has more than %d parts", MAIL_PARTS_MAX);
    if (p->depth > MAIL_DEPTH_MAX)
        return fail(e, RC_LIMIT, "the mail has parts nested deeper than %d", MAIL_DEPTH_MAX);
    TRY(mail_head(m->a, m->all, p->from, p->to, &p->head, e));
    p->raw_type = raw_of(&p->head, "Content-Type");
    p->type = mail_value(m->a, p->raw_type);
    if (!p->type.n) p->type = S("text/plain"); /* RFC 2045 §5.2 */
    struct str how = raw_of(&p->head, "Content-Disposition");
    p->attached = str_eqc(mail_value(m->a, how), "attachment");
    p->name = mail_param(m->a, how, "filename");
    if (!p->name.n) p->name = mail_param(m->a, p->raw_type, "name");
    return RC_OK;
}

/* ---- words ---- */

static void mark_part(struct mail *m, const struct part *p, i64 from) {
    doc_mark(m->d, from, MARK_PART, 0, 0,
             p->name.n ? str_fmt(m->a, "%.*s %.*s", SARG(p->number), SARG(p->name)) : p->number);
}

/* A part whose words lead back to bytes one by one, or as one piece. */
static void put_words(struct mail *m, const struct part *p, struct str text,
                      const struct text_map *map) {
    if (p->as_it_stands)
        doc_text(m->d, text, map, p->head.end);
    else
        doc_from(m->d, text, p->head.end, p->to - p->head.end, RUN_DECODED);
}

/* CR LF and CR are line ends. */
static rc plain_part(struct mail *m, const struct part *p, struct err *e) {
    struct decoded in;
    TRY(charset_decode(m->a, p->body, mail_param(m->a, p->raw_type, "charset"), &in, e));
    if (str_chr(in.text, 0, 0) >= 0) return fail(e, RC_UNSUPPORTED, "not text");
    struct buf b = buf_make(m->a, in.text.n + 1);
    for (i64 i = 0; i < in.text.n;) {
        i64 cr = str_chr(in.text, '\r', i), to = cr < 0 ? in.text.n : cr;
        if (p->as_it_stands)
            doc_piece(m->d, in.text, &in.map, i, to, p->head.end);
        else
            buf_put(&b, str_sub(in.text, i, to));
        i = to + 1;
        bool alone = cr >= 0 && (i >= in.text.n || in.text.p[i] != '\n');
        if (alone && p->as_it_stands) doc_gap(m->d, "\n");
        if (alone && !p->as_it_stands) buf_c(&b, '\n');
    }
    doc_from(m->d, buf_str(&b), p->head.end, p->to - p->head.end, RUN_DECODED);
    return RC_OK;
}

static rc html_part(struct mail *m, const struct part *p, struct err *e) {
    struct html_doc t = {0};
    struct str charset = mail_param(m->a, p->raw_type, "charset"), body = p->body;
    struct part q = *p;
    if (charset.n && !str_eqi(charset, S("utf-8"))) { /* the page itself seldom says it in mail */
        struct decoded in;
        TRY(charset_decode(m->a, body, charset, &in, e));
        body = in.text, q.as_it_stands = false;
    }
    TRY(html_main_text(m->a, m->scratch, body, &t, e));
    put_words(m, &q, t.text, &t.map);
    return RC_OK;
}

static void name_attachment(struct mail *m, const struct part *p, const char *why) {
    doc_line(m->d, true);
    struct str line = str_fmt(m->a, "Attachment: %.*s (%.*s, %lld bytes)%s%s",
                              SARG(p->name.n ? p->name : S("unnamed")),
                              SARG(utf8_clean(m->a, str_sub(p->type, 0, 100), &(i64){0})),
                              (long long)p->body.n, why[0] ? ": " : "", why);
    doc_from(m->d, utf8_clean(m->a, line, &(i64){0}), p->from, p->head.end - p->from, RUN_DECODED);
}

static bool table_part(const struct part *p) {
    return str_eqc(p->type, "text/csv") || str_ends(p->name, S(".csv")) ||
           str_ends(p->name, S(".xlsx"));
}

/* A part that cannot be read is named with the reason; the others are read all the same. */
static void leaf(struct mail *m, struct part *p) {
    struct err why = {0};
    rc r = RC_UNSUPPORTED;
    bool text = str_starts(p->type, S("text/"));
    decode(m, p);
    if (p->attached || !text) name_attachment(m, p, "");
    doc_line(m->d, true);
    i64 from = m->d->text.n;
    if (table_part(p)) {
        r = rows_append(m->a, p->body, mail_param(m->a, p->raw_type, "charset"), m->d, &why);
    } else if (str_eqc(p->type, "text/html")) {
        r = html_part(m, p, &why);
    } else if (text) {
        r = plain_part(m, p, &why);
    }
    mark_part(m, p, from);
    if (text && r != RC_OK && p->body.n && !p->attached) name_attachment(m, p, why.msg);
}

/* ---- structure ---- */

static rc part(struct mail *m, struct part *p, struct err *e);

/* Does this line hold the boundary? end: it is the last one (RFC 2046 §5.1.1). */
static bool at_boundary(struct str line, struct str boundary, bool *end) {
    if (line.n < boundary.n + 2 || line.p[0] != '-' || line.p[1] != '-') return false;
    if (memcmp(line.p + 2, boundary.p, (size_t)boundary.n) != 0) return false;
    struct str rest = str_trim(str_sub(line, boundary.n + 2, line.n));
    *end = str_eqc(rest, "--");
    return rest.n == 0 || *end;
}

struct pieces {
    struct part *v;
    i64 n, cap;
};

static rc cut(struct mail *m, const struct part *p, struct str boundary, struct pieces *out,
              struct err *e) {
    i64 begin = -1;
    bool end = false;
    for (i64 at = p->head.end; at < p->to && !end;) {
        i64 nl = str_chr(m->all, '\n', at), next = nl < 0 || nl >= p->to ? p->to : nl + 1;
        if (at_boundary(str_sub(m->all, at, next), boundary, &end)) {
            i64 to = at; /* the line end before a boundary belongs to it */
            if (to > 0 && m->all.p[to - 1] == '\n') to--;
            if (to > 0 && m->all.p[to - 1] == '\r') to--;
            if (begin >= 0 && out->n >= MAIL_PARTS_MAX)
                return fail(e, RC_LIMIT, "the mail has more than %d parts", MAIL_PARTS_MAX);
            if (begin >= 0)
                *PUSH(m->a, out->v, out->n, out->cap) =
                    (struct part){.from = begin, .to = to > begin ? to : begin};
            begin = next;
        }
        at = next;
    }
    if (!end && begin >= 0 && begin < p->to && out->n < MAIL_PARTS_MAX) /* cut off on its way */
        *PUSH(m->a, out->v, out->n, out->cap) = (struct part){.from = begin, .to = p->to};
    for (i64 i = 0; i < out->n; i++) {
        out->v[i].depth = p->depth + 1;
        out->v[i].number = p->number.n
                               ? str_fmt(m->a, "%.*s.%lld", SARG(p->number), (long long)(i + 1))
                               : str_fmt(m->a, "%lld", (long long)(i + 1));
    }
    return RC_OK;
}

static bool has_words(struct str s) {
    return str_trim(s).n > 0;
}

/* Of alternatives the first plain one with words; else the last that is text or holds parts, for
 * they come in order of preference (RFC 2046 §5.1.4). */
static rc alternative(struct mail *m, struct pieces *in, struct err *e) {
    i64 chosen = -1;
    for (i64 i = 0; i < in->n; i++) {
        struct part look = in->v[i];
        i64 parts = m->parts;
        TRY(open_part(m, &look, e));
        m->parts = parts;
        decode(m, &look);
        if (str_eqc(look.type, "text/plain") && has_words(look.body)) return part(m, &in->v[i], e);
        if (str_eqc(look.type, "text/html") || str_starts(look.type, S("multipart/"))) chosen = i;
    }
    return chosen < 0 ? RC_OK : part(m, &in->v[chosen], e);
}

static rc multipart(struct mail *m, const struct part *p, struct err *e) {
    struct pieces in = {0};
    struct str boundary = mail_param(m->a, p->raw_type, "boundary");
    if (boundary.n == 0) return RC_OK;
    TRY(cut(m, p, boundary, &in, e));
    if (str_eqc(p->type, "multipart/alternative")) return alternative(m, &in, e);
    for (i64 i = 0; i < in.n; i++)
        TRY(part(m, &in.v[i], e));
    return RC_OK;
}

static void head_lines(struct mail *m, const struct mail_head *h) {
    static const char *const LINES[] = {"From", "To", "Date", "Subject"};
    for (i64 i = 0; i < LEN(LINES); i++) {
        const struct mail_field *f = mail_get(h, LINES[i]);
        struct str words = f ? mail_words(m->a, f->raw) : (struct str){0};
        if (!words.n) continue;
        doc_line(m->d, false);
        doc_from(m->d, str_fmt(m->a, "%s: %.*s", LINES[i], SARG(words)), f->at, f->n, RUN_DECODED);
    }
    doc_line(m->d, true);
}

/* A whole mail, outer or inner. */
static rc message(struct mail *m, struct part *p, struct err *e) {
    TRY(open_part(m, p, e));
    doc_line(m->d, true);
    head_lines(m, &p->head);
    if (str_starts(p->type, S("multipart/"))) return multipart(m, p, e);
    if (!p->number.n) p->number = S("1");
    leaf(m, p);
    return RC_OK;
}

static rc part(struct mail *m, struct part *p, struct err *e) {
    TRY(open_part(m, p, e));
    if (str_starts(p->type, S("multipart/"))) return multipart(m, p, e);
    if (str_eqc(p->type, "message/rfc822")) {
        struct part inner = {
            .from = p->head.end, .to = p->to, .number = p->number, .depth = p->depth + 1};
        return message(m, &inner, e);
    }
    leaf(m, p);
    return RC_OK;
}

rc mail_text(struct arena *a, struct str bytes, struct doc *out, struct err *e) {
    *out = doc_make(a, "mail", true);
    struct mail m = {.a = a, .all = bytes, .d = out};
    m.scratch = arena_split(a, (i64)(a->end - a->beg) / 3);
    struct part whole = {.to = bytes.n};
    TRY(message(&m, &whole, e));
    struct str date = raw_of(&whole.head, "Date");
    out->title = mail_words(a, raw_of(&whole.head, "Subject"));
    out->published = mail_date(a, date);
    if (out->published.n) out->published_where = S("mail Date");
    return RC_OK;
}

rc mail_append(struct arena *a, struct str bytes, i64 from, i64 to, struct doc *d, struct err *e) {
    struct mail m = {.a = a, .all = bytes, .d = d};
    m.scratch = arena_split(a, (i64)(a->end - a->beg) / 3);
    struct part whole = {.from = from, .to = to};
    char *end = a->end;
    rc r = message(&m, &whole, e);
    a->end = end;
    return r;
}

bool mail_looks(struct str s) {
    static const char *const MAKERS[] = {
        "\nmessage-id:", "\nmime-version:", "\nreceived:", "\nreturn-path:", "\ndelivered-to:"};
    char room[4097] = {'\n'};
    struct str head = str_sub(s, 0, LEN(room) - 1);
    bool maker = false;
    for (i64 i = 0; i < head.n; i++)
        room[i + 1] = lower(head.p[i]);
    head = (struct str){room, head.n + 1};
    i64 colon = str_chr(head, ':', 1), end = str_chr(head, '\n', 1);
    for (i64 i = 1; i < colon; i++)
        if (head.p[i] <= ' ' || head.p[i] >= 0x7F) return false;
    i64 body = str_find(head, S("\n\n"), 0), crlf = str_find(head, S("\n\r\n"), 0);
    if (body < 0 || (crlf >= 0 && crlf < body)) body = crlf;
    if (body >= 0) head = str_sub(head, 0, body);
    for (i64 i = 0; i < LEN(MAKERS); i++)
        maker |= str_has(head, str_c(MAKERS[i]));
    return colon > 1 && (end < 0 || colon < end) && maker && str_has(head, S("\nfrom:"));
}
