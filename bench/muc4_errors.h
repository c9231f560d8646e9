/* Kinds of error of templates, counted: which fills are missed or too much, and why as far as the
 * templates of both sides show it. Numbers only. */
#ifndef CAIRN_BENCH_MUC4_ERRORS_H
#define CAIRN_BENCH_MUC4_ERRORS_H

#include "muc4_match.h"

enum error_kind {
    ERR_REPORT,   /* missed: no template was given; too much: none was wanted */
    ERR_TEMPLATE, /* the right fill of another template of the report */
    ERR_ROLE,     /* a fill of the other side has these words in another role */
    ERR_WORDS,    /* one of the role shares a word with it: another string of it, mostly */
    ERR_ALONE,    /* its template has no counterpart */
    ERR_NONE,     /* nothing like it on the other side */
    ERROR_KINDS
};
static const char *const error_label[ERROR_KINDS] = {"report", "template", "role",
                                                     "words",  "alone",    "nothing"};
enum { MISSED, SPURIOUS };

struct errors {
    i64 fill[2][MUC4_ROLES][ERROR_KINDS];
    i64 template[2][3]; /* report, second of its type, other */
};

static bool shares_word(const struct entity *x, const struct entity *y) {
    for (i64 i = 0; i < x->n; i++)
        for (i64 k = 0; k < y->n; k++) {
            struct str rest = x->v[i];
            while (rest.n > 0) {
                struct str w = str_cut(&rest, ' '), other = y->v[k];
                while (other.n > 0)
                    if (str_eq(w, str_cut(&other, ' '))) return true;
            }
        }
    return false;
}

static bool meets(const struct entity *x, const struct entity *y, int side) {
    return side == MISSED ? phi_strict(y, x) : phi_strict(x, y);
}

/* Does an entity of this slot meet x (words = false), or share a word with it? */
static bool in_slot(const struct entity *x, const struct slot *s, int side, bool words) {
    for (i64 i = 0; i < s->n; i++)
        if (words ? shares_word(x, &s->v[i]) : meets(x, &s->v[i], side)) return true;
    return false;
}

static bool in_document(const struct entity *x, const struct document *d, int role, int side,
                        bool words) {
    for (i64 i = 0; i < d->n; i++)
        for (int r = 0; r < MUC4_ROLES; r++)
            if ((role < 0 || r == role) && in_slot(x, &d->v[i]->role[r], side, words)) return true;
    return false;
}

static enum error_kind kind_of(const struct entity *x, const struct document *other, int role,
                               int side, bool alone) {
    if (!other->n) return ERR_REPORT;
    if (in_document(x, other, role, side, false)) return ERR_TEMPLATE;
    if (in_document(x, other, -1, side, false)) return ERR_ROLE;
    if (in_document(x, other, role, side, true)) return ERR_WORDS;
    return alone ? ERR_ALONE : ERR_NONE;
}

/* The fills of one template that the aligned one of the other side (or none) does not have. */
static void errors_template(struct errors *e, const struct template *t, const struct template *of,
                            const struct document *other, int side) {
    i64 second = 1;
    for (i64 i = 0; !of && i < other->n; i++)
        if (str_has(t->type, other->v[i]->type) || str_has(other->v[i]->type, t->type)) second = 0;
    if (!of) e->template[side][!other->n ? 0 : 1 + second]++;
    for (int r = 0; r < MUC4_ROLES; r++)
        for (i64 i = 0; i < t->role[r].n; i++)
            if (!of || !in_slot(&t->role[r].v[i], &of->role[r], side, false))
                e->fill[side][r][kind_of(&t->role[r].v[i], other, r, side, !of)]++;
}

static void errors_add(struct errors *e, const struct document *out, const struct document *gold) {
    static struct search s;
    const struct template *of[SIDE] = {NULL};
    align(out, gold, &s);
    for (i64 i = 0; i < out->n; i++) {
        if (s.best[i] >= 0) of[s.best[i]] = out->v[i];
        errors_template(e, out->v[i], s.best[i] < 0 ? NULL : gold->v[s.best[i]], gold, SPURIOUS);
    }
    for (i64 i = 0; i < gold->n; i++)
        errors_template(e, gold->v[i], of[i], out, MISSED);
}

static void errors_print(const struct errors *e) {
    for (int side = MISSED; side <= SPURIOUS; side++) {
        const char *name = side == MISSED ? "missed" : "spurious";
        printf("%s templates\treport %lld\tsecond %lld\tother %lld\n", name,
               (long long)e->template[side][0], (long long)e -> template[side][1],
               (long long)e -> template[side][2]);
        for (int r = 0; r < MUC4_ROLES; r++) {
            printf("%s %s", name, muc4_role[r]);
            for (int k = 0; k < ERROR_KINDS; k++)
                printf("\t%s %lld", error_label[k], (long long)e->fill[side][r][k]);
            printf("\n");
        }
    }
}

#endif
