/* Help, man page and completion, generated from the operations' declarations. */
#include "flow/op.h"

enum { DOC_MAX = 1 << 20 };

/* Secrets are fields of forms, never words of a command. */
#define EACH_WORD(g, op)                                                                           \
    for (const struct op_arg *g = (op)->args; g->name; g++)                                        \
        if (g->type != ARG_SECRET)

static const struct {
    const char *name, *title;
} GROUPS[] = {
    {"start", "start a case"},         {"seal", "seal and read"},
    {"register", "registers"},         {"list", "lists and persons"},
    {"site", "sites and remains"},
    {"review", "people decide"},
    {"reconcile", "look and compare"}, {"publish", "publish and prove"},
    {"prove", "custody, signatures, time"},
    {"people", "who works on it"},     {"keys", "keys, recovery, field nodes"},
    {"system", "keep it sound"},
};

enum { HELP_WIDTH = 100, HELP_INDENT = 30 };

static struct str arg_words(struct arena *a, const struct op_arg *g) {
    struct buf b = buf_make(a, 4096);
    bool many = g->kind == ARG_POS_MANY || g->kind == ARG_OPT_MANY;
    if (!g->required) buf_c(&b, '[');
    if (g->kind >= ARG_OPT) buf_fmt(&b, "--%s", g->name);
    if (g->kind == ARG_OPT || g->kind == ARG_OPT_MANY) buf_c(&b, ' ');
    if (g->kind != ARG_FLAG) buf_puts(&b, g->values ? g->values : g->meta);
    if (many) buf_puts(&b, "…");
    if (!g->required) buf_c(&b, ']');
    return buf_str(&b);
}

struct str op_usage(struct arena *a, const struct op *op) {
    struct buf b = buf_make(a, DOC_MAX);
    buf_fmt(&b, "cairn %s%s", op->no_case ? "" : "-C DIR ", op->name);
    EACH_WORD(g, op) {
        buf_c(&b, ' ');
        buf_put(&b, arg_words(a, g));
    }
    return buf_str(&b);
}

/* Puts a word into text that is wrapped at HELP_WIDTH; *col is where the line stands. */
static void put_wrapped(struct buf *b, i64 *col, i64 indent, struct str word) {
    bool first = *col <= indent;
    if (!first && *col + 1 + word.n > HELP_WIDTH) {
        buf_c(b, '\n');
        for (*col = 0; *col < indent; ++*col)
            buf_c(b, ' ');
        first = true;
    }
    if (!first) buf_c(b, ' '), ++*col;
    buf_put(b, word);
    *col += word.n;
}

static void help_usage(struct arena *a, struct buf *b, const struct op *op) {
    i64 col = 2;
    buf_puts(b, "  ");
    put_wrapped(b, &col, 2, str_fmt(a, "cairn %s%s", op->no_case ? "" : "-C DIR ", op->name));
    EACH_WORD(g, op)
    put_wrapped(b, &col, 6, arg_words(a, g));
    buf_c(b, '\n');
}

/* Words of a text one by one, its own line ends kept. */
static void help_text(struct buf *b, i64 indent, i64 col, struct str text) {
    while (text.p) {
        struct str line = str_cut(&text, '\n');
        while (line.p) {
            struct str word = str_cut(&line, ' ');
            if (word.n) put_wrapped(b, &col, indent, word);
        }
        buf_c(b, '\n');
        col = 0;
    }
}

static void help_args(struct arena *a, struct buf *b, const struct op *op) {
    if (!op->args[0].name) return;
    buf_puts(b, "\narguments\n");
    EACH_WORD(g, op) {
        const char *meta = g->kind == ARG_FLAG ? "" : g->values ? g->values : g->meta;
        const char *dash = g->kind >= ARG_OPT ? "--" : "";
        const char *name = g->kind >= ARG_OPT ? g->name : "";
        struct str left = str_fmt(a, "  %s%s%s%s", dash, name, *name && *meta ? " " : "", meta);
        buf_put(b, left);
        i64 col = left.n;
        if (col + 2 > HELP_INDENT) buf_c(b, '\n'), col = 0;
        for (; col < HELP_INDENT; col++)
            buf_c(b, ' ');
        struct str help = str_c(g->help);
        if (g->rows > 1)
            help = str_fmt(a, "%s; further ones: --%s-2 to --%s-%lld", g->help, g->name, g->name,
                           (long long)g->rows);
        help_text(b, HELP_INDENT, col, help);
    }
}

struct str op_help(struct arena *a, const struct op *op) {
    struct buf b = buf_make(a, DOC_MAX);
    buf_fmt(&b, "cairn %s: %s\n\nusage\n", op->name, op->summary);
    help_usage(a, &b, op);
    if (op->details[0]) {
        buf_c(&b, '\n');
        help_text(&b, 0, 0, str_c(op->details));
    }
    help_args(a, &b, op);
    if (op->examples[0]) buf_puts(&b, "\nexamples\n");
    for (i64 i = 0; op->examples[i]; i++)
        buf_fmt(&b, "  %s\n", op->examples[i]);
    return buf_str(&b);
}

