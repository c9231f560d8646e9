/* The master: one socket, the key read once, workers forked and replaced, the browser opened. It
 * reads nothing of what strangers send. */
#include "web/serve.h"

#include "people/job.h"
#include "store/keys.h"
#include "sys/os.h"
#include "web/desk.h"
#include "web/tls.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct master {
    struct desk_settings set;
    struct op_ctx *c;
    char *key; /* guarded */
    const char *link;
    pid_t pid[DESK_WORKERS_MAX + 1];
    i64 began[DESK_WORKERS_MAX + 1];
    i64 deaths, since; /* in the minute that began at `since` */
};

static volatile sig_atomic_t stop_asked;
static void on_stop(int sig) {
    stop_asked = sig;
}
static void on_child(int sig) {
    (void)sig;
}

/* ---- what was asked for ---- */

static rc name_ok(struct str name, struct err *e) {
    bool ok = name.n <= 253;
    for (i64 i = 0; i < name.n; i++)
        ok = ok && (is_alnum((u8)name.p[i]) || strchr("-.:", name.p[i]));
    return ok ? RC_OK : fail(e, RC_USAGE, "--listen takes a host name or an address");
}

static rc settings(struct master *m, struct err *e) {
    struct op_ctx *c = m->c;
    struct desk_settings *s = &m->set;
    i64 port, workers;
    TRY(op_int(c, "port", 0, 65535, 0, &port, e));
    TRY(op_int(c, "workers", 1, DESK_WORKERS_MAX, 4, &workers, e));
    s->case_dir = c->case_dir;
    s->key_file = c->key_file;
    s->actor = c->actor;
    s->port = (int)port;
    s->workers = (int)workers;
    s->read_only = op_flag(c, "read-only");
    s->open_browser = !op_flag(c, "no-browser");
    s->name = op_str(c, "listen");
    static const char *const LOOPBACK[] = {"127.0.0.1", "localhost", "::1"};
    for (i64 i = 0; i < LEN(LOOPBACK); i++)
        if (str_eqc(s->name, LOOPBACK[i])) s->name = S("");
    return s->name.n ? name_ok(s->name, e) : RC_OK;
}

/* ---- the socket ---- */

static rc bind_to(struct master *m, const struct addrinfo *ai, struct err *e) {
    int on = 1, fd = socket(ai->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) return fail(e, RC_IO, "no socket can be made");
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    struct sockaddr_storage at = {0};
    socklen_t n = sizeof at;
    if (bind(fd, ai->ai_addr, ai->ai_addrlen) != 0 || listen(fd, 512) != 0 ||
        getsockname(fd, (struct sockaddr *)&at, &n) != 0) {
        rc r = fail(e, RC_IO, "port %d cannot be opened: %s", m->set.port,
                    errno == EADDRINUSE ? "another program has it" : "it is not allowed");
        (void)close(fd);
        err_hint(e, "choose another with `--port N`, or leave it out");
        return r;
    }
    m->set.port = ntohs(at.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&at)->sin6_port
                                                 : ((struct sockaddr_in *)&at)->sin_port);
    m->set.listen_fd = fd;
    return RC_OK;
}

static rc open_socket(struct master *m, struct err *e) {
    char port[16];
    struct addrinfo want = {.ai_family = AF_UNSPEC,
                            .ai_socktype = SOCK_STREAM,
                            .ai_flags = AI_NUMERICSERV | AI_PASSIVE},
                    *list;
    snprintf(port, sizeof port, "%d", m->set.port);
    const char *host = m->set.name.n ? cstr(m->c->perm, m->set.name) : "127.0.0.1";
    if (getaddrinfo(host, port, &want, &list) != 0)
        return fail(e, RC_USAGE, "--listen \"%.100s\" is no address of this machine", host);
    rc r = bind_to(m, list, e);
    freeaddrinfo(list);
    return r;
}

/* ---- the key: asked for once ---- */

static rc open_case(struct master *m, struct err *e) {
    struct op_ctx *c = m->c;
    struct store_key_opts k = {.key_file = c->key_file, .passphrase_file = c->passphrase_file};
    i64 n = 0;
    TRY(session_need_case(c, e));
    CHECK(sodium_init() >= 0);
    m->key = sodium_malloc(KEY_FILE_MAX);
    if (!m->key) return fail(e, RC_LIMIT, "no locked memory for the key");
    TRY(store_key_text(c->scratch, c->case_dir, &k, m->key, KEY_FILE_MAX, &n, e));
    m->set.key_text = c->key_text = (struct str){m->key, n};
    return session_open(c, e);
}

/* ---- TLS: given, or made once and kept in desk.db ---- */

