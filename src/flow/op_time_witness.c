/* log witness: asks the witnesses of the policy to cosign the checkpoint (c2sp.org/tlog-witness).
 *
 * The case's lock is not held while anybody is asked: a checkpoint stays a checkpoint however the
 * log grows meanwhile. */
#include "base/date.h"
#include "flow/times.h"
#include "proof/checkpoint.h"
#include "proof/hash.h"
#include "sys/fetch.h"
#include "sys/os.h"

enum { ASK_SECONDS = 30, ASK_ROUNDS = 3 };

struct asking {
    struct op_ctx *c;
    const struct times *t;
    const struct policy *p;
    struct str head; /* our checkpoint under our signature */
    i64 size;
    struct str note; /* the same with the cosignatures so far */
    struct json *by; /* of the part */
    i64 cosigned;
    struct err forked; /* a witness knows another or a longer log than this */
    struct err last;
};

/* What one witness said. */
struct answer {
    const char *state; /* cosigned, refused, failed */
    struct str words;
    i64 at;
};

/* The largest checkpoint that this witness cosigned for us: what it remembers, as far as we know.
 */
static i64 known_size(const struct times *t, struct str vkey) {
    i64 size = 0;
    for (i64 i = 0; i < t->ncosigned; i++)
        for (i64 k = 0; k < t->cosigned[i].nby; k++)
            if (str_eq(t->cosigned[i].by[k].vkey, vkey) && t->cosigned[i].size > size)
                size = t->cosigned[i].size;
    return size;
}

static rc request_body(struct asking *x, i64 old, struct str *out, struct err *e) {
    struct arena *a = x->c->perm;
    struct buf b = buf_make(a, 2 * NOTE_BYTES_MAX);
    u8 path[MERKLE_PATH_MAX][32];
    i64 n = 0;
    if (old) TRY(store_consistency(x->c->session->store, old, NULL, path, &n, e));
    buf_fmt(&b, "old %lld\n", (long long)old);
    for (i64 i = 0; i < n; i++)
        buf_fmt(&b, "%.*s\n", SARG(b64_encode(a, bytes_str(path[i], 32), true)));
    buf_puts(&b, "\n");
    buf_put(&b, x->head);
    *out = buf_str(&b);
    return RC_OK;
}

static rc ask(struct asking *x, struct str url, i64 old, struct fetched *got, struct err *e) {
    struct arena *a = x->c->perm;
    while (url.n && url.p[url.n - 1] == '/')
        url.n--;
    struct fetch f = {.url = str_cat(a, url, S("/add-checkpoint")),
                      .type = S("text/plain; charset=utf-8"),
                      .max = WITNESS_ANSWER_MAX,
                      .seconds = ASK_SECONDS,
                      .plain_http = op_flag(x->c, "plain-http")};
    TRY(request_body(x, old, &f.body, e));
    return fetch(a, &f, got, e);
}

/* ---- answers ---- */

/* Lines by other keys are not looked at. */
static void take_cosignature(struct asking *x, int i, struct str body, struct answer *out) {
    struct arena *a = x->c->perm;
    const struct note_key *key = &x->p->witness[i];
    struct note *n = NEW(a, struct note);
    struct err why = {0};
    if (note_parse(a, str_cat(a, x->head, body), n, &why) != RC_OK ||
        note_verify(n, key, 1, NULL, &out->at, &why) != RC_OK) {
        out->state = "refused";
        out->at = 0;
        out->words =
            str_fmt(a, "its answer is no cosignature by the key of the policy: %s", why.msg);
        return;
    }
    if (time_plausible(x->c, x->t, x->size, out->at, &why) != RC_OK) {
        out->state = "refused";
        out->at = 0;
        out->words = str_dup(a, str_c(why.msg));
        return;
    }
    struct str alone = note_alone(a, n, key);
    x->note = str_cat(a, x->note, str_sub(alone, n->text.n + 1, alone.n));
    struct json *w = json_add(x->by, json_obj(a));
    json_set_str(a, w, "name", x->p->name[i]);
    json_set_str(a, w, "vkey", note_vkey(a, key));
    json_set_i(a, w, "time", out->at);
    x->cosigned++;
    out->state = "cosigned";
    i64 off = out->at - os_now();
    if (off > CLOCK_SLACK_SECONDS || off < -CLOCK_SLACK_SECONDS)
        out->words = str_fmt(a, "its clock and this machine's differ by %lld seconds",
                             (long long)(off < 0 ? -off : off));
}

