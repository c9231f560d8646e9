#include "store/voice.h"

#include "base/utf8.h"
#include "text/fold.h"

/* Lower-case words of bodies, offices and groups: a run of capitalised words with or before one of
 * them names no person. */
static const char BODIES[] =
    " administration agency alliance armed army artillery assembly association authorities "
    "authority"
    " battalion board brigade brigades bureau cabinet centre center church city clinic command"
    " commission committee community company corps council court defence defense delegation "
    "department"
    " directorate division embassy federation force forces foundation front government group health"
    " hospital initiative institute interior investigators jazeera journal justice ledger league"
    " medics militants militia minister ministers ministry mission monitor movement nations navy"
    " network news observatory office officers officials organisation organization parliament party"
    " police press prosecutors prosecutor province radio rebels red region republic rescuers"
    " residents rights security senate service services society soldiers spokesman spokesperson"
    " spokeswoman staff state station television times town troops tv union united university"
    " village voice watch witnesses workers ";
static const char TITLES[] =
    " ambassador bishop brigadier captain chief colonel commander corporal deputy doctor dr emir"
    " father first general governor imam judge justice king lieutenant lt maj major marshal mayor"
    " minister miss mr mrs ms mullah nurse officer president prime prince private prof professor "
    "queen"
    " rev reverend second secretary sergeant sgt sheikh sir spokesman spokeswoman vice ";
static const char PARTICLES[] = " al el bin ibn abu von van de der la le da di du ben ";
/* Words that may open a description with a capital: no names. */
static const char OPENERS[] =
    " a about activists an another authorities several both civilians doctors eight eyewitnesses"
    " families farmers few fighters five four her his its it local locals many medics men most my"
    " neighbours nine nobody nurses officials one our parents people police refugees relatives "
    "rescuers"
    " residents seven she he they six soldiers some sources students survivors teachers ten that "
    "the"
    " their these this those three troops two villagers we witnesses women workers ";
static const char BEFORE_OTHERS[] = " of for in at from near to with and by on about against ";

static bool listed(const char *list, struct str folded) {
    char key[40];
    if (folded.n == 0 || folded.n > 36) return false;
    key[0] = ' ';
    memcpy(key + 1, folded.p, (size_t)folded.n);
    key[folded.n + 1] = ' ';
    return str_has(str_c(list), (struct str){key, folded.n + 2});
}

/* A capital, or a letter of a script that has none: then nothing says that it is no name. */
static bool capital(u32 cp) {
    if (cp < 0x80) return cp >= 'A' && cp <= 'Z';
    if (cp < 0x100) return cp >= 0xC0 && cp <= 0xDE;
    if (cp < 0x180) return (cp & 1) == 0;
    if (cp >= 0x400 && cp < 0x460) return cp < 0x430;
    return cp >= 0x370;
}

struct word {
    struct str raw, folded;
    bool cap, comma; /* comma: a comma or bracket stands before it */
};
enum { VOICE_WORDS_MAX = 64 };
struct words {
    struct word w[VOICE_WORDS_MAX];
    i64 n;
    bool cut;
};

static bool breaks(char c) {
    return c == ',' || c == '(' || c == ')' || c == ';' || c == ':';
}
static bool parts_words(char c) {
    return is_space(c) || breaks(c) || c == '"' || c == '/';
}

static void add_word(struct arena *a, struct words *out, struct str raw, bool comma) {
    if (out->n == VOICE_WORDS_MAX) {
        out->cut = true;
        return;
    }
    u32 cp = 0;
    i64 at = 0;
    while (at < raw.n && utf8_next(raw, at, &cp) && utf8_script(cp) == SCRIPT_NONE &&
           !is_digit((int)cp))
        at += utf8_next(raw, at, &cp);
    struct str folded = text_fold_name(a, raw);
    if (folded.n == 0) return;
    bool possessive = str_ends(raw, S("'s")) || str_ends(raw, S("’s"));
    if (possessive && folded.n > 1) folded.n--;
    out->w[out->n++] = (struct word){raw, folded, capital(cp), comma};
}

static void split(struct arena *a, struct str s, struct words *out) {
    out->n = 0;
    out->cut = false;
    bool comma = false;
    for (i64 i = 0; i < s.n;) {
        if (parts_words(s.p[i])) {
            comma |= breaks(s.p[i++]);
            continue;
        }
        i64 from = i;
        while (i < s.n && !parts_words(s.p[i]))
            i++;
        add_word(a, out, str_sub(s, from, i), comma);
        comma = false;
    }
}

/* The run of capitalised words that begins at `from`, particles between them included. */
static i64 run_end(const struct words *w, i64 from) {
    i64 end = from;
    for (i64 i = from; i < w->n; i++) {
        if (i > from && w->w[i].comma) break;
        if (w->w[i].cap)
            end = i + 1;
        else if (i == from || !listed(PARTICLES, w->w[i].folded))
            break;
    }
    return end;
}

