#!/usr/bin/env python3
"""vanban beside pandoc (Debian's), the same content in one run.

pandoc gets the text as Markdown, the head as paragraphs, rich tables as pipe tables, and
makes a plain DOCX of it: it does less. Whole processes are timed, from spawn to exit, the
two in turn so that a busy moment of the machine hits both; the median counts. Each run
starts without what the last one made: replacing a file makes some file systems write
through, and a build that has nothing to do is no build. Memory is the peak resident set
of the largest process.

    tests/bench.py [--runs N]
"""
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
MEASURE = os.path.join(ROOT, "gen", "build", "release", "measure")
VANBAN = os.path.join(ROOT, "gen", "vanban")
DOCUMENTS, SAMPLE = 1000, 30
IDLE = 10000

HEAD = """trang_thai: ban-hanh
so: %(so)d
ngay: 2026-03-05
dia_danh: Hà Nội
co_quan_chu_quan: Ủy ban nhân dân Thành phố Hà Nội
co_quan: Sở Thử nghiệm
viet_tat: STN
don_vi_soan_thao: VP
noi_nhan: [Ủy ban nhân dân Thành phố, Các phòng thuộc Sở]
ky: {chuc_vu: Giám đốc, ho_ten: Nguyễn Văn An}
"""
PLAIN_HEAD = """ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI\\
**SỞ THỬ NGHIỆM**

**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**\\
**Độc lập - Tự do - Hạnh phúc**

Số: %(so)d/STN-VP

*Hà Nội, ngày 05 tháng 3 năm 2026*

"""
PLAIN_FOOT = """

***Nơi nhận:***

- Ủy ban nhân dân Thành phố;
- Các phòng thuộc Sở;
- Lưu: VT, VP.

**GIÁM ĐỐC**

**Nguyễn Văn An**
"""
SENTENCE = ("Các cơ quan, đơn vị chủ động rà soát nhiệm vụ được giao, phối hợp với các phòng chuyên "
            "môn để hoàn thành đúng tiến độ, bảo đảm chất lượng và báo cáo kết quả về Sở. ")


def letter(i=0):
    """A công văn of two pages: its head, its body, and both as plain Markdown."""
    text = "\n\n".join(SENTENCE * 3 for _ in range(5)) + "\n\n" + "\n".join(
        "%d. %s" % (k, SENTENCE * 2) for k in range(1, 7)) + "\n\n" + SENTENCE * 2 + "\n"
    yaml = HEAD % {"so": i + 1} + "loai: cong-van\ntrich_yeu: thực hiện nhiệm vụ năm 2026 (%d)\n" \
        "kinh_gui: Các đơn vị trực thuộc Sở\nnoi_dung: noi-dung.md\n" % i
    plain = PLAIN_HEAD % {"so": i + 1} + "V/v thực hiện nhiệm vụ năm 2026 (%d)\n\n" % i + \
        "Kính gửi: Các đơn vị trực thuộc Sở\n\n" + text + PLAIN_FOOT
    return yaml, text, plain


def rows(n, first):
    return [[str(first + r), "Rà soát, sửa đổi quy trình nội bộ số %d" % (first + r),
             "Phòng Tổ chức - Hành chính; các khoa, phòng liên quan", "Quý %d" % (r % 4 + 1),
             "Quy trình được phê duyệt"] for r in range(n)]


COLS = ["STT", "Nhiệm vụ", "Đơn vị thực hiện", "Thời gian", "Kết quả"]


def rich(table):
    out = ["```bang", "cot:"]
    for name, width in zip(COLS, (8, 34, 26, 12, 20)):
        out.append("  - {ten: %s, rong: %d}" % (name, width))
    out.append("hang:")
    out += ["  - [%s]" % ", ".join('"%s"' % c for c in r) for r in table]
    return "\n".join(out + ["```"])


def pipe(table):
    return "\n".join(["| " + " | ".join(COLS) + " |", "|" + "---|" * 5] +
                     ["| " + " | ".join(r) + " |" for r in table])


def plan():
    """A kế hoạch of about 30 pages: 12 parts with a table each."""
    def body(table):
        out = []
        for part in range(12):
            out.append("# Nhóm nhiệm vụ thứ %d" % (part + 1))
            for k in range(3):
                out.append("## Nội dung %d.%d" % (part + 1, k + 1))
                out += [SENTENCE * 3, "- " + SENTENCE + "\n- " + SENTENCE]
            out.append(table(rows(25, part * 25 + 1)))
        return "\n\n".join(out) + "\n\n" + SENTENCE + "\n"
    yaml = HEAD % {"so": 7} + "loai: ke-hoach\ntrich_yeu: Thực hiện nhiệm vụ năm 2026\n" \
        "noi_dung: than.md\n"
    plain = PLAIN_HEAD % {"so": 7} + "**KẾ HOẠCH**\n\n**Thực hiện nhiệm vụ năm 2026**\n\n" + \
        body(pipe) + PLAIN_FOOT
    return yaml, body(rich), plain


