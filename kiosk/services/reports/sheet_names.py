"""Titles as names of a spreadsheet's sheets."""

import unicodedata

LONGEST = 31
"""The most UTF-16 units in a sheet's name: Excel's limit."""

_FORBIDDEN = frozenset("[]:*?/\\")
_RESERVED = "history"  # Excel keeps it for itself


def sheet_names(titles: list[str], *, taken: tuple[str, ...] = ()) -> list[str]:
    """Returns a valid name for each title, all different in any letter case.

    Args:
        titles: Any texts.
        taken: The names of other sheets.
    """
    used = {_RESERVED, *map(_folded, taken)}
    names: list[str] = []
    for title in titles:
        wanted = _valid(title)
        name, number = _cut(wanted, LONGEST), 1
        while _folded(name) in used:
            number += 1
            ending = f" ({number})"
            name = _cut(wanted, LONGEST - len(ending)) + ending
        used.add(_folded(name))
        names.append(name)
    return names


def _valid(title: str) -> str:
    kept = "".join(
        " " if each in _FORBIDDEN or unicodedata.category(each) in {"Cc", "Cs", "Cn", "Zl", "Zp"} else each
        for each in unicodedata.normalize("NFC", title)
    )
    return " ".join(kept.split()).strip("' ") or "Event"


def _cut(name: str, most: int) -> str:
    while len(name.encode("utf-16-le")) > 2 * most:
        name = name[:-1]
    return name.strip("' ")


def _folded(name: str) -> str:
    # Both, because Excel's rules for letter case are not Unicode's: names equal by either are equal here.
    return unicodedata.normalize("NFKC", name.lower().casefold())
