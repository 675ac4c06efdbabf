/* cli/args.c: argv → struct options.
 *
 * Two lists say which commands and options there are, what these take and which
 * commands know them; the loop below only walks argv. Options may stand before or after
 * the command and between the ids, `--name=value` and `--name value` are the
 * same, and `--` ends them. Every mistake of a call is reported, not only the
 * first. */
#include "args.h"

#include <stdlib.h>
#include <string.h>

enum option_id {
#define OPTION(id, ...) OPT_##id,
#include "options.def"
#undef OPTION
	OPT__COUNT
};

#define IN(command) (1u << CMD_##command)
#define IN_ALL (~0u)
const struct option_info option_list[] = {
#define OPTION(id, name, letter, value, commands, arg_vi, arg_en, vi, en) \
	{ name, letter, value, commands, { arg_vi, arg_en }, { vi, en } },
#include "options.def"
#undef OPTION
	{ 0 }
};

const struct command_info command_list[] = {
#define COMMAND(id, name, usage_vi, usage_en, vi, en) { name, { usage_vi, usage_en }, { vi, en } },
#include "commands.def"
#undef COMMAND
	{ 0 }
};
enum { N_COMMANDS = sizeof command_list / sizeof *command_list - 1 };

const char *const target_names[] = {
	[TO_DOCX] = "docx", [TO_HTML] = "html", [TO_TXT] = "txt", [TO_PDF] = "pdf"
};

const char *const schema_names[SCHEMA__COUNT] = { "van-ban", "mac-dinh", "danh-muc", "bang" };

static const char *const dump_names[] = { "model", "plan", "text", "part" };
enum { N_DUMPS = sizeof dump_names / sizeof *dump_names };

struct parser {
	struct options *o;
	struct arena *a;
	struct diags *d;
	char **argv;
	int argc, next; /* next: the argument to read */
	bool used[OPT__COUNT];
	const char *format;      /* the value of --format, or NULL */
	VEC(const char *) words; /* what is no option */
	VEC(const char *) given; /* --dat */
};

enum { TIMEOUT = 120 }; /* seconds; a document takes milliseconds */

static const pos nowhere = { NULL, 0, 0, 0 };

static str
nearest_option(const char *typed)
{
	str names[OPT__COUNT];
	for (size_t i = 0; i < OPT__COUNT; i++)
		names[i] = str_z(option_list[i].name);
	return diag_nearest(str_z(typed), names, OPT__COUNT);
}

static void
unknown_option(struct parser *p, const char *typed)
{
	diag(p->d, D_OPTION_UNKNOWN, nowhere, str_z(typed))->suggest = nearest_option(typed);
}

static void
set_jobs(struct parser *p, const char *value)
{
	uint32_t n;
	if (str_uint(str_z(value), &n) && n >= 1 && n <= 256)
		p->o->jobs = n;
	else
		diag(p->d, D_JOBS_INVALID, nowhere, str_z(value));
}

/* "2/5" is the second of five. */
static void
set_shard(struct parser *p, const char *value)
{
	str rest, k = str_cut(str_z(value), '/', &rest);
	uint32_t shard, n;
	if (str_uint(k, &shard) && str_uint(rest, &n) && shard >= 1 && shard <= n) {
		p->o->shard = shard - 1;
		p->o->n_shards = n;
	} else {
		diag(p->d, D_SHARD_INVALID, nowhere, str_z(value));
	}
}

static void
set_timeout(struct parser *p, const char *value)
{
	uint32_t n;
	if (str_uint(str_z(value), &n) && n <= 86400)
		p->o->timeout = n;
	else
		diag(p->d, D_TIMEOUT_INVALID, nowhere, str_z(value));
}

static void
set_office_timeout(struct parser *p, const char *value)
{
	enum { DAY = 24 * 60 * 60 };
	uint32_t n;
	if (str_uint(str_z(value), &n) && n >= 1 && n <= DAY)
		p->o->office_seconds = n;
	else
		diag(p->d, D_SECONDS_INVALID, nowhere, str_z(value));
}

