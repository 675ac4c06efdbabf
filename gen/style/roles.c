/* Roles: vai.yaml, and the changes that a type makes to them.
 *
 * One table says which keys a role may have, what sort of value each holds and
 * where in struct role it goes. Roles that C knows (role_list.h) come first, in
 * that order, so that ROLE_X is an index; those that only templates name
 * follow. Names are collected before any role is read, since roles point at
 * each other. */
#include <string.h>

#include "style_int.h"

#define ROLE(name, id) id,
static const char *const known[] = {
#include "role_list.h"
};
#undef ROLE

enum attr_kind {
	A_NAME, /* ten */
	A_KIND, /* loai */
	A_ROLE, /* another role's name */
	A_SIZE, /* a name in co_chu, or points */
	A_BOOL,
	A_ALIGN,
	A_LENGTH,
	A_LINE,
	A_LEVEL, /* 1…9 or khong */
	A_COLOUR,
	A_INK
};

static const struct attr {
	const char *key;
	enum attr_kind kind;
	unsigned bit;  /* RS_…, or 0 */
	size_t at;     /* offset in struct role */
	unsigned only; /* bits of role kinds that may have it; 0: all */
} attrs[] = {
	{ "ten", A_NAME, 0, 0, 0 },
	{ "loai", A_KIND, 0, 0, 0 },
	{ "dua_tren", A_ROLE, 0, offsetof(struct role, based_on), 0 },
	{ "tiep_theo", A_ROLE, 0, offsetof(struct role, next), 1 << ROLE_PARA },
	{ "co", A_SIZE, RS_SIZE, offsetof(struct role, size_hp), 0 },
	{ "dam", A_BOOL, RS_BOLD, offsetof(struct role, bold), 0 },
	{ "nghieng", A_BOOL, RS_ITALIC, offsetof(struct role, italic), 0 },
	{ "chu_hoa", A_BOOL, RS_UPPER, offsetof(struct role, upper), 1 << ROLE_PARA },
	{ "mu", A_BOOL, RS_SUPER, offsetof(struct role, superscript), 1 << ROLE_CHAR },
	{ "to_mau", A_COLOUR, RS_HIGHLIGHT, offsetof(struct role, highlight), 1 << ROLE_CHAR },
	{ "mau_chu", A_INK, RS_INK, offsetof(struct role, ink), 1 << ROLE_PARA },
	{ "canh", A_ALIGN, RS_ALIGN, offsetof(struct role, align), 1 << ROLE_PARA },
	{ "thut_dau", A_LENGTH, RS_FIRST, offsetof(struct role, first), 1 << ROLE_PARA },
	{ "thut_trai", A_LENGTH, RS_LEFT, offsetof(struct role, left), 1 << ROLE_PARA },
	{ "thut_phai", A_LENGTH, RS_RIGHT, offsetof(struct role, right), 1 << ROLE_PARA },
	{ "truoc", A_LENGTH, RS_BEFORE, offsetof(struct role, before), 1 << ROLE_PARA },
	{ "sau", A_LENGTH, RS_AFTER, offsetof(struct role, after), 1 << ROLE_PARA },
	{ "dong", A_LINE, RS_LINE, offsetof(struct role, line), 1 << ROLE_PARA },
	{ "giu_sau", A_BOOL, RS_KEEP_NEXT, offsetof(struct role, keep_next), 1 << ROLE_PARA },
	{ "giu_tron", A_BOOL, RS_KEEP_LINES, offsetof(struct role, keep_lines), 1 << ROLE_PARA },
	{ "chong_le", A_BOOL, RS_WIDOW, offsetof(struct role, widow), 1 << ROLE_PARA },
	{ "cap", A_LEVEL, RS_OUTLINE, offsetof(struct role, outline), 1 << ROLE_PARA },
	{ "vien", A_BOOL, RS_BORDERS, offsetof(struct role, borders), 1 << ROLE_TABLE },
	{ "o_trai", A_LENGTH, RS_CELLS, offsetof(struct role, cell_left), 1 << ROLE_TABLE },
	{ "o_phai", A_LENGTH, RS_CELLS, offsetof(struct role, cell_right), 1 << ROLE_TABLE },
};
enum { N_ATTRS = sizeof attrs / sizeof *attrs };

/* ---- Names ------------------------------------------------------------------- */

int
roles_find(const struct style *s, str name)
{
	for (size_t i = 0; i < s->n_roles; i++)
		if (template_name_eq(s->roles[i].id, name))
			return (int)i;
	return -1;
}

