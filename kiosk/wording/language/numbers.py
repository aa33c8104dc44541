"""Numbers in the reader's language."""

from kiosk.wording.language.catalogue import present_language


def number(value: int) -> str:
    """Returns a whole number with the language's separators: `12,345` in English."""
    code = present_language().code
    if code == "en":
        return f"{value:,}"  # as Babel writes it, but a door must not wait for Babel to count past 1,000
    if -1000 < value < 1000:  # noqa: PLR2004 -- below it no language groups digits
        return str(value)
    from babel.numbers import format_decimal  # noqa: PLC0415 -- 20 ms at the start of a door, which rarely needs it

    return format_decimal(value, locale=code)


def tenths(value: float) -> str:
    """Returns a small number with one digit behind the language's decimal sign: `0.3` in English."""
    code = present_language().code
    if code == "en":
        return f"{value:.1f}"  # as Babel writes it
    from babel.numbers import format_decimal  # noqa: PLC0415 -- as above

    return format_decimal(round(value, 1), format="0.0", locale=code)
