/* Graves and find spots; bodies and parts with their custody; findings apart from conclusions. */
#include "base/limits.h"
#include "flow/sites.h"
#include "store/setting.h"
#include "store/slice.h"

enum { MOST = 1000 };

/* ---- shared ---- */

rc site_find(struct op_ctx *c, struct str name, struct site *out, struct err *e) {
    bool found;
    TRY(session_open(c, e));
    TRY(records_site(c->session->db, c->perm, name, op_reach(c), &found, out, e));
    if (found) return RC_OK;
    rc r = fail(e, RC_NOTFOUND, "there is no site \"%.*s\"", SARG(str_sub(name, 0, 60)));
    err_hint(e, "list them: cairn -C DIR sites");
    return r;
}

rc remains_find(struct op_ctx *c, struct str number, struct remains *out, struct err *e) {
    bool found;
    TRY(session_open(c, e));
    TRY(records_remains(c->session->db, c->perm, number, op_reach(c), &found, out, e));
    if (found) return RC_OK;
    rc r = fail(e, RC_NOTFOUND, "there are no remains with the number \"%.*s\"",
                SARG(str_sub(number, 0, 60)));
    err_hint(e, "list them: cairn -C DIR remains");
    return r;
}

bool site_may_see(const struct op_ctx *c, struct str key) {
    static const char *const PLACE[] = {"place", "latitude", "longitude", "grid"};
    static const char *const MEDICAL[] = {"completeness", "sex", "age", "stature"};
    for (i64 i = 0; i < LEN(PLACE); i++)
        if (str_eqc(key, PLACE[i])) return op_sees(c, FIELD_PLACE);
    for (i64 i = 0; i < LEN(MEDICAL); i++)
        if (str_eqc(key, MEDICAL[i])) return op_sees(c, FIELD_MEDICAL);
    if (str_eqc(key, "discovered_by") || str_eqc(key, "found_by")) return op_sees(c, FIELD_NAMES);
    return true;
}

static void put(struct op_ctx *c, struct json *o, const char *key, struct str s) {
    if (s.n) json_set_str(c->perm, o, key, s);
}

static void body_json(struct op_ctx *c, struct json *o, const struct json *body) {
    JSON_EACH(f, body)
    if (site_may_see(c, f->key))
        json_set(o, f->key, json_copy(c->perm, f));
    else
        json_set_str(c->perm, o, cstr(c->perm, f->key), S("withheld"));
}

struct json *site_json(struct op_ctx *c, const struct site *s) {
    struct json *o = json_obj(c->perm);
    json_set_i(c->perm, o, "v", 1);
    json_set_str(c->perm, o, "id", s->id);
    json_set_str(c->perm, o, "site", s->name);
    json_set_i(c->perm, o, "remains", s->remains);
    put(c, o, "item", s->item);
    body_json(c, o, s->body);
    return o;
}

struct json *remains_json(struct op_ctx *c, const struct remains *r) {
    struct json *o = json_obj(c->perm);
    json_set_i(c->perm, o, "v", 1);
    json_set_str(c->perm, o, "id", r->id);
    json_set_str(c->perm, o, "number", r->number);
    json_set_str(c->perm, o, "site", r->site_name);
    put(c, o, "of", r->of);
    put(c, o, "holder", r->holder);
    put(c, o, "storage", r->storage);
    put(c, o, "since", r->since);
    put(c, o, "item", r->item);
    body_json(c, o, r->body);
    return o;
}

/* The arguments from `first` on, under their names with '_', are what is said about it. */
static rc about(struct op_ctx *c, const char *first, struct json **out, struct err *e) {
    bool on = false;
    *out = json_obj(c->perm);
    for (const struct op_arg *g = c->op->args; g->name; g++) {
        on |= strcmp(g->name, first) == 0;
        struct str v = str_trim(op_str(c, g->name)), key = str_dup(c->perm, str_c(g->name));
        if (!on || !op_given(c, g->name)) continue;
        if (v.n > NAME_BYTES_MAX) return fail(e, RC_LIMIT, "--%s is too long", g->name);
        struct date_range d;
        if (g->type == ARG_DATE && v.n && !date_parse(v, &d))
            return fail(e, RC_USAGE, "--%s takes a date such as 2031-03-10", g->name);
        for (i64 i = 0; i < key.n; i++)
            if (key.p[i] == '-') ((char *)key.p)[i] = '_';
        json_set_str(c->perm, *out, cstr(c->perm, key), v.p ? v : S(""));
    }
    return RC_OK;
}

