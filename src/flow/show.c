#include "flow/show.h"

#include "reconcile/reconcile.h"
#include "store/cited.h"
#include "store/erasure.h"

static const char *const STATES[] = {"sealed", "read", "unread", "unreadable", "erased"};

static void set(struct arena *a, struct json *j, const char *key, struct str s) {
    if (s.n) json_set_str(a, j, key, s);
}

struct str show_range(struct arena *a, i64 min, i64 max) {
    if (max == COUNT_OPEN) return str_fmt(a, "%lld+", (long long)min);
    if (min == max) return str_fmt(a, "%lld", (long long)min);
    return str_fmt(a, "%lld-%lld", (long long)min, (long long)max);
}

struct str show_short(struct arena *a, struct str s, i64 most) {
    struct buf b = buf_make(a, most + 8);
    bool blank = false;
    for (i64 i = 0; i < s.n; i++) {
        if (is_space(s.p[i])) {
            blank = b.n > 0;
            continue;
        }
        bool starts = ((u8)s.p[i] & 0xC0) != 0x80;
        if (starts && b.n + 5 > most) {
            buf_puts(&b, "…");
            break;
        }
        if (blank) buf_c(&b, ' ');
        blank = false;
        buf_c(&b, s.p[i]);
    }
    return buf_str(&b);
}

static struct str publication_name(const struct book *b, struct str id) {
    i64 at = book_publication(b, id);
    return at < 0 ? id : b->publications[at].name;
}

i64 *show_claim_counts(struct arena *a, const struct book *b) {
    i64 *n = NEWN(a, i64, b->nitems);
    for (i64 i = 0; i < b->nclaims; i++)
        n[b->claims[i].item] += b->claims[i].c.status != STATUS_WITHDRAWN;
    return n;
}

i64 show_claim_count(const struct book *b, i64 item) {
    i64 n = 0;
    for (i64 i = 0; i < b->nclaims; i++)
        n += b->claims[i].item == item && b->claims[i].c.status != STATUS_WITHDRAWN;
    return n;
}

struct json *show_item(struct arena *a, const struct book *b, i64 at, i64 claims) {
    const struct item *it = &b->items[at];
    struct json *j = json_obj(a);
    json_set_i(a, j, "v", 1);
    set(a, j, "id", it->id);
    json_set_str(a, j, "outside", it->outside);
    set(a, j, "name", it->state == ITEM_ERASED ? it->reason : it->name);
    if (it->state != ITEM_ERASED) json_set_i(a, j, "size", it->size);
    json_set_str(a, j, "state", str_c(STATES[it->state]));
    set(a, j, "reason", it->reason);
    set(a, j, "publication", publication_name(b, it->publication));
    if (it->publication_by_recorder) set(a, j, "publication_by", S("recorder"));
    set(a, j, "published", date_text(a, it->published.range));
    set(a, j, "published_anchor", it->published.anchor);
    set(a, j, "lang", it->lang);
    set(a, j, "title", it->title);
    set(a, j, "url", it->url);
    set(a, j, "from", it->from);
    json_set_str(a, j, "received", instant_text(a, it->received_at));
    json_set_i(a, j, "entry", it->entry);
    json_set_i(a, j, "claims", claims);
    return j;
}

static struct str first_words(const struct book *b, const struct claim_row *r) {
    struct span s = span_some(r->c.said.content) ? r->c.said.content : r->c.sentence;
    return book_words(b, r, s);
}

static struct str speaker(const struct book *b, const struct claim_row *r) {
    const struct said *s = &r->c.said;
    if (s->nchain && !s->chain[0].is_publication) return book_words(b, r, s->chain[0].who);
    struct str pub = b->items[r->item].publication;
    return pub.n ? publication_name(b, pub) : S("the report");
}

struct json *show_claim(struct arena *a, const struct book *b, i64 at) {
    const struct claim_row *r = &b->claims[at];
    struct claim named = r->c;
    if (named.by_person.n) named.by_person = r->actor; /* inside, people have names */
    struct json *j = claim_to_json(a, &named, b->items[r->item].text);
    json_set_str(a, j, "status", word_name("status", r->c.status));
    json_set_i(a, j, "reviewers", r->reviewers);
    if (r->incident >= 0) json_set_str(a, j, "incident", b->incidents[r->incident].code);
    json_set_str(a, j, "said_by", show_short(a, speaker(b, r), 80));
    json_set_str(a, j, "item", b->items[r->item].name);
    if (r->c.ncounts)
        json_set_str(a, j, "number",
                     str_fmt(a, "%.*s %.*s",
                             SARG(show_range(a, r->c.counts[0].min, r->c.counts[0].max)),
                             SARG(word_name("what", r->c.counts[0].what))));
    json_set_str(a, j, "words", show_short(a, first_words(b, r), 160));
    struct json *cited = cited_json(a, &b->items[r->item], cited_span(r));
    if (cited) {
        json_set_str(a, j, "cited", cited_words(a, cited));
        json_set(j, S("citation"), cited);
    }
    json_set_i(a, j, "entry", r->entry);
    json_set_i(a, j, "version", r->version);
    return j;
}

