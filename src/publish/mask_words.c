#include "publish/mask_words.h"

#include "base/asset.h"
#include "base/utf8.h"
#include "text/fold.h"

#include <utf8proc.h>

static const char *const LISTS[] = {
    [LIST_TITLE] =
        " mr mrs ms miss mme dr doctor prof professor sir lord lady dame sheikh shaykh sheikha "
        "imam mullah hajj haj "
        "father sister brother rev reverend bishop archbishop cardinal pastor rabbi patriarch "
        "captain lieutenant "
        "sergeant corporal private major colonel general brigadier marshal admiral commander "
        "commandant comandante "
        "president premier prime minister governor mayor senator deputy ambassador consul king "
        "queen prince princess "
        "emir sultan judge justice prosecutor attorney lawyer secretary chief director spokesman "
        "spokeswoman "
        "spokesperson nurse officer detective inspector commissioner engineer congressman "
        "congresswoman councillor "
        "monsignor don dona senor senora comrade журналист доктор господин госпожа генерал "
        "полковник майор капитан "
        "президент министр губернатор командир الدكتور الدكتوره القائد العميد العقيد اللواء "
        "الرئيس السيد السيده "
        "الشيخ النقيب الملازم الرائد ",
    [LIST_KIN] =
        " brother sister mother father son daughter wife husband widow widower uncle aunt cousin "
        "nephew niece grandson "
        "granddaughter grandfather grandmother neighbour neighbor friend colleague named called "
        "survivor witness "
        "resident farmer teacher student shopkeeper pharmacist driver journalist activist ",
    [LIST_BODY] =
        " ministry army armed forces force front brigade brigades battalion division regiment "
        "corps guard guards police "
        "government council agency press news post times gazette herald tribune ledger "
        "university institute college "
        "hospital clinic school church mosque cathedral monastery bridge street road avenue "
        "square river lake mount "
        "mountain mountains valley gate market bazaar airport airbase port harbour camp base "
        "prison court party union "
        "movement league alliance coalition organisation organization committee commission "
        "nations state states "
        "republic kingdom federation war islamic national international united supreme human "
        "rights watch monitor "
        "red cross crescent security defence defense foreign interior affairs office department "
        "bureau centre center "
        "radio television tv voice militia militias rangers liberation democratic popular "
        "operation treaty agreement "
        "accord accords north south east west northern southern eastern western central upper "
        "lower new old great sea "
        "ocean gulf desert hill hills island islands province district county city town village "
        "region governorate "
        "neighbourhood neighbourhoods neighborhood quarter quarters company group bank hotel "
        "house tower stadium park "
        "staff assembly parliament senate congress cabinet palace embassy battalions fighters "
        "network foundation "
        "association society commune observatory mission tribunal statute convention protocol "
        "resolution article "
        "фронт министерство армия агентство институт область район улица мост ",
    [LIST_OFFICE] =
        " spokesman spokeswoman spokesperson spokesmen minister ministry ministers president "
        "premier chancellor governor "
        "mayor director head chief chair chairman chairwoman chairperson secretary commissioner "
        "commander commandant "
        "general brigadier colonel admiral marshal prosecutor judge ambassador envoy "
        "representative official officials "
        "authorities authority council councillor government administration office police army "
        "military command "
        "coroner coordinator deputy senator parliament agency king emir prince rapporteur "
        "superintendent "
        "представитель министр министерства директор командующий губернатор президент المتحدث "
        "مدير مديره وزير "
        "محافظ رءيس القائد ",
    [LIST_PARTICLE] =
        " bin ibn bint abu abd al el ul de da do dos del della di du la le van von der den ter "
        "ben ",
    [LIST_PLAIN] =
        " a an the this that these those he she it we you they i his her its our your their my "
        "who what when where why "
        "how which whose and or but nor so yet for in on at by to of from with without into over "
        "under about after "
        "before since until during between among against as if then than not no yes all any some "
        "many most more few "
        "several both each every one two three four five six seven eight nine ten eleven twelve "
        "thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy "
        "eighty ninety hundred "
        "thousand million dozens scores hundreds thousands january february march april may june "
        "july august "
        "september october november december monday tuesday wednesday thursday friday saturday "
        "sunday january, today "
        "yesterday there here also only still however meanwhile according earlier later last "
        "first second another "
        "other women men children people residents soldiers civilians fighters witnesses "
        "officials authorities "
        "families medics doctors reporters is are was were be been has have had do does did will "
        "would can could may "
        "might must shall should said says say told asked added killed dead nearly least god ",
};

