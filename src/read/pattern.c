#include "read/pattern.h"

void pattern_read(struct str rest, struct pattern *p, struct pattern_firsts *firsts) {
    while (rest.n > 0) {
        struct str slot = str_cut(&rest, ' ');
        if (!slot.n) continue;
        CHECK(p->nslots < PATTERN_SLOTS);
        p->next[p->nslots] = slot.p[0] == '~';
        if (p->next[p->nslots]) slot = str_sub(slot, 1, slot.n);
        while (slot.n > 0) {
            struct str w = str_cut(&slot, '|');
            CHECK(p->nchoices[p->nslots] < PATTERN_CHOICES);
            u32 h = word_hash(w);
            p->choice[p->nslots][p->nchoices[p->nslots]++] = h;
            if (p->nslots == 0) firsts->bits[h >> 5 & 31] |= 1u << (h & 31);
        }
        p->nslots++;
    }
}

static bool slot_is(const struct pattern *p, int s, u32 h) {
    for (int i = 0; i < p->nchoices[s]; i++)
        if (p->choice[s][i] == h) return true;
    return false;
}

static bool stops(const struct token *t) {
    return t->kind == TOK_MARK && (t->mark == '.' || t->mark == ';' || t->mark == ':');
}

static bool is_quote(const struct token *t) {
    return t->kind == TOK_OPEN || t->kind == TOK_CLOSE;
}

/* End of slots [slot, …) laid from token `at` on; 0 = they do not fit. Earlier words are tried
 * first; depth is the slots left. */
static i32 match_from(const struct doc *d, const struct pattern *p, int slot, i32 at, i32 to) {
    if (slot == p->nslots) return at;
    while (at < to && is_quote(&d->t.v[at]))
        at++;
    i32 gap = p->next[slot] ? 0 : PATTERN_GAP;
    for (i32 k = at; k < to && k <= at + gap && !stops(&d->t.v[k]); k++) {
        if (d->t.v[k].kind != TOK_WORD || !slot_is(p, slot, d->t.v[k].hash)) continue;
        i32 end = match_from(d, p, slot + 1, k + 1, to);
        if (end) return end;
    }
    return 0;
}

i32 pattern_match(const struct doc *d, const struct pattern *p, i32 i, i32 to) {
    return slot_is(p, 0, d->t.v[i].hash) ? match_from(d, p, 1, i + 1, to) : 0;
}
