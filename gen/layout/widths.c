/* layout/widths.c: how wide the columns of a table are, and how high its rows.
 *
 * Where the writer gave no widths, columns whose text fits on one line get that
 * line; the others share what is left by the square root of their text, so that
 * a long column gets more but a short one is not starved. No column gets less
 * than its longest word needs while there is room. The grid always sums to the text area. */
#include "body_int.h"

#include <string.h>

#include "../base/buf.h"

enum {
	EMU_TWIP = 635,
	ROUNDING = 3 /* twips by which a column may miss what it needs */
};

struct need {
	int word, line; /* the longest, twips */
	str longest;    /* the word */
	int fits;       /* with margins: the least width that breaks no word */
	int wants;      /* that puts each paragraph on one line */
};

struct measure {
	struct layout *l;
	struct lay_face plain, bold;
	struct buf text;
	int inner; /* width of the cell's text, 0: not known yet */
	struct need need;
	int height;
};

static void
measure_begin(struct measure *m, struct layout *l, int role, int size_hp)
{
	memset(m, 0, sizeof *m);
	m->l = l;
	m->plain = m->bold = lay_face(l, role, size_hp);
	m->bold.role.bold = true;
	buf_init(&m->text);
}

/* A piece of text that no line break falls into. */
static str
next_piece(str *rest)
{
	size_t i;
	str piece;

	for (i = 0; i < rest->n && rest->p[i] != ' '; i++)
		if (rest->p[i] == '-' && i > 0) {
			i++;
			break;
		}
	piece = str_first(*rest, i);
	*rest = str_from(*rest, i < rest->n && rest->p[i] == ' ' ? i + 1 : i);
	return piece;
}

static void
measure_words(struct measure *m, const struct lay_face *face, str line, int lead)
{
	int width = lay_face_width(face, line) + lead;

	if (width > m->need.line)
		m->need.line = width;
	while (line.n > 0) {
		str piece = next_piece(&line);

		width = lay_face_width(face, piece) + lead;
		lead = 0;
		if (width > m->need.word) {
			m->need.word = width;
			m->need.longest = piece;
		}
	}
}

static void
measure_images(struct measure *m, const struct inl *i)
{
	int room = m->inner > 0 ? m->inner : lay_text_area(m->l);
	long w, h;

	for (; i != NULL; i = i->next) {
		if (i->kind != INL_IMAGE || i->image == NULL)
			continue;
		image_size(m->l, i->image, room, &w, &h);
		m->height += (int)(h / EMU_TWIP);
		if (w / EMU_TWIP > m->need.line)
			m->need.line = (int)(w / EMU_TWIP);
	}
}

/* lead: width of the number or bullet before it. */
static void
measure_text(struct measure *m, const struct inl *inl, int lead)
{
	const struct lay_face *face = &m->plain;
	const struct inl *i;
	int longest = m->need.word;
	str text, line;

	for (i = inl; i != NULL; i = i->next)
		if (i->style & INL_BOLD)
			face = &m->bold;
	buf_clear(&m->text);
	inline_plain(&m->text, inl);
	text = buf_view(&m->text);
	if (m->inner > 0) {
		m->height +=
		    lay_face_lines(face, text, m->inner - lead, NULL) * lay_face_height(face) +
		    face->role.before + face->role.after;
	} else {
		while (str_line(&text, &line)) {
			measure_words(m, face, line, lead);
			lead = 0;
		}
		if (m->need.word > longest)
			m->need.longest = str_dup(m->l->a, m->need.longest);
	}
	measure_images(m, inl);
}

static void
measure_blocks(struct measure *m, const struct block *b, str label)
{
	int lead = label.n ? lay_face_width(&m->plain, label) : 0;

	for (; b != NULL; b = b->next) {
		if (b->kind == BLK_PARA)
			measure_text(m, b->inl, lead);
		else if (b->kind == BLK_LIST)
			measure_blocks(m, b->child, b->ordered ? S("00. ") : S("- "));
		else
			measure_blocks(m, b->child, label);
	}
}

