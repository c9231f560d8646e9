/* Persons: lists, one, entered by hand, corrected; the same or different; consent. */
#include "base/limits.h"
#include "flow/lists.h"
#include "store/setting.h"
#include "store/slice.h"
#include "text/fold.h"

enum { PERSONS_MOST = 1000, CLUSTER_MAX = 500 };

/* ---- lists ---- */

static rc persons(struct op_ctx *c, struct err *e) {
    struct person_filter f = {.sex = op_str(c, "sex"),
                              .outcome = op_str(c, "outcome"),
                              .dirty = op_flag(c, "flagged"),
                              .suspects = op_flag(c, "doubles"),
                              .gone = op_flag(c, "gone"),
                              .reach = op_reach(c)};
    struct name_list l;
    struct str after = op_str(c, "after");
    i64 most;
    TRY(session_open(c, e));
    TRY(op_int(c, "most", 1, INT32_MAX, PERSONS_MOST, &most, e));
    if (op_given(c, "list")) TRY(name_list_find(c, op_str(c, "list"), &l, e));
    if (op_given(c, "list")) f.list = l.id;
    if (op_given(c, "name") && !op_sees(c, FIELD_NAMES))
        return fail(e, RC_DENIED, "names of persons are withheld from you");
    if (op_given(c, "name")) f.words = text_fold_name(c->perm, op_str(c, "name"));
    if (op_given(c, "name") && !f.words.n) return fail(e, RC_USAGE, "this is no name");
    while (most > 0) {
        struct person_page p;
        i64 take = most < PERSONS_MOST ? most : PERSONS_MOST;
        TRY(records_persons(c->session->db, c->perm, &f, after, take, &p, e));
        for (i64 i = 0; i < p.n; i++)
            op_row(c, person_line_json(c, &p.lines[i]));
        most -= p.n;
        after = p.after;
        if (!after.n || !p.n) break;
    }
    return RC_OK;
}

static void judgements_json(struct op_ctx *c, struct json *o, struct str id,
                            const struct judgement *j, i64 n) {
    struct json *all = json_set(o, S("judged"), json_arr(c->perm));
    for (i64 i = 0; i < n; i++) {
        struct json *k = json_add(all, json_obj(c->perm));
        json_set_str(c->perm, k, "other", str_eq(j[i].a, id) ? j[i].b : j[i].a);
        json_set_str(c->perm, k, "verdict", j[i].verdict);
        json_set_str(c->perm, k, "reason", j[i].reason);
        json_set_str(c->perm, k, "by", j[i].actor);
        json_set_i(c->perm, k, "entry", j[i].entry);
    }
}

static void put(struct op_ctx *c, struct json *o, const char *key, struct str s) {
    if (s.n) json_set_str(c->perm, o, key, s);
}

static void consents_json(struct op_ctx *c, struct json *o, const struct consent *k, i64 n) {
    struct json *all = json_set(o, S("consent"), json_arr(c->perm));
    for (i64 i = 0; i < n; i++) {
        struct json *j = json_add(all, json_obj(c->perm));
        json_set_str(c->perm, j, "purpose", k[i].purpose);
        json_set_str(c->perm, j, "act", k[i].act);
        put(c, j, "how", k[i].how);
        if (op_sees(c, FIELD_NAMES)) put(c, j, "by", k[i].by);
        put(c, j, "relation", k[i].relation);
        put(c, j, "risks", k[i].risks);
        put(c, j, "date", k[i].date);
        put(c, j, "expires", k[i].expires);
        put(c, j, "reason", k[i].words);
        json_set_i(c->perm, j, "entry", k[i].entry);
    }
}

static rc show(struct op_ctx *c, struct err *e) {
    struct person p;
    struct person_line *may;
    struct judgement *j;
    struct consent *k;
    i64 n;
    TRY(person_find(c, op_str(c, "PERSON"), &p, e));
    struct json *o = person_json(c, &p);
    TRY(records_suspects(c->session->db, c->perm, p.id, op_reach(c), &may, &n, e));
    struct json *all = json_set(o, S("may_be"), json_arr(c->perm));
    for (i64 i = 0; i < n; i++)
        json_add(all, json_str(c->perm, may[i].id));
    TRY(records_judgements(c->session->db, c->perm, p.id, op_reach(c), &j, &n, e));
    judgements_json(c, o, p.id, j, n);
    TRY(records_consents(c->session->db, c->perm, p.id, &k, &n, e));
    consents_json(c, o, k, n);
    op_row(c, o);
    return RC_OK;
}

