#include "base/t.h"
#include "proof/checkpoint.h"
#include "proof/policy.h"
#include "proof/sign.h"

#include <stdio.h>

/* A log and witnesses whose keys are made from their number. */
struct party {
    u8 pub[32], secret[64];
    struct note_key key;
};

static struct party make_party(struct arena *a, u8 number, const char *name, enum note_type type) {
    struct party p;
    struct err e = {0};
    u8 seed[32] = {number};
    sign_keypair(seed, p.pub, p.secret);
    EXPECT_OK(note_key_make(str_dup(a, str_c(name)), type, p.pub, &p.key, &e));
    return p;
}

struct world {
    struct party log, w[6];
    struct str text; /* of a checkpoint */
};

static struct world make_world(struct arena *a) {
    struct world w;
    w.log = make_party(a, 99, "example.com/log", NOTE_ED25519);
    for (int i = 0; i < 6; i++)
        w.w[i] = make_party(a, (u8)(i + 1), cstr(a, str_fmt(a, "witness.example/%d", i)),
                            NOTE_COSIGNATURE);
    struct checkpoint c = {.origin = S("example.com/log"), .size = 7, .root = {1, 2, 3}};
    w.text = checkpoint_text(a, &c);
    return w;
}

/* The note signed by the log and cosigned by those whose bit is set, at 1000 + their number. */
static struct str cosigned(struct arena *a, const struct world *w, unsigned bits) {
    struct str note = note_sign(a, w->text, &w->log.key, w->log.secret);
    for (int i = 0; i < 6; i++)
        if (bits >> i & 1)
            note = str_cat(a, note,
                           note_sign_line(a, w->text, &w->w[i].key, w->w[i].secret, 1000 + i));
    return note;
}

/* "$0" … "$5" become the keys of witnesses, "$L" that of the log. */
static struct str filled(struct arena *a, const struct world *w, const char *text) {
    struct buf b = buf_make(a, 1 << 16);
    for (const char *p = text; *p; p++) {
        if (*p != '$') {
            buf_c(&b, *p);
            continue;
        }
        p++;
        buf_put(&b, note_vkey(a, *p == 'L' ? &w->log.key : &w->w[*p - '0'].key));
    }
    return buf_str(&b);
}

static const char EXAMPLE[] = "# the example of the specification\n"
                              "log $L https://log.example/\n"
                              "\n"
                              "witness X1 $0 https://w.example/0/\n"
                              "  witness\tX2 $1\n"
                              "witness X3 $2\n"
                              "group X-witnesses 2 X1 X2 X3\n"
                              "witness Y1 $3\n"
                              "witness Y2 $4\n"
                              "witness Y3 $5\n"
                              "group Y-witnesses any Y1 Y2 Y3 \n"
                              "group X-and-Y all X-witnesses Y-witnesses\n"
                              "quorum X-and-Y\n";

static bool met(struct arena a, const struct policy *p, struct str note) {
    struct policy_seen seen;
    struct err e = {0};
    EXPECT_OK(policy_check(a, p, note, &seen, &e));
    return seen.met;
}

TEST(policy_of_the_specification_counts_groups) {
    struct arena a = test_arena();
    struct world w = make_world(&a);
    struct policy *p = NEW(&a, struct policy);
    struct err e = {0};
    EXPECT_OK(policy_parse(&a, filled(&a, &w, EXAMPLE), p, &e));
    EXPECT_INT(p->nlogs, 1);
    EXPECT_INT(p->nwitnesses, 6);
    EXPECT_INT(p->ngroups, 3);
    EXPECT_STR(p->witness_url[0], S("https://w.example/0/"));
    EXPECT_STR(p->name[1], S("X2"));
    EXPECT_INT(p->quorum, -3);
    for (unsigned bits = 0; bits < 64; bits++) {
        int x = (int)(bits & 1) + (int)(bits >> 1 & 1) + (int)(bits >> 2 & 1);
        EXPECT_INT(met(a, p, cosigned(&a, &w, bits)), x >= 2 && bits >> 3);
    }
}

TEST(policy_tells_who_cosigned_and_when) {
    struct arena a = test_arena();
    struct world w = make_world(&a);
    struct policy *p = NEW(&a, struct policy);
    struct policy_seen seen;
    struct err e = {0};
    EXPECT_OK(policy_parse(&a, filled(&a, &w, EXAMPLE), p, &e));
    EXPECT_OK(policy_check(a, p, cosigned(&a, &w, 2 | 16), &seen, &e));
    EXPECT(!seen.met && seen.by[1] && seen.by[4] && !seen.by[0]);
    EXPECT_INT(seen.cosigned, 2);
    EXPECT_INT(seen.earliest, 1001);
    EXPECT_INT(seen.latest, 1004);
}

