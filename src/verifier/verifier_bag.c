/* A bag: its manifests against its files, then every proof inside against those files' bytes. */
#include "base/json.h"
#include "base/limits.h"
#include "base/map.h"
#include "exchange/bag.h"
#include "proof/hash.h"
#include "sys/os.h"
#include "verifier/verifier.h"

struct payload {
    struct str path;
    bool proven;
};

struct bag_walk {
    struct verifier *v;
    const char *dir;
    struct map by_hash; /* hex -> struct payload */
    i64 n, proven;
    struct err first;
};

static void finding(void *ctx, const char *severity, struct str file, const char *what) {
    struct bag_walk *w = ctx;
    bool error = str_eqc(S("error"), severity);
    if (error && !w->first.code)
        fail(&w->first, RC_INTEGRITY, "%.*s: %s", SARG(str_sub(file, 0, 200)), what);
    if (!error)
        verifier_say(w->v, "not checked", "bag",
                     str_fmt(w->v->a, "warning: %.*s: %s", SARG(file), what));
}

static void payload(void *ctx, struct str path, i64 size, const u8 sha256[32]) {
    struct bag_walk *w = ctx;
    struct arena *a = w->v->a;
    struct payload *p = NEW(a, struct payload);
    (void)size;
    p->path = str_dup(a, path);
    map_put(&w->by_hash, a, hex_encode(a, bytes_str(sha256, 32)), NULL)->ptr = p;
    w->n++;
}

static struct str name_in(struct bag_walk *w, struct str path) {
    return str_fmt(w->v->a, "%s/%.*s", w->dir, SARG(path));
}

/* A receipt of an item must be about bytes that are here. */
static void match_item(struct bag_walk *w, struct str receipt) {
    struct verifier *v = w->v;
    struct arena a = v->scratch;
    struct str hash = verifier_item_hash(&a, receipt);
    if (!hash.n) return;
    struct map_entry *m = map_get(&w->by_hash, hash);
    if (!m) {
        verifier_say(v, "not checked", "payload", S("the item's own bytes are not in the bag"));
        return;
    }
    struct payload *p = m->ptr;
    w->proven += !p->proven;
    p->proven = true;
    verifier_say(v, "checked", "payload",
                 str_fmt(v->a, "these are the bytes of %.*s", SARG(p->path)));
}

/* The part (entry, k) as the receipt opens it; empty when it does not. */
static struct str opened_part(const struct json *receipt, i64 entry, i64 k) {
    JSON_EACH(o, json_get(receipt, "entries")) {
        if (json_get_i(o, "index", -1) != entry) continue;
        JSON_EACH(p, json_get(o, "parts"))
        if (json_get_i(p, "k", -1) == k) return json_get_str(p, "part");
    }
    return (struct str){0};
}

/* A line of ITEM.parts.jsonl: {"entry":N,"k":N,"part":…}. *proven: it is what the receipt opens. */
static rc part_line(struct arena a, struct str line, const struct json *receipt, bool *proven,
                    struct err *e) {
    struct json *j;
    TRY(json_read(&a, line, &j, e));
    i64 entry = json_get_i(j, "entry", -1), k = json_get_i(j, "k", -1);
    struct str want = opened_part(receipt, entry, k);
    *proven = want.n > 0;
    if (!want.n || (json_get(j, "part") && str_eq(json_canon(&a, json_get(j, "part")), want)))
        return RC_OK;
    return fail(e, RC_INTEGRITY, "part %lld of entry %lld is not what the receipt opens",
                (long long)k, (long long)entry);
}

static rc parts_of(struct bag_walk *w, struct str path, struct str receipt, struct err *e) {
    struct verifier *v = w->v;
    struct arena a = v->scratch;
    struct json *r;
    struct str text;
    i64 n = 0, all = 0;
    struct err why = {0};
    struct str name = str_cat(&a, str_sub(path, 0, path.n - 8), S(".parts.jsonl"));
    if (bag_read(&a, w->dir, name, RECEIPT_BYTES_MAX, &text, &why) != RC_OK) return RC_OK;
    v->file = name_in(w, name);
    TRY(json_read(&a, receipt, &r, e));
    while (text.n) {
        bool proven;
        TRY(part_line(a, str_cut(&text, '\n'), r, &proven, e));
        n += proven;
        all++;
    }
    verifier_say(v, n == all ? "checked" : "not checked", "parts",
                 str_fmt(v->a, "%lld of %lld lines are parts that the receipt opens", (long long)n,
                         (long long)all));
    return RC_OK;
}

