"""The writer's desk: `vanban new` on a real terminal (a pty), for every type, and last
year's document made this year's."""
import os
import pty
import select
import shutil
import signal
import subprocess
import time

import trial

WAIT = 30  # seconds; only a hang takes so long
YEAR = "1767225600"  # SOURCE_DATE_EPOCH: 2026-01-01


def environment():
    return trial.environment(SOURCE_DATE_EPOCH=YEAR)


class Terminal:
    """The program on a terminal of its own; what is typed waits for a question."""

    def __init__(self, binary, args, work):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(work)
            os.execve(binary, [binary] + args, environment())
        self.seen, self.status = "", None

    def read(self, until):
        start, deadline = len(self.seen), time.monotonic() + WAIT
        while until not in self.seen[start:]:
            ready, _, _ = select.select([self.fd], [], [], max(0, deadline - time.monotonic()))
            try:
                data = os.read(self.fd, 65536) if ready else b""
            except OSError:  # it has ended
                data = b""
            if not data:
                return False
            self.seen += data.decode("utf-8", "replace")
        return True

    def type(self, text):
        os.write(self.fd, text.encode())

    def end(self):
        self.read("\0")
        deadline = time.monotonic() + WAIT
        while time.monotonic() < deadline:
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                os.close(self.fd)
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.01)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        return None


def talk(binary, args, work, answers, last):
    """Answers each question in turn; last: what ends it (None: nothing more)."""
    t = Terminal(binary, args, work)
    for question, answer in answers:
        if not t.read(question):
            return t.end(), "not asked: %s\n%s" % (question, t.seen)
        t.type(answer + "\n")
    if last:
        question, key = last
        if not t.read(question):
            return t.end(), "not asked: %s\n%s" % (question, t.seen)
        t.type(key)
    return t.end(), t.seen


def files(work):
    return sorted(os.path.relpath(os.path.join(folder, f), work)
                  for folder, _, names in os.walk(work) for f in names)


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