struct map mask_lists(struct arena *a) {
    struct map m = {0};
    for (i64 l = 0; l < LIST_COUNT; l++) {
        struct str rest = str_trim(str_c(LISTS[l]));
        while (rest.p) {
            struct str w = str_cut(&rest, ' ');
            if (w.n) map_put(&m, a, text_fold_name(a, w), NULL)->value |= 1 << l;
        }
    }
    return m;
}

ASSET(publish_closed, "data/lexicon/closed.tsv");
ASSET(publish_nouns, "data/lexicon/nouns.tsv");
ASSET(publish_people, "data/lexicon/people.tsv");
ASSET(publish_verbs, "data/lexicon/verbs.tsv");
ASSET(publish_phrases, "data/lexicon/phrases.tsv");

/* The endings that English puts to a noun or verb; a form too many does no harm here. */
static void add_forms(struct arena *a, struct map *m, struct str w) {
    static const char *const ENDS[] = {"", "s", "es", "d", "ed", "ing", "'s", "ly"};
    for (i64 i = 0; i < LEN(ENDS) && w.n; i++)
        map_put(m, a, text_fold_name(a, str_cat(a, w, str_c(ENDS[i]))), NULL);
    struct str stem = str_sub(w, 0, w.n - 1);
    if (str_ends(w, S("e"))) map_put(m, a, text_fold_name(a, str_cat(a, stem, S("ing"))), NULL);
    if (str_ends(w, S("y"))) map_put(m, a, text_fold_name(a, str_cat(a, stem, S("ies"))), NULL);
    if (str_ends(w, S("y"))) map_put(m, a, text_fold_name(a, str_cat(a, stem, S("ied"))), NULL);
}

static void add_words(struct arena *a, struct map *m, struct str words, char sep) {
    while (words.p) {
        struct str part = str_cut(&words, sep);
        while (part.p)
            add_forms(a, m, str_trim(str_cut(&part, ' ')));
    }
}

static void add_table(struct arena *a, struct map *m, struct str table) {
    while (table.p) {
        struct str line = str_cut(&table, '\n');
        if (!line.n || line.p[0] == '#') continue;
        i64 forms = str_find(line, S("forms="), 0);
        if (forms >= 0) {
            struct str rest = str_sub(line, forms + 6, line.n);
            add_words(a, m, str_cut(&rest, ' '), ',');
        }
        add_words(a, m, str_cut(&line, '\t'), ',');
    }
}

void mask_ordinary(struct arena *a, struct map *m) {
    add_table(a, m, publish_closed());
    add_table(a, m, publish_nouns());
    add_table(a, m, publish_people());
    add_table(a, m, publish_verbs());
    add_table(a, m, publish_phrases());
    add_words(a, m, str_c(LISTS[LIST_PLAIN]), ' ');
    add_words(a, m, str_c(LISTS[LIST_BODY]), ' ');
    add_words(a, m, str_c(LISTS[LIST_OFFICE]), ' ');
    add_words(a, m, str_c(LISTS[LIST_KIN]), ' ');
}

static bool letter(u32 cp) {
    if (cp < 0x80) return is_alnum((int)cp);
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
    return (c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_ME) || c == UTF8PROC_CATEGORY_ND;
}

static bool upper(u32 cp) {
    if (cp < 0x80) return cp >= 'A' && cp <= 'Z';
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
    return c == UTF8PROC_CATEGORY_LU || c == UTF8PROC_CATEGORY_LT;
}

static bool inner(u32 cp) {
    return cp == '\'' || cp == 0x2019 || cp == '-' || cp == 0x2010;
}

