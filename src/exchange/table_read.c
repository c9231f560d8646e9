#include "exchange/table_read.h"

#include "sys/sandbox.h"
#include "table/archive.h"

enum { TABLE_SECONDS = 60 };

/* The child's input: the charset a person named, a line end, the bytes. */
static rc in_child(struct arena *a, struct str in, struct buf *out, struct err *e) {
    struct table t;
    struct str charset = str_cut(&in, '\n');
    TRY(table_parse(a, in, charset, &t, e));
    table_put(out, &t);
    return buf_ok(out) ? RC_OK : fail(e, RC_LIMIT, "the table is larger than the limit");
}

rc table_read(struct arena *a, struct str bytes, struct str charset, struct table *out,
              struct err *e) {
    struct str got;
    struct sandbox_report rep;
    if (bytes.n > CSV_BYTES_MAX)
        return fail(e, RC_LIMIT, "a table has at most %lld MiB", CSV_BYTES_MAX >> 20);
    if (charset.n > 64 || str_chr(charset, '\n', 0) >= 0)
        return fail(e, RC_USAGE, "this is no name of a character set");
    struct str in = str_cat(a, str_cat(a, charset, S("\n")), bytes);
    struct archive_zone z = archive_zone_begin(a);
    rc r = sandbox_run(a, in, TABLE_OUT_MAX, TABLE_SECONDS, in_child, &got, &rep, e);
    archive_zone_end(z);
    return r == RC_OK ? table_get(a, got, out, e) : r;
}
