#!/usr/bin/env python3
"""`vanban verify` in a real repository: what a golden file can't hold, since commits and
digests differ. A file as it was built, changed by hand, with its sources changed, without
its properties; and files that are out to do harm.

    tests/archive.py [BINARY]

Codes that are provoked here: "verify-big", "verify-damaged".
"""
import os
import subprocess
import sys
import tempfile
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
DEFAULTS = "co_quan: Sở Giao thông\ndia_danh: An Lạc\nviet_tat: SGT\n"
SOURCE = """loai: thong-bao
so: 3
ngay: 2022-05-11
trich_yeu: Lịch tiếp công dân
noi_dung: |
  Sở tiếp công dân vào sáng thứ Năm.

  Người dân đến trụ sở Sở.
noi_nhan: [Các phòng]
ky: {chuc_vu: Giám đốc, ho_ten: Đỗ Văn Khải}
"""
ENV = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}


class Tree:
    def __init__(self, binary, root):
        self.binary, self.root = binary, root
        os.mkdir(os.path.join(root, "sources"))
        self.write("sources/_mac-dinh.yaml", DEFAULTS)
        self.write("sources/tb.yaml", SOURCE)
        for args in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "thong bao"]):
            subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b"] + args, cwd=root,
                           env=ENV, check=True)
        self.call("build")

    def path(self, name):
        return os.path.join(self.root, name)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as f:
            f.write(text)

    def call(self, *args):
        p = subprocess.run([self.binary] + list(args), cwd=self.root, env=ENV, timeout=60,
                           stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        return p.returncode, p.stdout.decode(), p.stderr.decode()

    def edit(self, name, change):
        """A copy of the DOCX with every part given to change(name, bytes)."""
        with zipfile.ZipFile(self.path("out/tb.docx")) as a, \
                zipfile.ZipFile(self.path(name), "w", zipfile.ZIP_DEFLATED) as b:
            for part in a.namelist():
                data = change(part, a.read(part))
                if data is not None:
                    b.writestr(part, data)


def wants(got, status, *texts):
    if got[0] != status:
        yield "status %d, wanted %d: %s" % (got[0], status, got[2])
    for text in texts:
        if text not in got[1] + got[2]:
            yield "not said: %s\nbut: %s%s" % (text, got[1], got[2])


def as_built(t):
    yield from wants(t.call("verify", "out/tb.docx"), 0, "thong bao", "từng byte",
                     "chữ: nguyên như lúc dựng")


def by_hand(t):
    t.edit("x.docx", lambda n, d: d.replace("thứ Năm".encode(), "thứ Tư".encode()))
    yield from wants(t.call("verify", "x.docx"), 1, "- Sở tiếp công dân vào sáng thứ Năm.",
                     "+ Sở tiếp công dân vào sáng thứ Tư.")


def saved_again(t):
    t.edit("x.docx", lambda n, d: d)
    yield from wants(t.call("verify", "x.docx"), 0, "chữ: nguyên", "lưu lại bằng chương trình khác")


def source_changed(t):
    t.write("sources/tb.yaml", SOURCE.replace("thứ Năm", "thứ Tư"))
    yield from wants(t.call("verify", "out/tb.docx"), 1, "đã khác", "thong bao",
                     "chữ: nguyên như lúc dựng", "cho tệp khác")


def defaults_changed(t):
    t.write("sources/_mac-dinh.yaml", "# lời ghi\n" + DEFAULTS)
    yield from wants(t.call("verify", "out/tb.docx"), 0, "từng byte")
    t.write("sources/_mac-dinh.yaml", DEFAULTS.replace("An Lạc", "An Bình"))
    yield from wants(t.call("verify", "out/tb.docx"), 1, "mặc định: _mac-dinh.yaml  đã khác")


def source_gone(t):
    os.remove(t.path("sources/tb.yaml"))
    yield from wants(t.call("verify", "out/tb.docx"), 1, "không dựng được tệp này",
                     "chữ: nguyên như lúc dựng")


def without_properties(t):
    def drop(name, data):
        if name == "docProps/custom.xml":
            return None
        return data

    t.edit("x.docx", drop)
    yield from wants(t.call("verify", "x.docx"), 0, "là nguồn của tệp này")
    t.edit("y.docx", lambda n, d: None if n.startswith("docProps/") else d)
    yield from wants(t.call("verify", "y.docx"), 1, "không do vanban dựng")


def other_version(t):
    t.edit("x.docx", lambda n, d: d.replace(b"<vt:lpwstr>0.1.0<", b"<vt:lpwstr>0.0.9<"))
    yield from wants(t.call("verify", "x.docx"), 0, "vanban 0.0.9", "chữ: nguyên")


def hostile(t):
    bomb = b"<w:t>" + b" " * (80 << 20)
    doctype = b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><w:t>&c;</w:t>'
    long = b"<w:p><w:r><w:t>" + b"&#1;&#27;[31m&c;" + b"</w:t></w:r></w:p>"
    paths = b"<vt:lpwstr>../../../../etc/passwd " + b"0" * 40 + b"<"
    t.edit("bomb.docx", lambda n, d: bomb if n == "word/document.xml" else d)
    yield from wants(t.call("verify", "bomb.docx"), 1, "word/document.xml", "verify-damaged")
    for name, data in (("doctype", doctype), ("long", long), ("open", b"<w:p" * 100000)):
        t.edit(name + ".docx", lambda n, d: data if n == "word/document.xml" else d)
        got = t.call("verify", name + ".docx")
        yield from wants(got, 1, "sửa tay")
        if "\x1b" in got[1] or "bbbb" in got[1]:
            yield name + ": what the file says came through"
    t.edit("paths.docx", lambda n, d: d.replace(b"<vt:lpwstr>tb.yaml ", paths))
    yield from wants(t.call("verify", "paths.docx"), 1)
    for option in ("--output=x", "0" * 39 + "g"):
        t.edit("o.docx", lambda n, d: d.replace(b"<vt:lpwstr>tb.yaml ", b"<vt:lpwstr>tb.yaml " +
                                                option.encode() + b"<!--"))
        t.call("verify", "o.docx")
        if os.path.exists(t.path("x")) or os.path.exists(t.path("sources/x")):
            yield "an option was handed to git"
    with open(t.path("big.docx"), "wb") as f:
        f.truncate(300 << 20)
    yield from wants(t.call("verify", "big.docx"), 1, "verify-big")


def run(binary, tally):
    for test in (as_built, by_hand, saved_again, source_changed, defaults_changed, source_gone,
                 without_properties, other_version, hostile):
        with tempfile.TemporaryDirectory() as root:
            tally.add("archive " + test.__name__, list(test(Tree(binary, root))))


def main(args):
    from formats import Tally
    tally = Tally()
    run(os.path.abspath(args[0]) if args else os.path.join(ROOT, "gen", "vanban"), tally)
    print("%d passed, %d failed" % (tally.passed, tally.failed))
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
