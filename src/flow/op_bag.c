/* bag check, bag import: folders with checksums as others hand them over (BagIt 0.93 to 1.0). */
#include "base/limits.h"
#include "base/utf8.h"
#include "exchange/bag.h"
#include "flow/ingest.h"
#include "flow/receipt.h"
#include "proof/hash.h"
#include "sys/os.h"

static void finding_row(struct op_ctx *c, const char *severity, struct str file, const char *what) {
    i64 replaced;
    struct json *j = json_obj(c->perm);
    json_set_i(c->perm, j, "v", 1);
    json_set_str(c->perm, j, "severity", str_c(severity));
    json_set_str(c->perm, j, "file", utf8_clean(c->perm, file, &replaced));
    json_set_str(c->perm, j, "finding", str_dup(c->perm, str_c(what)));
    op_row(c, j);
}

/* What the check of a bag hands over: every payload file and the hash it had. */
struct taken {
    struct op_ctx *c;
    struct payload {
        struct str path;
        u8 sha256[32];
    } * v;
    i64 n, cap;
};

static void take_finding(void *ctx, const char *severity, struct str file, const char *what) {
    finding_row(((struct taken *)ctx)->c, severity, file, what);
}

static void take_payload(void *ctx, struct str path, i64 size, const u8 sha256[32]) {
    struct taken *t = ctx;
    (void)size;
    struct payload *p = PUSH(t->c->perm, t->v, t->n, t->cap);
    p->path = str_dup(t->c->perm, path);
    memcpy(p->sha256, sha256, 32);
}

static rc not_valid(const struct bag_stats *st, struct err *e) {
    rc r = fail(e, RC_INTEGRITY, "the bag is not %s: %lld error%s, %lld warning%s",
                st->complete ? "valid" : "complete", (long long)st->errors,
                st->errors == 1 ? "" : "s", (long long)st->warnings, st->warnings == 1 ? "" : "s");
    err_hint(e, "ask whoever sent it for a new copy");
    return r;
}

static rc check(struct op_ctx *c, struct err *e) {
    struct taken t = {.c = c};
    struct bag_stats st;
    TRY(bag_check(c->scratch, cstr(c->perm, op_str(c, "DIR")), take_finding, &t, &st, e));
    if (!st.valid) return not_valid(&st, e);
    op_say(c, "a valid bag (BagIt %s): %lld files, %lld bytes, %lld warning%s", st.version,
           (long long)st.files, (long long)st.bytes, (long long)st.warnings,
           st.warnings == 1 ? "" : "s");
    return RC_OK;
}

/* ---- import ---- */

/* Receipts that cairn laid beside the items. */
static rc check_receipts(struct op_ctx *c, const char *dir, struct err *e) {
    struct str *names, text;
    i64 n, all = 0;
    struct err low = {0};
    const char *folder = cstr(c->perm, str_fmt(c->perm, "%s/cairn", dir));
    if (!os_is_dir(folder)) return RC_OK;
    TRY(os_list(c->perm, folder, &names, &n, e));
    for (i64 i = 0; i < n; i++) {
        if (!str_ends(names[i], S(".receipt"))) continue;
        struct str path = str_cat(c->perm, S("cairn/"), names[i]);
        rc r = bag_read(c->perm, dir, path, RECEIPT_BYTES_MAX, &text, &low);
        if (r == RC_OK) r = receipt_check(c, text, &low);
        if (r != RC_OK) {
            fail(e, r, "%.*s: %s", SARG(path), low.msg);
            return err_hint(e, "the bag's own proofs do not hold; nothing was sealed");
        }
        all++;
    }
    if (all) op_say(c, "%lld receipts of the bag check", (long long)all);
    return RC_OK;
}

static rc intake_of(struct op_ctx *c, const char *dir, struct intake *in, struct err *e) {
    struct bag_tag *tags;
    struct buf b = buf_make(c->perm, BAG_TAG_MAX);
    i64 n, replaced;
    TRY(bag_tags(c->perm, dir, &tags, &n, e));
    *in = (struct intake){.transport = S("bag"),
                          .lang = op_str(c, "lang"),
                          .publication = op_str(c, "publication"),
                          .from = op_str(c, "from")};
    for (i64 i = 0; i < n; i++) {
        buf_fmt(&b, "%.*s: %.*s\n", SARG(tags[i].label), SARG(tags[i].value));
        if (!in->from.n && str_eqi(tags[i].label, S("Source-Organization")))
            in->from = str_sub(tags[i].value, 0, NAME_BYTES_MAX);
    }
    if (!buf_ok(&b)) return fail(e, RC_LIMIT, "bag-info.txt is too long");
    in->headers = utf8_clean(c->perm, buf_str(&b), &replaced);
    in->from = utf8_clean(c->perm, in->from, &replaced);
    return RC_OK;
}