def run_vanban(binary, args, work):
    p = subprocess.run([binary] + args, cwd=work, env=environment(), stdin=subprocess.DEVNULL,
                       stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
    return p.returncode, p.stdout.decode(), p.stderr.decode()


OFFICE = [("Đặt tên thư mục", "so-thu"), ("Cơ quan chủ quản", "Ủy ban nhân dân tỉnh Sông Trà"),
          ("Cơ quan ban hành", "Sở Thử nghiệm"), ("Tên đầy đủ", ""), ("Chữ viết tắt", "STN"),
          ("Địa danh", "Sông Trà"), ("Những người ký", "Giám đốc: Lê Thị Mai"),
          ("- ", "Phó Giám đốc: Trần Văn Nam"), ("- ", "phó Giám đốc: Vũ Văn Hòa"),
          ("- ", "Chánh Văn phòng: Đỗ Lan"), ("- ", "")]
SIGNERS = """nguoi_ky:
  giam-doc: {chuc_vu: Giám đốc, ho_ten: Lê Thị Mai}
  pho-giam-doc: {ky_thay: Giám đốc, chuc_vu: Phó Giám đốc, ho_ten: Trần Văn Nam}
  pho-giam-doc-hoa: {ky_thay: Giám đốc, chuc_vu: Phó Giám đốc, ho_ten: Vũ Văn Hòa}
  chanh-van-phong: {thua_lenh: Giám đốc, chuc_vu: Chánh Văn phòng, ho_ten: Đỗ Lan}
"""
LETTER = [("giấy mời", "công văng"), ("chưa có loại đó", "Công Văn"),
          ("so-thu/cv-01-2026", ""), ("Trích yếu nội dung", "báo cáo: số liệu quý I"),
          ("Kính gửi", "Sở Nội vụ"), ("- ", ""), ("Đơn vị soạn thảo", "VP"), ("Nơi nhận", "Như trên"), ("- ", "Ban Giám đốc Sở"), ("- ", ""),
          ("Người ký", "7"), ("Người ký", "2")]
SCHEMAS = ["out/_schema/%s.json" % name for name in ("bang", "danh-muc", "mac-dinh", "van-ban")]


def desk(binary, work, tally):
    problems = []
    status, seen = talk(binary, ["new", "--office"], work, OFFICE, None)
    office = os.path.join(work, "sources", "so-thu", "_mac-dinh.yaml")
    if status != 0 or files(work) != SCHEMAS + ["sources/so-thu/_mac-dinh.yaml"]:
        problems.append("new --office: status %s, %s\n%s" % (status, files(work), seen))
    elif SIGNERS not in read(office):
        problems.append("new --office: signers\n" + read(office))
    status, seen = talk(binary, ["new"], work, LETTER, None)
    path = os.path.join(work, "sources", "so-thu", "cv-01-2026.yaml")
    if status != 0 or not os.path.exists(path):
        problems.append("new cong-van: status %s\n%s" % (status, seen))
    else:
        text = read(path)
        for line in ('don_vi_soan_thao: VP', 'trich_yeu: "báo cáo: số liệu quý I"', "kinh_gui: Sở Nội vụ",
                     "  - Ban Giám đốc Sở", "ky: pho-giam-doc"):
            if line not in text:
                problems.append("new cong-van: no line '%s' in\n%s" % (line, text))
        before = text
        status, _, err = run_vanban(binary, ["new", "cong-van", "so-thu/cv-01-2026"], work)
        if status != 2 or "new-exists" not in err or read(path) != before:
            problems.append("new writes over what is there: %s %s" % (status, err))
        if "so-thu/cv-01-2026" not in read(os.path.join(work, SCHEMAS[3])):
            problems.append("editors are not told of the new document")
    status, _, err = run_vanban(binary, ["build"], work)
    if status or err:
        problems.append("the new document does not build: %s" % err)
    tally.add("desk: from an empty folder", problems)


def stops(binary, work, tally):
    """Ctrl-D and Ctrl-C leave nothing."""
    before = files(work)
    for name, key in (("Ctrl-D", "\x04"), ("Ctrl-C", "\x03")):
        status, seen = talk(binary, ["new", "ke-hoach", "so-thu/kh-99-2026"], work, [],
                            ("Trích yếu", key))
        problems = []
        if files(work) != before:
            problems.append("leaves %s" % (set(files(work)) - set(before)))
        if status == 0 or (key == "\x04" and "new-stopped" not in seen):
            problems.append("status %s\n%s" % (status, seen))
        tally.add("desk: " + name, problems)


def last_year(binary, work, tally):
    """--tu takes over all but what belongs to the old document, and tells what is left."""
    status, _, err = run_vanban(binary, ["new", "--tu", "so-thu/cv-01-2026"], work)
    path = os.path.join(work, "sources", "so-thu", "cv-02-2026.yaml")
    problems = []
    if status or not os.path.exists(path):
        problems.append("status %d %s" % (status, err))
    else:
        with open(path, encoding="utf-8") as f:
            text = f.read()
        if "soan_tu: so-thu/cv-01-2026" not in text or "kinh_gui: Sở Nội vụ" not in text:
            problems.append(text)
        if err.count("[left-recipient]") != 3:
            problems.append("what is left is not told:\n" + err)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text.replace("da_xem: []", "da_xem: [noi_nhan, kinh_gui]"))
        _, _, err = run_vanban(binary, ["check", "so-thu/cv-02-2026"], work)
        if "left-" in err:
            problems.append("what was said to be right is told again:\n" + err)
    tally.add("desk: last year's document", problems)


