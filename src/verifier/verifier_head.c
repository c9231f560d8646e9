/* Checkpoints: whose they are, who cosigned them, and whether those of one log agree. */
#include "base/date.h"
#include "proof/merkle.h"
#include "proof/sigsum.h"
#include "seal/head.h"
#include "sys/os.h"
#include "verifier/verifier.h"

static struct str instant(struct arena *a, i64 t) {
    return instant_text(a, t);
}

/* The key that the verifier brought for this origin (--key, the policy), else the one of something
 * checked before. */
static bool brought(struct verifier *v, struct str origin, struct note_key *out, struct err *e) {
    struct err why = {0};
    if (v->trust.vkey.n) {
        if (note_vkey_parse(v->a, v->trust.vkey, out, &why) != RC_OK)
            return fail(e, RC_USAGE, "--key: %s", why.msg), false;
        if (str_eq(out->name, origin)) return true;
    }
    for (int i = 0; v->policy && i < v->policy->nlogs; i++)
        if (str_eq(v->policy->log[i].name, origin)) return *out = v->policy->log[i], true;
    for (i64 i = 0; !v->trust.vkey.n && i < v->nheads; i++)
        if (str_eq(v->head[i].key.name, origin)) return *out = v->head[i].key, true;
    return false;
}

bool verifier_has_key(struct verifier *v, struct str text) {
    struct note *n = NEW(v->a, struct note);
    struct checkpoint c;
    struct note_key key;
    struct err why = {0};
    if (v->trust.vkey.n) return true; /* this key or none */
    return note_parse(v->a, text, n, &why) == RC_OK &&
           checkpoint_parse(v->a, n->text, &c, &why) == RC_OK && brought(v, c.origin, &key, &why);
}

static rc no_key(struct str origin, struct err *e) {
    rc r = fail(e, RC_USAGE, "no key of the log %.*s", SARG(str_sub(origin, 0, 100)));
    return err_hint(e, "give it: --key \"$(cairn log key)\" or a policy that names it"), r;
}

static rc find_key(struct verifier *v, struct str origin, const struct note_key *own,
                   struct note_key *key, struct err *e) {
    struct err why = {0};
    if (brought(v, origin, key, &why))
        return key->type == NOTE_ED25519 ? RC_OK : fail(e, RC_USAGE, "that key is a witness's");
    if (why.code) return fail(e, why.code, "%s", why.msg);
    if (v->trust.vkey.n) return fail(e, RC_INTEGRITY, "it is of another log than the key you gave");
    if (!own) return no_key(origin, e);
    *key = *own;
    if (key->type != NOTE_ED25519) return fail(e, RC_INTEGRITY, "the log's key is a witness's");
    verifier_say(
        v, "not checked", "key",
        S("the log's key is what came with it; compare it with one from elsewhere, or give "
          "--key"));
    return RC_OK;
}

static rc cosignatures(struct verifier *v, struct str text, const struct note *n, struct err *e) {
    struct policy_seen seen;
    struct arena *a = v->a;
    if (!v->policy) {
        if (n->nsigs > 1)
            verifier_say(v, "not checked", "witnesses",
                         str_fmt(a, "%d more signatures; give a --policy with the witnesses' keys",
                                 n->nsigs - 1));
        return RC_OK;
    }
    TRY(policy_check(v->scratch, v->policy, text, &seen, e));
    if (!seen.met && v->policy->quorum != POLICY_NONE)
        return fail(e, RC_INTEGRITY, "%d of %d witnesses cosigned: not the quorum of the policy",
                    seen.cosigned, v->policy->nwitnesses);
    if (seen.cosigned)
        verifier_say(v, "attested", "witnesses",
                     str_fmt(a, "%d of %d cosigned, from %.*s to %.*s by their clocks",
                             seen.cosigned, v->policy->nwitnesses, SARG(instant(a, seen.earliest)),
                             SARG(instant(a, seen.latest))));
    else
        verifier_say(v, "not checked", "witnesses",
                     S("the policy asks for none, and none cosigned"));
    return RC_OK;
}

static bool same_head(const struct verifier_head *x, const struct verifier_head *y) {
    return x->head.size == y->head.size && str_eq(x->head.origin, y->head.origin) &&
           memcmp(x->head.root, y->head.root, 32) == 0;
}

/* Many receipts of one checkpoint are one. */
static struct verifier_head *kept(struct verifier *v, const struct verifier_head *h) {
    for (i64 i = 0; i < v->nheads; i++)
        if (!v->head[i].log && same_head(&v->head[i], h)) return &v->head[i];
    struct verifier_head *new = PUSH(v->a, v->head, v->nheads, v->capheads);
    *new = *h;
    return new;
}

rc verifier_keep(struct verifier *v, struct str text, const struct note_key *key,
                 struct verifier_head **out, struct err *e) {
    struct note *n = NEW(v->a, struct note);
    struct verifier_head h = {.file = v->file, .note = str_dup(v->a, text), .key = *key};
    TRY(note_parse(v->a, h.note, n, e));
    TRY(checkpoint_parse(v->a, n->text, &h.head, e));
    TRY(cosignatures(v, h.note, n, e));
    struct verifier_head *at = kept(v, &h);
    if (out) *out = at;
    return RC_OK;
}

