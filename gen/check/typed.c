/* check/typed.c: the passages of a document, and the way back from a byte of
 * theirs to the file.
 *
 * Runs of the model have lost soft line breaks, backslashes, quotes. So a run is
 * held against its file byte by byte from the place where it stands: where they
 * agree the bytes are mapped, a line break is one byte that is not, and where
 * they part nothing more of the run is. */
#include "typed.h"

#include "../base/buf.h"
#include "../base/utf.h"

#include <string.h>

static const str OBJECT = STR_INIT("\uFFFC");

struct collect {
	struct rule_run *r;
	VEC(struct passage) v;
	struct buf text;
	VEC(struct seg) segs;
	enum passage_kind kind;
	/* The place looked up last: offsets of a long line are found going on. */
	const struct src *src;
	uint32_t line, col;
	size_t off;
};

/* ---- From places to offsets --------------------------------------------------- */

static size_t
offset_of(struct collect *c, pos at)
{
	str line = src_line(at.src, at.line);

	if (c->src != at.src || c->line != at.line || c->col > at.col) {
		c->src = at.src;
		c->line = at.line;
		c->col = 1;
		c->off = 0;
	}
	for (; c->col < at.col && c->off < line.n; c->col++)
		utf_next(line, &c->off);
	return (size_t)(line.p - at.src->text.p) + c->off;
}

static void
add_seg(struct collect *c, pos at, size_t src_off)
{
	VEC_PUSH(c->r->a, &c->segs, (struct seg){ c->text.n, src_off, at });
}

/* Marks that may stand between a run's place and its first letter. */
static size_t
skip_marks(str text, size_t off, char first)
{
	for (int i = 0; i < 4 && off < text.n && text.p[off] != first; i++)
		if (strchr("*_[\"'", text.p[off]) != NULL)
			off++;
	return off;
}

/* Behind a line break: what containers put before the next line. */
static size_t
skip_line_start(str text, size_t off)
{
	while (off < text.n && strchr(" \t>", text.p[off]) != NULL)
		off++;
	return off;
}

/* How far both are the same, backslashes left out, by eights. */
static size_t
same_run(str x, str y)
{
	const uint64_t ones = 0x0101010101010101u;
	size_t n = x.n < y.n ? x.n : y.n, i = 0;

	for (; n - i >= 8; i += 8) {
		uint64_t a, b, slash;

		memcpy(&a, x.p + i, 8);
		memcpy(&b, y.p + i, 8);
		slash = a ^ ones * '\\';
		if (a != b || ((slash - ones) & ~slash & ones << 7))
			break;
	}
	while (i < n && x.p[i] == y.p[i] && x.p[i] != '\\')
		i++;
	return i;
}

/* Adds the text of a run that stands at `at`. */
static void
add_text(struct collect *c, str s, pos at)
{
	str file = at.src != NULL ? at.src->text : (str){ NULL, 0 };
	size_t from = 0, off = STR_NONE;

	if (at.src != NULL && at.line != 0 && s.n)
		off = skip_marks(file, offset_of(c, at), s.p[0]);
	add_seg(c, at, off);
	for (size_t i = 0; i < s.n && off != STR_NONE; i++, off++) {
		size_t alike = same_run(str_from(s, i), str_from(file, off));
		bool ends, same;

		i += alike;
		off += alike;
		if (i == s.n)
			break;
		ends = off >= file.n;
		same = !ends && file.p[off] == s.p[i];

		if (same && !(s.p[i] == '\\' && off + 1 < file.n && file.p[off + 1] == '\\'))
			continue;
		buf_str(&c->text, str_sub(s, from, i - from));
		from = i;
		if (!ends && file.p[off] == '\n' && s.p[i] == ' ') {
			add_seg(c, src_pos(at.src, off, 0), STR_NONE);
			buf_c(&c->text, ' ');
			from++;
			off = skip_line_start(file, off + 1);
			add_seg(c, at, off);
			off--;
		} else if (!ends && file.p[off] == '\\' && off + 1 < file.n &&
			   file.p[off + 1] == s.p[i]) {
			add_seg(c, at, ++off);
		} else {
			add_seg(c, at, STR_NONE);
			off = STR_NONE;
			break;
		}
	}
	buf_str(&c->text, str_from(s, from));
}

