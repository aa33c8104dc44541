"""A refusal stands beside the field of the form that it is about."""

import pytest

from kiosk.domain.errors import Refused
from kiosk.domain.fields import Field
from kiosk.domain.refusals.people import AddressTaken, PersonDeleted
from kiosk.domain.refusals.sign_in import PasswordUnchanged
from kiosk.ui.common.sentences import form_field


@pytest.mark.parametrize(
    ("error", "name"),
    [
        (Refused(AddressTaken("ana@example.org")), "email"),
        (Refused(PasswordUnchanged()), ""),  # the form does not ask for it
        (Refused(PersonDeleted()), ""),  # about no field
        (ValueError("Field.EMAIL"), ""),
    ],
)
def test_a_refusal_stands_beside_the_field_it_is_about(error: Exception, name: str) -> None:
    assert form_field(error, {Field.EMAIL: "email", Field.PERSON_NAME: "name"}) == name
