#include "publish/mask.h"

#include "publish/mask_words.h"
#include "text/builtin.h"
#include "text/country.h"
#include "text/fold.h"
#include "text/gazetteer.h"

/* One item while its masks are found. */
struct maker {
    struct arena *perm; /* what stays */
    struct arena *a;    /* what goes when all is built */
    struct masks *m;
    struct map lists;
    struct gazetteer gazetteer;
    struct countries countries;
    const struct publish_policy *policy;
    struct mwords *words; /* one an item */
};
/* Why a word is withheld, strongest first. */
enum {
    MARK_NONE,
    MARK_NO_NAME, /* a place, a party */
    MARK_HERE,    /* withheld here, but nothing is learnt from it: capitals all over */
    MARK_GUESSED,
    MARK_SURE,
    MARK_WEAK =
        16 /* in masks.words: also an ordinary word, a name only with a capital of its own */
};

static void learn(struct map *m, struct arena *a, struct str text) {
    struct map none = {0};
    struct mwords w = mask_words(a, &none, text);
    for (i64 i = 0; i < w.n; i++)
        if (w.w[i].folded.n > 1) map_put(m, a, w.w[i].folded, NULL);
}

/* Words live in what goes; keys must not. */
static struct map_entry *keep(struct maker *k, struct map *m, struct str word) {
    struct map_entry *old = map_get(m, word);
    return old ? old : map_put(m, k->perm, str_dup(k->perm, word), NULL);
}

static bool knows(const struct map *m, struct str folded) {
    return map_get(m, folded) != NULL;
}

/* ---- what is no name ---- */

static void learn_known(struct maker *k) {
    const struct book *b = k->m->b;
    struct map *known = &k->m->known;
    for (i64 i = 0; i < b->nplaces; i++) {
        learn(known, k->perm, b->places[i].name);
        learn(known, k->perm, b->places[i].name_ar);
        learn(known, k->perm, b->places[i].name_ru);
    }
    for (i64 i = 0; i < b->npublications; i++)
        learn(known, k->perm, b->publications[i].name);
    for (i64 i = 0; i < b->nparties; i++) {
        learn(known, k->perm, b->parties[i].name);
        for (i64 n = 0; n < b->parties[i].naliases; n++)
            learn(known, k->perm, b->parties[i].aliases[n].name);
    }
}

/* Words that the texts also write without a capital. */
static void learn_vocabulary(struct maker *k, const struct mwords *w) {
    for (i64 i = 0; i < w->n; i++)
        if (!w->w[i].capital && !w->w[i].arabic && !is_digit(w->w[i].folded.p[0]))
            keep(k, &k->m->vocabulary, w->w[i].folded);
}

static bool in_gazetteer(const struct maker *k, struct str folded) {
    struct place_hit hits[4];
    i64 n = gazetteer_find(&k->gazetteer, folded, hits, LEN(hits));
    for (i64 i = 0; i < n && i < LEN(hits); i++)
        if (!hits[i].person) return true;
    return n == 0 && country_by_name(&k->countries, folded) != NULL;
}

/* A word that is no part of a person's name by itself. */
static bool no_name(const struct maker *k, const struct mword *w) {
    return mword_is(w, LIST_BODY) || mword_is(w, LIST_PLAIN) || mword_is(w, LIST_TITLE) ||
           is_digit(w->folded.n ? w->folded.p[0] : 0) || knows(&k->m->known, w->folded) ||
           country_by_name(&k->countries, w->folded) != NULL;
}

/* ---- who speaks in office ---- */

/* ", director of the institute," right behind the name. */
static bool apposition_of_office(const struct maker *k, struct str text, struct span s) {
    if (!str_starts(str_sub(text, s.end, text.n), S(", "))) return false;
    struct str rest = str_sub(text, s.end + 2, s.end + 100);
    i64 stop = 0;
    while (stop < rest.n && rest.p[stop] != ',' && rest.p[stop] != '.' && rest.p[stop] != '\n')
        stop++;
    return words_hold(*k->a, &k->lists, LIST_OFFICE, str_sub(rest, 0, stop));
}

