/* One worker: libmicrohttpd in this one thread, epoll, a session on the case. Whatever goes wrong
 * in a request ends with the request; whatever is wrong with the process ends it, and the master
 * makes a new one. */
#include "sys/os.h"
#include "web/desk.h"

#include <errno.h>
#include <microhttpd.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static volatile sig_atomic_t stop_asked;
static void on_stop(int sig) {
    stop_asked = sig;
}
static volatile sig_atomic_t renew_asked;
static void on_renew(int sig) {
    renew_asked = sig;
}

/* ---- who asks ---- */

static enum lang lang_of(struct intake *in, struct str cookie) {
    struct str said[] = {url_cookie(cookie, S("cairn_lang")), in->sitting.lang,
                         req_header(in->c, "Accept-Language")};
    for (i64 k = 0; k < LEN(said); k++) {
        struct str rest = said[k];
        while (rest.p && rest.n) {
            struct str one = str_trim(str_cut(&rest, ','));
            for (int l = 0; l < LANG_COUNT; l++)
                if (str_eqi(str_sub(one, 0, 2), str_c(LANG_CODES[l])) &&
                    (one.n == 2 || one.p[2] == '-' || one.p[2] == ';'))
                    return (enum lang)l;
        }
    }
    return LANG_EN;
}

static rc find_sitting(struct intake *in, struct arena *a, struct str cookie, struct err *e) {
    struct desk *d = in->desk;
    struct str token = url_cookie(cookie, d->set->cookie);
    if (in->sat || token.n == 0) return RC_OK;
    TRY(people_sitting(d->people, a, token, os_now(), &in->sitting, &in->sat, e));
    if (in->sat && d->set->read_only) in->sitting.rights.read_only = true;
    return RC_OK;
}

static struct req *req_make(struct intake *in, const char *method) {
    struct desk *d = in->desk;
    struct arena *a = &d->answer;
    struct req *r = NEW(a, struct req);
    r->a = a;
    r->scratch = d->scratch;
    r->scratch.full = a->full;
    r->desk = d;
    r->method = str_dup(a, str_c(method));
    struct str rest = in->uri;
    r->path = str_dup(a, rest.p ? str_cut(&rest, '?') : S("/"));
    r->form = in->form;
    r->nform = in->nform;
    r->files = in->files;
    r->send_fd = -1;
    r->nfiles = in->nfiles;
    answer_reset(r);
    if (!in->uri.p) {
        in->close = true;
        r->status = 414;
    } else if (rest.p && !url_query(a, str_dup(a, rest), &r->query, &r->nquery)) {
        r->status = 400;
    }
    return r;
}

static void req_rights(struct req *r, struct intake *in) {
    struct desk *d = r->desk;
    r->rights = in->sat ? in->sitting.rights : (struct rights){.account = S("")};
    r->csrf = in->sat ? in->sitting.csrf : S("");
    r->op = d->base;
    r->op.perm = r->a;
    r->op.scratch = r->scratch;
    r->op.rights = &r->rights;
    r->op.actor = r->rights.account.n ? r->rights.account : d->set->actor;
}

static void set_lang(struct req *r, struct intake *in, struct str cookie) {
    struct str want = req_query(r, "lang");
    r->lang = lang_of(in, cookie);
    for (int l = 0; l < LANG_COUNT; l++)
        if (str_eqc(want, LANG_CODES[l])) {
            r->lang = (enum lang)l;
            answer_cookie(r, S("cairn_lang"), want, 365 * 86400);
        }
}

static void respond(struct req *r, struct intake *in) {
    struct err e = {0};
    struct str cookie = req_header(in->c, MHD_HTTP_HEADER_COOKIE);
    rc got = find_sitting(in, r->a, cookie, &e);
    req_rights(r, in);
    set_lang(r, in, cookie);
    if (r->status)
        return answer_status(r, r->status, r->status == 414 ? RC_LIMIT : RC_USAGE,
                             r->status == 414 ? "the address is too long"
                                              : "the query of the address is malformed");
    if (in->err.code && in->status) return answer_status(r, in->status, in->err.code, in->err.msg);
    if (in->err.code) return answer_problem(r, &in->err);
    if (got == RC_OK) got = session_renew(&r->op, &e);
    if (got != RC_OK) return answer_problem(r, &e);
    route(r, in);
}

