/* The times of a receipt, checked with nothing but its bytes and what the verifier brings. */
#include "base/date.h"
#include "proof/merkle.h"
#include "proof/policy.h"
#include "proof/stamp.h"
#include "seal/receipt_inner.h"
#include "seal/time.h"

enum { KEYS_MAX = POLICY_NAMES_MAX };

/* What one witness or authority says: entries below `size` stood in the log at `at`. */
struct seen_by {
    i64 size, at;
    u8 token[32]; /* SHA-256 of the stamp that says so; zeros for a witness */
};

struct checking {
    struct arena *a;
    struct arena scratch;
    const struct json *r, *time;
    const struct checkpoint *head;
    const struct note_key *log;
    struct str policy_text, roots; /* of the verifier; n == 0: the receipt's own */
    struct policy *policy;         /* NULL: none of the verifier's */
    receipt_line_fn *line;
    void *ctx;
    struct seen_by *said;
    i64 nsaid, cap;
    bool own_keys, own_roots; /* something rests on keys that the receipt brought itself */
};

static void say(struct checking *k, const char *state, const char *what, struct str words) {
    k->line(k->ctx, state, what, words);
}

static struct seen_by *keep(struct checking *k, i64 size, i64 at) {
    struct seen_by *s = PUSH(k->a, k->said, k->nsaid, k->cap);
    *s = (struct seen_by){.size = size, .at = at};
    return s;
}

static i64 read_path(struct arena scratch, const struct json *o, u8 path[MERKLE_PATH_MAX][32]) {
    i64 n = 0;
    JSON_EACH(h, json_get(o, "path")) {
        struct str b = hex_decode(&scratch, h->s);
        if (n == MERKLE_PATH_MAX || !b.p || b.n != 32) return -1;
        memcpy(path[n++], b.p, 32);
    }
    return n;
}

/* ---- a checkpoint of the same log ---- */

static bool extends(struct checking *k, const struct checkpoint *c, const struct json *proof) {
    u8 path[MERKLE_PATH_MAX][32];
    i64 n = read_path(k->scratch, proof, path);
    if (n < 0 || c->size < 1 || c->size > k->head->size) return false;
    if (c->size == k->head->size) return n == 0 && memcmp(c->root, k->head->root, 32) == 0;
    return merkle_consistency_ok(c->size, k->head->size, c->root, k->head->root,
                                 (const u8(*)[32])path, n);
}

static rc check_note(struct checking *k, const struct json *proof, struct note *n,
                     struct checkpoint *c, struct err *e) {
    struct err why = {0};
    if (note_parse(k->a, json_get_str(proof, "note"), n, &why) != RC_OK ||
        note_verify(n, k->log, 1, NULL, NULL, &why) != RC_OK ||
        checkpoint_parse(k->a, n->text, c, &why) != RC_OK || !str_eq(c->origin, k->head->origin))
        return receipt_bad(e, "a checkpoint of its times is not signed by the log");
    if (!extends(k, c, proof))
        return receipt_bad(e, "a checkpoint of its times is of another log than the receipt's");
    return RC_OK;
}

/* ---- witnesses ---- */

/* Keys of the verifier's policy, else those that the receipt names. */
static rc witness_keys(struct checking *k, const struct json *list, struct note_key *keys, int *n,
                       struct err *e) {
    struct err why = {0};
    *n = 0;
    if (k->policy) {
        for (; *n < k->policy->nwitnesses; (*n)++)
            keys[*n] = k->policy->witness[*n];
        return RC_OK;
    }
    JSON_EACH(w, list) {
        if (*n == KEYS_MAX || note_vkey_parse(k->a, json_get_str(w, "vkey"), &keys[*n], &why) ||
            keys[*n].type != NOTE_COSIGNATURE)
            return receipt_bad(e, "the key of a witness");
        (*n)++;
    }
    return RC_OK;
}

static bool signed_by_any(const struct note *n, const struct note_key *keys, int nkeys) {
    for (int i = 0; i < n->nsigs; i++)
        for (int j = 0; j < nkeys; j++)
            if (n->sig[i].id == keys[j].id && str_eq(n->sig[i].name, keys[j].name)) return true;
    return false;
}

