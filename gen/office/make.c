/* office/make.c: jobs over starts of LibreOffice.
 *
 * Jobs wait in a queue; a slot takes a batch of them, and when its start has ended
 * each of the batch is judged by the file that came of it, not by an exit status:
 * LibreOffice leaves with 0 whatever happens. Where a batch ended early, the
 * document it was at is to blame; those behind it go back into the queue. A crash
 * may have been chance, so its document has a second try, alone. Every start
 * settles a document at least, or all of its batch. */
#include "office_int.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	MAX_SLOTS = 64,
	MAX_BATCH = 100, /* LibreOffice grows with the documents it has seen */
	WORTH_A_START = 8,
	TICK_MS = 50
};

struct making {
	struct office *o;
	enum office_make what;
	struct office_job *jobs;
	size_t n;
	size_t *queue; /* the next one last; those with a second try are at the front */
	size_t n_queue;
	bool *tried; /* it has crashed once */
	size_t settled;
	struct start *slots;
	size_t n_slots;
};

/* ---- Signals -------------------------------------------------------------------- */

static volatile sig_atomic_t stopped;

static void
stop(int number)
{
	stopped = number;
}

enum { N_ENDING = sizeof office_ending / sizeof *office_ending };

static void
hold_signals(struct sigaction old[N_ENDING])
{
	struct sigaction act = { .sa_handler = stop, .sa_flags = SA_RESTART };
	stopped = 0;
	sigemptyset(&act.sa_mask);
	for (size_t i = 0; i < N_ENDING; i++) {
		sigaction(office_ending[i], NULL, &old[i]);
		if (old[i].sa_handler != SIG_IGN)
			sigaction(office_ending[i], &act, NULL);
	}
}

static void
release_signals(const struct sigaction old[N_ENDING])
{
	for (size_t i = 0; i < N_ENDING; i++)
		sigaction(office_ending[i], &old[i], NULL);
}

/* ---- Results ---------------------------------------------------------------------- */

static const char *
result_path(const struct making *m, size_t job)
{
	return str_cz(m->o->a, str_fmt(m->o->a, "%s/%s.%s", m->o->folder, m->jobs[job].name,
				   m->what == OFFICE_RTF ? "rtf" : "pdf"));
}

/* The last bytes of fd's file, without spaces at the end. */
static str
tail_of(int fd, char *room, size_t n)
{
	struct stat st;
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
		return (str){ NULL, 0 };
	off_t from = st.st_size > (off_t)n ? st.st_size - (off_t)n : 0;
	ssize_t got = pread(fd, room, n, from);
	str s = { room, got > 0 ? (size_t)got : 0 };
	while (s.n && s.p[s.n - 1] == '\0') /* LibreOffice ends an RTF with one */
		s.n--;
	return str_trim_end(s);
}

