/* cli/watch.c: waiting for a save, and building.
 *
 * The watcher itself reads no source: each build is a process of its own, in a
 * group of its own, so that no memory grows over a long day and no fault in a
 * document ends the watch. The process of the next build is started when the last
 * one is done: it reads all heads and then waits for the order to build, which is
 * more than half of the work done before the save. What has changed since then it
 * reads again. It may be given up at any time: without one a build starts from nothing.
 *
 * Saves that follow each other within some milliseconds are one; a file that has just
 * gone, or is being written, is given a moment longer, since editors save by renaming
 * and not in one go. A save during a build ends that build: its group is told to stop,
 * and the next one starts when all of it has gone, so that no old result can overtake
 * a new one. Results appear by renaming (output.c), so a build that is stopped leaves
 * nothing half-written.
 *
 * What a build says is shown when it is done: on a terminal on a clean screen.
 *
 * LibreOffice takes seconds. So what it makes (--to pdf, --pages) is left out of
 * the first build after a save and made by a second one behind it, which a newer
 * save stops like any other. */
#include "watch.h"

#include "layers.h"
#include "notice.h"
#include "reason.h"

#include <errno.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	QUIET = 4,         /* no event for so long: the save is over; milliseconds */
	QUIET_GONE = 60,   /* the same when a file has gone that may come back */
	LONGEST = 200,     /* events that never end are built all the same */
	MISSING_ROOT = 300 /* how often a folder that is gone is looked for */
};

static const pos nowhere = { NULL, 0, 0, 0 };

/* The end of what a build says, when it came to its end: it is shown before the process
 * is gone, since to clear away its memory takes some milliseconds. */
static const char DONE = '\0';

struct watch {
	struct arena *a;
	const struct options *o;
	int (*build)(
	    struct arena *, const struct options *, struct report *, const struct prepared *);
	struct notice notice;
	int signals;       /* signalfd */
	bool screen;       /* stderr is a terminal that can be cleared */
	bool colour;       /* and may have colours */
	struct ready {     /* the process that waits for the next build */
		pid_t pid; /* 0: none */
		int order; /* it is told here: struct order */
		int said;
	} ready;
	pid_t group;     /* the build that is running; 0: none */
	bool prepared;   /* … was one that waited */
	bool behind;     /* … is the one with LibreOffice */
	const char *tmp; /* a folder for what LibreOffice leaves; NULL: not made */
	int said;        /* what it says comes here; -1: nothing more */
	struct buf text; /* what it has said so far */
	bool due;        /* something changed that no build has seen */
	bool gone;       /* … perhaps only for a moment */
	bool folders;    /* … and folders came or went */
	bool roots_there;
	long long first, last; /* of the changes that are due, milliseconds */
	unsigned builds;       /* started so far */
	bool stop, failed;
};

/* What a process that waits has to know to build; the paths of the folders where something
 * has changed since it began to read follow, each with its NUL. */
struct order {
	long long first;
	unsigned builds;
	bool anywhere;   /* … too many to say */
	unsigned length; /* of their paths, in bytes */
};

static long long
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- In a build --------------------------------------------------------------- */

static void
say_built(const struct watch *w, const struct tally *t, struct buf *out)
{
	bool vi = w->o->lang == DIAG_VI;
	size_t built = t->documents - t->failed - t->unchanged;
	long long ms = now() - w->first;

	if (w->behind)
		buf_fmt(out,
		    vi ? "Đã dựng %zu văn bản bằng LibreOffice"
		       : "built %zu documents with LibreOffice",
		    built);
	else
		buf_fmt(out, vi ? "Đã dựng %zu văn bản" : "built %zu documents", built);
	if (t->failed)
		buf_fmt(out, vi ? "; %zu văn bản có lỗi" : "; %zu with errors", t->failed);
	if (t->unchanged)
		buf_fmt(out, vi ? "; %zu văn bản không đổi" : "; %zu unchanged", t->unchanged);
	if (w->builds > 1)
		buf_fmt(out, vi ? " (%lld ms sau khi lưu)" : " (%lld ms after the save)", ms);
	buf_z(out,
	    vi ? "; đang chờ thay đổi, Ctrl-C để dừng\n" : "; waiting for changes, Ctrl-C ends\n");
}