static struct str joined(struct arena *a, const struct words *w, i64 from, i64 to) {
    struct buf b = buf_make(a, 1024);
    for (i64 i = from; i < to; i++) {
        if (i > from) buf_c(&b, ' ');
        buf_put(&b, w->w[i].folded);
    }
    return buf_str(&b);
}

static bool known_name(struct arena *a, const struct voice_names *n, const struct words *w,
                       i64 from, i64 to) {
    struct str s = joined(a, w, from, to);
    if (map_get(&n->places, s)) return true;
    for (i64 i = 0; i < n->nparties; i++)
        if (str_has(n->parties[i].folded, s)) return true;
    for (i64 i = 0; i < n->npublications; i++)
        if (str_has(n->publications[i].folded, s)) return true;
    return false;
}

/* Does the run [from,to) name a body, a place or a party rather than a person? */
static bool of_a_body(struct arena *a, const struct voice_names *n, const struct words *w, i64 from,
                      i64 to) {
    for (i64 i = from; i < to; i++)
        if (listed(BODIES, w->w[i].folded)) return true;
    if (to < w->n && !w->w[to].comma && listed(BODIES, w->w[to].folded)) return true;
    return known_name(a, n, w, from, to);
}

/* Finds the next run that may be a person's name, from *at on; titles before it are left out. */
static bool person(struct arena *a, const struct voice_names *n, const struct words *w, i64 *at,
                   i64 *from, i64 *to) {
    while (*at < w->n) {
        i64 f = *at, t = run_end(w, f);
        if (t == f) {
            ++*at;
            continue;
        }
        *at = t;
        while (f < t &&
               (listed(TITLES, w->w[f].folded) || (f == 0 && listed(OPENERS, w->w[f].folded))))
            f++;
        if (f == t || of_a_body(a, n, w, f, t)) continue;
        *from = f;
        *to = t;
        return true;
    }
    return false;
}

/* The speaker's own name: not one that stands behind "of", "for", … ("relatives of X"). */
static struct str own_name(struct arena *a, const struct voice_names *n, const struct words *w) {
    i64 at = 0, f, t;
    while (person(a, n, w, &at, &f, &t)) {
        i64 before = f;
        while (before > 0 && listed(TITLES, w->w[before - 1].folded) && w->w[before - 1].cap)
            before--;
        if (before > 0 && !w->w[before].comma && listed(BEFORE_OTHERS, w->w[before - 1].folded))
            continue;
        return w->w[t - 1].folded;
    }
    return (struct str){0};
}

static bool holds_name(struct arena *a, const struct voice_names *n, const struct words *w) {
    i64 at = 0, f, t;
    return w->cut || person(a, n, w, &at, &f, &t);
}

static void add_name(struct arena *a, struct voice_name **list, i64 *n, i64 *cap, struct str name,
                     i64 index) {
    struct str folded = text_fold_name(a, name);
    if (folded.n) *PUSH(a, *list, *n, *cap) = (struct voice_name){folded, index};
}

struct voice_names voice_names_make(struct arena *a, const struct book *b) {
    struct voice_names n = {.b = b};
    i64 cap = 0;
    for (i64 i = 0; i < b->nparties; i++) {
        const struct party *p = &b->parties[i];
        add_name(a, &n.parties, &n.nparties, &cap, p->name, i);
        for (i64 k = 0; k < p->naliases; k++)
            add_name(a, &n.parties, &n.nparties, &cap, p->aliases[k].name, i);
    }
    cap = 0;
    for (i64 i = 0; i < b->npublications; i++)
        add_name(a, &n.publications, &n.npublications, &cap, b->publications[i].name, i);
    for (i64 i = 0; i < b->nplaces; i++)
        map_put(&n.places, a, text_fold_name(a, b->places[i].name), NULL)->value = i;
    return n;
}

static bool has_words(struct str s, struct str part) {
    for (i64 at = 0; (at = str_find(s, part, at)) >= 0; at++) {
        bool head = at == 0 || s.p[at - 1] == ' ';
        if (head && (at + part.n == s.n || s.p[at + part.n] == ' ')) return true;
    }
    return false;
}

static i64 longest(const struct voice_name *list, i64 n, struct str folded, bool whole) {
    i64 best = -1, len = 0;
    for (i64 i = 0; i < n; i++) {
        if (list[i].folded.n <= len) continue;
        if (whole ? !str_eq(folded, list[i].folded) : !has_words(folded, list[i].folded)) continue;
        best = list[i].index;
        len = list[i].folded.n;
    }
    return best;
}

i64 voice_party(struct arena scratch, const struct voice_names *n, struct str words) {
    struct words w;
    split(&scratch, words, &w);
    return longest(n->parties, n->nparties, joined(&scratch, &w, 0, w.n), false);
}

