/* The answer: its headers, and errors as pages or as problem documents (RFC 9457). */
#include "sys/os.h"
#include "web/desk.h"
#include "web/ui.h"

#include <microhttpd.h>
#include <stdio.h>

static const struct {
    const char *name, *value;
} HEADERS[] = {
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
     "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "same-origin"}, /* no-referrer makes the Origin of our own forms "null" */
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"X-Frame-Options", "DENY"},
    {"Permissions-Policy", "accelerometer=(), camera=(), display-capture=(), geolocation=(), "
                           "gyroscope=(), microphone=(), midi=(), payment=(), usb=()"},
};

void desk_log(const struct desk *d, const char *what, const char *why) {
    fprintf(stderr, "cairn: worker %d: %s: %s\n", d->number, what, why);
}

struct str req_header(struct MHD_Connection *c, const char *name) {
    return str_c(MHD_lookup_connection_value(c, MHD_HEADER_KIND, name));
}

void answer_reset(struct req *r) {
    struct buf *b = NEW(r->a, struct buf);
    *b = buf_make(r->a, DESK_ANSWER_MAX);
    r->out = b;
    r->h = (struct html){.b = b};
    r->type = r->etag = r->location = r->filename = (struct str){0};
    r->cache = false;
}

void answer_cookie(struct req *r, struct str name, struct str value, i64 seconds) {
    struct str line =
        str_fmt(r->a, "%.*s=%.*s; Path=/; Max-Age=%lld; HttpOnly; SameSite=Strict%s", SARG(name),
                SARG(value), (long long)seconds, r->desk->set->tls_key.n ? "; Secure" : "");
    *PUSH(r->a, r->cookies, r->ncookies, r->cap_cookies) = line;
}

/* ---- problems ---- */

static void problem_json(struct req *r, int status, const struct err *e) {
    struct json *j = json_obj(r->a);
    const char *hint = e->hint[0] ? e->hint : rc_hint(e->code);
    json_set_str(r->a, j, "type",
                 str_fmt(r->a, "docs/api.md#%.*s", SARG(str_lower(r->a, str_c(rc_name(e->code))))));
    json_set_str(r->a, j, "title", str_c(rc_title(e->code)));
    json_set_i(r->a, j, "status", status);
    json_set_str(r->a, j, "code", str_c(rc_name(e->code)));
    json_set_str(r->a, j, "detail", str_dup(r->a, str_c(e->msg)));
    if (hint[0]) json_set_str(r->a, j, "hint", str_dup(r->a, str_c(hint)));
    r->type = S("application/problem+json");
    buf_put(r->out, json_text(r->a, j));
    buf_c(r->out, '\n');
}

void problem_words(struct req *r, const struct err *e) {
    const char *hint = e->hint[0] ? e->hint : "";
    h_el(&r->h, "p", "note problem");
    h_attr(&r->h, "lang", S("en"));
    h_attr(&r->h, "dir", S("auto"));
    h_text(&r->h, str_c(e->msg));
    h_end(&r->h);
    if (!hint[0]) return;
    h_el(&r->h, "p", "hint");
    h_attr(&r->h, "lang", S("en"));
    h_attr(&r->h, "dir", S("auto"));
    h_text(&r->h, str_c(hint));
    h_end(&r->h);
}

void problem_do(struct req *r, rc code) {
    struct str what = words_term(r->lang, "errorhint", str_c(rc_name(code)));
    if (what.n) h_leaf(&r->h, "p", "", what);
}

/* The words of the code in the language of the page; the sentence itself as the program has it. */
static void problem_page(struct req *r, const struct err *e) {
    struct str title = words_term(r->lang, "error", str_c(rc_name(e->code)));
    h_leaf(&r->h, "h1", "", title.n ? title : str_c(rc_title(e->code)));
    problem_words(r, e);
    problem_do(r, e->code);
    h_el(&r->h, "p", "");
    ui_link_id(r, S("/"), "core.to_start");
    h_end(&r->h);
    struct str content = buf_str(r->out);
    struct buf *whole = NEW(r->a, struct buf);
    *whole = buf_make(r->a, DESK_ANSWER_MAX);
    frame_page(r, NULL, title, content, whole);
    r->out = whole;
}

static void problem(struct req *r, int status, const struct err *e) {
    struct str allow = r->allow;
    answer_reset(r);
    r->allow = allow;
    r->status = status;
    if (route_is_api(r))
        problem_json(r, status, e);
    else
        problem_page(r, e);
}

void answer_problem(struct req *r, const struct err *e) {
    struct err copy = *e;
    if (!copy.code) copy.code = RC_INTERNAL;
    if (!copy.msg[0]) fail(&copy, copy.code, "%s", rc_title(copy.code));
    problem(r, rc_http(copy.code), &copy);
}

void answer_status(struct req *r, int status, rc code, const char *msg) {
    struct err e = {0};
    fail(&e, code, "%s", msg);
    problem(r, status, &e);
}

/* ---- to the wire ---- */

static void put(struct MHD_Response *m, const char *name, struct req *r, struct str value) {
    (void)MHD_add_response_header(m, name, cstr(r->a, value));
}

/* RFC 6266 and 5987: the plain form for old programs, the other for names in any script. */
static struct str disposition(struct req *r) {
    struct str plain = str_dup(r->a, r->filename);
    for (i64 i = 0; i < plain.n; i++)
        if (!is_alnum((u8)plain.p[i]) && !strchr("-_.", plain.p[i])) ((char *)plain.p)[i] = '_';
    return str_fmt(r->a, "attachment; filename=\"%.*s\"; filename*=UTF-8''%.*s", SARG(plain),
                   SARG(url_encode(r->a, r->filename)));
}

static void put_headers(struct MHD_Response *m, struct req *r, const struct intake *in) {
    for (i64 i = 0; i < LEN(HEADERS); i++)
        (void)MHD_add_response_header(m, HEADERS[i].name, HEADERS[i].value);
    put(m, "Content-Type", r, r->type.n ? r->type : S("text/html; charset=utf-8"));
    put(m, "Cache-Control", r,
        r->cache ? S("private, max-age=31536000, immutable") : S("no-store"));
    if (r->desk->set->tls_key.n) put(m, "Strict-Transport-Security", r, S("max-age=31536000"));
    if (r->etag.n) put(m, "ETag", r, str_fmt(r->a, "\"%.*s\"", SARG(r->etag)));
    if (r->location.n) put(m, "Location", r, r->location);
    if (r->filename.n) put(m, "Content-Disposition", r, disposition(r));
    if (r->refresh) put(m, "Refresh", r, str_fmt(r->a, "%d", r->refresh));
    if (r->allow.n) put(m, "Allow", r, r->allow);
    if (in->close) put(m, "Connection", r, S("close"));
    for (i64 i = 0; i < r->ncookies; i++)
        put(m, "Set-Cookie", r, r->cookies[i]);
}

int answer_queue(struct req *r, struct intake *in) {
    struct str body = r->out->n ? buf_str(r->out) : S("");
    struct MHD_Response *m =
        r->send_fd >= 0 ? MHD_create_response_from_fd64((uint64_t)r->send_n, r->send_fd)
                        : MHD_create_response_from_buffer((size_t)body.n, (void *)(uintptr_t)body.p,
                                                          MHD_RESPMEM_MUST_COPY);
    if (!m) return MHD_NO;
    r->send_fd = -1; /* the response closes it */
    put_headers(m, r, in);
    int status = r->status ? r->status : r->location.n ? 303 : 200;
    int ok = MHD_queue_response(in->c, (unsigned)status, m);
    MHD_destroy_response(m);
    return ok;
}
