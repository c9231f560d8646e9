/* tools/tidy: reading the tree, reporting, figures. See tidy.h. */
#include "tidy.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILES = 8192, BYTES = 2 << 20, EXCUSES = 512, FUNCTIONS = 65536 };
struct file files[FILES];
int nfiles;

#define X(r) #r,
static const char *const rule_name[] = {RULES(X)};
#undef X
static int broken[R_COUNT];
static bool quiet;

static struct excuse {
    char rule[32], path[256];
    int line;
    bool used;
} excuses[EXCUSES];
static int nexcuses;

static int fn_size[FUNCTIONS], nfn, src_size[FILES], nsrc;

bool starts(const char *s, const char *head) {
    return strncmp(s, head, strlen(head)) == 0;
}
bool ends(const char *s, const char *tail) {
    size_t n = strlen(s), t = strlen(tail);
    return n >= t && strcmp(s + n - t, tail) == 0;
}
bool word_char(int c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
const char *base_of(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}
bool is_c(const struct file *f) {
    return ends(f->path, ".c") || ends(f->path, ".h");
}
bool in_src(const struct file *f) {
    return starts(f->path, "src/") && is_c(f);
}
bool is_test(const struct file *f) {
    return ends(f->path, "_test.c") || starts(base_of(f->path), "fuzz_") ||
           !starts(f->path, "src/");
}
bool is_source(const struct file *f) {
    return is_c(f) || ends(f->path, ".sh");
}
int line_of(const char *text, const char *at) {
    int n = 1;
    for (const char *p = text; p < at; p++)
        n += *p == '\n';
    return n;
}

void report(const struct file *f, int line, enum rule r, const char *fmt, ...) {
    for (int i = 0; i < nexcuses; i++)
        if (strcmp(excuses[i].rule, rule_name[r]) == 0 && strcmp(excuses[i].path, f->path) == 0) {
            excuses[i].used = true;
            return;
        }
    broken[r]++;
    if (quiet) return;
    va_list ap;
    va_start(ap, fmt);
    printf("%s:%d: %s: ", f->path, line, rule_name[r]);
    vprintf(fmt, ap);
    putchar('\n');
    va_end(ap);
}

/* ---- reading ---- */

static void split_views(struct file *f) {
    size_t n = strlen(f->text);
    f->code = strdup(f->text);
    f->lits = strdup(f->text);
    char state = 0; /* 0 code, '"' or '\'' literal, '/' line comment, '*' block comment */
    for (size_t i = 0; i < n; i++) {
        char c = f->text[i], next = f->text[i + 1], was = state;
        if (c == '\n') {
            if (state != '*') state = 0;
            continue;
        }
        bool escaped = false;
        if (!state && (c == '"' || c == '\''))
            state = c;
        else if (!state && c == '/' && (next == '/' || next == '*'))
            state = next;
        else if ((state == '"' || state == '\'') && c == '\\')
            escaped = true;
        else if ((state == '"' || state == '\'') && c == state)
            state = 0;
        else if (state == '*' && c == '*' && next == '/')
            escaped = true, state = 0;
        if (was || state) f->code[i] = ' ';
        if (!(was == '"' && state == '"')) f->lits[i] = was == '"' || state == '"' ? '\x01' : ' ';
        if (!escaped || next == '\n') continue;
        i++; /* the second byte of an escape or of a comment's end */
        f->code[i] = ' ';
        if (was != '"') f->lits[i] = ' ';
    }
}

static void read_file(struct file *f) {
    FILE *in = fopen(f->path, "rb");
    if (!in) return;
    char *text = malloc(BYTES + 1);
    size_t n = text ? fread(text, 1, BYTES, in) : 0;
    bool whole = text && feof(in) && !memchr(text, 0, n);
    fclose(in);
    if (whole) {
        text[n] = 0;
        f->text = strdup(text);
        for (size_t i = 0; i < n; i++)
            f->lines += text[i] == '\n';
        if (is_c(f)) split_views(f);
    }
    free(text);
}

static void list_files(void) {
    FILE *git = popen("git ls-files", "r");
    char line[4096];
    while (git && fgets(line, sizeof line, git) && nfiles < FILES) {
        line[strcspn(line, "\n")] = 0;
        files[nfiles].path = strdup(line);
        read_file(&files[nfiles]);
        if (access(line, F_OK) == 0) nfiles++;
    }
    if (!git || pclose(git) != 0 || !nfiles) {
        puts("tidy: git ls-files gave nothing\n0 passed, 1 failed");
        exit(1);
    }
}

static void read_excuses(void) {
    FILE *in = fopen("tools/tidy.exempt", "r");
    char line[1024], reason[8];
    for (int n = 1; in && fgets(line, sizeof line, in) && nexcuses < EXCUSES; n++) {
        struct excuse *x = &excuses[nexcuses];
        if (line[0] == '#' || sscanf(line, "%31s %255s %7s", x->rule, x->path, reason) != 3)
            continue;
        x->line = n;
        nexcuses++;
    }
    if (in) fclose(in);
}

void tree_read(void) {
    read_excuses();
    list_files();
}

const struct file *tree_file(const char *path) {
    for (int i = 0; i < nfiles; i++)
        if (strcmp(files[i].path, path) == 0) return &files[i];
    return NULL;
}

int report_end(void) {
    struct file list = {.path = "tools/tidy.exempt"};
    for (int i = 0; i < nexcuses; i++)
        if (!excuses[i].used)
            report(&list, excuses[i].line, R_exempt, "%s no longer needs %s", excuses[i].path,
                   excuses[i].rule);
    int bad = 0;
    for (int i = 0; i < R_COUNT; i++)
        bad += broken[i] > 0;
    printf("%d passed, %d failed\n", R_COUNT - bad, bad);
    return bad != 0;
}

/* ---- figures ---- */

static int by_size(const void *a, const void *b) {
    return *(const int *)a - *(const int *)b;
}

void stats_begin(void) {
    quiet = true;
}
void stats_function(int lines) {
    if (nfn < FUNCTIONS) fn_size[nfn++] = lines;
}

void stats_print(void) {
    long code = 0, tests = 0, header = 0, comment = 0, checks = 0;
    int over = 0;
    for (int i = 0; i < nfiles; i++) {
        struct file *f = &files[i];
        if (!f->text || !is_source(f)) continue;
        if (in_src(f) && !is_test(f))
            code += f->lines, src_size[nsrc++] = f->lines;
        else if (starts(f->path, "tests/") || ends(f->path, "_test.c") || strstr(f->path, "/fuzz_"))
            tests += f->lines;
        for (size_t k = 0; ends(f->path, ".h") && f->text[k]; k++) {
            header += f->text[k] > ' ';
            comment += f->text[k] > ' ' && f->code[k] == ' ' && f->lits[k] == ' ';
        }
        for (char *p = f->code; in_src(f) && (p = strstr(p, "CHECK(")); p++)
            checks++;
    }
    qsort(fn_size, (size_t)nfn, sizeof *fn_size, by_size);
    qsort(src_size, (size_t)nsrc, sizeof *src_size, by_size);
    for (int i = 0; i < nfn; i++)
        over += fn_size[i] > FN_LINES;
    if (!nfn || !nsrc || !code || !header) return;
    printf("files           %d, %ld lines; median %d, p90 %d, most %d\n", nsrc, code,
           src_size[nsrc / 2], src_size[nsrc * 9 / 10], src_size[nsrc - 1]);
    printf("functions       %d; median %d, p95 %d, over %d lines: %d\n", nfn, fn_size[nfn / 2],
           fn_size[nfn * 95 / 100], FN_LINES, over);
    printf("header comments %ld %%\ntest : code     %.2f (%ld lines of tests)\n"
           "checks          %.2f a function\n",
           comment * 100 / header, (double)tests / (double)code, tests, (double)checks / nfn);
}
