#include "text/hints.h"

#include "text/pagewalk.h"

enum { HINT_BYTES = 400 }; /* of one attribute that are looked at */

/* Words and pairs of words in class, id and role, after the lists of Readability (Arc90, then
 * Mozilla; "unlikely candidates") and what news pages of the field use. Whole words only:
 * "commented" is no "comment". */
static const char *const boiler_words[] = {
    "ad",
    "ads",
    "adv",
    "advert",
    "advertisement",
    "advertising",
    "adsbygoogle",
    "alertdialog",
    "also-read",
    "author-bio",
    "banner",
    "breadcrumb",
    "breadcrumbs",
    "colophon",
    "comment",
    "comments",
    "commentlist",
    "complementary",
    "consent",
    "contentinfo",
    "cookie",
    "cookies",
    "copyright",
    "dialog",
    "disqus",
    "donate",
    "donation",
    "follow-us",
    "foot",
    "footer",
    "gdpr",
    "hamburger",
    "login",
    "log-in",
    "masthead",
    "menu",
    "menubar",
    "modal",
    "more-from",
    "more-news",
    "more-stories",
    "most-popular",
    "most-read",
    "most-viewed",
    "mostread",
    "nav",
    "navbar",
    "navbox",
    "navigation",
    "newsletter",
    "outbrain",
    "overlay",
    "pager",
    "pagination",
    "paywall",
    "popular",
    "popup",
    "print-only",
    "prev-next",
    "promo",
    "promoted",
    "read-also",
    "read-more",
    "read-next",
    "readmore",
    "recirc",
    "recirculation",
    "recommend",
    "recommended",
    "recommendation",
    "recommendations",
    "regwall",
    "related",
    "respond",
    "rss",
    "search",
    "searchbox",
    "see-also",
    "seealso",
    "share",
    "sharebar",
    "sharing",
    "sidebar",
    "side-bar",
    "sign-in",
    "sign-up",
    "signin",
    "signup",
    "site-header",
    "skip",
    "skip-link",
    "skiplink",
    "social",
    "socials",
    "sponsor",
    "sponsored",
    "subscribe",
    "subscription",
    "taboola",
    "tag-list",
    "tagcloud",
    "taglist",
    "toolbar",
    "tooltip",
    "top-bar",
    "topbar",
    "topnav",
    "trending",
    "you-may",
    "widget",
    "widgets",
};

/* "siteNav cookie_banner" → " site-nav cookie-banner " with '-' at both ends of each word: words
 * become findable. */
static struct str words_of(struct buf *b, struct str raw) {
    buf_c(b, '-');
    for (i64 i = 0; i < raw.n && i < HINT_BYTES; i++) {
        char c = raw.p[i];
        bool upper = c >= 'A' && c <= 'Z';
        bool after_lower = i && raw.p[i - 1] >= 'a' && raw.p[i - 1] <= 'z';
        if (upper && after_lower) buf_c(b, '-');
        if (is_space(c))
            buf_puts(b, "- -");
        else
            buf_c(b, is_alnum((u8)c) || (u8)c >= 0x80 ? lower(c) : '-');
    }
    buf_c(b, '-');
    return buf_str(b);
}

/* Lines that say who wrote a piece, for whom and when: they matter as much as the text. */
static const char *const credit_words[] = {
    "byline",     "by-line",   "author",       "authors",   "dateline",
    "entry-meta", "post-meta", "article-meta", "posted-on", "published",
    "timestamp",  "credit",    "credits",      "date",      "pubdate",
};

static bool says(struct arena scratch, struct str raw, const char *const *list, i64 n) {
    if (raw.n == 0) return false;
    struct buf b = buf_make(&scratch, HINT_BYTES * 4 + 8);
    struct str words = words_of(&b, raw);
    for (i64 i = 0; i < n; i++) {
        struct str word = str_c(list[i]);
        for (i64 at = 0; (at = str_find(words, word, at)) >= 0; at++)
            if (words.p[at - 1] == '-' && words.p[at + word.n] == '-') return true;
    }
    return false;
}

