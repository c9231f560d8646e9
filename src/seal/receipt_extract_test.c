/* What is taken out of a receipt must satisfy the specifications without the receipt. */
#include "base/t.h"
#include "proof/hash.h"
#include "proof/sigsum.h"
#include "seal/receipt.h"

struct files {
    struct arena *a;
    struct str name[64], bytes[64];
    i64 n;
};

static rc keep(void *ctx, struct str name, struct str bytes, struct err *e) {
    struct files *f = ctx;
    (void)e;
    CHECK(f->n < LEN(f->name));
    f->name[f->n] = str_dup(f->a, name);
    f->bytes[f->n++] = str_dup(f->a, bytes);
    return RC_OK;
}

static struct str file(const struct files *f, struct str name) {
    for (i64 i = 0; i < f->n; i++)
        if (str_eq(f->name[i], name)) return f->bytes[i];
    return (struct str){0};
}

static void check_proofs(struct arena *a, const struct files *f, i64 i,
                         const struct note_key *key) {
    struct str stem = str_sub(f->name[i], 0, str_chr(f->name[i], '.', 0)), data = f->bytes[i];
    struct sigsum_proof p;
    struct tlog_proof t;
    struct err e = {0};
    u8 message[32], sha[32];
    EXPECT_INT(data.n, 78);
    EXPECT(str_starts(data, S("cairn/entry/v1")));
    sha256(file(f, str_cat(a, stem, S(".entry"))), sha);
    EXPECT_STR(str_sub(data, 46, 78), bytes_str(sha, 32));
    sha256(data, message);
    EXPECT_OK(sigsum_proof_parse(a, file(f, str_cat(a, stem, S(".sigsum-proof"))), &p, &e));
    EXPECT_OK(sigsum_proof_verify(a, &p, message, key->pub, key->pub, &e));
    message[0] ^= 1;
    EXPECT_INT(sigsum_proof_verify(a, &p, message, key->pub, key->pub, &e), RC_INTEGRITY);
    EXPECT_OK(tlog_proof_parse(a, file(f, str_cat(a, stem, S(".tlog-proof"))), &t, &e));
    EXPECT_INT(t.index, p.index);
    EXPECT_OK(tlog_proof_verify(a, &t, file(f, str_cat(a, stem, S(".leaf"))), key, &e));
}

TEST(proofs_of_every_opened_entry_check_by_their_specifications) {
    struct arena a = test_arena(), scratch = test_arena();
    static const char *const NAMES[] = {"figure", "incident", "claim", "item"};
    for (i64 k = 0; k < LEN(NAMES); k++) {
        struct files f = {.a = &a};
        struct err e = {0};
        struct note_key key;
        i64 seen = 0;
        struct str text =
            test_file(&a, cstr(&a, str_fmt(&a, "tests/seeds/receipt/%s.json", NAMES[k])));
        EXPECT_OK(receipt_extract(&a, scratch, text, NULL, keep, &f, &e));
        EXPECT_OK(note_vkey_parse(&a, str_trim(file(&f, S("log.vkey"))), &key, &e));
        for (i64 i = 0; i < f.n; i++)
            if (str_ends(f.name[i], S(".message"))) {
                check_proofs(&a, &f, i, &key);
                seen++;
            }
        EXPECT(seen > 0);
        EXPECT(str_starts(file(&f, S("log.pub")), S("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI")));
        EXPECT(str_has(file(&f, S("README")), S("sigsum-verify")));
        EXPECT(str_has(file(&f, S("policy")), str_trim(file(&f, S("log.hex")))));
    }
}

TEST(nothing_is_taken_out_of_a_receipt_that_does_not_check) {
    struct arena a = test_arena(), scratch = test_arena();
    struct files f = {.a = &a};
    struct err e = {0};
    struct str text = test_file(&a, "tests/seeds/receipt/item.json");
    ((char *)text.p)[text.n / 2] ^= 1;
    EXPECT_INT(receipt_extract(&a, scratch, text, NULL, keep, &f, &e), RC_INTEGRITY);
    EXPECT_INT(f.n, 0);
}
