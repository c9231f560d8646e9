/* Who says it: verbs of speech with their speaker, "according to", and "X: …". */
#include "read/world_part.h"

enum { SPEAKER_WORDS = 14, BEFORE_WORDS = 9 };

/* Something stands before the noun: to the paper, by the gate. Unknown words count only with the
 * article, where the letter cannot be their own. */
static bool has_preposition(const struct world_sentence *s, i32 i) {
    const struct world_word *w = &s->w[i];
    if (world_is(s, i) & (IS_IN | IS_TO | IS_FROM)) return true;
    if (!w->row && !(w->off & WORLD_OFF_THE)) return false;
    return w->off & (WORLD_OFF_IN | WORLD_OFF_TO);
}

static bool ends_speaker(const struct world_sentence *s, i32 i) {
    u32 is = world_is(s, i);
    if (s->w[i].when || s->w[i].num) return true;
    if (is & (IS_THAT | IS_SPEECH | IS_BY | IS_STOP | IS_NEGATION | IS_HEDGE)) return true;
    bool folk = (is & (IS_PEOPLE | IS_ROLE | IS_PARTY)) != 0;
    if (i > 0 && (world_is(s, i - 1) & IS_OF)) return false;
    return ((is & IS_EVENT) && !folk) || has_preposition(s, i);
}

/* Words of the noun group at `from`; commas only where `commas`, before a title or a name. */
static i32 speaker_end(const struct world_sentence *s, i32 from, i32 to, bool commas) {
    i32 i = from;
    bool the = i < to && (s->w[i].off & WORLD_OFF_THE), of = false;
    while (i < to && s->w[i].num && !s->w[i].when) /* eleven of them */
        i++;
    while (i > from && i < to && (world_is(s, i) & (IS_AMONG | IS_PEOPLE)))
        i = world_next(s, i);
    while (i < to && !(i > from && s->w[i].gap >= (commas ? GAP_COLON : GAP_COMMA)) &&
           !ends_speaker(s, i)) {
        /* a head with the article owns no further head: the command | the people of */
        bool head = the && i > from && s->w[i].gap <= GAP_BLANK && s->w[i].row &&
                    (world_is(s, i) & (IS_PEOPLE | IS_ROLE)) && !(s->w[i].off & WORLD_OFF_THE) &&
                    !of;
        if (head) break;
        of = world_is(s, i) & IS_OF;
        if (s->w[i].gap == GAP_COMMA) the = false; /* his name and title */
        i = world_next(s, i);
    }
    return i < to ? i : to;
}

static u8 role_in(const struct world_sentence *s, i32 from, i32 to) {
    for (i32 i = from; i < to; i++)
        if ((world_is(s, i) & IS_ROLE) && s->w[i].row->role) return (u8)(s->w[i].row->role - 1);
    return ROLE_UNKNOWN;
}

/* The complementizer, colon or quote that opens what is said; -1 none. *after: the first word said.
 */
static i32 opening(const struct world_sentence *s, i32 i, i32 *after) {
    for (i32 k = i; k < s->n && k < i + SPEAKER_WORDS; k = world_next(s, k)) {
        u8 gap = s->w[k].gap;
        if (gap == GAP_STOP) return -1;
        if (gap == GAP_COLON || gap == GAP_OPEN) return *after = k, k;
        if (world_is(s, k) & IS_THAT) return *after = world_next(s, k), k;
        if (k > i && (world_is(s, k) & (IS_SPEECH | IS_BY))) return -1;
    }
    return -1;
}

static i32 clause_begin(const struct world_sentence *s, i32 i) {
    i32 k = i;
    while (k > 0 && s->w[k].gap != GAP_STOP && !(world_is(s, k - 1) & IS_THAT))
        k--;
    return k;
}

/* The speaker before his verb: all of the clause so far, if it is short and tells nothing. */
static bool before_verb(const struct world_sentence *s, i32 i, i32 *from) {
    i32 b = clause_begin(s, i);
    if (s->nframes && b < s->frame[s->nframes - 1].cue_to) b = s->frame[s->nframes - 1].cue_to;
    for (i32 k = i - 1; k >= b; k--)
        if (s->w[k + 1].gap >= GAP_COMMA) {
            b = k + 1;
            break;
        }
    for (i32 k = b; k < i; k++)
        if (s->w[k].when && s->when[s->w[k].when - 1].kind == WHEN_TIME) b = k + 1;
    if (i - b > BEFORE_WORDS || i <= b) return false;
    for (i32 k = b; k < i; k++) {
        u32 is = world_is(s, k);
        bool folk = (is & (IS_PEOPLE | IS_ROLE | IS_PARTY)) != 0;
        if (((is & IS_EVENT) && !folk) || (is & (IS_SPEECH | IS_THAT | IS_BY)) || s->w[k].num ||
            s->w[k].when)
            return false;
    }
    while (b < i && (world_is(s, b) & (IS_STOP | IS_COMMON)))
        b++;
    return *from = b, b < i;
}

static void add(struct world_sentence *s, struct world_frame f) {
    if (s->nframes == FRAMES_MAX || f.from >= f.to) return;
    struct world_frame *p = s->nframes ? &s->frame[s->nframes - 1] : NULL;
    if (p && p->to > f.cue_from && p->from < f.cue_from) p->to = f.cue_from;
    if (p && p->from >= p->to)
        *p = f;
    else
        s->frame[s->nframes++] = f;
    if (span_some(f.who)) s->last_who = f.who, s->last_role = f.role;
}

