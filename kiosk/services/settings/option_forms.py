"""Derives the control that enters the value of an option from the type that it has in the settings."""

from types import NoneType
from typing import Literal, get_args, get_origin

from kiosk.domain.options import ChoiceForm, DecimalForm, OptionForm, SwitchForm, TextForm, WholeNumberForm
from kiosk.settings import Settings, limits_of

_WIDEST = 2**31 - 1


def option_form(name: str) -> OptionForm:
    """Returns how an option is entered at the desk, by its name in the settings.

    Raises:
        TypeError: No form is made for the option's type.
    """
    kind = Settings.model_fields[name].annotation
    limits = limits_of(name)
    least, most = limits.get("ge", -_WIDEST), limits.get("le", _WIDEST)
    if kind is bool:
        return SwitchForm()
    if kind is int:
        return WholeNumberForm(int(least), int(most))
    if kind is float:
        return DecimalForm(least, most)
    if get_origin(kind) is Literal:
        return ChoiceForm(get_args(kind))
    if kind is str or set(get_args(kind)) == {str, NoneType}:
        return TextForm(may_be_missing=kind is not str)
    message = f"{__name__} has no form for {name}, which is {kind}"
    raise TypeError(message)
