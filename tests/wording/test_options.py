"""The options of the program, in words."""

import pytest

from kiosk.domain.options import Concealed, OptionSource, OptionValue
from kiosk.settings import DESK_OPTIONS, DeskOption, Settings
from kiosk.wording.language.catalogue import language
from kiosk.wording.options import (
    desk_option_hint,
    desk_option_label,
    desk_option_least,
    desk_option_number,
    option_line,
    option_meaning,
    option_value,
    options_table,
    set_elsewhere,
)
from tests.wording.pseudo import pseudo_language


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "on"),
        (False, "off"),
        (None, "none"),
        ("", "none"),
        ("Door A", "Door A"),
        (15, "15"),
        (1.5, "1.5"),
        (2.0, "2"),
        (Concealed.ADDRESS, "an address that cannot be understood"),
    ],
)
def test_a_value_is_shown_as_people_write_it(value: OptionValue | Concealed | None, text: str) -> None:
    assert option_value(value) == text


def test_the_line_of_an_option_names_the_source_of_its_value() -> None:
    assert {each: option_line("Plays a sound.", "KIOSK_SOUNDS", each) for each in OptionSource} == {
        OptionSource.ENVIRONMENT: "Plays a sound. (KIOSK_SOUNDS, set in the environment of this machine)",
        OptionSource.DOTENV: "Plays a sound. (KIOSK_SOUNDS, set in the file .env)",
        OptionSource.FILE: "Plays a sound. (KIOSK_SOUNDS, set in the settings file)",
        OptionSource.DEFAULT: "Plays a sound. (KIOSK_SOUNDS, by default)",
    }


@pytest.mark.parametrize("source", OptionSource)
def test_an_option_that_is_set_elsewhere_is_named_with_its_variable(source: OptionSource) -> None:
    assert set_elsewhere("KIOSK_NAME", source).startswith("KIOSK_NAME ")
    with language(pseudo_language()):
        assert set_elsewhere("KIOSK_NAME", source).startswith("⟦KIOSK_NAME ")


@pytest.mark.parametrize("name", Settings.model_fields)
def test_the_meaning_of_every_option_is_translated_and_has_no_markup(name: str) -> None:
    assert option_meaning(name)
    assert "`" not in option_meaning(name)
    with language(pseudo_language()):
        assert option_meaning(name).startswith("⟦")
        assert option_meaning(name).endswith("⟧")


def test_the_table_of_options_is_translated_and_keeps_its_markup() -> None:
    assert "| `KIOSK_LOG_LEVEL` | `INFO` | How much goes into the log file. |\n" in options_table()
    with language(pseudo_language()):
        assert "| `KIOSK_NAME` | ⟦the machine's name⟧ | ⟦What this door" in options_table()


@pytest.mark.parametrize("option", DESK_OPTIONS)
def test_the_texts_around_an_option_at_the_desk_are_translated(option: DeskOption) -> None:
    with language(pseudo_language()):
        assert desk_option_label(option).startswith("⟦")
        for text in (desk_option_hint(option), desk_option_least(option)):
            assert not text or text.startswith("⟦")


def test_minutes_are_counted_and_other_numbers_stand_alone() -> None:
    assert desk_option_number("lock_minutes", 1) == "{count} minute"
    assert desk_option_number("lock_minutes", 2) == "{count} minutes"
    assert desk_option_number("name", 2) == "{count}"
