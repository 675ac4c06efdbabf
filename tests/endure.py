#!/usr/bin/env python3
"""A whole build on a machine that fails: the n-th allocation, read, write, close, rename,
mkdir, open, fork or pipe, alone or with all that come after it, and kill -9 in the middle
of a write.

Each trial starts from whole old files. Whatever fails, a file in out/ is afterwards the old
one or the new one, byte for byte; no old one is lost; the status is 0 and every file new,
or 3 with a message; and the next run makes all of them and leaves nothing behind. fault.c,
preloaded, makes the calls fail. Which n is a sample of a fixed seed; `make endure` takes a
larger one.

    tests/endure.py [--samples N] [--seed S] [BINARY]
"""
import errno
import os
import random
import shutil
import struct
import subprocess
import sys
import tempfile

import crash
import hostile
import trial

FAULT = os.path.join(trial.ROOT, "gen", "build", "release", "fault.so")
# As fault.c counts them; a build syncs nothing, and dies between names as within a write; for the
# last one see overtaken().
COUNTED = ("memory", "open", "read", "write", "close", "rename", "mkdir", "fork", "pipe", "kill",
           "fsync", "die", "overtaken")
CALLS = COUNTED[:-3]
WHY = {"memory": [errno.ENOMEM], "open": [errno.EMFILE, errno.EIO, errno.EACCES],
       "read": [errno.EIO], "write": [errno.ENOSPC, errno.EIO, errno.EDQUOT],
       "close": [errno.EIO, errno.ENOSPC], "rename": [errno.ENOSPC, errno.EACCES],
       "mkdir": [errno.ENOSPC, errno.EROFS], "fork": [errno.EAGAIN], "pipe": [errno.EMFILE],
       "kill": [0], "fsync": [errno.EIO, errno.ENOSPC], "die": [0]}
TIMEOUT = 60

PICTURE = hostile.png(40, 30)
BODY = """# Nhóm việc %(word)s {#viec}

Theo mục [](#viec), %(word)s[^1] và ![Sơ đồ](so-do.png)

1. Một **đậm**.
   1. Hai [](vb:a/x0).

| Việc | Hạn |
|---|---|
| %(word)s | x |

```bang
cot:
  - {ten: STT, tu_dong: stt}
  - {ten: Việc}
tep: viec.csv
```

[^1]: Chú thích.

Hết.
"""


def make_tree(root, word):
    """Few documents, and in them all that a document may hold."""
    t = hostile.Tree(os.path.join(root, "sources"))
    t.put("_mac-dinh.yaml", "co_quan: Sở Thử nghiệm\nviet_tat: STN\ndia_danh: Hà Nội\n"
          "nguoi_ky:\n  giam-doc: {chuc_vu: Giám đốc, ho_ten: Nguyễn Văn A}\n")
    t.put("_van-ban.yaml", "nd-1: {loai: nghi-dinh, so_ky_hieu: 1/2020/NĐ-CP, ngay: 2020-03-05, "
          "tac_gia: Chính phủ, trich_yeu: về thử nghiệm}\n")
    for i in range(6):
        head = "loai: ke-hoach\nso: %d\nngay: 2026-03-0%d\ntrich_yeu: Thử nghiệm %d\n" \
            "can_cu:\n  - van_ban: nd-1\nnoi_nhan: [Văn phòng]\nky: giam-doc\n" % (i + 1, i + 1, i)
        t.put("a/x%d.yaml" % i, head + "noi_dung: |\n  %s %d.\n" % (word, i))
    t.put("b/van-ban.yaml", head.replace("so: 6", "so: 9") + "noi_dung: than.md\nphu_luc:\n"
          "  - {tieu_de: Bảng, noi_dung: phu-luc.md, tep_rieng: co}\n")
    t.put("b/than.md", BODY % {"word": word})
    t.put("b/phu-luc.md", "Phần %s.\n" % word)
    t.put("b/viec.csv", "Việc\n%s\n" % word)
    t.put("b/so-do.png", PICTURE)


def faulty(binary, root, order, *args):
    """Returns the process and, by call, how often it was made; and how often it failed."""
    state = os.path.join(root, "state")
    with open(state, "wb"):
        pass
    env = trial.environment(LD_PRELOAD=FAULT, FAULT_STATE=state)
    if order:
        env.update(FAULT=order, FAULT_WITH=os.path.join(root, "other"))
    p = subprocess.run([binary, *args], cwd=root, env=env, stdin=subprocess.DEVNULL,
                       stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=TIMEOUT)
    with open(state, "rb") as f:
        numbers = struct.unpack("%dL" % (len(COUNTED) + 1), f.read())
    return p, dict(zip(COUNTED, numbers)), numbers[-1]


