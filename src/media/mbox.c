/* A file of mails, one behind another. */
#include "base/utf8.h"
#include "media/mail.h"
#include "media/mail_field.h"

/* "From user@host.example Mon Mar  3 10:00:00 2031", with an empty line before it. */
static bool begins(struct str s, i64 at) {
    struct str line = str_sub(s, at, at + 5);
    if (!str_eqc(line, "From ")) return false;
    i64 end = str_chr(s, '\n', at);
    line = str_trim(str_sub(s, at + 5, end < 0 ? s.n : end));
    i64 digits = 0;
    while (digits < line.n && digits < 4 && is_digit(line.p[line.n - 1 - digits]))
        digits++;
    bool zone = line.n > 5 && (line.p[line.n - 5] == '+' || line.p[line.n - 5] == '-');
    if (digits < 4 || (str_chr(line, ':', 0) < 0 && !zone)) return false;
    return at == 0 || str_ends(str_sub(s, 0, at), S("\n\n")) ||
           str_ends(str_sub(s, 0, at), S("\n\r\n"));
}

static i64 next_mail(struct str s, i64 at) {
    for (i64 nl = str_chr(s, '\n', at); nl >= 0; nl = str_chr(s, '\n', nl + 1))
        if (begins(s, nl + 1)) return nl + 1;
    return s.n;
}

bool mbox_looks(struct str s) {
    if (!begins(s, 0)) return false;
    i64 line = str_chr(s, '\n', 0) + 1, colon = str_chr(s, ':', line);
    for (i64 i = line; i < colon; i++)
        if (s.p[i] <= ' ' || (u8)s.p[i] >= 0x7F) return false;
    return line > 0 && colon > line && colon < line + 80;
}

static struct str id_of(struct arena *a, struct str s, i64 from, i64 to) {
    struct mail_head h;
    struct err none = {0};
    if (mail_head(a, s, from, to, &h, &none) != RC_OK) return (struct str){0};
    const struct mail_field *f = mail_get(&h, "Message-ID");
    struct str id = f ? str_trim(f->raw) : (struct str){0};
    bool whole = str_starts(id, S("<")) && str_ends(id, S(">"));
    if (utf8_invalid(id) >= 0) return (struct str){0}; /* RFC 5322 §3.6.4: a name that is none */
    return whole ? str_sub(id, 1, id.n - 1) : id;
}

rc mbox_text(struct arena *a, struct str bytes, struct doc *out, struct err *e) {
    i64 bad = 0, n = 0;
    struct err first = {0};
    *out = doc_make(a, "mbox", true);
    for (i64 at = 0; at < bytes.n && !out->text.full;) {
        i64 head = str_chr(bytes, '\n', at) + 1, to = next_mail(bytes, at);
        struct err why = {0};
        if (++n > MBOX_MAILS_MAX)
            return fail(e, RC_LIMIT, "it has more than %d mails", MBOX_MAILS_MAX);
        doc_line(out, true);
        i64 from = out->text.n;
        if (head <= 0 || head > to) head = to;
        if (mail_append(a, bytes, head, to, out, &why) != RC_OK && bad++ == 0) first = why;
        doc_mark(out, from, MARK_RECORD, at, 0, id_of(a, bytes, head, to));
        at = to;
    }
    if (bad)
        out->left = str_fmt(a, "%lld of %lld mails, whole or in part (%s)", (long long)bad,
                            (long long)n, first.msg);
    return RC_OK;
}
