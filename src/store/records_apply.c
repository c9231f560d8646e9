/* Replaying the log into the projection: a pure function of (tables so far, entry). See records.h
 * for the parts. */
#include "proof/hash.h"
#include "store/custody.h"
#include "store/list_index.h"
#include "store/records.h"
#include "store/records_erase_sql.h"
#include "store/records_sql.h"
#include "store/signer.h"
#include "store/standing.h"
#include "text/fold.h"
#include "text/marks.h"

static struct str id_of(struct arena *a, const char *prefix, struct str folded) {
    u8 h[32];
    sha256(folded, h);
    return str_cat(a, str_c(prefix), hex_encode(a, (struct str){(char *)h, 8}));
}

static struct str folded_or_raw(struct arena *a, struct str name) {
    struct str f = text_fold_name(a, name);
    return f.n ? f : name;
}

struct str publication_id(struct arena *a, struct str name) {
    return id_of(a, "s-", folded_or_raw(a, name));
}
struct str party_id(struct arena *a, struct str name) {
    return id_of(a, "a-", folded_or_raw(a, name));
}
struct str place_id(struct arena *a, struct str name, struct str parent) {
    struct str key = str_cat(a, folded_or_raw(a, name), str_cat(a, S("\n"), parent));
    return id_of(a, "p-", key);
}

void bind_known(struct stmt *q, int at, struct str s) {
    if (s.n)
        db_bind_text(q, at, s);
    else
        db_bind_null(q, at);
}

rc apply_touch(struct apply *x, struct str object, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_TOUCH);
    db_bind_text(q, 1, object);
    db_bind_i64(q, 2, x->en->index);
    db_bind_i64(q, 3, x->part);
    TRY(db_run(q, e));
    return list_touch(x, object, e);
}

static rc publication_seen(struct apply *x, struct str name, struct str *id, struct err *e) {
    *id = name.n ? publication_id(&x->a, name) : (struct str){0};
    if (!name.n) return RC_OK;
    struct stmt *q = db_stmt(x->d, &Q_PUBLICATION_SEEN);
    db_bind_text(q, 1, *id);
    db_bind_text(q, 2, name);
    db_bind_i64(q, 3, x->en->index);
    return db_run(q, e);
}

static rc apply_item(struct apply *x, const struct json *p, struct err *e) {
    struct str pub;
    TRY(publication_seen(x, json_get_str(p, "publication"), &pub, e));
    bool by_recorder = json_get_str(p, "published_by").n > 0;
    struct stmt *q = db_stmt(x->d, &Q_ITEM_PUT);
    db_bind_text(q, 1, json_get_str(p, "item"));
    bind_known(q, 2, pub);
    bind_known(q, 3, json_get_str(p, "publication_by"));
    bind_known(q, 4, json_get_str(p, "published"));
    bind_known(q, 5, by_recorder ? S("publication date, as entered by the recorder") : S(""));
    bind_known(q, 6, json_get_str(p, "lang"));
    db_bind_i64(q, 7, x->at);
    db_bind_i64(q, 8, x->en->index);
    db_bind_i64(q, 9, x->part);
    db_bind_text(q, 10, json_get_str(p, "object"));
    db_bind_i64(q, 11, x->en->index << 24 | x->part); /* order of receipt */
    TRY(db_run(q, e));
    return apply_touch(x, json_get_str(p, "item"), e);
}

static rc apply_manifest(struct apply *x, const struct json *p, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_ITEM_MANIFEST);
    db_bind_text(q, 1, json_get_str(p, "item"));
    db_bind_text(q, 2, str_cat(&x->a, S("sha256:"), json_get_str(p, "sha256")));
    db_bind_i64(q, 3, json_get_i(p, "size", 0));
    db_bind_text(q, 4, json_get_str(p, "name"));
    bind_known(q, 5, json_get_str(p, "from"));
    bind_known(q, 6, json_get_str(p, "url"));
    TRY(db_run(q, e));
    return apply_item_more(x, p, e);
}

