/* What the os_*.c files share: how errno becomes an rc, and the gate that every write-side call
 * passes. */
#ifndef CAIRN_SYS_OS_IMPL_H
#define CAIRN_SYS_OS_IMPL_H

#include "sys/os.h"

#include <sys/types.h>

/* Writes "what PATH: reason" and returns the rc for errno value `no`. */
rc os_fail(struct err *e, int no, const char *what, const char *path);

/* Counts one write-side call and says what shall happen to it: OS_FAULT_NONE = go on. OS_FAULT_KILL
 * is returned only to gate users that can stop half way (write); everybody else calls
 * os_gate_errno. */
enum os_fault os_gate(void);
/* Same, for calls that are done or not done: 0 = go on, else the errno to report. Kills when told
 * to. */
int os_gate_errno(void);
__attribute__((noreturn)) void os_die(void);

/* All bytes to fd through the gate; 0 or errno. Retries EINTR and short writes of the kernel. */
int os_write_all(int fd, const char *p, i64 n);
int os_fsync(int fd);

#endif
