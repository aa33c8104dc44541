"""What a password has to be."""

from kiosk.wording.catalogue import ngettext
from kiosk.wording.numbers import number


def password_hint(least: int) -> str:
    """Says how long a password has to be."""
    text = ngettext("{count} character or more.", "{count} characters or more.", least)
    return text.format(count=number(least))