static rc cited_item(struct op_ctx *c, struct json *p, struct err *e) {
    struct str item;
    if (!op_str(c, "item").n) return RC_OK;
    TRY(session_open(c, e));
    TRY(records_find_item(c->session->db, c->perm, op_str(c, "item"), op_reach(c), &item, e));
    json_set_str(c->perm, p, "item", item);
    return RC_OK;
}

static struct json *part(struct op_ctx *c, const char *kind) {
    struct json *p = json_obj(c->perm);
    json_set_str(c->perm, p, "kind", str_c(kind));
    return p;
}

static rc act(struct op_ctx *c, struct json *p, struct err *e) {
    return session_act(c, "examined", &p, 1, e);
}

/* ---- sites ---- */

/* What is called a mass grave here says how many sets of remains make one; the definition applied
 * is kept with the site. */
static rc apply_definition(struct op_ctx *c, struct json *body, struct err *e) {
    struct str definition, sets = op_str(c, "sets");
    i64 n = 0;
    if (!str_eqc(json_get_str(body, "type"), "mass_grave")) return RC_OK;
    TRY(session_open(c, e));
    TRY(records_setting(c->session->db, c->perm, "grave_definition", &definition, e));
    i64 least = str_eqc(definition, "three_or_more") ? 3 : 2;
    if (!str_i64(sets, &n) || n < least) {
        rc r = fail(e, RC_USAGE,
                    "a mass grave holds at least %lld sets of remains by the "
                    "definition of this case (%.*s): say --sets",
                    (long long)least, SARG(definition));
        err_hint(e, "else call it a grave");
        return r;
    }
    json_set_str(c->perm, body, "definition", definition);
    return RC_OK;
}

static rc site_add(struct op_ctx *c, struct err *e) {
    struct json *p = part(c, "site"), *body;
    struct str name = str_trim(op_str(c, "NAME"));
    struct site s;
    bool there;
    if (!name.n || name.n > NAME_BYTES_MAX / 4) return fail(e, RC_USAGE, "this is no name");
    TRY(session_open(c, e));
    TRY(records_site(c->session->db, c->perm, name, -1, &there, &s, e));
    if (there) return fail(e, RC_CONFLICT, "choose another name for this site");
    TRY(about(c, "type", &body, e));
    TRY(apply_definition(c, body, e));
    json_set_str(c->perm, p, "name", name);
    json_set(p, S("about"), body);
    TRY(cited_item(c, p, e));
    TRY(act(c, p, e));
    TRY(site_find(c, name, &s, e));
    op_row(c, site_json(c, &s));
    return RC_OK;
}

static rc site_set(struct op_ctx *c, struct err *e) {
    struct json *p = part(c, "site_set"), *body;
    struct site s;
    TRY(site_find(c, op_str(c, "SITE"), &s, e));
    TRY(about(c, "type", &body, e));
    TRY(apply_definition(c, body, e));
    json_set_str(c->perm, p, "site", s.id);
    json_set(p, S("about"), body);
    TRY(act(c, p, e));
    TRY(site_find(c, s.id, &s, e));
    op_row(c, site_json(c, &s));
    return RC_OK;
}

static rc sites(struct op_ctx *c, struct err *e) {
    struct str after = {0};
    TRY(session_open(c, e));
    do {
        struct site *all;
        i64 n;
        TRY(records_sites(c->session->db, c->perm, op_reach(c), after, MOST, &all, &n, &after, e));
        for (i64 i = 0; i < n; i++)
            op_row(c, site_json(c, &all[i]));
    } while (after.n);
    return RC_OK;
}

