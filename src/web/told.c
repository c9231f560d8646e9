#include "web/told.h"

#include "flow/places.h"
#include "store/cited.h"
#include "store/proposal.h"

/* Terms in the language of the page. */
static struct str term(void *ctx, const char *list, struct str value) {
    const struct req *r = ctx;
    struct str words = words_term(r->lang, list, value);
    return words.n ? words : value;
}

void told_shown(struct told *w) {
    shown_make(&w->r->op, w->b, &w->shown);
    w->shown.term = term;
    w->shown.ctx = w->r;
}

rc told_open(struct req *r, const struct slice *want, struct told *w, struct err *e) {
    *w = (struct told){.r = r};
    TRY(session_slice(&r->op, want, &w->b, e));
    told_shown(w);
    return RC_OK;
}

/* ---- words ---- */

void told_words(struct told *w, i64 item, struct span s, const char *tag, const char *cls) {
    struct str words = shown_words(w->r->a, &w->shown, item, s);
    if (words.n) ui_words(w->r, tag, cls, w->b->items[item].lang, words);
}

static void space(struct told *w) {
    h_text(&w->r->h, S(" "));
}

static void in_brackets(struct told *w, const char *list, struct str value) {
    struct str words = words_term(w->r->lang, list, value);
    if (!words.n) return;
    h_text(&w->r->h, S(" ("));
    h_text(&w->r->h, words);
    h_text(&w->r->h, S(")"));
}

static void publication(struct told *w, i64 item) {
    i64 at = book_publication(w->b, w->b->items[item].publication);
    if (at < 0)
        ui_el(w->r, "span", "soft", "review.no_publication");
    else
        ui_words(w->r, "span", "publication", S(""), w->b->publications[at].name);
}

void told_speaker(struct told *w, i64 claim) {
    const struct claim_row *row = &w->b->claims[claim];
    i64 n = 0;
    h_el(&w->r->h, "span", "speaker");
    for (i64 i = 0; i < row->c.said.nchain; i++) {
        const struct said_link *l = &row->c.said.chain[i];
        if (l->is_publication || !span_some(l->who)) continue;
        if (n++) {
            space(w);
            ui_say(w->r, "review.quoted_by");
            space(w);
        }
        told_words(w, row->item, l->who, "q", "");
        if (l->role != ROLE_UNKNOWN) in_brackets(w, "role", word_name("role", (int)l->role));
    }
    if (!n) ui_say(w->r, "review.nobody_quoted");
    h_end(&w->r->h);
}

void told_source(struct told *w, i64 item) {
    const struct item *it = &w->b->items[item];
    h_el(&w->r->h, "span", "source soft");
    publication(w, item);
    if (it->published.range.precision) {
        h_text(&w->r->h, S(" · "));
        ui_dates(w->r, it->published.range);
        if (str_has(it->published.anchor, S("recorder"))) {
            space(w);
            ui_say(w->r, "review.by_recorder");
        }
    }
    h_end(&w->r->h);
}

static void badge(struct req *r, const char *cls, struct str words) {
    h_leaf(&r->h, "span", cstr(r->a, str_fmt(r->a, "badge %s", cls)), words);
    h_text(&r->h, S(" "));
}

static bool denies(const struct claim_row *row) {
    return row->c.said.act == ACT_DENIES || row->c.kind == KIND_denial ||
           row->c.polarity == POLARITY_NEGATIVE;
}

/* "proposed by coder-2 · verified: kind (reader), counts (patient) · left to a person: where" */
static void proposed(struct req *r, const struct claim *c) {
    struct str sure = proposal_verified(r->a, c, false), rest = proposal_verified(r->a, c, true);
    h_el(&r->h, "span", "badge");
    ui_say(r, "review.proposed_by");
    h_text(&r->h, S(" "));
    ui_words(r, "bdi", "", S("en"), c->by_proposer);
    h_end(&r->h);
    h_text(&r->h, S(" "));
    const struct {
        const char *id;
        struct str fields;
    } parts[] = {{"review.verified_fields", sure}, {"review.words_only", rest}};
    for (i64 i = 0; i < LEN(parts); i++) {
        if (!parts[i].fields.n) continue;
        h_el(&r->h, "span", "soft");
        ui_say(r, parts[i].id);
        h_text(&r->h, S(": "));
        ui_words(r, "bdi", "", S("en"), parts[i].fields);
        h_text(&r->h, S(" "));
        h_end(&r->h);
    }
}

