/* Persons: the list of all, and one with every field's cell, its doubles, judgements, consent. No
 * status stands beside a name: an outcome is what a list says. */
#include "web/person_bits.h"

#include "text/fold.h"

enum { SCREEN = 50 };

static const struct str SEXES[] = {SI("male"), SI("female"), SI("unknown")};
static const struct str OUTCOMES[] = {SI("killed"),   SI("died"),      SI("injured"),
                                      SI("missing"),  SI("detained"),  SI("abducted"),
                                      SI("released"), SI("displaced"), SI("unknown")};
static const struct str PURPOSES[] = {SI("store"), SI("identify"), SI("publish"), SI("share"),
                                      SI("court")};
static const struct str HOW[] = {SI("written"), SI("spoken"), SI("recorded"), SI("message")};

/* ---- /persons ---- */

static void filters(struct req *r) {
    form_get(r, S("/persons"));
    if (op_sees(&r->op, FIELD_NAMES))
        form_text(r, "name", "list.name_words", req_query(r, "name"), false);
    form_text(r, "list", "list.of_list", req_query(r, "list"), false);
    form_select(r, "sex", "person_field.sex", "sex", SEXES, LEN(SEXES), req_query(r, "sex"), false);
    form_select(r, "outcome", "list.h_said", "outcome", OUTCOMES, LEN(OUTCOMES),
                req_query(r, "outcome"), false);
    form_check(r, "flagged", "list.flagged_rows", req_query(r, "flagged").n > 0);
    form_check(r, "doubles", "list.double_rows", req_query(r, "doubles").n > 0);
    form_check(r, "gone", "list.gone_rows", req_query(r, "gone").n > 0);
    form_submit(r, "list.narrow", "quiet");
    form_end(r);
}

static bool one_of(struct str v, const struct str *all, i64 n) {
    for (i64 i = 0; i < n; i++)
        if (str_eq(v, all[i])) return true;
    return false;
}

static rc filter_of(struct req *r, struct person_filter *f, bool *none, struct err *e) {
    struct str list = req_query(r, "list"), sex = req_query(r, "sex"),
               outcome = req_query(r, "outcome");
    struct name_list l;
    bool found = true;
    *f = (struct person_filter){.dirty = req_query(r, "flagged").n > 0,
                                .suspects = req_query(r, "doubles").n > 0,
                                .gone = req_query(r, "gone").n > 0,
                                .reach = op_reach(&r->op)};
    if (one_of(sex, SEXES, LEN(SEXES))) f->sex = sex;
    if (one_of(outcome, OUTCOMES, LEN(OUTCOMES))) f->outcome = outcome;
    if (op_sees(&r->op, FIELD_NAMES)) f->words = text_fold_name(r->a, req_query(r, "name"));
    if (list.n) TRY(records_name_list(r->op.session->db, r->a, list, f->reach, &found, &l, e));
    if (list.n && found) f->list = l.id;
    *none = !found;
    return RC_OK;
}

static rc persons(struct req *r, struct err *e) {
    struct person_filter f;
    struct person_page p = {0};
    bool none;
    ui_head(r, 1, "list.persons");
    ui_note(r, "", "list.law_persons");
    filters(r);
    TRY(filter_of(r, &f, &none, e));
    if (!none)
        TRY(records_persons(r->op.session->db, r->a, &f, req_query(r, "after"), SCREEN, &p, e));
    person_count(r, p.count, p.count_more);
    if (p.n)
        person_table(r, p.lines, p.n);
    else
        ui_empty(r, "list.no_persons");
    ui_pager(r, S(""), p.after);
    return RC_OK;
}

/* ---- /person/{} ---- */

static void cell_cited(struct req *r, const struct person *p, const struct person_field *f) {
    h_begin(&r->h, "td");
    if (f->source.n) ui_words(r, "span", "", S(""), f->source);
    if (f->column.n && p->sheet.n) ui_words(r, "span", "soft", S(""), p->sheet);
    if (f->column.n) {
        h_text(&r->h, S(" "));
        ui_code(r, str_fmt(r->a, "%.*s%lld", SARG(f->column), (long long)p->line));
    }
    h_end(&r->h);
}

static void field_row(struct req *r, const struct person *p, const struct person_field *f) {
    h_begin(&r->h, "tr");
    h_begin(&r->h, "th");
    h_attr(&r->h, "scope", S("row"));
    ui_term(r, "person_field", f->field);
    if (f->label.n) {
        h_text(&r->h, S(": "));
        ui_words(r, "bdi", "", S(""), f->label);
    }
    if (f->of >= 0) {
        h_text(&r->h, S(" "));
        ui_el(r, "span", "soft", "list.other_script");
    }
    h_end(&r->h);
    if (person_may_see(r, f->field, p->name_withdrawn)) {
        h_begin(&r->h, "td");
        if (f->value.n) person_value(r, f->field, f->value);
        h_end(&r->h);
        ui_words(r, "td", "", S(""), f->words);
    } else {
        ui_el(r, "td", "soft", "list.withheld_value");
        h_leaf(&r->h, "td", "", S(""));
    }
    cell_cited(r, p, f);
    h_end(&r->h);
}