/* ---- remains ---- */

static rc check_number(struct op_ctx *c, struct str number, struct err *e) {
    struct remains r;
    bool there;
    if (!number.n || number.n > 100) return fail(e, RC_USAGE, "a number has 1 to 100 bytes");
    TRY(session_open(c, e));
    TRY(records_remains(c->session->db, c->perm, number, -1, &there, &r, e));
    if (!there) return RC_OK;
    rc x = fail(e, RC_CONFLICT, "the number %.*s is taken", SARG(number));
    err_hint(e, "one number stands for one body or part, everywhere");
    return x;
}

static rc remains_add(struct op_ctx *c, struct err *e) {
    struct json *p = part(c, "remains"), *body;
    struct str number = str_trim(op_str(c, "NUMBER"));
    struct site s;
    struct remains r;
    TRY(check_number(c, number, e));
    TRY(site_find(c, op_str(c, "site"), &s, e));
    TRY(about(c, "what", &body, e));
    if (str_eqc(op_str(c, "what"), "part") == false && op_str(c, "of").n)
        return fail(e, RC_USAGE, "only a part is of a body: --what part");
    if (str_eq(op_str(c, "of"), number)) return fail(e, RC_USAGE, "a part is not of itself");
    json_set_str(c->perm, p, "number", number);
    json_set_str(c->perm, p, "site", s.id);
    put(c, p, "of", op_str(c, "of"));
    put(c, p, "holder", op_str(c, "holder"));
    put(c, p, "storage", op_str(c, "storage"));
    put(c, p, "date", op_str(c, "found-on"));
    json_set(p, S("about"), body);
    TRY(cited_item(c, p, e));
    TRY(act(c, p, e));
    TRY(remains_find(c, number, &r, e));
    op_row(c, remains_json(c, &r));
    return RC_OK;
}

static rc remains_set(struct op_ctx *c, struct err *e) {
    struct json *p = part(c, "remains_set"), *body;
    struct remains r;
    TRY(remains_find(c, op_str(c, "NUMBER"), &r, e));
    TRY(about(c, "what", &body, e));
    json_set_str(c->perm, p, "number", r.number);
    if (op_given(c, "of")) json_set_str(c->perm, p, "of", op_str(c, "of"));
    json_set(p, S("about"), body);
    TRY(act(c, p, e));
    TRY(remains_find(c, r.number, &r, e));
    op_row(c, remains_json(c, &r));
    return RC_OK;
}

/* Who hands over is who has it: so custody has no gap. Days only go forward. */
static rc remains_move(struct op_ctx *c, struct err *e) {
    struct json *p = part(c, "movement");
    struct remains r;
    struct date_range before, day;
    if (!date_parse(op_str(c, "date"), &day))
        return fail(e, RC_USAGE, "--date takes a date such as 2031-03-10");
    TRY(remains_find(c, op_str(c, "NUMBER"), &r, e));
    if (r.since.n && date_parse(r.since, &before) && day.to < before.from)
        return fail(e, RC_CONFLICT, "custody goes forward: the last movement was on %.*s",
                    SARG(r.since));
    json_set_str(c->perm, p, "number", r.number);
    put(c, p, "from", r.holder);
    put(c, p, "to", op_str(c, "to"));
    put(c, p, "storage", op_str(c, "storage"));
    put(c, p, "date", op_str(c, "date"));
    put(c, p, "reason", op_str(c, "reason"));
    TRY(act(c, p, e));
    op_say(c, "%.*s: now with %.*s", SARG(r.number), SARG(op_str(c, "to")));
    return RC_OK;
}

