/* The five roles of MUC-4 templates, in the order of GTT's files. */
#ifndef CAIRN_BENCH_MUC4_H
#define CAIRN_BENCH_MUC4_H

enum { MUC4_ROLES = 5 };
static const char *const muc4_role[MUC4_ROLES] = {"PerpInd", "PerpOrg", "Target", "Victim",
                                                  "Weapon"};

#endif
