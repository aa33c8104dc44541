"""The program's options at the desk: each with its value and where that comes from; some can be changed.

What is changed goes into the settings file; kiosk/services/settings_file.py writes it.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pydantic_settings import DotEnvSettingsSource

from kiosk.domain.errors import Refused
from kiosk.scanning.source import StreamUrl, may_hold_password, parse_source
from kiosk.services.settings.settings_file import Value, change_settings_file
from kiosk.settings import (
    ENV_PREFIX,
    Settings,
    load_settings,
    option_fault,
    read_settings_file,
    settings_file,
)
from kiosk.storage.connection.address import name_for_people, read_address
from kiosk.wording.audience import Audience
from kiosk.wording.faults import fault
from kiosk.wording.refusals import refusal

CHANGEABLE = (
    "time_zone",
    "name",
    "camera",
    "camera_size",
    "camera_exposure",
    "camera_focus",
    "sounds",
    "check_in_url",
    "lock_minutes",
)
"""What an organizer may change at the desk, as far as this program has it."""

_NOT_UNDERSTOOD = "an address that cannot be understood"
_CROWD = "crowd"  # the rehearsal's camera, as `kiosk door` knows it


class Source(StrEnum):
    """Where an option's value comes from; the first of these that has one."""

    ENVIRONMENT = "ENVIRONMENT"
    DOTENV = "DOTENV"
    FILE = "FILE"
    DEFAULT = "DEFAULT"


@dataclass(frozen=True, slots=True)
class Option:
    """One option as it is.

    Attributes:
        name: As the settings file calls it.
        variable: As the environment calls it.
        value: What it is now, for people; passwords are left out.
        source: Where the value comes from.
        meaning: What it is for.
    """

    name: str
    variable: str
    value: str
    source: Source
    meaning: str

    @property
    def is_changeable(self) -> bool:
        """True when the desk may change it and nothing else would win over the settings file."""
        return self.name in CHANGEABLE and self.source in {Source.FILE, Source.DEFAULT}


def list_options() -> tuple[Option, ...]:
    """Every option, as a program started now would have it.

    Raises:
        Refused: One has a value that cannot be, or the settings file cannot be read.
    """
    settings = load_settings()
    set_outside = _set_outside()
    in_file = read_settings_file(settings_file())
    return tuple(
        Option(
            name=name,
            variable=ENV_PREFIX + name.upper(),
            value=_shown(settings, name),
            source=set_outside.get(name, Source.FILE if name in in_file else Source.DEFAULT),
            meaning=(field.description or "").replace("`", ""),
        )
        for name, field in Settings.model_fields.items()
    )


def settings_for_people(settings: Settings) -> dict[str, Value | None]:
    """The value of each option by its name, as JSON has it, without any password."""
    values: dict[str, Value | None] = settings.model_dump(mode="json")
    values["database_url"] = _database_for_people(settings)
    values["camera"] = camera_for_people(settings.camera)
    return values


def change_options(changes: Mapping[str, Value | None]) -> dict[str, str]:
    """Writes options into the settings file; the rest of it stays as it is, with its comments.

    Args:
        changes: New values by the options' names; None takes an option out, so that its default holds.

    Returns:
        What is wrong with which option, as sentences; nothing is written then. Empty when all is well.

    Raises:
        Refused: The file cannot be read or written, or an option is none the desk may change.
    """
    outside = _set_outside()
    for name in changes:
        if name not in CHANGEABLE or name not in Settings.model_fields:
            raise Refused(f"The option {name!r} cannot be changed here; only in the settings file.")
        if name in outside:
            raise Refused(
                f"{ENV_PREFIX}{name.upper()} is set in the environment of this machine, which wins over the"
                " settings file. Ask your technician to change it."
            )
    wrong = {
        name: words
        for name, value in changes.items()
        if value is not None and (words := _wrong(name, value)) is not None
    }
    if wrong:
        return wrong
    change_settings_file(settings_file(), changes)
    return {}


def camera_for_people(camera: str) -> str:
    """A camera as the settings name it, without an address's user and password."""
    try:
        source = parse_source(camera)
    except Refused:
        return _NOT_UNDERSTOOD if may_hold_password(camera) else camera
    return str(source) if isinstance(source, StreamUrl) else camera


def _database_for_people(settings: Settings) -> str:
    try:
        return name_for_people(read_address(settings.database_url.get_secret_value()))
    except Refused:
        return _NOT_UNDERSTOOD


def _wrong(name: str, value: Value) -> str | None:
    problem = option_fault(name, value)
    return _camera_fault(name, value) if problem is None else refusal(problem, Audience.ORGANIZER)


def _camera_fault(name: str, value: Value) -> str | None:
    if name != "camera" or value == _CROWD:
        return None
    try:
        parse_source(str(value))
    except Refused as refused:
        return fault(refused, Audience.ORGANIZER)
    return None


def _set_outside() -> dict[str, Source]:
    dotenv = {name.upper() for name in DotEnvSettingsSource(Settings).env_vars}
    variables = {name.upper() for name in os.environ}
    found: dict[str, Source] = {}
    for name in Settings.model_fields:
        variable = ENV_PREFIX + name.upper()
        if variable in variables:
            found[name] = Source.ENVIRONMENT
        elif variable in dotenv:
            found[name] = Source.DOTENV
    return found


def _shown(settings: Settings, name: str) -> str:
    if name == "database_url":
        return _database_for_people(settings)
    if name == "camera":
        return camera_for_people(settings.camera)
    value = getattr(settings, name)
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else str(value)
