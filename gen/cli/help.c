/* cli/help.c: what the program says about itself. The manual page
 * gen/vanban.1 tells the same at length. */
#include "help.h"

#include "../base/buf.h"
#include "../base/utf.h"
#include "../ooxml/parts.h"
#include "../pack/pack.h"
#include "../read/read.h"
#include "../yaml/yval.h"
#include "report.h"

#include <unistd.h>

enum { PAGE = 88, LEFT = 24 }; /* columns: of a line, of what stands to the left */

/* What stands around the lists. */
static const struct page {
	const char *about, *commands, *options, *usage, *more, *ids, *status;
} pages[] = {
	[DIAG_VI] = {
	    "vanban: dựng văn bản hành chính (Nghị định 30/2020/NĐ-CP) từ YAML và Markdown thành tệp "
	    "Word (DOCX).",
	    "Lệnh",
	    "Tùy chọn",
	    "Cách dùng",
	    "'vanban LỆNH --help' in mọi tùy chọn của một lệnh.",
	    "Mã của sources/so-y-te/kh-12.yaml là so-y-te/kh-12; kết quả là out/so-y-te/kh-12.docx. "
	    "Thay cho mã có thể viết đường dẫn; thư mục có nghĩa là mọi văn bản bên trong.",
	    "Mã thoát: 0 xong; 1 có văn bản bị lỗi; 2 gọi sai; 3 máy gặp trục trặc (đĩa đầy, không có "
	    "quyền …). Văn bản có lỗi giữ nguyên tệp cũ trong out/.",
	},
	[DIAG_EN] = {
	    "vanban: builds Vietnamese administrative documents (Decree 30/2020/NĐ-CP) from YAML and "
	    "Markdown into Word files (DOCX).",
	    "Commands",
	    "Options",
	    "Usage",
	    "'vanban COMMAND --help' lists all options of a command.",
	    "The id of sources/so-y-te/kh-12.yaml is so-y-te/kh-12; it is built to "
	    "out/so-y-te/kh-12.docx. A path does as well; a folder means all documents in it.",
	    "Exit status: 0 done; 1 some document has errors; 2 called wrongly; 3 the machine failed "
	    "(disk full, no permission …). A document with errors keeps its old file in out/.",
	},
};

static void
spaces(struct buf *b, size_t n)
{
	while (n--)
		buf_c(b, ' ');
}

/* Text from column at on, its further lines indented as far as indent. */
static void
wrap(struct buf *b, str text, size_t at, size_t indent)
{
	str word;
	bool first = true;
	while (text.n) {
		word = str_cut(text, ' ', &text);
		size_t width = utf_width(word);
		if (!first && at + 1 + width > PAGE) {
			buf_c(b, '\n');
			spaces(b, indent);
			at = indent;
		} else if (!first) {
			buf_c(b, ' ');
			at++;
		}
		buf_str(b, word);
		at += width;
		first = false;
	}
	buf_c(b, '\n');
}

/* A row of a list: what it is about to the left, what it does beside it. */
static void
row(struct buf *b, str left, const char *text)
{
	size_t width = utf_width(left) + 2;
	spaces(b, 2);
	buf_str(b, left);
	if (width >= LEFT) {
		buf_c(b, '\n');
		width = 0;
	}
	spaces(b, LEFT - width);
	wrap(b, str_z(text), LEFT, LEFT);
}

static void
paragraph(struct buf *b, const char *text)
{
	wrap(b, str_z(text), 0, 0);
	buf_c(b, '\n');
}

static void
option_row(struct buf *b, const struct option_info *o, enum diag_lang lang)
{
	struct buf left;
	buf_init(&left);
	if (o->letter)
		buf_fmt(&left, "-%c, ", o->letter);
	buf_z(&left, o->name);
	if (o->value != VALUE_NONE)
		buf_fmt(&left, " %s", o->arg[lang]);
	row(b, buf_view(&left), o->about[lang]);
	buf_free(&left);
}

/* Options of one command; of none: those that every command has. */
static void
options(struct buf *b, enum command command, enum diag_lang lang)
{
	buf_fmt(b, "%s\n", pages[lang].options);
	for (const struct option_info *o = option_list; o->name; o++)
		if (command == CMD_NONE ? o->commands == ~0u : o->commands >> command & 1)
			option_row(b, o, lang);
}

static void
usage(struct buf *b, const struct command_info *c, enum diag_lang lang)
{
	buf_fmt(b, "%s\n  vanban %s %s\n\n", pages[lang].usage, c->name, c->usage[lang]);
}

static void
overview(struct buf *b, enum diag_lang lang)
{
	const struct page *page = &pages[lang];
	paragraph(b, page->about);
	buf_fmt(b, "%s\n", page->commands);
	for (const struct command_info *c = command_list; c->name; c++)
		row(b, str_z(c->name), c->about[lang]);
	buf_c(b, '\n');
	options(b, CMD_NONE, lang);
	buf_c(b, '\n');
	paragraph(b, page->more);
	paragraph(b, page->ids);
	wrap(b, str_z(page->status), 0, 0);
}

static void
about_command(struct buf *b, enum command command, enum diag_lang lang)
{
	const struct command_info *c = &command_list[command - CMD_NONE - 1];
	struct buf line;
	buf_init(&line);
	buf_fmt(&line, "vanban %s: %s.", c->name, c->about[lang]);
	buf_c(&line, '\0');
	paragraph(b, line.p);
	buf_free(&line);
	usage(b, c, lang);
	options(b, command, lang);
}

static int
print(str text)
{
	return fd_write(STDOUT_FILENO, text) ? STATUS_BUILT : STATUS_MACHINE;
}

int
help_print(const struct options *o)
{
	struct buf b;
	buf_init(&b);
	if (o->help_on == CMD_NONE)
		overview(&b, o->lang);
	else
		about_command(&b, o->help_on, o->lang);
	int status = print(buf_view(&b));
	buf_free(&b);
	return status;
}

int
help_version(void)
{
	struct buf b;
	buf_init(&b);
	buf_fmt(&b,
	    "vanban " VANBAN_VERSION "\n"
	    "libyaml %s, cmark-gfm %s, Mini-XML %s, libzip %s, libdeflate %s, utf8proc %s\n",
	    yaml_libyaml_version(), read_cmark_version(), ooxml_mxml_version(), pack_version(),
	    pack_deflate_version(), utf_version());
	int status = print(buf_view(&b));
	buf_free(&b);
	return status;
}