/* The files were hashed, then sealed: are they still the same? */
static rc same_still(struct op_ctx *c, const struct taken *t, struct err *e) {
    for (i64 i = 0; i < t->n; i++) {
        struct arena a = c->scratch;
        struct str hex = hex_encode(&a, bytes_str(t->v[i].sha256, 32)), outside;
        TRY(records_item_of(c->session->db, &a, str_cat(&a, S("sha256:"), hex), op_reach(c),
                            &outside, e));
        if (outside.n) continue;
        fail(e, RC_CONFLICT, "%.*s changed while the bag was taken in", SARG(t->v[i].path));
        return err_hint(e, "what was sealed is another file than the bag's: compare it, then "
                           "import the bag again");
    }
    return RC_OK;
}

static struct op_value *paths_of(struct op_ctx *c, const char *dir, const struct taken *t) {
    struct op_value *v = NEWN(c->perm, struct op_value, t->n + 1);
    for (i64 i = 0; i < t->n; i++) {
        v[i] = (struct op_value){.given = true};
        v[i].v = str_fmt(c->perm, "%s/%.*s", dir, SARG(t->v[i].path));
        if (i + 1 < t->n) v[i].more = &v[i + 1];
    }
    return v;
}

static rc import(struct op_ctx *c, struct err *e) {
    struct taken t = {.c = c};
    struct bag_stats st;
    struct intake in;
    struct str *items;
    i64 n = 0;
    const char *dir = cstr(c->perm, op_str(c, "DIR"));
    TRY(bag_check_payload(c->scratch, dir, take_finding, take_payload, &t, &st, e));
    if (!st.valid) return not_valid(&st, e);
    if (!t.n) return fail(e, RC_USAGE, "the bag holds no files");
    TRY(check_receipts(c, dir, e));
    TRY(intake_of(c, dir, &in, e));
    in.root =
        (i64)strlen(dir) + 1 + S("data/").n; /* folders inside are part of what was handed over */
    TRY(ingest_seal(c, paths_of(c, dir, &t), &in, &items, &n, e));
    TRY(same_still(c, &t, e));
    if (n) op_say(c, "sealed, not read; next: cairn -C %s read --all", c->case_dir);
    return RC_OK;
}

static const struct op_arg CHECK_ARGS[] = {
    {"DIR", "DIR", ARG_POS, true, "the folder that holds bagit.txt", NULL, ARG_FILE_IN}, {0}};
static const struct op_arg IMPORT_ARGS[] = {
    {"DIR", "DIR", ARG_POS, true, "the folder that holds bagit.txt", NULL, ARG_FILE_IN},
    {"publication", "NAME", ARG_OPT, false, "who published the files, as the recorder knows it",
     NULL},
    {"lang", "xx", ARG_OPT, false, "their language, if known", NULL},
    {"from", "TEXT", ARG_OPT, false, "from whom it came; none: the bag's Source-Organization",
     NULL},
    {"key", "VKEY", ARG_OPT, false, "the log's verifier key that its receipts must be of", NULL},
    {"policy", "FILE", ARG_OPT, false, "witnesses that you trust (tlog-policy)", NULL, ARG_FILE_IN},
    {"roots", "FILE", ARG_OPT, false, "certificates of time authorities that you trust (PEM)", NULL,
     ARG_FILE_IN},
    {0}};

const struct op OP_BAG_CHECK = {
    .name = "bag check",
    .group = "prove",
    .summary = "is this bag (BagIt 0.93 to 1.0) complete and valid?",
    .details = "Every checksum is computed. Links, devices and names that leave the bag are "
               "errors; what only some systems\ncannot hold is a warning. Nothing is fetched: a "
               "bag with holes is not complete. No case is needed.",
    .perm = PERM_NONE,
    .no_case = true,
    .args = CHECK_ARGS,
    .columns = "severity file finding",
    .examples = {"cairn bag check report-bag", NULL},
    .run = check,
    .local = true,
};
const struct op OP_BAG_IMPORT = {
    .name = "bag import",
    .group = "seal",
    .summary = "seal every file of a bag, when the bag is valid",
    .details = "An invalid bag is refused with what is wrong. Every payload file becomes an item; "
               "what bag-info.txt says is\nkept with it. Receipts that a bag of cairn brings are "
               "checked first.",
    .perm = PERM_WRITE,
    .args = IMPORT_ARGS,
    .columns = "state name id size entry",
    .examples = {"cairn -C case bag import report-bag", NULL},
    .run = import,
    .local = true,
};