static rc put_text(struct apply *x, struct str outside, struct str object, struct str map_object,
                   struct err *e) {
    struct str text, map = {0};
    TRY(store_object(x->s, &x->a, x->en->index, object, TEXT_BYTES_MAX, &text, e));
    if (map_object.n)
        TRY(store_object(x->s, &x->a, x->en->index, map_object, MAP_BYTES_MAX, &map, e));
    struct stmt *q = db_stmt(x->d, &Q_TEXT_PUT);
    db_bind_text(q, 1, outside);
    db_bind_blob(q, 2, text);
    bind_known(q, 3, text_marks_lines(&x->a, map));
    return db_run(q, e);
}

static rc apply_published(struct apply *x, const struct json *p, struct err *e) {
    if (!json_get_str(p, "published").n) return RC_OK;
    struct stmt *q = db_stmt(x->d, &Q_ITEM_PUBLISHED);
    db_bind_text(q, 1, json_get_str(p, "item"));
    db_bind_text(q, 2, json_get_str(p, "published"));
    bind_known(q, 3, json_get_str(p, "published_anchor"));
    return db_run(q, e);
}

/* A reading replaces what the machine said before: claims of the item that nobody ever reviewed (a
 * decision undone is a review too) are withdrawn here and come back with this entry's claim parts
 * if the new reader still reads them. */
static rc apply_reading(struct apply *x, const struct json *p, struct err *e) {
    struct str item = json_get_str(p, "item"), object = json_get_str(p, "text");
    bool unreadable = json_get_str(p, "unreadable").n > 0, unread = json_get_str(p, "unread").n > 0;
    struct stmt *q = db_stmt(x->d, &Q_ITEM_READING);
    db_bind_text(q, 1, item);
    db_bind_i64(q, 2, unreadable ? ITEM_UNREADABLE : unread ? ITEM_UNREAD : ITEM_READ);
    bind_known(q, 3,
               json_get_str(p, unreadable ? "unreadable"
                               : unread   ? "unread"
                                          : "unread_part"));
    bind_known(q, 4, json_get_str(p, "title"));
    bind_known(q, 5, json_get_str(p, "lang"));
    db_bind_i64(q, 6, x->en->index);
    db_bind_i64(q, 7, x->part);
    db_bind_i64(q, 8, json_get_i(p, "ordinal", 0));
    TRY(db_run(q, e));
    TRY(apply_published(x, p, e));
    if (object.n) TRY(put_text(x, item, object, json_get_str(p, "map"), e));
    TRY(apply_touch(x, item, e));
    struct stmt *w = db_stmt(x->d, &Q_CLAIM_SUPERSEDE);
    db_bind_text(w, 1, item);
    return db_run(w, e);
}

/* The headline is words of the text: in a part of its own, which no receipt opens. */
static rc apply_heading(struct apply *x, const struct json *p, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_ITEM_TITLE);
    db_bind_text(q, 1, json_get_str(p, "item"));
    bind_known(q, 2, json_get_str(p, "title"));
    return db_run(q, e);
}

/* What refers to what was erased before it goes without saying; in a log of which nothing was
 * erased it is an error. */
static rc anything_gone(struct apply *x, bool *yes, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_GONE_ANY);
    TRY(db_step(q, yes, e));
    return *yes ? db_run(q, e) : RC_OK;
}

static rc put_version(struct apply *x, struct str id, i64 version, struct str body, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_VERSION_PUT);
    db_bind_text(q, 1, id);
    db_bind_i64(q, 2, version);
    db_bind_i64(q, 3, x->en->index);
    db_bind_i64(q, 4, x->part);
    db_bind_text(q, 5, body);
    return db_run(q, e);
}

/* Names of groups found no incident: they wait for none. */
static rc put_pending(struct apply *x, struct str id, enum kind kind, struct err *e) {
    if (kind == KIND_party_name) return RC_OK;
    struct stmt *q = db_stmt(x->d, &Q_PENDING_PUT);
    db_bind_text(q, 1, id);
    return db_run(q, e);
}

static rc put_proposal(struct apply *x, const struct json *p, struct str id, struct str body,
                       struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_PROPOSAL_PUT);
    db_bind_text(q, 1, id);
    db_bind_i64(q, 2, x->en->index);
    db_bind_i64(q, 3, x->part);
    db_bind_text(q, 4, json_get_str(p, "item"));
    db_bind_text(q, 5, body);
    return db_run(q, e);
}

