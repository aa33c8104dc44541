"""The reasons for which staff open their page at a door."""

from enum import Enum, auto
from typing import assert_never

from kiosk.wording.door.staff import pin_for_camera, pin_for_choices, pin_to_close


class Purpose(Enum):
    """The reason for which the staff page was opened."""

    CLOSE = auto()  # Ctrl+Q, or the window system closes the window
    CAMERA = auto()  # Ctrl+K
    CHOOSE = auto()  # the held corner: a touch screen has no key for one or the other


def pin_line(purpose: Purpose) -> str:
    """Returns the sentence that explains the reason for the PIN."""
    match purpose:
        case Purpose.CLOSE:
            return pin_to_close()
        case Purpose.CAMERA:
            return pin_for_camera()
        case Purpose.CHOOSE:
            return pin_for_choices()
        case _:
            assert_never(purpose)
