#include "web/person_bits.h"

struct str person_path(struct arena *a, struct str id) {
    return str_cat(a, S("/person/"), id);
}

struct str name_list_path(struct arena *a, struct str id) {
    return str_cat(a, S("/list/"), id);
}

void person_name_cell(struct req *r, const struct person_line *l) {
    struct str name = person_shown(&r->op, l);
    h_begin(&r->h, "a");
    ui_path(r, person_path(r->a, l->id));
    if (name.n) {
        h_attr(&r->h, "dir", S("auto"));
        h_text(&r->h, name);
    } else {
        ui_say(r, l->name.n ? "list.withheld" : "list.no_name");
    }
    h_end(&r->h);
}

static void marks(struct req *r, const struct person_line *l) {
    if (l->flags) ui_el(r, "span", "badge warn", "list.mark_flagged");
    if (l->suspect) ui_el(r, "span", "badge", "list.mark_double");
    if (l->gone) ui_el(r, "span", "badge withdrawn", "list.mark_gone");
}

static void age(struct req *r, const struct person_line *l) {
    h_el(&r->h, "td", "num");
    if (l->age_min >= 0) ui_range(r, l->age_min, l->age_max);
    h_end(&r->h);
}

static void where_from(struct req *r, const struct person_line *l) {
    h_begin(&r->h, "td");
    if (l->list.n) {
        ui_link(r, name_list_path(r->a, l->list), l->list_name);
        h_text(&r->h, S(" "));
        ui_say(r, "list.row");
        h_text(&r->h, S(" "));
        ui_number(r, l->line);
    } else {
        ui_say(r, "list.by_hand");
    }
    h_end(&r->h);
}

void person_table(struct req *r, const struct person_line *l, i64 n) {
    static const char *const HEADS[] = {"list.h_name",  "person_field.sex", "person_field.age",
                                        "list.h_date",  "list.h_place",     "list.h_said",
                                        "list.h_where", "list.h_marks",     NULL};
    ui_table_begin(r, "list.persons", HEADS);
    for (i64 i = 0; i < n; i++) {
        h_begin(&r->h, "tr");
        h_begin(&r->h, "th");
        h_attr(&r->h, "scope", S("row"));
        person_name_cell(r, &l[i]);
        h_end(&r->h);
        h_begin(&r->h, "td");
        ui_term(r, "sex", l[i].sex);
        h_end(&r->h);
        age(r, &l[i]);
        h_begin(&r->h, "td");
        ui_dates(r, l[i].when);
        h_end(&r->h);
        ui_words(r, "td", "", S(""), l[i].place);
        h_begin(&r->h, "td");
        ui_term(r, "outcome", l[i].outcome);
        h_end(&r->h);
        where_from(r, &l[i]);
        h_begin(&r->h, "td");
        marks(r, &l[i]);
        h_end(&r->h);
        h_end(&r->h);
    }
    ui_table_end(r);
}

void person_value(struct req *r, struct str field, struct str value) {
    struct date_range d;
    const char *list = str_eqc(field, "sex")         ? "sex"
                       : str_eqc(field, "outcome")   ? "outcome"
                       : str_eqc(field, "age_class") ? "age_class"
                                                     : NULL;
    bool date = str_eqc(field, "birth_date") || str_eqc(field, "event_date");
    if (list && words_term(r->lang, list, value).n)
        ui_term(r, list, value);
    else if (date && date_parse(value, &d))
        ui_dates(r, d);
    else
        ui_words(r, "span", "", S(""), value);
}

void person_flags(struct req *r, const struct person_flag *f, i64 n) {
    if (!n) return;
    h_el(&r->h, "ul", "flags");
    for (i64 i = 0; i < n; i++) {
        h_begin(&r->h, "li");
        ui_term(r, "person_flag", f[i].reason);
        if (f[i].column.n) {
            h_text(&r->h, S(" "));
            ui_code(r, f[i].column);
        }
        h_end(&r->h);
    }
    h_end(&r->h);
}

bool person_may_see(const struct req *r, struct str field, bool withdrawn) {
    u32 group = person_field_group(field);
    return !group || (!withdrawn && op_sees(&r->op, (enum field_group)group));
}

void person_count(struct req *r, i64 n, bool more) {
    h_el(&r->h, "p", "soft");
    ui_say_n(r, more ? "list.count_more" : "list.count", n);
    h_end(&r->h);
}