/* ---- a request, from libmicrohttpd ---- */

struct req *desk_answer(struct intake *in, const char *method) {
    struct desk *d = in->desk;
    jmp_buf full;
    struct req *r;
    d->answer = d->answer_whole;
    d->answer.full = &full;
    if (setjmp(full) == 0) {
        r = req_make(in, method);
        respond(r, in);
        session_end(&d->base);
    } else {
        session_end(&d->base);
        arena_reset(&d->answer, d->answer_whole);
        r = req_make(in, method);
        req_rights(r, in);
        answer_status(r, 413, RC_LIMIT, "the answer to this would be too large; ask for less");
    }
    d->answer.full = NULL; /* the frame that it points into ends here */
    return r;
}

static int answer(struct intake *in, const char *method) {
    struct desk *d = in->desk;
    d->requests++;
    int ok = answer_queue(desk_answer(in, method), in);
    struct arena scratch = d->scratch;
    arena_reset(&scratch, d->scratch);
    arena_reset(&d->answer, d->answer_whole);
    return ok;
}

static void refuse(struct intake *in, int status, rc code, const char *msg) {
    fail(&in->err, code, "%s", msg);
    if (!in->status) in->status = status;
    in->close = true;
}

static enum MHD_Result count_one(void *cls, enum MHD_ValueKind kind, const char *key,
                                 const char *value) {
    static const char *const ONCE[] = {"Host",   "Content-Length", "Transfer-Encoding",
                                       "Cookie", "Content-Type",   "Origin",
                                       "Expect", "If-Match"};
    u8 *seen = cls;
    (void)kind, (void)value;
    for (i64 i = 0; i < LEN(ONCE); i++)
        if (str_eqi(str_c(key), str_c(ONCE[i]))) seen[i]++;
    if (!*key) seen[15]++;
    for (const char *p = key; *p; p++)
        if (!is_alnum((u8)*p) && !strchr("!#$%&'*+-.^_`|~", *p)) seen[15]++;
    for (const char *p = value ? value : ""; *p; p++)
        if ((u8)*p < 0x20 && *p != '\t') seen[15]++;
    return MHD_YES;
}

/* What other programs between here and the browser might read otherwise is refused. */
static void check_headers(struct intake *in, const char *version) {
    u8 seen[16] = {0};
    (void)MHD_get_connection_values(in->c, MHD_HEADER_KIND, count_one, seen);
    for (i64 i = 0; i < LEN(seen); i++)
        if (seen[i] > 1 || (i == 15 && seen[i]))
            return refuse(in, 400, RC_USAGE, "a header is malformed or there twice");
    if (seen[1] && seen[2])
        return refuse(in, 400, RC_USAGE, "Content-Length and Transfer-Encoding at once");
    struct str coding = req_header(in->c, "Transfer-Encoding");
    if (coding.n && !str_eqi(coding, S("chunked")))
        return refuse(in, 501, RC_UNSUPPORTED, "this transfer coding is not known here");
    if (coding.n && !strcmp(version, "HTTP/1.0"))
        return refuse(in, 400, RC_USAGE, "HTTP/1.0 has no transfer codings");
    struct str length = req_header(in->c, "Content-Length");
    i64 n = 0;
    if (seen[1] && (!str_i64(length, &n) || n < 0))
        return refuse(in, 400, RC_USAGE, "Content-Length is malformed");
    if (n > DESK_UPLOAD_MAX) refuse(in, 413, RC_LIMIT, "the body is too large");
    if (strcmp(version, "HTTP/1.1") != 0 && strcmp(version, "HTTP/1.0") != 0)
        refuse(in, 505, RC_UNSUPPORTED, "HTTP/1.1 is spoken here");
    if (!guard_host(in->desk->set, req_header(in->c, "Host")))
        refuse(in, 421, RC_DENIED, "this desk does not answer to that name");
}

static bool has_body(struct intake *in) {
    struct str length = req_header(in->c, "Content-Length");
    return (length.n && !str_eqc(length, "0")) || req_header(in->c, "Transfer-Encoding").n;
}

