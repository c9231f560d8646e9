/* Between the two sides of the sandbox. The child writes to its answer pipe: one letter, then what
 * belongs to it. */
#ifndef CAIRN_SYS_SANDBOX_IMPL_H
#define CAIRN_SYS_SANDBOX_IMPL_H

#include "base/limits.h"
#include "sys/sandbox.h"

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

/* Installs the filter for this thread; no system call but those on its list afterwards. False with
 * errno. */
bool sandbox_filter(void);
bool sandbox_filter_known(void); /* is this processor one that the filter is written for? */
int landlock_abi(void);          /* 0 = none in this kernel */
/* No file, no port, no signal to others. False with errno; only where landlock_abi() > 0. */
bool landlock_nothing(int abi);

#endif
