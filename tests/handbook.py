#!/usr/bin/env python3
"""The lists of the handbook that come from the program itself: every message with its
mending (from `vanban check --explain --format json`, that is from gen/base/diag_*.def) and
every key (from `vanban schema`, that is from gen/read/key_text.def), as CSV files that the
handbook's appendices read.

    tests/handbook.py           writes them anew (make handbook)
    tests/handbook.py --check   says which are out of date; status 1
"""
import csv
import io
import json
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FOLDER = os.path.join(ROOT, "sources", "so-khcn", "huong-dan")
MAPS = (("", "văn bản"), ("phu_luc", "phụ lục"), ("van_ban_kem_theo", "văn bản kèm theo"),
        ("nguoi_ky", "người ký"), ("noi_nhan", "nơi nhận"), ("can_cu", "căn cứ"),
        ("lien_tich", "cơ quan liên tịch"), ("ben", "một bên"), ("ho_so", "hồ sơ"),
        ("chu_ky_so", "chữ ký số"))
TABLES = (("", "bảng"), ("cot", "cột của bảng"), ("hang", "hàng của bảng"), ("o", "ô của bảng"))


def ask(binary, *args):
    return subprocess.run([binary] + list(args), cwd=ROOT, stdout=subprocess.PIPE, check=True,
                          timeout=60).stdout.decode()


def table(header, rows):
    out = io.StringIO()
    w = csv.writer(out, lineterminator="\n")
    w.writerow(header)
    w.writerows(rows)
    return out.getvalue()


INTRODUCTION = """Danh mục này do phần mềm tự lập từ chính bảng thông báo của nó. Trong thông \
báo, dấu “…” đứng thay cho chữ của người soạn thảo. Tìm theo mã ghi trong ngoặc vuông ở cuối \
thông báo.
"""
SECTION = """
# %s

```bang
cot:
  - {ten: Mã, rong: 20}
  - {ten: Thông báo, rong: 36}
  - {ten: Cách sửa, rong: 44}
tep: %s
co_chu: 11
```
"""


def messages(binary):
    """A file for each part of the program, by code, and the text that shows them."""
    rooms, titles = {}, {}
    for line in ask(binary, "check", "--explain", "--format", "json").splitlines():
        f = json.loads(line)
        rooms.setdefault(f["room"], []).append((f["code"], f["message"], f["fix"]))
        titles[f["room"]] = f["group"]
    files = {"thong-bao-%s.csv" % room: table(("Mã", "Thông báo", "Cách sửa"), sorted(rows))
             for room, rows in rooms.items()}
    files["thong-bao.md"] = INTRODUCTION + "".join(
        SECTION % (titles[room], "thong-bao-%s.csv" % room) for room in rooms)
    return files


def keys(binary):
    rows, seen = [], {}
    for kind, name, where in ([("van-ban",) + m for m in MAPS] + [("bang",) + m for m in TABLES]):
        schema = json.loads(ask(binary, "schema", kind))
        one = schema["definitions"][name] if name else schema
        for key, value in one["properties"].items():
            text, _, example = value["description"].partition("\n\nVí dụ: ")
            if seen.get(key) == text:
                continue
            seen.setdefault(key, text)
            rows.append((key, where, text.partition(": ")[2], example.partition(": ")[2]))
    return {"khoa.csv": table(("Khóa", "Của", "Ghi gì", "Ví dụ"), rows)}


def read(path):
    try:
        with open(path, encoding="utf-8") as f:
            return f.read()
    except OSError:
        return None


def stale(binary):
    made = dict(messages(binary), **keys(binary))
    return {name: text for name, text in made.items()
            if read(os.path.join(FOLDER, name)) != text}


def run(binary, tally):
    tally.add("handbook: lists of messages and keys",
              ["%s is out of date: make handbook" % name for name in sorted(stale(binary))])


def main(args):
    binary = os.path.join(ROOT, "gen", "vanban")
    old = stale(binary)
    for name in sorted(old):
        if "--check" in args:
            print("%s is out of date: make handbook" % name)
        else:
            with open(os.path.join(FOLDER, name), "w", encoding="utf-8") as f:
                f.write(old[name])
    return 1 if old and "--check" in args else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
