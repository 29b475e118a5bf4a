#!/bin/sh
# Pages as files: their policy names the hashes of what stands in them, computed here by another library; tags fit each other; names
# that are hostile stay text; no address but the article's; nothing is asked for.
set -eu
cd "$(dirname "$0")/.."
LC_ALL=C.UTF-8
export LC_ALL
MAKEITSO=${MAKEITSO:-build/debug/makeitso}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat >"$work/hostile.yaml" <<'END'
version: 1
title: "</title><script>hacked = 1</script>"
question: "\"><img src=x onerror=\"hacked = 1\">"
lesson: "</template></section><script>hacked = 1</script>"
bots:
  - {name: "<b>A<b>", handle: "'\"`", post: "</script><script>hacked = 1</script>"}
  - {name: "&lt;", post: "<!--"}
jobs: [{name: "J\"><svg onload>", steps: [{post: "<b>A<b>"}, {post: "&lt;"}], retry: {limit: 1, wait: 1m}}]
schedule: [{enqueue: "J\"><svg onload>"}]
faults: [{name: "<style>*{display:none}</style>", bot: "&lt;", before: commit, kind: error}]
END
MAKEITSO=$MAKEITSO python3 - "$work" <<'END'
import base64, hashlib, json, os, re, subprocess, sys
from html.parser import HTMLParser

work, program = sys.argv[1], os.environ["MAKEITSO"]
ARTICLE = "https://naildrivin5.com/blog/2023/12/20/picard-sidekiq-tip--split-up-independant-operations.html"
VOID = {"meta", "input", "img", "br", "hr", "link"}
SHAPES = {"path", "rect", "circle", "use"}  # which close themselves
OURS = VOID | SHAPES | set("html head title style body header main section footer h1 h2 h3 p div span svg g symbol clippath text desc button "
                           "kbd label output form fieldset legend template noscript table tr th td ol li a figure pre code script".split())
failed = 0


def check(words, problem):
    global failed
    failed += bool(problem)
    print("not ok %s: %s" % (words, problem) if problem else "ok %s" % words)


class Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.problems, self.policy, self.blocks, self.text = [], [], "", [], ""

    def handle_starttag(self, tag, attributes):
        names = dict(attributes)
        if tag not in OURS:
            self.problems.append("<%s>" % tag)
        self.problems += ["%s of %s" % (name, tag) for name in names if name == "style" or name.startswith("on")]
        if tag == "meta" and names.get("http-equiv") == "Content-Security-Policy":
            self.policy = names["content"]
        if tag not in VOID:
            self.open.append(tag)
        if tag in ("style", "script"):
            self.blocks.append([tag if "type" not in names else "data", ""])

    def handle_startendtag(self, tag, attributes):
        if tag not in SHAPES:
            self.problems.append("<%s/>" % tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.problems.append("</%s>" % tag)

    def handle_data(self, data):
        if self.open and self.open[-1] in ("style", "script"):
            self.blocks[-1][1] += data
        else:
            self.text += data


def read(*words):
    html = subprocess.run([program, *words], check=True, capture_output=True).stdout.decode()
    page = Reader()
    page.feed(html)
    page.close()
    page.html = html
    return page


def policy_problem(page):
    wanted = "default-src 'none'; base-uri 'none'; form-action 'none'; %s"
    parts = []
    for directive, kind in (("style-src", "style"), ("script-src", "script")):
        if kind == "script" and not any(of == kind for of, _ in page.blocks):
            continue  # a comparison of so many runs that they have no stage
        hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for of, text in page.blocks if of == kind]
        parts.append("%s %s" % (directive, " ".join("'sha256-%s'" % it for it in hashes)))
    wanted %= "; ".join(parts)
    return "" if page.policy == wanted else "%s, not %s" % (page.policy, wanted)


names = [row["scenario"] for row in json.loads(subprocess.run([program, "list", "--format", "json"], check=True, capture_output=True).stdout)]
hostile = work + "/hostile.yaml"
drawn = [["draw", name, "--to", "html"] + options for name in names + [hostile] for options in ([], ["--no-gates"])]
compared = [["compare"] + some + ["--format", "html"] for some in (names[:2], names[1:4], names[:5], [hostile, names[0]])]
for words in drawn + compared:
    page, title = read(*words), " ".join(map(os.path.basename, words))
    check("%s is well-formed" % title, "; ".join(page.problems + page.open))
    check("%s has a policy of its own hashes" % title, policy_problem(page))
    others = set(re.findall(r"\b[a-z]+://[^\s\"'<]*", page.html)) - {ARTICLE}
    check("%s names no address but the article's" % title, " ".join(others))
    check("%s asks for nothing" % title, " ".join(re.findall(r"(?:src|href)=\"(?!#|%s)[^\"]*" % re.escape(ARTICLE), page.html)))
hostile = read("draw", hostile, "--to", "html")
for text in ("</title><script>hacked = 1</script>", '"><img src=x onerror="hacked = 1">', "</template></section><script>hacked = 1</script>",
             "<b>A<b>", "&lt;", 'J"><svg onload>'):
    check("%s stays text" % text, "" if text in hostile.text else "it is not in the page")
sys.exit(1 if failed else 0)
END
