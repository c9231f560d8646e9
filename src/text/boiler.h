/* Which blocks of a page are its main text. Internal to src/text.
 *
 * Two well-tried ideas and the page's own words:
 *   1. a block is content by its words and link density and those of its neighbours: the decision
 * tree of Kohlschütter, Fankhauser, Nejdl, "Boilerplate Detection using Shallow Text Features",
 * WSDM 2010, fig. 3 (boilerpipe's NumWordsRulesClassifier);
 *   2. the main text hangs under one element, and names like "cookie-banner" say what is not in it
 * (Readability, Arc90 2009);
 *   3. <article>, <main>, <nav>, <footer>, <aside>, role= say it outright.
 * So: the root is the smallest container that holds nearly all content words; under it everything
 * stays that is not said or seen to be boilerplate, also what is short: a sub-headline, a dateline,
 * a list. A lost sentence is worse than one too many: where the page's own words would throw out
 * nearly everything, they are not believed. Integers only. O(n). */
#ifndef CAIRN_TEXT_BOILER_H
#define CAIRN_TEXT_BOILER_H

#include "text/pagewalk.h"

struct kept {
    u8 *keep;     /* one a block: 0 or 1 */
    i64 n;        /* how many are 1 */
    i64 headline; /* block, or -1 */
};

/* `title`: the page's <title>, to tell the headline from a site's name. Writes to page->nodes
 * (words, heaviest). */
struct kept boiler_judge(struct arena *a, struct page *page, struct str title);

#endif
