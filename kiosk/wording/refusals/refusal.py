"""Any refusal in words."""

from functools import partial
from typing import assert_never

from kiosk.domain.cameras import AboutCamera
from kiosk.domain.faults.storage import UnavailableCause, UnfitCause
from kiosk.domain.refusals.events.deletions import AboutDeletion
from kiosk.domain.refusals.events.edits import AboutEdit
from kiosk.domain.refusals.events.event_codes import AboutEventCode
from kiosk.domain.refusals.events.event_fields import AboutEventField
from kiosk.domain.refusals.events.events import AboutEvent
from kiosk.domain.refusals.events.groups import AboutGroup
from kiosk.domain.refusals.events.series import AboutSeries
from kiosk.domain.refusals.events.sharing import AboutSharing
from kiosk.domain.refusals.files.files import AboutFile
from kiosk.domain.refusals.files.picture_files import AboutPictureFile
from kiosk.domain.refusals.files.reports import AboutReport
from kiosk.domain.refusals.files.tables import AboutTable
from kiosk.domain.refusals.machine.copies import AboutCopy
from kiosk.domain.refusals.machine.database_addresses import AboutDatabaseAddress
from kiosk.domain.refusals.machine.demo import AboutDemo
from kiosk.domain.refusals.machine.doors import AboutDoor
from kiosk.domain.refusals.machine.kiosks import AboutKiosk
from kiosk.domain.refusals.machine.option_changes import AboutOptionChange
from kiosk.domain.refusals.machine.pairing import AboutPairing
from kiosk.domain.refusals.machine.program_options import AboutProgramOption
from kiosk.domain.refusals.machine.screens import AboutScreen
from kiosk.domain.refusals.people.corrections import AboutCorrection
from kiosk.domain.refusals.people.guest_lists import AboutGuestList
from kiosk.domain.refusals.people.passes import AboutPass
from kiosk.domain.refusals.people.people import AboutPerson
from kiosk.domain.refusals.people.people_lists import AboutPeopleList
from kiosk.domain.refusals.people.sign_in import AboutSignIn
from kiosk.domain.refusals.people.staff_pin import AboutStaffPin
from kiosk.domain.refusals.refusal import Refusal, Several
from kiosk.domain.refusals.typed.terminal import AboutTerminal
from kiosk.domain.refusals.typed.texts import AboutTypedText
from kiosk.domain.refusals.typed.times import AboutTypedTime
from kiosk.domain.refusals.typed.values import AboutTypedValue
from kiosk.wording.database.storage import storage_unavailable, storage_unfit
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.joined import sentences
from kiosk.wording.refusals.events.deletions import deletion_refusal
from kiosk.wording.refusals.events.edits import edit_refusal
from kiosk.wording.refusals.events.event_codes import event_code_refusal
from kiosk.wording.refusals.events.event_fields import event_field_refusal
from kiosk.wording.refusals.events.events import event_refusal
from kiosk.wording.refusals.events.groups import group_refusal
from kiosk.wording.refusals.events.series import series_refusal
from kiosk.wording.refusals.events.sharing import sharing_refusal
from kiosk.wording.refusals.files.files import file_refusal
from kiosk.wording.refusals.files.picture_files import picture_file_refusal
from kiosk.wording.refusals.files.reports import report_refusal
from kiosk.wording.refusals.files.tables import table_refusal
from kiosk.wording.refusals.machine.cameras import camera_refusal
from kiosk.wording.refusals.machine.copies import copy_refusal
from kiosk.wording.refusals.machine.database_addresses import database_address_refusal
from kiosk.wording.refusals.machine.demo import demo_refusal
from kiosk.wording.refusals.machine.doors import door_refusal
from kiosk.wording.refusals.machine.kiosks import kiosk_refusal
from kiosk.wording.refusals.machine.option_changes import option_change_refusal
from kiosk.wording.refusals.machine.pairing import pairing_refusal
from kiosk.wording.refusals.machine.program_options import program_option_refusal
from kiosk.wording.refusals.machine.screens import screen_refusal
from kiosk.wording.refusals.people.corrections import correction_refusal
from kiosk.wording.refusals.people.guest_lists import guest_list_refusal
from kiosk.wording.refusals.people.passes import pass_refusal
from kiosk.wording.refusals.people.people import person_refusal
from kiosk.wording.refusals.people.people_lists import people_list_refusal
from kiosk.wording.refusals.people.sign_in import sign_in_refusal
from kiosk.wording.refusals.people.staff_pin import staff_pin_refusal
from kiosk.wording.refusals.typed.terminal import terminal_refusal
from kiosk.wording.refusals.typed.texts import typed_text_refusal
from kiosk.wording.refusals.typed.times import typed_time_refusal
from kiosk.wording.refusals.typed.values import typed_value_refusal