def whole_copy(binary, work, tally):
    """--tu of a single file copies what it names, and of a folder all but the lock."""
    tree = os.path.join(work, "copy")
    sources = os.path.join(tree, "sources")
    write(os.path.join(sources, "so-a", "_mac-dinh.yaml"), OFFICE_KEYS + SIGNER)
    body = "Thử.\n\n```bang\ncot: [{ten: A}]\ntep: so-lieu/a.csv\n```\n"
    write(os.path.join(sources, "so-a", "noi-dung.md"), body)
    write(os.path.join(sources, "so-a", "so-lieu", "a.csv"), "A\n1\n")
    write(os.path.join(sources, "so-a", "khac.md"), "Không dùng.\n")
    write(os.path.join(sources, "so-a", "kh-12-2025.yaml"),
          "# yaml-language-server: $schema=../../out/_schema/van-ban.json\nloai: ke-hoach\nso: 12\n"
          "ngay: 2025-02-03\ntrich_yeu: Thử\nnoi_dung: noi-dung.md\n")
    before = {f: read(os.path.join(sources, f)) for f in files(sources)}
    status, out, err = run_vanban(binary, ["new", "--tu", "so-a/kh-12-2025"], tree)
    made = {f for f in files(sources) if f not in before}
    problems = [] if status == 0 else [out + err]
    if made != {"so-a/kh-01-2026/van-ban.yaml", "so-a/kh-01-2026/noi-dung.md",
                "so-a/kh-01-2026/so-lieu/a.csv"}:
        problems.append("made %s\n%s" % (sorted(made), out + err))
    if any(read(os.path.join(sources, f)) != t for f, t in before.items()):
        problems.append("the old document was changed")
    for f in made:
        if f.endswith("van-ban.yaml"):
            text = read(os.path.join(sources, f))
            if text.count("yaml-language-server") != 1 or "$schema=../../../out/" not in text:
                problems.append(text)
    status, _, err = run_vanban(binary, ["build"], tree)
    if status:
        problems.append(err)
    tally.add("desk: --tu of a file and what it names", problems)

    write(os.path.join(sources, "so-a", "kh-13-2025", "van-ban.yaml"),
          "loai: ke-hoach\ntrich_yeu: Thử\nnoi_dung: noi-dung.md\n")
    write(os.path.join(sources, "so-a", "kh-13-2025", "noi-dung.md"), "Thử.\n")
    run_vanban(binary, ["ban-hanh", "so-a/kh-13-2025", "--so", "13", "--ngay", "2025-03-04"], tree)
    problems = []
    if not os.path.exists(os.path.join(sources, "so-a", "kh-13-2025", "van-ban.khoa")):
        problems.append("not issued")
    status, out, err = run_vanban(binary, ["new", "--tu", "so-a/kh-13-2025", "so-a/kh-50"], tree)
    made = files(os.path.join(sources, "so-a", "kh-50"))
    if status or made != ["noi-dung.md", "van-ban.yaml"]:
        problems.append("%s %s" % (made, out + err))
    tally.add("desk: --tu of what was issued", problems)


def types(binary, work, tally):
    """Every type builds at once, nobody asked."""
    _, out, _ = run_vanban(binary, ["completion", "types"], work)
    problems = []
    for loai in out.split():
        status, out, err = run_vanban(binary, ["new", loai], work)
        if status or err:
            problems.append("%s: status %d %s" % (loai, status, err))
    status, _, err = run_vanban(binary, ["build"], work)
    if status or err:
        problems.append(err)
    tally.add("desk: all types", problems)


# The tree, then the type, and the id that a new document of it gets.
IDS = [
    ({"so-a/cv-88-2026": "cong-van"}, "cong-van", "so-a/cv-89-2026"),
    ({"so-a/cv-088-2026": "cong-van"}, "cong-van", "so-a/cv-089-2026"),
    ({"so-a/cv-7-2025": "cong-van"}, "cong-van", "so-a/cv-1-2026"),
    ({"so-a/2025/kh-12": "ke-hoach", "so-a/2026/kh-3": "ke-hoach"}, "ke-hoach", "so-a/2026/kh-4"),
    ({"so-a/2025/kh-12": "ke-hoach"}, "ke-hoach", "so-a/2026/kh-01"),
    ({"so-a/cong-van-12": "cong-van", "so-a/cong-van-9": "cong-van"}, "cong-van",
     "so-a/cong-van-13"),
    ({"so-a/cv-88-2026": "cong-van"}, "ke-hoach", "so-a/kh-01-2026"),
    ({"so-a/cv-hop": "cong-van"}, "cong-van", "so-a/cv-01-2026"),
    ({"kh-02-2026": "ke-hoach"}, "ke-hoach", "kh-03-2026"),
]
OFFICE_KEYS = "co_quan: Sở A\nviet_tat: SA\ndia_danh: Sông Trà\n"
SIGNER = "nguoi_ky: {giam-doc: {chuc_vu: Giám đốc, ho_ten: Lê Thị Mai}}\nky: giam-doc\n"
DOCUMENT = ("loai: %s\ntrich_yeu: Thử\nkinh_gui: Sở B\nky: {chuc_vu: Giám đốc, ho_ten: Lê Mai}\n"
            "noi_dung: |\n  Thử.\n")


