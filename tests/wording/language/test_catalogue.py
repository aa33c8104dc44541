"""Texts come from catalogues, in the reader's language and by its plural rules."""

import gettext
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from kiosk.domain.event import EventField
from kiosk.domain.refusals.typed.texts import Blank
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.catalogue import (
    Language,
    _,
    language,
    ngettext,
    pgettext,
    present_language,
    shipped_language,
)
from kiosk.wording.language.numbers import number
from kiosk.wording.refusals.refusal import refusal
from tests.wording.pseudo import pseudo_language


def polish() -> Language:
    catalogue = Catalog(locale="pl")
    catalogue.add("Hello {name}", "Cześć, {name}")
    catalogue.add(("{count} person", "{count} people"), ("{count} osoba", "{count} osoby", "{count} osób"))
    catalogue.add("Open", "Otwarte", context="state of an event")
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Language("pl", gettext.GNUTranslations(compiled))


def people(count: int) -> str:
    return ngettext("{count} person", "{count} people", count).format(count=number(count))


def test_a_text_is_shown_in_the_chosen_language_and_in_english_again_afterwards() -> None:
    with language(polish()):
        assert _("Hello {name}").format(name="Ola") == "Cześć, Ola"
        assert present_language().code == "pl"

    assert _("Hello {name}").format(name="Ola") == "Hello Ola"


@pytest.mark.parametrize(("count", "text"), [(1, "1 osoba"), (3, "3 osoby"), (5, "5 osób"), (22, "22 osoby")])
def test_a_count_follows_the_plural_rules_of_its_language(count: int, text: str) -> None:
    with language(polish()):
        assert people(count) == text


def test_a_large_number_has_the_separators_of_its_language() -> None:
    assert people(12_345) == "12,345 people"
    with language(polish()):
        assert people(12_345) == "12\N{NO-BREAK SPACE}345 osób"


def test_a_word_with_several_meanings_is_translated_by_its_context() -> None:
    with language(polish()):
        assert pgettext("state of an event", "Open") == "Otwarte"
        assert pgettext("a button", "Open") == "Open"


def test_braces_in_a_name_stay_braces() -> None:
    assert _("Hello {name}").format(name="{count} {0} }{") == "Hello {count} {0} }{"


def test_a_text_without_a_translation_is_shown_in_english() -> None:
    with language(polish()):
        assert _("Nobody translated this") == "Nobody translated this"


def test_a_language_that_is_not_shipped_is_refused() -> None:
    with pytest.raises(FileNotFoundError):
        shipped_language("xx")


def test_a_refusal_is_worded_in_the_chosen_language_with_its_field() -> None:
    with language(pseudo_language()):
        printed = refusal(Blank(EventField.TITLE), Audience.ORGANIZER)

    assert printed == "⟦⟦The event's title⟧ cannot be blank.⟧"
