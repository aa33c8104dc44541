"""An organizer imports a file: good rows are found, bad rows are reported, and all or nothing is written."""

import os
import tracemalloc
from pathlib import Path

import pytest

from kiosk.domain.errors import Refused
from kiosk.domain.people.person import Role
from kiosk.domain.refusals.files.files import FileNameHoldsZero, FileNotOpened, NotARegularFile, PathIsFolder
from kiosk.domain.refusals.files.tables import NoSuchSheet, SheetUnclear, TextWithoutSheets
from kiosk.domain.refusals.people.people_lists import (
    EmailColumnUnclear,
    ImportInterrupted,
    NameColumnUnclear,
    NoSuchColumn,
)
from kiosk.domain.refusals.typed.texts import NotAnAddress
from kiosk.domain.table import Separator, TextEncoding
from kiosk.services.importing.imports import ImportCount, compare_people, write_people
from kiosk.services.importing.people_files import ImportChoices, OtherName, PeopleFile, read_people
from kiosk.services.people import people
from kiosk.storage.store import Store
from kiosk.wording.faults import fault
from kiosk.wording.imports import why_left_out
from kiosk.wording.language.audience import Audience
from tests.refusals import refuses
from tests.services.importing.hostile_corpus import READ, REFUSED
from tests.services.importing.hostile_tables import GOOD, PEOPLE, ROWS, workbook, write
from tests.storage.raw import ask, ask_all, foreign_program, run


def good_rows(found: PeopleFile) -> list[tuple[str, str]]:
    return [(each.name, each.email) for each in found.people]


def read(folder: Path, text: str, **choices: object) -> PeopleFile:
    return read_people(write(folder, text.encode()), ImportChoices(**choices))  # type: ignore[arg-type]  # a story names what it chooses


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_without_a_list_of_people_is_refused_in_one_sentence(what: str, tmp_path: Path) -> None:
    content, sentence = REFUSED[what]
    with pytest.raises(Refused) as refusal:
        read_people(write(tmp_path, content))
    words = fault(refusal.value, Audience.TECHNICIAN)
    assert sentence in words
    assert "\n" not in words


@pytest.mark.parametrize("what", READ)
def test_a_strange_file_gives_its_good_rows_and_reports_each_bad_one(what: str, tmp_path: Path) -> None:
    content, good, bad = READ[what]
    found = read_people(write(tmp_path, content))
    assert good_rows(found) == good
    assert [each.line for each in found.bad] == list(bad)
    for each in found.bad:
        words = why_left_out(each.reason, Audience.ORGANIZER)
        assert bad[each.line] in words
        assert len(words) <= 200


def test_a_path_without_a_readable_file_is_refused(tmp_path: Path) -> None:
    loop, pipe = tmp_path / "loop.csv", tmp_path / "pipe.csv"
    loop.symlink_to(loop)
    os.mkfifo(pipe)
    file = write(tmp_path, GOOD.encode())
    for path, reason in (
        (tmp_path, PathIsFolder(str(tmp_path))),
        (tmp_path / "none.csv", FileNotOpened),
        (file / "below.csv", FileNotOpened),
        (loop, FileNotOpened),
        (pipe, NotARegularFile(str(pipe))),
        (tmp_path / "a\0b", FileNameHoldsZero(str(tmp_path / "a\0b"))),
        (tmp_path / ("x" * 5000), FileNotOpened),
    ):
        with refuses(reason):
            read_people(path)


@pytest.mark.parametrize("what", ["a bare cell of 20 MB", "a quoted cell of 20 MB"])
def test_a_huge_cell_is_never_in_memory(what: str, tmp_path: Path) -> None:
    path = write(tmp_path, READ[what][0])
    tracemalloc.start()
    try:
        read_people(path)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert path.stat().st_size > 20_000_000
    assert most < 8_000_000


