#!/usr/bin/env python3
"""LibreOffice at work: PDF that says what it is and comes out the same, and a run that is
stopped from outside and leaves nothing behind: no process, no folder, no damaged file.

What happens when LibreOffice itself fails is in tests/cases/lenh (a fake soffice).

    tests/office.py [BINARY]
"""
import json
import os
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time

import hostile
import trial

DOCUMENTS = 24
# Sleeps with a child that sleeps too: both have to go.
SLEEPER = """#!/bin/sh
while [ "$1" != --outdir ]; do shift; done
echo "convert $3 -> x"
sleep 1000 &
wait
"""


def environment(root, **more):
    return trial.environment(TMPDIR=os.path.join(root, "tmp"), **more)


def build(binary, root, *more, **env):
    return subprocess.run([binary, "build", *more], cwd=root, env=environment(root, **env),
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=600)


def read(*path):
    with open(os.path.join(*path), "rb") as f:
        return f.read()


def lay(root):
    t = hostile.Tree(os.path.join(root, "sources"))
    for i in range(DOCUMENTS):
        head = hostile.HEAD if i else hostile.HEAD.replace("ngay: 2026-03-05\n", "ngay: 3/2026\n")
        t.put("x%d.yaml" % i, head + "muc_luc: co\nnoi_dung: |\n" +
              "".join("  # Việc %d\n\n  Đoạn của việc.\n\n" % k for k in range(3 + i)))
    os.mkdir(os.path.join(root, "tmp"))


def info(path):
    out = subprocess.run(["pdfinfo", path], stdout=subprocess.PIPE, check=True).stdout.decode()
    return dict((k.strip(), v.strip()) for k, _, v in (l.partition(":") for l in out.splitlines()))


def a_pdf(binary, root):
    """It has title, author, language, outline and tags, and the document's own date."""
    problems = []
    p = build(binary, root, "--to", "docx,pdf", "--pages", "--out", "one")
    if p.returncode:
        return ["status %d\n%s" % (p.returncode, p.stderr.decode()[:2000])]
    path = os.path.join(root, "one", "x1.pdf")
    got = info(path)
    for key, want in (("Title", "Kế hoạch: Thử nghiệm"), ("Author", "Sở Thử nghiệm"),
                      ("Tagged", "yes"), ("CreationDate", "Thu Mar  5")):
        if not got.get(key, "").startswith(want):
            problems.append("%s is '%s'" % (key, got.get(key)))
    data = read(path)
    for what in (b"/Lang(vi-VN)", b"/Outlines "):
        if what not in data:
            problems.append("the PDF has no " + what.decode())
    undated = info(os.path.join(root, "one", "x0.pdf"))
    if "CreationDate" in undated:
        problems.append("a document without a date is of " + undated["CreationDate"])
    return problems


def the_same(binary, root):
    """On one start or several, today and tomorrow."""
    problems = []
    build(binary, root, "--to", "docx,pdf", "--pages", "--out", "two", "-j1")
    for i in range(DOCUMENTS):
        for ending in ("docx", "pdf"):
            name = "x%d.%s" % (i, ending)
            if not all(os.path.exists(os.path.join(root, d, name)) for d in ("one", "two")):
                problems.append(name + " is missing")
            elif read(root, "one", name) != read(root, "two", name):
                problems.append(name + " differs")
    return problems


def an_archive_pdf(binary, root):
    build(binary, root, "--to", "pdf", "--pdf-a", "--out", "a", "x1")
    if not os.path.exists(os.path.join(root, "a", "x1.pdf")):
        return ["none was made"]
    data = read(root, "a", "x1.pdf")
    part = re.search(rb"<pdfaid:part>(\d)</pdfaid:part>\s*<pdfaid:conformance>(\w)", data)
    problems = [] if part and part.groups() == (b"2", b"B") else ["it says of itself: %s" % part]
    problems += misplaced(data) + colours(data)
    build(binary, root, "--to", "pdf", "--pdf-a", "--out", "a2", "-j1")
    return problems + ([] if read(root, "a2", "x1.pdf") == data else ["a second run makes another"])


def misplaced(data):
    """What the cross-reference table (ISO 32000-1, 7.5.4) says, against where objects stand."""
    at = int(re.search(rb"startxref\n(\d+)\n%%EOF\n$", data).group(1))
    head = re.match(rb"xref\n0 (\d+)\n", data[at:])
    if not head:
        return ["there is no table at %d" % at]
    table = data[at + head.end():at + head.end() + 20 * int(head.group(1))]
    return ["object %d is not at %s" % (i, table[20 * i:20 * i + 10].decode())
            for i in range(int(head.group(1))) if table[20 * i + 17:20 * i + 18] == b"n" and
            not data[int(table[20 * i:20 * i + 10]):].startswith(b"%d 0 obj\n" % i)]


