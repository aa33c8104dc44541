"""Pairs this computer with a centre: a door that an organizer has made room for at the desk."""

from dataclasses import dataclass

from kiosk.app.door_database import opened_own_database
from kiosk.domain.errors import Refused
from kiosk.domain.pairing import PairingText, read_pairing_text
from kiosk.domain.refusals.machine.pairing import NoPairingText
from kiosk.settings import Settings, load_settings, settings_file

CERTIFICATE = "kiosk-server.pem"
"""The file with the server's certificate, beside the settings file."""


@dataclass(frozen=True, slots=True)
class PairedKiosk:
    """A computer that was paired.

    Attributes:
        settings: Its options now.
        database: The centre's name for people.
    """

    settings: Settings
    database: str


def pair_kiosk(settings: Settings, text: str) -> PairedKiosk:
    """Claims a login for this computer with the text of a pairing sheet, and saves it in the settings file.

    Args:
        settings: Every option.
        text: The text, as a camera read it or somebody typed it.

    Raises:
        Refused: It is not the text of a sheet, the centre does not take it, the server shows another
            certificate, a door runs on this computer, or the settings cannot be written.
        StorageUnavailable: The server cannot be reached.
        StorageUnfit: It does not know pairing.
    """
    from kiosk.services.settings.pairing import check_settings_can_be_paired, save_pairing
    from kiosk.storage.centre.pairing import claim_login
    from kiosk.sync.local import LocalDatabase

    sheet = read_sheet(text)
    check_settings_can_be_paired()
    with opened_own_database(settings) as database:
        kiosk_id = LocalDatabase(database).kiosk_id()
    claimed = claim_login(sheet, kiosk_id, settings_file().parent / CERTIFICATE)
    save_pairing(claimed.url, claimed.name, claimed.event_code)
    return PairedKiosk(load_settings(), claimed.database)


def read_sheet(text: str) -> PairingText:
    """Returns the contents of a pairing sheet.

    Raises:
        Refused: The text is another one.
    """
    sheet = read_pairing_text(text)
    if sheet is None:
        raise Refused(NoPairingText())
    return sheet


def sheet_at_camera(settings: Settings, camera: str) -> str:
    """Waits until a pairing sheet is held up to a camera; ends with Ctrl+C.

    Args:
        settings: Every option.
        camera: A source as parse_source reads it.

    Returns:
        The sheet's text.
    """
    from queue import SimpleQueue

    from kiosk.app.cameras import capture_request
    from kiosk.scanning.messages import CodeSeen, Message
    from kiosk.scanning.scanner import Scanner
    from kiosk.scanning.source import parse_source
    from kiosk.ui.camera.media_devices import openable

    seen: SimpleQueue[str] = SimpleQueue()

    def receive(message: Message) -> None:
        if isinstance(message, CodeSeen) and read_pairing_text(message.text) is not None:
            seen.put(message.text)

    scanner = Scanner(openable(parse_source(camera)), request=capture_request(settings))
    scanner.start()
    try:
        scanner.connect(receive)
        return seen.get()
    finally:
        scanner.shutdown()