static struct str place_name(const struct book *b, const struct incident *in) {
    i64 at = book_place(b, in->where.place);
    return at >= 0 ? b->places[at].name : in->place_words;
}

/* What is no longer there is said, never left out. */
static struct str erased_note(struct arena *a, const struct incident *in) {
    if (!in->erased_claims) return (struct str){0};
    return str_fmt(a, "%lld account%s %.*s", (long long)in->erased_claims,
                   in->erased_claims == 1 ? "" : "s",
                   SARG(erased_words(a, in->erased_at, in->erased_basis)));
}

struct json *show_incident(struct arena *a, const struct book *b, i64 at) {
    const struct incident *in = &b->incidents[at];
    struct json *j = incident_to_json(a, b, at);
    struct str place = place_name(b, in), when = date_words(a, in->when);
    struct str neutral = str_fmt(a, "%.*s%s%.*s%s%.*s", SARG(kind_phrase(in->kind)),
                                 place.n ? ", " : "", SARG(place), when.n ? ", " : "", SARG(when));
    struct str gone = erased_note(a, in);
    if (erased_whole(in)) neutral = str_fmt(a, "%.*s: %.*s", SARG(neutral), SARG(gone));
    json_set_str(a, j, "title", in->title.n ? in->title : neutral);
    if (gone.n) json_set_str(a, j, "erased", gone);
    if (erased_whole(in)) json_set_str(a, j, "words", gone);
    if (in->title.n) json_set_str(a, j, "reported", neutral);
    return j;
}

static struct json *not_counted(struct arena *a, const struct json *j, struct str words,
                                struct str gone) {
    struct json *o = json_obj(a);
    JSON_EACH(v, j)
    if (!str_eqc(v->key, "words")) json_set(o, v->key, json_copy(a, v));
    json_set_str(a, o, "words", str_fmt(a, "%.*s Not counted: %.*s.", SARG(words), SARG(gone)));
    return o;
}

struct json *show_figure(struct arena *a, const struct book *b, const struct figure *f) {
    struct json *j = figure_to_json(a, b, f);
    const struct incident *in = &b->incidents[f->incident];
    json_set_str(a, j, "code", in->code);
    struct str gone = erased_note(a, in);
    return gone.n ? not_counted(a, j, f->words, gone) : j;
}

struct json *show_publication(struct arena *a, const struct book *b, i64 at) {
    const struct publication *p = &b->publications[at];
    struct json *j = json_obj(a);
    json_set_i(a, j, "v", 1);
    json_set_str(a, j, "id", p->id);
    json_set_str(a, j, "name", p->name);
    set(a, j, "owner", p->owner);
    i64 side = book_party(b, p->side);
    set(a, j, "side", side < 0 ? p->side : b->parties[side].name);
    struct json *feeds = p->nfeeds ? json_set(j, S("feeds"), json_arr(a)) : NULL;
    for (i64 i = 0; i < p->nfeeds; i++)
        json_add(feeds, json_str(a, publication_name(b, p->feeds[i])));
    set(a, j, "country", p->country);
    set(a, j, "from", date_text(a, p->from));
    set(a, j, "source", p->source);
    json_set(j, S("registered"), json_bool(a, p->registered));
    return j;
}

struct json *show_party(struct arena *a, const struct book *b, i64 at) {
    const struct party *p = &b->parties[at];
    struct json *j = json_obj(a);
    json_set_i(a, j, "v", 1);
    json_set_str(a, j, "id", p->id);
    json_set_str(a, j, "name", p->name);
    struct json *names = json_set(j, S("aliases"), json_arr(a));
    for (i64 i = 0; i < p->naliases; i++) {
        struct json *n = json_add(names, json_obj(a));
        json_set_str(a, n, "name", p->aliases[i].name);
        set(a, n, "from", date_text(a, p->aliases[i].from));
        if (p->aliases[i].former) json_set(n, S("former"), json_bool(a, true));
        set(a, n, "source", p->aliases[i].source);
    }
    struct json *allies = json_set(j, S("allies"), json_arr(a));
    for (i64 i = 0; i < p->nallies; i++) {
        i64 other = book_party(b, p->allies[i].party);
        struct json *n = json_add(allies, json_obj(a));
        json_set_str(a, n, "party", other < 0 ? p->allies[i].party : b->parties[other].name);
        set(a, n, "from", date_text(a, p->allies[i].from));
        set(a, n, "source", p->allies[i].source);
    }
    set(a, j, "source", p->source);
    return j;
}

