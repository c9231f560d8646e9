/* log policy: which witnesses count, and how many. log beacon: a public value, so that what comes
 * after it is not earlier. log clock: a claimed time that is known to be wrong. */
#include "base/date.h"
#include "base/utf8.h"
#include "flow/times.h"
#include "sys/os.h"

static struct json *reason(struct op_ctx *c) {
    struct json *p = time_part(c, "reason");
    json_set_str(c->perm, p, "words", op_str(c, "reason"));
    return p;
}

static rc need_reason(struct op_ctx *c, struct err *e) {
    return str_trim(op_str(c, "reason")).n ? RC_OK : fail(e, RC_USAGE, "say why: --reason TEXT");
}

/* ---- policy ---- */

/* A policy that names logs must name this one: else no checkpoint of it would ever do. */
static rc names_this_log(struct op_ctx *c, const struct policy *p, struct err *e) {
    struct str vkey = store_vkey(c->session->store);
    if (!p->nlogs) return RC_OK;
    for (int i = 0; i < p->nlogs; i++)
        if (str_eq(note_vkey(c->perm, &p->log[i]), vkey)) return RC_OK;
    fail(e, RC_USAGE, "the policy names logs, and this case's is not among them");
    return err_hint(e, "add the line: log %.*s", SARG(vkey));
}

static struct json *witness_row(struct op_ctx *c, const struct policy *p, int i) {
    struct json *j = json_obj(c->perm);
    json_set_i(c->perm, j, "v", 1);
    json_set_str(c->perm, j, "witness", p->name[i]);
    json_set_str(c->perm, j, "url", p->witness_url[i]);
    json_set_str(c->perm, j, "vkey", note_vkey(c->perm, &p->witness[i]));
    return j;
}

static void last_cosigned(struct op_ctx *c, const struct times *t, const struct policy *p, int i,
                          struct json *row) {
    i64 size = 0, at = 0;
    struct str vkey = note_vkey(c->perm, &p->witness[i]);
    for (i64 k = 0; k < t->ncosigned; k++)
        for (i64 w = 0; w < t->cosigned[k].nby; w++)
            if (str_eq(t->cosigned[k].by[w].vkey, vkey) && t->cosigned[k].by[w].time >= at)
                size = t->cosigned[k].size, at = t->cosigned[k].by[w].time;
    if (!at) return;
    json_set_i(c->perm, row, "size", size);
    json_set_str(c->perm, row, "time", instant_text(c->perm, at));
}

static rc policy_show(struct op_ctx *c, struct err *e) {
    struct times t;
    struct policy *p;
    TRY(flow_times(c, &t, e));
    TRY(flow_policy(c, &t, &p, e));
    if (!p) {
        op_say(c, "no policy: no witness is asked, and none is asked for in receipts; see "
                  "`cairn help log policy set`");
        return RC_OK;
    }
    if (op_flag(c, "text")) {
        c->face->raw(c->face->self, t.policy);
        return RC_OK;
    }
    for (int i = 0; i < p->nwitnesses; i++) {
        struct json *row = witness_row(c, p, i);
        last_cosigned(c, &t, p, i, row);
        op_row(c, row);
    }
    struct str q = p->quorum == POLICY_NONE ? S("none")
                   : p->quorum >= 0         ? p->name[p->quorum]
                                            : p->group[-1 - p->quorum].name;
    op_say(c, "quorum: %.*s; set in entry %lld", SARG(q), (long long)t.policy_entry);
    return RC_OK;
}

static rc policy_set(struct op_ctx *c, struct err *e) {
    struct str text;
    struct policy *p = NEW(c->perm, struct policy);
    TRY(need_reason(c, e));
    TRY(os_read(c->perm, cstr(c->perm, op_str(c, "FILE")), TLOG_POLICY_MAX, &text, e));
    TRY(policy_parse(c->perm, text, p, e));
    if (utf8_invalid(text) >= 0)
        return fail(e, RC_USAGE, "the policy is not UTF-8 and cannot be sealed as words");
    TRY(session_open(c, e));
    TRY(names_this_log(c, p, e));
    struct json *parts[] = {time_part(c, "policy"), reason(c)};
    json_set_str(c->perm, parts[0], "text", text);
    TRY(session_act(c, "decided", parts, 2, e));
    for (int i = 0; i < p->nwitnesses; i++)
        op_row(c, witness_row(c, p, i));
    op_say(c, "policy kept; the log's key, for the witnesses to know: %.*s",
           SARG(store_vkey(c->session->store)));
    return RC_OK;
}

/* ---- beacon ---- */

static rc instant_of(struct str s, i64 *at, struct err *e) {
    struct date_range d;
    if (instant_parse(s, at)) return RC_OK;
    if (date_parse(s, &d) && d.precision == DATE_DAY) return *at = (i64)d.from * 86400, RC_OK;
    fail(e, RC_USAGE, "\"%.*s\" is no time", SARG(str_sub(s, 0, 40)));
    return err_hint(e, "write 2031-03-10 or 2031-03-10T14:02:11Z");
}

static rc words_ok(struct str s, const char *what, bool needed, struct err *e) {
    if ((needed && !str_trim(s).n) || s.n > BEACON_BYTES_MAX)
        return fail(e, RC_USAGE, "%s is %d to %d bytes long", what, needed, BEACON_BYTES_MAX);
    return RC_OK;
}

