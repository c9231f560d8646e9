/* Russian beside the other languages: numbers and dates of its own, and stages of its own, since
 * its cases say what the order of words says elsewhere (world_ru.h). */
#include "read/world_ru.h"

#include "base/utf8.h"
#include "text/number_ru.h"
#include "text/when_ru.h"

static const void *make(struct arena *a) {
    return ru_lexicon_make(a);
}

/* The end of a block that begins at `from`: a line, a blank, a code point. */
static i64 block_end(struct str text, i64 from, i64 end) {
    i64 to = from + READ_BLOCK_BYTES, blank = 0;
    if (to >= end) return end;
    for (i64 i = to; i > from + READ_BLOCK_BYTES / 2; i--) {
        if (text.p[i - 1] == '\n') return i;
        if (text.p[i - 1] == ' ' && !blank) blank = i;
    }
    while (!blank && !utf8_boundary(text, to))
        to--;
    return blank ? blank : to;
}

static void read(struct world_run *r, struct arena scratch, const void *tables, i64 from, i64 to) {
    while (from < to) {
        i64 end = block_end(r->text, from, to);
        ru_read(r, scratch, tables, from, end);
        from = end;
    }
}

const struct world_lang world_ru = {
    .code = SI("ru"),
    .make = make,
    .files = ru_lexicon_files,
    .read = read,
    .number_at = number_ru_at,
    .number_next = number_ru_next,
    .when_at = when_ru_at,
    .capitals = true,
};
