/* Reading hostile bytes: one function of ours runs in a fresh child process that can compute and
 * answer, nothing else.
 *
 * The child is forked, so it sees the input as it lies in memory. Before the function runs it loses
 *   1. all descriptors but two pipes to the parent: the answer, and what it says on stderr, of
 *      which 200 bytes are kept;
 *   2. the file system and the network, twice: by a seccomp filter that kills on every call but a
 *      short list (memory, futex, exit, writing to its pipes, signals to itself; no clock, no
 *      randomness, no executable memory), and by Landlock where the kernel has it;
 *   3. time and room: CPU and wall clock, address space, file size 0, no processes, no core dumps.
 * It dies with its parent. Whatever it does, the parent gets one line of reason and goes on.
 *
 * What it keeps: a copy of the parent's memory. Keys belong in memory marked MADV_WIPEONFORK
 * (db/vfs.c does); nothing it reads can leave but through its answer, which is at most max_out
 * bytes and is sealed like any derivative. The function must not open files, so whatever loads
 * tables or providers lazily (OpenSSL) must be warmed up before. Costs about 0.8 ms for a small
 * parent and 10 ms more per 100 MB that it has touched. Works under AddressSanitizer; not under
 * valgrind, whose own calls it kills. */
#ifndef CAIRN_SYS_SANDBOX_H
#define CAIRN_SYS_SANDBOX_H

#include "base/err.h"
#include "base/str.h"

/* Works in the child. `a` is an arena of SANDBOX_ARENA_MAX bytes, `out` holds at most max_out. What
 * it returns other than RC_OK arrives at the caller of sandbox_run with its message: a verdict of
 * the reader, not of the sandbox. */
typedef rc sandbox_fn(struct arena *a, struct str in, struct buf *out, struct err *e);

enum sandbox_end {
    SANDBOX_ANSWERED, /* the function returned, whatever rc */
    SANDBOX_REFUSED,  /* no sandbox could be set up: nothing ran */
    SANDBOX_CRASHED,
    SANDBOX_FORBIDDEN, /* made a call that the filter does not have */
    SANDBOX_MEMORY,
    SANDBOX_TIME,
    SANDBOX_OUTPUT /* more than max_out bytes */
};

struct sandbox_report {
    enum sandbox_end end;
    int signal;     /* that ended it, or 0 */
    i64 cpu_ms;     /* user and system time of the child */
    i64 memory_kb;  /* its largest resident size */
    char said[200]; /* what it wrote to stderr, printable ASCII, cut */
};

/* Runs fn on `in`. *out in `a`. Anything but an answer is RC_UNSUPPORTED with "reader process
 * stopped: …". rep may be NULL. seconds 1…SANDBOX_SECONDS_MAX; O(memory mapped by the parent) for
 * the fork. */
MUST rc sandbox_run(struct arena *a, struct str in, i64 max_out, int seconds, sandbox_fn *fn,
                    struct str *out, struct sandbox_report *rep, struct err *e);

/* Can this system confine a child (seccomp filters, a known processor)? *why says what is missing.
 */
bool sandbox_available(const char **why);
/* One line for `cairn doctor`: "seccomp filter, resource limits, Landlock 6" or "…, no Landlock in
 * this kernel". */
struct str sandbox_level(struct arena *a);
/* Proves it: runs a child that opens a file and one that answers. RC_UNSUPPORTED when either goes
 * wrong. */
MUST rc sandbox_prove(struct arena scratch, struct err *e);

#endif
