"""People in words."""

from kiosk.domain.person import Person


def name_and_address(person: Person) -> str:
    """Returns a person as e-mail programs write them, in every language: `Ana Pop <ana@example.org>`."""
    return f"{person.name} <{person.email}>"
