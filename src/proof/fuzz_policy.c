/* Policies of logs and witnesses from untrusted text: no crash, and what is accepted keeps its
 * rules. */
#include "proof/policy.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t n);

static void sound(const struct policy *p) {
    CHECK(p->quorum == POLICY_NONE ||
          (p->quorum >= 0 ? p->quorum < p->nwitnesses : -1 - p->quorum < p->ngroups));
    for (int g = 0; g < p->ngroups; g++) {
        CHECK(p->group[g].k >= 1 && p->group[g].k <= p->group[g].n);
        for (i64 i = 0; i < p->group[g].n; i++)
            CHECK(p->group[g].member[i] >= 0 ? p->group[g].member[i] < p->nwitnesses
                                             : -1 - p->group[g].member[i] < g);
    }
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t n) {
    struct arena original = arena_make("fuzz", 64 << 20), a = original;
    struct policy *p = NEW(&a, struct policy);
    struct policy_seen seen;
    struct str text = {(const char *)data, (i64)n};
    struct err e = {0};
    if (policy_parse(&a, text, p, &e) == RC_OK) {
        sound(p);
        e = (struct err){0};
        if (policy_check(a, p, text, &seen, &e) == RC_OK) CHECK(seen.cosigned <= p->nwitnesses);
    }
    arena_drop(original);
    return 0;
}