/* "accused X of": the party in the words between verb and deed. */
static i32 accused(const struct world_sentence *s, i32 from, struct span *out) {
    i32 at = -1;
    for (i32 k = from; k < s->n && k < from + SPEAKER_WORDS && s->w[k].gap < GAP_STOP; k++) {
        if ((world_is(s, k) & IS_EVENT) && !(world_is(s, k) & IS_PEOPLE)) return at;
        i32 e = world_party(s, k, s->n);
        if (e > k) *out = world_span(s, k, e), at = k, k = e - 1;
    }
    return at;
}

static bool names_speaker(const struct world_sentence *s, i32 from, i32 to) {
    for (i32 k = from; k < to; k++)
        if (world_is(s, k) & (IS_ROLE | IS_PARTY)) return true;
    return false;
}

static void verb(struct world_sentence *s, i32 i) {
    const struct world_row *row = s->w[i].row;
    i32 at = world_next(s, i), after = at, open = opening(s, at, &after), from = at;
    struct world_frame f = {.cue = world_span(s, i, at), .cue_from = i, .act = row->act};
    i32 stop = open >= 0 ? open : s->n, end = at, party = -1;
    if (row->accuse) {
        party = accused(s, at, &f.accused);
        if (party >= 0) stop = party;
    }
    bool behind = s->lx->lang->verb_first || (at < s->n && s->w[at].gap <= GAP_BLANK &&
                                              (s->w[at].cap || (world_is(s, at) & IS_ROLE)));
    f.possible = row->is & IS_HEDGE;
    for (i32 k = i; k < stop && open >= 0; k++)
        if (s->w[k].when && !f.said && s->when[s->w[k].when - 1].kind == WHEN_DATE)
            f.said = s->w[k].when;
    if (behind) end = speaker_end(s, at, stop, open >= 0 || party >= 0);
    i32 first = at;
    bool other = before_verb(s, i, &first), named = end > at && names_speaker(s, at, end);
    if (other && (end == at || (!named && open < 0 && names_speaker(s, first, i))))
        from = first, end = i;
    if (end > from && !(from == at && end == at)) {
        f.who = world_span(s, from, end);
        f.role = role_in(s, from, end);
    } else if (span_some(s->last_who)) {
        f.who = s->last_who, f.role = s->last_role;
    }
    f.cue_from = from < i ? from : i;
    f.from = open >= 0 ? after : end > at ? end : at;
    f.cue_to = f.from;
    f.to = s->n;
    f.deny = row->deny;
    if (f.deny) f.from = i;
    for (i32 k = f.cue_to; k < s->n; k++)
        if (k > f.from && s->w[k].gap == GAP_STOP) {
            f.to = k;
            break;
        }
    if (span_some(f.who)) add(s, f);
}

/* "according to X", before or behind what X says. */
static void by(struct world_sentence *s, i32 i) {
    i32 at = world_next(s, i), end;
    while (at < s->n && (world_is(s, at) & (IS_SPEECH | IS_STOP | IS_COMMON)) &&
           s->w[at].gap <= GAP_BLANK)
        at = world_next(s, at);
    end = speaker_end(s, at, s->n, false);
    if (end <= at) return;
    struct world_frame f = {.who = world_span(s, at, end),
                            .cue = world_span(s, i, at),
                            .cue_from = i,
                            .cue_to = end,
                            .role = role_in(s, at, end)};
    i32 b = clause_begin(s, i);
    if (s->nframes && s->frame[s->nframes - 1].to > i) return; /* inside of another's words */
    if (i - b <= 1) {
        f.from = end, f.to = s->n;
    } else {
        f.from = b, f.to = i;
        if (s->nframes && s->frame[s->nframes - 1].cue_to > b)
            f.from = s->frame[s->nframes - 1].cue_to;
    }
    add(s, f);
}

/* "The council: toll rises to five." */
static void colon(struct world_sentence *s) {
    i32 b = 0;
    while (b < s->n && s->w[b].when)
        b++;
    for (i32 k = b + 1; k < s->n && k <= b + 6; k++) {
        if (ends_speaker(s, k - 1)) return;
        if (s->w[k].gap != GAP_COLON) continue;
        u8 role = role_in(s, b, k);
        if (!role) return;
        add(s, (struct world_frame){
                   .who = world_span(s, b, k), .cue_to = k, .from = k, .to = s->n, .role = role});
        return;
    }
}

void world_frames(struct world_sentence *s) {
    colon(s);
    for (i32 i = 0; i < s->n; i = world_next(s, i)) {
        u32 is = world_is(s, i);
        bool said = s->nframes && i < s->frame[s->nframes - 1].cue_to &&
                    i >= s->frame[s->nframes - 1].cue_from;
        if (said) continue;
        if (is & IS_BY)
            by(s, i);
        else if (is & IS_SPEECH)
            verb(s, i);
    }
}

i32 world_frame_of(const struct world_sentence *s, i32 i) {
    for (i32 k = s->nframes - 1; k >= 0; k--)
        if (s->frame[k].from <= i && i < s->frame[k].to) return k;
    return -1;
}

bool world_in_cue(const struct world_sentence *s, i32 i) {
    for (i32 k = 0; k < s->nframes; k++)
        if (s->frame[k].cue_from <= i && i < s->frame[k].cue_to) return true;
    return false;
}
