/* Any bytes as a proposal from outside, or as what is changed in a good one: never a crash, and
 * whatever is not refused keeps the invariants of CLAIMS.md, says no word of its own and no number
 * that its bytes do not give. */
#include "base/utf8.h"
#include "read/check.h"
#include "read/verify.h"
#include "store/proposal.h"
#include "text/builtin.h"
#include "text/gazetteer.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t n);

static const char TEXT[] =
    "MARAT, 10 March 2031 - Interior ministry officials said on Monday that fighters had killed 14 "
    "people in Marat last week.\n\n"
    "Nine soldiers were wounded in the clash. The army did not kill the mayor. Dr Ilin Sór\u00f3, "
    "head of the mortuary, said that three bodies were found on Friday.\n\n"
    "قال شهود إن ثلاثة رجال قتلوا في مارات.\n";

/* The text is the same for every input: read once. */
static const struct checker *checker(struct arena *scratch) {
    static struct arena perm;
    static struct gazetteer places;
    static struct read_opts o;
    static struct checker k;
    struct err e = {0};
    if (k.text.p) return &k;
    perm = arena_make("fuzz-tables", 512 << 20);
    o = (struct read_opts){.publication = S("s-fuzz"), .reader = reader_make(&perm)};
    CHECK(gazetteer_open(builtin_places(), &places, &e) == RC_OK);
    CHECK(date_parse(S("2031-03-12"), &o.published));
    o.places = &places;
    CHECK(checker_make(&perm, *scratch, str_c(TEXT), &o, &k, &e) == RC_OK);
    return &k;
}

/* Every string of the claim as the log would hold it is a word of a list, an id, a day, a name of
 * a proposer or what cairn itself says. */
static void no_free_text(const struct json *j, const struct checker *k) {
    if (j->type == JSON_STRING) {
        CHECK(j->s.n <= NAME_BYTES_MAX);
        for (i64 i = 0; i < j->s.n; i++)
            CHECK((u8)j->s.p[i] >= ' ' && (u8)j->s.p[i] < 0x7f);
        bool own = str_eq(j->s, k->p.anchor_words) || str_eq(j->s, k->o->publication);
        CHECK(own || str_chr(j->s, ' ', 0) < 0);
    }
    JSON_EACH(it, j) no_free_text(it, k);
}

static void not_refused(struct arena a, struct arena scratch, const struct checker *k,
                        struct claim *c, const struct verification *v) {
    struct err e = {0};
    c->id = S("c-00000000000000000000000000000000");
    struct claim bare = *c;
    bare.nsame_event = 0; /* ids are for a case to know */
    bare.repeats = bare.part_of = (struct str){0};
    if (claims_check(scratch, k->text, &bare, 1, &e) != RC_OK)
        check_failed(__FILE__, __LINE__, e.msg);
    no_free_text(claim_to_json(&a, &bare, (struct str){0}), k);
    struct json *j = claim_to_json(&a, c, k->text);
    struct claim back;
    if (claim_from_json(&a, j, k->text, &back, &e) != RC_OK)
        check_failed(__FILE__, __LINE__, e.msg);
    for (i64 i = 0; i < v->n; i++)
        CHECK(v->v[i].result <= v->worst && v->v[i].why && v->v[i].why[0]);
}

/* ---- forged ones: in good form, saying something else ---- */

struct forge {
    struct str in; /* what is left of the input */
    struct str text;
};

static u32 take(struct forge *f) {
    u32 v = 0;
    for (int i = 0; i < 2 && f->in.n; i++, f->in = str_sub(f->in, 1, f->in.n))
        v = v << 8 | (u8)f->in.p[0];
    return v;
}

/* Some bytes of the text, on code-point boundaries. */
static struct span any_span(struct forge *f) {
    i64 from = take(f) % f->text.n, to = from + 1 + take(f) % 60;
    while (from > 0 && !utf8_boundary(f->text, from))
        from--;
    if (to > f->text.n) to = f->text.n;
    while (to < f->text.n && !utf8_boundary(f->text, to))
        to++;
    return (struct span){(u32)from, (u32)to};
}

