/* Results and errors.
 *
 * A function that can fail for a reason of the world returns `rc` (must be checked) and, as last
 * parameter, takes `struct err *e`, into which it writes one impersonal line: what is wrong, then a
 * hint what to do. Mistakes of our own are not errors: CHECK() prints and aborts, in release too
 * (HABITS A.9).
 *
 *     if (size > LIMIT) return fail(e, RC_LIMIT, "item is %lld bytes; the most is %lld", n, max);
 *     TRY(store_read(s, id, &item, e));          // returns the callee's rc, message kept
 *
 * The first message stays: fail() on an err that already holds one keeps the lower, more exact
 * message (libgit2). */
#ifndef CAIRN_BASE_ERR_H
#define CAIRN_BASE_ERR_H

enum rc_code {
#define RC(name, exit_status, http, title, hint) RC_##name,
#include "base/errors.def"
#undef RC
    RC_COUNT
};

/* Must-check result. An enum, so that it reads well in `if (r != RC_OK)`. */
typedef enum rc_code rc;
#define MUST         __attribute__((warn_unused_result))
#define PRINTF(f, a) __attribute__((format(printf, f, a)))
#define NORETURN     __attribute__((noreturn))

enum { ERR_TEXT = 512 };

/* One error: code, message, hint. Zero-initialised = no error. Owned by the caller, on its stack.
 */
struct err {
    rc code;
    char msg[ERR_TEXT];  /* one line, no newline, UTF-8 */
    char hint[ERR_TEXT]; /* what to do; "" = the default hint of the code */
};

/* Records code and message (unless one is there already) and returns the code. e may be NULL. */
rc fail(struct err *e, rc code, const char *fmt, ...) PRINTF(3, 4);
/* Replaces the hint; returns e->code, so that `return err_hint(e, "…")` works after fail(). */
rc err_hint(struct err *e, const char *fmt, ...) PRINTF(2, 3);
void err_clear(struct err *e);

int rc_exit(rc code);          /* process exit status, CLI.md */
int rc_http(rc code);          /* HTTP status */
const char *rc_name(rc code);  /* "INTEGRITY" */
const char *rc_title(rc code); /* "integrity" */
const char *rc_hint(rc code);  /* default hint */

#define TRY(expr)                                                                                  \
    do {                                                                                           \
        rc try_rc_ = (expr);                                                                       \
        if (try_rc_ != RC_OK) return try_rc_;                                                      \
    } while (0)

/* An assertion about our own code; stays on in release. Prints file:line and aborts. */
#define CHECK(cond)                                                                                \
    do {                                                                                           \
        if (__builtin_expect(!(cond), 0)) check_failed(__FILE__, __LINE__, #cond);                 \
    } while (0)
NORETURN void check_failed(const char *file, int line, const char *cond);

#endif
