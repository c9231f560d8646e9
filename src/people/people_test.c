/* Sessions, logins, the audit trail and what is kept, as the desk uses them. */
#include "people/people_inner.h"

#include "base/limits.h"
#include "base/t.h"
#include "people/totp.h"

#include <sys/wait.h>
#include <unistd.h>

#define T0 1900000000

static const u8 KEY[32] = {9};

static struct people *fresh(struct arena *a, struct err *e) {
    struct people *p = NULL;
    EXPECT_OK(people_open(a, test_dir(), KEY, &p, e));
    return p;
}

static void add(struct people *p, struct arena *a, const char *name, const char *roles,
                const char *passphrase) {
    struct err e = {0};
    struct account x = {.name = str_c(name)};
    struct str hash;
    EXPECT(roles_parse(str_c(roles), &x.roles));
    EXPECT_OK(people_begin(p, &e));
    EXPECT_OK(people_account_put(p, &x, T0, &e));
    if (passphrase) {
        EXPECT_OK(passphrase_hash(a, x.name, str_c(passphrase), &hash, &e));
        EXPECT_OK(people_passphrase_set(p, x.name, hash, S(""), &e));
    }
    EXPECT_OK(people_commit(p, &e));
}

static struct sitting seat(struct people *p, struct arena *a, struct str token, i64 now,
                           bool *found) {
    struct sitting s;
    struct err e = {0};
    EXPECT_OK(people_sitting(p, a, token, now, &s, found, &e));
    return s;
}

TEST(people_link_serves_once_and_ten_minutes) {
    struct arena a = test_arena();
    struct err e = {0};
    struct people *p = fresh(&a, &e);
    struct str secret, token;
    bool found;
    EXPECT_OK(people_link_make(p, &a, S("Mara"), T0, &secret, &e));
    EXPECT_INT(secret.n, 64);
    EXPECT_OK(people_link_use(p, &a, secret, T0 + LINK_SECONDS_MAX, &token, &e));
    struct sitting s = seat(p, &a, token, T0 + LINK_SECONDS_MAX, &found);
    EXPECT(found);
    EXPECT_STR(s.account, S("Mara"));
    EXPECT_INT(s.rights.reach, -1);
    EXPECT_INT(s.rights.fields, FIELD_ALL);
    EXPECT(s.rights.perms >> PERM_OWN & 1);
    EXPECT_INT(s.csrf.n, 64);
    EXPECT(!str_eq(s.csrf, token));
    EXPECT_INT(people_link_use(p, &a, secret, T0, &token, &e), RC_DENIED);
    EXPECT_OK(people_link_make(p, &a, S("Mara"), T0, &secret, &(struct err){0}));
    EXPECT_INT(people_link_use(p, &a, secret, T0 + LINK_SECONDS_MAX + 1, &token, &e), RC_DENIED);
    EXPECT_INT(people_link_use(p, &a, S(""), T0, &token, &e), RC_DENIED);
    people_close(p);
}

TEST(people_sitting_ends_by_idleness_and_age_and_when_it_is_ended) {
    struct arena a = test_arena();
    struct err e = {0};
    struct people *p = fresh(&a, &e);
    struct str secret, token;
    bool found;
    EXPECT_OK(people_link_make(p, &a, S("Mara"), T0, &secret, &e));
    EXPECT_OK(people_link_use(p, &a, secret, T0, &token, &e));
    seat(p, &a, token, T0 + SITTING_IDLE_MAX + 1, &found);
    EXPECT(!found);
    i64 at = T0;
    for (; at <= T0 + SITTING_MAX; at += SITTING_IDLE_MAX) {
        seat(p, &a, token, at, &found);
        EXPECT(found);
    }
    seat(p, &a, token, T0 + SITTING_MAX + 1, &found);
    EXPECT(!found);
    struct sitting s = seat(p, &a, token, T0 + SITTING_MAX, &found), *all;
    i64 n;
    EXPECT_OK(people_sittings(p, &a, S(""), T0 + SITTING_MAX, &all, &n, &e));
    EXPECT_INT(n, 1);
    EXPECT_OK(people_sitting_end(p, s.id, &e));
    seat(p, &a, token, T0 + SITTING_MAX, &found);
    EXPECT(!found);
    people_close(p);
}

