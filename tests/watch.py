#!/usr/bin/env python3
"""`vanban watch`, as a writer meets it: by pipe and on a terminal.

Each test starts the program in a tree of its own, saves as editors do, and waits for the
line that says it waits again. Nothing here is timed: how soon a save shows is for
`make bench`.

    tests/watch.py [BINARY]
"""
import os
import pty
import random
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import zlib

import trial

WAITS = "đang chờ thay đổi"
PATIENCE = 60

DEFAULTS = """co_quan: Trạm Y tế An Bình
viet_tat: TYT
don_vi_soan_thao: DS
dia_danh: An Bình
noi_nhan: [Phòng Y tế]
ky: {chuc_vu: Trưởng trạm, ho_ten: Lê Thị Mai}
"""
LETTER = """loai: cong-van
so: 1
ngay: 2026-03-05
trich_yeu: mượn tủ lạnh
kinh_gui: Phòng Y tế
noi_dung: than.md
"""
BODY = """Theo [](vb:b), trạm mượn tủ như sau:

![Tủ lạnh](anh.png)

```bang
cot: [{ten: Tên}, {ten: Số}]
tep: bang.csv
```

Trạm kính đề nghị.
"""
PLAN = """loai: ke-hoach
so: 2
ngay: 2026-03-01
trich_yeu: Tiêm chủng
noi_dung: |
  Tiêm trong tháng.
"""


def png(grey):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + \
            struct.pack(">I", zlib.crc32(kind + data) & 0xffffffff)
    row = b"\0" + bytes([grey]) * 4
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 4, 8, 0, 0, 0, 0)) + \
        chunk(b"IDAT", zlib.compress(row * 4)) + chunk(b"IEND", b"")


def file_bytes(path):
    try:
        with open(path, "rb") as f:
            return f.read()
    except OSError:
        return None


class Wrong(Exception):
    pass


