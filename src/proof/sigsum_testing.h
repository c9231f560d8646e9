/* A small Sigsum log for tests. */
#ifndef CAIRN_PROOF_SIGSUM_TESTING_H
#define CAIRN_PROOF_SIGSUM_TESTING_H

#include "base/t.h"
#include "proof/merkle.h"
#include "proof/sign.h"
#include "proof/sigsum.h"

/* A log of n leaves by one key, which is submitter and log at once, as a case is. */
struct small_log {
    u8 pub[32], secret[64];
    u8 (*leaf)[128];
    struct merkle_tree tree;
    struct str checkpoint;
    struct note_key key;
};

__attribute__((unused)) static void message_of(int i, u8 message[32]) {
    u8 byte = (u8)i;
    sha256(bytes_str(&byte, 1), message);
}

__attribute__((unused)) static struct small_log make_log(struct arena *a, int n) {
    struct small_log l;
    struct err e = {0};
    u8 seed[32] = {9}, message[32], root[32];
    digest *hash = NEWN(a, digest, n);
    sign_keypair(seed, l.pub, l.secret);
    l.leaf = (u8(*)[128])NEWN(a, u8, 128 * n);
    for (int i = 0; i < n; i++) {
        message_of(i, message);
        sigsum_leaf_make(l.secret, message, l.leaf[i]);
        merkle_leaf(bytes_str(l.leaf[i], 128), hash[i]);
    }
    merkle_build(&l.tree, a, (const u8(*)[32])hash, n);
    merkle_mth((const u8(*)[32])hash, n, root);
    struct checkpoint c = {.origin = sigsum_origin(a, l.pub), .size = n};
    memcpy(c.root, root, 32);
    EXPECT_OK(note_key_make(c.origin, NOTE_ED25519, l.pub, &l.key, &e));
    l.checkpoint = note_sign(a, checkpoint_text(a, &c), &l.key, l.secret);
    return l;
}

#endif
