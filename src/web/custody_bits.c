#include "web/custody_bits.h"

#include "flow/custody.h"
#include "flow/signed.h"

static void cell(struct req *r, const struct json *row, const char *key) {
    ui_words(r, "td", "", S(""), json_get_str(row, key));
}

static void when(struct req *r, struct str when) {
    i64 at;
    h_begin(&r->h, "td");
    if (instant_parse(when, &at))
        ui_instant(r, at);
    else
        h_text(&r->h, when);
    h_end(&r->h);
}

static void signature(struct req *r, const struct json *row) {
    struct str s = json_get_str(row, "signature");
    h_begin(&r->h, "td");
    if (s.n) ui_term(r, "custodysign", s);
    h_end(&r->h);
}

static void step_row(struct req *r, struct str item, const struct custody_step *s) {
    struct json *row = custody_row(&r->op, item, s); /* withholds what must be */
    h_begin(&r->h, "tr");
    when(r, s->when);
    h_begin(&r->h, "td");
    ui_term(r, "custodystep", s->step);
    h_end(&r->h);
    cell(r, row, "from");
    cell(r, row, "to");
    cell(r, row, "by");
    signature(r, row);
    h_end(&r->h);
}

/* A further step: who held it, who has it now, what was done. */
static rc add_form(struct req *r, struct str item, struct err *e) {
    static const struct str ACTS[] = {SI("accessed"), SI("copied"),    SI("transferred"),
                                      SI("shared"),   SI("verified"),  SI("archived"),
                                      SI("returned"), SI("collected"), SI("destroyed")};
    bool signers;
    TRY(signed_has_signers(&r->op, &signers, e));
    h_begin(&r->h, "details");
    ui_el(r, "summary", "", "custody.add");
    form_begin(r, "custody add", str_cat(r->a, S("/item/"), item));
    form_hidden(r, "ITEM", item);
    form_select(r, "act", "custody.step", "custodystep", ACTS, LEN(ACTS), S(""), true);
    form_text(r, "from", "custody.from", S(""), false);
    form_text(r, "to", "custody.to", S(""), false);
    form_date(r, "at", "custody.when", S(""));
    form_text(r, "place", "review.place", S(""), false);
    form_text(r, "note", "custody.note", S(""), false);
    if (signers)
        form_signing(r, "custody.record", "");
    else
        form_submit(r, "custody.record", "");
    form_end(r);
    h_end(&r->h);
    return RC_OK;
}

rc custody_table(struct req *r, struct str item, struct err *e) {
    static const char *const HEADS[] = {"custody.when",
                                        "custody.step",
                                        "custody.from",
                                        "custody.to",
                                        "custody.by",
                                        "custody.signature",
                                        NULL};
    struct custody_chain ch;
    TRY(custody_chain(&r->op, item, &ch, e));
    if (ch.gaps) ui_note(r, "warn", "custody.gaps");
    ui_table_begin(r, "custody.chain", HEADS);
    for (i64 i = 0; i < ch.n; i++)
        step_row(r, item, &ch.steps[i]);
    ui_table_end(r);
    return op_may(&r->op, PERM_COMMENT) ? add_form(r, item, e) : RC_OK;
}