static void change(struct forge *f, struct claim *c) {
    struct count *k = c->ncounts ? &c->counts[take(f) % c->ncounts] : NULL;
    struct where *w = c->nwhere ? &c->where[0] : NULL;
    switch (take(f) % 16) {
    case 0: c->trigger = any_span(f); break;
    case 1: c->said.content = any_span(f); break;
    case 2: c->said.cue = any_span(f); break;
    case 3: c->kind = (enum kind)(take(f) % KIND_COUNT); break;
    case 4: c->polarity = (enum polarity)(take(f) % 2); break;
    case 5: c->modality = (enum modality)(take(f) % (MODALITY_CONDITIONAL + 1)); break;
    case 6: c->said.act = (enum act)(take(f) % (ACT_CORRECTS + 1)); break;
    case 7: c->said.chain[0].who = any_span(f); break;
    case 8: c->when.span = any_span(f); break;
    case 9: c->when.range.to = c->when.range.from + (i32)(take(f) % 9); break;
    case 10: c->sentence = any_span(f); break;
    case 11:
        if (k) k->span = any_span(f);
        break;
    case 12:
        if (k) k->min = k->max = take(f) % 100;
        break;
    case 13:
        if (k) k->what = (enum what)(take(f) % (WHAT_DEVICES + 1));
        break;
    case 14:
        if (k) k->max = take(f) % 2 ? COUNT_OPEN : k->min + take(f) % 9, k->vague = true;
        break;
    case 15:
        if (w) w->span = any_span(f), w->place = take(f) % 2 ? S("p-gn-1") : S("");
        break;
    }
}

/* A claim of the reader with some parts changed, as a line. */
static struct str forged(struct arena *a, const struct checker *k, struct str in) {
    struct forge f = {in, k->text};
    struct claim c = k->r.claims[take(&f) % k->r.n];
    struct claim_copy {
        struct said_link chain[CLAIM_CHAIN_MAX];
        struct count counts[CLAIM_SPANS_MAX];
        struct where where[CLAIM_SPANS_MAX];
    } *copy = NEW(a, struct claim_copy);
    memcpy(copy->chain, c.said.chain, sizeof copy->chain[0] * (size_t)c.said.nchain);
    if (c.ncounts) memcpy(copy->counts, c.counts, sizeof copy->counts[0] * (size_t)c.ncounts);
    if (c.nwhere) memcpy(copy->where, c.where, sizeof copy->where[0] * (size_t)c.nwhere);
    c.said.chain = copy->chain, c.counts = copy->counts, c.where = copy->where;
    for (u32 n = take(&f) % 4; n > 0; n--)
        change(&f, &c);
    if (c.said.chain[0].is_publication) c.said.chain[0].who = (struct span){0, 0};
    c.doc = S("sha256:00000000000000000000000000000000000000000000000000000000000000ff");
    c.id = c.by_reader = c.by_model = c.repeats = c.part_of = (struct str){0};
    c.nrules = c.nsame_event = 0;
    c.by_proposer = S("fuzz");
    return json_text(a, claim_to_json(a, &c, k->text));
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t n) {
    struct arena a0 = arena_make("fuzz", 256 << 20), s0 = arena_make("fuzz-scratch", 512 << 20),
                 a = a0;
    const struct checker *k = checker(&s0);
    struct str in = {(const char *)data, (i64)n};
    struct str line = str_starts(in, S("{")) ? in : forged(&a, k, in);
    struct proposal p;
    struct claim c;
    struct verification v;
    struct err e = {0};
    if (proposal_read(&a, line, &p, &e) == RC_OK &&
        proposal_claim(&a, &p, k->text, &c, &e) == RC_OK) {
        claim_verify(&a, s0, k, &c, &v);
        if (v.worst != VERIFY_REFUSED) not_refused(a, s0, k, &c, &v);
    } else {
        CHECK(e.msg[0]);
    }
    arena_drop(a0);
    arena_drop(s0);
    return 0;
}
