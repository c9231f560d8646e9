#include "exchange/person_row.h"

#include "base/map.h"
#include "base/utf8.h"
#include "text/csv.h"
#include "text/fold.h"

/* Words of closed lists. */
static const struct row_word {
    const char *list, *value, *words;
} WORDS[] = {
#define ROW_WORD(list, value, words) {list, value, words},
#include "exchange/words.def"
#undef ROW_WORD
};

struct work {
    struct arena *a;
    const struct mapping *m;
    const struct row_words *known;
    const struct table_row *r;
    struct person_row out;
    struct str column;
    i64 nnames;
    enum script first_script;
    i64 first_name;
    i64 age_min, age_max;
    struct date_range born, happened;
    bool named;
};

static void flag(struct work *w, const char *reason, struct str column) {
    struct json *f = json_add(w->out.flags, json_obj(w->a));
    json_set_str(w->a, f, "r", str_c(reason));
    if (column.n) json_set_str(w->a, f, "c", column);
}

static struct json *put(struct work *w, struct str field, struct str value, struct str words) {
    struct json *f = json_add(w->out.fields, json_obj(w->a));
    json_set_str(w->a, f, "f", field);
    json_set_str(w->a, f, "v", value.p ? value : S(""));
    if (words.n && !str_eq(words, value)) json_set_str(w->a, f, "w", words);
    if (w->column.n) json_set_str(w->a, f, "c", w->column);
    return f;
}

/* ---- dates ---- */

/* Up to three runs of digits, whatever parts them; false when letters are among them. */
static bool date_parts(struct str s, i64 part[3], i64 width[3], int *n) {
    *n = 0;
    for (i64 i = 0; i < s.n;) {
        if (s.p[i] == ' ') {
            i++;
            continue;
        }
        i64 from = i;
        while (i < s.n && is_digit(s.p[i]))
            i++;
        if (i == from || *n == 3 || i - from > 4) return false;
        if (!str_i64(str_sub(s, from, i), &part[*n])) return false;
        width[(*n)++] = i - from;
    }
    return *n > 0;
}

static bool ymd(i64 y, i64 m, i64 d, struct date_range *out) {
    if (y < 1000 || !date_valid((int)y, (int)m, (int)d)) return false;
    i32 day = date_days((int)y, (int)m, (int)d);
    *out = (struct date_range){day, day, DATE_DAY};
    return true;
}

static bool three_parts(const i64 p[3], const i64 w[3], struct str order, struct date_range *out) {
    if (w[0] == 4) return ymd(p[0], p[1], p[2], out);
    if (w[2] != 4) return false; /* two digits of a year could be two years */
    if (p[0] > 12) return ymd(p[2], p[1], p[0], out);
    if (p[1] > 12) return ymd(p[2], p[0], p[1], out);
    bool month_first = str_eqc(order, "mdy");
    return ymd(p[2], p[month_first ? 0 : 1], p[month_first ? 1 : 0], out);
}

bool person_row_date(struct arena *a, struct str words, struct str order, struct date_range *out) {
    i64 part[3], width[3];
    int n;
    struct str s = str_trim(words);
    if (s.n > 100) return false;
    if (s.n > 10 && s.p[10] == 'T' && date_parse(str_sub(s, 0, 10), out)) return true;
    if (date_parse(s, out)) return true;
    struct str folded = text_fold_name(a, s); /* digits of any script become 0-9 */
    if (!folded.n || !date_parts(folded, part, width, &n)) return false;
    if (n == 3) return three_parts(part, width, order, out);
    if (n == 1) return width[0] == 4 && date_parse(folded, out);
    i64 y = width[0] == 4 ? part[0] : width[1] == 4 ? part[1] : 0;
    i64 m = width[0] == 4 ? part[1] : part[0];
    struct str iso = str_fmt(a, "%04lld-%02lld", (long long)y, (long long)m);
    return y && date_parse(iso, out);
}

