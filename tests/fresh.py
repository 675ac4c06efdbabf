#!/usr/bin/env python3
"""Only what changed: `vanban build` beside what is in out/ already.

Each step changes a tree that was built, says which documents that must rebuild, and no
other, and holds every file of out/ against those of a build from nothing. Then so many
steps at random are held against a build from nothing only.

    tests/fresh.py [BINARY] [-v] [--count N] [--seed N]
"""
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

import trial

STEPS = 60

DEFAULTS = """dia_danh: Hà Nội
co_quan_chu_quan: Ủy ban nhân dân Thành phố
co_quan: Sở Thử nghiệm
ten_day_du: Sở Thử nghiệm Thành phố
viet_tat: STN
nguoi_ky:
  giam-doc: {chuc_vu: Giám đốc, ho_ten: Nguyễn Văn An}
  pho: {chuc_vu: Phó Giám đốc, ho_ten: Trần Thị Bình}
ky: giam-doc
noi_nhan: [Các phòng thuộc Sở]
"""
CATALOGUE = """nd-1: {loai: nghi-dinh, so_ky_hieu: 1/2020/NĐ-CP, ngay: 2020-03-05, tac_gia: Chính phủ, trich_yeu: về việc một}
nd-2: {loai: nghi-dinh, so_ky_hieu: 2/2020/NĐ-CP, ngay: 2020-04-05, tac_gia: Chính phủ, trich_yeu: về việc hai}
"""

class Tree:
    """A small archive: a and b cite, c stands alone, d has files of its own."""

    def __init__(self, root):
        self.root = root
        self.put("s/_mac-dinh.yaml", DEFAULTS)
        self.put("s/_van-ban.yaml", CATALOGUE)
        self.put("s/a.yaml", "loai: ke-hoach\nso: 1\nngay: 2026-03-01\ntrich_yeu: Việc a\n"
                 "can_cu:\n  - van_ban: nd-1\nnoi_dung: |\n  Theo [](vb:s/b).\n")
        self.put("s/b.yaml", "loai: bao-cao\nso: 2\nngay: 2026-02-01\ntrich_yeu: Việc b\nky: pho\n"
                 "noi_dung: |\n  Đoạn của b.\n")
        self.put("s/c.yaml", "loai: thong-bao\nso: 3\nngay: 2026-02-03\ntrich_yeu: Việc c\n"
                 "noi_dung: |\n  Đoạn của c.\n")
        self.put("s/d/van-ban.yaml", "loai: ke-hoach\nso: 4\nngay: 2026-02-04\ntrich_yeu: Việc d\n"
                 "noi_dung: than.md\nphu_luc:\n  - {tieu_de: Biểu, noi_dung: bang.md, tep_rieng: co}\n")
        self.put("s/d/than.md", "Đoạn của d, Phụ lục kèm theo.\n\n![một ảnh](anh.png)\n")
        self.put("s/d/bang.md", "```bang\ncot: [{ten: A}, {ten: B}]\ntep: so.csv\n```\n")
        self.put("s/d/so.csv", "A,B\n1,2\n")
        with open(self.path("s/d/anh.png"), "wb") as f:
            f.write(PNG)

    def path(self, name):
        return os.path.join(self.root, "sources", name)

    def get(self, name):
        with open(self.path(name), encoding="utf-8") as f:
            return f.read()

    def put(self, name, text):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "w", encoding="utf-8") as f:
            f.write(text)

    def edit(self, name, old, new):
        text = self.get(name)
        assert old in text, (name, old)
        self.put(name, text.replace(old, new))

    def replace(self, name, old, new):
        """As editors save: whoever reads sees the old text or the new."""
        text = self.get(name)
        self.put("../new", text.replace(old, new))
        os.replace(self.path("../new"), self.path(name))


