/* A passphrase, from a file or from the terminal, never from an argument or the environment (both
 * are shown by ps). */
#include "store/keys.h"
#include "sys/tty.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
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

/* tty_passphrase leaves the line in an arena: here one over guarded memory. */
static rc ask(const char *prompt, struct str *out, struct arena *guarded, struct err *e) {
    TRY(tty_passphrase(guarded, prompt, out, e));
    if (out->n >= 1 && out->n <= PASSPHRASE_MAX) return RC_OK;
    return fail(e, RC_DENIED, "a passphrase has 1 to %d bytes", PASSPHRASE_MAX);
}

static rc ask_both(bool new_one, char *p, struct arena *guarded, struct err *e) {
    struct str first, again;
    TRY(ask(new_one ? "New passphrase: " : "Passphrase: ", &first, guarded, e));
    if (new_one) {
        TRY(ask("The same again: ", &again, guarded, e));
        if (!str_eq(first, again)) return fail(e, RC_DENIED, "the two passphrases differ");
    }
    memcpy(p, first.p, (size_t)first.n);
    p[first.n] = 0;
    return RC_OK;
}

static rc from_terminal(bool new_one, char *p, struct err *e) {
    enum { ROOM = 64 << 10 };
    char *room = sodium_malloc(ROOM);
    if (!room) return fail(e, RC_LIMIT, "no locked memory for a passphrase");
    struct arena guarded = {room, room + ROOM, NULL, "a passphrase", ROOM};
    struct err low = {0};
    rc r = ask_both(new_one, p, &guarded, &low);
    sodium_free(room);
    if (r == RC_OK) return r;
    fail(e, r, "%s", low.msg);
    if (low.hint[0]) err_hint(e, "%s%s", low.hint, new_one ? ", or `--no-passphrase`" : "");
    return r;
}

rc passphrase_get(const char *file, bool new_one, char **out, struct err *e) {
    CHECK(sodium_init() >= 0);
    char *p = sodium_malloc(PASSPHRASE_MAX + 2);
    if (!p) return fail(e, RC_LIMIT, "no locked memory for a passphrase");
    rc r = file ? from_file(file, p, e) : from_terminal(new_one, p, e);
    if (r != RC_OK)
        sodium_free(p);
    else
        *out = p;
    return r;
}
