/* check/mention_wire.c: a mention as bytes: a head of fixed size with the lengths
 * of the texts, then the texts. Writer and reader are the same program on the
 * same machine, so the head is the struct as it lies in memory. */
#include "cited.h"

#include "../base/buf.h"

#include <string.h>

struct wire_head {
	uint32_t line, col, len;
	uint32_t texts[CITED__TEXTS];
	int16_t year;
	uint8_t month, day;
	uint8_t kind, can_cu, kem_theo, in_table, says_ended, by_head, in_year;
};

void
cited_write(struct buf *out, const struct cited *c)
{
	struct wire_head h;

	memset(&h, 0, sizeof h);
	h.line = c->line;
	h.col = c->col;
	h.len = c->len;
	h.year = (int16_t)c->ngay.year;
	h.month = (uint8_t)c->ngay.month;
	h.day = (uint8_t)c->ngay.day;
	h.kind = (uint8_t)c->kind;
	h.can_cu = c->can_cu;
	h.kem_theo = c->kem_theo;
	h.in_table = c->in_table;
	h.says_ended = c->says_ended;
	h.by_head = c->by_head;
	h.in_year = c->in_year;
	for (size_t i = 0; i < CITED__TEXTS; i++)
		h.texts[i] = (uint32_t)c->texts[i].n;
	buf_add(out, &h, sizeof h);
	for (size_t i = 0; i < CITED__TEXTS; i++)
		buf_str(out, c->texts[i]);
}

bool
cited_read(str *bytes, struct cited *c)
{
	struct wire_head h;

	if (bytes->n < sizeof h)
		return false;
	memcpy(&h, bytes->p, sizeof h);
	*bytes = str_from(*bytes, sizeof h);
	*c = (struct cited){ .kind = (enum cited_kind)h.kind,
		.can_cu = h.can_cu,
		.kem_theo = h.kem_theo,
		.in_table = h.in_table,
		.says_ended = h.says_ended,
		.by_head = h.by_head,
		.in_year = h.in_year,
		.ngay = { h.year, h.month, h.day },
		.line = h.line,
		.col = h.col,
		.len = h.len };
	for (size_t i = 0; i < CITED__TEXTS; i++) {
		c->texts[i] = str_first(*bytes, h.texts[i]);
		*bytes = str_from(*bytes, h.texts[i]);
	}
	return true;
}
