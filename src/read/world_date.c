/* The day of a report: a line of its own near the top, or a dateline ("كالن، 12 آذار 2031 - …"). */
#include "read/world_part.h"

enum { DATE_WORDS = 3, DATE_BYTES = 80, AGENCY_BYTES = 60 };

/* The byte behind a mark that parts a place from a date, a date from the report: 0 none. */
static i64 parts_at_start(struct str s) {
    static const char *const marks[] = {"-", "–", "—", ":"};
    for (i64 i = 0; i < LEN(marks); i++)
        if (str_starts(s, str_c(marks[i]))) return (i64)strlen(marks[i]);
    return 0;
}
static bool parts_at_end(struct str s) {
    static const char *const marks[] = {"-", "–", "—", ":", "،", ",", "/", "("};
    for (i64 i = 0; i < LEN(marks); i++)
        if (str_ends(s, str_c(marks[i]))) return true;
    return s.n == 0;
}

/* A whole day among the first words of the line, behind nothing or behind a place and a mark. */
static bool day_of(const struct world_lang *l, struct str line, struct when_phrase *w) {
    i64 at = 0;
    for (i32 word = 0; word <= DATE_WORDS && at < line.n && at < DATE_BYTES; word++) {
        while (at < line.n && is_space(line.p[at]))
            at++;
        if (at < line.n && line.p[at] == '(') at++;
        bool got = at < line.n && l->when_at(line, at, (struct date_range){0}, w);
        if (got && w->range.precision == DATE_DAY && !w->relative &&
            parts_at_end(str_trim(str_sub(line, 0, at))))
            return true;
        while (at < line.n && !is_space(line.p[at]))
            at++;
    }
    return false;
}

/* Behind the date and what may follow it: the era, a bracket, an agency; then a mark or the end. */
static i64 body_of(struct str line, i64 at) {
    struct str rest = str_trim(str_sub(line, at, line.n));
    if (str_starts(rest, S("م")) && (rest.n == 2 || !((u8)rest.p[2] & 0x80)))
        rest = str_trim(str_sub(rest, 2, rest.n));
    if (str_starts(rest, S(")"))) rest = str_trim(str_sub(rest, 1, rest.n));
    if (!rest.n || str_eqc(rest, ".")) return line.n;
    if (str_starts(rest, S("("))) {
        i64 close = str_chr(rest, ')', 0);
        if (close < 0 || close > AGENCY_BYTES) return -1;
        rest = str_trim(str_sub(rest, close + 1, rest.n));
    }
    i64 mark = parts_at_start(rest);
    return mark ? rest.p + mark - line.p : -1;
}

i64 world_date_line(struct world_run *r, const struct world_lang *l, i64 from, i64 to) {
    struct str line = str_trim(str_sub(r->text, from, to));
    struct when_phrase w;
    if (!l->when_at || !line.n || !day_of(l, line, &w)) return from;
    i64 body = body_of(line, w.to), start = line.p - r->text.p;
    if (body < 0) return from;
    if (r->found.precision == DATE_NONE) {
        r->found = w.range;
        r->found_span = (struct span){(u32)(start + w.from), (u32)(start + w.to)};
        r->anchor = w.range;
        r->anchor_words = S("publication date, in the text");
    }
    return start + body;
}