/* A stranger sends no gigabytes: who posts is known before the body is read. */
static void begin_post(struct intake *in) {
    struct err e = {0};
    struct str host = req_header(in->c, "Host"), cookie = req_header(in->c, "Cookie");
    if (!guard_origin(in->desk->set, host, req_header(in->c, "Origin"),
                      req_header(in->c, "Sec-Fetch-Site")))
        return refuse(in, 403, RC_DENIED, "this form was sent from another site");
    if (!in->whole.beg) in->whole = arena_make("a request's body", DESK_INTAKE_BYTES);
    in->a = in->whole;
    if (find_sitting(in, &in->a, cookie, &e) != RC_OK)
        return refuse(in, rc_http(e.code), e.code, e.msg);
    struct str path = in->uri;
    path = path.p ? str_cut(&path, '?') : S("");
    if (!in->sat && !str_eqc(path, "/login"))
        return refuse(in, 401, RC_DENIED, "nobody is logged in here: open the desk again");
    struct str type = req_header(in->c, "Content-Type");
    if (has_body(in) || type.n) intake_begin(in, type);
    if (in->err.code) in->close = true;
}

static void begin(struct intake *in, const char *method, const char *version) {
    in->begun = true;
    check_headers(in, version);
    bool get = !strcmp(method, "GET") || !strcmp(method, "HEAD");
    if (in->err.code) return;
    if (get) {
        if (has_body(in)) refuse(in, 400, RC_USAGE, "a GET has no body");
    } else if (!strcmp(method, "POST")) {
        begin_post(in);
    } else {
        refuse(in, 405, RC_USAGE, "only GET, HEAD and POST are done here");
    }
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *c, const char *url,
                                  const char *method, const char *version, const char *upload,
                                  size_t *n, void **con) {
    struct intake *in = *con;
    (void)cls, (void)url;
    if (!in) return MHD_NO;
    in->c = c;
    if (!in->begun) {
        begin(in, method, version);
        return in->err.code ? answer(in, method) : MHD_YES;
    }
    if (*n) {
        in->bytes_in += (i64)*n;
        if (in->bytes_in > DESK_UPLOAD_MAX || os_now() - in->came > DESK_BODY_SECONDS)
            return MHD_NO;
        intake_take(in, upload, *n);
        *n = 0;
        return MHD_YES;
    }
    intake_end(in);
    return answer(in, method);
}

/* The first that is known of a request: its target as it came. */
static void *on_target(void *cls, const char *uri, struct MHD_Connection *c) {
    struct desk *d = cls;
    (void)c;
    for (i64 i = 0; i < LEN(d->slots); i++) {
        struct intake *in = &d->slots[i];
        if (in->used) continue;
        i64 n = (i64)strlen(uri);
        in->desk = d;
        in->used = true;
        in->came = os_now();
        in->fd = -1;
        if (n <= DESK_URI_MAX) {
            memcpy(in->uri_bytes, uri, (size_t)n);
            in->uri = (struct str){in->uri_bytes, n};
        }
        return in;
    }
    return NULL;
}

static void on_done(void *cls, struct MHD_Connection *c, void **con,
                    enum MHD_RequestTerminationCode why) {
    (void)cls, (void)c, (void)why;
    if (*con) intake_drop(*con);
    *con = NULL;
}

static size_t as_it_is(void *cls, struct MHD_Connection *c, char *s) {
    (void)cls, (void)c;
    return strlen(s);
}

static void quiet(void *cls, const char *fmt, va_list ap) {
    (void)cls, (void)fmt, (void)ap; /* what strangers send is no news */
}

/* ---- the process ---- */

static struct MHD_Daemon *listen_here(struct desk *d) {
    const struct desk_settings *s = d->set;
    struct MHD_OptionItem tls[] = {
        {MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)(uintptr_t)cstr(&d->perm, s->tls_key)},
        {MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)(uintptr_t)cstr(&d->perm, s->tls_cert)},
        {MHD_OPTION_END, 0, NULL}};
    unsigned flags = MHD_USE_EPOLL | (s->tls_key.n ? MHD_USE_TLS : 0u);
    return MHD_start_daemon(
        flags, (uint16_t)s->port, NULL, NULL, on_request, d, MHD_OPTION_EXTERNAL_LOGGER, quiet,
        NULL, MHD_OPTION_LISTEN_SOCKET, s->listen_fd, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)DESK_CONNECTIONS_MAX, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
        (unsigned)DESK_PER_HOST_MAX, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)DESK_TIMEOUT_SECONDS,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)DESK_HEADER_BYTES, MHD_OPTION_STRICT_FOR_CLIENT,
        1, MHD_OPTION_NOTIFY_COMPLETED, on_done, NULL, MHD_OPTION_URI_LOG_CALLBACK, on_target, d,
        MHD_OPTION_UNESCAPE_CALLBACK, as_it_is, NULL, MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1,
        MHD_OPTION_ARRAY, s->tls_key.n ? tls : &tls[2], MHD_OPTION_END);
}

