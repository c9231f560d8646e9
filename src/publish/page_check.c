/* How to check a number, and what the data files mean. */
#include "method/method.h"
#include "publish/say.h"

static void list(struct page *p, const char *const *lines, i64 n) {
    h_begin(&p->h, "ul");
    for (i64 i = 0; i < n; i++)
        h_leaf(&p->h, "li", "", str_c(lines[i]));
    h_end(&p->h);
}

static void code(struct page *p, struct str text) {
    h_el(&p->h, "pre", "code");
    h_leaf(&p->h, "code", "", text);
    h_end(&p->h);
}

static void shows(struct page *p) {
    static const char *const YES[] = {
        "that the words shown are the words received, byte for byte, and have not changed since",
        "that they were in the log before the checkpoint that the receipt carries, and in which "
        "entry",
        "that the figure follows from the claims shown by the named method: the checker computes "
        "it again",
        "that names were withheld, not removed: the masked words are committed too, and can be "
        "opened to a court"};
    static const char *const NO[] = {
        "that anything said is true", "who is responsible for anything",
        "that a text was extracted rightly from its file, unless the file itself is disclosed: "
        "the case attests it",
        "that no other report exists"};
    page_h2(p, "shows", S("What a receipt shows"));
    list(p, YES, LEN(YES));
    page_h2(p, "shows-not", S("What it does not show"));
    list(p, NO, LEN(NO));
    page_para(p, "law", page_law());
}

static void steps(struct page *p) {
    page_h2(p, "steps", S("Checking a number"));
    h_begin(&p->h, "ol");
    h_leaf(&p->h, "li", "",
           S("Open the page of an incident, and at a figure “Where does this number come from?”."));
    h_leaf(&p->h, "li", "",
           S("Read the sentences, the speakers and the documents there; each says where in the log "
             "it stands."));
    h_leaf(&p->h, "li", "",
           S("Save the receipt and run, on any machine, without the case, a key or a network:"));
    h_end(&p->h);
    code(p, S("cairn verify f-….receipt"));
    page_para(
        p, "",
        S("Exit status 0: everything checks. 6: something does not, and the message names it. "
          "Compare the checkpoint in the "
          "receipt with the one below; if you hold an older checkpoint of this log, the newer "
          "one must extend it."));
}

static void seal(struct page *p) {
    struct str vkey = p->s->o->vkey;
    page_h2(p, "checkpoint", S("The checkpoint"));
    page_para(
        p, "",
        S("A signed note (C2SP tlog-checkpoint, Ed25519): origin, number of entries, root of the "
          "log, signature. Keep a copy "
          "now: whoever holds it can later show whether the log was rewritten."));
    code(p, p->s->checkpoint.n ? p->s->checkpoint : S("none was given"));
    page_h2(p, "key", S("The key that checks it"));
    code(p, vkey.n ? vkey : S("none was given"));
    page_para(
        p, "note",
        S("Compare the key with one published elsewhere by whoever holds the case: a site can be "
          "copied with another key."));
}

static void policy(struct page *p) {
    i64 n;
    const struct policy_row *rows = policy_rows(&n);
    struct html *h = &p->h;
    page_h2(p, "policy", S("What is withheld"));
    page_para(p, "",
              str_fmt(p->a, "%.*s withheld in the texts of this case by these settings:",
                      SARG(say_plural(p->a, p->s->masks.names, "name is", "names are"))));
    h_begin(h, "dl");
    for (i64 i = 0; i < n; i++) {
        page_term(p, str_fmt(p->a, "%.*s: %.*s", SARG(rows[i].name),
                             SARG(policy_value(p->a, &p->s->o->policy, &rows[i]))));
        h_text(h, rows[i].words);
        h_end(h);
    }
    h_end(h);
    page_para(p, "note",
              S("Withheld is shown as ▮▮▮, the same for every name. A correction or removal can be "
                "asked of whoever publishes "
                "this record; the request and the change are logged."));
}

rc page_check(struct site *s, struct err *e) {
    struct page p;
    page_init(&p, s);
    page_begin(&p, S("check.html"), S("How to check"), NAV_CHECK);
    h_leaf(&p.h, "h1", "", S("How to check this record"));
    page_para(&p, "lead",
              S("No figure without its claims, no claim without its words, no words without their "
                "seal."));
    steps(&p);
    shows(&p);
    seal(&p);
    policy(&p);
    return page_end(&p, e);
}

/* ---- the data ---- */

static void files(struct page *p) {
    static const struct {
        const char *name, *what;
    } F[] = {
        {"incidents.csv", "one row an incident: code, kind, place, dates, main number, accounts"},
        {"figures.csv", "one row a figure: what, whom, lowest, highest, method, claims"},
        {"claims.csv", "one row a claim: who says, in which words, published where"},
        {"incidents.json", "the same as incidents.csv, with all figures, disputes and ties"},
        {"figures.json", "the same as figures.csv, with the claims behind each end"},
        {"claims.json", "the same as claims.csv, raw: without the guard against formulas"},
        {"places.geojson", "places of incidents, coarsened as on the map"},
        {"README.md", "definitions of every term, this method, this policy"}};
    struct html *h = &p->h;
    h_begin(h, "dl");
    for (i64 i = 0; i < LEN(F); i++) {
        h_begin(h, "dt");
        page_link(p, str_fmt(p->a, "data/%s", F[i].name), str_c(F[i].name));
        h_end(h);
        h_leaf(h, "dd", "", str_c(F[i].what));
    }
    h_end(h);
    page_para(
        p, "note",
        S("CSV: UTF-8, RFC 4180; a field that a spreadsheet would run as a formula begins with "
          "an apostrophe. Use the JSON for "
          "exact bytes. An empty field is “not stated”, never zero."));
}

static void kinds(struct page *p) {
    struct html *h = &p->h;
    page_h2(p, "kinds", S("Kinds of claim"));
    h_begin(h, "dl");
    for (i64 k = 0; k < KIND_COUNT; k++) {
        page_term(p, str_fmt(p->a, "%.*s — %.*s", SARG(kind_name((enum kind)k)),
                             SARG(kind_phrase((enum kind)k))));
        h_text(h, kind_definition((enum kind)k));
        h_text(h, str_fmt(p->a, " Example: “%.*s”.", SARG(kind_example((enum kind)k))));
        h_end(h);
    }
    h_end(h);
}

static void method(struct page *p) {
    i64 n;
    const struct method *m = method_all(&n);
    struct html *h = &p->h;
    page_h2(p, "method", S("How figures are made"));
    for (i64 i = 0; i < n; i++) {
        h_leaf(h, "h3", "", str_fmt(p->a, "%.*s: %.*s", SARG(m[i].name), SARG(m[i].title)));
        h_begin(h, "ol");
        for (i64 r = 0; r < m[i].nrules; r++) {
            h_begin(h, "li");
            h_text(h, m[i].rules[r].text);
            if (m[i].rules[r].source.n) {
                h_text(h, S(" "));
                h_leaf(h, "span", "note", str_fmt(p->a, "(%.*s)", SARG(m[i].rules[r].source)));
            }
            h_end(h);
        }
        h_end(h);
    }
}

rc page_data(struct site *s, struct err *e) {
    struct page p;
    page_init(&p, s);
    page_begin(&p, S("data.html"), S("Data"), NAV_DATA);
    h_leaf(&p.h, "h1", "", S("Data and definitions"));
    page_para(
        &p, "lead",
        S("Everything on these pages, for machines. Names are withheld here as they are there."));
    files(&p);
    method(&p);
    kinds(&p);
    return page_end(&p, e);
}
