"""The pages of the desk, in the sidebar's order."""

from kiosk.ui.desk.changes import ChangesPage
from kiosk.ui.desk.organizers import OrganizersPage
from kiosk.ui.desk.window import Place

PLACES: tuple[Place, ...] = (
    Place("organizers", "Organizers", OrganizersPage),
    Place("changes", "Changes", ChangesPage),
)
