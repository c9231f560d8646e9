/* When, by the word of others: the newest checkpoint, the witnesses, the time stamps, the beacons.
 */
#include "flow/times.h"
#include "proof/checkpoint.h"
#include "proof/hash.h"
#include "web/time_bits.h"
#include "web/web.h"

#include "sys/os.h"

static void cell_instant(struct req *r, i64 at) {
    h_begin(&r->h, "td");
    if (at) ui_instant(r, at);
    h_end(&r->h);
}

static void cell_number(struct req *r, i64 n) {
    h_el(&r->h, "td", "num");
    ui_number(r, n);
    h_end(&r->h);
}

/* Size and root as anybody else can compare them. */
static rc newest(struct req *r, struct err *e) {
    struct note *n = NEW(r->a, struct note);
    struct checkpoint c;
    TRY(note_parse(r->a, store_checkpoint(r->op.session->store), n, e));
    TRY(checkpoint_parse(r->a, n->text, &c, e));
    ui_head(r, 2, "time.checkpoint");
    ui_rows_begin(r);
    ui_row(r, "time.entries");
    ui_number(r, c.size);
    ui_row_end(r);
    ui_row(r, "time.root");
    ui_code(r, hex_encode(r->a, bytes_str(c.root, 32)));
    ui_row_end(r);
    ui_row(r, "time.key");
    ui_code(r, store_vkey(r->op.session->store));
    ui_row_end(r);
    ui_rows_end(r);
    return RC_OK;
}

static void last_of(const struct times *t, struct str vkey, i64 *size, i64 *at) {
    for (i64 i = 0; i < t->ncosigned; i++)
        for (i64 k = 0; k < t->cosigned[i].nby; k++)
            if (str_eq(t->cosigned[i].by[k].vkey, vkey))
                *size = t->cosigned[i].size, *at = t->cosigned[i].by[k].time;
}

static rc witnesses(struct req *r, const struct times *t, struct err *e) {
    static const char *const HEADS[] = {"time.witness", "time.seen_entries", "time.seen_at", NULL};
    struct policy *p;
    TRY(flow_policy(&r->op, t, &p, e));
    ui_head(r, 2, "time.witnesses");
    ui_el(r, "p", "soft", "time.witnesses_help");
    if (!p || !p->nwitnesses) return ui_empty(r, "time.witnesses_none"), RC_OK;
    ui_table_begin(r, "time.witnesses", HEADS);
    for (int i = 0; i < p->nwitnesses; i++) {
        i64 size = 0, at = 0;
        last_of(t, note_vkey(r->a, &p->witness[i]), &size, &at);
        h_begin(&r->h, "tr");
        ui_words(r, "td", "", S(""), p->name[i]);
        cell_number(r, size);
        cell_instant(r, at);
        h_end(&r->h);
    }
    ui_table_end(r);
    bool met = t->ncosigned && t->cosigned[t->ncosigned - 1].met;
    ui_note(r, met ? "good" : "warn", met ? "time.quorum_met" : "time.quorum_not");
    if (!op_may(&r->op, PERM_WRITE)) return RC_OK;
    form_begin(r, "log witness", S("/jobs"));
    form_submit(r, "time.ask_witnesses", "quiet");
    form_end(r);
    return RC_OK;
}

static void stamps(struct req *r, const struct times *t) {
    static const char *const HEADS[] = {"time.authority", "time.stamped_at", "time.seen_entries",
                                        "time.holds",     "time.revocation", NULL};
    ui_head(r, 2, "time.stamps");
    ui_el(r, "p", "soft", "time.stamps_help");
    if (!t->nstamped) return ui_empty(r, "time.stamps_none");
    i64 end = time_first_end(t);
    if (end - os_now() < TIME_WARN_DAYS * 86400LL) ui_note(r, "warn", "time.ends_soon");
    ui_table_begin(r, "time.stamps", HEADS);
    for (i64 i = t->nstamped - 1; i >= 0 && i >= t->nstamped - 100; i--) {
        const struct stamped *s = &t->stamped[i];
        h_begin(&r->h, "tr");
        ui_words(r, "td", "", S(""), s->authority);
        cell_instant(r, s->time);
        cell_number(r, s->size);
        cell_instant(r, s->ends);
        h_begin(&r->h, "td");
        ui_say(r, s->crl ? "time.list_kept" : "time.not_shown");
        h_end(&r->h);
        h_end(&r->h);
    }
    ui_table_end(r);
}

static void beacons(struct req *r, const struct times *t) {
    static const char *const HEADS[] = {"time.value", "time.public_at", "time.source", NULL};
    ui_head(r, 2, "time.beacons");
    ui_el(r, "p", "soft", "time.beacons_help");
    if (!t->nbeacons) return ui_empty(r, "time.beacons_none");
    ui_table_begin(r, "time.beacons", HEADS);
    for (i64 i = t->nbeacons - 1; i >= 0 && i >= t->nbeacons - 100; i--) {
        h_begin(&r->h, "tr");
        ui_words(r, "td", "", S(""), t->beacons[i].value);
        cell_instant(r, t->beacons[i].at);
        ui_words(r, "td", "", S(""), t->beacons[i].source);
        h_end(&r->h);
    }
    ui_table_end(r);
}

static rc times_page(struct req *r, struct err *e) {
    struct times t;
    TRY(flow_times(&r->op, &t, e));
    ui_head(r, 1, "time.title");
    ui_el(r, "p", "", "time.lead");
    TRY(newest(r, e));
    TRY(witnesses(r, &t, e));
    stamps(r, &t);
    beacons(r, &t);
    return RC_OK;
}

static void bound(struct req *r, const char *id, const struct time_bound *b) {
    static const char *const WHO[] = {"time.not_shown", "time.by_source", "time.by_witness",
                                      "time.by_authority"};
    ui_row(r, id);
    if (b->kind) {
        ui_instant(r, b->at);
        h_text(&r->h, S(" · "));
    }
    ui_say(r, WHO[b->kind]);
    if (b->kind) {
        h_text(&r->h, S(" "));
        ui_words(r, "span", "", S(""), b->who);
    }
    ui_row_end(r);
}

rc time_rows(struct req *r, i64 entry, struct err *e) {
    struct times t;
    struct interval v;
    TRY(flow_times(&r->op, &t, e));
    times_interval(&t, entry, &v);
    bound(r, "time.not_earlier", &v.from);
    bound(r, "time.not_later", interval_to(&v));
    return RC_OK;
}

const struct page PAGE_TIMES = {.path = "/times",
                                .title = "time.title",
                                .menu = "/health",
                                .perm = PERM_READ,
                                .get = times_page};
