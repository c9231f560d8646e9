/* What tools/tidy.c (the rules) and tools/tidy_tree.c (reading, reporting, figures) share. Libc
 * only; everything lives until the program ends. A file is held thrice, byte for byte alike: as it
 * is, as code alone, as literals alone. */
#ifndef CAIRN_TOOLS_TIDY_H
#define CAIRN_TOOLS_TIDY_H

#include <stdbool.h>

enum { FN_LINES = 70, FILE_LINES = 900, COLUMNS = 100, SHELL_COLUMNS = 120 };

#define RULES(X)                                                                                   \
    X(layers)                                                                                      \
    X(function)                                                                                    \
    X(file) X(columns) X(banned) X(marks) X(sql) X(tested) X(readme) X(title) X(comment) X(dead)   \
        X(limits) X(paths) X(pure) X(html) X(exempt)
#define X(r) R_##r,
enum rule { RULES(X) R_COUNT };
#undef X

struct file {
    char *path, *text; /* NULL text: longer than 2 MiB, or not text */
    char *code;        /* comments and literals blanked; NULL unless .c or .h */
    char *lits;        /* only what stands inside string literals, each quote a byte 1 */
    int lines;
};
extern struct file files[];
extern int nfiles;

/* Reads `git ls-files` and tools/tidy.exempt of the working directory; ends the program when there
 * is nothing. */
void tree_read(void);
const struct file *tree_file(const char *path);
/* Prints `file:line: rule: what` and counts, unless the file is excused from the rule. */
void report(const struct file *f, int line, enum rule r, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
/* Reports excuses that nothing needed; prints "N passed, N failed"; gives the exit status. */
int report_end(void);
/* Sizes, for --stats: nothing is printed by report() from now on. */
void stats_begin(void);
void stats_function(int lines);
void stats_print(void);

bool starts(const char *s, const char *head);
bool ends(const char *s, const char *tail);
bool word_char(int c);
const char *base_of(const char *path);
bool is_c(const struct file *f);
bool in_src(const struct file *f);
bool is_test(const struct file *f); /* tests, fuzz targets, and whatever is outside src */
bool is_source(const struct file *f);
int line_of(const char *text, const char *at);

#endif