static void fields(struct req *r, const struct person *p) {
    static const char *const HEADS[] = {"list.h_field", "list.h_value", "list.h_words",
                                        "list.h_cell", NULL};
    struct person_field *f;
    i64 n;
    person_fields(r->a, p, &f, &n);
    ui_head(r, 2, "list.what_is_said");
    ui_table_begin(r, "list.what_is_said", HEADS);
    for (i64 i = 0; i < n; i++)
        field_row(r, p, &f[i]);
    ui_table_end(r);
}

static rc source(struct req *r, const struct person *p, struct err *e) {
    struct name_list l;
    bool found = false;
    h_begin(&r->h, "p");
    if (p->list.n)
        TRY(records_name_list(r->op.session->db, r->a, p->list, op_reach(&r->op), &found, &l, e));
    if (found) {
        ui_say(r, "list.from_list");
        h_text(&r->h, S(" "));
        ui_link(r, name_list_path(r->a, l.id), l.name);
        h_text(&r->h, S(" "));
        ui_say(r, "list.row");
        h_text(&r->h, S(" "));
        ui_number(r, p->line);
        h_text(&r->h, S(" · "));
    }
    ui_link_id(r, str_cat(r->a, S("/item/"), p->item), "list.the_item");
    h_end(&r->h);
    if (p->gone) ui_note(r, "warn", "list.is_gone");
    return RC_OK;
}

static struct str here(struct req *r, const struct person *p) {
    return person_path(r->a, p->id);
}

static void judge_form(struct req *r, const struct person *p, struct str other, const char *op,
                       const char *words) {
    form_begin(r, op, here(r, p));
    form_hidden(r, "PERSON", p->id);
    form_hidden(r, "OTHER", other);
    form_text(r, "reason", "list.reason", S(""), true);
    form_submit(r, words, "quiet");
    form_end(r);
}

static rc doubles(struct req *r, const struct person *p, struct err *e) {
    struct person_line *l;
    i64 n;
    TRY(records_suspects(r->op.session->db, r->a, p->id, op_reach(&r->op), &l, &n, e));
    if (!n) return RC_OK;
    ui_head(r, 2, "list.may_be");
    ui_note(r, "", "list.never_merged");
    person_table(r, l, n);
    for (i64 i = 0; i < n && i < 8 && op_may(&r->op, PERM_REVIEW); i++) {
        h_el(&r->h, "section", "card");
        h_begin(&r->h, "h3");
        person_name_cell(r, &l[i]);
        h_end(&r->h);
        judge_form(r, p, l[i].id, "person same", "list.say_same");
        judge_form(r, p, l[i].id, "person different", "list.say_different");
        h_end(&r->h);
    }
    return RC_OK;
}

static rc judged(struct req *r, const struct person *p, struct err *e) {
    struct judgement *j;
    i64 n;
    TRY(records_judgements(r->op.session->db, r->a, p->id, op_reach(&r->op), &j, &n, e));
    if (!n) return RC_OK;
    ui_head(r, 2, "list.judgements");
    h_begin(&r->h, "ul");
    for (i64 i = 0; i < n; i++) {
        struct str other = str_eq(j[i].a, p->id) ? j[i].b : j[i].a;
        h_begin(&r->h, "li");
        ui_term(r, "judgement", j[i].verdict);
        h_text(&r->h, S(": "));
        ui_link(r, person_path(r->a, other), str_sub(other, 0, 10));
        h_text(&r->h, S(" · "));
        ui_words(r, "q", "", S(""), j[i].reason);
        h_text(&r->h, S(" · "));
        ui_words(r, "bdi", "", S(""), j[i].actor);
        h_text(&r->h, S(" · "));
        ui_instant(r, j[i].at);
        h_end(&r->h);
    }
    h_end(&r->h);
    return RC_OK;
}

static void consent_row(struct req *r, const struct consent *k) {
    h_begin(&r->h, "tr");
    h_begin(&r->h, "td");
    ui_term(r, "purpose", k->purpose);
    h_end(&r->h);
    h_begin(&r->h, "td");
    ui_term(r, "consent_act", k->act);
    h_end(&r->h);
    h_begin(&r->h, "td");
    ui_term(r, "consent_how", k->how);
    h_end(&r->h);
    if (op_sees(&r->op, FIELD_NAMES))
        ui_words(r, "td", "", S(""), k->by);
    else
        ui_el(r, "td", "soft", "list.withheld_value");
    ui_words(r, "td", "", S(""), k->risks);
    h_begin(&r->h, "td");
    ui_instant(r, k->at);
    h_end(&r->h);
    h_end(&r->h);
}