static bool
needs_office(const struct options *o)
{
	return o->to & 1u << TO_PDF || o->pages;
}

/* The options of a build: at once, all that needs no LibreOffice; behind it, the
 * rest. Page numbers are in the DOCX, so with them all is made anew. */
static struct options
options_of(const struct watch *w)
{
	struct options o = *w->o;

	o.command = CMD_BUILD;
	if (!w->behind) {
		o.to &= ~(1u << TO_PDF);
		o.pages = false;
	} else if (!o.pages) {
		o.to = 1u << TO_PDF;
	}
	return o;
}

/* A process that builds, in a group of its own; what it says goes to `to`. */
static void
become_builder(const struct watch *w, int to)
{
	sigset_t none;

	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	dup2(to, STDERR_FILENO);
	close(to);
	close(w->signals);
	if (w->ready.pid) {
		close(w->ready.order);
		close(w->ready.said);
	}
}

/* The build itself: never returns. */
static void
build_and_leave(const struct watch *w, const struct prepared *before)
{
	struct options o = options_of(w);
	struct report r;
	struct buf line;

	if (w->tmp)
		setenv("TMPDIR", w->tmp, 1);
	report_init(&r, &o);
	r.colour = w->colour;
	r.quiet = true;
	w->build(w->a, &o, &r, before);
	buf_init(&line);
	if (r.told) {
		say_built(w, &r.tally, &line);
		buf_c(&line, DONE);
	}
	fd_write(STDERR_FILENO, buf_view(&line));
	close(STDERR_FILENO); /* what the process leaves is cleared away behind that */
	_exit(0);
}

static void
take_folders(struct watch *w, struct prepared *before, int from, const struct order *order)
{
	VEC(str) folders = { 0 };
	char *paths = arena_alloc(w->a, order->length + 1u);

	if (!before || order->anywhere || !fd_read(from, paths, order->length))
		return;
	for (size_t at = 0; at < order->length; at += strlen(paths + at) + 1)
		VEC_PUSH(w->a, &folders, str_z(paths + at));
	session_narrow(before, folders.v, folders.n);
}

/* The process of the next build: reads, and waits for the order. Never returns. */
static void
prepare_and_wait(struct watch *w, int from)
{
	struct prepared *before = session_prepare(w->a, w->o);
	struct order order;

	if (!fd_read(from, &order, sizeof order))
		_exit(0); /* the watch is over */
	take_folders(w, before, from, &order);
	close(from);
	w->first = order.first;
	w->builds = order.builds;
	build_and_leave(w, before);
}

/* ---- Builds, as the watcher sees them --------------------------------------------- */

static void
fail(struct watch *w, struct diags *d)
{
	struct buf text;

	buf_init(&text);
	for (size_t i = 0; i < d->list.n; i++)
		diag_print(&text, &d->list.v[i], w->o->lang, w->colour);
	fd_write(STDERR_FILENO, buf_view(&text));
	buf_free(&text);
	w->failed = w->stop = true;
}

static void
fail_with(struct watch *w, enum diag_code code, int error)
{
	struct diags d;

	diags_init(&d, w->a);
	diag(&d, code, nowhere, REASON(error));
	fail(w, &d);
}

/* A folder of our own for LibreOffice: a build that is stopped may leave something
 * in it. NULL: then it takes the usual one. */
static const char *
make_tmp(struct arena *a)
{
	const char *dir = getenv("TMPDIR");
	str path = str_fmt(a, "%s/vanban-watch-XXXXXX", dir && dir[0] == '/' ? dir : "/tmp");

	return mkdtemp((char *)path.p);
}

/* A process for the next build. Without one that takes longer, and nothing is said. */
static void
make_ready(struct watch *w)
{
	int order[2], said[2];
	pid_t pid;

	if (w->ready.pid || pipe(order) < 0)
		return;
	notice_begin(&w->notice);
	if (pipe(said) < 0) {
		close(order[0]);
		close(order[1]);
		return;
	}
	pid = fork();
	if (pid == 0) {
		close(order[1]);
		close(said[0]);
		become_builder(w, said[1]);
		w->behind = false;
		w->tmp = NULL;
		prepare_and_wait(w, order[0]);
	}
	close(order[0]);
	close(said[1]);
	if (pid < 0) {
		close(order[1]);
		close(said[0]);
		return;
	}
	setpgid(pid, pid);
	w->ready = (struct ready){ pid, order[1], said[0] };
}

