/* A passphrase, from a file or from the terminal, never from an argument or the environment (both are shown by ps). */
#include "store/keys.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <termios.h>
#include <unistd.h>

/* First line of fd into p; false when empty, too long or unreadable. */
static bool read_line(int fd, char *p) {
    i64 n = 0;
    for (;;) {
        ssize_t k = read(fd, p + n, 1);
        if (k < 0 && errno == EINTR) continue;
        if (k <= 0 || p[n] == '\n') break;
        if (++n > PASSPHRASE_MAX) return false;
    }
    if (n > 0 && p[n - 1] == '\r') n--;
    p[n] = 0;
    return n > 0;
}

static rc from_file(const char *file, char *p, struct err *e) {
    int fd = open(file, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) return fail(e, RC_DENIED, "the passphrase file %s cannot be read", file);
    bool ok = read_line(fd, p);
    close(fd);
    if (ok) return RC_OK;
    return fail(e, RC_DENIED, "the first line of %s is not a passphrase (1 to %d bytes)", file,
                PASSPHRASE_MAX);
}

static bool ask(int tty, const char *prompt, char *p) {
    struct termios old, quiet;
    if (write(tty, prompt, strlen(prompt)) < 0 || tcgetattr(tty, &old) != 0) return false;
    quiet = old;
    quiet.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK | ECHONL);
    if (tcsetattr(tty, TCSAFLUSH, &quiet) != 0) return false;
    bool ok = read_line(tty, p);
    tcsetattr(tty, TCSAFLUSH, &old);
    return write(tty, "\n", 1) == 1 && ok;
}

static rc from_terminal(bool new_one, char *p, struct err *e) {
    int tty = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (tty < 0) {
        fail(e, RC_DENIED, "a passphrase is needed and there is no terminal to ask at");
        return err_hint(e, "give it with `--passphrase-file FILE`%s",
                        new_one ? ", or make the case with `--no-passphrase`" : "");
    }
    bool ok = ask(tty, new_one ? "New passphrase: " : "Passphrase: ", p), same = true;
    if (ok && new_one) {
        char *again = sodium_malloc(PASSPHRASE_MAX + 2);
        CHECK(again);
        ok = ask(tty, "The same again: ", again);
        same = ok && strcmp(p, again) == 0;
        sodium_free(again);
    }
    close(tty);
    if (!ok) return fail(e, RC_DENIED, "no passphrase was given");
    return same ? RC_OK : fail(e, RC_DENIED, "the two passphrases differ");
}

rc passphrase_get(const char *file, bool new_one, char **out, struct err *e) {
    CHECK(sodium_init() >= 0);
    char *p = sodium_malloc(PASSPHRASE_MAX + 2);
    if (!p) return fail(e, RC_LIMIT, "no locked memory for a passphrase");
    rc r = file ? from_file(file, p, e) : from_terminal(new_one, p, e);
    if (r != RC_OK) sodium_free(p);
    else *out = p;
    return r;
}
