"""The program's options at the desk: each with its value and its source; some can be changed.

Changes are written to the settings file by settings_file.py.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic_settings import DotEnvSettingsSource

from kiosk.domain.errors import Refused
from kiosk.domain.options import Concealed, OptionSource, OptionValue
from kiosk.domain.refusals.machine.option_changes import OptionNotChangeable, OptionSetInEnvironment
from kiosk.domain.refusals.refusal import Refusal
from kiosk.scanning.source import StreamUrl, may_hold_password, parse_source
from kiosk.services.settings.settings_file import change_settings_file
from kiosk.settings import (
    DESK_OPTIONS,
    ENV_PREFIX,
    Settings,
    load_settings,
    option_fault,
    read_settings_file,
    settings_file,
)
from kiosk.storage.connection.address import name_for_people, read_address

CHANGEABLE_OPTIONS = (*DESK_OPTIONS, "camera_size", "camera_exposure", "camera_focus")
"""The options that an organizer may change at the desk: on the page of settings, or in the camera's sheet."""

_CROWD = "crowd"  # the rehearsal's camera in `kiosk door`


@dataclass(frozen=True, slots=True)
class Option:
    """One option with its present value.

    Attributes:
        name: Its name in the settings file.
        variable: Its name in the environment.
        value: Its present value; passwords are left out.
        source: Where the value comes from.
    """

    name: str
    variable: str
    value: OptionValue | Concealed | None
    source: OptionSource

    @property
    def is_changeable(self) -> bool:
        """True when the desk may change it and nothing else overrides the settings file."""
        return self.name in CHANGEABLE_OPTIONS and self.source in {OptionSource.FILE, OptionSource.DEFAULT}


def list_options() -> tuple[Option, ...]:
    """Returns every option with the value that a program started now would have.

    Raises:
        Refused: An option has an invalid value, or the settings file cannot be read.
    """
    settings = load_settings()
    outside = set_outside()
    in_file = read_settings_file(settings_file())
    return tuple(
        Option(
            name=name,
            variable=ENV_PREFIX + name.upper(),
            value=_value_for_people(settings, name),
            source=outside.get(name, OptionSource.FILE if name in in_file else OptionSource.DEFAULT),
        )
        for name in Settings.model_fields
    )


def settings_for_people(settings: Settings) -> dict[str, OptionValue | Concealed | None]:
    """Returns the value of each option by its name, without any password."""
    values: dict[str, OptionValue | Concealed | None] = settings.model_dump(mode="json")
    values["database_url"] = _database_for_people(settings)
    values["camera"] = camera_for_people(settings.camera)
    return values


def change_options(changes: Mapping[str, OptionValue | None]) -> dict[str, Refusal]:
    """Writes options into the settings file; the rest of it stays as it is, with its comments.

    Args:
        changes: New values by the options' names; None removes an option, so that its default applies.

    Returns:
        The faults by the options' names; nothing is written then. Empty when all values are valid.

    Raises:
        Refused: The file cannot be read or written, or the desk may not change an option.
    """
    outside = set_outside()
    for name in changes:
        if name not in CHANGEABLE_OPTIONS or name not in Settings.model_fields:
            raise Refused(OptionNotChangeable(name))
        if name in outside:
            raise Refused(OptionSetInEnvironment(ENV_PREFIX + name.upper()))
    wrong = {
        name: problem
        for name, value in changes.items()
        if value is not None
        and (problem := option_fault(name, value) or _camera_fault(name, value)) is not None
    }
    if wrong:
        return wrong
    change_settings_file(settings_file(), changes)
    return {}


def camera_for_people(camera: str) -> str | Concealed:
    """Returns a camera's name in the settings, without the user and password of an address."""
    try:
        source = parse_source(camera)
    except Refused:
        return Concealed.ADDRESS if may_hold_password(camera) else camera
    return str(source) if isinstance(source, StreamUrl) else camera


def _database_for_people(settings: Settings) -> str | Concealed:
    try:
        return name_for_people(read_address(settings.database_url.get_secret_value()))
    except Refused:
        return Concealed.ADDRESS


def _camera_fault(name: str, value: OptionValue) -> Refusal | None:
    if name != "camera" or value == _CROWD:
        return None
    try:
        parse_source(str(value))
    except Refused as refused:
        return refused.reason
    return None


def set_outside() -> dict[str, OptionSource]:
    """Returns the options that the environment or a `.env` file sets, which override the settings file."""
    dotenv = {name.upper() for name in DotEnvSettingsSource(Settings).env_vars}
    variables = {name.upper() for name in os.environ}
    found: dict[str, OptionSource] = {}
    for name in Settings.model_fields:
        variable = ENV_PREFIX + name.upper()
        if variable in variables:
            found[name] = OptionSource.ENVIRONMENT
        elif variable in dotenv:
            found[name] = OptionSource.DOTENV
    return found


def _value_for_people(settings: Settings, name: str) -> OptionValue | Concealed | None:
    if name == "database_url":
        return _database_for_people(settings)
    if name == "camera":
        return camera_for_people(settings.camera)
    value: OptionValue | Path | None = getattr(settings, name)
    return str(value) if isinstance(value, Path) else value
