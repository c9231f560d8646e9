/* Sends bytes as they are to 127.0.0.1 and tells what came back.
 *
 *   wire PORT MILLISECONDS [SLOW]   bytes on stdin; SLOW: milliseconds after each byte
 *
 * Prints the status of each response, then "closed" or "open": did the server end the connection
 * within the time after the last byte? For tests/web/hostile.sh. */
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { SENT = 1 << 25, GOT = 1 << 22 };
static char sent[SENT], got[GOT + 1];
static size_t ngot;

static int number(const char *s) {
    int n = 0;
    for (; *s >= '0' && *s <= '9'; s++)
        n = n * 10 + (*s - '0');
    return n;
}

static int dial(int port) {
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (fd < 0 || connect(fd, (struct sockaddr *)&at, sizeof at) != 0) {
        puts("unreachable");
        exit(1);
    }
    return fd;
}

/* True while the connection is open. */
static int take(int fd, int wait) {
    struct pollfd p = {.fd = fd, .events = POLLIN};
    if (poll(&p, 1, wait) <= 0) return 1;
    ssize_t n = recv(fd, got + ngot, GOT - ngot, 0);
    if (n <= 0) return 0;
    ngot += (size_t)n;
    return ngot < GOT;
}

int main(int argc, char **argv) {
    if (argc < 3) return 2;
    int fd = dial(number(argv[1])), wait = number(argv[2]), slow = argc > 3 ? number(argv[3]) : 0;
    size_t n = fread(sent, 1, SENT, stdin), at = 0;
    int open = 1;
    while (at < n && open) {
        ssize_t k =
            send(fd, sent + at, slow ? 1 : n - at, MSG_NOSIGNAL | (slow ? 0 : MSG_DONTWAIT));
        if (k < 0 && errno != EAGAIN) open = 0;
        if (k > 0) at += (size_t)k;
        if (open) open = take(fd, slow ? slow : k < 0 ? 50 : 0);
    }
    for (int left = wait; open && left > 0; left -= 50) {
        size_t before = ngot;
        open = take(fd, 50);
        if (ngot > before) left += 50;
    }
    while (take(fd, 0) && !open && ngot < GOT) /* what came before the end */
        if (poll(&(struct pollfd){.fd = fd, .events = POLLIN}, 1, 0) <= 0) break;
    for (const char *p = got; (p = memmem(p, ngot - (size_t)(p - got), "HTTP/1.1 ", 9)); p += 9)
        if (p == got || p[-1] == '\n' || p[-1] == '>' || p[-1] == '}') printf("%.3s ", p + 9);
    puts(open ? "open" : "closed");
    return 0;
}
