/* The fields of a claim. Which of them a kind is entered by first: flow/kind_fields.def; the others
 * stand closed below. Names are those of the arguments of `claim add`. */
#include "web/claim_form.h"

#include "flow/enter_args.h"
#include "flow/kind_fields.h"

struct form {
    struct told *w;
    const struct json *shown;
    struct str open; /* fields of the kind */
};

static struct str *terms(struct arena *a, const char *list, i64 n) {
    struct str *v = NEWN(a, struct str, n);
    for (i64 i = 0; i < n; i++)
        v[i] = strcmp(list, "kind") == 0 ? kind_name((enum kind)i) : word_name(list, (int)i);
    return v;
}

/* "@48-57 14 bodies" -> "14 bodies" */
static struct str plain(struct str s) {
    if (!str_starts(s, S("@"))) return s;
    (void)str_cut(&s, ' ');
    return s.p ? s : (struct str){0};
}

static const char *numbered(struct arena *a, const char *name, i64 row) {
    return row == 1 ? name : cstr(a, str_fmt(a, "%s-%lld", name, (long long)row));
}

enum field_kind { WORDS, PLAIN };

/* A line of text; WORDS are words of the item's text (read.js takes them from a selection). */
static void line(struct req *r, const char *name, const char *id, struct str value,
                 enum field_kind kind, const char *list) {
    struct str key = str_cat(r->a, S("f-"), str_c(name));
    form_line(r, name, id, key, value, list, false);
    if (kind == WORDS) h_attr(&r->h, "data-words", S(""));
    h_void(&r->h);
    h_end(&r->h);
}

static void choose(struct req *r, const char *name, const char *id, const char *list, i64 n,
                   struct str chosen) {
    form_select(r, name, id, list, terms(r->a, list, n), n, chosen, false);
}

/* Row `i` (from 1) of a list of the claim; NULL beyond. */
static const struct json *row(const struct json *list, i64 i) {
    const struct json *v = list ? list->kids : NULL;
    while (v && --i)
        v = v->next;
    return v;
}

static struct str range_text(struct arena *a, const struct json *v) {
    struct str lo = json_get_str(v, "min"), hi = json_get_str(v, "max");
    if (!lo.n) return lo;
    if (!hi.n) return str_cat(a, lo, S("+"));
    return str_eq(lo, hi) ? lo : str_fmt(a, "%.*s-%.*s", SARG(lo), SARG(hi));
}

static bool opens(const struct form *f, const char *field) {
    struct str rest = f->open;
    while (rest.p)
        if (str_eqc(str_cut(&rest, ' '), field)) return true;
    return false;
}

static void section(const struct form *f, const char *field, const char *id, i64 have) {
    struct req *r = f->w->r;
    h_el(&r->h, "details", "part");
    h_attr(&r->h, "data-field", str_c(field));
    if (have || opens(f, field)) h_attr(&r->h, "open", S(""));
    ui_el(r, "summary", "", id);
}

static void end(const struct form *f) {
    h_end(&f->w->r->h);
}

/* Rows beyond the ones in use stand closed. */
static void more_begin(const struct form *f, i64 i, i64 have, i64 first, const char *id) {
    if (i != (have + 1 > first ? have + 1 : first) + 1) return;
    h_el(&f->w->r->h, "details", "more");
    ui_el(f->w->r, "summary", "", id);
}

static void more_end(const struct form *f, i64 have, i64 first, i64 rows) {
    if ((have + 1 > first ? have + 1 : first) < rows) h_end(&f->w->r->h);
}

/* Wholes and their parts as rows one after the other; a part names the row of its whole. */
struct count_row {
    const struct json *v;
    i64 of;
};

static i64 count_rows(const struct json *counts, struct count_row *out, i64 most) {
    i64 n = 0;
    JSON_EACH(c, counts) {
        if (n == most) break;
        i64 whole = n + 1;
        out[n++] = (struct count_row){c, 0};
        JSON_EACH(p, json_get(c, "of"))
        if (n < most) out[n++] = (struct count_row){p, whole};
    }
    return n;
}

