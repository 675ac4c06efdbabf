#!/usr/bin/env python3
"""What happens to out/ when the machine or a person stops the program.

Each trial starts from whole old files. Whatever is done to the run, every file in out/
afterwards is byte for byte the old one or the new one, and nothing is left behind once
the next run is through.

    tests/crash.py [BINARY]
"""
import functools
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import hostile
import trial

DOCUMENTS = 40
KILLS = 40
SWAPS = 60


def make_tree(root, word):
    t = hostile.Tree(os.path.join(root, "sources"))
    for i in range(DOCUMENTS):
        t.put("a/x%d.yaml" % i, hostile.HEAD + "noi_dung: |\n" +
              "".join("  %s %d của văn bản %d.\n\n" % (word, k, i) for k in range(60)))


def call(binary, root, *args, **kw):
    return subprocess.run([binary, *args], cwd=root, env=trial.environment(),
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, **kw)


def build(binary, root, *more, **kw):
    return call(binary, root, "build", *more, **kw)


class Ground:
    """A folder with sources of the new text and, on call, an out/ of the old."""

    def __init__(self, binary, root):
        self.binary, self.root, self.out = binary, root, os.path.join(root, "out")
        make_tree(root, "Đoạn cũ")
        build(binary, root)
        self.old = trial.files(self.out)
        make_tree(root, "Đoạn mới")
        build(binary, root, "--out", "new")
        self.new = trial.files(os.path.join(root, "new"))

    def reset(self):
        shutil.rmtree(self.out, ignore_errors=True)
        for name, data in self.old.items():
            path = os.path.join(self.out, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as f:
                f.write(data)

    def torn(self, leftovers=False):
        """What is neither old nor new."""
        problems = []
        now = trial.files(self.out)
        for name, data in now.items():
            if os.path.basename(name).startswith(".vanban-"):
                if not leftovers:
                    problems.append("left behind: " + name)
            elif data not in (self.old.get(name), self.new.get(name)):
                problems.append("neither old nor new: %s (%d bytes)" % (name, len(data)))
        problems += ["gone: " + name for name in self.old if name not in now]
        return problems


def killed(g, rng):
    """kill -9 of the whole group, at some moment."""
    g.reset()
    p = subprocess.Popen([g.binary, "build"], cwd=g.root, env=trial.environment(),
                         stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                         stderr=subprocess.DEVNULL, start_new_session=True)
    time.sleep(rng.uniform(0, g.seconds))
    try:
        os.killpg(p.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    p.wait()
    time.sleep(0.01)
    problems = g.torn(leftovers=True)
    changed = sum(1 for n, d in trial.files(g.out).items() if d == g.new.get(n))
    again = build(g.binary, g.root)
    if again.returncode or trial.files(g.out) != g.new:
        problems.append("the next run: status %d\n%s" % (again.returncode, again.stderr.decode()[:500]))
    return problems + g.torn(), changed


def interrupted(g, sig):
    g.reset()
    p = subprocess.Popen([g.binary, "build"], cwd=g.root, env=trial.environment(),
                         stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                         stderr=subprocess.DEVNULL, start_new_session=True)
    time.sleep(g.seconds / 3)
    try:
        os.killpg(p.pid, sig)
    except ProcessLookupError:
        pass
    p.wait()
    time.sleep(0.05)
    return g.torn()


def refused(g, word, **kw):
    """A run that the machine refuses: status 3, the reason told, old files whole."""
    p = build(g.binary, g.root, **kw)
    problems = g.torn()
    if p.returncode != 3:
        problems.append("status %d, wanted 3" % p.returncode)
    err = p.stderr.decode()
    if word not in err or "[write-failed]" not in err:
        problems.append("no '%s' [write-failed] on stderr:\n%s" % (word, err[:600]))
    return problems


def too_big(g):
    g.reset()
    size = min(len(d) for d in g.new.values()) // 2
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    return refused(g, "tệp lớn quá mức", preexec_fn=limit)


def disk_full(g):
    """A small tmpfs as out/, where that can be mounted."""
    g.reset()
    total = sum(len(d) for d in g.old.values())
    saved = dict(g.old)
    shutil.rmtree(g.out)
    os.mkdir(g.out)
    size = (total // 4096 + 3 * DOCUMENTS) * 4096 // 2
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=%d" % size, "tmpfs", g.out],
                      stderr=subprocess.DEVNULL).returncode:
        return None
    try:
        g.old = {n: d for n, d in list(saved.items())[:DOCUMENTS // 4]}
        for name, data in g.old.items():
            os.makedirs(os.path.dirname(os.path.join(g.out, name)), exist_ok=True)
            with open(os.path.join(g.out, name), "wb") as f:
                f.write(data)
        with open(os.path.join(g.out, "fill"), "wb", buffering=0) as f:
            try:
                while True:
                    f.write(b"x" * 4096)
            except OSError:
                pass
        os.truncate(os.path.join(g.out, "fill"), max(0, os.path.getsize(
            os.path.join(g.out, "fill")) - 3 * 4096))
        g.old["fill"] = open(os.path.join(g.out, "fill"), "rb").read()
        return refused(g, "đĩa đã đầy")
    finally:
        g.old = saved
        subprocess.run(["umount", g.out])


def as_nobody():
    os.setgid(65534)
    os.setuid(65534)


def by_nobody(trial_of):
    """Root is refused nothing, so nobody runs the program: a copy of it with its templates,
    since the checkout may stand where only root gets in (/root)."""
    @functools.wraps(trial_of)
    def run(g):
        if os.geteuid() != 0:
            return trial_of(g, {})
        kept = g.binary
        with tempfile.TemporaryDirectory(prefix="vanban-nobody-") as folder:
            os.mkdir(folder + "/gen")
            g.binary = shutil.copy2(os.path.realpath(kept), folder + "/gen/vanban")
            shutil.copytree(os.path.join(trial.ROOT, "templates"), folder + "/templates")
            subprocess.run(["chmod", "-R", "a+rX", folder], check=True)
            try:
                return trial_of(g, {"preexec_fn": as_nobody})
            finally:
                g.binary = kept
    return run


@by_nobody
def no_permission(g, by):
    g.reset()
    folder = os.path.join(g.out, "a")
    os.chmod(g.root, 0o755)
    os.chmod(folder, 0o555)
    try:
        return refused(g, "không có quyền", **by)
    finally:
        os.chmod(folder, 0o755)


@by_nobody
def unreadable_sources(g, by):
    """--prune does not take their files for those of nobody."""
    folder = os.path.join(g.root, "sources", "a")
    problems = []
    build(g.binary, g.root)
    subprocess.run(["chmod", "-R", "a+rwX", g.out, g.root], check=True)
    for mode in (0, 0o444):  # nor may what it lists be asked about
        os.chmod(folder, mode)
        try:
            p = build(g.binary, g.root, "--prune", **by)
        finally:
            os.chmod(folder, 0o755)
        if p.returncode != 3 or b"[tree-unreadable]" not in p.stderr or b"output-" in p.stderr:
            problems.append("status %d: %s" % (p.returncode, p.stderr.decode()[:300]))
        if trial.files(g.out) != g.new:
            problems.append("mode %o: something is gone, or another" % mode)
    return problems


@by_nobody
def unreadable_file(g, by):
    """The others are built."""
    g.reset()
    path = os.path.join(g.root, "sources", "a", "x7.yaml")
    os.chmod(g.root, 0o755)
    os.chmod(os.path.join(g.out, "a"), 0o777)
    os.chmod(path, 0)
    try:
        p = build(g.binary, g.root, **by)
        problems = g.torn()
        if trial.files(g.out) != dict(g.new, **{"a/x7.docx": g.old["a/x7.docx"]}):
            problems.append("not just x7 is as it was")
        if p.returncode != 3 or b"[file-denied]" not in p.stderr:
            problems.append("status %d: %s" % (p.returncode, p.stderr.decode()[:300]))
        return problems
    finally:
        os.chmod(path, 0o644)
        os.chmod(os.path.join(g.out, "a"), 0o755)


def out_is_a_file(g):
    shutil.rmtree(g.out, ignore_errors=True)
    with open(g.out, "w") as f:
        f.write("x")
    try:
        p = build(g.binary, g.root)
        ok = p.returncode == 3 and open(g.out).read() == "x" and b"[write-failed]" in p.stderr
        return [] if ok else ["status %d: %s" % (p.returncode, p.stderr.decode()[:300])]
    finally:
        os.remove(g.out)


def folder_in_the_way(g):
    g.reset()
    path = os.path.join(g.out, "a", "x0.docx")
    os.remove(path)
    os.mkdir(path)
    p = build(g.binary, g.root)
    now = trial.files(g.out)
    ok = p.returncode == 3 and b"[write-failed]" in p.stderr and \
        all(now.get(n) == d for n, d in g.new.items() if n != "a/x0.docx")
    return [] if ok else ["status %d, %d files: %s" % (p.returncode, len(now),
                                                        p.stderr.decode()[:300])]


def worker_killed(g):
    """kill -9 of one worker: one document is lost and named, the others are built."""
    g.reset()
    p = subprocess.Popen([g.binary, "build", "-j1"], cwd=g.root, env=trial.environment(),
                         stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                         stderr=subprocess.PIPE)
    child, deadline = 0, time.monotonic() + 5
    while not child and p.poll() is None and time.monotonic() < deadline:
        try:
            with open("/proc/%d/task/%d/children" % (p.pid, p.pid)) as f:
                child = int((f.read().split() or [0])[0])
        except OSError:
            break
    if child:
        try:
            os.kill(child, signal.SIGKILL)
        except ProcessLookupError:
            child = 0
    err = p.communicate()[1].decode()
    if not child or (p.returncode == 0 and not err):
        return None  # it was through before it could be hit
    problems = g.torn(leftovers=True)
    built = sum(1 for n, d in trial.files(g.out).items() if d == g.new.get(n))
    if p.returncode != 3 or err.count("[worker-died]") != 1 or built < DOCUMENTS - 1:
        problems.append("status %d, %d built\n%s" % (p.returncode, built, err[:500]))
    return problems


def worker_stopped(g):
    """A worker that does not go on: its document is given up by name, the others are built."""
    for _ in range(10):
        g.reset()
        p = subprocess.Popen([g.binary, "build", "-j1", "--timeout", "1"], cwd=g.root,
                             env=trial.environment(), stdin=subprocess.DEVNULL,
                             stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        child = 0
        while not child and p.poll() is None:
            try:
                with open("/proc/%d/task/%d/children" % (p.pid, p.pid)) as f:
                    child = int((f.read().split() or [0])[0])
            except OSError:
                break
        if child:
            try:
                os.kill(child, signal.SIGSTOP)
            except ProcessLookupError:
                pass
        err = p.communicate()[1].decode()
        if p.returncode == 0:
            continue  # it was through before it could be hit
        built = sum(1 for n, d in trial.files(g.out).items() if d == g.new.get(n))
        if p.returncode != 3 or err.count("[worker-hung]") != 1 or built < DOCUMENTS - 1:
            return ["status %d, %d built\n%s" % (p.returncode, built, err[:500])]
        again = build(g.binary, g.root)
        return [] if again.returncode == 0 and trial.files(g.out) == g.new else ["the next run"]
    return None


def alone_stopped(g):
    """The same for a single document, which has no worker: the old file stays, and the machine
    is told to be at fault. Time goes by while the program is stopped, so none has to be lost."""
    with tempfile.TemporaryDirectory(prefix="vanban-alone-") as root:
        t = hostile.Tree(os.path.join(root, "sources"))
        text = hostile.HEAD + "noi_dung: |\n" + "".join(
            "  Đoạn %d của văn bản.\n\n" % k for k in range(20000))
        t.put("x.yaml", text)
        start = time.monotonic()
        build(g.binary, root)
        seconds, old = time.monotonic() - start, trial.files(os.path.join(root, "out"))
        t.put("x.yaml", text.replace("Đoạn", "Phần"))
        for i in range(20):
            p = subprocess.Popen([g.binary, "build", "x", "--timeout", "1"], cwd=root,
                                 env=trial.environment(), stdin=subprocess.DEVNULL,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            time.sleep(seconds * (i % 5 + 3) / 10)
            p.send_signal(signal.SIGSTOP)
            time.sleep(1.2)
            p.send_signal(signal.SIGCONT)
            err = p.communicate()[1].decode()
            now = {n: d for n, d in trial.files(os.path.join(root, "out")).items() if ".vanban-" not in n}
            if p.returncode == 0:  # it was through, or not yet at work
                t.put("x.yaml", text.replace("Đoạn", "Phần %d" % i))
                old = now
                continue
            if p.returncode != 3 or err.count("[worker-hung]") != 1 or "'x'" not in err:
                return ["status %d\n%s" % (p.returncode, err[:500])]
            if now != old:
                return ["out/ has %s" % sorted(now)]
            again = build(g.binary, root, "x")
            return [] if again.returncode == 0 and trial.files(os.path.join(root, "out")) != old else [
                "the next run: status %d" % again.returncode]
    return ["never hit at work: the trial is void"]


def swapped(g):
    """A body that becomes a link out of the tree, and a body again, while it is read."""
    secret = os.path.join(g.root, "secret.md")
    with open(secret, "w") as f:
        f.write("ROOT-SECRET\n")
    with tempfile.TemporaryDirectory(prefix="vanban-swap-") as root:
        t = hostile.Tree(os.path.join(root, "sources"))
        t.doc("x\n")
        body, other = t.root + "/than.md", t.root + "/.than"
        code = ("import os,sys\nb,o,s=sys.argv[1:]\nwhile True:\n"
                " os.symlink(s,o); os.rename(o,b)\n open(o,'w').write('x\\n'); os.rename(o,b)\n")
        swapper = subprocess.Popen([sys.executable, "-c", code, body, other, secret])
        try:
            problems, seen = [], set()
            for _ in range(SWAPS):
                p = build(g.binary, root)
                text = subprocess.run([g.binary, "dump", "text", "in"], cwd=root, env=trial.environment(),
                                      stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                seen.add(p.returncode)
                if b"ROOT-SECRET" in p.stderr + text.stdout + text.stderr:
                    problems.append("the file outside was read")
                if p.returncode not in (0, 1):
                    problems.append("status %d: %s" % (p.returncode, p.stderr.decode()[:300]))
        finally:
            swapper.kill()
            swapper.wait()
        return problems + ([] if 1 in seen else ["never met the link: the trial is void"])


def stdout_full(g):
    problems = []
    for call in (["dump", "text", "a/x0"], ["metadata"], ["verify", "new/a/x0.docx"]):
        with open("/dev/full", "w") as full:
            p = subprocess.run([g.binary] + call, cwd=g.root, env=trial.environment(),
                               stdin=subprocess.DEVNULL, stdout=full, stderr=subprocess.PIPE)
        if p.returncode != 3 or b"[stdout-failed]" not in p.stderr:
            problems.append("%s: status %d: %s" % (call[0], p.returncode, p.stderr.decode()[:300]))
    return problems


def run(binary, tally):
    os.umask(0o022)  # nobody is to read what is made here
    rng = random.Random(30)
    with tempfile.TemporaryDirectory(prefix="vanban-crash-") as root:
        os.chmod(root, 0o755)
        g = Ground(binary, root)
        if len(g.new) != DOCUMENTS or len(g.old) != DOCUMENTS:
            tally.add("crash: the ground", ["%d documents of %d" % (len(g.new), DOCUMENTS)])
            return
        start = time.monotonic()
        g.reset()
        build(binary, root)
        g.seconds = (time.monotonic() - start) * 1.1
        problems, halves = [], 0
        for _ in range(KILLS):
            found, changed = killed(g, rng)
            problems += found
            halves += 0 < changed < DOCUMENTS
        tally.add("crash: kill -9 at %d moments" % KILLS, problems[:10])
        print("crash: %d of %d kills hit in the middle of the writing" % (halves, KILLS))
        trials = [("ctrl-c", lambda g: interrupted(g, signal.SIGINT)),
                  ("SIGTERM", lambda g: interrupted(g, signal.SIGTERM)),
                  ("a worker is killed", worker_killed), ("a worker hangs", worker_stopped),
                  ("a single document hangs", alone_stopped),
                  ("a limit on file size", too_big), ("a full disk", disk_full),
                  ("no permission", no_permission),
                  ("sources nobody may read", unreadable_sources),
                  ("a source nobody may read", unreadable_file), ("out is a file", out_is_a_file),
                  ("a folder in the way", folder_in_the_way), ("stdout is full", stdout_full),
                  ("a body swapped for a link out", swapped)]
        for name, trial in trials:
            found = trial(g)
            if found is None:
                print("crash: %s: skipped, it can't be made here" % name)
            else:
                tally.add("crash: " + name, found[:10])


if __name__ == "__main__":
    sys.exit(trial.main(run))