static void
dismiss_ready(struct watch *w)
{
	if (!w->ready.pid)
		return;
	close(w->ready.order);
	close(w->ready.said);
	kill(-w->ready.pid, SIGTERM);
	waitpid(w->ready.pid, NULL, 0);
	w->ready.pid = 0;
}

/* The process that waits builds. False: there is none, or it has died. */
static bool
order_build(struct watch *w)
{
	const struct notice *n = &w->notice;
	struct order order = { .first = w->first, .builds = w->builds, .anywhere = n->anywhere };

	order.length = n->anywhere ? 0 : (unsigned)n->folders.n;
	if (!w->ready.pid)
		return false;
	if (!fd_write(w->ready.order, (str){ (const char *)&order, sizeof order }) ||
	    !fd_write(w->ready.order, (str){ n->folders.p, order.length })) {
		dismiss_ready(w);
		return false;
	}
	close(w->ready.order);
	w->group = w->ready.pid;
	w->said = w->ready.said;
	w->ready.pid = 0;
	return true;
}

static void
start_build(struct watch *w, bool behind)
{
	int pipes[2];

	w->due = w->gone = false;
	w->behind = behind;
	w->builds += !behind;
	w->tmp = behind ? make_tmp(w->a) : NULL;
	buf_clear(&w->text);
	w->prepared = !behind && order_build(w);
	if (w->prepared)
		return;
	if (pipe(pipes) < 0) {
		fail_with(w, D_FORK_FAILED, errno);
		return;
	}
	w->group = fork();
	if (w->group == 0) {
		close(pipes[0]);
		become_builder(w, pipes[1]);
		build_and_leave(w, NULL);
	}
	close(pipes[1]);
	w->said = pipes[0];
	if (w->group < 0) {
		w->group = 0;
		fail_with(w, D_FORK_FAILED, errno);
		return;
	}
	setpgid(w->group, w->group); /* the one who comes first */
}

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	remove(path);
	return 0;
}

/* Waits for every process of the group: those of a build that was stopped are ours
 * since we are their reaper. False: the build itself came to no end of its own. */