static void discard_row(void *self, const struct op *op, const struct json *row) {
    (void)self, (void)op, (void)row;
}
static void discard_words(void *self, const char *line) {
    (void)self, (void)line;
}
static void discard_bytes(void *self, struct str bytes) {
    (void)self, (void)bytes;
}
static void discard_progress(void *self, const char *what, i64 done, i64 all) {
    (void)self, (void)what, (void)done, (void)all;
}
static bool discard_stop(void *self) {
    (void)self;
    return false;
}
static const struct face NOWHERE = {
    NULL, discard_row, discard_words, discard_bytes, discard_progress, discard_stop, NULL};

rc desk_open(struct desk *d, const struct desk_settings *set, struct err *e) {
    d->set = set;
    d->perm = arena_make("a worker", CALL_PERM_BYTES);
    d->scratch = arena_make("a request's scratch", CALL_SCRATCH_BYTES);
    d->answer_whole = d->answer = arena_make("this request", DESK_ARENA_BYTES);
    d->base = (struct op_ctx){.perm = &d->perm,
                              .scratch = d->scratch,
                              .face = &NOWHERE,
                              .case_dir = set->case_dir,
                              .key_file = set->key_file,
                              .key_text = set->key_text,
                              .actor = set->actor};
    TRY(session_open(&d->base, e));
    TRY(people_open(&d->perm, set->case_dir, store_page_key(d->base.session->store), &d->people,
                    e));
    people_remote(d->people, set->name.n > 0);
    d->base.session->shared = true;
    TRY(db_share(d->base.session->db, e)); /* a cache of the log: what is lost is replayed */
    return people_share(d->people, e);
}

/* Until told to stop, then until what is under way is answered, five seconds at most. */
static void loop(struct desk *d, struct MHD_Daemon *m) {
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(m, MHD_DAEMON_INFO_EPOLL_FD);
    i64 until = 0;
    for (;;) {
        MHD_UNSIGNED_LONG_LONG wait = 1000;
        if (MHD_get_timeout(m, &wait) != MHD_YES || wait > 1000) wait = 1000;
        struct pollfd p = {.fd = info->epoll_fd, .events = POLLIN};
        if (poll(&p, 1, (int)wait) < 0 && errno != EINTR) return;
        if (MHD_run(m) != MHD_YES) return;
        bool ending = stop_asked || renew_asked || os_stopped() || d->requests >= DESK_REQUESTS_MAX;
        if (ending && !until) {
            until = os_now() + 5;
            (void)MHD_quiesce_daemon(m);
        }
        if (!until) continue;
        const union MHD_DaemonInfo *open =
            MHD_get_daemon_info(m, MHD_DAEMON_INFO_CURRENT_CONNECTIONS);
        if (stop_asked || os_now() >= until || !open || open->num_connections == 0) return;
    }
}

int worker_run(const struct desk_settings *set, int number) {
    static struct desk d; /* the process is this one desk */
    struct err e = {0};
    struct sigaction sa = {.sa_handler = on_stop};
    sigset_t none;
    sigemptyset(&none);
    sigaction(SIGTERM, &sa, NULL);
    sa.sa_handler = on_renew;
    sigaction(SIGHUP, &sa, NULL);
    signal(SIGINT, SIG_IGN); /* the master tells */
    signal(SIGPIPE, SIG_IGN);
    (void)sigprocmask(SIG_SETMASK, &none, NULL); /* blocked since the fork (serve.c) */
    d.number = number;
    if (desk_open(&d, set, &e) != RC_OK) {
        desk_log(&d, "the case does not open", e.msg);
        return rc_exit(e.code);
    }
    struct MHD_Daemon *m = listen_here(&d);
    if (!m) {
        desk_log(&d, "cannot serve", "libmicrohttpd does not start");
        return rc_exit(RC_IO);
    }
    loop(&d, m);
    MHD_stop_daemon(m);
    people_close(d.people);
    session_close(&d.base);
    return 0;
}