/* A file with the head and the end of its kind. */
static bool
is_whole(const struct making *m, size_t job)
{
	bool rtf = m->what == OFFICE_RTF;
	char head[8] = "", tail[64];
	int fd = open(result_path(m, job), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return false;
	ssize_t got = pread(fd, head, 5, 0);
	str end = tail_of(fd, tail, sizeof tail);
	close(fd);
	return got == 5 && !strncmp(head, rtf ? "{\\rtf" : "%PDF-", 5) &&
	       str_ends(end, rtf ? S("}") : S("%%EOF"));
}

static void
settle(struct making *m, size_t job, enum office_end end, str why)
{
	m->jobs[job].end = end;
	m->jobs[job].why = why;
	m->settled++;
	if (end != OFFICE_MADE)
		unlink(result_path(m, job));
}

static bool
crashed(const struct start *s)
{
	return WIFSIGNALED(s->status) || WEXITSTATUS(s->status) != 0;
}

/* The document that a start was at when it ended, as its place in the batch: the
 * last it began, or the first without a file; s->n: none is to blame. */
static size_t
blamed(const struct start *s, const bool *whole)
{
	if (s->at && !whole[s->at - 1])
		return s->at - 1;
	if (s->at && !s->hung && !crashed(s))
		return s->n;
	for (size_t i = s->at; s->at && i < s->n; i++)
		if (!whole[i])
			return i;
	return s->n;
}

/* Nothing was begun and nothing made: the program does not run, or none of these
 * can be opened. */
static void
fail_batch(struct making *m, const struct start *s)
{
	enum office_end end = s->hung      ? OFFICE_HUNG
			      : crashed(s) ? OFFICE_NOT_STARTED
					   : OFFICE_REFUSED;
	for (size_t i = 0; i < s->n; i++)
		settle(m, s->batch[i], end, start_last_words(s, m->o->a));
}

static void
put_back(struct making *m, size_t job, bool behind_all)
{
	if (behind_all) {
		memmove(m->queue + 1, m->queue, m->n_queue * sizeof *m->queue);
		m->queue[0] = job;
		m->n_queue++;
	} else {
		m->queue[m->n_queue++] = job;
	}
}

static void
judge_blamed(struct making *m, const struct start *s, size_t job)
{
	str why = start_last_words(s, m->o->a);
	if (s->hung) {
		settle(m, job, OFFICE_HUNG, why);
	} else if (!crashed(s)) {
		settle(m, job, OFFICE_REFUSED, why);
	} else if (m->tried[job]) {
		settle(m, job, OFFICE_CRASHED, why);
	} else {
		m->tried[job] = true;
		put_back(m, job, true);
	}
}

static void
judge_batch(struct making *m, struct start *s)
{
	bool *whole = NEW_N(m->o->a, bool, s->n);
	size_t any = 0;
	for (size_t i = 0; i < s->n; i++)
		any += whole[i] = is_whole(m, s->batch[i]);
	size_t guilty = blamed(s, whole);
	if (!s->at && !any) {
		fail_batch(m, s);
		return;
	}
	for (size_t i = s->n; i-- > 0;) {
		size_t job = s->batch[i];
		if (whole[i])
			settle(m, job, OFFICE_MADE, S(""));
		else if (i == guilty)
			judge_blamed(m, s, job);
		else if (i < s->at)
			settle(m, job, OFFICE_REFUSED, S(""));
		else
			put_back(m, job, false);
	}
}

/* ---- Slots -------------------------------------------------------------------------- */

/* A crashed start leaves its profile in a state that nobody knows. */
static void
clean_up(struct start *s)
{
	if (s->hung || crashed(s))
		office_remove(s->profile);
}

static size_t
batch_size(const struct making *m)
{
	size_t n = (m->n + m->n_slots - 1) / m->n_slots;
	return n < MAX_BATCH ? n : MAX_BATCH;
}

static void
take_batch(struct making *m, struct start *s)
{
	size_t most = batch_size(m);
	s->n = 0;
	while (s->n < most && m->n_queue) {
		size_t job = m->queue[m->n_queue - 1];
		if (m->tried[job] && s->n)
			break;
		s->batch[s->n++] = job;
		m->n_queue--;
		if (m->tried[job])
			break;
	}
}

static void
feed(struct making *m, struct start *s)
{
	while (!s->pid && m->n_queue) {
		take_batch(m, s);
		if (start_run(s, m->jobs))
			return;
		str why = str_dup(m->o->a, str_z(strerror(errno)));
		for (size_t i = 0; i < s->n; i++)
			settle(m, s->batch[i], OFFICE_NOT_STARTED, why);
	}
}

static void
wait_for_news(const struct making *m)
{
	struct pollfd fds[2 * MAX_SLOTS];
	nfds_t n = 0;
	for (size_t i = 0; i < m->n_slots; i++) {
		const struct start *s = &m->slots[i];
		if (s->pid && s->out >= 0)
			fds[n++] = (struct pollfd){ .fd = s->out, .events = POLLIN };
		if (s->pid && s->err >= 0)
			fds[n++] = (struct pollfd){ .fd = s->err, .events = POLLIN };
	}
	poll(fds, n, TICK_MS);
}

static void
open_slots(struct making *m)
{
	size_t n = (m->n + WORTH_A_START - 1) / WORTH_A_START;
	if (n > m->o->workers)
		n = m->o->workers;
	m->n_slots = n < MAX_SLOTS ? n : MAX_SLOTS;
	m->slots = NEW_N(m->o->a, struct start, m->n_slots);
	for (size_t i = 0; i < m->n_slots; i++) {
		struct start *s = &m->slots[i];
		s->o = m->o;
		s->what = m->what;
		s->batch = NEW_N(m->o->a, size_t, batch_size(m));
		s->profile = str_cz(m->o->a, str_fmt(m->o->a, "%s/profile-%zu", m->o->folder, i));
		buf_init(&s->said);
		buf_init(&s->complained);
	}
}

static void
close_slots(struct making *m)
{
	for (size_t i = 0; i < m->n_slots; i++) {
		start_kill(&m->slots[i]);
		buf_free(&m->slots[i].said);
		buf_free(&m->slots[i].complained);
	}
}

static void
go_round(struct making *m)
{
	for (size_t i = 0; i < m->n_slots; i++) {
		struct start *s = &m->slots[i];
		if (s->pid && start_listen(s, m->jobs)) {
			judge_batch(m, s);
			clean_up(s);
		}
		feed(m, s);
	}
}

static bool
open_life(struct office *o)
{
	if (pipe(o->life) < 0)
		return false;
	fcntl(o->life[0], F_SETFD, FD_CLOEXEC);
	fcntl(o->life[1], F_SETFD, FD_CLOEXEC);
	return true;
}

static void
refuse_all(struct making *m, int error)
{
	for (size_t i = 0; i < m->n; i++)
		settle(m, i, OFFICE_NOT_STARTED, str_dup(m->o->a, str_z(strerror(error))));
}

int
office_make(struct office *o, enum office_make what, struct office_job *jobs, size_t n,
    void (*tick)(void *ctx, size_t done), void *ctx)
{
	struct making m = { .o = o, .what = what, .jobs = jobs, .n = n };
	struct sigaction old[N_ENDING];
	if (!n)
		return 0;
	if (!open_life(o)) {
		refuse_all(&m, errno);
		return 0;
	}
	m.queue = NEW_N(o->a, size_t, n + 1);
	m.tried = NEW_N(o->a, bool, n);
	for (size_t i = n; i-- > 0;)
		m.queue[m.n_queue++] = i;
	open_slots(&m);
	hold_signals(old);
	go_round(&m);
	while (m.settled < n && !stopped) {
		wait_for_news(&m);
		go_round(&m);
		if (tick)
			tick(ctx, m.settled);
	}
	close_slots(&m);
	close(o->life[0]);
	close(o->life[1]);
	release_signals(old);
	return stopped;
}
