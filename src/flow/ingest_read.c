#include "base/limits.h"
#include "base/utf8.h"
#include "flow/extract.h"
#include "flow/correct.h"
#include "flow/derived.h"
#include "flow/ingest.h"
#include "flow/names.h"
#include "proof/words.h"
#include "read/read.h"
#include "read/rows.h"
#include "store/copy.h"
#include "store/erasure.h"
#include "store/slice.h"
#include "text/builtin.h"
#include "text/gazetteer.h"

enum { TITLE_BYTES = 300 };

struct frozen;
struct reread {
    struct op_ctx *c;
    struct arena scratch; /* free while an item's bytes and text stand before it */
    const struct book *b;
    struct gazetteer places;
    const struct reader *tables; /* of the reader, built once */
    struct names names;
    struct str model;
    struct frozen *frozen; /* per item of the book */
    struct json **parts, **derived; /* derived: go behind all others */
    i64 n, cap, ordinal, claims, proposals, nderived, derived_cap;
};

static void part(struct reread *r, struct json *p) {
    *PUSH(r->c->perm, r->parts, r->n, r->cap) = p;
}

static struct json *reading_part(struct reread *r, const struct item *it) {
    struct arena *a = r->c->perm;
    struct json *p = json_obj(a);
    json_set_str(a, p, "kind", S("reading"));
    json_set_str(a, p, "item", it->outside);
    json_set_str(a, p, "reader", read_name_version());
    json_set_str(a, p, "model", r->model);
    return p;
}

static rc unreadable(struct reread *r, const struct item *it, struct str why) {
    struct arena *a = r->c->perm;
    struct json *p = reading_part(r, it);
    json_set_str(a, p, "form", S("unknown"));
    json_set_str(a, p, "unreadable", str_dup(a, why));
    part(r, p);
    op_say(r->c, "%.*s: unreadable (%.*s); it stays sealed", SARG(it->name), SARG(why));
    return RC_OK;
}

static bool claims_equal(struct arena scratch, const struct claim *x, const struct claim *y) {
    struct str a = json_canon(&scratch, claim_for_log(&scratch, x));
    struct str b = json_canon(&scratch, claim_for_log(&scratch, y));
    return str_eq(a, b);
}

/* Claims of one item that people have looked at; the indexes are sorted by item. */
struct frozen {
    i64 *claims, n, cap;
};

static bool looked_at(const struct claim_row *r) {
    return r->version > 0 || r->reviewers > 0 || r->c.by_person.n || r->c.by_proposer.n ||
           r->c.status == STATUS_CONFLICT || r->c.status == STATUS_WORK_NEEDED;
}

/* Once for the whole reading: O(claims + reviews). */
static void find_frozen(struct reread *r) {
    const struct book *b = r->b;
    struct arena *a = r->c->perm;
    struct map reviewed = {0};
    for (i64 i = 0; i < b->nreviews; i++)
        map_put(&reviewed, a, b->reviews[i].claim, NULL);
    r->frozen = NEWN(a, struct frozen, b->nitems);
    for (i64 i = 0; i < b->nclaims; i++) {
        const struct claim_row *old = &b->claims[i];
        struct frozen *f = &r->frozen[old->item];
        if (looked_at(old) || map_get(&reviewed, old->c.id)) *PUSH(a, f->claims, f->n, f->cap) = i;
    }
}

/* A claim that people have looked at is frozen; so is the ground that it covers: a new reading of
 * the same words and kind is a proposal, not a second claim. */
