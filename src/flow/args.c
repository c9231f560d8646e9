#include "flow/args.h"

#include "base/limits.h"

const struct op *args_find(const char *const *words, i64 n, i64 *used) {
    const struct op *best = NULL;
    char name[128];
    i64 len = 0;
    for (i64 i = 0; i < n && i < 3; i++) {
        i64 w = (i64)strlen(words[i]);
        if (len + w + 2 > (i64)sizeof name) break;
        if (i) name[len++] = ' ';
        memcpy(name + len, words[i], (size_t)w);
        len += w;
        const struct op *op = op_find((struct str){name, len});
        if (op) {
            best = op;
            *used = i + 1;
        }
    }
    return best;
}

static i64 arg_exact(const struct op *op, struct str name) {
    for (i64 i = 0; op->args[i].name; i++)
        if (str_eqc(name, op->args[i].name)) return i;
    return -1;
}

/* "count-2" is row 2 of "count" where that has rows. */
i64 args_named(const struct op *op, struct str name, i64 *row) {
    i64 at = arg_exact(op, name), dash = name.n - 1;
    *row = 1;
    if (at >= 0) return at;
    while (dash > 0 && name.p[dash] != '-')
        dash--;
    if (!str_i64(str_sub(name, dash + 1, name.n), row) || *row < 2) return -1;
    at = arg_exact(op, str_sub(name, 0, dash));
    return at >= 0 && *row <= op->args[at].rows ? at : -1;
}

static bool value_allowed(const struct op_arg *g, struct str v) {
    if (!g->values) return true;
    struct str rest = str_c(g->values);
    while (rest.p) {
        struct str one = str_cut(&rest, '|');
        if (str_eq(one, v)) return true;
    }
    return false;
}

static struct op_value *slot_of(struct op_ctx *c, i64 at, i64 row) {
    struct op_value *first = &c->values[at];
    if (row == 1) return first;
    first->arg = &c->op->args[at];
    if (!first->row) first->row = NEWN(c->perm, struct op_value, first->arg->rows - 1);
    return &first->row[row - 2];
}

static rc set_value(struct op_ctx *c, i64 at, i64 row, struct str v, struct err *e) {
    const struct op_arg *g = &c->op->args[at];
    struct op_value *slot = slot_of(c, at, row);
    if (!value_allowed(g, v))
        return fail(e, RC_USAGE, "%s takes %s, not \"%.*s\"", g->name, g->values,
                    SARG(str_sub(v, 0, 60)));
    bool many = g->kind == ARG_OPT_MANY || g->kind == ARG_POS_MANY;
    if (slot->given && !many) return fail(e, RC_USAGE, "--%s is given twice", g->name);
    if (slot->given) {
        while (slot->more)
            slot = slot->more;
        slot = slot->more = NEW(c->perm, struct op_value);
    }
    *slot = (struct op_value){.arg = g, .v = v, .given = true, .row = slot->row};
    return RC_OK;
}

static i64 next_positional(const struct op_ctx *c) {
    for (i64 i = 0; c->op->args[i].name; i++) {
        enum arg_kind k = c->op->args[i].kind;
        if (k == ARG_POS_MANY || (k == ARG_POS && !c->values[i].given)) return i;
    }
    return -1;
}

static rc unknown_option(const struct op_ctx *c, struct str name, struct err *e) {
    rc r = fail(e, RC_USAGE, "`cairn %s` has no option --%.*s", c->op->name,
                SARG(str_sub(name, 0, 60)));
    err_hint(e, "see `cairn help %s`", c->op->name);
    return r;
}

/* The words of a command are there for everybody on the machine to see. */
static rc no_secret(const char *name, struct err *e) {
    fail(e, RC_USAGE, "--%s is a secret: it is asked for, or read from a file", name);
    return err_hint(e, "give it with --%s-file FILE", name);
}