static void forked(struct asking *x, struct answer *out, struct str words) {
    out->state = "refused";
    out->words = words;
    if (x->forked.code) return;
    fail(&x->forked, RC_INTEGRITY, "%.*s", SARG(words));
    err_hint(&x->forked,
             "this may be an old copy of the case, or the case was forked: compare with "
             "other copies before anything is added");
}

static void refused(struct asking *x, int status, struct str body, struct answer *out) {
    struct arena *a = x->c->perm;
    struct str vkey = store_vkey(x->c->session->store);
    out->state = "refused";
    switch (status) {
    case 400: out->words = S("it finds the request malformed (400)"); return;
    case 403:
        out->words = S("it does not accept the log's signature (403): does it know the right "
                       "key? `cairn log key`");
        return;
    case 404:
        out->words =
            str_fmt(a, "it does not know this log (404): tell whoever runs it: %.*s", SARG(vkey));
        return;
    case 422:
        forked(x, out,
               S("a witness knows another log under this name (422): this one does not "
                 "extend what it has cosigned"));
        return;
    default:
        out->words = str_fmt(a, "it answers with status %d: %.*s", status,
                             SARG(str_sub(str_trim(body), 0, 80)));
    }
    for (i64 i = 0; i < out->words.n; i++)
        if ((u8)out->words.p[i] < 0x20) out->words.n = i;
}

/* 409: it says how large the log was that it cosigned last. */
static bool other_size(struct asking *x, struct str body, i64 *old, struct answer *out) {
    i64 size;
    if (!str_i64(str_trim(body), &size) || size < 0) {
        out->state = "refused";
        out->words = S("it names another size (409), but which one cannot be read");
        return false;
    }
    if (size > x->size) {
        forked(x, out,
               str_fmt(x->c->perm,
                       "a witness has cosigned this log with %lld entries; this copy "
                       "holds %lld: it was rolled back",
                       (long long)size, (long long)x->size));
        return false;
    }
    if (size == *old) {
        out->state = "refused";
        out->words = S("it contradicts itself about the size it knows (409)");
        return false;
    }
    *old = size;
    return true;
}

static rc ask_witness(struct asking *x, int i, struct answer *out, struct err *e) {
    i64 old = known_size(x->t, note_vkey(x->c->perm, &x->p->witness[i]));
    if (old > x->size) old = 0;
    for (int round = 0; round < ASK_ROUNDS; round++) {
        struct fetched got;
        TRY(ask(x, x->p->witness_url[i], old, &got, e));
        if (got.status == 200) return take_cosignature(x, i, got.body, out), RC_OK;
        if (got.status != 409) return refused(x, got.status, got.body, out), RC_OK;
        if (!other_size(x, got.body, &old, out)) return RC_OK;
    }
    out->state = "refused";
    out->words = S("the size it knows changes while it is asked: is somebody else cosigning this "
                   "log?");
    return RC_OK;
}

static void answer_row(struct asking *x, int i, const struct answer *n) {
    struct arena *a = x->c->perm;
    struct json *j = json_obj(a);
    json_set_i(a, j, "v", 1);
    json_set_str(a, j, "witness", x->p->name[i]);
    json_set_str(a, j, "state", str_c(n->state));
    json_set_i(a, j, "size", x->size);
    if (n->at) json_set_str(a, j, "time", instant_text(a, n->at));
    if (n->words.n) json_set_str(a, j, "words", n->words);
    op_row(x->c, j);
}

