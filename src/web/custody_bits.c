#include "web/custody_bits.h"

#include "flow/custody.h"

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
    return RC_OK;
}
