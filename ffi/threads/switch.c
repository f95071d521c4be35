/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Moves every thread of the process into another AppArmor profile.
 *
 * AppArmor keeps the label in the credentials, and those belong to a thread: only a thread can
 * change its own (writing another's attr/current is EPERM).  So every thread is made to do it, in
 * a handler of signal 33, the one that glibc uses in the same way for setuid(2) and that runtimes
 * therefore never block.  In order:
 *
 *   1. One caller at a time in the process: a lock in a page that all copies of this code find.
 *   2. Dry run in a child that shares our memory but not our credentials.  Whatever the kernel
 *      would refuse is refused here, with nothing changed, and the child's label tells what every
 *      thread will have to carry: the kernel may make something else of the name than the name
 *      (stacks, null profiles of complain mode).
 *   3. Every thread in /proc/self/task gets a slot and a queued signal that names the slot.
 *   4. Again, until two passes in a row found nobody new: threads are born meanwhile.
 *   5. The caller, still under the old profile, reads each thread's label back.
 *   6. The caller switches last: until then it can report, and be retried.
 *
 * Built freestanding and position independent, without data or relocations (switch.lds asserts
 * it); the state lies STATE_OFFSET behind the entry in memory that is never executable, and this
 * memory is never unmapped: a thread that has acknowledged may still be on its way out of the
 * handler.
 */
#include "system.h"

#define NOINLINE __attribute__((noinline))

enum { SIGNAL = 33 };                  /* glibc's SIGSETXID */
enum { STATE_OFFSET = 0x10000, STACK_END = 0x40000, LIST_OFFSET = 0x20000, LIST_SIZE = 0x10000 };
enum { SLOTS = 3500, SLICE_NS = 5000000 };
#define MAGIC 0xAA5E7A12u

enum operation { BY_LSM = 1, BY_FILE = 2 };
enum flag { EXIT_ON_PARTIAL = 1, ANY_MODE = 2, ONLY_SELF = 4, DRY_RUN_ONLY = 8 };
enum status { OK, REFUSED, PARTIAL, TIMED_OUT, NOT_STARTED, MISMATCH, SELF_FAILED, BUSY };
/* what was being done when NOT_STARTED, PARTIAL or REFUSED came about */
enum stage { LOCKING = 1, CLONING, TRYING, READING_LABEL, JUDGING_MODE, LISTING, HANDLING, SIGNALLING, SWITCHING };

/* What the caller asks and gets back; the caller's own memory.  Mirrored by request.ts. */
struct request {
	u32 operation, flags, timeout_ms, exit_code;
	u64 anchor;                    /* where the lock's page is to be, the same for all callers */
	u32 command_length, reserved;
	i32 status, error;             /* 32: enum status; errno */
	u32 stage;                     /* 40: enum stage */
	i32 child_signal;              /* 44: what killed the dry run, 0 for nothing */
	i32 failed_thread;             /* 48 */
	u32 threads, passes, verified; /* 52, 56, 60 */
	u32 inherited, gone;           /* 64, 68 */
	u64 nanoseconds;               /* 72 */
	char path[96];                 /* 80: the file to write, of the calling thread */
	char leaf[48];                 /* 176: the file that holds a thread's label, in its directory */
	char label[2048];              /* 224: out: the label that all threads carry */
	/* struct lsm_ctx of lsm_set_self_attr(2); the command is its variable part */
	u64 lsm_id, lsm_flags, lsm_length, lsm_command_length;
	char command[1024];            /* "changeprofile NAME", NUL-terminated */
};

/* A thread and how far it is. */
enum { PENDING = 1, RUNNING, DONE, GONE };
struct slot {
	i32 thread;
	u32 state;
	i32 error;
	u32 reserved;
};

struct state {
	u32 magic;
	u32 acknowledged;              /* futex */
	u32 trial;                     /* futex: 0 running, 1 has a verdict, 2 may exit */
	i32 trial_error;
	u32 first, end;                /* slots of the current switch */
	struct action previous;        /* to chain to, and to put back */
	struct request request;
	struct slot slots[SLOTS];
};

_Static_assert(sizeof(struct state) <= LIST_OFFSET - STATE_OFFSET, "the list of threads comes next");
_Static_assert(sizeof(struct request) == 3328, "request.ts has the same layout");

/* The page at request.anchor. */
struct lock {
	u32 magic;
	u32 word;                      /* futex: 0 free, 1 held */
	u64 routine;                   /* a copy of this code that later callers may use */
};

i32 entry(struct request *request, const void *ignored);
#define STATE ((struct state *)((char *)entry + STATE_OFFSET))

static u64 now(void)
{
	u64 time[2];
	SYS2(NR_clock_gettime, CLOCK_MONOTONIC, time);
	return time[0] * 1000000000UL + time[1];
}

/* Waits until *word is no longer value, but no longer than a slice: callers look at the clock. */
static long wait_slice(u32 *word, u32 value)
{
	u64 slice[2] = { 0, SLICE_NS };
	return SYS4(NR_futex, word, FUTEX_WAIT_PRIVATE, value, slice);
}

static void wake(u32 *word)
{
	SYS3(NR_futex, word, FUTEX_WAKE_PRIVATE, 0x7fffffff);
}

static char *append(char *to, const char *text)
{
	while ((*to = *text++))
		to++;
	return to;
}

static char *append_number(char *to, u32 number)
{
	char digits[10];
	int count = 0;
	do {
		digits[count++] = '0' + number % 10;
	} while (number /= 10);
	while (count)
		*to++ = digits[--count];
	*to = 0;
	return to;
}

static void copy(struct request *to, const struct request *from)
{
	u64 *target = (u64 *)to;
	const u64 *source = (const u64 *)from;
	u32 words = sizeof(*to) / sizeof(u64);
	while (words--)
		*target++ = *source++;
}

/* Reads a small file as a string; its length, or -errno. */
static long read_text(const char *path, char *text, long size)
{
	long length, descriptor = SYS4(NR_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0);
	if (descriptor < 0)
		return descriptor;
	do {
		length = SYS3(NR_read, descriptor, text, size - 1);
	} while (length == -EINTR);
	SYS1(NR_close, descriptor);
	if (length < 0)
		return length;
	/* procfs ends a label with a newline, the system call with a NUL */
	while (length && (text[length - 1] == '\n' || !text[length - 1]))
		length--;
	text[length] = 0;
	return length;
}

/* ---- what each thread does ---- */

/* Changes the calling thread.  Only raw system calls on prepared bytes; 0 or errno. */
static NOINLINE i32 switch_self(struct state *state)
{
	struct request *request = &state->request;
	long result, descriptor;

	if (request->operation == BY_LSM) {
		enum { LSM_ATTR_CURRENT = 100 };
		result = SYS4(NR_lsm_set_self_attr, LSM_ATTR_CURRENT, &request->lsm_id,
			      request->lsm_length, 0);
		return result < 0 ? -result : 0;
	}
	descriptor = SYS4(NR_openat, AT_FDCWD, request->path, O_WRONLY | O_CLOEXEC, 0);
	if (descriptor < 0)
		return -descriptor;
	/* one write(2) is one command: AppArmor takes nothing at an offset */
	do {
		result = SYS3(NR_write, descriptor, request->command, request->command_length);
	} while (result == -EINTR);
	SYS1(NR_close, descriptor);
	return result < 0 ? -result : 0;
}

static NOINLINE void handler(int signal, struct info *info, void *context)
{
	struct state *state = STATE;
	u64 offset = info->value - (u64)state->slots;
	struct slot *slot = (struct slot *)info->value;
	u32 expected = PENDING;

	/*
	 * Ours is only a queued signal of this process whose value is a slot.  glibc's own has
	 * SI_TKILL, and acts only on that, so neither takes the other's.
	 */
	if (info->code != SI_QUEUE || info->pid != (i32)SYS0(NR_getpid) ||
	    offset >= sizeof(state->slots) || offset % sizeof(struct slot)) {
		if (state->previous.handler > 1)
			((void (*)(int, struct info *, void *))state->previous.handler)(signal, info, context);
		return;
	}
	if (slot->thread != (i32)SYS0(NR_gettid) ||
	    !__atomic_compare_exchange_n(&slot->state, &expected, RUNNING, 0, __ATOMIC_ACQ_REL,
					 __ATOMIC_ACQUIRE))
		return;
	slot->error = switch_self(state);
	__atomic_store_n(&slot->state, DONE, __ATOMIC_RELEASE);
	__atomic_add_fetch(&state->acknowledged, 1, __ATOMIC_ACQ_REL);
	wake(&state->acknowledged);
}

/* ---- the dry run ---- */

/* Runs in the child, on a stack of its own; never returns. */
static NOINLINE void trial(struct state *state)
{
	struct request *request = &state->request;
	u32 size = sizeof(request->label);
	u32 i;

	state->trial_error = switch_self(state);
	if (!state->trial_error && request->operation == BY_LSM) {
		/* asks no file, so needs no rule in the new profile: struct lsm_ctx, then the label */
		long count = SYS4(NR_lsm_get_self_attr, 100, request->label, &size, 0);
		u64 *context = (u64 *)request->label;
		if (count == 1 && context[0] == 104 /* LSM_ID_APPARMOR */) {
			u64 length = context[3];
			for (i = 0; i < length && i + 32 < sizeof(request->label) - 1; i++)
				request->label[i] = request->label[i + 32];
			while (i && (request->label[i - 1] == '\n' || !request->label[i - 1]))
				i--;
			request->label[i] = 0;
		} else {
			request->label[0] = 0;
		}
	}
	__atomic_store_n(&state->trial, 1, __ATOMIC_RELEASE);
	wake(&state->trial);
	/* stays until the caller has read our label, which a task that ends may lose; an orphan leaves after a second */
	for (i = 0; i < 200 && __atomic_load_n(&state->trial, __ATOMIC_ACQUIRE) == 1; i++)
		wait_slice(&state->trial, 1);
	SYS1(NR_exit, 0);
	__builtin_trap();
}

/*
 * fork(2) by half: memory, descriptors and directories are shared and nothing is copied, the
 * credentials are the child's own.  No exit signal, so neither SIGCHLD nor a runtime's wait(2)
 * sees it.  The child comes up on the given stack, on which what it runs is waiting.
 */
static long clone_trial(struct state *state, u64 *stack)
{
	*--stack = (u64)state;
	*--stack = (u64)trial;
#if defined(__x86_64__)
	long pid;
	register long r10 __asm__("r10") = 0;
	register long r8 __asm__("r8") = 0;
	__asm__ volatile("syscall\n\t"
			 "test %%rax, %%rax\n\t"
			 "jnz 1f\n\t"
			 "xor %%ebp, %%ebp\n\t"
			 "pop %%rax\n\t"
			 "pop %%rdi\n\t"
			 "call *%%rax\n\t"
			 "hlt\n"
			 "1:"
			 : "=a"(pid)
			 : "a"((long)NR_clone), "D"((long)(CLONE_VM | CLONE_FS | CLONE_FILES)),
			   "S"(stack), "d"(0L), "r"(r10), "r"(r8)
			 : "rcx", "r11", "memory");
	return pid;
#else
	register long x8 __asm__("x8") = NR_clone;
	register long x0 __asm__("x0") = CLONE_VM | CLONE_FS | CLONE_FILES;
	register long x1 __asm__("x1") = (long)stack;
	register long x2 __asm__("x2") = 0;
	register long x3 __asm__("x3") = 0;
	register long x4 __asm__("x4") = 0;
	__asm__ volatile("svc #0\n\t"
			 "cbnz x0, 1f\n\t"
			 "mov x29, #0\n\t"
			 "ldp x9, x0, [sp], #16\n\t"
			 "blr x9\n\t"
			 "brk #0\n"
			 "1:"
			 : "+r"(x0)
			 : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4)
			 : "x9", "x30", "memory");
	return x0;
#endif
}

