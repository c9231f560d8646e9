/* The desk over HTTP: pages to look at, operations to act.
 *
 *   GET  /…            a page: one `struct page`, a file page_*.c, a line in pages.def
 *   POST /do/NAME      an operation from a form (NAME "claim-add" for "claim add"); then 303 to
 * `next` GET|POST /api/v1/NAME   the same operation as JSON (perm <= PERM_READ: GET); openapi.json
 *   GET  /a/HASH/NAME  style sheets, scripts, icons: immutable
 *
 * A page reads; only operations write. Every request runs in one process alone (prefork workers),
 * with an arena of its own and the worker's session on the case. Nothing is loaded from outside;
 * CSP default-src 'none', scripts and styles from 'self' only: no inline script, no style
 * attribute. Every page works without JavaScript; classic scripts (desk.js, read.js, …) enhance it.
 *
 * Forms carry the session's CSRF token, `next`, and, when they edit something, what it was edited
 * against (form_match): if that has changed meanwhile, nothing is written and a page shows both. */
#ifndef CAIRN_WEB_WEB_H
#define CAIRN_WEB_WEB_H

#include "flow/session.h"
#include "publish/html.h"
#include "web/words.h"

struct pair {
    struct str name, value;
};

/* An uploaded file, spooled to a private temporary file that goes with the request (or its job). */
struct upload {
    struct str field, filename; /* base name as the browser gave it, never used as a path */
    const char *path;
    i64 size;
};

struct desk; /* what a worker keeps: session, settings, secrets (serve.h) */

struct req {
    struct arena *a;      /* lives as long as the answer */
    struct arena scratch; /* by value */
    struct desk *desk;
    struct str method, path;
    struct str seg[4]; /* what stood for {} in the page's path, decoded */
    struct pair *query, *form;
    i64 nquery, nform;
    struct upload *files;
    i64 nfiles;
    enum lang lang;
    struct rights rights; /* who asks; perms 0 before login */
    struct str csrf;      /* token of this session */
    struct op_ctx op;     /* for reading: session open, rights and actor set, rows discarded */
    /* the answer */
    int status;      /* 200 unless set */
    struct str type; /* text/html; charset=utf-8 unless set */
    struct buf *out; /* body; pages write through h */
    struct html h;
    struct str etag;     /* strong, without quotes; "" = none */
    struct str location; /* for 303 */
    struct str filename; /* not empty: sent as a download */
    bool cache;          /* may be kept for good: its path changes with its bytes */
    struct str *cookies; /* Set-Cookie lines */
    i64 ncookies, cap_cookies;
    struct str allow; /* with 405 */
    int refresh;      /* seconds after which the browser looks again; 0 = never */
    int send_fd;      /* a file to send instead of `out`, closed then; -1 = none */
    i64 send_n;
};

/* First value of a field, "" when absent. */
struct str req_query(const struct req *r, const char *name);
struct str req_form(const struct req *r, const char *name);
/* An integer of the query in [min,max], or dflt. */
i64 req_int(const struct req *r, const char *name, i64 min, i64 max, i64 dflt);
/* The path of this page with one field of the query set (or removed, value ""): for filters and
 * paging. */
struct str req_with(const struct req *r, const char *name, struct str value);

typedef rc page_fn(struct req *r, struct err *e);
struct page {
    const char *path;  /* "/item/{}": {} stands for one segment; no two pages match one path */
    const char *title; /* id of its title in the catalogue */
    const char *menu;  /* path of the menu entry that is lit; "" = none */
    enum perm perm;
    page_fn *get; /* writes the content of <main>; or sets type, location, … itself */
    bool bare;    /* no frame: it writes the whole answer (a file, an image, a feed) */
};
extern const struct page *const PAGES[]; /* pages.def; NULL-ended */

/* Sends a file that the program wrote, as a download of that name; of a folder, a tar. */
MUST rc send_out(struct req *r, const char *path, struct str name, struct err *e);

/* Runs an operation for reading from within a page: words as on the command line, rows returned.
 * Prefer the rooms and store/ directly where a page needs one thing. */
MUST rc page_rows(struct req *r, const char *const *words, i64 n, struct json ***rows, i64 *nrows,
                  struct err *e);

#endif