struct str op_overview(struct arena *a) {
    struct buf b = buf_make(a, DOC_MAX);
    buf_puts(&b, "cairn: keep, read and reconcile reports of harm, with proof\n\n"
                 "  cairn init case            a new case: keys, empty log\n"
                 "  cairn -C case add report.txt --published 2031-03-10 --publication \"NAME\"\n"
                 "  cairn -C case incidents    what is said to have happened, by whom\n"
                 "  cairn demo                 a sample case, reviewed, published and verified\n");
    for (i64 g = 0; g < LEN(GROUPS); g++) {
        buf_fmt(&b, "\n%s\n", GROUPS[g].title);
        for (i64 i = 0; OPS[i]; i++)
            if (str_eqc(str_c(OPS[i]->group), GROUPS[g].name))
                buf_fmt(&b, "  %-18s %s\n", OPS[i]->name, OPS[i]->summary);
    }
    buf_puts(&b, "\nevery command: --json (one object a line)  --plain (TSV)  --key-file F  "
                 "--passphrase-file P  --as NAME  --quiet\n"
                 "`cairn help COMMAND` tells more; docs/ in the source tells all.\n"
                 "Sealing proves when and unchanged, never true.\n");
    return buf_str(&b);
}

/* roff: a leading dot or quote and every backslash and hyphen need care. */
static void roff(struct buf *b, const char *s) {
    bool line_start = true;
    for (; *s; s++) {
        if (line_start && (*s == '.' || *s == '\'')) buf_puts(b, "\\&");
        if (*s == '\\')
            buf_puts(b, "\\e");
        else if (*s == '-')
            buf_puts(b, "\\-");
        else
            buf_c(b, *s);
        line_start = *s == '\n';
    }
}

static void man_op(struct arena *a, struct buf *b, const struct op *op) {
    buf_puts(b, ".SS ");
    roff(b, op->name);
    buf_puts(b, "\n.B ");
    roff(b, cstr(a, op_usage(a, op)));
    buf_puts(b, "\n.PP\n");
    roff(b, op->summary);
    buf_puts(b, "\n");
    if (op->details[0]) {
        buf_puts(b, ".PP\n");
        roff(b, op->details);
        buf_puts(b, "\n");
    }
    EACH_WORD(g, op) {
        buf_puts(b, ".TP\n.B ");
        if (g->kind >= ARG_OPT) buf_puts(b, "\\-\\-");
        roff(b, g->kind >= ARG_OPT ? g->name : g->meta);
        buf_c(b, '\n');
        roff(b, g->help);
        buf_c(b, '\n');
    }
    for (i64 i = 0; op->examples[i]; i++) {
        buf_puts(b, ".PP\n.EX\n");
        roff(b, op->examples[i]);
        buf_puts(b, "\n.EE\n");
    }
}

struct str op_man(struct arena *a) {
    struct buf b = buf_make(a, DOC_MAX);
    buf_puts(&b, ".TH CAIRN 1 \"\" \"cairn\" \"User Commands\"\n.SH NAME\n"
                 "cairn \\- keep, read and reconcile reports of harm, with proof\n"
                 ".SH SYNOPSIS\n.B cairn\n[\\-C DIR] COMMAND [ARGUMENT…]\n.SH COMMANDS\n");
    for (i64 i = 0; OPS[i]; i++)
        if (str_c(OPS[i]->group).n) man_op(a, &b, OPS[i]);
    buf_puts(&b, ".SH EXIT STATUS\n");
    for (int r = 0; r < RC_COUNT; r++)
        buf_fmt(&b, ".TP\n.B %d\n%s\n", rc_exit((rc)r), rc_title((rc)r));
    return buf_str(&b);
}

static void bash(struct buf *b) {
    buf_puts(b, "_cairn() {\n  local cur=${COMP_WORDS[COMP_CWORD]}\n  local words=\"");
    for (i64 i = 0; OPS[i]; i++)
        if (OPS[i]->group[0]) buf_fmt(b, "%s ", OPS[i]->name);
    buf_puts(b, "\"\n  case \" ${COMP_WORDS[*]} \" in\n");
    for (i64 i = 0; OPS[i]; i++) {
        if (!OPS[i]->group[0]) continue;
        buf_fmt(b, "  *\" %s \"*) words=\"", OPS[i]->name);
        EACH_WORD(g, OPS[i])
        if (g->kind >= ARG_OPT) buf_fmt(b, "--%s ", g->name);
        buf_puts(b, "--json --plain\" ;;\n");
    }
    buf_puts(b, "  esac\n  COMPREPLY=($(compgen -W \"$words\" -- \"$cur\") "
                "$(compgen -f -- \"$cur\"))\n}\ncomplete -o filenames -F _cairn cairn\n");
}

static void zsh(struct buf *b) {
    buf_puts(b, "#compdef cairn\n_arguments '-C[case folder]:folder:_files -/' '1:command:((");
    for (i64 i = 0; OPS[i]; i++)
        if (OPS[i]->group[0] && !strchr(OPS[i]->name, ' '))
            buf_fmt(b, "%s\\:\"%s\" ", OPS[i]->name, OPS[i]->summary);
    buf_puts(b, "))' '*:file:_files'\n");
}

static void fish(struct buf *b) {
    for (i64 i = 0; OPS[i]; i++) {
        if (!OPS[i]->group[0] || strchr(OPS[i]->name, ' ')) continue;
        buf_fmt(b, "complete -c cairn -n __fish_use_subcommand -a %s -d \"%s\"\n", OPS[i]->name,
                OPS[i]->summary);
        EACH_WORD(g, OPS[i])
        if (g->kind >= ARG_OPT)
            buf_fmt(b, "complete -c cairn -n \"__fish_seen_subcommand_from %s\" -l %s\n",
                    OPS[i]->name, g->name);
    }
}

struct str op_completion(struct arena *a, struct str shell) {
    struct buf b = buf_make(a, DOC_MAX);
    if (str_eqc(shell, "bash"))
        bash(&b);
    else if (str_eqc(shell, "zsh"))
        zsh(&b);
    else if (str_eqc(shell, "fish"))
        fish(&b);
    return buf_str(&b);
}