static bool
reap(struct watch *w)
{
	bool ended = true;
	int status;
	pid_t pid;

	while ((pid = waitpid(-w->group, &status, 0)) > 0 || errno == EINTR)
		if (pid == w->group)
			ended = WIFEXITED(status) && WEXITSTATUS(status) == 0;
	if (w->said >= 0)
		close(w->said);
	w->said = -1;
	w->group = 0;
	if (w->tmp)
		nftw(w->tmp, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	w->tmp = NULL;
	return ended;
}

static void
stop_build(struct watch *w)
{
	if (!w->group)
		return;
	kill(-w->group, SIGTERM);
	reap(w);
}

/* What was said goes on a clean screen, at once, so that nothing flickers. */
static void
show(struct watch *w)
{
	struct buf out;

	buf_init(&out);
	if (w->screen)
		buf_z(&out, "\033[H\033[2J");
	buf_str(&out, buf_view(&w->text));
	w->stop |= !fd_write(STDERR_FILENO, buf_view(&out));
	buf_free(&out);
}

static void
listen_to_build(struct watch *w)
{
	enum { CHUNK = 65536 };
	ssize_t got = read(w->said, buf_reserve(&w->text, CHUNK), CHUNK);

	if (got < 0 && errno == EINTR)
		return;
	if (got > 0) {
		w->text.n += (size_t)got;
		w->text.p[w->text.n] = '\0';
		return;
	}
	bool done = w->text.n && w->text.p[w->text.n - 1] == DONE;

	w->text.n -= done;
	if (done)
		show(w);
	if (!reap(w) && w->prepared && !done) {
		w->builds--;
		start_build(w, false);
		return;
	}
	if (!done)
		show(w);
	make_ready(w);
	if (!w->behind && !w->due && needs_office(w->o))
		start_build(w, true);
}

/* ---- Changes ----------------------------------------------------------------------- */

static void
note_changes(struct watch *w)
{
	unsigned what = notice_take(&w->notice);

	if (!(what & NOTICE_CHANGED))
		return;
	w->last = now();
	if (!w->due)
		w->first = w->last;
	w->due = true;
	w->gone = (what & NOTICE_GONE) != 0;
	w->folders |= (what & NOTICE_FOLDERS) != 0;
}

static void
scan(struct watch *w)
{
	struct diags d;

	w->folders = false;
	diags_init(&d, w->a);
	if (!notice_scan(&w->notice, &w->roots_there, &d))
		fail(w, &d);
}

/* How long to sleep, in milliseconds: until the changes are over; -1: until told. */
static int
patience(const struct watch *w)
{
	long long t = now(), quiet = w->last + (w->gone ? QUIET_GONE : QUIET);
	long long at = quiet < w->first + LONGEST ? quiet : w->first + LONGEST;

	if (w->due)
		return at > t ? (int)(at - t) : 0;
	return w->roots_there ? -1 : MISSING_ROOT;
}

/* The changes are over. */
static void
act(struct watch *w)
{
	if (w->folders || !w->roots_there)
		scan(w);
	note_changes(w); /* a folder may have been filled before it was watched */
	if (w->stop || patience(w) > 0)
		return;
	stop_build(w);
	start_build(w, false);
}

/* A folder that was gone is there again. */
static void
look_for_roots(struct watch *w)
{
	bool before = w->roots_there;

	scan(w);
	if (w->roots_there && !before) {
		w->due = true;
		w->first = w->last = now();
	}
}

static void
wait_and_act(struct watch *w)
{
	struct pollfd fds[] = { { .fd = w->notice.fd, .events = POLLIN },
		{ .fd = w->signals, .events = POLLIN }, { .fd = w->said, .events = POLLIN } };
	int n = poll(fds, 3, patience(w));

	if (n < 0 && errno != EINTR)
		w->stop = w->failed = true;
	if (n < 0)
		return;
	if (fds[1].revents) {
		w->stop = true;
		return;
	}
	if (fds[2].revents)
		listen_to_build(w);
	if (fds[0].revents)
		note_changes(w);
	if (w->due && patience(w) == 0)
		act(w);
	else if (n == 0 && !w->due && !w->roots_there)
		look_for_roots(w);
}

/* ---- The whole ----------------------------------------------------------------------- */

static void
take_signals(struct watch *w)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGQUIT);
	sigprocmask(SIG_BLOCK, &set, NULL);
	w->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	signal(SIGPIPE, SIG_IGN);
	prctl(PR_SET_CHILD_SUBREAPER, 1);
}

static bool
open_notice(struct watch *w)
{
	struct diags d;
	const char *base = layers_base_path(w->a);

	diags_init(&d, w->a);
	if (!notice_open(&w->notice, &d)) {
		fail(w, &d);
		return false;
	}
	w->notice.except = w->o->out;
	notice_add(&w->notice, w->o->sources);
	if (w->o->templates)
		notice_add(&w->notice, w->o->templates);
	if (base)
		notice_add(&w->notice, base);
	scan(w);
	return !w->stop;
}

int
watch_run(struct arena *a, const struct options *o,
    int (*build)(
	struct arena *a, const struct options *o, struct report *r, const struct prepared *before))
{
	struct watch w = { .a = a, .o = o, .build = build, .said = -1 };
	struct report r;

	report_init(&r, o);
	w.colour = r.colour;
	w.screen = r.screen;
	buf_init(&w.text);
	take_signals(&w);
	if (open_notice(&w)) {
		w.first = now();
		start_build(&w, false);
	}
	while (!w.stop)
		wait_and_act(&w);
	stop_build(&w);
	dismiss_ready(&w);
	notice_close(&w.notice);
	buf_free(&w.text);
	return w.failed ? STATUS_MACHINE : STATUS_BUILT;
}
