/* What people added to an incident, as it is published: what was searched, replies by the accused,
 * what an aggregate counts together with others. Names inside these words are withheld like in
 * quotations; who entered them is not told. */
#include "publish/say.h"

static struct str shown(struct page *p, struct str s) {
    return mask_text(p->a, &p->s->masks, s);
}

static void quoted(struct page *p, struct str words) {
    h_el(&p->h, "q", "w");
    h_text(&p->h, S("“"));
    h_begin(&p->h, "bdi");
    h_attr(&p->h, "dir", S("auto"));
    h_text(&p->h, shown(p, words));
    h_end(&p->h);
    h_text(&p->h, S("”"));
    h_end(&p->h);
}

void say_searched(struct page *p, i64 incident) {
    const struct book *b = p->s->b;
    i64 n = 0;
    page_h2(p, "searched", S("What was searched"));
    for (i64 i = 0; i < b->nsearched; i++) {
        const struct searched *s = &b->searched[i];
        if (s->incident != incident) continue;
        if (n++ == 0) h_el(&p->h, "ul", "searched");
        h_begin(&p->h, "li");
        h_text(&p->h, shown(p, s->where));
        if (s->on.precision) h_text(&p->h, str_fmt(p->a, ", %.*s", SARG(date_words(p->a, s->on))));
        h_text(&p->h, S(". Found: "));
        h_text(&p->h, shown(p, s->found));
        h_end(&p->h);
    }
    if (n)
        h_end(&p->h);
    else
        page_para(p, "",
                  S("No search for further accounts of this incident is recorded in this case."));
}

static bool has_reply(const struct book *b, i64 incident) {
    for (i64 i = 0; i < b->nreplies; i++)
        if (b->replies[i].incident == incident) return true;
    return false;
}

bool say_replies(struct page *p, i64 incident) {
    const struct book *b = p->s->b;
    if (!has_reply(b, incident)) return false;
    page_term(p, S("Reply by the accused"));
    h_el(&p->h, "ul", "lines");
    for (i64 i = 0; i < b->nreplies; i++) {
        const struct reply *y = &b->replies[i];
        if (y->incident != incident) continue;
        i64 party = book_party(b, y->party);
        h_begin(&p->h, "li");
        h_text(&p->h, party < 0 ? shown(p, y->party) : b->parties[party].name);
        h_text(&p->h, S(" said: "));
        quoted(p, y->words);
        if (y->on.precision) h_text(&p->h, str_fmt(p->a, ", %.*s", SARG(date_words(p->a, y->on))));
        if (y->source.n) h_text(&p->h, str_fmt(p->a, " (%.*s)", SARG(shown(p, y->source))));
        h_end(&p->h);
    }
    h_end(&p->h);
    h_end(&p->h);
    return true;
}

void say_overlaps(struct page *p, i64 incident) {
    const struct book *b = p->s->b;
    i64 n = 0;
    for (i64 i = 0; i < b->noverlaps; i++) {
        const struct overlap *o = &b->overlaps[i];
        if (o->aggregate != incident || !site_shows(p->s, o->incident)) continue;
        if (n++ == 0) {
            page_h2(p, "overlaps", S("Counted elsewhere too"));
            page_para(p, "",
                      S("This is an aggregate: it counts what these incidents count too. In totals "
                        "only what is left of it is added."));
            h_el(&p->h, "ul", "overlaps");
        }
        h_begin(&p->h, "li");
        page_link(p, site_incident_path(p->a, p->s, o->incident), b->incidents[o->incident].code);
        h_text(&p->h, S(" "));
        h_text(&p->h, say_headline(p->a, p->s, o->incident));
        h_end(&p->h);
    }
    if (n) h_end(&p->h);
}