static void quorum_line(struct checking *k, struct str note) {
    struct policy_seen seen;
    struct err why = {0};
    if (!k->policy || policy_check(k->scratch, k->policy, note, &seen, &why) != RC_OK) return;
    say(k, seen.met ? "checked" : "not checked", "quorum",
        seen.met ? S("as many witnesses as your policy asks for")
                 : S("fewer witnesses than your policy asks for"));
}

static rc check_witnesses(struct checking *k, const struct json *list, struct str text,
                          const struct note *n, i64 size, struct err *e) {
    struct note_key *keys = NEWN(k->a, struct note_key, KEYS_MAX);
    i64 times[KEYS_MAX] = {0};
    u64 by = 0;
    int nkeys;
    struct err why = {0};
    TRY(witness_keys(k, list, keys, &nkeys, e));
    if (!signed_by_any(n, keys, nkeys)) return RC_OK;
    if (note_verify(n, keys, nkeys, &by, times, &why) != RC_OK)
        return receipt_bad(e, "the signature of a witness");
    for (int i = 0; i < nkeys; i++) {
        if (!(by >> i & 1)) continue;
        keep(k, size, times[i]);
        k->own_keys |= !k->policy;
        say(k, "checked", "not later than",
            str_fmt(k->a, "%.*s, by the witness %.*s, for what stands in the first %lld entries",
                    SARG(instant_text(k->a, times[i])), SARG(str_sub(keys[i].name, 0, 200)),
                    (long long)size));
    }
    quorum_line(k, text);
    return RC_OK;
}

/* ---- time authorities ---- */

static rc verify_token(struct checking *k, const struct json *t, struct str response,
                       struct str note, struct stamp *out, bool *yours, struct err *e) {
    struct err why = {0};
    struct str crl = json_get_str(t, "crl");
    *yours =
        k->roots.n > 0 && stamp_verify(k->a, response, note, k->roots, crl, out, &why) == RC_OK;
    if (*yours) return RC_OK;
    why = (struct err){0};
    if (stamp_verify(k->a, response, note, json_get_str(t, "roots"), crl, out, &why) == RC_OK)
        return RC_OK;
    rc r = fail(e, RC_INTEGRITY, "the receipt does not check: a time stamp: %s", why.msg);
    err_hint(e, "ask for the receipt again; do not rely on this copy");
    return r;
}

static struct str revocation_words(const struct stamp *s) {
    static const char *const WORDS[] = {
        "; whether its certificate was revoked is not shown", "; not revoked then",
        "; revoked later, for a reason that leaves this stamp valid"};
    return str_c(WORDS[s->revocation]);
}

static rc check_token(struct checking *k, const struct json *t, struct str note, i64 size,
                      struct err *e) {
    struct stamp s;
    bool yours;
    struct str response = b64_decode(k->a, json_get_str(t, "response"), true);
    if (!response.p) return receipt_bad(e, "a time stamp is not base64");
    TRY(verify_token(k, t, response, note, &s, &yours, e));
    sha256(response, keep(k, size, s.time)->token);
    k->own_roots |= !yours && !k->roots.n;
    bool known = yours || !k->roots.n;
    say(k, known ? "checked" : "not checked", "not later than",
        str_fmt(k->a,
                "%.*s, by the time authority %.*s (%.*s), for what stands in the first %lld "
                "entries%.*s%s",
                SARG(instant_text(k->a, s.time)), SARG(json_get_str(t, "authority")),
                SARG(str_sub(s.authority, 0, 200)), (long long)size, SARG(revocation_words(&s)),
                known ? "" : "; it leads to none of the roots you gave"));
    return RC_OK;
}