rc verifier_note(struct verifier *v, struct str text, const struct note_key *own,
                 struct verifier_head **out, struct err *e) {
    struct note *n = NEW(v->a, struct note);
    struct note_key key;
    struct checkpoint c;
    TRY(note_parse(v->a, text, n, e));
    TRY(checkpoint_parse(v->a, n->text, &c, e));
    TRY(find_key(v, c.origin, own, &key, e));
    TRY(note_verify(n, &key, 1, NULL, NULL, e));
    verifier_say(v, "checked", "checkpoint",
                 str_fmt(v->a, "%lld entries, signed by the log", (long long)c.size));
    return verifier_keep(v, text, &key, out, e);
}

/* Two signed checkpoints of one size must have one root: else they prove the fork by themselves. */
static rc forked(const struct verifier_head *x, const struct verifier_head *y, struct err *e) {
    rc r = fail(e, RC_INTEGRITY, "%.*s and %.*s are two logs of %lld entries under one key",
                SARG(x->file), SARG(y->file), (long long)x->head.size);
    err_hint(e, "keep both: together they prove that the log was forked");
    return r;
}

static rc extends(struct verifier *v, const struct verifier_head *old,
                  const struct verifier_head *now, struct err *e) {
    u8 root[32], path[MERKLE_PATH_MAX][32];
    i64 npath;
    v->file = now->file;
    if (!now->log) {
        verifier_say(v, "not checked", "consistency",
                     str_fmt(v->a, "with %.*s: give the exported log of %lld entries or more",
                             SARG(old->file), (long long)now->head.size));
        return RC_OK;
    }
    TRY(log_consistency(now->log, old->head.size, root, path, &npath, e));
    if (memcmp(root, old->head.root, 32) != 0) {
        rc r = fail(e, RC_INTEGRITY, "%.*s does not extend %.*s", SARG(now->file), SARG(old->file));
        err_hint(e, "keep both: together they prove that the log was set back or forked");
        return r;
    }
    verifier_say(v, "checked", "consistency",
                 str_fmt(v->a, "extends %.*s (%lld of %lld entries)", SARG(old->file),
                         (long long)old->head.size, (long long)now->head.size));
    return RC_OK;
}

static rc compare(struct verifier *v, const struct verifier_head *x, const struct verifier_head *y,
                  struct err *e) {
    if (!str_eq(x->head.origin, y->head.origin)) return RC_OK;
    if (x->head.size == y->head.size)
        return memcmp(x->head.root, y->head.root, 32) == 0 ? RC_OK : forked(x, y, e);
    return x->head.size < y->head.size ? extends(v, x, y, e) : extends(v, y, x, e);
}

/* The largest log with tiles of an origin decides; checkpoints above it are told as not checked. */
static i64 anchor(const struct verifier *v, i64 of) {
    i64 best = -1;
    for (i64 i = 0; i < v->nheads; i++)
        if (str_eq(v->head[i].head.origin, v->head[of].head.origin) && v->head[i].log &&
            (best < 0 || v->head[i].head.size > v->head[best].head.size))
            best = i;
    return best < 0 ? of : best;
}

static rc late_notes(struct verifier *v, struct err *e) {
    for (i64 i = 0; i < v->nnotes; i++) {
        v->file = v->note[i].file;
        TRY(verifier_note(v, v->note[i].bytes, NULL, NULL, e));
    }
    return RC_OK;
}

rc verifier_since(struct verifier *v, const char *path, struct err *e) {
    struct str text, note;
    TRY(os_read(v->a, path, RECEIPT_BYTES_MAX, &text, e));
    TRY(head_kept(v->a, text, &note, e));
    *PUSH(v->a, v->since, v->nsince, v->capsince) = (struct verifier_late){str_c(path), note};
    return RC_OK;
}

static rc set_back(const struct verifier_head *now, const struct verifier_head *old,
                   struct err *e) {
    fail(e, RC_INTEGRITY, "%.*s has %lld entries; the log once had %lld (%.*s)", SARG(now->file),
         (long long)now->head.size, (long long)old->head.size, SARG(old->file));
    return err_hint(e, "keep both: together they prove that the log was set back");
}

/* Every log given must be at least what the verifier kept. */
static rc kept_since(struct verifier *v, const struct verifier_late *s, struct err *e) {
    struct verifier_head *old;
    i64 logs = 0;
    v->file = s->file;
    TRY(verifier_note(v, s->bytes, NULL, &old, e));
    struct verifier_head was = *old;
    was.file = s->file;
    for (i64 i = 0; i < v->nheads; i++) {
        const struct verifier_head *now = &v->head[i];
        if (!now->log || !str_eq(now->head.origin, was.head.origin)) continue;
        if (now->head.size < was.head.size) return set_back(now, &was, e);
        TRY(compare(v, &was, now, e));
        logs++;
    }
    v->file = s->file;
    if (!logs) verifier_say(v, "not checked", "since", S("no log of it was given"));
    return RC_OK;
}

rc verifier_end(struct verifier *v, struct err *e) {
    TRY(late_notes(v, e));
    for (i64 i = 0; i < v->nsince; i++)
        TRY(kept_since(v, &v->since[i], e));
    for (i64 i = 0; i < v->nheads; i++)
        for (i64 k = 0; k < i; k++)
            if (v->head[i].head.size == v->head[k].head.size)
                TRY(compare(v, &v->head[i], &v->head[k], e));
    for (i64 i = 0; i < v->nheads; i++) {
        i64 to = anchor(v, i);
        if (to != i) TRY(compare(v, &v->head[i], &v->head[to], e));
        for (i64 k = 0; to == i && !v->head[i].log && k < i; k++)
            TRY(compare(v, &v->head[i], &v->head[k], e));
    }
    return verifier_stamps(v, e);
}