TEST(people_sitting_refuses_tokens_that_are_none) {
    struct arena a = test_arena();
    struct err e = {0};
    struct people *p = fresh(&a, &e);
    bool found;
    static const char *const BAD[] = {
        "", "x", "0000000000000000000000000000000000000000000000000000000000000000",
        "'; DROP TABLE sitting; -- 0000000000000000000000000000000000000"};
    for (i64 i = 0; i < LEN(BAD); i++) {
        seat(p, &a, str_c(BAD[i]), T0, &found);
        EXPECT(!found);
    }
    people_close(p);
}

TEST(people_login_takes_the_right_words_and_ends_the_holders_session) {
    struct arena a = test_arena();
    struct err e = {0};
    struct people *p = fresh(&a, &e);
    struct str secret, holder, token;
    bool found, any;
    EXPECT_OK(people_link_make(p, &a, S("Mara"), T0, &secret, &e));
    EXPECT_OK(people_link_use(p, &a, secret, T0, &holder, &e));
    add(p, &a, "Mara Orlan", "custodian, recorder", "four quiet blue stones");
    EXPECT_OK(people_has_accounts(p, &any, &e));
    EXPECT(any);
    seat(p, &a, holder, T0, &found);
    EXPECT(!found);
    /* the name is folded, the passphrase composed: й as one letter or two */
    EXPECT_OK(
        people_login(p, &a, S("mara orlan"), S("four quiet blue stones"), S(""), T0, &token, &e));
    struct sitting s = seat(p, &a, token, T0, &found);
    EXPECT(found);
    EXPECT_STR(s.account, S("Mara Orlan"));
    EXPECT_INT(s.rights.reach, -1);
    EXPECT(!(s.rights.perms >> PERM_REVIEW & 1));
    struct err f = {0}, g = {0};
    EXPECT_INT(
        people_login(p, &a, S("Mara Orlan"), S("four quiet blue stone"), S(""), T0, &token, &f),
        RC_DENIED);
    EXPECT_INT(people_login(p, &a, S("Nobody"), S("four quiet blue stones"), S(""), T0, &token, &g),
               RC_DENIED);
    EXPECT_STR(str_c(f.msg), str_c(g.msg));
    EXPECT_STR(str_c(f.hint), str_c(g.hint));
    /* from the network a custodian needs more */
    people_remote(p, true);
    EXPECT_INT(
        people_login(p, &a, S("Mara Orlan"), S("four quiet blue stones"), S(""), T0, &token, &g),
        RC_DENIED);
    EXPECT_STR(str_c(f.msg), str_c(g.msg));
    people_close(p);
}

TEST(people_login_waits_after_wrong_tries_known_name_or_not) {
    struct arena a = test_arena();
    struct err e = {0};
    struct people *p = fresh(&a, &e);
    struct str token;
    add(p, &a, "Mara", "custodian", "four quiet blue stones");
    for (int who = 0; who < 2; who++) {
        struct str name = who ? S("Nobody") : S("Mara"), right = S("four quiet blue stones");
        for (int i = 0; i <= LOGIN_TRIES_MAX; i++)
            EXPECT_INT(
                people_login(p, &a, name, S("wrong words"), S(""), T0, &token, &(struct err){0}),
                RC_DENIED);
        EXPECT_INT(people_login(p, &a, name, right, S(""), T0 + 29, &token, &(struct err){0}),
                   RC_DENIED);
        rc r = people_login(p, &a, name, right, S(""), T0 + 30, &token, &(struct err){0});
        EXPECT_INT(r, who ? RC_DENIED : RC_OK);
    }
    people_close(p);
}

