/* cairn-verify: checks what a stranger was given, with nothing else (verifier.h). Lines on standard
 * output, errors and the sum on standard error. */
#include "base/json.h"
#include "base/limits.h"
#include "sys/os.h"
#include "verifier/verifier.h"

#include <openssl/crypto.h>
#include <stdio.h>

static const char USAGE[] =
    "cairn-verify [OPTIONS] FILE|FOLDER...\n"
    "\n"
    "Checks receipts, bags, exported logs, checkpoints and stamps, with no case, key or network.\n"
    "Given several, it also checks that those of one log agree.\n"
    "\n"
    "  --key VKEY     the log's verifier key, from elsewhere\n"
    "  --policy FILE  witnesses and how many of them must have cosigned (c2sp.org/tlog-policy)\n"
    "  --since FILE   a checkpoint, receipt or proof that you kept: the log given must extend it\n"
    "  --roots FILE   certificates of time authorities that you trust (PEM)\n"
    "  --extract DIR  write the proofs of a receipt for sigsum-verify and the like\n"
    "  --json         one JSON object a line\n"
    "\n"
    "Each part is told as\n"
    "  checked           recomputed here\n"
    "  attested          stated under a signature that was checked: as good as who signed\n"
    "  not checked here  neither\n"
    "Sealing shows when and unchanged; whether what was sealed is so, no program can say.\n"
    "\n"
    "Ends with 0; 2 usage; 3 no such file; 6 something does not check; 7 a limit; 74 disk.\n";

struct face {
    struct arena *a;
    bool json;
    i64 lines;
};

/* Nothing in a file may move the terminal's cursor or colour its words. */
static void put_safe(FILE *to, struct str s) {
    for (i64 i = 0; i < s.n; i++) {
        u8 c = (u8)s.p[i];
        bool c1 = c == 0xc2 && i + 1 < s.n && ((u8)s.p[i + 1] & 0xe0) == 0x80;
        bool bidi = c == 0xe2 && i + 2 < s.n &&
                    ((u8)s.p[i + 1] == 0x80 || (u8)s.p[i + 1] == 0x81) &&
                    ((u8)s.p[i + 2] >= 0xa6 || (u8)s.p[i + 2] == 0x8e || (u8)s.p[i + 2] == 0x8f);
        fputc(c < 32 || c == 127 || c1 || bidi ? ' ' : c, to);
        i += bidi ? 2 : c1;
    }
}

static void json_line(struct face *f, struct str file, const char *state, const char *what,
                      struct str words) {
    struct arena a = *f->a;
    struct json *j = json_obj(&a);
    json_set_i(&a, j, "v", 1);
    json_set_str(&a, j, "file", file);
    json_set_str(&a, j, "state", str_c(state));
    json_set_str(&a, j, "object", str_c(what));
    json_set_str(&a, j, "finding", words);
    struct str text = json_text(&a, j);
    fwrite(text.p, 1, (size_t)text.n, stdout);
    fputc('\n', stdout);
}

static void line(void *ctx, struct str file, const char *state, const char *what,
                 struct str words) {
    struct face *f = ctx;
    f->lines++;
    if (f->json) {
        json_line(f, file, state, what, words);
        return;
    }
    printf("%-17s ", state);
    put_safe(stdout, file);
    printf(": %s: ", what);
    put_safe(stdout, words);
    putchar('\n');
}

static int report(struct str file, const struct err *e) {
    fflush(stdout); /* both may go to one place: lines stay whole and in order */
    fprintf(stderr, "cairn-verify: %s: ", rc_title(e->code));
    put_safe(stderr, file);
    fputs(file.n ? ": " : "", stderr);
    put_safe(stderr, str_c(e->msg));
    fputs("\nhint: ", stderr);
    put_safe(stderr, str_c(e->hint[0]               ? e->hint
                           : e->code == RC_USAGE    ? "see cairn-verify --help"
                           : e->code == RC_NOTFOUND ? "look at the path"
                                                    : rc_hint(e->code)));
    fputc('\n', stderr);
    return rc_exit(e->code);
}

struct asked {
    const char *key, *policy, *roots, *since, *extract;
    bool json, help;
    const char **path;
    i64 n;
};

static rc option(struct asked *q, char **argv, int argc, int *i, struct err *e) {
    static const struct {
        const char *name;
        size_t at;
    } VALUED[] = {{"--key", offsetof(struct asked, key)},
                  {"--policy", offsetof(struct asked, policy)},
                  {"--roots", offsetof(struct asked, roots)},
                  {"--since", offsetof(struct asked, since)},
                  {"--extract", offsetof(struct asked, extract)}};
    for (i64 k = 0; k < LEN(VALUED); k++) {
        if (strcmp(argv[*i], VALUED[k].name) != 0) continue;
        if (*i + 1 >= argc) return fail(e, RC_USAGE, "%s needs a value", argv[*i]);
        *(const char **)((char *)q + VALUED[k].at) = argv[++*i];
        return RC_OK;
    }
    if (!strcmp(argv[*i], "--json")) return q->json = true, RC_OK;
    if (!strcmp(argv[*i], "--help") || !strcmp(argv[*i], "-h")) return q->help = true, RC_OK;
    return fail(e, RC_USAGE, "there is no option \"%.60s\"", argv[*i]);
}