static void count_fields(const struct form *f, i64 i, const struct count_row *c) {
    struct req *r = f->w->r;
    struct arena *a = r->a;
    const struct json *v = c ? c->v : NULL;
    struct str unknown = json_get_str(v, "who");
    h_el(&r->h, "div", "pair row");
    line(r, numbered(a, "count", i), "read.count", range_text(a, v), PLAIN, "numbers");
    choose(r, numbered(a, "what", i), "read.what", "what", WHAT_DEVICES + 1,
           c && c->of ? S("") : json_get_str(v, "what"));
    choose(r, numbered(a, "who", i), "read.who", "who", WHO_OFFICIAL + 1, unknown);
    line(r, numbered(a, "count-words", i), "read.count_words", plain(json_get_str(v, "words")),
         WORDS, "");
    if (i > 1) {
        struct pair *of = NEWN(a, struct pair, i - 1);
        for (i64 k = 1; k < i; k++) {
            of[k - 1].name = str_fmt(a, "%lld", (long long)k);
            of[k - 1].value =
                words_fill(a, r->lang, "read.of_count", words_number(a, r->lang, k), S(""));
        }
        form_choose(r, numbered(a, "of", i), "read.of", of, i - 1,
                    c && c->of ? str_fmt(a, "%lld", (long long)c->of) : S(""), false);
    }
    h_end(&r->h);
}

static void counts(const struct form *f) {
    struct count_row rows[ENTER_COUNTS];
    i64 n = count_rows(json_get(f->shown, "counts"), rows, ENTER_COUNTS);
    section(f, "counts", "read.s_counts", n);
    ui_el(f->w->r, "p", "help", "read.h_counts");
    for (i64 i = 1; i <= ENTER_COUNTS; i++) {
        more_begin(f, i, n, 1, "read.more_counts");
        count_fields(f, i, i <= n ? &rows[i - 1] : NULL);
    }
    more_end(f, n, 1, ENTER_COUNTS);
    end(f);
}

static struct str place_shown(const struct form *f, const struct json *v) {
    return json_get_str(v, "place");
    (void)f;
}

static void places(const struct form *f) {
    struct req *r = f->w->r;
    struct arena *a = r->a;
    const struct json *list = json_get(f->shown, "where");
    i64 n = list ? list->n : 0;
    section(f, "where", "read.s_where", n);
    ui_el(r, "p", "help", "read.h_where");
    for (i64 i = 1; i <= ENTER_LIST; i++) {
        const struct json *v = row(list, i);
        more_begin(f, i, n, 1, "read.more_places");
        h_el(&r->h, "div", "pair row");
        line(r, numbered(a, "where", i), "read.where", plain(json_get_str(v, "words")), WORDS,
             "said-places");
        line(r, numbered(a, "place", i), "read.place", place_shown(f, v), PLAIN, "case-places");
        choose(r, numbered(a, "place-role", i), "read.place_role", "place_role", PLACE_ROLE_TO + 1,
               json_get_str(v, "role"));
        choose(r, numbered(a, "precision", i), "read.precision", "precision", PRECISION_COUNTRY + 1,
               json_get_str(v, "precision"));
        h_end(&r->h);
    }
    more_end(f, n, 1, ENTER_LIST);
    h_el(&r->h, "p", "small");
    ui_link_id(r, S("/places"), "read.find_places");
    h_end(&r->h);
    end(f);
}

static void perpetrators(const struct form *f) {
    struct req *r = f->w->r;
    struct arena *a = r->a;
    const struct json *list = json_get(f->shown, "perpetrators");
    i64 n = list ? list->n : 0;
    section(f, "perpetrators", "read.s_perps", n);
    for (i64 i = 1; i <= ENTER_LIST; i++) {
        const struct json *v = row(list, i);
        i64 party = book_party(f->w->b, json_get_str(v, "party"));
        more_begin(f, i, n, 1, "read.more_perps");
        h_el(&r->h, "div", "pair row");
        line(r, numbered(a, "perpetrator", i), "read.perpetrator", plain(json_get_str(v, "words")),
             WORDS, "said-perps");
        choose(r, numbered(a, "how", i), "read.how", "how", HOW_POSSIBLE + 1,
               json_get_str(v, "how"));
        line(r, numbered(a, "party", i), "read.party",
             party >= 0 ? f->w->b->parties[party].name : json_get_str(v, "party"), PLAIN,
             "parties");
        h_end(&r->h);
    }
    more_end(f, n, 1, ENTER_LIST);
    end(f);
}

