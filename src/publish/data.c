#include "publish/data.h"

#include "method/method.h"
#include "publish/say.h"
#include "store/cited.h"
#include "text/csv.h"

/* One file being built: rows are written as CSV or as JSON from the same cells, so that the two
 * cannot differ. */
struct sheet {
    struct site *s;
    struct buf *b;
    bool json;
    i64 rows;
};

struct cell {
    const char *name;
    struct str text; /* "" = not stated: empty in CSV, absent in JSON */
    bool number;
};

static struct str num(struct arena *a, i64 v) {
    return str_fmt(a, "%lld", (long long)v);
}

static void csv_head(struct sheet *t, const struct cell *c, i64 n) {
    for (i64 i = 0; i < n; i++)
        csv_put(t->b, str_c(c[i].name), i == 0);
    csv_end(t->b);
}

static void put_csv(struct sheet *t, const struct cell *c, i64 n) {
    if (t->rows == 0) csv_head(t, c, n);
    for (i64 i = 0; i < n; i++)
        csv_put(t->b, c[i].text, i == 0);
    csv_end(t->b);
}

static void put_json(struct sheet *t, const struct cell *c, i64 n) {
    bool first = true;
    buf_puts(t->b, t->rows ? ",\n{" : "{");
    for (i64 i = 0; i < n; i++) {
        if (!c[i].text.n) continue;
        if (!first) buf_c(t->b, ',');
        first = false;
        json_put_string(t->b, str_c(c[i].name));
        buf_c(t->b, ':');
        if (c[i].number)
            buf_put(t->b, c[i].text);
        else
            json_put_string(t->b, c[i].text);
    }
}

static void put_list(struct sheet *t, const char *name) {
    buf_c(t->b, ',');
    json_put_string(t->b, str_c(name));
    buf_puts(t->b, ":[");
}

static void put_ids(struct sheet *t, const char *name, const i64 *claims, i64 n) {
    put_list(t, name);
    for (i64 i = 0; i < n; i++) {
        if (i) buf_c(t->b, ',');
        json_put_string(t->b, t->s->b->claims[claims[i]].c.id);
    }
    buf_c(t->b, ']');
}

static void sheet_begin(struct sheet *t, struct site *s, bool json, const char *noun) {
    *t = (struct sheet){.s = s, .b = &s->buf, .json = json};
    s->buf.n = 0;
    if (!json) return;
    buf_puts(t->b, "{\"v\":1,");
    if (s->o->draft) buf_puts(t->b, "\"draft\":true,");
    buf_puts(t->b, "\"note\":");
    json_put_string(t->b, s->o->draft ? page_draft_note() : page_law());
    buf_fmt(t->b, ",\"%s\":[\n", noun);
}

static rc sheet_end(struct sheet *t, struct str path, struct err *e) {
    if (t->json) buf_puts(t->b, "\n]}\n");
    return site_write(t->s, t->s->scratch, path, e);
}

/* A draft's rows say so one by one: a row is soon parted from its file. */
static struct str status(const struct site *s) {
    return s->o->draft ? S("DRAFT") : S("published");
}

static struct str day(struct arena *a, struct date_range r, bool last) {
    return r.precision ? date_iso(a, last ? r.to : r.from) : S("");
}

static struct str degrees(struct arena *a, i32 v) {
    i64 u = v < 0 ? -(i64)v : v;
    return str_fmt(a, "%s%lld.%07lld", v < 0 ? "-" : "", (long long)(u / 10000000),
                   (long long)(u % 10000000));
}

/* ---- incidents ---- */

static struct str accounts_word(struct arena *a, const struct site *s, i64 at) {
    static const struct str W[] = {SI("one_account"), SI("several_accounts_one_origin"),
                                   SI("independent_accounts")};
    i64 voices;
    return W[site_accounts(*a, s, at, &voices)];
}

/* One field of a list's row, "" left out; the first has no comma. */
static void put_field(struct sheet *t, bool first, const char *name, struct str text) {
    if (!text.n) return;
    if (!first) buf_c(t->b, ',');
    json_put_string(t->b, str_c(name));
    buf_c(t->b, ':');
    json_put_string(t->b, text);
}

