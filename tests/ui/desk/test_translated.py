"""Everything the desk shows comes from the catalogue: in the pseudo language each text is bracketed."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import available_timezones

import pytest

from benchmarks._stage import NAMES, Scene, Stage, set_stage
from benchmarks.desk_screenshots import scenes
from kiosk.scanning.messages import Advice, CameraReport, CameraState
from kiosk.services.settings.camera_choice import CameraChoice
from kiosk.services.settings.options import Option, list_options
from kiosk.ui.camera.sheet import CameraSheet
from kiosk.ui.camera.tryout import Tryout
from kiosk.ui.desk.reports.page import ReportsPage
from kiosk.ui.desk.shell.destinations import ToReports, ToSettings
from kiosk.wording.language.catalogue import language
from kiosk.wording.options import option_value
from tests.ui.translated import untranslated
from tests.wording.pseudo import pseudo_language

VALUES = re.compile(
    "|".join(
        (
            *(re.escape(each.strip()) for each in NAMES),
            r"Maria del Carmen[\w\s…-]*|ورشة عمل Python للمبتدئين|Bo Li|李 小龙|Andreea Popescu",
            r"PyData Meetups|Workshops|Practical Bayesian A/B testing|Polars in production|Lightning talks",
            r"Kubernetes from scratch|Bayes for the impatient|part one|Late lab|Hall B",
            r"[\w.]+@example\.org|WS00\d|K8S|\bT\d|Door [AB]|Desk$",
            r"Reception of the east wing, by the stairs|Garden entrance|Stage door|Foyer, left",
            r"Cloakroom|Old laptop|Balcony stairs|kiosk_door_\w+",
            r"^kiosk://[^\n]+$|^CREATE ROLE[\s\S]+$",  # a code, and lines for an administrator
            r"^(Prenume|Nume|Adresă de e-mail|Companie|Who|Phone|Where|Ana|Iasi)$|[\w.]+\.csv|CSV|UTF-16 LE",
            r"^(zak|nobody of this name|nothing like it|a name that nobody has|zebra)$",  # a search text
            r"^(Bo|ana@|cor|a wrong one|no address|short)$",  # typed text
            r"^\w{6}$|^\w{7}(-\w{4}){3}$|^\w{4}-\w{4}-\w{4}$",  # codes and tokens
            f"^({'|'.join(map(re.escape, available_timezones()))})$|Europe/Bucharest",
            r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun)( \d+ (Nov|Dec|Jan))?|Ctrl\+\w",
        )
    )
)
"""Texts that are not translated: typed texts, names of columns, zones and keys, and days in English."""

APART = {
    "events-wrong": "its errors are the scene's own sentences",
    "sign-in-throttled": "six passwords are verified for a sentence of wording.refusals",
    "settings": "lists every option by its name, as settings-staff-pin does",
    "settings-staff-pin": "has a story of its own below",
}
"""Scenes that this file does not check, with the reasons. The scenes of cameras have a test below."""

SCENES = [each for each in scenes() if each.name not in APART and not each.name.startswith("camera")]


@contextmanager
def shown(*, is_filled: bool = True) -> Iterator[Stage]:
    with language(pseudo_language()), set_stage(is_filled=is_filled) as stage:
        stage.window.resize(1440, 900)
        stage.window.show()
        yield stage


@contextmanager
def looking() -> Iterator[Tryout]:
    tryout = Tryout()
    try:
        yield tryout
    finally:
        tryout.shutdown()


@pytest.mark.parametrize("scene", SCENES, ids=lambda each: each.name)
@pytest.mark.usefixtures("qapp")
def test_every_text_of_the_desk_is_translated(monkeypatch: pytest.MonkeyPatch, scene: Scene) -> None:
    with shown(is_filled=scene.is_filled) as stage:
        scene.act(stage)
        stage.settle()

        assert untranslated(stage.picture(), monkeypatch, VALUES) == []


@pytest.mark.usefixtures("qapp")
def test_settings_are_translated_except_their_names_in_the_settings_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with shown() as stage:
        stage.go(ToSettings())
        options = "|".join(re.escape(each) for option in list_options() for each in _as_written(option))
        values = re.compile(f"^({options})$|{VALUES.pattern}")

        assert untranslated(stage.window, monkeypatch, values) == []


def _as_written(option: Option) -> tuple[str, str]:
    return option.name, option_value(option.value)


@pytest.mark.parametrize("state", CameraState)
@pytest.mark.usefixtures("qapp")
def test_the_sheet_of_cameras_is_translated(monkeypatch: pytest.MonkeyPatch, state: CameraState) -> None:
    with shown() as stage, looking() as tryout:
        sheet = CameraSheet(
            stage.window,
            stage.context.work,
            tryout,
            before=CameraChoice(camera="7"),
            fixed={},
            kiosk_name="",
            mirrored=False,
        )
        sheet.show()
        stage.settle()
        sheet.watched.show_report(CameraReport(state))
        for advice in Advice:
            tryout.advised.emit(advice)
            assert untranslated(sheet, monkeypatch, VALUES) == []
        for row in range(sheet.choices.list.count()):
            sheet.choices.list.setCurrentRow(row)
            sheet.choices.go_to_fault()
            assert untranslated(sheet, monkeypatch, VALUES) == []


@pytest.mark.usefixtures("qapp")
def test_a_text_that_misses_the_catalogue_is_found_with_its_widget(monkeypatch: pytest.MonkeyPatch) -> None:
    with shown() as stage:
        stage.go(ToReports())
        page = stage.window.page()
        assert isinstance(page, ReportsPage)
        page.search.setPlaceholderText("Placeholder words")
        page.format.addItem("Item words")
        page.export_button.setToolTip("Tip words")
        page.events.view.setAccessibleName("Name words")

        found = untranslated(stage.window, monkeypatch, VALUES)

    assert found == [
        "QLineEdit: 'Placeholder words'",
        "_View: 'Name words'",
        "QComboBox: 'Item words'",
        "_Button: 'Tip words'",
    ]
