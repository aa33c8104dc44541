"""Passes that are put on paper, in words."""

from kiosk.wording.language.catalogue import _, ngettext
from kiosk.wording.language.numbers import number


def passes_unsure() -> str:
    """Explains that it is not known whether passes were issued, and what to do."""
    return _(
        "The database stopped answering at the last moment, so it is not known whether these passes work or"
        " the earlier ones still do. Hold one of the new ones up at a door: if it is not known there, make"
        " them again."
    )


def passes_in_file(passes: int, name: str) -> str:
    """States which file contains the passes that work from now on."""
    return ngettext(
        "{count} pass is in {file} and works from now on.",
        "{count} passes are in {file} and work from now on.",
        passes,
    ).format(count=number(passes), file=name)


def passes_at_printer(passes: int) -> str:
    """States that the passes sent to the printer work from now on."""
    return ngettext(
        "{count} pass is at the printer and works from now on.",
        "{count} passes are at the printer and work from now on.",
        passes,
    ).format(count=number(passes))