enum standing_of { STANDING_NEW, STANDING_SAME, STANDING_PROPOSAL };
static enum standing_of standing_of(const struct reread *r, i64 item, const struct claim *k) {
    const struct frozen *f = &r->frozen[item];
    for (i64 i = 0; i < f->n; i++) {
        const struct claim_row *old = &r->b->claims[f->claims[i]];
        if (str_eq(old->c.id, k->id))
            return claims_equal(r->scratch, &old->c, k) ? STANDING_SAME : STANDING_PROPOSAL;
    }
    for (i64 i = 0; i < f->n; i++) {
        const struct claim_row *old = &r->b->claims[f->claims[i]];
        if (old->c.kind == k->kind && span_overlaps(old->c.trigger, k->trigger))
            return STANDING_PROPOSAL;
    }
    return STANDING_NEW;
}

static void claim_part(struct reread *r, i64 item, const struct claim *k) {
    struct arena *a = r->c->perm;
    enum standing_of st = standing_of(r, item, k);
    struct err why = {0};
    if (st == STANDING_SAME) return;
    if (claim_check(r->scratch, k, &why) != RC_OK) {
        op_say(r->c, "a claim was read wrongly and is left out: %s", why.msg);
        return;
    }
    struct json *p = json_obj(a);
    json_set_str(a, p, "kind", S("claim"));
    json_set_str(a, p, "item", r->b->items[item].outside);
    json_set_str(a, p, "state", st == STANDING_NEW ? S("new") : S("proposal"));
    json_set(p, S("claim"), claim_for_log(a, k));
    part(r, p);
    *(st == STANDING_NEW ? &r->claims : &r->proposals) += 1;
}

/* Which transform made the text, with what; closed, for its hash would tell of a known text. */
static rc put_derived(struct reread *r, const struct item *it, const struct extract *x,
                      struct err *e) {
    bool typed = str_eqc(x->form, "typed");
    struct derived d = {.item = it->outside,
                        .parent = it->id,
                        .of = typed ? "transcript" : "reading",
                        .transform = typed ? S("typed by a person") : S("text"),
                        .version = S("text/1"),
                        .form = str_dup(r->c->perm, x->form),
                        .lang = it->lang,
                        .programs = str_dup(r->c->perm, x->programs),
                        .left = str_dup(r->c->perm, x->left),
                        .bytes = x->text,
                        .map = x->map};
    return derived_part(r->c, &d, PUSH(r->c->perm, r->derived, r->nderived, r->derived_cap), e);
}

static void put_derived_last(struct reread *r) {
    for (i64 i = 0; i < r->nderived; i++)
        part(r, r->derived[i]);
}

/* The text derivative and its salted word tree go into the entry: later, one sentence can be shown
 * without the rest. */
static rc put_derivative(struct reread *r, const struct item *it, const struct extract *x,
                         struct json *p, struct err *e) {
    struct arena *a = r->c->perm;
    struct str name = str_fmt(a, "t/%lld", (long long)r->ordinal);
    TRY(store_put(r->c->session->txn, name, x->text, e));
    if (x->map.n) {
        struct str map = str_fmt(a, "map/%lld", (long long)r->ordinal);
        TRY(store_put(r->c->session->txn, map, x->map, e));
        json_set_str(a, p, "map", map);
    }
    u8 seed[32], root[32];
    i64 nwords;
    u8 entry_seed[32];
    store_txn_seed(r->c->session->txn, entry_seed);
    store_salt(entry_seed, "words", r->ordinal, seed);
    TRY(words_root(x->text, seed, root, &nwords, e));
    struct json *w = json_set(p, S("words"), json_obj(a));
    json_set_i(a, w, "n", nwords);
    json_set_str(a, w, "root", hex_encode(a, (struct str){(char *)root, 32}));
    json_set_str(a, p, "text", name);
    json_set_i(a, p, "ordinal", r->ordinal++);
    return put_derived(r, it, x, e);
}

static void put_heading(struct reread *r, const struct item *it, struct str title) {
    struct arena *a = r->c->perm;
    if (!title.n) return;
    i64 cut = title.n < TITLE_BYTES ? title.n : TITLE_BYTES;
    while (!utf8_boundary(title, cut))
        cut--;
    struct json *p = json_obj(a);
    json_set_str(a, p, "kind", S("heading"));
    json_set_str(a, p, "item", it->outside);
    json_set_str(a, p, "title", str_dup(a, str_sub(title, 0, cut)));
    part(r, p);
}

