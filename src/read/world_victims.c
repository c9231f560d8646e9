/* Who was harmed, one by one: "the young man X", or a name of two words and more behind the word
 * of harm. */
#include "read/world_part.h"

enum { NAME_MAX = 5, VICTIMS_LIST = 8 };

static bool is_name(const struct world_sentence *s, i32 i) {
    const struct world_word *w = i < s->n ? &s->w[i] : NULL;
    if (!w || w->row || w->num || w->when || w->nforms == 0 || w->digits) return false;
    if (s->lx->lang->capitals) return w->cap;
    return !(w->off & WORLD_OFF_THE) || str_starts(w->form[0].key, S("ال"));
}

/* The words of a name at i; its end, or i. */
static i32 name_at(const struct world_sentence *s, i32 i) {
    i32 k = i;
    while (k < s->n && k < i + NAME_MAX && (k == i || s->w[k].gap <= GAP_BLANK) && is_name(s, k))
        k++;
    return k;
}

static void put(const struct world_sentence *s, struct claim *c, i32 from, i32 to, enum who who) {
    if (c->nvictims == VICTIMS_LIST) return;
    if (!c->victims) c->victims = NEWN(s->r->perm, struct victim, VICTIMS_LIST);
    c->victims[c->nvictims++] =
        (struct victim){.name = world_span(s, from, to), .who = who, .age = -1};
}

/* "the child Y", "his brother": one person, told by a word for people. */
static i32 described(const struct world_sentence *s, i32 i, struct claim *c) {
    const struct world_word *w = &s->w[i];
    bool one = (world_is(s, i) & IS_PEOPLE) && w->row->many == MANY_ONE && !w->num;
    if (!one || !(w->off & (WORLD_OFF_THE | WORLD_OFF_OWN))) return i;
    i32 n = world_next(s, i);
    enum who who = (enum who)w->row->who;
    while (n < s->n && s->w[n].gap <= GAP_BLANK && (world_is(s, n) & IS_PEOPLE) &&
           s->w[n].row->many == MANY_ONE && (s->w[n].off & WORLD_OFF_THE) &&
           !(s->w[n].off & WORLD_OFF_AND)) {
        if (!who) who = (enum who)s->w[n].row->who;
        n = world_next(s, n);
    }
    i32 e = n < s->n && s->w[n].gap <= GAP_OPEN && s->w[n].gap != GAP_COMMA ? name_at(s, n) : n;
    put(s, c, n, e, who);
    return e;
}

static bool takes_victims(enum kind k) {
    return k == KIND_killing || k == KIND_death || k == KIND_injury || k == KIND_detention ||
           k == KIND_abduction || k == KIND_enforced_disappearance;
}

void world_victims(const struct world_sentence *s, i32 i, struct claim *c) {
    const struct world_row *r = s->w[i].row;
    i32 at = world_next(s, i);
    if (c->ncounts || !takes_victims(c->kind) || !s->lx->lang->verb_first) return;
    bool the = s->w[i].off & (WORLD_OFF_THE | WORLD_OFF_OWN);
    if (r->shape == SHAPE_FOLK) { /* the martyr X */
        if (r->many != MANY_ONE || !the) return;
        at = described(s, i, c);
    } else {
        for (i32 n = 0; n < 3 && at < s->n && s->w[at].when; n++)
            at = world_next(s, at);
        if (at >= s->n || s->w[at].gap >= GAP_STOP) return;
        i32 e = described(s, at, c), name = e > at ? e : name_at(s, at);
        if (e == at && name - at >= 2) put(s, c, at, name, WHO_UNKNOWN);
        at = name;
    }
    while (c->nvictims && at < s->n && s->w[at].gap <= GAP_COMMA &&
           (s->w[at].off & WORLD_OFF_AND)) {
        i32 e = described(s, at, c);
        if (e == at) break;
        at = e;
    }
    if (c->nvictims) world_rule(c, "victim");
}