TEST(people_second_factor_is_asked_and_no_code_serves_twice) {
    struct arena a = test_arena();
    struct err e = {0};
    struct people *p = fresh(&a, &e);
    struct str secret, token, words = S("four quiet blue stones");
    add(p, &a, "Mara", "custodian", "four quiet blue stones");
    EXPECT_OK(people_totp_begin(p, &a, S("Mara"), &secret, &e));
    i64 step = T0 / TOTP_STEP;
#define CODE(s) str_fmt(&a, "%06lld", (long long)totp_code(secret, (s), 6))
    EXPECT_INT(people_totp_confirm(p, &a, S("Mara"), CODE(step + 9), T0, &(struct err){0}),
               RC_DENIED);
    EXPECT_OK(people_totp_confirm(p, &a, S("Mara"), CODE(step), T0, &e));
    people_remote(p, true);
    EXPECT_INT(people_login(p, &a, S("Mara"), words, S(""), T0, &token, &(struct err){0}),
               RC_DENIED);
    /* the code of the enrolment was used */
    EXPECT_INT(people_login(p, &a, S("Mara"), words, CODE(step), T0, &token, &(struct err){0}),
               RC_DENIED);
    EXPECT_OK(people_login(p, &a, S("Mara"), words, CODE(step + 1), T0, &token, &e));
    EXPECT_INT(people_login(p, &a, S("Mara"), words, CODE(step + 1), T0, &token, &(struct err){0}),
               RC_DENIED);
    bool found;
    seat(p, &a, token, T0, &found);
    EXPECT(found);
#undef CODE
    people_close(p);
}

TEST(people_states_and_modes_bind_at_once) {
    struct arena a = test_arena();
    struct err e = {0};
    struct people *p = fresh(&a, &e);
    struct rights r;
    bool found;
    add(p, &a, "Mara", "custodian, recorder", NULL);
    add(p, &a, "Tamir", "recorder", NULL);
    EXPECT_OK(people_begin(p, &e));
    EXPECT_OK(people_mode_set(p, DESK_READ_ONLY, &e));
    EXPECT_OK(people_commit(p, &e));
    EXPECT_OK(people_rights(p, &a, S("Tamir"), &r, &found, &e));
    EXPECT(found && r.read_only);
    EXPECT_OK(people_rights(p, &a, S("Mara"), &r, &found, &e));
    EXPECT(found && !r.read_only && r.perms >> PERM_OWN & 1 && !(r.perms >> PERM_WRITE & 1));
    EXPECT_OK(people_begin(p, &e));
    EXPECT_OK(people_mode_set(p, DESK_NO_ACCESS, &e));
    EXPECT_OK(people_commit(p, &e));
    EXPECT_OK(people_rights(p, &a, S("Tamir"), &r, &found, &e));
    EXPECT(!found && r.perms == 0);
    EXPECT_OK(people_rights(p, &a, S("Mara"), &r, &found, &e));
    EXPECT(found);
    people_close(p);
}

TEST(people_keep_one_custodian) {
    struct arena a = test_arena();
    struct err e = {0};
    struct people *p = fresh(&a, &e);
    struct account x = {.name = S("Tamir"), .roles = 1u << ROLE_RECORDER};
    EXPECT_OK(people_begin(p, &e));
    EXPECT_INT(people_account_put(p, &x, T0, &e), RC_CONFLICT);
    bool any;
    EXPECT_OK(people_has_accounts(p, &any, &(struct err){0}));
    EXPECT(!any);
    add(p, &a, "Mara", "custodian", NULL);
    x = (struct account){.name = S("MARA"), .roles = 1u << ROLE_CUSTODIAN};
    x.state = ACCOUNT_NO_ACCESS;
    struct err f = {0};
    EXPECT_OK(people_begin(p, &f));
    EXPECT_INT(people_account_put(p, &x, T0, &f), RC_CONFLICT);
    people_close(p);
}

static void see(void *ctx, const struct audit_line *l, const u8 chain[32]) {
    (void)chain;
    *(i64 *)ctx += l->n;
}

