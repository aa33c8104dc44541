"""A form's field that shows the chosen camera and offers to choose another."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.ui.widgets.parts import ElidedLabel, button, row
from kiosk.wording.desk.camera_choice import camera_words
from kiosk.wording.language.catalogue import _


class CameraField(QWidget):
    """The camera's name from the settings, with a button to choose another.

    Signals:
        asked: The button was pressed.
    """

    asked = Signal()

    def __init__(self, camera: str) -> None:
        """Shows a camera.

        Args:
            camera: As the settings name it, without a password.
        """
        super().__init__()
        self.camera = ElidedLabel(camera_words(camera))
        self.choose_button = button(_("Choose camera…"), self.asked.emit)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.camera)
        box.addLayout(row(self.choose_button, None))

    def show_camera(self, camera: str) -> None:
        """Shows another camera; the name has the same form as in `__init__`."""
        self.camera.show_text(camera_words(camera))