int
style_role(const struct style *s, str id)
{
	return roles_find(s, id);
}

static void
suggest_role(const struct style *s, struct diag *f, str name)
{
	str *names = NEW_N(style_impl(s)->a, str, s->n_roles);
	for (size_t i = 0; i < s->n_roles; i++)
		names[i] = s->roles[i].id;
	f->suggest = diag_nearest(name, names, s->n_roles);
}

int
roles_named(const struct style *s, const struct yval *v, str key, struct diags *d)
{
	str name;
	if (!template_text(v, key, &name, d))
		return -1;
	int r = roles_find(s, name);
	if (r < 0)
		suggest_role(s, diag(d, D_TEMPLATE_ROLE_UNKNOWN, v->at, name), name);
	return r;
}

/* w:styleId: a built-in name without its spaces ("heading 1" → Heading1), else
 * the role's id ("quoc-hieu" → QuocHieu). */
static str
style_id(struct arena *a, str name, str id)
{
	for (size_t i = 0; i < name.n; i++)
		if ((unsigned char)name.p[i] >= 0x80)
			name = id;
	char *p = arena_alloc(a, name.n + 1);
	size_t n = 0;
	bool first = true;
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];
		bool letter =
		    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
		if (letter)
			p[n++] = first && c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
		first = !letter;
	}
	return (str){ p, n };
}

/* ---- One role ------------------------------------------------------------------ */

static void
read_size(const struct style *s, int *hp, const struct yval *v, struct diags *d)
{
	const struct style_impl *impl = style_impl(s);
	str name;
	if (!template_text(v, S("co"), &name, d))
		return;
	if (impl->sizes.n == 0)
		return; /* the table is missing: that was told */
	for (size_t i = 0; i < impl->sizes.n; i++)
		if (template_name_eq(impl->sizes.v[i].name, name)) {
			*hp = impl->sizes.v[i].hp;
			return;
		}
	if (name.n && name.p[0] >= '0' && name.p[0] <= '9') {
		template_points(v, S("co"), hp, d);
		return;
	}
	struct diag *f = diag(d, D_TEMPLATE_SIZE_UNKNOWN, v->at, name);
	str *names = NEW_N(impl->a, str, impl->sizes.n + 1);
	for (size_t i = 0; i < impl->sizes.n; i++)
		names[i] = impl->sizes.v[i].name;
	f->suggest = diag_nearest(name, names, impl->sizes.n);
}

static void
read_align(enum align *out, const struct yval *v, struct diags *d)
{
	static const char *const words[] = { "trai", "giua", "phai", "deu" };
	static const enum align values[] = { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT, ALIGN_BOTH };
	size_t i;
	if (template_choice(v, S("canh"), words, 4, &i, d))
		*out = values[i];
}

static void
read_level(int *out, const struct yval *v, struct diags *d)
{
	static const char *const words[] = { "khong", "1", "2", "3", "4", "5", "6", "7", "8", "9" };
	size_t i;
	if (template_choice(v, S("cap"), words, 10, &i, d))
		*out = (int)i - 1;
}

static void
read_colour(str *out, const struct yval *v, struct diags *d)
{
	static const char *const words[] = { "khong", "vang", "xanh-la", "xanh-lo", "xam" };
	static const char *const values[] = { "", "yellow", "green", "cyan", "lightGray" };
	size_t i;
	if (template_choice(v, S("to_mau"), words, 5, &i, d))
		*out = str_z(values[i]);
}

/* Colours of the writing: black by the decree, but for marks like KHẨN. */
static void
read_ink(str *out, const struct yval *v, struct diags *d)
{
	static const char *const words[] = { "khong", "do", "xanh", "xam" };
	static const char *const values[] = { "", "FF0000", "0000FF", "808080" };
	size_t i;
	if (template_choice(v, S("mau_chu"), words, 4, &i, d))
		*out = str_z(values[i]);
}

static void
read_kind(enum role_kind *out, const struct yval *v, struct diags *d)
{
	static const char *const words[] = { "doan", "chu", "bang" };
	size_t i;
	if (template_choice(v, S("loai"), words, 3, &i, d))
		*out = (enum role_kind)i;
}