/* Widths ------------------------------------------------------------------ */

static void
take_more(struct need *to, const struct need *from)
{
	if (from->word > to->word) {
		to->word = from->word;
		to->longest = from->longest;
	}
	if (from->line > to->line)
		to->line = from->line;
}

/* What the cells of one column each need. */
static void
measure_rows(
    struct layout *l, const struct row *rows, size_t n, int role, int size_hp, struct need *needs)
{
	struct measure m;
	size_t r, k;

	measure_begin(&m, l, role, size_hp);
	for (r = 0; r < n; r++) {
		struct lay_face plain = m.plain;

		if (rows[r].group || rows[r].bold)
			m.plain = m.bold;
		for (k = 0; k < rows[r].n; k++) {
			const struct cell *cell = &rows[r].cells[k];

			if (cell->cols > 1)
				continue;
			m.need = (struct need){ 0 };
			measure_blocks(&m, cell->blocks, (str){ 0 });
			take_more(&needs[cell->col], &m.need);
		}
		m.plain = plain;
	}
	buf_free(&m.text);
}

/* A cell over several columns: they must hold its longest word between them. */
static void
measure_spans(struct layout *l, const struct row *rows, size_t n, int role, int size_hp, int pad,
    struct need *needs)
{
	struct measure m;
	size_t r, k;

	measure_begin(&m, l, role, size_hp);
	for (r = 0; r < n; r++)
		for (k = 0; k < rows[r].n; k++) {
			const struct cell *cell = &rows[r].cells[k];
			int room = -pad, c;

			if (cell->cols < 2 || rows[r].group)
				continue;
			m.need = (struct need){ 0 };
			measure_blocks(&m, cell->blocks, (str){ 0 });
			for (c = 0; c < cell->cols; c++)
				room += needs[cell->col + c].word + pad;
			for (c = 0; c < cell->cols && room < m.need.word; c++) {
				needs[cell->col + c].word += (m.need.word - room) / cell->cols + 1;
				needs[cell->col + c].longest = m.need.longest;
			}
		}
	buf_free(&m.text);
}

/* The widest label of a column that numbers its rows. */
static struct need
widest_stt(struct layout *l, const struct table *t, int size_hp)
{
	struct lay_face plain = lay_face(l, ROLE_BANG_O, size_hp);
	struct lay_face bold = lay_face(l, ROLE_BANG_NHOM, size_hp);
	struct need need = { 0 };
	struct stt stt = stt_begin(l, t);
	size_t i;

	for (i = 0; i < t->n_rows; i++) {
		struct need one = { .longest = stt_next(&stt, &t->rows[i]) };

		one.word = one.line =
		    lay_face_width(t->rows[i].group ? &bold : &plain, one.longest);
		take_more(&need, &one);
	}
	return need;
}

static void
measure_stt(struct layout *l, const struct table *t, int size_hp, struct need *needs)
{
	struct need stt;
	size_t i;

	for (i = 0; i < t->n_cols; i++)
		if (t->cols[i].tu_dong_stt) {
			stt = widest_stt(l, t, size_hp);
			take_more(&needs[i], &stt);
		}
}

/* Turns wished widths into a grid that sums to area exactly. */
static int *
grid_of(struct layout *l, const double *wish, size_t n, int area)
{
	int *grid = NEW_N(l->a, int, n);
	double sum = 0, edge = 0;
	int before = 0;
	size_t i;

	for (i = 0; i < n; i++)
		sum += wish[i];
	for (i = 0; i < n; i++) {
		int at;

		edge += wish[i];
		at = i + 1 == n
			 ? area
			 : (int)(area * (sum > 0 ? edge / sum : (double)(i + 1) / (double)n));
		grid[i] = at - before > 1 ? at - before : 1;
		before += grid[i];
	}
	return grid;
}

/* No libm for one root: Newton, from above, on whole twips. */
static double
root(double x)
{
	double r = x > 1 ? x : 1;
	int i;

	for (i = 0; i < 40; i++)
		r = (r + x / r) / 2;
	return r;
}

