#include "flow/op.h"

#include "base/t.h"

/* A command must be copied whole: examples are the only lines that may be longer. */
TEST(help_fits_a_terminal_of_100_columns) {
    struct arena a = test_arena();
    for (i64 i = 0; OPS[i]; i++) {
        struct str rest = op_help(&a, OPS[i]);
        while (rest.p) {
            struct str line = str_cut(&rest, '\n');
            if (str_eqc(line, "examples")) break;
            if (line.n > 104) /* bytes: a few characters have three */
                test_fail(__FILE__, __LINE__, "%s: %.*s", OPS[i]->name, SARG(line));
        }
    }
}

TEST(help_names_every_argument_and_keeps_paragraphs) {
    struct arena a = test_arena();
    for (i64 i = 0; OPS[i]; i++) {
        struct str help = op_help(&a, OPS[i]), usage = op_usage(&a, OPS[i]);
        EXPECT(!str_chr(usage, '\n', 0) || str_chr(usage, '\n', 0) < 0);
        for (const struct op_arg *g = OPS[i]->args; g->name; g++) {
            const char *shown = g->kind >= ARG_OPT ? g->name : g->values ? g->values : g->meta;
            EXPECT(str_has(help, str_c(shown)) && str_has(usage, str_c(shown)));
        }
        EXPECT(!str_has(help, S(" \n")));
    }
}

TEST(completion_exists_for_three_shells_only) {
    struct arena a = test_arena();
    EXPECT(op_completion(&a, S("bash")).n > 0);
    EXPECT(op_completion(&a, S("zsh")).n > 0);
    EXPECT(op_completion(&a, S("fish")).n > 0);
    EXPECT_INT(op_completion(&a, S("tcsh")).n, 0);
}
