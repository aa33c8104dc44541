"""Prose and texts are plain English: a reader from any country understands each sentence the first time."""

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
CODE = [
    file
    for folder in ("kiosk", "tests", "benchmarks", "migrations", "mutants")
    for file in sorted((ROOT / folder).rglob("*.py"))
]
PAPERS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
WITH_TEXTS = ("kiosk/", "migrations/")
"""Folders in which every string is a text for people or a message; elsewhere strings are also examples."""

BEGINNINGS = ("what", "whose", "whether", "where", "who", "how", "which", "nothing", "nobody")
"""Docstrings say first what something does or is; they are no clauses and no questions."""

PHRASES = (
    *("so many", "so long", "such that", "called so", "of who", "nothing when"),
    *("anew", "meanwhile", "mend", "mends", "mended", "mending", "deed", "deeds", "told", "tell", "tells"),
)
"""Bookish or ambiguous phrases, and speech for programs, which report, show, return or call."""

_BEGINNING = re.compile(rf"\s*({'|'.join(BEGINNINGS)})\b", re.IGNORECASE)
_PHRASE = re.compile(rf"\b({'|'.join(PHRASES)})\b".replace(" ", r"[\s#]+"), re.IGNORECASE)
_NOT_PROSE = re.compile(r"`[^`\n]*`|^ +\w+: ", re.MULTILINE)  # code, and the names of arguments in docstrings
_TRACES = (*PHRASES, *(f'"""{mark}{word}' for word in BEGINNINGS for mark in ("", " ")))


class Passage(NamedTuple):
    """A docstring, a comment, a text or a paper.

    Attributes:
        line: The number of its first line.
        text: The whole passage.
        is_docstring: True for a docstring, also for one below a constant.
    """

    line: int
    text: str
    is_docstring: bool = False


def offences_in(passage: Passage) -> Iterator[tuple[int, str]]:
    """Yields the line and the words of each phrase that is not plain."""
    if passage.is_docstring and (beginning := _BEGINNING.match(passage.text)):
        yield passage.line, f"begins with {beginning[1]!r}"
    prose = _NOT_PROSE.sub(lambda code: " " * len(code[0]), passage.text)
    for phrase in _PHRASE.finditer(prose):
        yield passage.line + prose.count("\n", 0, phrase.start()), repr(" ".join(phrase[0].split()))


def offences_of_code(name: str, code: str) -> list[str]:
    """Returns `file:line: phrase` for each phrase of a module that is not plain."""
    words = " ".join(code.lower().replace("#", " ").split())
    if not any(trace in words for trace in _TRACES):  # most modules need not be parsed
        return []
    passages = [*strings(code, has_texts=name.startswith(WITH_TEXTS)), *comments(code)]
    return sorted(f"{name}:{line}: {words}" for each in passages for line, words in offences_in(each))


def offences_of_paper(name: str, text: str) -> list[str]:
    """Returns `file:line: phrase` for each phrase of a paper that is not plain."""
    return [f"{name}:{line}: {words}" for line, words in offences_in(Passage(1, text))]


def strings(code: str, *, has_texts: bool) -> Iterator[Passage]:
    """Yields the docstrings of a module, and every other string if it has texts for people."""
    tree = ast.parse(code)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            is_docstring = id(node) in docstrings
            if is_docstring or has_texts:
                yield Passage(node.lineno, node.value, is_docstring)


def comments(code: str) -> Iterator[Passage]:
    """Yields the comments of a module; comments on successive lines are one passage."""
    lines: list[str] = []
    last = 0
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        if token.type == tokenize.COMMENT:
            if token.start[0] != last + 1 and lines:
                yield Passage(last - len(lines) + 1, "\n".join(lines))
                lines = []
            lines.append(token.string)
            last = token.start[0]
    if lines:
        yield Passage(last - len(lines) + 1, "\n".join(lines))


def test_docstrings_comments_and_texts_are_plain_english() -> None:
    assert _of_all(CODE, offences_of_code) == []


def test_the_papers_are_plain_english() -> None:
    found = _of_all(
        PAPERS,
        lambda name, text: [f"{name}:{line}: {words}" for line, words in offences_in(Passage(1, text))],
    )
    assert found == []


@pytest.mark.parametrize(
    "words", ["What", "Whose", "Whether", "Where", "Who", "How", "Which", "Nothing", "Nobody"]
)
def test_a_docstring_that_begins_with_a_clause_is_found(words: str) -> None:
    module = f'"""A module."""\n\nPAGE = 50\n"""{words} is on a page."""\n'
    method = (
        f'class Page:\n    def size(self) -> int:\n        """\n        {words} is on a page.\n        """\n'
    )
    assert offences_of_code("tests/a.py", module) == [f"tests/a.py:4: begins with {words!r}"]
    assert offences_of_code("tests/a.py", method) == [f"tests/a.py:3: begins with {words!r}"]


@pytest.mark.parametrize(
    "phrase",
    [
        "so many",
        "so long",
        "such that",
        "called so",
        "of who",
        "Nothing when",
        "anew",
        "Meanwhile",
        "mends",
        "deed",
        "told",
        "tell",
        "tells",
    ],
)
def test_a_phrase_is_found_in_prose_texts_and_papers(phrase: str) -> None:
    docstring = f'"""A page.\n\nIt is {phrase}.\n"""\n'
    broken = phrase.replace(" ", "\n    # ")
    comment = f"PAGE = 50  # a page\n\nif PAGE:\n    # A page is {broken} here.\n    PAGE = 40\n"
    text = f'_("A page:"\n  " it is {phrase}.")\n'
    example = f'assert page == "It is {phrase}."\n'

    assert offences_of_code("tests/a.py", docstring) == [f"tests/a.py:3: {phrase!r}"]
    assert [each.partition(" ")[0] for each in offences_of_code("tests/a.py", comment)] == ["tests/a.py:4:"]
    assert offences_of_code("kiosk/a.py", text) == [f"kiosk/a.py:1: {phrase!r}"]
    assert offences_of_code("tests/a.py", example) == []
    assert offences_of_paper("README.md", f"# Kiosk\n\nIt is {phrase}.") == [f"README.md:3: {phrase!r}"]


@pytest.mark.parametrize(
    "plain",
    [
        "A storyteller recommends as many as possible, as long as it is an amended list, indeed of wholes.",
        "Reads with `file.tell`.",
        "Reads a file.\n\nArgs:\n    tell: The position.\n",
    ],
)
def test_other_words_and_code_are_not_found(plain: str) -> None:
    assert [*offences_in(Passage(1, plain, is_docstring=True))] == []


def _of_all(files: Sequence[Path], offences: Callable[[str, str], list[str]]) -> list[str]:
    assert files
    return [
        each
        for file in files
        for each in offences(file.relative_to(ROOT).as_posix(), file.read_text("utf-8"))
    ]
