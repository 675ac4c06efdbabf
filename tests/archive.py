#!/usr/bin/env python3
"""`vanban verify` in a real repository: what a golden file can't hold, since commits and
digests differ. A file as it was built, changed by hand, with its sources changed, without
its properties, saved by LibreOffice; the commit that the original is made from again; and
files and repositories that are out to do harm.

    tests/archive.py [BINARY]

Codes that are provoked here: "verify-big", "verify-damaged".
"""
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

import trial
from hostile import png

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
        self.binary, self.root, self.env = binary, root, ENV
        os.mkdir(os.path.join(root, "sources"))
        self.write("sources/_mac-dinh.yaml", DEFAULTS)
        self.write("sources/tb.yaml", SOURCE)
        self.git("init", "-q")
        self.commit("thong bao")
        self.call("build")

    def git(self, *args):
        p = subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b"] + list(args),
                           cwd=self.root, env=ENV, check=True, stdout=subprocess.PIPE)
        return p.stdout.decode().strip()

    def commit(self, subject):
        """Everything but what was built. Its short name."""
        self.git("add", "-A", "--", ".", ":!out", ":!*.docx")
        self.git("commit", "-qm", subject)
        return self.git("rev-parse", "--short", "HEAD")

    def path(self, name):
        return os.path.join(self.root, name)

    def write(self, name, text):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "w", encoding="utf-8") as f:
            f.write(text)

    def call(self, *args):
        p = subprocess.run([self.binary] + list(args), cwd=self.root, env=self.env, timeout=60,
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


# ---- The original, from a commit ---------------------------------------------------------


def by_hand_in(t, name, was="thứ Năm", now="thứ Bảy"):
    t.edit(name, lambda n, d: d.replace(was.encode(), now.encode()))


def shows(t, name, commit, was="thứ Năm", now="thứ Bảy"):
    """What was changed by hand shows against the file as that commit gives it."""
    yield from wants(t.call("verify", name), 1, "bản gốc: dựng từ nguồn như ở commit " + commit,
                     "- như dựng từ commit " + commit, "- Sở tiếp công dân vào sáng %s." % was,
                     "+ Sở tiếp công dân vào sáng %s." % now)


def source_committed(t):
    """The text has changed since, in two commits, and the file by hand."""
    by_hand_in(t, "x.docx")
    first = t.git("rev-parse", "--short", "HEAD")
    t.write("sources/tb.yaml", SOURCE.replace("thứ Năm", "thứ Hai"))
    t.commit("doi ngay")
    t.write("sources/tb.yaml", SOURCE.replace("thứ Năm", "thứ Ba"))
    t.commit("doi nua")
    yield from shows(t, "x.docx", first)
    yield from wants(t.call("verify", "out/tb.docx"), 1, "đúng tệp này, từng byte",
                     "dựng từ nguồn như ở commit " + first)
    got = t.call("verify", "--lang", "en", "x.docx")
    yield from wants(got, 1, "original: built from sources as in commit " + first, "+ in the file):")
    t.git("checkout", "-q", "--detach")
    t.git("branch", "-q", "-D", t.git("for-each-ref", "--format=%(refname:short)"))
    yield from shows(t, "x.docx", first)


def shared_committed(t):
    """Defaults have changed before and after: the commit between is the one."""
    t.write("sources/_mac-dinh.yaml", DEFAULTS.replace("An Lạc", "An Bình"))
    t.write("sources/khac.yaml", SOURCE)
    middle = t.commit("doi dia danh")
    t.call("build")
    by_hand_in(t, "x.docx")
    t.write("sources/_mac-dinh.yaml", DEFAULTS.replace("An Lạc", "An Hòa"))
    t.commit("doi dia danh nua")
    yield from shows(t, "x.docx", middle)
    # In no commit any more: what is otherwise is named.
    t.write("sources/_mac-dinh.yaml", DEFAULTS.replace("An Lạc", "An Phú"))
    t.call("build")
    by_hand_in(t, "y.docx")
    t.write("sources/_mac-dinh.yaml", DEFAULTS)
    yield from wants(t.call("verify", "y.docx"), 1, "khác ở: mặc định _mac-dinh.yaml",
                     "không có bản gốc để chỉ ra")


def source_removed(t):
    by_hand_in(t, "x.docx")
    first = t.git("rev-parse", "--short", "HEAD")
    os.remove(t.path("sources/tb.yaml"))
    t.commit("bo")
    yield from shows(t, "x.docx", first)


def folder_and_neighbours(t):
    """A document of several files, of more than one folder, and others that cite it."""
    os.remove(t.path("sources/tb.yaml"))
    t.write("sources/so/tb/van-ban.yaml", SOURCE[:SOURCE.index("  Sở tiếp")].replace(
        "noi_dung: |\n", "noi_dung: than.md\n") + SOURCE[SOURCE.index("noi_nhan"):])
    t.write("sources/so/tb/than.md", "Sở tiếp công dân vào sáng thứ Năm.\n\n```bang\n"
            "cot: [{ten: Ngày}, {ten: Người}]\ntep: lich.csv\n```\n")
    t.write("sources/so/tb/lich.csv", "Ngày,Người\n1,Đỗ Văn Khải\n")
    t.write("sources/so/_mau/nd30/tu-ngu.yaml", "noi-nhan: NƠI NHẬN\n")
    t.write("sources/so/tb/con.yaml", SOURCE)
    first = t.commit("nhieu tep")
    got = t.call("build", "so/tb")
    if got[0]:
        yield got[2]
        return
    shutil.copy(t.path("out/so/tb.docx"), t.path("out/tb.docx"))
    yield from wants(t.call("verify", "out/tb.docx"), 0, "từng byte")
    by_hand_in(t, "x.docx")
    t.write("sources/so/tb/lich.csv", "Ngày,Người\n2,Đỗ Văn Khải\n")
    t.commit("doi lich")
    t.write("sources/so/_mau/nd30/tu-ngu.yaml", "noi-nhan: Gửi\n")
    t.commit("doi mau")
    yield from shows(t, "x.docx", first)


def own_templates(t):
    """Templates of the project, in the same repository."""
    t.write("mau/nd30/tu-ngu.yaml", "noi-nhan: NƠI NHẬN\n")
    first = t.commit("mau")
    t.call("build", "--templates", "mau")
    by_hand_in(t, "x.docx")
    t.write("mau/nd30/tu-ngu.yaml", "noi-nhan: Gửi\n")
    t.commit("doi mau")
    got = t.call("verify", "--templates", "mau", "x.docx")
    yield from wants(got, 1, "dựng từ nguồn như ở commit " + first, "+ Sở tiếp công dân vào sáng thứ Bảy.")
    # Those of elsewhere are not in any commit.
    shutil.move(t.path("mau"), t.path("sources/../mau-khac"))
    got = t.call("verify", "x.docx")
    yield from wants(got, 1, "không commit nào có các giá trị chung", "mẫu nd30")


def program_in_repository(t):
    """The program's own templates stand in the repository, as here."""
    shutil.copytree(os.path.join(trial.ROOT, "templates"), t.path("templates"))
    os.mkdir(t.path("gen"))
    shutil.copy(t.binary, t.path("gen/vanban"))
    t.binary = t.path("gen/vanban")
    first = t.commit("chuong trinh")
    t.call("build")
    by_hand_in(t, "x.docx")
    words = t.path("templates/nd30/tu-ngu.yaml")
    with open(words, encoding="utf-8") as f:
        text = f.read()
    with open(words, "w", encoding="utf-8") as f:
        f.write(text.replace("Nơi nhận", "Gửi tới"))
    t.commit("doi tu ngu")
    yield from wants(t.call("verify", "x.docx"), 1, "mẫu: nd30  đã khác")
    yield from shows(t, "x.docx", first)


def not_committed(t):
    t.write("sources/tb.yaml", SOURCE.replace("thứ Năm", "thứ Hai"))
    t.call("build")
    by_hand_in(t, "x.docx", "thứ Hai")
    t.write("sources/tb.yaml", SOURCE)
    yield from wants(t.call("verify", "x.docx"), 1, "không commit nào giữ đủ các tệp nguồn",
                     "chữ: đã sửa tay sau khi dựng; không có bản gốc")


def no_history(t):
    by_hand_in(t, "x.docx")
    t.write("sources/tb.yaml", SOURCE.replace("thứ Năm", "thứ Hai"))
    t.commit("doi ngay")
    t.git("clone", "-q", "--depth", "1", "file://" + t.root, "nong")
    shutil.copy(t.path("x.docx"), t.path("nong/x.docx"))
    whole, t.root = t.root, t.path("nong")
    yield from wants(t.call("verify", "x.docx"), 1, "git fetch --unshallow")
    t.root = whole
    shutil.rmtree(t.path(".git"))
    yield from wants(t.call("verify", "x.docx"), 1, "không nằm trong kho git")


def other_text(t):
    """The program of then printed otherwise: its number is named, nothing is called changed."""
    chu = re.compile(rb'(name="vanban.chu"><vt:lpwstr>)[0-9a-f]+')
    t.edit("x.docx", lambda n, d: chu.sub(rb"\g<1>" + b"0" * 32, d).replace(
        b"<vt:lpwstr>0.1.0<", b"<vt:lpwstr>0.0.9<"))
    yield from wants(t.call("verify", "x.docx"), 1, "in ra chữ khác lúc dựng",
                     "dùng vanban 0.0.9 để dựng lại")


def many_commits(t):
    """What others do meanwhile is no reason to build again and again."""
    by_hand_in(t, "x.docx")
    for i in range(60):
        t.write("sources/k%d.yaml" % i, SOURCE)
        t.commit("khac %d" % i)
    last = t.git("rev-parse", "--short", "HEAD")
    t.write("sources/tb.yaml", SOURCE.replace("thứ Năm", "thứ Hai"))
    t.commit("doi ngay")
    yield from shows(t, "x.docx", last)


def digest_of(folder):
    """Every byte, name and time below a folder."""
    seen = hashlib.sha256()
    for path, dirs, names in os.walk(folder):
        dirs.sort()
        for name in sorted(names) + dirs:
            full = os.path.join(path, name)
            st = os.lstat(full)
            seen.update(("%s %d %d" % (full, st.st_mtime_ns, st.st_size)).encode())
            if os.path.isfile(full) and not os.path.islink(full):
                with open(full, "rb") as f:
                    seen.update(f.read())
    return seen.hexdigest()


def untouched(t):
    """Nothing of the repository runs, nothing in it or its work tree changes, and nothing of
    the commit is left in the folder for temporary files."""
    marks = t.path("marks")
    os.mkdir(marks)
    script = "#!/bin/sh\ntouch %s/$(basename $0)\ncat\n" % marks
    for name in ("filter", "fsmonitor", "pager", "gpg", "post-checkout", "ssh"):
        t.write(".git/hooks/" + name, script)
        os.chmod(t.path(".git/hooks/" + name), 0o755)
    t.write(".gitattributes", "* filter=x diff=x export-subst\n")
    t.write("sources/_van-ban.yaml", "# $Format:%H$\n")
    first = t.commit("thuoc tinh")
    for key, name in (("filter.x.smudge", "filter"), ("filter.x.clean", "filter"),
                      ("diff.x.textconv", "filter"), ("diff.external", "filter"),
                      ("core.fsmonitor", "fsmonitor"), ("core.pager", "pager"),
                      ("gpg.program", "gpg"), ("core.sshCommand", "ssh")):
        t.git("config", key, t.path(".git/hooks/" + name))
    t.git("config", "log.showSignature", "true")
    by_hand_in(t, "x.docx")
    t.write("sources/tb.yaml", SOURCE.replace("thứ Năm", "thứ Hai"))
    t.git("-c", "filter.x.clean=cat", "-c", "core.fsmonitor=false", "commit", "-qam", "doi ngay")
    for name in os.listdir(marks):
        os.remove(os.path.join(marks, name))
    with tempfile.TemporaryDirectory() as tmp:
        before = digest_of(t.root)
        t.env = dict(ENV, TMPDIR=tmp)
        yield from shows(t, "x.docx", first)
        if digest_of(t.root) != before:
            yield "the repository or its work tree has changed"
        if os.listdir(tmp):
            yield "left behind: %s" % os.listdir(tmp)
    if os.listdir(marks):
        yield "run: %s" % os.listdir(marks)


def links(t):
    """A link in a commit is refused, wherever it leads."""
    t.write("secret", "Sở tiếp công dân vào sáng thứ Năm.\n")
    t.write("sources/tb.yaml", SOURCE[:SOURCE.index("noi_dung")] + "noi_dung: than.md\n" +
            SOURCE[SOURCE.index("noi_nhan"):])
    t.write("sources/than.md", "Sở tiếp công dân vào sáng thứ Năm.\n")
    t.call("build")
    by_hand_in(t, "x.docx")
    os.remove(t.path("sources/than.md"))
    os.symlink("../secret", t.path("sources/than.md"))
    t.commit("lien ket")
    os.remove(t.path("sources/than.md"))
    t.write("sources/than.md", "Khác.\n")
    t.commit("het lien ket")
    got = t.call("verify", "x.docx")
    yield from wants(got, 1, "không có bản gốc")


def linked(t):
    """A source that is a link is issued: the lock stands beside the name that it has here."""
    os.rename(t.path("sources/tb.yaml"), t.path("sources/_that.yaml"))
    os.symlink("_that.yaml", t.path("sources/tb.yaml"))
    yield from wants(t.call("ban-hanh", "tb", "--so", "3", "--ngay", "2022-05-11"), 0,
                     "sources/tb.khoa", "sources/_that.yaml")
    if not os.path.islink(t.path("sources/tb.yaml")):
        yield "the link is gone"
    yield from wants(t.call("build"), 0)
    yield from wants(t.call("check"), 0)
    yield from wants(t.call("verify", "out/tb.docx"), 0, "nguyên")


def beside_the_text(t):
    """Headers and pictures, which the digest of the text does not tell of."""
    t.write("sources/tb.yaml", SOURCE.replace("  Người dân", "  ![Sơ đồ](so-do.png)\n\n  Người dân"))
    with open(t.path("sources/so-do.png"), "wb") as f:
        f.write(png(40, 30))
    t.call("build")
    t.edit("same.docx", lambda n, d: d)
    yield from wants(t.call("verify", "same.docx"), 0, "nguyên")
    t.edit("x.docx", lambda n, d: d.replace(b"</w:p>", b"<w:r><w:t>DAT</w:t></w:r></w:p>", 1)
           if n.startswith("word/header") else d)
    yield from wants(t.call("verify", "x.docx"), 1, "chân trang: đã sửa tay", "+ DAT")
    t.edit("y.docx", lambda n, d: png(40, 31) if n.startswith("word/media/") else d)
    yield from wants(t.call("verify", "y.docx"), 1, "hình: không còn", "chữ: nguyên")
    t.commit("co hinh")
    t.write("sources/tb.yaml", SOURCE)
    yield from wants(t.call("verify", "y.docx"), 1, "hình: không còn", "bản gốc: dựng từ nguồn")


def bad_names(t):
    """Names of a tree that no folder could have, made by hand."""
    blob = t.git("hash-object", "-w", "sources/tb.yaml")
    defaults = t.git("hash-object", "-w", "sources/_mac-dinh.yaml")
    by_hand_in(t, "x.docx")

    def tree(entries):
        raw = b"".join(mode + b" " + name + b"\0" + bytes.fromhex(i) for mode, name, i in entries)
        p = subprocess.run(["git", "hash-object", "-t", "tree", "-w", "--literally", "--stdin"],
                           cwd=t.root, env=ENV, input=raw, stdout=subprocess.PIPE, check=True)
        return p.stdout.decode().strip()

    evil = tree([(b"100644", b"x.yaml", blob)])
    sources = tree([(b"40000", b"..", evil), (b"40000", b".git", evil),
                    (b"100644", b"_mac-dinh.yaml", defaults), (b"100644", b"a\nb.yaml", blob),
                    (b"100644", b"c\xff.yaml", blob), (b"100644", b"tb.yaml", blob),
                    (b"160000", b"z", "1" * 40)])
    top = tree([(b"40000", b"sources", sources)])
    commit = t.git("commit-tree", "-m", "x \x1b[31m", top)
    t.git("update-ref", "refs/heads/evil", commit)
    t.write("sources/tb.yaml", SOURCE.replace("thứ Năm", "thứ Hai"))
    t.commit("doi ngay")
    got = t.call("verify", "x.docx")
    yield from wants(got, 1, "bản gốc: dựng từ nguồn như ở commit", "+ Sở tiếp công dân vào sáng thứ Bảy.")
    if "\x1b" in got[1]:
        yield "the subject of a commit came through"
    if os.path.exists(t.path("x.yaml")):
        yield "a file was laid outside"


def by_office(t):
    """Saved by LibreOffice, as a DOCX and as a PDF."""
    first = t.git("rev-parse", "--short", "HEAD")
    by_hand_in(t, "x.docx")
    with tempfile.TemporaryDirectory() as home:
        for kind, name in (("docx:MS Word 2007 XML", "x.docx"), ("pdf", "out/tb.docx")):
            subprocess.run(["soffice", "-env:UserInstallation=file://" + home, "--headless",
                            "--convert-to", kind, "--outdir", t.path("lo"), t.path(name)],
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True,
                           timeout=120)
    yield from wants(t.call("verify", "lo/x.docx"), 1, "lưu lại bằng chương trình khác",
                     "- Sở tiếp công dân vào sáng thứ Năm.", "+ Sở tiếp công dân vào sáng thứ Bảy.")
    yield from wants(t.call("verify", "lo/tb.pdf"), 0, "văn bản: tb", "là nguồn của tệp này")
    t.write("sources/tb.yaml", SOURCE.replace("thứ Năm", "thứ Hai"))
    t.commit("doi ngay")
    yield from shows(t, "lo/x.docx", first)
    yield from wants(t.call("verify", "lo/tb.pdf"), 1, "đã khác từ khi dựng",
                     "bản gốc: dựng từ nguồn như ở commit " + first)


def digest_only(t):
    """Without properties the short digest finds the commit, and so what was changed."""
    first = t.git("rev-parse", "--short", "HEAD")
    t.edit("x.docx", lambda n, d: None if n == "docProps/custom.xml" else
           d.replace("thứ Năm".encode(), "thứ Bảy".encode()))
    t.write("sources/tb.yaml", SOURCE.replace("thứ Năm", "thứ Hai"))
    t.commit("doi ngay")
    yield from shows(t, "x.docx", first)


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
    by_hand_in(t, "turned.docx", "thứ Năm", "\u202ethứ\u009b Hai")
    got = t.call("verify", "turned.docx")
    yield from wants(got, 1, "+ Sở tiếp công dân vào sáng \ufffdthứ\ufffd Hai.")
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
                 without_properties, other_version, source_committed, shared_committed,
                 source_removed, folder_and_neighbours, own_templates, program_in_repository, not_committed, no_history,
                 other_text, many_commits, untouched, links, linked, beside_the_text, bad_names, by_office, digest_only,
                 hostile):
        with tempfile.TemporaryDirectory() as root:
            tally.add("archive " + test.__name__, list(test(Tree(binary, root))))


if __name__ == "__main__":
    sys.exit(trial.main(run))
