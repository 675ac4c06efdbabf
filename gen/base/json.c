/* cli/json.c: strings of JSON (RFC 8259). */
#include "json.h"

#include "../base/utf.h"

static void
add_char(struct buf *out, uint32_t cp)
{
	if (cp == '"' || cp == '\\')
		buf_fmt(out, "\\%c", (char)cp);
	else if (cp < 0x20 || cp == 0x7F)
		buf_fmt(out, "\\u%04x", (unsigned)cp);
	else
		out->n += utf_put(buf_reserve(out, 4), cp);
}

void
json_string(struct buf *out, str s)
{
	buf_c(out, '"');
	for (size_t i = 0; i < s.n;)
		add_char(out, utf_next(s, &i));
	buf_c(out, '"');
}
