/* The house rules, checked as a test: build/tidy [--stats] [ROOT]
 *
 * Reads `git ls-files` and prints `file:line: rule: what`, then "N passed, N failed", counted in
 * rules. What the rules are and why: CONTRIBUTING.md. A file may be excused from a rule in
 * tools/tidy.exempt (rule, path, reason); an excuse that nothing needs any more is itself reported.
 * --stats prints sizes and shares instead. Under 400 lines, libc only. */
#include "tidy.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool upper_char(int c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
}
static bool is_prose(const struct file *f) {
    return is_source(f) || ends(f->path, ".md") || ends(f->path, ".def");
}
/* "read" of "src/read/lex.c"; "" outside src. */
static const char *room_of(const char *path) {
    static char room[64];
    room[0] = 0;
    if (starts(path, "src/")) sscanf(path + 4, "%63[^/]", room);
    return room;
}

/* ---- layers (DESIGN §4) ---- */

static int layer_of(const char *room) {
    static const char *const layers[] = {
        " base ",
        " proof method text learn math ",
        " table sys db ",
        " store ",
        " seal read reconcile media match identify estimate publish exchange people ",
        " flow ",
        " web capi ",
        " cli verifier "};
    char padded[80];
    snprintf(padded, sizeof padded, " %s ", room);
    for (int i = 0; i < (int)(sizeof layers / sizeof *layers); i++)
        if (strstr(layers[i], padded)) return i;
    return -1;
}

static void check_layers(const struct file *f) {
    if (!in_src(f)) return;
    char own[64], name[256], room[64];
    snprintf(own, sizeof own, "%s", room_of(f->path));
    int mine = layer_of(own);
    if (mine < 0) report(f, 1, R_layers, "src/%s has no layer (tools/tidy.c, DESIGN §4)", own);
    for (const char *p = f->text; p; p = strchr(p, '\n')) {
        p += *p == '\n';
        if (sscanf(p, " # include \"%255[^\"\n]\"", name) == 1) {
            int line = line_of(f->text, p);
            if (sscanf(name, "%63[^/]/", room) != 1 || !strchr(name, '/')) {
                report(f, line, R_layers, "write \"%s/%s\": paths are from src", own, name);
            } else if (strcmp(room, own) != 0 && strcmp(room, "cairn") != 0) {
                int theirs = layer_of(room);
                if (theirs < 0 || theirs >= mine)
                    report(f, line, R_layers, "%s may not include %s", own, name);
            }
        } else if (starts(p, "#include <sqlite3.h>") && strcmp(own, "db") != 0) {
            report(f, line_of(f->text, p), R_layers,
                   "only src/db speaks to SQLite: include db/db.h");
        }
    }
}

/* ---- sizes ---- */

static void function_end(const struct file *f, const char *from, const char *to) {
    int first = line_of(f->code, from), lines = line_of(f->code, to) - first + 1;
    if (lines > FN_LINES)
        report(f, first, R_function, "a function of %d lines; the most is %d", lines, FN_LINES);
    if (in_src(f) && !is_test(f)) stats_function(lines);
}

/* A brace at depth 0 after a closing parenthesis opens a function; preprocessor lines do not count.
 */
static void check_functions(const struct file *f) {
    const char *open = NULL;
    char before = 0;
    int depth = 0;
    for (const char *p = f->code; *p; p++) {
        if (*p == '#' && (p == f->code || p[-1] == '\n'))
            while (p[1] && (p[1] != '\n' || *p == '\\'))
                p++;
        else if (*p == '{' && depth++ == 0)
            open = before == ')' ? p : NULL;
        else if (*p == '}' && --depth == 0 && open)
            function_end(f, open, p);
        if (*p > ' ' && depth == 0) before = *p;
    }
    if (f->lines > FILE_LINES)
        report(f, FILE_LINES, R_file, "%d lines; the most is %d", f->lines, FILE_LINES);
}

static void check_columns(const struct file *f) {
    int line = 1, columns = 0, first = 0, n = 0, most = is_c(f) ? COLUMNS : SHELL_COLUMNS;
    for (const char *p = f->text; *p; p++) {
        if (*p == '\n') {
            if (columns > most && n++ == 0) first = line;
            line++;
            columns = 0;
        } else if (((unsigned char)*p & 0xC0) != 0x80) {
            columns++;
        }
    }
    if (n) report(f, first, R_columns, "%d lines of more than %d columns: make format", n, most);
}

/* ---- words in code ---- */