static void put_searched(struct sheet *t, struct arena *a, i64 at) {
    const struct site *s = t->s;
    i64 n = 0;
    put_list(t, "searched");
    for (i64 i = 0; i < s->b->nsearched; i++) {
        const struct searched *x = &s->b->searched[i];
        if (x->incident != at) continue;
        buf_puts(t->b, n++ ? ",{" : "{");
        put_field(t, true, "where", mask_text(a, &s->masks, x->where));
        put_field(t, false, "on", date_text(a, x->on));
        put_field(t, false, "found", mask_text(a, &s->masks, x->found));
        buf_c(t->b, '}');
    }
    buf_c(t->b, ']');
}

static void put_replies(struct sheet *t, struct arena *a, i64 at) {
    const struct site *s = t->s;
    i64 n = 0;
    put_list(t, "replies");
    for (i64 i = 0; i < s->b->nreplies; i++) {
        const struct reply *x = &s->b->replies[i];
        i64 party = book_party(s->b, x->party);
        if (x->incident != at) continue;
        buf_puts(t->b, n++ ? ",{" : "{");
        put_field(t, true, "party",
                  party < 0 ? mask_text(a, &s->masks, x->party) : s->b->parties[party].name);
        put_field(t, false, "words", mask_text(a, &s->masks, x->words));
        put_field(t, false, "on", date_text(a, x->on));
        put_field(t, false, "source", mask_text(a, &s->masks, x->source));
        buf_c(t->b, '}');
    }
    buf_c(t->b, ']');
}

/* What people added: searches, replies, what an aggregate overlaps. */
static void work_lists(struct sheet *t, struct arena *a, i64 at) {
    const struct site *s = t->s;
    i64 n = 0;
    put_searched(t, a, at);
    put_replies(t, a, at);
    put_list(t, "overlaps");
    for (i64 i = 0; i < s->b->noverlaps; i++) {
        const struct overlap *o = &s->b->overlaps[i];
        if (o->aggregate != at || !site_shows(s, o->incident)) continue;
        if (n++) buf_c(t->b, ',');
        json_put_string(t->b, s->b->incidents[o->incident].code);
    }
    buf_c(t->b, ']');
}

static void incident_lists(struct sheet *t, struct arena *a, i64 at) {
    const struct site *s = t->s;
    static const struct str AXES[] = {SI("occurrence"), SI("number"), SI("responsibility")};
    const struct incident *in = &s->b->incidents[at];
    put_ids(t, "claims", in->claims, in->nclaims);
    put_list(t, "figures");
    for (i64 f = s->figure_from[at]; f < s->figure_from[at + 1]; f++) {
        if (f > s->figure_from[at]) buf_c(t->b, ',');
        json_put_string(t->b, s->b->figures[f].id);
    }
    buf_c(t->b, ']');
    put_list(t, "disputes");
    for (i64 d = s->dispute_from[at]; d < s->dispute_from[at + 1]; d++) {
        const struct dispute *x = &s->b->disputes[d];
        buf_put(t->b, str_fmt(a, "%s{\"axis\":\"%.*s\",\"by\":\"%.*s\",\"against\":\"%.*s\"}",
                              d > s->dispute_from[at] ? "," : "", SARG(AXES[x->axis]),
                              SARG(s->b->claims[x->by].c.id), SARG(s->b->claims[x->against].c.id)));
    }
    buf_c(t->b, ']');
    put_list(t, "ties");
    for (i64 i = s->tie_from[at]; i < s->tie_from[at + 1]; i++) {
        const struct tie *x = &s->b->ties[i];
        buf_put(t->b, str_fmt(a, "%s{\"a\":\"%.*s\",\"b\":\"%.*s\",\"independent\":%s,\"reason\":",
                              i > s->tie_from[at] ? "," : "", SARG(s->b->claims[x->a].c.id),
                              SARG(s->b->claims[x->b].c.id), x->independent ? "true" : "false"));
        json_put_string(t->b, x->reason);
        buf_c(t->b, '}');
    }
    buf_c(t->b, ']');
    work_lists(t, a, at);
    buf_c(t->b, '}');
}

