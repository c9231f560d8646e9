/* Style sheets and scripts, linked into the program: one sheet, scripts each by itself, under paths
 * that hold their hash, so that browsers keep them for good. Adding one: its ASSET line (whole, on
 * one line) and a row below. */
#include "base/asset.h"
#include "proof/hash.h"
#include "web/desk.h"

ASSET(css_desk, "src/web/desk.css");
ASSET(js_desk, "src/web/desk.js");
ASSET(css_read, "src/web/read.css");
ASSET(js_read, "src/web/read.js");
ASSET(css_search, "src/web/search.css");
ASSET(css_review, "src/web/review.css");
ASSET(js_review, "src/web/review.js");

typedef struct str asset_fn(void);
static asset_fn *const SHEETS[] = {css_desk, css_read, css_review, css_search};
struct script {
    const char *name;
    asset_fn *get;
};
static const struct script SCRIPTS[] = {
    {"desk.js", js_desk},
    {"read.js", js_read},
    {"review.js", js_review},
    {NULL, NULL},
};

static struct str whole_sheet(struct arena *a) {
    struct buf b = buf_make(a, 4 << 20);
    for (i64 i = 0; i < LEN(SHEETS); i++)
        buf_put(&b, SHEETS[i]());
    return buf_str(&b);
}

static struct str address(struct arena *a, struct str bytes, const char *name) {
    u8 h[32];
    sha256(bytes, h);
    return str_fmt(a, "/a/%.*s/%s", SARG(hex_encode(a, (struct str){(char *)h, 8})), name);
}

struct str asset_style(struct arena *a) {
    return address(a, whole_sheet(a), "desk.css");
}

i64 asset_scripts(struct arena *a, struct str **paths) {
    i64 n = 0;
    *paths = NEWN(a, struct str, LEN(SCRIPTS));
    for (; SCRIPTS[n].name; n++)
        (*paths)[n] = address(a, SCRIPTS[n].get(), SCRIPTS[n].name);
    return n;
}

static struct str if_same(struct arena *a, struct str hash, struct str bytes, const char *name) {
    struct str at = address(a, bytes, name), want = str_fmt(a, "/a/%.*s/%s", SARG(hash), name);
    return str_eq(at, want) ? bytes : (struct str){0};
}

struct str asset_get(struct arena *a, struct str hash, struct str name, const char **type) {
    *type = "text/css; charset=utf-8";
    if (str_eqc(name, "desk.css")) return if_same(a, hash, whole_sheet(a), "desk.css");
    *type = "text/javascript; charset=utf-8";
    for (i64 i = 0; SCRIPTS[i].name; i++)
        if (str_eqc(name, SCRIPTS[i].name))
            return if_same(a, hash, SCRIPTS[i].get(), SCRIPTS[i].name);
    return (struct str){0};
}
