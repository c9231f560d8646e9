/* proposal.json: lines of claim-proposal/1, which of them are in good form, and what becomes of
 * each field of those that are. */
#include "vectors.h"

#include "read/verify.h"
#include "store/proposal.h"

static const char TEXT[] =
    "Nine soldiers were wounded in Marat. Doctors at the Café said that 34 patients died on 3 "
    "March 2031. Soldiers did not shoot the mayor.";
#define DOC    "\"doc\":\"sha256:00000000000000000000000000000000000000000000000000000000000000ff\""
#define REST   "\"polarity\":\"positive\",\"modality\":\"asserted\""
#define BY     "\"by\":{\"proposer\":\"coder-2\"}"
#define SAID   "\"said\":{\"chain\":[{\"publication\":\"\"}],\"act\":\"states\"}"
#define INJURY "\"v\":1,\"kind\":\"injury\",\"trigger\":[19,26,\"wounded\"]," SAID "," REST
#define NINE(n)                                                                                    \
    ",\"counts\":[{\"span\":[0,13,\"Nine soldiers\"],\"what\":\"injured\",\"who\":\"combatant\","  \
    "\"min\":" n ",\"max\":" n "}]"

static const struct {
    const char *comment, *line;
} LINES[] = {
    {"all of it is said", "{" INJURY NINE("9") "," DOC "," BY "}"},
    {"a number that the words do not give", "{" INJURY NINE("90") "," DOC "," BY "}"},
    {"the number written as a text", "{" INJURY NINE("\"9\"") "," DOC "," BY "}"},
    {"words that are not the bytes",
     "{\"v\":1,\"kind\":\"injury\",\"trigger\":[19,26,\"wounder\"]," SAID "," REST "," DOC "," BY
     "}"},
    {"a span that cuts a letter",
     "{\"v\":1,\"kind\":\"injury\",\"trigger\":[52,56,\"Caf\"]," SAID "," REST "," DOC "," BY "}"},
    {"a kind that no word tells of",
     "{\"v\":1,\"kind\":\"airstrike\",\"trigger\":[19,26,\"wounded\"]," SAID "," REST "," DOC "," BY
     "}"},
    {"somebody else's words",
     "{\"v\":1,\"kind\":\"death\",\"trigger\":[80,84,\"died\"]," SAID "," REST "," DOC "," BY "}"},
    {"what is negated, asserted",
     "{\"v\":1,\"kind\":\"killing\",\"trigger\":[119,124,\"shoot\"]," SAID "," REST "," DOC "," BY
     "}"},
    {"a place of which only the words stand there",
     "{" INJURY ",\"where\":[{\"span\":[71,79,\"patients\"]}]," DOC "," BY "}"},
    {"a key that there is not", "{" INJURY ",\"note\":\"believe me\"," DOC "," BY "}"},
    {"a proposer who says that it is verified",
     "{" INJURY "," DOC ",\"by\":{\"proposer\":\"coder-2\",\"held\":false}}"},
    {"no proposer", "{" INJURY "," DOC "}"},
    {"no item", "{" INJURY "," BY "}"},
};

static void fields(struct arena *a, struct json *o, const struct verification *v) {
    struct json *list = json_set(o, S("fields"), json_arr(a));
    json_set_str(a, o, "worst", str_c(verify_result_name(v->worst)));
    for (i64 i = 0; i < v->n; i++) {
        struct json *f = json_add(list, json_obj(a));
        json_set_str(a, f, "field", v->v[i].field);
        json_set_str(a, f, "result", str_c(verify_result_name(v->v[i].result)));
        json_set_str(a, f, "why", str_c(v->v[i].why));
    }
}

void vectors_proposal(struct arena *a, const char *dir) {
    struct json *page = vector_page(a, "proposals from outside", "proposal.md", "The object");
    struct arena scratch = arena_make("vectors-scratch", 1LL << 30);
    struct read_opts o = {.publication = S("s-vectors")};
    struct checker k;
    struct err e = {0};
    must(checker_make(a, scratch, str_c(TEXT), &o, &k, &e), &e);
    json_set_str(a, page, "text", str_c(TEXT));
    for (i64 i = 0; i < LEN(LINES); i++) {
        struct proposal p;
        struct claim c;
        struct verification v;
        struct err why = {0};
        struct json *x = vector_case(a, page, LINES[i].comment);
        json_set_str(a, x, "line", str_c(LINES[i].line));
        bool good = proposal_read(a, str_c(LINES[i].line), &p, &why) == RC_OK &&
                    proposal_claim(a, &p, k.text, &c, &why) == RC_OK;
        json_set(x, S("good_form"), json_bool(a, good));
        if (!good) continue;
        claim_verify(a, scratch, &k, &c, &v);
        fields(a, x, &v);
    }
    arena_drop(scratch);
    vector_write(a, dir, "proposal.json", page);
}
