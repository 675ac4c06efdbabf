"""What the trials share: the program, the environment that it runs in, the files that it
leaves, and how what is wrong is counted and told.

A trial is a module with run(binary, tally, …): tally.add(name, [problem, …]) for each thing
that was tried, an empty list where all is well. Run by itself it ends in

    if __name__ == "__main__":
        sys.exit(trial.main(run))
"""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
BINARY = os.path.join(ROOT, "gen", "vanban")


class Tally:
    def __init__(self, verbose=False):
        self.passed = self.failed = 0
        self.verbose = verbose

    def add(self, name, problems):
        self.passed += not problems
        self.failed += bool(problems)
        if problems or self.verbose:
            print("%s %s" % ("FAIL" if problems else "ok  ", name))
        for p in problems:
            print("    " + p.replace("\n", "\n    "))
        sys.stdout.flush()

    def end(self):
        """Tells the count; the exit status."""
        print("%d passed, %d failed" % (self.passed, self.failed))
        return 1 if self.failed else 0


def environment(**more):
    """The caller's without what changes what the program says or does."""
    env = {k: v for k, v in os.environ.items()
           if k not in ("CI", "NO_COLOR", "LANG", "LANGUAGE") and not k.startswith(("LC_", "GIT_"))}
    return {**env, "LC_ALL": "C.UTF-8", "TZ": "UTC", **more}


def files(folder):
    """{path: bytes} of all that lies in a folder, but for what builds remember there."""
    found = {}
    for base, dirs, names in os.walk(folder):
        dirs[:] = [d for d in dirs if d != ".vanban"]
        for name in names:
            path = os.path.join(base, name)
            with open(path, "rb") as f:
                found[os.path.relpath(path, folder)] = f.read()
    return found


def main(run, **options):
    """The words of the command line: [BINARY], and --NAME N for each of the options, whose
    values are those that run() has without; -v for what is right as well."""
    args = sys.argv[1:]
    for name in options:
        if "--" + name in args:
            at = args.index("--" + name)
            options[name] = int(args[at + 1])
            del args[at:at + 2]
    words = [a for a in args if a != "-v"]
    tally = Tally("-v" in args)
    run(os.path.abspath(words[0]) if words else BINARY, tally, **options)
    return tally.end()
