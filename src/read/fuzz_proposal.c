/* Any bytes as a proposal from outside: never a crash, and whatever is not refused keeps the
 * invariants of CLAIMS.md, says no word of its own and no number that its bytes do not give. */
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

int LLVMFuzzerTestOneInput(const u8 *data, size_t n) {
    struct arena a0 = arena_make("fuzz", 256 << 20), s0 = arena_make("fuzz-scratch", 512 << 20),
                 a = a0;
    const struct checker *k = checker(&s0);
    struct str line = {(const char *)data, (i64)n};
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