void told_badges(struct told *w, i64 claim) {
    const struct claim_row *row = &w->b->claims[claim];
    struct req *r = w->r;
    struct str status = word_name("status", (int)row->c.status);
    badge(r, cstr(r->a, status), words_term(r->lang, "status", status));
    if (row->c.status == STATUS_ACCEPTED)
        badge(r, "good", words_n(r->a, r->lang, "review.persons", row->reviewers));
    if (row->c.by_person.n) badge(r, "", words_get(r->lang, "review.by_hand"));
    if (row->c.by_proposer.n) proposed(r, &row->c);
    if (denies(row)) badge(r, "warn", words_get(r->lang, "review.denial"));
    if (row->c.repeats.n) badge(r, "", words_get(r->lang, "review.repeats"));
}

/* Number or word of a citation, with its word in the language of the page. */
static struct str cited_value(struct req *r, const struct json *j, const char *key) {
    i64 n = json_get_i(j, key, -1);
    struct str s = json_get_str(j, key);
    if (n >= 0) return words_number(r->a, r->lang, n);
    if (str_eqc(str_c(key), "part")) return str_cut(&s, ' ');
    return str_eqc(str_c(key), "from") && s.n > 4 ? str_sub(s, 0, s.n - 4) : s;
}

/* What its author named: a sheet, a file, an address. */
static void cited_name(struct told *w, struct str name) {
    if (!name.n) return;
    h_text(&w->r->h, S(" · "));
    ui_words(w->r, "bdi", "", S(""), shown_text(w->r->a, &w->shown, name));
}

void told_cited(struct told *w, i64 claim) {
    static const char *const IDS[][2] = {
        {"page", "review.at_page"},    {"line", "review.at_line"},
        {"row", "review.at_row"},      {"cell", "review.at_cell"},
        {"from", "review.at_time"},    {"paragraph", "review.at_paragraph"},
        {"note", "review.at_note"},    {"part", "review.at_part"},
        {"record", "review.at_record"}};
    struct req *r = w->r;
    const struct claim_row *row = &w->b->claims[claim];
    const struct json *j = cited_json(r->a, &w->b->items[row->item], cited_span(row));
    i64 n = 0;
    if (!j) return;
    h_el(&r->h, "p", "soft cited");
    for (i64 i = 0; i < LEN(IDS); i++) {
        struct str value = cited_value(r, j, IDS[i][0]), none = {0};
        if (!value.n) continue;
        if (n++) h_text(&r->h, S(" · "));
        h_text(&r->h, words_fill(r->a, r->lang, IDS[i][1], value, none));
    }
    struct str part = json_get_str(j, "part");
    str_cut(&part, ' ');
    cited_name(w, json_get_str(j, "sheet"));
    cited_name(w, part);
    cited_name(w, json_get_str(j, "url"));
    if (json_get_bool(j, "recognised")) {
        h_text(&r->h, S(" · "));
        ui_say(r, "review.at_recognised");
    }
    h_end(&r->h);
}

void told_quote(struct told *w, i64 claim) {
    const struct claim_row *row = &w->b->claims[claim];
    struct span s = span_some(row->c.said.content) ? row->c.said.content : row->c.sentence;
    told_words(w, row->item, s, "blockquote", "");
    told_cited(w, claim);
}

/* ---- what is stated ---- */

static void number(struct told *w, i64 item, const struct count *n) {
    struct req *r = w->r;
    ui_range(r, n->min, n->max);
    space(w);
    ui_term(r, "what", word_name("what", (int)n->what));
    if (n->who != WHO_UNKNOWN) in_brackets(w, "who", word_name("who", (int)n->who));
    space(w);
    told_words(w, item, n->span, "q", "soft");
}

static void part(struct told *w, i64 item, const struct count_part *p) {
    ui_range(w->r, p->min, p->max);
    space(w);
    ui_term(w->r, "who", word_name("who", (int)p->who));
    space(w);
    told_words(w, item, p->span, "q", "soft");
}

static void line(struct told *w, const char *id) {
    h_begin(&w->r->h, "li");
    ui_el(w->r, "span", "label", id);
    space(w);
}

static void numbers(struct told *w, const struct claim_row *row) {
    for (i64 i = 0; i < row->c.ncounts; i++) {
        const struct count *n = &row->c.counts[i];
        line(w, row->c.part_of.n ? "review.among_them" : "review.number");
        number(w, row->item, n);
        h_end(&w->r->h);
        for (i64 k = 0; k < n->nof; k++) {
            line(w, "review.among_them");
            part(w, row->item, &n->of[k]);
            h_end(&w->r->h);
        }
    }
}

static struct str name_of(struct told *w, struct str id) {
    struct str name = id.n ? place_name_of(w->b, id) : (struct str){0};
    return name.n ? shown_text(w->r->a, &w->shown, name) : name;
}

