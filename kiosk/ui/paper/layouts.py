"""The positions of badges on a sheet of paper: plain sheets to cut, sheets of labels and cards, one a page.

The label sheets' dimensions are their makers': Avery's own templates for Letter (U-0119-01 for 5390,
U-0114-01 for 5392, U-0121-01 for 5395, in points of 1/72 inch), and for A4 what gLabels' list of
templates contains for Avery L4785 and Zweckform 32015 (glabels-qt, avery-iso-templates.xml and
zweckform-iso-templates.xml), where L4785's grid of 175 x 270 mm is centred on the sheet.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.wording.language.catalogue import N_, _, ngettext
from kiosk.wording.language.numbers import number

POINT = 25.4 / 72
"""Millimetres."""


@dataclass(frozen=True, slots=True)
class SheetSize:
    """The size of a sheet, upright.

    Attributes:
        name: The size's standard name.
        width: Millimetres.
        height: Millimetres.
    """

    name: str
    width: float
    height: float


A4 = SheetSize("A4", 210.0, 297.0)
A5 = SheetSize("A5", 148.0, 210.0)
A6 = SheetSize("A6", 105.0, 148.0)
LETTER = SheetSize("Letter", 215.9, 279.4)
PAPERS = (A4, A5, A6, LETTER)
"""ISO 216's three, and ANSI/ASME Y14.1's A."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a sheet, in millimetres from its top left corner."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Layout:
    """The positions of the badges on a sheet. Lengths are millimetres.

    Attributes:
        key: Its name in settings and commands.
        product: The maker's name of the sheet of labels, not translated yet; "" for plain paper.
        paper: The sheet.
        columns: Badges side by side.
        rows: Badges one below the other.
        width: Width of one badge.
        height: Height of one badge.
        left: From the sheet's left edge to the first badge.
        top: From the sheet's top edge to the first badge.
        right_by: From a badge's left edge to the next one's.
        down_by: From a badge's top edge to the next one's.
        is_cut: True for plain paper, on which cutting lines are drawn.
    """

    key: str
    product: str
    paper: SheetSize
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    right_by: float
    down_by: float
    is_cut: bool = False

    @property
    def name(self) -> str:
        """Returns its name for people: the paper, how many badges are on it, and their size."""
        if self.product:
            return _(self.product)
        if not self.is_cut:
            return _("{paper}, one pass a page").format(paper=self.paper.name)
        text = ngettext(
            "{paper}, {count} a sheet, to cut ({width} × {height} mm)",  # noqa: RUF001 -- a times sign
            "{paper}, {count} a sheet, to cut ({width} × {height} mm)",  # noqa: RUF001 -- as above
            self.a_page,
        )
        return text.format(
            paper=self.paper.name,
            count=number(self.a_page),
            width=f"{self.width:.0f}",
            height=f"{self.height:.0f}",
        )

    @property
    def a_page(self) -> int:
        """Returns how many badges are on one sheet."""
        return self.columns * self.rows

    def pages(self, badges: int) -> int:
        """Returns how many sheets a number of badges takes."""
        return -(-badges // self.a_page)

    def boxes(self) -> Iterator[Box]:
        """Yields the boxes of a sheet's badges, row by row."""
        for row in range(self.rows):
            for column in range(self.columns):
                left, top = self.left + column * self.right_by, self.top + row * self.down_by
                yield Box(left, top, self.width, self.height)


def layout_with_key(key: str) -> Layout | None:
    """Returns the layout with this key, or None."""
    return next((each for each in LAYOUTS if each.key == key), None)


def _plain(paper: SheetSize, columns: int, rows: int) -> Layout:
    margin = 10.0  # more than the margin of any office printer
    width, height = (paper.width - 2 * margin) / columns, (paper.height - 2 * margin) / rows
    key = f"{paper.name.lower()}-{columns}x{rows}"
    grid = (columns, rows, width, height, margin, margin, width, height)
    return Layout(key, "", paper, *grid, is_cut=True)


def _single(paper: SheetSize) -> Layout:
    margin = 8.0
    width, height = paper.width - 2 * margin, paper.height - 2 * margin
    grid = (1, 1, width, height, margin, margin, width, height)
    return Layout(f"{paper.name.lower()}-page", "", paper, *grid)


LAYOUTS = (
    _plain(A4, 2, 4),
    _plain(A4, 3, 3),
    Layout(
        "avery-l4785",
        N_("A4, Avery L4784 – L4787 name badges, 10 a sheet (80 × 50 mm)"),  # noqa: RUF001 -- a dash and a times sign
        A4,
        *(2, 5, 80.0, 50.0, 17.5, 13.5, 95.0, 55.0),
    ),
    Layout(
        "zweckform-32015",
        N_("A4, Zweckform 32015 cards, 8 a sheet (85 × 54 mm)"),  # noqa: RUF001 -- a times sign
        A4,
        *(2, 4, 85.0, 54.0, 17.0, 31.5, 91.0, 60.0),
    ),
    _plain(LETTER, 2, 4),
    _plain(LETTER, 3, 3),
    Layout(
        "avery-5390",
        N_("Letter, Avery 5390 badge inserts, 8 a sheet (3½ × 2¼ in)"),  # noqa: RUF001 -- a times sign
        LETTER,
        *(2, 4, 252 * POINT, 159.75 * POINT, 54 * POINT, 76.5 * POINT, 252 * POINT, 159.75 * POINT),
    ),
    Layout(
        "avery-5392",
        N_("Letter, Avery 5392 badge inserts, 6 a sheet (4 × 3 in)"),  # noqa: RUF001 -- a times sign
        LETTER,
        *(2, 3, 288 * POINT, 216 * POINT, 18 * POINT, 72 * POINT, 288 * POINT, 216 * POINT),
    ),
    Layout(
        "avery-5395",
        N_("Letter, Avery 5395 name badges, 8 a sheet (3⅜ × 2⅓ in)"),  # noqa: RUF001 -- a times sign
        LETTER,
        *(2, 4, 243 * POINT, 168 * POINT, 49.5 * POINT, 40.5 * POINT, 270 * POINT, 181.4667 * POINT),
    ),
    _single(A6),
    _single(A5),
    _single(A4),
    _single(LETTER),
)
"""All layouts, the most common first."""
