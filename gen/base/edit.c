/* base/edit.c: a text and the bytes it was loaded from, walked side by side. */
#include "edit.h"

#include "arena.h"

void
editing_begin(struct editing *e, struct arena *a, const struct src *src, str file, struct buf *out)
{
	static const str bom = STR_INIT("\xEF\xBB\xBF"), crlf = STR_INIT("\r\n");

	if (str_starts(file, bom)) {
		buf_str(out, bom);
		file = str_from(file, bom.n);
	}
	if (src->recomposed)
		file = str_find(file, crlf) == STR_NONE ? src->text
							: str_replace(a, src->text, S("\n"), crlf);
	*e = (struct editing){ .raw = file, .out = out };
}

/* Raw bytes up to byte `to` of the text. A '\r' before '\n' has none of its own. */
static void
pass_to(struct editing *e, size_t to)
{
	while (e->at < to && e->done < e->raw.n) {
		if (e->raw.p[e->done] == '\r' && e->done + 1 < e->raw.n &&
		    e->raw.p[e->done + 1] == '\n')
			e->done++;
		e->done++;
		e->at++;
	}
}

void
editing_put(struct editing *e, size_t off, size_t len, str with)
{
	size_t from = e->done;

	pass_to(e, off);
	buf_str(e->out, str_sub(e->raw, from, e->done - from));
	pass_to(e, off + len);
	buf_str(e->out, with);
}

void
editing_end(struct editing *e)
{
	buf_str(e->out, str_from(e->raw, e->done));
	e->done = e->raw.n;
}
