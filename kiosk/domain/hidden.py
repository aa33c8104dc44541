"""Spells out characters that control a terminal, reverse a line or are invisible."""

import json
import unicodedata

_JOINERS = frozenset("\u200c\u200d")
_JOINED = frozenset({"Lo", "Mn", "Mc", "Me", "So", "Sk"})
# Of category Cf, but drawn: they stand before or under digits (Unicode, "prepended concatenation marks").
_SEEN = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
_HIDDEN = frozenset({"Cc", "Cf", "Zl", "Zp"})


def spelled_out(text: str, *, kept: str = "") -> str:
    r"""Returns the text with every hidden character written as its number: `\x1b`, `\u202e`, `\U000e0041`.

    Joiners stay where scripts and emoji need them: between two letters of Persian or an Indic script, or
    two pictures. Between Latin letters nobody would see them.

    Args:
        text: Any text, also a hostile one.
        kept: Characters that stay as they are, such as a line break.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        _number(each) if each not in kept and _is_hidden(text, at) else each for at, each in enumerate(text)
    )


def spelled_out_json(document: str) -> str:
    """Returns a JSON document of the same value, with every hidden character as a JSON escape."""
    if document.isascii() and document.isprintable():
        return document
    return "".join(
        _json_number(each) if _is_hidden(document, at) else each for at, each in enumerate(document)
    )


def _is_hidden(text: str, at: int) -> bool:
    each = text[at]
    if unicodedata.category(each) not in _HIDDEN or each in _SEEN:
        return False
    return each not in _JOINERS or not (_is_joined(text, at - 1) and _is_joined(text, at + 1))


def _is_joined(text: str, at: int) -> bool:
    return 0 <= at < len(text) and unicodedata.category(text[at]) in _JOINED


def _number(character: str) -> str:
    code = ord(character)
    if code < 0x100:  # noqa: PLR2004 -- two digits hold it
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 -- four digits hold it


def _json_number(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x80 else json.dumps(character)[1:-1]  # noqa: PLR2004 -- JSON leaves ASCII