static int ends_with(const char *text, const char *end)
{
	long length = 0, ending = 0;
	while (text[length])
		length++;
	while (end[ending])
		ending++;
	if (ending > length)
		return 0;
	while (ending--)
		if (text[--length] != end[ending])
			return 0;
	return 1;
}

/* Lets a child do it first.  OK, and request.label is what everybody will carry; else a status. */
static NOINLINE i32 dry_run(struct state *state, u64 deadline)
{
	struct request *request = &state->request;
	char path[96];
	i32 ended = 0, status = 0;
	long result = 0, pid;

	state->trial = 0;
	state->trial_error = 0;
	request->label[0] = 0;
	request->stage = CLONING;
	pid = clone_trial(state, (u64 *)((char *)entry + STACK_END));
	if (pid < 0) {
		request->error = -pid;
		return NOT_STARTED;
	}
	request->stage = TRYING;
	/* a child that a seccomp filter kills gives no verdict, only an exit status */
	while (!__atomic_load_n(&state->trial, __ATOMIC_ACQUIRE)) {
		wait_slice(&state->trial, 0);
		if (__atomic_load_n(&state->trial, __ATOMIC_ACQUIRE))
			break;
		if (SYS4(NR_wait4, pid, &status, WALL | WNOHANG, 0) == pid) {
			ended = 1;
			break;
		}
		if (now() > deadline) {
			/* it may yet wake up on the same stack: never tried again by this copy */
			request->error = ETIMEDOUT;
			state->magic = 0;
			return NOT_STARTED;
		}
	}
	if (!ended) {
		if (!state->trial_error && !request->label[0]) {
			append(append_number(append(path, "/proc/"), pid), request->leaf);
			result = read_text(path, request->label, sizeof(request->label));
		}
		__atomic_store_n(&state->trial, 2, __ATOMIC_RELEASE);
		wake(&state->trial);
		while (SYS4(NR_wait4, pid, &status, WALL, 0) == -EINTR)
			;
	}
	request->child_signal = status & 0x7f;
	request->error = state->trial_error;
	if (request->child_signal || request->error)
		return REFUSED;
	request->stage = READING_LABEL;
	if (result < 0 || !request->label[0]) {
		request->error = result < 0 ? -result : ENODATA;
		return REFUSED;
	}
	request->stage = JUDGING_MODE;
	if (!(request->flags & ANY_MODE) && !ends_with(request->label, " (enforce)") &&
	    !ends_with(request->label, " (kill)"))
		return REFUSED;
	return OK;
}

