/* cairn as a library: every operation of the command line, with JSON in and JSON out.
 *
 *     struct cairn_error e = {0};
 *     cairn *c = cairn_open("case", "case.key", NULL, &e);
 *     if (cairn_call(c, "figures", "{\"incident\":\"MRT-0007\"}", each_row, ctx, &e) != 0)
 * puts(e.message); cairn_close(c);
 *
 * Operations, their arguments and results are those of `cairn help` (docs/api.md): breadth is in
 * the JSON, so that this header can stay as it is. A handle is for one thread at a time; several
 * handles may be open on one case: writers wait for each other, readers never wait. All text is
 * UTF-8. */
#ifndef CAIRN_H
#define CAIRN_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CAIRN_API_VERSION 1

typedef struct cairn cairn;

/* code: 0 or an exit status of the command line (1 no, 2 usage, 3 not found, 4 denied, 5 conflict,
 * 6 integrity, 7 limit, 8 unsupported, 9 busy, 70 internal, 74 input/output, 130 interrupted).
 * message and hint: one line each. */
struct cairn_error {
    int code;
    char message[512];
    char hint[512];
};

/* One row of the result: a JSON object, `n` bytes, borrowed until the callback returns. Not 0 stops
 * the rows (the operation itself still ends). */
typedef int cairn_row_fn(void *ctx, const char *json, size_t n);

/* A handle on a case; nothing is opened before the first call. All strings are copied. key_file and
 * passphrase_file may be NULL: then as on the command line ($CAIRN_KEY_FILE, the XDG config
 * folder). dir may be NULL for operations without a case. NULL and *e when a path is too long. */
cairn *cairn_open(const char *dir, const char *key_file, const char *passphrase_file,
                  struct cairn_error *e);
/* Wipes and frees; NULL is fine. */
void cairn_close(cairn *c);

/* Runs one operation ("claim add") with arguments as a JSON object ("{}" or NULL for none):
 * {"NAME": "text" | ["…"] | true}. Rows go to `row` (may be NULL). Returns e->code. `e` may be
 * NULL. A call holds the case open only while it runs; its memory is bounded and given back at its
 * end. */
int cairn_call(cairn *c, const char *operation, const char *arguments, cairn_row_fn *row, void *ctx,
               struct cairn_error *e);

/* "0.1.0" */
const char *cairn_version(void);

#ifdef __cplusplus
}
#endif

#endif