static rc check_proof(struct checking *k, const struct json *proof, struct err *e) {
    struct note *n = NEW(k->a, struct note);
    struct checkpoint c;
    TRY(check_note(k, proof, n, &c, e));
    TRY(check_witnesses(k, json_get(proof, "witnesses"), json_get_str(proof, "note"), n, c.size,
                        e));
    struct str alone = note_alone(k->a, n, k->log);
    JSON_EACH(t, json_get(proof, "tokens"))
    TRY(check_token(k, t, alone, c.size, e));
    return RC_OK;
}

/* ---- lower bounds ---- */

static const struct json *entry_of(const struct checking *k, i64 index) {
    JSON_EACH(o, json_get(k->r, "entries"))
    if (json_get_i(o, "index", -1) == index) return o;
    return NULL;
}

/* Does the entry `before` bind, by its "prev", a log that holds this one? */
static bool bound(struct checking *k, i64 entry, i64 *before) {
    JSON_EACH(o, json_get(k->time, "order")) {
        if (json_get_i(o, "entry", -1) != entry) continue;
        *before = json_get_i(o, "before", -1);
        const struct json *low = entry_of(k, entry), *high = entry_of(k, *before);
        u8 path[MERKLE_PATH_MAX][32], hash[32];
        struct arena a = k->scratch;
        struct json *text;
        struct err why = {0};
        i64 n = read_path(a, o, path);
        if (!low || !high || n < 0) return false;
        if (json_read(&a, json_get_str(high, "entry"), &text, &why) != RC_OK) return false;
        struct str leaf = hex_decode(&a, json_get_str(low, "leaf")),
                   root = b64_decode(&a, json_get_str(text, "prev"), true);
        if (!leaf.p || !root.p || root.n != 32) return false;
        merkle_leaf(leaf, hash);
        return merkle_inclusion_ok(entry, *before, hash, (const u8(*)[32])path, n,
                                   (const u8 *)root.p);
    }
    return false;
}

/* The latest cosignature of an opened `cosigned` part, by keys that are trusted. */
static rc cosigned_at(struct checking *k, const struct json *part, i64 *at, struct err *e) {
    struct note_key *keys = NEWN(k->a, struct note_key, KEYS_MAX);
    struct note *n = NEW(k->a, struct note);
    i64 times[KEYS_MAX] = {0};
    int nkeys;
    struct err why = {0};
    TRY(witness_keys(k, json_get(part, "witnesses"), keys, &nkeys, e));
    if (note_parse(k->a, json_get_str(part, "note"), n, &why) != RC_OK)
        return receipt_bad(e, "a cosigned checkpoint");
    if (!signed_by_any(n, keys, nkeys)) return RC_OK;
    if (note_verify(n, keys, nkeys, NULL, times, &why) != RC_OK)
        return receipt_bad(e, "the signature of a witness");
    for (int i = 0; i < nkeys; i++)
        if (times[i] > *at) *at = times[i];
    k->own_keys |= !k->policy;
    return RC_OK;
}

/* The token that an opened `stamped` part names by its hash, among those of the proofs (which are
 * checked by now): its own time, not that of the part. */
static void stamped_at(struct checking *k, const struct json *part, i64 *at) {
    for (i64 i = 0; i < k->nsaid; i++) {
        struct arena a = k->scratch;
        struct str hex = hex_encode(&a, bytes_str(k->said[i].token, 32));
        if (str_eq(hex, json_get_str(part, "token"))) *at = k->said[i].at;
    }
}

static void lower_line(struct checking *k, i64 before, i64 at, const char *state, struct str who) {
    say(k, state, "not earlier than",
        str_fmt(k->a, "%.*s, %.*s, for the entry %lld and all after it",
                SARG(instant_text(k->a, at)), SARG(who), (long long)before));
}

