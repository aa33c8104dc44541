"""The field of a form that tells which camera is chosen, and lets another be."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.ui.widgets.parts import ElidedLabel, button, row
from kiosk.wording.camera_choice import camera_words
from kiosk.wording.catalogue import _


class CameraField(QWidget):
    """The camera by what the settings call it, and a button.

    Signals:
        asked: Another camera is to be chosen.
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
        """Shows another, as the first."""
        self.camera.say(camera_words(camera))