def colours(data):
    """The profile that colours are meant by: whole, of three components, without a day."""
    number = re.search(rb"/S/GTS_PDFA1[^>]*/DestOutputProfile (\d+) 0 R", data)
    if not number:
        return ["no colours are named"]
    stream = re.search(rb"\n" + number.group(1) + rb" 0 obj\n<</N 3/Length (\d+) 0 R>>\nstream\n", data)
    size = int(re.search(rb"\n" + stream.group(1) + rb" 0 obj\n(\d+)\nendobj", data).group(1))
    profile = data[stream.end():stream.end() + size]
    whole = profile[:4] == struct.pack(">I", size) and profile[16:20] == b"RGB " and \
        profile[36:40] == b"acsp" and data[stream.end() + size:].startswith(b"\nendstream\nendobj\n")
    dated = struct.unpack(">6H", profile[24:36]) != (1980, 1, 1, 0, 0, 0)
    return ([] if whole else ["the profile is damaged"]) + (["it has a date"] if dated else [])


def counted(binary, root):
    """metadata --pages says of every document what pdfinfo says of its PDF."""
    p = subprocess.run([binary, "metadata", "--pages", "--format", "json"], cwd=root,
                       env=environment(root), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                       stderr=subprocess.PIPE, timeout=600)
    if p.returncode:
        return ["status %d\n%s" % (p.returncode, p.stderr.decode()[:2000])]
    got = {d["id"]: d["PageAmount"] for d in json.loads(p.stdout)}
    want = {"x%d" % i: int(info(os.path.join(root, "one", "x%d.pdf" % i))["Pages"])
            for i in range(DOCUMENTS)}
    problems = ["%s: %s, pdfinfo: %d" % (i, got.get(i), n) for i, n in want.items()
                if got.get(i) != n]
    if max(want.values()) < 2:
        problems.append("no document has a second page: the trial is void")
    if os.listdir(os.path.join(root, "tmp")):
        problems.append("left behind: %s" % os.listdir(os.path.join(root, "tmp")))
    return problems


# Another LibreOffice by its place, the same one at work.
OTHER = """#!/bin/sh
echo >> %s
exec %s "$@"
"""


def remembered(binary, root):
    """What LibreOffice made is as lasting as the rest, until it, its options or a source change;
    and whatever was built before, the bytes are those of a new folder."""
    problems = []
    other = os.path.join(root, "other")
    os.makedirs(other)
    with open(os.path.join(other, "soffice"), "w") as f:
        f.write(OTHER % (os.path.join(root, "starts"), shutil.which("soffice")))
    os.chmod(os.path.join(other, "soffice"), 0o755)
    elsewhere = {"PATH": other + ":" + os.environ["PATH"]}
    words = ("Đoạn của việc", "Một đoạn mới")
    count = 0

    def step(name, args, made, change=None, **env):
        nonlocal count
        if change:
            path = os.path.join(root, "sources", "x2.yaml")
            text = read(path).decode().replace(*change)
            with open(path, "w", encoding="utf-8") as f:
                f.write(text)
        count += 1
        kinds = args[args.index("--to") + 1].split(",") if "--to" in args else ["docx"]
        paths = [os.path.join(root, "kept", "x2." + kind) for kind in kinds]
        before = [os.path.exists(p) and os.stat(p).st_ino for p in paths]
        p = build(binary, root, *args, "x2", "--out", "kept", **env)
        build(binary, root, *args, "x2", "--out", "new%d" % count, **env)
        if p.returncode:
            problems.append("%s: status %d\n%s" % (name, p.returncode, p.stderr.decode()[:500]))
        for path, inode in zip(paths, before):
            if not os.path.exists(path):
                problems.append("%s: %s is not there" % (name, path))
                continue
            if (os.stat(path).st_ino != inode) != made:
                problems.append("%s: %s was %swritten" % (name, path, "not " if made else ""))
            if read(path) != read(root, "new%d" % count, os.path.basename(path)):
                problems.append("%s: %s is not as in a new folder" % (name, path))

    both = ["--to", "docx,pdf"]
    step("first", both, True)
    step("again", both, False)
    step("DOCX alone", [], False)
    step("PDF alone", ["--to", "pdf"], False)
    step("PDF/A", ["--to", "pdf", "--pdf-a"], True)
    step("PDF/A again", ["--to", "pdf", "--pdf-a"], False)
    step("no PDF/A", both, True)
    # It makes the same bytes: the file stays as it is, and is this one's from now on.
    starts = lambda: len(read(root, "starts").splitlines())
    step("another LibreOffice", ["--to", "pdf"], False, **elsewhere)
    first = starts()
    step("that one again", ["--to", "pdf"], False, **elsewhere)
    if first != 2 or starts() != 3: # each step builds in a new folder, too
        problems.append("another LibreOffice was started %d times, then %d" % (
            first, starts() - first))
    step("the first one", both, False)
    step("a change", both, True, words)
    step("pages", ["--pages"], True)
    step("pages again", ["--pages"], False)
    step("pages, PDF", both + ["--pages"], True)
    step("pages, PDF again", both + ["--pages"], False)
    step("a change back", both + ["--pages"], True, words[::-1])
    step("without pages", both, True)
    os.unlink(os.path.join(root, "kept", "x2.pdf"))
    step("a PDF is missing", both, True)
    return problems