/* One word that begins with --; may take the next word as its value. */
static rc option(struct op_ctx *c, const char *const *words, i64 n, i64 *i, struct err *e) {
    struct str w =
        str_eqc(str_c(words[*i]), "-o") ? S("out") : str_sub(str_c(words[*i]), 2, NAME_BYTES_MAX);
    i64 eq = str_chr(w, '=', 0);
    struct str name = eq < 0 ? w : str_sub(w, 0, eq);
    i64 row, at = args_named(c->op, name, &row);
    if (at < 0 || c->op->args[at].kind < ARG_OPT) return unknown_option(c, name, e);
    if (c->op->args[at].type == ARG_SECRET) return no_secret(c->op->args[at].name, e);
    if (c->op->args[at].kind == ARG_FLAG) {
        if (eq >= 0) return fail(e, RC_USAGE, "--%.*s takes no value", SARG(name));
        c->values[at] = (struct op_value){.arg = &c->op->args[at], .v = S("1"), .given = true};
        return RC_OK;
    }
    if (eq >= 0) return set_value(c, at, row, str_sub(w, eq + 1, w.n), e);
    if (*i + 1 >= n) return fail(e, RC_USAGE, "--%.*s needs a value", SARG(name));
    return set_value(c, at, row, str_c(words[++*i]), e);
}

static rc check_required(const struct op_ctx *c, struct err *e) {
    for (i64 i = 0; c->op->args[i].name; i++) {
        const struct op_arg *g = &c->op->args[i];
        if (!g->required || c->values[i].given) continue;
        const char *dash = g->kind >= ARG_OPT ? "--" : "";
        rc r = fail(e, RC_USAGE, "`cairn %s` needs %s%s", c->op->name, dash,
                    g->kind >= ARG_OPT ? g->name : g->meta);
        err_hint(e, "see `cairn help %s`", c->op->name);
        return r;
    }
    return RC_OK;
}

static void make_values(struct op_ctx *c) {
    i64 n = 0;
    while (c->op->args[n].name)
        n++;
    c->values = NEWN(c->perm, struct op_value, n);
}

rc args_parse(struct op_ctx *c, const char *const *words, i64 n, struct err *e) {
    make_values(c);
    bool options = true;
    for (i64 i = 0; i < n; i++) {
        struct str w = str_c(words[i]);
        if (w.n > (1 << 20)) return fail(e, RC_LIMIT, "an argument is longer than 1 MiB");
        if (options && str_eqc(w, "--")) {
            options = false;
        } else if (options && (str_starts(w, S("--")) || str_eqc(w, "-o"))) {
            TRY(option(c, words, n, &i, e));
        } else {
            i64 at = next_positional(c);
            if (at < 0)
                return fail(e, RC_USAGE, "`cairn %s` takes no further argument: \"%.*s\"",
                            c->op->name, SARG(str_sub(w, 0, 60)));
            TRY(set_value(c, at, 1, w, e));
        }
    }
    return check_required(c, e);
}

static rc set_json(struct op_ctx *c, i64 at, i64 row, const struct json *v, struct err *e) {
    if (v->type == JSON_STRING || v->type == JSON_NUMBER) return set_value(c, at, row, v->s, e);
    if (v->type == JSON_FALSE) return RC_OK;
    if (v->type == JSON_TRUE && c->op->args[at].kind == ARG_FLAG)
        return set_value(c, at, row, S("1"), e);
    if (v->type != JSON_ARRAY)
        return fail(e, RC_USAGE, "argument \"%s\" has the wrong type", c->op->args[at].name);
    JSON_EACH(it, v) {
        if (it->type != JSON_STRING && it->type != JSON_NUMBER)
            return fail(e, RC_USAGE, "argument \"%s\" takes strings", c->op->args[at].name);
        TRY(set_value(c, at, row, it->s, e));
    }
    return RC_OK;
}

rc args_from_json(struct op_ctx *c, const struct json *args, struct err *e) {
    make_values(c);
    if (args && args->type != JSON_OBJECT)
        return fail(e, RC_USAGE, "arguments must be a JSON object");
    JSON_EACH(it, args) {
        i64 row, at = args_named(c->op, it->key, &row);
        if (at < 0) return unknown_option(c, it->key, e);
        TRY(set_json(c, at, row, it, e));
    }
    return check_required(c, e);
}