static void victims(const struct form *f) {
    struct req *r = f->w->r;
    struct arena *a = r->a;
    const struct json *list = json_get(f->shown, "victims");
    i64 n = list ? list->n : 0;
    section(f, "victims", "read.s_victims", n);
    for (i64 i = 1; i <= ENTER_LIST; i++) {
        const struct json *v = row(list, i);
        more_begin(f, i, n, 1, "read.more_victims");
        h_el(&r->h, "div", "pair row");
        line(r, numbered(a, "victim", i), "read.victim", plain(json_get_str(v, "words")), WORDS,
             "");
        choose(r, numbered(a, "victim-who", i), "read.who", "who", WHO_OFFICIAL + 1,
               json_get_str(v, "who"));
        line(r, numbered(a, "victim-age", i), "read.age", json_get_str(v, "age"), PLAIN, "");
        form_check(r, numbered(a, "victim-counted", i), "read.victim_counted",
                   json_get_str(v, "counted").n > 0);
        h_end(&r->h);
    }
    more_end(f, n, 1, ENTER_LIST);
    end(f);
}

static void findings(const struct form *f) {
    struct req *r = f->w->r;
    struct arena *a = r->a;
    const struct json *list = json_get(f->shown, "findings");
    i64 n = list ? list->n : 0;
    section(f, "findings", "read.s_findings", n);
    for (i64 i = 1; i <= ENTER_LIST; i++) {
        const struct json *v = row(list, i);
        more_begin(f, i, n, 2, "read.more_findings");
        h_el(&r->h, "div", "pair row");
        choose(r, numbered(a, "finding", i), "read.finding", "finding", FINDING_BLINDFOLDED + 1,
               json_get_str(v, "kind"));
        line(r, numbered(a, "finding-words", i), "read.finding_words",
             plain(json_get_str(v, "words")), WORDS, "");
        h_end(&r->h);
    }
    more_end(f, n, 2, ENTER_LIST);
    end(f);
}

static void names(const struct form *f) {
    struct req *r = f->w->r;
    struct arena *a = r->a;
    const struct json *list = json_get(f->shown, "names");
    section(f, "names", "read.s_names", list ? list->n : 0);
    for (i64 i = 1; i <= (list && list->n > 1 ? list->n : 1) && i <= ENTER_LIST; i++) {
        const struct json *v = row(list, i);
        h_el(&r->h, "div", "pair row");
        line(r, numbered(a, "name", i), "read.name", plain(json_get_str(v, "words")), WORDS, "");
        line(r, numbered(a, "other-name", i), "read.other_name", plain(json_get_str(v, "other")),
             WORDS, "");
        h_end(&r->h);
        form_check(r, numbered(a, "former", i), "read.former", json_get_str(v, "former").n > 0);
    }
    end(f);
}

static void when(const struct form *f) {
    struct req *r = f->w->r;
    const struct json *w = json_get(f->shown, "when");
    section(f, "when", "read.s_when", w && w->kids);
    h_el(&r->h, "div", "pair row");
    line(r, "when", "read.when", json_get_str(w, "date"), PLAIN, "");
    line(r, "when-words", "read.when_words", plain(json_get_str(w, "words")), WORDS, "");
    h_end(&r->h);
    ui_el(r, "p", "help", "read.h_when");
    end(f);
}

static void said_more(const struct form *f) {
    struct req *r = f->w->r;
    const struct json *s = f->shown, *w = json_get(s, "said_when");
    bool have =
        json_get(s, "knows") || json_get(s, "setting") || json_get(s, "cue") || (w && w->kids);
    section(f, "setting", "read.s_said", have);
    h_el(&r->h, "div", "pair row");
    line(r, "knows", "read.knows", plain(json_get_str(s, "knows")), WORDS, "");
    line(r, "setting", "read.setting", plain(json_get_str(s, "setting")), WORDS, "");
    line(r, "cue", "read.cue", plain(json_get_str(s, "cue")), WORDS, "");
    line(r, "said-when", "read.said_when", json_get_str(w, "date"), PLAIN, "");
    line(r, "said-words", "read.said_words", plain(json_get_str(w, "words")), WORDS, "");
    h_end(&r->h);
    end(f);
}