def refusal(reason: Refusal, audience: Audience) -> str:
    """Explains why something cannot be done and what to do about it, in one or two sentences.

    Args:
        reason: The fact.
        audience: The reader.
    """
    if isinstance(reason, AboutCamera):
        return camera_refusal(reason, audience)
    if isinstance(reason, AboutCopy):
        return copy_refusal(reason)
    if isinstance(reason, AboutCorrection):
        return correction_refusal(reason)
    if isinstance(reason, AboutDatabaseAddress):
        return database_address_refusal(reason, audience)
    if isinstance(reason, AboutDeletion):
        return deletion_refusal(reason, audience)
    if isinstance(reason, AboutDemo):
        return demo_refusal(reason, audience)
    if isinstance(reason, AboutEdit):
        return edit_refusal(reason)
    if isinstance(reason, AboutEvent):
        return event_refusal(reason, audience)
    if isinstance(reason, AboutEventCode):
        return event_code_refusal(reason)
    if isinstance(reason, AboutEventField):
        return event_field_refusal(reason)
    if isinstance(reason, AboutFile):
        return file_refusal(reason, audience)
    if isinstance(reason, AboutGroup):
        return group_refusal(reason, audience)
    if isinstance(reason, AboutGuestList):
        return guest_list_refusal(reason)
    if isinstance(reason, AboutOptionChange):
        return option_change_refusal(reason, partial(refusal, audience=audience))
    if isinstance(reason, AboutPairing):
        return pairing_refusal(reason, audience)
    if isinstance(reason, AboutPass):
        return pass_refusal(reason, partial(refusal, audience=audience))
    if isinstance(reason, AboutPeopleList):
        return people_list_refusal(reason, audience)
    if isinstance(reason, AboutPerson):
        return person_refusal(reason, audience)
    if isinstance(reason, AboutPictureFile):
        return picture_file_refusal(reason)
    if isinstance(reason, AboutProgramOption):
        return program_option_refusal(reason, audience)
    if isinstance(reason, AboutReport):
        return report_refusal(reason, partial(_cause_of_any_kind, audience=audience))
    if isinstance(reason, AboutDoor):
        return door_refusal(reason, audience)
    if isinstance(reason, AboutKiosk):
        return kiosk_refusal(reason)
    if isinstance(reason, AboutScreen):
        return screen_refusal(reason, audience)
    if isinstance(reason, AboutSeries):
        return series_refusal(reason)
    if isinstance(reason, AboutSharing):
        return sharing_refusal(reason)
    if isinstance(reason, AboutSignIn):
        return sign_in_refusal(reason, audience)
    if isinstance(reason, AboutStaffPin):
        return staff_pin_refusal(reason, audience, partial(refusal, audience=audience))
    if isinstance(reason, AboutTable):
        return table_refusal(reason, audience)
    if isinstance(reason, AboutTerminal):
        return terminal_refusal(reason)
    if isinstance(reason, Several):
        return sentences(*(refusal(each, audience) for each in reason.reasons))
    if isinstance(reason, AboutTypedText):
        return typed_text_refusal(reason)
    if isinstance(reason, AboutTypedTime):
        return typed_time_refusal(reason)
    if isinstance(reason, AboutTypedValue):
        return typed_value_refusal(reason)
    assert_never(reason)


def _cause_of_any_kind(cause: Refusal | UnavailableCause | UnfitCause, audience: Audience) -> str:
    if isinstance(cause, UnavailableCause):
        return storage_unavailable(cause, audience)
    if isinstance(cause, UnfitCause):
        return storage_unfit(cause, audience)
    return refusal(cause, audience)
