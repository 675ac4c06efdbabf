/* read/cell.c: cells of tables. Plans have thousands of them and most hold no
 * markup at all, so those never see cmark. The others are parsed each by
 * itself, with all that a cell can't hold masked: it is text there. */
#include "markdown_int.h"

#include <string.h>

/* Nothing in s that Markdown or the format might take for a mark? */
static bool
is_unmarked(str s)
{
	size_t n = 0;

	if (s.n == 0 || strchr("-+=#>~|:", s.p[0]))
		return false;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c < 0x20 || (c < 0x80 && strchr("\\&*_[]<`{", c)))
			return false;
	}
	while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
		n++;
	return n == 0 || n == s.n || (s.p[n] != '.' && s.p[n] != ')');
}

static struct block *
unmarked(struct md *md, str s, pos at)
{
	struct block *b = NEW(md->nodes, struct block);

	b->kind = BLK_PARA;
	b->at = at;
	b->inl = NEW(md->nodes, struct inl);
	b->inl->text = s;
	b->inl->at = at;
	return b;
}

/* `\|` is how a pipe is typed in a pipe table, also in code. */
static void
mask_pipes(char *s, size_t n)
{
	for (size_t i = 0; i + 1 < n; i++) {
		if (s[i] != '\\')
			continue;
		if (s[i + 1] == '|') {
			s[i] = MASK_NOTHING;
			s[i + 1] = MASK_PIPE;
		}
		i++;
	}
}

struct block *
md_cell(struct md *md, const struct text *t, size_t off, size_t n, bool pipe)
{
	str s = str_trim(str_sub(t->s, off, n));
	struct piece p = { .text = t, .cell = true };
	struct around top = { .p = &p };
	struct blocks out = { NULL, NULL };
	char *copy;

	if (s.n == 0)
		return NULL;
	p.base = (size_t)(s.p - t->s.p);
	if (is_unmarked(s))
		return unmarked(md, s, md_place(md, t, p.base, s.n));
	if (md_has_control(s)) /* an escape of YAML's, reported there */
		return NULL;
	copy = arena_alloc(md->arena, s.n + 1);
	memcpy(copy, s.p, s.n);
	if (pipe)
		mask_pipes(copy, s.n);
	md_mask_cell(copy, s.n);
	p.src = (str){ copy, s.n };
	md_parse(md, &p, &top, &out);
	return out.first;
}

struct block *
md_plain(struct md *md, const struct text *t)
{
	str rest = str_trim(t->s), line;
	struct block *b;
	struct inl **end;
	bool first = true;

	if (rest.n == 0)
		return NULL;
	b = NEW(md->nodes, struct block);
	b->kind = BLK_PARA;
	b->at = md_place(md, t, (size_t)(rest.p - t->s.p), rest.n);
	end = &b->inl;
	while (str_line(&rest, &line)) {
		pos at = md_place(md, t, line.n ? (size_t)(line.p - t->s.p) : 0, line.n);

		for (int kind = first ? INL_TEXT : INL_BREAK;; kind = INL_TEXT) {
			*end = NEW(md->nodes, struct inl);
			(*end)->kind = kind;
			(*end)->at = at;
			if (kind == INL_TEXT) {
				(*end)->text = line;
				end = &(*end)->next;
				break;
			}
			end = &(*end)->next;
		}
		first = false;
	}
	return b;
}