static rc tls_given(struct master *m, struct err *e) {
    struct op_ctx *c = m->c;
    struct desk_settings *s = &m->set;
    struct str print;
    if (op_given(c, "tls-cert") != op_given(c, "tls-key"))
        return fail(e, RC_USAGE, "--tls-cert and --tls-key go together");
    if (!op_given(c, "tls-cert")) return RC_OK;
    TRY(os_read(c->perm, cstr(c->perm, op_str(c, "tls-cert")), KEY_FILE_MAX, &s->tls_cert, e));
    TRY(os_read(c->perm, cstr(c->perm, op_str(c, "tls-key")), KEY_FILE_MAX, &s->tls_key, e));
    s->tls_cert = str_dup(c->perm, s->tls_cert);
    s->tls_key = str_dup(c->perm, s->tls_key);
    return tls_fingerprint(c->perm, s->tls_cert, &print, e);
}

static struct str kept_pem(struct json **rows, i64 n, const char *name) {
    for (i64 i = 0; i < n; i++)
        if (str_eqc(json_get_str(rows[i], "name"), name)) return json_get_str(rows[i], "value");
    return S("");
}

static rc tls_kept(struct master *m, struct people *p, struct err *e) {
    struct op_ctx *c = m->c;
    struct desk_settings *s = &m->set;
    struct json **rows;
    struct err none = {0};
    i64 n, ends = 0;
    TRY(people_kept(p, c->perm, s->name, "tls", &rows, &n, e));
    s->tls_key = str_dup(c->perm, kept_pem(rows, n, "key"));
    s->tls_cert = str_dup(c->perm, kept_pem(rows, n, "certificate"));
    bool good = s->tls_key.n && tls_ends(s->tls_cert, &ends, &none) == RC_OK;
    if (good && ends > os_now() + 30 * 86400) return RC_OK;
    TRY(tls_make(c->perm, s->name, os_now(), &s->tls_key, &s->tls_cert, e));
    TRY(people_keep(p, s->name, "tls", S("key"), s->tls_key, e));
    return people_keep(p, s->name, "tls", S("certificate"), s->tls_cert, e);
}

/* Others may reach the desk only by a connection that nobody reads along, and only by name. */
static rc open_to_others(struct master *m, struct people *p, struct err *e) {
    struct str print;
    bool accounts;
    if (!m->set.name.n) return RC_OK;
    TRY(people_has_accounts(p, &accounts, e));
    if (!accounts) {
        fail(e, RC_DENIED, "a desk that others reach needs accounts; this case has none");
        return err_hint(e,
                        "make one for everybody with `cairn account add`, or leave out --listen");
    }
    if (!m->set.tls_key.n) TRY(tls_kept(m, p, e));
    TRY(tls_fingerprint(m->c->perm, m->set.tls_cert, &print, e));
    op_say(m->c, "certificate (SHA-256): %.*s", SARG(print));
    op_say(m->c, "compare it on each machine before accepting it there");
    return RC_OK;
}

/* ---- the folder for what is being uploaded ---- */

static rc make_tmp(struct master *m, struct err *e) {
    const char *base = getenv("TMPDIR");
    struct arena *a = m->c->perm;
    char *path = (char *)(uintptr_t)cstr(
        a, str_fmt(a, "%s/cairn-desk-XXXXXX", base && *base ? base : "/tmp"));
    if (!mkdtemp(path)) return fail(e, RC_IO, "no private folder can be made in %s", base);
    m->set.tmp_dir = path;
    return RC_OK;
}

static void sweep_tmp(struct master *m) {
    if (m->set.tmp_dir) folder_remove(m->c->scratch, m->set.tmp_dir);
}

static rc open_pipe(struct master *m, struct err *e) {
    int fd[2];
    if (pipe2(fd, O_CLOEXEC | O_NONBLOCK) != 0) return fail(e, RC_IO, "no pipe can be made");
    m->set.wake_read = fd[0];
    m->set.wake_write = fd[1];
    return RC_OK;
}

/* ---- the link ---- */

static void open_browser(const char *link) {
    pid_t p = fork();
    if (p != 0) return;
    int null = open("/dev/null", O_RDWR);
    for (int fd = 0; fd < 3 && null >= 0; fd++)
        (void)dup2(null, fd);
    execlp("xdg-open", "xdg-open", link, (char *)NULL);
    _exit(1);
}

static rc tell_link(struct master *m, struct people *p, struct err *e) {
    struct op_ctx *c = m->c;
    bool accounts;
    struct str secret = {0};
    TRY(people_has_accounts(p, &accounts, e));
    if (!accounts) TRY(people_link_make(p, c->perm, m->set.actor, os_now(), &secret, e));
    const char *link = cstr(
        c->perm, accounts ? str_cat(c->perm, m->set.origin, S("/login"))
                          : str_fmt(c->perm, "%.*s/in/%.*s", SARG(m->set.origin), SARG(secret)));
    op_say(c, "the desk is open: %s", link);
    if (!accounts) op_say(c, "the link works once, for ten minutes; Ctrl-C closes the desk");
    m->link = link;
    return RC_OK;
}

