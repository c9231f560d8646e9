/* What a person settles of an incident against what its claims give: working title, kind, place,
 * date; with a reason. It stays on top when further claims come in. */
#include "flow/places.h"
#include "flow/show.h"
#include "flow/work.h"
#include "reconcile/reconcile.h"

static rc put_kind(struct op_ctx *c, struct json *p, struct err *e) {
    enum kind k;
    struct str given = op_str(c, "kind");
    if (!given.n) return RC_OK;
    if (!kind_parse(given, &k))
        return fail(e, RC_USAGE, "there is no kind \"%.*s\"", SARG(str_sub(given, 0, 60)));
    json_set_str(c->perm, p, "as", given);
    return RC_OK;
}

/* A place of the case or the gazetteer; --place-words when none fits. */
static rc put_place(struct op_ctx *c, const struct book *b, struct json *p, struct err *e) {
    struct str place = str_trim(op_str(c, "place")), words = str_trim(op_str(c, "place-words"));
    if (!place.n && !words.n) return RC_OK;
    if (place.n && words.n)
        return fail(e, RC_USAGE, "give --place, or --place-words when no place fits");
    struct place_found found = {.precision = PRECISION_UNKNOWN};
    if (place.n) {
        struct item none = {0};
        struct enter x;
        enter_make(c->perm, b, &none, &x);
        TRY(place_resolve(&x, place, &found, e));
        json_set_str(c->perm, p, "place", found.id);
    } else {
        json_set_str(c->perm, p, "place_words", words);
    }
    json_set_str(c->perm, p, "precision", word_name("precision", (int)found.precision));
    return RC_OK;
}

static rc fields(struct op_ctx *c, const struct book *b, struct json *p, struct err *e) {
    struct date_range when;
    struct str title = str_trim(op_str(c, "title"));
    i64 before = p->n;
    TRY(work_date(c, "date", &when, e));
    if (title.n > TITLE_MAX) return fail(e, RC_USAGE, "a title has at most %d bytes", TITLE_MAX);
    if (title.n) json_set_str(c->perm, p, "title", title);
    TRY(put_kind(c, p, e));
    TRY(put_place(c, b, p, e));
    if (when.precision) json_set_str(c->perm, p, "when", date_text(c->perm, when));
    if (p->n == before)
        return fail(e, RC_USAGE, "give --title, --kind, --place, --date, or --reset");
    return RC_OK;
}

/* Back to what the claims give: nothing of a person's stays. */
static rc reset(struct op_ctx *c, const struct book *b, i64 at, struct json *p, struct json **parts,
                i64 *n, struct err *e) {
    if (!b->incidents[at].set_by_person)
        return fail(e, RC_CONFLICT, "nothing of %.*s was settled by a person",
                    SARG(b->incidents[at].code));
    json_set(p, S("reset"), json_bool(c->perm, true));
    parts[(*n)++] = reconcile_again(c->perm, b, at);
    return RC_OK;
}

static rc set(struct op_ctx *c, struct err *e) {
    struct book b;
    i64 at, n = 0;
    struct json *parts[3], *p = json_obj(c->perm);
    struct str reason;
    TRY(work_words(c, "reason", &reason, e));
    TRY(session_begin(c, e));
    TRY(work_incident(c, op_str(c, "INCIDENT"), NULL, 0, &b, &at, e));
    const struct incident *in = &b.incidents[at];
    if (in->merged_into.n) return fail(e, RC_CONFLICT, "%.*s was merged before", SARG(in->code));
    json_set_str(c->perm, p, "kind", S("incident_set"));
    json_set_str(c->perm, p, "incident", in->id);
    json_set_str(c->perm, p, "reason", reason);
    parts[n++] = p;
    if (op_flag(c, "reset"))
        TRY(reset(c, &b, at, p, parts, &n, e));
    else
        TRY(fields(c, &b, p, e));
    TRY(session_entry(c, "settled", parts, n, NULL, e));
    TRY(session_commit(c, e));
    return work_show(c, in->id, e);
}

static const struct op_arg ARGS[] = {
    {"INCIDENT", "INCIDENT", ARG_POS, true, "id or code", NULL},
    {"title", "TEXT", ARG_OPT, false, "working title, for the people of the case", NULL},
    {"kind", "KIND", ARG_OPT, false, "kind of incident", NULL},
    {"place", "PLACE", ARG_OPT, false, "id or name of a place of the case or the gazetteer", NULL},
    {"place-words", "TEXT", ARG_OPT, false, "the place in words, when none fits", NULL},
    {"date", "DATE", ARG_OPT, false, "when it is said to have happened", NULL, ARG_DATE},
    {"reset", "", ARG_FLAG, false, "back to what the claims give", NULL},
    {"reason", "TEXT", ARG_OPT, true, "why", NULL},
    {0}};

const struct op OP_INCIDENT_SET = {
    .name = "incident set",
    .edits = "INCIDENT",
    .group = "review",
    .summary = "settle title, kind, place or date of an incident; with a reason",
    .details = "What a person settled stays when further claims come in. The claims keep what they "
               "say.\nThe working title is for the people of the case: the site names incidents by "
               "what is reported.",
    .perm = PERM_PUBLISH,
    .args = ARGS,
    .columns = "code title accounts origins reviewed",
    .examples =
        {"cairn -C case incident set MRT-0007 --date 2031-03-05 --reason \"two reports name "
         "the day\"",
         NULL},
    .run = set};
