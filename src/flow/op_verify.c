/* verify: the whole case, or a receipt that needs no case. rebuild: replay the log. log: the
 * checkpoint. */
#include "flow/health.h"
#include "flow/keyring.h"
#include "flow/receipt.h"
#include "flow/show.h"
#include "flow/signed.h"
#include "flow/times.h"
#include "seal/head.h"
#include "seal/receipt.h"
#include "sys/os.h"

struct found {
    struct op_ctx *c;
    i64 n;
};

static void finding(void *ctx, const char *object, const char *what) {
    struct found *f = ctx;
    struct json *j = json_obj(f->c->perm);
    json_set_str(f->c->perm, j, "object", str_dup(f->c->perm, str_c(object)));
    json_set_str(f->c->perm, j, "finding", str_dup(f->c->perm, str_c(what)));
    op_row(f->c, j);
    f->n++;
}

struct digests {
    struct arena *a;
    struct map by_table;
};

static void keep_digest(void *ctx, const char *table, const u8 digest[32]) {
    struct digests *d = ctx;
    struct map_entry *m = map_put(&d->by_table, d->a, str_c(table), NULL);
    m->ptr = NEW(d->a, struct str);
    *(struct str *)m->ptr = str_dup(d->a, (struct str){(const char *)digest, 32});
}

/* Reads every page of the projection, those of indexes and of the search too, and holds each index
 * against its table: an older page of an index, sealed as it should be, would find other rows than
 * there are. */
static const struct sql Q_PAGES = {"verify.pages", "PRAGMA integrity_check(1)"};

static rc check_pages(struct db *d, struct err *e) {
    struct stmt *q = db_stmt(d, &Q_PAGES);
    bool row;
    TRY(db_step(q, &row, e));
    if (row && str_eqc(db_text(q, 0), "ok")) return db_run(q, e);
    rc r = fail(e, RC_INTEGRITY, "its pages do not belong together: %.*s",
                SARG(str_sub(row ? db_text(q, 0) : S(""), 0, 200)));
    db_rollback(d);
    return r;
}

/* Replays the log into a fresh scratch database and compares table by table. */
static rc compare_projection(struct op_ctx *c, struct found *f, struct err *e) {
    struct digests kept = {.a = c->perm}, fresh = {.a = c->perm};
    struct err broken = {0};
    rc r = session_open(c, &broken);
    if (r == RC_OK) r = check_pages(c->session->db, &broken);
    if (r == RC_OK) r = records_digests(c->session->db, keep_digest, &kept, &broken);
    /* What could not be looked at is not said to be damaged. */
    if (broken.code == RC_IO || broken.code == RC_LIMIT || broken.code == RC_BUSY)
        return *e = broken, r;
    if (r != RC_OK) {
        finding(f, "projection.db", broken.msg);
        return RC_OK;
    }
    TRY(session_replay_digests(c, keep_digest, &fresh, e));
    for (i64 i = 0; i < fresh.by_table.n; i++) {
        struct map_entry *want = &fresh.by_table.entries[i],
                         *got = map_get(&kept.by_table, want->key);
        if (got && str_eq(*(struct str *)got->ptr, *(struct str *)want->ptr)) continue;
        finding(f, cstr(c->perm, str_cat(c->perm, S("projection.db table "), want->key)),
                "differs from what the log says");
    }
    return RC_OK;
}

static rc verdict(struct op_ctx *c, struct found *f, const struct store_verify_stats *st, bool deep,
                  struct err *e) {
    if (f->n) {
        rc r = fail(e, RC_INTEGRITY, "%lld thing%s do%s not check", (long long)f->n,
                    f->n == 1 ? "" : "s", f->n == 1 ? "es" : "");
        err_hint(
            e, "if only projection.db is named, `cairn rebuild` heals it; otherwise restore from a "
               "backup");
        return r;
    }
    op_say(c,
           "%lld entries, %lld tiles, %lld packs%s: unchanged since they were sealed; truth not "
           "assessed",
           (long long)st->entries, (long long)st->tiles, (long long)st->packs,
           deep ? ", every object decrypted and compared, the projection replayed" : "");
    if (!deep)
        op_say(
            c,
            "only the log and its signatures were checked against each other; --deep opens every "
            "pack");
    return RC_OK;
}

/* The log and its check tell of everything: how much there is, and when it came. */
static rc need_all(struct op_ctx *c, struct err *e) {
    if (op_reach(c) == -1) return RC_OK;
    fail(e, RC_DENIED, "this tells of the whole case, and your account does not see all of it");
    return err_hint(e, "ask a custodian of the case");
}

