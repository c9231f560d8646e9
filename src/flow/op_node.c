/* node init, node seal, node clear: in the field, with public keys only. node take: in the office.
 */
#include "base/date.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "flow/ingest.h"
#include "proof/hash.h"
#include "store/capture.h"
#include "store/nodes.h"
#include "sys/os.h"

#include <stdlib.h>

#define ACK "node acknowledgement"

/* A node's folder. */
struct node {
    const char *dir;
    struct str id;
    struct node_case to;
    i64 number;      /* of the last capture; 0 = none */
    struct str last; /* SHA-256 of its file, hex; "" */
};

static const char *in_dir(struct op_ctx *c, const struct node *n, const char *name) {
    return cstr(c->perm, str_fmt(c->perm, "%s/%s", n->dir, name));
}

static const char *capture_path(struct op_ctx *c, const struct node *n, i64 number) {
    return cstr(c->perm, str_fmt(c->perm, "%s/captures/%06lld.age", n->dir, (long long)number));
}

static struct str hex32(struct op_ctx *c, const u8 h[32]) {
    return hex_encode(c->perm, (struct str){(const char *)h, 32});
}

/* ---- init ---- */

static rc make_node(struct op_ctx *c, struct node *n, struct str text, struct err *e) {
    u8 r[8];
    struct str *names;
    i64 k;
    if (os_exists(n->dir)) {
        TRY(os_list(c->perm, n->dir, &names, &k, e));
        if (k) return fail(e, RC_CONFLICT, "the folder %s is not empty", n->dir);
    }
    os_random(r, sizeof r);
    struct json *o = json_obj(c->perm);
    json_set_str(c->perm, o, "case", n->to.id);
    json_set_str(c->perm, o, "last", S(""));
    json_set_str(c->perm, o, "node", hex_encode(c->perm, (struct str){(char *)r, 8}));
    json_set_i(c->perm, o, "number", 0);
    json_set_i(c->perm, o, "v", 1);
    TRY(os_mkdirs(in_dir(c, n, "captures"), 0700, e));
    TRY(os_create(in_dir(c, n, "cairn.case"), 0600, text, e));
    return os_replace(in_dir(c, n, "node.json"), 0600, json_canon(c->perm, o), e);
}

static rc run_init(struct op_ctx *c, struct err *e) {
    struct node n = {.dir = cstr(c->perm, op_str(c, "DIR"))};
    struct str text;
    TRY(os_read(c->perm, cstr(c->perm, op_str(c, "case")), 64 << 10, &text, e));
    TRY(node_case_read(c->perm, text, &n.to, e));
    TRY(make_node(c, &n, text, e));
    op_say(c, "case: %.*s, epoch %lld, sealed for %d keys", SARG(n.to.name), (long long)n.to.epoch,
           n.to.n);
    op_say(c, "read this out to the office, who compares it with `cairn log key`: %.*s",
           SARG(n.to.vkey));
    return RC_OK;
}

/* ---- the folder read ---- */

static rc read_node(struct op_ctx *c, struct node *n, struct err *e) {
    struct str text;
    struct json *o;
    n->dir = cstr(c->perm, op_str(c, "DIR"));
    if (!os_exists(in_dir(c, n, "node.json"))) {
        fail(e, RC_NOTFOUND, "%s is no node", n->dir);
        return err_hint(e, "make one with `cairn node init DIR --case CASE.case`");
    }
    TRY(os_read(c->perm, in_dir(c, n, "cairn.case"), 64 << 10, &text, e));
    TRY(node_case_read(c->perm, text, &n->to, e));
    TRY(os_read(c->perm, in_dir(c, n, "node.json"), 64 << 10, &text, e));
    if (json_read(c->perm, text, &o, NULL) != RC_OK || json_get_str(o, "node").n != 16)
        return fail(e, RC_INTEGRITY, "%s/node.json is damaged", n->dir);
    n->id = json_get_str(o, "node");
    n->number = json_get_i(o, "number", 0);
    n->last = json_get_str(o, "last");
    return RC_OK;
}

static rc write_last(struct op_ctx *c, const struct node *n, struct err *e) {
    struct json *o = json_obj(c->perm);
    json_set_str(c->perm, o, "case", n->to.id);
    json_set_str(c->perm, o, "last", n->last);
    json_set_str(c->perm, o, "node", n->id);
    json_set_i(c->perm, o, "number", n->number);
    json_set_i(c->perm, o, "v", 1);
    return os_replace(in_dir(c, n, "node.json"), 0600, json_canon(c->perm, o), e);
}

