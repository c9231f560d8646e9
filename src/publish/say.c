#include "publish/say.h"

#include "base/utf8.h"
#include "store/cited.h"
#include "store/proposal.h"

/* ---- words of others ---- */

static void masked(struct page *p, enum mask_kind k) {
    struct html *h = &p->h;
    h_el(h, "span", "mask");
    h_attr(h, "title", k == MASK_NAME ? S("name withheld") : S("place withheld"));
    h_text(h, S(MASK_SHOWN));
    h_end(h);
}

/* Bytes of the text, masked; the caller has opened the element. */
static void put_masked(struct page *p, i64 item, struct span s) {
    struct str text = p->s->b->items[item].text;
    struct mask hit;
    u32 at = s.start;
    while (at < s.end && mask_next(&p->s->masks, item, at, s.end, &hit)) {
        if (hit.span.start > at) h_text(&p->h, str_sub(text, at, hit.span.start));
        masked(p, hit.kind);
        at = hit.span.end;
    }
    if (at < s.end) h_text(&p->h, str_sub(text, at, s.end));
}

/* A language tag, as far as it looks like one (BCP 47). */
static void lang_of(struct page *p, i64 item) {
    struct str lang = p->s->b->items[item].lang;
    bool ok = lang.n >= 2 && lang.n <= 12;
    for (i64 i = 0; i < lang.n; i++)
        ok &= is_alnum((unsigned char)lang.p[i]) || lang.p[i] == '-';
    if (ok) h_attr(&p->h, "lang", lang);
    h_attr(&p->h, "dir", S("auto"));
}

static bool in_text(const struct page *p, i64 item, struct span s) {
    return span_some(s) && s.end <= p->s->b->items[item].text.n;
}

void say_words(struct page *p, i64 item, struct span s) {
    if (!in_text(p, item, s)) return;
    h_el(&p->h, "q", "w");
    h_text(&p->h, S("“"));
    h_begin(&p->h, "bdi");
    lang_of(p, item);
    put_masked(p, item, s);
    h_end(&p->h);
    h_text(&p->h, S("”"));
    h_end(&p->h);
}

/* Cut back to a blank, so that no word and no character is torn. */
static u32 back_to_blank(struct str t, u32 from, u32 at) {
    u32 i = at;
    while (i > from && !is_space((unsigned char)t.p[i]))
        i--;
    if (i > from) return i;
    while (at > from && !utf8_boundary(t, at))
        at--;
    return at;
}

/* At most `most` bytes of the passage, the marked part in it. */
static struct span window(struct str t, struct span all, struct span mark, u32 most) {
    if (!span_some(mark) || !span_covers(all, mark)) mark = (struct span){all.start, all.start};
    if (all.end - all.start <= most) return all;
    u32 length = mark.end - mark.start;
    if (length >= most)
        return (struct span){mark.start, back_to_blank(t, mark.start, mark.start + most)};
    u32 room = (most - length) / 2;
    u32 start = mark.start - all.start > room ? mark.start - room : all.start;
    if (start > all.start) {
        while (start < mark.start && !is_space((unsigned char)t.p[start]))
            start++;
        while (start < mark.start && is_space((unsigned char)t.p[start]))
            start++;
    }
    u32 end = start + most < all.end ? back_to_blank(t, mark.end, start + most) : all.end;
    return (struct span){start, end};
}

void say_excerpt(struct page *p, i64 item, struct span passage, struct span mark) {
    if (!in_text(p, item, passage)) return;
    struct str t = p->s->b->items[item].text;
    struct span w = window(t, passage, mark, (u32)p->s->o->policy.excerpt_bytes);
    if (!span_some(mark) || mark.start < w.start || mark.end > w.end)
        mark = (struct span){w.end, w.end};
    struct html *h = &p->h;
    h_el(h, "blockquote", "excerpt");
    lang_of(p, item);
    h_begin(h, "p");
    if (w.start > passage.start) h_text(h, S("[…] "));
    put_masked(p, item, (struct span){w.start, mark.start});
    if (span_some(mark)) {
        h_begin(h, "mark");
        put_masked(p, item, mark);
        h_end(h);
    }
    put_masked(p, item, (struct span){mark.end, w.end});
    if (w.end < passage.end) h_text(h, S(" […]"));
    h_end(h);
    h_end(h);
}

/* ---- who ---- */

bool say_nobody(const struct claim_row *r) {
    return r->c.said.nchain == 0 || r->c.said.chain[0].is_publication ||
           !span_some(r->c.said.chain[0].who);
}

static struct str publication_name(const struct site *s, i64 item) {
    i64 pub = book_publication(s->b, s->b->items[item].publication);
    return pub < 0 ? S("the report") : s->b->publications[pub].name;
}

