"""The two things that staff do at a door's screen, and the choice between them."""

from enum import Enum, auto
from typing import assert_never

from kiosk.wording.staff import pin_for_camera, pin_for_choices, pin_to_close


class Purpose(Enum):
    """Why the staff page was opened."""

    CLOSE = auto()  # Ctrl+Q, or the window system wants the window closed
    CAMERA = auto()  # Ctrl+K
    CHOOSE = auto()  # the held corner: by touch there is no key to say which


def pin_line(purpose: Purpose) -> str:
    """Returns what the PIN is asked for."""
    match purpose:
        case Purpose.CLOSE:
            return pin_to_close()
        case Purpose.CAMERA:
            return pin_for_camera()
        case Purpose.CHOOSE:
            return pin_for_choices()
        case _:
            assert_never(purpose)
