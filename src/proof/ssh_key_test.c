#include "base/t.h"
#include "proof/sshsig.h"

#define ED "AAAAC3NzaC1lZDI1NTE5AAAAIAcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH"
static const struct {
    const char *line;
    rc want;
} LINES[] = {
    {"ssh-ed25519 " ED, RC_OK},
    {"ssh-ed25519 " ED " anna@office\n", RC_OK},
    {"", RC_USAGE},
    {"ssh-ed25519", RC_USAGE},
    {"ssh-rsa " ED, RC_USAGE},
    {"ssh-ed25519 " ED "A===", RC_USAGE},
    {"ssh-ed25519  " ED, RC_USAGE},
    {"ssh-ed25519 " ED "\nssh-ed25519 " ED, RC_USAGE},
    {"anna ssh-ed25519 " ED, RC_USAGE},
    {"ssh-dss AAAAB3NzaC1kc3MAAAABAQ==", RC_UNSUPPORTED},
};

TEST(ssh_key_lines) {
    struct arena a = test_arena();
    for (i64 i = 0; i < LEN(LINES); i++) {
        struct ssh_key k;
        struct err e = {0};
        rc got = ssh_key_parse(&a, str_c(LINES[i].line), &k, &e);
        if (got != LINES[i].want)
            test_fail(__FILE__, __LINE__, "line %lld: %s", (long long)i, rc_name(got));
    }
}
