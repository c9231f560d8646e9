/* Checking a receipt with nothing but its bytes. Every field is either recomputed or covered by the
 * case's signature. */
#include "method/method.h"
#include "proof/checkpoint.h"
#include "proof/hash.h"
#include "proof/merkle.h"
#include "proof/note.h"
#include "proof/sigsum.h"
#include "proof/words.h"
#include "seal/receipt.h"

struct check {
    struct arena *a;
    struct arena scratch;
    const struct json *r;
    struct note_key key;
    struct checkpoint head;
    receipt_line_fn *line;
    void *ctx;
    struct map claims;   /* id -> opened claim json */
    struct map reviewed; /* id -> standing acceptances */
    i64 parts, words, sentences;
};

static rc bad(struct err *e, const char *what) {
    rc r = fail(e, RC_INTEGRITY, "the receipt does not check: %s", what);
    err_hint(e, "ask for the receipt again; do not rely on this copy");
    return r;
}

static rc bad_at(struct err *e, const char *what, i64 entry) {
    rc r = fail(e, RC_INTEGRITY, "the receipt does not check: %s of entry %lld", what,
                (long long)entry);
    err_hint(e, "ask for the receipt again; do not rely on this copy");
    return r;
}

static void say(struct check *k, const char *state, const char *what, struct str words) {
    k->line(k->ctx, state, what, words);
}

static bool hex_into(struct arena scratch, struct str hex, u8 *out, i64 n) {
    struct str b = hex_decode(&scratch, hex);
    if (!b.p || b.n != n) return false;
    memcpy(out, b.p, (size_t)n);
    return true;
}

static i64 read_path(struct check *k, const struct json *o, u8 path[MERKLE_PATH_MAX][32]) {
    i64 n = 0;
    JSON_EACH(h, json_get(o, "path")) {
        if (n == MERKLE_PATH_MAX || !hex_into(k->scratch, h->s, path[n], 32)) return -1;
        n++;
    }
    return n;
}

/* The text must be the canonical form of itself: then every byte of it is either read or covered by
 * the signature. */
static rc check_form(struct check *k, struct str text, struct json **r, struct err *e) {
    struct err why = {0};
    if (json_read(k->a, text, r, &why) != RC_OK || (*r)->type != JSON_OBJECT)
        return bad(e, "it is not a JSON object");
    if (!str_eqc(json_get_str(*r, "type"), RECEIPT_FORMAT))
        return bad(e, "it is not a " RECEIPT_FORMAT);
    struct str canon = str_cat(k->a, json_canon(k->a, *r), S("\n"));
    return str_eq(canon, text) ? RC_OK : bad(e, "its bytes are not in canonical form");
}

static rc check_signature(struct check *k, const struct json *r, struct err *e) {
    struct json *body = json_obj(k->a);
    JSON_EACH(it, r) {
        if (!str_eqc(it->key, "signature")) json_set(body, it->key, json_copy(k->a, it));
    }
    struct str sig = b64_decode(k->a, json_get_str(r, "signature"), true);
    if (!sig.p || sig.n != 64) return bad(e, "it has no signature of the case");
    if (!store_sign_ok(k->key.pub, "receipt", json_canon(k->a, body), (const u8 *)sig.p))
        return bad(e, "the case's signature over it");
    return RC_OK;
}

static rc check_head(struct check *k, struct str vkey, struct err *e) {
    struct note n;
    struct err why = {0};
    struct str own = json_get_str(k->r, "vkey");
    if (vkey.n && !str_eq(vkey, own))
        return bad(e, "it is signed with another key than the one you gave");
    if (note_vkey_parse(k->a, own, &k->key, &why) != RC_OK) return bad(e, "its verifier key");
    if (note_parse(k->a, json_get_str(k->r, "checkpoint"), &n, &why) != RC_OK ||
        note_verify(&n, &k->key, 1, NULL, NULL, &why) != RC_OK ||
        checkpoint_parse(k->a, n.text, &k->head, &why) != RC_OK ||
        !str_eq(k->head.origin, k->key.name))
        return bad(e, "the signed checkpoint");
    TRY(check_signature(k, k->r, e));
    say(k, "checked", "checkpoint",
        str_fmt(k->a, "signed log of %lld entries, key %.*s", (long long)k->head.size,
                SARG(str_sub(own, 0, 60))));
    if (!vkey.n)
        say(k, "not checked", "key",
            S("the key is the receipt's own; compare it with one from elsewhere, or give --key"));
    return RC_OK;
}