static rc one_receipt(struct bag_walk *w, struct str path, struct err *e) {
    struct str text;
    TRY(bag_read(w->v->a, w->dir, path, RECEIPT_BYTES_MAX, &text, e));
    TRY(verifier_bytes(w->v, name_in(w, path), text, e));
    match_item(w, text);
    return parts_of(w, path, text, e);
}

static rc own_checkpoint(struct bag_walk *w, struct str path, struct err *e) {
    struct verifier *v = w->v;
    struct note_key own;
    struct str text, key;
    struct err why = {0};
    bool have = bag_read(v->a, w->dir, S("cairn/log.vkey"), NAME_BYTES_MAX, &key, &why) == RC_OK &&
                note_vkey_parse(v->a, str_trim(key), &own, &why) == RC_OK;
    TRY(bag_read(v->a, w->dir, path, NOTE_BYTES_MAX, &text, e));
    v->file = name_in(w, path);
    return verifier_note(v, text, have ? &own : NULL, NULL, e);
}

static rc one_stamp(struct bag_walk *w, struct str path, struct err *e) {
    struct str text;
    TRY(bag_read(w->v->a, w->dir, path, STAMP_BYTES_MAX, &text, e));
    return verifier_bytes(w->v, name_in(w, path), text, e);
}

static rc proof(struct bag_walk *w, struct str name, struct err *e) {
    struct str path = str_cat(w->v->a, S("cairn/"), name);
    if (str_ends(name, S(".receipt"))) return one_receipt(w, path, e);
    if (str_ends(name, S(".tsr"))) return one_stamp(w, path, e);
    if (str_eqc(name, "checkpoint") || str_ends(name, S(".checkpoint")))
        return own_checkpoint(w, path, e);
    return RC_OK;
}

/* Each proof; the first that does not check is told at the end, so that all the others are told. */
static rc proofs(struct bag_walk *w, struct err *e) {
    struct str *names;
    i64 n = 0;
    struct err none = {0}, first = {0};
    const char *dir = cstr(w->v->a, str_fmt(w->v->a, "%s/cairn", w->dir));
    if (os_list(w->v->a, dir, &names, &n, &none) != RC_OK) n = 0;
    for (i64 i = 0; i < n; i++) {
        struct err low = {0};
        rc r = proof(w, names[i], &low);
        if (r != RC_OK && !first.code) {
            fail(&first, r, "%.*s: %s", SARG(names[i]), low.msg);
            err_hint(&first, "%s", low.hint);
        }
    }
    if (!first.code) return RC_OK;
    fail(e, first.code, "%s", first.msg);
    return first.hint[0] ? err_hint(e, "%s", first.hint) : first.code;
}

static void summary(struct bag_walk *w, const struct bag_stats *st) {
    struct verifier *v = w->v;
    v->file = str_c(w->dir);
    verifier_say(v, "checked", "bag",
                 str_fmt(v->a, "BagIt %s: %lld files, %lld bytes, each as its manifests say",
                         st->version, (long long)st->files, (long long)st->bytes));
}

rc verifier_bag(struct verifier *v, const char *dir, struct err *e) {
    struct bag_walk w = {.v = v, .dir = dir};
    struct bag_stats st = {0};
    struct arena work = arena_split(&v->scratch, VERIFIER_BAG_BYTES);
    rc r = bag_check_payload(work, dir, finding, payload, &w, &st, e);
    if (r != RC_OK) return r;
    if (!st.valid) {
        fail(e, RC_INTEGRITY, "%s", w.first.msg);
        return err_hint(e, "the bag is not as it was packed; ask for it again");
    }
    summary(&w, &st);
    TRY(proofs(&w, e));
    v->file = str_c(dir);
    if (w.n > w.proven)
        verifier_say(v, "not checked", "payload",
                     str_fmt(v->a,
                             "%lld of %lld files have no receipt in the bag: only their "
                             "checksums were compared",
                             (long long)(w.n - w.proven), (long long)w.n));
    return RC_OK;
}
