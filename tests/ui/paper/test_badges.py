"""Passes on paper: each can be read at the door, on every layout, with every name."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter

from kiosk.atomic_file import atomic_file
from kiosk.domain.errors import Refused
from kiosk.domain.fields import Field
from kiosk.domain.people.passes import mint_token, printed_token
from kiosk.domain.refusals.typed.texts import Blank
from kiosk.ui.paper.badge import DPI, MM, Badge
from kiosk.ui.paper.document import draw_badges, page_layout, page_picture, write_badges
from kiosk.ui.paper.layouts import A4, LAYOUTS, LETTER, Layout, layout_with_key
from tests.refusals import refuses
from tests.ui.paper.measured import codes_on, opened, page_of, pixels, words_on

pytestmark = pytest.mark.usefixtures("qapp")

EVERY = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda each: each.key)
HOSTILE = [
    "x" * 255,
    "Bartholomew " * 21,
    "שלום עולם " * 25,
    "李明" * 127,
    "مريم حداد",
    "\u202egro.live <b>",
    "Z\u0351\u0351\u0351" * 60,
    "👩‍👩‍👧 Łucja",
    "",
]


def silent(_drawn: int) -> None:
    """Ignores the progress."""


def badge(name: str = "Ana Ionescu", note: str = "") -> Badge:
    token = mint_token()
    return Badge(name, token, printed_token(token), "Practical Bayesian A/B testing", note)


def written(folder: Path, layout: Layout, badges: Iterable[Badge]) -> Path:
    path = folder / "passes.pdf"
    write_badges(path, "Passes", layout, badges, silent)
    return path


@EVERY
def test_badges_lie_inside_their_paper_and_do_not_overlap(layout: Layout) -> None:
    boxes = list(layout.boxes())
    assert len(boxes) == layout.a_page
    for box in boxes:
        assert box.left >= 0
        assert box.top >= 0
        assert box.left + box.width <= layout.paper.width + 0.01
        assert box.top + box.height <= layout.paper.height + 0.01
    assert layout.right_by >= layout.width
    assert layout.down_by >= layout.height
    assert (layout.pages(0), layout.pages(layout.a_page), layout.pages(layout.a_page + 1)) == (0, 1, 2)


def test_label_sheets_have_their_makers_dimensions() -> None:
    """Compares with the inches and millimetres of gLabels' and Avery's templates."""
    l4785, a5390, a5392, a5395 = (
        layout_with_key(key) for key in ("avery-l4785", "avery-5390", "avery-5392", "avery-5395")
    )
    assert l4785 is not None
    assert a5390 is not None
    assert a5392 is not None
    assert a5395 is not None
    assert (l4785.width, l4785.height, l4785.a_page, l4785.paper) == (80, 50, 10, A4)
    assert (l4785.right_by, l4785.down_by) == (95, 55)
    inches = [
        [
            round(each / 25.4, 4)
            for each in (one.width, one.height, one.left, one.top, one.right_by, one.down_by)
        ]
        for one in (a5390, a5392, a5395)
    ]
    assert inches[0] == [3.5, 2.2188, 0.75, 1.0625, 3.5, 2.2188]
    assert inches[1] == [4, 3, 0.25, 1, 4, 3]
    assert inches[2] == [3.375, 2.3333, 0.6875, 0.5625, 3.75, 2.5204]
    assert {one.paper for one in (a5390, a5392, a5395)} == {LETTER}


@EVERY
def test_every_pass_of_two_sheets_can_be_read(layout: Layout, tmp_path: Path) -> None:
    badges = [badge(f"Person {number}") for number in range(layout.a_page + 1)]
    document = opened(written(tmp_path, layout, badges))
    assert document.pageCount() == 2
    size = document.pagePointSize(0)
    assert abs(size.width() / 72 * 25.4 - layout.paper.width) < 0.3
    assert abs(size.height() / 72 * 25.4 - layout.paper.height) < 0.3
    assert codes_on(document, layout) == [each.text for each in badges]


def test_a_badge_shows_its_holder_its_event_and_the_token_to_type(tmp_path: Path) -> None:
    one = badge(note="revoked: is refused")
    text = words_on(opened(written(tmp_path, LAYOUTS[0], [one])))
    for words in ("Ana", "Ionescu", "Practical Bayesian A/B testing", "revoked: is refused"):
        assert words in text
    assert one.text in text.replace("-", "").replace(" ", "")  # so that it can also be copied


@EVERY
@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_no_name_leaves_its_badge_or_hides_its_code(layout: Layout, name: str, tmp_path: Path) -> None:
    one = Badge(name, (token := mint_token()), printed_token(token), name, name)
    document = opened(written(tmp_path, layout, [one]))
    assert codes_on(document, layout) == [one.text]
    dpi = 72
    grey = pixels(page_of(document, 0, dpi)).copy()
    box = next(layout.boxes())
    edge = 0.5 if layout.is_cut else 0.0
    sides = ((box.left, box.width), (box.top, box.height))
    (left, right), (top, bottom) = (
        (int((at - edge) / 25.4 * dpi), int((at + size + edge) / 25.4 * dpi) + 1) for at, size in sides
    )
    grey[top:bottom, left:right] = 255
    if layout.is_cut:
        grey[grey > 140] = 255  # the cutting lines
    assert grey.min() == 255


def test_modules_are_whole_dots_at_300_dpi_with_a_white_zone_of_four_modules(tmp_path: Path) -> None:
    layout = layout_with_key("a6-page")
    assert layout is not None
    grey = pixels(page_of(opened(written(tmp_path, layout, [badge("")])), 0, DPI))
    dark = np.argwhere(grey[: int(0.85 * len(grey)), :] < 128)
    dark = dark[dark[:, 0] > 0.3 * len(grey)]
    (top, left), (bottom, right) = dark.min(axis=0), dark.max(axis=0)
    code = grey[top : bottom + 1, left : right + 1]
    assert code.shape[0] == code.shape[1]
    assert code.shape[0] % 21 == 0  # version 1
    module = code.shape[0] // 21
    assert module / MM > 1.5
    half_covered = code[(code > 90) & (code < 165)]  # edges drift: the page is not a whole number of dots
    assert half_covered.size == 0
    zone = grey[top - 4 * module : bottom + 1 + 4 * module, left - 4 * module : right + 1 + 4 * module].copy()
    inner = slice(4 * module - 1, 1 - 4 * module)  # one dot more, for the drift
    zone[inner, inner] = 255
    assert zone.min() == 255


def test_a_printer_a_pdf_and_a_preview_show_the_same(tmp_path: Path) -> None:
    layout, badges = LAYOUTS[0], [badge(f"Person {number}") for number in range(8)]
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setResolution(600)
    assert draw_badges(printer, layout, badges, silent)
    del printer
    shown = [
        page_of(opened(tmp_path / "printed.pdf"), 0, 50),
        page_of(opened(written(tmp_path, layout, badges)), 0, 50),
        page_picture(layout, badges, page_of(opened(tmp_path / "printed.pdf"), 0, 50).width()),
    ]
    first = pixels(shown[0]).astype(int)
    for other in shown[1:]:
        grey = pixels(other.scaled(shown[0].size())).astype(int)
        assert abs(grey - first).mean() < 6
    assert first.mean() < 250  # the pages are not blank


def test_printers_know_the_paper_sizes() -> None:
    for layout in LAYOUTS:
        size = QSizeF(layout.paper.width, layout.paper.height)
        known = QPageSize.id(size, QPageSize.Unit.Millimeter, QPageSize.SizeMatchPolicy.FuzzyMatch)
        assert page_layout(layout.paper).pageSize().id() is known
        assert known is not QPageSize.PageSizeId.Custom


def test_an_exception_at_a_progress_report_ends_the_work_without_a_file(tmp_path: Path) -> None:
    reported: list[int] = []

    def on_progress(drawn: int) -> None:
        reported.append(drawn)
        if drawn == 11:
            raise Refused(Blank(Field.REASON))

    path = tmp_path / "passes.pdf"
    badges = [badge() for _ in range(20)]
    with refuses(Blank), atomic_file(path) as half:
        write_badges(half, "Passes", LAYOUTS[0], badges, on_progress)
    assert reported == list(range(1, 12))
    assert list(tmp_path.iterdir()) == []
    with atomic_file(path) as half:
        write_badges(half, "Passes", LAYOUTS[0], badges, silent)
    assert opened(path).pageCount() == 3  # control: without the exception the file is there


def test_a_file_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r".+"):
        write_badges(tmp_path / "missing" / "p.pdf", "P", LAYOUTS[0], [badge()], silent)
    with pytest.raises(OSError, match="No space left"):
        write_badges(Path("/dev/full"), "P", LAYOUTS[0], [badge() for _ in range(40)], silent)
