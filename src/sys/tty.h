/* The terminal, when there is one. Nothing here prints to a pipe or a file; what a program reads
 * never holds escapes. */
#ifndef CAIRN_SYS_TTY_H
#define CAIRN_SYS_TTY_H

#include "base/err.h"
#include "base/str.h"

bool tty_is(int fd);
int tty_columns(int fd); /* of the terminal; else $COLUMNS; else 80. Within 20…400 */
bool tty_colour(
    int fd); /* a terminal, not TERM=dumb, and $NO_COLOR unset or empty (no-color.org) */

/* Asks on /dev/tty, without echo, whatever stdin and stdout are. Erase, ^U and ^W edit. The line
 * without its end, in the arena, <= TTY_LINE_MAX bytes (RC_LIMIT); the caller wipes it. RC_DENIED
 * without a terminal (hint: --passphrase-file), RC_INTERRUPTED on ^C, ^D or a signal; the terminal
 * is put back in every case. */
MUST rc tty_passphrase(struct arena *a, const char *prompt, struct str *out, struct err *e);
/* Same on a descriptor of a terminal. */
MUST rc tty_passphrase_on(int fd, struct arena *a, const char *prompt, struct str *out,
                          struct err *e);

/* One line of progress on stderr: only on a terminal, only after one second, redrawn five times a
 * second.
 *
 *     struct tty_progress p = tty_progress("sealing", "files", 100000);
 *     for (…) tty_progress_at(&p, i);
 *     tty_progress_end(&p);
 *
 * unit "bytes" is shown as kB, MB, GB. total 0 = unknown: no time left is shown. */
struct tty_progress {
    const char *what, *unit; /* borrowed, short */
    i64 total, start_ms, shown_ms;
    bool on, shown;
};
struct tty_progress tty_progress(const char *what, const char *unit, i64 total);
void tty_progress_at(struct tty_progress *p, i64 done);
void tty_progress_end(struct tty_progress *p); /* wipes the line */

/* The words of that line, at most columns - 1 long: "sealing: 12 345 of 100 000 files, 4 100/s,
 * 0:21 left". Pure. */
struct str tty_progress_words(struct arena *a, const struct tty_progress *p, i64 done,
                              i64 elapsed_ms, int columns);

#endif
