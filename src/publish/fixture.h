/* A small case made by hand for the tests of this room: words are found in the texts, so that no
 * offset is counted by hand. Everything lives in the arena. */
#ifndef CAIRN_PUBLISH_FIXTURE_H
#define CAIRN_PUBLISH_FIXTURE_H

#include "publish/publish.h"

struct fixture {
    struct arena *a;
    struct book b;
};

struct fixture fx_make(struct arena *a);
i64 fx_publication(struct fixture *f, const char *name, const char *side);
i64 fx_party(struct fixture *f, const char *name, const char *alias);
i64 fx_place(struct fixture *f, const char *name, const char *parent, enum precision p, i32 lat,
             i32 lon);
i64 fx_item(struct fixture *f, i64 publication, const char *published, const char *lang,
            const char *text);
struct span fx_span(const struct fixture *f, i64 item,
                    const char *words); /* the words must stand there */
/* A claim of `speaker` ("" = nobody quoted); sentence = the line of the content. */
i64 fx_claim(struct fixture *f, i64 item, enum kind k, const char *speaker, enum role role,
             const char *content, const char *trigger);
void fx_count(struct fixture *f, i64 claim, const char *words, enum what what, enum who who,
              i64 min, i64 max);
void fx_where(struct fixture *f, i64 claim, const char *words, i64 place);
void fx_when(struct fixture *f, i64 claim, const char *words, const char *range);
void fx_perp(struct fixture *f, i64 claim, const char *words, i64 party);
void fx_victim(struct fixture *f, i64 claim, const char *name);
void fx_accept(struct fixture *f, i64 claim);
i64 fx_incident(struct fixture *f, const char *code, enum kind k, i64 place, const char *when,
                const i64 *claims, i64 n);
void fx_done(struct fixture *f); /* ids into the index */

/* A stand-in for the reconciling room, for tests only: one figure an incident, what, who; ties by
 * publication; a denial disputes what is said to have happened. */
void fx_recompute(struct arena *perm, struct arena scratch, struct book *b);
/* The case that most tests use: five documents, four incidents, names planted, one Arabic and one
 * Russian text. */
struct fixture fx_case(struct arena *a);

#endif