static void
read_attr(const struct style *s, struct role *r, const struct attr *t, const struct yval *v,
    struct diags *d)
{
	void *out = (char *)r + t->at;
	str key = str_z(t->key);
	switch (t->kind) {
	case A_NAME: template_text(v, key, &r->style_name, d); break;
	case A_KIND: read_kind(&r->kind, v, d); break;
	case A_ROLE: *(int *)out = roles_named(s, v, key, d); break;
	case A_SIZE: read_size(s, out, v, d); break;
	case A_BOOL: template_bool(v, key, out, d); break;
	case A_ALIGN: read_align(out, v, d); break;
	case A_LENGTH: template_length(v, key, out, d); break;
	case A_LINE: template_line(v, key, out, &r->line_exact, d); break;
	case A_LEVEL: read_level(out, v, d); break;
	case A_COLOUR: read_colour(out, v, d); break;
	case A_INK: read_ink(out, v, d); break;
	}
	r->set |= t->bit;
}

static void
report_key(const struct ypair *p, str role, const char *const *keys, size_t n, struct diags *d)
{
	str *names = NEW_N(d->arena, str, n + 1);
	for (size_t i = 0; i < n; i++)
		names[i] = str_z(keys[i]);
	struct diag *f = diag(d, D_TEMPLATE_KEY_UNKNOWN, p->at, p->key, role);
	f->suggest = diag_nearest(p->key, names, n);
}

/* Reads the keys of one role; r keeps what they do not name. */
static void
read_role(const struct style *s, struct role *r, const struct yval *map, struct diags *d)
{
	if (!template_is_map(map, r->id, d))
		return;
	const struct yval *kind = template_get(map, "loai");
	if (kind)
		read_kind(&r->kind, kind, d);
	if (r->kind == ROLE_PARA && r->based_on < 0 && r != &s->roles[ROLE_NORMAL])
		r->based_on = ROLE_NORMAL;
	const char *keys[N_ATTRS];
	size_t n = 0;
	for (size_t k = 0; k < N_ATTRS; k++)
		if (!attrs[k].only || attrs[k].only & (1u << r->kind))
			keys[n++] = attrs[k].key;
	for (size_t i = 0; i < map->n; i++) {
		const struct ypair *p = &map->pairs[i];
		size_t k = 0;
		while (k < N_ATTRS && !(str_is(p->fold, attrs[k].key) &&
					  (!attrs[k].only || attrs[k].only & (1u << r->kind))))
			k++;
		if (k == N_ATTRS)
			report_key(p, r->id, keys, n, d);
		else if (!yval_absent(p->val) && attrs[k].kind != A_KIND)
			read_attr(s, r, &attrs[k], p->val, d);
	}
}

/* ---- All roles ------------------------------------------------------------------ */

static void
name_roles(struct style *s, const struct yval *map)
{
	struct arena *a = style_impl(s)->a;
	s->roles = NEW_N(a, struct role, ROLE__COUNT + map->n);
	s->n_roles = ROLE__COUNT;
	for (size_t i = 0; i < ROLE__COUNT; i++)
		s->roles[i].id = str_z(known[i]);
	for (size_t i = 0; i < map->n; i++)
		if (roles_find(s, map->pairs[i].fold) < 0)
			s->roles[s->n_roles++].id = template_name(a, map->pairs[i].fold);
	for (size_t i = 0; i < s->n_roles; i++) {
		s->roles[i].based_on = s->roles[i].next = -1;
		s->roles[i].outline = -1;
	}
}

/* Following dua_tren from r leads back to r. All rest on the normal style without
 * saying so: a circle through it is its own fault, not theirs. */
static bool
goes_round(const struct style *s, int r)
{
	int base = s->roles[r].based_on;
	for (size_t n = 0; n < s->n_roles && base >= 0 && base != r; n++)
		base = base == ROLE_NORMAL ? -1 : s->roles[base].based_on;
	return base == r;
}

static void
check_base(const struct style *s, int i, pos at, struct diags *d)
{
	struct role *r = &s->roles[i];
	if (r->based_on < 0)
		return;
	const struct role *base = &s->roles[r->based_on];
	if (base->kind != r->kind)
		diag(d, D_TEMPLATE_ROLE_KIND, at, base->id, r->id);
	if (goes_round(s, i))
		diag(d, D_TEMPLATE_ROLE_CYCLE, at, r->id);
}

static void
check_twice(const struct style *s, size_t i, pos at, struct diags *d)
{
	const struct role *r = &s->roles[i];
	/* In the first reading those behind have no style_id yet. */
	for (size_t k = 0; k < s->n_roles; k++)
		if (k != i && s->roles[k].style_id.n &&
		    (str_eq(s->roles[k].style_id, r->style_id) ||
			str_eq(s->roles[k].style_name, r->style_name))) {
			diag(d, D_TEMPLATE_STYLE_TWICE, at, s->roles[k].id, r->id);
			return;
		}
}

