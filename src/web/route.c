/* Which page, form, call or asset a request is for, and whether who asks may have it. */
#include "sys/os.h"
#include "web/desk.h"

#define PAGE(sym) extern const struct page sym;
#include "web/pages.def"
#undef PAGE

const struct page *const PAGES[] = {
#define PAGE(sym) &sym,
#include "web/pages.def"
#undef PAGE
    NULL};

bool route_is_api(const struct req *r) {
    return str_starts(r->path, S("/api/")) || str_eqc(r->path, "/openapi.json");
}

/* "/item/{}" against decoded segments. */
static bool matches(const char *pattern, const struct str *seg, i64 n, struct req *r) {
    struct str rest = str_c(pattern + 1);
    i64 at = 0, holes = 0;
    if (rest.n == 0) return n == 0;
    while (rest.p) {
        struct str want = str_cut(&rest, '/');
        if (at == n) return false;
        if (str_eqc(want, "{}"))
            r->seg[holes++] = seg[at];
        else if (!str_eq(want, seg[at]))
            return false;
        at++;
    }
    return at == n;
}

static const struct page *find_page(struct req *r, const struct str *seg, i64 n) {
    for (i64 i = 0; PAGES[i]; i++)
        if (matches(PAGES[i]->path, seg, n, r)) return PAGES[i];
    return NULL;
}

static void to_login(struct req *r) {
    answer_reset(r);
    r->location = str_eqc(r->path, "/")
                      ? S("/login")
                      : str_cat(r->a, S("/login?next="), url_encode(r->a, r->path));
}

static void show(struct req *r, const struct page *p) {
    struct err e = {0};
    rc got = p->get(r, &e);
    if (got != RC_OK && got != RC_NO) return answer_problem(r, &e);
    if (p->bare || r->type.n || r->location.n) return;
    struct buf *whole = NEW(r->a, struct buf);
    *whole = buf_make(r->a, DESK_ANSWER_MAX);
    h_done(&r->h);
    frame_page(r, p, words_get(r->lang, p->title), r->out->n ? buf_str(r->out) : S(""), whole);
    r->out = whole;
}

/* Of a page: the thing that it is about, else what is searched and how the list is narrowed. */
static struct str looked_at(struct req *r) {
    struct buf b = buf_make(r->a, 4 * DESK_URI_MAX);
    if (r->seg[0].n) return r->seg[0];
    for (i64 i = 0; i < r->nquery; i++) {
        if (!r->query[i].value.n) continue;
        if (b.n) buf_c(&b, ' ');
        buf_put(&b, r->query[i].name);
        buf_c(&b, '=');
        buf_put(&b, r->query[i].value);
    }
    return buf_str(&b);
}

static void page(struct req *r, struct intake *in, const struct str *seg, i64 n) {
    const struct page *p = find_page(r, seg, n);
    if (!p || n < 0) {
        if (!in->sat) return to_login(r);
        return answer_status(r, 404, RC_NOTFOUND, "there is no such page");
    }
    if (!str_eqc(r->method, "GET") && !str_eqc(r->method, "HEAD")) {
        r->allow = S("GET, HEAD");
        return answer_status(r, 405, RC_USAGE, "a page is looked at, not posted to");
    }
    if (p->perm != PERM_NONE && !in->sat) return to_login(r);
    if (!op_may(&r->op, p->perm))
        return answer_status(r, 403, RC_DENIED, "your account may not see this page");
    if (p->perm != PERM_NONE && strcmp(p->path, "/job/{}") != 0) audit(r, p->path, looked_at(r));
    show(r, p);
}

static void asset(struct req *r, struct str hash, struct str name) {
    const char *type;
    struct str bytes = asset_get(r->a, hash, name, &type);
    if (!bytes.p) return answer_status(r, 404, RC_NOTFOUND, "there is no such file");
    r->type = str_c(type);
    r->cache = true;
    buf_put(r->out, bytes);
}

/* ---- coming in and going out ---- */

static void enter(struct req *r, struct str token) {
    answer_cookie(r, r->desk->set->cookie, token, DESK_SITTING_SECONDS);
    r->location = S("/");
}

static void one_time_link(struct req *r, struct str secret) {
    struct err e = {0};
    struct str token;
    rc got = people_link_use(r->desk->people, r->a, secret, os_now(), &token, &e);
    if (got != RC_OK) return answer_problem(r, &e);
    enter(r, token);
}

static void login(struct req *r) {
    struct err e = {0};
    struct str token, next = req_form(r, "_next");
    rc got = people_login(r->desk->people, r->a, req_form(r, "account"), req_form(r, "passphrase"),
                          req_form(r, "code"), os_now(), &token, &e);
    if (got == RC_DENIED) {
        problem_words(r, &e);
        show(r, &PAGE_LOGIN);
        r->status = rc_http(got);
        return;
    }
    if (got != RC_OK) return answer_problem(r, &e);
    enter(r, token);
    if (url_is_local(next)) r->location = str_dup(r->a, next);
}

static void logout(struct req *r, struct intake *in) {
    struct err e = {0};
    if (people_sitting_end(r->desk->people, in->sitting.id, &e) != RC_OK)
        return answer_problem(r, &e);
    answer_cookie(r, r->desk->set->cookie, S(""), 0);
    r->location = S("/login");
}

static bool csrf_fits(struct req *r, struct intake *in) {
    struct str given = req_form(r, "_csrf");
    if (given.n == 0) given = req_header(in->c, "X-CSRF-Token");
    return guard_same(given, r->csrf);
}

static void post(struct req *r, struct intake *in, const struct str *seg, i64 n) {
    if (n == 1 && str_eqc(seg[0], "login")) return login(r);
    if (!in->sat) return answer_status(r, 401, RC_DENIED, "nobody is logged in here");
    if (!csrf_fits(r, in))
        return answer_status(r, 403, RC_DENIED,
                             "this form is not of your session: load its page again");
    if (n == 1 && str_eqc(seg[0], "logout")) return logout(r, in);
    if (n == 2 && str_eqc(seg[0], "do")) return act_post(r, seg[1], in);
    if (n == 3 && str_eqc(seg[0], "api") && str_eqc(seg[1], "v1")) return api_call(r, seg[2], in);
    page(r, in, seg, n);
}

void route(struct req *r, struct intake *in) {
    struct str seg[8];
    i64 n = url_segments(r->a, r->path, seg, LEN(seg));
    if (n < 0) return answer_status(r, 400, RC_USAGE, "the address is malformed");
    if (str_eqc(r->method, "POST")) return post(r, in, seg, n);
    if (n == 3 && str_eqc(seg[0], "a")) return asset(r, seg[1], seg[2]);
    if (n == 2 && str_eqc(seg[0], "in")) return one_time_link(r, seg[1]);
    if (route_is_api(r)) {
        if (!in->sat) return answer_status(r, 401, RC_DENIED, "nobody is logged in here");
        if (n == 1) return openapi_document(r);
        if (n == 2 && str_eqc(seg[1], "v1")) return api_index(r);
        if (n == 3 && str_eqc(seg[1], "v1")) return api_call(r, seg[2], in);
        if (n == 4 && str_eqc(seg[2], "job")) return api_job(r, seg[3]);
        return answer_status(r, 404, RC_NOTFOUND, "there is no such call");
    }
    if (n == 2 && str_eqc(seg[0], "do")) {
        r->allow = S("POST");
        return answer_status(r, 405, RC_USAGE, "an act is posted, not looked at");
    }
    page(r, in, seg, n);
}
