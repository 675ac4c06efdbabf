/* cli/staged.c: one line of a list is one file: its number, its path, its date, and
 * the bookmarks whose pages are asked for, with tabs between; none of them holds one. */
#include "staged.h"

#include "../base/buf.h"
#include "pipeline.h"
#include "reason.h"
#include "report.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static const pos nowhere = { NULL, 0, 0, 0 };

bool
staged_wants(const struct session *s, struct plan *const *plans, size_t n)
{
	if (!s->office || s->o->command != CMD_BUILD)
		return false;
	if (s->o->to & 1u << TO_PDF)
		return true;
	for (size_t i = 0; i < n; i++)
		if (s->o->pages && plans[i]->n_toc)
			return true;
	return false;
}

static const char *
path_of(const struct session *s, struct arena *a, const char *name, const char *ending)
{
	return str_cz(a, str_fmt(a, "%s/%s.%s", office_folder(s->office), name, ending));
}

bool
staged_save(const struct session *s, struct arena *a, const char *name, const char *ending,
    str bytes, struct diags *d)
{
	const char *path = path_of(s, a, name, ending);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
	bool ok = fd >= 0 && fd_write(fd, bytes);
	int error = errno;
	if (fd >= 0 && close(fd) < 0 && ok) {
		ok = false;
		error = errno;
	}
	if (!ok)
		diag(d, D_WRITE_FAILED, nowhere, str_z(path), REASON(error));
	return ok;
}

static bool
put_file(struct session *s, const struct job *j, const struct plan *p, enum target to,
    const char *name, struct arena *a, struct diags *d)
{
	str bytes;
	return pipeline_file(s, j, p, to, a, &bytes, d) &&
	       staged_save(s, a, name, target_names[to], bytes, d);
}

/* Saves the files of a plan under name, the DOCX that a PDF is made of, and the probe
 * where its pages are asked for. */
static bool
put_plan(struct session *s, const struct job *j, const struct plan *p, const char *name,
    struct arena *a, struct diags *d)
{
	unsigned want = s->o->to;
	if (want & 1u << TO_PDF)
		want = (want & ~(1u << TO_PDF)) | 1u << TO_DOCX;
	for (size_t to = 0; to < TO__COUNT; to++)
		if (want & 1u << to && !put_file(s, j, p, (enum target)to, name, a, d))
			return false;
	if (!s->o->pages || !p->n_toc)
		return true;
	name = str_cz(a, str_fmt(a, "%s-p", name));
	return put_file(s, j, layout_page_probe(a, p), TO_DOCX, name, a, d);
}

void
staged_put(struct session *s, const struct job *j, struct plan *const *plans, size_t n,
    struct arena *a, struct diags *d)
{
	size_t job = (size_t)(j - s->jobs);
	struct buf list;
	bool ok = true;
	buf_init(&list);
	for (size_t i = 0; ok && i < n; i++) {
		const struct plan *p = plans[i];
		ok = put_plan(s, j, p, str_cz(a, str_fmt(a, "%zu-%zu", job, i)), a, d);
		buf_fmt(&list, "%zu\t%.*s\t%.*s", i, STR_ARG(p->file), STR_ARG(p->created));
		for (size_t k = 0; s->o->pages && k < p->n_toc; k++)
			buf_fmt(&list, "\t%.*s", STR_ARG(p->toc[k]));
		buf_c(&list, '\n');
	}
	if (ok)
		staged_save(s, a, str_cz(a, str_fmt(a, "%zu", job)), "list", buf_view(&list), d);
	buf_free(&list);
}

/* ---- In the parent ------------------------------------------------------------- */

static void
read_line(struct arena *a, size_t job, str line, struct staged_file *f)
{
	VEC(str) marks = { 0 };
	str rest, number = str_cut(line, '\t', &rest);
	f->name = str_cz(a, str_fmt(a, "%zu-%.*s", job, STR_ARG(number)));
	f->path = str_cut(rest, '\t', &rest);
	f->created = str_cut(rest, '\t', &rest);
	while (rest.p)
		VEC_PUSH(a, &marks, str_cut(rest, '\t', &rest));
	f->marks = marks.v;
	f->n_marks = marks.n;
}

bool
staged_read(const struct session *s, size_t job, struct arena *a, struct staged *out)
{
	VEC(struct staged_file) v = { 0 };
	str list, line;
	if (!staged_load(s, str_cz(a, str_fmt(a, "%zu", job)), "list", a, &list))
		return false;
	while (str_line(&list, &line)) {
		struct staged_file f;
		read_line(a, job, line, &f);
		VEC_PUSH(a, &v, f);
	}
	*out = (struct staged){ v.v, v.n };
	return v.n > 0;
}

bool
staged_load(
    const struct session *s, const char *name, const char *ending, struct arena *a, str *bytes)
{
	struct stat st;
	int fd = open(path_of(s, a, name, ending), O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return false;
	bool ok = fstat(fd, &st) == 0;
	size_t n = ok ? (size_t)st.st_size : 0, got = 0;
	char *p = arena_alloc(a, n + 1);
	while (ok && got < n) {
		ssize_t more = read(fd, p + got, n - got);
		if (more < 0 && errno == EINTR)
			continue;
		if (more == 0)
			errno = EIO;
		if (more <= 0)
			ok = false;
		else
			got += (size_t)more;
	}
	int error = errno;
	close(fd);
	errno = error;
	*bytes = (str){ p, got };
	return ok;
}

void
staged_remove(const struct session *s, const char *name, const char *ending)
{
	struct arena *a = arena_new();
	unlink(path_of(s, a, name, ending));
	arena_free(a);
}
