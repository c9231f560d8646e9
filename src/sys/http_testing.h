/* A small HTTP server on loopback for tests: a forked child that answers what a function says. */
#ifndef CAIRN_SYS_HTTP_TESTING_H
#define CAIRN_SYS_HTTP_TESTING_H

#include "base/t.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct http_asked {
    struct str method, path, type, body;
};
struct http_said {
    int status;
    struct str type, body, header; /* header: further ones, each with \r\n */
};
typedef void http_fn(void *ctx, struct arena *a, const struct http_asked *q, struct http_said *out);

struct http_server {
    pid_t pid;
    int port;
};

/* The value of a header of the request's head; empty when it is not there. */
__attribute__((unused)) static struct str http_header(struct str head, const char *name) {
    while (head.n) {
        struct str line = str_cut(&head, '\n'), key = str_cut(&line, ':');
        if (line.p && str_eqi(key, str_c(name))) return str_trim(line);
    }
    return (struct str){0};
}

__attribute__((unused)) static bool http_read(int fd, struct arena *a, struct http_asked *q) {
    struct buf b = buf_make(a, 8 << 20);
    i64 end = -1, want = 0;
    while (end < 0 || b.n < end + 4 + want) {
        char room[4096];
        ssize_t k = read(fd, room, sizeof room);
        if (k <= 0) return false;
        buf_put(&b, (struct str){room, k});
        if (end < 0 && (end = str_find(buf_str(&b), S("\r\n\r\n"), 0)) >= 0)
            (void)str_i64(http_header(str_sub(buf_str(&b), 0, end), "content-length"), &want);
    }
    struct str all = buf_str(&b), head = str_sub(all, 0, end), rest = head;
    q->method = str_cut(&rest, ' ');
    q->path = str_cut(&rest, ' ');
    q->type = http_header(head, "content-type");
    q->body = str_sub(all, end + 4, end + 4 + want);
    return true;
}

__attribute__((unused)) static void http_write(int fd, struct arena *a, const struct http_said *s) {
    struct str head = str_fmt(a,
                              "HTTP/1.1 %d x\r\nContent-Type: %.*s\r\n%.*sContent-Length: %lld\r\n"
                              "Connection: close\r\n\r\n",
                              s->status, SARG(s->type), SARG(s->header), (long long)s->body.n),
               all = str_cat(a, head, s->body);
    while (all.n > 0) {
        ssize_t k = send(fd, all.p, (size_t)all.n, MSG_NOSIGNAL);
        if (k <= 0) return;
        all = str_sub(all, k, all.n);
    }
}

__attribute__((unused, noreturn)) static void http_loop(int listening, http_fn *fn, void *ctx) {
    struct arena whole = arena_make("test server", 1 << 28);
    for (;;) {
        struct arena a = whole;
        int fd = accept(listening, NULL, NULL);
        if (fd < 0) continue;
        struct http_asked q = {{0}};
        struct http_said s = {.status = 200, .type = S("text/plain")};
        if (http_read(fd, &a, &q)) {
            fn(ctx, &a, &q, &s);
            http_write(fd, &a, &s);
        }
        close(fd);
    }
}

/* Ends with http_stop(), and with the test in any case. */
__attribute__((unused)) static struct http_server http_start(http_fn *fn, void *ctx) {
    struct http_server h = {0};
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    EXPECT(fd >= 0 && bind(fd, (struct sockaddr *)&at, n) == 0 && listen(fd, 16) == 0 &&
           getsockname(fd, (struct sockaddr *)&at, &n) == 0);
    h.port = ntohs(at.sin_port);
    h.pid = fork();
    if (h.pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        http_loop(fd, fn, ctx);
    }
    close(fd);
    return h;
}

__attribute__((unused)) static void http_stop(struct http_server *h) {
    if (h->pid > 0) {
        kill(h->pid, SIGKILL);
        waitpid(h->pid, NULL, 0);
    }
    h->pid = 0;
}

#endif
