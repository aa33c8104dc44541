"""People are found by any part of their names and addresses, page by page."""

import pytest

from kiosk.domain.people.person import PersonCursor
from kiosk.services.people.people import add_participant
from kiosk.services.people.search import complete_search, find_people
from kiosk.storage.store import Store
from tests.storage.raw import ask, foreign_program, run

PEOPLE = (
    ("Ștefan Țepeș", "stefan@example.org"),
    ("Łukasz Żak", "lz@uni.example"),
    ("Ana Ionescu", "ana@example.org"),
    ("Ana Popescu", "a_p@example.org"),
    ("100% Ana", "cent@example.org"),
    ("李 明", "li@example.org"),
)


@pytest.fixture
def people(store: Store) -> Store:
    for name, email in PEOPLE:
        add_participant(store, name=name, email=email)
    return store


def names(store: Store, text: str) -> list[str]:
    return [each.name for each in find_people(store, text).rows]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("stefan", ["Ștefan Țepeș"]),
        ("TEPES", ["Ștefan Țepeș"]),
        ("lukasz zak", ["Łukasz Żak"]),
        ("uni.ex", ["Łukasz Żak"]),
        ("ion ana", ["Ana Ionescu"]),
        ("ana@", ["Ana Ionescu"]),
        ("ana", ["100% Ana", "Ana Ionescu", "Ana Popescu"]),
        ("  明 ", ["李 明"]),
        ("%", ["100% Ana"]),
        ("_", ["Ana Popescu"]),
        ("\\", []),
        ("/", []),
        ("nobody", []),
        ("ana\0", []),
        ("\ud800", []),
        ("ana " * 500, ["100% Ana", "Ana Ionescu", "Ana Popescu"]),
    ],
)
def test_people_are_found_by_any_part_without_accents_and_case(
    people: Store, typed: str, found: list[str]
) -> None:
    assert names(people, typed) == found


def test_without_a_word_everybody_is_listed_by_name(people: Store) -> None:
    by_name = ["100% Ana", "Ana Ionescu", "Ana Popescu", "Łukasz Żak", "Ștefan Țepeș", "李 明"]
    assert names(people, " ") == by_name


def test_pages_follow_each_other_without_a_gap_also_among_namesakes(store: Store) -> None:
    for number in range(5):
        add_participant(store, name="Ana", email=f"ana{number}@example.org")
        add_participant(store, name="Zoë", email=f"zoe{number}@example.org")
    seen: list[str] = []
    cursor: PersonCursor | None = None
    while True:
        page = find_people(store, "example", after=cursor, limit=3)
        seen += [each.email for each in page.rows]
        assert len(page.rows) <= 3
        cursor = page.following
        if cursor is None:
            break
    letters = [f"{name}{number}@example.org" for name in ("ana", "zoe") for number in range(5)]
    assert seen == letters


def test_people_whom_another_program_made_or_renamed_are_found(store: Store, database_url: str) -> None:
    add_participant(store, name="Ana Ionescu", email="ana@example.org")
    with foreign_program(database_url) as other:
        run(
            other,
            "INSERT INTO users (name, email, password_hash) VALUES ('Żaneta', 'z@example.org', '!')",
        )
        run(other, "UPDATE users SET name = 'Anna Nowak' WHERE email = 'ana@example.org'")
        assert names(store, "zaneta") == ["Żaneta"]
        assert names(store, "ionescu") == []
        assert names(store, "nowak") == ["Anna Nowak"]
        assert ask(other, "SELECT count(*) FROM users WHERE search_text IS NULL") == 0


def test_a_thousand_people_of_another_program_are_indexed_before_the_first_answer(
    store: Store, database_url: str
) -> None:
    with foreign_program(database_url) as other:
        run(
            other,
            "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 1100)"
            " INSERT INTO users (name, email, password_hash)"
            " SELECT 'Persön ' || n, 'p' || n || '@example.org', '!' FROM n",
        )
        assert names(store, "person 1100") == ["Persön 1100"]
        assert ask(other, "SELECT count(*) FROM users WHERE search_text IS NULL") == 0
        complete_search(store)
