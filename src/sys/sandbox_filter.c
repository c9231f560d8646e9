/* The two locks of the kernel: a seccomp filter (seccomp(2), classic BPF) and Landlock
 * (landlock(7)). */
#include "sys/sandbox_impl.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined __x86_64__
#define ARCH AUDIT_ARCH_X86_64
#elif defined __aarch64__
#define ARCH AUDIT_ARCH_AARCH64
#else
#define ARCH 0
#endif

bool sandbox_filter_known(void) {
    return ARCH != 0;
}

/* clang-format off: the filter is a table */
#define AT(field) ((u32)offsetof(struct seccomp_data, field))
/* Low half of an argument: both processors are little-endian. The high half is garbage for int
 * arguments. */
#define ARG(n)         AT(args[n])
#define LOAD(off)      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (off))
#define RET(what)      BPF_STMT(BPF_RET | BPF_K, (what))
#define SKIP_NE(v, n)  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (u32)(v), 0, (n))
#define SKIP_EQ(v, n)  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (u32)(v), (n), 0)
#define SKIP_SET(v, n) BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, (u32)(v), (n), 0)
#define ALLOW          RET(SECCOMP_RET_ALLOW)
#define KILL           RET(SECCOMP_RET_KILL_PROCESS)
#define DENY(no)       RET(SECCOMP_RET_ERRNO | (no))
/* The call number is in the accumulator when each of these begins, and when it falls through. */
#define CALL(nr)           SKIP_NE(nr, 1), ALLOW
#define CALL_FAILS(nr, no) SKIP_NE(nr, 1), DENY(no)

bool sandbox_filter(void) {
    const u32 self = (u32)getpid();
    struct sock_filter code[] = {
        LOAD(AT(arch)), SKIP_EQ(ARCH, 1), KILL, LOAD(AT(nr)),
        /* Memory, but nothing executable and nothing that comes from a file. */
        CALL(__NR_brk), CALL(__NR_munmap), CALL(__NR_mremap), CALL(__NR_madvise),
        SKIP_NE(__NR_mprotect, 4), LOAD(ARG(2)), SKIP_SET(PROT_EXEC, 1), ALLOW, KILL,
        SKIP_NE(__NR_mmap, 6), LOAD(ARG(2)), SKIP_SET(PROT_EXEC, 3), LOAD(ARG(3)),
        SKIP_SET(MAP_ANONYMOUS, 0), ALLOW, KILL,
        /* The two pipes. Another descriptor is just bad: stdio at the end of a process tries. */
        SKIP_NE(__NR_write, 5), LOAD(ARG(0)), SKIP_EQ(CHILD_OUT, 2), SKIP_EQ(CHILD_SAYS, 1),
        DENY(EBADF), ALLOW,
        /* Itself: waiting, ending, aborting. */
        CALL(__NR_futex), CALL(__NR_exit), CALL(__NR_exit_group), CALL(__NR_rt_sigreturn),
        CALL(__NR_rt_sigprocmask), CALL(__NR_sigaltstack), CALL(__NR_getpid), CALL(__NR_gettid),
        SKIP_NE(__NR_tgkill, 4), LOAD(ARG(0)), SKIP_NE(self, 1), ALLOW, KILL,
        CALL(__NR_sysinfo), /* qsort asks how much memory there is */
        /* Questions without an answer, so that libc takes its other path. */
        CALL_FAILS(__NR_getrandom, ENOSYS), CALL_FAILS(__NR_clock_gettime, EPERM),
        CALL_FAILS(__NR_fstat, EBADF), CALL_FAILS(__NR_newfstatat, EBADF),
        CALL_FAILS(__NR_ioctl, EBADF), CALL_FAILS(__NR_lseek, EBADF), CALL_FAILS(__NR_close, EBADF),
        KILL};
    struct sock_fprog prog = {LEN(code), code};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &prog, 0, 0) == 0;
}

/* clang-format on */

/* ---- Landlock ---- */

/* As the kernel has it; the header here may be older than the kernel. */
struct rules_attr {
    u64 fs, net, scoped;
};

int landlock_abi(void) {
    long v = syscall(__NR_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    return v > 0 ? (int)v : 0;
}

/* Every right of that version is handled and none is granted. Versions: landlock(7). */
bool landlock_nothing(int abi) {
    static const int FS_BITS[] = {0, 13, 14, 15, 15, 16};
    struct rules_attr r = {.fs = (1ull << FS_BITS[abi > 5 ? 5 : abi]) - 1};
    size_t size = sizeof r.fs;
    if (abi >= 4) {
        r.net = 3; /* bind, connect over TCP */
        size = sizeof r.fs + sizeof r.net;
    }
    if (abi >= 6) {
        r.scoped = 3; /* abstract UNIX sockets, signals */
        size = sizeof r;
    }
    int fd = (int)syscall(__NR_landlock_create_ruleset, &r, size, 0);
    if (fd < 0) return false;
    bool ok = syscall(__NR_landlock_restrict_self, fd, 0) == 0;
    close(fd);
    return ok;
}
