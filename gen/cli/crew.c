/* cli/crew.c: see crew.h. Only pipes and processes; what a job is, the caller knows. */
#include "crew.h"

#include "../base/fd.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Jobs that a worker has before it has answered: one to be at, the others so that it need
 * not wait. Towards the end it is one or two, or slow jobs would queue behind a slow one. */
enum { QUEUE = 8 };

/* Before the bytes of an answer. */
struct frame {
	uint32_t job, n;
};

struct worker {
	pid_t pid;
	int to, from;          /* pipes, -1 when closed */
	struct buf in;         /* what has come so far of its answers */
	uint32_t queue[QUEUE]; /* jobs sent and not answered, oldest first */
	size_t n_queue;
	uint32_t *next, *stop; /* its stretch of jobs that nobody has yet */
	int64_t since;         /* it is at the oldest one since then, milliseconds */
	bool hung;             /* … for too long, and was killed */
};

struct crew {
	const struct crew_calls *calls;
	struct worker *v;
	size_t n;
	uint32_t *back; /* jobs that the dead had before them */
	size_t n_back;
	unsigned timeout;
};

/* ---- In a worker ------------------------------------------------------ */

static void
work(const struct crew_calls *calls, int from, int to)
{
	struct frame f = { 0, 0 };
	struct buf out;
	buf_init(&out);
	calls->begin(calls->ctx);
	while (fd_read(from, &f.job, sizeof f.job)) {
		buf_clear(&out);
		buf_add(&out, &f, sizeof f);
		calls->work(calls->ctx, f.job, &out);
		f.n = (uint32_t)(out.n - sizeof f);
		memcpy(out.p, &f, sizeof f);
		if (!fd_write(to, buf_view(&out)))
			break;
	}
	buf_free(&out);
}

/* The sanitizer looks for leaks at exit(); otherwise there is nothing to do
 * there that the parent will not do. */
static void
leave(void)
{
#ifdef VANBAN_ASAN
	exit(0);
#else
	_exit(0);
#endif
}

/* ---- Workers, as the parent sees them --------------------------------- */