static void
add_object(struct collect *c, pos at)
{
	add_seg(c, at, STR_NONE);
	buf_str(&c->text, OBJECT);
}

/* ---- Passages -------------------------------------------------------------------- */

static bool
in_word(uint32_t cp)
{
	if (cp < 0x80)
		return (cp >= '0' && cp <= '9') || (cp >= 'A' && cp <= 'Z') ||
		       (cp >= 'a' && cp <= 'z');
	return utf_is_letter(cp) || utf_is_mark(cp);
}

enum { FNV_BASIS = 2166136261u, FNV_PRIME = 16777619u }; /* FNV-1a */

uint32_t
word_hash(str low)
{
	uint32_t hash = FNV_BASIS;

	for (size_t i = 0; i < low.n; i++)
		hash = (hash ^ (unsigned char)low.p[i]) * FNV_PRIME;
	return hash;
}

static struct word
make_word(struct passage *p, size_t from, size_t to)
{
	struct word w = { .off = from, .n = to - from, .hash = FNV_BASIS };
	unsigned char other = 0;
	size_t off = from;

	for (size_t i = from; i < to; i++) {
		unsigned char low = (unsigned char)p->low.p[i];

		w.hash = (w.hash ^ low) * FNV_PRIME;
		other |= low ^ (unsigned char)p->s.p[i];
	}
	w.small = other == 0;
	w.capital = !w.small && utf_is_upper(utf_next(p->s, &off));
	p->seen[w.hash >> 6 & 3] |= (uint64_t)1 << (w.hash & 63);
	return w;
}

static bool
is_rare(uint32_t cp)
{
	return cp == 0xAD || (cp >= 0x2000 && cp < 0x2070) || cp >= 0xE000;
}

static void
find_words(struct arena *a, struct passage *p)
{
	VEC(struct word) words = { 0 };
	size_t i = 0, from = STR_NONE;

	while (i < p->s.n) {
		size_t at = i;
		uint32_t cp = utf_next(p->s, &i);
		bool inside = in_word(cp);

		if (!inside) {
			p->rare = p->rare || is_rare(cp);
			p->gaps = p->gaps || (cp == ' ' && i < p->s.n && p->s.p[i] == ' ');
		}
		if (inside && from == STR_NONE)
			from = at;
		if (!inside && from != STR_NONE) {
			VEC_PUSH(a, &words, make_word(p, from, at));
			from = STR_NONE;
		}
	}
	if (from != STR_NONE)
		VEC_PUSH(a, &words, make_word(p, from, p->s.n));
	p->words = words.v;
	p->n_words = words.n;
}

/* Nearly all text has one: then it is not in capitals. */
static bool
has_small_ascii(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= 'a' && s.p[i] <= 'z')
			return true;
	return false;
}

/* Ends the passage that was gathered. */
static void
end_passage(struct collect *c, str key, const struct block *b)
{
	struct arena *a = c->r->a;
	struct passage p = { .kind = c->kind, .key = key, .block = b };

	if (c->text.n) {
		p.s = buf_dup(&c->text, a);
		p.low = utf_lower(a, p.s);
		if (p.low.n != p.s.n) /* letters of other alphabets may change their length */
			p.low = p.s;
		p.segs = c->segs.v;
		p.n_segs = c->segs.n;
		p.capitals = !has_small_ascii(p.s) && text_all_capitals(a, p.s);
		find_words(a, &p);
		VEC_PUSH(a, &c->v, p);
	}
	buf_clear(&c->text);
	memset(&c->segs, 0, sizeof c->segs);
}

static void
add_run(struct collect *c, const struct inl *i)
{
	bool link = i->url.n && (text_has(i->text, "://") || text_has(i->text, "@"));

	if (i->kind == INL_BREAK) {
		add_seg(c, i->at, STR_NONE);
		buf_c(&c->text, '\n');
	} else if (i->kind == INL_TEXT && !(i->style & INL_VERBATIM) && !link) {
		add_text(c, i->text, i->at);
	} else if ((i->kind == INL_CITE || i->kind == INL_REF) && i->text.n) {
		add_seg(c, i->at, STR_NONE);
		buf_str(&c->text, i->text);
	} else {
		add_object(c, i->at);
	}
}