static const struct ypair *
role_pair(const struct yval *map, str id)
{
	for (size_t i = 0; i < map->n; i++)
		if (template_name_eq(map->pairs[i].fold, id))
			return &map->pairs[i];
	return NULL;
}

/* Word needs a name for each style; ours is unique. */
static void
finish_role(struct style *s, size_t i, pos at, struct diags *d)
{
	struct role *r = &s->roles[i];
	if (!r->style_name.n) {
		diag(d, D_TEMPLATE_KEY_MISSING, at, S("ten"), r->id);
		r->style_name = r->id;
	}
	r->style_id = style_id(style_impl(s)->a, r->style_name, r->id);
	check_twice(s, i, at, d);
	check_base(s, (int)i, at, d);
}

void
roles_read(struct style *s, const struct yval *map, struct diags *d)
{
	name_roles(s, map);
	for (size_t i = 0; i < map->n; i++)
		read_role(s, &s->roles[roles_find(s, map->pairs[i].fold)], map->pairs[i].val, d);
	for (size_t i = 0; i < s->n_roles; i++) {
		const struct ypair *p = role_pair(map, s->roles[i].id);
		if (!p)
			diag(d, D_TEMPLATE_ROLE_MISSING, map->at, s->roles[i].id);
		else if (p->val->kind == Y_MAP || yval_absent(p->val))
			finish_role(s, i, p->at, d);
	}
}

void
roles_change(struct style *s, const struct yval *map, struct diags *d)
{
	struct role *copy = NEW_N(style_impl(s)->a, struct role, s->n_roles);
	memcpy(copy, s->roles, s->n_roles * sizeof *copy);
	s->roles = copy;
	for (size_t i = 0; i < map->n; i++) {
		const struct ypair *p = &map->pairs[i];
		int r = roles_find(s, p->fold);
		if (r < 0) {
			suggest_role(s, diag(d, D_TEMPLATE_ROLE_UNKNOWN, p->at, p->key), p->key);
			continue;
		}
		read_role(s, &s->roles[r], p->val, d);
		finish_role(s, (size_t)r, p->at, d);
	}
}

static bool
role_used(const struct style *s, int r)
{
	for (size_t i = 0; i < s->n_roles; i++)
		if (s->roles[i].based_on == r || s->roles[i].next == r)
			return true;
	for (size_t i = 0; i < NUM__COUNT; i++) {
		const struct pattern *p = &s->patterns[i];
		if (p->heading_role == r || p->item_role == r || p->more_role == r)
			return true;
	}
	return false;
}

void
roles_check_used(const struct style *s, const struct yval *map, struct diags *d)
{
	for (size_t i = ROLE__COUNT; i < s->n_roles; i++) {
		if (role_used(s, (int)i))
			continue;
		const struct ypair *p = role_pair(map, s->roles[i].id);
		struct diag *f = diag(d, D_TEMPLATE_ROLE_UNUSED, p->at, p->key);
		str names[ROLE__COUNT];
		for (size_t k = 0; k < ROLE__COUNT; k++)
			names[k] = s->roles[k].id;
		f->suggest = diag_nearest(p->key, names, ROLE__COUNT);
	}
}

/* ---- Inheritance ------------------------------------------------------------------ */

/* Copies what base sets and r does not. */
static void
inherit(struct role *r, const struct role *base)
{
	unsigned want = base->set & ~r->set;
	for (size_t k = 0; k < N_ATTRS; k++) {
		const struct attr *t = &attrs[k];
		if (!(want & t->bit))
			continue;
		char *to = (char *)r + t->at;
		const char *from = (const char *)base + t->at;
		switch (t->kind) {
		case A_BOOL: *(bool *)to = *(const bool *)from; break;
		case A_COLOUR:
		case A_INK: *(str *)to = *(const str *)from; break;
		case A_ALIGN: *(enum align *)to = *(const enum align *)from; break;
		case A_LINE: r->line_exact = base->line_exact; /* fall through */
		default: *(int *)to = *(const int *)from; break;
		}
	}
	r->set |= want;
}

struct role
style_resolved(const struct style *s, int role)
{
	struct role r = s->roles[role];
	for (int b = r.based_on; b >= 0; b = s->roles[b].based_on)
		inherit(&r, &s->roles[b]);
	return r;
}
