"""Names are plain English too: one word for one idea, and no words of speech for what a program does."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

import pytest

from tests.test_plain_english import CODE, PHRASES, ROOT

SPEECH = ("say", "says", "said", "saying", "tells", "told", "telling", "hear", "hears", "heard", "hearing")
"""Programs report, emit, show, explain and return."""

FOREIGN_NAMES = {
    ("kiosk/services/reports/xlsx_file.py", "tell"): "the method of Python's files",
}
"""Names that others gave, by file and name, with the reason."""

HAS_DATABASE = ("kiosk/services/", "kiosk/ui/", "kiosk/cli/", "kiosk/app/")

_UNPLAIN = re.compile(rf"\b({'|'.join([*SPEECH, *PHRASES])})\b")
_PARTS = "|".join(each.replace(" ", "_?") for each in (*SPEECH, *PHRASES))
_TRACE = re.compile(rf"((?<![A-Za-z])|(?<=[a-z])(?=[A-Z]))(?i:{_PARTS})(?![a-z])")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_PUBLIC = re.compile(r"^(?:class ([A-Z]\w*)|([A-Z]\w*) *(?::[^=\n]*)?= (?!TypeVar|ParamSpec))", re.MULTILINE)


def names_in(code: str) -> Iterator[tuple[int, str]]:
    """Yields the line and the text of each name that a module gives to something."""
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield node.lineno, name
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield node.lineno, name
            case ast.arg(arg=name):
                yield node.lineno, name


def unplain_names(file: str, code: str) -> list[str]:
    """Returns `file:line: name` for each name with a word of speech or a phrase that is not plain."""
    if not _TRACE.search(code):  # most modules need not be parsed
        return []
    return [
        f"{file}:{line}: {name}"
        for line, name in names_in(code)
        if _UNPLAIN.search(" ".join(_WORD.findall(name)).lower()) and (file, name) not in FOREIGN_NAMES
    ]


def misnamed_databases(file: str, code: str) -> list[str]:
    """Returns `file:line: name` for each parameter that holds a Database under another name."""
    if not file.startswith(HAS_DATABASE) or "Database" not in code:
        return []
    return [
        f"{file}:{node.lineno}: {node.arg}"
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.arg)
        and node.annotation is not None
        and ast.unparse(node.annotation).strip("'") == "Database"
        and node.arg.lstrip("_") != "database"
    ]


def names_of_several(modules: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Returns the classes, types and constants that several modules define, with these modules."""
    found = defaultdict(list)
    for file, code in modules:
        for name in sorted({each[1] or each[2] for each in _PUBLIC.finditer(code)}):
            found[name].append(file)
    return {name: files for name, files in found.items() if len(files) > 1}


def test_names_are_plain_english() -> None:
    assert [each for file, code in modules("") for each in unplain_names(file, code)] == []


def test_a_database_is_called_database() -> None:
    assert [each for file, code in modules("kiosk/") for each in misnamed_databases(file, code)] == []


def test_a_name_means_one_thing_in_the_whole_program() -> None:
    assert names_of_several(modules("kiosk/")) == {}


def test_every_foreign_name_is_still_there() -> None:
    for file, name in FOREIGN_NAMES:
        assert name in {each for _line, each in names_in((ROOT / file).read_text("utf-8"))}


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("def say_error(self): ...", "say_error"),
        ("def show(told): ...", "told"),
        ("NAMES_ARE_TOLD = True", "NAMES_ARE_TOLD"),
        ("self.file_said = label", "file_said"),
        ("class TellProgress: ...", "TellProgress"),
        ("call = lambda heard: heard", "heard"),
        ("def test_a_refusal_tells_why(): ...", "test_a_refusal_tells_why"),
        ("def test_so_many_passes_are_drawn(): ...", "test_so_many_passes_are_drawn"),
        ("CodeTakenMeanwhile = 1", "CodeTakenMeanwhile"),
        ("self._deeds = ()", "_deeds"),
    ],
)
def test_a_name_with_a_word_of_speech_or_a_bookish_phrase_is_found(code: str, name: str) -> None:
    assert unplain_names("kiosk/a.py", code) == [f"kiosk/a.py:1: {name}"]


@pytest.mark.parametrize(
    "code", ["essay = storyteller = shear = 1", "def recommend(amended): ...", "def read(file): file.tell()"]
)
def test_other_names_and_calls_of_libraries_are_not_found(code: str) -> None:
    assert unplain_names("kiosk/a.py", code) == []


def test_a_database_under_another_name_is_found() -> None:
    code = "def read(store: Database, _database: Database): ...\n"
    assert misnamed_databases("kiosk/ui/a.py", code) == ["kiosk/ui/a.py:1: store"]


def test_a_name_of_two_modules_is_found() -> None:
    first = "T = TypeVar('T')\nPAGE = 50\nIndex = int | str\n\nclass Door:\n    LEAST = 1\n"
    second = "T = TypeVar('T')\nPAGE: int = 60\nIndex()\n\nclass Door(Camera):\n    LEAST = 2\n"
    files = ["kiosk/a.py", "kiosk/b.py"]
    assert names_of_several(zip(files, [first, second], strict=True)) == {"PAGE": files, "Door": files}


def modules(folder: str) -> Iterator[tuple[str, str]]:
    """Yields the path and the text of each module in a folder."""
    for file in CODE:
        path = file.relative_to(ROOT).as_posix()
        if path.startswith(folder):
            yield path, file.read_text("utf-8")