def ids(binary, work, tally):
    """Nobody asked: the folder of the only office, and an id as those that are there."""
    for n, (docs, loai, want) in enumerate(IDS):
        for defaults in ("sources", "sources/so-a"):  # the office's, or only of the whole tree
            tree = os.path.join(work, "ids", str(n), defaults.replace("/", "-"))
            if defaults == "sources/so-a" and not want.startswith("so-a/"):
                continue
            write(os.path.join(tree, defaults, "_mac-dinh.yaml"), OFFICE_KEYS + SIGNER)
            for doc, kind in docs.items():
                text = DOCUMENT % kind
                if kind != "cong-van":
                    text = text.replace("kinh_gui: Sở B\n", "")
                write(os.path.join(tree, "sources", doc + ".yaml"), text)
            status, out, err = run_vanban(binary, ["new", loai], tree)
            tally.add("desk: id %s, %s" % (want, defaults),
                      [] if status == 0 and "sources/%s.yaml\n" % want in out else [out + err])


# Words behind `new`, and what they make.
WORDS = [
    (["kế", "hoạch", "so-a/kh-05-2026.yaml"], "so-a/kh-05-2026", ""),
    (["Kế hoạch", "sources/so-a/kh-06-2026"], "so-a/kh-06-2026", ""),
    (["ke-hoach", "kh-07-2026", "--dat", "Trích yếu=Chuyển đổi số"], "so-a/kh-07-2026",
     "trich_yeu: Chuyển đổi số\n"),
    (["cong-van", "cv-01-2026", "--dat", "kinh_gui=Sở B", "--dat", "kinh_gui=Sở C"],
     "so-a/cv-01-2026", "kinh_gui:\n  - Sở B\n  - Sở C\n"),
]


def words(binary, work, tally):
    tree = os.path.join(work, "words")
    write(os.path.join(tree, "sources", "so-a", "_mac-dinh.yaml"), OFFICE_KEYS + SIGNER)
    for args, want, text in WORDS:
        status, out, err = run_vanban(binary, ["new"] + args, tree)
        path = os.path.join(tree, "sources", want + ".yaml")
        good = status == 0 and os.path.exists(path) and text in read(path)
        tally.add("desk: new " + " ".join(args), [] if good else [out + err])


def councils(binary, work, tally):
    """Heads of a people's committee sign in its name."""
    status, out, err = run_vanban(
        binary, ["new", "--office", "ubnd", "--dat", "co_quan=Ủy ban nhân dân xã A", "--dat",
                 "nguoi_ky=Phó Chủ tịch: Lê Mai"], os.path.join(work, "words"))
    want = ("pho-chu-tich: {thay_mat: Ủy ban nhân dân, ky_thay: Chủ tịch, chuc_vu: Phó Chủ tịch, "
            "ho_ten: Lê Mai}")
    text = read(os.path.join(work, "words", "sources", "ubnd", "_mac-dinh.yaml"))
    tally.add("desk: a people's committee", [] if status == 0 and want in text else [out + err + text])


def run(binary, tally, tmp):
    work = os.path.join(tmp, "desk")
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)
    desk(binary, work, tally)
    stops(binary, work, tally)
    last_year(binary, work, tally)
    types(binary, work, tally)
    whole_copy(binary, work, tally)
    ids(binary, work, tally)
    words(binary, work, tally)
    councils(binary, work, tally)
