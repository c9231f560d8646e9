#include "flow/op.h"

#include "flow/claimed.h"
#include "flow/fields.h"

#include <stdarg.h>
#include <stdio.h>

#define OP(sym) extern const struct op sym;
#include "flow/ops.def"
#undef OP

const struct op *const OPS[] = {
#define OP(sym) &sym,
#include "flow/ops.def"
#undef OP
    NULL};

const struct op *op_find(struct str name) {
    for (i64 i = 0; OPS[i]; i++)
        if (str_eqc(name, OPS[i]->name)) return OPS[i];
    return NULL;
}

bool op_may(const struct op_ctx *c, enum perm p) {
    const struct rights *r = c->rights;
    if (!r || p == PERM_NONE) return true;
    if (r->read_only && p > PERM_EXPORT && p != PERM_SELF) return false;
    return r->perms >> p & 1;
}

bool op_sees(const struct op_ctx *c, enum field_group f) {
    return !c->rights || (c->rights->fields & f) == (u32)f;
}

i64 op_reach(const struct op_ctx *c) {
    return c->rights ? c->rights->reach : -1;
}

rc op_run(struct op_ctx *c, struct err *e) {
    if (!c->rights) TRY(claimed_rights(c, e));
    TRY(op_allowed(c, e));
    return c->op->run(c, e);
}

rc op_allowed(const struct op_ctx *c, struct err *e) {
    if (op_may(c, c->op->perm)) return RC_OK;
    rc r = fail(e, RC_DENIED, "your account may not \"%s\"", c->op->name);
    err_hint(e, "ask a custodian of the case for a role that may");
    return r;
}

/* Edit distance of short names, one row (Wagner & Fischer 1974). */
static i64 distance(struct str a, struct str b) {
    enum { MOST = 40 };
    i64 row[MOST + 1];
    if (a.n > MOST || b.n > MOST) return MOST;
    for (i64 j = 0; j <= b.n; j++)
        row[j] = j;
    for (i64 i = 1; i <= a.n; i++) {
        i64 diag = row[0];
        row[0] = i;
        for (i64 j = 1; j <= b.n; j++) {
            i64 best = diag + (a.p[i - 1] != b.p[j - 1]);
            if (row[j] + 1 < best) best = row[j] + 1;
            if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
            diag = row[j];
            row[j] = best;
        }
    }
    return row[b.n];
}

const struct op *op_nearest(struct str name) {
    const struct op *near = NULL;
    i64 best = 3;
    for (i64 i = 0; OPS[i]; i++) {
        i64 d = distance(name, str_c(OPS[i]->name));
        if (d < best) {
            best = d;
            near = OPS[i];
        }
    }
    return near;
}

static const struct op_value *value_of(const struct op_ctx *c, const char *name) {
    for (i64 i = 0; c->op->args[i].name; i++)
        if (str_eqc(str_c(name), c->op->args[i].name)) return &c->values[i];
    CHECK(!"an operation asks only for arguments that it declares");
    return NULL;
}

struct str op_str(const struct op_ctx *c, const char *name) {
    return value_of(c, name)->v;
}
struct str op_row_str(const struct op_ctx *c, const char *name, i64 row) {
    const struct op_value *v = value_of(c, name);
    if (row == 1) return v->v;
    CHECK(row >= 1 && (!v->row || row <= v->arg->rows));
    return v->row ? v->row[row - 2].v : (struct str){0};
}
bool op_flag(const struct op_ctx *c, const char *name) {
    return value_of(c, name)->given;
}
bool op_given(const struct op_ctx *c, const char *name) {
    return value_of(c, name)->given;
}

const struct op_value *op_values(const struct op_ctx *c, const char *name) {
    const struct op_value *v = value_of(c, name);
    return v->given ? v : NULL;
}

rc op_int(const struct op_ctx *c, const char *name, i64 min, i64 max, i64 dflt, i64 *out,
          struct err *e) {
    const struct op_value *v = value_of(c, name);
    *out = dflt;
    if (!v->given) return RC_OK;
    if (!str_i64(v->v, out) || *out < min || *out > max)
        return fail(e, RC_USAGE, "--%s takes a whole number from %lld to %lld, not \"%.*s\"", name,
                    (long long)min, (long long)max, SARG(str_sub(v->v, 0, 40)));
    return RC_OK;
}

void op_row(struct op_ctx *c, const struct json *row) {
    c->face->row(c->face->self, c->op, fields_row(c, row));
}

void op_say(struct op_ctx *c, const char *fmt, ...) {
    char line[2048];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(line, sizeof line, fmt, ap);
    va_end(ap);
    c->face->say(c->face->self, line);
}
