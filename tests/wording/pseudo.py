"""A made-up language that brackets every text of the catalogue, so that texts outside it are noticed."""

import gettext
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo

from kiosk.cli.main import program
from kiosk.cli.terminal.help_texts import help_texts
from kiosk.wording.language.catalogue import Language

ROOT = Path(__file__).parents[2]
KEYWORDS: dict[str, object] = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}


@cache
def pseudo_language() -> Language:
    """Returns English between brackets: `⟦Close⟧`."""
    catalogue = Catalog(locale="en")
    for _file, _line, message, _comments, context in extract_from_dir(
        ROOT / "kiosk",
        method_map=[("**.py", "python")],
        keywords=KEYWORDS,  # type: ignore[arg-type] # Babel's stub knows no contexts
    ):
        texts = (message,) if isinstance(message, str) else message
        bracketed = tuple(f"⟦{text}⟧" for text in texts)
        catalogue.add(message, bracketed if len(bracketed) > 1 else bracketed[0], context=context)
    for text in help_texts(program()):
        catalogue.add(text, f"⟦{text}⟧")
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Language("en", gettext.GNUTranslations(compiled))
