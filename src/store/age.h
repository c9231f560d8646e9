/* age v1 (C2SP age): X25519 and scrypt recipients, STREAM payload. Binary files; armor is
 * age_armor.h.
 *
 * An age file = header ‖ payload. The two are handled apart, so that a pack can keep its header
 * elsewhere: destroying the header (it wraps the 16-byte file key) makes the payload unreadable.
 * Post-quantum (mlkem768x25519) and tagged stanzas are recognised as foreign and skipped; a file
 * with no other stanza is RC_UNSUPPORTED. */
#ifndef CAIRN_STORE_AGE_H
#define CAIRN_STORE_AGE_H

#include "base/err.h"
#include "base/limits.h"
#include "base/str.h"

enum { AGE_FILE_KEY = 16, AGE_NONCE = 16, AGE_CHUNK = 64 << 10, AGE_TAG = 16 };

struct age_key {
    u8 secret[32], pub[32];
    const struct age_key *next; /* another one at hand, tried after this; NULL: none */
};
void age_key_make(struct age_key *k); /* from the system's randomness */
void age_key_from(struct age_key *k, const u8 secret[32]);
struct str age_recipient_text(struct arena *a, const u8 pub[32]);   /* "age1…" */
struct str age_identity_text(struct arena *a, const u8 secret[32]); /* "AGE-SECRET-KEY-1…" */
bool age_recipient_parse(struct str text, u8 pub[32]);
bool age_identity_parse(struct str text, struct age_key *out);

/* Headers. file_key: 16 fresh random bytes of the caller, never used for two files. */
struct str age_header_x25519(struct arena *a, const u8 (*recipients)[32], int n,
                             const u8 file_key[16]);
/* work = log2 N. RC_LIMIT when there is no memory for it (128·N·8 bytes). */
MUST rc age_header_scrypt(struct arena *a, struct str passphrase, int work, const u8 file_key[16],
                          struct str *out, struct err *e);

/* How opening a header ended, finer than rc. */
enum age_end { AGE_OK, AGE_NO_MATCH, AGE_BAD_MAC, AGE_BAD_HEADER, AGE_FOREIGN };
struct age_secrets {
    const struct age_key *keys;
    int nkeys;
    struct str passphrase; /* n == 0: none */
};
/* Reads the header at the front of `file`, unwraps the file key and checks the MAC. *used = bytes
 * of the header. RC_INTEGRITY (bad header or MAC), RC_DENIED (no stanza opens), RC_UNSUPPORTED
 * (foreign stanzas only). end may be NULL. */
MUST rc age_header_open(struct arena scratch, struct str file, const struct age_secrets *with,
                        u8 file_key[16], i64 *used, enum age_end *end, struct err *e);

/* The same with a key and those after it (age_key.next). */
MUST rc age_header_open_any(struct arena scratch, struct str file, const struct age_key *key,
                            u8 file_key[16], i64 *used, struct err *e);

/* STREAM: chunk i of the payload. Thread-compatible; holds one libcrypto context. */
struct age_stream {
    void *ctx;
    u8 key[32];
};
void age_stream_begin(struct age_stream *s, const u8 file_key[16], const u8 nonce[16]);
void age_stream_end(struct age_stream *s); /* wipes; fine on a zeroed one */
/* n <= AGE_CHUNK; out has n + AGE_TAG bytes. */
void age_chunk_seal(struct age_stream *s, i64 i, bool last, const u8 *plain, i64 n, u8 *out);
/* n = bytes of the sealed chunk; false when it does not authenticate. Buffers may not overlap. */
bool age_chunk_open(struct age_stream *s, i64 i, bool last, const u8 *sealed, i64 n, u8 *out);

/* Sizes: whole payload (with nonce) of a plaintext, and back (-1 when no plaintext has it). */
i64 age_payload_size(i64 plain);
i64 age_plain_size(i64 payload);

typedef rc age_sink_fn(void *ctx, struct str bytes, struct err *e);

/* Encrypts piece by piece; memory 128 KiB whatever the length. */
struct age_writer {
    struct age_stream stream;
    age_sink_fn *sink;
    void *ctx;
    i64 chunk; /* chunks given to the sink */
    i64 n;     /* bytes waiting in plain */
    u8 *plain, *sealed;
};
MUST rc age_writer_begin(struct age_writer *w, struct arena *a, const u8 file_key[16],
                         age_sink_fn *sink, void *ctx, struct err *e);
MUST rc age_writer_add(struct age_writer *w, struct str bytes, struct err *e);
MUST rc age_writer_end(struct age_writer *w, struct err *e); /* the last chunk; then drop */
void age_writer_drop(struct age_writer *w);

/* Decrypts a payload held in memory, giving each authenticated chunk to the sink; RC_INTEGRITY
 * when one does not check or the end is missing. The sink must not allocate from the arena that
 * scratch is a copy of. */
MUST rc age_payload_open(struct arena scratch, struct str payload, const u8 file_key[16],
                         age_sink_fn *sink, void *ctx, struct err *e);

#endif
