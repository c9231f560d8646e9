#include "store/proposal.h"

#include "base/limits.h"
#include "base/utf8.h"

bool proposer_name_ok(struct str s) {
    if (s.n < 1 || s.n > PROPOSER_BYTES_MAX || !is_alpha(s.p[0])) return false;
    for (i64 i = 0; i < s.n; i++)
        if (!is_alpha(s.p[i]) && !is_digit(s.p[i]) && !strchr(".-_/", s.p[i])) return false;
    return !memchr(s.p, 0, (size_t)s.n);
}

/* {"proposer": NAME} and nothing else: reader, model, rules and held are cairn's to say. */
static rc read_by(const struct json *by, struct str *name, struct err *e) {
    if (!by || by->type != JSON_OBJECT || by->n != 1 || !str_eqc(by->kids->key, "proposer"))
        return fail(e, RC_USAGE, "proposal: by must be {\"proposer\": NAME} and nothing else");
    *name = json_get_str(by, "proposer");
    if (!proposer_name_ok(*name))
        return fail(e, RC_USAGE,
                    "proposal: a proposer's name has 1 to %d letters, digits, '.', '-', '_', '/'",
                    PROPOSER_BYTES_MAX);
    return RC_OK;
}

static bool is_doc(struct str s) {
    if (!str_starts(s, S("sha256:")) || s.n != 71) return false;
    for (i64 i = 7; i < s.n; i++)
        if (!is_digit(s.p[i]) && (s.p[i] < 'a' || s.p[i] > 'f')) return false;
    return true;
}

rc proposal_read(struct arena *a, struct str line, struct proposal *out, struct err *e) {
    struct json *j;
    if (line.n > PROPOSAL_LINE_MAX)
        return fail(e, RC_LIMIT, "proposal: a line has at most %d bytes", PROPOSAL_LINE_MAX);
    TRY(json_read(a, line, &j, e));
    if (j->type != JSON_OBJECT) return fail(e, RC_USAGE, "proposal: it must be an object");
    *out = (struct proposal){.json = j};
    TRY(read_by(json_get(j, "by"), &out->proposer, e));
    out->doc = json_get_str(j, "doc");
    if (!is_doc(out->doc))
        return fail(e, RC_USAGE,
                    "proposal: doc must be \"sha256:\" and the 64 hexadecimal digits of an item");
    out->id = json_get_str(j, "id");
    return RC_OK;
}

rc proposal_claim(struct arena *a, const struct proposal *p, struct str text, struct claim *out,
                  struct err *e) {
    if (!text.p) text = S("");
    TRY(claim_from_json(a, p->json, text, out, e));
    out->id = (struct str){0};
    return RC_OK;
}

struct str proposal_verified(struct arena *a, const struct claim *c, bool words_only) {
    struct buf b = buf_make(a, (CLAIM_RULES_MAX + 1) * 96);
    for (i64 i = 0; i < c->nrules; i++) {
        struct str rule = c->rules[i], field = str_cut(&rule, ':');
        rule = str_trim(rule);
        if (str_eqc(rule, PROPOSAL_WORDS_ONLY) != words_only || field.n > 40 || rule.n > 40)
            continue;
        if (b.n) buf_puts(&b, ", ");
        buf_put(&b, field);
        if (!words_only) buf_fmt(&b, " (%.*s)", SARG(rule));
    }
    return buf_str(&b);
}