class Ground(crash.Ground):
    def __init__(self, binary, root):
        self.binary, self.root, self.out = binary, root, os.path.join(root, "out")
        make_tree(root, "Đoạn cũ")
        first = crash.build(binary, root)
        self.old = trial.files(self.out)
        make_tree(root, "Đoạn mới")
        second = crash.build(binary, root, "--out", "new")
        self.new = trial.files(os.path.join(root, "new"))
        self.sound = not (first.returncode or second.returncode or first.stderr or second.stderr)

    def forget(self):
        """No old files, and nothing that a run remembers."""
        for name in ("out", ".vanban"):
            shutil.rmtree(os.path.join(self.root, name), ignore_errors=True)

    def run(self, order, *more):
        return faulty(self.binary, self.root, order, "build", *more)


def judge(g, p, call, fired, wanted):
    problems = g.torn(leftovers=True)
    err = p.stderr.decode("utf-8", "backslashreplace")
    if p.returncode not in ((0, 3) if call != "kill" else (0, 3, -9)):
        problems.append("status %d: %s" % (p.returncode, err[:600]))
    if p.returncode == 0 and any(trial.files(g.out).get(n) != d for n, d in g.new.items()
                               if not wanted or n in wanted):
        problems.append("status 0, and not every file is new: %s" % err[:600])
    if p.returncode == 3 and not err.strip():
        problems.append("status 3 and not a word")
    if p.returncode == 3 and not fired:
        problems.append("nothing failed, and yet: " + err[:600])
    return problems


def attempt(g, call, n, then_on, why, more, with_old):
    """One failing run, and the one after it. Returns what is wrong, and whether it failed."""
    if with_old:
        g.reset()
    else:
        g.forget()
    old, g.old = g.old, g.old if with_old else {}
    try:
        p, _, fired = g.run("%s:%d%s:%d" % (call, n, "+" if then_on else "", why), *more)
        problems = judge(g, p, call, fired, [x + ".docx" for x in more if x[0] != "-"])
        again = crash.build(g.binary, g.root)
        if again.returncode or again.stderr or trial.files(g.out) != g.new:
            problems.append("the next run: status %d\n%s" % (again.returncode,
                                                             again.stderr.decode()[:500]))
        problems += g.torn()
    except subprocess.TimeoutExpired:
        problems, fired = ["hangs"], 1
    finally:
        g.old = old
    name = "%s %d%s, %s%s%s" % (call, n, " and all after it" if then_on else "",
                                errno.errorcode.get(why, "kill -9"), "" if with_old else ", no old files",
                                " " + " ".join(more) if more else "")
    return ["%s: %s" % (name, x) for x in problems], fired


def spread(rng, most, samples):
    """So many numbers up to most: the first ones, and others over all orders of size."""
    first = range(1, min(most, samples // 4) + 1)
    return sorted(set(first) | {min(most, int(most ** rng.random()) + rng.randrange(1, 3))
                                if rng.random() < .5 else rng.randint(1, most)
                                for _ in range(samples - len(first))})


def overtaken(g):
    """Another build, which began earlier, takes a name with its old file in the moment
    after this one took it: the next run sees that."""
    problems = []
    for name in sorted(g.new):
        with open(os.path.join(g.root, "other"), "wb") as f:
            f.write(g.old[name])
        g.reset()
        p, _, fired = g.run("overtaken:%d:0" % (1 + name.endswith("-1.docx")),
                            name[:-5].removesuffix("_phu-luc-1"))
        if p.returncode or not fired:
            problems.append("%s: status %d, fired %d" % (name, p.returncode, fired))
        again = crash.build(g.binary, g.root)
        if again.returncode or trial.files(g.out) != g.new:
            problems.append("%s stays the old one" % name)
    return problems


def run(binary, tally, samples=40, seed=30):
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="vanban-endure-") as root:
        g = Ground(binary, root)
        if not g.sound or len(g.new) != 8 or len(g.old) != 8:
            tally.add("endure: the ground", ["%d documents of 8" % len(g.new)])
            return
        tally.add("endure: overtaken", overtaken(g))
        for call in CALLS:
            problems, trials, hits = [], 0, 0
            for more in ((), ("-j1",), ("a/x0",)):
                g.forget()
                _, counts, _ = g.run(None, *more)
                few = samples // 2 if more == () else samples // 4
                for n in spread(rng, max(1, counts[call]), max(4, few)) if counts[call] else ():
                    then_on = call not in ("kill", "fork") and rng.random() < .4
                    found, fired = attempt(g, call, n, then_on, rng.choice(WHY[call]), more,
                                           rng.random() < .7)
                    problems += found
                    trials, hits = trials + 1, hits + bool(fired)
            if not hits:
                problems.append("never failed: the trial is void")
            tally.add("endure: %s, %d of %d runs hit" % (call, hits, trials), problems[:10])


if __name__ == "__main__":
    sys.exit(trial.main(run, samples=40, seed=30))
