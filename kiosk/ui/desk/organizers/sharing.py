"""The organizers with whom a group or event is shared, as a part of a page or as a sheet."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from kiosk.domain.errors import Refused
from kiosk.domain.people.person import Person
from kiosk.services.accounts import sharing
from kiosk.services.accounts.sharing import Sharing
from kiosk.services.database import Database
from kiosk.ui.common.sentences import sentence
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.widgets.parts import ElidedLabel, Rank, button, empty_layout, label, row
from kiosk.ui.widgets.sheet import Sheet
from kiosk.wording.desk import sharing as words
from kiosk.wording.desk.people import name_and_address
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.joined import sentences
from kiosk.wording.language.safe_text import plain


@dataclass(frozen=True, slots=True)
class Shared:
    """The functions that read and change the sharing of one group or event.

    Attributes:
        view: Returns its organizers.
        add: Shares it with an organizer, by their address.
        take: Ends the sharing with an organizer, by their address.
    """

    view: Callable[[Database], Sharing]
    add: Callable[[Database, str], Person]
    take: Callable[[Database, str], Person]


def of_group(group_id: UUID) -> Shared:
    """Returns the functions for a group with all its events."""
    return Shared(
        lambda database: sharing.group_sharing(database, group_id),
        lambda database, email: sharing.share_group(database, group_id, email),
        lambda database, email: sharing.unshare_group(database, group_id, email),
    )


def of_event(event_id: UUID) -> Shared:
    """Returns the functions for one event."""
    return Shared(
        lambda database: sharing.event_sharing(database, event_id),
        lambda database, email: sharing.share_event(database, event_id, email),
        lambda database, email: sharing.unshare_event(database, event_id, email),
    )


class SharingPart(QWidget):
    """Lists who organizes a group or an event besides its maker, and lets the maker change that.

    Signals:
        changed: The sharing was changed.
    """

    changed = Signal()

    def __init__(self, context: DeskContext, shared: Shared) -> None:
        """Starts to read the sharing.

        Args:
            context: The session.
            shared: The group or event, from of_group or of_event.
        """
        super().__init__()
        self._context = context
        self._shared = shared
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self._whose = label("", "soft", wraps=True)
        self._list = QVBoxLayout()
        self._email = QLineEdit()
        self._email.setMaxLength(255)
        self._email.setPlaceholderText(_("Organizer's e-mail"))
        self._email.setAccessibleName(_("E-mail of the organizer to share with"))
        self._email.returnPressed.connect(self.share)
        self._email.textChanged.connect(lambda _text: self._show_error(""))
        self._share_button = button(_("&Share"), self.share)
        self._adding = QWidget()
        self._adding.setLayout(row(self._email, self._share_button))
        self._error = label("", "error", wraps=True)
        self._error.hide()
        box.addWidget(self._whose)
        box.addLayout(self._list)
        box.addWidget(self._adding)
        box.addWidget(self._error)
        self._adding.hide()
        self.read()

    def begin(self) -> None:
        """Focuses the field for an address."""
        self._email.setFocus()

    def read(self) -> None:
        """Reads the present sharing."""
        self._context.work.ask(self._shared.view, success=self._show, failure=self._fail, asker=self)

    def share(self) -> None:
        """Shares it with the organizer whose address is typed."""
        email = self._email.text()
        if not email.strip():
            self._show_error(_("Type the e-mail address of an organizer."))
            return
        self._share_button.setDisabled(True)
        self._context.work.ask(
            lambda database: self._shared.add(database, email),
            success=self._done,
            failure=self._fail,
            asker=self,
        )

    def names(self) -> tuple[str, ...]:
        """Returns the names in the list."""
        return tuple(each.whole_text() for each in self.findChildren(ElidedLabel))

    def error(self) -> str:
        """Returns the error that is shown, or ""."""
        return self._error.text()

    def _done(self, _organizer: Person) -> None:
        self._email.clear()
        self.changed.emit()
        self.read()
        self._email.setFocus()

    def _unshare(self, organizer: Person) -> None:
        self._context.work.ask(
            lambda database: self._shared.take(database, organizer.email),
            success=self._done,
            failure=self._fail,
            asker=self,
        )

    def _show(self, found: Sharing) -> None:
        self._share_button.setEnabled(True)
        self._whose.setText(self._about(found))
        if found.is_own and self._adding.isHidden():
            self._adding.show()
            self._email.setFocus()
        self._adding.setVisible(found.is_own)
        empty_layout(self._list)
        for each in found.shared_with:
            line = row(ElidedLabel(name_and_address(each)))
            line.setStretch(0, 1)
            if found.is_own:
                take = button(
                    _("Take back"),
                    partial(self._unshare, each),
                    rank=Rank.LINK,
                    name=_("Take back from {name}").format(name=plain(each.name)),
                )
                line.addWidget(take)
            self._list.addLayout(line)

    def _about(self, found: Sharing) -> str:
        mine = self._context.organizer.id
        owners = [words.you() if each.id == mine else plain(each.name) for each in found.owners]
        texts = [words.made_by(owners)]
        if not found.is_own:
            texts.append(words.only_the_maker())
        elif not found.shared_with and not found.through_group:
            texts.append(words.nobody_else())
        if found.through_group:
            texts.append(words.through_group([plain(each.name) for each in found.through_group]))
        return sentences(*texts)

    def _fail(self, error: Exception) -> None:
        self._share_button.setEnabled(True)
        self._show_error(sentence(error))
        if isinstance(error, Refused):
            self._email.setFocus()

    def _show_error(self, fault: str) -> None:
        self._error.setText(fault)
        self._error.setVisible(bool(fault))


class SharingSheet(Sheet):
    """A sheet that contains the same part."""

    def __init__(self, parent: QWidget, context: DeskContext, name: str, shared: Shared) -> None:
        super().__init__(parent, _("Share {name}").format(name=plain(name)), verb=_("Done"))
        self.cancel_button.hide()
        self.part = SharingPart(context, shared)
        self.body.addWidget(self.part)
        self.body.addStretch(1)
        self.confirmed.connect(self.accept)
        self.part.begin()