/* A number may be on a photo before the remains are recorded: then it is an orphan. */
static rc remains_tag(struct op_ctx *c, struct err *e) {
    struct json *p = part(c, "tag");
    struct str number = str_trim(op_str(c, "NUMBER"));
    if (!number.n || number.n > 100) return fail(e, RC_USAGE, "a number has 1 to 100 bytes");
    json_set_str(c->perm, p, "number", number);
    json_set_str(c->perm, p, "what", op_str(c, "WHAT"));
    json_set_str(c->perm, p, "name", op_str(c, "NAME"));
    TRY(cited_item(c, p, e));
    return act(c, p, e);
}

static rc remains_list(struct op_ctx *c, struct err *e) {
    struct str after = {0}, in = {0};
    struct site s;
    TRY(session_open(c, e));
    if (op_given(c, "site")) TRY(site_find(c, op_str(c, "site"), &s, e));
    if (op_given(c, "site")) in = s.id;
    do {
        struct remains *all;
        i64 n;
        TRY(records_remains_list(c->session->db, c->perm, in, op_reach(c), after, MOST, &all, &n,
                                 &after, e));
        for (i64 i = 0; i < n; i++)
            op_row(c, remains_json(c, &all[i]));
    } while (after.n);
    return RC_OK;
}

/* ---- findings, conclusions ---- */

static rc seen(struct op_ctx *c, const char *kind, const char *const *args, i64 n, struct err *e) {
    struct json *p = part(c, kind);
    struct remains r;
    struct date_range d;
    if (!date_parse(op_str(c, "date"), &d))
        return fail(e, RC_USAGE, "--date takes a date such as 2031-03-10");
    TRY(remains_find(c, op_str(c, "NUMBER"), &r, e));
    json_set_str(c->perm, p, "number", r.number);
    for (i64 i = 0; i < n; i++) {
        struct str v = str_trim(op_str(c, args[i]));
        if (v.n > NAME_BYTES_MAX) return fail(e, RC_LIMIT, "--%s is too long", args[i]);
        put(c, p, str_eqc(S("by"), args[i]) ? "by_whom" : args[i], v);
    }
    TRY(cited_item(c, p, e));
    return act(c, p, e);
}

static bool observed(struct str what) {
    static const char *const ALL[] = {"gunshot",   "gunshot_head", "blast",         "stab_wounds",
                                      "burns",     "bound_hands",  "torture",       "mutilation",
                                      "strangled", "fracture",     "parts_missing", "decomposed",
                                      "none",      "other"};
    for (i64 i = 0; i < LEN(ALL); i++)
        if (str_eqc(what, ALL[i])) return true;
    return false;
}

static rc finding_add(struct op_ctx *c, struct err *e) {
    static const char *const ARGS[] = {"what", "words", "examiner", "method", "date"};
    if (!observed(op_str(c, "what")))
        return fail(e, RC_USAGE, "\"%.*s\" is no observation; `cairn help finding add` lists them",
                    SARG(str_sub(op_str(c, "what"), 0, 40)));
    return seen(c, "finding", ARGS, LEN(ARGS), e);
}

static rc conclusion_add(struct op_ctx *c, struct err *e) {
    static const char *const ARGS[] = {"cause", "manner", "words", "by", "date"};
    return seen(c, "conclusion", ARGS, LEN(ARGS), e);
}

static rc remains_show(struct op_ctx *c, struct err *e) {
    struct remains r;
    struct movement *m;
    struct examined *f;
    struct conclusion *k;
    i64 n;
    struct db *d;
    TRY(remains_find(c, op_str(c, "NUMBER"), &r, e));
    d = c->session->db;
    struct json *o = remains_json(c, &r), *all = json_set(o, S("custody"), json_arr(c->perm));
    TRY(records_movements(d, c->perm, r.number, &m, &n, e));
    for (i64 i = 0; i < n; i++) {
        struct json *j = json_add(all, json_obj(c->perm));
        put(c, j, "from", m[i].from);
        put(c, j, "to", m[i].to);
        put(c, j, "storage", m[i].storage);
        put(c, j, "date", m[i].date);
    }
    if (op_sees(c, FIELD_MEDICAL)) {
        TRY(records_findings(d, c->perm, r.number, &f, &n, e));
        all = json_set(o, S("findings"), json_arr(c->perm));
        for (i64 i = 0; i < n; i++) {
            struct json *j = json_add(all, json_obj(c->perm));
            put(c, j, "what", f[i].what);
            put(c, j, "words", f[i].words);
            put(c, j, "examiner", f[i].examiner);
            put(c, j, "method", f[i].method);
            put(c, j, "date", f[i].date);
        }
        TRY(records_conclusions(d, c->perm, r.number, &k, &n, e));
        all = json_set(o, S("conclusions"), json_arr(c->perm));
        for (i64 i = 0; i < n; i++) {
            struct json *j = json_add(all, json_obj(c->perm));
            put(c, j, "cause", k[i].cause);
            put(c, j, "manner", k[i].manner);
            put(c, j, "words", k[i].words);
            put(c, j, "by", k[i].by);
            put(c, j, "date", k[i].date);
        }
    }
    op_row(c, o);
    return RC_OK;
}

