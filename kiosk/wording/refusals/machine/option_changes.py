"""Refusals of changes to the options of the program, in words."""

from typing import TYPE_CHECKING, assert_never

from kiosk.domain.refusals.machine.option_changes import (
    OptionChangeRefusal,
    OptionNotChangeable,
    OptionSetInEnvironment,
    SettingsFileNotExamined,
    SettingsFileReadOnly,
    SettingsFormNotKept,
    SettingsNotChanged,
)
from kiosk.wording.language.catalogue import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.domain.refusals.refusal import Refusal


def option_change_refusal(reason: OptionChangeRefusal, word_cause: "Callable[[Refusal], str]") -> str:
    """Explains why an option was not changed.

    Args:
        reason: The fact.
        word_cause: Explains to the same reader why the file could not be read or written.
    """
    match reason:
        case OptionNotChangeable(name):
            return _("The option {option} cannot be changed here; only in the settings file.").format(
                option=repr(name)
            )
        case OptionSetInEnvironment(variable):
            return _(
                "{variable} is set in the environment of this machine, which wins over the settings file."
                " Ask your technician to change it."
            ).format(variable=variable)
        case SettingsNotChanged(cause):
            return _("The settings were not changed: {why_not}").format(why_not=word_cause(cause))
        case SettingsFormNotKept(path):
            return _(
                "The settings file {path} is written in a form that the program cannot change."
                " Edit it with a text editor."
            ).format(path=path)
        case SettingsFileReadOnly(path):
            return _("{path} is read-only.").format(path=path)
        case SettingsFileNotExamined(path, detail):
            return _("{path} cannot be looked at: {detail}.").format(path=path, detail=detail)
        case _:
            assert_never(reason)
