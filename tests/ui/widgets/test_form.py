"""A form shows each error beside its field."""

from pytestqt.qtbot import QtBot

from kiosk.domain.errors import Refused
from kiosk.domain.event import EventField
from kiosk.domain.faults.storage import ServerTrouble
from kiosk.domain.fields import Field
from kiosk.domain.refusals.events.event_fields import StartTooFar
from kiosk.domain.refusals.people.sign_in import NotFirstOrganizer
from kiosk.domain.refusals.refusal import Several
from kiosk.domain.refusals.typed.texts import Blank
from kiosk.ui.common.sentences import sentence
from kiosk.ui.widgets.form import Form
from tests.storage_faults import faulty


def test_an_error_is_shown_beside_its_field_until_the_field_changes(qtbot: QtBot) -> None:
    form = Form()
    qtbot.addWidget(form)
    title = form.add_line("title", "&Title")
    form.add_line("place", "&Place")
    form.show()
    form.show_errors({"title": "The title cannot be blank.", "": "Nothing was saved."})
    assert form.errors() == {"title": "The title cannot be blank.", "": "Nothing was saved."}
    assert title.accessibleDescription() == "The title cannot be blank."
    qtbot.keyClicks(title, "x")
    assert form.errors() == {}


def test_a_refusal_is_shown_beside_each_of_its_fields_and_anything_else_above(qtbot: QtBot) -> None:
    form = Form({Field.PERSON_NAME: "name", Field.EMAIL: "email", EventField.START: "start"})
    qtbot.addWidget(form)
    form.add_line("name", "&Name")
    form.add_line("email", "&E-mail")
    form.show()
    too_far = StartTooFar(1999, 2000, 2999)
    form.show_fault(Refused(Several((Blank(Field.PERSON_NAME), Blank(Field.EMAIL), too_far))))
    assert form.errors() == {
        "name": "The name cannot be blank.",
        "email": "The e-mail address cannot be blank.",
        "": "An event starts in the years 2000 to 2999, not in 1999.",
    }
    form.show_fault(Refused(NotFirstOrganizer()))
    assert form.errors() == {"": sentence(Refused(NotFirstOrganizer()))}
    form.show_fault(faulty(ServerTrouble.UNREACHABLE))
    assert form.errors() == {"": sentence(faulty(ServerTrouble.UNREACHABLE))}