static rc orphans(struct op_ctx *c, struct err *e) {
    struct orphan *all;
    i64 n;
    TRY(session_open(c, e));
    TRY(records_orphans(c->session->db, c->perm, op_reach(c), &all, &n, e));
    for (i64 i = 0; i < n; i++) {
        struct json *j = json_obj(c->perm);
        json_set_i(c->perm, j, "v", 1);
        json_set_str(c->perm, j, "orphan", all[i].what);
        json_set_str(c->perm, j, "number", all[i].number);
        put(c, j, "kind", all[i].kind);
        put(c, j, "name", all[i].name);
        op_row(c, j);
    }
    if (!n) op_say(c, "every number stands for remains that are recorded, each with a photo");
    return RC_OK;
}

/* ---- declarations ---- */

#define ITEM_ARG                                                                                   \
    { "item", "ITEM", ARG_OPT, false, "the sealed item that says so", NULL }
#define SITE_FIELDS(type_required)                                                                 \
    ITEM_ARG, {"type",                                                                             \
               "TYPE",                                                                             \
               ARG_OPT,                                                                            \
               type_required,                                                                      \
               "what it is",                                                                       \
               "grave|mass_grave|secondary_grave|surface|well|river|building|cemetery|other"},     \
        {"sets", "N",       ARG_OPT, false, "how many sets of remains are said to be there",       \
         NULL,   ARG_NUMBER},                                                                      \
        {"discovered-on", "DATE", ARG_OPT, false, "when it was discovered", NULL, ARG_DATE},       \
        {"discovered-by", "TEXT", ARG_OPT, false, "by whom", NULL},                                \
        {"discovery", "TEXT", ARG_OPT, false, "how", NULL, ARG_LONG},                              \
        {"place", "TEXT", ARG_OPT, false, "where", NULL},                                          \
        {"precision",                                                                              \
         "WORD",                                                                                   \
         ARG_OPT,                                                                                  \
         false,                                                                                    \
         "how exactly that is known",                                                              \
         "exact|facility|neighbourhood|city|region|country"},                                      \
        {"authority", "TEXT", ARG_OPT, false, "who is responsible for it", NULL},                  \
        {"access", "WORD", ARG_OPT, false, "who can get there", "open|restricted|none"},           \
        {"hazard", "TEXT", ARG_OPT, false, "mines, collapse, contamination", NULL},                \
        {"protection", "TEXT", ARG_OPT, false, "how it is protected", NULL, ARG_LONG}, {           \
        0                                                                                          \
    }
static const struct op_arg SITE_ADD[] = {{"NAME", "NAME", ARG_POS, true, "name of the site", NULL},
                                         SITE_FIELDS(true)};
static const struct op_arg SITE_SET[] = {{"SITE", "SITE", ARG_POS, true, "name or id", NULL},
                                         SITE_FIELDS(false)};
#define NUMBER_ARG                                                                                 \
    { "NUMBER", "NUMBER", ARG_POS, true, "the number on everything that belongs to it", NULL }