/* Claims that no reading takes back stand behind those of readings: entered by a person, or
 * proposed from outside. Q_CLAIM_SUPERSEDE knows them by this. */
static const i64 ORDINAL_LASTING = 1LL << 40;

/* A claim as read (machine), as entered by a person (accepted by that one person), or as proposed
 * from outside; of the last, what is held waits for a person and for no incident. */
static rc put_new_claim(struct apply *x, const struct json *p, struct str id, struct str body,
                        struct err *e) {
    const struct json *c = json_get(p, "claim");
    enum kind kind;
    if (!kind_parse(json_get_str(c, "kind"), &kind))
        return fail(e, RC_UNSUPPORTED,
                    "entry %lld names a kind of claim that this cairn does not know",
                    (long long)x->en->index);
    const struct json *by = json_get(c, "by");
    bool person = json_get_str(by, "person").n > 0, held = json_get_bool(by, "held");
    bool lasting = person || json_get_str(by, "proposer").n > 0;
    struct stmt *q = db_stmt(x->d, &Q_CLAIM_PUT);
    db_bind_text(q, 1, id);
    db_bind_text(q, 2, json_get_str(p, "item"));
    db_bind_i64(q, 3, lasting ? ORDINAL_LASTING + x->en->index : x->nclaim);
    db_bind_i64(q, 4, kind);
    db_bind_i64(q, 5, person ? STATUS_ACCEPTED : held ? STATUS_WORK_NEEDED : STATUS_MACHINE);
    db_bind_i64(q, 6, person);
    db_bind_i64(q, 7, 0);
    db_bind_i64(q, 8, x->en->index);
    db_bind_i64(q, 9, x->part);
    db_bind_text(q, 10, body);
    TRY(db_run(q, e));
    if (!held) TRY(put_pending(x, id, kind, e));
    return apply_touch(x, id, e);
}

static rc keep_first(struct apply *x, struct str id, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_VERSION_KEEP);
    db_bind_text(q, 1, id);
    return db_run(q, e);
}

static rc claim_gone(struct apply *x, struct str id, bool *gone, struct err *e) {
    bool have = true;
    TRY(anything_gone(x, gone, e));
    if (!*gone) return RC_OK;
    struct stmt *q = db_stmt(x->d, &Q_VERSION_FIRST);
    db_bind_text(q, 1, id);
    TRY(db_step(q, &have, e));
    *gone = !have;
    return have ? db_run(q, e) : RC_OK;
}

static rc apply_claim(struct apply *x, const struct json *p, struct err *e) {
    const struct json *c = json_get(p, "claim");
    struct str id = json_get_str(c, "id"), body = json_canon(&x->a, c);
    struct str state = json_get_str(p, "state");
    x->nclaim++;
    if (str_eqc(state, "proposal")) return put_proposal(x, p, id, body, e);
    if (!str_eqc(state, "corrected")) return put_new_claim(x, p, id, body, e);
    bool gone;
    TRY(claim_gone(x, id, &gone, e));
    if (gone) return RC_OK;
    TRY(keep_first(x, id, e));
    struct stmt *q = db_stmt(x->d, &Q_VERSION_LAST);
    db_bind_text(q, 1, id);
    bool row;
    TRY(db_step(q, &row, e));
    i64 last = row ? db_i64(q, 0) : -1;
    TRY(db_run(q, e));
    return put_version(x, id, last + 1, body, e);
}

/* Who had an entry recorded, by name. */
static rc actor_of(struct apply *x, i64 entry, struct str *name, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_ENTRY_BY);
    db_bind_i64(q, 1, entry);
    bool row;
    TRY(db_step(q, &row, e));
    CHECK(row);
    *name = db_text_dup(&x->a, q, 0);
    return db_run(q, e);
}

