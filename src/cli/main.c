/* The command line: finds the operation, gives it the words, prints its rows (CLI.md). Data on
 * stdout, words on stderr. */
#include "base/limits.h"
#include "cli/print.h"
#include "flow/args.h"
#include "flow/session.h"
#include "sys/agent.h"
#include "web/serve.h"
#include "web/web.h"

#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct globals {
    const char *dir, *key_file, *passphrase_file, *actor;
    struct print_opts print;
    bool help;
};

static volatile sig_atomic_t interrupted;
static void on_interrupt(int sig) {
    if (interrupted) _exit(rc_exit(RC_INTERRUPTED));
    interrupted = sig;
}

static int report(const struct err *e) {
    fprintf(stderr, "cairn: %s: ", rc_title(e->code));
    print_safe(stderr, str_c(e->msg));
    fputs("\nhint: ", stderr);
    print_safe(stderr, str_c(e->hint[0] ? e->hint : rc_hint(e->code)));
    fputc('\n', stderr);
    return rc_exit(e->code);
}

/* Options that every command takes, before or after its name. Returns words consumed at i, 0 if not
 * one of them. */
static i64 global_option(struct globals *g, const char *const *w, i64 n, i64 i, struct err *e) {
    static const struct {
        const char *name;
        size_t at;
    } VALUED[] = {{"-C", offsetof(struct globals, dir)},
                  {"--key-file", offsetof(struct globals, key_file)},
                  {"--passphrase-file", offsetof(struct globals, passphrase_file)},
                  {"--as", offsetof(struct globals, actor)}};
    for (i64 k = 0; k < LEN(VALUED); k++) {
        if (strcmp(w[i], VALUED[k].name) != 0) continue;
        if (i + 1 >= n) return fail(e, RC_USAGE, "%s needs a value", w[i]), 1;
        *(const char **)((char *)g + VALUED[k].at) = w[i + 1];
        return 2;
    }
    if (!strcmp(w[i], "--json")) return g->print.form = PRINT_JSON, 1;
    if (!strcmp(w[i], "--plain")) return g->print.form = PRINT_PLAIN, 1;
    if (!strcmp(w[i], "--quiet") || !strcmp(w[i], "-q")) return g->print.quiet = true, 1;
    if (!strcmp(w[i], "--help") || !strcmp(w[i], "-h")) return g->help = true, 1;
    return 0;
}

static struct str who_acts(struct arena *a, const struct globals *g) {
    const char *env = getenv("CAIRN_USER");
    if (g->actor) return str_c(g->actor);
    if (env && *env) return str_c(env);
    struct passwd *pw = getpwuid(getuid());
    return str_dup(a, str_c(pw ? pw->pw_name : "unknown"));
}

static rc not_found(const char *word, struct err *e) {
    rc r = fail(e, RC_USAGE, "there is no command \"%.60s\"", word);
    const struct op *near = op_nearest(str_c(word));
    if (near) err_hint(e, "did you mean `cairn %s`?", near->name);
    return r;
}

static int help(struct arena *a, const char *const *w, i64 n, struct err *e) {
    i64 used = 0;
    struct str text;
    if (n == 0) {
        text = op_overview(a);
    } else {
        const struct op *op = args_find(w, n, &used);
        if (!op) return not_found(w[0], e), report(e);
        text = op_help(a, op);
    }
    fwrite(text.p, 1, (size_t)text.n, stdout);
    return 0;
}

static rc run(struct op_ctx *c, const struct globals *g, const char *const *w, i64 n,
              struct err *e) {
    i64 used = 0;
    c->op = args_find(w, n, &used);
    if (!c->op) return not_found(w[0], e);
    os_no_dumps(); /* keys will be in memory */
    TRY(args_parse(c, w + used, n - used, e));
    c->case_dir = g->dir ? g->dir : getenv("CAIRN_CASE") ? getenv("CAIRN_CASE") : ".";
    c->key_file = g->key_file;
    c->passphrase_file = g->passphrase_file;
    c->actor = who_acts(c->perm, g);
    c->may_ask = true;
    rc r = op_run(c, e);
    session_close(c);
    return r;
}

static bool stopped(void *self) {
    (void)self;
    return interrupted != 0;
}

/* Sorts argv into options for all commands and the rest. */
static rc split_words(struct globals *g, const char **rest, i64 *nrest, int argc, char **argv,
                      struct err *e) {
    const char *const *w = (const char *const *)argv + 1;
    i64 n = argc - 1;
    for (i64 i = 0; i < n;) {
        if (!strcmp(w[i], "--")) {
            while (i < n)
                rest[(*nrest)++] = w[i++];
            break;
        }
        i64 k = global_option(g, w, n, i, e);
        if (e->code) return e->code;
        if (k)
            i += k;
        else
            rest[(*nrest)++] = w[i++];
    }
    return RC_OK;
}

/* Hidden: the desk's pages, for its tests: address, title, "bare" when it is no page to look at. */
static int pages(void) {
    for (i64 i = 0; PAGES[i]; i++)
        printf("%s\t%s\t%s\n", PAGES[i]->path, PAGES[i]->title, PAGES[i]->bare ? "bare" : "");
    return 0;
}

int main(int argc, char **argv) {
    struct err e = {0};
    struct globals g = {0};
    struct arena perm = arena_make("this command", CALL_PERM_BYTES);
    const char **rest = NEWN(&perm, const char *, argc);
    i64 n = 0;
    signal(SIGPIPE, SIG_IGN);
    struct sigaction sa = {.sa_handler = on_interrupt, .sa_flags = SA_RESTART};
    sigaction(SIGINT, &sa, NULL);
    sigaction(SIGTERM, &sa, NULL);
    if (split_words(&g, rest, &n, argc, argv, &e) != RC_OK) return report(&e);
    if (n && !strcmp(rest[0], "help")) return help(&perm, rest + 1, n - 1, &e);
    if (n == 1 && !strcmp(rest[0], "op-pages")) return pages();
    if (g.help || n == 0) return help(&perm, rest, n, &e);
    struct printer *p = print_make(&perm, g.print);
    struct face face = print_face(p);
    face.stopped = stopped;
    face.serve = web_serve;
    struct op_ctx c = {
        .perm = &perm, .scratch = arena_make("work", CALL_SCRATCH_BYTES), .face = &face};
    rc r = run(&c, &g, rest, n, &e);
    if (print_end(p, &e) != RC_OK && r == RC_OK) r = e.code;
    return r == RC_OK ? 0 : r == RC_NO && !e.msg[0] ? rc_exit(r) : report(&e);
}