void say_who(struct page *p, const struct claim_row *r) {
    if (say_nobody(r)) {
        h_begin(&p->h, "bdi");
        h_text(&p->h, publication_name(p->s, r->item));
        h_end(&p->h);
        h_text(&p->h, S(", quoting nobody"));
        return;
    }
    for (i64 i = 0; i < r->c.said.nchain; i++) {
        const struct said_link *l = &r->c.said.chain[i];
        if (l->is_publication || !span_some(l->who)) continue;
        if (i > 0) h_text(&p->h, S(", quoted by "));
        say_words(p, r->item, l->who);
    }
}

struct str say_who_text(struct arena *a, const struct site *s, const struct claim_row *r) {
    if (say_nobody(r))
        return str_fmt(a, "%.*s, quoting nobody", SARG(publication_name(s, r->item)));
    struct str out = {0};
    for (i64 i = 0; i < r->c.said.nchain; i++) {
        const struct said_link *l = &r->c.said.chain[i];
        if (l->is_publication || !span_some(l->who)) continue;
        struct str who = mask_span(a, &s->masks, r->item, l->who);
        out = out.n ? str_fmt(a, "%.*s, quoted by %.*s", SARG(out), SARG(who)) : who;
    }
    return out;
}

/* What came from the recorder and not from the bytes says so, everywhere it is shown. */
static struct str recorder_note(const struct item *it) {
    bool date = it->published.range.precision && str_has(it->published.anchor, S("recorder"));
    if (it->publication_by_recorder && date) return S(" (both: recorder)");
    if (it->publication_by_recorder) return S(" (publication: recorder)");
    return date ? S(" (date: recorder)") : S("");
}

void say_source(struct page *p, i64 item) {
    const struct item *it = &p->s->b->items[item];
    i64 pub = book_publication(p->s->b, it->publication);
    if (pub < 0)
        h_text(&p->h, S("publication not stated"));
    else
        page_link(p, str_fmt(p->a, "publications.html#%.*s", SARG(p->s->b->publications[pub].id)),
                  p->s->b->publications[pub].name);
    h_text(&p->h, S(", "));
    h_text(&p->h, it->published.range.precision ? date_words(p->a, it->published.range)
                                                : S("date not stated"));
    h_text(&p->h, recorder_note(it));
}

void say_cited(struct page *p, const struct claim_row *r) {
    const struct item *it = &p->s->b->items[r->item];
    struct str at = cited_numbers(p->a, cited_json(p->a, it, cited_span(r)));
    if (!at.n) return;
    h_text(&p->h, S(", "));
    h_leaf(&p->h, "span", "cited", at);
}

bool say_denies(const struct claim_row *r) {
    return r->c.said.act == ACT_DENIES || r->c.kind == KIND_denial ||
           r->c.polarity == POLARITY_NEGATIVE;
}

void say_said(struct page *p, const struct claim_row *r) {
    bool nobody = say_nobody(r);
    h_el(&p->h, "span", "by");
    if (!nobody) {
        say_who(p, r);
        h_text(&p->h, S(" said, in "));
    }
    h_el(&p->h, "span", "src");
    say_source(p, r->item);
    say_cited(p, r);
    h_end(&p->h);
    if (nobody) h_text(&p->h, S(" said, quoting nobody"));
    h_end(&p->h);
}

static void badge(struct page *p, const char *cls, struct str text) {
    h_text(&p->h, S(" "));
    h_leaf(&p->h, "span", cls, text);
}

void say_marks(struct page *p, i64 claim) {
    const struct claim_row *r = &p->s->b->claims[claim];
    if (p->s->side[claim] >= 0) badge(p, "badge side", S("side: a party to the conflict"));
    if (say_denies(r)) badge(p, "badge", S("denial"));
    if (r->c.modality == MODALITY_POSSIBLE) badge(p, "badge", S("said as possible"));
    if (r->c.modality == MODALITY_INTENDED) badge(p, "badge", S("said as intended"));
    if (r->c.modality == MODALITY_CONDITIONAL) badge(p, "badge", S("said under a condition"));
    if (r->c.repeats.n) badge(p, "badge", S("repeats another claim"));
    if (r->c.by_proposer.n) badge(p, "badge", S("proposed from outside"));
    if (r->c.status == STATUS_CONFLICT)
        badge(p, "badge warn", S("set aside in review"));
    else if (!book_reviewed(p->s->b, r))
        badge(p, "badge warn", S("unreviewed"));
    else if (r->reviewers >= 2)
        badge(p, "badge", S("reviewed by two persons"));
}