/* ---- seal ---- */

static struct str base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return str_c(slash ? slash + 1 : path);
}

static void receipt_row(struct op_ctx *c, const struct capture *m, struct str sha) {
    struct json *j = json_obj(c->perm);
    json_set_i(c->perm, j, "v", 1);
    json_set_i(c->perm, j, "number", m->number);
    json_set_str(c->perm, j, "name", m->name);
    json_set_i(c->perm, j, "size", m->size);
    json_set_str(c->perm, j, "capture", sha);
    op_row(c, j);
}

/* The capture is whole under a name of its own before it takes its place in the chain. What a
 * killed process left behind is no capture and is written over. */
static rc seal_one(struct op_ctx *c, struct node *n, const char *file, struct err *e) {
    struct capture m = {.node = n->id,
                        .at = instant_text(c->perm, os_now()),
                        .by = op_str(c, "by"),
                        .note = op_str(c, "note"),
                        .prev = n->last,
                        .number = n->number + 1};
    u8 sha[32];
    i64 replaced;
    m.name = utf8_clean(c->perm, base_name(file), &replaced);
    const char *fresh = in_dir(c, n, "captures/new.tmp");
    TRY(os_remove(fresh, e));
    TRY(capture_write(c->scratch, fresh, &n->to, file, &m, sha, e));
    TRY(os_rename(fresh, capture_path(c, n, m.number), e));
    TRY(os_sync_dir(in_dir(c, n, "captures"), e));
    n->number = m.number;
    n->last = hex32(c, sha);
    TRY(write_last(c, n, e));
    receipt_row(c, &m, n->last);
    return RC_OK;
}

static rc hash_of(struct op_ctx *c, const char *path, struct str *sha, struct err *e) {
    struct os_in in = {0};
    struct sha256 h;
    char block[65536];
    u8 out[32];
    i64 got = 1;
    TRY(os_in_open(&in, path, INT64_MAX, e));
    sha256_begin(&h);
    rc r = RC_OK;
    while (r == RC_OK && got) {
        r = os_in_read(&in, block, sizeof block, &got, e);
        if (r == RC_OK) sha256_add(&h, (struct str){block, got});
    }
    sha256_end(&h, out);
    os_in_close(&in);
    *sha = hex32(c, out);
    return r;
}

/* A capture that took its place just before the process was killed. */
static rc catch_up(struct op_ctx *c, struct node *n, struct err *e) {
    while (os_exists(capture_path(c, n, n->number + 1))) {
        n->number++;
        TRY(hash_of(c, capture_path(c, n, n->number), &n->last, e));
    }
    return RC_OK;
}

static rc seal_all(struct op_ctx *c, struct node *n, struct err *e) {
    TRY(catch_up(c, n, e));
    for (const struct op_value *v = op_values(c, "FILE"); v; v = v->more)
        TRY(seal_one(c, n, cstr(c->perm, v->v), e));
    op_say(c, "read the hash of the last capture out over the phone: it stands for all before it");
    return RC_OK;
}

static rc run_seal(struct op_ctx *c, struct err *e) {
    struct node n = {0};
    struct os_lock lock = {0};
    if (utf8_invalid(op_str(c, "by")) >= 0 || utf8_invalid(op_str(c, "note")) >= 0)
        return fail(e, RC_USAGE, "who and note are not UTF-8");
    TRY(read_node(c, &n, e));
    TRY(os_lock(&lock, in_dir(c, &n, "lock"), 30, NULL, NULL, e));
    rc r = read_node(c, &n, e);
    if (r == RC_OK) r = seal_all(c, &n, e);
    os_unlock(&lock);
    return r;
}

/* ---- take ---- */

struct given {
    const char *path;
    struct capture m;
    struct str sha; /* of the file */
};

struct taking {
    struct op_ctx *c;
    const struct age_key *key; /* a custodian's own; NULL: the case's */
    struct given *v;
    i64 n, cap, gaps;
    struct json *done; /* of the acknowledgement */
};

static int by_number(const void *x, const void *y) {
    const struct given *a = x, *b = y;
    return (a->m.number > b->m.number) - (a->m.number < b->m.number);
}

