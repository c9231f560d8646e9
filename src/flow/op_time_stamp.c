/* log stamp: tokens of time authorities (RFC 3161) over the signed checkpoint, kept with their
 * chain and the lists of revoked certificates.
 *
 * As in op_time_witness.c nobody waits for the case's lock while an authority is asked. */
#include "base/date.h"
#include "flow/times.h"
#include "proof/checkpoint.h"
#include "proof/hash.h"
#include "proof/stamp.h"
#include "sys/fetch.h"
#include "sys/os.h"

enum { STAMP_SECONDS = 30 };

/* A token on its way into the log. */
struct taken {
    const struct authority *who;
    struct str response, crl;
    struct stamp facts;
    struct json *part;
};

struct stamping {
    struct op_ctx *c;
    const struct times *t;
    struct str note; /* what is stamped: our checkpoint, or an older one (--over) */
    i64 size;
    struct str root; /* hex */
    struct taken *taken;
    i64 n, cap, failed;
    struct err first;
};

static void row(struct stamping *x, struct str authority, const char *state, i64 at, i64 ends,
                struct str words) {
    struct arena *a = x->c->perm;
    struct json *j = json_obj(a);
    json_set_i(a, j, "v", 1);
    json_set_str(a, j, "authority", authority);
    json_set_str(a, j, "state", str_c(state));
    json_set_i(a, j, "size", x->size);
    if (at) json_set_str(a, j, "time", instant_text(a, at));
    if (ends) json_set_str(a, j, "ends", instant_text(a, ends));
    if (words.n) json_set_str(a, j, "words", words);
    op_row(x->c, j);
}

static const struct authority *authority_of(const struct times *t, struct str name) {
    for (i64 i = 0; i < t->nauthorities; i++)
        if (str_eq(t->authorities[i].name, name)) return &t->authorities[i];
    return NULL;
}

static rc no_authority(struct str name, struct err *e) {
    fail(e, RC_NOTFOUND, "this case has no time authority%s%.*s", name.n ? " named " : "",
         SARG(str_sub(name, 0, 100)));
    return err_hint(e, "add one: `cairn log tsa add NAME URL --roots FILE.pem`");
}

/* ---- asking ---- */

/* The token without lists of revoked certificates is kept rather than none: it says so. */
static void fetch_crl(struct stamping *x, struct taken *k) {
    struct op_ctx *c = x->c;
    struct fetched got;
    struct str pem;
    struct err why = {0};
    if (!op_flag(c, "fetch-crl")) return;
    if (!k->facts.crl_url.n) {
        op_say(c, "%.*s: its certificate names no list of revoked certificates",
               SARG(k->who->name));
        return;
    }
    struct fetch f = {.url = k->facts.crl_url,
                      .max = CRL_BYTES_MAX,
                      .seconds = STAMP_SECONDS,
                      .plain_http = true}; /* the list is signed itself */
    rc r = fetch(c->perm, &f, &got, &why);
    if (r == RC_OK && got.status != 200) r = fail(&why, RC_IO, "status %d", got.status);
    if (r == RC_OK) r = stamp_crl_pem(c->perm, got.body, &pem, &why);
    if (r == RC_OK)
        k->crl = pem;
    else
        op_say(c, "%.*s: no list of revoked certificates: %s", SARG(k->who->name), why.msg);
}

/* Verified to the roots that the case names, or not taken. */
static rc take(struct stamping *x, const struct authority *who, struct str response,
               const u8 *nonce, struct err *e) {
    struct op_ctx *c = x->c;
    struct taken k = {.who = who, .response = response, .crl = who->crl};
    TRY(stamp_read(c->perm, response, x->note, nonce, &k.facts, e));
    TRY(stamp_verify(c->perm, response, x->note, who->roots, k.crl, &k.facts, e));
    TRY(time_plausible(c, x->t, x->size, k.facts.time, e));
    fetch_crl(x, &k);
    if (k.crl.p != who->crl.p)
        TRY(stamp_verify(c->perm, response, x->note, who->roots, k.crl, &k.facts, e));
    *PUSH(c->perm, x->taken, x->n, x->cap) = k;
    return RC_OK;
}