static void
set_lang(struct parser *p, const char *value)
{
	if (!strcmp(value, "vi"))
		p->o->lang = DIAG_VI;
	else if (!strcmp(value, "en"))
		p->o->lang = DIAG_EN;
	else
		diag(p->d, D_LANG_INVALID, nowhere, str_z(value));
}

static const char *const output_formats[] = { "text", "json", "sarif", "github", "gitlab" };
static const char *const record_formats[] = { "csv", "json", "xml", "docx" };
enum {
	N_OUTPUT_FORMATS = sizeof output_formats / sizeof *output_formats,
	N_RECORD_FORMATS = sizeof record_formats / sizeof *record_formats
};

/* Which of n names the value of --format is; 0 when it is none, reported. */
static size_t
choose_format(struct parser *p, const char *const *names, size_t n)
{
	str known[N_OUTPUT_FORMATS];
	for (size_t i = 0; i < n; i++) {
		known[i] = str_z(names[i]);
		if (!strcmp(p->format, names[i]))
			return i;
	}
	struct diag *f = diag(
	    p->d, D_FORMAT_INVALID, nowhere, str_z(p->format), str_join(p->a, known, n, S(", ")));
	f->suggest = diag_nearest(str_z(p->format), known, n);
	return 0;
}

/* --format is of findings for some commands and of records for others. */
static void
set_format(struct parser *p)
{
	bool records = p->o->command == CMD_REGISTER || p->o->command == CMD_METADATA;
	if (!p->format)
		return;
	if (records) {
		p->o->record = (enum record_format)choose_format(p, record_formats,
		    p->o->command == CMD_REGISTER ? N_RECORD_FORMATS : N_RECORD_FORMATS - 1);
		if (p->o->command == CMD_REGISTER && p->o->record == RECORD_XML)
			diag(p->d, D_FORMAT_INVALID, nowhere, S("xml"), S("csv, json, docx"));
	} else {
		p->o->format =
		    (enum output_format)choose_format(p, output_formats, N_OUTPUT_FORMATS);
	}
}

/* "docx", or several with commas. */
static void
set_to(struct parser *p, const char *value)
{
	str names[TO__COUNT], rest = str_z(value);
	for (size_t i = 0; i < TO__COUNT; i++)
		names[i] = str_z(target_names[i]);
	for (bool more = true; more;) {
		size_t comma = str_find_c(rest, ','), i = 0;
		more = comma != STR_NONE;
		str one = str_trim(more ? str_first(rest, comma) : rest);
		while (i < TO__COUNT && !str_eq(one, names[i]))
			i++;
		if (i < TO__COUNT)
			p->o->to |= 1u << i;
		else
			diag(p->d, D_TO_INVALID, nowhere, one,
			    str_join(p->a, names, TO__COUNT, S(", ")))
			    ->suggest = diag_nearest(one, names, TO__COUNT);
		rest = more ? str_from(rest, comma + 1) : rest;
	}
}

/* Whoever fails on notes wants to see them. */
static void
set_fail_on(struct parser *p, const char *value)
{
	if (!strcmp(value, "note")) {
		p->o->fail_on = DIAG_NOTE;
		p->o->notes = true;
	} else if (!strcmp(value, "warning")) {
		p->o->fail_on = DIAG_WARNING;
	} else if (!strcmp(value, "error")) {
		p->o->fail_on = DIAG_ERROR;
	} else {
		diag(p->d, D_FAIL_ON_INVALID, nowhere, str_z(value));
	}
}

