/* cli/secret.c: does anything here carry files to other machines?
 *
 * A repository with a remote is one `git push` away from publishing what was
 * built; a CI machine is somebody else's already. git itself is not called: its
 * config is a file of sections, and "[remote" is all we look for. */
#include "secret.h"

#include "tree.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_CONFIG = 1 << 20 };

bool
secret_under_ci(void)
{
	const char *ci = getenv("CI");
	return ci && *ci && strcmp(ci, "false") != 0 && strcmp(ci, "0") != 0;
}

static bool
slurp(struct arena *a, str path, str *bytes)
{
	str why;
	return tree_read_at(AT_FDCWD, a, path, MAX_CONFIG, bytes, &why, NULL) == LOAD_OK;
}

/* path as seen from folder. */
static str
from_folder(struct arena *a, str folder, str path)
{
	if (str_starts(path, S("/")))
		return path;
	return str_fmt(a, "%.*s/%.*s", STR_ARG(folder), STR_ARG(path));
}

/* Where the config of a worktree or submodule lies: .git is a file there that
 * names a folder, which may name another. */
static str
config_of_link(struct arena *a, str folder, str link)
{
	str line, common;
	if (!str_line(&link, &line) || !str_starts(line, S("gitdir:")))
		return S("");
	str dir = from_folder(a, folder, str_trim(str_from(line, 7)));
	if (slurp(a, from_folder(a, dir, S("commondir")), &common))
		dir = from_folder(a, dir, str_trim(common));
	return from_folder(a, dir, S("config"));
}

static str
remote_in(str config)
{
	for (str line; str_line(&config, &line);) {
		line = str_trim(line);
		if (!str_starts(line, S("[remote")))
			continue;
		str rest, name;
		str_cut(line, '"', &rest);
		name = str_cut(rest, '"', &rest);
		return name.n ? name : S("remote");
	}
	return S("");
}

str
secret_git_remote(struct arena *a, const char *folder)
{
	for (str dir = str_z(folder); dir.n; dir = tree_dir(dir)) {
		str config, link;
		str git = from_folder(a, dir, S(".git"));
		if (slurp(a, from_folder(a, git, S("config")), &config))
			return remote_in(config);
		if (slurp(a, git, &link))
			return slurp(a, config_of_link(a, dir, link), &config) ? remote_in(config)
									       : S("");
	}
	return S("");
}
