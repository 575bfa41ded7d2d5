/* seccomp.c - A list of what is allowed, not of what is forbidden: kernels get new calls. A call that is
 * not in it fails with EPERM rather than killing the process, so that a C library which tries something
 * newer first can go on. */
#define _GNU_SOURCE /* syscall numbers */
#include "cli/sandbox/seccomp.h"

#include <errno.h>

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__)) && __has_include(<linux/seccomp.h>)
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifdef __x86_64__
#define ARCHITECTURE AUDIT_ARCH_X86_64
#else
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

/* Both lists name calls as the C library makes them: what a machine lacks is left out. The ones that come most
 * often stand first, for the filter asks in this order. */
static const unsigned short on_descriptors[] = {
    SYS_read,
    SYS_write,
    SYS_futex,
    SYS_lseek,
    SYS_pread64,
    SYS_pwrite64,
    SYS_readv,
    SYS_writev,
    SYS_pselect6,
    SYS_ppoll,
#ifdef SYS_poll
    SYS_poll,
    SYS_select,
#endif
    SYS_mmap,
    SYS_munmap,
    SYS_mprotect,
    SYS_mremap,
    SYS_madvise,
    SYS_brk,
    /* The model that waits for the next short member is a file in memory. */
    SYS_memfd_create,
    SYS_close,
    SYS_fcntl,
    SYS_dup,
    SYS_fstat,
    SYS_newfstatat,
    SYS_statx,
    SYS_fstatfs,
    SYS_fsync,
    SYS_fdatasync,
    SYS_ftruncate,
    SYS_fallocate,
    SYS_fadvise64,
    SYS_rt_sigaction,
    SYS_rt_sigprocmask,
    SYS_rt_sigreturn,
    SYS_rt_sigpending,
    SYS_rt_sigtimedwait,
    SYS_rt_sigsuspend,
    SYS_sigaltstack,
    SYS_restart_syscall,
    /* raise() and abort() of the C library: to die of the signal that was caught. */
    SYS_tgkill,
    SYS_clock_gettime,
    SYS_clock_getres,
    SYS_clock_nanosleep,
    SYS_nanosleep,
    SYS_gettimeofday,
    SYS_setitimer,
    SYS_getitimer,
    SYS_getpid,
    SYS_gettid,
    SYS_getuid,
    SYS_geteuid,
    SYS_getgid,
    SYS_getegid,
    SYS_getrandom,
    SYS_uname,
    SYS_sysinfo,
    SYS_getrusage, /* -v tells the peak of memory */
    SYS_getrlimit,
    SYS_prlimit64,
    SYS_sched_yield,
    SYS_sched_getaffinity,
    SYS_set_robust_list,
    SYS_set_tid_address,
    SYS_membarrier,
    SYS_exit,
    SYS_exit_group,
#ifdef SYS_rseq
    SYS_rseq,
#endif
#ifdef SYS_arch_prctl
    SYS_arch_prctl,
#endif
};

/* What names files, or changes more of them than their content. Which files may be named is Landlock's
 * to say. */
static const unsigned short on_files[] = {
    SYS_openat,
    SYS_mkdirat,
    SYS_unlinkat,
    SYS_renameat,
    SYS_renameat2,
    SYS_linkat,
    SYS_symlinkat,
    SYS_mknodat,
    SYS_readlinkat,
    SYS_faccessat,
    SYS_fchmod,
    SYS_fchmodat,
    SYS_fchown,
    SYS_fchownat,
    SYS_utimensat,
    SYS_umask,
    SYS_getdents64,
    SYS_truncate,
    SYS_statfs,
    SYS_getcwd,
    SYS_chdir,
    SYS_fchdir,
    SYS_sync,
    SYS_syncfs,
    SYS_copy_file_range,
    SYS_sendfile,
    SYS_flock,
    SYS_setxattr,
    SYS_lsetxattr,
    SYS_fsetxattr,
    SYS_getxattr,
    SYS_lgetxattr,
    SYS_fgetxattr,
    SYS_listxattr,
    SYS_llistxattr,
    SYS_flistxattr,
    SYS_removexattr,
    SYS_lremovexattr,
    SYS_fremovexattr,
#ifdef SYS_open /* older calls, which not every machine has */
    SYS_open,
    SYS_creat,
    SYS_stat,
    SYS_lstat,
    SYS_access,
    SYS_mkdir,
    SYS_rmdir,
    SYS_unlink,
    SYS_rename,
    SYS_link,
    SYS_symlink,
    SYS_mknod,
    SYS_readlink,
    SYS_chmod,
    SYS_chown,
    SYS_lchown,
    SYS_utimes,
    SYS_getdents,
#endif
#ifdef SYS_faccessat2
    SYS_faccessat2,
#endif
#ifdef SYS_openat2
    SYS_openat2,
#endif
#ifdef SYS_landlock_restrict_self
    SYS_landlock_create_ruleset,
    SYS_landlock_restrict_self,
#endif
};