static rc ask(struct stamping *x, const struct authority *who, struct err *e) {
    struct arena *a = x->c->perm;
    struct fetched got;
    struct err none = {0};
    u8 nonce[16];
    if (!who->url.n) {
        fail(e, RC_UNSUPPORTED, "%.*s has no URL", SARG(who->name));
        return err_hint(e, "carry the request to it: `cairn log stamp --request FILE`");
    }
    struct fetch f = {.url = who->url,
                      .type = S("application/timestamp-query"),
                      .max = STAMP_BYTES_MAX,
                      .seconds = STAMP_SECONDS,
                      .plain_http = fetch_url_ok(who->url, false, &none) != RC_OK};
    os_random(nonce, sizeof nonce);
    TRY(stamp_request(a, x->note, nonce, &f.body, e));
    TRY(fetch(a, &f, &got, e));
    if (got.status != 200)
        return fail(e, RC_IO, "%.*s answers with status %d", SARG(who->name), got.status);
    return take(x, who, got.body, nonce, e);
}

/* ---- keeping ---- */

static struct json *part_of(struct stamping *x, const struct taken *k, i64 nth) {
    struct arena *a = x->c->perm;
    struct json *p = time_part(x->c, "stamped");
    u8 token[32], imprint[32];
    sha256(k->response, token);
    sha256(x->note, imprint);
    json_set_str(a, p, "authority", k->who->name);
    json_set_str(a, p, "subject", k->facts.authority);
    json_set_i(a, p, "time", k->facts.time);
    if (k->facts.accuracy_ms >= 0) json_set_i(a, p, "accuracy_ms", k->facts.accuracy_ms);
    json_set_i(a, p, "size", x->size);
    json_set_str(a, p, "root", x->root);
    json_set_str(a, p, "note", x->note);
    json_set_str(a, p, "hash", hex_encode(a, bytes_str(imprint, 32)));
    json_set_str(a, p, "token", hex_encode(a, bytes_str(token, 32)));
    json_set_str(a, p, "policy", k->facts.policy);
    json_set_str(a, p, "serial", k->facts.serial);
    json_set_i(a, p, "ends", k->facts.ends);
    json_set_str(a, p, "object", str_fmt(a, "stamp-%lld", (long long)nth));
    if (k->crl.n) json_set(p, S("crl"), json_bool(a, true));
    return p;
}

static rc put_objects(struct stamping *x, const struct taken *k, i64 nth, struct err *e) {
    struct arena *a = x->c->perm;
    struct txn *txn = x->c->session->txn;
    struct str name = str_fmt(a, "stamp-%lld", (long long)nth);
    TRY(store_put(txn, str_cat(a, name, S(".tsr")), k->response, e));
    TRY(store_put(txn, str_cat(a, name, S(".roots.pem")), k->who->roots, e));
    return k->crl.n ? store_put(txn, str_cat(a, name, S(".crl.pem")), k->crl, e) : RC_OK;
}

static rc keep(struct stamping *x, struct err *e) {
    struct json **parts = NEWN(x->c->perm, struct json *, x->n);
    if (!x->n) return RC_OK;
    TRY(session_begin(x->c, e));
    for (i64 i = 0; i < x->n; i++) {
        TRY(put_objects(x, &x->taken[i], i + 1, e));
        parts[i] = part_of(x, &x->taken[i], i + 1);
    }
    TRY(session_entry(x->c, "timed", parts, x->n, NULL, e));
    return session_commit(x->c, e);
}

static struct str revocation_words(const struct stamp *s) {
    if (s->revocation == STAMP_NOT_REVOKED) return S("not revoked");
    if (s->revocation == STAMP_REVOKED_LATER) return S("revoked later; the stamp stays valid");
    return S("whether its certificate was revoked is not shown: no list is kept with it "
             "(--fetch-crl, or `log tsa add --crl FILE`)");
}

