/* cli/completion.c: the script is a frame around two tables that bash looks into:
 * which options a command has, and what an option takes. */
#include "completion.h"

#include "report.h"

#include <string.h>
#include <unistd.h>

static const char head[] =
    "# Completion of vanban in bash, made by 'vanban completion bash'.\n"
    "_vanban() {\n"
    "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command= i\n"
    "    local -a sources=()\n"
    "    COMPREPLY=()\n"
    "    if [[ $cur == = ]]; then cur=; "
    "elif [[ $prev == = ]]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
    "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
    "        case ${COMP_WORDS[i]} in\n"
    "        --sources|--templates) sources+=(\"${COMP_WORDS[i]}\" \"${COMP_WORDS[i+1]}\"); "
    "((i++)) ;;\n";

static const char middle[] = "        -*|=) ;;\n"
			     "        *) [[ $command ]] || command=${COMP_WORDS[i]} ;;\n"
			     "        esac\n"
			     "    done\n"
			     "    case $prev in\n";

static const char tail[] = "    esac\n"
			   "    compopt -o nosort 2>/dev/null\n"
			   "    COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
			   "    [[ ${COMPREPLY[0]} == */ ]] && compopt -o nospace 2>/dev/null\n"
			   "    return 0\n"
			   "}\n"
			   "complete -F _vanban vanban\n";

/* What is asked while one types. */
#define ASK(what) "$(\"${COMP_WORDS[0]}\" completion " what " \"${sources[@]}\" 2>/dev/null)"

/* What stands behind a command; others take ids. */
static const struct {
	enum command command;
	const char *words;
} ARGUMENTS[] = {
	{ CMD_SCHEMA, "van-ban mac-dinh danh-muc bang" },
	{ CMD_COMPLETION, "bash" },
	{ CMD_NEW, ASK("types") },
	{ CMD_DUMP, "model plan text part " ASK("ids") },
};

static void
add_names(struct buf *out)
{
	for (const struct command_info *c = command_list; c->name; c++)
		buf_fmt(out, "%s%s", c == command_list ? "" : " ", c->name);
}

/* The option as it is typed, its short form too. */
static void
add_option_case(struct buf *out, const struct option_info *o)
{
	buf_fmt(out, "    %s", o->name);
	if (o->letter)
		buf_fmt(out, "|-%c", o->letter);
	buf_z(out, ") ");
}

static void
add_option_values(struct buf *out)
{
	for (const struct option_info *o = option_list; o->name; o++) {
		if (o->value == VALUE_NONE)
			continue;
		add_option_case(out, o);
		switch (o->value) {
		case VALUE_FOLDER: buf_z(out, "COMPREPLY=($(compgen -d -- \"$cur\"))"); break;
		case VALUE_FILE: buf_z(out, "COMPREPLY=($(compgen -f -- \"$cur\"))"); break;
		case VALUE_ID:
			buf_z(out, "COMPREPLY=($(compgen -W \"" ASK("ids") "\" -- \"$cur\"))");
			break;
		case VALUE_CHOICE:
			buf_z(out, "COMPREPLY=($(compgen -W \"");
			for (const char *c = o->arg[DIAG_EN]; *c; c++)
				buf_c(out, *c == '|' ? ' ' : *c);
			buf_z(out, "\" -- \"$cur\"))");
			break;
		default: buf_c(out, ':'); break;
		}
		buf_z(out, "; return 0 ;;\n");
	}
}

/* Options with a value skip it when the command is looked for. */
static void
add_skipped(struct buf *out)
{
	const char *bar = "        ";

	for (const struct option_info *o = option_list; o->name; o++) {
		if (o->value == VALUE_NONE)
			continue;
		buf_fmt(out, "%s%s", bar, o->name);
		if (o->letter)
			buf_fmt(out, "|-%c", o->letter);
		bar = "|";
	}
	buf_z(out, ") ((i++)); [[ ${COMP_WORDS[i]} == = ]] && ((i++)) ;;\n");
}

static void
add_options_of(struct buf *out, enum command command)
{
	for (const struct option_info *o = option_list; o->name; o++)
		if (command == CMD_NONE ? o->commands == ~0u : o->commands >> command & 1)
			buf_fmt(out, " %s", o->name);
}

static void
add_commands(struct buf *out)
{
	buf_z(out, "    esac\n"
		   "    local words=\n"
		   "    case $command,$cur in\n"
		   "    ,-*) words=\"");
	add_options_of(out, CMD_NONE);
	buf_z(out, "\" ;;\n    ,*|help,*) words=\"");
	add_names(out);
	buf_z(out, "\" ;;\n");
	for (size_t i = 0; command_list[i].name; i++) {
		enum command command = (enum command)(CMD_NONE + 1 + i);
		const char *words = ASK("ids");
		for (size_t k = 0; k < sizeof ARGUMENTS / sizeof *ARGUMENTS; k++)
			if (ARGUMENTS[k].command == command)
				words = ARGUMENTS[k].words;
		buf_fmt(out, "    %s,-*) words=\"", command_list[i].name);
		add_options_of(out, command);
		buf_z(out, "\" ;;\n");
		if (command == CMD_CHECK)
			buf_fmt(out,
			    "    check,*) if [[ \" ${COMP_WORDS[*]} \" == *' --explain '* ]]; then "
			    "words=\"%s\"; else words=\"%s\"; fi ;;\n",
			    ASK("codes"), words);
		else if (command != CMD_HELP)
			buf_fmt(out, "    %s,*) words=\"%s\" ;;\n", command_list[i].name, words);
	}
}

static int
print(struct buf *out)
{
	bool printed = fd_write(STDOUT_FILENO, buf_view(out));
	buf_free(out);
	return printed ? STATUS_BUILT : STATUS_MACHINE;
}

int
completion_print(const struct options *o)
{
	struct buf out;
	buf_init(&out);
	if (o->complete == COMPLETE_CODES) {
		for (int i = 0; i < D__COUNT; i++)
			buf_fmt(&out, "%s\n", diag_info((enum diag_code)i)->code);
		return print(&out);
	}
	buf_z(&out, head);
	add_skipped(&out);
	buf_z(&out, middle);
	add_option_values(&out);
	add_commands(&out);
	buf_z(&out, tail);
	return print(&out);
}

/* The folders on the way to an id, each once: ids come in the order of their paths. */
static void
add_folders(struct buf *out, str id, str before)
{
	for (size_t i = 0; i < id.n; i++)
		if (id.p[i] == '/' && !str_starts(before, str_first(id, i + 1)))
			buf_fmt(out, "%.*s\n", (int)(i + 1), id.p);
}

int
completion_run(struct session *s)
{
	struct buf out;
	struct diags unused;
	str *types;
	size_t n = 0;
	const struct style *style;
	buf_init(&out);
	diags_init(&unused, s->arena);
	if (s->o->complete == COMPLETE_TYPES) {
		style = session_root_style(s, &unused);
		if (style)
			style_types(style, s->arena, &types, &n);
		for (size_t i = 0; i < n; i++)
			buf_fmt(&out, "%.*s\n", STR_ARG(types[i]));
		return print(&out);
	}
	for (size_t i = 0; i < s->n_jobs; i++) {
		add_folders(&out, s->jobs[i].id, i ? s->jobs[i - 1].id : S(""));
		buf_fmt(&out, "%.*s\n", STR_ARG(s->jobs[i].id));
	}
	return print(&out);
}
