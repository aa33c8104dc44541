"""The texts of a door while it shows no answer, and the reasons why it cannot answer."""

from datetime import datetime
from typing import assert_never
from zoneinfo import ZoneInfo

from kiosk.domain.check_in.door import DoorStatus
from kiosk.domain.errors import StorageUnavailable, StorageUnfit
from kiosk.domain.event import Admission
from kiosk.domain.faults.storage import NoSharedProtocol
from kiosk.scanning.messages import Advice, CameraReport, CameraState
from kiosk.wording.cameras import camera_trouble
from kiosk.wording.database.updates import update_needed
from kiosk.wording.door.prompts import Prompt, advice_prompt
from kiosk.wording.faults import fault
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.joined import sentences
from kiosk.wording.language.safe_text import isolated, plain
from kiosk.wording.outcomes import OutcomeTexts, doors_open_words


def failure_texts(sentence: str) -> OutcomeTexts:
    """Returns the texts for a guest when the kiosk could not find out whether they may enter.

    Args:
        sentence: The sentence about the fault.
    """
    foot = _("Please try again in a moment, or ask at the desk")
    return OutcomeTexts(_("Not checked in"), plain(sentence), foot)


def waiting_texts() -> OutcomeTexts:
    """Returns the texts during a slow answer, so that nobody mistakes the last answer for theirs."""
    return OutcomeTexts(_("One moment…"), _("Looking up your check-in"), "")


def greeting_texts(title: str) -> OutcomeTexts:
    """Returns the texts of a door that has just become the door of another event.

    Args:
        title: The event's title.
    """
    line = _("This is the door of another event now. Hold your pass up to the camera.")
    return OutcomeTexts(_("Welcome"), isolated(plain(title)), line)


def not_ready() -> str:
    """Returns the door's state while its database does not answer."""
    return _("Not ready")


def lost_prompt() -> Prompt:
    """Asks people for patience while the database does not answer."""
    return Prompt(_("One moment, please"), _("The check-in list does not answer. Ask at the desk."))


def is_shut(view: DoorStatus | None) -> bool:
    """True when the event is known and takes no check-ins now, or no longer, or this kiosk may not."""
    return view is not None and (view.admission is not Admission.OPEN or view.is_full or view.is_revoked)


def door_prompt(
    view: DoorStatus | None,
    camera: CameraReport,
    advice: Advice | None = None,
    *,
    zone: ZoneInfo,
    now: datetime,
) -> Prompt:
    """Returns the request to people in front of the door."""
    if view is not None and is_shut(view):
        shut = _shut(view, zone, now)
        if camera.state is CameraState.LIVE:
            return shut
        # A camera that fails is repaired before the doors open.
        return Prompt(shut.title, sentences(shut.line, _trouble(camera)))
    if camera.state is CameraState.LIVE and advice is not None:
        return advice_prompt(advice)
    return _camera_prompt(camera)


def invitation(view: DoorStatus, check_in_url: str | None) -> Prompt:
    """Returns the text beside the event's QR. Only a URL makes a phone do anything."""
    if is_shut(view):
        return Prompt("", _("This event's code"))
    if check_in_url is None:
        return Prompt(_("No pass?"), _("Tap Walk-in, or type this code."))
    return Prompt(_("No pass?"), _("Scan this with your phone, or tap Walk-in."))


def fault_for_guests(error: Exception) -> str:
    """Returns a fault as guests may read it: the names of servers and files are in the log only."""
    return fault(error, Audience.GUEST)


def lost_reason(error: Exception) -> str:
    """Returns why a door does not know its event now."""
    if isinstance(error, StorageUnavailable) and isinstance(error.cause, NoSharedProtocol):
        return update_needed(error.cause.outdated)
    if isinstance(error, StorageUnavailable):
        return _("The database does not answer. The kiosk keeps trying.")
    return fault_for_guests(error)


def shut_reason(error: Exception) -> str:
    """Returns, for staff, why a door stays shut although its database answers."""
    if isinstance(error, StorageUnfit):
        return _("The database is not prepared for this program. Ask your technician to upgrade it.")
    if isinstance(error, StorageUnavailable):
        return _("The database refuses this kiosk. The log says why; ask your technician to look.")
    return fault_for_guests(error)


def _trouble(camera: CameraReport) -> str:
    return plain(camera_trouble(camera.cause, Audience.GUEST))


def _camera_prompt(camera: CameraReport) -> Prompt:
    match camera.state:
        case CameraState.LIVE:
            return Prompt(_("Hold your pass up to the camera"))
        case CameraState.OPENING:
            return Prompt(_("Starting the camera…"), _("You can tap Walk-in already"))
        case CameraState.RESTARTING:
            line = _trouble(camera) or _("Type your code or tap Walk-in")
            return Prompt(_("The camera will be back in a moment"), line)
        case CameraState.DARK:
            line = _("Uncover it, or type your code or tap Walk-in")
            return Prompt(_("Something covers the camera"), line)
        case (
            CameraState.MISSING
            | CameraState.BUSY
            | CameraState.DENIED
            | CameraState.FROZEN
            | CameraState.ENDED
            | CameraState.UNREADABLE
        ):
            return Prompt(_("Type your code or tap Walk-in"), _trouble(camera))
        case _:
            assert_never(camera.state)


def _shut(view: DoorStatus, zone: ZoneInfo, now: datetime) -> Prompt:
    if view.is_revoked:
        line = _("It takes nobody in any more. Please go to another door, or ask at the desk.")
        return Prompt(_("This kiosk was revoked"), line)
    match view.admission:
        case Admission.NOT_YET:
            return Prompt(doors_open_words(view.event.opens_at, zone, now))
        case Admission.OVER:
            return Prompt(_("This event has ended"), _("Ask at the desk"))
        case Admission.CLOSED:
            return Prompt(_("Check-in is closed"), _("Ask at the desk"))
        case Admission.OPEN:
            return Prompt(_("This event is full"), _("Ask at the desk"))
        case _:
            assert_never(view.admission)
