/* Comments: what people of a case tell each other about a claim, an incident, an item, a person.
 * They decide nothing and are never published. */
#include "flow/work.h"

static rc add(struct op_ctx *c, struct err *e) {
    struct str object, words;
    TRY(work_words(c, "words", &words, e));
    TRY(session_begin(c, e));
    TRY(work_object(c, op_str(c, "OBJECT"), &object, e));
    struct json *p = json_obj(c->perm);
    json_set_str(c->perm, p, "kind", S("comment"));
    json_set_str(c->perm, p, "object", object);
    json_set_str(c->perm, p, "words", words);
    TRY(session_entry(c, "commented", &p, 1, NULL, e));
    TRY(session_commit(c, e));
    op_say(c, "comment recorded");
    return RC_OK;
}

static rc list(struct op_ctx *c, struct err *e) {
    struct str object;
    struct comment *all;
    i64 n;
    TRY(work_object(c, op_str(c, "OBJECT"), &object, e));
    TRY(records_comments(c->session->db, c->perm, object, &all, &n, e));
    for (i64 i = 0; i < n; i++) {
        struct json *j = json_obj(c->perm);
        json_set_i(c->perm, j, "v", 1);
        json_set_str(c->perm, j, "object", all[i].object);
        json_set_str(c->perm, j, "words", all[i].words);
        json_set_str(c->perm, j, "by", all[i].by);
        json_set_str(c->perm, j, "at", instant_text(c->perm, all[i].at));
        json_set_i(c->perm, j, "entry", all[i].entry);
        op_row(c, j);
    }
    if (n == 0) op_say(c, "no comments on it");
    return RC_OK;
}

static const struct op_arg ADD_ARGS[] = {
    {"OBJECT", "OBJECT", ARG_POS, true, "claim, incident, item or person: id or code", NULL},
    {"words", "TEXT", ARG_OPT, true, "what you say", NULL, ARG_LONG},
    {0}};
static const struct op_arg LIST_ARGS[] = {
    {"OBJECT", "OBJECT", ARG_POS, true, "claim, incident, item or person: id or code", NULL}, {0}};

const struct op OP_COMMENT_ADD = {
    .name = "comment add",
    .group = "review",
    .summary = "say something about a claim, an incident, an item or a person",
    .details = "A comment decides nothing, is never published and stands in no receipt.",
    .perm = PERM_COMMENT,
    .args = ADD_ARGS,
    .columns = "",
    .examples = {"cairn -C case comment add MRT-0007 --words \"who can ask the mortuary?\"", NULL},
    .run = add};
const struct op OP_COMMENTS = {.name = "comments",
                               .group = "review",
                               .summary = "what people said about one thing, oldest first",
                               .details = "",
                               .perm = PERM_READ,
                               .args = LIST_ARGS,
                               .columns = "at by words",
                               .examples = {"cairn -C case comments MRT-0007", NULL},
                               .run = list};