struct str say_proposed(struct arena *a, const struct claim *c) {
    struct str sure = proposal_verified(a, c, false), rest = proposal_verified(a, c, true);
    return str_fmt(a, "proposed from outside by %.*s; verified against the words: %.*s%s%.*s",
                   SARG(c->by_proposer), SARG(sure.n ? sure : S("nothing")),
                   rest.n ? "; left to a person: " : "", SARG(rest));
}

/* ---- numbers and nouns of ours ---- */

struct str say_number(struct arena *a, i64 n) {
    struct str d = str_fmt(a, "%lld", (long long)n);
    if (n < 1000) return d;
    struct buf b = buf_make(a, 64);
    for (i64 i = 0; i < d.n; i++) {
        if (i > 0 && (d.n - i) % 3 == 0) buf_c(&b, ',');
        buf_c(&b, d.p[i]);
    }
    return buf_str(&b);
}

struct str say_range(struct arena *a, i64 min, i64 max) {
    struct str low = say_number(a, min), high = say_number(a, max);
    if (max == COUNT_OPEN) return str_fmt(a, "%.*s or more", SARG(low));
    if (min == max) return low;
    if (min == 0) return str_fmt(a, "up to %.*s", SARG(high));
    return str_fmt(a, "%.*s–%.*s", SARG(low), SARG(high));
}

struct str say_plural(struct arena *a, i64 n, const char *one, const char *many) {
    return str_fmt(a, "%.*s %s", SARG(say_number(a, n)), n == 1 ? one : many);
}

static const char *const WHAT_PHRASE[] = {[WHAT_KILLED] = "reported killed",
                                          [WHAT_INJURED] = "reported injured",
                                          [WHAT_MISSING] = "reported missing",
                                          [WHAT_BODIES] = "reported found",
                                          [WHAT_DETAINED] = "reported detained",
                                          [WHAT_DISPLACED] = "reported displaced",
                                          [WHAT_EVACUATED] = "reported evacuated",
                                          [WHAT_WITNESSES] = "reported to have given accounts",
                                          [WHAT_SITES] = "reported",
                                          [WHAT_DEPOTS] = "reported",
                                          [WHAT_DEVICES] = "reported"};

static struct str thing(enum what what, bool one) {
    switch (what) {
    case WHAT_BODIES: return one ? S("body") : S("bodies");
    case WHAT_SITES: return one ? S("site") : S("sites");
    case WHAT_DEPOTS: return one ? S("depot") : S("depots");
    case WHAT_DEVICES: return one ? S("device") : S("devices");
    default: return one ? S("person") : S("people");
    }
}

struct str say_counted(struct arena *a, enum what what, enum who who, bool one) {
    static const char *const MANY[] = {
        [WHO_CHILD] = "children", [WHO_WOMAN] = "women", [WHO_MAN] = "men"};
    static const char *const ONE[] = {
        [WHO_CHILD] = "child", [WHO_WOMAN] = "woman", [WHO_MAN] = "man"};
    static const char *const AS[] = {
        [WHO_CIVILIAN] = "civilians", [WHO_COMBATANT] = "combatants", [WHO_OFFICIAL] = "officials"};
    const char *phrase = WHAT_PHRASE[what];
    if (who == WHO_CHILD || who == WHO_WOMAN || who == WHO_MAN) {
        const char *noun = one ? ONE[who] : MANY[who];
        if (what == WHAT_BODIES)
            return str_fmt(a, "%.*s %s, described as of %s", SARG(thing(what, one)), phrase,
                           MANY[who]);
        return str_fmt(a, "%s %s", noun, phrase);
    }
    if (who == WHO_UNKNOWN) return str_fmt(a, "%.*s %s", SARG(thing(what, one)), phrase);
    return str_fmt(a, "%.*s %s, described as %s%s", SARG(thing(what, one)), phrase,
                   what == WHAT_BODIES ? "of " : "", AS[who]);
}

struct str say_kind(struct arena *a, enum kind k) {
    struct str s = str_dup(a, kind_phrase(k));
    char *p = (char *)s.p; /* our own copy */
    if (s.n && p[0] >= 'a' && p[0] <= 'z') p[0] = (char)(p[0] - 'a' + 'A');
    return s;
}

/* "bodies reported found" -> "Reported: " and "bodies found". */
static struct str take_verb(struct arena *a, struct str phrase, struct str *verb) {
    static const struct str VERBS[] = {SI("reported"), SI("alleged"), SI("claimed"), SI("stated")};
    static const struct str SHOWN[] = {SI("Reported"), SI("Alleged"), SI("Claimed"), SI("Stated")};
    *verb = S("Reported");
    for (i64 i = 0; i < LEN(VERBS); i++) {
        i64 at = str_find(phrase, VERBS[i], 0);
        if (at < 1) continue;
        *verb = SHOWN[i];
        struct str rest = str_trim(str_sub(phrase, at + VERBS[i].n, phrase.n));
        struct str head = str_trim(str_sub(phrase, 0, at));
        return rest.n ? str_fmt(a, "%.*s %.*s", SARG(head), SARG(rest)) : head;
    }
    return phrase;
}