static void
add_runs(struct collect *c, const struct inl *i, const struct block *b)
{
	for (; i != NULL; i = i->next)
		add_run(c, i);
	end_passage(c, S(""), b);
}

static void
add_block(void *ctx, const struct block *b)
{
	struct collect *c = ctx;
	enum passage_kind kind = c->kind;

	if (b->kind == BLK_HEADING && kind == PASSAGE_BODY)
		c->kind = PASSAGE_HEADING;
	add_runs(c, b->inl, b);
	c->kind = kind;
}

/* Cells are walked on their own, so that they are known for such. */
static void
add_rows(struct collect *c, const struct row *rows, size_t n)
{
	struct walk w = { .ctx = c, .block = add_block };

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < rows[i].n; k++)
			walk_blocks(rows[i].cells[k].blocks, &w);
}

static void
add_table(struct collect *c, const struct table *t)
{
	c->kind = PASSAGE_CELL;
	for (size_t i = 0; t->n_head == 0 && i < t->n_cols; i++)
		add_runs(c, t->cols[i].ten, NULL);
	add_rows(c, t->head, t->n_head);
	add_rows(c, t->rows, t->n_rows);
	c->kind = PASSAGE_BODY;
}

static void
add_notes(struct collect *c, const struct inl *i)
{
	struct walk w = { .ctx = c, .block = add_block };

	for (; i != NULL; i = i->next)
		if (i->kind == INL_FOOTNOTE && i->note != NULL)
			walk_blocks(i->note->blocks, &w);
}

/* In reading order, without recursion: how deep lists nest is up to the writer. */
static void
add_body(struct collect *c, const struct body *body)
{
	const struct block *b = body->blocks;

	c->kind = PASSAGE_BODY;
	while (b != NULL) {
		add_block(c, b);
		add_notes(c, b->inl);
		if (b->kind == BLK_TABLE && b->table != NULL)
			add_table(c, b->table);
		if (b->child != NULL) {
			b = b->child;
			continue;
		}
		while (b != NULL && b->next == NULL)
			b = b->parent;
		b = b != NULL ? b->next : NULL;
	}
}

/* ---- Values of the YAML -------------------------------------------------------------- */

/* Only what stands in the document's own file: defaults are many documents'. */
static void
add_value(struct collect *c, const char *key, const struct val *v)
{
	if (v->s.n == 0 || v->at.src == NULL || !str_eq(v->at.src->path, c->r->doc->path))
		return;
	c->kind = PASSAGE_VALUE;
	add_text(c, v->s, v->at);
	end_passage(c, str_z(key), NULL);
}

static void
add_lines(struct collect *c, const char *key, const struct lines *v)
{
	for (size_t i = 0; i < v->n; i++)
		add_value(c, key, &v->v[i]);
}

static void
add_head(struct collect *c, const struct head *h)
{
	add_lines(c, "co_quan_chu_quan", &h->co_quan_chu_quan);
	add_lines(c, "co_quan", &h->co_quan);
	add_value(c, "ten_day_du", &h->ten_day_du);
	add_value(c, "tac_gia", &h->tac_gia);
	add_value(c, "dia_danh", &h->dia_danh);
	add_lines(c, "kinh_gui", &h->kinh_gui);
	for (size_t i = 0; i < h->n_noi_nhan; i++) {
		add_value(c, "noi_nhan", &h->noi_nhan[i].ten);
		add_value(c, "noi_nhan", &h->noi_nhan[i].de);
	}
	add_lines(c, "ghi_chu", &h->ghi_chu);
	for (size_t i = 0; i < h->n_ky; i++) {
		add_value(c, "chuc_vu", &h->ky[i].chuc_vu);
		add_value(c, "chuc_vu", &h->ky[i].chuc_vu_khac);
		add_value(c, "ho_ten", &h->ky[i].ho_ten);
	}
}

static void
add_appendices(struct collect *c, const struct phu_luc *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		add_value(c, "ten_goi", &v[i].ten_goi);
		add_lines(c, "tieu_de", &v[i].tieu_de);
		add_lines(c, "trich_yeu", &v[i].trich_yeu);
		add_value(c, "kem_theo", &v[i].kem_theo);
		if (v[i].bieu_mau)
			add_head(c, &v[i].head);
		add_body(c, &v[i].noi_dung);
		add_appendices(c, v[i].phu_luc, v[i].n_phu_luc);
	}
}