static rc standing_of(struct apply *x, struct str id, struct str author, struct standing *st,
                      struct err *e) {
    struct decisions d = {0};
    struct stmt *q = db_stmt(x->d, &Q_REVIEWS_OF);
    db_bind_text(q, 1, id);
    for (;;) {
        bool row;
        TRY(db_step(q, &row, e));
        if (!row) break;
        decisions_add(&x->a, &d, db_text_dup(&x->a, q, 0), db_text_dup(&x->a, q, 1), db_i64(q, 2));
    }
    *st = decisions_standing(&d, author);
    return RC_OK;
}

/* A version of a claim: where it is committed, and its body. The first one of a claim that was
 * never corrected is in its row. */
struct kept {
    i64 entry, part;
    struct str body;
    struct json *json;
};

static rc kept_version(struct apply *x, struct str id, i64 version, struct kept *k, bool *have,
                       struct err *e) {
    struct stmt *q = db_stmt(x->d, version ? &Q_VERSION_GET : &Q_VERSION_FIRST);
    db_bind_text(q, 1, id);
    if (version) db_bind_i64(q, 2, version);
    TRY(db_step(q, have, e));
    if (!*have) return RC_OK;
    *k = (struct kept){db_i64(q, 0), db_i64(q, 1), db_text_dup(&x->a, q, 2), NULL};
    TRY(db_run(q, e));
    return json_read(&x->a, k->body, &k->json, e);
}

static rc put_standing(struct apply *x, struct str id, const struct standing *st,
                       const struct kept *k, struct err *e) {
    enum kind kind;
    if (!kind_parse(json_get_str(k->json, "kind"), &kind))
        return fail(e, RC_UNSUPPORTED, "a claim has a kind that this cairn does not know");
    bool held = json_get_bool(json_get(k->json, "by"), "held");
    struct stmt *q = db_stmt(x->d, &Q_CLAIM_STATUS);
    db_bind_text(q, 1, id);
    db_bind_i64(q, 2, held && st->status == STATUS_MACHINE ? STATUS_WORK_NEEDED : st->status);
    db_bind_i64(q, 3, st->reviewers);
    db_bind_i64(q, 4, st->version);
    db_bind_i64(q, 5, k->entry);
    db_bind_i64(q, 6, k->part);
    db_bind_text(q, 7, k->body);
    db_bind_i64(q, 8, kind);
    db_bind_i64(q, 9, st->others);
    TRY(db_run(q, e));
    return held && st->status != STATUS_ACCEPTED ? RC_OK : put_pending(x, id, kind, e);
}

static rc restate_claim(struct apply *x, struct str id, struct err *e) {
    struct kept first, now;
    bool have;
    struct str author = {0};
    struct standing st;
    TRY(kept_version(x, id, 0, &first, &have, e));
    bool gone = false;
    if (!have) TRY(anything_gone(x, &gone, e));
    if (gone) return RC_OK;
    if (!have)
        return fail(e, RC_INTEGRITY, "a review names a claim that is not in the log before it");
    if (json_get_str(json_get(first.json, "by"), "person").n)
        TRY(actor_of(x, first.entry, &author, e));
    TRY(standing_of(x, id, author, &st, e));
    TRY(kept_version(x, id, st.version, &now, &have, e));
    if (!have) TRY(anything_gone(x, &gone, e));
    if (gone) return RC_OK;
    if (!have) return fail(e, RC_INTEGRITY, "a review names a version that is not in the log");
    return put_standing(x, id, &st, &now, e);
}

static rc undo_last(struct apply *x, struct str id, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_REVIEW_LAST);
    db_bind_text(q, 1, id);
    bool row;
    TRY(db_step(q, &row, e));
    if (!row) return db_run(q, e);
    i64 entry = db_i64(q, 0), part = db_i64(q, 1);
    TRY(db_run(q, e));
    struct stmt *u = db_stmt(x->d, &Q_REVIEW_UNDO);
    db_bind_i64(u, 1, entry);
    db_bind_i64(u, 2, part);
    return db_run(u, e);
}

