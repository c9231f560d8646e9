#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    int exit_status, http;
    const char *name, *title, *hint;
} TABLE[RC_COUNT] = {
#define RC(name, exit_status, http, title, hint)                                                   \
    [RC_##name] = {exit_status, http, #name, title, hint},
#include "base/errors.def"
#undef RC
};

/* Messages are one line whatever a file name or a document put into them. */
static void one_line(char *s) {
    for (; *s; s++)
        if ((unsigned char)*s < 0x20 || *s == 0x7f) *s = ' ';
}

rc fail(struct err *e, rc code, const char *fmt, ...) {
    CHECK(code > RC_OK && code < RC_COUNT);
    if (!e || e->code != RC_OK) return e ? e->code : code;
    e->code = code;
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(e->msg, sizeof e->msg, fmt, ap);
    va_end(ap);
    one_line(e->msg);
    return code;
}

rc err_hint(struct err *e, const char *fmt, ...) {
    if (!e) return RC_INTERNAL;
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(e->hint, sizeof e->hint, fmt, ap);
    va_end(ap);
    one_line(e->hint);
    return e->code;
}

void err_clear(struct err *e) {
    *e = (struct err){0};
}

int rc_exit(rc code) {
    return TABLE[code].exit_status;
}
int rc_http(rc code) {
    return TABLE[code].http;
}
const char *rc_name(rc code) {
    return TABLE[code].name;
}
const char *rc_title(rc code) {
    return TABLE[code].title;
}
const char *rc_hint(rc code) {
    return TABLE[code].hint;
}

NORETURN void check_failed(const char *file, int line, const char *cond) {
    fprintf(stderr, "cairn: internal: %s:%d: %s does not hold; please report this\n", file, line,
            cond);
    fflush(stderr);
    abort();
}
