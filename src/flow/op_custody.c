/* custody add, custody check: acts on items, signed by whoever did them, and whether they fit
 * together. */
#include "base/limits.h"
#include "flow/custody.h"
#include "flow/signed.h"
#include "store/custody.h"
#include "store/slice.h"
#include "sys/os.h"

enum {
    AHEAD = 300, /* seconds that another clock may be ahead of ours */
    TOLD = 20    /* items that are told of after an act */
};

static rc find_items(struct op_ctx *c, struct str **out, i64 *n, struct err *e) {
    i64 cap = 0;
    TRY(session_open(c, e));
    *out = NULL;
    *n = 0;
    for (const struct op_value *v = op_values(c, "ITEM"); v; v = v->more) {
        struct str id;
        if (*n == CUSTODY_ITEMS_MAX)
            return fail(e, RC_LIMIT, "at most %d items at once", CUSTODY_ITEMS_MAX);
        TRY(records_find_item(c->session->db, c->perm, v->v, op_reach(c), &id, e));
        *PUSH(c->perm, *out, *n, cap) = id;
    }
    return RC_OK;
}

static rc put(struct op_ctx *c, struct json *p, const char *arg, struct err *e) {
    struct str v = str_trim(op_str(c, arg));
    if (v.n > WORK_WORDS_MAX)
        return fail(e, RC_LIMIT, "--%s has at most %d bytes", arg, WORK_WORDS_MAX);
    if (v.n) json_set_str(c->perm, p, arg, v);
    return RC_OK;
}

static rc put_when(struct op_ctx *c, struct json *p, struct err *e) {
    struct str v = str_trim(op_str(c, "at"));
    struct date_range r;
    i64 at = os_now();
    if (!v.n) v = instant_text(c->perm, at);
    if (!instant_parse(v, &at)) {
        if (!date_parse(v, &r) || r.precision == DATE_NONE) {
            fail(e, RC_USAGE, "--at takes an instant or a date");
            return err_hint(e, "2031-03-10T14:00:00Z, or 2031-03-10");
        }
        at = (i64)r.from * 86400;
    }
    if (at > os_now() + AHEAD) return fail(e, RC_USAGE, "--at is a time to come");
    json_set_str(c->perm, p, "when", v);
    return RC_OK;
}

/* Who must be named for the act to mean anything. */
static rc check_hands(struct op_ctx *c, struct err *e) {
    struct str act = op_str(c, "act");
    bool from = str_trim(op_str(c, "from")).n > 0, to = str_trim(op_str(c, "to")).n > 0;
    if ((str_eqc(act, "transferred") || str_eqc(act, "returned")) && !(from && to))
        return fail(e, RC_USAGE, "%.*s: say --from and --to", SARG(act));
    if (str_eqc(act, "shared") && !to) return fail(e, RC_USAGE, "shared: say --to whom");
    if (str_eqc(act, "archived") && from != to)
        return fail(e, RC_USAGE, "archived: --from and --to go together");
    return RC_OK;
}

static rc act_part(struct op_ctx *c, const struct str *items, i64 n, struct json **out,
                   struct err *e) {
    struct json *p = json_obj(c->perm), *all = json_arr(c->perm);
    json_set_str(c->perm, p, "kind", S("custody"));
    json_set_str(c->perm, p, "act", op_str(c, "act"));
    for (i64 i = 0; i < n; i++)
        json_add(all, json_str(c->perm, items[i]));
    json_set(p, S("items"), all);
    TRY(put(c, p, "from", e));
    TRY(put(c, p, "to", e));
    TRY(put(c, p, "place", e));
    TRY(put(c, p, "note", e));
    TRY(put_when(c, p, e));
    *out = p;
    return RC_OK;
}

/* A text signed elsewhere holds the time that it was printed with. */
static rc same_when(struct op_ctx *c, struct json *p, struct err *e) {
    struct str text;
    struct json *j;
    if (op_given(c, "at") || !op_given(c, "signed")) return RC_OK;
    TRY(os_read(c->perm, cstr(c->perm, op_str(c, "signed")), SIGNED_TEXT_MAX, &text, e));
    TRY(json_read(c->perm, text, &j, e));
    for (struct json *m = p->kids; m; m = m->next)
        if (str_eqc(m->key, "when")) m->s = json_get_str(j, "when");
    return RC_OK;
}

