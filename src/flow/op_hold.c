/* Legal hold: what an authority wants kept is not erased, whoever asks, until it is released. */
#include "base/limits.h"
#include "flow/signed.h"
#include "store/erasure.h"
#include "store/slice.h"

static rc words_arg(struct op_ctx *c, const char *name, struct str *out, struct err *e) {
    *out = str_trim(op_str(c, name));
    if (out->n && out->n <= NAME_BYTES_MAX) return RC_OK;
    return fail(e, RC_USAGE, "--%s takes 1 to %d bytes", name, NAME_BYTES_MAX);
}

static rc what_arg(struct op_ctx *c, struct str *out, struct err *e) {
    struct str given = op_str(c, "ITEM");
    TRY(session_open(c, e));
    if (str_eqc(given, "all")) return *out = given, RC_OK;
    return records_find_item(c->session->db, c->perm, given, op_reach(c), out, e);
}

/* Held by itself: a hold on all is another one. */
static rc held(struct op_ctx *c, struct str item, bool *yes, struct err *e) {
    struct hold *all;
    i64 n;
    *yes = false;
    TRY(records_holds(c->session->db, c->perm, &all, &n, e));
    for (i64 i = 0; i < n; i++)
        *yes |= !all[i].released && str_eq(all[i].item, item);
    return RC_OK;
}

static rc record(struct op_ctx *c, struct json *p, const char *type, bool want,
                 enum signed_end *end, struct err *e) {
    struct str item = json_get_str(p, "item");
    bool yes;
    TRY(signed_if_able(c, p, end, e));
    if (*end == SIGNED_PRINTED) return RC_OK;
    TRY(session_begin(c, e));
    TRY(held(c, item, &yes, e));
    if (yes != want)
        return fail(e, RC_CONFLICT, yes ? "it is held already" : "there is no hold on it");
    TRY(session_entry(c, type, &p, 1, NULL, e));
    return session_commit(c, e);
}

static rc place(struct op_ctx *c, struct err *e) {
    struct str item, by, reason;
    enum signed_end end;
    TRY(words_arg(c, "by", &by, e));
    TRY(words_arg(c, "reason", &reason, e));
    TRY(what_arg(c, &item, e));
    struct json *p = json_obj(c->perm);
    json_set_str(c->perm, p, "kind", S("hold"));
    json_set_str(c->perm, p, "item", item);
    json_set_str(c->perm, p, "authority", by);
    json_set_str(c->perm, p, "reason", reason);
    TRY(record(c, p, "held", false, &end, e));
    if (end != SIGNED_PRINTED) op_say(c, "held: nothing of it is erased until it is released");
    return RC_OK;
}

static rc release(struct op_ctx *c, struct err *e) {
    struct str item, reason;
    enum signed_end end;
    TRY(words_arg(c, "reason", &reason, e));
    TRY(what_arg(c, &item, e));
    struct json *p = json_obj(c->perm);
    json_set_str(c->perm, p, "kind", S("hold_release"));
    json_set_str(c->perm, p, "item", item);
    json_set_str(c->perm, p, "reason", reason);
    TRY(record(c, p, "held", true, &end, e));
    if (end != SIGNED_PRINTED) op_say(c, "released; both acts stay in the log");
    return RC_OK;
}

static void hold_row(struct op_ctx *c, const struct hold *h) {
    struct json *j = json_obj(c->perm);
    json_set_i(c->perm, j, "v", 1);
    json_set_str(c->perm, j, "item", h->item);
    json_set_str(c->perm, j, "state", h->released ? S("released") : S("held"));
    json_set_str(c->perm, j, "authority", h->authority);
    json_set_str(c->perm, j, "reason", h->reason);
    json_set_str(c->perm, j, "by", h->by);
    json_set_str(c->perm, j, "at", instant_text(c->perm, h->at));
    json_set_i(c->perm, j, "entry", h->entry);
    if (h->released) {
        json_set_str(c->perm, j, "released_by", h->released_by);
        json_set_str(c->perm, j, "released", instant_text(c->perm, h->released_at));
        json_set_str(c->perm, j, "released_reason", h->released_why);
    }
    op_row(c, j);
}

static rc list(struct op_ctx *c, struct err *e) {
    struct hold *all;
    i64 n, seen = 0;
    TRY(session_open(c, e));
    TRY(records_holds(c->session->db, c->perm, &all, &n, e));
    for (i64 i = 0; i < n; i++) {
        struct str found;
        struct err none = {0};
        if (op_reach(c) != -1 && !str_eqc(all[i].item, "all") &&
            records_find_item(c->session->db, c->perm, all[i].item, op_reach(c), &found, &none) !=
                RC_OK)
            continue;
        hold_row(c, &all[i]);
        seen++;
    }
    if (!seen) op_say(c, "nothing is held");
    return RC_OK;
}

#define ITEM_ARG                                                                                   \
    { "ITEM", "ITEM|all", ARG_POS, true, "the item (id or file name), or all of the case", NULL }
static const struct op_arg PLACE_ARGS[] = {
    ITEM_ARG,
    {"by", "AUTHORITY", ARG_OPT, true, "who wants it kept: a court, a mandate", NULL},
    {"reason", "TEXT", ARG_OPT, true, "why, with its file number", NULL},
    SIGN_ARGS,
    {0}};
static const struct op_arg RELEASE_ARGS[] = {
    ITEM_ARG, {"reason", "TEXT", ARG_OPT, true, "why", NULL}, SIGN_ARGS, {0}};
static const struct op_arg NO_ARGS[] = {{0}};

const struct op OP_HOLD_PLACE = {
    .name = "hold place",
    .group = "system",
    .summary = "a legal hold: an item, or all, is not erased",
    .details = "While it stands, orders to erase are neither taken nor approved.",
    .perm = PERM_APPROVE,
    .args = PLACE_ARGS,
    .columns = "",
    .examples = {"cairn -C case hold place report.txt --by \"District Court 4\" --reason \"case "
                 "12/2031\"",
                 NULL},
    .run = place};
const struct op OP_HOLD_RELEASE = {
    .name = "hold release",
    .group = "system",
    .summary = "end a legal hold",
    .details = "",
    .perm = PERM_OWN,
    .args = RELEASE_ARGS,
    .columns = "",
    .examples = {"cairn -C case hold release report.txt --reason \"the court closed 12/2031\"",
                 NULL},
    .run = release};
const struct op OP_HOLDS = {.name = "holds",
                            .group = "system",
                            .summary = "legal holds, those released too",
                            .details = "",
                            .perm = PERM_READ,
                            .args = NO_ARGS,
                            .columns = "item state authority reason by at",
                            .examples = {"cairn -C case holds", NULL},
                            .run = list};