class Watch:
    """A tree, and the program at work on it."""

    def __init__(self, binary, root, terminal=False, args=(), before=()):
        self.root, self.terminal, self.seen = root, terminal, ""
        self.put("_mac-dinh.yaml", DEFAULTS)
        self.put("a/van-ban.yaml", LETTER)
        self.put("a/than.md", BODY)
        self.put("a/bang.csv", "Tên,Số\nTủ,1\n")
        self.put("a/anh.png", png(0))
        self.put("b.yaml", PLAN)
        self.put("_mau/nd30/tu-ngu.yaml", "vv: V/v\n")
        self.tmp, self.binary = os.path.join(root, "tmp"), binary
        os.makedirs(self.tmp)
        self.env = env = trial.environment(TERM="xterm", TMPDIR=self.tmp,
                                           ASAN_OPTIONS="detect_leaks=1")
        command = list(before) + [binary, "watch"] + list(args)
        if terminal:
            pid, self.out = pty.fork()
            if pid == 0:
                os.chdir(root)
                os.execvpe(command[0], command, env)
            self.pid, self.process = pid, None
            return
        self.process = subprocess.Popen(command, cwd=root, env=env, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                        start_new_session=True)
        self.pid, self.out = self.process.pid, self.process.stderr.fileno()

    # ---- the tree -------------------------------------------------------------

    def path(self, name):
        return os.path.join(self.root, "sources", name)

    def put(self, name, data):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "wb") as f:
            f.write(data.encode() if isinstance(data, str) else data)

    def save_by_renaming(self, name, data):
        """As vim does with backups: is the folder writable, the old file put aside, the new
        one written under the old name; and as others do: written aside, renamed over."""
        open(self.path("a/4913"), "w").close()
        os.remove(self.path("a/4913"))
        os.rename(self.path(name), self.path(name) + "~")
        self.put(name, data)
        os.remove(self.path(name) + "~")
        self.put("a/.than.md.swp", "x")
        os.remove(self.path("a/.than.md.swp"))

    def replace(self, name, data):
        self.put("a/.new", data)
        os.rename(self.path("a/.new"), self.path(name))

    def made(self, name):
        return file_bytes(os.path.join(self.root, "out", name))

    # ---- the program ------------------------------------------------------------

    def read(self, seconds):
        if not select.select([self.out], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.out, 65536)
        except OSError:
            data = b""
        self.seen += data.decode("utf-8", "replace")
        return bool(data)

    def wait(self):
        """What is shown up to the next line that it waits, that line included."""
        end = time.monotonic() + PATIENCE
        while WAITS not in self.seen or "\n" not in self.seen.split(WAITS, 1)[1]:
            if not self.read(max(0, end - time.monotonic())):
                raise Wrong("it does not wait: " + self.seen[-500:])
        head, rest = self.seen.split(WAITS, 1)
        line, self.seen = rest.split("\n", 1)
        return head + WAITS + line + "\n"

    def quiet(self):
        """Nothing more comes."""
        while self.read(0.4):
            pass
        said, self.seen = self.seen, ""
        if said:
            raise Wrong("it goes on: " + said[-500:])

    def status(self):
        if self.process:
            return self.process.wait(PATIENCE)
        _, status = os.waitpid(self.pid, 0)
        return os.waitstatus_to_exitcode(status)

    def end(self, number=signal.SIGINT):
        os.kill(self.pid, number)
        return self.status()

    def compare(self, n, said):
        """What is said, and each file that is not one of before an error, as a build that
        knows of nothing makes it."""
        with tempfile.TemporaryDirectory(dir=self.tmp) as new:
            p = subprocess.run([self.binary, "build", "--out", new], cwd=self.root, env=self.env,
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            for folder, _, files in os.walk(new):
                for name in files:
                    path = os.path.relpath(os.path.join(folder, name), new)
                    if not path.startswith(".vanban") and \
                            file_bytes(os.path.join(new, path)) != self.made(path):
                        raise Wrong("save %d: %s is not as a build makes it" % (n, path))

        def faults(text):
            return sorted(line for line in text.splitlines()
                          if "[" in line and "[file-orphan]" not in line and "lỗi:" in line)
        fresh = p.stderr.decode("utf-8", "replace")
        if faults(said) != faults(fresh):
            raise Wrong("save %d: it says %s, a build %s" % (n, faults(said), faults(fresh)))

    def changes(self, what, name, act):
        """act makes a file of out/ another one, in one build, without a finding."""
        before = self.made(name)
        act()
        said = self.wait()
        if "lỗi" in said or "cảnh báo" in said:
            raise Wrong("%s: %s" % (what, said))
        if self.made(name) == before:
            raise Wrong("%s: %s is the same as before" % (what, name))
        self.quiet()


def left(root):
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.readlink("/proc/%s/cwd" % pid).startswith(os.path.realpath(root)):
                found.append("a process is left: " + pid)
        except OSError:
            pass
    for folder, _, files in os.walk(root):
        found += ["left behind: " + f for f in files if f.startswith(".vanban-")]
    return found


# ---- The tests --------------------------------------------------------------------------

def kinds(w):
    """Whatever a document is made of, a save of it shows."""
    w.wait()
    w.changes("body", "a.docx", lambda: w.put("a/than.md", BODY + "\nHết.\n"))
    w.changes("head", "a.docx", lambda: w.put("a/van-ban.yaml", LETTER.replace("so: 1", "so: 5")))
    w.changes("default", "b.docx", lambda: w.put("_mac-dinh.yaml", DEFAULTS.replace("Mai", "Lan")))
    w.changes("template", "a.docx", lambda: w.put("_mau/nd30/tu-ngu.yaml", "vv: Về việc\n"))
    w.changes("CSV", "a.docx", lambda: w.put("a/bang.csv", "Tên,Số\nTủ,2\n"))
    w.changes("image", "a.docx", lambda: w.put("a/anh.png", png(9)))
    w.changes("cited document", "a.docx", lambda: w.put("b.yaml", PLAN.replace("so: 2", "so: 8")))
    return w.end()


def saves(w):
    """A burst is one build; saving by renaming too; what editors leave is nobody's."""
    w.wait()

    def burst():  # at once, to the program, however busy the machine is
        os.kill(w.pid, signal.SIGSTOP)
        for i in range(40):
            w.put("a/than.md", BODY + "\nLần %d.\n" % i)
        os.kill(w.pid, signal.SIGCONT)
    w.changes("a burst", "a.docx", burst)
    half = open(w.path("a/than.md"), "w")  # an editor that writes slowly
    time.sleep(0.02)
    half.write(BODY + "\nChậm.\n")
    w.changes("a slow save", "a.docx", half.close)
    w.changes("vim", "a.docx", lambda: w.save_by_renaming("a/than.md", BODY + "\nVim.\n"))
    w.changes("rename", "a.docx", lambda: w.replace("a/than.md", BODY + "\nKhác.\n"))
    for name in ("a/than.md~", "a/.than.md.swp", "a/#than.md#", "a/4913"):
        w.put(name, "x")
    w.quiet()
    return w.end(signal.SIGTERM)


def broken(w):
    """A fault shows until it is mended, and costs no old file."""
    w.wait()
    old = w.made("a.docx")
    w.put("a/van-ban.yaml", LETTER + "hang: 1\n")
    if "[key-unknown]" not in w.wait() or w.made("a.docx") != old:
        raise Wrong("a fault is not told, or its file is gone")
    w.put("b.yaml", PLAN.replace("so: 2", "so: 3"))
    if "[key-unknown]" not in w.wait():
        raise Wrong("the findings of the others are not shown anew")
    w.put("a/van-ban.yaml", LETTER.replace("so: 1", "so: 4"))
    if "lỗi" in w.wait() or w.made("a.docx") == old:
        raise Wrong("a mended fault is still told")
    w.quiet()
    return w.end()


def folders(w):
    """New folders are watched, deleted ones forgotten; the root itself may go and come."""
    w.wait()
    w.put("moi/sau/c.yaml", PLAN.replace("so: 2", "so: 9"))
    w.wait()
    if w.made("moi/sau/c.docx") is None:
        raise Wrong("a document in a new folder is not built")
    w.changes("new folder", "moi/sau/c.docx",
              lambda: w.put("moi/sau/c.yaml", PLAN.replace("so: 2", "so: 10")))
    shutil.rmtree(w.path("moi"))
    w.wait()
    w.quiet()
    w.put("moi/sau/c.yaml", PLAN.replace("so: 2", "so: 11"))
    w.wait()
    w.changes("folder again", "moi/sau/c.docx",
              lambda: w.put("moi/sau/c.yaml", PLAN.replace("so: 2", "so: 12")))
    aside = os.path.join(w.root, "aside")
    os.rename(w.path(""), aside)
    while "[sources-missing]" not in w.seen:
        if not w.read(PATIENCE):
            raise Wrong("a missing root is not told: " + w.seen)
    w.seen = ""
    os.rename(aside, w.path("").rstrip("/"))
    w.wait()
    w.changes("root again", "b.docx", lambda: w.put("b.yaml", PLAN.replace("so: 2", "so: 20")))
    return w.end(signal.SIGHUP)


def secret(w):
    """A document with do_mat is refused where results may leave the office, as in a build;
    also when it becomes one while the watch goes on."""
    w.wait()
    os.makedirs(os.path.join(w.root, ".git"))
    with open(os.path.join(w.root, ".git", "config"), "w") as f:
        f.write('[remote "origin"]\n\turl = x\n')
    old = w.made("b.docx")
    w.put("b.yaml", PLAN.replace("so: 2", "so: 3") + "do_mat: mat\n")
    if "[secret-remote]" not in w.wait() or w.made("b.docx") != old:
        raise Wrong("a secret document is built")
    w.put("a/than.md", BODY + "\nHết.\n")
    if "[secret-remote]" not in w.wait():
        raise Wrong("a secret document is passed over at the next save")
    w.put("b.yaml", PLAN.replace("so: 2", "so: 4"))
    if "lỗi" in w.wait() or w.made("b.docx") == old:
        raise Wrong("a document is no secret any more, and is refused")
    return w.end()


def overflow(w):
    """More events than the kernel keeps: nothing is missed for that."""
    w.wait()
    with open("/proc/sys/fs/inotify/max_queued_events") as f:
        most = int(f.read())
    os.kill(w.pid, signal.SIGSTOP)
    for i in range(most // 2 + 10):  # a name each time: equal events are joined
        for j in (0, 1):
            with open(w.path("a/x%d" % j), "w"):
                pass
    for j in (0, 1):
        os.remove(w.path("a/x%d" % j))
    w.put("lon/c.yaml", PLAN.replace("so: 2", "so: 9"))
    os.kill(w.pid, signal.SIGCONT)
    w.wait()
    if w.made("lon/c.docx") is None:
        raise Wrong("what came with the overflow is missed")
    w.quiet()
    w.changes("after it", "lon/c.docx",
              lambda: w.put("lon/c.yaml", PLAN.replace("so: 2", "so: 10")))
    return w.end()


def links(w):
    """A file of several names, and a link: what changes in one folder is seen in another."""
    w.wait()
    for n, (name, link) in enumerate((("c", os.symlink), ("d", os.link))):
        os.makedirs(w.path(name))
        source = w.path("a/than-%s.md" % name)
        with open(source, "w") as f:
            f.write("Lần đầu.\n")
        link("../a/than-%s.md" % name if link is os.symlink else source, w.path(name + "/than.md"))
        w.put(name + "/van-ban.yaml",
              LETTER.replace("so: 1", "so: %d" % (60 + n)).replace("mượn", "xin"))
        w.wait()
        w.quiet()
        for again in (1, 2):
            w.changes("%s, %d" % (link.__name__, again), name + ".docx", lambda: w.put(
                "a/than-%s.md" % name, "Lần sau thứ %d.\n" % again))
    return w.end()


def same(w):
    """Whatever is saved in whatever order, results are those of a build of their own, and
    so is what is said: nothing that was read for the build before is taken for new."""
    dice = random.Random(5)
    folders = ["", "a/", "c/", "c/d/"]
    w.put("c/d/e.yaml", PLAN.replace("so: 2", "so: 21"))
    w.put("c/f/van-ban.yaml", LETTER.replace("so: 1", "so: 22").replace("than.md", "t.md"))
    w.put("c/f/t.md", "Theo [](vb:c/d/e).\n")
    w.put("c/khach.csv", "ma,ten\nx,Lan\ny,Mai\n")
    w.put("c/giay.yaml", PLAN.replace("so: 2", "lap_theo: khach.csv\nso: 30")
          .replace("Tiêm chủng", "Mời {ten}"))

    def heads(n):
        return [("b.yaml", PLAN.replace("so: 2", "so: %d" % n)),
                ("b.yaml", PLAN + "ma_cu: [cu-%d]\n" % (n % 3)),
                ("c/d/e.yaml", PLAN + "ma_cu: [cu-%d]\n" % (n % 3)),
                ("c/d/e.yaml", PLAN.replace("so: 2", "so: %d" % n)),
                ("c/d/e.yaml", "loai: [\n"), ("a/van-ban.yaml", LETTER + "hang: 1\n"),
                ("a/van-ban.yaml", LETTER.replace("so: 1", "so: %d" % n)),
                ("c/khach.csv", "ma,ten\nx,Lan\nz,Hoa %d\n" % n),
                ("c/%d.yaml" % (n % 4), PLAN.replace("so: 2", "so: %d" % (n + 50))),
                ("c/f/t.md", "Theo [](vb:c/d/e), lần %d.\n" % n),
                ("a/than.md", BODY + "\nLần %d.\n" % n),
                ("_mau/nd30/tu-ngu.yaml", "vv: Về %d\n" % n)]

    def step(n):
        kind = dice.randrange(6)
        if kind == 0:
            w.put(dice.choice(folders) + "_mac-dinh.yaml",
                  DEFAULTS.replace("An Bình", "An Bình %d" % (n % 5)))
        elif kind == 1:
            gone = w.path(dice.choice(folders[1:]) + "_mac-dinh.yaml")
            if os.path.exists(gone):
                os.remove(gone)
        elif kind == 2 and os.path.exists(w.path("c/%d.yaml" % (n % 4))):
            os.rename(w.path("c/%d.yaml" % (n % 4)), w.path("c/d/%d.yaml" % n))
        else:
            w.put(*dice.choice(heads(n)))
    while w.read(1):
        pass
    w.seen = ""
    for n in range(40):
        for _ in range(dice.choice((1, 1, 2, 3))):
            step(n)
        w.put("c/moi.md", "%d" % n)  # there is something to see each time
        said = w.wait()
        while w.read(0.1 if n % 2 else 0.3):
            pass
        if WAITS in w.seen:
            said, w.seen = w.wait(), ""
        w.compare(n, said)
    return w.end()


def screen(w):
    """A terminal is cleared before the findings, and Ctrl-C is the way out."""
    w.wait()
    w.put("a/van-ban.yaml", LETTER + "hang: 1\n")
    said = w.wait()
    clear, fault = said.find("\033[H\033[2J"), said.find("key-unknown")
    if not 0 <= clear < fault:
        raise Wrong("not a clean screen: %r" % said[:300])
    os.write(w.out, b"\x03")
    return w.status()


def plain(w):
    said = w.wait()
    w.put("a/van-ban.yaml", LETTER + "hang: 1\n")
    said += w.wait()
    if "\033" in said:
        raise Wrong("control characters in a pipe")
    return w.end()


def superseded(w):
    """A save during a build: the last one wins, whatever is under way."""
    w.wait()
    for i in range(300):
        w.put("nhieu/v%d.yaml" % i, PLAN.replace("so: 2", "so: %d" % (i + 30)))
    time.sleep(0.15)
    w.put("b.yaml", PLAN.replace("so: 2", "so: 700"))
    w.wait()
    while w.read(1):
        pass
    made = [w.made("nhieu/v%d.docx" % i) for i in range(300)]
    if None in made:
        raise Wrong("a stopped build is not made up for")
    w.seen = ""
    w.changes("after it", "b.docx", lambda: w.put("b.yaml", PLAN.replace("so: 2", "so: 701")))
    return w.end()


def office(w):
    """PDF comes behind the DOCX and the findings; a newer save stops LibreOffice."""
    w.wait()
    if w.made("b.pdf"):
        raise Wrong("the findings waited for LibreOffice")
    if "LibreOffice" not in w.wait() or not (w.made("b.pdf") or b"").startswith(b"%PDF"):
        raise Wrong("no PDF")
    old, docx = w.made("b.pdf"), w.made("b.docx")
    w.put("b.yaml", PLAN.replace("so: 2", "so: 3"))
    w.wait()
    if w.made("b.docx") == docx or w.made("b.pdf") != old:
        raise Wrong("not the DOCX first")
    w.put("b.yaml", PLAN.replace("so: 2", "so: 4"))
    w.wait()
    if "LibreOffice" not in w.wait() or w.made("b.pdf") == old:
        raise Wrong("the PDF stays behind")
    w.put("b.yaml", PLAN.replace("so: 2", "so: 5"))
    w.wait()
    time.sleep(0.5)  # LibreOffice is under way
    status = w.end()
    found = os.listdir(w.tmp)
    if found:
        raise Wrong("left in TMPDIR: %s" % found)
    return status


def limits(binary, tally):
    for what, code in (("watches", "watch-limit"), ("instances", "watch-failed")):
        with tempfile.TemporaryDirectory() as root:
            shell = "echo %d > /proc/sys/user/max_inotify_%s && exec \"$@\"" % (
                3 if what == "watches" else 0, what)
            w = Watch(binary, root, before=("unshare", "--user", "--map-root-user", "sh", "-c",
                                            shell, "sh"))
            said = w.process.stderr.read().decode("utf-8", "replace")
            status = w.status()
            wrong = [] if "[%s]" % code in said and "sysctl" in said and status == 3 else [
                "status %d: %s" % (status, said[-300:])]
            tally.add("watch limit of " + what, wrong + left(root))


def run(binary, tally):
    for test in (kinds, links, same, secret, saves, broken, folders, overflow, screen, plain,
                 superseded, office):
        with tempfile.TemporaryDirectory() as root:
            w = Watch(binary, root, terminal=test is screen,
                      args=["--to", "docx,pdf", "b"] if test is office else [])
            wrong = []
            try:
                status = test(w)
                if status != 0:
                    wrong.append("status %d: %s" % (status, w.seen[-500:]))
            except Wrong as e:
                wrong.append(str(e))
                try:
                    w.end(signal.SIGKILL)
                except OSError:
                    pass
                time.sleep(0.3)
            if not w.process:
                os.close(w.out)
            tally.add("watch " + test.__name__, wrong + left(root))
    limits(binary, tally)


if __name__ == "__main__":
    sys.exit(trial.main(run))
