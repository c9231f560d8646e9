/* Files for the tests, made in memory. */
#ifndef CAIRN_MEDIA_TESTING_H
#define CAIRN_MEDIA_TESTING_H

#include "base/err.h"
#include "base/str.h"

#include <zip.h>

struct made_file {
    const char *name;
    struct str bytes;
};

static inline struct str made_zip(struct arena *a, const struct made_file *f, i64 n) {
    zip_error_t why;
    zip_error_init(&why);
    zip_source_t *s = zip_source_buffer_create(NULL, 0, 0, &why);
    zip_source_keep(s);
    zip_t *z = zip_open_from_source(s, ZIP_TRUNCATE, &why);
    for (i64 i = 0; i < n; i++)
        zip_file_add(z, f[i].name,
                     zip_source_buffer(z, f[i].bytes.p, (zip_uint64_t)f[i].bytes.n, 0), 0);
    CHECK(zip_close(z) == 0);
    zip_stat_t st;
    CHECK(zip_source_open(s) == 0 && zip_source_stat(s, &st) == 0);
    char *p = NEWN(a, char, (i64)st.size);
    CHECK(zip_source_read(s, p, st.size) == (zip_int64_t)st.size);
    zip_source_close(s);
    zip_source_free(s);
    return (struct str){p, (i64)st.size};
}

#endif
