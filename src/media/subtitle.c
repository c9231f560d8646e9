#include "media/subtitle.h"

#include "base/utf8.h"
#include "text/charset.h"
#include "text/entity.h"

struct subtitle {
    struct doc *d;
    const struct decoded *in;
    struct str t;
    i64 at;
    bool vtt;
    i64 cues;
};

/* "01:02:03,456", "02:03.456"; false when it is no time. */
static bool time_of(struct str s, i64 *ms) {
    i64 part[4] = {0}, n = 0;
    s = str_trim(s);
    for (i64 i = 0, digits = 0; i < s.n; i++) {
        char c = s.p[i];
        if (is_digit(c) && digits < 6) {
            part[n] = part[n] * 10 + (c - '0');
            digits++;
        } else if ((c == ':' || c == ',' || c == '.') && digits && n < 3) {
            n++;
            digits = 0;
        } else {
            return false;
        }
    }
    if (n < 2) return false;
    if (n == 2) part[3] = part[2], part[2] = part[1], part[1] = part[0], part[0] = 0;
    *ms = ((part[0] * 60 + part[1]) * 60 + part[2]) * 1000 + part[3];
    return true;
}

static bool times_of(struct str line, i64 *from, i64 *to) {
    i64 arrow = str_find(line, S("-->"), 0);
    if (arrow < 0) return false;
    struct str rest = str_trim(str_sub(line, arrow + 3, line.n));
    i64 end = 0;
    while (end < rest.n && !is_space(rest.p[end]))
        end++;
    return time_of(str_sub(line, 0, arrow), from) && time_of(str_sub(rest, 0, end), to);
}

/* The next line without its end; false at the end of the text. */
static bool next_line(struct subtitle *x, struct str *line) {
    if (x->at >= x->t.n) return false;
    i64 nl = str_chr(x->t, '\n', x->at), end = nl < 0 ? x->t.n : nl;
    *line = str_sub(x->t, x->at, end);
    if (str_ends(*line, S("\r"))) line->n--;
    x->at = end + 1;
    return true;
}

/* A stretch of the decoded text, which leads on to bytes of the item. */
static void put(struct subtitle *x, struct str s) {
    i64 from = s.p - x->t.p;
    doc_piece(x->d, x->t, &x->in->map, from, from + s.n, 0);
}

static i64 tag_end(struct str s, i64 at) {
    char close = s.p[at] == '<' ? '>' : '}';
    if (s.p[at] == '{' && (at + 1 >= s.n || s.p[at + 1] != '\\')) return -1;
    i64 end = str_chr(s, close, at);
    return end < 0 ? -1 : end + 1;
}

static void voice(struct subtitle *x, struct str tag) {
    i64 blank = str_chr(tag, ' ', 0);
    if (!x->vtt || !str_starts(tag, S("<v")) || blank < 0) return;
    struct str name = str_trim(str_sub(tag, blank, tag.n - 1));
    put(x, name);
    if (name.n) doc_gap(x->d, ": ");
}

static void words(struct subtitle *x, struct str line) {
    for (i64 i = 0; i < line.n;) {
        char c = line.p[i], chars[ENTITY_BYTES];
        int n = 0;
        i64 end = c == '<' || c == '{' ? tag_end(line, i) : -1;
        i64 ref = c == '&' && x->vtt ? entity_read(line, i, false, chars, &n) : 0;
        if (end > 0) {
            voice(x, str_sub(line, i, end));
        } else if (ref > 0) {
            i64 from = line.p + i - x->t.p, to = from + ref;
            i64 byte = html_offset(&x->in->map, from), byte_end = html_end(&x->in->map, to);
            if (x->in->map.n == 0) byte = from, byte_end = to;
            doc_from(x->d, (struct str){chars, n}, byte, byte_end - byte, RUN_ENTITY);
            end = i + ref;
        } else {
            for (end = i + 1;
                 end < line.n && line.p[end] != '<' && line.p[end] != '{' && line.p[end] != '&';)
                end++;
            put(x, str_sub(line, i, end));
        }
        i = end;
    }
}

/* Does the text so far end a sentence? */
static bool sentence_ended(struct str s) {
    static const char *const ENDS[] = {".", "!", "?", "…", "؟", "۔", ":", "\"", "”", "»", "]", ")"};
    for (i64 i = 0; i < LEN(ENDS); i++)
        if (str_ends(s, str_c(ENDS[i]))) return true;
    return false;
}

static rc cue(struct subtitle *x, i64 from, i64 to, struct err *e) {
    struct str line;
    struct doc *d = x->d;
    if (d->text.n) doc_gap(d, sentence_ended(buf_str(&d->text)) ? "\n" : " ");
    i64 begin = d->text.n;
    while (next_line(x, &line) && str_trim(line).n) {
        if (d->text.n > begin) doc_gap(d, " ");
        words(x, str_trim(line));
    }
    doc_mark(d, begin, MARK_TIME, from, to < from ? from : to, (struct str){0});
    if (++x->cues > CUES_MAX) return fail(e, RC_LIMIT, "it holds more than %d cues", CUES_MAX);
    return RC_OK;
}

static void skip_block(struct subtitle *x) {
    struct str line;
    while (next_line(x, &line) && str_trim(line).n)
        continue;
}

bool subtitle_looks(struct str s) {
    i64 from, to, n;
    if (str_starts(s, S("\xEF\xBB\xBF"))) s = str_sub(s, 3, s.n);
    s = str_sub(s, 0, 4096);
    if (str_starts(s, S("WEBVTT")) && (s.n == 6 || is_space(s.p[6]))) return true;
    s = str_trim(s);
    struct str first = str_trim(str_cut(&s, '\n'));
    struct str second = str_trim(str_cut(&s, '\n'));
    return str_i64(first, &n) && times_of(second, &from, &to);
}

rc subtitle_text(struct arena *a, struct str bytes, struct doc *out, struct err *e) {
    struct decoded in;
    struct str line;
    i64 from, to;
    TRY(charset_decode(a, bytes, (struct str){0}, &in, e));
    bool vtt = str_starts(in.text, S("WEBVTT"));
    *out = doc_make(a, vtt ? "vtt" : "srt", true);
    struct subtitle x = {.d = out, .in = &in, .t = in.text, .vtt = vtt};
    if (vtt) skip_block(&x);
    while (next_line(&x, &line)) {
        bool block = str_starts(line, S("NOTE")) || str_starts(line, S("STYLE")) ||
                     str_starts(line, S("REGION"));
        if (times_of(line, &from, &to))
            TRY(cue(&x, from, to, e));
        else if (vtt && block)
            skip_block(&x);
    }
    return x.cues ? RC_OK : fail(e, RC_UNSUPPORTED, "no cue in these subtitles");
}