/* The number goes before a phrase that begins with what it counts, else behind it in brackets. */
static struct str with_number(struct arena *a, const struct site *s, i64 incident,
                              struct str phrase) {
    const struct figure *f = site_main_figure(s, incident);
    if (!f) return phrase;
    bool one = f->min == 1 && f->max == 1, all = f->who == WHO_UNKNOWN;
    struct str n = say_range(a, f->min, f->max);
    struct str first = phrase;
    first = str_cut(&first, ' ');
    bool counts = str_eqc(first, "people") || str_eqc(first, "bodies") || str_eqc(first, "deaths");
    if (counts && (all || f->who == WHO_CIVILIAN)) {
        struct str rest = str_sub(phrase, first.n, phrase.n);
        struct str noun = !one                       ? first
                          : str_eqc(first, "people") ? S("person")
                          : str_eqc(first, "deaths") ? S("death")
                                                     : S("body");
        return str_fmt(a, "%.*s %.*s%.*s", SARG(n), SARG(noun), SARG(rest));
    }
    struct str what = say_counted(a, f->what, all ? WHO_UNKNOWN : f->who, one);
    return str_fmt(a, "%.*s (%.*s %.*s)", SARG(phrase), SARG(n), SARG(what));
}

struct str say_place(struct arena *a, const struct site *s, i64 incident) {
    i64 at = s->incident_place[incident];
    if (at >= 0) return s->places[at].withheld ? S("place withheld") : s->places[at].name;
    struct str words = mask_text(a, &s->masks, s->b->incidents[incident].place_words);
    return words.n ? str_fmt(a, "“%.*s”", SARG(words)) : S("place not stated");
}

struct str say_when(struct arena *a, const struct site *s, i64 incident) {
    struct date_range r = s->b->incidents[incident].when;
    return r.precision ? date_words(a, r) : S("date not stated");
}

struct str say_headline(struct arena *a, const struct site *s, i64 incident) {
    struct str verb, phrase = take_verb(a, kind_phrase(s->b->incidents[incident].kind), &verb);
    phrase = with_number(a, s, incident, phrase);
    return str_fmt(a, "%.*s: %.*s, %.*s", SARG(verb), SARG(phrase),
                   SARG(say_place(a, s, incident)));
}

struct str say_accounts(struct arena *a, const struct site *s, i64 incident) {
    i64 voices, origins = s->b->incidents[incident].origins;
    switch (site_accounts(*a, s, incident, &voices)) {
    case ACCOUNTS_ONE: return S("one account in this case");
    case ACCOUNTS_SEVERAL_ONE_ORIGIN:
        return str_fmt(a, "%lld accounts, counted as one origin", (long long)voices);
    case ACCOUNTS_INDEPENDENT:
        return str_fmt(a, "%lld accounts, %lld independent origins", (long long)voices,
                       (long long)origins);
    }
    return S("");
}

struct str say_axis(enum axis x) {
    switch (x) {
    case AXIS_OCCURRENCE: return S("Whether it happened");
    case AXIS_NUMBER: return S("How many");
    case AXIS_RESPONSIBILITY: return S("Who did it");
    }
    return S("");
}

struct str say_finding(enum finding_kind k) {
    static const struct str WORDS[] = {[FINDING_TORTURE] = SI("traces of torture"),
                                       [FINDING_MUTILATION] = SI("mutilation"),
                                       [FINDING_GUNSHOT] = SI("gunshot wounds"),
                                       [FINDING_GUNSHOT_HEAD] = SI("gunshot wounds to the head"),
                                       [FINDING_CLOSE_RANGE] = SI("shots from close range"),
                                       [FINDING_PARTS_MISSING] = SI("body parts missing"),
                                       [FINDING_BOUND_HANDS] = SI("bound hands"),
                                       [FINDING_BURNS] = SI("burns"),
                                       [FINDING_DECOMPOSED] = SI("decomposition"),
                                       [FINDING_STRANGLED] = SI("strangulation"),
                                       [FINDING_STAB_WOUNDS] = SI("stab wounds"),
                                       [FINDING_BLINDFOLDED] = SI("blindfolds")};
    CHECK((i64)k < LEN(WORDS));
    return WORDS[k];
}
