"""Refusals at the terminal and of what a machine lacks, for a technician and for an organizer."""

import re

import pytest

from kiosk.domain.cameras import CameraKind, CameraName
from kiosk.domain.faults.camera import DriverFailed, DriverStuck
from kiosk.domain.refusals.files.picture_files import NotAPicture, NotAVideo
from kiosk.domain.refusals.machine.cameras import (
    AddressNotEscaped,
    AddressWithoutHost,
    CameraFileMissing,
    CameraFileNotAFile,
    CameraFileUnreadable,
    CameraNameMissing,
    CrowdNeedsDemo,
    CrowdNotTried,
    NeitherFileNorAddress,
    NotACamera,
    SchemeUnknown,
)
from kiosk.domain.refusals.machine.copies import CopyDiffers, CopyNeedsServer, TargetNotEmpty
from kiosk.domain.refusals.machine.doors import (
    DoorDatabaseInUse,
    RightsNeedServer,
    RoleHasMoreRights,
    RoleMissing,
)
from kiosk.domain.refusals.machine.kiosks import KioskForgotten, KioskNameTaken
from kiosk.domain.refusals.machine.pairing import (
    CertificateDiffers,
    KioskLoginGone,
    KioskLoginInUse,
    KioskRevoked,
    NoPairingText,
    PairingNeedsAdministrator,
    PairingNeedsServer,
    PairingSheetOver,
)
from kiosk.domain.refusals.machine.program_options import (
    DotenvUnreadable,
    NotATimeZone,
    OptionBreaksRule,
    OptionNotAllowed,
    OptionNotTaken,
    OptionOutOfRange,
    OptionRule,
    OptionTooLong,
    OptionUnknown,
    SettingsFileUnreadable,
    VariableMisspelt,
)
from kiosk.domain.refusals.machine.screens import (
    NoScreen,
    ScreenDoesNotAnswer,
    WindowLibraryMissing,
    WindowsNotInstalled,
)
from kiosk.domain.refusals.refusal import Refusal
from kiosk.domain.refusals.typed.times import NotADateAndTime, NotOneInstant
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.catalogue import language
from kiosk.wording.refusals.machine.pairing import administrator_lines
from kiosk.wording.refusals.refusal import refusal
from tests.wording.pseudo import pseudo_language

CAMERA = CameraName(CameraKind.NUMBER, "0")
OPTION_PROBLEMS = (
    *(OptionBreaksRule("pool_max", rule) for rule in OptionRule),
    OptionOutOfRange("pool_max", 1, 100),
    OptionTooLong("name", 255),
    OptionNotAllowed("log_level", ("DEBUG", "INFO")),
    NotATimeZone("time_zone", "Mars/{x}"),
    OptionNotTaken("log_dir", "Input is not a path"),
)
CAMERA_REFUSALS = (
    NotACamera("{x}"),
    NotACamera(None),
    CameraNameMissing(),
    SchemeUnknown("ftp"),
    SchemeUnknown(None),
    AddressWithoutHost("http"),
    AddressNotEscaped("http"),
    NeitherFileNorAddress(),
    CameraFileUnreadable("a{x}.mp4", "Permission denied"),
    CameraFileMissing("a{x}.mp4"),
    CameraFileNotAFile("a{x}.mp4"),
    CrowdNotTried(),
    CrowdNeedsDemo("SQLite file k"),
    DriverStuck(CAMERA),
    DriverFailed(CAMERA),
)
SCREENS = (
    NoScreen(),
    ScreenDoesNotAnswer(":0"),
    WindowsNotInstalled(),
    WindowLibraryMissing("libxcb.so: cannot open"),
)
COPIES = (CopyNeedsServer(), TargetNotEmpty(), CopyDiffers("us{x}ers", 1200, 1199))
DOORS = (
    DoorDatabaseInUse("/var/lib/{x}/door.sqlite"),
    RightsNeedServer(),
    RoleMissing("door_{x}"),
    RoleHasMoreRights("door_{x}"),
)
PAIRING = (
    PairingNeedsServer(),
    PairingNeedsAdministrator("desk", is_owner=True),
    PairingNeedsAdministrator("desk", is_owner=False),
    NoPairingText(),
    PairingSheetOver(),
    CertificateDiffers("db.{x}.org"),
    KioskRevoked(),
    KioskLoginGone(),
    KioskLoginInUse("Door {x}"),
)
KIOSKS = (KioskForgotten(), KioskNameTaken("Door {x}"))
TERMINAL_ONLY = (
    SettingsFileUnreadable("/home/k/kiosk.toml", "line 1"),
    DotenvUnreadable("/home/k", "no UTF-8"),
    OptionUnknown("/home/k/kiosk.toml", "databse_url", "database_url"),
    OptionUnknown("/home/k/kiosk.toml", "colour", None),
    VariableMisspelt("KIOSK_DATABSE_URL", "database_url"),
    NotAPicture("a{x}.jpg"),
    NotAVideo("a{x}.mp4"),
    NotADateAndTime("tomorrow {x}"),
    NotOneInstant("2026-10-25T03:30", "Europe/Bucharest", "+03:00"),
)