static rc check_entry_leaf(struct check *k, const struct json *o, i64 index, struct json **entry,
                           struct err *e) {
    u8 salt[32], leaf[SIGSUM_LEAF], sha[32], message[32], leaf_hash[32], path[MERKLE_PATH_MAX][32];
    struct str text = json_get_str(o, "entry");
    struct err why = {0};
    if (!hex_into(k->scratch, json_get_str(o, "salt"), salt, 32) ||
        !hex_into(k->scratch, json_get_str(o, "leaf"), leaf, 128))
        return bad_at(e, "salt or leaf", index);
    sha256(text, sha);
    sha256_of((const struct str[]){S("cairn/entry/v1"), bytes_str(salt, 32), bytes_str(sha, 32)}, 3,
              message);
    if (!sigsum_leaf_ok(leaf, k->key.pub, message)) return bad_at(e, "the leaf", index);
    i64 n = read_path(k, o, path);
    merkle_leaf(bytes_str(leaf, SIGSUM_LEAF), leaf_hash);
    if (n < 0 || index < 0 ||
        !merkle_inclusion_ok(index, k->head.size, leaf_hash, (const u8(*)[32])path, n,
                             k->head.root))
        return bad_at(e, "inclusion", index);
    if (json_read(k->a, text, entry, &why) != RC_OK || !str_eq(json_canon(k->a, *entry), text))
        return bad_at(e, "the text", index);
    return RC_OK;
}

static rc check_part(struct check *k, const struct json *o, const struct json *entry, i64 index,
                     struct json **part, struct err *e) {
    u8 salt[32], sha[32], commitment[32], leaf[32], root[32], path[MERKLE_PATH_MAX][32];
    const struct json *tree = json_get(entry, "parts");
    struct str text = json_get_str(o, "part");
    struct err why = {0};
    i64 at = json_get_i(o, "k", -1), total = json_get_i(tree, "n", 0), n = read_path(k, o, path);
    struct str root_text = b64_decode(k->a, json_get_str(tree, "root"), true);
    if (!root_text.p || root_text.n != 32) return bad_at(e, "the root of parts", index);
    memcpy(root, root_text.p, 32);
    if (!hex_into(k->scratch, json_get_str(o, "salt"), salt, 32))
        return bad_at(e, "the salt of a part", index);
    sha256(text, sha);
    sha256_of((const struct str[]){S("cairn/part/v1"), bytes_str(salt, 32), bytes_str(sha, 32)}, 3,
              commitment);
    merkle_leaf(bytes_str(commitment, 32), leaf);
    if (n < 0 || at < 0 || !merkle_inclusion_ok(at, total, leaf, (const u8(*)[32])path, n, root))
        return bad_at(e, "a part", index);
    if (json_read(k->a, text, part, &why) != RC_OK) return bad_at(e, "the text of a part", index);
    k->parts++;
    return RC_OK;
}

static struct str part_key(struct arena *a, i64 entry, i64 part) {
    return str_fmt(a, "%lld/%lld", (long long)entry, (long long)part);
}

/* Reviews are opened in order of entries; undo takes back the last standing one. */
static void count_review(struct check *k, const struct json *part) {
    struct str act = json_get_str(part, "act");
    struct map_entry *m = map_put(&k->reviewed, k->a, json_get_str(part, "claim"), NULL);
    if (str_eqc(act, "accept") || str_eqc(act, "correct"))
        m->value++;
    else if (str_eqc(act, "undo") && m->value > 0)
        m->value--;
    else if (str_eqc(act, "reject"))
        m->value = 0;
}

static rc check_entries(struct check *k, struct map *parts, struct err *e) {
    JSON_EACH(o, json_get(k->r, "entries")) {
        i64 index = json_get_i(o, "index", -1);
        struct json *entry, *part;
        TRY(check_entry_leaf(k, o, index, &entry, e));
        JSON_EACH(p, json_get(o, "parts")) {
            TRY(check_part(k, p, entry, index, &part, e));
            map_put(parts, k->a, part_key(k->a, index, json_get_i(p, "k", -1)), NULL)->ptr = part;
            struct str kind = json_get_str(part, "kind");
            if (str_eqc(kind, "claim")) {
                struct json *c = (struct json *)json_get(part, "claim");
                map_put(&k->claims, k->a, json_get_str(c, "id"), NULL)->ptr = part;
            }
            if (str_eqc(kind, "review")) count_review(k, part);
        }
    }
    say(k, "checked", "entries",
        str_fmt(k->a, "%lld parts stand in the log as sealed", (long long)k->parts));
    return RC_OK;
}

static rc check_words(struct check *k, const struct map *parts, struct err *e) {
    JSON_EACH(w, json_get(k->r, "words")) {
        i64 entry = json_get_i(w, "entry", -1);
        struct map_entry *m = map_get(parts, part_key(k->a, entry, json_get_i(w, "part", -1)));
        if (!m) return bad_at(e, "words without the part that commits to them,", entry);
        const struct json *tree = json_get((struct json *)m->ptr, "words");
        u8 root[32];
        struct words_disclosure d;
        struct err why = {0};
        if (!hex_into(k->scratch, json_get_str(tree, "root"), root, 32))
            return bad_at(e, "the root of words", entry);
        if (words_from_json(k->a, json_get(w, "disclosure"), &d, &why) != RC_OK ||
            words_verify(&d, root, json_get_i(tree, "n", -1), &why) != RC_OK)
            return bad_at(e, "words", entry);
        k->words++;
        say(k, "checked", "words", words_text(k->a, &d, S(" […] ")));
    }
    return RC_OK;
}