static bool is_lay(enum role r) {
    return r == ROLE_WITNESS || r == ROLE_RESIDENT || r == ROLE_RELATIVE || r == ROLE_VICTIM;
}

static bool speaks_in_office(const struct maker *k, struct str text, const struct said_link *l) {
    switch (l->role) {
    case ROLE_WITNESS:
    case ROLE_RESIDENT:
    case ROLE_RELATIVE:
    case ROLE_VICTIM: return false;
    case ROLE_OFFICIAL:
    case ROLE_SPOKESPERSON:
    case ROLE_MILITARY:
    case ROLE_POLITICIAN:
    case ROLE_UN: return true;
    case ROLE_UNKNOWN:
    case ROLE_ARMED_GROUP:
    case ROLE_EXPERT:
    case ROLE_MEDIC:
    case ROLE_MEDIA:
    case ROLE_NGO: break;
    }
    return words_hold(*k->a, &k->lists, LIST_OFFICE, span_words(text, l->who)) ||
           apposition_of_office(k, text, l->who);
}

/* The first word that ends after `at`. */
static i64 word_from(const struct mwords *w, u32 at) {
    i64 low = 0, high = w->n;
    while (low < high) {
        i64 mid = (low + high) / 2;
        if (w->w[mid].span.end <= at)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static bool inside(struct span s, const struct mword *w) {
    return span_covers(s, w->span);
}

static void learn_office(struct maker *k, i64 item, struct span s) {
    const struct mwords *all = &k->words[item];
    for (i64 i = word_from(all, s.start); i < all->n && all->w[i].span.start < s.end; i++) {
        const struct mword *w = &all->w[i];
        if (inside(s, w) && (w->capital || w->arabic) && !no_name(k, w) &&
            !mword_is(w, LIST_OFFICE))
            keep(k, &k->m->office, w->folded);
    }
}

/* ---- marks: one byte a word ---- */

static void mark(u8 *marks, i64 i, u8 with) {
    if (marks[i] < with) marks[i] = with;
}

static bool in_body(const struct mwords *w, i64 i);

/* The words that name somebody who must not be named: the capitalised ones; all of them where a
 * script has none. `lay`: a witness or relative; others keep a name under which they speak in
 * office elsewhere. */
static void mark_speaker(struct maker *k, i64 item, struct span s, bool lay, u8 *marks) {
    const struct mwords *all = &k->words[item];
    for (i64 i = word_from(all, s.start); i < all->n && all->w[i].span.start < s.end; i++) {
        const struct mword *w = &all->w[i];
        if (!inside(s, w) || no_name(k, w) || in_body(all, i)) continue;
        if (!lay && k->policy->names == NAMES_MASK && knows(&k->m->office, w->folded)) continue;
        bool plain = (w->first || w->headline) && knows(&k->m->vocabulary, w->folded);
        if (w->arabic || (w->capital && !plain))
            mark(marks, i, w->headline && !lay ? MARK_HERE : MARK_SURE);
    }
}

static void mark_span(struct maker *k, i64 item, struct span s, u8 with, u8 *marks) {
    const struct mwords *all = &k->words[item];
    if (!span_some(s)) return;
    for (i64 i = word_from(all, s.start); i < all->n && all->w[i].span.start < s.end; i++)
        mark(marks, i, with);
}

static void mark_claim(struct maker *k, const struct claim_row *r, u8 *marks) {
    struct str text = k->m->b->items[r->item].text;
    for (i64 i = 0; i < r->c.nvictims; i++)
        mark_span(k, r->item, r->c.victims[i].name, MARK_SURE, marks);
    for (i64 i = 0; i < r->c.said.nchain; i++) {
        const struct said_link *l = &r->c.said.chain[i];
        if (l->is_publication || !span_some(l->who)) continue;
        bool office = k->policy->names == NAMES_MASK && speaks_in_office(k, text, l);
        if (!office) mark_speaker(k, r->item, l->who, is_lay(l->role), marks);
    }
    for (i64 i = 0; i < r->c.nwhere; i++)
        if (r->c.where[i].place.n) mark_span(k, r->item, r->c.where[i].span, MARK_NO_NAME, marks);
    for (i64 i = 0; i < r->c.nnames; i++) {
        mark_span(k, r->item, r->c.names[i].name, MARK_NO_NAME, marks);
        mark_span(k, r->item, r->c.names[i].other, MARK_NO_NAME, marks);
    }
}

/* ---- runs of capitalised words ---- */

/* "National Forensic Institute": is the word in a run of capitalised words of which one names a
 * body? */
static bool in_body(const struct mwords *w, i64 i) {
    i64 from = i, to = i + 1;
    if (!w->w[i].capital) return false;
    while (from > 0 && w->w[from].joined && w->w[from - 1].capital &&
           !mword_is(&w->w[from - 1], LIST_TITLE))
        from--;
    while (to < w->n && w->w[to].joined && w->w[to].capital)
        to++;
    for (i64 k = from; k < to; k++)
        if (mword_is(&w->w[k], LIST_BODY)) return true;
    return false;
}

static bool free_word(const struct mword *w, u8 marked) {
    return (w->capital || w->arabic) && marked != MARK_NO_NAME;
}

/* [from, to): words of one possible name. Particles inside are kept, at the ends they are cut by
 * the caller. */
static i64 run_end(const struct mwords *w, const u8 *marks, i64 from) {
    i64 to = from + 1;
    while (to < w->n && w->w[to].joined && marks[to] != MARK_NO_NAME) {
        const struct mword *x = &w->w[to];
        bool particle = !x->capital && mword_is(x, LIST_PARTICLE) && to + 1 < w->n &&
                        w->w[to + 1].joined && w->w[to + 1].capital;
        if (!x->capital && !particle) break;
        if (mword_is(x, LIST_TITLE)) break;
        to++;
    }
    return to;
}

static bool age_behind(struct str text, u32 end) {
    return end + 4 < text.n && text.p[end] == ',' && text.p[end + 1] == ' ' &&
           is_digit(text.p[end + 2]) &&
           (text.p[end + 3] == ',' || (is_digit(text.p[end + 3]) && text.p[end + 4] == ','));
}

/* "Old Mill quarter": what stands behind tells a place. */
static bool body_behind(const struct mwords *w, i64 to) {
    return to < w->n && w->w[to].joined && mword_is(&w->w[to], LIST_BODY);
}

struct run {
    i64 from, to;
    bool after_title;
};

static bool is_person(const struct maker *k, struct str text, const struct mwords *w,
                      struct run r) {
    i64 unknown = 0, rare = 0;
    for (i64 i = r.from; i < r.to; i++) {
        if (mword_is(&w->w[i], LIST_BODY)) return false;
        if (no_name(k, &w->w[i])) continue;
        unknown++;
        rare += !knows(&k->m->vocabulary, w->w[i].folded);
    }
    if (unknown == 0 || body_behind(w, r.to)) return false;
    if (w->w[r.from].headline && !r.after_title) return false;
    struct arena tmp = *k->a;
    struct str phrase =
        span_words(text, (struct span){w->w[r.from].span.start, w->w[r.to - 1].span.end});
    if (!r.after_title && in_gazetteer(k, text_fold_name(&tmp, phrase))) return false;
    if (r.after_title || age_behind(text, w->w[r.to - 1].span.end)) return true;
    return r.to - r.from >= 2 && (rare >= 1 || unknown >= 2);
}

/* The first word of a sentence has its capital from there, when it is an ordinary word. */
static i64 skip_first(const struct maker *k, const struct mwords *w, i64 at) {
    const struct mword *x = &w->w[at];
    bool ordinary = mword_is(x, LIST_PLAIN) || mword_is(x, LIST_PARTICLE) ||
                    knows(&k->m->vocabulary, x->folded);
    return x->first && ordinary ? at + 1 : at;
}

/* In capitals a run goes on to the next comma: up to three words that are nothing else known. */
static i64 cut_capitals(const struct maker *k, const struct mwords *w, struct run r) {
    i64 to = r.from;
    while (to < r.to && to < r.from + 3 && !no_name(k, &w->w[to]) &&
           !knows(&k->m->vocabulary, w->w[to].folded))
        to++;
    return to;
}

static void mark_run(struct maker *k, struct str text, const struct mwords *w, struct run r,
                     u8 *marks) {
    while (r.from < r.to &&
           (mword_is(&w->w[r.from], LIST_PLAIN) || mword_is(&w->w[r.from], LIST_KIN)))
        r.from++;
    bool headline = r.from < r.to && w->w[r.from].headline;
    if (headline) r.to = cut_capitals(k, w, r);
    if (r.from >= r.to || !is_person(k, text, w, r)) return;
    bool office = true;
    for (i64 i = r.from; i < r.to; i++)
        office &= knows(&k->m->office, w->w[i].folded) || no_name(k, &w->w[i]) ||
                  mword_is(&w->w[i], LIST_PARTICLE);
    if (office) return;
    for (i64 i = r.from; i < r.to; i++)
        mark(marks, i, headline ? MARK_HERE : MARK_GUESSED);
}

/* Arabic has no capitals: after a title, a word that does not begin with the article, and the next
 * one. */
static void mark_arabic(struct maker *k, const struct mwords *w, i64 title, u8 *marks) {
    bool office = true;
    i64 to = title + 1;
    while (to < w->n && to < title + 3 && w->w[to].joined && w->w[to].arabic &&
           !mword_is(&w->w[to], LIST_TITLE)) {
        if (to == title + 1 && str_starts(w->w[to].folded, S("\xD8\xA7\xD9\x84"))) return;
        office &= knows(&k->m->office, w->w[to].folded);
        to++;
    }
    for (i64 i = title + 1; i < to && !office; i++)
        mark(marks, i, MARK_GUESSED);
}

static void mark_runs(struct maker *k, i64 item, u8 *marks) {
    const struct mwords *w = &k->words[item];
    struct str text = k->m->b->items[item].text;
    for (i64 i = 0; i < w->n;) {
        const struct mword *x = &w->w[i];
        bool title = mword_is(x, LIST_TITLE), kin = mword_is(x, LIST_KIN);
        if (title && x->arabic) mark_arabic(k, w, i, marks);
        bool leads = title || (kin && !x->headline);
        i64 from = leads ? i + 1 : skip_first(k, w, i);
        if (from != i && !(from < w->n && w->w[from].joined)) {
            i++;
            continue;
        }
        if (!free_word(&w->w[from], marks[from]) || w->w[from].arabic ||
            mword_is(&w->w[from], LIST_TITLE)) {
            i = from > i ? from : i + 1;
            continue;
        }
        i64 to = run_end(w, marks, from);
        mark_run(k, text, w, (struct run){from, to, leads}, marks);
        i = to;
    }
}

/* ---- words learnt, and met again ---- */

static void learn_names(struct maker *k, const struct mwords *w, const u8 *marks) {
    for (i64 i = 0; i < w->n; i++) {
        const struct mword *x = &w->w[i];
        if (marks[i] < MARK_GUESSED || x->folded.n < 3 || no_name(k, x) ||
            mword_is(x, LIST_PARTICLE))
            continue;
        if (marks[i] == MARK_GUESSED && knows(&k->m->office, x->folded)) continue;
        bool weak = knows(&k->m->vocabulary, x->folded) && !x->arabic;
        if (weak && x->headline) continue;
        struct map_entry *m = keep(k, &k->m->words, x->folded);
        if ((m->value & ~MARK_WEAK) < marks[i]) m->value = marks[i] | (weak ? MARK_WEAK : 0);
    }
}

static void mark_repeats(struct maker *k, const struct mwords *w, u8 *marks) {
    for (i64 i = 0; i < w->n; i++) {
        const struct mword *x = &w->w[i];
        if ((!x->capital && !x->arabic) || marks[i] == MARK_NO_NAME) continue;
        const struct map_entry *m = map_get(&k->m->words, x->folded);
        if (m && (!(m->value & MARK_WEAK) || (!x->first && !x->headline)))
            mark(marks, i, (u8)(m->value & ~MARK_WEAK));
    }
}

/* ---- ranges ---- */

static void add(struct maker *k, struct mask_list *l, i64 *cap, struct span s,
                enum mask_kind kind) {
    *PUSH(k->perm, l->all, l->n, *cap) = (struct mask){s, kind};
}

/* Neighbouring masked words become one range: how many names a person has is nobody's business
 * either. */
static struct mask_list ranges(struct maker *k, i64 item, const u8 *marks) {
    struct mask_list l = {0};
    i64 cap = 0;
    const struct mwords *w = &k->words[item];
    for (i64 i = 0; i < w->n; i++) {
        if (marks[i] < MARK_HERE) continue;
        bool goes_on = l.n && i > 0 && marks[i - 1] >= MARK_HERE && w->w[i].joined;
        if (goes_on)
            l.all[l.n - 1].span.end = w->w[i].span.end;
        else
            add(k, &l, &cap, w->w[i].span, MASK_NAME);
    }
    k->m->names += l.n;
    return l;
}

/* Sorted insertion of a place's words; lists are short. Overlaps are left to the names. */
static void mask_place(struct maker *k, struct mask_list *l, struct span s) {
    i64 at = 0;
    while (at < l->n && l->all[at].span.end <= s.start)
        at++;
    if (at < l->n && l->all[at].span.start < s.end) return;
    struct mask_list grown = {NEWN(k->perm, struct mask, l->n + 1), l->n + 1};
    for (i64 i = 0; i < at; i++)
        grown.all[i] = l->all[i];
    grown.all[at] = (struct mask){s, MASK_PLACE};
    for (i64 i = at; i < l->n; i++)
        grown.all[i + 1] = l->all[i];
    *l = grown;
}

static void mask_places(struct maker *k) {
    const struct book *b = k->m->b;
    for (i64 i = 0; i < b->nclaims; i++) {
        const struct claim_row *r = &b->claims[i];
        for (i64 w = 0; w < r->c.nwhere; w++) {
            const struct where *at = &r->c.where[w];
            bool exact =
                at->precision != PRECISION_UNKNOWN && (i64)at->precision <= k->policy->place_words;
            if (exact && span_some(at->span)) mask_place(k, &k->m->items[r->item], at->span);
        }
    }
}

static void mask_names(struct maker *k) {
    const struct book *b = k->m->b;
    u8 **marks = NEWN(k->a, u8 *, b->nitems);
    for (i64 i = 0; i < b->nitems; i++)
        marks[i] = NEWN(k->a, u8, k->words[i].n + 1);
    for (i64 i = 0; i < b->nclaims; i++)
        if (b->items[b->claims[i].item].text.n)
            mark_claim(k, &b->claims[i], marks[b->claims[i].item]);
    for (i64 i = 0; i < b->nitems; i++) {
        mark_runs(k, i, marks[i]);
        learn_names(k, &k->words[i], marks[i]);
    }
    for (i64 i = 0; i < b->nitems; i++) {
        mark_repeats(k, &k->words[i], marks[i]);
        k->m->items[i] = ranges(k, i, marks[i]);
    }
}

static void find_office(struct maker *k) {
    const struct book *b = k->m->b;
    for (i64 i = 0; i < b->nclaims && k->policy->names == NAMES_MASK; i++) {
        const struct claim_row *r = &b->claims[i];
        struct str text = b->items[r->item].text;
        for (i64 l = 0; l < r->c.said.nchain && text.n; l++) {
            const struct said_link *s = &r->c.said.chain[l];
            if (!s->is_publication && span_some(s->who) && speaks_in_office(k, text, s))
                learn_office(k, r->item, s->who);
        }
    }
}

void masks_build(struct arena *perm, struct arena scratch, const struct book *b,
                 const struct publish_policy *p, struct masks *out) {
    *out = (struct masks){.b = b,
                          .items = NEWN(perm, struct mask_list, b->nitems),
                          .show_names = p->names == NAMES_SHOW};
    struct maker k = {
        .perm = perm, .a = &scratch, .m = out, .policy = p, .lists = mask_lists(&scratch)};
    struct err e = {0};
    /* The program's own data: damaged only by a broken build. */
    CHECK(gazetteer_open(builtin_places(), &k.gazetteer, &e) == RC_OK);
    CHECK(countries_open(&scratch, builtin_countries(), &k.countries, &e) == RC_OK);
    k.words = NEWN(&scratch, struct mwords, b->nitems);
    learn_known(&k);
    mask_ordinary(perm, &out->vocabulary);
    for (i64 i = 0; i < b->nitems; i++) {
        k.words[i] = mask_words(&scratch, &k.lists, b->items[i].text);
        learn_vocabulary(&k, &k.words[i]);
    }
    find_office(&k);
    if (!out->show_names) mask_names(&k);
    mask_places(&k);
}

/* ---- use ---- */

bool mask_next(const struct masks *m, i64 item, u32 from, u32 to, struct mask *out) {
    const struct mask_list *l = &m->items[item];
    i64 low = 0, high = l->n;
    while (low < high) {
        i64 mid = (low + high) / 2;
        if (l->all[mid].span.end <= from)
            low = mid + 1;
        else
            high = mid;
    }
    if (low >= l->n || l->all[low].span.start >= to) return false;
    *out = l->all[low];
    return true;
}

struct str mask_span(struct arena *a, const struct masks *m, i64 item, struct span s) {
    struct str text = m->b->items[item].text;
    if (!span_some(s) || s.end > text.n) return (struct str){0};
    struct mask hit;
    if (!mask_next(m, item, s.start, s.end, &hit)) return span_words(text, s);
    struct buf out = buf_make(a, SITE_PAGE_MAX);
    u32 at = s.start;
    while (at < s.end && mask_next(m, item, at, s.end, &hit)) {
        if (hit.span.start > at) buf_put(&out, str_sub(text, at, hit.span.start));
        buf_puts(&out, MASK_SHOWN);
        at = hit.span.end;
    }
    if (at < s.end) buf_put(&out, str_sub(text, at, s.end));
    return buf_str(&out);
}

struct str mask_text(struct arena *a, const struct masks *m, struct str s) {
    if (m->show_names || s.n == 0) return s;
    struct map none = {0};
    struct mwords w = mask_words(a, &none, s);
    struct buf out = buf_make(a, SITE_PAGE_MAX);
    i64 at = 0;
    for (i64 i = 0; i < w.n; i++) {
        const struct map_entry *word = map_get(&m->words, w.w[i].folded);
        if (!word || ((word->value & MARK_WEAK) && (!w.w[i].capital || w.w[i].first))) continue;
        if (w.w[i].span.start > at || !out.n) buf_put(&out, str_sub(s, at, w.w[i].span.start));
        buf_puts(&out, MASK_SHOWN);
        at = w.w[i].span.end;
    }
    buf_put(&out, str_sub(s, at, s.n));
    return buf_str(&out);
}

bool mask_betrays(struct arena scratch, const struct masks *m, struct str s) {
    char *parted = NEWN(&scratch, char, s.n + 1);
    for (i64 i = 0; i < s.n; i++)
        parted[i] = is_alnum((unsigned char)s.p[i]) || s.p[i] < 0 ? s.p[i] : ' ';
    struct map none = {0};
    struct mwords w = mask_words(&scratch, &none, (struct str){parted, s.n});
    for (i64 i = 0; i < w.n; i++) {
        const struct map_entry *word = map_get(&m->words, w.w[i].folded);
        if (word && !(word->value & MARK_WEAK)) return !m->show_names;
    }
    return false;
}
