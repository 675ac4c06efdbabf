#!/usr/bin/env python3
"""How soon a save shows: `vanban watch` over a tree of a thousand documents, from the
moment a file is closed to the line that says it is built. Medians; the CPU is that of all
processes the save costs, with what is read ahead for the next one.

    tests/bench_watch.py [--runs N] [BINARY]
"""
import os
import subprocess
import sys
import time

import bench

DOCUMENTS, WANTED = 1000, 50
TABLE = "\n```bang\ncot: [{ten: Tên}, {ten: Số}]\ntep: bang.csv\n```\n"
CITES = "\nTheo [](vb:d04/cv-4), xin báo cáo.\n"
WAITS = "đang chờ thay đổi".encode()


def lay(root):
    bench.put(root + "/sources/_mac-dinh.yaml", "do_mat: khong\n")
    for i in range(DOCUMENTS):
        yaml, body, _ = bench.letter(i)
        folder = "%s/sources/d%02d/cv-%d" % (root, i % 20, i)
        bench.put(folder + "/van-ban.yaml", yaml.replace("dia_danh: Hà Nội\n", ""))
        bench.put(folder + "/noi-dung.md", body + {5: TABLE, 6: CITES}.get(i, ""))
        if i < 20:
            bench.put("%s/sources/d%02d/_mac-dinh.yaml" % (root, i), "dia_danh: Hà Nội\n")
    bench.put(root + "/sources/d05/cv-5/bang.csv", "Tên,Số\nMột,1\n")
    bench.put(root + "/sources/d05/_mau/nd30/tu-ngu.yaml", "vv: V/v\n")


def wait(out):
    seen = b""
    while WAITS not in seen or not seen.endswith(b"\n"):
        more = os.read(out, 65536)
        if not more:
            sys.exit("it ends: " + seen.decode()[-500:])
        seen += more
    return seen.decode()


def cpu(pid):
    """Of a process and its children that have ended."""
    with open("/proc/%d/stat" % pid) as f:
        fields = f.read().rsplit(")", 1)[1].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def saves(p, path, versions, wanted):
    times = []
    for text in versions:
        time.sleep(0.5)  # a writer types
        bench.put(path, text)
        start = time.monotonic()
        said = wait(p.stderr.fileno())
        times.append(time.monotonic() - start)
        if "Đã dựng %d văn bản" % wanted not in said:
            sys.exit("not %d documents: %s" % (wanted, said))
    return bench.median(times), min(times)


def run(binary, root, runs):
    lay(root)
    env = {k: v for k, v in os.environ.items() if k != "CI"}
    p = subprocess.Popen([binary, "watch"], cwd=root, env=env, stderr=subprocess.PIPE,
                         stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    wait(p.stderr.fileno())
    yaml, body, _ = bench.letter(3)
    yaml = yaml.replace("dia_danh: Hà Nội\n", "")
    kinds = (("a body", 1, "d03/cv-3/noi-dung.md", lambda i: body + "\nLần %d.\n" % i),
             ("a head", 1, "d03/cv-3/van-ban.yaml",
              lambda i: yaml.replace("năm 2026", "năm %d" % (2030 + i))),
             ("a CSV", 1, "d05/cv-5/bang.csv", lambda i: "Tên,Số\nMột,%d\n" % (i + 2)),
             ("a document and one that cites it", 2, "d04/cv-4/van-ban.yaml",
              lambda i: bench.letter(4)[0].replace("dia_danh: Hà Nội\n", "")
              .replace("năm 2026", "năm %d" % (2030 + i))),
             ("a default of 50 documents", 50, "d03/_mac-dinh.yaml",
              lambda i: "dia_danh: Nơi thứ %s\n" % ("một", "hai")[i % 2]),
             ("a template of 50 documents", 50, "d05/_mau/nd30/tu-ngu.yaml",
              lambda i: "vv: %s\n" % ("Về việc", "V/v")[i % 2]))
    for name, documents, path, version in kinds:
        before = cpu(p.pid)
        took, least = saves(p, root + "/sources/" + path, [version(i) for i in range(runs)],
                            documents)
        print("%-48s %6.1f ms after the save (least: %.1f), %.1f ms CPU (wanted: at most %d ms)" % (
            "watch, 1000: " + name, took * 1e3, least * 1e3, (cpu(p.pid) - before) / runs * 1e3, WANTED))
    p.terminate()
    p.wait()


def main(args):
    runs = int(args.pop(args.index("--runs") + 1)) if "--runs" in args else 15
    rest = [a for a in args if a != "--runs"]
    with bench.room() as root:
        run(rest[0] if rest else bench.VANBAN, root, runs)


if __name__ == "__main__":
    main(sys.argv[1:])