static rc apply_review(struct apply *x, const struct json *p, struct err *e) {
    struct str id = json_get_str(p, "claim"), act = json_get_str(p, "act");
    if (str_eqc(act, "undo")) TRY(undo_last(x, id, e));
    struct stmt *q = db_stmt(x->d, &Q_REVIEW_PUT);
    db_bind_i64(q, 1, x->en->index);
    db_bind_i64(q, 2, x->part);
    db_bind_text(q, 3, id);
    db_bind_text(q, 4, act);
    db_bind_text(q, 5, x->actor);
    db_bind_i64(q, 6, x->at);
    db_bind_text(q, 7, S(""));
    db_bind_i64(q, 8, json_get_i(p, "version", 0));
    TRY(db_run(q, e));
    TRY(apply_touch(x, id, e));
    return restate_claim(x, id, e);
}

/* The reason of the decision before it: free words, in a part that no receipt opens. */
static rc apply_reason(struct apply *x, const struct json *p, struct err *e) {
    struct str words = json_get_str(p, "words");
    struct stmt *q = db_stmt(x->d, &Q_REVIEW_REASON);
    db_bind_i64(q, 1, x->en->index);
    db_bind_i64(q, 2, x->part - 1);
    db_bind_text(q, 3, words.n ? words : S(""));
    return db_run(q, e);
}

static rc apply_publication(struct apply *x, const struct json *p, struct err *e) {
    struct str name = json_get_str(p, "name"), id = publication_id(&x->a, name), other;
    struct stmt *q = db_stmt(x->d, &Q_PUBLICATION_PUT);
    db_bind_text(q, 1, id);
    db_bind_text(q, 2, name);
    bind_known(q, 3, json_get_str(p, "owner"));
    bind_known(q, 4, json_get_str(p, "side"));
    bind_known(q, 5, json_get_str(p, "country"));
    bind_known(q, 6, json_get_str(p, "from"));
    bind_known(q, 7, json_get_str(p, "source"));
    db_bind_i64(q, 8, x->en->index);
    TRY(db_run(q, e));
    TRY(apply_statement(x, id, p, e));
    JSON_EACH(f, json_get(p, "feeds")) {
        TRY(publication_seen(x, f->s, &other, e));
        struct stmt *g = db_stmt(x->d, &Q_FEED_PUT);
        db_bind_text(g, 1, id);
        db_bind_text(g, 2, other);
        TRY(db_run(g, e));
    }
    return RC_OK;
}

static rc apply_party(struct apply *x, const struct json *p, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_PARTY_PUT);
    db_bind_text(q, 1, party_id(&x->a, json_get_str(p, "name")));
    db_bind_text(q, 2, json_get_str(p, "name"));
    bind_known(q, 3, json_get_str(p, "source"));
    db_bind_i64(q, 4, x->en->index);
    TRY(db_run(q, e));
    return apply_statement(x, party_id(&x->a, json_get_str(p, "name")), p, e);
}

static rc apply_alias(struct apply *x, const struct json *p, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_ALIAS_PUT);
    db_bind_text(q, 1, json_get_str(p, "party"));
    db_bind_text(q, 2, json_get_str(p, "name"));
    bind_known(q, 3, json_get_str(p, "from"));
    db_bind_i64(q, 4, json_get_bool(p, "former"));
    bind_known(q, 5, json_get_str(p, "source"));
    db_bind_i64(q, 6, x->en->index);
    TRY(db_run(q, e));
    return apply_statement(x, json_get_str(p, "party"), p, e);
}

static rc apply_ally(struct apply *x, const struct json *p, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_ALLY_PUT);
    db_bind_text(q, 1, json_get_str(p, "party"));
    db_bind_text(q, 2, json_get_str(p, "ally"));
    bind_known(q, 3, json_get_str(p, "from"));
    bind_known(q, 4, json_get_str(p, "source"));
    db_bind_i64(q, 5, x->en->index);
    TRY(db_run(q, e));
    return apply_statement(x, json_get_str(p, "party"), p, e);
}

