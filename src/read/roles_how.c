/* How firmly a report names a perpetrator: as a fact, as suspected or accused (by authorities or by
 * others), as having claimed it, or as possible (the decision tree of MUC-4's slot 11). Rules over
 * the words of the sentences that name it; the same for claims and for templates. */
#include "read/roles.h"

static bool any(const struct role_text *r, i32 i, const char *const *words, i64 n) {
    for (i64 k = 0; k < n; k++)
        if (tok_is(r->text, &r->t.v[i], words[k])) return true;
    return false;
}

static bool hedge(const struct role_text *r, i32 i) {
    static const char *const words[] = {
        "suspected", "allegedly", "alleged",    "presumably", "apparently", "accused",
        "accuse",    "accuses",   "blamed",     "blames",     "blame",      "attributed",
        "presumed",  "suspect",   "suspects",   "supposedly", "believed",   "accusing",
        "blaming",   "charged",   "reportedly", "linked"};
    return any(r, i, words, LEN(words));
}

static bool maybe(const struct role_text *r, i32 i) {
    static const char *const words[] = {"could",       "possibly",      "might",      "possible",
                                        "possibility", "investigating", "threatened", "hypothesis"};
    return any(r, i, words, LEN(words));
}

static bool claims(const struct role_text *r, i32 i) {
    static const char *const words[] = {"claimed",  "claim",        "claims",    "claiming",
                                        "admitted", "acknowledged", "vindicated"};
    return any(r, i, words, LEN(words));
}

static bool authority(const struct role_text *r, i32 i) {
    static const char *const words[] = {"police",      "army",     "military",  "government",
                                        "authorities", "minister", "president", "official",
                                        "officials",   "colonel",  "general",   "coprefa",
                                        "spokesman",   "das",      "security",  "prosecutor",
                                        "attorney",    "judge",    "ministry",  "intelligence"};
    return any(r, i, words, LEN(words));
}

struct hints {
    i32 hedged, by_authority, claimed, possible, plain;
};

/* What the sentence says of the mention; act = it tells of an incident. */
static void look(const struct role_text *r, const struct role_mention *m, struct hints *h) {
    i32 from = r->s.v[m->sent].from, to = r->s.v[m->sent].to;
    bool act = false, hedged = false, claimed = false, possible = false, authorities = false,
         responsibility = false;
    for (i32 i = from; i < to; i++) {
        if (i >= m->np_from && i < m->np_to) {
            hedged = hedged || hedge(r, i);
            continue;
        }
        act = act || (r->cls[i] && r->cls[i] < RC_CLAIM);
        hedged = hedged || hedge(r, i);
        possible = possible || maybe(r, i);
        authorities = authorities || authority(r, i);
        responsibility = responsibility || tok_is(r->text, &r->t.v[i], "responsibility") ||
                         tok_is(r->text, &r->t.v[i], "credit");
        claimed = claimed || claims(r, i);
    }
    if (claimed && responsibility)
        h->claimed++;
    else if (hedged && (act || responsibility))
        h->hedged++, h->by_authority += authorities;
    else if (act && possible)
        h->possible++;
    else if (act)
        h->plain++;
}

enum how role_how(const struct role_text *r, i32 item) {
    struct hints h = {0};
    for (i32 k = 0; k < r->items; k++) {
        if (k != item && !role_alias(r, item, k)) continue;
        for (i32 i = 0; i < r->item[k].n; i++)
            look(r, &r->m[r->by_item[r->item[k].first + i]], &h);
    }
    if (h.claimed) return HOW_CLAIMED;
    if (h.hedged) return h.by_authority ? HOW_SUSPECTED_AUTH : HOW_SUSPECTED;
    if (h.plain) return HOW_REPORTED;
    return h.possible ? HOW_POSSIBLE : HOW_REPORTED;
}