def test_encoding_separator_and_columns_are_reported(tmp_path: Path) -> None:
    path = write(tmp_path, "Prenume;Nume;Adresă de e-mail\nRadu;Pop;radu@example.org\n".encode("utf-16"))
    found = read_people(path)
    assert (found.kind, found.encoding, found.separator) == (
        "CSV",
        TextEncoding.UTF_16_LE,
        Separator.SEMICOLON,
    )
    assert found.columns.header_line == 1
    assert found.columns.name_columns == ("Prenume", "Nume")
    assert found.columns.email_column == "Adresă de e-mail"
    assert found.first_rows == (("Radu", "Pop", "radu@example.org"),)
    assert good_rows(found) == [("Radu Pop", "radu@example.org")]


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("full name,x,email", "a"),
        ("x,Numele și prenumele,E-mail", "b"),
        ("Vorname,Nachname,E-Mail-Adresse", "a b"),
        ("NOM,Prénom,Courriel", "b a"),
        ("Apellidos,Nombre,Correo electrónico", "b a"),
        ("Фамилия,Имя,Электронная почта", "b a"),
        ("Name,Vorname,Mail", "b a"),
        ("Name,First name,e_mail", "b a"),
        ("姓名,x,电子邮件", "a"),
        ("الاسم,x,البريد الالكتروني", "a"),
    ],
)
def test_headers_are_understood_in_several_languages(header: str, name: str, tmp_path: Path) -> None:
    assert good_rows(read(tmp_path, f"{header}\na,b,c@example.org\n")) == [(name, "c@example.org")]


def test_columns_chosen_by_header_or_number_win_over_detected_ones(tmp_path: Path) -> None:
    text = "Name,Badge,Email,Email\nA,B,one@example.org,two@example.org\n"
    for names, email in ((("Badge",), "Email (2)"), (("2",), "4"), (("column 2",), " EMAIL (2) ")):
        found = read(tmp_path, text, name_columns=names, email_column=email)
        assert good_rows(found) == [("B", "two@example.org")]
    joined = read(tmp_path, text, name_columns=("Badge", "Name"))
    assert good_rows(joined) == [("B A", "one@example.org")]
    with refuses(NoSuchColumn("Nick", ("Name", "Badge", "Email", "Email (2)"))):
        read(tmp_path, text, name_columns=("Nick",))
    with refuses(NoSuchColumn("9", ("Name", "Badge", "Email", "Email (2)"))):
        read(tmp_path, text, name_columns=("9",))


def test_an_unclear_choice_is_refused_with_the_options_to_choose_from(tmp_path: Path) -> None:
    with refuses(EmailColumnUnclear(("Name", "Phone"), (("Ana", "0700"), ("Radu", "0701")))):
        read(tmp_path, "Name,Phone\nAna,0700\nRadu,0701\n")
    with refuses(NameColumnUnclear(("Phone", "Email", "City"), (("0700", "ana@example.org", "Iasi"),))):
        read(tmp_path, "Phone,Email,City\n0700,ana@example.org,Iasi\n")
    path = write(tmp_path, REFUSED["sheets of nothing but blank rows"][0])
    with refuses(SheetUnclear(str(path), ("Sheet 1", "Sheet 2", "Sheet 3"))):
        read_people(path)


def test_a_sheet_is_chosen_by_name(tmp_path: Path) -> None:
    other = [["Name", "Email"], ["Other", "other@example.org"]]
    path = write(tmp_path, workbook(ROWS, other), "list.xlsx")
    assert (read_people(path).sheet, read_people(path).sheets) == ("Sheet 1", ("Sheet 1", "Sheet 2"))
    assert good_rows(read_people(path, ImportChoices(sheet="Sheet 2"))) == [("Other", "other@example.org")]
    with refuses(NoSuchSheet(str(path), "Sheet 3", ("Sheet 1", "Sheet 2"))):
        read_people(path, ImportChoices(sheet="Sheet 3"))
    text = write(tmp_path, GOOD.encode())
    with refuses(TextWithoutSheets(str(text))):
        read_people(text, ImportChoices(sheet="Sheet 1"))


def test_only_the_beginning_of_a_text_that_is_not_an_address_is_kept(tmp_path: Path) -> None:
    letters = "".join(map(chr, range(0x400, 0x4FF))) * 50
    (bad,) = read(tmp_path, f"{GOOD}A,{letters}@{letters}\n").bad
    assert isinstance(bad.reason, NotAnAddress)
    assert len(bad.reason.text) <= 80
    assert len(bad.reason.detail) <= 80