/* ---- entered and corrected ---- */

/* Arguments that are fields, in the order of person_fields.def. */
static const char *const FIELDS[] = {
    "full",     "first",      "father", "grandfather", "family",     "mother",     "kunya",
    "nickname", "sex",        "age",    "age_class",   "birth_date", "event_date", "event_place",
    "outcome",  "occupation", "origin", "contact",     "religion",   "ethnicity",  "note"};

static struct str arg_name(struct arena *a, const char *field) {
    struct str s = str_dup(a, str_c(field));
    for (i64 i = 0; i < s.n; i++)
        if (s.p[i] == '_') ((char *)s.p)[i] = '-';
    return s;
}

/* A value as a person enters it is right or refused: nothing is flagged later. */
static rc check_value(struct op_ctx *c, struct str field, struct str v, struct err *e) {
    struct date_range d;
    i64 min, max;
    bool date = str_eqc(field, "birth_date") || str_eqc(field, "event_date");
    if (!v.n) return RC_OK;
    if (v.n > NAME_BYTES_MAX)
        return fail(e, RC_LIMIT, "a field has at most %d bytes", NAME_BYTES_MAX);
    if (date && !date_parse(v, &d))
        return fail(e, RC_USAGE, "\"%.*s\" is not a date", SARG(str_sub(v, 0, 40)));
    if (str_eqc(field, "age") && !person_age(v, &min, &max))
        return fail(e, RC_USAGE, "an age is a number up to %d, or two: 30-35", AGE_YEARS_MAX);
    if (person_field_group(field) != FIELD_SENSITIVE) return RC_OK;
    struct str why;
    TRY(session_open(c, e));
    TRY(records_setting(c->session->db, c->perm, "sensitive_fields", &why, e));
    if (!str_eqc(why, "off")) return RC_OK;
    rc r = fail(e, RC_DENIED, "this case does not record religion or ethnicity");
    err_hint(e, "the owner states why they are needed in the setting sensitive_fields");
    return r;
}

static rc read_fields(struct op_ctx *c, bool may_clear, struct json **out, struct err *e) {
    struct arena *a = c->perm;
    *out = json_arr(a);
    for (i64 i = 0; i < LEN(FIELDS); i++) {
        struct str name = arg_name(a, FIELDS[i]), v = str_trim(op_str(c, cstr(a, name)));
        if (!op_given(c, cstr(a, name)) || (!v.n && !may_clear)) continue;
        TRY(check_value(c, str_c(FIELDS[i]), v, e));
        struct json *f = json_add(*out, json_obj(a));
        json_set_str(a, f, "f", str_c(FIELDS[i]));
        json_set_str(a, f, "v", v.p ? v : S(""));
    }
    if ((*out)->n) return RC_OK;
    return fail(e, RC_USAGE, "say at least one thing of the person, such as --full NAME");
}

/* What is entered by hand cites a sealed item, and its words where it has text. */
static rc cited(struct op_ctx *c, struct str *outside, struct err *e) {
    struct book *b;
    struct str words = str_trim(op_str(c, "words"));
    TRY(session_open(c, e));
    TRY(records_find_item(c->session->db, c->perm, op_str(c, "item"), op_reach(c), outside, e));
    if (!words.n) return RC_OK;
    struct slice want = {.items = outside, .nitems = 1, .with = SLICE_TEXTS, .reach = op_reach(c)};
    TRY(session_slice(c, &want, &b, e));
    i64 at = book_item(b, *outside);
    if (at >= 0 && str_has(b->items[at].text, words)) return RC_OK;
    return fail(e, RC_NOTFOUND, "these words are not in the item's text");
}

static rc add(struct op_ctx *c, struct err *e) {
    struct json *fields, *p = json_obj(c->perm);
    struct str item, source = op_given(c, "words") ? op_str(c, "words") : op_str(c, "source");
    struct person made;
    TRY(read_fields(c, false, &fields, e));
    TRY(cited(c, &item, e));
    for (struct json *f = fields->kids; f && source.n; f = f->next)
        json_set_str(c->perm, f, "source", source);
    TRY(session_begin(c, e));
    struct str text = json_canon(c->perm, fields);
    struct str id =
        person_id(c->perm, S(""), S(""), item, text, store_size(c->session->store), false);
    json_set_str(c->perm, p, "kind", S("person"));
    json_set_str(c->perm, p, "person", id);
    json_set_str(c->perm, p, "item", item);
    json_set(p, S("fields"), fields);
    TRY(session_entry(c, "listed", &p, 1, NULL, e));
    TRY(session_commit(c, e));
    TRY(person_find(c, id, &made, e));
    op_row(c, person_json(c, &made));
    return RC_OK;
}

