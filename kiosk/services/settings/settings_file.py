"""Changes the settings file, and keeps what a person wrote in it: comments, order, blank lines."""

from collections.abc import Mapping
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError

from kiosk.atomic_file import atomic_file, make_folder_for
from kiosk.domain.errors import Refused
from kiosk.domain.options import OptionValue
from kiosk.domain.refusals.machine.option_changes import (
    SettingsFileNotExamined,
    SettingsFileReadOnly,
    SettingsFormNotKept,
    SettingsNotChanged,
)
from kiosk.file_lock import holding
from kiosk.settings import BYTE_ORDER_MARK, parse_settings, read_settings_text

_HEAD = "# Options of the kiosk. Settings at the desk, or `kiosk settings`, shows what each means.\n"
_WRITE_RIGHTS = 0o222


def change_settings_file(path: Path, changes: Mapping[str, OptionValue | None]) -> None:
    """Changes options in the settings file, completely or not at all; makes the file when it is missing.

    Two programs of this machine change it one after the other, so neither loses the other's change.

    Args:
        path: The settings file, or a link to it.
        changes: New values by the options' names; None removes an option.

    Raises:
        Refused: The file cannot be read, understood or written, or is read-only. It was not changed.
    """
    try:
        make_folder_for(path)
        with holding(path.resolve()):
            text, changed = _read_and_change(path, changes)
            if changed != text:
                _write(path, changed)
    except Refused as refusal:
        raise Refused(SettingsNotChanged(refusal.reason)) from refusal


def _read_and_change(path: Path, changes: Mapping[str, OptionValue | None]) -> tuple[str, str]:
    """Returns the file's text before and after the changes.

    Raises:
        Refused: The file cannot be read, or not be changed without spoiling it.
    """
    text = read_settings_text(path)
    before = parse_settings(path, text)
    wanted = {name: value for name, value in {**before, **changes}.items() if value is not None}
    try:
        changed = _changed(text, before, changes)
        is_as_wanted = parse_settings(path, changed) == wanted
    except (TOMLKitError, RecursionError, Refused):
        is_as_wanted = False
    if not is_as_wanted:  # tomlkit spoils some rare forms, such as a dotted key without a line end
        raise Refused(SettingsFormNotKept(str(path)))
    return text, changed


def _changed(text: str, before: Mapping[str, object], changes: Mapping[str, OptionValue | None]) -> str:
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    body = text.removeprefix(mark) or _HEAD
    line_ends = body.count("\n")
    line_end = "\r\n" if line_ends and body.count("\r\n") == line_ends else "\n"
    if line_end == "\r\n":
        body = body.replace(line_end, "\n")  # as tomlkit ends the lines that it adds
    document = tomlkit.parse(body)
    for name, value in changes.items():
        if value is None:
            document.pop(name, None)
        elif before.get(name) != value:
            document[name] = value
    return mark + document.as_string().replace("\n", line_end)


def _write(path: Path, text: str) -> None:
    _check_writable(path)
    with atomic_file(path, replaces=True) as half:
        half.write_bytes(text.encode())


def _check_writable(path: Path) -> None:
    """Checks that nobody made the file read-only: it could be replaced even so, against their wish.

    Raises:
        Refused: It is read-only, or its mode cannot be read.
    """
    try:
        if not path.stat().st_mode & _WRITE_RIGHTS:
            raise Refused(SettingsFileReadOnly(str(path)))
    except FileNotFoundError:
        return
    except OSError as error:
        raise Refused(SettingsFileNotExamined(str(path), error.strerror or str(error))) from error
