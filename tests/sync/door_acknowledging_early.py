"""A control, as a program: a whole door that counts commands as received before the centre has them."""

from collections.abc import Sequence

from kiosk.app.rehearsal import headless_door
from kiosk.domain.check_in.command import Command
from kiosk.domain.check_in.kiosk import KioskReport
from kiosk.storage.centre.centre import Centre
from kiosk.storage.centre.exchange import Exchange
from tests.sync.controls import EarlyExchange


def main() -> None:
    exchange, ping = Centre.exchange, Centre.ping
    early = EarlyExchange()

    def exchange_early(centre: Centre, report: KioskReport, commands: Sequence[Command]) -> Exchange:
        return early.exchange(lambda held: exchange(centre, report, held), commands)

    def ping_later(centre: Centre) -> None:
        ping(centre)
        early.send_held()

    Centre.exchange = exchange_early  # type: ignore[assignment, method-assign]  # the control
    Centre.ping = ping_later  # type: ignore[assignment, method-assign]  # the control
    headless_door.main()


if __name__ == "__main__":
    main()