static void
add_document(struct collect *c, const struct doc *doc)
{
	add_lines(c, "ten_loai", &doc->ten_loai);
	add_lines(c, "trich_yeu", &doc->trich_yeu);
	add_value(c, "vien_dan", &doc->vien_dan);
	add_lines(c, "tham_quyen", &doc->tham_quyen);
	for (size_t i = 0; i < doc->n_can_cu; i++) {
		add_value(c, "can_cu", &doc->can_cu[i].text);
		add_value(c, "can_cu", &doc->can_cu[i].de_nghi);
	}
	add_head(c, &doc->head);
	add_body(c, &doc->noi_dung);
	add_appendices(c, doc->phu_luc, doc->n_phu_luc);
	add_appendices(c, doc->kem_theo, doc->n_kem_theo);
}

const struct typed *
typed_of(struct rule_run *r)
{
	struct collect c = { .r = r };
	struct typed *t;

	if (r->typed != NULL)
		return r->typed;
	buf_init(&c.text);
	add_document(&c, r->doc);
	buf_free(&c.text);
	t = NEW(r->a, struct typed);
	*t = (struct typed){ c.v.v, c.v.n };
	r->typed = t;
	return t;
}

/* ---- Back to the file ------------------------------------------------------------- */

/* The segment that holds byte off. */
static const struct seg *
seg_at(const struct passage *p, size_t off)
{
	size_t lo = 0, hi = p->n_segs;

	while (hi - lo > 1) {
		size_t mid = lo + (hi - lo) / 2;

		if (p->segs[mid].off <= off)
			lo = mid;
		else
			hi = mid;
	}
	/* Of several that begin at one byte the last holds it. */
	return &p->segs[lo];
}

pos
passage_pos(const struct passage *p, size_t off, size_t n)
{
	const struct seg *seg = seg_at(p, off);

	if (seg->src_off == STR_NONE)
		return seg->at;
	return src_pos(seg->at.src, seg->src_off + (off - seg->off), n);
}

enum { ENOUGH = 300 }; /* findings of one rule in one document */

struct diag *
passage_find(struct rule_run *r, const struct passage *p, size_t off, size_t n, str a, str b)
{
	if (r->counted != r->rule)
		r->n_found = 0;
	r->counted = r->rule;
	if (++r->n_found > ENOUGH)
		return NULL;
	return rule_find(r, passage_pos(p, off, n), a, b);
}

void
passage_mend(
    struct rule_run *r, const struct passage *p, size_t off, size_t n, str with, str a, str b)
{
	const struct seg *seg = seg_at(p, off);
	struct diag *f = passage_find(r, p, off, n, a, b);

	/* What was printed stays as it was, and what is not all in one place is left. */
	if (f == NULL || r->doc->trang_thai == TT_PHUC_CHE || seg->src_off == STR_NONE ||
	    (n && seg_at(p, off + n - 1) != seg))
		return;
	f->fix =
	    (struct edit){ seg->src_off + (off - seg->off), n, str_dup(r->d->arena, with), true };
}

str
passage_word(const struct passage *p, size_t i)
{
	return i < p->n_words ? str_sub(p->s, p->words[i].off, p->words[i].n) : (str){ NULL, 0 };
}

str
passage_low(const struct passage *p, size_t i)
{
	return i < p->n_words ? str_sub(p->low, p->words[i].off, p->words[i].n) : (str){ NULL, 0 };
}

bool
passage_joined(const struct passage *p, size_t i)
{
	size_t end;

	if (i + 1 >= p->n_words)
		return false;
	end = p->words[i].off + p->words[i].n;
	return p->words[i + 1].off == end + 1 && p->s.p[end] == ' ';
}

static bool
is_digits(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n > 0;
}

bool
passage_mid_sentence(const struct passage *p, size_t i)
{
	size_t end;
	str before;

	if (i == 0)
		return false;
	before = passage_word(p, i - 1);
	end = p->words[i - 1].off + before.n;
	if (end < p->s.n && p->s.p[end] == ',')
		end++;
	if (p->words[i].off != end + 1 || p->s.p[end] != ' ')
		return false;
	return p->words[i - 1].small || is_digits(before) || str_is(passage_low(p, i - 1), "tại") ||
	       str_is(passage_low(p, i - 1), "theo");
}
