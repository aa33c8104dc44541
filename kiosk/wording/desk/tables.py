"""Tables that people import, in words: how they were read, and what is in their rows."""

from collections.abc import Iterable
from typing import assert_never

from kiosk.domain.table import Separator, TextEncoding
from kiosk.wording.language.catalogue import _, ngettext, pgettext
from kiosk.wording.language.numbers import number

_MOST_LISTED = 20


def listed_names(names: Iterable[str]) -> str:
    """Returns the names of columns or sheets in quotation marks, only the first ones of many: `'A', 'B'`."""
    every = tuple(names)
    if not every:
        return pgettext("list of columns or sheets", "none")
    listed = ", ".join(repr(each) for each in every[:_MOST_LISTED])
    more = len(every) - _MOST_LISTED
    if more <= 0:
        return listed
    return ngettext("{names} and {count} more", "{names} and {count} more", more).format(
        names=listed, count=number(more)
    )


def encoding_name(encoding: TextEncoding) -> str:
    """Returns the usual name of an encoding."""
    match encoding:
        case TextEncoding.UTF_8_WITH_MARK:
            return _("UTF-8 with a byte order mark")
        case TextEncoding.UTF_8 | TextEncoding.UTF_16_LE | TextEncoding.UTF_16_BE | TextEncoding.WINDOWS_1252:
            return encoding.value  # a name that is the same in every language
        case _:
            assert_never(encoding)


def separator_text(separator: Separator) -> str:
    """Returns the separator of a text: "separator: comma"."""
    match separator:
        case Separator.COMMA:
            return _("separator: comma")
        case Separator.SEMICOLON:
            return _("separator: semicolon")
        case Separator.TAB:
            return _("separator: tab")
        case Separator.PIPE:
            return _("separator: pipe")
        case _:
            assert_never(separator)


def header_text(line: int | None) -> str:
    """Returns the position of a table's header."""
    return _("no header") if line is None else _("header in line {line}").format(line=line)
