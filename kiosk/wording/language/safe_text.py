"""People's and events' names as a screen may show them: whole, in their own script, and harmless."""

import html
import unicodedata

FIRST_STRONG_ISOLATE = "\u2068"
POP_DIRECTIONAL_ISOLATE = "\u2069"

MAX_SHOWN = 300
"""The most characters of one text that are read; the database keeps 255."""

_JOINERS = frozenset("\u200c\u200d")  # Persian, Indic scripts and emoji families need them
_MOST_MARKS = 4  # on one letter; living scripts need three, a text that spills over its neighbours dozens
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


def plain(text: str) -> str:
    """Returns one line of text without characters that could change how other texts are shown.

    Control characters, direction overrides and other invisible format characters are removed, line
    breaks and runs of spaces become one space, and letters keep at most four marks.

    Args:
        text: Any text, also a hostile one. Only the first 300 characters count.
    """
    kept: list[str] = []
    marks = 0
    for character in text[:MAX_SHOWN]:
        category = unicodedata.category(character)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if character.isspace() or category in {"Zl", "Zp"}:
            kept.append(" ")
        elif character in _JOINERS or (
            category not in {"Cc", "Cf", "Cs", "Co", "Cn"} and marks <= _MOST_MARKS
        ):
            kept.append(character)
    return " ".join("".join(kept).split())


def as_tooltip(text: str) -> str:
    """Returns the plain text for a tooltip, in which Qt must not find markup."""
    return f"<qt>{html.escape(plain(text))}</qt>" if text else ""


def isolated(text: str) -> str:
    """Returns the plain text, isolated so that its direction does not affect the sentence around it."""
    return FIRST_STRONG_ISOLATE + plain(text) + POP_DIRECTIONAL_ISOLATE


def shortened(text: str, most: int) -> str:
    """Returns the plain text in a limited number of characters; an ellipsis replaces the rest."""
    whole = plain(text)
    return whole if len(whole) <= most else whole[: most - 1].rstrip() + "…"


def is_right_to_left(text: str) -> bool:
    """True when the text's first strong letter is of a right-to-left script.

    Letters inside isolates do not count: Unicode's bidirectional algorithm, rule P2.
    """
    depth = 0
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in {"LRI", "RLI", "FSI"}:
            depth += 1
        elif kind == "PDI":
            depth = max(0, depth - 1)
        elif depth == 0 and (kind == "L" or kind in _RIGHT_TO_LEFT):
            return kind in _RIGHT_TO_LEFT
    return False
