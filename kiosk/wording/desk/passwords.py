"""The rule for passwords in words."""

from kiosk.wording.language.catalogue import ngettext
from kiosk.wording.language.numbers import number


def password_hint(least: int) -> str:
    """States the least length of a password."""
    text = ngettext("{count} character or more.", "{count} characters or more.", least)
    return text.format(count=number(least))