static struct read_opts options(struct reread *r, const struct item *it, const struct extract *x) {
    struct read_opts o = {.item = it->id,
                          .derivative = S("text/1"),
                          .published = it->published.range,
                          .published_by_recorder = str_has(it->published.anchor, S("recorder")),
                          .publication = it->publication,
                          .publication_by_recorder = it->publication_by_recorder,
                          .lang = it->lang.n ? it->lang : (struct str){0},
                          .places = &r->places,
                          .reader = r->tables,
                          .name = names_lookup,
                          .name_ctx = &r->names};
    if (o.published.precision == DATE_NONE) o.published = x->published;
    return o;
}

static void put_facts(struct arena *a, struct json *p, const struct extract *x,
                      const struct item *it, const struct reading *got) {
    json_set_str(a, p, "form", str_dup(a, x->form)); /* what was read of an item stands in work */
    json_set_str(a, p, "lang", str_dup(a, got->language));
    if (got->unread.n) json_set_str(a, p, "unread", str_dup(a, got->unread));
    if (got->unread_part.n) json_set_str(a, p, "unread_part", str_dup(a, got->unread_part));
    if (it->published.range.precision != DATE_NONE) return;
    struct date_range d = x->published.precision ? x->published : got->date;
    if (d.precision == DATE_NONE) return;
    json_set_str(a, p, "published", date_text(a, d));
    json_set_str(a, p, "published_anchor", S("publication date, in the text"));
}

/* Rows of a list of victims, which prose would not be. */
static rc read_list(struct reread *r, i64 at, const struct extract *x, struct arena work,
                    const struct read_opts *o, struct reading *got, struct err *e) {
    struct text_marks marks;
    struct claim *rows;
    i64 n;
    TRY(text_marks_parse(&work, x->map, x->text.n, &marks, e));
    if (marks.first[MARK_CELL] == marks.first[MARK_CELL + 1]) return RC_OK;
    read_rows(r->c->perm, work, x->text, &marks, o, &rows, &n);
    if (n) got->unread = (struct str){0};
    got->n = rows_instead(got->claims, got->n, rows, n);
    r->scratch = work;
    for (i64 i = 0; i < n; i++)
        claim_part(r, at, &rows[i]);
    return RC_OK;
}

/* Text, facts, headline and claims of one item. */
static rc put_reading(struct reread *r, i64 at, const struct extract *x, struct arena work,
                      struct err *e) {
    struct op_ctx *c = r->c;
    const struct item *it = &r->b->items[at];
    struct reading got;
    struct err why = {0};
    struct json *p = reading_part(r, it);
    TRY(put_derivative(r, it, x, p, e));
    struct read_opts o = options(r, it, x);
    rc read = read_text(c->perm, work, x->text, &o, &got, &why);
    if (read != RC_OK)
        got = (struct reading){.language = S("und"), .unread = str_dup(c->perm, str_c(why.msg))};
    part(r, p);
    put_heading(r, it, x->title);
    TRY(read_list(r, at, x, work, &o, &got, e));
    put_facts(c->perm, p, x, it, &got);
    r->scratch = work;
    for (i64 i = 0; i < got.n; i++)
        claim_part(r, at, &got.claims[i]);
    return RC_OK;
}