i64 voice_publication(const struct book *b, const struct claim_row *r) {
    struct str id = r->item < 0 ? (struct str){0} : b->items[r->item].publication;
    return id.n ? book_publication(b, id) : -1;
}

struct str voice_publication_words(const struct book *b, i64 publication) {
    return publication < 0 ? S("a publication not named") : b->publications[publication].name;
}

static struct str role_words(enum role role) {
    switch (role) {
    case ROLE_OFFICIAL: return S("an official");
    case ROLE_SPOKESPERSON: return S("a spokesperson");
    case ROLE_MILITARY: return S("a member of armed forces");
    case ROLE_ARMED_GROUP: return S("a member of an armed group");
    case ROLE_WITNESS: return S("a witness");
    case ROLE_RESIDENT: return S("a resident");
    case ROLE_EXPERT: return S("an expert");
    case ROLE_MEDIC: return S("a medic");
    case ROLE_MEDIA: return S("another medium");
    case ROLE_NGO: return S("an organisation");
    case ROLE_UN: return S("a United Nations speaker");
    case ROLE_POLITICIAN: return S("a politician");
    case ROLE_RELATIVE: return S("a relative");
    case ROLE_VICTIM: return S("a person harmed");
    case ROLE_UNKNOWN: break;
    }
    return S("a person quoted");
}

static bool in_office(enum role r) {
    return r == ROLE_OFFICIAL || r == ROLE_SPOKESPERSON;
}

/* Roles that speak for somebody: their party is unknown until a name tells it. */
static bool for_a_party(enum role r) {
    return in_office(r) || r == ROLE_MILITARY || r == ROLE_ARMED_GROUP || r == ROLE_POLITICIAN ||
           r == ROLE_UNKNOWN;
}

/* One line, at most 160 bytes, ends on a character. */
static struct str shown(struct arena *a, struct str s) {
    s = str_trim(s);
    struct buf b = buf_make(a, 200);
    for (i64 i = 0; i < s.n; i++) {
        bool gap = is_space(s.p[i]);
        if (gap && i > 0 && is_space(s.p[i - 1])) continue;
        if (b.n >= 150 && utf8_boundary(s, i)) {
            buf_puts(&b, "…");
            break;
        }
        buf_c(&b, gap ? ' ' : s.p[i]);
    }
    return buf_str(&b);
}

/* "the ministry's spokesman" and "Ministry's spokesman" are one: a leading article says nothing. */
static struct str without_article(struct str s) {
    static const char *const heads[] = {"the ", "a ", "an ", "its ", "their ", "his ", "her "};
    for (i64 i = 0; i < LEN(heads); i++)
        if (str_starts(s, str_c(heads[i]))) return str_sub(s, (i64)strlen(heads[i]), s.n);
    return s;
}

static struct str key_of(struct arena *a, const struct voice_names *n, const struct words *w,
                         i64 party) {
    struct str name = own_name(a, n, w), folded = without_article(joined(a, w, 0, w->n));
    if (name.n) return str_cat(a, S("name "), name);
    i64 pub = longest(n->publications, n->npublications, folded, true);
    if (pub >= 0) return n->b->publications[pub].id;
    if (party >= 0) return n->b->parties[party].id;
    return str_cat(a, S("words "), folded);
}

/* "the Monitor", "the ministry" in its own publication: the publication speaks. */
static bool own_publication(struct arena *a, const struct voice_names *n, const struct words *w,
                            i64 publication) {
    struct str said = without_article(joined(a, w, 0, w->n));
    for (i64 i = 0; i < n->npublications; i++)
        if (n->publications[i].index == publication)
            return said.n >= 4 && has_words(n->publications[i].folded, said);
    return false;
}

struct voice voice_of(struct arena *a, const struct voice_names *n, const struct claim_row *r) {
    struct voice v = {.publication = voice_publication(n->b, r)};
    const struct said_link *l = r->c.said.nchain ? &r->c.said.chain[0] : NULL;
    if (!l || l->is_publication || !span_some(l->who)) return v;
    v.role = l->role;
    struct str said = book_words(n->b, r, l->who);
    struct words w;
    split(a, said, &w);
    if (w.n == 0) {
        v.words = role_words(v.role);
        v.key = S("?");
        return v;
    }
    if (v.publication >= 0 && own_publication(a, n, &w, v.publication)) return v;
    i64 party = longest(n->parties, n->nparties, joined(a, &w, 0, w.n), false);
    v.key = key_of(a, n, &w, party);
    v.party = party >= 0 ? n->b->parties[party].id : for_a_party(v.role) ? S("") : S("none");
    v.words = in_office(v.role) || !holds_name(a, n, &w) ? shown(a, said) : role_words(v.role);
    return v;
}

struct str voice_words(struct arena *a, const struct book *b, const struct claim_row *r) {
    struct voice_names n = voice_names_make(a, b);
    struct voice v = voice_of(a, &n, r);
    return v.words.n ? v.words : voice_publication_words(b, v.publication);
}
