"""Marks texts for the catalogue where they are defined, below the room that translates them."""


def N_(message: str) -> str:  # noqa: N802 -- gettext's own name for a text that is translated later
    """Marks a text for the catalogue and returns it as it is."""
    return message