static rc check_lower(struct checking *k, const struct json *part, i64 entry, bool *shown,
                      struct err *e) {
    struct str kind = json_get_str(part, "kind");
    i64 before = 0, at = 0;
    bool beacon = str_eqc(kind, "beacon");
    if (!beacon && !str_eqc(kind, "cosigned") && !str_eqc(kind, "stamped")) return RC_OK;
    if (!entry_of(k, entry)->next) return RC_OK; /* nothing after it */
    if (!bound(k, entry, &before))
        return receipt_bad(e, "the order of its entries: what gives the time is not bound");
    if (beacon) {
        lower_line(k, before, json_get_i(part, "at", 0), "attested",
                   str_fmt(k->a, "when \"%.*s\" was public, says %.*s",
                           SARG(str_sub(json_get_str(part, "value"), 0, 80)),
                           SARG(str_sub(json_get_str(part, "source"), 0, 200))));
        return *shown = true, RC_OK;
    }
    bool cosigned = str_eqc(kind, "cosigned");
    if (cosigned)
        TRY(cosigned_at(k, part, &at, e));
    else
        stamped_at(k, part, &at);
    if (!at) return RC_OK;
    lower_line(k, before, at, "checked",
               cosigned ? S("by a witness whose signature stands in the log before")
                        : S("by a time authority whose stamp stands in the log before"));
    return *shown = true, RC_OK;
}

/* ---- the recorder's clock ---- */

static void clock_lines(struct checking *k, i64 index, const struct json *entry) {
    i64 at, to = INT64_MAX;
    if (!instant_parse(json_get_str(entry, "at"), &at)) return;
    for (i64 i = 0; i < k->nsaid; i++)
        if (k->said[i].size > index && k->said[i].at < to) to = k->said[i].at;
    if (to == INT64_MAX || at - CLOCK_SLACK_SECONDS <= to) return;
    say(k, "not checked", "clock",
        str_fmt(k->a,
                "entry %lld claims %.*s, but stood in the log by %.*s: the claimed time is wrong",
                (long long)index, SARG(instant_text(k->a, at)), SARG(instant_text(k->a, to))));
}

static rc each_entry(struct checking *k, bool *lower, i64 *last, struct err *e) {
    JSON_EACH(o, json_get(k->r, "entries")) {
        struct json *entry, *part;
        i64 index = json_get_i(o, "index", -1);
        TRY(json_read(k->a, json_get_str(o, "entry"), &entry, e));
        JSON_EACH(p, json_get(o, "parts")) {
            TRY(json_read(k->a, json_get_str(p, "part"), &part, e));
            TRY(check_lower(k, part, index, lower, e));
        }
        clock_lines(k, index, entry);
        *last = index;
    }
    return RC_OK;
}

static void not_shown(struct checking *k, bool lower, i64 last) {
    bool upper = false;
    for (i64 i = 0; i < k->nsaid; i++)
        upper |= k->said[i].size > last;
    if (!lower)
        say(k, "not checked", "not earlier than",
            S("not shown: nothing public stands in the log before it"));
    if (!upper)
        say(k, "not checked", "not later than",
            S("not shown for all of it: no time authority and no witness has seen it; the dates "
              "are the recorder's clock"));
    if (k->own_keys)
        say(k, "not checked", "witness keys",
            S("they are the receipt's own; compare them, or give --policy"));
    if (k->own_roots)
        say(k, "not checked", "roots of the time authority",
            S("they are the receipt's own; compare them, or give --roots"));
}

rc time_check(struct arena *a, struct arena scratch, const struct json *r,
              const struct checkpoint *head, const struct note_key *log,
              const struct receipt_trust *trust, receipt_line_fn *line, void *ctx, struct err *e) {
    struct checking k = {.a = a,
                         .scratch = scratch,
                         .r = r,
                         .time = json_get(r, "time"),
                         .head = head,
                         .log = log,
                         .line = line,
                         .ctx = ctx};
    bool lower = false;
    i64 last = -1, n = 0;
    if (trust) k.roots = trust->roots;
    if (trust && trust->policy.n) {
        k.policy = NEW(a, struct policy);
        TRY(policy_parse(a, trust->policy, k.policy, e));
    }
    JSON_EACH(p, json_get(k.time, "proofs")) {
        if (n++ == TIME_PROOFS_MAX) return receipt_bad(e, "it has too many times");
        TRY(check_proof(&k, p, e));
    }
    TRY(each_entry(&k, &lower, &last, e));
    not_shown(&k, lower, last);
    return RC_OK;
}
