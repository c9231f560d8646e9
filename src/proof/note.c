#include "proof/note.h"

#include "base/utf8.h"
#include "proof/hash.h"
#include "proof/sign.h"

#include <stdio.h>

#define DASH "\xe2\x80\x94 " /* em dash, space */

/* Unicode White_Space, as Go's unicode.IsSpace (which the reference implementation uses). */
static bool blank(u32 c) {
    return (c >= 9 && c <= 13) || c == ' ' || c == 0x85 || c == 0xa0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f ||
           c == 0x205f || c == 0x3000;
}

static bool name_ok(struct str name) {
    u32 c;
    if (name.n < 1 || name.n > NAME_BYTES_MAX) return false;
    for (i64 at = 0, step; at < name.n; at += step) {
        step = utf8_next(name, at, &c);
        if (!step || blank(c) || c == '+' || c < 0x20) return false;
    }
    return true;
}

rc note_key_make(struct str name, enum note_type type, const u8 pub[32], struct note_key *out,
                 struct err *e) {
    if (!name_ok(name)) return fail(e, RC_USAGE, "a key name must be without blanks and '+'");
    u8 hash[32], t = (u8)type;
    sha256_of((struct str[]){name, S("\n"), bytes_str(&t, 1), bytes_str(pub, 32)}, 4, hash);
    *out = (struct note_key){.name = name, .type = t};
    out->id = (u32)(get_u64be(hash) >> 32);
    memcpy(out->pub, pub, 32);
    return RC_OK;
}

struct str note_vkey(struct arena *a, const struct note_key *k) {
    u8 raw[33] = {k->type};
    memcpy(raw + 1, k->pub, 32);
    struct str b64 = b64_encode(a, bytes_str(raw, 33), true);
    return str_fmt(a, "%.*s+%08x+%.*s", SARG(k->name), k->id, SARG(b64));
}

rc note_vkey_parse(struct arena *a, struct str vkey, struct note_key *out, struct err *e) {
    struct str rest = vkey, name = str_cut(&rest, '+'), hex = rest.p ? str_cut(&rest, '+') : rest;
    if (!rest.p || !hex.p) return fail(e, RC_USAGE, "a verifier key is name+hash+base64");
    struct str id = hex_decode(a, hex), raw = b64_decode(a, rest, true);
    if (!id.p || id.n != 4 || !raw.p || raw.n < 1)
        return fail(e, RC_USAGE, "the verifier key is not name+hash+base64");
    u8 type = (u8)raw.p[0];
    if ((type != NOTE_ED25519 && type != NOTE_COSIGNATURE) || raw.n != 33)
        return fail(e, RC_UNSUPPORTED, "a verifier key of type 0x%02x is not supported", type);
    TRY(note_key_make(name, type, (const u8 *)raw.p + 1, out, e));
    u8 want[4] = {(u8)(out->id >> 24), (u8)(out->id >> 16), (u8)(out->id >> 8), (u8)out->id};
    if (memcmp(want, id.p, 4) != 0)
        return fail(e, RC_INTEGRITY, "the verifier key's hash is not that of its key");
    return RC_OK;
}

static rc bad(struct err *e, const char *why) {
    return fail(e, RC_INTEGRITY, "not a signed note: %s", why);
}

static rc parse_sig(struct arena *a, struct str line, struct note_sig *out, struct err *e) {
    if (!str_starts(line, S(DASH))) return bad(e, "a signature line does not begin with a dash");
    struct str rest = str_sub(line, (i64)sizeof DASH - 1, line.n);
    out->name = str_cut(&rest, ' ');
    if (!rest.p || !name_ok(out->name)) return bad(e, "a signature line has no key name");
    struct str raw = b64_decode(a, rest, true);
    if (!raw.p || raw.n < 5) return bad(e, "a signature is not base64");
    const u8 *p = (const u8 *)raw.p;
    out->id = (u32)p[0] << 24 | (u32)p[1] << 16 | (u32)p[2] << 8 | p[3];
    out->bytes = str_sub(raw, 4, raw.n);
    return RC_OK;
}

