#include "learn/linear.h"

static bool line_value(struct str line, const char *key, struct str *value) {
    struct str k = str_c(key);
    if (!str_starts(line, k) || line.n <= k.n || line.p[k.n] != ' ') return false;
    *value = str_sub(line, k.n + 1, line.n);
    return true;
}

static bool small_number(struct str s, i64 max, i32 *out) {
    i64 v = 0;
    for (i64 i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') return false;
        v = v * 10 + (s.p[i] - '0');
        if (v > max) return false;
    }
    *out = (i32)v;
    return s.n > 0;
}

static bool take_labels(struct str list, struct linear *m) {
    while (list.n > 0) {
        if (m->classes == LINEAR_CLASSES_MAX) return false;
        m->label[m->classes++] = str_cut(&list, ' ');
    }
    m->width = (m->classes + LINEAR_LANES - 1) / LINEAR_LANES * LINEAR_LANES;
    return m->classes > 0;
}

bool linear_head(struct str *rest, const char *magic, struct linear *m) {
    *m = (struct linear){0};
    struct str v;
    i32 log2 = 0;
    if (!str_eqc(str_cut(rest, '\n'), magic)) return false;
    if (!line_value(str_cut(rest, '\n'), "name", &m->name)) return false;
    if (!line_value(str_cut(rest, '\n'), "rows", &v) || !small_number(v, 24, &log2)) return false;
    if (!line_value(str_cut(rest, '\n'), "features", &v) || !small_number(v, 4096, &m->features))
        return false;
    struct str line = str_cut(rest, '\n');
    i32 kept = 0;
    if (line_value(line, "kept", &v)) {
        if (!small_number(v, 24, &kept) || kept < 3) return false;
        m->kept_shift = 32 - kept;
        line = str_cut(rest, '\n');
    }
    if (!line_value(line, "labels", &v) || !take_labels(v, m)) return false;
    m->mask = (1u << log2) - 1;
    return str_cut(rest, '\n').n == 0;
}

rc linear_open_next(struct str *bytes, struct linear *out, struct err *e) {
    struct str rest = *bytes;
    if (!linear_head(&rest, "cairn-model/1", out))
        return fail(e, RC_INTEGRITY, "not a model file (cairn-model/1)");
    i64 at = (rest.p - bytes->p + 63) / 64 * 64;
    i64 rows = ((i64)out->mask + 1) * out->width * (i64)sizeof(i16), want = rows;
    if (out->kept_shift) want += (i64)1 << (32 - out->kept_shift - 3);
    if (bytes->n - at < want)
        return fail(e, RC_INTEGRITY, "model %.*s has %lld bytes of weights, not %lld",
                    (int)out->name.n, out->name.p, (long long)(bytes->n - at), (long long)want);
    out->rows = (const i16 *)(const void *)(bytes->p + at);
    if (out->kept_shift) out->kept = (const u8 *)bytes->p + at + rows;
    *bytes = str_sub(*bytes, at + want, bytes->n);
    return RC_OK;
}

rc linear_open(struct str bytes, struct linear *out, struct err *e) {
    TRY(linear_open_next(&bytes, out, e));
    if (bytes.n)
        return fail(e, RC_INTEGRITY, "model %.*s has %lld bytes too many", (int)out->name.n,
                    out->name.p, (long long)bytes.n);
    return RC_OK;
}

i32 linear_class(const struct linear *m, struct str label) {
    for (i32 i = 0; i < m->classes; i++)
        if (str_eq(m->label[i], label)) return i;
    return -1;
}

void linear_zero(const struct linear *m, struct linear_sum *s) {
    memset(s->v, 0, (size_t)m->width * sizeof s->v[0]);
}

i32 linear_keep(const struct linear *m, u32 *feature, i32 n) {
    i32 left = 0;
    for (i32 i = 0; m->kept && i < n; i++) {
        u32 f = feature[i], bit = f >> m->kept_shift;
        feature[left] = f;
        left += m->kept[bit >> 3] >> (bit & 7) & 1;
    }
    return m->kept ? left : n;
}

i32 linear_best(const struct linear *m, const struct linear_sum *s) {
    i32 best = 0;
    for (i32 i = 1; i < m->classes; i++)
        if (s->v[i] > s->v[best]) best = i;
    return best;
}
