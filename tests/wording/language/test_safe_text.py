import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.wording.language.safe_text import MAX_SHOWN, is_right_to_left, isolated, plain, shortened


def test_overrides_nul_and_line_breaks_are_removed_and_markup_stays_text() -> None:
    assert plain("<b>Bob</b>\u202e\x00\r\n  gnp.exe\u2066") == "<b>Bob</b> gnp.exe"


@pytest.mark.parametrize(
    "name", ["Łukasz Żak", "李 明", "سارة حداد", "שרה לוי", "Zoë Müller", "👩‍🚀 Zoë", "نمی‌دانم", "Nguyễn"]
)
def test_peoples_names_stay_as_they_are(name: str) -> None:
    assert plain(name) == name


def test_stacked_combining_marks_are_cut_to_as_many_as_scripts_need() -> None:
    assert plain("Z" + "\u0300" * 50 + "o") == "Z" + "\u0300" * 4 + "o"


def test_a_long_text_ends_in_an_ellipsis() -> None:
    assert shortened("Practical Bayes", 10) == "Practical…"
    assert shortened("Practical", 10) == "Practical"


def test_the_first_strong_letter_gives_the_direction() -> None:
    assert is_right_to_left("123 שלום A/B")
    assert not is_right_to_left("A/B שלום")
    assert not is_right_to_left(f"{isolated('שלום')} hello")
    assert not is_right_to_left("2026 · 18:30")


@given(st.text(max_size=2000))
def test_any_shown_text_is_one_short_line_without_format_characters(text: str) -> None:
    shown = plain(text)
    assert len(shown) <= MAX_SHOWN
    assert not set(shown) & {
        chr(code) for code in (*range(32), 127, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
    }
    assert plain(shown) == shown