static rc look_at(struct taking *t, const char *path, struct err *e) {
    struct op_ctx *c = t->c;
    struct given *g = PUSH(c->perm, t->v, t->n, t->cap);
    struct err low = {0};
    u8 sha[32];
    *g = (struct given){.path = path};
    if (t->n > CAPTURES_MAX) return fail(e, RC_LIMIT, "too many captures at once");
    rc r = capture_read(c->perm, c->session->store, t->key, path, &g->m, sha, NULL, NULL, &low);
    if (r == RC_DENIED) {
        fail(e, r, "%s is sealed for none of the keys at hand", path);
        return err_hint(e, "sealed for another case, or before a rotation of its keys: a "
                           "custodian's own key opens it with --identity FILE");
    }
    if (r != RC_OK) return fail(e, r, "%s: %s", path, low.msg);
    g->sha = hex32(c, sha);
    if (str_eq(g->m.node, t->v[0].m.node)) return RC_OK;
    fail(e, RC_USAGE, "%s is of another node than the first", path);
    return err_hint(e, "take the captures of one node at a time");
}

/* How a capture stands to the one before it: "" when the chain holds. */
static rc chain_of(struct taking *t, i64 i, struct str *what, struct err *e) {
    const struct given *g = &t->v[i], *before = i ? &t->v[i - 1] : NULL;
    struct taken old = {0};
    bool found = false;
    *what = S("");
    if (g->m.number == 1) return RC_OK;
    if (before && before->m.number == g->m.number - 1)
        old.sha256 = before->sha;
    else {
        TRY(records_taken(t->c->session->db, t->c->perm, g->m.node, g->m.number - 1, &old, &found,
                          e));
        if (!found) *what = S("gap");
    }
    if (!what->n && !str_eq(old.sha256, g->m.prev)) *what = S("broken");
    return RC_OK;
}

static void tell_chain(struct taking *t, const struct given *g, struct str chain) {
    if (!chain.n) return;
    t->gaps++;
    if (str_eqc(chain, "gap"))
        op_say(
            t->c, "gap: capture %lld of node %.*s is not here; capture %lld names it sha256 %.*s",
            (long long)g->m.number - 1, SARG(g->m.node), (long long)g->m.number, SARG(g->m.prev));
    else
        op_say(t->c,
               "broken: capture %lld of node %.*s does not follow the capture %lld that is "
               "here",
               (long long)g->m.number, SARG(g->m.node), (long long)g->m.number - 1);
}

struct pumping {
    struct taking *t;
    const struct given *g;
};

/* The capture was checked to its end before; now its bytes go into the vault. */
static rc pump(void *ctx, store_sink_fn *sink, void *to, struct err *e) {
    struct pumping *p = ctx;
    struct arena a = p->t->c->scratch;
    struct capture m;
    u8 sha[32];
    TRY(capture_read(&a, p->t->c->session->store, p->t->key, p->g->path, &m, sha, sink, to, e));
    if (str_eq(hex_encode(&a, (struct str){(char *)sha, 32}), p->g->sha)) return RC_OK;
    return fail(e, RC_CONFLICT, "%s changed meanwhile", p->g->path);
}

static struct json *capture_part(struct op_ctx *c, const struct given *g, struct str chain) {
    struct json *p = json_obj(c->perm);
    json_set_str(c->perm, p, "kind", S("capture"));
    json_set_str(c->perm, p, "node", g->m.node);
    json_set_i(c->perm, p, "number", g->m.number);
    json_set_str(c->perm, p, "sha256", g->sha);
    if (g->m.prev.n) json_set_str(c->perm, p, "prev", g->m.prev);
    if (chain.n) json_set_str(c->perm, p, "chain", chain);
    return p;
}

static void acknowledge(struct taking *t, const struct given *g) {
    struct json *j = json_add(t->done, json_obj(t->c->perm));
    json_set_i(t->c->perm, j, "number", g->m.number);
    json_set_str(t->c->perm, j, "sha256", g->sha);
}

