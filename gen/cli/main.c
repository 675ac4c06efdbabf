/* cli/main.c: vanban. From argv to an exit status; the stages themselves are
 * in pipeline.c, the workers in crew.c. */
#include "args.h"
#include "build.h"
#include "completion.h"
#include "convert.h"
#include "dump.h"
#include "explain.h"
#include "help.h"
#include "mend.h"
#include "issue.h"
#include "metadata.h"
#include "register.h"
#include "new.h"
#include "report.h"
#include "schema.h"
#include "verify.h"
#include "session.h"
#include "watch.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static void
print_findings(struct report *r, struct diags *d)
{
	struct buf text;
	buf_init(&text);
	report_findings(r, d, &text);
	report_print(r, buf_view(&text));
	buf_free(&text);
}

/* No document could be worked on: the reasons, in the format that was asked for. */
static void
print_failure(struct report *r, struct arena *a, struct diags *d)
{
	if (r->o->write_baseline) {
		report_plainly(r, d);
		return;
	}
	print_findings(r, d);
	report_hand_out(r, a, true);
}

/* What hides the rest of a file, a missing quote, is mended before anything else is
 * looked at. False: there was nothing of the kind, or it could not be mended. */
static bool
mend_heads(struct session *s, struct arena *a, struct report *r)
{
	struct diags d, failed;
	struct buf records;
	diags_init(&d, a);
	diags_init(&failed, a);
	buf_init(&records);
	session_mendable(s, &d);
	mend_take(&d, &records);
	mend_apply(r, &s->tree, a, buf_view(&records), &failed);
	bool any = records.n && !failed.list.n;
	diags_append(&s->run, &failed);
	buf_free(&records);
	return any;
}

static int
open_session(struct session *s, struct arena *a, const struct options *o, struct report *r,
    const struct prepared *before)
{
	enum { MOST = 500 }; /* rounds; a file has one more such place in each */
	int status = session_open_prepared(s, a, o, before);
	for (int i = 0; i < MOST && o->fix && status == STATUS_BUILT && mend_heads(s, a, r); i++) {
		session_close(s);
		status = session_open(s, a, o);
	}
	return status;
}

static int run_session(
    struct arena *a, const struct options *o, struct report *r, const struct prepared *before);

/* What `new` has written is known to editors at once: their schemas stand where the first
 * line of every source looks for them. */
static void
refresh_schemas(struct arena *a, const struct options *o)
{
	struct options again = *o;
	str sources = str_z(o->sources), folder;
	struct report r;

	while (sources.n > 1 && sources.p[sources.n - 1] == '/')
		sources.n--;
	folder = tree_dir(sources);
	again.out = !folder.n && sources.p[0] != '/'
			? "out"
			: str_cz(a, str_fmt(a, "%.*s/out", STR_ARG(folder)));
	again.command = CMD_SCHEMA;
	again.office = false;
	again.out_given = true;
	report_init(&r, &again);
	run_session(a, &again, &r, NULL);
}

/* s: NULL where there is no source tree yet. */
static int
run_new_office(struct session *s, struct arena *a, const struct options *o, struct report *r)
{
	int status = new_office(s, a, o, r);

	if (status == STATUS_BUILT)
		refresh_schemas(a, o);
	return status;
}

/* A document made from another is checked at once: what is left of that is told. */
static int
run_new(struct session *s, struct arena *a, struct report *r)
{
	struct options check = *s->o;
	const char *wanted;
	str id;
	int status = new_document(s, r, &id);
	if (status != STATUS_BUILT)
		return status;
	refresh_schemas(a, s->o);
	if (!check.from)
		return status;
	wanted = str_cz(a, id);
	check.command = CMD_CHECK;
	check.wanted = &wanted;
	check.n_wanted = 1;
	struct report again;
	report_init(&again, &check);
	run_session(a, &check, &again, NULL);
	return STATUS_BUILT;
}

static int
run_session(
    struct arena *a, const struct options *o, struct report *r, const struct prepared *before)
{
	struct session s;
	int status = open_session(&s, a, o, r, before);
	r->tree = &s.tree;
	if (status != STATUS_BUILT)
		print_failure(r, a, &s.run);
	else if (o->command == CMD_DUMP)
		status = dump_run(&s, r);
	else if (o->command == CMD_NEW)
		status = o->office ? run_new_office(&s, a, o, r) : run_new(&s, a, r);
	else if (o->command == CMD_SCHEMA)
		status = schema_run(&s, r);
	else if (o->command == CMD_COMPLETION)
		status = completion_run(&s);
	else if (o->command == CMD_METADATA)
		status = metadata_run(&s, r);
	else if (o->command == CMD_REGISTER)
		status = register_run(&s, r);
	else if (!convert_open(&s)) {
		print_failure(r, a, &s.run);
		status = STATUS_MACHINE;
	} else if (report_narrow(r, a, s.tree.real, &s.run))
		status = build_run(&s, r);
	else {
		report_plainly(r, &s.run);
		status = s.run.counts[DIAG_SYSTEM] ? STATUS_MACHINE : STATUS_USAGE;
	}
	session_close(&s);
	return status;
}

static int
run(struct arena *a, int argc, char **argv)
{
	struct options o;
	struct diags d;
	struct report r;
	diags_init(&d, a);
	bool understood = args_parse(&o, a, argc, argv, &d);
	report_init(&r, &o);
	if (!understood) {
		report_plainly(&r, &d);
		return STATUS_USAGE;
	}
	if (o.command == CMD_HELP)
		return help_print(&o);
	if (o.command == CMD_VERSION)
		return help_version();
	if (o.command == CMD_COMPLETION && o.complete < COMPLETE_IDS)
		return completion_print(&o);
	if (o.office && access(o.sources, F_OK) < 0)
		return run_new_office(NULL, a, &o, &r);
	if (o.explain) {
		int status = explain_run(&o, a, &d);
		report_plainly(&r, &d);
		return status;
	}
	if (o.command == CMD_VERIFY)
		return verify_run(a, &o, &r);
	if (o.command == CMD_ISSUE)
		return issue_run(a, &o, &r);
	if (o.command == CMD_WATCH)
		return watch_run(a, &o, run_session);
	return run_session(a, &o, &r, NULL);
}

int
main(int argc, char **argv)
{
	/* A limit on file size is told as a reason by write(2), not by dying. */
	signal(SIGXFSZ, SIG_IGN);
	/* No time zone has a say in what is written; and nobody looks for its file. */
	setenv("TZ", "UTC0", 1);
	struct arena *a = arena_new();
	int status = run(a, argc, argv);
#ifdef VANBAN_ASAN
	arena_free(a); /* else the end of the process does it faster */
#endif
	return status;
}
