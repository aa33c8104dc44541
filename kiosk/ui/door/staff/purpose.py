"""The two things that staff do at a door's screen, and the choice between them."""

from enum import Enum, auto


class Purpose(Enum):
    """Why the staff page was opened."""

    CLOSE = auto()  # Ctrl+Q, or the window system wants the window closed
    CAMERA = auto()  # Ctrl+K
    CHOOSE = auto()  # the held corner: by touch there is no key to say which
