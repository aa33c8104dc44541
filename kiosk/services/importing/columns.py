"""Finds the columns of people's names and addresses in a table, by their headers."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from kiosk.domain.errors import Refused
from kiosk.domain.refusals.people.people_lists import EmailColumnUnclear, NameColumnUnclear, NoSuchColumn
from kiosk.domain.table import TableRow

SEARCHED_ROWS = 20
"""The number of rows at the top of a table that may hold its header: titles and notes may come before it."""

_ADDRESS = re.compile(r"[^\s@,;|<>\"]+@[^\s@,;|<>\"]+\.[^\s@,;|<>\"]+")
_SHOWN_HEADER = 60
_SHOWN_ROWS = 5
_SHOWN_CELLS = 20
_SHOWN_CELL = 80


def _plain(words: str) -> str:
    apart = unicodedata.normalize("NFKD", words.casefold())
    return "".join(each for each in apart if each.isalnum())


def _words(text: str) -> frozenset[str]:
    return frozenset(_plain(words) for words in text.split(","))


_EMAIL = _words(
    "email, e-mail, mail, email address, mail address, adresă de e-mail, adresă e-mail, adresă mail, "
    "adresa email, poștă electronică, courriel, adresse e-mail, adresse mail, adresse électronique, "
    "correo, correo electrónico, dirección de correo, email-adresse, mailadresse, e-post, "
    "e-postadresse, indirizzo e-mail, posta elettronica, endereço de e-mail, e-mailadres, sähköposti, "
    "e-posta, adres e-mail, emailová adresa, e-mail cím, имейл, электронная почта, эл. почта, почта, "
    "електронна пошта, ηλεκτρονικό ταχυδρομείο, メール, メールアドレス, 邮箱, "
    "电子邮件, 電子郵件, 이메일, البريد الإلكتروني, דוא״ל, אימייל"
)
_FULL = _words(
    "full name, participant, participant name, attendee, guest, nume complet, nume și prenume, nume "
    "prenume, numele și prenumele, nom complet, nom et prénom, nombre completo, nombre y apellidos, "
    "vollständiger name, vor- und nachname, nome completo, nome e cognome, volledige naam, fullständigt "
    "namn, imię i nazwisko, фио, полное имя, πλήρες όνομα, ονοματεπώνυμο, 姓名, 名前, 氏名, "
    "お名前, 이름, 성명, الاسم الكامل, שם מלא"
)
_NAME = _words(
    "name, nume, numele, nom, nombre, nome, naam, namn, navn, nimi, név, имя, ім'я, όνομα, الاسم, שם"
)
# Each of these may also be half of a name, when the other half has a column.
_FIRST = _words(
    "first name, given name, forename, prenume, prenumele, prénom, vorname, voornaam, förnamn, fornavn, "
    "etunimi, imię, jméno, keresztnév, nombre, nome, имя, ім'я, όνομα, 名, الاسم الأول, שם פרטי"
)
_LAST = _words(
    "last name, surname, family name, nume de familie, nom de famille, nachname, familienname, "
    "apellido, apellidos, cognome, sobrenome, apelido, achternaam, efternamn, etternavn, sukunimi, "
    "nazwisko, příjmení, vezetéknév, фамилия, прізвище, επώνυμο, 姓, اسم العائلة, שם משפחה"
)
_LAST_OR_FULL = _words("name, nume, numele, nom")


@dataclass(frozen=True, slots=True)
class PersonColumns:
    """The positions in each row of a person's name and address.

    Attributes:
        header_line: The number of the header's line; None when the table has no header.
        headers: The columns' names, made different when two are the same.
        email: The index of the e-mail column.
        names: The indexes of the columns whose texts, joined by spaces, are the name.
    """

    header_line: int | None
    headers: tuple[str, ...]
    email: int
    names: tuple[int, ...]

    @property
    def email_column(self) -> str:
        """Returns the name of the e-mail column."""
        return self.headers[self.email]

    @property
    def name_columns(self) -> tuple[str, ...]:
        """Returns the names of the columns that make the name."""
        return tuple(self.headers[place] for place in self.names)

    def person(self, row: TableRow) -> tuple[str, str]:
        """Returns the name and e-mail address in a row, unchanged."""
        parts = (row.cells[place].strip() for place in self.names if place < len(row.cells))
        email = row.cells[self.email].strip() if self.email < len(row.cells) else ""
        return " ".join(part for part in parts if part), email


def find_columns(
    top: Sequence[TableRow], *, name_columns: Sequence[str] = (), email_column: str | None = None
) -> PersonColumns:
    """Finds the header among the first rows of a table, and the columns of names and addresses.

    Args:
        top: The first SEARCHED_ROWS rows that are not blank.
        name_columns: Columns chosen for the name, in the order in which they are joined; empty to find them.
        email_column: The column chosen for the address; None to find it.

    Raises:
        Refused: They cannot be found, or a chosen column does not exist.
    """
    header_line, headers, address_at = _find_header(top, name_columns, email_column)
    if email_column is not None:
        email = _chosen(email_column, headers)
    else:
        found = _first_of(headers, _EMAIL)
        if found is None:
            found = address_at
        if found is None:
            raise Refused(EmailColumnUnclear(headers, _rows_to_choose_by(top, header_line)))
        email = found
    names = tuple(_chosen(each, headers) for each in name_columns) or _find_names(headers, email)
    if not names:
        raise Refused(NameColumnUnclear(headers, _rows_to_choose_by(top, header_line)))
    return PersonColumns(header_line, headers, email, names)


def first_rows(rows: Iterable[TableRow]) -> tuple[tuple[str, ...], ...]:
    """Returns the texts of some rows, cut for showing."""
    shown = islice(rows, _SHOWN_ROWS)
    return tuple(tuple(cut(cell, _SHOWN_CELL) for cell in row.cells[:_SHOWN_CELLS]) for row in shown)


def cut(text: str, longest: int) -> str:
    """Returns a text of at most `longest` characters; an ellipsis stands for the rest."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _rows_to_choose_by(top: Sequence[TableRow], header_line: int | None) -> tuple[tuple[str, ...], ...]:
    return first_rows(row for row in top if row.line > (header_line or 0))