static rc beacon(struct op_ctx *c, struct err *e) {
    struct str value = str_trim(op_str(c, "VALUE"));
    i64 at;
    TRY(words_ok(value, "the value", true, e));
    TRY(words_ok(op_str(c, "source"), "the source", true, e));
    TRY(words_ok(op_str(c, "round"), "the round", false, e));
    TRY(instant_of(op_str(c, "at"), &at, e));
    if (at > os_now() + CLOCK_SLACK_SECONDS) {
        fail(e, RC_USAGE, "a value that is public only in the future shows nothing");
        return err_hint(e, "check --at and this machine's clock (`cairn doctor`)");
    }
    if (value.n < 16)
        op_say(c, "a short value could have been guessed before; better a hash or a signature");
    struct json *parts[] = {time_part(c, "beacon")};
    json_set_str(c->perm, parts[0], "value", value);
    json_set_str(c->perm, parts[0], "source", op_str(c, "source"));
    if (op_given(c, "round")) json_set_str(c->perm, parts[0], "round", op_str(c, "round"));
    json_set_i(c->perm, parts[0], "at", at);
    TRY(session_act(c, "timed", parts, 1, e));
    i64 entry = store_size(c->session->store) - 1;
    struct json *j = json_obj(c->perm);
    json_set_i(c->perm, j, "v", 1);
    json_set_i(c->perm, j, "entry", entry);
    json_set_str(c->perm, j, "value", value);
    json_set_str(c->perm, j, "source", op_str(c, "source"));
    json_set_str(c->perm, j, "at", instant_text(c->perm, at));
    op_row(c, j);
    op_say(c, "entries after this one are not earlier than %.*s, as its source says",
           SARG(instant_text(c->perm, at)));
    return RC_OK;
}

/* ---- clock ---- */

static rc clock_note(struct op_ctx *c, struct err *e) {
    i64 entry;
    TRY(need_reason(c, e));
    TRY(session_open(c, e));
    if (!str_i64(op_str(c, "ENTRY"), &entry) || entry < 0 || entry >= store_size(c->session->store))
        return fail(e, RC_NOTFOUND, "there is no entry \"%.*s\"",
                    SARG(str_sub(op_str(c, "ENTRY"), 0, 40)));
    struct json *parts[] = {time_part(c, "clock")};
    json_set_i(c->perm, parts[0], "entry", entry);
    json_set_str(c->perm, parts[0], "reason", op_str(c, "reason"));
    TRY(session_act(c, "decided", parts, 1, e));
    op_say(c, "noted: the time that entry %lld claims is known to be wrong; it stays as it is",
           (long long)entry);
    return RC_OK;
}

static const struct op_arg POLICY_ARGS[] = {
    {"text", "", ARG_FLAG, false, "the text of the policy, as sealed", NULL}, {0}};
static const struct op_arg POLICY_SET_ARGS[] = {
    {"FILE", "FILE", ARG_POS, true, "witnesses, groups and the quorum (c2sp.org/tlog-policy)", NULL,
     ARG_FILE_IN},
    {"reason", "TEXT", ARG_OPT, true, "why; kept with the decision", NULL},
    {0}};
static const struct op_arg BEACON_ARGS[] = {
    {"VALUE", "VALUE", ARG_POS, true,
     "what nobody could know before: a drand round, the hash of a block, today's headline", NULL},
    {"source", "TEXT", ARG_OPT, true, "where anybody can look it up", NULL},
    {"round", "N", ARG_OPT, false, "its number there", NULL},
    {"at", "DATE", ARG_OPT, true, "when it became public: 2031-03-10 or 2031-03-10T14:02:11Z",
     NULL},
    {0}};
static const struct op_arg CLOCK_ARGS[] = {
    {"ENTRY", "ENTRY", ARG_POS, true, "number of the entry, as `cairn verify` names it", NULL,
     ARG_NUMBER},
    {"reason", "TEXT", ARG_OPT, true, "what was wrong with the clock", NULL},
    {0}};

const struct op OP_LOG_POLICY = {.name = "log policy",
                                 .group = "prove",
                                 .summary = "the witnesses of this case and how many must cosign",
                                 .details = "",
                                 .perm = PERM_READ,
                                 .args = POLICY_ARGS,
                                 .columns = "witness url size time",
                                 .examples = {"cairn -C case log policy", NULL},
                                 .run = policy_show};
const struct op OP_LOG_POLICY_SET = {
    .name = "log policy set",
    .group = "prove",
    .summary = "name the witnesses of this case and how many must cosign",
    .details = "Nothing is overwritten: each policy is an entry with its reason; the last one "
               "holds. A witness must be told the log's key before it cosigns: "
               "`cairn log key` prints it.",
    .perm = PERM_OWN,
    .args = POLICY_SET_ARGS,
    .columns = "witness url vkey",
    .examples = {"cairn -C case log policy set witnesses.policy --reason \"agreed in May\"", NULL},
    .run = policy_set};
const struct op OP_LOG_BEACON = {
    .name = "log beacon",
    .group = "prove",
    .summary = "put a public value into the log: what comes after is not earlier",
    .details = "The value is sealed as given; whether it was public then, its source says.",
    .perm = PERM_WRITE,
    .args = BEACON_ARGS,
    .columns = "entry value source at",
    .examples = {"cairn -C case log beacon 8d3b0f0c5a1e47b29c6d --source \"drand quicknet\" "
                 "--round 4242 --at 2026-01-02",
                 NULL},
    .run = beacon};
const struct op OP_LOG_CLOCK = {
    .name = "log clock",
    .group = "prove",
    .summary = "own up to a wrong clock: the entry stays as it is, `verify` says it is known",
    .details = "",
    .perm = PERM_OWN,
    .args = CLOCK_ARGS,
    .columns = "",
    .examples = {"cairn -C case log clock 0 --reason \"the laptop's battery was empty\"", NULL},
    .run = clock_note};
