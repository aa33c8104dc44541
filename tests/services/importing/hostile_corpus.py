"""Hostile and strange files that an organizer may be sent, each named after what is wrong with it."""

import gzip
import os
from collections.abc import Callable
from typing import Any

from tests.services.importing.hostile_tables import (
    ANA,
    GOOD,
    HEADER,
    HEADER_XML,
    PEOPLE,
    RADU,
    ROWS,
    SHEET,
    inline,
    long_directory,
    lying_sizes,
    many_parts,
    sheet_xml,
    with_part,
    with_sheet,
    workbook,
)


def _merged(book: Any) -> None:  # noqa: ANN401 -- openpyxl's
    book.worksheets[0].append(["Both of us", "both@example.org"])
    book.worksheets[0].append([None, "merged@example.org"])
    book.worksheets[0].merge_cells("A4:A5")


_DOCTYPE = (
    b'<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>'
)
_LAUGHS = with_part(
    workbook(), SHEET, _DOCTYPE + sheet_xml(HEADER_XML + f'<row r="2">{inline("A2", "&c;")}</row>')
)
_OUTSIDE = with_part(
    workbook(),
    SHEET,
    b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    + sheet_xml(HEADER_XML + f'<row r="2">{inline("A2", "&e;")}</row>'),
)

# Files that are refused whole, each with a part of the refusal.
REFUSED: dict[str, tuple[bytes | Callable[[], bytes], str]] = {
    "empty": (b"", "is empty"),
    "only a byte order mark": (b"\xef\xbb\xbf", "is empty"),
    "only blank lines": (b"\n\r\n \n,,\n" * 100, "is empty"),
    "only a header": (HEADER.encode(), "nobody below it"),
    "no e-mail column": (b"Name,Phone\nAna,0700\nRadu,0701\n", "--email-column"),
    "no name column": (b"Phone,Email,City\n0700,ana@example.org,Iasi\n", "--name-column"),
    "one column of names": (b"Name\nAna\nRadu\n", "--email-column"),
    "an open quotation mark": (
        f'{HEADER}{ANA}"Radu,radu@example.org\n'.encode() + b"x,y\n" * 9,
        "line 3 is never",
    ),
    "an open cell of 20 MB": (lambda: HEADER.encode() + b'"' + b"x" * (20 << 20), "line 2 is never closed"),
    "twice the quotation marks": (lambda: HEADER.encode() + b'"' * (4 << 20 | 1), "never closed"),
    "a million columns": (lambda: b"," * 1_000_000 + b"\n" + ANA.encode(), "columns"),
    "too many lines": (lambda: HEADER.encode() + b"\n" * 1_100_000 + ANA.encode(), "lines"),
    "too many rows": (lambda: HEADER.encode() + b"a,b\n" * 200_001, "200,000 rows"),
    "a PNG named .csv": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "a picture"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF"),
    "a compressed file": (gzip.compress(GOOD.encode()), "unpack it first"),
    "a web page named .xls": (b"<html><table><tr><td>Ana</td></tr></table></html>", "web page"),
    "random bytes": (bytes((n * n * 31 + n // 7) % 256 for n in range(5000)), "no text"),
    "nothing but zeros": (b"\0" * 100_000, "no text"),
    "UTF-32": (GOOD.encode("utf-32"), "UTF-32"),
    "an old .xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000, ".xls"),
    "a zip of something else": (with_part(with_part(b"PK\x05\x06" + bytes(18), "a", b"b"), "c", b"d"), "zip"),
    "an ODS": (with_part(workbook(), "mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), "ODS"),
    "an XLSB": (with_part(workbook(), "xl/workbook.bin", b"\x83\x01"), "XLSB"),
    "a truncated workbook": (workbook()[:-400], "damaged"),
    "a workbook cut in its middle": (workbook()[:3000], "damaged"),
    "a workbook with a flipped byte": (
        workbook().replace(b"PK\x03\x04", b"PK\x03\x05", 4).replace(b"PK\x03\x05", b"PK\x03\x04", 1),
        "damaged",
    ),
    "a workbook that is only its first bytes": (b"PK\x03\x04", "damaged"),
    "a workbook without a workbook": (with_part(workbook(), "xl/workbook.xml", b"<a/>"), "is empty"),
    "a workbook without its list of parts": (
        with_part(workbook(), "[Content_Types].xml", b"<a/>"),
        "damaged",
    ),
    "a workbook of broken XML": (with_part(workbook(), SHEET, b"<worksheet><sheetData>"), "damaged"),
    "an empty workbook": (workbook([]), "is empty"),
    "a zip bomb": (
        lambda: with_part(workbook(), SHEET, sheet_xml(HEADER_XML + "<!--" + " " * (30 << 20) + "-->")),
        "unpacks to far more",
    ),
    "a zip bomb beside the sheet": (
        lambda: with_part(workbook(), "xl/media/image1.png", bytes(30 << 20)),
        "unpacks to far more",
    ),
    "a zip bomb that lies": (lying_sizes, "damaged"),
    "too many parts": (many_parts, "unpacks to far more"),
    "a directory of 2 GB": (long_directory, "unpacks to far more"),
    "XML entities that grow": (_LAUGHS, "entities"),
    "XML entities from a file": (_OUTSIDE, "entities"),
    "XML nested deeply": (
        with_part(workbook(), "xl/styles.xml", b"<a>" * 100_000 + b"</a>" * 100_000),
        "unpacks to far more",
    ),
    "a sheet cell of 5 MB": (
        lambda: with_sheet(HEADER_XML + f'<row r="2">{inline("A2", os.urandom(5 << 19).hex())}</row>'),
        "a row or a cell",
    ),
    "a sheet row of a million cells": (
        lambda: with_sheet(HEADER_XML + '<row r="2">' + "<c><v>1</v></c>" * 300_000 + "</row>"),
        "unpacks to far more",
    ),
    "a row number beyond every sheet": (
        with_sheet(HEADER_XML + f'<row r="99999999999">{inline("A2", "x")}</row>'),
        "damaged",
    ),
    "rows in disorder": (with_sheet('<row r="5"/>' + HEADER_XML), "damaged"),
    "sheets of nothing but blank rows": (
        lambda: with_part(
            with_part(workbook([], [], ROWS), SHEET, sheet_xml('<row r="1048576"/>')),
            SHEET.replace("1", "2"),
            sheet_xml('<row r="1048576"/>'),
        ),
        "--sheet",
    ),
    "a number that is none": (with_sheet('<row r="1"><c r="A1"><v>one</v></c></row>'), "damaged"),
}

# Files that are read, each with the people found and, by line, a part of the reason for each bad row.
READ: dict[str, tuple[bytes | Callable[[], bytes], list[tuple[str, str]], dict[int, str]]] = {
    "UTF-8": (GOOD.encode(), PEOPLE, {}),
    "UTF-8 with a mark": (GOOD.encode("utf-8-sig"), PEOPLE, {}),
    "UTF-16 LE with a mark": (b"\xff\xfe" + GOOD.encode("utf-16-le"), PEOPLE, {}),
    "UTF-16 BE with a mark": (b"\xfe\xff" + GOOD.encode("utf-16-be"), PEOPLE, {}),
    "UTF-16 LE without a mark": (GOOD.encode("utf-16-le"), PEOPLE, {}),
    "UTF-16 BE without a mark": (GOOD.encode("utf-16-be"), PEOPLE, {}),
    "UTF-16 in Cyrillic without a mark": (
        "Имя;Почта\nЮлия Жильцова;zh@example.org\n".encode("utf-16-le"),
        [("Юлия Жильцова", "zh@example.org")],
        {},
    ),
    "UTF-16 cut in half a character": (GOOD.encode("utf-16")[:-3], [PEOPLE[0]], {3: "no text"}),
    "Windows-1252": (
        "Nom;Mail\nZoë Müller “Z”;zoe@example.org\n".encode("cp1252"),
        [("Zoë Müller “Z”", "zoe@example.org")],
        {},
    ),
    "Windows-1252 far behind": (
        lambda: (
            GOOD.encode()
            + b"".join(b"N%d,n@example.org\n" % n for n in range(9))
            + b" " * 300_000
            + "\nZoë,z@example.org\n".encode("cp1252")
        ),
        [*PEOPLE, ("N0", "n@example.org"), ("Zoë", "z@example.org")],
        {13: "32,767"},
    ),
    "mixed encodings": (
        f"{HEADER}Țuțu Șerban,t@example.org\n".encode() + "Zoë,z@example.org\n".encode("cp1252"),
        [("Țuțu Șerban", "t@example.org")],
        {3: "save the file as UTF-8"},
    ),
    "marks inside": (("\ufeff" + HEADER + "\ufeff" + ANA + RADU).encode(), PEOPLE, {}),
    "zeros in cells": (
        f"{GOOD}An\0a,x@example.org\nB,y\0@example.org\n".encode(),
        PEOPLE,
        {4: "control", 5: "not an e-mail"},
    ),
    "CR only": (GOOD.replace("\n", "\r").encode(), PEOPLE, {}),
    "CR LF": (GOOD.replace("\n", "\r\n").encode(), PEOPLE, {}),
    "no last line end": (GOOD.strip().encode(), PEOPLE, {}),
    "tabs": (GOOD.replace(",", "\t").encode(), PEOPLE, {}),
    "pipes": (GOOD.replace(",", "|").encode(), PEOPLE, {}),
    "semicolons around commas": (
        b"Name;Email\nPop, Radu;radu@example.org\nIonescu, Ana;ana@example.org\n",
        [("Pop, Radu", "radu@example.org"), ("Ionescu, Ana", "ana@example.org")],
        {},
    ),
    "Excel's first line": (b"sep=;\r\nName;Email\r\nAna Ionescu;ana@example.org\r\n", [PEOPLE[0]], {}),
    "quoted line ends": (
        b'Name,Note,Email\n"Ana Ionescu","one\ntwo, ""three""",ana@example.org\nRadu Pop,,radu@\n',
        [PEOPLE[0]],
        {4: "not an e-mail"},
    ),
    "a quotation mark astray": (
        f'{HEADER}"Ana" Pop,a@example.org\n{RADU}'.encode(),
        [PEOPLE[1]],
        {2: "middle"},
    ),
    "a quoted cell of 20 MB": (
        lambda: HEADER.encode() + b'"' + b"x," * (10 << 20) + f'",big@example.org\n{RADU}'.encode(),
        [PEOPLE[1]],
        {2: "32,767"},
    ),
    "a quoted cell of 20,000 lines": (
        lambda: HEADER.encode() + b'"' + b"x,x@example.org\n" * 20_000 + f'",b@example.org\n{RADU}'.encode(),
        [PEOPLE[1]],
        {2: "32,767"},
    ),
    "a bare cell of 20 MB": (
        lambda: HEADER.encode() + b"x" * (20 << 20) + f",b@example.org\n{RADU}".encode(),
        [PEOPLE[1]],
        {2: "32,767"},
    ),
    "formulas": (
        f'{HEADER}=HYPERLINK("http://x";"y"),f@example.org\n=1+1,@SUM(A1)\n'.encode(),
        [('=HYPERLINK("http://x";"y")', "f@example.org")],
        {3: "not an e-mail"},
    ),
    "headers twice": (
        f"Name,Email,Name,Email\n{ANA.strip()},Other,other@example.org\n".encode(),
        [PEOPLE[0]],
        {},
    ),
    "titles above": (f"Participants of the autumn series\n\nas of Monday,,\n{GOOD}".encode(), PEOPLE, {}),
    "no header": ((ANA + RADU).encode(), PEOPLE, {}),
    "a header in no known language": (f"Izena,Helbidea\n{ANA}".encode(), [PEOPLE[0]], {}),
    "rows of all lengths": (
        f"{HEADER}Ana\n{RADU.strip()},a,b,c\n,,\n,x@example.org\n".encode(),
        [PEOPLE[1]],
        {2: "no e-mail", 5: "no name"},
    ),
    "other scripts": (
        f"{HEADER}مريم حداد,m@example.org\n👩‍👩‍👧 Łucja,l@example.org\n\u202eevil,e@example.org\n".encode(),
        [("مريم حداد", "m@example.org"), ("👩‍👩‍👧 Łucja", "l@example.org")],
        {4: "writing direction"},
    ),
    "names too long": (f"{HEADER}{'x' * 256},x@example.org\n{ANA}".encode(), [PEOPLE[0]], {2: "256"}),
    "SQL in names": (
        f"{HEADER}Robert'); DROP TABLE users;--,bobby@example.org\n".encode(),
        [("Robert'); DROP TABLE users;--", "bobby@example.org")],
        {},
    ),
    "a workbook": (workbook(), PEOPLE, {}),
    "a workbook named .csv": (workbook(), PEOPLE, {}),
    "numbers and dates for names": (
        workbook([["Name", "Email"], [42, "n@example.org"], [2.5, "f@example.org"], [True, "b@example.org"]]),
        [("42", "n@example.org"), ("2.5", "f@example.org"), ("TRUE", "b@example.org")],
        {},
    ),
    "formulas in a workbook": (
        workbook([["Name", "Email"], ["=1+1", "f@example.org"], *map(list, PEOPLE)]),
        PEOPLE,
        {2: "no name"},
    ),
    "a formula with its value": (
        with_sheet(
            HEADER_XML
            + '<row r="2"><c r="A2" t="str"><f>CMD()</f><v>Ana</v></c>'
            + inline("B2", "a@example.org")
            + "</row>"
        ),
        [("Ana", "a@example.org")],
        {},
    ),
    "empty sheets before": (workbook([], [], ROWS), PEOPLE, {}),
    "merged cells": (workbook(change=_merged), [*PEOPLE, ("Both of us", "both@example.org")], {5: "no name"}),
    "macros": (with_part(workbook(), "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + bytes(2000)), PEOPLE, {}),
    "a size that lies": (
        with_part(
            workbook(),
            SHEET,
            lambda xml: xml.replace(b'<dimension ref="A1:B3"', b'<dimension ref="A1:XFD1048576"'),
        ),
        PEOPLE,
        {},
    ),
    "a last row far below": (
        with_sheet(
            HEADER_XML
            + f'<row r="1048576">{inline("A1048576", "Ana")}{inline("B1048576", "a@example.org")}</row>'
        ),
        [("Ana", "a@example.org")],
        {},
    ),
    "a sheet cell too long": (
        with_sheet(
            HEADER_XML
            + f'<row r="2">{inline("A2", "ab" * 20_000)}{inline("B2", "x@example.org")}</row>'
            + f'<row r="3">{inline("A3", "Ana")}{inline("B3", "a@example.org")}</row>'
        ),
        [("Ana", "a@example.org")],
        {2: "32,767"},
    ),
}
