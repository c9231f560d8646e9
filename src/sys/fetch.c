#include "sys/fetch.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* ---- which URLs ---- */

static bool loopback(struct str host) {
    return str_eqc(host, "localhost") || str_eqc(host, "[::1]") || str_starts(host, S("127."));
}

/* Host of "scheme://host[:port]/…" without the port; "[…]" keeps its brackets. */
static struct str host_of(struct str rest) {
    i64 end = 0, cut;
    while (end < rest.n && rest.p[end] != '/' && rest.p[end] != '?' && rest.p[end] != '#')
        end++;
    struct str authority = str_sub(rest, 0, end);
    if (authority.n && authority.p[0] == '[')
        return str_sub(authority, 0, str_chr(authority, ']', 0) + 1);
    cut = str_chr(authority, ':', 0);
    return cut < 0 ? authority : str_sub(authority, 0, cut);
}

static bool octets_of_loopback(struct str host) {
    if (!str_starts(host, S("127."))) return true;
    for (i64 i = 0; i < host.n; i++)
        if (!is_digit(host.p[i]) && host.p[i] != '.') return false; /* 127.0.0.1.example */
    return true;
}

rc fetch_url_ok(struct str url, bool plain_http, struct err *e) {
    if (url.n > FETCH_URL_MAX)
        return fail(e, RC_USAGE, "the URL is longer than %d bytes", FETCH_URL_MAX);
    for (i64 i = 0; i < url.n; i++)
        if ((u8)url.p[i] <= 0x20 || (u8)url.p[i] >= 0x7f || url.p[i] == '\\' || url.p[i] == '@')
            return fail(e, RC_USAGE, "a URL holds no blanks, no '@' and ASCII alone");
    bool safe = str_starts(url, S("https://")), plain = str_starts(url, S("http://"));
    if (!safe && !plain) return fail(e, RC_USAGE, "a URL begins with https:// (or http://)");
    struct str host = host_of(str_sub(url, safe ? 8 : 7, url.n));
    if (!host.n) return fail(e, RC_USAGE, "the URL names no host");
    bool near = (loopback(host) && octets_of_loopback(host)) || str_ends(host, S(".onion"));
    if (safe || near || plain_http) return RC_OK;
    fail(e, RC_USAGE, "http:// without TLS goes to this machine and to .onion alone");
    return err_hint(e, "use https://");
}

/* ---- the child ---- */

/* The variables that curl reads to find a proxy; nothing else of the environment goes along. */
static const char *const PROXIES[] = {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy",
                                      "ALL_PROXY",  "no_proxy",    "NO_PROXY"};

struct child {
    pid_t pid;
    int in, out, said; /* ours: its stdin, stdout, stderr */
};

static char **words_of(struct arena *a, const struct fetch *f) {
    char **v = NEWN(a, char *, 40);
    int n = 0;
#define W(word) v[n++] = (char *)(word)
    W("curl"), W("-q"), W("--silent"), W("--show-error"), W("--globoff"), W("--no-netrc");
    W("--proto"), W("=http,https"), W("--max-redirs"), W("0"), W("--no-progress-meter");
    W("--user-agent"), W(""), W("--header"), W("Expect:");
    W("--max-time"), W(cstr(a, str_fmt(a, "%d", f->seconds)));
    W("--max-filesize"), W(cstr(a, str_fmt(a, "%lld", (long long)f->max)));
    W("--write-out"), W("\n%{http_code} %{content_type}");
    if (f->type.n) {
        W("--header"), W(cstr(a, str_cat(a, S("Content-Type: "), f->type)));
        W("--data-binary"), W("@-");
    }
    W("--url"), W(cstr(a, f->url));
#undef W
    v[n] = NULL;
    return v;
}

static char **proxies_of(struct arena *a) {
    char **v = NEWN(a, char *, LEN(PROXIES) + 1);
    int n = 0;
    for (i64 i = 0; i < LEN(PROXIES); i++) {
        const char *value = getenv(PROXIES[i]);
        if (value) v[n++] = (char *)cstr(a, str_fmt(a, "%s=%s", PROXIES[i], value));
    }
    return v;
}

static void close_pair(int p[2]) {
    for (int i = 0; i < 2; i++)
        if (p[i] >= 0) close(p[i]);
}

static int start_child(char **words, char **env, int in[2], int out[2], int said[2], pid_t *pid) {
    posix_spawn_file_actions_t acts;
    posix_spawnattr_t attr;
    sigset_t none, usual;
    sigemptyset(&none);
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    posix_spawn_file_actions_init(&acts);
    posix_spawnattr_init(&attr);
    posix_spawn_file_actions_adddup2(&acts, in[1], 0);
    posix_spawn_file_actions_adddup2(&acts, out[1], 1);
    posix_spawn_file_actions_adddup2(&acts, said[1], 2);
    posix_spawn_file_actions_addclosefrom_np(&acts, 3);
    posix_spawnattr_setsigmask(&attr, &none);
    posix_spawnattr_setsigdefault(&attr, &usual);
    posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    int no = posix_spawnp(pid, words[0], &acts, &attr, words, env);
    posix_spawnattr_destroy(&attr);
    posix_spawn_file_actions_destroy(&acts);
    return no;
}

/* Ends [1] are the child's. */
static bool make_pairs(int in[2], int out[2], int said[2]) {
    int kind = SOCK_STREAM | SOCK_CLOEXEC;
    return socketpair(AF_UNIX, kind, 0, in) == 0 && socketpair(AF_UNIX, kind, 0, out) == 0 &&
           socketpair(AF_UNIX, kind, 0, said) == 0;
}

