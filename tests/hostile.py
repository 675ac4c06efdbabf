#!/usr/bin/env python3
"""Inputs made to hurt, each with a bound on CPU seconds and memory.

A row: name, how the tree is made, the statuses that are right, codes that stderr must
name, CPU seconds, MiB. None of them may leave a DOCX when the status is 1, and none may
end by a signal. Bounds are generous: they catch what grows with the square, not what a
slow machine does.

    tests/hostile.py [BINARY]
"""
import os
import resource
import signal
import struct
import subprocess
import sys
import tempfile
import zlib

import trial

MEASURE = os.path.join(trial.ROOT, "gen", "build", "release", "measure")

HEAD = """loai: ke-hoach
so: 7
ngay: 2026-03-05
dia_danh: Hà Nội
co_quan: Sở Thử nghiệm
viet_tat: STN
trich_yeu: Thử nghiệm
noi_nhan: [Văn phòng]
ky: {chuc_vu: Giám đốc, ho_ten: Nguyễn Văn A}
"""
REMOTE = '[core]\n\tbare = false\n[remote "origin"]\n\turl = https://example.org/x.git\n'


class Tree:
    def __init__(self, root):
        self.root = root

    def put(self, name, data):
        path = os.path.join(self.root, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(data.encode() if isinstance(data, str) else data)

    def doc(self, body, head=HEAD):
        self.put("in.yaml", head + "noi_dung: than.md\n")
        self.put("than.md", body)

    def link(self, name, target):
        os.symlink(target, os.path.join(self.root, name))


def png(width, height, data=None):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + \
            struct.pack(">I", zlib.crc32(kind + body) & 0xffffffff)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    if data is None:
        data = zlib.compress(b"\0" * 64)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def body(text, head=HEAD):
    return lambda t: t.doc(text, head)


def yaml(text):
    return lambda t: t.put("in.yaml", text)


def with_file(text, name, data):
    def make(t):
        t.doc(text)
        t.put(name, data)
    return make


def alias_bomb(t):
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    for i in range(1, 40):
        lines.append("a%d: &a%d [%s]" % (i, i, ", ".join(["*a%d" % (i - 1)] * 9)))
    t.put("in.yaml", "\n".join(lines) + "\n")


def fifo(t):
    t.doc("x")
    os.remove(os.path.join(t.root, "than.md"))
    os.mkfifo(os.path.join(t.root, "than.md"))


def link_out(t):
    t.doc("x")
    os.remove(os.path.join(t.root, "than.md"))
    t.link("than.md", "/etc/passwd")


def link_folder_out(t):
    t.put("in.yaml", HEAD + "noi_dung: x/passwd\n")
    t.link("x", "/etc")


def link_ring(t):
    t.doc("x\n")
    t.link("ring", ".")


def deep_folders(t):
    t.put("/".join(["d"] * 60) + "/in.yaml", HEAD + "noi_dung: |\n  x\n")


def many_documents(t):
    for i in range(2000):
        t.put("d%02d/x%d.yaml" % (i % 50, i), HEAD + "noi_dung: |\n  Nội dung %d.\n" % i)


def bang(rows, cols="  - {ten: A}\n  - {ten: B}\n"):
    return "```bang\ncot:\n%shang:\n%s```\n" % (cols, rows)


def table_2000():
    # cmark-gfm builds a cell for each of 2,000 columns in every row: a gigabyte
    return "|" + "a|" * 2000 + "\n|" + "-|" * 2000 + "\n" + "|a|\n" * 2000


PASSWD = "noi_dung: ../../../../etc/passwd\n"
ROWS = [
    # what writers get wrong
    ("unknown key", yaml(HEAD + "noi_dungg: x\n"), {1}, ["key-unknown"], 2, 64),
    ("duplicate key", yaml(HEAD + "so: 8\nnoi_dung: |\n  x\n"), {1}, ["key-twice"], 2, 64),
    ("duplicate key in two spellings", yaml(HEAD + "Trích yếu: y\nnoi_dung: |\n  x\n"), {1},
     ["key-twice"], 2, 64),
    ("tab as indentation", yaml(HEAD + "ky:\n\tchuc_vu: x\n"), {1}, [], 2, 64),
    ("empty file", yaml(""), {1}, [], 2, 64),
    ("comments only", yaml("# x\n"), {1}, [], 2, 64),
    ("a list at the top", yaml("- a\n- b\n"), {1}, [], 2, 64),
    ("a scalar at the top", yaml("xin chào\n"), {1}, [], 2, 64),
    ("missing body", lambda t: t.put("in.yaml", HEAD + "noi_dung: khong-co.md\n"), {1}, [], 2, 64),
    ("raw HTML", body("<b>x</b>\n\n<script>alert(1)</script>\n"), {1}, [], 2, 64),
    # YAML as a weapon
    ("alias bomb", alias_bomb, {1}, [], 2, 64),
    ("10,000 nested lists", yaml("a: " + "[" * 10000 + "]" * 10000 + "\n"), {1}, [], 2, 128),
    ("10,000 nested maps", yaml("a: " + "{a: " * 10000 + "x" + "}" * 10000 + "\n"), {1}, [], 2, 128),
    ("10,000 levels of indentation",
     yaml("".join("%sa:\n" % (" " * i) for i in range(10000))), {1}, [], 10, 256),
    ("10,000 dashes on a line", yaml("a: \n" + "- " * 10000 + "x\n"), {1}, [], 5, 128),
    ("unclosed brackets", yaml("a: " + "[" * 100000 + "\n"), {1}, [], 5, 128),
    ("a key of 1 MB", yaml("a" * 1000000 + ": x\n"), {1}, [], 5, 128),
    ("50,000 keys", yaml("".join("k%d: x\n" % i for i in range(50000))), {1}, [], 10, 512),
    ("50,000 equal keys", yaml(HEAD + "so: 1\n" * 50000), {1}, [], 10, 512),
    ("20,000 recipients", yaml(HEAD.replace("[Văn phòng]", "\n" + "".join(
        "  - Đơn vị số %d\n" % i for i in range(20000))) + "noi_dung: |\n  x\n"), {0}, [], 10, 512),
    ("a 64 MB file", yaml("# " + "x" * (64 << 20) + "\n"), {1}, ["file-too-big"], 10, 512),
    # bytes
    ("invalid UTF-8", yaml(HEAD.encode() + b"noi_dung: |\n  \xff\xfe\xc3\n"), {1}, [], 2, 64),
    ("overlong UTF-8", yaml(HEAD.encode() + b"noi_dung: |\n  \xc0\xaf\n"), {1}, [], 2, 64),
    ("UTF-16", yaml(("﻿" + HEAD).encode("utf-16-le")), {1}, [], 2, 64),
    ("NUL and control characters", yaml(HEAD + "noi_dung: |\n  a\0b\x01\x1f\n"), {1}, [], 2, 64),
    ("a non-character", yaml(HEAD + "noi_dung: |\n  a￾b\n"), {1}, [], 2, 64),
    ("random bytes", yaml(bytes((i * 7919 + i // 251 * 31) % 256 for i in range(200000))),
     {1}, [], 5, 128),
    ("60,000 combining marks on a letter", body("a" + "́" * 60000 + "\n"), {0, 1}, [], 10, 256),
    # the way out
    ("../ out of the tree", yaml(HEAD + PASSWD), {1}, [], 2, 64),
    ("an absolute path", yaml(HEAD + "noi_dung: /etc/passwd\n"), {1}, [], 2, 64),
    ("a link out of the tree", link_out, {1}, [], 2, 64),
    ("a linked folder out of the tree", link_folder_out, {1}, [], 2, 64),
    ("a ring of links", link_ring, {1}, ["link-skipped"], 2, 64),
    ("a pipe as a body", fifo, {1}, [], 2, 64),
    ("/dev/zero as a body", lambda t: (t.doc("x"), os.remove(t.root + "/than.md"),
                                       t.link("than.md", "/dev/zero")), {1}, [], 2, 64),
    ("60 folders deep", deep_folders, {1}, ["tree-too-deep"], 2, 64),
    ("../ in an image", body("![x](../../../etc/passwd)\n"), {1}, [], 2, 64),
    ("a file name that is not UTF-8",
     lambda t: (t.doc("x\n"), t.put(b"a\xff.md".decode("utf-8", "surrogateescape"), "x")), {1},
     ["name-not-utf8"], 2, 64),
    ("a secret document in a repository with a remote",
     lambda t: (t.doc("x\n", HEAD + "do_mat: mat\n"), t.put("../.git/config", REMOTE)), {1},
     ["secret-remote"], 2, 64),
    ("a secret document in a repository of its own",
     lambda t: (t.doc("x\n", HEAD + "do_mat: mat\n"), t.put("../.git/config", "[core]\n")), {0},
     [], 2, 64),
    # pictures
    ("an image of 100,000 × 100,000", with_file("![x](a.png)\n", "a.png", png(100000, 100000)),
     {1}, [], 2, 64),
    ("an image of no size", with_file("![x](a.png)\n", "a.png", png(0, 0)), {1}, [], 2, 64),
    ("text that says it is a PNG", with_file("![x](a.png)\n", "a.png", "PNG"), {1}, [], 2, 64),
    ("a PNG cut off", with_file("![x](a.png)\n", "a.png", png(10, 10)[:20]), {1}, [], 2, 64),
    ("a JPEG cut off", with_file("![x](a.jpg)\n", "a.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF"),
     {1}, [], 2, 64),
    ("a JPEG of rings", with_file("![x](a.jpg)\n", "a.jpg", b"\xff\xd8" + b"\xff\xe0\x00\x02" * 200000),
     {1}, [], 5, 64),
    ("an image of 30 MB", with_file("![x](a.png)\n", "a.png", png(10, 10, b"x" * (30 << 20))),
     {1}, [], 5, 256),
    # tables
    ("2,000 columns by 2,000 rows", body(table_2000()), {1}, [], 5, 64),
    ("64 columns", body("|" + "a|" * 64 + "\n|" + "-|" * 64 + "\n"), {1}, [], 2, 64),
    ("63 columns by 2,000 rows",
     body("|" + "a|" * 63 + "\n|" + "-|" * 63 + "\n" + ("|" + "b|" * 63 + "\n") * 2000),
     {0}, [], 20, 700),
    ("spans beyond the grid", body(bang("  - [{o: x, gop_cot: 9}]\n  - [{o: y, gop_hang: 99}, z]\n")),
     {1}, [], 2, 64),
    ("a span of 2³¹", body(bang("  - [{o: x, gop_cot: 2147483648}]\n")), {1}, [], 2, 64),
    ("a negative span", body(bang("  - [{o: x, gop_cot: -1}, y]\n")), {1}, [], 2, 64),
    ("a span of 999,999,999 rows", body(bang("  - [{o: x, gop_hang: 999999999}, y]\n")), {1}, [], 5, 128),
    ("a ragged CSV", with_file("```bang\ncot:\n  - {ten: A}\n  - {ten: B}\ntep: a.csv\n```\n",
                               "a.csv", "A,B\n1,2\n3\n4,5,6\n"), {1}, [], 2, 64),
    ("a CSV with an open quote", with_file("```bang\ncot:\n  - {ten: A}\n  - {ten: B}\ntep: a.csv\n```\n",
                                           "a.csv", 'A,B\n"1,2\n' + "3,4\n" * 50000), {1}, [], 5, 128),
    ("a CSV of 100,000 rows", with_file("```bang\ncot:\n  - {ten: A}\n  - {ten: B}\ntep: a.csv\n```\n",
                                        "a.csv", "A,B\n" + "1,2\n" * 100000), {0, 1}, [], 30, 1500),
    ("100,000 rows grouped, sorted and added up",
     with_file("```bang\ncot: [{ten: A}, {ten: B, kieu: so}]\ntep: a.csv\nnhom_theo: A\n"
               "sap_xep: [{cot: B, giam: co}]\ntong: [nhom, co]\n```\n",
               "a.csv", "A,B\n" + "".join("%d,%d\n" % (i % 5000, i) for i in range(100000))),
     {0, 1}, [], 40, 1700),
    ("a CSV of 500,000 columns", with_file("```bang\ncot: [{ten: A}]\ntep: a.csv\n```\n",
                                           "a.csv", "A," * 500000 + "B\n1\n"), {1}, [], 5, 512),
    # Markdown as a weapon
    ("10,000 nested quotes", body("> " * 10000 + "x\n"), {0, 1}, [], 5, 256),
    ("10,000 nested lists in Markdown", body("".join("  " * i + "- x\n" for i in range(2000))),
     {1}, [], 10, 256),
    ("1,000 nested lists on a line", body("- " * 1000 + "x\n"), {1}, [], 5, 256),
    ("50,000 open brackets", body("[" * 50000 + "\n"), {0, 1}, [], 5, 256),
    ("25,000 nested brackets", body("[" * 25000 + "a" + "]" * 25000 + "\n"), {0, 1}, [], 5, 256),
    ("50,000 nested emphases", body("*a **a " * 25000 + "\n"), {0, 1}, [], 10, 512),
    ("25,000 links without end", body("[a](" * 25000 + "\n"), {0, 1}, [], 5, 256),
    ("100,000 backticks", body("`a``b" * 30000 + "\n"), {0, 1}, [], 10, 256),
    ("20,000 notes", body("".join("x[^%d]\n\n" % i for i in range(20000)) +
                          "".join("[^%d]: y\n\n" % i for i in range(20000))), {0}, [], 30, 1000),
    ("20,000 notes that are not there", body("".join("x[^%d]\n\n" % i for i in range(20000))),
     {1}, [], 20, 1000),
    ("a note that calls itself", body("x[^1]\n\n[^1]: y[^1]\n"), {1}, [], 2, 64),
    ("20,000 headings", body("# x\n\n" * 20000), {0}, [], 20, 700),
    ("20,000 items", body("1. x\n" * 20000), {0}, [], 20, 700),
    ("a line of 3 MB", body("chữ " * 600000 + "\n"), {0}, [], 20, 700),
    ("200,000 lines", body("một dòng chữ\n" * 200000), {0}, [], 30, 900),
    ("100,000 left-over **", body("** " * 100000 + "\n"), {1}, [], 20, 700),
    ("50,000 wrong table rows", body("|a|b|\n|-|-|\n" + "|c|\n" * 50000), {1}, [], 30, 900),
    ("10,000 references to one place",
     body("# x {#a}\n\n" + "[](#a)\n\n" * 10000), {0}, [], 20, 500),
    ("10,000 references to nothing", body("# x\n\n" + "[](#b)\n\n" * 10000), {1}, [], 20, 500),
    ("80,000 <? without end", body("a<?" * 80000 + "\n"), {0, 1}, [], 5, 256),
    ("40,000 <![CDATA[ without end", body("a<![CDATA[" * 40000 + "\n"), {0, 1}, [], 5, 256),
    ("40,000 ![[]()", body("![[]()" * 40000 + "\n"), {1}, [], 5, 512),
    ("80,000 __ around a word", body("__" * 80000 + "a" + "__" * 80000 + "\n"), {0, 1}, [], 5, 512),
    ("20,000 gaps on a line", body("[?x] " * 20000 + "\n"), {1}, ["gap-left"], 5, 256),
    ("10,000 YAML anchors", yaml("".join("k%d: &a%d x\n" % (i, i) for i in range(10000))), {1}, [], 5, 256),
    ("20,000 citations of nothing", body("".join("[](vb:a%d)\n\n" % i for i in range(20000))),
     {1}, [], 10, 512),
    # what a document from outside would like to have done
    ("entities and document types", yaml("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>\n" + HEAD +
                                         "noi_dung: |\n  &x;\n"), {1}, [], 2, 64),
    ("an entity in the text is text", body("&x; &#38;x; &amp;x;\n"), {0}, [], 2, 64),
    ("a link to a file", body("[a](file:///etc/passwd)\n"), {1}, [], 2, 64),
    ("a script as a link", body("[a](javascript:alert(1))\n"), {1}, [], 2, 64),
    ("a picture from the net", body("![a](https://example.org/a.png)\n"), {1}, [], 2, 64),
    ("a body from the net", yaml(HEAD + "noi_dung: https://example.org/a.md\n"), {1}, [], 2, 64),
    ("a table from outside", body("```bang\ncot:\n  - {ten: A}\ntep: ../../a.csv\n```\n"), {1}, [], 2, 64),
    ("a key that asks for a template or a macro", yaml(HEAD + "attachedTemplate: x\nmacro: y\n"), {1},
     ["key-unknown"], 2, 64),
    # size
    ("2,000 documents", many_documents, {0}, [], 30, 200),
]


def run_one(binary, root, limits):
    """Returns status (128: a signal), stderr, CPU seconds, peak MiB. measure.c stands
    between: memory that this program holds would be counted too."""
    def prepare():
        resource.setrlimit(resource.RLIMIT_CPU, (limits[0] * 3 + 5,) * 2)
        if limits[1]:
            resource.setrlimit(resource.RLIMIT_AS, (limits[1] << 20,) * 2)
    p = subprocess.Popen([MEASURE, "1", binary, "build"], cwd=root, env=trial.environment(), preexec_fn=prepare,
                         stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                         start_new_session=True)
    try:
        out, err = p.communicate(timeout=limits[0] * 6 + 30)
    except subprocess.TimeoutExpired:
        os.killpg(p.pid, signal.SIGKILL)
        return -1, b"took too long", limits[0] * 6.0 + 30, 0
    _, cpu, kib = (out.split() or [0, 0, 0])[:3]
    return p.returncode, err, float(cpu), int(kib) / 1024


def judge(row, result, root, factor):
    name, _, statuses, codes, seconds, mib = row
    status, err, cpu, rss = result
    problems = []
    if status not in statuses:
        problems.append("status %d, wanted %s\n%s" % (status, sorted(statuses),
                                                      err[:1500].decode("utf-8", "replace")))
    if status == 1 and not err:
        problems.append("not a word on stderr")
    for code in codes:
        if ("[%s]" % code).encode() not in err:
            problems.append("no [%s] on stderr:\n%s" % (code, err[:800].decode("utf-8", "replace")))
    for word in (b"Sanitizer", b"runtime error", b"root:x:0"):
        if word in err:
            problems.append("%r on stderr:\n%s" % (word, err[:3000].decode("utf-8", "replace")))
    if os.path.exists(os.path.join(root, "out", "in.docx")) != (status == 0) and \
            name not in ("2,000 documents", "a ring of links", "a file name that is not UTF-8"):
        problems.append("status %d, and in.docx is %sthere" % (status, "not " if status == 0 else ""))
    if cpu > seconds * factor:
        problems.append("%.2f s of CPU, bound %d" % (cpu, seconds * factor))
    if factor == 1 and rss > mib:
        problems.append("%.0f MiB, bound %d" % (rss, mib))
    return problems


def run(binary, tally, asan=False):
    slowest = []
    for row in ROWS:
        with tempfile.TemporaryDirectory(prefix="vanban-hostile-") as root:
            os.mkdir(os.path.join(root, "sources"))
            row[1](Tree(os.path.join(root, "sources")))
            factor = 8 if asan else 1
            result = run_one(binary, root, (row[4] * factor, 0 if asan else 4096))
            tally.add("hostile: " + row[0], judge(row, result, root, factor))
            slowest.append((result[2], result[3], row[0]))
    slowest.sort(reverse=True)
    print("hostile: %d inputs; most CPU: %s" % (len(ROWS), "; ".join(
        "%s %.2f s %.0f MiB" % (n, c, r) for c, r, n in slowest[:3])))


if __name__ == "__main__":
    sys.exit(trial.main(lambda binary, tally: run(binary, tally, "asan" in binary)))