static rc set(struct op_ctx *c, struct err *e) {
    struct json *fields, *p = json_obj(c->perm);
    struct person n;
    TRY(read_fields(c, true, &fields, e));
    TRY(person_find(c, op_str(c, "PERSON"), &n, e));
    json_set_str(c->perm, p, "kind", S("person_set"));
    json_set_str(c->perm, p, "person", n.id);
    json_set_str(c->perm, p, "source", op_str(c, "source"));
    json_set(p, S("fields"), fields);
    TRY(session_act(c, "listed", &p, 1, e));
    TRY(person_find(c, n.id, &n, e));
    op_row(c, person_json(c, &n));
    return RC_OK;
}

/* ---- same or different ---- */

/* Newest judgement on each pair: walks what is "same" from `from`; says whether `to` is judged
 * different from anybody met on the way. */
struct cluster {
    struct op_ctx *c;
    struct str ids[CLUSTER_MAX];
    i64 n;
    struct map seen;
};

static bool newest(const struct judgement *j, i64 n, i64 at) {
    for (i64 i = 0; i < at && i < n; i++)
        if (str_eq(j[i].a, j[at].a) && str_eq(j[i].b, j[at].b)) return false;
    return true;
}

static void meet(struct cluster *k, struct str id) {
    bool fresh;
    if (k->n == CLUSTER_MAX) return;
    map_put(&k->seen, k->c->perm, id, &fresh);
    if (fresh) k->ids[k->n++] = id;
}

static rc cluster_of(struct cluster *k, struct str from, struct err *e) {
    meet(k, from);
    for (i64 at = 0; at < k->n; at++) {
        struct judgement *j;
        i64 n;
        TRY(records_judgements(k->c->session->db, k->c->perm, k->ids[at], op_reach(k->c), &j, &n,
                               e));
        for (i64 i = 0; i < n; i++)
            if (newest(j, n, i) && str_eqc(j[i].verdict, "same"))
                meet(k, str_eq(j[i].a, k->ids[at]) ? j[i].b : j[i].a);
    }
    return RC_OK;
}

static rc contradicted(struct op_ctx *c, struct str a, struct str b, bool *yes, struct err *e) {
    struct cluster *x = NEW(c->perm, struct cluster), *y = NEW(c->perm, struct cluster);
    x->c = y->c = c;
    *yes = false;
    TRY(cluster_of(x, a, e));
    TRY(cluster_of(y, b, e));
    for (i64 at = 0; at < x->n; at++) {
        struct judgement *j;
        i64 n;
        TRY(records_judgements(c->session->db, c->perm, x->ids[at], op_reach(c), &j, &n, e));
        for (i64 i = 0; i < n; i++) {
            struct str other = str_eq(j[i].a, x->ids[at]) ? j[i].b : j[i].a;
            if (newest(j, n, i) && str_eqc(j[i].verdict, "different") && map_get(&y->seen, other))
                *yes = true;
        }
    }
    return RC_OK;
}

static rc judge(struct op_ctx *c, const char *verdict, struct err *e) {
    struct person a, b;
    bool against = false;
    TRY(person_find(c, op_str(c, "PERSON"), &a, e));
    TRY(person_find(c, op_str(c, "OTHER"), &b, e));
    if (str_eq(a.id, b.id)) return fail(e, RC_USAGE, "this is one row, not two");
    if (!str_trim(op_str(c, "reason")).n) return fail(e, RC_USAGE, "a judgement needs a reason");
    if (str_eqc(S("same"), verdict)) TRY(contradicted(c, a.id, b.id, &against, e));
    if (against && !op_flag(c, "despite")) {
        rc r = fail(e, RC_CONFLICT, "somebody judged that they are different persons");
        err_hint(e, "read the judgements (person show); --despite records yours against it");
        return r;
    }
    bool turn = str_cmp(a.id, b.id) > 0;
    struct json *p = json_obj(c->perm);
    json_set_str(c->perm, p, "kind", S("judgement"));
    json_set_str(c->perm, p, "a", turn ? b.id : a.id);
    json_set_str(c->perm, p, "b", turn ? a.id : b.id);
    json_set_str(c->perm, p, "verdict", str_c(verdict));
    json_set_str(c->perm, p, "reason", op_str(c, "reason"));
    TRY(session_act(c, "judged", &p, 1, e));
    op_say(c, "recorded: %s; both rows stay as they are", verdict);
    return RC_OK;
}

