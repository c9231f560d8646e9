/* Sealing one database page: XChaCha20-Poly1305 (RFC 8439 with the extended nonce of
 * draft-irtf-cfrg-xchacha), a random 24-byte nonce for every write. All bytes of the page but the
 * reserved ones are encrypted, SQLite's header on page 1 too.
 *
 * A stored page is   ciphertext[PAGE_USED] ‖ nonce[24] ‖ tag[16] ‖ note[8]
 * Associated data is kind ‖ number (be64) ‖ note ‖ frame header (WAL only), so a page cannot stand
 * in for another page or a WAL frame for a page. 192-bit random nonces need no counting: 2^80
 * writes under one key stay safe. */
#ifndef CAIRN_DB_PAGE_H
#define CAIRN_DB_PAGE_H

#include "base/str.h"

enum {
    PAGE_BYTES = 4096,  /* of the database, fixed: the authorizer lets nobody change it */
    PAGE_RESERVED = 48, /* SQLite's "reserved space", byte 20 of the file header */
    PAGE_USED = PAGE_BYTES - PAGE_RESERVED,
    FRAME_HEADER = 24, /* of a WAL frame: page, size after commit, two salts, two checksums */
    FRAME_BYTES = FRAME_HEADER + PAGE_BYTES,
    MARK_BYTES = 64 /* see wal_sync in vfs_wal.c */
};

enum page_kind { PAGE_DB = 'D', PAGE_WAL = 'W', PAGE_MARK = 'M' };

/* What a page is bound to. */
struct page_at {
    enum page_kind kind;
    i64 number; /* page number in the database; frame number in the WAL, both from 1 */
    u64 note;   /* WAL: frames of this generation known to be on the disk when this one was written;
                   else 0 */
    const u8 *header; /* WAL: the 24 bytes of the frame header; else NULL */
};

/* plain and stored: PAGE_BYTES each, not overlapping. The reserved bytes of plain are not kept. */
void page_seal(const u8 key[32], struct page_at at, const u8 *plain, u8 *stored);
/* False when the tag is wrong. The note is read from the page; reserved bytes of plain come out
 * zero. */
bool page_open(const u8 key[32], struct page_at at, const u8 *stored, u8 *plain);
u64 page_note(const u8 *stored);

/* The mark behind the last durable WAL frame: salts[8] ‖ count (be64) ‖ pad[8] ‖ nonce ‖ tag. */
void mark_seal(const u8 key[32], const u8 salts[8], i64 frames, u8 out[MARK_BYTES]);
/* The number of durable frames, or -1 when this is no mark of that generation. */
i64 mark_open(const u8 key[32], const u8 salts[8], const u8 mark[MARK_BYTES]);

#endif