def edited(binary, root):
    """A PDF that somebody has signed is not written over, with the cache or without; one that
    is as it was made is."""
    problems = []
    path, source = os.path.join(root, "out", "x1.pdf"), os.path.join(root, "sources", "x1.yaml")
    for lost in (False, True):
        for signed in (False, True):
            build(binary, root, "--to", "pdf", "x1")
            if signed:
                with open(path, "ab") as f:
                    f.write(b"9 0 obj\n<< /Type /Sig >>\nendobj\n%%EOF\n")
            mine = read(path)
            if lost:
                shutil.rmtree(os.path.join(root, "out", ".vanban"))
            with open(source, "a", encoding="utf-8") as f:
                f.write("\n  Thêm một đoạn.\n")
            said = build(binary, root, "--to", "pdf", "x1", "--lang", "en").stderr.decode()
            kept = os.path.join(root, "out", "x1 (sua tay 1).pdf")
            there = os.path.exists(kept)
            if there != signed or ("[output-kept]" in said) != signed or \
               (there and read(kept) != mine) or read(path) == mine:
                problems.append("lost %s, signed %s: kept %s\n%s" % (lost, signed, there, said))
            if there:
                os.unlink(kept)
    return problems


def alive(word):
    found = []
    for pid in os.listdir("/proc"):
        try:
            if pid.isdigit() and word.encode() in read("/proc", pid, "environ"):
                found.append(pid)
        except OSError:
            pass
    return found


def wait_until(what, seconds=20):
    end = time.monotonic() + seconds
    while not what() and time.monotonic() < end:
        time.sleep(0.05)
    return what()


def stopped(binary, root, number):
    """Its old file stays, its children end; of its folder a killed run leaves what the
    next one sweeps away."""
    fake = os.path.join(root, "fake")
    os.makedirs(fake, exist_ok=True)
    with open(os.path.join(fake, "soffice"), "w") as f:
        f.write(SLEEPER)
    os.chmod(os.path.join(fake, "soffice"), 0o755)
    os.makedirs(os.path.join(root, "out"), exist_ok=True)
    with open(os.path.join(root, "out", "x1.pdf"), "w") as f:
        f.write("old")
    mark = "VANBAN_TEST=%d-%d" % (os.getpid(), number)
    env = environment(root, PATH=fake + ":" + os.environ["PATH"],
                      **dict([mark.split("=", 1)]))
    p = subprocess.Popen([binary, "build", "--to", "pdf", "x1"], cwd=root, env=env,
                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    problems = []
    if not wait_until(lambda: len(alive(mark)) >= 4):
        problems.append("LibreOffice was not started")
    p.send_signal(number)
    p.wait(60)
    if p.returncode != -number:
        problems.append("it ended with %d" % p.returncode)
    if not wait_until(lambda: not alive(mark)):
        problems.append("still running: %s" % alive(mark))
    if read(root, "out", "x1.pdf") != b"old":
        problems.append("the old file is gone")
    if number == signal.SIGKILL:
        build(binary, root, "--to", "pdf", "x1", "--out", "next")
    if os.listdir(os.path.join(root, "tmp")):
        problems.append("left behind: %s" % os.listdir(os.path.join(root, "tmp")))
    return problems


def run(binary, tally):
    with tempfile.TemporaryDirectory(prefix="vanban-test-") as root:
        lay(root)
        tally.add("office: a PDF", a_pdf(binary, root))
        tally.add("office: the same bytes", the_same(binary, root))
        tally.add("office: pages counted", counted(binary, root))
        tally.add("office: PDF/A", an_archive_pdf(binary, root))
        tally.add("office: what was made is remembered", remembered(binary, root))
        tally.add("office: a PDF that was signed", edited(binary, root))
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGKILL):
            tally.add("office: %s" % number.name, stopped(binary, root, number))


if __name__ == "__main__":
    sys.exit(trial.main(run))