static bool any_says(struct arena scratch, const struct html_token *t, const char *const *list,
                     i64 n) {
    static const char *const attrs[] = {"class", "id", "role"};
    for (int i = 0; i < (int)LEN(attrs); i++)
        if (says(scratch, html_attr(t, attrs[i]), list, n)) return true;
    return false;
}

bool hints_boiler(struct arena scratch, const struct html_token *t) {
    return any_says(scratch, t, boiler_words, LEN(boiler_words));
}

bool hints_credit(struct arena scratch, const struct html_token *t) {
    return any_says(scratch, t, credit_words, LEN(credit_words));
}

bool hints_hidden(const struct html_token *t) {
    if (html_has_attr(t, "hidden") || str_eqi(html_attr(t, "aria-hidden"), S("true"))) return true;
    struct str style = str_sub(html_attr(t, "style"), 0, HINT_BYTES);
    i64 at = str_find(style, S("display"), 0);
    if (at < 0) return false;
    struct str rest = str_trim(str_sub(style, at + 7, style.n));
    if (!str_starts(rest, S(":"))) return false;
    return str_starts(str_trim(str_sub(rest, 1, rest.n)), S("none"));
}

u32 hints_kind(const struct html_token *t) {
    static const char *const layout[] = {"row",     "col",   "column",  "container", "wrapper",
                                         "wrap",    "inner", "section", "block",     "clearfix",
                                         "content", "grid",  "box",     "region",    "clear"};
    struct str all = str_trim(str_sub(html_attr(t, "class"), 0, HINT_BYTES));
    i64 n = 0;
    while (n < all.n && !is_space((u8)all.p[n]))
        n++;
    struct str word = str_sub(all, 0, n);
    for (int i = 0; i < (int)LEN(layout); i++)
        if (str_eqi(word, str_c(layout[i]))) return 0;
    return n ? (u32)(page_hash(word) >> 32 | 1) : 0;
}

/* Whole blocks that are a page's labels, not an article's words; folded as page_hash() folds.
 * Capitals of other scripts are not folded, so both forms stand here. */
static const char *const labels[] = {
    "advertisement",
    "advertising",
    "sponsored",
    "sponsored content",
    "read more",
    "read also",
    "related",
    "related articles",
    "related stories",
    "related news",
    "related topics",
    "more on this",
    "more on this story",
    "more stories",
    "most read",
    "most popular",
    "trending",
    "share",
    "share this",
    "share this article",
    "share on facebook",
    "tweet",
    "print",
    "email",
    "save",
    "listen",
    "comments",
    "leave a comment",
    "subscribe",
    "sign up",
    "follow us",
    "skip to content",
    "skip to main content",
    "back to top",
    "loading",
    "close",
    "menu",
    "search",
    "accept",
    "accept all",
    "i agree",
    "continue reading",
    "story continues below",
    "article continues below",
    "recommended",
    "recommended for you",
    "see also",
    "tags",
    "topics",
    "Реклама",
    "РЕКЛАМА",
    "реклама",
    "Читайте также",
    "ЧИТАЙТЕ ТАКЖЕ",
    "Смотрите также",
    "Поделиться",
    "ПОДЕЛИТЬСЯ",
    "Комментарии",
    "Подписаться",
    "Подпишитесь",
    "Теги",
    "Метки",
    "Похожие новости",
    "Новости по теме",
    "По теме",
    "Ещё по теме",
    "Популярное",
    "Читайте також",
    "Поділитися",
    "Коментарі",
    "Теги",
    "Дивіться також",
    "Новини за темою",
    "إعلان",
    "اعلان",
    "اقرأ أيضا",
    "اقرأ أيضاً",
    "إقرأ أيضا",
    "شارك",
    "مشاركة",
    "تعليقات",
    "التعليقات",
    "مواضيع ذات صلة",
    "أخبار ذات صلة",
    "الأكثر قراءة",
    "اشترك",
    "المزيد",
};

u64 *hints_labels(struct arena *a, i64 *n) {
    *n = LEN(labels);
    u64 *h = NEWN(a, u64, *n);
    for (i64 i = 0; i < *n; i++)
        h[i] = page_hash(str_c(labels[i]));
    return h;
}