static void ties(const struct form *f) {
    struct req *r = f->w->r;
    const struct json *s = f->shown, *same = json_get(s, "same_event");
    section(f, "ties", "read.s_ties", json_get(s, "repeats") || json_get(s, "part_of"));
    h_el(&r->h, "div", "pair row");
    choose(r, "polarity", "read.polarity", "polarity", POLARITY_NEGATIVE + 1,
           json_get_str(s, "polarity"));
    choose(r, "modality", "read.modality", "modality", MODALITY_CONDITIONAL + 1,
           json_get_str(s, "modality"));
    line(r, "repeats", "read.repeats", json_get_str(s, "repeats"), PLAIN, "claims");
    line(r, "part-of", "read.part_of", json_get_str(s, "part_of"), PLAIN, "claims");
    line(r, "same-event", "read.same_event", S(""), PLAIN, "claims");
    h_end(&r->h);
    JSON_EACH(v, same) form_hidden(r, "same-event", v->s);
    end(f);
}

static void speakers(const struct form *f) {
    struct req *r = f->w->r;
    struct arena *a = r->a;
    const struct json *list = json_get(f->shown, "chain");
    i64 n = list ? list->n : 0;
    h_begin(&r->h, "fieldset");
    ui_el(r, "legend", "", "read.s_speaker");
    ui_el(r, "p", "help", "read.h_speaker");
    for (i64 i = 1; i <= ENTER_CHAIN; i++) {
        const struct json *v = row(list, i);
        more_begin(f, i, n, 1, "read.more_speakers");
        h_el(&r->h, "div", "pair row");
        line(r, numbered(a, "who-says", i), i == 1 ? "read.who_says" : "read.to_whom",
             plain(json_get_str(v, "words")), WORDS, "said-speakers");
        choose(r, numbered(a, "role", i), "read.role", "role", ROLE_VICTIM + 1,
               json_get_str(v, "role"));
        h_end(&r->h);
    }
    more_end(f, n, 1, ENTER_CHAIN);
    struct str act = json_get_str(f->shown, "act");
    form_select(r, "act", "read.act", "act", terms(a, "act", ACT_CORRECTS + 1), ACT_CORRECTS + 1,
                act.n ? act : S("states"), true);
    end(f);
}

static void kinds(const struct form *f) {
    struct req *r = f->w->r;
    struct str chosen = json_get_str(f->shown, "kind");
    h_el(&r->h, "p", "field");
    h_begin(&r->h, "label");
    h_attr(&r->h, "for", S("f-kind"));
    ui_say(r, "read.kind");
    h_end(&r->h);
    h_begin(&r->h, "select");
    h_attr(&r->h, "id", S("f-kind"));
    h_attr(&r->h, "name", S("kind"));
    h_attr(&r->h, "required", S(""));
    h_attr(&r->h, "autofocus", S(""));
    h_leaf(&r->h, "option", "", S(""));
    for (i64 k = 0; k < KIND_COUNT; k++) {
        struct str name = kind_name((enum kind)k), words = words_term(r->lang, "kind", name);
        h_begin(&r->h, "option");
        h_attr(&r->h, "value", name);
        h_attr(&r->h, "data-fields", kind_fields((enum kind)k));
        h_attr(&r->h, "title", words_term(r->lang, "kinddef", name));
        if (str_eq(name, chosen)) h_attr(&r->h, "selected", S(""));
        h_text(&r->h, words.n ? words : name);
        h_end(&r->h);
    }
    h_end(&r->h);
    h_end(&r->h);
    h_el(&r->h, "p", "help");
    h_attr(&r->h, "id", S("kind-def"));
    h_attr(&r->h, "aria-live", S("polite"));
    if (chosen.n) h_text(&r->h, words_term(r->lang, "kinddef", chosen));
    h_end(&r->h);
}

static void quotation(const struct form *f) {
    struct req *r = f->w->r;
    struct str quote = plain(json_get_str(f->shown, "quote"));
    h_el(&r->h, "p", "field");
    h_begin(&r->h, "label");
    h_attr(&r->h, "for", S("f-quote"));
    ui_say(r, "read.quote");
    h_end(&r->h);
    h_begin(&r->h, "textarea");
    h_attr(&r->h, "id", S("f-quote"));
    h_attr(&r->h, "name", S("quote"));
    h_attr(&r->h, "dir", S("auto"));
    h_attr(&r->h, "rows", S("3"));
    h_attr(&r->h, "required", S(""));
    h_attr(&r->h, "data-words", S(""));
    h_text(&r->h, quote);
    h_end(&r->h);
    h_end(&r->h);
    line(r, "trigger", "read.trigger", plain(json_get_str(f->shown, "trigger")), WORDS, "");
}

