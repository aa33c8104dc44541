from hypothesis import given
from hypothesis import strategies as st

from kiosk.services.reports.sheet_names import LONGEST, sheet_names


def test_titles_that_are_valid_stay_as_they_are() -> None:
    assert sheet_names(["Opening night", "Тема дня", "李明"]) == ["Opening night", "Тема дня", "李明"]


def test_characters_that_a_sheet_name_cannot_have_become_a_space_or_are_removed() -> None:
    assert sheet_names(["A/B [test]: what?*\\", "'quoted'", "???", "History"]) == [
        "A B test what",
        "quoted",
        "Event",
        "History (2)",
    ]


def test_long_titles_are_distinguished_by_a_number() -> None:
    names = sheet_names(
        ["Practical Bayesian A/B testing, evening"] * 2 + ["PRACTICAL BAYESIAN A/B TESTING, E"]
    )
    assert names == [
        "Practical Bayesian A B testing,",
        "Practical Bayesian A B test (2)",
        "PRACTICAL BAYESIAN A B TEST (3)",
    ]


@given(st.lists(st.text(max_size=40), max_size=30))
def test_any_titles_give_names_that_a_workbook_accepts(titles: list[str]) -> None:
    names = sheet_names(titles, taken=("Attendance matrix",))
    assert len(names) == len(titles)
    assert len({name.lower() for name in [*names, "Attendance matrix"]}) == len(titles) + 1
    for name in names:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= LONGEST
        assert not set("[]:*?/\\") & set(name)
        assert not name.startswith("'")
        assert not name.endswith("'")