#define REMAINS_FIELDS(what_required)                                                              \
    {"what", "WORD", ARG_OPT, what_required, "a whole body or a part", "body|part"},               \
        {"grid", "TEXT", ARG_OPT, false, "square of the grid", NULL},                              \
        {"depth", "TEXT", ARG_OPT, false, "depth, with its unit", NULL},                           \
        {"found-on", "DATE", ARG_OPT, false, "when it was found", NULL, ARG_DATE},                 \
        {"found-by", "TEXT", ARG_OPT, false, "by whom", NULL},                                     \
        {"completeness", "TEXT", ARG_OPT, false, "parts that are there", NULL, ARG_LONG},          \
        {"sex", "TEXT", ARG_OPT, false, "estimate, with its method", NULL},                        \
        {"age", "TEXT", ARG_OPT, false, "estimate, with its method", NULL},                        \
        {"stature", "TEXT", ARG_OPT, false, "estimate, with its method", NULL}, {                  \
        0                                                                                          \
    }
#define OF_ARG                                                                                     \
    { "of", "NUMBER", ARG_OPT, false, "of which body it is a part", NULL }
static const struct op_arg REMAINS_ADD[] = {
    NUMBER_ARG,
    {"site", "SITE", ARG_OPT, true, "where it was found", NULL},
    OF_ARG,
    {"holder", "TEXT", ARG_OPT, true, "who has it", NULL},
    {"storage", "TEXT", ARG_OPT, false, "where it is kept", NULL},
    ITEM_ARG,
    REMAINS_FIELDS(true)};
static const struct op_arg REMAINS_SET[] = {NUMBER_ARG, OF_ARG, REMAINS_FIELDS(false)};
static const struct op_arg MOVE_ARGS[] = {
    NUMBER_ARG,
    {"to", "TEXT", ARG_OPT, true, "who takes it over", NULL},
    {"storage", "TEXT", ARG_OPT, true, "where it will be kept", NULL},
    {"date", "DATE", ARG_OPT, true, "when", NULL, ARG_DATE},
    {"reason", "TEXT", ARG_OPT, true, "why", NULL},
    {0}};
static const struct op_arg TAG_ARGS[] = {
    NUMBER_ARG,
    {"WHAT", "WHAT", ARG_POS, true, "what bears the number", "photo|sample|form|bag"},
    {"NAME", "NAME", ARG_POS, true, "its own name or number", NULL},
    ITEM_ARG,
    {0}};
static const struct op_arg LIST_ARGS[] = {
    {"site", "SITE", ARG_OPT, false, "only of this site", NULL}, {0}};
static const struct op_arg SHOW_ARGS[] = {NUMBER_ARG, {0}};
static const struct op_arg NONE[] = {{0}};
static const struct op_arg FINDING_ARGS[] = {
    NUMBER_ARG,
    {"what", "WORD", ARG_OPT, true,
     "what was observed: gunshot, gunshot_head, blast, stab_wounds, burns, bound_hands, torture, "
     "mutilation, strangled, fracture, parts_missing, decomposed, none, other",
     NULL},
    {"words", "TEXT", ARG_OPT, true, "as the examiner wrote it", NULL, ARG_LONG},
    {"examiner", "NAME", ARG_OPT, true, "who examined", NULL},
    {"method", "TEXT", ARG_OPT, true, "how", NULL},
    {"date", "DATE", ARG_OPT, true, "when", NULL, ARG_DATE},
    ITEM_ARG,
    {0}};
static const struct op_arg CONCLUSION_ARGS[] = {
    NUMBER_ARG,
    {"cause", "TEXT", ARG_OPT, true, "cause of death, as concluded", NULL},
    {"manner", "WORD", ARG_OPT, true, "manner, as concluded",
     "homicide|accident|suicide|natural|undetermined"},
    {"words", "TEXT", ARG_OPT, false, "as written", NULL, ARG_LONG},
    {"by", "NAME", ARG_OPT, true, "who concludes", NULL},
    {"date", "DATE", ARG_OPT, true, "when", NULL, ARG_DATE},
    ITEM_ARG,
    {0}};

