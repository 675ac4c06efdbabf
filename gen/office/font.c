/* office/font.c: is there a font to set the pages in?
 *
 * Where "Times New Roman" is not installed LibreOffice takes one of those that have
 * its widths, in the order below; lines and pages then come out the same. With
 * another one every page is wrong, and a font without ắ, ệ, ữ shows them in a
 * stranger's letters: both would pass unseen. fontconfig knows what is there. */
#include "office_int.h"

#include <stdio.h>

static const struct {
	const char *font, *like;
} same_widths[] = {
	{ "Times New Roman", "Liberation Serif" },
	{ "Times New Roman", "Tinos" },
	{ "Times New Roman", "TeX Gyre Termes" },
	{ "Arial", "Liberation Sans" },
	{ "Arial", "Arimo" },
	{ "Courier New", "Liberation Mono" },
	{ "Courier New", "Cousine" },
};

bool
office_output_of(const char *command, struct buf *out)
{
	enum { CHUNK = 65536 };
	FILE *f = popen(command, "r");
	if (!f)
		return false;
	for (size_t n; (n = fread(buf_reserve(out, CHUNK), 1, CHUNK, f)) > 0;) {
		out->n += n;
		out->p[out->n] = '\0';
	}
	return pclose(f) == 0;
}

static bool
in_list(str list, char sep, str what)
{
	for (str rest = list; rest.p;)
		if (str_eq(str_cut(rest, sep, &rest), what))
			return true;
	return false;
}

/* Lines of families, Tab, languages. Installed: *vi says whether with Vietnamese. */
static bool
is_installed(str list, str family, bool *vi)
{
	bool any = false;
	str line;
	*vi = false;
	while (str_line(&list, &line)) {
		str langs, names = str_cut(line, '\t', &langs);
		if (!in_list(names, ',', family))
			continue;
		any = true;
		*vi = *vi || in_list(langs, '|', S("vi"));
	}
	return any;
}

/* The first that is installed is the one that will be taken. */
static bool
is_settable(str list, str font)
{
	bool vi;
	if (is_installed(list, font, &vi))
		return vi;
	for (size_t i = 0; i < sizeof same_widths / sizeof *same_widths; i++)
		if (str_is(font, same_widths[i].font) &&
		    is_installed(list, str_z(same_widths[i].like), &vi))
			return vi;
	return false;
}

bool
office_has_font(const struct office *o, str font)
{
	struct buf list;
	if (!office_find_program(o->a, "fc-list"))
		return true;
	buf_init(&list);
	bool ok = !office_output_of("fc-list -f '%{family}\\t%{lang}\\n'", &list) ||
		  is_settable(buf_view(&list), font);
	buf_free(&list);
	return ok;
}
