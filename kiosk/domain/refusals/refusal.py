"""Every refusal, as one type."""

from dataclasses import dataclass

from kiosk.domain.refusals.cameras import CameraRefusal
from kiosk.domain.refusals.corrections import CorrectionRefusal
from kiosk.domain.refusals.database_addresses import DatabaseAddressRefusal
from kiosk.domain.refusals.deletions import DeletionRefusal
from kiosk.domain.refusals.demo import DemoRefusal
from kiosk.domain.refusals.edits import EditRefusal
from kiosk.domain.refusals.event_codes import EventCodeRefusal
from kiosk.domain.refusals.event_fields import EventFieldRefusal
from kiosk.domain.refusals.events import EventRefusal
from kiosk.domain.refusals.files import FileRefusal
from kiosk.domain.refusals.groups import GroupRefusal
from kiosk.domain.refusals.guest_lists import GuestListRefusal
from kiosk.domain.refusals.option_changes import OptionChangeRefusal
from kiosk.domain.refusals.passes import PassRefusal
from kiosk.domain.refusals.people import PersonRefusal
from kiosk.domain.refusals.people_lists import PeopleListRefusal
from kiosk.domain.refusals.picture_files import PictureFileRefusal
from kiosk.domain.refusals.program_options import ProgramOptionRefusal
from kiosk.domain.refusals.reports import ReportRefusal
from kiosk.domain.refusals.screens import ScreenRefusal
from kiosk.domain.refusals.series import SeriesRefusal
from kiosk.domain.refusals.sharing import SharingRefusal
from kiosk.domain.refusals.sign_in import SignInRefusal
from kiosk.domain.refusals.staff_pin import StaffPinRefusal
from kiosk.domain.refusals.tables import TableRefusal
from kiosk.domain.refusals.terminal import TerminalRefusal
from kiosk.domain.refusals.typed_texts import TypedTextRefusal
from kiosk.domain.refusals.typed_times import TypedTimeRefusal
from kiosk.domain.refusals.typed_values import TypedValueRefusal


@dataclass(frozen=True, slots=True)
class Several:
    """Several values that were checked together are refused.

    Attributes:
        reasons: Two or more, none of them a Several.
    """

    reasons: tuple["Refusal", ...]


Refusal = (
    CameraRefusal
    | CorrectionRefusal
    | DatabaseAddressRefusal
    | DeletionRefusal
    | DemoRefusal
    | EditRefusal
    | EventCodeRefusal
    | EventFieldRefusal
    | EventRefusal
    | FileRefusal
    | GroupRefusal
    | GuestListRefusal
    | OptionChangeRefusal
    | PassRefusal
    | PeopleListRefusal
    | PersonRefusal
    | PictureFileRefusal
    | ProgramOptionRefusal
    | ReportRefusal
    | ScreenRefusal
    | SeriesRefusal
    | SharingRefusal
    | SignInRefusal
    | StaffPinRefusal
    | TableRefusal
    | TerminalRefusal
    | Several
    | TypedTextRefusal
    | TypedTimeRefusal
    | TypedValueRefusal
)
"""Every refusal."""