static rc verdict(struct stamping *x, struct err *e) {
    for (i64 i = 0; i < x->n; i++) {
        const struct taken *k = &x->taken[i];
        row(x, k->who->name, "stamped", k->facts.time, k->facts.ends, revocation_words(&k->facts));
        i64 off = k->facts.time - os_now();
        if (off > CLOCK_SLACK_SECONDS || off < -CLOCK_SLACK_SECONDS)
            op_say(x->c, "the clock of %.*s and this machine's differ by %lld seconds",
                   SARG(k->who->name), (long long)(off < 0 ? -off : off));
    }
    if (!x->failed) return RC_OK;
    if (!x->n) return *e = x->first, e->code;
    return fail(e, RC_NO, "%lld of %lld time authorities gave no stamp; what came is kept",
                (long long)x->failed, (long long)(x->failed + x->n));
}

/* ---- which authorities ---- */

static i64 newest_end(const struct times *t, struct str authority) {
    i64 ends = 0;
    for (i64 i = 0; i < t->nstamped; i++)
        if (str_eq(t->stamped[i].authority, authority)) ends = t->stamped[i].ends;
    return ends;
}

static i64 newest_size(const struct times *t, struct str authority) {
    i64 size = 0;
    for (i64 i = 0; i < t->nstamped; i++)
        if (str_eq(t->stamped[i].authority, authority)) size = t->stamped[i].size;
    return size;
}

/* Asked for by name, or due: something is new, or (--renew) the stamp ends soon. */
static rc due(struct stamping *x, const struct authority *who, bool *yes, struct err *e) {
    i64 days, ends = newest_end(x->t, who->name);
    bool same;
    TRY(op_int(x->c, "renew", 0, 36500, -1, &days, e));
    *yes = true;
    if (op_flag(x->c, "again")) return RC_OK;
    if (days >= 0) {
        *yes = !ends || ends - os_now() <= days * 86400;
        if (!*yes) row(x, who->name, "not yet", 0, ends, S("its newest stamp does not end soon"));
        return RC_OK;
    }
    TRY(time_nothing_new(x->c, newest_size(x->t, who->name), &same, e));
    *yes = !same;
    if (same) row(x, who->name, "not yet", 0, ends, S("nothing new since; --again stamps anyway"));
    return RC_OK;
}

static rc ask_all(struct stamping *x, struct err *e) {
    struct str want = op_str(x->c, "tsa");
    bool all = !want.n || str_eqc(want, "all"), any = false, yes;
    for (i64 i = 0; i < x->t->nauthorities; i++) {
        const struct authority *who = &x->t->authorities[i];
        struct err why = {0};
        if (!all && !str_eq(who->name, want)) continue;
        if (all && !who->url.n) continue;
        any = true;
        TRY(due(x, who, &yes, e));
        if (!yes || ask(x, who, &why) == RC_OK) continue;
        row(x, who->name, "failed", 0, 0, str_dup(x->c->perm, str_c(why.msg)));
        if (!x->failed++) x->first = why;
    }
    return any ? RC_OK : no_authority(all ? S("") : want, e);
}

/* ---- without a network ---- */

static rc write_request(struct stamping *x, struct err *e) {
    struct op_ctx *c = x->c;
    const char *path = cstr(c->perm, op_str(c, "request")),
               *note = cstr(c->perm, str_fmt(c->perm, "%s.checkpoint", path));
    struct str der;
    u8 nonce[16];
    os_random(nonce, sizeof nonce);
    TRY(stamp_request(c->perm, x->note, nonce, &der, e));
    TRY(os_replace(note, 0644, x->note, e));
    TRY(os_replace(path, 0644, der, e));
    op_say(c, "carry %s to the authority; bring its answer back with", path);
    op_say(c, "cairn log stamp --response ANSWER --over %s --tsa NAME", note);
    return RC_OK;
}