static rc ask(struct asked *q, int argc, char **argv, struct err *e) {
    bool words = false;
    for (int i = 1; i < argc; i++) {
        if (!words && !strcmp(argv[i], "--"))
            words = true;
        else if (!words && argv[i][0] == '-' && argv[i][1])
            TRY(option(q, argv, argc, &i, e));
        else
            q->path[q->n++] = argv[i];
    }
    if (q->help || q->n) return RC_OK;
    return fail(e, RC_USAGE, "name at least one file or folder");
}

static rc trusted(struct arena *a, const char *path, struct str *out, struct err *e) {
    return path ? os_read(a, path, TRUST_BYTES_MAX, out, e) : RC_OK;
}

struct target {
    struct arena a;
    const char *dir;
};

static rc extract_file(void *ctx, struct str name, struct str bytes, struct err *e) {
    struct target *t = ctx;
    struct arena a = t->a;
    return os_create(cstr(&a, str_fmt(&a, "%s/%.*s", t->dir, SARG(name))), 0644, bytes, e);
}

static rc extract(struct verifier *v, const struct asked *q, struct err *e) {
    struct target t = {arena_split(&v->scratch, EXTRACT_BYTES), q->extract};
    struct str text;
    if (q->n != 1) return fail(e, RC_USAGE, "--extract takes the proofs out of one receipt");
    TRY(os_read(v->a, q->path[0], RECEIPT_BYTES_MAX, &text, e));
    TRY(os_mkdirs(q->extract, 0755, e));
    return receipt_extract(v->a, v->scratch, text, &v->trust, extract_file, &t, e);
}

/* All paths, then what holds between them. The first that does not check decides the status; the
 * others are told too. */
static int check_all(struct verifier *v, const struct asked *q) {
    int status = 0;
    i64 good = 0;
    struct err e = {0};
    for (i64 i = 0; i < q->n; i++) {
        e = (struct err){0};
        if (verifier_path(v, q->path[i], &e) == RC_OK) {
            good++;
            continue;
        }
        int s = report(v->file, &e);
        status = status == 0 || s == rc_exit(RC_INTEGRITY) ? s : status;
    }
    e = (struct err){0};
    if (verifier_end(v, &e) != RC_OK) {
        int s = report(v->file, &e);
        status = status == 0 || s == rc_exit(RC_INTEGRITY) ? s : status;
    }
    e = (struct err){0};
    if (status == 0 && q->extract && extract(v, q, &e) != RC_OK) status = report(S(""), &e);
    fflush(stdout);
    fprintf(stderr, "%lld of %lld as sealed%s; truth not assessed\n", (long long)good,
            (long long)q->n, status ? ", but not everything checks" : "");
    return status;
}

static int begin(struct verifier *v, const struct asked *q, struct err *e) {
    v->trust.vkey = str_trim(str_c(q->key));
    if (trusted(v->a, q->policy, &v->trust.policy, e) != RC_OK) return report(str_c(q->policy), e);
    if (trusted(v->a, q->roots, &v->trust.roots, e) != RC_OK) return report(str_c(q->roots), e);
    if (verifier_begin(v, e) != RC_OK) return report(str_c(q->policy), e);
    if (q->since && verifier_since(v, q->since, e) != RC_OK) return report(str_c(q->since), e);
    return check_all(v, q);
}

int main(int argc, char **argv) {
    struct err e = {0};
    /* No settings of this machine: the same bytes give the same answer everywhere. */
    OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
    struct arena perm = arena_make("what is checked", VERIFIER_PERM_BYTES);
    struct arena work = arena_make("work", VERIFIER_WORK_BYTES);
    struct asked q = {.path = NEWN(&perm, const char *, argc)};
    if (ask(&q, argc, argv, &e) != RC_OK) return report(S(""), &e);
    if (q.help) return fputs(USAGE, stdout) < 0;
    struct arena lines = arena_split(&work, VERIFIER_LINE_BYTES);
    struct face f = {.a = &lines, .json = q.json};
    struct verifier v = {.a = &perm, .scratch = work, .line = line, .ctx = &f};
    int status = begin(&v, &q, &e);
    if (fflush(stdout) != 0 || ferror(stdout)) return rc_exit(RC_IO);
    return status;
}