static rc apply_place(struct apply *x, const struct json *p, struct err *e) {
    int precision = PRECISION_UNKNOWN;
    (void)word_parse("precision", json_get_str(p, "precision"), &precision);
    struct stmt *q = db_stmt(x->d, &Q_PLACE_PUT);
    struct str parent = json_get_str(p, "parent");
    db_bind_text(q, 1, place_id(&x->a, json_get_str(p, "name"), parent));
    db_bind_text(q, 2, json_get_str(p, "name"));
    bind_known(q, 3, json_get_str(p, "ar"));
    bind_known(q, 4, json_get_str(p, "ru"));
    bind_known(q, 5, parent);
    bind_known(q, 6, json_get_str(p, "country"));
    db_bind_i64(q, 7, precision);
    db_bind_i64(q, 8, json_get_i(p, "lat", 0));
    db_bind_i64(q, 9, json_get_i(p, "lon", 0));
    db_bind_i64(q, 10, x->en->index);
    TRY(db_run(q, e));
    return apply_statement(x, place_id(&x->a, json_get_str(p, "name"), parent), p, e);
}

static rc put_members(struct apply *x, const struct json *in, struct err *e) {
    struct str id = json_get_str(in, "id");
    struct stmt *c = db_stmt(x->d, &Q_MEMBER_CLEAR);
    db_bind_text(c, 1, id);
    TRY(db_run(c, e));
    JSON_EACH(m, json_get(in, "claims")) {
        bool gone;
        TRY(claim_gone(x, m->s, &gone, e));
        if (gone) continue;
        struct stmt *q = db_stmt(x->d, &Q_MEMBER_PUT);
        db_bind_text(q, 1, m->s);
        db_bind_text(q, 2, id);
        TRY(db_run(q, e));
        struct stmt *w = db_stmt(x->d, &Q_PENDING_DEL);
        db_bind_text(w, 1, m->s);
        TRY(db_run(w, e));
    }
    return RC_OK;
}

/* "MRT-0007" → 7; 0 for a code of another form. */
static i64 code_number(struct str code) {
    i64 n = 0;
    str_cut(&code, '-');
    return code.n && str_i64(code, &n) && n > 0 ? n : 0;
}

static void bind_days(struct stmt *q, int at, struct str when) {
    struct date_range r;
    if (when.n && date_parse(when, &r) && r.precision != DATE_NONE) {
        db_bind_i64(q, at, r.from);
        db_bind_i64(q, at + 1, r.to);
        return;
    }
    db_bind_null(q, at);
    db_bind_null(q, at + 1);
}

rc apply_incident_near(struct apply *x, struct str incident, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_INCIDENT_SPOT);
    db_bind_text(q, 1, incident);
    bool row;
    TRY(db_step(q, &row, e));
    if (!row) return RC_OK;
    struct str spot = db_text_dup(&x->a, q, 0), when = db_text_dup(&x->a, q, 1);
    TRY(db_run(q, e));
    struct stmt *u = db_stmt(x->d, &Q_INCIDENT_NEAR);
    db_bind_text(u, 1, incident);
    db_bind_text(u, 2, spot);
    bind_days(u, 3, when);
    return db_run(u, e);
}

static rc apply_incident(struct apply *x, const struct json *p, struct err *e) {
    const struct json *in = json_get(p, "incident");
    enum kind kind;
    int precision = PRECISION_UNKNOWN;
    if (!kind_parse(json_get_str(in, "kind"), &kind))
        return fail(e, RC_UNSUPPORTED, "an incident has a kind that this cairn does not know");
    (void)word_parse("precision", json_get_str(in, "precision"), &precision);
    struct stmt *q = db_stmt(x->d, &Q_INCIDENT_PUT);
    db_bind_text(q, 1, json_get_str(in, "id"));
    db_bind_text(q, 2, json_get_str(in, "code"));
    db_bind_i64(q, 3, kind);
    bind_known(q, 4, json_get_str(in, "place"));
    db_bind_i64(q, 5, precision);
    bind_known(q, 6, json_get_str(in, "place_words"));
    bind_known(q, 7, json_get_str(in, "when"));
    bind_known(q, 8, json_get_str(in, "merged_into"));
    db_bind_i64(q, 9, x->en->index);
    db_bind_i64(q, 10, code_number(json_get_str(in, "code")));
    TRY(db_run(q, e));
    TRY(apply_incident_overlay(x, json_get_str(in, "id"), e));
    TRY(apply_touch(x, json_get_str(in, "id"), e));
    return put_members(x, in, e);
}