struct ban {
    const char *words, *instead;
};
static const struct ban bans[] = {
    {" strcpy strncpy strcat strncat stpcpy sprintf vsprintf ", "str_cat, str_fmt or a struct buf"},
    {" strtok strtok_r ", "str_cut"},
    {" gets scanf sscanf fscanf ", "os_read and a parser of our own"},
    {" atoi atol atoll atof strtol strtoul strtoll strtoull strtod ", "str_i64"},
    {" localtime localtime_r gmtime gmtime_r ctime asctime mktime strftime strptime ",
     "base/date.h"},
    {" rand srand random srandom drand48 rand_r ", "os_random at the edge, nothing elsewhere"},
    {" alloca malloc calloc realloc strdup strndup asprintf free ", "an arena"},
    {" system popen tmpnam tempnam mktemp tmpfile ", "sys/os.h"},
    {" setlocale toupper tolower isalpha isdigit isalnum isspace isupper islower ",
     "is_alpha, lower, … of base/str.h"},
    {" strcasecmp strncasecmp strcoll ", "str_eqi, str_cmp"},
};
static const char pure_rooms[] = " proof method text learn math read reconcile ";
static const char impure[] =
    " time gettimeofday clock_gettime clock getrandom getenv setlocale strftime os_now os_random "
    "randombytes_buf float double ";

static bool listed(const char *list, const char *word, size_t n) {
    char padded[80];
    return n < 70 && snprintf(padded, sizeof padded, " %.*s ", (int)n, word) > 0 &&
           strstr(list, padded);
}

static void check_words(const struct file *f) {
    if (!in_src(f)) return;
    char room[80];
    snprintf(room, sizeof room, " %s ", room_of(f->path));
    bool pure = strstr(pure_rooms, room) && !is_test(f);
    for (const char *p = f->code; *p; p++) {
        if (!word_char(*p) || (p > f->code && word_char(p[-1]))) continue;
        size_t n = 0;
        while (word_char(p[n]))
            n++;
        const char *after = p + n + strspn(p + n, " \t");
        bool call = *after == '(' && !(p > f->code && (p[-1] == '.' || p[-1] == '>'));
        for (size_t i = 0; call && i < sizeof bans / sizeof *bans; i++)
            if (listed(bans[i].words, p, n) && !(is_test(f) && strstr(bans[i].words, " free ")))
                report(f, line_of(f->code, p), R_banned, "%.*s: use %s", (int)n, p,
                       bans[i].instead);
        if (pure && (call || *p == 'f' || *p == 'd') && listed(impure, p, n))
            report(f, line_of(f->code, p), R_pure,
                   "%.*s: no clock, chance, locale or floating point in%s", (int)n, p, room);
        size_t tail = n > 4 ? n - 4 : 0;
        bool upper = tail > 0 && starts(p + tail, "_MAX") && upper_char(*p);
        for (size_t i = 0; upper && i < n; i++)
            upper = upper_char(p[i]);
        /* An enum in a .c file is a buffer of its own, not a limit of the program. */
        bool defined = p - f->code >= 8 && starts(p - 8, "#define ") &&
                       ((*after >= '0' && *after <= '9') || *after == '(');
        bool listed_max = *after == '=' && after[1] != '=' && ends(f->path, ".h");
        if (upper && !is_test(f) && (defined || listed_max) && !ends(f->path, "base/limits.h"))
            report(f, line_of(f->code, p), R_limits, "%.*s belongs in base/limits.h", (int)n, p);
        p += n - 1;
    }
}

/* ---- words in literals and prose ---- */

static void check_literals(const struct file *f) {
    static const char *const sql[] = {"SELECT ",      "INSERT INTO ",  "UPDATE ",
                                      "DELETE FROM ", "CREATE TABLE ", "CREATE INDEX ",
                                      "DROP TABLE ",  "ALTER TABLE ",  "WITH RECURSIVE "};
    static const char *const html[] = {"</",     "<div",  "<p>",  "<p ", "<span", "<a ",
                                       "<table", "<html", "<li>", "<h1", "<h2"};
    if (!in_src(f) || is_test(f)) return;
    bool sql_file = ends(f->path, "_sql.c"),
         faces = starts(f->path, "src/publish/") || starts(f->path, "src/web/");
    for (size_t i = 0; !sql_file && i < sizeof sql / sizeof *sql; i++)
        for (const char *p = f->lits; (p = strstr(p, sql[i])); p++)
            if (p[-1] == '\x01')
                report(f, line_of(f->lits, p), R_sql, "SQL lives in a *_sql.c file");
    for (size_t i = 0; !faces && i < sizeof html / sizeof *html; i++)
        for (const char *p = f->lits; (p = strstr(p, html[i])); p++)
            report(f, line_of(f->lits, p), R_html, "HTML is written in src/publish");
    const char *made = sql_file ? strstr(f->code, "str_fmt") : NULL;
    if (!made && sql_file) made = strstr(f->lits, "%s");
    if (made) report(f, 1, R_sql, "SQL is literal: bind values, never build text");
}

