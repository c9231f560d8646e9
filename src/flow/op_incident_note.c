/* What was searched about an incident, and what a side that is accused answered: both shown on its
 * page, so that "nothing found" and "no reply" are told from "nobody asked". */
#include "flow/show.h"
#include "flow/work.h"

static rc begin_at(struct op_ctx *c, struct book *b, i64 *at, struct err *e) {
    TRY(session_begin(c, e));
    TRY(work_incident(c, op_str(c, "INCIDENT"), NULL, 0, b, at, e));
    if (!b->incidents[*at].merged_into.n) return RC_OK;
    rc r = fail(e, RC_CONFLICT, "%.*s was merged before", SARG(b->incidents[*at].code));
    err_hint(e, "enter it at the incident that its code leads to");
    return r;
}

static rc record(struct op_ctx *c, const char *type, struct json *part, struct str incident,
                 struct err *e) {
    TRY(session_entry(c, type, &part, 1, NULL, e));
    TRY(session_commit(c, e));
    return work_show(c, incident, e);
}

static rc searched(struct op_ctx *c, struct err *e) {
    struct book b;
    i64 at;
    struct str where, found;
    struct date_range on;
    TRY(work_words(c, "where", &where, e));
    TRY(work_words(c, "found", &found, e));
    TRY(work_date(c, "on", &on, e));
    TRY(begin_at(c, &b, &at, e));
    struct json *p = json_obj(c->perm);
    json_set_str(c->perm, p, "kind", S("searched"));
    json_set_str(c->perm, p, "incident", b.incidents[at].id);
    json_set_str(c->perm, p, "where", where);
    json_set_str(c->perm, p, "on", date_text(c->perm, on));
    json_set_str(c->perm, p, "found", found);
    return record(c, "searched", p, b.incidents[at].id, e);
}

/* A party of the register by id or any of its names; else as written. */
static struct str party_of(const struct book *b, struct str given) {
    if (book_party(b, given) >= 0) return given;
    for (i64 i = 0; i < b->nparties; i++) {
        const struct party *p = &b->parties[i];
        if (str_eqi(p->name, given)) return p->id;
        for (i64 k = 0; k < p->naliases; k++)
            if (str_eqi(p->aliases[k].name, given)) return p->id;
    }
    return given;
}

static rc reply(struct op_ctx *c, struct err *e) {
    struct book b;
    i64 at;
    struct str party, words, source = str_trim(op_str(c, "source"));
    struct date_range on;
    TRY(work_words(c, "party", &party, e));
    TRY(work_words(c, "words", &words, e));
    TRY(work_words(c, "source", &source, e));
    TRY(work_date(c, "on", &on, e));
    TRY(begin_at(c, &b, &at, e));
    struct json *p = json_obj(c->perm);
    json_set_str(c->perm, p, "kind", S("reply"));
    json_set_str(c->perm, p, "incident", b.incidents[at].id);
    json_set_str(c->perm, p, "party", party_of(&b, party));
    json_set_str(c->perm, p, "words", words);
    if (on.precision) json_set_str(c->perm, p, "on", date_text(c->perm, on));
    json_set_str(c->perm, p, "source", source);
    return record(c, "replied", p, b.incidents[at].id, e);
}

static const struct op_arg SEARCHED_ARGS[] = {
    {"INCIDENT", "INCIDENT", ARG_POS, true, "id or code", NULL},
    {"where", "TEXT", ARG_OPT, true, "what was searched: archive, feed, register, witness, words",
     NULL},
    {"on", "DATE", ARG_OPT, true, "when", NULL, ARG_DATE},
    {"found", "TEXT", ARG_OPT, true, "what came of it; \"nothing\" too", NULL, ARG_LONG},
    {0}};
static const struct op_arg REPLY_ARGS[] = {
    {"INCIDENT", "INCIDENT", ARG_POS, true, "id or code", NULL},
    {"party", "PARTY", ARG_OPT, true, "who answers: a party of the register, or as it names itself",
     NULL},
    {"words", "TEXT", ARG_OPT, true, "the answer in its own words", NULL, ARG_LONG},
    {"on", "DATE", ARG_OPT, false, "when it was given", NULL, ARG_DATE},
    {"source", "TEXT", ARG_OPT, true, "where the answer is to be found", NULL},
    {0}};

const struct op OP_INCIDENT_SEARCHED = {
    .name = "incident searched",
    .group = "review",
    .summary = "record what was searched about an incident and what was found",
    .details = "Shown on the incident's page and site: a search without result is a result.",
    .perm = PERM_WRITE,
    .args = SEARCHED_ARGS,
    .columns = "code title searched",
    .examples =
        {"cairn -C case incident searched MRT-0007 --where \"archive of State Radio, Marat\""
         " --on 2031-03-12 --found nothing",
         NULL},
    .run = searched};
const struct op OP_INCIDENT_REPLY = {
    .name = "incident reply",
    .group = "review",
    .summary = "record what an accused side answered",
    .details = "Shown beside the accusation, in the words of whoever answers.",
    .perm = PERM_WRITE,
    .args = REPLY_ARGS,
    .columns = "code title replies",
    .examples =
        {"cairn -C case incident reply MRT-0007 --party \"Northern Guard\" --words \"none of"
         " our people were there\" --on 2031-03-14 --source \"letter to the recorder\"",
         NULL},
    .run = reply};
