"""The options that pairing sets: the database, the name and the event of this computer's door."""

from kiosk.atomic_file import make_folder_for
from kiosk.domain.errors import Refused
from kiosk.domain.refusals.machine.option_changes import OptionSetInEnvironment, SettingsFileNotExamined
from kiosk.private_files import FILE_MODE, make_private_file
from kiosk.services.settings.options import set_outside
from kiosk.services.settings.settings_file import change_settings_file
from kiosk.settings import ENV_PREFIX, read_settings_file, settings_file

_DATABASE = "database_url"


def check_settings_can_be_paired() -> None:
    """Checks, before a sheet is used up, that the settings file can take the result.

    Raises:
        Refused: The file cannot be read, or something overrides it.
    """
    if _DATABASE in set_outside():
        raise Refused(OptionSetInEnvironment(ENV_PREFIX + _DATABASE.upper()))
    read_settings_file(settings_file())


def save_pairing(database_url: str, name: str | None, event_code: str | None) -> None:
    """Writes what a kiosk got with its login into the settings file, which its owner alone may read.

    Args:
        database_url: The URL of the centre, with the kiosk's own login and password.
        name: The kiosk's name; None keeps the present one.
        event_code: The code of the event that it shows; None keeps the present one.

    Raises:
        Refused: The file cannot be written.
    """
    path = settings_file()
    make_folder_for(path)
    try:
        make_private_file(path)
        path.chmod(FILE_MODE)  # a file from before may be open to others
    except OSError as error:
        raise Refused(SettingsFileNotExamined(str(path), error.strerror or str(error))) from error
    given = {"name": name, "event": event_code}
    changes = {key: value for key, value in given.items() if value is not None}
    change_settings_file(path, {_DATABASE: database_url, **changes})
