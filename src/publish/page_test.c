#include "publish/walk.h"

#include "base/t.h"

static struct str page(struct arena *a, const char *path, bool draft) {
    struct fixture f = fx_case(a);
    struct publish_stats st;
    return walk_read(a, walk_publish(a, &f, "site", draft, NULL, &st), str_c(path));
}

/* The text of a page without its tags, blanks folded: what is read. */
static struct str plain(struct arena *a, struct str html) {
    struct buf b = buf_make(a, 1 << 20);
    bool tag = false, blank = true;
    for (i64 i = 0; i < html.n; i++) {
        char c = html.p[i];
        if (c == '<')
            tag = true;
        else if (c == '>')
            tag = false;
        else if (!tag && !(is_space((unsigned char)c) && blank))
            buf_c(&b, is_space((unsigned char)c) ? ' ' : c), blank = is_space((unsigned char)c);
    }
    return buf_str(&b);
}

static void says(struct str text, const char *words, int line) {
    if (!str_has(text, str_c(words))) test_fail(__FILE__, line, "the page does not say: %s", words);
}
#define SAYS(words) says(t, words, __LINE__)

/* The target of CLAIMS.md. */
TEST(page_incident_says_what_it_must) {
    struct arena a = test_arena();
    struct str html = page(&a, "incidents/MRT-0001.html", false), t = plain(&a, html);
    SAYS("Reported: 14 bodies found, Marat");
    SAYS("“14 bodies” (14 bodies reported found)");
    SAYS("“Interior ministry officials” said, in Tavrian Agency, 10 March 2031 (date: recorder)");
    SAYS("“last week” (3–9 March 2031, counted from the publication date, as entered by the "
         "recorder)");
    SAYS("“the Old Mill quarter” (Marat)");
    SAYS("“Three” (3 bodies reported found, described as of children)");
    SAYS("said, quoting nobody");
    SAYS("The other 11: not described.");
    SAYS("Accused “fighters” (in the register: Lower Front)");
    SAYS("Reply by the accused “There were no executions in Marat” (a denial)");
    SAYS("said, as a denial:");
    SAYS("withheld here");
    SAYS("how they know: not stated");
    SAYS("Whether it happened");
    SAYS("One origin: owner not known");
    SAYS("Both ends are 14:");
    SAYS("Sealing shows that these words are unchanged since they were received, not that they "
         "are true.");
    EXPECT(str_has(html, S("<bdi lang=\"en\" dir=\"auto\">")));
    EXPECT(!str_has(t, S("17")));
}

TEST(page_incident_of_one_account_says_so) {
    struct arena a = test_arena();
    struct str t = plain(&a, page(&a, "incidents/MRT-0002.html", false));
    SAYS("One account in this case, from “A resident, ▮▮▮”");
    SAYS("no other account entered");
    SAYS("Reply by the accused none entered");
}

TEST(page_figure_leads_to_the_sentence) {
    struct arena a = test_arena();
    struct str html = page(&a, "figures/f-00000000000000000000000000000000.html", false),
               t = plain(&a, html);
    SAYS("Where does this number come from?");
    SAYS("14 bodies reported found");
    SAYS("Lowest and highest: 14 — “Interior ministry officials” said “14 bodies”");
    SAYS("By which rule");
    SAYS("log entry 2, part 0");
    EXPECT(str_has(html, S("<mark>14 bodies</mark>")));
    EXPECT(str_has(html, S("Chain of attribution")));
}

TEST(page_excerpts_are_cut) {
    struct arena a = test_arena();
    struct fixture f = fx_case(&a);
    struct publish_policy p = publish_policy_default();
    struct publish_stats st;
    p.excerpt_bytes = 80;
    const char *dir = walk_publish(&a, &f, "short", false, &p, &st);
    struct str t =
        plain(&a, walk_read(&a, dir, S("figures/f-00000000000000000000000000000000.html")));
    SAYS("[…]");
    SAYS("14 bodies");
    EXPECT(!str_has(t, S("MARAT, 10 March 2031 - Interior")));
}

TEST(page_redirect_keeps_old_codes) {
    struct arena a = test_arena();
    struct str html = page(&a, "incidents/MRT-0004.html", false), t = plain(&a, html);
    SAYS("MRT-0004 was merged");
    EXPECT(str_has(html, S("href=\"../incidents/MRT-0002.html\"")));
}

TEST(page_urls_with_names_are_cut) {
    struct arena a = test_arena();
    struct fixture f = fx_case(&a);
    struct publish_stats st;
    const char *dir = walk_publish(&a, &f, "site", false, NULL, &st);
    struct str *files;
    i64 n;
    bool cut = false;
    walk_files(&a, dir, &files, &n);
    for (i64 i = 0; i < n; i++)
        cut |= str_has(walk_read(&a, dir, files[i]), S("href=\"https://post.invalid/\""));
    EXPECT(cut);
}

TEST(page_registers_are_dated_and_sourced) {
    struct arena a = test_arena();
    struct str t = plain(&a, page(&a, "parties.html", false));
    SAYS("Sons of the &lt;Marsh&gt;, from 1 September 2030, an earlier name — source: a report");
    t = plain(&a, page(&a, "publications.html", false));
    SAYS("Government of Tavria, a party to the conflict");
    SAYS("not stated: counted as unknown, and an unknown tie is a tie");
    t = plain(&a, page(&a, "places.html", false));
    SAYS("Marat");
    EXPECT(!str_has(t, S("Old Mill"))); /* finer than the policy shows */
    t = plain(&a, page(&a, "timeline.html", false));
    SAYS("3–9 March 2031");
    SAYS("Date not stated");
    t = plain(&a, page(&a, "check.html", false));
    SAYS("test+00000000+AAAA");
    SAYS("that anything said is true");
    SAYS("sigsum.org/v1/tree/00 42 AAAA");
    t = plain(&a, page(&a, "data.html", false));
    SAYS("range@1");
    SAYS("mass_grave");
}