void claim_fields(struct told *w, i64 item, const struct json *shown) {
    struct form f = {.w = w, .shown = shown};
    enum kind k;
    (void)item;
    if (kind_parse(json_get_str(shown, "kind"), &k)) f.open = kind_fields(k);
    kinds(&f);
    quotation(&f);
    speakers(&f);
    counts(&f);
    perpetrators(&f);
    places(&f);
    when(&f);
    victims(&f);
    findings(&f);
    names(&f);
    said_more(&f);
    ties(&f);
}

/* ---- lists offered while typing ---- */

static void option(struct req *r, struct str value, struct str label) {
    h_begin(&r->h, "option");
    h_attr(&r->h, "value", value);
    if (label.n) h_attr(&r->h, "label", label);
    h_end(&r->h);
}

static void list_begin(struct req *r, const char *id) {
    h_begin(&r->h, "datalist");
    h_attr(&r->h, "id", str_c(id));
}

static void offer(struct told *w, struct map *seen, i64 item, struct span s) {
    bool fresh;
    if (!span_some(s)) return;
    struct str words = shown_words(w->r->a, &w->shown, item, s);
    map_put(seen, w->r->a, words, &fresh);
    if (fresh && words.n) option(w->r, words, S(""));
}

enum offered { OFFER_SPEAKERS, OFFER_PLACES, OFFER_PERPS };

static void offered(struct told *w, i64 item, const char *id, enum offered what) {
    struct map seen = {0};
    list_begin(w->r, id);
    for (i64 i = 0; i < w->b->nclaims; i++) {
        const struct claim *c = &w->b->claims[i].c;
        if (w->b->claims[i].item != item) continue;
        for (i64 k = 0; what == OFFER_SPEAKERS && k < c->said.nchain; k++)
            offer(w, &seen, item, c->said.chain[k].who);
        for (i64 k = 0; what == OFFER_PLACES && k < c->nwhere; k++)
            offer(w, &seen, item, c->where[k].span);
        for (i64 k = 0; what == OFFER_PERPS && k < c->nperps; k++)
            offer(w, &seen, item, c->perps[k].span);
    }
    h_end(&w->r->h);
}

/* The published table: the words, and what they are read as. */
static void numbers(struct req *r) {
    static const struct {
        const char *words;
        i64 min, max;
    } VAGUE_ROWS[] = {
#define VAGUE(words, min, max) {words, min, max},
#define HEDGE(words, shape)
#define MANY(words, min, max)
#include "text/vague.def"
#undef VAGUE
#undef HEDGE
#undef MANY
    };
    list_begin(r, "numbers");
    for (i64 i = 0; i < LEN(VAGUE_ROWS); i++)
        option(r, str_c(VAGUE_ROWS[i].words),
               words_fill(r->a, r->lang, "read.vague",
                          words_number(r->a, r->lang, VAGUE_ROWS[i].min),
                          words_number(r->a, r->lang, VAGUE_ROWS[i].max)));
    static const struct {
        const char *words;
        i64 min, max;
    } MORE_ROWS[] = {
#define VAGUE(lang, words, min, max) {words, min, max},
#include "text/vague_more.def"
#undef VAGUE
    };
    for (i64 i = 0; i < LEN(MORE_ROWS); i++)
        option(r, str_c(MORE_ROWS[i].words),
               words_fill(r->a, r->lang, "read.vague",
                          words_number(r->a, r->lang, MORE_ROWS[i].min),
                          words_number(r->a, r->lang, MORE_ROWS[i].max)));
    h_end(&r->h);
}

void claim_lists(struct told *w, i64 item) {
    struct req *r = w->r;
    offered(w, item, "said-speakers", OFFER_SPEAKERS);
    offered(w, item, "said-places", OFFER_PLACES);
    offered(w, item, "said-perps", OFFER_PERPS);
    numbers(r);
    list_begin(r, "parties");
    for (i64 i = 0; i < w->b->nparties; i++)
        option(r, w->b->parties[i].name, S(""));
    h_end(&r->h);
    list_begin(r, "case-places");
    for (i64 i = 0; i < w->b->nplaces && i < 2000; i++)
        option(r, w->b->places[i].name, w->b->places[i].name_ar);
    h_end(&r->h);
    list_begin(r, "claims");
    for (i64 i = 0; i < w->b->nclaims; i++)
        if (w->b->claims[i].item == item && w->b->claims[i].c.status != STATUS_WITHDRAWN)
            option(r, w->b->claims[i].c.id,
                   words_term(r->lang, "kind", kind_name(w->b->claims[i].c.kind)));
    h_end(&r->h);
}