static rc same(struct op_ctx *c, struct err *e) {
    return judge(c, "same", e);
}
static rc different(struct op_ctx *c, struct err *e) {
    return judge(c, "different", e);
}

/* ---- consent ---- */

static bool purpose_known(struct str p) {
    static const char *const ALL[] = {"store", "identify", "publish", "share", "court"};
    for (i64 i = 0; i < LEN(ALL); i++)
        if (str_eqc(p, ALL[i])) return true;
    return false;
}

static rc consent_part(struct op_ctx *c, const char *act, struct str person, struct str purpose,
                       struct str item, struct json **out, struct err *e) {
    static const char *const KEYS[] = {"how", "relation", "risks", "date", "expires"};
    struct json *p = *out = json_obj(c->perm);
    if (!purpose_known(purpose))
        return fail(e, RC_USAGE, "there is no purpose \"%.*s\"", SARG(str_sub(purpose, 0, 40)));
    json_set_str(c->perm, p, "kind", S("consent"));
    json_set_str(c->perm, p, "person", person);
    json_set_str(c->perm, p, "purpose", purpose);
    json_set_str(c->perm, p, "act", str_c(act));
    put(c, p, "by_whom", op_str(c, "by"));
    for (i64 i = 0; i < LEN(KEYS); i++)
        if (str_eqc(S("give"), act)) put(c, p, KEYS[i], op_str(c, KEYS[i]));
    if (!str_eqc(S("give"), act)) {
        put(c, p, "how", op_str(c, "how"));
        put(c, p, "date", op_str(c, "date"));
        put(c, p, "words", op_str(c, "reason"));
    }
    put(c, p, "item", item);
    return RC_OK;
}

static rc check_dates(struct op_ctx *c, bool give, struct err *e) {
    struct date_range d;
    if (op_given(c, "date") && op_str(c, "date").n && !date_parse(op_str(c, "date"), &d))
        return fail(e, RC_USAGE, "--date takes a date such as 2031-03-10");
    if (give && op_str(c, "expires").n && !date_parse(op_str(c, "expires"), &d))
        return fail(e, RC_USAGE, "--expires takes a date such as 2032-03-10");
    return RC_OK;
}

static rc consent(struct op_ctx *c, const char *act, struct err *e) {
    struct person n;
    struct str item = {0};
    struct json **parts = NULL;
    i64 np = 0, cap = 0;
    bool give = str_eqc(S("give"), act);
    TRY(check_dates(c, give, e));
    if (give && !str_trim(op_str(c, "risks")).n)
        return fail(e, RC_USAGE, "consent is recorded with the risks that were explained");
    TRY(person_find(c, op_str(c, "PERSON"), &n, e));
    if (give && op_str(c, "item").n)
        TRY(records_find_item(c->session->db, c->perm, op_str(c, "item"), op_reach(c), &item, e));
    for (const struct op_value *v = op_values(c, "purpose"); v; v = v->more)
        TRY(consent_part(c, act, n.id, v->v, item, PUSH(c->perm, parts, np, cap), e));
    TRY(session_act(c, "consented", parts, np, e));
    op_say(c, "consent: recorded%s", give ? "" : "; left out of everything made from now on");
    return RC_OK;
}

static rc consent_give(struct op_ctx *c, struct err *e) {
    return consent(c, "give", e);
}
static rc consent_withdraw(struct op_ctx *c, struct err *e) {
    return consent(c, "withdraw", e);
}

/* ---- declarations ---- */

#define PERSON_ARG                                                                                 \
    { "PERSON", "PERSON", ARG_POS, true, "id, or its beginning", NULL }
