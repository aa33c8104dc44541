"""Joins texts that stand after one another but are separate sentences or values."""

from kiosk.wording.catalogue import pgettext

_ENDS = (".", "!", "?", "…")


def sentences(*texts: str) -> str:
    """Returns sentences after one another, as a screen reader speaks them.

    Args:
        texts: Sentences with or without a full stop; empty ones are left out.
    """
    said = ""
    for each in texts:
        if said and each:
            said += " " if said.endswith(_ENDS) else pgettext("between two sentences", ". ")
        said += each
    return said


def listed(*texts: str) -> str:
    """Returns a list of states or values, with a comma between them; empty ones are left out."""
    return pgettext("between two items of a list", ", ").join(each for each in texts if each)


def in_a_row(*texts: str) -> str:
    """Returns values of different kinds on one line, with a dot between them; empty ones are left out."""
    return " · ".join(each for each in texts if each)