def put(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


def forget(path):
    """Removes a file, or a folder with all that is in it."""
    if os.path.isdir(path):
        shutil.rmtree(path)
    elif os.path.exists(path):
        os.remove(path)


def measure(runs, cmd, cwd, made):
    """[(seconds, MiB)] of so many runs of a process that makes `made`."""
    return [measure_once(cmd, cwd, made) for _ in range(runs)]


def measure_once(cmd, cwd, made):
    """measure.c is the parent of the process, so that neither Python's memory nor its
    time is counted."""
    forget(os.path.join(cwd, made))
    env = {k: v for k, v in os.environ.items() if k != "CI"}
    p = subprocess.run([MEASURE, "1"] + cmd, cwd=cwd, env=env, stdout=subprocess.PIPE,
                       stderr=subprocess.DEVNULL)
    if p.returncode:
        sys.exit("%s: status %d" % (" ".join(cmd), p.returncode))
    wall, _, kib = p.stdout.decode().splitlines()[-1].split()  # behind what the command prints
    return float(wall), int(kib) / 1024


def median(values):
    values = sorted(values)
    return values[len(values) // 2]


def compare(name, ours, theirs, cwd, runs, wanted):
    a, b = [], []
    for _ in range(runs):
        a += measure(10, ours, cwd, "out")
        b += measure(1, theirs, cwd, theirs[-1])
    line(name, median([x[0] for x in a]), median([x[0] for x in b]),
         max(x[1] for x in a), max(x[1] for x in b), wanted)


def line(name, ours, theirs, our_mib, their_mib, wanted):
    print("%-34s %9.2f ms %10.1f ms  %6.1f times (wanted: %3d)  %5.1f MiB %6.1f MiB" % (
        name, ours * 1e3, theirs * 1e3, theirs / ours, wanted, our_mib, their_mib))


def many(root, pandoc):
    for i in range(DOCUMENTS):
        yaml, body, plain = letter(i)
        folder = "%s/many/sources/d%02d/cv-%d" % (root, i % 20, i)
        put(folder + "/van-ban.yaml", yaml)
        put(folder + "/noi-dung.md", body)
        if i < SAMPLE:
            put("%s/many/plain/%d.md" % (root, i), plain)
    cwd = root + "/many"
    ours = measure(6, [VANBAN, "build"], cwd, "out")[1:]
    made = sum(len(f) for d, _, f in os.walk(cwd + "/out") if not d.endswith("/.vanban"))
    if made != DOCUMENTS:
        sys.exit("%d files of %d" % (made, DOCUMENTS))
    theirs = [measure_once([pandoc, "plain/%d.md" % i, "-o", "x.docx"], cwd, "x.docx")
              for i in range(SAMPLE)]
    per_call = sum(t[0] for t in theirs) / SAMPLE
    line("%d documents, one call" % DOCUMENTS, median([x[0] for x in ours]), per_call * DOCUMENTS,
         max(x[1] for x in ours), max(x[1] for x in theirs), 50)
    print("    pandoc: %d calls measured, one after another, and scaled to %d" % (SAMPLE, DOCUMENTS))


def room():
    """A folder for trees: in memory where that can be had. What a disk's file system did
    before would count else: ext4 passes over inodes that were freed in the last minutes, which
    makes a thousand new files cost as much again. TMPDIR, when it is set, is asked first."""
    memory = "/dev/shm"
    there = not os.environ.get("TMPDIR") and os.path.isdir(memory) and os.access(memory, os.W_OK)
    return tempfile.TemporaryDirectory(prefix="vanban-bench-", dir=memory if there else None)


def nothing_to_do(root):
    """A build that finds nothing to do beside `git status`, 10,000 documents."""
    git = shutil.which("git")
    cwd = root + "/idle"
    for i in range(IDLE):
        yaml, body, _ = letter(i)
        folder = "%s/sources/d%03d/cv-%d" % (cwd, i % 100, i)
        put(folder + "/van-ban.yaml", yaml)
        put(folder + "/noi-dung.md", body)
    put(cwd + "/.gitignore", "out/\n")
    for cmd in (["init", "-q"], ["add", "-A"],
                ["-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", "x"]):
        subprocess.run([git] + cmd, cwd=cwd, check=True)
    ours, theirs = [], []
    for _ in range(12):
        ours += measure(1, [VANBAN, "build"], cwd, "none")
        theirs += measure(1, [git, "status"], cwd, "none")
    ours, theirs = median([x[0] for x in ours[3:]]), median([x[0] for x in theirs[3:]])
    print("%-34s %9.1f ms %10.1f ms git status: %.2f times (wanted: at most 2)" % (
        "nothing to do, %d documents" % IDLE, ours * 1e3, theirs * 1e3, ours / theirs))


def main(args):
    runs = int(args[args.index("--runs") + 1]) if "--runs" in args else 15
    pandoc = shutil.which("pandoc")
    version = subprocess.run([pandoc, "--version"], stdout=subprocess.PIPE).stdout.decode()
    print("vanban beside %s, %d cores" % (version.splitlines()[0], os.cpu_count()))
    print("%-34s %12s %13s  %27s  %9s %10s" % ("", "vanban", "pandoc", "", "peak", "peak"))
    with room() as root:
        yaml, body, plain = letter()
        put(root + "/cv/sources/cv/van-ban.yaml", yaml)
        put(root + "/cv/sources/cv/noi-dung.md", body)
        put(root + "/cv/cv.md", plain)
        compare("công văn, two pages", [VANBAN, "build"], [pandoc, "cv.md", "-o", "cv.docx"],
                root + "/cv", runs, 15)
        yaml, body, plain = plan()
        put(root + "/kh/sources/kh/van-ban.yaml", yaml)
        put(root + "/kh/sources/kh/than.md", body)
        put(root + "/kh/kh.md", plain)
        compare("kế hoạch, 30 pages, tables", [VANBAN, "build"], [pandoc, "kh.md", "-o", "kh.docx"],
                root + "/kh", runs, 20)
        many(root, pandoc)
        nothing_to_do(root)


if __name__ == "__main__":
    main(sys.argv[1:])