/* A checkpoint kept elsewhere must be extended by the log of now: a rollback of the whole folder,
 * or a second log under the same key, is seen by nothing else. */
static rc check_kept(struct op_ctx *c, struct found *f, struct err *e) {
    for (const struct op_value *v = op_values(c, "checkpoint"); v && v->given; v = v->more) {
        struct arena a = c->scratch;
        struct str text, note;
        struct err why = {0};
        TRY(os_read(&a, cstr(&a, v->v), RECEIPT_BYTES_MAX, &text, e));
        TRY(head_kept(&a, text, &note, e));
        if (store_extends(c->session->store, note, &why) == RC_OK)
            op_say(c, "the log extends the checkpoint in %s", cstr(&a, v->v));
        else
            finding(f, cstr(&a, str_cat(&a, S("log against "), v->v)), why.msg);
    }
    return RC_OK;
}

/* cairn.case's keys against the log's. */
static rc compare_keys(struct op_ctx *c, struct found *f, struct err *e) {
    const char *what;
    bool unfinished;
    TRY(session_open(c, e));
    TRY(keyring_check(c, &what, &unfinished, e));
    if (what && unfinished) op_say(c, "%s", what);
    if (what && !unfinished) finding(f, "cairn.case", what);
    return RC_OK;
}

static rc verify_case(struct op_ctx *c, struct err *e) {
    struct found f = {.c = c};
    struct store_verify_stats st = {0};
    TRY(need_all(c, e));
    TRY(session_open_store(c, e));
    bool deep = op_flag(c, "deep");
    TRY(store_verify(c->session->store, deep, finding, &f, &st, e));
    TRY(check_kept(c, &f, e));
    if (f.n == 0) TRY(compare_projection(c, &f, e));
    if (f.n == 0) TRY(compare_keys(c, &f, e));
    if (f.n == 0) TRY(time_verify(c, finding, &f, e));
    i64 acts = 0;
    if (f.n == 0) TRY(signed_check_all(c, finding, &f, &acts, e));
    if (acts && f.n == 0) op_say(c, "%lld acts signed by people checked", (long long)acts);
    health_verified(c, deep, f.n);
    return verdict(c, &f, &st, deep, e);
}

static rc extract_file(void *ctx, struct str name, struct str bytes, struct err *e) {
    struct op_ctx *c = ctx;
    struct arena a = c->scratch;
    return os_create(cstr(&a, str_fmt(&a, "%.*s/%.*s", SARG(op_str(c, "extract")), SARG(name))),
                     0644, bytes, e);
}

/* The proofs of a receipt, for programs of others. */
static rc extract(struct op_ctx *c, struct str text, struct err *e) {
    struct arena work = arena_split(&c->scratch, EXTRACT_BYTES);
    const char *dir = cstr(c->perm, op_str(c, "extract"));
    if (!c->may_ask) { /* a path from elsewhere must not become one here */
        fail(e, RC_DENIED, "--extract writes a folder: only at the machine");
        return err_hint(e, "take the receipt and run `cairn verify FILE --extract DIR` there");
    }
    TRY(os_mkdirs(dir, 0755, e));
    struct receipt_trust trust;
    TRY(receipt_trust(c, &trust, e));
    TRY(receipt_extract(c->perm, work, text, &trust, extract_file, c, e));
    op_say(c, "the proofs are in %s; README there says how others check them", dir);
    return RC_OK;
}

static rc verify(struct op_ctx *c, struct err *e) {
    if (!op_given(c, "RECEIPT")) return verify_case(c, e);
    struct str text;
    TRY(os_read(c->perm, cstr(c->perm, op_str(c, "RECEIPT")), RECEIPT_BYTES_MAX, &text, e));
    TRY(receipt_check(c, text, e));
    return op_given(c, "extract") ? extract(c, text, e) : RC_OK;
}

static rc rebuild(struct op_ctx *c, struct err *e) {
    struct found f = {.c = c};
    if (!op_flag(c, "check")) {
        TRY(session_rebuild(c, e));
        op_say(c, "projection replayed from %lld entries",
               (long long)store_size(c->session->store));
        return RC_OK;
    }
    TRY(compare_projection(c, &f, e));
    if (f.n == 0) return op_say(c, "the projection is what the log says, table by table"), RC_OK;
    rc r = fail(e, RC_INTEGRITY, "%lld tables differ from what the log says", (long long)f.n);
    err_hint(e, "run `cairn rebuild`: the log is the truth, the tables are a cache");
    return r;
}