/* Marks and paths are written apart here, so that this file does not find itself. */
static void check_prose(const struct file *f) {
    static const char *const marks[] = {"FIX"
                                        "ME",
                                        "TO"
                                        "DO",
                                        "XX"
                                        "X"},
                             *const places[] = {"/wo"
                                                "rk/",
                                                "/ho"
                                                "me/",
                                                "/ro"
                                                "ot/"};
    bool own_test = ends(f->path, "_test.c"); /* tests name invented paths */
    for (size_t i = 0; i < 3; i++) {
        for (const char *p = f->text; (p = strstr(p, marks[i])); p++)
            if ((p == f->text || !word_char(p[-1])) && !word_char(p[strlen(marks[i])]))
                report(f, line_of(f->text, p), R_marks, "%s: do it, or say it in KNOWN_RISKS.md",
                       marks[i]);
        for (const char *p = f->text; !own_test && (p = strstr(p, places[i])); p++)
            if (p == f->text || !(word_char(p[-1]) || strchr("./}$)~-", p[-1])))
                report(f, line_of(f->text, p), R_paths, "%s…: a path of one machine", places[i]);
    }
    if (ends(f->path, ".h") && !starts(f->text, "/*"))
        report(f, 1, R_comment,
               "a header begins with a comment: what it is, ownership, limits, source");
    int titles = 0;
    bool fenced = false;
    for (const char *p = f->text; ends(f->path, ".md") && p; p = strchr(p, '\n')) {
        p += *p == '\n';
        if (starts(p, "```")) fenced = !fenced;
        titles += !fenced && starts(p, "# ");
    }
    if (ends(f->path, ".md") && titles != 1)
        report(f, 1, R_title, "%d titles; a page has exactly one", titles);
}

/* ---- the tree ---- */

/* foo_test.c beside foo.c; foo_part.c may be tested by foo_test.c. */
static void check_tested(const struct file *f) {
    const char *b = base_of(f->path);
    if (!in_src(f) || !ends(f->path, ".c") || is_test(f) || ends(b, "_sql.c") ||
        !strcmp(b, "main.c"))
        return;
    char stem[512], test[600];
    snprintf(stem, sizeof stem, "%.*s", (int)strlen(f->path) - 2, f->path);
    for (char *cut = stem + strlen(stem); cut && cut > stem + (b - f->path);
         cut = strrchr(stem, '_')) {
        *cut = 0;
        snprintf(test, sizeof test, "%s_test.c", stem);
        if (tree_file(test)) return;
    }
    report(f, 1, R_tested, "no %.*s_test.c beside it", (int)strlen(b) - 2, b);
}

/* Folders of src, tests and the top have a README. */
static void check_readme(const struct file *f) {
    char folder[512], readme[600];
    snprintf(folder, sizeof folder, "%s", f->path);
    char *slash = strrchr(folder, '/');
    if (!slash || folder[0] == '.') return;
    *slash = 0;
    char *deep = strchr(folder, '/');
    if ((!deep && !strcmp(folder, "src")) ||
        (deep && (strchr(deep + 1, '/') || !(starts(folder, "src/") || starts(folder, "tests/")))))
        return;
    snprintf(readme, sizeof readme, "%s/README.md", folder);
    static char last[600];
    if (!strcmp(last, readme) || tree_file(readme)) return;
    snprintf(last, sizeof last, "%s", readme);
    report(f, 1, R_readme, "%s is missing", readme);
}

/* Headers are included, and pages, tools and data are named, by some other file. */
static void check_dead(const struct file *f) {
    static const char *const roots[] = {"docs/", "tools/", "data/", "bench/"};
    const char *name = base_of(f->path);
    bool wanted = in_src(f) && ends(f->path, ".h");
    if (wanted) name = f->path + 4;
    for (size_t i = 0; i < 4; i++)
        wanted |= starts(f->path, roots[i]) && strcmp(name, "README.md") != 0;
    if (!wanted || ends(name, "_test.sh")) return;
    for (int i = 0; i < nfiles; i++)
        if (&files[i] != f && files[i].text && strstr(files[i].text, name)) return;
    report(f, 1, R_dead, "nothing names this file");
}

static void check_file(const struct file *f) {
    check_readme(f);
    check_dead(f);
    if (!f->text) return;
    check_tested(f);
    if (is_prose(f)) check_prose(f);
    if (is_source(f)) check_columns(f);
    if (!is_c(f)) return;
    check_layers(f);
    check_functions(f);
    check_words(f);
    check_literals(f);
}

int main(int argc, char **argv) {
    bool want_stats = argc > 1 && !strcmp(argv[1], "--stats");
    const char *root = argc > 1 + want_stats ? argv[1 + want_stats] : ".";
    if (chdir(root) != 0) {
        perror(root);
        return 2;
    }
    tree_read();
    if (want_stats) stats_begin();
    for (int i = 0; i < nfiles; i++)
        check_file(&files[i]);
    if (!want_stats) return report_end();
    stats_print();
    return 0;
}