rc note_parse(struct arena *a, struct str note, struct note *out, struct err *e) {
    *out = (struct note){0};
    if (note.n > NOTE_BYTES_MAX)
        return fail(e, RC_LIMIT, "a note of %lld bytes", (long long)note.n);
    if (note.n < 1 || note.p[note.n - 1] != '\n') return bad(e, "it does not end in a newline");
    if (utf8_invalid(note) >= 0) return bad(e, "it is not UTF-8");
    i64 cut = -1;
    for (i64 i = 0; i < note.n; i++) {
        if ((u8)note.p[i] < 0x20 && note.p[i] != '\n') return bad(e, "it has a control character");
        if (i + 1 < note.n && note.p[i] == '\n' && note.p[i + 1] == '\n') cut = i + 1;
    }
    if (cut < 0 || cut + 1 >= note.n) return bad(e, "it has no signature");
    out->text = str_sub(note, 0, cut);
    struct str rest = str_sub(note, cut + 1, note.n - 1);
    while (rest.p) {
        if (out->nsigs == NOTE_SIGS_MAX)
            return fail(e, RC_LIMIT, "a note of more than %d signatures", NOTE_SIGS_MAX);
        TRY(parse_sig(a, str_cut(&rest, '\n'), &out->sig[out->nsigs++], e));
    }
    return RC_OK;
}

/* What a cosignature signs, before the text. At most 40 bytes. */
static struct str cosign_head(char room[48], i64 time) {
    int n = snprintf(room, 48, "cosignature/v1\ntime %lld\n", (long long)time);
    return (struct str){room, n};
}

static bool sig_ok(const struct note *n, const struct note_sig *s, const struct note_key *k,
                   i64 *time) {
    const u8 *p = (const u8 *)s->bytes.p;
    if (k->type == NOTE_ED25519) return s->bytes.n == 64 && sign_ok(k->pub, n->text, p);
    if (s->bytes.n != 72 || (p[0] & 0x80)) return false;
    char room[48];
    *time = (i64)get_u64be(p);
    struct str head = cosign_head(room, *time);
    char all[NOTE_BYTES_MAX + 48];
    memcpy(all, head.p, (size_t)head.n);
    memcpy(all + head.n, n->text.p, (size_t)n->text.n);
    return sign_ok(k->pub, bytes_str(all, head.n + n->text.n), p + 8);
}

rc note_verify(const struct note *n, const struct note_key *keys, int nkeys, u64 *signed_by,
               i64 *times, struct err *e) {
    u64 seen = 0;
    CHECK(nkeys <= 64);
    for (int i = 0; i < n->nsigs; i++)
        for (int k = 0; k < nkeys; k++) {
            if (n->sig[i].id != keys[k].id || !str_eq(n->sig[i].name, keys[k].name)) continue;
            i64 time = 0;
            if (!sig_ok(n, &n->sig[i], &keys[k], &time))
                return fail(e, RC_INTEGRITY, "the signature of %.*s does not verify",
                            SARG(str_sub(keys[k].name, 0, 200)));
            seen |= 1ull << k;
            if (times) times[k] = time;
        }
    if (signed_by) *signed_by = seen;
    return seen ? RC_OK : fail(e, RC_INTEGRITY, "no known key has signed the note");
}

struct str note_alone(struct arena *a, const struct note *n, const struct note_key *k) {
    for (int i = 0; i < n->nsigs; i++) {
        const struct note_sig *s = &n->sig[i];
        if (s->id != k->id || !str_eq(s->name, k->name)) continue;
        u8 id[4] = {(u8)(s->id >> 24), (u8)(s->id >> 16), (u8)(s->id >> 8), (u8)s->id};
        struct str raw = str_cat(a, bytes_str(id, 4), s->bytes),
                   b64 = b64_encode(a, raw, true),
                   line = str_fmt(a, DASH "%.*s %.*s\n", SARG(s->name), SARG(b64));
        return str_cat(a, n->text, str_cat(a, S("\n"), line));
    }
    return (struct str){0};
}

struct str note_sign_line(struct arena *a, struct str text, const struct note_key *k,
                          const u8 secret[64], i64 time) {
    u8 raw[4 + 8 + 64] = {(u8)(k->id >> 24), (u8)(k->id >> 16), (u8)(k->id >> 8), (u8)k->id};
    i64 n = 4;
    char room[48];
    if (k->type == NOTE_COSIGNATURE) {
        put_u64be(raw + 4, (u64)time);
        n = 12;
        text = str_cat(a, cosign_head(room, time), text);
    }
    sign_make(secret, text, raw + n);
    struct str b64 = b64_encode(a, bytes_str(raw, n + 64), true);
    return str_fmt(a, DASH "%.*s %.*s\n", SARG(k->name), SARG(b64));
}

struct str note_sign(struct arena *a, struct str text, const struct note_key *k,
                     const u8 secret[64]) {
    CHECK(text.n > 0 && text.p[text.n - 1] == '\n');
    return str_cat(a, str_cat(a, text, S("\n")), note_sign_line(a, text, k, secret, 0));
}