static void places(struct told *w, const struct claim_row *row) {
    for (i64 i = 0; i < row->c.nwhere; i++) {
        struct str name = name_of(w, row->c.where[i].place);
        line(w, "review.place");
        told_words(w, row->item, row->c.where[i].span, "q", "");
        if (name.n) {
            space(w);
            ui_words(w->r, "span", "soft", S(""), name);
        }
        h_end(&w->r->h);
    }
}

static void when(struct told *w, const struct claim_row *row) {
    const struct when *t = &row->c.when;
    if (!span_some(t->span) && !t->range.precision) return;
    line(w, "review.when");
    told_words(w, row->item, t->span, "q", "");
    space(w);
    if (t->range.precision)
        ui_dates(w->r, t->range);
    else
        ui_say(w->r, "review.no_anchor");
    if (str_has(t->anchor, S("recorder"))) {
        space(w);
        ui_say(w->r, "review.counted_from_recorder");
    }
    h_end(&w->r->h);
}

static void accused(struct told *w, const struct claim_row *row) {
    for (i64 i = 0; i < row->c.nperps; i++) {
        line(w, "review.accused");
        told_words(w, row->item, row->c.perps[i].span, "q", "");
        in_brackets(w, "how", word_name("how", (int)row->c.perps[i].how));
        h_end(&w->r->h);
    }
}

static void findings(struct told *w, const struct claim_row *row) {
    for (i64 i = 0; i < row->c.nfindings; i++) {
        line(w, "review.finding");
        ui_term(w->r, "finding", word_name("finding", (int)row->c.findings[i].kind));
        space(w);
        told_words(w, row->item, row->c.findings[i].span, "q", "soft");
        h_end(&w->r->h);
    }
}

void told_facts(struct told *w, i64 claim) {
    const struct claim_row *row = &w->b->claims[claim];
    if (!row->c.ncounts && !row->c.nwhere && !row->c.nperps && !row->c.nfindings &&
        !span_some(row->c.when.span) && !row->c.when.range.precision)
        return;
    h_el(&w->r->h, "ul", "facts");
    numbers(w, row);
    places(w, row);
    when(w, row);
    accused(w, row);
    findings(w, row);
    h_end(&w->r->h);
}

/* ---- incidents ---- */

struct str told_place(struct told *w, const struct incident *in) {
    struct str name = name_of(w, in->where.place);
    return name.n ? name : shown_text(w->r->a, &w->shown, in->place_words);
}

void told_title(struct told *w, i64 incident) {
    const struct incident *in = &w->b->incidents[incident];
    struct req *r = w->r;
    struct str place = told_place(w, in);
    if (in->title.n) {
        ui_words(r, "span", "", S(""), shown_text(r->a, &w->shown, in->title));
        return;
    }
    ui_term(r, "kind", kind_name(in->kind));
    if (place.n) {
        told_between(r, "review.comma");
        ui_words(r, "span", "", S(""), place);
    }
    if (in->when.precision) {
        told_between(r, "review.comma");
        ui_dates(r, in->when);
    }
}

struct str told_claim_n(struct req *r, i64 n) {
    return words_fill(r->a, r->lang, "review.claim_n", words_number(r->a, r->lang, n), S(""));
}

void told_between(struct req *r, const char *id) {
    bool tight = !strcmp(id, "review.comma") || !strcmp(id, "review.semicolon");
    if (!tight) h_text(&r->h, S(" "));
    ui_say(r, id);
    h_text(&r->h, S(" "));
}

struct str told_claim_path(struct arena *a, struct str id) {
    return str_cat(a, S("/claim/"), id);
}

struct str told_incident_path(struct arena *a, struct str code, const char *tail) {
    return str_fmt(a, "/incident/%.*s%s", SARG(code), tail);
}

struct str told_read_path(struct told *w, i64 claim) {
    const struct claim_row *row = &w->b->claims[claim];
    return str_fmt(w->r->a, "/read/%.*s?claim=%.*s", SARG(w->b->items[row->item].outside),
                   SARG(row->c.id));
}

void told_incident_link(struct told *w, i64 incident) {
    const struct incident *in = &w->b->incidents[incident];
    h_begin(&w->r->h, "a");
    ui_path(w->r, told_incident_path(w->r->a, in->code, ""));
    ui_code(w->r, in->code);
    space(w);
    told_title(w, incident);
    h_end(&w->r->h);
}

/* ---- deciding ---- */

void told_reason(struct req *r) {
    form_text(r, "reason", "review.reason", S(""), true);
}

/* Who entered or corrected what stands is its first reviewer: somebody else is the second. */
bool told_may_decide(struct told *w, i64 claim) {
    const struct claim_row *row = &w->b->claims[claim];
    return op_may(&w->r->op, PERM_REVIEW) &&
           !(row->c.by_person.n && str_eq(row->actor, w->r->op.actor));
}