def _find_header(
    top: Sequence[TableRow], name_columns: Sequence[str], email_column: str | None
) -> tuple[int | None, tuple[str, ...], int | None]:
    # Returns the header's line, its names, and the column of the first address below it.
    chosen = [each for each in (*name_columns, email_column) if each is not None and not _is_number(each)]
    at: int | None = None
    if chosen:
        at = next((n for n, row in enumerate(top) if _has(row, chosen)), None)
    if at is None:
        at = next((n for n, row in enumerate(top) if _first_of(row.cells, _EMAIL) is not None), None)
    first = next((n for n, row in enumerate(top) if _address_at(row) is not None), None)
    address_at = None if first is None else _address_at(top[first])
    if at is None and first is not None and first > 0:
        at = first - 1  # an unknown header, above the first address
    if at is None and first is None and top:
        at = 0
    if at is None:
        width = max((len(row.cells) for row in top), default=0)
        return None, tuple(f"column {number}" for number in range(1, width + 1)), address_at
    width = max(len(row.cells) for row in top[at:])
    return top[at].line, _distinct_headers(top[at].cells, width), address_at


def _has(row: TableRow, chosen: Sequence[str]) -> bool:
    headers = _distinct_headers(row.cells, len(row.cells))
    return all(_place(each, headers) is not None for each in chosen)


def _is_number(column: str) -> bool:
    return _plain(column).removeprefix("column").isdecimal()


def _distinct_headers(cells: Sequence[str], width: int) -> tuple[str, ...]:
    headers: list[str] = []
    taken: set[str] = set()
    times: Counter[str] = Counter()
    for number in range(1, width + 1):
        text = " ".join(cells[number - 1].split())[:_SHOWN_HEADER] if number <= len(cells) else ""
        header = name = text or f"column {number}"
        while header in taken:
            times[name] += 1
            header = f"{name} ({times[name] + 1})"
        taken.add(header)
        headers.append(header)
    return tuple(headers)


def _address_at(row: TableRow) -> int | None:
    return next((n for n, cell in enumerate(row.cells) if _ADDRESS.fullmatch(cell.strip())), None)


def _first_of(headers: Sequence[str], words: frozenset[str]) -> int | None:
    return next((n for n, header in enumerate(headers) if _plain(header[:_SHOWN_HEADER]) in words), None)


def _place(column: str, headers: Sequence[str]) -> int | None:
    for same in (lambda each: each == column.strip(), lambda each: _plain(each) == _plain(column)):
        found = next((n for n, header in enumerate(headers) if same(header)), None)
        if found is not None:
            return found
    if _is_number(column):
        number = int(_plain(column).removeprefix("column")[:6])
        return number - 1 if 1 <= number <= len(headers) else None
    return None


def _chosen(column: str, headers: Sequence[str]) -> int:
    place = _place(column, headers)
    if place is None:
        raise Refused(NoSuchColumn(column, tuple(headers)))
    return place


def _find_names(headers: Sequence[str], email: int) -> tuple[int, ...]:
    full = _first_of(headers, _FULL)
    if full is not None:
        return (full,)
    first, last = _first_of(headers, _FIRST), _first_of(headers, _LAST)
    if last is None:
        last = _first_of(headers, _LAST_OR_FULL)
    if first is not None and last is not None and first != last:
        return first, last
    for found in (_first_of(headers, _NAME), first, last):
        if found is not None:
            return (found,)
    others = [place for place in range(len(headers)) if place != email]
    if len(others) == 1:
        return (others[0],)
    return ()