/* ---- the threads ---- */

static long open_threads(void)
{
	return SYS4(NR_openat, AT_FDCWD, "/proc/self/task", O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
}

/* The kernel's own count: /proc/self/task has a link for each thread and two of its own. */
static u32 count_threads(long directory)
{
	u64 stat[32];
	if (SYS2(NR_fstat, directory, stat) < 0)
		return 0;
	return *(u32 *)((char *)stat + STAT_NLINK) - 2;
}

static char *thread_path(char *path, i32 thread, const char *leaf)
{
	return append(append_number(append(path, "/proc/self/task/"), thread), leaf);
}

/* 1 where a thread carries the expected label, 0 where it carries another, or -errno. */
static NOINLINE i32 carries_label(struct state *state, i32 thread)
{
	char path[96], label[sizeof(state->request.label)];
	const char *expected = state->request.label;
	long length, i;

	thread_path(path, thread, state->request.leaf);
	length = read_text(path, label, sizeof(label));
	if (length < 0)
		return length;
	for (i = 0; expected[i] && expected[i] == label[i]; i++)
		;
	return expected[i] == label[i];
}

/* A zombie leader stays in the list and never runs a handler. */
static int is_dead(i32 thread)
{
	char path[96], stat[512];
	long length;

	thread_path(path, thread, "/stat");
	length = read_text(path, stat, sizeof(stat));
	if (length < 0)
		return length == -ENOENT || length == -ESRCH;
	/* the name may hold anything: the state comes after the last parenthesis (proc(5)) */
	while (length > 0 && stat[length - 1] != ')')
		length--;
	return stat[length] && (stat[length + 1] == 'Z' || stat[length + 1] == 'X');
}

static long send(struct slot *slot, i32 pid, u64 deadline)
{
	struct info info;
	u64 *words = (u64 *)&info;
	long result;
	u32 i;

	for (i = 0; i < sizeof(info) / sizeof(u64); i++) {
		words[i] = 0;
		__asm__ volatile("" ::: "memory"); /* keeps this from becoming a call of memset */
	}
	info.signo = SIGNAL;
	info.code = SI_QUEUE;
	info.pid = pid;
	info.value = (u64)slot;
	/* EAGAIN: RLIMIT_SIGPENDING is full for the moment */
	do {
		result = SYS4(NR_rt_tgsigqueueinfo, pid, slot->thread, SIGNAL, &info);
	} while (result == -EAGAIN && now() < deadline && !SYS0(NR_sched_yield));
	return result;
}

/* Waits until every slot is done or gone. */
static i32 await_threads(struct state *state, u64 deadline)
{
	struct request *request = &state->request;
	for (;;) {
		u32 i, acknowledged = __atomic_load_n(&state->acknowledged, __ATOMIC_ACQUIRE);
		i32 waiting = 0;

		for (i = state->first; i < state->end; i++) {
			u32 progress = __atomic_load_n(&state->slots[i].state, __ATOMIC_ACQUIRE);
			if (progress == PENDING || progress == RUNNING) {
				waiting = state->slots[i].thread;
				break;
			}
		}
		if (!waiting)
			return OK;
		if (wait_slice(&state->acknowledged, acknowledged) != -ETIMEDOUT)
			continue;
		for (; i < state->end; i++) {
			u32 expected = PENDING;
			if (state->slots[i].state == PENDING && is_dead(state->slots[i].thread) &&
			    __atomic_compare_exchange_n(&state->slots[i].state, &expected, GONE, 0,
							__ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
				request->gone++;
		}
		if (now() > deadline) {
			request->error = ETIMEDOUT;
			request->failed_thread = waiting;
			return TIMED_OUT;
		}
	}
}

/* Gives each thread that has no slot yet one, and its signal. */
static i32 signal_new_threads(struct state *state, long directory, i32 self, u64 deadline, u32 *listed,
			      u32 *fresh)
{
	struct request *request = &state->request;
	char *list = (char *)entry + LIST_OFFSET;
	i32 pid = SYS0(NR_getpid);
	long length, offset;

	while ((length = SYS3(NR_getdents64, directory, list, LIST_SIZE)) > 0) {
		struct entry64 *each;
		for (offset = 0; offset < length; offset += each->length) {
			const char *digit;
			struct slot *slot;
			i32 thread = 0;
			u32 i;

			each = (struct entry64 *)(list + offset);
			if (each->name[0] == '.')
				continue;
			for (digit = each->name; *digit; digit++)
				thread = thread * 10 + (*digit - '0');
			++*listed;
			if (thread == self)
				continue;
			/* one that has ended stays listed where it leads the process; or its number is new */
			for (i = state->first; i < state->end; i++)
				if (state->slots[i].thread == thread &&
				    (state->slots[i].state != GONE || is_dead(thread)))
					break;
			if (i < state->end)
				continue;
			request->failed_thread = thread;
			if (i == SLOTS) {
				request->error = ENOMEM;
				return state->acknowledged ? PARTIAL : NOT_STARTED;
			}
			slot = &state->slots[i];
			slot->thread = thread;
			slot->error = 0;
			++*fresh;
			/* born from a thread that had switched, it is where it belongs */
			if (request->passes > 1 && carries_label(state, thread) == 1) {
				slot->state = DONE;
				state->end++;
				request->inherited++;
				continue;
			}
			__atomic_store_n(&slot->state, PENDING, __ATOMIC_RELEASE);
			state->end++;
			{
				long result = send(slot, pid, deadline);
				if (result == -ESRCH) {
					slot->state = GONE;
					request->gone++;
				} else if (result < 0) {
					/* the slot was never signalled: nobody else looks at it */
					slot->state = GONE;
					request->gone++;
					request->error = -result;
					return state->end == state->first + 1 ? NOT_STARTED : PARTIAL;
				}
			}
		}
	}
	request->failed_thread = 0;
	if (length < 0) {
		request->error = -length;
		return state->end == state->first ? NOT_STARTED : PARTIAL;
	}
	return OK;
}

/* Switches all threads but the caller. */
static NOINLINE i32 switch_others(struct state *state, i32 self, u64 deadline)
{
	struct request *request = &state->request;
	u32 i, quiet = 0;

	while (quiet < 2) {
		long directory = open_threads();
		u32 before, after, listed = 0, fresh = 0;
		i32 status;

		request->passes++;
		request->stage = LISTING;
		if (directory < 0) {
			request->error = -directory;
			return state->end == state->first ? NOT_STARTED : PARTIAL;
		}
		before = count_threads(directory);
		request->stage = SIGNALLING;
		status = signal_new_threads(state, directory, self, deadline, &listed, &fresh);
		after = count_threads(directory);
		SYS1(NR_close, directory);
		if (status != OK)
			return status;
		request->stage = SWITCHING;
		status = await_threads(state, deadline);
		if (status != OK)
			return status;
		for (i = state->first; i < state->end; i++) {
			struct slot *slot = &state->slots[i];
			if (slot->state != DONE || !slot->error)
				continue;
			/*
			 * Listed in pass 1 and yet born from a switched thread, it asked to go from X
			 * to X, which is EACCES unless X says "change_profile -> X".  Its label decides.
			 */
			if (carries_label(state, slot->thread) == 1) {
				slot->error = 0;
				request->inherited++;
				continue;
			}
			request->error = slot->error;
			request->failed_thread = slot->thread;
			return PARTIAL;
		}
		/* a thread can be born behind the position at which the list is read */
		quiet = !fresh && listed == before && before == after ? quiet + 1 : 0;
		if (quiet < 2 && now() > deadline) {
			request->error = ETIMEDOUT;
			return TIMED_OUT;
		}
	}
	for (i = state->first; i < state->end; i++) {
		i32 result;
		if (state->slots[i].state != DONE)
			continue;
		result = carries_label(state, state->slots[i].thread);
		if (result == -ENOENT || result == -ESRCH)
			continue; /* has ended */
		if (result != 1) {
			request->error = result < 0 ? -result : 0;
			request->failed_thread = state->slots[i].thread;
			return MISMATCH;
		}
		request->verified++;
	}
	return OK;
}

#if defined(__x86_64__)
/* x86_64 has no restorer of the kernel's: rt_sigreturn(2) is 15. */
__asm__(".text\n"
	".hidden restorer\n"
	".type restorer, @function\n"
	"restorer:\n\t"
	"mov $15, %eax\n\t"
	"syscall\n");
extern __attribute__((visibility("hidden"))) void restorer(void);
#endif

static NOINLINE i32 switch_process(struct state *state, u64 deadline)
{
	struct request *request = &state->request;
	i32 status, self = SYS0(NR_gettid);
	struct action ours, previous;
	long result;

	status = dry_run(state, deadline);
	if (status != OK || request->flags & DRY_RUN_ONLY)
		return status;
	if (!(request->flags & ONLY_SELF)) {
		/* labels that cannot be read cannot be proven: found out before anything changes */
		request->stage = READING_LABEL;
		result = carries_label(state, self);
		if (result < 0) {
			request->error = -result;
			return NOT_STARTED;
		}
		ours.handler = (u64)handler;
		ours.mask = ~0UL;
		/* SA_ONSTACK: runtimes run code on small stacks; SA_RESTART: their calls go on */
		ours.flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART;
		ours.restorer = 0;
#if defined(__x86_64__)
		ours.flags |= SA_RESTORER;
		ours.restorer = (u64)restorer;
#endif
		request->stage = HANDLING;
		result = SYS4(NR_rt_sigaction, SIGNAL, 0, &previous, 8);
		/* after a partial switch ours is still there: chaining to itself would never end */
		if (result >= 0 && previous.handler != ours.handler)
			state->previous = previous;
		if (result >= 0)
			result = SYS4(NR_rt_sigaction, SIGNAL, &ours, 0, 8);
		if (result < 0) {
			request->error = -result;
			return NOT_STARTED;
		}
		status = switch_others(state, self, deadline);
		if (status == NOT_STARTED)
			SYS4(NR_rt_sigaction, SIGNAL, &state->previous, 0, 8);
		if (status != OK)
			return status;
	}
	request->stage = SWITCHING;
	request->error = switch_self(state);
	if (request->error) {
		request->failed_thread = self;
		return request->flags & ONLY_SELF ? REFUSED : SELF_FAILED;
	}
	if (!(request->flags & ONLY_SELF))
		SYS4(NR_rt_sigaction, SIGNAL, &state->previous, 0, 8);
	return OK;
}

/* ---- one at a time ---- */

/*
 * The lock's page lies at an address that all callers derive alike, so mmap(2) itself is the
 * test-and-set: one caller makes the page, the others get EEXIST.
 */
static struct lock *find_lock(struct request *request, u64 deadline)
{
	struct lock *lock = (struct lock *)request->anchor;
	long result = syscall6(NR_mmap, request->anchor, 4096, PROT_READ_WRITE,
			       MAP_PRIVATE_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
	if (result == (long)lock) {
		lock->routine = (u64)entry;
		__atomic_store_n(&lock->magic, MAGIC, __ATOMIC_RELEASE);
		return lock;
	}
	if (result != -EEXIST) {
		/* a kernel before 4.17 takes the address as a hint and may put the page elsewhere */
		request->error = result < 0 ? -result : ENOMEM;
		return 0;
	}
	/*
	 * Somebody else's page may be unreadable: the kernel compares, and gives EFAULT then.  To
	 * requeue nobody is a comparison that does not sleep.
	 */
	do {
		if (!syscall6(NR_futex, (long)&lock->magic, FUTEX_CMP_REQUEUE_PRIVATE, 0, 0,
			      (long)&lock->word, MAGIC))
			return lock;
		SYS0(NR_sched_yield);
	} while (now() < deadline);
	request->error = EEXIST;
	return 0;
}

/* Called as bsearch(3) calls a comparator: with the key and an element. */
__attribute__((section(".text.entry"), used)) i32 entry(struct request *caller, const void *ignored)
{
	struct state *state = STATE;
	struct request *request = &state->request;
	u64 start = now(), deadline = start + caller->timeout_ms * 1000000UL;
	u64 all = ~0UL, mask;
	struct lock *lock;
	u32 free = 0;
	i32 status;

	(void)ignored;
	caller->stage = LOCKING;
	lock = find_lock(caller, deadline);
	if (!lock) {
		caller->status = NOT_STARTED;
		return 0;
	}
	/* signals are not blocked yet: whoever holds the lock is waiting for this thread's handler */
	while (!__atomic_compare_exchange_n(&lock->word, &free, 1, 0, __ATOMIC_ACQUIRE,
					    __ATOMIC_RELAXED)) {
		free = 0;
		if (now() > deadline) {
			caller->status = BUSY;
			caller->error = ETIMEDOUT;
			return 0;
		}
		wait_slice(&lock->word, 1);
	}
	SYS4(NR_rt_sigprocmask, SIG_SETMASK, &all, &mask, 8);
	copy(request, caller);
	if (state->magic != MAGIC) {
		request->error = ETIMEDOUT;
		status = NOT_STARTED;
	} else {
		status = switch_process(state, deadline);
	}
	if (status == PARTIAL || status == TIMED_OUT || status == MISMATCH || status == SELF_FAILED) {
		/*
		 * What has changed cannot be undone.  The handler stays, so that late threads are
		 * still confined, and their slots are never given to others.
		 */
		if (request->flags & EXIT_ON_PARTIAL)
			SYS1(NR_exit_group, request->exit_code);
		request->threads = state->end - state->first - request->gone + 1;
		state->first = state->end;
	} else {
		request->threads = state->end - state->first - request->gone + 1;
		state->end = state->first;
	}
	request->status = status;
	request->nanoseconds = now() - start;
	copy(caller, request);
	SYS4(NR_rt_sigprocmask, SIG_SETMASK, &mask, 0, 8);
	__atomic_store_n(&lock->word, 0, __ATOMIC_RELEASE);
	wake(&lock->word);
	return 0;
}