def test_an_address_twice_in_a_file_is_one_person(tmp_path: Path) -> None:
    found = read(tmp_path, GOOD + "Ana Ionescu,ANA@Example.org\nAnna,ana@example.ORG\n")
    assert good_rows(found) == PEOPLE
    assert found.repeated == 2
    assert found.other_names == (OtherName(5, "ana@example.org", "Anna", "Ana Ionescu"),)


def test_an_import_leaves_people_in_the_database_as_they_are(
    store: Store, database_url: str, tmp_path: Path
) -> None:
    with foreign_program(database_url) as connection:
        run(
            connection,
            "INSERT INTO users (name, email, password_hash, role)"
            " VALUES ('Ana I.', 'Ana@EXAMPLE.org', 'x', 'EO')",
        )
    found = read(tmp_path, GOOD)
    expected = ImportCount(1, 1, (OtherName(2, "ana@example.org", "Ana Ionescu", "Ana I."),))
    assert compare_people(store, found) == expected
    with foreign_program(database_url) as connection:
        assert ask(connection, "SELECT count(*) FROM users") == 1
    assert write_people(store, found) == expected
    again = write_people(store, found)
    assert (again.new, again.known) == (0, 2)
    with foreign_program(database_url) as connection:
        rows = ask_all(connection, "SELECT name, email, password_hash, role FROM users ORDER BY name")
    assert rows == [
        ("Ana I.", "Ana@EXAMPLE.org", "x", "EO"),
        ("Radu Pop", "radu@example.org", people.NO_PASSWORD, "PARTICIPANT"),
    ]


def test_ten_thousand_rows_are_compared_and_written_in_batches(
    store: Store, database_url: str, tmp_path: Path
) -> None:
    known = [(f"Known {n}", f"KNOWN{n}@example.org") for n in range(0, 10_000, 10)]
    with store.write() as transaction:
        for start in range(0, len(known), 500):
            batch = known[start : start + 500]
            assert transaction.people.add_all(batch, password_hash="!", role=Role.PARTICIPANT) == 500  # noqa: S106 -- nobody's
    path = write(
        tmp_path,
        b"Name,Email\n" + b"".join(b"Known %d,known%d@example.org\n" % (n, n) for n in range(10_000)),
    )
    progress: list[tuple[int, int | None]] = []
    found = read_people(path, on_progress=lambda done, total: progress.append((done, total)))
    assert progress == [(done, None) for done in range(500, 10_001, 500)]
    assert compare_people(store, found) == ImportCount(9_000, 1_000, ())
    progress.clear()
    assert (
        write_people(store, found, on_progress=lambda done, total: progress.append((done, total))).new
        == 9_000
    )
    assert progress == [(done, 9_000) for done in range(0, 9_001, 500)]
    with foreign_program(database_url) as connection:
        assert ask(connection, "SELECT count(*) FROM users") == 10_000


def test_an_import_that_is_stopped_writes_nobody(store: Store, database_url: str, tmp_path: Path) -> None:
    text = "Name,Email\n" + "".join(f"N{n},n{n}@example.org\n" for n in range(1_200))
    found = read(tmp_path, text)

    def stop(done: int, _total: int | None) -> None:
        if done == 1_000:
            with store.read() as transaction:  # other connections do not see it yet
                assert transaction.people.count() == 0
            raise Refused(ImportInterrupted())

    with refuses(ImportInterrupted()):
        write_people(store, found, on_progress=stop)
    with foreign_program(database_url) as connection:
        assert ask(connection, "SELECT count(*) FROM users") == 0
    assert write_people(store, found).new == 1_200


def test_addresses_with_letters_beyond_ascii_match_in_either_letter_case(
    store: Store, tmp_path: Path
) -> None:
    write_people(store, read(tmp_path, "Name,Email\nȘtefan,șt@example.org\n"))
    count = compare_people(store, read(tmp_path, "Name,Email\nȘtefan,ȘT@example.org\n"))
    assert (count.new, count.known) == (0, 1)
