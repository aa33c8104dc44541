"""How an option is entered follows from its type in the settings."""

import pytest

from kiosk.domain.options import ChoiceForm, DecimalForm, SwitchForm, TextForm, WholeNumberForm
from kiosk.services.settings.option_forms import option_form
from kiosk.settings import DESK_OPTIONS


def test_the_options_of_the_desk_have_forms() -> None:
    assert {name: option_form(name) for name in DESK_OPTIONS} == {
        "time_zone": TextForm(may_be_missing=False),
        "name": TextForm(may_be_missing=False),
        "camera": TextForm(may_be_missing=False),
        "sounds": SwitchForm(),
        "check_in_url": TextForm(may_be_missing=True),
        "lock_minutes": WholeNumberForm(0, 1440),
    }


def test_numbers_with_fractions_and_choices_have_forms_too() -> None:
    assert option_form("rescan_seconds") == DecimalForm(0.2, 60)
    assert option_form("camera_size") == ChoiceForm(("720p", "1080p"))


def test_an_option_of_another_type_is_refused_with_the_module_to_change() -> None:
    with pytest.raises(TypeError, match=r"option_forms has no form for log_dir, which is .*Path"):
        option_form("log_dir")
