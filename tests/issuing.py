#!/usr/bin/env python3
"""Sources that the program itself writes, on a machine that fails: `ban-hanh`, which writes
registers, a lock and the source, and `check --fix`.

The n-th write, sync, rename and so on fails, or the program is killed in the middle of a
write or between two names. Whatever happens a file is the old one or the new one; those of
`ban-hanh` are new in their order; a document that is issued by half is told by the failing
run itself, if it lives, and by every build, with the call that finishes it; and that call
does. Every n of the calls that write is tried, of the others a sample of a fixed seed.

    tests/issuing.py [--samples N] [--seed S] [BINARY]
"""
import errno
import os
import random
import re
import shutil
import sys
import tempfile

import crash
import endure
import hostile
import trial

DEFAULTS = """co_quan_chu_quan: Ủy ban nhân dân tỉnh An Lạc
co_quan: Sở %s
ten_day_du: Sở %s tỉnh An Lạc
viet_tat: %s
dia_danh: An Lạc
nguoi_ky:
  giam-doc: {chuc_vu: Giám đốc, ho_ten: Đỗ Văn Khải}
"""
TOGETHER = """loai: ke-hoach
trich_yeu: Phối hợp kiểm tra
tac_gia: Sở Giao thông và Sở Nội vụ tỉnh An Lạc
lien_tich:
  - {ky: giam-doc}
  - co_quan_chu_quan: Ủy ban nhân dân tỉnh An Lạc
    co_quan: Sở Nội vụ
    viet_tat: SNV
    ky: {chuc_vu: Giám đốc, ho_ten: Vũ Thị Lan}
noi_dung: |
  Hai sở phối hợp kiểm tra.
noi_nhan: [Các phòng]
"""
MANY = """loai: thong-bao
trich_yeu: Nâng bậc lương đối với {ho_ten}
noi_dung: |
  1. Nâng bậc lương của {ho_ten}.
lap_theo: {tep: _nang-luong.yaml, so_tu: 1, ma: Mã}
noi_nhan: ["{ho_ten}"]
ky: giam-doc
"""
HALF = (b"[issue-half]", b"[lock-state]", b"[lock-missing]")
EVERY = ("write", "close", "rename", "fsync", "kill", "die")
SAMPLED = ("memory", "open", "read")


def files(root):
    return trial.files(os.path.join(root, "sources"))


def left_behind(now):
    return ["left behind: " + n for n in now if os.path.basename(n).startswith(".vanban-")]


class Ground:
    """A tree to begin from; self.old and self.new are its files before the call and after."""

    def __init__(self, binary, root, lay, call, written=()):
        self.binary, self.root, self.call = binary, root, call
        self.written = written  # in the order in which they are written
        lay(hostile.Tree(os.path.join(root, "sources")))
        self.old = files(root)
        p = self.run()
        self.new = files(root)
        self.sound = p.returncode == 0 and self.new != self.old and not left_behind(self.new)
        self.said = p.stderr.decode()

    def run(self, *call):
        return crash.call(self.binary, self.root, *(call or self.call))

    def reset(self):
        sources = os.path.join(self.root, "sources")
        shutil.rmtree(sources)
        shutil.rmtree(os.path.join(self.root, "out"), ignore_errors=True)
        for name, data in self.old.items():
            os.makedirs(os.path.dirname(os.path.join(sources, name)), exist_ok=True)
            with open(os.path.join(sources, name), "wb") as f:
                f.write(data)

    def torn(self):
        now, problems = files(self.root), []
        for name, data in now.items():
            if not os.path.basename(name).startswith(".vanban-") and \
               data not in (self.old.get(name), self.new.get(name)):
                problems.append("neither old nor new: %s (%d bytes)" % (name, len(data)))
        return problems + ["gone: " + n for n in self.old if n not in now]


def lay_office(t):
    t.put("so-a/_mac-dinh.yaml", DEFAULTS % ("Giao thông", "Giao thông", "SGT"))
    t.put("so-b/_mac-dinh.yaml", DEFAULTS % ("Nội vụ", "Nội vụ", "SNV"))
    t.put("so-a/kh.yaml", TOGETHER)
    t.put("so-b/tb.yaml", "loai: thong-bao\ntrich_yeu: Nghỉ lễ\nnoi_dung: |\n  Nghỉ.\n"
          "noi_nhan: [Các phòng]\nky: giam-doc\n")
    # One register is there and has lines, the other is not.
    t.put("so-a/_so-van-ban-di-2022.yaml", 'ke-hoach/0014: {so_ky_hieu: "14/KH-SGT", ngay: 2022-05-10, '
          'trich_yeu: "Việc cũ"}\n')


def lay_many(t):
    t.put("so-a/_mac-dinh.yaml", DEFAULTS % ("Giao thông", "Giao thông", "SGT"))
    t.put("so-a/qd.yaml", MANY)
    t.put("so-a/_nang-luong.yaml", "".join("- {ho_ten: Nguyễn Văn %s, Mã: %s}\n" % (c, c.lower())
                                          for c in "ABC"))


def lay_typed(t):
    t.put("_mac-dinh.yaml", DEFAULTS % ("Giao thông", "Giao thông", "SGT"))
    for i in range(4):
        t.put("x%d.yaml" % i, "loai: thong-bao\nso: %d\nngay: 2022-05-11\ntrich_yeu: Việc %d\n"
              "noi_dung: |\n  Sở  thông báo ,  các phòng thực hiện .\nnoi_nhan: [Các phòng]\n"
              "ky: giam-doc\n" % (i + 1, i))


