/* Erasing by order of two persons: one asks and says on what basis, another approves; each signs.
 * What then goes and what stays: flow/erase.h. */
#include "base/limits.h"
#include "flow/desk.h"
#include "flow/erase.h"
#include "flow/signed.h"
#include "people/job.h"
#include "proof/hash.h"
#include "store/erasure.h"
#include "store/slice.h"
#include "text/fold.h"

static rc words_arg(struct op_ctx *c, const char *name, struct str *out, struct err *e) {
    *out = str_trim(op_str(c, name));
    if (out->n && out->n <= NAME_BYTES_MAX) return RC_OK;
    return fail(e, RC_USAGE, "--%s takes 1 to %d bytes", name, NAME_BYTES_MAX);
}

/* ---- what stands in the way ---- */

static rc not_held(struct op_ctx *c, struct str item, struct err *e) {
    struct hold h;
    bool found;
    TRY(records_held(c->session->db, c->perm, item, &h, &found, e));
    if (!found) return RC_OK;
    fail(e, RC_DENIED, "a legal hold of %.*s covers it, since %s",
         SARG(str_sub(h.authority, 0, 200)), cstr(c->perm, instant_text(c->perm, h.at)));
    return err_hint(e, "see `cairn holds`; nothing is erased until it is released");
}

static rc not_erased(struct op_ctx *c, struct str item, struct err *e) {
    struct book b;
    struct slice want = {.items = &item, .nitems = 1, .reach = -1};
    TRY(records_load_slice(c->session->db, c->session->store, c->perm, &want, &b, e));
    i64 at = book_item(&b, item);
    if (at < 0 || b.items[at].state != ITEM_ERASED) return RC_OK;
    return fail(e, RC_CONFLICT, "the item was %.*s", SARG(b.items[at].reason));
}

static rc get_order(struct op_ctx *c, struct erasure *out, struct err *e) {
    struct str id = str_trim(op_str(c, "ORDER"));
    bool found;
    TRY(session_open(c, e));
    TRY(records_erasure(c->session->db, c->perm, id, out, &found, e));
    struct str item;
    struct err none = {0};
    if (found && op_reach(c) != -1 &&
        records_find_item(c->session->db, c->perm, out->item, op_reach(c), &item, &none) != RC_OK)
        found = false;
    if (!found) {
        fail(e, RC_NOTFOUND, "there is no order \"%.*s\"", SARG(str_sub(id, 0, 80)));
        return err_hint(e, "see `cairn erasures`");
    }
    if (out->state == ERASURE_ORDERED) return RC_OK;
    return fail(e, RC_CONFLICT, "the order was %s before",
                out->state == ERASURE_DONE ? "carried out" : "refused");
}

/* ---- asking ---- */

/* The same words for the same item give the same id until they are answered: what is signed
 * elsewhere can be brought back. */
static rc order_id(struct op_ctx *c, struct str item, struct str basis, struct str reason,
                   struct str *id, struct err *e) {
    struct erasure *all;
    i64 n, before = 0;
    u8 h[32];
    TRY(records_erasures(c->session->db, c->perm, &all, &n, e));
    for (i64 i = 0; i < n; i++)
        before += str_eq(all[i].item, item);
    sha256(str_fmt(c->perm, "cairn/order/v1\n%.*s\n%.*s\n%.*s\n%lld", SARG(item), SARG(basis),
                   SARG(reason), (long long)before),
           h);
    *id = str_cat(c->perm, S("e-"), hex_encode(c->perm, bytes_str(h, 8)));
    return RC_OK;
}

static rc may_be_asked(struct op_ctx *c, struct str item, struct err *e) {
    struct erasure open;
    bool found;
    TRY(not_erased(c, item, e));
    TRY(not_held(c, item, e));
    TRY(records_erasure_open(c->session->db, c->perm, item, &open, &found, e));
    if (!found) return RC_OK;
    return fail(e, RC_CONFLICT, "order %.*s to erase it is open", SARG(open.id));
}

static struct json *order_row(struct op_ctx *c, struct str id, struct str item, const char *state) {
    struct json *j = json_obj(c->perm);
    json_set_i(c->perm, j, "v", 1);
    json_set_str(c->perm, j, "id", id);
    json_set_str(c->perm, j, "state", str_c(state));
    json_set_str(c->perm, j, "item", item);
    return j;
}