static void put_date(struct work *w, struct str field, struct str words) {
    struct date_range d = {0};
    bool known = person_row_date(w->a, words, w->m->order, &d);
    put(w, field, known ? date_text(w->a, d) : S(""), words);
    if (!known) flag(w, "bad_date", w->column);
    if (str_eqc(field, "birth_date")) w->born = d;
    if (str_eqc(field, "event_date")) w->happened = d;
}

/* ---- ages ---- */

/* Words after an age that say months or days: less than a year. */
static bool under_a_year(struct str folded) {
    static const char *const WORDS_OF[] = {"month", "day", "week", "شهر",
                                           "يوم",   "мес", "дн",   "اشهر"};
    for (i64 i = 0; i < LEN(WORDS_OF); i++)
        if (str_has(folded, str_c(WORDS_OF[i]))) return true;
    return false;
}

static bool number_at(struct str s, i64 *at, i64 *out) {
    i64 from = *at;
    while (*at < s.n && is_digit(s.p[*at]))
        ++*at;
    return *at > from && *at - from < 9 && str_i64(str_sub(s, from, *at), out);
}

static bool parse_age(struct str f, i64 *min, i64 *max) {
    i64 at = 0;
    if (!number_at(f, &at, min)) return false;
    *max = *min;
    if (under_a_year(f)) return *min = *max = 0, true;
    if (at + 1 < f.n && f.p[at] == ' ' && is_digit(f.p[at + 1])) {
        at++;
        return number_at(f, &at, max);
    }
    return true;
}

static void put_age(struct work *w, struct str words) {
    i64 min, max;
    struct str dot = str_ends(words, S(".0")) ? str_sub(words, 0, words.n - 2) : words;
    struct str f = text_fold_name(w->a, dot);
    if (!f.n || !parse_age(f, &min, &max)) {
        put(w, S("age"), S(""), words);
        flag(w, "bad_age", w->column);
        return;
    }
    bool high = min > AGE_YEARS_MAX || max > AGE_YEARS_MAX, turned = min > max;
    struct str value = min == max ? str_fmt(w->a, "%lld", (long long)min)
                                  : str_fmt(w->a, "%lld-%lld", (long long)min, (long long)max);
    put(w, S("age"), high || turned ? S("") : value, words);
    if (high) flag(w, "age_high", w->column);
    if (turned) flag(w, "min_max", w->column);
    if (high || turned) return;
    w->age_min = min;
    w->age_max = max;
}

/* ---- words ---- */

static struct str word_key(struct arena *a, struct str list, struct str words) {
    struct str f = text_fold_name(a, words);
    return str_fmt(a, "%.*s\n%.*s", SARG(list), SARG(f));
}

struct row_words row_words_make(struct arena *a) {
    struct row_words w = {0};
    for (i64 i = 0; i < LEN(WORDS); i++)
        map_put(&w.by_words, a, word_key(a, str_c(WORDS[i].list), str_c(WORDS[i].words)), NULL)
            ->value = i;
    return w;
}

static void put_word(struct work *w, struct str field, struct str words) {
    struct str key = word_key(w->a, field, words);
    struct map_entry *known = map_get(&w->known->by_words, key);
    put(w, field, known ? str_c(WORDS[known->value].value) : S(""), words);
    if (!known) flag(w, "unknown_word", w->column);
}

static const char *script_name(enum script s) {
    switch (s) {
    case SCRIPT_LATIN: return "latin";
    case SCRIPT_ARABIC: return "arabic";
    case SCRIPT_CYRILLIC: return "cyrillic";
    default: return "other";
    }
}

/* The second whole name in another script writes the first one. */
static void put_name(struct work *w, struct str field, struct str words) {
    enum script s = utf8_main_script(words);
    bool full = str_eqc(field, "full");
    i64 at = w->out.fields->n;
    struct json *f = put(w, field, words, words);
    if (s != SCRIPT_NONE) json_set_str(w->a, f, "s", str_c(script_name(s)));
    if (full && w->first_name >= 0 && s != w->first_script) json_set_i(w->a, f, "o", w->first_name);
    if (full && w->first_name < 0) w->first_name = at, w->first_script = s;
    w->named |= !str_eqc(field, "father") && !str_eqc(field, "grandfather") &&
                !str_eqc(field, "mother"); /* these name others */
    if (s == SCRIPT_NONE) flag(w, "no_letters", w->column);
}

