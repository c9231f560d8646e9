/* Between the two sides of the sandbox. The child writes to its answer pipe: one letter, then what
 * belongs to it. */
#ifndef CAIRN_SYS_SANDBOX_IMPL_H
#define CAIRN_SYS_SANDBOX_IMPL_H

#include "base/limits.h"
#include "sys/sandbox.h"

#include <sys/types.h>

enum {
    TELL_ANSWER = 'A',  /* the output bytes */
    TELL_ERROR = 'E',   /* struct sandbox_error */
    TELL_MEMORY = 'M',  /* the arena is full */
    TELL_OUTPUT = 'O',  /* the output is full */
    TELL_REFUSED = 'R', /* text: which step of the set-up failed */
    CHILD_OUT = 3,      /* descriptor of the answer pipe in the child */
    CHILD_SAYS = 2
};

struct sandbox_error {
    int code;
    char msg[ERR_TEXT], hint[ERR_TEXT];
};

struct sandbox_job {
    struct str in;
    i64 max_out;
    int seconds;
    sandbox_fn *fn;
    int out_fd, say_fd, parent; /* parent: its pid */
};

__attribute__((noreturn)) void sandbox_child(const struct sandbox_job *j);

/* ---- the parent's side, shared with program.c ---- */

struct sandbox_collect {
    int out, say;
    pid_t pid;
    struct buf *answer;
    char said[200];
    i64 nsaid;
    bool late;
};
bool sandbox_pipes(int out[2], int say[2]);
/* Until the answer pipe ends, the answer is too long (buf full), or time is up (late). */
void sandbox_collect(struct sandbox_collect *c, int seconds);
/* Its wait status. */
int sandbox_reap(struct sandbox_collect *c, bool kill_it, struct sandbox_report *rep);
MUST rc sandbox_stopped(struct sandbox_report *rep, enum sandbox_end end, struct err *e,
                        const char *why);
MUST rc sandbox_by_signal(struct sandbox_report *rep, int sig, int seconds, struct err *e);

/* ---- the child's side ---- */

void sandbox_default_signals(void);
bool sandbox_limit(int what, i64 soft, i64 hard); /* setrlimit */

/* Installs the filter for this thread; no system call but those on its list afterwards. False with
 * errno. */
bool sandbox_filter(void);
bool sandbox_filter_known(void); /* is this processor one that the filter is written for? */
int landlock_abi(void);          /* 0 = none in this kernel */
/* No file, no port, no signal to others. False with errno; only where landlock_abi() > 0. */
bool landlock_nothing(int abi);

/* For a program of others (program.h): the filter that lets it load itself, read and write what it
 * has open, and compute; and Landlock with reading below the system's folders and running of these
 * two files. */
bool program_filter(void);
bool landlock_program(int abi, const char *program, const char *interpreter);

#endif