static rc request(struct op_ctx *c, struct err *e) {
    struct str item, basis, reason, id;
    enum signed_end end;
    TRY(words_arg(c, "basis", &basis, e));
    TRY(words_arg(c, "reason", &reason, e));
    TRY(session_open(c, e));
    TRY(records_find_item(c->session->db, c->perm, op_str(c, "ITEM"), op_reach(c), &item, e));
    TRY(may_be_asked(c, item, e));
    TRY(order_id(c, item, basis, reason, &id, e));
    struct json *p = json_obj(c->perm);
    json_set_str(c->perm, p, "kind", S("erasure_order"));
    json_set_str(c->perm, p, "order", id);
    json_set_str(c->perm, p, "item", item);
    json_set_str(c->perm, p, "basis", basis);
    json_set_str(c->perm, p, "reason", reason);
    TRY(signed_act(c, p, &end, e));
    if (end == SIGNED_PRINTED) return RC_OK;
    TRY(session_begin(c, e));
    TRY(may_be_asked(c, item, e)); /* now under the lock */
    TRY(session_entry(c, "ordered", &p, 1, NULL, e));
    TRY(session_commit(c, e));
    op_row(c, order_row(c, id, item, "ordered"));
    op_say(c, "asked for; another person has to approve it: cairn erase approve %s",
           cstr(c->perm, id));
    return RC_OK;
}

/* ---- answering ---- */

static bool same_name(struct op_ctx *c, struct str a, struct str b) {
    return str_eq(a, b) || str_eq(text_fold_name(c->perm, a), text_fold_name(c->perm, b));
}

/* The part that asked, whose signature must still be good. */
static rc asked_for(struct op_ctx *c, const struct erasure *x, struct json **part, struct err *e) {
    struct entry en;
    TRY(store_entry(c->session->store, c->perm, x->asked_entry, &en, e));
    CHECK(x->asked_part < en.nparts);
    TRY(json_read(c->perm, en.parts[x->asked_part], part, e));
    return signed_check(c, *part, x->asked_by, x->asked_entry, x->asked_part, e);
}

static rc two_persons(struct op_ctx *c, const struct erasure *x, struct err *e) {
    if (!same_name(c, x->asked_by, c->actor)) return RC_OK;
    fail(e, RC_DENIED, "%.*s asked for it; another person has to approve it",
         SARG(str_sub(x->asked_by, 0, 100)));
    return err_hint(e, "acting under another name is in the audit trail; see `cairn help erase "
                       "approve`");
}

static rc two_keys(const struct json *asked, const struct json *now, struct err *e) {
    if (!str_eq(json_get_str(asked, "key"), json_get_str(now, "key"))) return RC_OK;
    fail(e, RC_DENIED, "both signatures are by one key; the other person signs with theirs");
    return err_hint(e, "see `cairn signers`");
}

/* Both signatures; nothing of the item but its outside name. */
static rc sign_tombstone(struct op_ctx *c, const struct erasure *x, struct json **out,
                         enum signed_end *end, struct err *e) {
    static const char *const KEPT[] = {"signed", "signature", "key"};
    struct json *asked, *p = json_obj(c->perm), *r = json_obj(c->perm);
    TRY(asked_for(c, x, &asked, e));
    for (i64 i = 0; i < LEN(KEPT); i++)
        json_set_str(c->perm, r, KEPT[i], json_get_str(asked, KEPT[i]));
    json_set_str(c->perm, p, "kind", S("erased"));
    json_set_str(c->perm, p, "order", x->id);
    json_set_str(c->perm, p, "item", x->item);
    json_set_str(c->perm, p, "basis", x->basis);
    json_set(p, S("request"), r);
    TRY(signed_act(c, p, end, e));
    *out = p;
    return *end == SIGNED_PRINTED ? RC_OK : two_keys(asked, p, e);
}

static struct json *item_part(struct op_ctx *c, const struct erasure *x,
                              const struct erase_plan *plan) {
    struct json *p = json_obj(c->perm), *n = json_obj(c->perm), *groups;
    json_set_i(c->perm, n, "parts", plan->parts);
    json_set_i(c->perm, n, "objects", plan->objects);
    json_set_i(c->perm, n, "claims", plan->claims);
    json_set_i(c->perm, n, "persons", plan->persons);
    json_set_i(c->perm, n, "incidents", plan->incidents);
    json_set_str(c->perm, p, "kind", S("erased_item"));
    json_set_str(c->perm, p, "order", x->id);
    json_set_str(c->perm, p, "item", x->item);
    json_set_i(c->perm, p, "entry", plan->entry);
    json_set_i(c->perm, p, "part", plan->part);
    json_set(p, S("counts"), n);
    groups = json_set(p, S("groups"), json_arr(c->perm));
    for (int i = 0; i < REACH_BITS; i++)
        if (plan->reach >> i & 1) json_add(groups, json_i(c->perm, i));
    return p;
}

