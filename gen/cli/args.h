/* cli/args.h: what the person asked for, out of argv. */
#ifndef CLI_ARGS_H
#define CLI_ARGS_H

#include "../base/diag.h"

/* Exit statuses; scripts depend on them. */
enum {
	STATUS_BUILT = 0,  /* everything asked for was done */
	STATUS_ERRORS = 1, /* some document has errors */
	STATUS_USAGE = 2,  /* called wrongly */
	STATUS_MACHINE = 3 /* disk full, no permission, a fault of the program */
};

enum command {
	CMD_NONE,
#define COMMAND(name, ...) CMD_##name,
#include "commands.def"
#undef COMMAND
	CMD_VERSION
};
enum record_format { RECORD_CSV, RECORD_JSON, RECORD_XML, RECORD_DOCX };
enum output_format { FORMAT_TEXT, FORMAT_JSON, FORMAT_SARIF, FORMAT_GITHUB, FORMAT_GITLAB };
/* Sorts of files that build makes: target_names[] and options.def say the same. */
enum complete_kind { COMPLETE_BASH, COMPLETE_CODES, COMPLETE_IDS, COMPLETE_TYPES, COMPLETE__COUNT };
enum target { TO_DOCX, TO_HTML, TO_TXT, TO_PDF, TO__COUNT };
enum schema_kind {
	SCHEMA_DOCUMENT,
	SCHEMA_DEFAULTS,
	SCHEMA_CATALOGUE,
	SCHEMA_TABLE,
	SCHEMA__COUNT
};
enum dump_kind { DUMP_MODEL, DUMP_PLAN, DUMP_TEXT, DUMP_PART };

struct options {
	enum command command;
	enum command help_on; /* CMD_HELP: the command asked about, or CMD_NONE */
	enum diag_lang lang;
	const char *sources;        /* "sources" when not given */
	const char *out;            /* "out" */
	bool out_given;             /* --out */
	unsigned to;                /* --to: bits 1 << enum target; TO_DOCX when not given */
	bool pdf_a;                 /* --pdf-a */
	bool pages;                 /* --pages */
	unsigned office_seconds;    /* --office-timeout */
	const char *templates;      /* of --templates, or NULL */
	unsigned jobs;              /* 0: one for each core */
	uint32_t shard, n_shards;   /* --shard: from 0, of so many; n_shards 0: all */
	unsigned timeout;           /* --timeout, seconds; 0: none */
	bool rebuild, why, prune;   /* --rebuild, --why, --prune */
	const char *summary;        /* --summary, or NULL */
	const char *depfile;        /* --depfile, or NULL */
	bool notes;                 /* --notes */
	bool fix;                   /* --fix */
	bool slip;                  /* --phieu */
	bool allow_secret;          /* --cho-phep-mat */
	enum output_format format;  /* --format */
	enum record_format record;  /* --format of register */
	const char *page_count;     /* --so-trang, or NULL */
	const char *year, *next;    /* --nam, --next; or NULL */
	const char *number, *date;  /* --so, --ngay; or NULL */
	bool allow_backwards;       /* --cho-phep-nguoc-ngay */
	bool no_excerpt;            /* --no-excerpt */
	bool explain;               /* --explain; wanted are codes then */
	enum diag_level fail_on;    /* --fail-on */
	const char *baseline;       /* --baseline, or NULL */
	const char *write_baseline; /* --write-baseline, or NULL */
	const char *since;          /* --since, or NULL */
	const char **wanted;        /* ids and paths, as typed */
	size_t n_wanted;            /* 0: everything */
	enum dump_kind dump;
	const char *part; /* DUMP_PART: the part's name */
	enum schema_kind schema;
	bool office;        /* --office */
	const char *from;   /* --tu, or NULL */
	const char **given; /* --dat, "key=value" each */
	size_t n_given;
	const char **given_words; /* CMD_NEW: what stands behind the command */
	size_t n_given_words;
	enum complete_kind complete;
};

/* A command, and an option, as the lists have them. */
struct command_info {
	const char *name;
	const char *usage[2], *about[2]; /* by enum diag_lang */
};
enum option_value { VALUE_NONE, VALUE_TEXT, VALUE_FILE, VALUE_FOLDER, VALUE_CHOICE, VALUE_ID };
struct option_info {
	const char *name;
	char letter; /* 0: none */
	enum option_value value;
	unsigned commands;  /* bits 1 << enum command */
	const char *arg[2]; /* by enum diag_lang: what stands for the value */
	const char *about[2];
};
/* Both end in a row without a name. Commands start at CMD_NONE + 1. */
extern const struct command_info command_list[];
extern const struct option_info option_list[];
extern const char *const schema_names[SCHEMA__COUNT]; /* what `vanban schema` is asked for */
extern const char *const target_names[]; /* [TO__COUNT]: "docx"; also the file's ending */

/* The sort of a file by its ending, or TO__COUNT. */
enum target target_of(str path);
/* Reads argv into *o. False when it makes no sense; what is wrong is in d, and
 * o->lang is right all the same. Strings point into argv. */
bool args_parse(struct options *o, struct arena *a, int argc, char **argv, struct diags *d);

#endif
