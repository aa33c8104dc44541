"""The control of each option is derived from its type."""

import pytest

from kiosk.domain.options import ChoiceForm, DecimalForm, SwitchForm, TextForm, WholeNumberForm
from kiosk.services.settings.option_forms import option_form
from kiosk.settings import DESK_OPTIONS


@pytest.mark.parametrize("name", DESK_OPTIONS)
def test_every_option_of_the_desk_has_a_form(name: str) -> None:
    option_form(name)  # raises where there is none


def test_a_form_follows_from_the_options_type_and_limits() -> None:
    assert option_form("name") == TextForm(may_be_missing=False)
    assert option_form("check_in_url") == TextForm(may_be_missing=True)
    assert option_form("sounds") == SwitchForm()
    assert option_form("lock_minutes") == WholeNumberForm(0, 1440)
    assert option_form("rescan_seconds") == DecimalForm(0.2, 60)
    assert option_form("camera_size") == ChoiceForm(("720p", "1080p"))


def test_an_option_of_another_type_is_refused_with_the_module_to_change() -> None:
    with pytest.raises(TypeError, match=r"option_forms has no form for log_dir, which is .*Path"):
        option_form("log_dir")