static rc carry_out(struct op_ctx *c, const struct erasure *x, struct json *tombstone,
                    struct erase_plan *plan, struct err *e) {
    struct erasure now;
    TRY(session_begin(c, e));
    TRY(get_order(c, &now, e)); /* now under the lock */
    TRY(not_held(c, x->item, e));
    TRY(erase_plan(c, x->item, x->id, plan, e));
    TRY(store_erase(c->session->txn, plan->what, plan->n, e));
    struct json **parts = NEWN(c->perm, struct json *, plan->nleft + 2);
    parts[0] = tombstone;
    parts[1] = item_part(c, x, plan);
    memcpy(parts + 2, plan->left, (size_t)plan->nleft * sizeof *parts);
    TRY(session_entry(c, "erased", parts, plan->nleft + 2, NULL, e));
    return session_commit(c, e);
}

static rc forget_jobs(struct op_ctx *c, struct people *p, struct err *e) {
    return job_forget(p, c->perm, e);
}

/* Results of the desk's finished jobs may hold its words. */
static rc forget_results(struct op_ctx *c, struct err *e) {
    const char *desk = cstr(c->perm, str_fmt(c->perm, "%s/desk.db", c->case_dir));
    return os_exists(desk) ? desk_with_people(c, forget_jobs, e) : RC_OK;
}

static void waiting(void *ctx) {
    op_say(ctx, "the vault is being backed up, rotated or erased from; waiting …");
}

static rc approve(struct op_ctx *c, struct err *e) {
    struct erasure x;
    struct erase_plan plan;
    struct json *tombstone;
    struct os_lock lock = {0};
    enum signed_end end;
    TRY(get_order(c, &x, e));
    TRY(two_persons(c, &x, e));
    TRY(not_held(c, x.item, e));
    TRY(sign_tombstone(c, &x, &tombstone, &end, e));
    if (end == SIGNED_PRINTED) return RC_OK;
    TRY(store_vault_lock(c->session->store, waiting, c, &lock, e));
    rc r = carry_out(c, &x, tombstone, &plan, e);
    os_unlock(&lock);
    TRY(r);
    TRY(forget_results(c, e));
    struct json *j = order_row(c, x.id, x.item, "erased");
    json_set_i(c->perm, j, "claims", plan.claims);
    json_set_i(c->perm, j, "parts", plan.parts);
    json_set_i(c->perm, j, "objects", plan.objects);
    op_row(c, j);
    op_say(c, "erased: %lld parts, %lld objects; keys of the old packs are destroyed",
           (long long)plan.parts, (long long)plan.objects);
    op_say(c, "copies in backups open until the keys are rotated: cairn key rotate");
    return RC_OK;
}

static rc refuse(struct op_ctx *c, struct err *e) {
    struct erasure x;
    struct str reason;
    enum signed_end end;
    TRY(words_arg(c, "reason", &reason, e));
    TRY(get_order(c, &x, e));
    struct json *p = json_obj(c->perm);
    json_set_str(c->perm, p, "kind", S("erasure_refusal"));
    json_set_str(c->perm, p, "order", x.id);
    json_set_str(c->perm, p, "reason", reason);
    TRY(signed_act(c, p, &end, e));
    if (end == SIGNED_PRINTED) return RC_OK;
    TRY(session_begin(c, e));
    TRY(get_order(c, &x, e));
    TRY(session_entry(c, "refused", &p, 1, NULL, e));
    TRY(session_commit(c, e));
    op_row(c, order_row(c, x.id, x.item, "refused"));
    op_say(c, "refused; nothing is erased");
    return RC_OK;
}

/* ---- listing ---- */

static bool may_see(struct op_ctx *c, struct str item) {
    struct str found;
    struct err none = {0};
    return op_reach(c) == -1 ||
           records_find_item(c->session->db, c->perm, item, op_reach(c), &found, &none) == RC_OK;
}

static void put(struct op_ctx *c, struct json *j, const char *key, struct str s) {
    if (s.n) json_set_str(c->perm, j, key, s);
}