static void consent_give(struct req *r, const struct person *p) {
    h_begin(&r->h, "details");
    ui_el(r, "summary", "", "list.consent_give");
    form_begin(r, "consent give", here(r, p));
    form_hidden(r, "PERSON", p->id);
    form_select(r, "purpose", "list.purpose", "purpose", PURPOSES, LEN(PURPOSES), S(""), true);
    form_select(r, "how", "list.consent_how", "consent_how", HOW, LEN(HOW), S(""), true);
    form_text(r, "by", "list.consent_by", S(""), true);
    form_text(r, "relation", "list.relation", S(""), false);
    form_area(r, "risks", "list.risks", S(""), true);
    form_date(r, "date", "list.consent_date", S(""));
    form_date(r, "expires", "list.expires", S(""));
    form_submit(r, "list.record", "");
    form_end(r);
    h_end(&r->h);
}

static void consent_withdraw(struct req *r, const struct person *p) {
    h_begin(&r->h, "details");
    ui_el(r, "summary", "", "list.consent_withdraw");
    form_begin(r, "consent withdraw", here(r, p));
    form_hidden(r, "PERSON", p->id);
    form_select(r, "purpose", "list.purpose", "purpose", PURPOSES, LEN(PURPOSES), S(""), true);
    form_text(r, "by", "list.consent_by", S(""), true);
    form_text(r, "reason", "list.reason", S(""), false);
    form_submit(r, "list.record", "");
    form_end(r);
    h_end(&r->h);
}

static rc consents(struct req *r, const struct person *p, struct err *e) {
    static const char *const HEADS[] = {"list.purpose",
                                        "list.consent_act",
                                        "list.consent_how",
                                        "list.consent_by",
                                        "list.risks",
                                        "list.h_when",
                                        NULL};
    struct consent *k;
    i64 n;
    TRY(records_consents(r->op.session->db, r->a, p->id, &k, &n, e));
    ui_head(r, 2, "list.consent");
    if (!n) ui_note(r, "", "list.no_consent");
    if (n) {
        ui_table_begin(r, "list.consent", HEADS);
        for (i64 i = 0; i < n; i++)
            consent_row(r, &k[i]);
        ui_table_end(r);
    }
    if (!op_may(&r->op, PERM_WRITE)) return RC_OK;
    consent_give(r, p);
    consent_withdraw(r, p);
    return RC_OK;
}

static void correction(struct req *r, const struct person *p) {
    if (!op_may(&r->op, PERM_WRITE)) return;
    h_begin(&r->h, "details");
    ui_el(r, "summary", "", "list.correct");
    ui_note(r, "", "list.correct_help");
    form_begin(r, "person set", here(r, p));
    form_hidden(r, "PERSON", p->id);
    form_match(r, p->id);
    if (op_sees(&r->op, FIELD_NAMES)) form_text(r, "full", "person_field.full", S(""), false);
    form_select(r, "sex", "person_field.sex", "sex", SEXES, LEN(SEXES), S(""), false);
    form_text(r, "age", "person_field.age", S(""), false);
    form_date(r, "event-date", "person_field.event_date", S(""));
    form_text(r, "event-place", "person_field.event_place", S(""), false);
    form_select(r, "outcome", "list.h_said", "outcome", OUTCOMES, LEN(OUTCOMES), S(""), false);
    form_text(r, "source", "list.known_from", S(""), true);
    form_submit(r, "list.record", "");
    form_end(r);
    h_end(&r->h);
}

static rc person(struct req *r, struct err *e) {
    struct person p;
    TRY(person_find(&r->op, r->seg[0], &p, e));
    struct str name = person_name(r->a, &p);
    if (name.n && person_may_see(r, S("full"), p.name_withdrawn))
        ui_words(r, "h1", "", S(""), name);
    else
        ui_head(r, 1, name.n ? "list.withheld" : "list.no_name");
    if (p.name_withdrawn) ui_note(r, "warn", "list.store_withdrawn");
    TRY(source(r, &p, e));
    if (p.nflags) ui_head(r, 2, "list.h_flags");
    person_flags(r, p.flags, p.nflags);
    fields(r, &p);
    correction(r, &p);
    TRY(doubles(r, &p, e));
    TRY(judged(r, &p, e));
    return consents(r, &p, e);
}

const struct page PAGE_PERSONS = {.path = "/persons",
                                  .title = "list.persons",
                                  .menu = "/persons",
                                  .perm = PERM_READ,
                                  .get = persons};
const struct page PAGE_PERSON = {.path = "/person/{}",
                                 .title = "list.person",
                                 .menu = "/persons",
                                 .perm = PERM_READ,
                                 .get = person};