#define OUTCOMES "killed|died|injured|missing|detained|abducted|released|displaced|unknown"
#define FIELD_ARGS \
    {"full", "NAME", ARG_OPT, false, "whole name", NULL}, \
        {"first", "NAME", ARG_OPT, false, "given name", NULL}, \
        {"father", "NAME", ARG_OPT, false, "father's name", NULL}, \
        {"grandfather", "NAME", ARG_OPT, false, "grandfather's name", NULL}, \
        {"family", "NAME", ARG_OPT, false, "family name", NULL}, \
        {"mother", "NAME", ARG_OPT, false, "mother's name", NULL}, \
        {"kunya", "NAME", ARG_OPT, false, "name after a child", NULL}, \
        {"nickname", "NAME", ARG_OPT, false, "nickname or nom de guerre", NULL}, \
        {"sex", "SEX", ARG_OPT, false, "as stated", "male|female|unknown"}, \
        {"age", "YEARS", ARG_OPT, false, "at the event: 34, or 30-35", NULL}, \
        {"age-class", "CLASS", ARG_OPT, false, "when no age is known", "child|adult|unknown"}, \
        {"birth-date", "DATE", ARG_OPT, false, "as precise as it is known", NULL, ARG_DATE}, \
        {"event-date", "DATE", ARG_OPT, false, "when, as it is said", NULL, ARG_DATE}, \
        {"event-place", "TEXT", ARG_OPT, false, "where it is said to have happened", NULL}, \
        {"outcome", "WORD", ARG_OPT, false, "what is said to have happened", OUTCOMES}, \
        {"occupation", "TEXT", ARG_OPT, false, "as stated", NULL}, \
        {"origin", "TEXT", ARG_OPT, false, "place of origin", NULL}, \
        {"contact", "TEXT", ARG_OPT, false, "address or telephone", NULL}, \
        {"religion", "TEXT", ARG_OPT, false, "only where the case states why", NULL}, \
        {"ethnicity", "TEXT", ARG_OPT, false, "only where the case states why", NULL}, { \
        "note", "TEXT", ARG_OPT, false, "anything else", NULL, ARG_LONG \
    }

static const struct op_arg PERSONS_ARGS[] = {
    {"list", "LIST", ARG_OPT, false, "only of this list", NULL},
    {"name", "WORDS", ARG_OPT, false, "words of a name, in any script", NULL},
    {"sex", "SEX", ARG_OPT, false, "as the list says", "male|female|unknown"},
    {"outcome", "WORD", ARG_OPT, false, "as the list says", OUTCOMES},
    {"flagged", "", ARG_FLAG, false, "only rows that make no sense somewhere", NULL},
    {"doubles", "", ARG_FLAG, false, "only rows that may be a person of another row", NULL},
    {"gone", "", ARG_FLAG, false, "only those that the newest version of their list lacks", NULL},
    {"most", "N", ARG_OPT, false, "at most so many; 1,000 by default", NULL, ARG_NUMBER},
    {"after", "CURSOR", ARG_OPT, false, "go on after", NULL},
    {0}};
static const struct op_arg SHOW_ARGS[] = {PERSON_ARG, {0}};
static const struct op_arg ADD_ARGS[] = {
    {"item", "ITEM", ARG_OPT, true, "the sealed item that says so", NULL},
    {"words", "TEXT", ARG_OPT, false, "its words, exactly", NULL, ARG_LONG},
    {"source", "TEXT", ARG_OPT, false, "where in the item, when it has no text", NULL},
    FIELD_ARGS,
    {0}};
static const struct op_arg SET_ARGS[] = {
    PERSON_ARG,
    {"source", "TEXT", ARG_OPT, true, "where this is known from", NULL},
    FIELD_ARGS,
    {0}};
static const struct op_arg SAME_ARGS[] = {
    PERSON_ARG,
    {"OTHER", "PERSON", ARG_POS, true, "the other row", NULL},
    {"reason", "TEXT", ARG_OPT, true, "why", NULL, ARG_LONG},
    {"despite", "", ARG_FLAG, false, "although somebody judged otherwise", NULL},
    {0}};
static const struct op_arg DIFFERENT_ARGS[] = {
    PERSON_ARG,
    {"OTHER", "PERSON", ARG_POS, true, "the other row", NULL},
    {"reason", "TEXT", ARG_OPT, true, "why", NULL, ARG_LONG},
    {0}};
#define PURPOSES "store|identify|publish|share|court"
static const struct op_arg GIVE_ARGS[] = {
    PERSON_ARG,
    {"purpose", "PURPOSE", ARG_OPT_MANY, true, "each purpose by itself", PURPOSES},
    {"how", "WORD", ARG_OPT, true, "how it was given", "written|spoken|recorded|message"},
    {"by", "TEXT", ARG_OPT, true, "by whom", NULL},
    {"relation", "TEXT", ARG_OPT, false, "what they are to the person, when another", NULL},
    {"risks", "TEXT", ARG_OPT, true, "which risks were explained", NULL, ARG_LONG},
    {"date", "DATE", ARG_OPT, false, "when", NULL, ARG_DATE},
    {"expires", "DATE", ARG_OPT, false, "until when it holds", NULL, ARG_DATE},
    {"item", "ITEM", ARG_OPT, false, "the sealed form or recording", NULL},
    {0}};
