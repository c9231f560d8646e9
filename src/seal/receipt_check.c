/* Checking a receipt with nothing but its bytes. Every field is either recomputed or covered by the
 * case's signature. */
#include "proof/hash.h"
#include "proof/merkle.h"
#include "proof/sigsum.h"
#include "proof/words.h"
#include "seal/receipt_inner.h"
#include "seal/time.h"

rc receipt_bad(struct err *e, const char *what) {
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

void receipt_say(struct check *k, const char *state, const char *what, struct str words) {
    k->line(k->ctx, state, what, words);
}

bool receipt_hex(struct arena scratch, struct str hex, u8 *out, i64 n) {
    struct str b = hex_decode(&scratch, hex);
    if (!b.p || b.n != n) return false;
    memcpy(out, b.p, (size_t)n);
    return true;
}

i64 receipt_path(struct arena scratch, const struct json *o, u8 path[MERKLE_PATH_MAX][32]) {
    i64 n = 0;
    JSON_EACH(h, json_get(o, "path")) {
        if (n == MERKLE_PATH_MAX || !receipt_hex(scratch, h->s, path[n], 32)) return -1;
        n++;
    }
    return n;
}

/* Member by member, in the order of the text: all of it, and what the signature is over. False when
 * the members are out of order. One pass: a receipt is mostly text, and writing it twice costs as
 * much as all its signatures. */
static bool canonical(struct check *k, const struct json *r, i64 size, struct str *all) {
    struct buf whole = buf_make(k->a, size + 64), body = buf_make(k->a, size + 64);
    struct str last = {0};
    JSON_EACH(it, r) {
        struct arena scratch = k->scratch;
        struct str value = json_canon(&scratch, it);
        if (last.p && str_cmp(last, it->key) >= 0) return false;
        last = it->key;
        for (i64 i = 0; i < last.n; i++)
            if ((u8)last.p[i] >= 0x80) return false; /* its order would be another (RFC 8785) */
        struct buf *to[] = {&whole, str_eqc(it->key, "signature") ? NULL : &body};
        for (i64 i = 0; i < 2 && to[i]; i++) {
            buf_c(to[i], to[i]->n ? ',' : '{');
            json_put_string(to[i], it->key);
            buf_c(to[i], ':');
            buf_put(to[i], value);
        }
    }
    buf_puts(&whole, "}\n");
    buf_c(&body, '}');
    *all = buf_str(&whole);
    k->body = buf_str(&body);
    return buf_ok(&whole) && buf_ok(&body);
}

/* The text must be the canonical form of itself: then every byte of it is either read or covered by
 * the signature. */
static rc check_form(struct check *k, struct str text, struct json **r, struct err *e) {
    struct err why = {0};
    struct str canon;
    if (json_read(k->a, text, r, &why) != RC_OK || (*r)->type != JSON_OBJECT)
        return receipt_bad(e, "it is not a JSON object");
    if (!str_eqc(json_get_str(*r, "type"), RECEIPT_FORMAT))
        return receipt_bad(e, "it is not a " RECEIPT_FORMAT);
    if (!canonical(k, *r, text.n, &canon) || !str_eq(canon, text))
        return receipt_bad(e, "its bytes are not in canonical form");
    return RC_OK;
}

static rc check_signature(struct check *k, const struct json *r, struct err *e) {
    struct str sig = b64_decode(k->a, json_get_str(r, "signature"), true);
    if (!sig.p || sig.n != 64) return receipt_bad(e, "it has no signature of the case");
    if (!store_sign_ok(k->key.pub, "receipt", k->body, (const u8 *)sig.p))
        return receipt_bad(e, "the case's signature over it");
    return RC_OK;
}

static rc check_head(struct check *k, struct err *e) {
    struct note n;
    struct err why = {0};
    struct str own = json_get_str(k->r, "vkey"), vkey = k->trust.vkey;
    if (vkey.n && !str_eq(vkey, own))
        return receipt_bad(e, "it is signed with another key than the one you gave");
    if (note_vkey_parse(k->a, own, &k->key, &why) != RC_OK)
        return receipt_bad(e, "its verifier "
                              "key");
    if (note_parse(k->a, json_get_str(k->r, "checkpoint"), &n, &why) != RC_OK ||
        note_verify(&n, &k->key, 1, NULL, NULL, &why) != RC_OK ||
        checkpoint_parse(k->a, n.text, &k->head, &why) != RC_OK ||
        !str_eq(k->head.origin, k->key.name))
        return receipt_bad(e, "the signed checkpoint");
    TRY(check_signature(k, k->r, e));
    receipt_say(k, "checked", "checkpoint",
                str_fmt(k->a, "signed log of %lld entries, key %.*s", (long long)k->head.size,
                        SARG(str_sub(own, 0, 60))));
    if (!vkey.n)
        receipt_say(
            k, "not checked", "key",
            S("the key is the receipt's own; compare it with one from elsewhere, or give --key"));
    return RC_OK;
}

static rc check_entry_leaf(struct check *k, const struct json *o, i64 index, struct json **entry,
                           struct err *e) {
    u8 salt[32], leaf[SIGSUM_LEAF], sha[32], message[32], leaf_hash[32], path[MERKLE_PATH_MAX][32];
    struct str text = json_get_str(o, "entry");
    struct err why = {0};
    if (!receipt_hex(k->scratch, json_get_str(o, "salt"), salt, 32) ||
        !receipt_hex(k->scratch, json_get_str(o, "leaf"), leaf, 128))
        return bad_at(e, "salt or leaf", index);
    sha256(text, sha);
    sha256_of((const struct str[]){S("cairn/entry/v1"), bytes_str(salt, 32), bytes_str(sha, 32)}, 3,
              message);
    if (!sigsum_leaf_ok(leaf, k->key.pub, message)) return bad_at(e, "the leaf", index);
    i64 n = receipt_path(k->scratch, o, path);
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
    i64 at = json_get_i(o, "k", -1), total = json_get_i(tree, "n", 0),
        n = receipt_path(k->scratch, o, path);
    struct str root_text = b64_decode(k->a, json_get_str(tree, "root"), true);
    if (!root_text.p || root_text.n != 32) return bad_at(e, "the root of parts", index);
    memcpy(root, root_text.p, 32);
    if (!receipt_hex(k->scratch, json_get_str(o, "salt"), salt, 32))
        return bad_at(e, "the salt of a part", index);
    sha256(text, sha);
    sha256_of((const struct str[]){S("cairn/part/v1"), bytes_str(salt, 32), bytes_str(sha, 32)}, 3,
              commitment);
    merkle_leaf(bytes_str(commitment, 32), leaf);
    if (n < 0 || at < 0 || !merkle_inclusion_ok(at, total, leaf, (const u8(*)[32])path, n, root))
        return bad_at(e, "a part", index);
    if (json_read(k->a, text, part, &why) != RC_OK) return bad_at(e, "the text of a part", index);
    k->nparts++;
    return RC_OK;
}

static struct str part_key(struct arena *a, i64 entry, i64 part) {
    return str_fmt(a, "%lld/%lld", (long long)entry, (long long)part);
}

static struct opened_claim *opened(struct check *k, struct str id) {
    struct map_entry *m = map_put(&k->claims, k->a, id, NULL);
    if (!m->ptr) m->ptr = NEW(k->a, struct opened_claim);
    return m->ptr;
}

/* Keeps what a part says for receipt_about.c. One part opens a claim; a proposal is none. */
static rc keep_part(struct check *k, const struct json *entry, const struct json *part, i64 index,
                    struct err *e) {
    struct str kind = json_get_str(part, "kind");
    if (str_eqc(kind, "claim")) {
        const struct json *c = json_get(part, "claim");
        struct opened_claim *o = opened(k, json_get_str(c, "id"));
        if (o->claim || str_eqc(json_get_str(part, "state"), "proposal"))
            return bad_at(e, "a claim", index);
        o->claim = c;
        o->item = json_get_str(part, "item");
    } else if (str_eqc(kind, "review")) {
        decisions_add(k->a, &opened(k, json_get_str(part, "claim"))->decisions,
                      json_get_str(part, "act"), json_get_str(entry, "by"),
                      json_get_i(part, "version", 0));
    }
    return RC_OK;
}

static rc check_parts(struct check *k, const struct json *o, const struct json *entry, i64 index,
                      struct err *e) {
    i64 last = -1;
    JSON_EACH(p, json_get(o, "parts")) {
        struct json *part;
        i64 at = json_get_i(p, "k", -1);
        TRY(check_part(k, p, entry, index, &part, e));
        if (at <= last) return bad_at(e, "the order of parts", index);
        last = at;
        map_put(&k->parts, k->a, part_key(k->a, index, at), NULL)->ptr = part;
        TRY(keep_part(k, entry, part, index, e));
    }
    return RC_OK;
}

/* In the order of the log, each once: so no decision counts twice or before its time. */
static rc check_entries(struct check *k, struct err *e) {
    i64 last = -1;
    JSON_EACH(o, json_get(k->r, "entries")) {
        i64 index = json_get_i(o, "index", -1);
        struct json *entry;
        if (index <= last) return bad_at(e, "the order", index);
        last = index;
        TRY(check_entry_leaf(k, o, index, &entry, e));
        TRY(check_parts(k, o, entry, index, e));
    }
    receipt_say(k, "checked", "entries",
                str_fmt(k->a, "%lld parts stand in the log as sealed", (long long)k->nparts));
    return RC_OK;
}

/* Where the shown words stand: runs of neighbours, closed ones inside them included. */
static void keep_runs(struct check *k, const struct words_disclosure *d, struct str item) {
    struct shown *run = NULL;
    i64 last = -2;
    for (i64 i = 0; i < d->nwords; i++) {
        const struct word *w = &d->word[i];
        if (w->index != last + 1) run = NULL;
        last = w->index;
        if (!w->open) continue;
        if (!run) {
            run = PUSH(k->a, k->shown, k->nshown, k->capshown);
            *run = (struct shown){.item = item, .from = w->start};
        }
        run->to = w->start + w->bytes.n;
    }
}

static rc check_words(struct check *k, struct err *e) {
    JSON_EACH(w, json_get(k->r, "words")) {
        i64 entry = json_get_i(w, "entry", -1);
        struct map_entry *m = map_get(&k->parts, part_key(k->a, entry, json_get_i(w, "part", -1)));
        if (!m) return bad_at(e, "words without the part that commits to them,", entry);
        const struct json *part = m->ptr, *tree = json_get(part, "words");
        u8 root[32];
        struct words_disclosure d;
        struct err why = {0};
        if (!receipt_hex(k->scratch, json_get_str(tree, "root"), root, 32))
            return bad_at(e, "the root of words", entry);
        if (words_from_json(k->a, json_get(w, "disclosure"), &d, &why) != RC_OK ||
            words_verify(&d, root, json_get_i(tree, "n", -1), &why) != RC_OK)
            return bad_at(e, "words", entry);
        keep_runs(k, &d, json_get_str(part, "item"));
        receipt_say(k, "checked", "words", words_text(k->a, &d, S(" […] ")));
    }
    return RC_OK;
}

/* The map of a text to its medium is committed to, and not opened: its claims are the case's word.
 */
static rc say_cited(struct check *k, struct err *e) {
    JSON_EACH(c, json_get(k->r, "cited")) {
        struct str id = json_get_str(c, "claim"), at = json_get_str(c, "at");
        struct map_entry *m = map_get(&k->claims, id);
        if (!m || !at.n || at.n > NAME_BYTES_MAX)
            return receipt_bad(e, "a place in a document is of no claim in it");
        receipt_say(k, "attested", "place", str_fmt(k->a, "%.*s: %.*s", SARG(id), SARG(at)));
    }
    return RC_OK;
}

static void closing(struct check *k) {
    receipt_say(k, "attested", "extraction",
                S("by the case's signature: the text taken from the file, who is one speaker, "
                  "what is a repost, and that no claim or decision is left out"));
    receipt_say(k, "not checked", "truth", S("sealing shows when and unchanged, never true"));
    receipt_say(k, "attested", "badge", json_get_str(k->r, "badge"));
}

rc receipt_prove(struct check *k, struct str text, struct err *e) {
    struct json *r;
    TRY(check_form(k, text, &r, e));
    k->r = r;
    TRY(check_head(k, e));
    TRY(check_entries(k, e));
    TRY(check_words(k, e));
    return receipt_about(k, e);
}

rc receipt_verify(struct arena *a, struct arena scratch, struct str text,
                  const struct receipt_trust *trust, receipt_line_fn *line, void *ctx,
                  struct err *e) {
    struct check k = {.a = a, .scratch = scratch, .line = line, .ctx = ctx};
    if (trust) k.trust = *trust;
    TRY(receipt_prove(&k, text, e));
    TRY(say_cited(&k, e));
    TRY(time_check(a, k.scratch, k.r, &k.head, &k.key, &k.trust, line, ctx, e));
    closing(&k);
    return RC_OK;
}
