/* read/cursor.c: a place in the source lines of a paragraph, moved byte by byte.
 * What containers put before a line is not part of it (leaf.c), so the end of a
 * line and the start of the next are one byte apart, as they are for cmark. */
#include "walk.h"

int
cur_peek_at(const struct cursor *c, size_t ahead)
{
	const struct line *l = &c->lines[c->line];
	size_t i = c->i + ahead;

	if (i < l->s.n)
		return (unsigned char)l->s.p[i];
	return i == l->s.n && c->line + 1 < c->n ? '\n' : 0;
}

int
cur_peek(const struct cursor *c)
{
	return cur_peek_at(c, 0);
}

void
cur_next_line(struct cursor *c)
{
	if (c->line + 1 < c->n) {
		c->line++;
		c->i = 0;
	} else {
		c->i = c->lines[c->line].s.n;
	}
}

/* n bytes on; the end of a line is one. */
void
cur_step(struct cursor *c, size_t n)
{
	while (n) {
		size_t len = c->lines[c->line].s.n, left = c->i < len ? len - c->i : 0;

		if (left == 0) {
			cur_next_line(c);
			n--;
			continue;
		}
		left = left < n ? left : n;
		c->i += left;
		n -= left;
	}
}

size_t
cur_offset(const struct cursor *c)
{
	const struct line *l = &c->lines[c->line];

	return l->off + (c->i < l->s.n ? c->i : l->s.n);
}

/* Over one byte that must be there. */
bool
cur_eat(struct cursor *c, int byte)
{
	if (cur_peek(c) != byte)
		return false;
	cur_step(c, 1);
	return true;
}

void
cur_skip_white(struct cursor *c)
{
	while (cur_peek(c) == ' ' || cur_peek(c) == '\t' || cur_peek(c) == '\n')
		cur_step(c, 1);
}
