"""The writer's desk: `vanban new` on a real terminal (a pty), for every type, and last
year's document made this year's."""
import os
import pty
import select
import shutil
import signal
import subprocess
import time

WAIT = 30  # seconds; only a hang takes so long
YEAR = "1767225600"  # SOURCE_DATE_EPOCH: 2026-01-01


def environment():
    env = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "CI"))}
    return dict(env, LC_ALL="C.UTF-8", SOURCE_DATE_EPOCH=YEAR)


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


def run_vanban(binary, args, work):
    p = subprocess.run([binary] + args, cwd=work, env=environment(), stdin=subprocess.DEVNULL,
                       stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
    return p.returncode, p.stdout.decode(), p.stderr.decode()


OFFICE = [("Thư mục cho văn bản", "so-thu"), ("Cơ quan chủ quản", "Ủy ban nhân dân tỉnh Sông Trà"),
          ("Cơ quan ban hành", "Sở Thử nghiệm"), ("Chữ viết tắt", "STN"), ("Địa danh", "Sông Trà"),
          ("Những người ký", "Giám đốc: Lê Thị Mai"), ("- ", "Phó Giám đốc: Trần Văn Nam"),
          ("- ", "")]
LETTER = [("Mã văn bản [so-thu/cv-01-2026]", ""), ("Trích yếu nội dung", "báo cáo: số liệu quý I"),
          ("Kính gửi", "Sở Nội vụ"), ("Nơi nhận", "Như trên"), ("- ", "Ban Giám đốc Sở"), ("- ", ""),
          ("Người ký", "5"), ("Người ký", "2")]


def desk(binary, work, tally):
    problems = []
    status, seen = talk(binary, ["new", "--office"], work, OFFICE, None)
    if status != 0 or files(work) != ["sources/so-thu/_mac-dinh.yaml"]:
        problems.append("new --office: status %s, %s\n%s" % (status, files(work), seen))
    status, seen = talk(binary, ["new", "cong-van"], work, LETTER, None)
    path = os.path.join(work, "sources", "so-thu", "cv-01-2026.yaml")
    if status != 0 or not os.path.exists(path):
        problems.append("new cong-van: status %s\n%s" % (status, seen))
    else:
        with open(path, encoding="utf-8") as f:
            text = f.read()
        for line in ('trich_yeu: "báo cáo: số liệu quý I"', "kinh_gui: Sở Nội vụ",
                     "  - Ban Giám đốc Sở", "ky: pho-giam-doc"):
            if line not in text:
                problems.append("new cong-van: no line '%s' in\n%s" % (line, text))
        before = text
        status, _, err = run_vanban(binary, ["new", "cong-van", "so-thu/cv-01-2026"], work)
        with open(path, encoding="utf-8") as f:
            if status != 2 or "new-exists" not in err or f.read() != before:
                problems.append("new writes over what is there: %s %s" % (status, err))
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


def run(binary, tally, tmp):
    work = os.path.join(tmp, "desk")
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)
    desk(binary, work, tally)
    stops(binary, work, tally)
    last_year(binary, work, tally)
    types(binary, work, tally)
