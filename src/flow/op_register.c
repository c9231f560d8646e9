/* The registers of publications and parties: each statement dated and sourced, one log entry each.
 */
#include "flow/session.h"

static rc check_date(const struct op_ctx *c, const char *arg, struct err *e) {
    struct date_range r;
    if (!op_given(c, arg) || date_parse(op_str(c, arg), &r)) return RC_OK;
    rc x =
        fail(e, RC_USAGE, "--%s \"%.*s\" is not a date", arg, SARG(str_sub(op_str(c, arg), 0, 40)));
    err_hint(e, "write 2031-03-10, 2031-03 or 2031");
    return x;
}

static void set_opt(struct op_ctx *c, struct json *p, const char *key) {
    if (op_given(c, key)) json_set_str(c->perm, p, key, op_str(c, key));
}

/* A party by id, name or alias; RC_NOTFOUND names the way to add it. */
static rc find_party(struct op_ctx *c, struct str name, struct str *id, struct err *e) {
    struct book *b;
    TRY(session_registers(c, &b, e));
    for (i64 i = 0; i < b->nparties; i++) {
        bool same = str_eq(b->parties[i].id, name) || str_eqi(b->parties[i].name, name);
        for (i64 k = 0; k < b->parties[i].naliases; k++)
            same |= str_eqi(b->parties[i].aliases[k].name, name);
        if (!same) continue;
        *id = b->parties[i].id;
        return RC_OK;
    }
    rc r = fail(e, RC_NOTFOUND, "there is no party \"%.*s\" in the register",
                SARG(str_sub(name, 0, 100)));
    err_hint(e, "add it: cairn -C DIR party add NAME --source TEXT");
    return r;
}

static rc act_one(struct op_ctx *c, struct json *p, struct err *e) {
    struct json *parts[] = {p};
    return session_act(c, "registered", parts, 1, e);
}

static bool publication_known(const struct book *b, struct str id) {
    i64 at = book_publication(b, id);
    return at >= 0 && b->publications[at].registered;
}

static rc publication(struct op_ctx *c, bool must_exist, struct err *e) {
    TRY(check_date(c, "from", e));
    struct book *b;
    TRY(session_registers(c, &b, e));
    struct str name = op_str(c, "NAME"), side = op_str(c, "side");
    bool known = publication_known(b, publication_id(c->perm, name));
    if (must_exist != known)
        return fail(e, known ? RC_CONFLICT : RC_NOTFOUND,
                    "publication \"%.*s\" is %s in the register", SARG(str_sub(name, 0, 100)),
                    known ? "already" : "not yet");
    struct json *p = json_obj(c->perm);
    json_set_str(c->perm, p, "kind", S("publication"));
    json_set_str(c->perm, p, "name", name);
    set_opt(c, p, "owner");
    set_opt(c, p, "country");
    set_opt(c, p, "from");
    set_opt(c, p, "source");
    if (side.n && !str_eqc(side, "none")) TRY(find_party(c, side, &side, e));
    if (side.n) json_set_str(c->perm, p, "side", side);
    const struct op_value *feeds = op_values(c, "feeds");
    if (feeds) {
        struct json *list = json_set(p, S("feeds"), json_arr(c->perm));
        for (; feeds; feeds = feeds->more)
            json_add(list, json_str(c->perm, feeds->v));
    }
    TRY(act_one(c, p, e));
    op_say(c, "publication %.*s: recorded", SARG(name));
    return RC_OK;
}

static rc publication_add(struct op_ctx *c, struct err *e) {
    return publication(c, false, e);
}
static rc publication_set(struct op_ctx *c, struct err *e) {
    return publication(c, true, e);
}

static rc party_add(struct op_ctx *c, struct err *e) {
    struct book *b;
    TRY(session_registers(c, &b, e));
    struct str name = op_str(c, "NAME");
    if (book_party(b, party_id(c->perm, name)) >= 0)
        return fail(e, RC_CONFLICT, "party \"%.*s\" is already in the register",
                    SARG(str_sub(name, 0, 100)));
    struct json *p = json_obj(c->perm);
    json_set_str(c->perm, p, "kind", S("party"));
    json_set_str(c->perm, p, "name", name);
    set_opt(c, p, "source");
    TRY(act_one(c, p, e));
    op_say(c, "party %.*s: recorded", SARG(name));
    return RC_OK;
}

static rc party_alias(struct op_ctx *c, struct err *e) {
    struct str id;
    TRY(check_date(c, "from", e));
    TRY(find_party(c, op_str(c, "PARTY"), &id, e));
    struct json *p = json_obj(c->perm);
    json_set_str(c->perm, p, "kind", S("alias"));
    json_set_str(c->perm, p, "party", id);
    json_set_str(c->perm, p, "name", op_str(c, "NAME"));
    if (op_flag(c, "former")) json_set(p, S("former"), json_bool(c->perm, true));
    set_opt(c, p, "from");
    set_opt(c, p, "source");
    return act_one(c, p, e);
}