@pytest.mark.parametrize(
    "reason",
    [*OPTION_PROBLEMS, *CAMERA_REFUSALS, *SCREENS, *DOORS, *COPIES, *KIOSKS, *PAIRING, *TERMINAL_ONLY],
    ids=repr,
)
def test_a_technician_reads_one_whole_text_with_every_value(reason: Refusal) -> None:
    with language(pseudo_language()):
        text = refusal(reason, Audience.TECHNICIAN)

    assert re.fullmatch(r"⟦[^⟦⟧]+⟧", text), text
    assert not re.search(r"\{[a-z]{2,}\}", text.replace("{code}", "")), text


@pytest.mark.parametrize(
    "reason", [*OPTION_PROBLEMS, *CAMERA_REFUSALS, *SCREENS, *DOORS, *KIOSKS, *PAIRING], ids=repr
)
def test_an_organizer_reads_no_command_and_no_variable(reason: Refusal) -> None:
    text = refusal(reason, Audience.ORGANIZER)

    assert text.endswith(".")
    assert not re.search(r"`|KIOSK_|DISPLAY|apt-get|script/run", text), text


def test_the_words_a_technician_needs_are_in_them() -> None:
    def text(reason: Refusal) -> str:
        return refusal(reason, Audience.TECHNICIAN)

    assert text(OptionBreaksRule("pool_max", OptionRule.POOL_MAX_NOT_BELOW_MIN)) == (
        "KIOSK_POOL_MAX cannot be smaller than KIOSK_POOL_MIN."
    )
    assert text(NotATimeZone("time_zone", "Mars/Olympus")).startswith(
        "KIOSK_TIME_ZONE: 'Mars/Olympus' is not a time zone"
    )
    assert "{code} in it once" in text(OptionBreaksRule("check_in_url", OptionRule.URL_WITH_CODE))
    assert "Did you mean KIOSK_DATABASE_URL?" in text(VariableMisspelt("KIOSK_DATABSE_URL", "database_url"))
    assert "`kiosk camera list`" in text(CameraNameMissing())
    assert "write @ as %40" in text(AddressNotEscaped("rtsp"))
    assert text(NotOneInstant("2026-10-25T03:30", "Europe/Bucharest", "+03:00")).endswith(
        "such as 2026-10-25T03:30+03:00."
    )


def test_an_administrator_reads_exactly_what_to_run() -> None:
    lacks_right = PairingNeedsAdministrator('the "desk"', is_owner=True)
    assert administrator_lines(lacks_right, "kiosk_door_x") == ('ALTER ROLE "the ""desk""" CREATEROLE;',)
    other = PairingNeedsAdministrator("desk", is_owner=False)
    assert administrator_lines(other, "kiosk_door_x") == (
        "CREATE ROLE kiosk_door_x LOGIN PASSWORD '…';",
        "kiosk db grant-door kiosk_door_x",
    )