def png():
    import struct
    import zlib

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(
            ">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 4, 8, 0, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(b"\0\1\2\3\4" * 4)) + chunk(b"IEND", b""))


PNG = png()


class Run:
    def __init__(self, binary, root, *args, **env):
        p = subprocess.run([binary, "build", "--format", "json", *args], cwd=root,
                           env=trial.environment(**env), stdin=subprocess.DEVNULL,
                           stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
        self.status, self.err = p.returncode, p.stderr.decode()
        lines = [json.loads(line) for line in p.stdout.decode().splitlines()]
        self.documents = {x["document"]: x for x in lines if "document" in x}
        self.findings = [x for x in lines if "code" in x]
        self.total = next((x for x in lines if "documents" in x), None)

    def of(self, result):
        return {k for k, v in self.documents.items() if v["result"] == result}

    def codes(self):
        return sorted(f["code"] for f in self.findings)


class Ground:
    def __init__(self, binary, root, tally):
        self.binary, self.root, self.tally = binary, root, tally
        self.out = os.path.join(root, "out")

    def run(self, *args, **env):
        return Run(self.binary, self.root, *args, **env)

    def anew(self, *args):
        """The files of a build from nothing, and what it found."""
        new = os.path.join(self.root, "anew")
        shutil.rmtree(new, ignore_errors=True)
        run = self.run("--out", "anew", *args)
        return trial.files(new), run

    def same_as_anew(self, run, *args):
        want, fresh = self.anew(*args)
        have = trial.files(self.out)
        problems = ["not as from nothing: " + n for n in want if want[n] != have.get(n)]
        if run.of("failed") != fresh.of("failed"):
            problems.append("failed %s, from nothing %s" % (run.of("failed"), fresh.of("failed")))
        # What is left in out/ from before is only told there.
        told = [c for c in run.codes() if not c.startswith("output-")]
        if told != fresh.codes() or run.status != fresh.status:
            problems.append("findings %s, status %d; from nothing %s, %d" % (
                told, run.status, fresh.codes(), fresh.status))
        return problems

    def step(self, name, change, built, failed=(), args=(), codes=None, quiet=True, why=()):
        change()
        run = self.run(*args)
        problems = []
        if run.of("built") != set(built):
            problems.append("built %s, wanted %s" % (sorted(run.of("built")), sorted(built)))
            problems += ["%s: %s" % (k, v["why"]) for k, v in run.documents.items() if v["why"]]
        if run.of("failed") != set(failed):
            problems.append("failed %s, wanted %s" % (sorted(run.of("failed")), sorted(failed)))
        if codes is not None and run.codes() != sorted(codes):
            problems.append("findings %s, wanted %s" % (run.codes(), sorted(codes)))
        problems += ["%s: why %s" % (k, run.documents[k]["why"]) for k in why
                     if run.documents[k]["why"] != why[k]]
        problems += self.same_as_anew(run, *args)
        again = self.run(*args)
        if again.of("built"):
            problems.append("the next run builds %s" % sorted(again.of("built")))
        if again.codes() != run.codes() and quiet:
            problems.append("the next run finds %s, this one %s" % (again.codes(), run.codes()))
        self.tally.add("fresh: " + name, problems + ([run.err] if run.err else []))
        return run


def steps(g):
    t = Tree(g.root)
    everything = {"s/a", "s/b", "s/c", "s/d"}
    out = lambda name: os.path.join(g.out, name)
    g.step("the first build", lambda: None, everything)
    g.step("nothing", lambda: None, ())
    g.step("a file touched", lambda: os.utime(t.path("s/a.yaml")), ())
    g.step("a comment in the defaults", lambda: t.edit(
        "s/_mac-dinh.yaml", "dia_danh: Hà Nội", "# đã xem lại\ndia_danh: Hà Nội"), ())
    g.step("a signer whom nobody uses", lambda: t.edit(
        "s/_mac-dinh.yaml", "\nky:", "\n  moi: {chuc_vu: Phó Giám đốc, ho_ten: Lê Văn Cường}\nky:"), ())
    g.step("a signer whom one uses", lambda: t.edit("s/_mac-dinh.yaml", "Trần Thị Bình", "Trần Thị Bích"),
           {"s/b"})
    g.step("a signer of the others", lambda: t.edit("s/_mac-dinh.yaml", "Nguyễn Văn An", "Nguyễn Văn Ân"),
           everything - {"s/b"})
    g.step("a default of all", lambda: t.edit("s/_mac-dinh.yaml", "Hà Nội", "Huế"), everything)
    moved = "dia_danh nay lấy từ %s, trước lấy từ %s"
    g.step("a nearer _mac-dinh.yaml", lambda: t.put("s/d/_mac-dinh.yaml", "dia_danh: Vinh\n"), {"s/d"},
           why={"s/d": [moved % ("s/d/_mac-dinh.yaml", "s/_mac-dinh.yaml")]})
    g.step("it goes", lambda: os.remove(t.path("s/d/_mac-dinh.yaml")), {"s/d"},
           why={"s/d": [moved % ("s/_mac-dinh.yaml", "s/d/_mac-dinh.yaml")]})
    g.step("a source that is none", lambda: t.put("s/c.yaml", t.get("s/c.yaml") + "x: [\n"), (), {"s/c"},
           why={"s/c": []})
    g.step("it is one again", lambda: t.put("s/c.yaml", t.get("s/c.yaml").replace("x: [\n", "")),
           {"s/c"}, why={"s/c": ["lần trước có lỗi hoặc cảnh báo", "s/c.yaml đã thay đổi"]})
    g.step("a new key in the defaults", lambda: t.edit("s/_mac-dinh.yaml", "ky: giam-doc",
                                                       "ky: giam-doc\ndo_khan: khan"), everything)
    g.step("it goes again", lambda: t.edit("s/_mac-dinh.yaml", "\ndo_khan: khan", ""), everything)
    g.step("only the date of a cited document", lambda: t.edit("s/b.yaml", "2026-02-01", "2026-02-02"),
           {"s/a", "s/b"})
    g.step("the body of a cited document", lambda: t.edit("s/b.yaml", "Đoạn của b.", "Đoạn mới."), {"s/b"})
    g.step("an agency that is cited", lambda: t.edit(
        "s/_mac-dinh.yaml", "ten_day_du: Sở Thử nghiệm Thành phố", "ten_day_du: Sở Thử nghiệm"), everything)
    g.step("another entry of the catalogue", lambda: t.edit("s/_van-ban.yaml", "việc hai", "việc khác"), ())
    g.step("the entry that is cited", lambda: t.edit("s/_van-ban.yaml", "việc một", "việc đầu"), {"s/a"})
    g.step("a nearer catalogue", lambda: t.put("s/_van-ban.yaml", CATALOGUE.replace(
        "2020-03-05", "2020-03-06")), {"s/a"})
    g.step("the body's file", lambda: t.edit("s/d/than.md", "Đoạn", "Phần"), {"s/d"})
    g.step("the CSV", lambda: t.put("s/d/so.csv", "A,B\n1,3\n"), {"s/d"})

    def picture():
        with open(t.path("s/d/anh.png"), "wb") as f:
            f.write(PNG)
    g.step("the picture, written as it was", picture, ())
    g.step("another file in the tree", lambda: t.put("s/ghi-chu.txt", "x\n"), ())
    g.step("a table of many files", lambda: (t.put("s/d/so-hai.csv", "A,B\n5,6\n"), t.edit(
        "s/d/bang.md", "tep: so.csv", "tep: so*.csv")), {"s/d"})
    g.step("one more of them", lambda: t.put("s/d/so-ba.csv", "A,B\n7,8\n"), {"s/d"})
    g.step("and one less", lambda: os.remove(t.path("s/d/so-hai.csv")), {"s/d"})
    g.step("a lock that is none", lambda: t.put("s/c.khoa", "x\n"), (), {"s/c"},
           codes=["lock-broken"])
    g.step("it goes away", lambda: os.remove(t.path("s/c.khoa")), {"s/c"})
    g.step("a text for each row", lambda: (t.put("s/moi.csv", "ma,ten\nx,Sở X\ny,Sở Y\n"), t.put(
        "s/gm.yaml", "loai: thong-bao\nngay: 2026-02-03\nlap_theo: moi.csv\n"
        "trich_yeu: Mời {ten}\nnoi_dung: |\n  Mời {ten}.\n")), {"s/gm/x", "s/gm/y"})
    g.step("one row more", lambda: t.put("s/moi.csv", t.get("s/moi.csv") + "z,Sở Z\n"),
           {"s/gm/z"})
    g.step("one row changes", lambda: t.edit("s/moi.csv", "Sở Y", "Sở Y và Xã Y"), {"s/gm/y"})
    g.step("one column more", lambda: t.put("s/moi.csv", "".join(
        l + e + "\n" for l, e in zip(t.get("s/moi.csv").splitlines(), (",noi", ",A", ",B", ",C")))),
        {"s/gm/x", "s/gm/y", "s/gm/z"})
    g.step("one row less, the first", lambda: t.put("s/moi.csv", "ma,ten,noi\nz,Sở Z,C\ny,Sở Y,D\n"),
           {"s/gm/y", "s/gm/z"}, codes=["output-orphan"])
    g.step("--prune of its file", lambda: None, (), args=("--prune",), codes=[], quiet=False)
    g.step("a fault of the text", lambda: t.edit("s/gm.yaml", "Mời {ten}.", "Mời {ten}.\n\n  ```bang\n"
           "  cot: [{ten: A}]\n  hang: [[a], [b]]\n  loc: {A: [a, c]}\n  ```\n"),
           {"s/gm/y", "s/gm/z"}, codes=["table-filter-none"])
    g.step("it is told with another first row", lambda: t.put(
        "s/moi.csv", "ma,ten,noi\ny,Sở Y,D\nz,Sở Z,C\n"), {"s/gm/y", "s/gm/z"}, codes=["table-filter-none"])
    g.step("a row that can't be one", lambda: t.put("s/moi.csv", "ma,ten,noi\ny,Sở Y,D\nz,,C\n"), (),
           {"s/gm/z"}, codes=["table-filter-none", "variable-empty"])
    g.step("numbers that are counted", lambda: (t.put("s/moi.csv", "ma,ten,noi\ny,Sở Y,D\nz,Sở Z,C\n"),
           t.put("s/gm.yaml", "loai: thong-bao\nngay: 2026-02-03\nlap_theo: {tep: moi.csv, so_tu: 7}\n"
                 "trich_yeu: Mời {ten}\nnoi_dung: |\n  Mời {ten}.\n")), {"s/gm/y", "s/gm/z"})
    g.step("and change with the order", lambda: t.put(
        "s/moi.csv", "ma,ten,noi\nz,Sở Z,C\ny,Sở Y,D\n"), {"s/gm/y", "s/gm/z"})
    g.step("the text goes", lambda: os.remove(t.path("s/gm.yaml")), (),
           codes=["output-orphan", "output-orphan"])
    g.step("--prune of its files", lambda: None, (), args=("--prune",), codes=[], quiet=False)
    g.step("another sort of file", lambda: None, everything, args=("--to", "html"))
    g.step("the sort of before", lambda: None, ())
    g.step("both", lambda: None, (), args=("--to", "docx,html"))
    g.step("a change, to one sort", lambda: t.edit("s/c.yaml", "Việc c", "Việc cc"), {"s/c"},
           args=("--to", "docx"))
    g.step("the other", lambda: None, {"s/c"}, args=("--to", "html"))
    g.step("a sheet that only pages have", lambda: t.put(
        "s/_mau/nd30/trang-web.css", "p { color: red }\n"), everything, args=("--to", "docx,html"))
    g.step("it goes for texts", lambda: shutil.rmtree(t.path("s/_mau")), everything,
           args=("--to", "docx,html"))
    g.step("a new document", lambda: t.put("s/e.yaml", t.get("s/c.yaml").replace("so: 3", "so: 5")),
           {"s/e"})
    g.step("a citation of nothing", lambda: t.edit("s/c.yaml", "Đoạn của c.", "Theo [](vb:s/f)."), (),
           {"s/c"}, codes=["cite-unknown"])
    g.step("still nothing", lambda: None, (), {"s/c"}, codes=["cite-unknown"])
    g.step("what it cites appears", lambda: t.put("s/f.yaml", t.get("s/b.yaml").replace("so: 2", "so: 6")),
           {"s/c", "s/f"})
    g.step("under a former id now", lambda: (os.rename(t.path("s/f.yaml"), t.path("s/g.yaml")), t.put(
        "s/g.yaml", t.get("s/g.yaml") + "ma_cu: [s/f]\n")), {"s/c", "s/g"},
        codes=["output-orphan"])
    g.step("--prune", lambda: None, (), args=("--prune",), codes=[], quiet=False)
    g.tally.add("fresh: what was removed", ["is there"] if os.path.exists(out("s/f.docx")) else [])
    g.step("a _mau/", lambda: t.put("s/_mau/nd30/loai/thong-bao.yaml", "ten: Thông cáo chung\n"),
           {"s/c", "s/e"})
    g.step("its comment", lambda: t.put("s/_mau/nd30/loai/thong-bao.yaml",
                                        "# hai\nten: Thông cáo chung\n"), ())
    g.step("a type that is only cited", lambda: t.put(
        "s/_mau/nd30/loai/_ngoai.yaml", "nghi-dinh: {ten: Sắc lệnh, viet_tat: SL}\n"), {"s/a"})
    g.step("the _mau/ goes", lambda: shutil.rmtree(t.path("s/_mau")), {"s/a", "s/c", "s/e"})
    g.step("an output is lost", lambda: os.remove(out("s/b.docx")), {"s/b"})
    g.step("an appendix of its own is lost", lambda: os.remove(out("s/d_phu-luc-1.docx")), {"s/d"})

    def cut():
        with open(out("s/b.docx"), "r+b") as f:
            f.truncate(100)
    g.step("an output is cut short", cut, {"s/b"})

    def flip():
        st = os.stat(out("s/b.docx"))
        with open(out("s/b.docx"), "r+b") as f:
            f.seek(200)
            f.write(bytes([f.read(1)[0] ^ 255]))
        os.utime(out("s/b.docx"), ns=(st.st_atime_ns, st.st_mtime_ns))
    g.step("a byte of an output, its time put back", flip, {"s/b"})

    def swap():
        path = t.path("s/c.yaml")
        st = os.stat(path)
        t.edit("s/c.yaml", "Việc c", "Việc k")
        os.utime(path, ns=(st.st_atime_ns, st.st_mtime_ns))
    g.step("the same length and time, another text", swap, {"s/c"})
    g.step("the cache is lost", lambda: shutil.rmtree(out(".vanban")), everything | {"s/e", "s/g"})
    g.step("the appendix is part of the document again", lambda: t.edit(
        "s/d/van-ban.yaml", ", tep_rieng: co", ""), {"s/d"}, codes=["output-orphan"])
    g.step("--prune again", lambda: None, (), args=("--prune",), quiet=False)
    appendix = out("s/d_phu-luc-1.docx")
    g.tally.add("fresh: what was removed again", ["is there"] if os.path.exists(appendix) else [])

    def edited_orphan():
        t.edit("s/d/van-ban.yaml", "noi_dung: bang.md", "noi_dung: bang.md, tep_rieng: co")
        g.run()
        t.edit("s/d/van-ban.yaml", ", tep_rieng: co", "")
        with open(appendix, "ab") as f:
            f.write(b"x")
    g.step("an edited file that nobody makes", edited_orphan, {"s/d"}, args=("--prune",),
           codes=["output-orphan-edited"])

    def forgotten():
        os.remove(appendix)
        shutil.copy(out("s/b.docx"), out("s/quen.docx"))
        shutil.copy(out("s/b.docx"), out("s/b_phu-luc-9.docx"))
        shutil.rmtree(out(".vanban"))
    g.step("a forgotten file", forgotten, everything | {"s/e", "s/g"}, codes=["output-unknown"],
           quiet=False)
    g.tally.add("fresh: it is still there", [] if os.path.exists(out("s/quen.docx")) else ["gone"])
    os.remove(out("s/quen.docx"))
    os.remove(out("s/b_phu-luc-9.docx"))
    g.step("a warning", lambda: t.edit("s/c.yaml", "loai: thong-bao", "Loai: thong-bao"), {"s/c"})
    return t


def pruned(g, t):
    """What --prune must leave: files of a source that fails, and of what was issued."""
    out = lambda name: os.path.join(g.out, name)

    def prune(name, codes, files, args=("--prune",)):
        for again in ("", ", again"):
            run = g.run(*args)
            problems = ["%s is gone" % f for f in files if not os.path.exists(out(f))]
            if run.codes() != sorted(codes):
                problems.append("findings %s, wanted %s" % (run.codes(), sorted(codes)))
            g.tally.add("fresh: pruned, " + name + again, problems)

    text = t.get("s/c.yaml")
    g.run("--prune")
    os.remove(t.path("s/c.yaml"))
    g.run()
    t.put("s/c.yaml", text + "x: [\n")
    prune("the source is back, and broken", ["bracket-unclosed"], ["s/c.docx"])
    t.put("s/c.yaml", text)
    t.put("s/moi.csv", "ma,ten\nx,Sở X\ny,Sở Y\n")
    t.put("s/gm.yaml", "loai: thong-bao\nngay: 2026-02-03\nlap_theo: moi.csv\n"
          "trich_yeu: Mời họp\nnoi_dung: |\n  Mời {ten}.\n")
    g.run()
    os.rename(t.path("s/moi.csv"), t.path("s/khac.csv"))
    shutil.rmtree(out(".vanban"))
    prune("the list is missing, the cache too", ["file-missing"],
          ["s/gm/x.docx", "s/gm/y.docx"])
    os.rename(t.path("s/khac.csv"), t.path("s/moi.csv"))
    p = subprocess.run([g.binary, "ban-hanh", "s/gm", "--so", "9", "--ngay", "2026-02-03"],
                       cwd=g.root, env=trial.environment(), stdout=subprocess.PIPE,
                       stderr=subprocess.STDOUT, timeout=120)
    g.tally.add("fresh: issued", [p.stdout.decode()] if p.returncode else [])
    g.run()
    t.put("s/moi.csv", "ma,ten\nx,Sở X\n")
    prune("a row of what was issued goes", ["lock-copy-gone"], ["s/gm/y.docx"])
    prune("and is told with another of the list", ["lock-copy-gone"], ["s/gm/y.docx"], ("s/gm/x",))
    prune("and with no other document", [], ["s/gm/y.docx"], ("s/b",))
    t.put("s/moi.csv", "ma,ten\nx,Sở X\ny,Sở Y\n")
    prune("it is back", [], ["s/gm/y.docx"])
    text = t.get("s/gm.yaml")
    os.remove(t.path("s/gm.yaml"))
    prune("its source goes", ["lock-no-source"], ["s/gm/x.docx", "s/gm/y.docx"])
    for name in ("s/gm.khoa", "s/_so-van-ban-di-2026.yaml"):
        os.remove(t.path(name))
    g.run("--prune")
    g.tally.add("fresh: pruned, nothing tells that it was issued",
                ["is there"] if os.path.exists(out("s/gm/x.docx")) else [])
    shutil.copy(out("s/b.docx"), out("s/e_1.docx"))
    os.remove(t.path("s/e.yaml"))
    with open(out("s/e.docx"), "ab") as f:
        f.write(b"x")
    prune("edited, told once", ["output-orphan-edited", "output-unknown"], ["s/e.docx"])
    os.remove(out("s/e_1.docx"))
    os.remove(out("s/e.docx"))


def damaged(g, t, rng):
    """The cache cut short, with other bytes, of zeros, a folder: time, never a document."""
    path = os.path.join(g.out, ".vanban", "cache")
    whole = open(path, "rb").read()
    problems = []
    for i in range(24):
        data = bytearray(whole)
        if i % 3 == 0:
            data = data[:rng.randrange(len(data))]
        elif i % 3 == 1:
            data[rng.randrange(len(data))] ^= 1 + rng.randrange(255)
        else:
            at = rng.randrange(len(data))
            data[at:at + 64] = bytes(64)
        with open(path, "wb") as f:
            f.write(data)
        run = g.run()
        problems += g.same_as_anew(run)
        if run.status:
            problems.append("status %d: %s" % (run.status, run.err[:300]))
    os.remove(path)
    os.mkdir(path)
    problems += g.same_as_anew(g.run())
    os.rmdir(path)
    g.tally.add("fresh: a damaged cache", problems[:10])


def edited(g, t):
    """A file that Word saved is never lost; the page is made from the sources again."""
    import zipfile
    g.run()
    path = os.path.join(g.out, "s", "b.docx")
    with zipfile.ZipFile(path) as z:
        parts = [(i.filename, z.read(i)) for i in z.infolist()]
    for lost in (False, True):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
            for name, data in parts:
                z.writestr(name, data.replace(b"An", b"Em") + b" ")
        mine = open(path, "rb").read()
        if lost:
            shutil.rmtree(os.path.join(g.out, ".vanban"))
        run = g.run()
        kept = [n for n, d in trial.files(g.out).items() if d == mine]
        problems = g.same_as_anew(run)
        if len(kept) != 1 or run.codes() != ["output-kept"]:
            problems.append("kept %s, findings %s" % (kept, run.codes()))
        for name in kept:
            os.remove(os.path.join(g.out, name))
        g.tally.add("fresh: edited by another program%s" % (", the cache lost" if lost else ""), problems)


def edited_page(g, t):
    """The same for a web page and a text; what a change of the sources replaces is not taken
    for somebody's work. Without the cache a page knows itself, a text counts as edited."""
    for kind in ("html", "txt"):
        to = ("--to", kind)
        for lost in (False, True):
            for by_hand in (False, True):
                g.run(*to)
                path, problems = os.path.join(g.out, "s", "b." + kind), []
                if by_hand:
                    with open(path, "a", encoding="utf-8") as f:
                        f.write("thêm\n")
                mine = open(path, "rb").read()
                if lost:
                    shutil.rmtree(os.path.join(g.out, ".vanban"))
                old, new = ("Đoạn", "Phần") if "Đoạn" in t.get("s/b.yaml") else ("Phần", "Đoạn")
                t.edit("s/b.yaml", old, new)
                run = g.run(*to)
                kept = [n for n, d in trial.files(g.out).items() if d == mine]
                problems += g.same_as_anew(run, *to)
                stays = by_hand or (lost and kind == "txt")
                if kept != (["s/b (sua tay 1).%s" % kind] if stays else []) or \
                   run.codes() != (["output-kept"] if stays else []):
                    problems.append("kept %s, findings %s" % (kept, run.codes()))
                for name in kept:
                    os.remove(os.path.join(g.out, name))
                g.tally.add("fresh: %s%s%s" % (kind, " edited by hand" if by_hand else "",
                                               ", the cache lost" if lost else ""), problems)
    for name in list(trial.files(g.out)):
        if not name.endswith(".docx"):
            os.remove(os.path.join(g.out, name))
    g.run("--rebuild")


def shards(g):
    """The shards make the whole, each document once; side by side and into one folder."""
    whole, _ = g.anew()
    problems, seen = [], []
    for n in (1, 2, 3, 7):
        parts = os.path.join(g.root, "parts")
        shutil.rmtree(parts, ignore_errors=True)
        ids = []
        for k in range(1, n + 1):
            ids += list(g.run("--out", "parts", "--shard", "%d/%d" % (k, n)).documents)
        if sorted(ids) != sorted(set(ids)) or trial.files(parts) != whole:
            problems.append("%d shards: %s" % (n, sorted(ids)))
        seen.append(len(ids))
        if any(g.run("--out", "parts", "--shard", "%d/%d" % (k, n)).of("built")
               for k in range(1, n + 1)):
            problems.append("%d shards: built again" % n)
    if len(set(seen)) != 1:
        problems.append("documents: %s" % seen)
    shutil.rmtree(parts)
    if shutil.which("parallel"):
        p = subprocess.run(["parallel", "--will-cite", "-j4", g.binary, "build", "--out", "parts",
                            "--shard", "{}/4", ":::", "1", "2", "3", "4"], cwd=g.root,
                           env=trial.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                           stderr=subprocess.PIPE)
        if p.returncode or trial.files(parts) != whole:
            problems.append("GNU parallel: status %d, %s" % (p.returncode, p.stderr.decode()[:500]))
        if Run(g.binary, g.root, "--out", "parts").of("failed"):
            problems.append("after GNU parallel something fails")
    else:
        problems.append("GNU parallel is not installed")
    g.tally.add("fresh: shards", problems)


def twins(g, t):
    """Several builds at once into one folder, while sources change."""
    problems = []
    for i in range(12):
        t.replace("s/b.yaml", "trich_yeu: ", "trich_yeu: Lại ")
        runs = [subprocess.Popen([g.binary, "build", *more], cwd=g.root, env=trial.environment(),
                                 stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                 stderr=subprocess.PIPE)
                for more in ([], ["s/b"], ["--rebuild"], ["s"])]
        if i % 2:
            t.replace("s/c.yaml", "trich_yeu: ", "trich_yeu: Và ")
        for p in runs:
            err = p.communicate()[1].decode()
            if p.returncode or err:
                problems.append("status %d: %s" % (p.returncode, err[:300]))
        problems += g.same_as_anew(g.run())
        if g.run().of("built"):
            problems.append("not at rest afterwards")
    g.tally.add("fresh: four at once", problems[:10])


def at_random(g, t, rng, n):
    """Edits that nobody thought of: always as from nothing."""
    words = ["Hà Nội", "Huế", "giam-doc", "pho", "2026-02-02", "2026-02-05", "khong", "nd-1", "nd-2",
             "s/a", "s/b", "s/c", "s/nope", "Một đoạn.", "[](vb:s/b)", "[](vb:nd-2)", "bao-cao",
             "thong-bao", "co", "- x", ": y", "#"]
    saved, problems = [], []
    for i in range(n):
        files = sorted(os.path.relpath(os.path.join(d, f), t.path(""))
                       for d, _, fs in os.walk(t.path("")) for f in fs if not f.endswith(".png"))
        name = rng.choice(files)
        text = t.get(name)
        kind = rng.randrange(8)
        if kind == 0 and saved:
            name, text = rng.choice(saved)
            t.put(name, text)
        elif kind == 1:
            saved.append((name, text))
            os.remove(t.path(name))
        elif kind == 2:
            t.put("s/%s.yaml" % rng.choice("abcxyz"), t.get(name) if name.endswith(".yaml") else
                  "loai: thong-bao\n")
        elif kind == 3:
            lines = text.splitlines(True)
            rng.shuffle(lines)
            saved.append((name, text))
            t.put(name, "".join(lines))
        else:
            saved.append((name, text))
            tokens = text.split(" ")
            tokens[rng.randrange(len(tokens))] = rng.choice(words)
            t.put(name, " ".join(tokens))
        # Most of what comes out is wrong; mend it every few steps.
        if i % 5 == 4:
            for name, text in saved:
                t.put(name, text)
        some = rng.random() < 0.2
        run = g.run(*(["s/a"] if some and os.path.exists(t.path("s/a.yaml")) else []))
        if some:
            continue
        for p in g.same_as_anew(run):
            problems.append("step %d, %s (%d): %s" % (i, name, kind, p))
    g.tally.add("fresh: %d changes at random" % n, problems[:10])


def depfile(g, t):
    """make and ninja build what changed, by rules that vanban writes."""
    problems = []
    rule = "out/s/a.docx: sources/s/a.yaml ; @echo BUILT; %s build s/a --depfile out/a.d\n-include out/a.d\n" % g.binary
    with open(os.path.join(g.root, "Makefile"), "w") as f:
        f.write(rule)
    with open(os.path.join(g.root, "build.ninja"), "w") as f:
        f.write("rule vanban\n  command = %s build s/a --depfile $out.d\n  depfile = $out.d\n"
                "  restat = 1\nbuild out/s/a.docx: vanban sources/s/a.yaml\n" % g.binary)

    def make():
        p = subprocess.run(["make", "out/s/a.docx"], cwd=g.root, env=trial.environment(),
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return p.returncode, p.stdout.decode().count("BUILT"), p.stdout.decode()

    def ninja():
        p = subprocess.run(["ninja"], cwd=g.root, env=trial.environment(), stdout=subprocess.PIPE,
                           stderr=subprocess.STDOUT)
        return p.returncode, 0 if "no work to do" in p.stdout.decode() else 1, p.stdout.decode()

    for name, tool in (("make", make), ("ninja", ninja)):
        if not shutil.which(name):
            problems.append(name + " is not installed")
            continue

        def expect(what, times):
            time.sleep(0.02)
            status, built, said = tool()
            if status or built != times:
                problems.append("%s, %s: status %d, built %d times, wanted %d\n%s" % (
                    name, what, status, built, times, said[:600]))
        if os.path.exists(os.path.join(g.out, "s", "a.docx")):
            os.remove(os.path.join(g.out, "s", "a.docx"))
        tool()
        expect("at rest", 0)
        t.edit("s/_mac-dinh.yaml", "dia_danh: ", "dia_danh: Xã ")
        expect("a default", 1)
        expect("at rest again", 0)
        t.edit("s/b.yaml", "ngay: 2026-02-0", "ngay: 2026-02-1")
        expect("a cited document", 1)
        t.edit("s/_mac-dinh.yaml", "dia_danh: Xã ", "# xã\ndia_danh: Xã ")
        expect("a comment in a file of it", 1)
        expect("at rest after all", 0)
        t.edit("s/c.yaml", "trich_yeu: ", "trich_yeu: Thêm ")
        expect("a document beside", 0)
        t.edit("s/b.yaml", "ngay: 2026-02-1", "ngay: 2026-02-0")
        expect("back", 1)
    g.tally.add("fresh: --depfile, make and ninja", problems)


def run(binary, tally, asan=False, count=STEPS, seed=30):
    rng = random.Random(seed)
    binary = os.path.abspath(binary)
    with tempfile.TemporaryDirectory(prefix="vanban-fresh-") as root:
        g = Ground(binary, root, tally)
        t = steps(g)
        edited(g, t)
        edited_page(g, t)
        pruned(g, t)
        shards(g)
        damaged(g, t, rng)
        depfile(g, t)
        twins(g, t)
        at_random(g, t, rng, count // 4 if asan else count)


if __name__ == "__main__":
    sys.exit(trial.main(run, count=STEPS, seed=30))