static bool is_name(struct str field) {
    static const char *const NAMES[] = {"full",   "first",  "father", "grandfather",
                                        "family", "mother", "kunya",  "nickname"};
    for (i64 i = 0; i < LEN(NAMES); i++)
        if (str_eqc(field, NAMES[i])) return true;
    return false;
}

static void put_cell(struct work *w, const struct column *c, struct str words) {
    struct str f = c->field;
    if (is_name(f)) {
        put_name(w, f, words);
    } else if (str_eqc(f, "age")) {
        put_age(w, words);
    } else if (str_eqc(f, "birth_date") || str_eqc(f, "event_date")) {
        put_date(w, f, words);
    } else if (str_eqc(f, "sex") || str_eqc(f, "age_class") || str_eqc(f, "outcome")) {
        put_word(w, f, words);
    } else {
        struct json *j = put(w, f, words, words);
        if (c->label.n) json_set_str(w->a, j, "l", c->label);
    }
}

static void add_key(struct work *w, struct str words) {
    struct str k = text_fold_name(w->a, words);
    if (!k.n) k = words;
    w->out.key = w->out.key.n ? str_fmt(w->a, "%.*s|%.*s", SARG(w->out.key), SARG(k)) : k;
}

static void take(struct work *w, const struct column *c, bool sensitive) {
    struct cell cell = table_cell(w->r, c->column);
    struct str words = csv_unguard(str_trim(cell.text));
    if (!words.n || !c->field.n) return;
    w->out.empty = false;
    w->column = table_column(w->a, c->column);
    if (cell.kind == CELL_ERROR) flag(w, "error_cell", w->column);
    if (cell.kind == CELL_FORMULA) flag(w, "formula", w->column);
    if (person_field_group(c->field) == FIELD_SENSITIVE && !sensitive) {
        w->out.sensitive = true;
        return;
    }
    i64 before = w->out.fields->n;
    put_cell(w, c, words);
    if (!c->key) return;
    add_key(w, words);
    if (w->out.fields->n > before) json_set(w->out.fields->last, S("k"), json_bool(w->a, true));
}

/* What the fields say together. */
static void whole_row(struct work *w) {
    w->column = (struct str){0};
    if (w->m->outcome.n) {
        bool own = false;
        JSON_EACH(f, w->out.fields) own |= str_eqc(json_get_str(f, "f"), "outcome");
        if (!own) put(w, S("outcome"), w->m->outcome, w->m->outcome);
    }
    if (!w->named) flag(w, "no_name", w->column);
    bool both = w->born.precision && w->happened.precision;
    if (both && w->born.from > w->happened.to) flag(w, "born_after", w->column);
    if (!both || w->age_min < 0 || w->born.from > w->happened.to) return;
    i64 least = (w->happened.from - w->born.to) / 366, most = (w->happened.to - w->born.from) / 365;
    if (w->age_max < least - 1 || w->age_min > most + 1) flag(w, "age_and_dates", w->column);
}

struct person_row person_row(struct arena *a, const struct row_words *known,
                             const struct mapping *m, const struct table_row *r, bool sensitive) {
    struct work w = {.a = a, .m = m, .known = known, .r = r, .first_name = -1, .age_min = -1};
    w.out = (struct person_row){.fields = json_arr(a), .flags = json_arr(a), .empty = true};
    w.out.line = r->number;
    bool keyed = false;
    for (i64 i = 0; i < m->ncolumns; i++) {
        take(&w, &m->columns[i], sensitive);
        keyed |= m->columns[i].key;
    }
    if (w.out.empty) return w.out;
    whole_row(&w);
    if (keyed && !w.out.key.n) flag(&w, "no_key", w.column);
    return w.out;
}
