/* office/start.c: one run of LibreOffice over a batch of documents.
 *
 * It says "convert FILE -> …" when it begins a document; from that is known what
 * it was at when it crashes or stops answering. It leads a process group, since
 * soffice is a script that starts others, so that all of them can be ended. The
 * profile is seeded with the settings that PDF is made by: unlike filter options on
 * the command line, every version knows those. */
#include "office_int.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { FIXED_ARGS = 9 };

long long
office_now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- The profile ------------------------------------------------------------- */

/* SelectPdfVersion 2 is PDF/A-2b. Nothing is fetched: links are never updated. */
static const char profile_text[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<oor:items xmlns:oor=\"http://openoffice.org/2001/registry\">\n"
    "<item oor:path=\"/org.openoffice.Office.Common/Filter/PDF/Export\">"
    "<prop oor:name=\"SelectPdfVersion\" oor:op=\"fuse\"><value>%d</value></prop>"
    "<prop oor:name=\"UseTaggedPDF\" oor:op=\"fuse\"><value>true</value></prop>"
    "<prop oor:name=\"ExportBookmarks\" oor:op=\"fuse\"><value>true</value></prop></item>\n"
    "<item oor:path=\"/org.openoffice.Office.Writer/Content/Update\">"
    "<prop oor:name=\"Link\" oor:op=\"fuse\"><value>0</value></prop></item>\n"
    "<item oor:path=\"/org.openoffice.Office.Java/VirtualMachine\">"
    "<prop oor:name=\"Enable\" oor:op=\"fuse\"><value>false</value></prop></item>\n"
    "</oor:items>\n";

static bool
write_profile(const struct start *s)
{
	struct arena *a = s->o->a;
	const char *user = str_cz(a, str_fmt(a, "%s/user", s->profile));
	if (mkdir(s->profile, 0700) < 0 && errno != EEXIST)
		return false;
	if (mkdir(user, 0700) < 0 && errno != EEXIST)
		return false;
	FILE *f = fopen(str_cz(a, str_fmt(a, "%s/registrymodifications.xcu", user)), "w");
	if (!f)
		return false;
	fprintf(f, profile_text, s->what == OFFICE_PDF_A ? 2 : 0);
	return fclose(f) == 0;
}

/* ---- The call ------------------------------------------------------------------ */

/* A path as a file URL: whatever is not plain is escaped. */
static str
file_url(struct arena *a, const char *path)
{
	struct buf b;
	buf_init(&b);
	buf_z(&b, "file://");
	for (const char *p = path; *p; p++)
		if ((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') ||
		    (*p >= '0' && *p <= '9') || strchr("/-_.", *p))
			buf_c(&b, *p);
		else
			buf_fmt(&b, "%%%02X", (unsigned)(unsigned char)*p);
	str url = buf_dup(&b, a);
	buf_free(&b);
	return url;
}

static char **
arguments(const struct start *s, const struct office_job *jobs)
{
	struct arena *a = s->o->a;
	const char **v = NEW_N(a, const char *, FIXED_ARGS + s->n + 1);
	size_t n = 0;
	v[n++] = s->o->program;
	v[n++] = str_cz(a, str_cat(a, S("-env:UserInstallation="), file_url(a, s->profile)));
	v[n++] = "--headless";
	v[n++] = "--norestore";
	v[n++] = "--nolockcheck";
	v[n++] = "--convert-to";
	v[n++] = s->what == OFFICE_RTF ? "rtf" : "pdf";
	v[n++] = "--outdir";
	v[n++] = s->o->folder;
	for (size_t i = 0; i < s->n; i++)
		v[n++] = str_cz(a, str_fmt(a, "%s/%s.docx", s->o->folder, jobs[s->batch[i]].name));
	return (char **)v;
}

/* One process in the group of LibreOffice does nothing but wait for our end, however
 * that comes, and then ends them all. */
static void
leave_watcher(const struct start *s, int out, int err)
{
	char nothing;
	if (fork() != 0)
		return;
	for (int fd = 0; fd < 3; fd++)
		close(fd);
	close(out);
	close(err);
	close(s->o->life[1]);
	while (read(s->o->life[0], &nothing, 1) < 0 && errno == EINTR)
		;
	kill(0, SIGKILL);
	_exit(0);
}

/* Dates and sorting as everywhere; no output but files, and those in our folder. */
static void
become(const struct start *s, char **argv, int out, int err)
{
	int null = open("/dev/null", O_RDONLY);
	setpgid(0, 0);
	for (size_t i = 0; i < sizeof office_ending / sizeof *office_ending; i++)
		signal(office_ending[i], SIG_DFL);
	signal(SIGPIPE, SIG_DFL);
	leave_watcher(s, out, err);
	if (null < 0 || dup2(null, 0) < 0 || dup2(out, 1) < 0 || dup2(err, 2) < 0)
		_exit(126);
	setenv("TMPDIR", s->o->folder, 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("SAL_USE_VCLPLUGIN", "svp", 1);
	execv(argv[0], argv);
	fprintf(stderr, "%s: %s\n", argv[0], strerror(errno));
	_exit(127);
}

static bool
open_pipes(int out[2], int err[2])
{
	if (pipe(out) < 0)
		return false;
	if (pipe(err) < 0) {
		close(out[0]);
		close(out[1]);
		return false;
	}
	for (int i = 0; i < 2; i++) {
		fcntl(out[i], F_SETFD, FD_CLOEXEC);
		fcntl(err[i], F_SETFD, FD_CLOEXEC);
	}
	fcntl(out[0], F_SETFL, O_NONBLOCK);
	fcntl(err[0], F_SETFL, O_NONBLOCK);
	return true;
}

bool
start_run(struct start *s, const struct office_job *jobs)
{
	int out[2], err[2];
	char **argv = arguments(s, jobs);
	if (!write_profile(s) || !open_pipes(out, err))
		return false;
	s->out = out[0];
	s->err = err[0];
	s->pid = fork();
	if (s->pid == 0)
		become(s, argv, out[1], err[1]);
	int error = errno;
	close(out[1]);
	close(err[1]);
	s->at = s->scanned = 0;
	s->hung = false;
	buf_clear(&s->said);
	buf_clear(&s->complained);
	if (s->pid < 0) {
		close(s->out);
		close(s->err);
		s->pid = 0;
		errno = error;
		return false;
	}
	setpgid(s->pid, s->pid);
	s->deadline = office_now() + (long long)s->o->seconds * 1000;
	return true;
}

/* ---- What it says ---------------------------------------------------------------- */

/* Takes what is there; at the other end's end, closes this one. */
static void
drain(int *fd, struct buf *to)
{
	enum { CHUNK = 4096 };
	while (*fd >= 0) {
		ssize_t n = read(*fd, buf_reserve(to, CHUNK), CHUNK);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			return;
		if (n <= 0) {
			close(*fd);
			*fd = -1;
			return;
		}
		to->n += (size_t)n;
		to->p[to->n] = '\0';
	}
}

/* Every document that it begins has the full time. */
static void
see_line(struct start *s, str line, const struct office_job *jobs)
{
	if (!str_starts(line, S("convert ")))
		return;
	for (size_t i = s->at; i < s->n; i++) {
		str name = str_z(jobs[s->batch[i]].name);
		size_t at = str_find(line, name);
		if (at == STR_NONE || !str_starts(str_from(line, at + name.n), S(".docx ->")))
			continue;
		s->at = i + 1;
		s->deadline = office_now() + (long long)s->o->seconds * 1000;
		return;
	}
}

static void
see_lines(struct start *s, const struct office_job *jobs)
{
	str rest = str_from(buf_view(&s->said), s->scanned);
	for (size_t end; (end = str_find_c(rest, '\n')) != STR_NONE; rest = str_from(rest, end + 1))
		see_line(s, str_first(rest, end), jobs);
	s->scanned = s->said.n - rest.n;
}

/* Ends what it may have left behind, while its id is still its own. */
static void
bury(struct start *s)
{
	kill(-s->pid, SIGKILL);
	while (waitpid(s->pid, &s->status, 0) < 0 && errno == EINTR)
		;
	drain(&s->out, &s->said);
	drain(&s->err, &s->complained);
	if (s->out >= 0)
		close(s->out);
	if (s->err >= 0)
		close(s->err);
	s->pid = 0;
}

static bool
has_ended(const struct start *s)
{
	siginfo_t info = { 0 };
	return waitid(P_PID, (id_t)s->pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
	       info.si_pid == s->pid;
}

bool
start_listen(struct start *s, const struct office_job *jobs)
{
	bool ended = has_ended(s);
	drain(&s->out, &s->said);
	drain(&s->err, &s->complained);
	see_lines(s, jobs);
	if (!ended && office_now() < s->deadline)
		return false;
	s->hung = !ended;
	bury(s);
	see_lines(s, jobs);
	return true;
}

void
start_kill(struct start *s)
{
	if (!s->pid)
		return;
	kill(-s->pid, SIGKILL);
	bury(s);
}

/* A complaint about Java is none: a document needs no Java. Empty: all seemed well. */
str
start_last_words(const struct start *s, struct arena *a)
{
	str rest = buf_view(&s->complained), line, last = { NULL, 0 };
	while (str_line(&rest, &line)) {
		line = str_trim(line);
		if (line.n && str_find(line, S("javaldx")) == STR_NONE)
			last = line;
	}
	if (last.n)
		return str_dup(a, str_first(last, 200));
	if (WIFSIGNALED(s->status))
		return str_fmt(a, "signal %d", WTERMSIG(s->status));
	if (WEXITSTATUS(s->status))
		return str_fmt(a, "status %d", WEXITSTATUS(s->status));
	return (str){ NULL, 0 };
}