TEST(policy_refuses_bad_signatures_and_other_logs) {
    struct arena a = test_arena();
    struct world w = make_world(&a);
    struct policy *p = NEW(&a, struct policy);
    struct policy_seen seen;
    struct err e = {0};
    EXPECT_OK(policy_parse(&a, filled(&a, &w, EXAMPLE), p, &e));
    /* a cosignature by another key under the name and id of a known one */
    struct party thief = w.w[5];
    thief.key = w.w[0].key;
    struct str forged =
        str_cat(&a, cosigned(&a, &w, 0), note_sign_line(&a, w.text, &thief.key, thief.secret, 5));
    EXPECT_INT(policy_check(a, p, forged, &seen, &e), RC_INTEGRITY);
    struct party other = make_party(&a, 98, "example.com/log", NOTE_ED25519);
    e = (struct err){0};
    EXPECT_INT(policy_check(a, p, note_sign(&a, w.text, &other.key, other.secret), &seen, &e),
               RC_INTEGRITY);
    /* a log of the policy that signs for another origin */
    struct checkpoint c = {.origin = S("example.com/other"), .size = 7};
    struct str elsewhere = note_sign(&a, checkpoint_text(&a, &c), &w.log.key, w.log.secret);
    e = (struct err){0};
    EXPECT_INT(policy_check(a, p, elsewhere, &seen, &e), RC_INTEGRITY);
    e = (struct err){0};
    EXPECT_INT(policy_check(a, p, S("no note\n"), &seen, &e), RC_INTEGRITY);
}

TEST(policy_without_witnesses_or_logs) {
    struct arena a = test_arena();
    struct world w = make_world(&a);
    struct policy *p = NEW(&a, struct policy);
    struct err e = {0};
    EXPECT_OK(policy_parse(&a, S("quorum none"), p, &e));
    EXPECT(met(a, p, cosigned(&a, &w, 0)));
    EXPECT_OK(policy_parse(&a, filled(&a, &w, "witness \xce\xa9 $3\nquorum \xce\xa9\n"), p, &e));
    EXPECT(!met(a, p, cosigned(&a, &w, 1)));
    EXPECT(met(a, p, cosigned(&a, &w, 8)));
}

static const struct {
    const char *text, *says;
} WRONG[] = {
    {"", "without a quorum"},
    {"log $L\n", "without a quorum"},
    {"quorum none\nquorum none\n", "line 2"},
    {"quorum w\n", "earlier line"},
    {"witness none $0\nquorum none\n", "\"none\""},
    {"witness w $0\nwitness w $1\nquorum none\n", "taken"},
    {"witness w $0\nwitness v $0\nquorum none\n", "line 2"},
    {"log $L\nlog $L\nquorum none\n", "line 2"},
    {"witness w $L\nquorum none\n", "0x04"},
    {"witness w $0 u x\nquorum none\n", "witness NAME"},
    {"witness w\nquorum none\n", "line 1"},
    {"witness w $0\ngroup g 2 w\nquorum g\n", "more members"},
    {"witness w $0\ngroup g 0 w\nquorum g\n", "line 2"},
    {"witness w $0\ngroup g 01 w\nquorum g\n", "line 2"},
    {"witness w $0\ngroup g any\nquorum g\n", "a member at least"},
    {"witness w $0\ngroup g any none\nquorum g\n", "earlier line"},
    {"witness w $0\ngroup g any w w\nquorum g\n", "already"},
    {"witness w $0\ngroup g any w\ngroup h any w\nquorum g\n", "already"},
    {"group g any w\nwitness w $0\nquorum none\n", "earlier line"},
    {"witness w $0\ngroup w any w\nquorum none\n", "taken"},
    {"quorum none\r\n", "control"},
    {"quorum none\n\x7f\n", "control"},
    {"quorum none more\n", "quorum NAME"},
    {"mirror x\nquorum none\n", "begins with none of"},
};

TEST(policy_names_the_line_that_is_wrong) {
    struct arena a = test_arena();
    struct world w = make_world(&a);
    struct policy *p = NEW(&a, struct policy);
    for (i64 i = 0; i < LEN(WRONG); i++) {
        struct err e = {0};
        EXPECT_INT(policy_parse(&a, filled(&a, &w, WRONG[i].text), p, &e), RC_USAGE);
        if (!strstr(e.msg, WRONG[i].says))
            test_fail(__FILE__, __LINE__, "case %d says: %s", (int)i, e.msg);
    }
}

TEST(policy_takes_what_the_specification_asks_for) {
    struct arena a = test_arena();
    struct policy *p = NEW(&a, struct policy);
    struct buf b = buf_make(&a, 1 << 16);
    struct err e = {0};
    for (u8 i = 0; i < 32; i++) {
        struct party l = make_party(&a, (u8)(100 + i), cstr(&a, str_fmt(&a, "log%d", i)),
                                    NOTE_ED25519),
                     w = make_party(&a, (u8)(1 + i), "w", NOTE_COSIGNATURE);
        buf_fmt(&b, "log %.*s\n", SARG(note_vkey(&a, &l.key)));
        buf_fmt(&b, "witness w%d %.*s\ngroup g%d any w%d\n", i, SARG(note_vkey(&a, &w.key)), i, i);
    }
    buf_puts(&b, "quorum g31\n");
    EXPECT_OK(policy_parse(&a, buf_str(&b), p, &e));
    EXPECT_INT(p->nlogs + p->nwitnesses + p->ngroups, 96);
    struct str much = {(char *)arena_alloc(&a, 1, 1, TLOG_POLICY_MAX + 1), TLOG_POLICY_MAX + 1};
    EXPECT_INT(policy_parse(&a, much, p, &e), RC_LIMIT);
}