static void erasure_row(struct op_ctx *c, const struct erasure *x) {
    static const char *const STATES[] = {"ordered", "refused", "erased"};
    struct json *j = order_row(c, x->id, x->item, STATES[x->state]);
    put(c, j, "basis", x->basis);
    put(c, j, "reason", x->reason);
    put(c, j, "asked_by", x->asked_by);
    json_set_str(c->perm, j, "asked", instant_text(c->perm, x->asked_at));
    put(c, j, "by", x->by);
    if (x->at >= 0) json_set_str(c->perm, j, "at", instant_text(c->perm, x->at));
    put(c, j, "why", x->why);
    if (x->entry >= 0) json_set_i(c->perm, j, "entry", x->entry);
    if (x->state == ERASURE_DONE) {
        json_set_i(c->perm, j, "parts", x->parts);
        json_set_i(c->perm, j, "objects", x->objects);
        json_set_i(c->perm, j, "claims", x->claims);
        json_set_i(c->perm, j, "persons", x->persons);
        json_set_i(c->perm, j, "incidents", x->incidents);
    }
    op_row(c, j);
}

static rc list(struct op_ctx *c, struct err *e) {
    struct erasure *all;
    i64 n, seen = 0;
    TRY(session_open(c, e));
    TRY(records_erasures(c->session->db, c->perm, &all, &n, e));
    for (i64 i = 0; i < n; i++) {
        if (!may_see(c, all[i].item)) continue;
        erasure_row(c, &all[i]);
        seen++;
    }
    if (!seen) op_say(c, "nothing was asked to be erased");
    return RC_OK;
}

static const struct op_arg REQUEST_ARGS[] = {
    {"ITEM", "ITEM", ARG_POS, true, "the item: id, or file name if only one has it", NULL},
    {"basis", "LAW", ARG_OPT, true, "the legal basis, as it will be shown", NULL},
    {"reason", "TEXT", ARG_OPT, true, "why; only people of the case read it", NULL},
    SIGN_ARGS,
    {0}};
static const struct op_arg APPROVE_ARGS[] = {
    {"ORDER", "ORDER", ARG_POS, true, "the order, see `cairn erasures`", NULL}, SIGN_ARGS, {0}};
static const struct op_arg REFUSE_ARGS[] = {
    {"ORDER", "ORDER", ARG_POS, true, "the order, see `cairn erasures`", NULL},
    {"reason", "TEXT", ARG_OPT, true, "why not", NULL},
    SIGN_ARGS,
    {0}};
static const struct op_arg NO_ARGS[] = {{0}};

const struct op OP_ERASE_REQUEST = {
    .name = "erase request",
    .group = "system",
    .summary = "ask that an item be erased, with all that was read from it",
    .details = "Nothing goes until another person approves. Both sign with their own keys "
               "(cairn signer add).",
    .perm = PERM_REVIEW,
    .args = REQUEST_ARGS,
    .columns = "id state item",
    .examples = {"cairn -C case --as Sarin erase request report.txt --basis \"GDPR Art. 17(1)(d)\" "
                 "--reason \"the source withdrew\" --sign-with mara",
                 NULL},
    .run = request};
const struct op OP_ERASE_APPROVE = {
    .name = "erase approve",
    .group = "system",
    .summary = "erase what another person asked for",
    .details =
        "The item, its texts, claims, what people said of these, lists and persons that came "
        "from it are\ntaken out of the vault; an entry with both signatures says that, when "
        "and on what basis.\nAll else still checks. It cannot be undone.",
    .perm = PERM_APPROVE,
    .args = APPROVE_ARGS,
    .columns = "id state item claims parts objects",
    .examples = {"cairn -C case --as Omar erase approve e-0123456789abcdef --sign-with tamir",
                 NULL},
    .run = approve,
    .slow = true};
const struct op OP_ERASE_REFUSE = {
    .name = "erase refuse",
    .group = "system",
    .summary = "refuse an order to erase, or take back one's own",
    .details = "",
    .perm = PERM_APPROVE,
    .args = REFUSE_ARGS,
    .columns = "id state item",
    .examples =
        {"cairn -C case --as Omar erase refuse e-0123456789abcdef --reason \"it is evidence "
         "in a trial\" --sign-with tamir",
         NULL},
    .run = refuse};
const struct op OP_ERASURES = {.name = "erasures",
                               .group = "system",
                               .summary = "what was asked to be erased, and what was",
                               .details = "",
                               .perm = PERM_READ,
                               .args = NO_ARGS,
                               .columns = "id state item basis asked_by asked by at",
                               .examples = {"cairn -C case erasures", NULL},
                               .run = list};