#define COUNT(a) (sizeof(a) / sizeof(a)[0])
#define FIXED 40 /* instructions beside those of the lists */

struct program {
    struct sock_filter at[FIXED + 2 * (COUNT(on_descriptors) + COUNT(on_files))];
    unsigned short n;
};

/* Both jumps count instructions from the next one on: 0 goes on there. */
static void add(struct program *p, unsigned short code, uint32_t k, unsigned char yes, unsigned char no)
{
    p->at[p->n++] = (struct sock_filter)BPF_JUMP(code, k, yes, no);
}

static void answer(struct program *p, uint32_t action)
{
    add(p, BPF_RET | BPF_K, action, 0, 0);
}

static void load(struct program *p, size_t offset)
{
    add(p, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0, 0);
}

/* If the number is this one, the next instruction answers; otherwise `skip` instructions are passed over. */
static void if_equal(struct program *p, uint32_t k, unsigned char skip)
{
    add(p, BPF_JMP | BPF_JEQ | BPF_K, k, 0, skip);
}

static void allow_all(struct program *p, const unsigned short *calls, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if_equal(p, calls[i], 1);
        answer(p, SECCOMP_RET_ALLOW);
    }
}

/* The lower half of argument i; both machines are little-endian. */
static size_t argument(int i)
{
    return offsetof(struct seccomp_data, args) + (size_t)i * sizeof(uint64_t);
}

/* Threads, but no processes. The flags of clone3() lie in memory, where a filter cannot look: "there is no such
 * call" makes the C library use clone(). */
static void allow_threads(struct program *p)
{
    if_equal(p, SYS_clone3, 1);
    answer(p, SECCOMP_RET_ERRNO | ENOSYS);
    /* The flags of clone() are its first argument on both machines. */
    if_equal(p, SYS_clone, 4);
    /* From here on the accumulator holds an argument, so each of these blocks ends with an answer: what
     * comes after would compare the wrong number. */
    load(p, argument(0));
    add(p, BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 0, 1);
    answer(p, SECCOMP_RET_ALLOW);
    answer(p, SECCOMP_RET_ERRNO | EPERM);
}

/* Is it a terminal, and how wide? TIOCSTI among others would type commands into it. */
static void allow_terminal(struct program *p)
{
    if_equal(p, SYS_ioctl, 6);
    load(p, argument(1));
    /* The kernel looks at 32 bits of the number alone, as the filter does. */
    if_equal(p, TIOCGWINSZ, 1);
    answer(p, SECCOMP_RET_ALLOW);
    if_equal(p, TCGETS, 1);
    answer(p, SECCOMP_RET_ALLOW);
    answer(p, SECCOMP_RET_ERRNO | EPERM);
}

/* What confines further. */
static void allow_confining(struct program *p)
{
    if_equal(p, SYS_prctl, 4);
    load(p, argument(0));
    if_equal(p, PR_SET_NO_NEW_PRIVS, 1);
    answer(p, SECCOMP_RET_ALLOW);
    answer(p, SECCOMP_RET_ERRNO | EPERM);
    if_equal(p, SYS_seccomp, 1);
    answer(p, SECCOMP_RET_ALLOW);
}

int seccomp_enforce(enum seccomp_needs needs)
{
    /* On the stack: the kernel copies a filter before the call returns. */
    struct program p = { .n = 0 };
    struct sock_fprog filter;

    /* First the architecture: with 32-bit calls the same numbers mean other ones. */
    load(&p, offsetof(struct seccomp_data, arch));
    if_equal(&p, ARCHITECTURE, 1);
    /* Over the answer that refuses. */
    add(&p, BPF_JMP | BPF_JA, 1, 0, 0);
    answer(&p, SECCOMP_RET_ERRNO | EPERM);
    load(&p, offsetof(struct seccomp_data, nr));
    allow_all(&p, on_descriptors, COUNT(on_descriptors));
    /* Later filters come on top: of several answers the strictest counts, so that SECCOMP_DESCRIPTORS
     * can still be entered, and nothing can be taken back. */
    if (needs == SECCOMP_FILES) {
        allow_all(&p, on_files, COUNT(on_files));
        allow_confining(&p);
    }
    allow_threads(&p);
    allow_terminal(&p);
    answer(&p, SECCOMP_RET_ERRNO | EPERM);
    filter = (struct sock_fprog){ p.n, p.at };
    /* Without it only root may set a filter: programs with setuid could be misled by it. */
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return -1;
    /* TSYNC: for the threads that there are, too. */
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &filter) != 0 ? -1 : 0;
}

#else

int seccomp_enforce(enum seccomp_needs needs)
{
    (void)needs;
    errno = ENOSYS;
    return -1;
}

#endif