static rc party_ally(struct op_ctx *c, struct err *e) {
    struct str id, other;
    TRY(check_date(c, "from", e));
    TRY(find_party(c, op_str(c, "PARTY"), &id, e));
    TRY(find_party(c, op_str(c, "ALLY"), &other, e));
    if (str_eq(id, other)) return fail(e, RC_CONFLICT, "a party is not its own ally");
    struct json *p = json_obj(c->perm);
    json_set_str(c->perm, p, "kind", S("ally"));
    json_set_str(c->perm, p, "party", id);
    json_set_str(c->perm, p, "ally", other);
    set_opt(c, p, "from");
    set_opt(c, p, "source");
    return act_one(c, p, e);
}

#define SOURCE_ARG                                                                                 \
    { "source", "TEXT", ARG_OPT, true, "where this is known from", NULL }
#define FROM_ARG                                                                                   \
    { "from", "DATE", ARG_OPT, false, "since when", NULL }

static const struct op_arg PUBLICATION_ARGS[] = {
    {"NAME", "NAME", ARG_POS, true, "name of the publication", NULL},
    {"owner", "TEXT", ARG_OPT, false, "who owns it", NULL},
    {"side", "PARTY", ARG_OPT, false, "party to the conflict that it belongs to, or `none`", NULL},
    {"feeds", "NAME", ARG_OPT_MANY, false, "publication whose copy it carries", NULL},
    {"country", "cc", ARG_OPT, false, "country", NULL},
    FROM_ARG,
    SOURCE_ARG,
    {0}};
static const struct op_arg PARTY_ARGS[] = {
    {"NAME", "NAME", ARG_POS, true, "name of the party or armed group", NULL}, SOURCE_ARG, {0}};
static const struct op_arg ALIAS_ARGS[] = {
    {"PARTY", "PARTY", ARG_POS, true, "party already in the register", NULL},
    {"NAME", "NAME", ARG_POS, true, "another name of the same party, in any script", NULL},
    {"former", "", ARG_FLAG, false, "the name is an earlier one", NULL},
    FROM_ARG,
    SOURCE_ARG,
    {0}};
static const struct op_arg ALLY_ARGS[] = {
    {"PARTY", "PARTY", ARG_POS, true, "party already in the register", NULL},
    {"ALLY", "PARTY", ARG_POS, true, "its ally", NULL},
    FROM_ARG,
    SOURCE_ARG,
    {0}};

const struct op OP_PUBLICATION_ADD = {
    .name = "publication add",
    .group = "register",
    .summary = "a publication: owner, side, feeds",
    .details =
        "What is not stated stays unknown, and an unknown tie counts as a tie: two publications "
        "count as\n"
        "independent only when owner and side of both are stated here.",
    .perm = PERM_WRITE,
    .args = PUBLICATION_ARGS,
    .columns = "",
    .examples =
        {"cairn -C case publication add \"Marat Courier\" --owner \"Marat Press Ltd\" --side none"
         " --source \"imprint, seen 2031-03-01\"",
         NULL},
    .run = publication_add};
const struct op OP_PUBLICATION_SET = {
    .name = "publication set",
    .group = "register",
    .summary = "state more about a publication",
    .details = "The earlier statement stays in the log.",
    .perm = PERM_WRITE,
    .args = PUBLICATION_ARGS,
    .columns = "",
    .examples =
        {"cairn -C case publication set \"Marat Courier\" --feeds \"Soro Wire\" --source \"credit "
         "lines\"",
         NULL},
    .run = publication_set};
const struct op OP_PARTY_ADD = {
    .name = "party add",
    .group = "register",
    .summary = "a party to the conflict or an armed group",
    .details = "",
    .perm = PERM_WRITE,
    .args = PARTY_ARGS,
    .columns = "",
    .examples = {"cairn -C case party add \"Hill Front\" --source \"its own statement\"", NULL},
    .run = party_add};
const struct op OP_PARTY_ALIAS = {
    .name = "party alias",
    .group = "register",
    .summary = "another name of the same party",
    .details = "A renamed group is one party with two names, each with its dates.",
    .perm = PERM_WRITE,
    .args = ALIAS_ARGS,
    .columns = "",
    .examples =
        {"cairn -C case party alias \"Hill Front\" \"Hill Guard\" --former --source \"Soro Wire\"",
         NULL},
    .run = party_alias};
const struct op OP_PARTY_ALLY = {
    .name = "party ally",
    .group = "register",
    .summary = "two parties that fight on one side",
    .details = "",
    .perm = PERM_WRITE,
    .args = ALLY_ARGS,
    .columns = "",
    .examples =
        {"cairn -C case party ally \"Hill Front\" \"River Guard\" --source \"joint statement\"",
         NULL},
    .run = party_ally};