def state(g):
    """How many of the files, in their order, are new; None: out of order."""
    now = files(g.root)
    new = [now.get(n) == g.new[n] for n in g.written]
    return new.index(False) if False in new and not any(new[new.index(False):]) else \
        len(new) if all(new) else None


def after_issuing(g, p):
    """What the failing run left, what the next build says of it, and the end of it all."""
    at, err, doc, end = state(g), p.stderr, g.call[1], len(g.written)
    if at is None:
        now = files(g.root)
        return ["new out of order: %s" % [n for n in g.written if now.get(n) == g.new[n]]]
    problems = []
    if p.returncode == 0 and at < end:
        problems.append("status 0, and %d of %d files" % (at, end))
    if p.returncode == 3 and 0 < at < end and HALF[0] not in err:
        problems.append("half issued, and not told: " + err.decode()[:400])
    before = files(g.root)
    build = g.run("build", doc)
    half = 0 < at < end
    if half and (build.returncode != 1 or not any(code in build.stderr for code in HALF) or
                 any(n.endswith(".docx") for n in trial.files(os.path.join(g.root, "out")))):
        problems.append("%d files and build gives %d: %s" %
                        (at, build.returncode, build.stderr.decode()[:400]))
    if half:
        m = re.search(r"'vanban ban-hanh (\S+) --so (\S+) --ngay (\S+)'", build.stderr.decode())
        numbers = g.call[3]
        if not m or m.group(1) != doc or m.group(3) != g.call[5] or \
           m.group(2) not in (numbers, numbers.split(",")[0] + ",…"):
            problems.append("the call that finishes it is not told: " + build.stderr.decode()[:400])
        other = ",".join(str(int(n) + 1) for n in numbers.split(","))
        wrong = g.run("ban-hanh", doc, "--so", other, "--ngay", "2022-05-12")
        if wrong.returncode != 1 or files(g.root) != before:
            problems.append("other numbers were taken: " + wrong.stderr.decode()[:400])
    if not half and build.returncode:
        problems.append("%d files and build gives %d: %s" %
                        (at, build.returncode, build.stderr.decode()[:400]))
    again = g.run()
    if (again.returncode != 0) != (at == end) or files(g.root) != g.new:
        problems.append("the call again: status %d, %s" %
                        (again.returncode, again.stderr.decode()[:400]))
    return problems


def after_mending(g, p):
    problems = []
    if p.returncode == 0 and files(g.root) != g.new:
        problems.append("status 0, and not all is mended")
    again = g.run()
    if again.returncode or files(g.root) != g.new:
        problems.append("the call again: status %d, %s" %
                        (again.returncode, again.stderr.decode()[:400]))
    return problems


def attempt(g, after, call, n, then_on, why):
    g.reset()
    p, _, fired = endure.faulty(g.binary, g.root, "%s:%d%s:%d" % (call, n, "+" * then_on, why),
                                *g.call)
    killed = call in ("kill", "die") and fired
    problems = g.torn()
    if p.returncode != -9 if killed else p.returncode not in (0, 3):
        problems.append("status %d: %s" % (p.returncode, p.stderr.decode()[:400]))
    if not killed:
        problems += left_behind(files(g.root)) if call not in ("memory",) else []
    if p.returncode == 3 and not p.stderr.strip():
        problems.append("status 3 and not a word")
    problems += after(g, p) + left_behind(files(g.root))
    name = "%s %d%s, %s" % (call, n, " and all after it" * then_on, errno.errorcode.get(why, why))
    return ["%s: %s" % (name, x) for x in problems], fired


def endured(binary, tally, name, lay, call, written, after, rng, samples):
    with tempfile.TemporaryDirectory(prefix="vanban-issuing-") as root:
        g = Ground(binary, root, lay, call, written)
        if not g.sound:
            tally.add("issuing: the ground of " + name, [g.said[:1000] or "nothing was written"])
            return
        g.reset()
        _, counts, _ = endure.faulty(binary, root, None, *call)
        for what in EVERY + SAMPLED:
            problems, hits, most = [], 0, counts[what]
            numbers = range(1, most + 1) if what in EVERY else endure.spread(rng, most, samples)
            for n in numbers if most else ():
                for then_on in (False, True) if what not in ("kill", "die") else (False,):
                    found, fired = attempt(g, after, what, n, then_on, rng.choice(endure.WHY[what]))
                    problems += found
                    hits += bool(fired)
            if not hits:
                problems.append("never failed: the trial is void")
            tally.add("issuing: %s, %s, %d runs hit" % (name, what, hits), problems[:10])


def run(binary, tally, samples=12, seed=30):
    rng = random.Random(seed)
    endured(binary, tally, "ban-hanh", lay_office,
            ["ban-hanh", "so-a/kh", "--so", "15,22", "--ngay", "2022-05-11"],
            ["so-a/_so-van-ban-di-2022.yaml", "so-b/_so-van-ban-di-2022.yaml", "so-a/kh.khoa",
             "so-a/kh.yaml"], after_issuing, rng, samples)
    endured(binary, tally, "ban-hanh of many", lay_many,
            ["ban-hanh", "so-a/qd", "--so", "45", "--ngay", "2022-05-11"],
            ["so-a/_so-van-ban-di-2022.yaml", "so-a/qd.khoa", "so-a/qd.yaml"], after_issuing, rng,
            samples)
    endured(binary, tally, "check --fix", lay_typed, ["check", "--fix"], [], after_mending, rng,
            samples)


if __name__ == "__main__":
    sys.exit(trial.main(run, samples=12, seed=30))