/* Takes an option into *o; value is NULL for those without. */
static void
set_option(struct parser *p, enum option_id id, const char *value)
{
	struct options *o = p->o;
	p->used[id] = true;
	switch (id) {
	case OPT_SOURCES: o->sources = value; break;
	case OPT_OUT:
		o->out = value;
		o->out_given = true;
		break;
	case OPT_TO: set_to(p, value); break;
	case OPT_PDF_A: o->pdf_a = true; break;
	case OPT_PAGES:
	case OPT_COUNT_PAGES: o->pages = true; break;
	case OPT_OFFICE_TIMEOUT: set_office_timeout(p, value); break;
	case OPT_TEMPLATES: o->templates = value; break;
	case OPT_JOBS: set_jobs(p, value); break;
	case OPT_NOTES: o->notes = true; break;
	case OPT_FIX: o->fix = true; break;
	case OPT_SLIP: o->slip = true; break;
	case OPT_SHARD: set_shard(p, value); break;
	case OPT_TIMEOUT: set_timeout(p, value); break;
	case OPT_REBUILD: o->rebuild = true; break;
	case OPT_WHY: o->why = true; break;
	case OPT_PRUNE: o->prune = true; break;
	case OPT_SUMMARY: o->summary = value; break;
	case OPT_DEPFILE: o->depfile = value; break;
	case OPT_SECRET: o->allow_secret = true; break;
	case OPT_FORMAT:
	case OPT_RECORD_FORMAT:
	case OPT_METADATA_FORMAT: p->format = value; break;
	case OPT_YEAR: o->year = value; break;
	case OPT_PAGE_COUNT: o->page_count = value; break;
	case OPT_NEXT: o->next = value; break;
	case OPT_NUMBER: o->number = value; break;
	case OPT_DATE: o->date = value; break;
	case OPT_BACKWARDS: o->allow_backwards = true; break;
	case OPT_NO_EXCERPT: o->no_excerpt = true; break;
	case OPT_EXPLAIN: o->explain = true; break;
	case OPT_FAIL_ON: set_fail_on(p, value); break;
	case OPT_BASELINE: o->baseline = value; break;
	case OPT_WRITE_BASELINE: o->write_baseline = value; break;
	case OPT_SINCE: o->since = value; break;
	case OPT_LANG: set_lang(p, value); break;
	case OPT_OFFICE: o->office = true; break;
	case OPT_FROM: o->from = value; break;
	case OPT_GIVEN: VEC_PUSH(p->a, &p->given, value); break;
	case OPT_HELP:
	case OPT_VERSION: break; /* no command then: read_command() */
	case OPT__COUNT: break;
	}
}

/* The option that arg names, up to '=' for long ones; OPT__COUNT: none. */
static enum option_id
find_option(const char *arg)
{
	size_t n = strcspn(arg, "=");
	for (size_t i = 0; i < OPT__COUNT; i++) {
		const struct option_info *o = &option_list[i];
		if (arg[1] == '-' ? strlen(o->name) == n && !strncmp(o->name, arg, n)
				  : o->letter && o->letter == arg[1])
			return (enum option_id)i;
	}
	return OPT__COUNT;
}

/* What stands behind an option in the same argument ("=DIR", "4" of -j4). */
static const char *
attached_value(const char *arg)
{
	if (arg[1] != '-')
		return arg[2] ? arg + 2 + (arg[2] == '=') : NULL;
	const char *eq = strchr(arg, '=');
	return eq ? eq + 1 : NULL;
}

static void
read_option(struct parser *p, const char *arg)
{
	enum option_id id = find_option(arg);
	if (id == OPT__COUNT) {
		unknown_option(p, arg);
		return;
	}
	const char *value = attached_value(arg);
	str name = str_z(arg[1] == '-' ? option_list[id].name : arg);
	if (id == OPT_EXPLAIN && value && p->words.n) {
		VEC_PUSH(p->a, &p->words, value); /* --explain=ID is --explain ID */
		value = NULL;
	}
	if (!option_list[id].value) {
		if (value)
			diag(p->d, D_OPTION_VALUE_EXTRA, nowhere, name);
		set_option(p, id, NULL);
		return;
	}
	if (!value && p->next < p->argc && strncmp(p->argv[p->next], "--", 2) != 0)
		value = p->argv[p->next++];
	if (!value || !*value)
		diag(p->d, D_OPTION_VALUE_MISSING, nowhere, name);
	else
		set_option(p, id, value);
}

static void
read_words(struct parser *p)
{
	bool options = true;
	while (p->next < p->argc) {
		const char *arg = p->argv[p->next++];
		if (options && !strcmp(arg, "--"))
			options = false;
		else if (options && arg[0] == '-' && arg[1])
			read_option(p, arg);
		else
			VEC_PUSH(p->a, &p->words, arg);
	}
}

