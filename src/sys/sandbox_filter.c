/* The two locks of the kernel: a seccomp filter (seccomp(2), classic BPF) and Landlock
 * (landlock(7)). */
#include "sys/sandbox_impl.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
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

/* Everything that is not here fails with EPERM: the network, other processes, threads, writing
 * files, changing their names, raising limits. Libraries may be mapped to run; files are opened for
 * reading only, and which ones is Landlock's matter. */
bool program_filter(void) {
    enum { WRITES = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND | 020000000 /* O_TMPFILE */ };
    struct sock_filter code[] = {
        LOAD(AT(arch)), SKIP_EQ(ARCH, 1), KILL, LOAD(AT(nr)),
        /* Loading itself. */
        CALL(__NR_execve), CALL(__NR_brk), CALL(__NR_mmap), CALL(__NR_mprotect), CALL(__NR_munmap),
        CALL(__NR_mremap), CALL(__NR_madvise), CALL(__NR_set_tid_address),
        CALL(__NR_set_robust_list), CALL(__NR_rseq),
#ifdef __NR_arch_prctl
        CALL(__NR_arch_prctl), CALL(__NR_access), CALL(__NR_readlink), CALL(__NR_getpgrp),
#endif
        /* Reading. */
        SKIP_NE(__NR_openat, 4), LOAD(ARG(2)), SKIP_SET(WRITES, 1), ALLOW, DENY(EACCES),
        CALL(__NR_read), CALL(__NR_readv), CALL(__NR_pread64), CALL(__NR_lseek), CALL(__NR_close),
        CALL(__NR_fstat), CALL(__NR_newfstatat), CALL(__NR_statx), CALL(__NR_fstatfs),
        CALL(__NR_getdents64), CALL(__NR_faccessat), CALL(__NR_readlinkat), CALL(__NR_fadvise64),
        CALL(__NR_fcntl), CALL_FAILS(__NR_ioctl, ENOTTY), CALL(__NR_getcwd),
        /* Answering: only pipes are open for it. */
        CALL(__NR_write), CALL(__NR_writev),
        /* Computing. */
        CALL(__NR_futex), CALL(__NR_exit), CALL(__NR_exit_group), CALL(__NR_rt_sigaction),
        CALL(__NR_rt_sigreturn), CALL(__NR_rt_sigprocmask), CALL(__NR_sigaltstack),
        CALL(__NR_getpid), CALL(__NR_getppid), CALL(__NR_gettid), CALL(__NR_getuid),
        CALL(__NR_geteuid),
        CALL(__NR_getgid), CALL(__NR_getegid), CALL(__NR_uname), CALL(__NR_sysinfo),
        CALL(__NR_sched_getaffinity), CALL(__NR_sched_yield), CALL(__NR_getrandom),
        CALL(__NR_clock_gettime), CALL(__NR_clock_getres), CALL(__NR_gettimeofday),
        CALL(__NR_getrusage),
        /* Limits may be asked for, not set. */
        SKIP_NE(__NR_prlimit64, 6), LOAD(ARG(2)), SKIP_NE(0, 3), LOAD(ARG(2) + 4), SKIP_NE(0, 1),
        ALLOW, DENY(EPERM), SKIP_NE(__NR_tgkill, 4), LOAD(ARG(0)), SKIP_NE((u32)getpid(), 1), ALLOW,
        DENY(EPERM), CALL_FAILS(__NR_clone3, ENOSYS), DENY(EPERM)};
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

/* Every right of that version is handled. Versions: landlock(7). */
static int ruleset(int abi) {
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
    return (int)syscall(__NR_landlock_create_ruleset, &r, size, 0);
}

static bool restrict_self(int fd) {
    bool ok = syscall(__NR_landlock_restrict_self, fd, 0) == 0;
    close(fd);
    return ok;
}

bool landlock_nothing(int abi) {
    int fd = ruleset(abi);
    return fd >= 0 && restrict_self(fd);
}

/* What is not there needs no rule. */
static bool grant(int ruleset_fd, const char *path, u64 rights) {
    struct landlock_path_beneath_attr b = {.allowed_access = rights,
                                           .parent_fd = open(path, O_PATH | O_CLOEXEC)};
    struct stat st;
    if (b.parent_fd < 0) return errno == ENOENT;
    bool folder = fstat(b.parent_fd, &st) == 0 && S_ISDIR(st.st_mode);
    if (!folder) b.allowed_access &= ~(u64)LANDLOCK_ACCESS_FS_READ_DIR;
    bool ok = syscall(__NR_landlock_add_rule, ruleset_fd, LANDLOCK_RULE_PATH_BENEATH, &b, 0) == 0;
    close(b.parent_fd);
    return ok;
}

bool landlock_program(int abi, const char *program, const char *interpreter) {
    /* Libraries, fonts, language data. Nothing that belongs to people. */
    static const char *const READ[] = {
        "/usr",       "/lib",           "/lib64",         "/etc/ld.so.cache",
        "/etc/fonts", "/etc/localtime", "/etc/papersize", "/var/cache/fontconfig"};
    const u64 read = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
    int fd = ruleset(abi);
    bool ok = fd >= 0;
    for (i64 i = 0; ok && i < LEN(READ); i++)
        ok = grant(fd, READ[i], read);
    ok = ok && grant(fd, program, LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE);
    ok = ok && grant(fd, interpreter, LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE);
    return ok && restrict_self(fd);
}