static void incident(struct sheet *t, i64 at) {
    struct arena tmp = t->s->scratch, *a = &tmp;
    const struct site *s = t->s;
    const struct incident *in = &s->b->incidents[at];
    const struct figure *f = site_main_figure(s, at);
    i64 place = s->incident_place[at], unreviewed = 0;
    const struct site_place *q =
        place >= 0 && !s->places[place].withheld ? &s->places[place] : NULL;
    for (i64 k = 0; k < in->nclaims; k++)
        unreviewed += !book_reviewed(s->b, &s->b->claims[in->claims[k]]);
    struct cell c[] = {{"status", status(s), false},
                       {"code", in->code, false},
                       {"id", in->id, false},
                       {"kind", kind_name(in->kind), false},
                       {"reported", say_headline(a, s, at), false},
                       {"place", say_place(a, s, at), false},
                       {"place_precision", q ? word_name("precision", q->precision) : S(""), false},
                       {"latitude", q && (q->lat || q->lon) ? degrees(a, q->lat) : S(""), false},
                       {"longitude", q && (q->lat || q->lon) ? degrees(a, q->lon) : S(""), false},
                       {"from", day(a, in->when, false), false},
                       {"to", day(a, in->when, true), false},
                       {"what", f ? word_name("what", f->what) : S(""), false},
                       {"who", f ? word_name("who", f->who) : S(""), false},
                       {"min", f ? num(a, f->min) : S(""), true},
                       {"max", f && f->max != COUNT_OPEN ? num(a, f->max) : S(""), true},
                       {"accounts", accounts_word(a, s, at), false},
                       {"nclaims", num(a, in->nclaims), true},
                       {"unreviewed", num(a, unreviewed), true}};
    if (!t->json)
        put_csv(t, c, LEN(c));
    else
        put_json(t, c, LEN(c)), incident_lists(t, a, at);
    t->rows++;
}

/* ---- figures ---- */

static void figure(struct sheet *t, i64 at) {
    struct arena tmp = t->s->scratch, *a = &tmp;
    static const struct str ACC[] = {SI("one_account"), SI("several_accounts_one_origin"),
                                     SI("independent_accounts")};
    const struct figure *f = &t->s->b->figures[at];
    struct cell c[] = {{"status", status(t->s), false},
                       {"id", f->id, false},
                       {"incident", t->s->b->incidents[f->incident].code, false},
                       {"what", word_name("what", f->what), false},
                       {"who", word_name("who", f->who), false},
                       {"min", num(a, f->min), true},
                       {"max", f->max == COUNT_OPEN ? S("") : num(a, f->max), true},
                       {"in_words",
                        str_fmt(a, "%.*s %.*s", SARG(say_range(a, f->min, f->max)),
                                SARG(say_counted(a, f->what, f->who, false))),
                        false},
                       {"method", f->method, false},
                       {"accounts", ACC[f->accounts], false},
                       {"origins", num(a, f->origins), true},
                       {"nclaims", num(a, f->nclaims), true},
                       {"unreviewed", num(a, f->unreviewed), true}};
    if (!t->json) {
        put_csv(t, c, LEN(c));
    } else {
        put_json(t, c, LEN(c));
        put_ids(t, "claims", f->claims, f->nclaims);
        put_ids(t, "min_claims", f->min_claims, f->nmin_claims);
        put_ids(t, "max_claims", f->max_claims, f->nmax_claims);
        buf_c(t->b, '}');
    }
    t->rows++;
}

/* ---- claims ---- */

static struct str words(struct arena *a, const struct site *s, const struct claim_row *r,
                        struct span x) {
    return mask_span(a, &s->masks, r->item, x);
}

static struct str excerpt(struct arena *a, const struct site *s, const struct claim_row *r) {
    struct span x = span_some(r->c.said.content) ? r->c.said.content : r->c.sentence;
    i64 most = s->o->policy.excerpt_bytes;
    struct str t = s->b->items[r->item].text;
    if ((i64)x.end - x.start > most && x.end <= t.n) {
        x.end = x.start + (u32)most;
        while (x.end > x.start && !is_space((unsigned char)t.p[x.end]))
            x.end--;
    }
    return words(a, s, r, x);
}