TEST(people_audit_is_a_chain_that_shows_a_change) {
    struct arena a = test_arena();
    struct err e = {0};
    struct people *p = fresh(&a, &e);
    i64 last, sum = 0;
    u8 head[32], same[32];
    EXPECT_OK(people_audit(p, T0, S("Mara"), "search", S("bodies\xff Marat"), &e));
    EXPECT_OK(people_audit(p, T0 + 1, S("Mara"), "show", S("MRT-0001"), &e));
    EXPECT_OK(people_audit(p, T0 + 2, S(""), "login refused", S(""), &e));
    EXPECT_OK(people_audit_walk(p, a, see, &sum, &last, head, &e));
    EXPECT_INT(last, 3);
    EXPECT_INT(sum, 6);
    EXPECT_OK(people_audit_head(p, &last, same, &e));
    EXPECT(memcmp(head, same, 32) == 0);
    static const struct sql FORGE[] = {
        {"t.change", "UPDATE audit SET object='MRT-0002' WHERE n=2"},
        {"t.swap", "UPDATE audit SET object='MRT-0001', act='list' WHERE n=2"},
        {"t.drop", "DELETE FROM audit WHERE n=2"}};
    for (i64 i = 0; i < LEN(FORGE); i++) {
        struct err f = {0};
        EXPECT_OK(db_script(p->d, &FORGE[i], &e));
        EXPECT_INT(people_audit_walk(p, a, NULL, NULL, &last, head, &f), RC_INTEGRITY);
        EXPECT(strstr(f.msg, "line 2") != NULL);
    }
    people_close(p);
}

TEST(people_audit_is_shown_screen_by_screen) {
    struct arena a = test_arena();
    struct err e = {0};
    struct people *p = fresh(&a, &e);
    struct audit_line *l;
    i64 n, next;
    for (int i = 0; i < 7; i++)
        EXPECT_OK(
            people_audit(p, T0 + i, i % 2 ? S("Mara") : S("Tamir"), "show", S("MRT-0001"), &e));
    struct audit_filter f = {.account = S("mara")};
    EXPECT_OK(people_audit_page(p, &a, &f, 0, 2, &l, &n, &next, &e));
    EXPECT_INT(n, 2);
    EXPECT_INT(l[0].n, 6);
    EXPECT_INT(next, 4);
    EXPECT_OK(people_audit_page(p, &a, &f, next, 2, &l, &n, &next, &e));
    EXPECT_INT(n, 1);
    EXPECT_INT(l[0].n, 2);
    EXPECT_INT(next, 0);
    f = (struct audit_filter){.from = T0 + 5, .to = T0 + 6, .object = S("0001")};
    EXPECT_OK(people_audit_page(p, &a, &f, 0, 9, &l, &n, &next, &e));
    EXPECT_INT(n, 1);
    people_close(p);
}

TEST(people_keep_and_forget) {
    struct arena a = test_arena();
    struct err e = {0};
    struct people *p = fresh(&a, &e);
    struct json **rows;
    i64 n;
    EXPECT_OK(people_keep(p, S("Mara"), "search", S("b"), S("q=bodies"), &e));
    EXPECT_OK(people_keep(p, S("Mara"), "search", S("a"), S("q=1"), &e));
    EXPECT_OK(people_keep(p, S("Mara"), "search", S("a"), S("q=2"), &e));
    EXPECT_OK(people_keep(p, S("Tamir"), "search", S("c"), S("q=3"), &e));
    EXPECT_OK(people_kept(p, &a, S("Mara"), "search", &rows, &n, &e));
    EXPECT_INT(n, 2);
    EXPECT_STR(json_get_str(rows[0], "value"), S("q=2"));
    EXPECT_OK(people_keep(p, S("Mara"), "search", S("a"), S(""), &e));
    EXPECT_OK(people_kept(p, &a, S("Mara"), "search", &rows, &n, &e));
    EXPECT_INT(n, 1);
    EXPECT_STR(json_get_str(rows[0], "name"), S("b"));
    EXPECT_INT(people_keep(p, S("Mara"), "search", S(""), S("x"), &e), RC_USAGE);
    people_close(p);
}

