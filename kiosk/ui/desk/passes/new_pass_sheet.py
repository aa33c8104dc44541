"""The sheet of a pass that was just issued: it is shown once, and can be saved as a picture or printed."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from kiosk.atomic_file import atomic_file
from kiosk.domain.people.passes import printed_token
from kiosk.domain.progress import ProgressCallback
from kiosk.services.database import Database
from kiosk.services.people.passes import PlannedPass
from kiosk.ui.common.file_dialogs import ask_where_to_save, file_kinds, file_name
from kiosk.ui.common.qr import qr_picture
from kiosk.ui.common.sentences import sentence
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.destinations import IssuedPasses, ToPasses
from kiosk.ui.paper.document import page_picture
from kiosk.ui.paper.issuing import BadgePaper, badges
from kiosk.ui.paper.layouts import layout_with_key
from kiosk.ui.widgets.parts import ElidedLabel, button, label
from kiosk.ui.widgets.sheet import Sheet
from kiosk.wording.language.catalogue import _

_PICTURE_WIDTH = 1240
"""The width of a saved picture in pixels: A6 at 300 dpi."""

_MODULE = 6


class IssuedSheet(Sheet):
    """Shows a pass at the only moment its token is known."""

    def __init__(self, parent: QWidget, context: DeskContext, issued: PlannedPass) -> None:
        super().__init__(parent, _("The new pass"), verb=_("Save as picture…"), cancel=_("Done"))
        self._context = context
        self._pass = issued
        name = ElidedLabel(issued.person.name, "heading")
        name.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.picture = QLabel()
        self.picture.setPixmap(qr_picture(issued.token, _MODULE))
        self.picture.setAccessibleName(_("QR of the pass of {name}").format(name=issued.person.name))
        self.token = label(printed_token(issued.token), "heading")
        self.token.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.token.setAccessibleName(_("Token {token}").format(token=printed_token(issued.token)))
        self.message = label(
            _(
                "It works from now on. It is shown this once only: save it, print it, or have them take a"
                " photo."
            ),
            "soft",
            wraps=True,
        )
        self.body.addWidget(name)
        for each in (self.picture, self.token):
            self.body.addWidget(each, alignment=Qt.AlignmentFlag.AlignHCenter)
        self.body.addWidget(self.message)
        self.body.addStretch(1)
        self.print_button = button(_("Print or PDF…"), self._print)
        self.add_button(self.print_button)
        self.confirmed.connect(self._ask_place)

    def _ask_place(self) -> None:
        name = file_name(_("Pass {name}").format(name=self._pass.person.name), ".png")
        ask_where_to_save(
            self, _("Save the pass as a picture"), name, file_kinds((_("Picture"), "*.png")), self.save
        )

    def save(self, path: Path) -> None:
        """Saves the pass as a picture."""
        issued = self._pass

        def write(_database: Database, _on_progress: ProgressCallback) -> Path:
            save_picture(path, issued)
            return path

        job = self._context.work.start(write)
        job.succeeded.connect(self._saved)
        job.failed.connect(self._not_saved)

    def _saved(self, path: Path) -> None:
        self.message.setText(_("Saved as {file}.").format(file=path.name))

    def _not_saved(self, error: Exception) -> None:
        self.message.setText(sentence(error))

    def _print(self) -> None:
        self.close()
        self._context.go(ToPasses(IssuedPasses((self._pass,))))


def save_picture(path: Path, issued: PlannedPass) -> None:
    """Writes a pass with its holder's name as a PNG file and replaces an existing file.

    Raises:
        Refused: The file cannot be written.
    """
    layout = layout_with_key("a6-page")
    if layout is None:
        raise AssertionError("the layout of a picture is gone")
    picture = page_picture(layout, list(badges((issued,), BadgePaper(layout))), _PICTURE_WIDTH)
    with atomic_file(path, replaces=True) as half:
        if not picture.save(str(half), "PNG"):  # type: ignore[call-overload] # PySide's stub wants bytes
            raise OSError("the picture could not be encoded")
