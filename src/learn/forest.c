#include "learn/forest.h"

static bool number_line(struct str *rest, const char *key, i32 max, i32 *out) {
    struct str line = str_cut(rest, '\n'), k = str_cut(&line, ' ');
    i64 v = 0;
    if (!str_i64(line, &v) || v < 1 || v > max) return false;
    *out = (i32)v;
    return str_eqc(k, key);
}

static bool head(struct str *rest, struct forest *f) {
    *f = (struct forest){0};
    if (!str_eqc(str_cut(rest, '\n'), "cairn-forest/1")) return false;
    struct str line = str_cut(rest, '\n');
    if (!str_eqc(str_cut(&line, ' '), "name")) return false;
    f->name = line;
    return number_line(rest, "features", FOREST_FEATURES_MAX, &f->features) &&
           number_line(rest, "trees", FOREST_TREES_MAX, &f->trees) &&
           number_line(rest, "nodes", FOREST_NODES_MAX, &f->nodes) && f->trees <= f->nodes &&
           str_cut(rest, '\n').n == 0;
}

static bool sound(const struct forest *f) {
    for (i32 i = 0; i < f->nodes; i++) {
        const struct forest_node *n = &f->node[i];
        if (n->feature < -1 || n->feature >= f->features) return false;
        if (n->feature < 0 && (n->to < 0 || n->to > FOREST_ONE)) return false;
        if (n->feature >= 0 && (n->to <= i || n->to >= f->nodes - 1)) return false;
    }
    return true;
}

rc forest_open_next(struct str *bytes, struct forest *out, struct err *e) {
    struct str rest = *bytes;
    if (!head(&rest, out)) return fail(e, RC_INTEGRITY, "not a forest file (cairn-forest/1)");
    i64 at = (rest.p - bytes->p + 15) / 16 * 16, size = out->nodes * (i64)sizeof *out->node;
    if (bytes->n - at < size)
        return fail(e, RC_INTEGRITY, "forest %.*s has %lld bytes of nodes, not %lld",
                    (int)out->name.n, out->name.p, (long long)(bytes->n - at), (long long)size);
    out->node = (const struct forest_node *)(const void *)(bytes->p + at);
    if (!sound(out))
        return fail(e, RC_INTEGRITY, "forest %.*s has a node that leads nowhere", (int)out->name.n,
                    out->name.p);
    i64 end = (at + size + 15) / 16 * 16;
    *bytes = str_sub(*bytes, end < bytes->n ? end : bytes->n, bytes->n);
    return RC_OK;
}

i32 forest_chance(const struct forest *f, const i16 *x) {
    i64 sum = 0;
    for (i32 t = 0; t < f->trees; t++) {
        const struct forest_node *n = &f->node[t];
        while (n->feature >= 0)
            n = &f->node[n->to + (x[n->feature] >= n->least)];
        sum += n->to;
    }
    return (i32)(sum / f->trees);
}