struct json *show_place(struct arena *a, const struct book *b, i64 at) {
    const struct place *p = &b->places[at];
    i64 parent = book_place(b, p->parent);
    struct json *j = json_obj(a);
    json_set_i(a, j, "v", 1);
    json_set_str(a, j, "id", p->id);
    json_set_str(a, j, "name", p->name);
    set(a, j, "ar", p->name_ar);
    set(a, j, "ru", p->name_ru);
    json_set_str(a, j, "precision", word_name("precision", (int)p->precision));
    if (parent >= 0) set(a, j, "parent", b->places[parent].name);
    json_set_i(a, j, "lat", p->lat);
    json_set_i(a, j, "lon", p->lon);
    return j;
}

struct json *show_review(struct arena *a, const struct review *r) {
    struct json *j = json_obj(a);
    json_set_str(a, j, "claim", r->claim);
    json_set_str(a, j, "act", r->act);
    json_set_str(a, j, "by", r->by);
    json_set_str(a, j, "at", instant_text(a, r->at));
    set(a, j, "reason", r->reason);
    json_set_i(a, j, "entry", r->entry);
    return j;
}

static struct str id_claim(const struct book *b, i64 i) {
    return b->claims[i].c.id;
}
static struct str id_item(const struct book *b, i64 i) {
    return b->items[i].id;
}
static struct str id_outside(const struct book *b, i64 i) {
    return b->items[i].outside;
}
static struct str id_incident(const struct book *b, i64 i) {
    return b->incidents[i].id;
}
static struct str id_figure(const struct book *b, i64 i) {
    return b->figures[i].id;
}

/* A beginning of an id is enough when only one id begins so. */
static rc find_prefix(const struct book *b, struct str id, i64 n, const char *noun,
                      struct str (*id_of)(const struct book *, i64), i64 *at, struct err *e) {
    i64 found = -1;
    for (i64 i = 0; i < n; i++) {
        if (str_eq(id_of(b, i), id)) return *at = i, RC_OK;
        if (id.n < 8 || !str_starts(id_of(b, i), id)) continue;
        if (found >= 0)
            return fail(e, RC_USAGE, "\"%.*s\" begins more than one %s; give more of it",
                        SARG(str_sub(id, 0, 80)), noun);
        found = i;
    }
    *at = found;
    if (found >= 0) return RC_OK;
    return fail(e, RC_NOTFOUND, "there is no %s \"%.*s\"", noun, SARG(str_sub(id, 0, 80)));
}

rc show_find_claim(const struct book *b, struct str id, i64 *at, struct err *e) {
    return find_prefix(b, id, b->nclaims, "claim", id_claim, at, e);
}
rc show_find_figure(const struct book *b, struct str id, i64 *at, struct err *e) {
    return find_prefix(b, id, b->nfigures, "figure", id_figure, at, e);
}

rc show_find_incident(const struct book *b, struct str id, i64 *at, struct err *e) {
    *at = book_incident(b, id);
    if (*at >= 0) return RC_OK;
    return find_prefix(b, id, b->nincidents, "incident", id_incident, at, e);
}

/* By hash, outside name, or file name when only one item has it. An id comes before a name: files
 * are named by strangers. */
rc show_find_item(const struct book *b, struct str id, i64 *at, struct err *e) {
    i64 named = -1;
    *at = book_item(b, id);
    if (*at >= 0) return RC_OK;
    for (i64 i = 0; i < b->nitems; i++) {
        if (!str_eq(b->items[i].name, id)) continue;
        if (named >= 0)
            return fail(e, RC_USAGE, "several items are called \"%.*s\"; use the id",
                        SARG(str_sub(id, 0, 80)));
        named = i;
    }
    *at = named;
    if (named >= 0) return RC_OK;
    if (str_starts(id, S("m-"))) return find_prefix(b, id, b->nitems, "item", id_outside, at, e);
    return find_prefix(b, id, b->nitems, "item", id_item, at, e);
}