static rc log_show(struct op_ctx *c, struct err *e) {
    if (!op_given(c, "WHAT")) TRY(need_all(c, e));
    TRY(session_open_store(c, e));
    struct store *s = c->session->store;
    if (str_eqc(op_str(c, "WHAT"), "checkpoint")) {
        c->face->raw(c->face->self, store_checkpoint(s));
        return RC_OK;
    }
    if (str_eqc(op_str(c, "WHAT"), "key")) {
        c->face->raw(c->face->self, str_cat(c->perm, store_vkey(s), S("\n")));
        return RC_OK;
    }
    for (i64 i = 0; i < store_size(s); i++) {
        struct arena a = c->scratch;
        struct entry en;
        TRY(store_entry(s, &a, i, &en, e));
        struct json *j = json_obj(c->perm);
        json_set_i(c->perm, j, "entry", i);
        json_set_str(c->perm, j, "type", str_dup(c->perm, json_get_str(en.json, "type")));
        json_set_str(c->perm, j, "at", str_dup(c->perm, json_get_str(en.json, "at")));
        json_set_str(c->perm, j, "by", str_dup(c->perm, json_get_str(en.json, "by")));
        json_set_i(c->perm, j, "parts", en.nparts);
        json_set_i(c->perm, j, "objects", en.nobjects);
        op_row(c, j);
    }
    return RC_OK;
}

static const struct op_arg VERIFY_ARGS[] = {
    {"RECEIPT", "RECEIPT", ARG_POS, false, "a receipt: needs no case, no key, no network", NULL,
     ARG_FILE_IN},
    {"deep", "", ARG_FLAG, false,
     "open every pack and compare every object with what the log commits to", NULL},
    {"key", "VKEY", ARG_OPT, false, "the log's verifier key, if you have it from elsewhere", NULL},
    {"policy", "FILE", ARG_OPT, false,
     "witnesses that you trust (tlog-policy); none: the receipt's own", NULL, ARG_FILE_IN},
    {"roots", "FILE", ARG_OPT, false,
     "certificates of time authorities that you trust (PEM); none: the receipt's own", NULL,
     ARG_FILE_IN},
    {"extract", "DIR", ARG_OPT, false,
     "write the receipt's proofs into a folder, for sigsum-verify and others (at the machine)",
     NULL, ARG_FOLDER_OUT},
    {"checkpoint", "FILE", ARG_OPT_MANY, false,
     "a checkpoint, receipt or proof kept elsewhere: the log must extend it", NULL, ARG_FILE_IN},
    {0}};
static const struct op_arg REBUILD_ARGS[] = {
    {"check", "", ARG_FLAG, false, "compare only, change nothing", NULL}, {0}};
static const struct op_arg LOG_ARGS[] = {
    {"WHAT", "WHAT", ARG_POS, false, "the signed checkpoint or the verifier key; none: the acts",
     "checkpoint|key"},
    {0}};

const struct op OP_VERIFY = {
    .name = "verify",
    .group = "publish",
    .summary = "the whole case, or a receipt: is every byte as it was sealed?",
    .details =
        "Names what is wrong and where, and exits with 6. What it shows is when and unchanged, "
        "never true.\n"
        "Keep a checkpoint or a receipt where nobody can change it: only --checkpoint shows that "
        "the "
        "whole folder\nwas set back or replaced.",
    .perm = PERM_READ,
    .slow = true,
    .args = VERIFY_ARGS,
    .columns = "state object finding",
    .examples = {"cairn -C case verify --deep", "cairn verify figure.receipt",
                 "cairn verify figure.receipt --extract proofs",
                 "cairn -C case verify --checkpoint figure.receipt", NULL},
    .run = verify,
};
const struct op OP_REBUILD = {.name = "rebuild",
                              .group = "system",
                              .summary = "replay the log into the tables; --check compares digests",
                              .details = "",
                              .perm = PERM_OWN,
                              .slow = true,
                              .args = REBUILD_ARGS,
                              .columns = "object finding",
                              .examples = {"cairn -C case rebuild --check", NULL},
                              .run = rebuild};
const struct op OP_LOG = {.name = "log",
                          .group = "system",
                          .summary = "the acts in the log, its checkpoint, its key",
                          .details = "",
                          .perm = PERM_READ,
                          .args = LOG_ARGS,
                          .columns = "entry type at by parts objects",
                          .examples = {"cairn -C case log", "cairn -C case log checkpoint", NULL},
                          .run = log_show};
