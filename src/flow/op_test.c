#include "flow/op.h"

#include "base/t.h"

TEST(every_operation_is_declared_whole) {
    for (i64 i = 0; OPS[i]; i++) {
        const struct op *op = OPS[i];
        EXPECT(op->name && op->run && op->args && op->summary && op->columns && op->details);
        EXPECT(op_find(str_c(op->name)) == op);
        for (i64 k = 0; k < i; k++)
            EXPECT(strcmp(OPS[k]->name, op->name) != 0);
        bool optional = false;
        for (const struct op_arg *g = op->args; g->name; g++) {
            EXPECT(g->help && g->meta);
            EXPECT(!(g->kind == ARG_POS && g->required && optional));
            optional |= g->kind == ARG_POS && !g->required;
        }
        if (op->group[0]) EXPECT(op->examples[0] != NULL);
    }
}

TEST(help_man_and_completion_name_every_operation) {
    struct arena a = test_arena();
    struct str over = op_overview(&a), man = op_man(&a), bash = op_completion(&a, S("bash"));
    for (i64 i = 0; OPS[i]; i++) {
        if (!OPS[i]->group[0]) continue;
        EXPECT(str_has(over, str_c(OPS[i]->name)));
        EXPECT(str_has(man, str_c(OPS[i]->summary)) || strchr(OPS[i]->summary, '-'));
        EXPECT(str_has(bash, str_c(OPS[i]->name)));
        EXPECT(str_has(op_help(&a, OPS[i]), str_c(OPS[i]->examples[0])));
    }
}
