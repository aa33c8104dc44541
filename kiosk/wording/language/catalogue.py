"""Texts in the reader's language, from gettext's catalogues in resources/translations.

A text is marked with `_`, or with `ngettext` where it counts something, and filled afterwards:

    _("The group {name} was deleted.").format(name=name)
    ngettext("{count} person", "{count} people", count).format(count=number(count))

Values are filled in at one go, so a brace in a name stays a brace. No text is an f-string or joined
from pieces: a translator must be able to move every word. No text is kept in a constant, which would keep
the language in which its module was imported; `N_` marks a constant that `_` translates later.
"""

import gettext as gnu
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from kiosk.shipped import RESOURCES
from kiosk.translatable import N_

__all__ = [
    "DOMAIN",
    "ENGLISH",
    "N_",
    "TRANSLATIONS",
    "Language",
    "_",
    "language",
    "ngettext",
    "pgettext",
    "present_language",
    "shipped_language",
]

TRANSLATIONS = RESOURCES / "translations"
"""One folder for each language: `ro/LC_MESSAGES/kiosk.po`, and the `kiosk.mo` compiled from it."""

DOMAIN = "kiosk"


@dataclass(frozen=True, slots=True)
class Language:
    """A language that texts, numbers and dates are shown in.

    Attributes:
        code: Its CLDR code, such as `ro` or `zh_Hans`.
        translations: Its catalogue; empty for English, which the code itself is written in.
    """

    code: str
    translations: gnu.NullTranslations = field(default_factory=gnu.NullTranslations)


ENGLISH = Language("en")

_shown: ContextVar[Language] = ContextVar("language", default=ENGLISH)


def shipped_language(code: str) -> Language:
    """Returns a language with its shipped catalogue.

    Raises:
        FileNotFoundError: No catalogue of this language is shipped.
    """
    return Language(code, gnu.translation(DOMAIN, TRANSLATIONS, [code]))


def present_language() -> Language:
    """Returns the language that texts are shown in now."""
    return _shown.get()


@contextmanager
def language(shown: Language) -> Iterator[None]:
    """Shows texts in a language until the end of a with block."""
    token = _shown.set(shown)
    try:
        yield
    finally:
        _shown.reset(token)


def _(message: str) -> str:
    """Returns the text in the present language; without a translation, in English."""
    return _shown.get().translations.gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Returns the text for a number of things, by the plural rules of the present language."""
    return _shown.get().translations.ngettext(singular, plural, count)


def pgettext(context: str, message: str) -> str:
    """Returns the text of a word that means different things in different places.

    Args:
        context: Shows translators which meaning it is: "state of an event".
        message: The word in English: "Open".
    """
    return _shown.get().translations.pgettext(context, message)
