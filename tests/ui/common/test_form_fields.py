"""Each refusal stands beside the field of the form that it is about."""

import pytest

from kiosk.domain.errors import Refused
from kiosk.domain.faults.storage import ServerTrouble
from kiosk.domain.fields import AnyField, Field
from kiosk.domain.refusals.people.people import AddressTaken, PersonDeleted
from kiosk.domain.refusals.people.sign_in import PasswordUnchanged
from kiosk.domain.refusals.refusal import Several
from kiosk.domain.refusals.typed.texts import Blank
from kiosk.ui.common.sentences import sentence, sentences_by_field
from tests.storage_faults import faulty

NAMES: dict[AnyField, str] = {Field.EMAIL: "email", Field.PERSON_NAME: "name"}


@pytest.mark.parametrize(
    ("error", "name"),
    [
        (Refused(AddressTaken("ana@example.org")), "email"),
        (Refused(PasswordUnchanged()), ""),  # the form has no field for it
        (Refused(PersonDeleted()), ""),  # about no field
        (ValueError("Field.EMAIL"), ""),
        (faulty(ServerTrouble.UNREACHABLE), ""),
    ],
)
def test_a_refusal_stands_beside_the_field_it_is_about(error: Exception, name: str) -> None:
    assert sentences_by_field(error, NAMES) == {name: sentence(error)}


def test_each_of_several_refusals_stands_beside_its_field_and_the_rest_below_the_form() -> None:
    several = Several(
        (
            Blank(Field.PERSON_NAME),
            Blank(Field.EMAIL),
            Blank(Field.REASON),
            PasswordUnchanged(),
        )
    )
    assert sentences_by_field(Refused(several), NAMES) == {
        "name": "The name cannot be blank.",
        "email": "The e-mail address cannot be blank.",
        "": "The reason cannot be blank. This is the present password. Choose another.",
    }
