"""Every refusal, as one type."""

from dataclasses import dataclass

from kiosk.domain.refusals.events.deletions import DeletionRefusal
from kiosk.domain.refusals.events.edits import EditRefusal
from kiosk.domain.refusals.events.event_codes import EventCodeRefusal
from kiosk.domain.refusals.events.event_fields import EventFieldRefusal
from kiosk.domain.refusals.events.events import EventRefusal
from kiosk.domain.refusals.events.groups import GroupRefusal
from kiosk.domain.refusals.events.series import SeriesRefusal
from kiosk.domain.refusals.events.sharing import SharingRefusal
from kiosk.domain.refusals.files.files import FileRefusal
from kiosk.domain.refusals.files.picture_files import PictureFileRefusal
from kiosk.domain.refusals.files.reports import ReportRefusal
from kiosk.domain.refusals.files.tables import TableRefusal
from kiosk.domain.refusals.machine.cameras import CameraRefusal
from kiosk.domain.refusals.machine.copies import CopyRefusal
from kiosk.domain.refusals.machine.database_addresses import DatabaseAddressRefusal
from kiosk.domain.refusals.machine.demo import DemoRefusal
from kiosk.domain.refusals.machine.doors import DoorRefusal
from kiosk.domain.refusals.machine.kiosks import KioskRefusal
from kiosk.domain.refusals.machine.option_changes import OptionChangeRefusal
from kiosk.domain.refusals.machine.pairing import PairingRefusal
from kiosk.domain.refusals.machine.program_options import ProgramOptionRefusal
from kiosk.domain.refusals.machine.screens import ScreenRefusal
from kiosk.domain.refusals.people.corrections import CorrectionRefusal
from kiosk.domain.refusals.people.guest_lists import GuestListRefusal
from kiosk.domain.refusals.people.passes import PassRefusal
from kiosk.domain.refusals.people.people import PersonRefusal
from kiosk.domain.refusals.people.people_lists import PeopleListRefusal
from kiosk.domain.refusals.people.sign_in import SignInRefusal
from kiosk.domain.refusals.people.staff_pin import StaffPinRefusal
from kiosk.domain.refusals.typed.terminal import TerminalRefusal
from kiosk.domain.refusals.typed.texts import TypedTextRefusal
from kiosk.domain.refusals.typed.times import TypedTimeRefusal
from kiosk.domain.refusals.typed.values import TypedValueRefusal


@dataclass(frozen=True, slots=True)
class Several:
    """Several values that were checked together are refused.

    Attributes:
        reasons: Two or more, none of them a Several.
    """

    reasons: tuple["Refusal", ...]


Refusal = (
    CameraRefusal
    | CopyRefusal
    | CorrectionRefusal
    | DatabaseAddressRefusal
    | DeletionRefusal
    | DemoRefusal
    | DoorRefusal
    | KioskRefusal
    | EditRefusal
    | EventCodeRefusal
    | EventFieldRefusal
    | EventRefusal
    | FileRefusal
    | GroupRefusal
    | GuestListRefusal
    | OptionChangeRefusal
    | PairingRefusal
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