/* First part of every entry: whom the pseudonym of the entry stands for. */
static rc apply_actor(struct apply *x, const struct json *p, struct err *e) {
    if (!str_eq(json_get_str(p, "by"), json_get_str(x->en->json, "by")))
        return fail(e, RC_INTEGRITY, "entry %lld names two actors", (long long)x->en->index);
    struct str name = str_sub(json_get_str(p, "name"), 0, NAME_BYTES_MAX);
    memcpy(x->name, name.p, (size_t)name.n);
    x->actor = (struct str){x->name, name.n};
    struct stmt *q = db_stmt(x->d, &Q_ENTRY_ACTOR);
    db_bind_i64(q, 1, x->en->index);
    db_bind_text(q, 2, x->actor);
    return db_run(q, e);
}

static rc apply_nothing(struct apply *x, const struct json *p, struct err *e) {
    (void)x;
    (void)p;
    (void)e;
    return RC_OK;
}

const struct part_kind CASE_PARTS[] = {{"item", apply_item},
                                       {"manifest", apply_manifest},
                                       {"reading", apply_reading},
                                       {"claim", apply_claim},
                                       {"review", apply_review},
                                       {"publication", apply_publication},
                                       {"party", apply_party},
                                       {"alias", apply_alias},
                                       {"ally", apply_ally},
                                       {"place", apply_place},
                                       {"incident", apply_incident},
                                       {"release", apply_nothing},
                                       {"decision", apply_nothing},
                                       {"actor", apply_actor},
                                       {"heading", apply_heading},
                                       {"reason", apply_reason},
                                       {0}};

static const struct part_kind *part_kind(struct str kind) {
    for (i64 n = 0; NOUNS[n]; n++)
        for (const struct part_kind *p = NOUNS[n]->parts; p->kind; p++)
            if (str_eqc(kind, p->kind)) return p;
    return NULL;
}

static rc apply_part(struct apply *x, struct str text, struct err *e) {
    struct json *p;
    TRY(json_read(&x->a, text, &p, e));
    const struct part_kind *k = part_kind(json_get_str(p, "kind"));
    if (k) TRY(apply_signed(x, p, e));
    if (k) return k->apply(x, p, e);
    rc r = fail(e, RC_UNSUPPORTED, "entry %lld part %lld is of an unknown kind",
                (long long)x->en->index, (long long)x->part);
    err_hint(e, "it was made by a newer cairn: use that one");
    return r;
}

static rc put_gone(struct apply *x, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_GONE_PUT);
    db_bind_i64(q, 1, x->en->index);
    db_bind_i64(q, 2, x->part);
    return db_run(q, e);
}

static rc put_entry(struct apply *x, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_ENTRY_PUT);
    db_bind_i64(q, 1, x->en->index);
    db_bind_text(q, 2, x->type);
    db_bind_i64(q, 3, x->at);
    db_bind_text(q, 4, x->actor);
    return db_run(q, e);
}

rc records_apply(struct db *d, struct store *s, struct arena scratch, const struct entry *en,
                 struct err *e) {
    struct apply x = {.d = d, .s = s, .a = scratch, .en = en};
    x.type = json_get_str(en->json, "type");
    x.actor = json_get_str(en->json, "by");
    if (!instant_parse(json_get_str(en->json, "at"), &x.at))
        return fail(e, RC_INTEGRITY, "entry %lld has no valid time", (long long)en->index);
    i64 have;
    TRY(records_applied(d, &have, e));
    CHECK(have == en->index && ENTRY_PARTS_MAX <= 1 << 24);
    TRY(put_entry(&x, e));
    for (x.part = 0; x.part < en->nparts; x.part++) {
        struct arena keep = x.a;
        bool gone = en->parts[x.part].n == 0;
        TRY(gone ? put_gone(&x, e) : apply_part(&x, en->parts[x.part], e));
        x.a = keep;
    }
    return RC_OK;
}

rc records_applied(struct db *d, i64 *n, struct err *e) {
    struct stmt *q = db_stmt(d, &Q_APPLIED);
    bool row;
    TRY(db_step(q, &row, e));
    *n = row ? db_i64(q, 0) : 0;
    return db_run(q, e);
}