/* A checkpoint of this log from before: stripped to our own signature, which is what was stamped.
 */
static rc use_note(struct stamping *x, struct str text, struct err *e) {
    struct op_ctx *c = x->c;
    struct note *n = NEW(c->perm, struct note);
    struct note_key key;
    struct checkpoint head;
    TRY(store_extends(c->session->store, text, e));
    TRY(note_vkey_parse(c->perm, store_vkey(c->session->store), &key, e));
    TRY(note_parse(c->perm, text, n, e));
    TRY(checkpoint_parse(c->perm, n->text, &head, e));
    if (head.size < 1) {
        fail(e, RC_USAGE, "the log is empty: there is nothing to stamp");
        return err_hint(e, "seal something first");
    }
    x->note = note_alone(c->perm, n, &key);
    x->size = head.size;
    x->root = hex_encode(c->perm, bytes_str(head.root, 32));
    return RC_OK;
}

static rc take_response(struct stamping *x, struct err *e) {
    struct op_ctx *c = x->c;
    struct str text, response, want = op_str(c, "tsa");
    const struct authority *who = authority_of(x->t, want);
    if (!who && !want.n && x->t->nauthorities == 1) who = &x->t->authorities[0];
    if (!who) return no_authority(want, e);
    if (op_given(c, "over")) {
        TRY(os_read(c->perm, cstr(c->perm, op_str(c, "over")), NOTE_BYTES_MAX, &text, e));
        TRY(use_note(x, text, e));
    }
    TRY(os_read(c->perm, cstr(c->perm, op_str(c, "response")), STAMP_BYTES_MAX, &response, e));
    TRY(take(x, who, response, NULL, e));
    TRY(keep(x, e));
    return verdict(x, e);
}

static rc stamp(struct op_ctx *c, struct err *e) {
    struct times t;
    struct stamping x = {.c = c, .t = &t};
    TRY(flow_times(c, &t, e));
    TRY(use_note(&x, str_dup(c->perm, store_checkpoint(c->session->store)), e));
    if (op_given(c, "request")) return write_request(&x, e);
    if (op_given(c, "response")) return take_response(&x, e);
    TRY(ask_all(&x, e));
    TRY(keep(&x, e));
    return verdict(&x, e);
}

static const struct op_arg ARGS[] = {
    {"tsa", "NAME", ARG_OPT, false, "which authority; all with a URL when not given", NULL},
    {"again", "", ARG_FLAG, false, "even when nothing was added since", NULL},
    {"renew", "DAYS", ARG_OPT, false, "only where the newest stamp ends within so many days", NULL,
     ARG_NUMBER},
    {"fetch-crl", "", ARG_FLAG, false,
     "get the list of revoked certificates from where the certificate says", NULL},
    {"request", "FILE", ARG_OPT, false,
     "write the request and the checkpoint, for a machine without a network", NULL, ARG_FILE_OUT},
    {"response", "FILE", ARG_OPT, false, "take the answer that was carried back", NULL,
     ARG_FILE_IN},
    {"over", "FILE", ARG_OPT, false, "the checkpoint that the request was over", NULL, ARG_FILE_IN},
    {0}};

const struct op OP_LOG_STAMP = {
    .name = "log stamp",
    .group = "prove",
    .summary = "have time authorities stamp the log as it is now",
    .details =
        "They see a hash, nothing else. One stamp covers every entry so far. A stamp holds "
        "while its certificates do: `cairn log stamp --renew 90` in a timer stamps anew in time, "
        "and the new stamp covers the old one. Exit 1: an authority gave none; what came is kept.",
    .perm = PERM_WRITE,
    .slow = true,
    .local = true,
    .args = ARGS,
    .columns = "authority state size time ends words",
    .examples = {"cairn -C case log stamp --request q.tsq", NULL},
    .run = stamp};