/* One desk, several worker processes, each with a handle of its own from the first moment on. */
TEST(people_may_be_several_processes) {
    enum { WORKERS = 4, LINES = 40 };
    struct arena a = test_arena();
    struct err e = {0};
    const char *dir = test_dir();
    for (int w = 0; w < WORKERS; w++) {
        if (fork()) continue;
        struct people *p;
        rc r = people_open(&a, dir, KEY, &p, &e);
        for (int i = 0; r == RC_OK && i < LINES; i++)
            r = people_audit(p, T0 + i, S("Mara"), "show", S("MRT-0001"), &e);
        if (r == RC_OK) people_close(p);
        _exit(r == RC_OK ? 0 : 1);
    }
    for (int w = 0; w < WORKERS; w++) {
        int status = -1;
        wait(&status);
        EXPECT_INT(status, 0);
    }
    struct people *p = NULL;
    i64 last;
    u8 head[32];
    EXPECT_OK(people_open(&a, dir, KEY, &p, &e));
    EXPECT_OK(people_audit_walk(p, a, NULL, NULL, &last, head, &e));
    EXPECT_INT(last, WORKERS * LINES);
    people_close(p);
}

TEST(people_wrong_key_is_refused) {
    struct arena a = test_arena();
    struct err e = {0};
    static const u8 OTHER[32] = {8};
    struct people *p = fresh(&a, &e);
    people_close(p);
    EXPECT_INT(people_open(&a, test_dir(), OTHER, &p, &e), RC_INTEGRITY);
    EXPECT(strstr(e.hint, "backup") != NULL);
}

TEST(people_statements_all_prepare) {
    struct arena a = test_arena();
    struct err e = {0};
    struct people *p = fresh(&a, &e);
    for (i64 i = 0; PEOPLE_STATEMENTS[i]; i++) {
        db_stmt(p->d, PEOPLE_STATEMENTS[i]);
        EXPECT_OK(db_begin(p->d, &e));
        db_rollback(p->d);
        if (e.code) test_fail(__FILE__, __LINE__, "%s: %s", PEOPLE_STATEMENTS[i]->name, e.msg);
    }
    people_close(p);
}

TEST(account_names_cannot_mislead) {
    EXPECT(account_name_ok(S("Mara Orlan")));
    EXPECT(account_name_ok(S("مريم")));
    EXPECT(!account_name_ok(S("")));
    EXPECT(!account_name_ok(S(" Mara")));
    EXPECT(!account_name_ok(S("...")));
    EXPECT(!account_name_ok(S("Mara\nOrlan")));
    EXPECT(!account_name_ok(S("Mara\u202eOrlan")));
    EXPECT(!account_name_ok(S("Mara\u200bOrlan")));
    EXPECT(!account_name_ok(S("Mara\xff")));
}

TEST(passphrases_are_composed_and_long_enough) {
    struct arena a = test_arena();
    struct err e = {0};
    struct str hash;
    EXPECT_INT(passphrase_hash(&a, S("Mara"), S("short"), &hash, &e), RC_USAGE);
    EXPECT(strstr(e.msg, "short") == NULL);
    struct err f = {0};
    EXPECT_INT(passphrase_hash(&a, S("Mara of Orlan"), S("mara OF orlan"), &hash, &f), RC_USAGE);
    /* "й" as one code point, then as и with a breve */
    EXPECT_OK(passphrase_hash(&a, S("Mara"), S("тихий чайник"), &hash, &(struct err){0}));
    EXPECT(str_starts(hash, S("$argon2id$v=19$m=65536,t=3,p=1$")));
    EXPECT(passphrase_same(&a, hash, S("тихии\xcc\x86 чаи\xcc\x86ник")));
    EXPECT(!passphrase_same(&a, hash, S("тихии чайник")));
    EXPECT(!passphrase_same(&a, S(""), S("-")));
    EXPECT(!passphrase_is_old(&a, hash));
}