static void
close_pipe(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static void
close_all_pipes(struct crew *c)
{
	for (size_t i = 0; i < c->n; i++) {
		close_pipe(&c->v[i].to);
		close_pipe(&c->v[i].from);
	}
}

static int64_t
now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static bool
start(struct crew *c, struct worker *w)
{
	int to[2], from[2];
	if (pipe(to) < 0)
		return false;
	if (pipe(from) < 0) {
		close(to[0]);
		close(to[1]);
		return false;
	}
	w->pid = fork();
	if (w->pid == 0) {
		close_all_pipes(c);
		close(to[1]);
		close(from[0]);
		work(c->calls, to[0], from[1]);
		leave();
	}
	int error = errno;
	close(to[0]);
	close(from[1]);
	w->to = to[1];
	w->from = from[0];
	w->n_queue = 0;
	w->hung = false;
	buf_clear(&w->in);
	if (w->pid < 0) {
		close_pipe(&w->to);
		close_pipe(&w->from);
		errno = error;
	}
	return w->pid > 0;
}

/* ---- Who does what ---------------------------------------------------- */

static size_t
left_of(const struct worker *w)
{
	return (size_t)(w->stop - w->next);
}

static bool
is_any_left(const struct crew *c)
{
	size_t n = c->n_back;
	for (size_t i = 0; i < c->n; i++)
		n += left_of(&c->v[i]);
	return n > 0;
}

/* The second half of the longest stretch that there is. */
static void
take_over(struct crew *c, struct worker *w)
{
	struct worker *from = w;
	for (struct worker *o = c->v; o < c->v + c->n; o++)
		if (left_of(o) > left_of(from))
			from = o;
	uint32_t *half = from->next + left_of(from) / 2;
	w->next = half;
	w->stop = from->stop;
	from->stop = half;
}

/* The next job for w. False: there is none left. */
static bool
next_job(struct crew *c, struct worker *w, uint32_t *job)
{
	if (c->n_back) {
		*job = c->back[--c->n_back];
		return true;
	}
	if (w->next == w->stop)
		take_over(c, w);
	if (w->next == w->stop)
		return false;
	*job = *w->next++;
	return true;
}

/* How many it may have before it: few, when few are left. */
static size_t
room(const struct worker *w)
{
	size_t most = 1 + left_of(w) / 8;
	return most > QUEUE ? QUEUE : most < 2 ? 2 : most;
}

static void
feed(struct crew *c, struct worker *w)
{
	uint32_t job;
	while (w->to >= 0 && w->n_queue < room(w) && next_job(c, w, &job)) {
		if (!w->n_queue)
			w->since = now();
		w->queue[w->n_queue++] = job;
		/* A worker that is gone is noticed when its pipe is read. */
		fd_write(w->to, (str){ (const char *)&job, sizeof job });
	}
	if (!w->n_queue)
		close_pipe(&w->to);
}

/* ---- Answers ---------------------------------------------------------- */

/* Takes the finished answers off what w has sent. */
static void
take_answers(struct crew *c, struct worker *w)
{
	struct frame f;
	size_t used = 0;
	for (;;) {
		str rest = str_from(buf_view(&w->in), used);
		if (rest.n < sizeof f)
			break;
		memcpy(&f, rest.p, sizeof f);
		if (rest.n - sizeof f < f.n)
			break;
		memmove(w->queue, w->queue + 1, --w->n_queue * sizeof *w->queue);
		w->since = now();
		c->calls->answer(c->calls->ctx, f.job, str_sub(rest, sizeof f, f.n));
		used += sizeof f + f.n;
	}
	memmove(w->in.p, w->in.p + used, w->in.n - used + 1);
	w->in.n -= used;
}

/* Its pipe is at its end: it is done, or it died at the oldest job it had. */
static void
bury(struct crew *c, struct worker *w)
{
	int status = 0;
	while (waitpid(w->pid, &status, 0) < 0 && errno == EINTR)
		;
	close_pipe(&w->to);
	close_pipe(&w->from);
	if (!w->n_queue)
		return;
	c->calls->death(c->calls->ctx, w->queue[0], w->hung, status);
	while (w->n_queue > 1)
		c->back[c->n_back++] = w->queue[--w->n_queue];
	w->n_queue = 0;
	if (!is_any_left(c))
		return;
	if (start(c, w))
		feed(c, w);
	else
		c->calls->no_fork(c->calls->ctx, errno);
}

static void
listen_to(struct crew *c, struct worker *w)
{
	enum { CHUNK = 65536 };
	ssize_t got = read(w->from, buf_reserve(&w->in, CHUNK), CHUNK);
	if (got < 0 && errno == EINTR)
		return;
	if (got <= 0) {
		bury(c, w);
		return;
	}
	w->in.n += (size_t)got;
	w->in.p[w->in.n] = '\0';
	take_answers(c, w);
	feed(c, w);
}

/* ---- Workers that take too long ---------------------------------------- */

static bool
is_busy(const struct worker *w)
{
	return w->from >= 0 && w->n_queue && !w->hung;
}

/* Milliseconds until the first of them has had its time; -1: no limit. */
static int
time_left(const struct crew *c)
{
	int64_t limit = (int64_t)c->timeout * 1000, t = now(), least = limit;
	if (!limit)
		return -1;
	for (size_t i = 0; i < c->n; i++)
		if (is_busy(&c->v[i]) && c->v[i].since + limit - t < least)
			least = c->v[i].since + limit - t;
	return least > 0 ? (int)least : 0;
}

/* Its pipe ends when it is gone, and bury() does the rest. */
static void
kill_hung(struct crew *c)
{
	int64_t limit = (int64_t)c->timeout * 1000, t = now();
	for (size_t i = 0; limit && i < c->n; i++) {
		struct worker *w = &c->v[i];
		if (!is_busy(w) || t - w->since < limit)
			continue;
		w->hung = true;
		kill(w->pid, SIGKILL);
	}
}

/* Who was stopped (Ctrl-Z) and goes on was not slow for that long. */
static void
forgive(struct crew *c, int64_t lost)
{
	for (size_t i = 0; i < c->n; i++)
		c->v[i].since += lost;
}

bool
crew_listen(struct crew *c)
{
	enum { SLACK = 1000 };
	struct pollfd fds[CREW_MOST];
	size_t at[CREW_MOST];
	nfds_t n = 0;
	for (size_t i = 0; i < c->n; i++) {
		if (c->v[i].from < 0)
			continue;
		fds[n] = (struct pollfd){ .fd = c->v[i].from, .events = POLLIN };
		at[n++] = i;
	}
	if (!n)
		return false;
	int wait = time_left(c);
	int64_t before = now();
	int ready = poll(fds, n, wait);
	if (wait >= 0 && now() - before > wait + SLACK)
		forgive(c, now() - before);
	if (ready < 0)
		return errno == EINTR;
	for (nfds_t i = 0; i < n; i++)
		if (fds[i].revents)
			listen_to(c, &c->v[at[i]]);
	kill_hung(c);
	return true;
}

/* ---- Beginning and end -------------------------------------------------- */

struct crew *
crew_start(struct arena *a, const struct crew_calls *calls, uint32_t *jobs, size_t n,
    size_t n_workers, unsigned timeout)
{
	struct crew *c = NEW(a, struct crew);
	*c =
	    (struct crew){ .calls = calls, .n = n < n_workers ? n : n_workers, .timeout = timeout };
	c->v = NEW_N(a, struct worker, c->n + 1);
	c->back = NEW_N(a, uint32_t, c->n * QUEUE + 1);
	for (size_t i = 0; i < c->n; i++) {
		struct worker *w = &c->v[i];
		buf_init(&w->in);
		w->to = w->from = -1;
		w->next = jobs + n * i / c->n;
		w->stop = jobs + n * (i + 1) / c->n;
	}
	for (size_t i = 0; i < c->n; i++) {
		if (!start(c, &c->v[i])) {
			calls->no_fork(calls->ctx, errno);
			break;
		}
		feed(c, &c->v[i]);
	}
	return c;
}

void
crew_end(struct crew *c)
{
	for (size_t i = 0; c && i < c->n; i++)
		buf_free(&c->v[i].in);
}