static void ask_all(struct asking *x) {
    for (int i = 0; i < x->p->nwitnesses; i++) {
        struct answer n = {.state = "failed"};
        struct err why = {0};
        if (!x->p->witness_url[i].n)
            n.state = "not asked", n.words = S("the policy names no URL for it");
        else if (ask_witness(x, i, &n, &why) != RC_OK) {
            n.words = str_dup(x->c->perm, str_c(why.msg));
            x->last = why;
        }
        answer_row(x, i, &n);
    }
}

/* ---- keeping ---- */

static rc keep(struct asking *x, struct json *part, struct policy_seen *seen, struct err *e) {
    struct op_ctx *c = x->c;
    TRY(policy_check(c->scratch, x->p, x->note, seen, e));
    if (!x->cosigned) return RC_OK;
    json_set_str(c->perm, part, "note", x->note);
    json_set(part, S("witnesses"), x->by);
    json_set(part, S("met"), json_bool(c->perm, seen->met));
    json_set_i(c->perm, part, "policy", x->t->policy_entry);
    return session_act(c, "timed", &part, 1, e);
}

static rc verdict(struct asking *x, const struct policy_seen *seen, struct err *e) {
    struct op_ctx *c = x->c;
    op_say(c, "%lld of %d witnesses cosigned the log of %lld entries: the quorum is %s",
           (long long)x->cosigned, x->p->nwitnesses, (long long)x->size,
           seen->met ? "met" : "not met");
    if (x->forked.code) return *e = x->forked, e->code;
    if (!x->cosigned && x->last.code) return *e = x->last, e->code;
    if (seen->met) return RC_OK;
    fail(e, RC_NO, "the quorum of the policy is not met");
    return err_hint(e, "ask again later; what was cosigned is kept");
}

static bool met_at(const struct times *t, i64 *size) {
    for (i64 i = t->ncosigned - 1; i >= 0; i--)
        if (t->cosigned[i].met) return *size = t->cosigned[i].size, true;
    return false;
}

static rc nothing_new(struct op_ctx *c, const struct times *t, bool *yes, struct err *e) {
    i64 size;
    *yes = !op_flag(c, "again") && met_at(t, &size);
    if (*yes) TRY(time_nothing_new(c, size, yes, e));
    if (*yes)
        op_say(c, "nothing new since the witnesses cosigned %lld entries; --again asks anyway",
               (long long)size);
    return RC_OK;
}

static rc witness(struct op_ctx *c, struct err *e) {
    struct times t;
    struct policy *p;
    struct policy_seen seen;
    bool done;
    TRY(flow_times(c, &t, e));
    TRY(flow_policy(c, &t, &p, e));
    if (!p || !p->nwitnesses) {
        fail(e, RC_NOTFOUND, "this case has no witnesses");
        return err_hint(e, "name them: `cairn log policy set FILE --reason TEXT`");
    }
    TRY(nothing_new(c, &t, &done, e));
    if (done) return RC_OK;
    struct json *part = time_part(c, "cosigned");
    struct asking x = {.c = c, .t = &t, .p = p, .by = json_arr(c->perm)};
    TRY(time_head(c, part, &x.head, &x.size, e));
    x.note = x.head;
    ask_all(&x);
    TRY(keep(&x, part, &seen, e));
    return verdict(&x, &seen, e);
}

static const struct op_arg ARGS[] = {
    {"again", "", ARG_FLAG, false, "even when nothing was added since", NULL},
    {"plain-http", "", ARG_FLAG, false, "allow http:// to other machines than this one", NULL},
    {0}};

const struct op OP_LOG_WITNESS = {
    .name = "log witness",
    .group = "prove",
    .summary = "ask the witnesses of the policy to cosign the log as it is now",
    .details =
        "They see the number of entries and a root, nothing else. A witness that has seen more, or "
        "something else, says so: then this copy was rolled back or forked (exit 6). Exit 1: fewer "
        "cosigned than the policy asks for; what came is kept.",
    .perm = PERM_WRITE,
    .slow = true,
    .args = ARGS,
    .columns = "witness state size time words",
    .examples = {"cairn -C case log witness", NULL},
    .run = witness};