/* Columns without a width yet (wish 0), and what is left for them. */
struct shares {
	const struct need *needs;
	double *wish;
	size_t n, open;
	double left;
	double fits; /* sum of what the open ones need at least */
};

static void
settle(struct shares *s, size_t i, double width)
{
	s->wish[i] = width;
	s->left -= width;
	s->fits -= s->needs[i].fits;
	s->open--;
}

/* A column whose text fits on one line in an even share of the room gets that
 * line, unless another could then not hold its longest word. */
static bool
settle_short(struct shares *s)
{
	size_t i;

	for (i = 0; i < s->n; i++) {
		const struct need *need = &s->needs[i];

		if (s->wish[i] > 0 || need->wants > s->left / (double)s->open)
			continue;
		if (s->left - need->wants < s->fits - need->fits)
			continue;
		settle(s, i, need->wants);
		return s->open > 0;
	}
	return false;
}

static double
weight_of_open(const struct shares *s)
{
	double weight = 0;
	size_t i;

	for (i = 0; i < s->n; i++)
		weight += s->wish[i] > 0 ? 0 : root(s->needs[i].wants);
	return weight;
}

/* A column whose share would break its longest word gets the word's width. */
static bool
settle_tight(struct shares *s)
{
	double weight = weight_of_open(s);
	size_t i;

	for (i = 0; i < s->n; i++) {
		if (s->wish[i] > 0 ||
		    s->left * root(s->needs[i].wants) / weight >= s->needs[i].fits)
			continue;
		settle(s, i, s->needs[i].fits);
		return s->open > 0;
	}
	return false;
}

static void
share_out(struct shares *s)
{
	double weight;
	size_t i;

	while (settle_short(s))
		;
	while (s->open > 0 && settle_tight(s))
		;
	weight = weight_of_open(s);
	for (i = 0; i < s->n; i++)
		if (s->wish[i] <= 0)
			s->wish[i] = s->left * root(s->needs[i].wants) / weight;
}

/* No room for all words: columns that an even share would do for keep theirs,
 * the others share the rest and break some. */
static void
squeeze(struct shares *s)
{
	size_t i = 0;

	while (i < s->n && s->open > 0) {
		if (s->wish[i] > 0 || s->needs[i].fits > s->left / (double)s->open) {
			i++;
			continue;
		}
		settle(s, i, s->needs[i].fits);
		i = 0;
	}
	for (i = 0; i < s->n; i++)
		if (s->wish[i] <= 0)
			s->wish[i] = s->left / (double)s->open;
}

/* What a column weighs when room is left over: the fourth power of its text, so
 * that a column of numbers stays narrow beside one of words. */
static double
slack_weight(const struct need *need)
{
	double wants = need->wants;

	return wants * wants * wants * wants;
}

static int *
measured_grid(struct layout *l, const struct need *needs, size_t n, int area)
{
	double *wish = NEW_N(l->a, double, n), weights = 0;
	struct shares s;
	long fits = 0, wants = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		fits += needs[i].fits;
		wants += needs[i].wants;
		weights += slack_weight(&needs[i]);
	}
	s = (struct shares){ needs, wish, n, n, area, (double)fits };
	if (fits >= area)
		squeeze(&s);
	else if (wants > area)
		share_out(&s);
	else
		for (i = 0; i < n; i++)
			wish[i] = needs[i].wants +
				  (double)(area - wants) * slack_weight(&needs[i]) / weights;
	return grid_of(l, wish, n, area);
}

/* Typed widths are kept but where a word would break: what such a column lacks
 * comes from those with room to spare, from each as it has. */
