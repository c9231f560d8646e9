#include "db/page.h"

#include "base/err.h"
#include "proof/hash.h"

#include <sodium.h>

enum { AT_NONCE = PAGE_USED, AT_TAG = AT_NONCE + 24, AT_NOTE = AT_TAG + 16 };
_Static_assert(AT_NOTE + 8 == PAGE_BYTES, "the reserved bytes are used up");
_Static_assert(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES == 24, "nonce");
_Static_assert(crypto_aead_xchacha20poly1305_ietf_ABYTES == 16, "tag");

struct bound {
    u8 b[1 + 8 + 8 + FRAME_HEADER];
    unsigned long long n;
};

static struct bound bound_of(struct page_at at, const u8 *note) {
    struct bound d = {.n = 17};
    d.b[0] = (u8)at.kind;
    put_u64be(d.b + 1, (u64)at.number);
    memcpy(d.b + 9, note, 8);
    if (!at.header) return d;
    memcpy(d.b + 17, at.header, FRAME_HEADER);
    d.n = sizeof d.b;
    return d;
}

void page_seal(const u8 key[32], struct page_at at, const u8 *plain, u8 *stored) {
    put_u64be(stored + AT_NOTE, at.note);
    randombytes_buf(stored + AT_NONCE, 24);
    struct bound d = bound_of(at, stored + AT_NOTE);
    crypto_aead_xchacha20poly1305_ietf_encrypt_detached(
        stored, stored + AT_TAG, NULL, plain, PAGE_USED, d.b, d.n, NULL, stored + AT_NONCE, key);
}

bool page_open(const u8 key[32], struct page_at at, const u8 *stored, u8 *plain) {
    struct bound d = bound_of(at, stored + AT_NOTE);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt_detached(
            plain, NULL, stored, PAGE_USED, stored + AT_TAG, d.b, d.n, stored + AT_NONCE, key) != 0)
        return false;
    memset(plain + PAGE_USED, 0, PAGE_RESERVED);
    return true;
}

u64 page_note(const u8 *stored) {
    return get_u64be(stored + AT_NOTE);
}

void mark_seal(const u8 key[32], const u8 salts[8], i64 frames, u8 out[MARK_BYTES]) {
    memset(out, 0, MARK_BYTES);
    memcpy(out, salts, 8);
    put_u64be(out + 8, (u64)frames);
    randombytes_buf(out + 24, 24);
    u8 ad[25] = {PAGE_MARK};
    memcpy(ad + 1, out, 24);
    crypto_aead_xchacha20poly1305_ietf_encrypt_detached(out, out + 48, NULL, NULL, 0, ad, sizeof ad,
                                                        NULL, out + 24, key);
}

i64 mark_open(const u8 key[32], const u8 salts[8], const u8 mark[MARK_BYTES]) {
    u8 ad[25] = {PAGE_MARK}, none[1];
    memcpy(ad + 1, mark, 24);
    if (memcmp(mark, salts, 8) != 0) return -1;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt_detached(none, NULL, mark, 0, mark + 48, ad,
                                                            sizeof ad, mark + 24, key) != 0)
        return -1;
    return (i64)get_u64be(mark + 8);
}