static rc settle(struct master *m, struct err *e) {
    struct op_ctx *c = m->c;
    struct people *p;
    struct desk_settings *s = &m->set;
    const char *host = s->name.n ? cstr(c->perm, s->name) : "127.0.0.1";
    TRY(people_open(c->perm, c->case_dir, store_page_key(c->session->store), &p, e));
    rc r = open_to_others(m, p, e);
    s->origin = str_fmt(c->perm, "%s://%s:%d", s->tls_key.n ? "https" : "http", host, s->port);
    s->cookie = str_fmt(c->perm, "%scairn_%d", s->tls_key.n ? "__Host-" : "", s->port);
    if (r == RC_OK) r = job_open(p, e);
    if (r == RC_OK) r = job_cut_off(p, true, S("{\"code\":\"INTERRUPTED\"}"), os_now(), e);
    if (r == RC_OK) r = tell_link(m, p, e);
    people_close(p);
    return r;
}

/* ---- the workers ---- */

/* The child begins with all signals blocked: it lets them in once it has handlers of its own, or a
 * stop that comes in between would be noted where nobody looks. */
static void start_worker(struct master *m, int at) {
    sigset_t old, all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &old);
    pid_t parent = getpid(), p = fork();
    if (p == 0) {
        (void)prctl(PR_SET_PDEATHSIG, SIGTERM);
        (void)prctl(PR_SET_DUMPABLE, 0);
        signal(SIGCHLD, SIG_DFL);
        if (getppid() != parent) _exit(0);
        _exit(at == m->set.workers ? jobs_run(&m->set, at) : worker_run(&m->set, at));
    }
    sigprocmask(SIG_SETMASK, &old, NULL);
    m->pid[at] = p;
    m->began[at] = os_now();
}

/* A worker that ends is replaced; when they die like flies the desk closes. */
static rc replace(struct master *m, int at, int status, struct err *e) {
    i64 now = os_now();
    bool reload = WIFEXITED(status) && WEXITSTATUS(status) == WORKER_RELOAD;
    bool died = !reload && (!WIFEXITED(status) || WEXITSTATUS(status) != 0);
    for (int i = 0; reload && i < m->set.workers; i++)
        if (m->pid[i] > 0) (void)kill(m->pid[i], SIGHUP); /* they finish and open anew */
    if (now - m->since > 60) {
        m->since = now;
        m->deaths = 0;
    }
    if (died && WIFSIGNALED(status))
        op_say(m->c, "worker %d ended by signal %d; another takes its place", at, WTERMSIG(status));
    if (died && ++m->deaths > DESK_RESTARTS_MAX)
        return fail(e, RC_INTERNAL, "the desk's workers end again and again");
    start_worker(m, at);
    return RC_OK;
}

/* Signals come in only while it sleeps: none is lost between a look and the sleep. */
static rc watch(struct master *m, struct err *e) {
    sigset_t ours, open;
    sigemptyset(&ours);
    sigaddset(&ours, SIGINT);
    sigaddset(&ours, SIGTERM);
    sigaddset(&ours, SIGCHLD);
    sigprocmask(SIG_BLOCK, &ours, &open);
    while (!stop_asked) {
        int status;
        pid_t p = waitpid(-1, &status, WNOHANG);
        if (p < 0 && errno != EINTR) return fail(e, RC_INTERNAL, "the desk has no workers");
        if (p == 0) (void)sigsuspend(&open);
        for (int i = 0; p > 0 && i <= m->set.workers && !stop_asked; i++)
            if (m->pid[i] == p) TRY(replace(m, i, status, e));
    }
    return RC_OK;
}

static void end_workers(struct master *m) {
    i64 until = os_now() + 8;
    for (int i = 0; i <= m->set.workers; i++)
        if (m->pid[i] > 0) (void)kill(m->pid[i], SIGTERM);
    for (int i = 0; i <= m->set.workers; i++) {
        while (m->pid[i] > 0 && waitpid(m->pid[i], NULL, WNOHANG) == 0 && os_now() < until)
            usleep(20000);
        if (m->pid[i] > 0) (void)kill(m->pid[i], SIGKILL);
    }
}

static rc serve(struct master *m, struct err *e) {
    TRY(settings(m, e));
    TRY(tls_given(m, e));
    TRY(open_case(m, e));
    TRY(make_tmp(m, e));
    TRY(open_socket(m, e));
    TRY(open_pipe(m, e));
    rc r = settle(m, e);
    session_close(m->c); /* a database handle must not go through a fork */
    if (r != RC_OK) return r;
    for (int i = 0; i <= m->set.workers; i++) /* the last one does the jobs */
        start_worker(m, i);
    if (m->set.open_browser) open_browser(m->link);
    return watch(m, e);
}

rc web_serve(void *self, struct op_ctx *c, struct err *e) {
    (void)self;
    struct master *m = NEW(c->perm, struct master);
    struct sigaction stop = {.sa_handler = on_stop}, child = {.sa_handler = on_child};
    m->c = c;
    m->set.listen_fd = m->set.wake_read = m->set.wake_write = -1;
    sigaction(SIGINT, &stop, NULL);
    sigaction(SIGTERM, &stop, NULL);
    sigaction(SIGCHLD, &child, NULL);
    rc r = serve(m, e);
    end_workers(m);
    sweep_tmp(m);
    if (m->key) sodium_free(m->key);
    c->key_text = (struct str){0};
    if (r == RC_OK) op_say(c, "the desk is closed");
    return r;
}