static void claim(struct sheet *t, i64 at) {
    struct arena tmp = t->s->scratch, *a = &tmp;
    const struct site *s = t->s;
    const struct claim_row *r = &s->b->claims[at];
    const struct item *it = &s->b->items[r->item];
    const struct count *n = r->c.ncounts ? &r->c.counts[0] : NULL;
    const struct where *w = r->c.nwhere ? &r->c.where[0] : NULL;
    i64 pub = s->voices[at].publication;
    struct cell c[] = {
        {"status", status(s), false},
        {"id", r->c.id, false},
        {"incident", r->incident >= 0 ? s->b->incidents[r->incident].code : S(""), false},
        {"kind", kind_name(r->c.kind), false},
        {"said_by", say_who_text(a, s, r), false},
        {"publication", pub >= 0 ? s->b->publications[pub].name : S(""), false},
        {"published", day(a, it->published.range, false), false},
        {"published_by_recorder", str_has(it->published.anchor, S("recorder")) ? S("yes") : S(""),
         false},
        {"language", it->lang, false},
        {"act", word_name("act", r->c.said.act), false},
        {"polarity", word_name("polarity", r->c.polarity), false},
        {"modality", word_name("modality", r->c.modality), false},
        {"words", excerpt(a, s, r), false},
        {"number_words", n ? words(a, s, r, n->span) : S(""), false},
        {"what", n ? word_name("what", n->what) : S(""), false},
        {"who", n ? word_name("who", n->who) : S(""), false},
        {"min", n ? num(a, n->min) : S(""), true},
        {"max", n && n->max != COUNT_OPEN ? num(a, n->max) : S(""), true},
        {"place_words", w ? words(a, s, r, w->span) : S(""), false},
        {"when_words", words(a, s, r, r->c.when.span), false},
        {"from", day(a, r->c.when.range, false), false},
        {"to", day(a, r->c.when.range, true), false},
        {"accused_words", r->c.nperps ? words(a, s, r, r->c.perps[0].span) : S(""), false},
        {"review", word_name("status", r->c.status), false},
        {"reviewers", num(a, r->reviewers), true},
        {"log_entry", num(a, r->entry), true},
        {"part", num(a, r->part), true},
        {"document", it->outside, false},
        {"cited", cited_numbers(a, cited_json(a, it, cited_span(r))), false}};
    if (!t->json)
        put_csv(t, c, LEN(c));
    else
        put_json(t, c, LEN(c)), buf_c(t->b, '}');
    t->rows++;
}

static rc sheet(struct site *s, const char *noun, bool json, struct err *e) {
    struct sheet t;
    sheet_begin(&t, s, json, noun);
    if (str_eqc(str_c(noun), "incidents"))
        for (i64 i = 0; i < s->nshown; i++)
            incident(&t, s->shown[i]);
    else if (str_eqc(str_c(noun), "figures"))
        for (i64 i = 0; i < s->b->nfigures; i++)
            figure(&t, i);
    else
        for (i64 i = 0; i < s->b->nclaims; i++)
            claim(&t, i);
    struct arena a = s->scratch;
    return sheet_end(&t, str_fmt(&a, "data/%s.%s", noun, json ? "json" : "csv"), e);
}

/* ---- places ---- */

static rc geojson(struct site *s, struct err *e) {
    struct buf *b = &s->buf;
    b->n = 0;
    buf_puts(b, "{\"type\":\"FeatureCollection\",");
    if (s->o->draft) buf_puts(b, "\"draft\":true,");
    buf_puts(b, "\"note\":");
    json_put_string(b, s->o->draft ? page_draft_note() : page_law());
    buf_puts(b, ",\"features\":[");
    i64 n = 0;
    for (i64 i = 0; i < s->nplaces; i++) {
        struct arena tmp = s->scratch, *a = &tmp;
        const struct site_place *q = &s->places[i];
        if (q->withheld || !q->nincidents || !(q->lat || q->lon)) continue;
        buf_puts(b, n++ ? ",\n" : "\n");
        struct str lon = degrees(a, q->lon), lat = degrees(a, q->lat);
        buf_put(b, str_fmt(a,
                           "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\","
                           "\"coordinates\":[%.*s,%.*s]},\"properties\":{\"name\":",
                           SARG(lon), SARG(lat)));
        json_put_string(b, q->name);
        buf_puts(b, ",\"precision\":");
        json_put_string(b, word_name("precision", q->precision));
        buf_puts(b, ",\"incidents\":[");
        for (i64 k = 0; k < q->nincidents; k++) {
            if (k) buf_c(b, ',');
            json_put_string(b, s->b->incidents[q->incidents[k]].code);
        }
        buf_puts(b, "]}}");
    }
    buf_puts(b, "\n]}\n");
    return site_write(s, s->scratch, S("data/places.geojson"), e);
}

/* ---- README ---- */