/* The command that a word names, or CMD_NONE; reported. */
static enum command
find_command(struct parser *p, const char *word)
{
	str names[N_COMMANDS];
	for (size_t i = 0; i < N_COMMANDS; i++) {
		names[i] = str_z(command_list[i].name);
		if (!strcmp(word, command_list[i].name))
			return (enum command)(CMD_NONE + 1 + i);
	}
	diag(p->d, D_COMMAND_UNKNOWN, nowhere, str_z(word))->suggest =
	    diag_nearest(str_z(word), names, N_COMMANDS);
	return CMD_NONE;
}

/* The first word is the command; --help and --version need none. `help build` is
 * `build --help`. */
static void
read_command(struct parser *p)
{
	struct options *o = p->o;
	if (p->used[OPT_VERSION]) {
		o->command = CMD_VERSION;
		return;
	}
	if (p->words.n)
		o->command = find_command(p, p->words.v[0]);
	else if (!p->used[OPT_HELP])
		diag(p->d, D_COMMAND_MISSING, nowhere);
	if (o->command == CMD_HELP)
		o->help_on = p->words.n > 1 ? find_command(p, p->words.v[1]) : CMD_NONE;
	else if (p->used[OPT_HELP]) {
		o->help_on = o->command;
		o->command = CMD_HELP;
	}
}

/* `check` writes nothing but the slip: what says where to has no meaning without. */
static bool
lacks_slip(const struct parser *p, size_t id)
{
	return p->o->command == CMD_CHECK && !p->o->slip && (id == OPT_OUT || id == OPT_SECRET);
}

/* An option of one name may be of several kinds, each for other commands. */
static bool
is_known(const char *name, enum command command)
{
	for (size_t i = 0; i < OPT__COUNT; i++)
		if (!strcmp(option_list[i].name, name) && option_list[i].commands >> command & 1)
			return true;
	return false;
}

static void
refuse_foreign_options(struct parser *p)
{
	if (p->o->command == CMD_NONE || p->o->command == CMD_HELP || p->o->command == CMD_VERSION)
		return;
	for (size_t i = 0; i < OPT__COUNT; i++)
		if (p->used[i] &&
		    (!is_known(option_list[i].name, p->o->command) || lacks_slip(p, i)))
			diag(p->d, D_OPTION_NOT_HERE, nowhere, str_z(option_list[i].name),
			    str_z(p->words.v[0]));
}

/* dump KIND [NAME] ID: takes KIND and NAME off the words. */
static void
read_dump(struct parser *p)
{
	size_t at = 1;
	size_t kind = 0;
	if (p->words.n == at) {
		diag(p->d, D_DUMP_ARGUMENTS, nowhere, S("model|plan|text|part"),
		    S("một MÃ_VĂN_BẢN"), S("one ID"));
		return;
	}
	str typed = str_z(p->words.v[at]);
	while (kind < N_DUMPS && !str_is(typed, dump_names[kind]))
		kind++;
	if (kind == N_DUMPS) {
		str names[N_DUMPS];
		for (size_t i = 0; i < N_DUMPS; i++)
			names[i] = str_z(dump_names[i]);
		diag(p->d, D_DUMP_KIND_UNKNOWN, nowhere, typed)->suggest =
		    diag_nearest(typed, names, N_DUMPS);
		return;
	}
	p->o->dump = (enum dump_kind)kind;
	at++;
	bool part = p->o->dump == DUMP_PART;
	if (part && p->words.n > at)
		p->o->part = p->words.v[at++];
	if (p->words.n != at + 1)
		diag(p->d, D_DUMP_ARGUMENTS, nowhere, typed,
		    part ? S("TÊN_THÀNH_PHẦN và MÃ_VĂN_BẢN") : S("một MÃ_VĂN_BẢN"),
		    part ? S("the NAME of a part and an ID") : S("one ID"));
	p->o->wanted = p->words.v + at;
	p->o->n_wanted = p->words.n - (p->words.n > at ? at : p->words.n);
}

/* The word behind the command as one of n names; -1: reported. */
static int
read_kind(struct parser *p, const char *const *words, size_t n, enum diag_code code)
{
	str names[8], typed = str_z(p->words.v[p->words.n - 1]);
	for (size_t i = 0; i < n; i++) {
		names[i] = str_z(words[i]);
		if (p->words.n == 2 && str_eq(typed, names[i]))
			return (int)i;
	}
	diag(p->d, code, nowhere, typed)->suggest = diag_nearest(typed, names, n);
	return -1;
}

