#!/usr/bin/env python3
"""How vanban grows: with the number of documents, with their length, beside what packing
alone costs. Ratios of one run; the two sides take turns, and the median counts, in CPU
seconds of all processes (other work on the machine hardly moves them) and in wall time.

    tests/bench_scale.py [--runs N]
"""
import os
import subprocess
import sys
import tempfile

import bench

DEFLATE = os.path.join(bench.ROOT, "gen", "build", "release", "deflate")
MANY, MORE = 1000, 10000


def letters(root, n):
    for i in range(n):
        yaml, body, _ = bench.letter(i)
        folder = "%s/sources/d%02d/cv-%d" % (root, i % 20, i)
        bench.put(folder + "/van-ban.yaml", yaml)
        bench.put(folder + "/noi-dung.md", body)
    return root


def text(times):
    """A letter's body, so many times over."""
    yaml, body, _ = bench.letter()
    return yaml, (body + "\n") * times


def plan(parts):
    """Headings, lists, references, footnotes, and in each part a rich table and a pipe table."""
    out = []
    for k in range(parts):
        out += ["# Nhóm nhiệm vụ thứ %d {#n%d}" % (k + 1, k),
                bench.SENTENCE * 3 + " theo [](#n%d)[^%d]." % (max(0, k - 1), k),
                "1. " + bench.SENTENCE + "\n\n   1. " + bench.SENTENCE,
                "- " + bench.SENTENCE + "\n- **" + bench.SENTENCE.strip() + "**",
                bench.rich(bench.rows(5, k * 5 + 1)), bench.pipe(bench.rows(5, k * 5 + 1)),
                "[^%d]: Chú thích %d." % (k, k)]
    yaml = bench.HEAD % {"so": 7} + "loai: ke-hoach\ntrich_yeu: Thực hiện nhiệm vụ\n" \
        "noi_dung: noi-dung.md\n"
    return yaml, "\n\n".join(out) + "\n\nHết.\n"


def one(root, name, pair):
    """Lays a single document; returns its folder and the bytes of its body."""
    folder = os.path.join(root, name)
    bench.put(folder + "/sources/x/van-ban.yaml", pair[0])
    bench.put(folder + "/sources/x/noi-dung.md", pair[1])
    return folder, len(pair[1].encode())


def put_away(cwd):
    """What was made is moved, not deleted: on a disk, freed inodes would be passed over."""
    for made in ("out", ".vanban"):
        if os.path.exists(os.path.join(cwd, made)):
            old = tempfile.mkdtemp(prefix="old-", dir=os.path.dirname(cwd))
            os.rename(os.path.join(cwd, made), os.path.join(old, made))


def build(cwd):
    """(wall, CPU seconds, MiB) of a build from nothing."""
    put_away(cwd)
    p = subprocess.run([bench.MEASURE, "1", bench.VANBAN, "build"], cwd=cwd,
                       env={k: v for k, v in os.environ.items() if k != "CI"},
                       stdout=subprocess.PIPE)
    if p.returncode:
        sys.exit("%s: status %d" % (cwd, p.returncode))
    wall, cpu, kib = p.stdout.split()[-3:]
    return float(wall), float(cpu), int(kib) / 1024


def show(what, got, wanted):
    print("%-58s %8s  (wanted: at most %s)%s" % (what, "%.2f" % got, wanted,
                                                 "" if got <= wanted else "  MISSED"))


def beside_deflate(cwd, runs):
    ours, theirs = [], []
    for _ in range(runs):
        ours.append(build(cwd))
        wall, cpu, best, packed = subprocess.run(
            [DEFLATE, os.path.join(cwd, "out")], stdout=subprocess.PIPE, check=True).stdout.split()
        theirs.append((float(wall), float(cpu)))
    for i, kind in ((1, "CPU"), (0, "wall")):
        a, b = bench.median([x[i] for x in ours]), bench.median([x[i] for x in theirs])
        show("%d documents, %.2f s, by deflating alone, %.2f s, %s" % (MANY, a, b, kind), a / b, 1.5)
    show("their size by that of level 6", int(packed) / int(best), 1.2)


def number(root, cwd, runs):
    more = letters(root + "/more", MORE)
    pairs = [(build(cwd)[1] / MANY, build(more)[1] / MORE) for _ in range(max(1, runs // 2))]
    few, many = (bench.median([p[i] for p in pairs]) for i in (0, 1))
    show("a document of %d (%.2f ms CPU) by one of %d (%.2f ms)" % (MORE, many * 1e3, MANY, few * 1e3),
         many / few, 1.1)


def length(root, runs):
    for name, make, short in (("text", text, 1), ("plan", plan, 1)):
        folders = [one(root, "%s-%d" % (name, k), make(short * k))[0] for k in (1, 100)]
        pairs = [[build(f)[1] for f in folders] for _ in range(runs)]
        a, b = (bench.median([p[i] for p in pairs]) for i in (0, 1))
        show("100 times the %s (%.1f ms) by once (%.1f ms)" % (name, b * 1e3, a * 1e3), b / a, 110)


def memory(root):
    for name, make, per_mb in (("text", text, 150), ("plan", plan, 262)):
        line = []
        for mb in (1, 2, 4):
            folder, size = one(root, "%s-%dmb" % (name, mb), make(per_mb * mb))
            line.append((size / 1e6, build(folder)[2]))
        print("    %s: %s" % (name, ", ".join("%.1f MB of source %.0f MiB" % x for x in line)))
        show("memory for 4 MB of %s, MiB" % name, line[2][1], 64)
        show("its growth from 2 to 4 MB by that from 1 to 2, halved",
             (line[2][1] - line[1][1]) / (line[1][1] - line[0][1]) / 2, 1.2)


def main(args):
    runs = int(args[args.index("--runs") + 1]) if "--runs" in args else 5
    with bench.room() as root:
        cwd = letters(root + "/many", MANY)
        beside_deflate(cwd, runs)
        number(root, cwd, runs)
        length(root, runs)
        memory(root)


if __name__ == "__main__":
    main(sys.argv[1:])