static void decision(struct told *w, i64 claim, const char *act, struct str next,
                     const char *summary, const char *reason, const char *button, const char *cls) {
    struct req *r = w->r;
    const struct claim_row *row = &w->b->claims[claim];
    h_begin(&r->h, "details");
    h_attr(&r->h, "data-act", str_c(act)); /* read by review.js: keys a and r */
    ui_el(r, "summary", "", summary);
    form_begin(r, "review", next);
    form_hidden(r, "CLAIM", row->c.id);
    form_hidden(r, "ACT", str_c(act));
    form_match(r, row->c.id);
    form_text(r, "reason", "review.reason", reason ? words_get(r->lang, reason) : S(""), true);
    form_submit(r, button, cls);
    form_end(r);
    h_end(&r->h);
}

void told_decide(struct told *w, i64 claim, struct str next) {
    struct req *r = w->r;
    if (!op_may(&r->op, PERM_REVIEW)) return;
    if (!told_may_decide(w, claim)) {
        ui_note(r, "", "review.own_claim");
        return;
    }
    h_el(&r->h, "div", "decide");
    decision(w, claim, "accept", next, "review.accept_reason", "review.words_say_it",
             "review.accept", "");
    decision(w, claim, "reject", next, "review.reject_reason", NULL, "review.reject", "danger");
    h_end(&r->h);
}

/* ---- comments ---- */

rc told_comments(struct told *w, struct str object, struct str next, struct err *e) {
    struct req *r = w->r;
    struct comment *all;
    i64 n;
    TRY(records_comments(r->op.session->db, r->a, object, &all, &n, e));
    h_el(&r->h, "section", "comments");
    h_attr(&r->h, "id", S("comments"));
    ui_head(r, 2, "review.comments");
    if (!n) ui_empty(r, "review.no_comments");
    if (n) h_el(&r->h, "ol", "plain");
    for (i64 i = 0; i < n; i++) {
        h_begin(&r->h, "li");
        h_el(&r->h, "p", "soft");
        ui_words(r, "bdi", "", S(""), all[i].by);
        h_text(&r->h, S(" · "));
        ui_instant(r, all[i].at);
        h_end(&r->h);
        ui_words(r, "p", "said", S(""), shown_text(r->a, &w->shown, all[i].words));
        h_end(&r->h);
    }
    if (n) h_end(&r->h);
    if (op_may(&r->op, PERM_COMMENT)) {
        form_begin(r, "comment add", str_cat(r->a, next, S("#comments")));
        form_hidden(r, "OBJECT", object);
        form_area(r, "words", "review.comment_words", S(""), true);
        form_submit(r, "review.comment_add", "quiet");
        form_end(r);
    }
    h_end(&r->h);
    return RC_OK;
}

/* ---- what waits ---- */

static const char *const QUEUES[] = {"machine", "mine", "second", "conflict", "work_needed"};

rc told_waiting(struct req *r, struct waiting *out, struct err *e) {
    i64 *const to[] = {&out->machine, &out->mine, &out->second, &out->conflict, &out->work_needed};
    *out = (struct waiting){0};
    for (i64 i = 0; i < LEN(QUEUES); i++) {
        struct list_filter f = list_everything(op_reach(&r->op));
        struct list_page page;
        f.queue = str_c(QUEUES[i]);
        f.actor = r->op.actor;
        TRY(records_list_claims(r->op.session->db, r->a, &f, S(""), 1, &page, e));
        *to[i] = page.count;
        out->more[i] = page.count_more;
    }
    return RC_OK;
}

void told_waiting_tiles(struct req *r, const struct waiting *n) {
    const i64 counts[] = {n->machine, n->mine, n->second, n->conflict, n->work_needed};
    static const char *const IDS[] = {"review.q_machine", "review.q_mine", "review.q_second",
                                      "review.q_conflict", "review.q_work_needed"};
    h_el(&r->h, "ul", "tiles queues");
    for (i64 i = 0; i < LEN(QUEUES); i++) {
        struct str count = words_number(r->a, r->lang, counts[i]);
        h_begin(&r->h, "li");
        h_begin(&r->h, "a");
        ui_path(r, str_cat(r->a, S("/review?queue="), str_c(QUEUES[i])));
        h_leaf(&r->h, "span", "big",
               n->more[i] ? words_fill(r->a, r->lang, "core.or_more", count, S("")) : count);
        h_text(&r->h, S(" "));
        ui_say(r, IDS[i]);
        h_end(&r->h);
        h_end(&r->h);
    }
    h_end(&r->h);
}
