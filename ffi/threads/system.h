/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Raw system calls and the few kernel structures that switch.c needs.  No libc header is included:
 * the routine runs inside signal handlers of threads whose libc state is unknown (a thread may
 * hold malloc's lock, or be a runtime's own thread without what libc expects in its TLS).
 */
#ifndef SYSTEM_H
#define SYSTEM_H

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef int i32;
typedef unsigned long u64;

#if defined(__x86_64__)

enum {
	NR_read = 0, NR_write = 1, NR_close = 3, NR_fstat = 5, NR_mmap = 9, NR_rt_sigaction = 13,
	NR_rt_sigprocmask = 14, NR_sched_yield = 24, NR_getpid = 39, NR_clone = 56, NR_exit = 60,
	NR_wait4 = 61, NR_gettid = 186, NR_futex = 202, NR_getdents64 = 217, NR_clock_gettime = 228,
	NR_exit_group = 231, NR_openat = 257, NR_rt_tgsigqueueinfo = 297,
};
#define O_DIRECTORY 0200000
/* struct stat: st_nlink is 64 bits at 16; a count of threads fits its low half */
#define STAT_NLINK 16

static inline long syscall6(long n, long a, long b, long c, long d, long e, long f)
{
	long result;
	register long r10 __asm__("r10") = d;
	register long r8 __asm__("r8") = e;
	register long r9 __asm__("r9") = f;
	__asm__ volatile("syscall"
			 : "=a"(result)
			 : "a"(n), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
			 : "rcx", "r11", "memory");
	return result;
}

#elif defined(__aarch64__)

enum {
	NR_openat = 56, NR_close = 57, NR_getdents64 = 61, NR_read = 63, NR_write = 64, NR_fstat = 80,
	NR_exit = 93, NR_exit_group = 94, NR_futex = 98, NR_clock_gettime = 113, NR_sched_yield = 124,
	NR_rt_sigaction = 134, NR_rt_sigprocmask = 135, NR_getpid = 172, NR_gettid = 178,
	NR_clone = 220, NR_mmap = 222, NR_rt_tgsigqueueinfo = 240, NR_wait4 = 260,
};
#define O_DIRECTORY 040000
#define STAT_NLINK 20

static inline long syscall6(long n, long a, long b, long c, long d, long e, long f)
{
	register long x8 __asm__("x8") = n;
	register long x0 __asm__("x0") = a;
	register long x1 __asm__("x1") = b;
	register long x2 __asm__("x2") = c;
	register long x3 __asm__("x3") = d;
	register long x4 __asm__("x4") = e;
	register long x5 __asm__("x5") = f;
	__asm__ volatile("svc #0"
			 : "+r"(x0)
			 : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5)
			 : "memory");
	return x0;
}

#else
#error "No system calls for this machine"
#endif

/* The same numbers on every machine: they came after the tables were unified (Linux 6.8). */
enum { NR_lsm_get_self_attr = 459, NR_lsm_set_self_attr = 460 };

#define SYS0(n) syscall6(n, 0, 0, 0, 0, 0, 0)
#define SYS1(n, a) syscall6(n, (long)(a), 0, 0, 0, 0, 0)
#define SYS2(n, a, b) syscall6(n, (long)(a), (long)(b), 0, 0, 0, 0)
#define SYS3(n, a, b, c) syscall6(n, (long)(a), (long)(b), (long)(c), 0, 0, 0)
#define SYS4(n, a, b, c, d) syscall6(n, (long)(a), (long)(b), (long)(c), (long)(d), 0, 0)

enum { ENOENT = 2, ESRCH = 3, EINTR = 4, EAGAIN = 11, ENOMEM = 12, EEXIST = 17, ENODATA = 61, ETIMEDOUT = 110 };
enum { AT_FDCWD = -100, O_RDONLY = 0, O_WRONLY = 1, O_CLOEXEC = 02000000 };
enum { SIG_SETMASK = 2, SI_QUEUE = -1 };
enum { FUTEX_WAIT_PRIVATE = 128, FUTEX_WAKE_PRIVATE = 129, FUTEX_CMP_REQUEUE_PRIVATE = 132 };
enum { CLOCK_MONOTONIC = 1, WNOHANG = 1, WALL = 0x40000000 };
enum { CLONE_VM = 0x100, CLONE_FS = 0x200, CLONE_FILES = 0x400 };
enum { PROT_READ_WRITE = 3, MAP_PRIVATE_ANONYMOUS = 0x22, MAP_FIXED_NOREPLACE = 0x100000 };

#define SA_SIGINFO 0x4UL
#define SA_RESTORER 0x04000000UL
#define SA_ONSTACK 0x08000000UL
#define SA_RESTART 0x10000000UL

/* struct sigaction as rt_sigaction(2) takes it, not as libc does */
struct action {
	u64 handler, flags, restorer, mask;
};

/* siginfo_t, of which only the members of a queued signal are named */
struct info {
	i32 signo, error, code, pad, pid, uid;
	u64 value;
	u8 rest[96];
};

struct entry64 {
	u64 inode, offset;
	u16 length;
	u8 type;
	char name[];
};

#endif
