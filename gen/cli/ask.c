/* cli/ask.c: questions go to stderr, so that stdout has results alone. */
#include "ask.h"

#include "../base/buf.h"
#include "../base/utf.h"
#include "report.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { LONGEST = 4096 }; /* bytes of an answer */

void
ask_init(struct ask *q, struct arena *a, const struct options *o)
{
	*q = (struct ask){ .o = o, .arena = a, .terminal = isatty(STDIN_FILENO) };
}

void
ask_say(struct ask *q, str text)
{
	if (!q->terminal)
		return;
	fd_write(STDERR_FILENO, text);
	fd_write(STDERR_FILENO, S("\n"));
}

bool
ask_given(const struct ask *q, const char *key, size_t i, str *value)
{
	for (size_t k = 0; k < q->o->n_given; k++) {
		str word = str_z(q->o->given[k]);
		size_t n = str_find_c(word, '=');
		if (!str_is(utf_fold(q->arena, str_first(word, n), '_'), key) || i--)
			continue;
		*value = str_trim(str_from(word, n + 1));
		return true;
	}
	return false;
}

/* One line, as the terminal hands it out. False: the end. */
static bool
read_line(struct buf *line)
{
	char c;
	ssize_t n;

	while ((n = read(STDIN_FILENO, &c, 1)) == 1 || (n < 0 && errno == EINTR)) {
		if (n < 0)
			continue;
		if (c == '\n')
			return true;
		if (line->n < LONGEST)
			buf_c(line, c);
	}
	return line->n > 0;
}

str
ask_line(struct ask *q, str question)
{
	struct buf line;
	struct diags unused;
	const struct src *src;
	str answer = S("");

	if (!q->terminal || q->stopped)
		return answer;
	fd_write(STDERR_FILENO, question);
	buf_init(&line);
	if (!read_line(&line)) {
		q->stopped = true;
		fd_write(STDERR_FILENO, S("\n"));
	} else {
		/* As a source is loaded: UTF-8, no control characters, NFC. */
		diags_init(&unused, q->arena);
		src = src_load(q->arena, S("?"), buf_dup(&line, q->arena), &unused);
		if (src)
			answer = str_trim(src->text);
		else
			fd_write(STDERR_FILENO,
			    S("  có chữ không đọc được, gõ lại bằng bảng mã Unicode\n"));
	}
	buf_free(&line);
	return answer;
}

str
ask_value(struct ask *q, const char *key, str question)
{
	str value;

	return ask_given(q, key, 0, &value) ? value : ask_line(q, question);
}

size_t
ask_values(struct ask *q, const char *key, str question, str **values)
{
	VEC(str) all = { 0 };
	str value;

	for (size_t i = 0; ask_given(q, key, i, &value); i++)
		VEC_PUSH(q->arena, &all, value);
	while (all.n == 0 || !ask_given(q, key, 0, &value)) {
		value = ask_line(q, all.n ? S("  - ") : question);
		if (!value.n)
			break;
		VEC_PUSH(q->arena, &all, value);
	}
	*values = all.v;
	return all.n;
}
