#include "proof/policy.h"

#include "proof/checkpoint.h"

struct reading {
    struct policy *p;
    struct arena *a;
    bool owned_witness[POLICY_NAMES_MAX], owned_group[POLICY_NAMES_MAX]; /* member of a group */
    bool quorum;
    i64 line;
};

static rc bad(struct reading *x, struct err *e, const char *why) {
    rc r = fail(e, RC_USAGE, "line %lld of the policy: %s", (long long)x->line, why);
    err_hint(e, "the form is that of c2sp.org/tlog-policy: log, witness, group and quorum lines");
    return r;
}

/* Words are parted by spaces and tabs alone. Empty at the end. */
static struct str word(struct str *rest) {
    i64 i = 0, n = 0;
    while (i < rest->n && (rest->p[i] == ' ' || rest->p[i] == '\t'))
        i++;
    while (i + n < rest->n && rest->p[i + n] != ' ' && rest->p[i + n] != '\t')
        n++;
    struct str w = str_sub(*rest, i, i + n);
    *rest = str_sub(*rest, i + n, rest->n);
    return w;
}

/* *at: as member[] of a group. */
static bool named(const struct policy *p, struct str name, i64 *at) {
    for (i64 i = 0; i < p->nwitnesses; i++)
        if (str_eq(p->name[i], name)) return *at = i, true;
    for (i64 i = 0; i < p->ngroups; i++)
        if (str_eq(p->group[i].name, name)) return *at = -1 - i, true;
    return false;
}

static rc new_name(struct reading *x, struct str name, struct err *e) {
    i64 at;
    if (!name.n) return bad(x, e, "a name is missing");
    if (str_eqc(name, "none")) return bad(x, e, "\"none\" names no witness and no group");
    if (named(x->p, name, &at)) return bad(x, e, "the name is taken by an earlier line");
    return RC_OK;
}

/* A key of the line, of a kind that its holder can have, that no earlier line has. */
static rc take_key(struct reading *x, struct str vkey, bool witness, const struct note_key *others,
                   int n, struct note_key *out, struct err *e) {
    struct err why = {0};
    rc r = note_vkey_parse(x->a, vkey, out, &why);
    if (r != RC_OK)
        return fail(e, r == RC_UNSUPPORTED ? r : RC_USAGE, "line %lld of the policy: %s",
                    (long long)x->line, why.msg);
    if (witness && out->type != NOTE_COSIGNATURE)
        return bad(x, e, "a witness's key is of type 0x04 (Ed25519 cosignature)");
    for (int i = 0; i < n; i++)
        if (memcmp(others[i].pub, out->pub, sizeof out->pub) == 0)
            return bad(x, e, "the key stands on an earlier line");
    return RC_OK;
}

static rc read_log(struct reading *x, struct str rest, struct err *e) {
    struct policy *p = x->p;
    struct str vkey = word(&rest), url = word(&rest);
    if (word(&rest).n) return bad(x, e, "log VKEY [URL]");
    if (p->nlogs == POLICY_NAMES_MAX) return bad(x, e, "too many logs");
    TRY(take_key(x, vkey, false, p->log, p->nlogs, &p->log[p->nlogs], e));
    p->log_url[p->nlogs++] = url;
    return RC_OK;
}

static rc read_witness(struct reading *x, struct str rest, struct err *e) {
    struct policy *p = x->p;
    struct str name = word(&rest), vkey = word(&rest), url = word(&rest);
    if (word(&rest).n) return bad(x, e, "witness NAME VKEY [URL]");
    if (p->nwitnesses == POLICY_NAMES_MAX) return bad(x, e, "too many witnesses");
    TRY(new_name(x, name, e));
    TRY(take_key(x, vkey, true, p->witness, p->nwitnesses, &p->witness[p->nwitnesses], e));
    p->name[p->nwitnesses] = name;
    p->witness_url[p->nwitnesses++] = url;
    return RC_OK;
}

/* Each name is a member once: so a witness counts in one way. */
static rc read_members(struct reading *x, struct policy_group *g, struct str rest, struct err *e) {
    struct str m;
    i64 at;
    while ((m = word(&rest)).n) {
        if (g->n == POLICY_NAMES_MAX) return bad(x, e, "too many members");
        if (!named(x->p, m, &at))
            return bad(x, e, "a member is no witness or group of an earlier line");
        bool *owned = at >= 0 ? &x->owned_witness[at] : &x->owned_group[-1 - at];
        if (*owned) return bad(x, e, "a member is in a group already");
        *owned = true;
        g->member[g->n++] = at;
    }
    return g->n ? RC_OK : bad(x, e, "a group has a member at least");
}

static bool decimal(struct str s, i64 *out) {
    return s.n > 0 && is_digit(s.p[0]) && s.p[0] != '0' && str_i64(s, out);
}

