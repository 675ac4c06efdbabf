"""Completion in bash: the script that `vanban completion bash` prints, in a real bash."""
import os
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

# words of the line (the last is being typed), what must be offered, what must not
ASKED = (
    (["vanban", ""], {"build", "check", "schema", "completion"}, {"--out"}),
    (["vanban", "b"], {"build"}, {"check"}),
    (["vanban", "--"], {"--help", "--version", "--lang"}, {"--fix"}),
    (["vanban", "check", "--"], {"--fix", "--explain"}, {"--why"}),
    (["vanban", "build", "so-khcn/k"], {"so-khcn/kh-12-2026", "so-khcn/kh-15-2026"},
     {"so-khcn/cv-88-2026"}),
    (["vanban", "build", "so"], {"so-khcn/"}, {"xa-binh-lang/"}),
    (["vanban", "check", "--format", "s"], {"sarif"}, {"json"}),
    (["vanban", "check", "--format", "=", ""], {"sarif", "json"}, set()),
    (["vanban", "check", "--explain", "cap-c"], {"cap-citation"}, {"so-khcn/"}),
    (["vanban", "--sources", "sources/xa-binh-lang", "check", "n"], {"nq-04-2026"},
     {"so-khcn/kh-12-2026"}),
    (["vanban", "--sources", "templates/n"], {"templates/nd30"}, set()),
    (["vanban", "schema", ""], {"van-ban", "mac-dinh", "danh-muc"}, set()),
    (["vanban", "help", "ch"], {"check"}, {"build"}),
    (["vanban", "dump", "te"], {"text"}, {"model"}),
)


def offered(script, words, binary):
    line = "source %s; COMP_WORDS=(%s); COMP_CWORD=%d; _vanban; printf '%%s\\n' \"${COMPREPLY[@]}\"" % (
        script, " ".join("'%s'" % w for w in [binary] + words[1:]), len(words) - 1)
    p = subprocess.run(["bash", "--norc", "-c", line], cwd=ROOT, stdout=subprocess.PIPE,
                       stderr=subprocess.PIPE, timeout=60)
    return set(p.stdout.decode().split()), p.stderr.decode()


def run(binary, tally, tmp):
    os.makedirs(tmp, exist_ok=True)
    script = os.path.join(tmp, "completion.bash")
    with open(script, "wb") as f:
        f.write(subprocess.run([binary, "completion", "bash"], stdout=subprocess.PIPE,
                               timeout=60).stdout)
    for words, wanted, unwanted in ASKED:
        got, said = offered(script, words, binary)
        problems = [said] if said else []
        if wanted - got or unwanted & got:
            problems.append("offers %s" % (" ".join(sorted(got))[:300] or "nothing"))
        tally.add("completion '%s'" % " ".join(words), problems)
