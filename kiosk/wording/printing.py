"""Passes that are put on paper, in words."""

from kiosk.wording.catalogue import _


def passes_unsure() -> str:
    """Says what it means that nobody knows whether passes were issued, and what to do."""
    return _(
        "The database stopped answering at the last moment, so it is not known whether these passes work or"
        " the earlier ones still do. Hold one of the new ones up at a door: if it is not known there, make"
        " them again."
    )