static rc take_one(struct taking *t, i64 i, struct err *e) {
    struct op_ctx *c = t->c;
    const struct given *g = &t->v[i];
    struct pumping p = {t, g};
    struct intake in = {
        .transport = S("node"), .captured_at = g->m.at, .captured_by = g->m.by, .note = g->m.note};
    struct str chain, outside;
    struct taken old;
    bool found;
    i64 n;
    TRY(records_taken(c->session->db, c->perm, g->m.node, g->m.number, &old, &found, e));
    if (found && !str_eq(old.sha256, g->sha))
        return fail(e, RC_CONFLICT, "%s: another capture %lld of node %.*s was taken before",
                    g->path, (long long)g->m.number, SARG(g->m.node));
    if (!found) {
        TRY(chain_of(t, i, &chain, e));
        tell_chain(t, g, chain);
        struct json *part = capture_part(c, g, chain);
        TRY(ingest_seal_pump(c, g->m.name, g->m.size, g->m.sha256, pump, &p, &in, part, &outside,
                             &n, e));
        if (n == 0) { /* the same bytes are sealed already: that they came is an act of its own */
            json_set_str(c->perm, part, "item", outside);
            TRY(session_act(c, "received", &part, 1, e));
        }
    }
    acknowledge(t, g);
    return RC_OK;
}

static rc write_ack(struct taking *t, struct err *e) {
    struct op_ctx *c = t->c;
    struct store *s = c->session->store;
    struct json *o = json_obj(c->perm);
    u8 sig[64];
    json_set(o, S("captures"), t->done);
    json_set_str(c->perm, o, "case", store_case_id(s, c->perm));
    json_set_str(c->perm, o, "node", t->v[0].m.node);
    json_set_i(c->perm, o, "v", 1);
    store_sign(s, ACK, json_canon(c->perm, o), sig);
    json_set_str(c->perm, o, "signature", b64_encode(c->perm, (struct str){(char *)sig, 64}, true));
    return os_replace(cstr(c->perm, op_str(c, "ack")), 0644,
                      str_cat(c->perm, json_canon(c->perm, o), S("\n")), e);
}

static rc identity(struct op_ctx *c, struct age_key *key, struct err *e) {
    struct str text;
    TRY(os_read(c->perm, cstr(c->perm, op_str(c, "identity")), 64 << 10, &text, e));
    while (text.p) {
        struct str l = str_trim(str_cut(&text, '\n'));
        if (str_starts(l, S("AGE-SECRET-KEY-1")) && age_identity_parse(l, key)) return RC_OK;
    }
    return fail(e, RC_USAGE, "that file holds no age identity");
}

static rc run_take(struct op_ctx *c, struct err *e) {
    struct taking t = {.c = c, .done = json_arr(c->perm)};
    struct age_key key;
    TRY(session_open(c, e));
    if (op_given(c, "identity")) {
        TRY(identity(c, &key, e));
        t.key = &key;
    }
    for (const struct op_value *v = op_values(c, "CAPTURE"); v; v = v->more)
        TRY(look_at(&t, cstr(c->perm, v->v), e));
    qsort(t.v, (size_t)t.n, sizeof *t.v, by_number);
    for (i64 i = 0; i < t.n; i++)
        TRY(take_one(&t, i, e));
    TRY(write_ack(&t, e));
    op_say(c, "%lld captures acknowledged; the times and names in them are claimed by the node",
           (long long)t.n);
    if (t.gaps) op_say(c, "%lld times the chain does not hold: ask the node", (long long)t.gaps);
    return RC_OK;
}

/* ---- clear ---- */

static rc read_ack(struct op_ctx *c, const struct node *n, const struct json **list,
                   struct err *e) {
    struct str text;
    struct json *o, *bare = json_obj(c->perm);
    TRY(os_read(c->perm, cstr(c->perm, op_str(c, "ACK")), 64 << 20, &text, e));
    if (json_read(c->perm, text, &o, NULL) != RC_OK || o->type != JSON_OBJECT)
        return fail(e, RC_INTEGRITY, "that is no acknowledgement");
    JSON_EACH(v, o)
    if (!str_eqc(v->key, "signature")) json_set(bare, v->key, json_copy(c->perm, v));
    struct str sig = b64_decode(c->perm, json_get_str(o, "signature"), true);
    if (!sig.p || sig.n != 64 ||
        !store_sign_ok(n->to.log_pub, ACK, json_canon(c->perm, bare), (const u8 *)sig.p))
        return fail(e, RC_INTEGRITY, "the acknowledgement is not signed by the case");
    if (!str_eq(json_get_str(o, "node"), n->id))
        return fail(e, RC_CONFLICT, "the acknowledgement is for another node");
    *list = json_get(o, "captures");
    return RC_OK;
}

static rc clear_one(struct op_ctx *c, const struct node *n, const struct json *j, i64 *cleared,
                    struct err *e) {
    const char *path = capture_path(c, n, json_get_i(j, "number", 0));
    struct str sha;
    if (!os_exists(path)) return RC_OK;
    TRY(hash_of(c, path, &sha, e));
    if (!str_eq(sha, json_get_str(j, "sha256"))) {
        op_say(c, "kept: %s is not the capture that was acknowledged", path);
        return RC_OK;
    }
    ++*cleared;
    return os_remove(path, e);
}