static void
read_completion(struct parser *p)
{
	static const char *const names[COMPLETE__COUNT] = { "bash", "codes", "ids", "types" };
	int kind = p->words.n == 1 ? COMPLETE_BASH
				   : read_kind(p, names, COMPLETE__COUNT, D_COMPLETION_UNKNOWN);
	if (kind >= 0)
		p->o->complete = (enum complete_kind)kind;
}

/* new [TYPE …] [ID]; the words are no documents that are there. */
static void
read_new(struct parser *p)
{
	p->o->given = p->given.v;
	p->o->n_given = p->given.n;
	p->o->given_words = p->words.v + 1;
	p->o->n_given_words = p->words.n - 1;
	if (p->o->office && p->words.n > 2)
		diag(p->d, D_NEW_ARGUMENTS, nowhere, str_z(p->words.v[p->words.n - 1]));
	if (p->o->office && p->o->from)
		diag(p->d, D_NEW_ARGUMENTS, nowhere, S("--tu"));
}

/* schema [KIND] */
static void
read_schema(struct parser *p)
{
	int kind = p->words.n == 1 ? SCHEMA_DOCUMENT
				   : read_kind(p, schema_names, SCHEMA__COUNT, D_SCHEMA_UNKNOWN);
	if (kind >= 0)
		p->o->schema = (enum schema_kind)kind;
}

/* Messages about the call itself are in the language that the call asks for. */
static enum diag_lang
find_lang(int argc, char **argv)
{
	enum diag_lang lang = DIAG_VI;
	for (int i = 1; i < argc; i++)
		if (!strcmp(argv[i], "--lang=en") ||
		    (i + 1 < argc && !strcmp(argv[i], "--lang") && !strcmp(argv[i + 1], "en")))
			lang = DIAG_EN;
	return lang;
}

/* Help is in the language of the locale (POSIX: LC_ALL, LC_MESSAGES, LANG), as that of
 * other programs is; messages are for writers, who write Vietnamese. */
static enum diag_lang
locale_lang(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *value = getenv(names[i]);
		if (value && *value)
			return strncmp(value, "vi", 2) == 0 ? DIAG_VI : DIAG_EN;
	}
	return DIAG_EN;
}

enum target
target_of(str path)
{
	size_t dot = str_rfind_c(path, '.'), i = 0;
	while (
	    i < TO__COUNT && (dot == STR_NONE || !str_is(str_from(path, dot + 1), target_names[i])))
		i++;
	return (enum target)i;
}

bool
args_parse(struct options *o, struct arena *a, int argc, char **argv, struct diags *d)
{
	*o = (struct options){ .sources = "sources",
		.out = "out",
		.fail_on = DIAG_ERROR,
		.office_seconds = 120,
		.timeout = TIMEOUT };
	o->lang = find_lang(argc, argv);
	struct parser p = { .o = o, .a = a, .d = d, .argv = argv, .argc = argc, .next = 1 };
	read_words(&p);
	if (!o->to)
		o->to = 1u << TO_DOCX;
	if (o->pdf_a && !(o->to & 1u << TO_PDF))
		diag(d, D_PDF_A_ALONE, nowhere);
	if (o->pages && o->page_count)
		diag(d, D_METADATA_BOTH, nowhere);
	read_command(&p);
	set_format(&p);
	refuse_foreign_options(&p);
	if (o->command == CMD_HELP && !p.used[OPT_LANG] && !diags_failed(d))
		o->lang = locale_lang();
	if (o->command == CMD_DUMP)
		read_dump(&p);
	else if (o->command == CMD_SCHEMA)
		read_schema(&p);
	else if (o->command == CMD_COMPLETION)
		read_completion(&p);
	else if (o->command == CMD_NEW)
		read_new(&p);
	else if (p.words.n > 1) {
		o->wanted = p.words.v + 1;
		o->n_wanted = p.words.n - 1;
	}
	return !diags_failed(d);
}
