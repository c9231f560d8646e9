/* Why does the reader propose this claim: its rules, the rows of the lexicons that its words met,
 * the weights of the trained stage behind speaker and word of speech, names whose letters deceive.
 */
#include "base/limits.h"
#include "base/utf8.h"
#include "flow/enter.h"
#include "flow/show.h"
#include "flow/why.h"
#include "read/lexicon.h"
#include "read/probe.h"
#include "read/suspicious.h"
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

/* ---- weights ---- */

/* The lines around the claim, so that a long text is not read whole: [*from, …) of the text. */
static struct str around(struct str text, struct span s, i64 *from) {
    i64 lo = (i64)s.start - WHY_BYTES_MAX / 2, hi = (i64)s.end + WHY_BYTES_MAX / 2;
    if (text.n <= WHY_BYTES_MAX) lo = 0, hi = text.n;
    while (lo > 0 && (text.p[lo - 1] != '\n' || !utf8_boundary(text, lo)))
        lo--;
    while (hi < text.n && text.p[hi - 1] != '\n')
        hi++;
    *from = lo > 0 ? lo : 0;
    return str_sub(text, *from, hi < text.n ? hi : text.n);
}

static void ask(struct probes *p, const char *part, struct span s, i64 from, i64 to) {
    if (!span_some(s) || (i64)s.start < from || (i64)s.end > to) return;
    p->asks[p->nasks++] =
        (struct probe_ask){.words = {s.start - (u32)from, s.end - (u32)from}, .part = part};
}

static bool by_stage(const struct claim *k) {
    for (i64 i = 0; i < k->nrules; i++)
        if (str_eqc(k->rules[i], "attrib")) return true;
    return false;
}

static void weights(struct op_ctx *c, const struct claim *k, struct str text, struct str lang,
                    struct json *list) {
    i64 from;
    struct str part = around(text, k->trigger, &from);
    i64 to = from + part.n;
    struct probes p = {.a = c->perm};
    struct reading r;
    struct err none = {0};
    struct read_opts o = {.lang = lang};
    p.asks = NEWN(c->perm, struct probe_ask, CLAIM_CHAIN_MAX + 2);
    for (i64 i = 0; i < k->said.nchain; i++)
        ask(&p, "speaker", k->said.chain[i].who, from, to);
    ask(&p, "cue", k->said.cue, from, to);
    ask(&p, "content", k->said.content, from, to);
    if (!p.nasks || read_probed(c->perm, c->scratch, part, &o, &r, &p, &none) != RC_OK) return;
    for (i64 i = 0; i < p.nasks; i++) {
        const struct probe_ask *q = &p.asks[i];
        if (!q->why.n) continue;
        struct json *v = json_add(list, json_obj(c->perm));
        json_set_str(c->perm, v, "part", str_c(q->part));
        json_set_str(c->perm, v, "words", show_short(c->perm, span_words(part, q->words), 80));
        json_set(v, S("decided"), json_bool(c->perm, by_stage(k)));
        json_set_str(c->perm, v, "why", q->why);
    }
}

/* ---- names ---- */

static void suspect(struct op_ctx *c, struct str text, struct span s, const char *part,
                    struct json *list) {
    const char *why =
        span_some(s) && s.end <= text.n ? names_suspicious(span_words(text, s)) : NULL;
    if (!why) return;
    struct json *v = json_add(list, json_obj(c->perm));
    json_set_str(c->perm, v, "part", str_c(part));
    json_set_str(c->perm, v, "words", span_words(text, s));
    json_set_str(c->perm, v, "why", str_c(why));
}

static void suspects(struct op_ctx *c, const struct claim *k, struct str text, struct json *list) {
    for (i64 i = 0; i < k->said.nchain; i++)
        suspect(c, text, k->said.chain[i].who, "speaker", list);
    for (i64 i = 0; i < k->nperps; i++)
        suspect(c, text, k->perps[i].span, "perpetrator", list);
    for (i64 i = 0; i < k->nwhere; i++)
        suspect(c, text, k->where[i].span, "place", list);
    for (i64 i = 0; i < k->nvictims; i++)
        suspect(c, text, k->victims[i].name, "victim", list);
    for (i64 i = 0; i < k->nnames; i++) {
        suspect(c, text, k->names[i].name, "name", list);
        suspect(c, text, k->names[i].other, "name", list);
    }
}

/* ---- the whole ---- */

static void lexicon_rows(struct op_ctx *c, const struct claim *k, struct str text,
                         struct json *words) {
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
}

static struct json *head(struct op_ctx *c, const struct claim *k) {
    struct json *j = json_obj(c->perm);
    json_set_i(c->perm, j, "v", 1);
    json_set_str(c->perm, j, "claim", k->id);
    if (k->by_reader.n) json_set_str(c->perm, j, "reader", k->by_reader);
    if (k->by_model.n) json_set_str(c->perm, j, "model", k->by_model);
    if (k->by_proposer.n) json_set_str(c->perm, j, "proposer", k->by_proposer);
    if (k->held) json_set(j, S("held"), json_bool(c->perm, true));
    if (k->by_model.n && !str_eq(k->by_model, read_model(c->perm)))
        json_set(j, S("other_tables"), json_bool(c->perm, true));
    struct json *rules = json_set(j, S("rules"), json_arr(c->perm));
    for (i64 i = 0; i < k->nrules; i++)
        json_add(rules, json_str(c->perm, k->rules[i]));
    return j;
}

struct json *claim_why(struct op_ctx *c, const struct claim *k, struct str text, struct str lang) {
    struct json *j = head(c, k), *words = json_set(j, S("words"), json_arr(c->perm));
    struct json *heavy = json_arr(c->perm), *odd = json_arr(c->perm);
    if (k->by_reader.n || k->by_proposer.n) {
        lexicon_rows(c, k, text, words);
        weights(c, k, text, lang, heavy);
    }
    suspects(c, k, text, odd);
    if (heavy->kids) json_set(j, S("weights"), heavy);
    if (odd->kids) json_set(j, S("suspicious"), odd);
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
    const struct item *it = &b.items[r->item];
    struct json *j = claim_why(c, &r->c, it->text, it->lang);
    if (r->c.by_person.n) json_set_str(c->perm, j, "by", r->actor);
    op_row(c, j);
    return RC_OK;
}

static const struct op_arg ARGS[] = {
    {"CLAIM", "CLAIM", ARG_POS, true, "id of the claim, or its beginning", NULL}, {0}};

const struct op OP_CLAIM_WHY = {
    .name = "claim why",
    .group = "review",
    .summary = "why a claim is there: rules, entries of the word lists, weights",
    .details =
        "For each part its words met: the entry of the word list and what it makes of them. For "
        "the speaker and\n"
        "the word of speech: the features that weigh most in the trained stage of attribution; "
        "\"decided\" says\n"
        "that this stage and no rule gave them. Names whose letters deceive the eye are named.\n"
        "`cairn read --text FILE --trace` shows every stage of a reading.",
    .perm = PERM_READ,
    .args = ARGS,
    .columns = "claim reader proposer rules",
    .examples = {"cairn -C case claim why c-1f3a9c2e", NULL},
    .run = run};