static rc read_group(struct reading *x, struct str rest, struct err *e) {
    struct policy *p = x->p;
    struct str name = word(&rest), k = word(&rest);
    if (p->ngroups == POLICY_NAMES_MAX) return bad(x, e, "too many groups");
    TRY(new_name(x, name, e));
    struct policy_group *g = &p->group[p->ngroups];
    *g = (struct policy_group){.name = name};
    bool all = str_eqc(k, "all");
    if (!all && !str_eqc(k, "any") && !decimal(k, &g->k))
        return bad(x, e, "group NAME all|any|K MEMBER…");
    TRY(read_members(x, g, rest, e));
    if (all) g->k = g->n;
    if (str_eqc(k, "any")) g->k = 1;
    if (g->k > g->n) return bad(x, e, "more members are asked for than there are");
    p->ngroups++;
    return RC_OK;
}

static rc read_quorum(struct reading *x, struct str rest, struct err *e) {
    struct str name = word(&rest);
    if (x->quorum) return bad(x, e, "there is a quorum already");
    if (!name.n || word(&rest).n) return bad(x, e, "quorum NAME");
    if (str_eqc(name, "none"))
        x->p->quorum = POLICY_NONE;
    else if (!named(x->p, name, &x->p->quorum))
        return bad(x, e, "the quorum is no witness or group of an earlier line");
    x->quorum = true;
    return RC_OK;
}

static rc read_line(struct reading *x, struct str line, struct err *e) {
    for (i64 i = 0; i < line.n; i++)
        if (((u8)line.p[i] < 0x20 && line.p[i] != '\t') || line.p[i] == 0x7f)
            return bad(x, e, "it has a control character");
    struct str kind = word(&line);
    if (!kind.n || kind.p[0] == '#') return RC_OK;
    if (str_eqc(kind, "log")) return read_log(x, line, e);
    if (str_eqc(kind, "witness")) return read_witness(x, line, e);
    if (str_eqc(kind, "group")) return read_group(x, line, e);
    if (str_eqc(kind, "quorum")) return read_quorum(x, line, e);
    return bad(x, e, "it begins with none of log, witness, group, quorum");
}

rc policy_parse(struct arena *a, struct str text, struct policy *out, struct err *e) {
    struct reading x = {.p = out, .a = a};
    *out = (struct policy){0};
    if (text.n > TLOG_POLICY_MAX)
        return fail(e, RC_LIMIT, "a policy of %lld bytes; the most is %d", (long long)text.n,
                    TLOG_POLICY_MAX);
    struct str rest = str_dup(a, text);
    while (rest.n) {
        x.line++;
        TRY(read_line(&x, str_cut(&rest, '\n'), e));
    }
    return x.quorum ? RC_OK : bad(&x, e, "it ends without a quorum line");
}

/* ---- checking ---- */

/* Members stand before their group, so no group waits for itself. */
static bool member_met(const struct policy *p, const bool *by, i64 m) {
    if (m >= 0) return by[m];
    const struct policy_group *g = &p->group[-1 - m];
    i64 n = 0;
    for (i64 i = 0; i < g->n; i++)
        n += member_met(p, by, g->member[i]);
    return n >= g->k;
}

/* Signatures by keys that are not asked about are not looked at. */
static bool mentioned(const struct note *n, const struct note_key *keys, int nkeys) {
    for (int i = 0; i < n->nsigs; i++)
        for (int k = 0; k < nkeys; k++)
            if (n->sig[i].id == keys[k].id && str_eq(n->sig[i].name, keys[k].name)) return true;
    return false;
}

static rc check_log(const struct policy *p, const struct note *n, const struct checkpoint *c,
                    struct err *e) {
    u64 by = 0;
    if (!p->nlogs) return RC_OK;
    TRY(note_verify(n, p->log, p->nlogs, &by, NULL, e));
    for (int i = 0; i < p->nlogs; i++)
        if (by >> i & 1 && str_eq(p->log[i].name, c->origin)) return RC_OK;
    return fail(e, RC_INTEGRITY, "the checkpoint's origin is not that of the log that signed it");
}

rc policy_check(struct arena scratch, const struct policy *p, struct str note,
                struct policy_seen *seen, struct err *e) {
    struct note *n = NEW(&scratch, struct note);
    struct checkpoint c;
    i64 times[POLICY_NAMES_MAX] = {0};
    u64 by = 0;
    *seen = (struct policy_seen){0};
    TRY(note_parse(&scratch, note, n, e));
    TRY(checkpoint_parse(&scratch, n->text, &c, e));
    TRY(check_log(p, n, &c, e));
    if (mentioned(n, p->witness, p->nwitnesses))
        TRY(note_verify(n, p->witness, p->nwitnesses, &by, times, e));
    for (int i = 0; i < p->nwitnesses; i++) {
        if (!(by >> i & 1)) continue;
        seen->by[i] = true;
        if (!seen->cosigned || times[i] < seen->earliest) seen->earliest = times[i];
        if (times[i] > seen->latest) seen->latest = times[i];
        seen->cosigned++;
    }
    seen->met = p->quorum == POLICY_NONE || member_met(p, seen->by, p->quorum);
    return RC_OK;
}