/* Every claim that the receipt names is opened, and its item's part too. */
static rc check_claims(struct check *k, struct err *e) {
    i64 n = 0;
    JSON_EACH(id, json_get(k->r, "claims")) {
        if (!map_get(&k->claims, id->s)) return bad(e, "a claim is named but not opened");
        n++;
    }
    if (n)
        say(k, "checked", "claims",
            str_fmt(k->a, "%lld claims, as they were recorded", (long long)n));
    return RC_OK;
}

/* A tuple of the method's input must be a count of its claim, and be reviewed when it says so. */
static bool tuple_backed(struct check *k, const struct method_tuple *t) {
    struct map_entry *m = map_get(&k->claims, t->claim), *rv = map_get(&k->reviewed, t->claim);
    if (!m) return false;
    const struct json *c = json_get((struct json *)m->ptr, "claim");
    bool person = json_get_str(json_get(c, "by"), "person").n > 0;
    if (t->reviewed && !person && !(rv && rv->value > 0)) return false;
    if (t->what.n == 0) return true;
    JSON_EACH(n, json_get(c, "counts")) {
        const struct json *max = json_get(n, "max");
        i64 top = max && max->type == JSON_NULL ? METHOD_OPEN : json_get_i(n, "max", -2);
        if (str_eq(json_get_str(n, "what"), t->what) && str_eq(json_get_str(n, "who"), t->who) &&
            json_get_i(n, "min", -2) == t->min && top == t->max)
            return true;
        JSON_EACH(p, json_get(n, "of")) {
            if (str_eq(json_get_str(p, "who"), t->who) && json_get_i(p, "min", -2) == t->min)
                return true;
        }
    }
    return false;
}

static bool same_figure(const struct method_figure *f, const struct json *about) {
    const struct json *max = json_get(about, "max");
    i64 top = max && max->type == JSON_NULL ? METHOD_OPEN : json_get_i(about, "max", -2);
    return str_eq(json_get_str(about, "what"), f->what) &&
           str_eq(json_get_str(about, "who"), f->who) && json_get_i(about, "min", -2) == f->min &&
           top == f->max && json_get_i(about, "origins", -2) == f->origins &&
           str_eq(json_get_str(about, "accounts"), method_accounts_name(f->accounts)) &&
           json_get_i(about, "unreviewed", -2) == f->unreviewed &&
           str_eq(json_get_str(about, "id"), f->id);
}

static rc check_figure(struct check *k, struct err *e) {
    const struct json *m = json_get(k->r, "method"), *about = json_get(k->r, "about");
    struct method_input in;
    struct method_output out;
    struct err why = {0};
    if (!m) return RC_OK;
    if (method_input_from_json(k->a, json_get(m, "input"), &in, &why) != RC_OK ||
        !method_find(json_get_str(m, "name")))
        return bad(e, "the method's input");
    for (i64 i = 0; i < in.ntuples; i++)
        if (!tuple_backed(k, &in.tuples[i])) return bad(e, "a number that its claim does not have");
    method_range(k->a, k->scratch, &in, sha256, &out);
    if (!str_eqc(json_get_str(about, "noun"), "figure")) return RC_OK;
    for (i64 i = 0; i < out.nfigures; i++) {
        if (!same_figure(&out.figures[i], about)) continue;
        say(k, "checked", "figure", json_get_str(about, "words"));
        return RC_OK;
    }
    return bad(e, "the figure does not follow from its claims");
}

static void closing(struct check *k) {
    say(k, "attested", "extraction",
        S("by the case's signature: the text taken from the file, who is one speaker, what is a repost"));
    say(k, "not checked", "truth", S("sealing shows when and unchanged, never true"));
    say(k, "not checked", "time",
        S("the date is the recorder's clock, until a time authority or witness stamps the checkpoint"));
    say(k, "checked", "badge", json_get_str(k->r, "badge"));
}

rc receipt_verify(struct arena *a, struct arena scratch, struct str text, struct str vkey,
                  receipt_line_fn *line, void *ctx, struct err *e) {
    struct check k = {.a = a, .scratch = scratch, .line = line, .ctx = ctx};
    struct map parts = {0};
    struct json *r;
    TRY(check_form(&k, text, &r, e));
    k.r = r;
    TRY(check_head(&k, vkey, e));
    TRY(check_entries(&k, &parts, e));
    TRY(check_words(&k, &parts, e));
    TRY(check_claims(&k, e));
    TRY(check_figure(&k, e));
    closing(&k);
    return RC_OK;
}