static rc read_item(struct reread *r, i64 at, struct err *e) {
    struct op_ctx *c = r->c;
    const struct item *it = &r->b->items[at];
    struct arena work = c->scratch;
    struct str bytes;
    struct extract x;
    bool typed;
    TRY(erased_refused(it, e));
    TRY(records_typed(c->session->db, it->outside, &typed, e));
    if (typed) return op_say(c, "%.*s: its text was typed; it stays", SARG(it->name)), RC_OK;
    if (it->size > TEXT_BYTES_MAX) return unreadable(r, it, S("larger than 64 MiB"));
    TRY(store_object(c->session->store, &work, it->entry, it->object_name, TEXT_BYTES_MAX, &bytes,
                     e));
    struct err why = {0};
    rc got_text = extract_item(&work, it->name, it->lang, bytes, &x, &why);
    if (got_text == RC_UNSUPPORTED || got_text == RC_LIMIT)
        return unreadable(r, it, str_c(why.msg));
    if (got_text != RC_OK) return fail(e, got_text, "%s", why.msg);
    if (x.left.n) op_say(c, "%.*s: not read of it: %.*s", SARG(it->name), SARG(x.left));
    return put_reading(r, at, &x, work, e);
}

static rc prepare(struct reread *r, struct op_ctx *c, const struct book *b, struct err *e) {
    *r = (struct reread){.c = c, .b = b, .model = read_model(c->perm)};
    TRY(gazetteer_open(builtin_places(), &r->places, e));
    names_make(c->perm, b, &r->names);
    r->tables = reader_make(c->perm);
    find_frozen(r);
    return RC_OK;
}

rc ingest_typed(struct op_ctx *c, struct str item, struct str text, struct str lang,
                struct err *e) {
    struct reread r;
    struct book b;
    struct slice want = {
        .items = &item, .nitems = 1, .with = SLICE_ITEM_CLAIMS | SLICE_REVIEWS, .reach = -1};
    struct extract x = {.form = S("typed"), .text = text};
    TRY(session_begin(c, e));
    TRY(records_load_slice(c->session->db, c->session->store, c->perm, &want, &b, e));
    TRY(prepare(&r, c, &b, e));
    i64 at = book_item(&b, item);
    CHECK(at >= 0);
    if (lang.n) b.items[at].lang = lang;
    struct json *p = json_obj(c->perm);
    json_set_str(c->perm, p, "kind", S("transcript"));
    json_set_str(c->perm, p, "item", item);
    if (lang.n) json_set_str(c->perm, p, "lang", lang);
    part(&r, p);
    TRY(put_reading(&r, at, &x, c->scratch, e));
    put_derived_last(&r);
    TRY(session_entry(c, "read", r.parts, r.n, NULL, e));
    TRY(session_commit(c, e));
    op_say(c, "typed text recorded; %lld claims read from it", (long long)r.claims);
    return RC_OK;
}

rc ingest_read(struct op_ctx *c, const struct str *items, i64 n, struct err *e) {
    struct reread r;
    struct book b;
    struct slice want = {
        .items = items, .nitems = n, .with = SLICE_ITEM_CLAIMS | SLICE_REVIEWS, .reach = -1};
    if (n == 0) return RC_OK;
    TRY(session_begin(c, e));
    TRY(records_load_slice(c->session->db, c->session->store, c->perm, &want, &b, e));
    TRY(prepare(&r, c, &b, e));
    for (i64 i = 0; i < n; i++) {
        i64 at = book_item(&b, items[i]);
        CHECK(at >= 0);
        TRY(read_item(&r, at, e));
        if (c->face->progress) c->face->progress(c->face->self, "read", i + 1, n);
        if (c->face->stopped && c->face->stopped(c->face->self))
            return fail(e, RC_INTERRUPTED,
                        "stopped; sealed items stay sealed, run `cairn read --all` to go on");
    }
    if (r.n == 0) return store_abandon(c->session->txn), c->session->txn = NULL, RC_OK;
    put_derived_last(&r);
    TRY(session_entry(c, "read", r.parts, r.n, NULL, e));
    TRY(session_commit(c, e));
    op_say(c, "read %lld item%s: %lld claims%s", (long long)n, n == 1 ? "" : "s",
           (long long)r.claims, r.proposals ? "; differences to reviewed claims are proposed" : "");
    return RC_OK;
}