/* The end of the word that begins at `at`; an apostrophe or hyphen only between letters. */
static i64 word_end(struct str t, i64 at) {
    i64 end = at;
    for (;;) {
        u32 cp, after;
        int n = utf8_next(t, end, &cp);
        if (n == 0) return end;
        if (letter(cp)) {
            end += n;
            continue;
        }
        int m = inner(cp) ? utf8_next(t, end + n, &after) : 0;
        if (m == 0 || !letter(after)) return end;
        u32 next;
        bool possessive = (cp == '\'' || cp == 0x2019) && (after == 's' || after == 'S') &&
                          (utf8_next(t, end + n + m, &next) == 0 || !letter(next));
        if (possessive) return end;
        end += n + m;
    }
}

/* Only this between two words of one name. */
static bool joins(struct str between) {
    return str_eqc(between, " ") || str_eqc(between, "-") || str_eqc(between, ". ") ||
           str_eqc(between, "\xC2\xA0");
}

static bool begins_sentence(struct str between, const struct mword *before) {
    if (!before) return true;
    for (i64 i = 0; i < between.n; i++) {
        char c = between.p[i];
        if (c == '!' || c == '?' || c == '\n' || c == ':' || c == '"') return true;
        if (c == '.') return !mword_is(before, LIST_TITLE) && before->folded.n > 1;
    }
    return str_has(between, S("\xE2\x80\x9C")) || str_has(between, S("\xC2\xAB")) ||
           str_has(between, S("\xE2\x80\x94"));
}

/* ASCII needs no table; the rest is folded as names are. */
static struct str fold_word(struct arena *a, struct str w) {
    bool plain = true;
    for (i64 i = 0; i < w.n; i++)
        plain &= is_alnum((unsigned char)w.p[i]) != 0;
    return plain ? str_lower(a, w) : text_fold_name(a, w);
}

static bool all_capitals(struct str w) {
    i64 n = 0;
    for (i64 at = 0; at < w.n;) {
        u32 cp;
        int k = utf8_next(w, at, &cp);
        if (k == 0) return false;
        if (letter(cp) && !upper(cp) && !is_digit((int)cp)) return false;
        n += upper(cp);
        at += k;
    }
    return n >= 2;
}

/* In a line all in capitals, or in a headline whose words begin with them, a capital tells nothing.
 */
static void mark_lines(struct str text, struct mwords *m) {
    for (i64 i = 0; i < m->n;) {
        i64 end = str_chr(text, '\n', m->w[i].span.start), j = i, capitals = 0, all = 0;
        if (end < 0) end = text.n;
        for (; j < m->n && m->w[j].span.start < end; j++) {
            capitals += m->w[j].capital;
            all += all_capitals(span_words(text, m->w[j].span));
        }
        struct str line = str_trim(str_sub(text, m->w[i].span.start, end));
        char last = line.p[line.n - 1];
        bool headline = (j - i >= 3 && all * 10 >= (j - i) * 6) ||
                        (j - i >= 4 && capitals * 10 >= (j - i) * 7 && last != '.' && last != '"');
        for (; i < j; i++)
            m->w[i].headline = headline;
    }
}

struct mwords mask_words(struct arena *a, const struct map *lists, struct str text) {
    struct mwords m = {0};
    i64 cap = 0, last = 0;
    for (i64 at = 0; at < text.n;) {
        u32 cp;
        int n = utf8_next(text, at, &cp);
        if (n == 0 || !letter(cp)) {
            at += n ? n : 1;
            continue;
        }
        i64 end = word_end(text, at);
        struct str between = str_sub(text, last, at);
        struct mword w = {.span = {(u32)at, (u32)end},
                          .folded = fold_word(a, str_sub(text, at, end)),
                          .capital = upper(cp),
                          .arabic = utf8_script(cp) == SCRIPT_ARABIC,
                          .joined = m.n > 0 && joins(between),
                          .first = begins_sentence(between, m.n ? &m.w[m.n - 1] : NULL)};
        const struct map_entry *listed = map_get(lists, w.folded);
        w.lists = listed ? (u32)listed->value : 0;
        *PUSH(a, m.w, m.n, cap) = w;
        at = last = end;
    }
    mark_lines(text, &m);
    return m;
}

bool words_hold(struct arena scratch, const struct map *lists, enum word_list l, struct str text) {
    struct mwords m = mask_words(&scratch, lists, text);
    for (i64 i = 0; i < m.n; i++)
        if (mword_is(&m.w[i], l)) return true;
    return false;
}