static const struct op_arg WITHDRAW_ARGS[] = {
    PERSON_ARG,
    {"purpose", "PURPOSE", ARG_OPT_MANY, true, "each purpose by itself", PURPOSES},
    {"by", "TEXT", ARG_OPT, true, "by whom", NULL},
    {"how", "WORD", ARG_OPT, false, "how", "written|spoken|recorded|message"},
    {"date", "DATE", ARG_OPT, false, "when", NULL, ARG_DATE},
    {"reason", "TEXT", ARG_OPT, false, "why, if they said", NULL, ARG_LONG},
    {0}};

const struct op OP_PERSONS = {
    .name = "persons",
    .group = "list",
    .summary = "persons that lists and reports name",
    .details = "One row of a list is one row here; rows that may be one person are marked, never "
               "merged.",
    .perm = PERM_READ,
    .args = PERSONS_ARGS,
    .columns = "id name age date said list row",
    .examples = {"cairn -C case persons --list \"Missing, Marat\" --flagged", NULL},
    .run = persons};
const struct op OP_PERSON_SHOW = {.name = "person show",
                                  .group = "list",
                                  .summary = "all that is said of one person, with every cell",
                                  .details = "",
                                  .perm = PERM_READ,
                                  .args = SHOW_ARGS,
                                  .columns = "id name fields flags may_be",
                                  .examples = {"cairn -C case person show n-1f00a4c2", NULL},
                                  .run = show};
const struct op OP_PERSON_ADD = {
    .name = "person add",
    .group = "list",
    .summary = "a person whom an item names, entered by hand",
    .details = "",
    .perm = PERM_WRITE,
    .args = ADD_ARGS,
    .columns = "id name",
    .examples = {"cairn -C case person add --item report.txt --words \"14 bodies\" --full \"Ilin "
                 "Soro\" --outcome missing",
                 NULL},
    .run = add};
const struct op OP_PERSON_SET = {
    .name = "person set",
    .group = "list",
    .summary = "correct what is recorded of a person",
    .details = "The row of the list stays; the correction stands in its place, through every new "
               "version.\nAn empty value takes a field away.",
    .perm = PERM_WRITE,
    .args = SET_ARGS,
    .columns = "id name",
    .examples = {"cairn -C case person set n-1f00a4c2 --age 34 --source \"the family, by phone\"",
                 NULL},
    .run = set};
const struct op OP_PERSON_SAME = {
    .name = "person same",
    .group = "list",
    .summary = "two rows are one person",
    .details = "Nothing is merged: the judgement stands beside both rows and can be taken back by "
               "`person different`.",
    .perm = PERM_REVIEW,
    .args = SAME_ARGS,
    .columns = "",
    .examples = {"cairn -C case person same n-1f00a4c2 n-2e11b5d3 --reason \"same mother, same "
                 "village\"",
                 NULL},
    .run = same};
const struct op OP_PERSON_DIFFERENT = {
    .name = "person different",
    .group = "list",
    .summary = "two rows are two persons",
    .details = "",
    .perm = PERM_REVIEW,
    .args = DIFFERENT_ARGS,
    .columns = "",
    .examples = {"cairn -C case person different n-1f00a4c2 n-2e11b5d3 --reason \"cousins\"", NULL},
    .run = different};
const struct op OP_CONSENT_GIVE = {
    .name = "consent give",
    .group = "list",
    .summary = "consent for each purpose, with the risks explained",
    .details = "What was not consented to is not done: names are published and shared only where "
               "consent stands.",
    .perm = PERM_WRITE,
    .args = GIVE_ARGS,
    .columns = "",
    .examples = {"cairn -C case consent give n-1f00a4c2 --purpose store --purpose publish --how "
                 "written --by \"the sister\" --risks \"the name can be found by anyone\"",
                 NULL},
    .run = consent_give};
const struct op OP_CONSENT_WITHDRAW = {
    .name = "consent withdraw",
    .group = "list",
    .summary = "consent taken back",
    .details = "Later publications and exports leave the person out; earlier ones stay verifiable.",
    .perm = PERM_WRITE,
    .args = WITHDRAW_ARGS,
    .columns = "",
    .examples = {"cairn -C case consent withdraw n-1f00a4c2 --purpose publish --by \"the sister\"",
                 NULL},
    .run = consent_withdraw};
