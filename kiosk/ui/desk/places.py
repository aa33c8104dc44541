"""The pages of the desk, in the sidebar's order."""

from kiosk.ui.desk.window import Place

PLACES: tuple[Place, ...] = ()
