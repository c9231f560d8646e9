/* A program of others over hostile bytes: pdftotext, tesseract, … in a child that can read its
 * input and the system's folders, compute, and write to its two pipes; nothing else.
 *
 * Before it is started the child loses
 *   1. all descriptors but three: the input, a file in memory that is on no disk and cannot be
 *      changed; its stdout, which is the answer; its stderr, of which 200 bytes are kept;
 *   2. the network, other processes and threads, and every way to write a file: by a seccomp filter
 *      under which any call but those of loading, reading and computing fails;
 *   3. all files but those below /usr, /lib, /etc/fonts and the like: by Landlock. Where the kernel
 *      has no Landlock nothing is started, for a program must be able to open files to load itself;
 *   4. the environment; time and room: CPU and wall clock, address space, files of no size, no
 * core. It dies with its parent. It never sees our memory: exec(2) replaces it. */
#ifndef CAIRN_SYS_PROGRAM_H
#define CAIRN_SYS_PROGRAM_H

#include "sys/sandbox.h"

struct program {
    const char *const *argv; /* argv[0]: a name looked for in $PATH; ends with NULL */
    struct str in;           /* on its stdin, which it may seek in */
    i64 max_out;
    int seconds; /* 1…SANDBOX_SECONDS_MAX */
};

/* *out in `a`: what it wrote, whatever it is. RC_UNSUPPORTED: not installed ("pdftotext is not
 * installed"), stopped as in sandbox.h, or ended with a status other than 0 ("pdftotext cannot read
 * it: …what it said"). rep may be NULL. */
MUST rc program_run(struct arena *a, const struct program *p, struct str *out,
                    struct sandbox_report *rep, struct err *e);

/* Where a program is, by $PATH; "" = nowhere. */
struct str program_path(struct arena *a, const char *name);

#endif
