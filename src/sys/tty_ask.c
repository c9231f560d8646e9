/* Asking for a passphrase. Signals are blocked and the keys that make them read as bytes, so that
 * no handler has to put the terminal back: whatever happens, this function returns and does it. */
#include "base/limits.h"
#include "sys/tty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <termios.h>
#include <unistd.h>

enum {
    KEY_INTERRUPT = 3,
    KEY_END = 4,
    KEY_BACK = 8,
    KEY_KILL = 21,
    KEY_WORD = 23,
    KEY_DELETE = 127
};

struct line {
    char p[TTY_LINE_MAX];
    i64 n;
    bool long_;
};

/* One character back: UTF-8 continuation bytes and their head. */
static void back(struct line *l) {
    while (l->n > 0 && ((unsigned char)l->p[l->n - 1] & 0xc0) == 0x80)
        l->n--;
    if (l->n > 0) l->n--;
}

static void back_word(struct line *l) {
    while (l->n > 0 && l->p[l->n - 1] == ' ')
        l->n--;
    while (l->n > 0 && l->p[l->n - 1] != ' ')
        l->n--;
}

enum key { GO_ON, DONE, STOP };

static enum key press(struct line *l, char c) {
    switch (c) {
    case '\r':
    case '\n': return DONE;
    case KEY_INTERRUPT: return STOP;
    case KEY_END: return l->n ? DONE : STOP;
    case KEY_BACK:
    case KEY_DELETE: back(l); return GO_ON;
    case KEY_KILL: l->n = 0; return GO_ON;
    case KEY_WORD: back_word(l); return GO_ON;
    default: break;
    }
    if (l->n == TTY_LINE_MAX)
        l->long_ = true;
    else
        l->p[l->n++] = c;
    return GO_ON;
}

static void blocked_signals(sigset_t *s) {
    sigemptyset(s);
    sigaddset(s, SIGINT);
    sigaddset(s, SIGTERM);
    sigaddset(s, SIGHUP);
    sigaddset(s, SIGQUIT);
    sigaddset(s, SIGTSTP);
}

static bool signal_waits(void) {
    sigset_t pending;
    sigpending(&pending);
    return sigismember(&pending, SIGINT) || sigismember(&pending, SIGTERM) ||
           sigismember(&pending, SIGHUP) || sigismember(&pending, SIGQUIT);
}

static enum key read_line(int fd, struct line *l) {
    for (;;) {
        struct pollfd p = {fd, POLLIN, 0};
        char c;
        int ready = poll(&p, 1, 200);
        if (signal_waits()) return STOP;
        if (ready == 0 || (ready < 0 && errno == EINTR)) continue;
        if (ready < 0 || read(fd, &c, 1) != 1) return STOP;
        enum key k = press(l, c);
        if (k != GO_ON) return k;
    }
}

static void say(int fd, const char *text) {
    if (write(fd, text, strlen(text)) < 0) return; /* the answer can still be typed */
}

static rc ask(int fd, const char *prompt, struct line *l, struct err *e) {
    struct termios old, quiet;
    if (tcgetattr(fd, &old) < 0) {
        fail(e, RC_DENIED, "a passphrase is needed and there is no terminal to ask on");
        return err_hint(e, "give it with --passphrase-file");
    }
    quiet = old;
    quiet.c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
    quiet.c_cc[VMIN] = 1;
    quiet.c_cc[VTIME] = 0;
    if (tcsetattr(fd, TCSAFLUSH, &quiet) < 0)
        return fail(e, RC_DENIED, "the terminal cannot be made silent");
    say(fd, prompt);
    enum key k = read_line(fd, l);
    tcsetattr(fd, TCSAFLUSH, &old);
    say(fd, "\n");
    if (k == STOP) return fail(e, RC_INTERRUPTED, "no passphrase was given");
    if (l->long_) return fail(e, RC_LIMIT, "a passphrase has at most %d bytes", TTY_LINE_MAX);
    return RC_OK;
}

rc tty_passphrase_on(int fd, struct arena *a, const char *prompt, struct str *out, struct err *e) {
    struct line l = {.n = 0};
    sigset_t block, old;
    blocked_signals(&block);
    sigprocmask(SIG_BLOCK, &block, &old);
    rc r = ask(fd, prompt, &l, e);
    if (r == RC_OK) *out = str_dup(a, (struct str){l.p, l.n});
    explicit_bzero(&l, sizeof l);
    sigprocmask(SIG_SETMASK, &old, NULL);
    return r;
}

rc tty_passphrase(struct arena *a, const char *prompt, struct str *out, struct err *e) {
    int fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    rc r = tty_passphrase_on(fd, a, prompt, out, e);
    if (fd >= 0) close(fd);
    return r;
}
