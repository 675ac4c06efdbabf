/* Widths of text in Times New Roman, from a table of its advances. No kerning:
 * Word does none unless told to, and neither do we tell it. */
#include "../base/utf.h"
#include "style.h"

#include "metrics_table.h"

enum { EM = 2048 };

/* Characters that take no room: format marks and line ends. */
static bool
is_invisible(uint32_t cp)
{
	return cp < 0x20 || cp == 0xAD || (cp >= 0x200B && cp <= 0x200F) ||
	       (cp >= 0x2028 && cp <= 0x202E) || (cp >= 0x2060 && cp <= 0x2064) || cp == 0xFEFF;
}

static unsigned
char_width(uint32_t cp, const uint16_t *face)
{
	if (is_invisible(cp))
		return 0;
	for (size_t i = 0; i < sizeof metrics_blocks / sizeof *metrics_blocks; i++) {
		const struct metrics_block *b = &metrics_blocks[i];
		if (cp < b->first)
			break;
		if (cp > b->last)
			continue;
		unsigned w = face[b->at + (cp - b->first)];
		return w || b->first == 0x300 ? w : EM / 2;
	}
	/* Another font draws it: Chinese and emoji a square, the rest about half. */
	return cp >= 0x2E80 ? EM : EM / 2;
}

long
style_text_width(str text, bool bold, bool italic)
{
	const uint16_t *face = metrics_widths[(bold ? 1 : 0) + (italic ? 2 : 0)];
	long width = 0;
	for (size_t off = 0; off < text.n;)
		width += (long)char_width(utf_next(text, &off), face);
	return (width * 1000 + EM / 2) / EM;
}
