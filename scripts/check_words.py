#!/usr/bin/env python3
"""Checks the English of the project: discouraged words, and prose lines over 100 columns.

    scripts/check_words.py [FILE …]      check these files; default: all files of the project
    scripts/check_words.py --self-test

Reads prose in Markdown, descriptions in schemas/, comments in .hpp files, and string literals in
the .hpp and .cpp files of the program. Prints one line per hit; any hit is an error (exit code 1).
Skips docs/style.md, which lists these words.
"""

import os
import re
import subprocess
import sys

COLUMNS = 100

# The start of a text, line, sentence, list item, heading, bold text or table cell.
START = r"(?:\A|\n|[.!?:] |[|#*-] |\*\*)"

SPACE = r"(?:[ \t]|\n(?!\n))+"

# Each pattern with its replacement. A space also matches a line break. Patterns without a capital
# ignore case.
WORDS = {
    r"\b(is|are) told\b": "is paged (target), is notified (subscriber)",
    r"\bhears? of\b": "is notified about",
    r"\bgiven up\b": "failed permanently, abandoned",
    r"\banew\b": "again, re-…",
    r"\bfor ever\b": "permanently, indefinitely",
    r"(?<!sent\s)\bat once\b": "immediately, at the same time",
    r"\b(is|are) over\b(?! \d)": "has ended",
    r"\bgoes on\b(?! call)": "continues, resumes",
    r"\bso many\b": "n, up to n, this many",
    r"\bwhoever\b": "anyone who",
    r"\bgrave(r|st)\b": "more severe, most severe",
    r"\bmade(?:-| )up\b(?! of)": "generated, synthetic",
    r"(?<!there\s)\bis no [a-z]+ that\b": "is not a valid …",
    r"(?:\A|: )there is no\b": '… "x" not found, … does not exist',
    r"\bhas no such\b": "must be one of: …",
    r"\bexists? already\b": "already exists",
    r"(\d|\bbytes|\b[kmg]ib|\b[mµ]s|\b(alert|event|request|line|row|page|message|notification)s)"
    r" an? (second|minute|hour|day|request|line|event|batch|row|alert)\b": "per …; /s in tables",
    r"\b(col|hon|fav|neighb|behavi)our|\b(recogn|organ|normal|serial|initial|summar)is[ei]":
        "American spelling",
    START + r"(What|Who) (?![^.|]*\?|\|)": "begin with a noun",
    START + r"Of (an?|the) ": "begin with a noun",
}
PATTERNS = [
    (re.compile(words.replace(" ", SPACE), re.I if words.islower() else 0), advice)
    for words, advice in WORDS.items()
]

# A raw string, a string with those that follow it, a character, or comments on consecutive lines.
TOKEN = re.compile(
    r"""R"(?P<raw>\w*)\(.*?\)(?P=raw)"|(?P<string>"(?:[^"\\\n]|\\.)*"(?:\s*"(?:[^"\\\n]|\\.)*")*)"""
    r"""|'(?:[^'\\\n]|\\.)'|(?P<comment>(?://[^\n]*\n?[ \t]*)+)|/\*.*?\*/""", re.S)
DESCRIPTION = re.compile(r'"(?:description|summary|title)"\s*:\s*"((?:[^"\\]|\\.)*)"')


def prose(markdown):
    """The same lines, those of code blocks empty, and inline code as `_`."""
    fenced = False
    for line in markdown.split("\n"):
        fence = line.lstrip().startswith("```")
        fenced ^= fence
        code = fence or fenced or line.startswith(("    ", "\t"))
        yield "" if code else re.sub(r"`[^`]*`", "`_`", line)


def texts(path, content):
    """Pairs of a line number and a text that starts there."""
    if path.endswith(".md"):
        yield 1, "\n".join(prose(content))
    elif path.endswith(".json"):
        for found in DESCRIPTION.finditer(content):
            yield content.count("\n", 0, found.start(1)) + 1, found[1]
    else:
        for found in TOKEN.finditer(content):
            line = content.count("\n", 0, found.start()) + 1
            if found["string"]:
                yield line, re.sub(r'"(\s*)"', r"\1", found["string"][1:-1])
            elif found["comment"] and path.endswith(".hpp"):
                yield line, re.sub(r"(?m)^\s*//+ ?", "", found["comment"])


def hits(path, content):
    for line, text in texts(path, content):
        for pattern, advice in PATTERNS:
            for found in pattern.finditer(text):
                words = found[0].lstrip(".!?:|#*- \n")
                at = line + text.count("\n", 0, found.end() - len(words))
                yield at, f'"{" ".join(words.split())}": {advice}'
    if path.endswith(".md"):
        for line, (text, shown) in enumerate(zip(content.split("\n"), prose(content)), 1):
            is_prose = shown and not shown.startswith("|")
            if is_prose and len(text) > COLUMNS and max(map(len, text.split())) < COLUMNS - 20:
                yield line, f"{len(text)} columns: at most {COLUMNS}"


def is_checked(path):
    if path == "docs/style.md":
        return False
    if path.endswith(".json"):
        return path.startswith("schemas/") and "/" not in path[len("schemas/"):]
    program = path.startswith(("domain/", "ports/", "application/", "adapters/", "main/"))
    return path.endswith(".md") or program and path.endswith((".hpp", ".cpp"))


def self_test():
    for path, content, expected in [
        ("a.md", "It is\nover. Whoever asks\nWhat.\nWho may", [1, 2, 4]),
        ("a.md", "is over 100; `whoever`\n\n    at once\n```\nat once\n```\nat once", [7]),
        ("a.md", "What it does\n| What | Who may |\n- What is it?\nOf the first", [1, 2, 4]),
        ("a.md", "800 alerts a second. Send a request. A second line. 5 MiB\na batch", [1, 1]),
        ("a.md", "# Events\n\nAn event", []),
        ("a.md", "x" * 101 + "\n" + "word " * 21 + "\n| " + "word " * 21, [2]),
        ("a.md", "colour, Behaviour, our, hour, premise", [1, 1]),
        ("a.json", '{"title": "Of a match"}\n{"x": "at once"}', [1]),
        ("a.md", "# Limits\n\nThere is no limit. If there is no limit", []),
        ("a.cpp", 'f("there is no " + id); // at once\ng("is "\n  "told")', [1, 2]),
        ("a.cpp", 'f(\'"\', 10\'000, R"(at once)", "a\\"b at once")', [1]),
        ("a.hpp", "// Who does\n  // it at\n// once.\nint x;  // given up", [1, 2, 4]),
        ("a.hpp", "// Made up of parts, which\n// goes on call; the graver one", [2]),
    ]:
        found = sorted(line for line, _ in hits(path, content))
        assert found == expected, f"{content!r}: {found}, expected {expected}"
    print("check_words.py: self-test OK")


def main():
    sys.stdout.reconfigure(encoding="utf-8")  # whatever the locale
    if sys.argv[1:] == ["--self-test"]:
        self_test()
        return 0
    os.chdir(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    paths = sys.argv[1:] or subprocess.check_output(listed, text=True).splitlines()
    count = 0
    for path in filter(is_checked, paths):
        if not os.path.exists(path):
            continue
        with open(path, encoding="utf-8") as file:
            for line, hit in sorted(hits(path, file.read())):
                print(f"{path}:{line}: {hit}")
                count += 1
    return int(count > 0)


if __name__ == "__main__":
    sys.exit(main())
