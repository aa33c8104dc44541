"""Numbers that are typed with their unit, in the plural form of the present language."""

from collections.abc import Callable

from PySide6.QtWidgets import QSpinBox


def show_unit(spin: QSpinBox, text: Callable[[int], str]) -> None:
    """Shows a unit around a number, also when the number changes.

    Args:
        spin: The field.
        text: Returns the message for a number, with `{count}` where the number stands: `{count} minutes`.
    """

    def show(value: int) -> None:
        before, _count, after = text(value).partition("{count}")
        spin.setPrefix(before)
        spin.setSuffix(after)

    spin.valueChanged.connect(show)
    show(spin.value())