static rc begin(struct arena *a, const struct fetch *f, struct child *c, struct err *e) {
    int in[2] = {-1, -1}, out[2] = {-1, -1}, said[2] = {-1, -1};
    int no = make_pairs(in, out, said) ? 0 : errno;
    if (!no) no = start_child(words_of(a, f), proxies_of(a), in, out, said, &c->pid);
    if (no) {
        close_pair(in), close_pair(out), close_pair(said);
        if (no != ENOENT) return fail(e, RC_IO, "curl cannot be run: %s", strerror(no));
        fail(e, RC_UNSUPPORTED, "asking over the network needs the program curl");
        return err_hint(e, "install it: apt install curl");
    }
    close(in[1]), close(out[1]), close(said[1]);
    c->in = in[0], c->out = out[0], c->said = said[0];
    return RC_OK;
}

/* ---- talking to it ---- */

struct talk {
    struct child c;
    struct str left; /* of the body, to send */
    struct buf out, said;
};

static void shut(int *fd) {
    if (*fd >= 0) close(*fd);
    *fd = -1;
}

static void feed(struct talk *t) {
    ssize_t k =
        t->left.n ? send(t->c.in, t->left.p, (size_t)t->left.n, MSG_NOSIGNAL | MSG_DONTWAIT) : 0;
    if (k < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (k > 0) t->left = str_sub(t->left, k, t->left.n);
    if (k <= 0 || !t->left.n) shut(&t->c.in); /* all said, or nobody listens */
}

static void drain(int *fd, struct buf *b) {
    char room[16384];
    ssize_t k = read(*fd, room, sizeof room);
    if (k < 0 && (errno == EINTR || errno == EAGAIN)) return;
    if (k <= 0)
        shut(fd);
    else
        buf_put(b, (struct str){room, k});
}

static i64 now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (i64)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Until it has closed its mouth. False when it goes on too long, or says too much. */
static bool listen_to(struct talk *t, int seconds) {
    i64 end = now_ms() + seconds * 1000LL + 2000; /* curl ends by itself before */
    while (t->c.out >= 0 || t->c.said >= 0) {
        struct pollfd p[3] = {{t->c.in, POLLOUT, 0}, {t->c.out, POLLIN, 0}, {t->c.said, POLLIN, 0}};
        i64 left = end - now_ms();
        if (left <= 0 || t->out.full) return false;
        if (poll(p, 3, (int)left) < 0 && errno != EINTR) return false;
        if (p[0].revents) feed(t);
        if (p[1].revents) drain(&t->c.out, &t->out);
        if (p[2].revents) drain(&t->c.said, &t->said);
    }
    return true;
}

static int finish(struct child *c, bool heard) {
    int status = 0;
    if (!heard) kill(c->pid, SIGKILL);
    shut(&c->in), shut(&c->out), shut(&c->said);
    while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
        ;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* The last line is ours: "200 text/plain". */
static bool take_answer(struct str all, struct fetched *out) {
    i64 cut = all.n, status = 0;
    while (cut > 0 && all.p[cut - 1] != '\n')
        cut--;
    struct str line = str_sub(all, cut, all.n), code = str_cut(&line, ' ');
    if (cut == 0 || !str_i64(code, &status) || status < 100 || status > 999) return false;
    *out = (struct fetched){(int)status, line, str_sub(all, 0, cut - 1)};
    return true;
}

/* Its words on one line, ASCII. */
static struct str said_words(struct arena *a, struct str said) {
    struct str line = str_dup(a, str_sub(str_trim(said), 0, 200));
    for (i64 i = 0; i < line.n; i++)
        if ((u8)line.p[i] < 0x20 || (u8)line.p[i] > 0x7e) ((char *)line.p)[i] = ' ';
    return line;
}

enum { CURL_TOO_LARGE = 63 };

rc fetch(struct arena *a, const struct fetch *f, struct fetched *out, struct err *e) {
    struct talk t = {.left = f->body};
    CHECK(f->seconds >= 1 && f->seconds <= FETCH_SECONDS_MAX);
    TRY(fetch_url_ok(f->url, f->plain_http, e));
    TRY(begin(a, f, &t.c, e));
    t.out = buf_make(a, f->max + 300);
    t.said = buf_make(a, 4096);
    bool heard = listen_to(&t, f->seconds);
    int status = finish(&t.c, heard);
    struct str host = host_of(str_sub(f->url, str_find(f->url, S("://"), 0) + 3, f->url.n));
    if (t.out.full || status == CURL_TOO_LARGE)
        return fail(e, RC_LIMIT, "%.*s answers with more than %lld bytes", SARG(host),
                    (long long)f->max);
    if (heard && status == 0 && take_answer(buf_str(&t.out), out)) {
        if (out->body.n <= f->max) return RC_OK;
        return fail(e, RC_LIMIT, "%.*s answers with more than %lld bytes", SARG(host),
                    (long long)f->max);
    }
    struct str words = said_words(a, buf_str(&t.said));
    fail(e, RC_IO, "%.*s does not answer: %.*s", SARG(host),
         SARG(words.n ? words
              : heard ? S("no HTTP")
                      : S("no end in time")));
    return err_hint(e, "check the URL, the network and the proxy variables; nothing was changed");
}
