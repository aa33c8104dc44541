"""Numbers with their unit, in the plural form for the number."""

from gettext import GNUTranslations
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from PySide6.QtWidgets import QSpinBox
from pytestqt.qtbot import QtBot

from kiosk.ui.widgets.units import show_unit
from kiosk.wording.language.catalogue import Language, language, ngettext


def weeks(number: int) -> str:
    return ngettext("{count} week", "{count} weeks", number)


def polish() -> Language:
    catalogue = Catalog(locale="pl")
    texts = ("co {count} tydzień", "co {count} tygodnie", "co {count} tygodni")
    catalogue.add(("{count} week", "{count} weeks"), texts)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Language("pl", GNUTranslations(compiled))


def test_a_unit_takes_the_plural_form_of_its_number(qtbot: QtBot) -> None:
    spin = QSpinBox()
    qtbot.addWidget(spin)
    spin.setValue(1)
    show_unit(spin, weeks)
    assert spin.text() == "1 week"
    spin.setValue(2)
    assert spin.text() == "2 weeks"
    with language(polish()):
        for number, text in ((1, "co 1 tydzień"), (3, "co 3 tygodnie"), (5, "co 5 tygodni")):
            spin.setValue(number)
            assert spin.text() == text