#define OP_OF(SYM, NAME, SUMMARY, DETAILS, PERM, ARGS, COLUMNS, EXAMPLE, RUN)                      \
    const struct op SYM = {.name = NAME,                                                           \
                           .group = "site",                                                        \
                           .summary = SUMMARY,                                                     \
                           .details = DETAILS,                                                     \
                           .perm = PERM,                                                           \
                           .args = ARGS,                                                           \
                           .columns = COLUMNS,                                                     \
                           .examples = {EXAMPLE, NULL},                                            \
                           .run = RUN}

OP_OF(
    OP_SITE_ADD, "site add", "a grave or find spot",
    "Whether it is called a mass grave follows the definition of the case, which is kept with it.",
    PERM_WRITE, SITE_ADD, "id site type",
    "cairn -C case site add \"Old Mill\" --type mass_grave --sets 14 --place \"Old Mill, Marat\"",
    site_add);
OP_OF(OP_SITE_SET, "site set", "more about a site", "What was recorded before stays in the log.",
      PERM_WRITE, SITE_SET, "id site type",
      "cairn -C case site set \"North field\" --protection \"fenced since 12 March\"", site_set);
OP_OF(OP_SITES, "sites", "graves and find spots", "", PERM_READ, NONE, "site type place remains",
      "cairn -C case sites", sites);
OP_OF(
    OP_REMAINS_ADD, "remains add", "a body or part, by its number",
    "One number stands for one body or part: on every photo, sample, form and bag.", PERM_WRITE,
    REMAINS_ADD, "number site holder",
    "cairn -C case remains add NF-15 --site \"North field\" --what body --holder \"the mortuary\"",
    remains_add);
OP_OF(OP_REMAINS_SET, "remains set", "more about a body or part", "", PERM_WRITE, REMAINS_SET,
      "number site", "cairn -C case remains set NF-14 --completeness \"skull, left arm\"",
      remains_set);
OP_OF(OP_REMAINS_MOVE, "remains move", "custody passes on",
      "Whoever has it hands it over, so that custody has no gap; days only go forward.", PERM_WRITE,
      MOVE_ARGS, "",
      "cairn -C case remains move NF-14 --to \"the laboratory\" --storage \"cold room 2\" --date "
      "2031-03-20 --reason \"sampling\"",
      remains_move);
OP_OF(OP_REMAINS_TAG, "remains tag", "a photo, sample, form or bag bears a number", "", PERM_WRITE,
      TAG_ARGS, "", "cairn -C case remains tag NF-14 photo IMG-0042", remains_tag);
OP_OF(OP_REMAINS, "remains", "bodies and parts, where they are", "", PERM_READ, LIST_ARGS,
      "number what of site holder storage since", "cairn -C case remains", remains_list);
OP_OF(OP_REMAINS_SHOW, "remains show", "one body or part: custody, findings, conclusions", "",
      PERM_READ, SHOW_ARGS, "number site holder storage", "cairn -C case remains show NF-14",
      remains_show);
OP_OF(OP_FINDING_ADD, "finding add", "what an examiner observed",
      "An observation by a named examiner, with method and date; conclusions are kept apart.",
      PERM_WRITE, FINDING_ARGS, "",
      "cairn -C case finding add NF-14 --what gunshot --words \"one entry wound\" --examiner \"Dr "
      "Ilin Soro\" --method \"external examination\" --date 2031-03-20",
      finding_add);
OP_OF(OP_CONCLUSION_ADD, "conclusion add", "what somebody concludes on cause and manner", "",
      PERM_WRITE, CONCLUSION_ARGS, "",
      "cairn -C case conclusion add NF-14 --cause \"gunshot\" --manner homicide --by \"Dr Ilin "
      "Soro\" --date 2031-03-21",
      conclusion_add);
OP_OF(OP_ORPHANS, "orphans", "numbers without remains, parts without bodies, remains without photo",
      "", PERM_READ, NONE, "orphan number kind name", "cairn -C case orphans", orphans);