static void readme_columns(struct buf *b) {
    buf_puts(
        b,
        "## Columns\n\n"
        "- status: `published`; a draft says so in every row\n- code, incident: permanent code "
        "of an incident; a merged one redirects\n"
        "- min, max: lowest and highest number said; an empty max is \"no upper end was given\", "
        "never infinity or zero\n"
        "- what, who: what is counted and whom; `unknown` = not said\n"
        "- from, to: first and last day on which it is said to have happened, both inclusive\n"
        "- accounts: `one_account`, `several_accounts_one_origin`, `independent_accounts`; only "
        "reviewed claims whose "
        "independence is established count as independent\n"
        "- origins: size of the largest set of accounts whose independence is established, at "
        "least 1\n"
        "- unreviewed: claims among them that no person has reviewed\n"
        "- said_by, words, …_words: words of the document; `▮▮▮` stands for a withheld name\n"
        "- published_by_recorder: the date came from whoever handed the document in, not from "
        "its bytes\n"
        "- log_entry, part: where the claim is committed; document: the salted commitment of the "
        "sealed file\n"
        "- cited: page and line, cell, time, part of it where the claim stands; empty where its "
        "text has none\n\n");
}

static void readme_words(struct arena *a, struct buf *b, const char *list, i64 n) {
    buf_put(b, str_fmt(a, "- %s:", list));
    for (i64 i = 0; i < n; i++)
        buf_put(b, str_fmt(a, "%s `%.*s`", i ? "," : "", SARG(word_name(list, (int)i))));
    buf_puts(b, "\n");
}

static void readme_terms(struct arena *a, struct site *s, struct buf *b) {
    i64 n;
    buf_puts(b, "## Kinds\n\n");
    for (i64 k = 0; k < KIND_COUNT; k++)
        buf_put(b, str_fmt(a, "- `%.*s`: %.*s Example: \"%.*s\".\n", SARG(kind_name((enum kind)k)),
                           SARG(kind_definition((enum kind)k)), SARG(kind_example((enum kind)k))));
    buf_puts(b, "\n## Closed vocabularies\n\n");
    readme_words(a, b, "what", WHAT_DEVICES + 1);
    readme_words(a, b, "who", WHO_OFFICIAL + 1);
    readme_words(a, b, "act", ACT_CORRECTS + 1);
    readme_words(a, b, "modality", MODALITY_CONDITIONAL + 1);
    readme_words(a, b, "precision", PRECISION_COUNTRY + 1);
    readme_words(a, b, "status", STATUS_WITHDRAWN + 1);
    const struct method *m = method_all(&n);
    for (i64 i = 0; i < n; i++) {
        buf_put(b, str_fmt(a, "\n## Method %.*s: %.*s\n\n", SARG(m[i].name), SARG(m[i].title)));
        for (i64 r = 0; r < m[i].nrules; r++)
            buf_put(b, str_fmt(a, "%lld. %.*s\n", (long long)r + 1, SARG(m[i].rules[r].text)));
    }
    const struct policy_row *rows = policy_rows(&n);
    buf_puts(b, "\n## Policy of this site\n\n");
    for (i64 i = 0; i < n; i++) {
        struct str v = policy_value(a, &s->o->policy, &rows[i]);
        buf_put(b, str_fmt(a, "- %.*s = %.*s. %.*s\n", SARG(rows[i].name), SARG(v),
                           SARG(rows[i].words)));
    }
}

static rc readme(struct site *s, struct err *e) {
    struct arena tmp = s->scratch;
    struct buf *b = &s->buf;
    b->n = 0;
    buf_puts(b, "# ");
    buf_put(b, s->b->case_name);
    buf_puts(b, ": data\n\n");
    if (s->o->draft) buf_puts(b, "**DRAFT.** "), buf_put(b, page_draft_note()), buf_puts(b, "\n\n");
    buf_put(b, page_law());
    buf_puts(
        b,
        " Every row is something that somebody said; none is a finding.\n\nCSV: UTF-8, RFC 4180, "
        "guarded against "
        "formulas by a leading apostrophe; each has a JSON twin with the exact text.\n\n");
    readme_columns(b);
    readme_terms(&tmp, s, b);
    return site_write(s, tmp, S("data/README.md"), e);
}

rc data_write(struct site *s, struct err *e) {
    static const char *const NOUNS[] = {"incidents", "figures", "claims"};
    for (i64 i = 0; i < LEN(NOUNS); i++) {
        TRY(sheet(s, NOUNS[i], false, e));
        TRY(sheet(s, NOUNS[i], true, e));
    }
    TRY(geojson(s, e));
    return readme(s, e);
}
