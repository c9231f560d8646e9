/* Incidents and figures as JSON (CLAIMS.md). */
#include "method/method.h"
#include "reconcile/inner.h"

static struct json *claim_ids(struct arena *a, const struct book *b, const i64 *claims, i64 n) {
    struct json *list = json_arr(a);
    for (i64 i = 0; i < n; i++)
        json_add(list, json_str(a, b->claims[claims[i]].c.id));
    return list;
}

static struct json *where_json(struct arena *a, const struct book *b, const struct incident *in) {
    struct json *j = json_obj(a);
    i64 p = in->where.place.n ? book_place(b, in->where.place) : -1;
    if (in->where.place.n) json_set_str(a, j, "place", in->where.place);
    if (p >= 0) json_set_str(a, j, "name", b->places[p].name);
    if (in->place_words.n) json_set_str(a, j, "words", in->place_words);
    json_set_str(a, j, "precision", word_name("precision", (int)in->where.precision));
    return j;
}

static struct json *when_json(struct arena *a, struct date_range d) {
    struct json *j = json_obj(a);
    json_set_str(a, j, "from", date_iso(a, d.from));
    json_set_str(a, j, "to", date_iso(a, d.to));
    json_set_str(a, j, "precision", date_precision_name(d.precision));
    return j;
}

static struct json *disputes_json(struct arena *a, const struct book *b, i64 incident) {
    static const char *const axes[] = {"occurrence", "number", "responsibility"};
    struct json *j = json_obj(a);
    for (int x = AXIS_OCCURRENCE; x <= AXIS_RESPONSIBILITY; x++) {
        struct json *list = json_set(j, str_c(axes[x]), json_arr(a));
        for (i64 i = 0; i < b->ndisputes; i++) {
            const struct dispute *d = &b->disputes[i];
            if (d->incident != incident || d->axis != (enum axis)x) continue;
            struct json *pair = json_add(list, json_obj(a));
            json_set_str(a, pair, "by", b->claims[d->by].c.id);
            json_set_str(a, pair, "against", b->claims[d->against].c.id);
        }
    }
    return j;
}

/* How well the claims that count were reviewed: as the least reviewed of them. */
static struct str reviewed(const struct book *b, const struct incident *in) {
    i64 least = -1;
    for (i64 i = 0; i < in->nclaims; i++) {
        const struct claim_row *r = &b->claims[in->claims[i]];
        if (left_out(r).n) continue;
        i64 n = r->c.status == STATUS_ACCEPTED ? r->reviewers : 0;
        if (least < 0 || n < least) least = n;
    }
    return least <= 0 ? S("none") : least == 1 ? S("one_person") : S("two_persons");
}

static void set_known(struct arena *a, struct json *j, const char *key, struct str s) {
    if (s.n) json_set_str(a, j, key, s);
}

static struct json *searched_json(struct arena *a, const struct book *b, i64 incident) {
    struct json *all = json_arr(a);
    for (i64 i = 0; i < b->nsearched; i++) {
        const struct searched *s = &b->searched[i];
        if (s->incident != incident) continue;
        struct json *j = json_add(all, json_obj(a));
        json_set_str(a, j, "where", s->where);
        set_known(a, j, "on", date_text(a, s->on));
        json_set_str(a, j, "found", s->found);
    }
    return all;
}

/* Present only when there are any. */
static void add_replies(struct arena *a, const struct book *b, i64 incident, struct json *in) {
    struct json *all = NULL;
    for (i64 i = 0; i < b->nreplies; i++) {
        const struct reply *r = &b->replies[i];
        if (r->incident != incident) continue;
        if (!all) all = json_set(in, S("replies"), json_arr(a));
        struct json *j = json_add(all, json_obj(a));
        i64 party = book_party(b, r->party);
        json_set_str(a, j, "party", party < 0 ? r->party : b->parties[party].name);
        json_set_str(a, j, "words", r->words);
        set_known(a, j, "on", date_text(a, r->on));
        set_known(a, j, "source", r->source);
    }
}

static void add_overlaps(struct arena *a, const struct book *b, i64 incident, struct json *in) {
    struct json *all = NULL;
    for (i64 i = 0; i < b->noverlaps; i++) {
        if (b->overlaps[i].aggregate != incident) continue;
        if (!all) all = json_set(in, S("overlaps"), json_arr(a));
        json_add(all, json_str(a, b->incidents[b->overlaps[i].incident].code));
    }
}

struct json *incident_to_json(struct arena *a, const struct book *b, i64 incident) {
    const struct incident *in = &b->incidents[incident];
    struct json *j = json_obj(a);
    json_set_i(a, j, "v", 1);
    json_set_str(a, j, "id", in->id);
    json_set_str(a, j, "code", in->code);
    json_set_str(a, j, "kind", kind_name(in->kind));
    if (in->merged_into.n) {
        json_set_str(a, j, "merged_into", in->merged_into);
        return j;
    }
    if (in->where.place.n || in->place_words.n) json_set(j, S("where"), where_json(a, b, in));
    if (in->when.precision != DATE_NONE) json_set(j, S("when"), when_json(a, in->when));
    json_set(j, S("claims"), claim_ids(a, b, in->claims, in->nclaims));
    if (in->origins) {
        json_set_str(a, j, "accounts", method_accounts_name((enum method_accounts)in->accounts));
        json_set_i(a, j, "origins", in->origins);
    }
    json_set(j, S("disputes"), disputes_json(a, b, incident));
    json_set(j, S("searched"), searched_json(a, b, incident));
    add_replies(a, b, incident, j);
    add_overlaps(a, b, incident, j);
    json_set_str(a, j, "reviewed", reviewed(b, in));
    return j;
}

struct json *figure_to_json(struct arena *a, const struct book *b, const struct figure *f) {
    struct json *j = json_obj(a), *ends = json_obj(a);
    json_set_i(a, j, "v", 1);
    json_set_str(a, j, "id", f->id);
    json_set_str(a, j, "incident", b->incidents[f->incident].id);
    json_set_str(a, j, "method", f->method);
    json_set_str(a, j, "what", word_name("what", (int)f->what));
    json_set_str(a, j, "who", word_name("who", (int)f->who));
    json_set_i(a, j, "min", f->min);
    json_set(j, S("max"), f->max == COUNT_OPEN ? json_null(a) : json_i(a, f->max));
    json_set_str(a, j, "accounts", method_accounts_name((enum method_accounts)f->accounts));
    json_set_i(a, j, "origins", f->origins);
    json_set(ends, S("min"), claim_ids(a, b, f->min_claims, f->nmin_claims));
    json_set(ends, S("max"), claim_ids(a, b, f->max_claims, f->nmax_claims));
    json_set(j, S("ends"), ends);
    json_set(j, S("claims"), claim_ids(a, b, f->claims, f->nclaims));
    json_set_i(a, j, "unreviewed", f->unreviewed);
    json_set_str(a, j, "words", f->words);
    return j;
}
