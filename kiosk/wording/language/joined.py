"""Joins texts that stand after one another but are separate sentences or values."""

from kiosk.wording.language.catalogue import pgettext

_ENDS = (".", "!", "?", "…")


def sentences(*texts: str) -> str:
    """Returns sentences after one another, as a screen reader speaks them.

    Args:
        texts: Sentences with or without a full stop; empty ones are left out.
    """
    joined = ""
    for each in texts:
        if joined and each:
            joined += " " if joined.endswith(_ENDS) else pgettext("between two sentences", ". ")
        joined += each
    return joined


def listed(*texts: str) -> str:
    """Returns a list of states or values, with a comma between them; empty ones are left out."""
    return pgettext("between two items of a list", ", ").join(each for each in texts if each)


def in_a_row(*texts: str) -> str:
    """Returns values of different kinds on one line, with a dot between them; empty ones are left out."""
    return " · ".join(each for each in texts if each)


def enumerated(*texts: str) -> str:
    """Returns names as a sentence counts them up: `Ana, Bo and Li`."""
    if len(texts) < 2:  # noqa: PLR2004 -- nothing stands between them
        return listed(*texts)
    text = pgettext("before the last item of a list", "{items} and {last}")
    return text.format(items=listed(*texts[:-1]), last=texts[-1])


def paragraphs(*texts: str) -> str:
    """Returns texts with an empty line between them; empty ones are left out."""
    return "\n\n".join(each for each in texts if each)