/* What was recorded, and at once whether it fits. */
static rc tell(struct op_ctx *c, const struct str *items, i64 n, struct err *e) {
    if (n > TOLD) op_say(c, "recorded for %lld items; see cairn custody check", (long long)n);
    for (i64 i = 0; i < n && n <= TOLD; i++) {
        struct custody_chain ch;
        TRY(custody_chain(c, items[i], &ch, e));
        for (i64 k = 0; k < ch.n; k++)
            if (ch.steps[k].gap.n && ch.steps[k].entry == store_size(c->session->store) - 1)
                op_say(c, "GAP: %s", cstr(c->perm, ch.steps[k].gap));
        op_row(c, custody_row(c, items[i], &ch.steps[ch.n - 1]));
    }
    return RC_OK;
}

static rc add(struct op_ctx *c, struct err *e) {
    struct str *items;
    struct json *p;
    enum signed_end end;
    i64 n;
    TRY(check_hands(c, e));
    TRY(find_items(c, &items, &n, e));
    TRY(act_part(c, items, n, &p, e));
    TRY(same_when(c, p, e));
    TRY(signed_if_able(c, p, &end, e));
    if (end == SIGNED_PRINTED) return RC_OK;
    TRY(session_act(c, "handled", &p, 1, e));
    return tell(c, items, n, e);
}

static rc check_one(struct op_ctx *c, struct str item, i64 *gaps, struct err *e) {
    struct custody_chain ch;
    TRY(custody_chain(c, item, &ch, e));
    for (i64 k = 0; k < ch.n; k++)
        if (ch.steps[k].gap.n) op_row(c, custody_row(c, item, &ch.steps[k]));
    *gaps += ch.gaps;
    return RC_OK;
}

static rc check(struct op_ctx *c, struct err *e) {
    struct str *items;
    i64 n, gaps = 0;
    if (op_given(c, "ITEM")) {
        TRY(find_items(c, &items, &n, e));
    } else {
        TRY(session_open(c, e));
        TRY(records_custody_items(c->session->db, c->perm, op_reach(c), &items, &n, e));
    }
    for (i64 i = 0; i < n; i++)
        TRY(check_one(c, items[i], &gaps, e));
    op_say(c,
           gaps ? "%lld items looked at; %lld gaps"
                : "%lld items with acts of custody: no gap from receipt to now",
           (long long)n, (long long)gaps);
    if (!gaps) return RC_OK;
    fail(e, RC_NO, "%lld gaps in custody", (long long)gaps);
    return err_hint(e, "record what is missing: cairn -C DIR custody add ITEM --act … --at …");
}

#define ITEM_HELP "the items: id, or file name if only one has it"
static const struct op_arg ADD_ARGS[] = {
    {"ITEM", "ITEM", ARG_POS_MANY, true, ITEM_HELP, NULL},
    {"act", "ACT", ARG_OPT, true, "what was done",
     "collected|transferred|accessed|copied|shared|archived|verified|returned|destroyed"},
    {"from", "NAME", ARG_OPT, false, "who gave it", NULL},
    {"to", "NAME", ARG_OPT, false, "who has it then, or got a copy", NULL},
    {"at", "TIME", ARG_OPT, false, "when: an instant or a date; now unless said", NULL},
    {"place", "TEXT", ARG_OPT, false, "where", NULL},
    {"note", "TEXT", ARG_OPT, false, "what else should be known", NULL, ARG_LONG},
    SIGN_ARGS,
    {0}};
static const struct op_arg CHECK_ARGS[] = {
    {"ITEM", "ITEM", ARG_POS_MANY, false, "which items; all with any act unless said", NULL}, {0}};

const struct op OP_CUSTODY_ADD = {
    .name = "custody add",
    .group = "prove",
    .summary = "record what was done with items, signed by whoever did it",
    .details = "collected, transferred, accessed, copied, shared, archived, verified, returned or "
               "destroyed. A transfer passes the item on;\n--from is whoever held it until then. "
               "In a case that has signers (cairn signer add) it must be signed.",
    .perm = PERM_COMMENT, /* everybody on the staff handles items */
    .args = ADD_ARGS,
    .columns = "item step to when",
    .examples = {"cairn -C case custody add report.txt --act accessed --note \"read for the list\"",
                 "cairn -C case --as Mara custody add report.txt --act copied --to Tamir "
                 "--sign-with mara",
                 NULL},
    .run = add};
const struct op OP_CUSTODY_CHECK = {
    .name = "custody check",
    .group = "prove",
    .summary = "is there a gap in the custody of any item, from receipt to now",
    .details = "A transfer by somebody who did not hold it, times that go backwards, acts after "
               "destruction, signatures that do not check.\nStatus 1 when there is any. The whole "
               "chain of one item: cairn show ITEM --custody.",
    .perm = PERM_READ,
    .args = CHECK_ARGS,
    .columns = "item step when entry gap",
    .examples = {"cairn -C case custody check", NULL},
    .run = check};