static void
widen_narrow(int *grid, const struct need *needs, size_t n)
{
	double lacks = 0, spare = 0, give;
	int sum = 0, area = 0;
	size_t i, widest = 0;

	for (i = 0; i < n; i++) {
		int free = grid[i] - needs[i].fits;

		lacks += free < 0 ? -free : 0;
		spare += free > 0 ? free : 0;
		area += grid[i];
	}
	give = lacks < spare ? lacks : spare;
	if (give <= 0)
		return;
	for (i = 0; i < n; i++) {
		int free = grid[i] - needs[i].fits;

		grid[i] -= (int)(give * free / (free > 0 ? spare : lacks));
		sum += grid[i];
		widest = grid[i] > grid[widest] ? i : widest;
	}
	grid[widest] += area - sum; /* what rounding left */
}

static void
report_narrow(struct layout *l, const struct table *t, const struct need *needs, const int *grid)
{
	struct buf name;
	size_t i;

	for (i = 0; i < t->n_cols; i++) {
		if (needs[i].fits <= grid[i] + ROUNDING || needs[i].longest.n == 0)
			continue;
		buf_init(&name);
		inline_plain(&name, t->cols[i].ten);
		if (name.n == 0)
			buf_fmt(&name, "%zu", i + 1);
		diag(l->d, D_COLUMN_NARROW, t->cols[i].at.src != NULL ? t->cols[i].at : t->at,
		    buf_view(&name), needs[i].longest);
		buf_free(&name);
	}
}

int *
table_grid(struct layout *l, const struct table *t, int area, int pad, int size_hp)
{
	struct need *needs = NEW_N(l->a, struct need, t->n_cols);
	double *given = NEW_N(l->a, double, t->n_cols);
	bool has_widths = true;
	size_t i;
	int *grid;

	measure_rows(l, t->head, t->n_head, ROLE_BANG_DAU, size_hp, needs);
	measure_rows(l, t->rows, t->n_rows, ROLE_BANG_O, size_hp, needs);
	measure_stt(l, t, size_hp, needs);
	measure_spans(l, t->head, t->n_head, ROLE_BANG_DAU, size_hp, pad, needs);
	for (i = 0; i < t->n_cols; i++) {
		needs[i].fits = needs[i].word + pad;
		needs[i].wants =
		    (needs[i].line > needs[i].word ? needs[i].line : needs[i].word) + pad;
		given[i] = t->cols[i].rong;
		has_widths = has_widths && t->cols[i].rong > 0;
	}
	grid = has_widths ? grid_of(l, given, t->n_cols, area)
			  : measured_grid(l, needs, t->n_cols, area);
	if (has_widths)
		widen_narrow(grid, needs, t->n_cols);
	report_narrow(l, t, needs, grid);
	return grid;
}

/* Heights ----------------------------------------------------------------- */

static size_t
text_bytes(const struct block *b)
{
	const struct inl *i;
	size_t n = 0;

	for (; b != NULL; b = b->next) {
		for (i = b->inl; i != NULL; i = i->next)
			n += i->kind == INL_IMAGE ? 100000 : i->text.n + 1;
		n += text_bytes(b->child) + 40; /* a paragraph's last line and spacing */
	}
	return n;
}

int
table_row_height(struct layout *l, const struct row *row, const int *grid, int pad, int role,
    int size_hp, int enough)
{
	struct measure m;
	int highest = 0, c;
	size_t k;

	measure_begin(&m, l, role, size_hp);
	for (k = 0; k < row->n; k++) {
		const struct cell *cell = &row->cells[k];
		long bound;

		m.inner = -pad;
		for (c = 0; c < cell->cols; c++)
			m.inner += grid[cell->col + c];
		if (m.inner < 1)
			m.inner = 1;
		/* Most rows are small: no letter is wider than its size is high, and
		 * broken lines are at least half full. */
		bound = (long)text_bytes(cell->blocks) * m.plain.size_hp * 10 / m.inner + 1;
		if (cell->rows > 1 || 2 * bound * lay_face_height(&m.plain) < enough)
			continue;
		m.height = 0;
		measure_blocks(&m, cell->blocks, (str){ 0 });
		if (m.height > highest)
			highest = m.height;
	}
	buf_free(&m.text);
	return highest;
}
