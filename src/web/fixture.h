/* For the tests of this room: a case in a fresh folder, operations called in this process, pages
 * written without a server. */
#ifndef CAIRN_WEB_FIXTURE_H
#define CAIRN_WEB_FIXTURE_H

#include "base/t.h"
#include "flow/args.h"
#include "web/web.h"

struct fixture {
    struct arena a;
    const char *dir, *case_dir, *key;
    struct str actor;
    struct json *rows[256];
    i64 n; /* rows of the last call */
    struct err e;
};
/* Four short reports: bodies found and denied in Marat, two of Orlan; one names a resident. */
struct fixture *fixture_make(struct arena *a);
rc fixture_call(struct fixture *f, const char *const *words);
#define CALL(f, ...) fixture_call((f), (const char *const[]){__VA_ARGS__, NULL})
const char *fixture_file(struct fixture *f, const char *name, struct str bytes);

struct asked {
    const char *path;  /* as in its declaration: "/claim/{}" */
    struct str seg;    /* what stands for {} */
    const char *query; /* "a=b&c=d" */
    enum lang lang;
    const struct rights *rights; /* NULL: all */
};
/* The content of the page, all elements closed; "" and the code in *got when it fails or leads on
 * (*to). */
struct str fixture_page(struct fixture *f, struct asked q, rc *got, struct str *to);
/* Tags taken out, blanks folded. */
struct str fixture_text(struct arena *a, struct str html);
i64 fixture_count(struct str html, const char *what);

#endif
