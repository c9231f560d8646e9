/* Why does the reader propose this claim: its rules, and the rows of the lexicons that its words
 * met. */
#include "flow/enter.h"
#include "flow/show.h"
#include "flow/why.h"
#include "read/lexicon.h"
#include "store/slice.h"

static void put_flag(struct arena *a, struct json *to, u32 flags, u32 bit, const char *means) {
    if (flags & bit) json_add(to, json_str(a, str_c(means)));
}

/* What a row of the lexicon makes of its words. */
static struct json *means(struct arena *a, const struct lex_row *r) {
    static const struct {
        u32 bit;
        const char *means;
    } FLAGS[] = {{LEX_PERSON, "people"},        {LEX_PERP, "may be accused"},
                 {LEX_SPEAKER, "may speak"},    {LEX_MEDIA, "a medium"},
                 {LEX_BODY, "bodies"},          {LEX_WEAPON, "a weapon"},
                 {LEX_FUTURE, "not yet done"},  {LEX_NEGATES, "denies what follows"},
                 {LEX_HEARSAY, "hearsay"},      {LEX_QUESTION, "leaves open what follows"},
                 {LEX_PERPCUE, "accuses"},      {LEX_GRAVE, "a grave"},
                 {LEX_LOADED, "a loaded word"}, {LEX_TITLE, "a title before a name"},
                 {LEX_TESTI, "an account"},     {LEX_HAZOBJ, "an explosive hazard"}};
    struct json *m = json_arr(a);
    if (r->kind1) json_add(m, json_str(a, kind_name((enum kind)(r->kind1 - 1))));
    if (r->act1) json_add(m, json_str(a, word_name("act", r->act1 - 1)));
    if (r->role1) json_add(m, json_str(a, word_name("role", r->role1 - 1)));
    if (r->what1) json_add(m, json_str(a, word_name("what", r->what1 - 1)));
    if (r->who1) json_add(m, json_str(a, word_name("who", r->who1 - 1)));
    if (r->finding1) json_add(m, json_str(a, word_name("finding", r->finding1 - 1)));
    for (i64 i = 0; i < LEN(FLAGS); i++)
        put_flag(a, m, r->flags, FLAGS[i].bit, FLAGS[i].means);
    return m;
}

/* Rows that the words of this span met, as a part of the claim. */
static void span_rows(struct op_ctx *c, const struct lexicon *lx, struct str text, struct span s,
                      const char *part, struct json *list) {
    if (!span_some(s) || s.end > text.n) return;
    struct tokens t = tokenize(c->perm, text, s.start, s.end);
    for (i32 i = 0; i < t.n; i++) {
        i32 n = 1;
        const struct lex_sense *x = lexicon_at(lx, text, t.v, i, t.n, &n);
        if (!x) continue;
        struct json *m = means(c->perm, x->row);
        if (m->kids) {
            struct json *v = json_add(list, json_obj(c->perm));
            struct span words = {t.v[i].start, t.v[i + n - 1].end};
            json_set_str(c->perm, v, "part", str_c(part));
            json_set_str(c->perm, v, "words", span_words(text, words));
            json_set_str(c->perm, v, "entry", x->row->words);
            json_set(v, S("means"), m);
        }
        i += n - 1;
    }
}

struct json *claim_why(struct op_ctx *c, const struct claim *k, struct str text) {
    struct json *j = json_obj(c->perm);
    json_set_i(c->perm, j, "v", 1);
    json_set_str(c->perm, j, "claim", k->id);
    if (k->by_reader.n) json_set_str(c->perm, j, "reader", k->by_reader);
    if (k->by_model.n) json_set_str(c->perm, j, "model", k->by_model);
    struct json *rules = json_set(j, S("rules"), json_arr(c->perm));
    for (i64 i = 0; i < k->nrules; i++)
        json_add(rules, json_str(c->perm, k->rules[i]));
    struct json *words = json_set(j, S("words"), json_arr(c->perm));
    if (!k->by_reader.n) return j;
    const struct lexicon *lx = lexicon_make(c->perm);
    span_rows(c, lx, text, k->trigger, "trigger", words);
    span_rows(c, lx, text, k->said.cue, "cue", words);
    for (i64 i = 0; i < k->said.nchain; i++)
        span_rows(c, lx, text, k->said.chain[i].who, "speaker", words);
    for (i64 i = 0; i < k->ncounts; i++)
        span_rows(c, lx, text, k->counts[i].span, "count", words);
    for (i64 i = 0; i < k->nperps; i++)
        span_rows(c, lx, text, k->perps[i].span, "perpetrator", words);
    for (i64 i = 0; i < k->nfindings; i++)
        span_rows(c, lx, text, k->findings[i].span, "finding", words);
    return j;
}

static rc run(struct op_ctx *c, struct err *e) {
    struct book b;
    struct str id;
    TRY(session_open(c, e));
    TRY(records_find_claim(c->session->db, c->perm, op_str(c, "CLAIM"), op_reach(c), &id, e));
    struct slice want = {.claims = &id, .nclaims = 1, .with = SLICE_TEXTS, .reach = op_reach(c)};
    TRY(records_load_slice(c->session->db, c->session->store, c->perm, &want, &b, e));
    i64 at = book_claim(&b, id);
    CHECK(at >= 0);
    const struct claim_row *r = &b.claims[at];
    struct json *j = claim_why(c, &r->c, b.items[r->item].text);
    if (r->c.by_person.n) json_set_str(c->perm, j, "by", r->actor);
    op_row(c, j);
    return RC_OK;
}

static const struct op_arg ARGS[] = {
    {"CLAIM", "CLAIM", ARG_POS, true, "id of the claim, or its beginning", NULL}, {0}};

const struct op OP_CLAIM_WHY = {
    .name = "claim why",
    .group = "review",
    .summary = "why the reader proposes a claim: rules, and what its words mean to them",
    .details = "`cairn read --text FILE --trace` shows every stage of a reading.",
    .perm = PERM_READ,
    .args = ARGS,
    .columns = "claim reader rules",
    .examples = {"cairn -C case claim why c-1f3a9c2e", NULL},
    .run = run};
