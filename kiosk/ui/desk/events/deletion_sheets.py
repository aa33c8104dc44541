"""Deletion of events and groups: shows what is lost, offers an export, and asks for the code or name."""

from collections.abc import Callable
from functools import partial

from kiosk.domain.event import Event
from kiosk.domain.group import Group
from kiosk.domain.report import FileFormat, ReportKind, ReportRequest
from kiosk.services.database import Database
from kiosk.services.events.deletions import (
    EventLoss,
    GroupLoss,
    delete_event,
    delete_group,
    event_loss,
    group_loss,
)
from kiosk.ui.common.sentences import sentence
from kiosk.ui.desk.reports.export import ExportSubject, ask_and_export
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.page import Page
from kiosk.ui.widgets.sheet import NameTyped
from kiosk.wording.desk.events import attendance_lost, events_lost
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.joined import sentences
from kiosk.wording.language.safe_text import shortened

OnDeleted = Callable[[], object]

_LONGEST_HEADING = 80


def ask_to_delete_event(page: Page, context: DeskContext, event: Event, done: OnDeleted) -> None:
    """Deletes an event after its code was typed.

    Args:
        page: The window below the sheet.
        context: The session.
        event: The event to delete.
        done: Called after the deletion.
    """

    def show(loss: EventLoss) -> None:
        found = loss.event
        subject = ExportSubject(ReportRequest(ReportKind.EVENT, found.id), found.title)
        sheet = NameTyped(
            page,
            _("Delete {name}?").format(name=shortened(found.title, _LONGEST_HEADING)),
            loss=sentences(attendance_lost(loss.check_ins), _("The scan log stays. This cannot be undone.")),
            name=found.code,
            verb=_("Delete event"),
            offer=_offer(page, context, subject, loss.check_ins),
        )
        _ask_when_typed(
            sheet,
            context,
            lambda database, typed: delete_event(database, found.id, confirmed=typed),
            lambda gone: _announce(context, _deleted(found.title), gone, done),
        )

    context.work.ask(
        lambda database: event_loss(database, event.id), success=show, failure=page.fail, asker=page
    )


def ask_to_delete_group(page: Page, context: DeskContext, group: Group, done: OnDeleted) -> None:
    """Deletes a group with its events after its name was typed; see ask_to_delete_event."""

    def show(loss: GroupLoss) -> None:
        found = loss.group
        subject = ExportSubject(ReportRequest(ReportKind.GROUP, found.id), found.name)
        sheet = NameTyped(
            page,
            _("Delete the group {name}?").format(name=shortened(found.name, _LONGEST_HEADING)),
            loss=sentences(
                events_lost(loss.events), attendance_lost(loss.check_ins), _("This cannot be undone.")
            ),
            name=found.name,
            verb=_("Delete group"),
            offer=_offer(page, context, subject, loss.check_ins),
        )
        _ask_when_typed(
            sheet,
            context,
            lambda database, typed: delete_group(database, found.id, confirmed=typed),
            lambda gone: _announce(context, _deleted(found.name), gone, done),
        )

    context.work.ask(
        lambda database: group_loss(database, group.id), success=show, failure=page.fail, asker=page
    )


def _offer(
    page: Page, context: DeskContext, subject: ExportSubject, check_ins: int
) -> tuple[str, Callable[[], object]] | None:
    if not check_ins:
        return None
    return _("Export first…"), partial(ask_and_export, page, context, subject, FileFormat.XLSX)


def _ask_when_typed(
    sheet: NameTyped,
    context: DeskContext,
    delete: Callable[[Database, str], object],
    done: Callable[[object], object],
) -> None:
    def end(gone: object) -> None:
        sheet.close()
        done(gone)

    def fail(error: Exception) -> None:
        sheet.set_busy()
        sheet.error.setText(sentence(error))

    def ask(typed: str) -> None:
        sheet.set_busy(_("Deleting…"))
        context.work.ask(lambda database: delete(database, typed), success=end, failure=fail, asker=sheet)

    sheet.confirmed_as.connect(ask)
    sheet.open()


def _announce(context: DeskContext, words: str, _gone: object, done: OnDeleted) -> None:
    context.show_success(words)
    done()


def _deleted(name: str) -> str:
    return _("Deleted {name}.").format(name=shortened(name, _LONGEST_HEADING))
