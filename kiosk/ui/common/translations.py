"""Qt's own texts, such as its dialogs' buttons, and its dates in the present language."""

import logging

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from kiosk.wording.language.catalogue import present_language

_ENGLISH = "en"
_log = logging.getLogger(__name__)


def present_locale() -> QLocale:
    """Returns the locale in which fields show names of days and months."""
    code = present_language().code
    return QLocale.c() if code == _ENGLISH else QLocale(code)


def translate_qt(application: QCoreApplication) -> QTranslator | None:
    """Shows Qt's own texts in the present language, where PySide6 ships them in it; else in English.

    Args:
        application: Keeps the translator while it runs.

    Returns:
        What was installed, or None for English.
    """
    code = present_language().code
    if code == _ENGLISH:
        return None  # Qt's own source is English
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if not translator.load(QLocale(code), "qtbase", "_", folder):
        _log.warning("Qt has no texts in the language %s; its own buttons are in English", code)
        return None
    application.installTranslator(translator)
    return translator
