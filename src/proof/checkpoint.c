#include "proof/checkpoint.h"

static rc bad(struct err *e, const char *why) {
    return fail(e, RC_INTEGRITY, "not a checkpoint: %s", why);
}

rc checkpoint_parse(struct arena *a, struct str text, struct checkpoint *out, struct err *e) {
    if (text.n < 1 || text.p[text.n - 1] != '\n') return bad(e, "it does not end in a newline");
    struct str rest = str_sub(text, 0, text.n - 1), origin = str_cut(&rest, '\n');
    struct str size = rest.p ? str_cut(&rest, '\n') : rest;
    if (!rest.p || origin.n < 1) return bad(e, "it has fewer than three lines");
    struct str b64 = str_cut(&rest, '\n'), root = b64_decode(a, b64, true);
    *out = (struct checkpoint){.origin = origin};
    if (!str_i64(size, &out->size) || out->size < 0 || (size.n > 1 && size.p[0] == '0') ||
        size.p[0] == '-')
        return bad(e, "its size is not a number");
    if (!root.p || root.n != 32) return bad(e, "its root is not the base64 of 32 bytes");
    memcpy(out->root, root.p, 32);
    if (!rest.p) return RC_OK;
    out->extension = str_sub(text, text.n - 1 - rest.n, text.n);
    for (i64 i = 0; i < out->extension.n; i++)
        if (out->extension.p[i] == '\n' && (i == 0 || out->extension.p[i - 1] == '\n'))
            return bad(e, "it has an empty line");
    return RC_OK;
}

struct str checkpoint_text(struct arena *a, const struct checkpoint *c) {
    struct str root = b64_encode(a, (struct str){(const char *)c->root, 32}, true);
    return str_fmt(a, "%.*s\n%lld\n%.*s\n%.*s", SARG(c->origin), (long long)c->size, SARG(root),
                   SARG(c->extension));
}