static rc run_clear(struct op_ctx *c, struct err *e) {
    struct node n = {0};
    const struct json *list = NULL;
    i64 cleared = 0;
    TRY(read_node(c, &n, e));
    TRY(read_ack(c, &n, &list, e));
    JSON_EACH(j, list)
    TRY(clear_one(c, &n, j, &cleared, e));
    TRY(os_sync_dir(in_dir(c, &n, "captures"), e));
    op_say(c, "%lld captures removed; flash storage may keep their (encrypted) bytes",
           (long long)cleared);
    return RC_OK;
}

static const struct op_arg INIT_ARGS[] = {
    {"DIR", "DIR", ARG_POS, true, "folder of the node; absent or empty", NULL, ARG_FILE_OUT},
    {"case", "CASE.case", ARG_OPT, true, "cairn.case of the case, as a file", NULL, ARG_FILE_IN},
    {0}};
static const struct op_arg SEAL_ARGS[] = {
    {"DIR", "DIR", ARG_POS, true, "the node's folder", NULL, ARG_FILE_IN},
    {"FILE", "FILE", ARG_POS_MANY, true, "what to seal", NULL, ARG_FILE_IN},
    {"note", "TEXT", ARG_OPT, false, "what, where, from whom; sealed with it", NULL},
    {"by", "WHO", ARG_OPT, false, "who captured it; sealed with it", NULL},
    {0}};
static const struct op_arg TAKE_ARGS[] = {
    {"CAPTURE", "CAPTURE", ARG_POS_MANY, true, "capture files of one node", NULL, ARG_FILE_IN},
    {"ack", "FILE", ARG_OPT, true, "where the acknowledgement for the node goes", NULL,
     ARG_FILE_OUT},
    {"identity", "FILE", ARG_OPT, false,
     "a custodian's own age identity, for captures from before a rotation", NULL, ARG_FILE_IN},
    {0}};
static const struct op_arg CLEAR_ARGS[] = {
    {"DIR", "DIR", ARG_POS, true, "the node's folder", NULL, ARG_FILE_IN},
    {"ACK", "ACK", ARG_POS, true, "the acknowledgement from the office", NULL, ARG_FILE_IN},
    {0}};

const struct op OP_NODE_INIT = {
    .name = "node init",
    .group = "keys",
    .summary = "a field node: a folder with public keys only, which can seal and not read",
    .details = "",
    .perm = PERM_NONE,
    .no_case = true,
    .args = INIT_ARGS,
    .columns = "",
    .examples = {"cairn node init phone --case case/cairn.case", NULL},
    .run = run_init,
    .local = true};
const struct op OP_NODE_SEAL = {
    .name = "node seal",
    .group = "keys",
    .summary = "seal files on a node; prints each capture's hash, an intake receipt",
    .details = "Nothing that the node holds can open a capture. Each names the hash of the one "
               "before.\nThe files themselves stay where they are: removing them is up to you.",
    .perm = PERM_NONE,
    .no_case = true,
    .args = SEAL_ARGS,
    .columns = "number name size capture",
    .examples = {"cairn node seal phone report.txt --note \"from a resident\" --by Tamir", NULL},
    .run = run_seal,
    .local = true};
const struct op OP_NODE_TAKE = {
    .name = "node take",
    .group = "keys",
    .summary = "seal a node's captures as items of the case; names gaps in their chain",
    .details = "What the node says of time and person is kept as claimed. The acknowledgement is "
               "signed by the case\nand lets the node clear what arrived.",
    .perm = PERM_WRITE,
    .args = TAKE_ARGS,
    .columns = "id size state name",
    .examples = {"cairn -C case node take phone/captures/000001.age --ack ack.json", NULL},
    .run = run_take,
    .local = true};
const struct op OP_NODE_CLEAR = {.name = "node clear",
                                 .group = "keys",
                                 .summary = "remove captures that the office acknowledged",
                                 .details = "",
                                 .perm = PERM_NONE,
                                 .no_case = true,
                                 .args = CLEAR_ARGS,
                                 .columns = "",
                                 .examples = {"cairn node clear phone phone.ack", NULL},
                                 .run = run_clear,
                                 .local = true};
