/* The public library over the operations (include/cairn/cairn.h). A full arena comes back as a
 * limit error. */
#include "cairn/cairn.h"

#include "base/limits.h"
#include "flow/args.h"
#include "flow/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct cairn {
    char dir[NAME_BYTES_MAX], key_file[NAME_BYTES_MAX], passphrase_file[NAME_BYTES_MAX];
    bool has_key, has_passphrase;
};

struct call {
    struct arena *a;
    cairn_row_fn *row;
    void *ctx;
    bool stop;
};

static int give(struct cairn_error *out, const struct err *e) {
    if (!out) return e->code == RC_OK ? 0 : rc_exit(e->code);
    *out = (struct cairn_error){.code = e->code == RC_OK ? 0 : rc_exit(e->code)};
    if (e->code == RC_OK) return 0;
    snprintf(out->message, sizeof out->message, "%s", e->msg);
    snprintf(out->hint, sizeof out->hint, "%s", e->hint[0] ? e->hint : rc_hint(e->code));
    return out->code;
}

static bool take(char to[NAME_BYTES_MAX], const char *from) {
    return snprintf(to, NAME_BYTES_MAX, "%s", from ? from : "") < NAME_BYTES_MAX;
}

cairn *cairn_open(const char *dir, const char *key_file, const char *passphrase_file,
                  struct cairn_error *e) {
    struct err er = {0};
    cairn *c = calloc(1, sizeof *c);
    bool ok = c && take(c->dir, dir ? dir : ".") && take(c->key_file, key_file) &&
              take(c->passphrase_file, passphrase_file);
    if (!ok) {
        free(c);
        (void)fail(&er, RC_LIMIT, "a path is longer than %d bytes", NAME_BYTES_MAX);
        give(e, &er);
        return NULL;
    }
    c->has_key = key_file != NULL;
    c->has_passphrase = passphrase_file != NULL;
    give(e, &er);
    return c;
}

void cairn_close(cairn *c) {
    if (c) explicit_bzero(c, sizeof *c);
    free(c);
}

static void send_row(struct call *k, struct str text) {
    if (k->row && !k->stop) k->stop = k->row(k->ctx, text.p, (size_t)text.n) != 0;
}

static void row(void *self, const struct op *op, const struct json *v) {
    struct call *k = self;
    (void)op;
    send_row(k, json_text(k->a, v));
}

/* Words for people have no place in an interface for programs: what matters is in the rows and the
 * error. */
static void say(void *self, const char *line) {
    (void)self;
    (void)line;
}

/* Bytes that are not rows (CSV, a man page) come as one row {"text": …}. */
static void raw(void *self, struct str bytes) {
    struct call *k = self;
    struct json *j = json_obj(k->a);
    json_set_str(k->a, j, "text", bytes);
    send_row(k, json_text(k->a, j));
}

static rc run(struct op_ctx *c, const char *operation, const char *arguments, struct err *e) {
    struct json *args = NULL;
    c->op = op_find(str_c(operation));
    if (!c->op)
        return fail(e, RC_USAGE, "there is no operation \"%.60s\"", operation ? operation : "");
    if (arguments) TRY(json_read(c->perm, str_c(arguments), &args, e));
    TRY(args_from_json(c, args, e));
    return op_run(c, e);
}

/* "No" is an answer without a message of its own. */
static void answer(rc r, struct err *e) {
    if (r != RC_OK && e->code == RC_OK) (void)fail(e, r, "%s", rc_title(r));
}

int cairn_call(cairn *h, const char *operation, const char *arguments, cairn_row_fn *fn, void *ctx,
               struct cairn_error *out) {
    struct err e = {0};
    struct arena perm = arena_make("this call", CALL_PERM_BYTES),
                 scratch = arena_make("work", CALL_SCRATCH_BYTES);
    struct arena perm0 = perm, scratch0 = scratch;
    jmp_buf full;
    struct call k = {.a = &perm, .row = fn, .ctx = ctx};
    struct face face = {.self = &k, .row = row, .say = say, .raw = raw};
    const char *user = getenv("CAIRN_USER");
    struct op_ctx c = {.perm = &perm,
                       .scratch = scratch,
                       .face = &face,
                       .case_dir = h->dir,
                       .key_file = h->has_key ? h->key_file : NULL,
                       .passphrase_file = h->has_passphrase ? h->passphrase_file : NULL,
                       .actor = user && *user ? str_c(user) : S("library")};
    perm.full = c.scratch.full = &full;
    if (setjmp(full) == 0)
        answer(run(&c, operation, arguments, &e), &e);
    else
        (void)fail(&e, RC_LIMIT, "the call needs more memory than it may have");
    session_close(&c);
    arena_drop(perm0);
    arena_drop(scratch0);
    return give(out, &e);
}

const char *cairn_version(void) {
    return CAIRN_VERSION;
}
