"""Refusals of files and of changes to the settings file, in the words for each audience."""

from typing import get_args

from kiosk.domain.refusals.files.files import (
    ExportExists,
    FileExists,
    FileNameHoldsZero,
    FileNameNotPossible,
    FileNotOpened,
    FileNotReadToEnd,
    FileNotWritten,
    FileRefusal,
    FolderMissing,
    FolderNotCreated,
    NewFileKeptBesideOther,
    NewFileKeptElsewhere,
    NotARegularFile,
    PathIsFolder,
    PathNotReplaceable,
)
from kiosk.domain.refusals.machine.option_changes import (
    OptionChangeRefusal,
    OptionNotChangeable,
    OptionSetInEnvironment,
    SettingsFileNotExamined,
    SettingsFileReadOnly,
    SettingsFormNotKept,
    SettingsNotChanged,
)
from kiosk.domain.refusals.refusal import Refusal
from kiosk.wording.language.audience import Audience
from kiosk.wording.refusals.refusal import refusal
from tests.wording.spoken import check_words, technician


def test_every_refusal_of_a_file_has_words() -> None:
    check_words(
        {
            PathIsFolder("out"): "out is a folder. Name a file in it.",
            PathNotReplaceable("pipe"): "pipe is not a file that can be replaced. Name another.",
            FileExists("a.csv"): "a.csv exists already and was not touched. Name another file.",
            ExportExists("a.csv"): "a.csv exists already and was not touched. Name another file.",
            FolderMissing("out"): "The folder out does not exist. Make it, or name a file elsewhere.",
            FolderNotCreated("out", "No space left"): "The folder out could not be made: No space left.",
            FileNameNotPossible("a\0", "zero byte"): r"'a\x00' cannot be the name of a file here: zero byte.",
            FileNotWritten("a.csv", "No space left"): (
                "a.csv could not be written: No space left. No half file was left."
            ),
            NewFileKeptElsewhere("a.pdf", "a-1f.pdf", "Input/output error"): (
                "a.pdf could not be written: Input/output error."
                " The new file counts, and was kept as a-1f.pdf."
            ),
            NewFileKeptBesideOther("a.pdf", "a-1f.pdf"): (
                "a.pdf exists already and was not touched. The new file counts, and was kept as a-1f.pdf."
            ),
            FileNotOpened("a.csv", "Permission denied"): (
                "The file 'a.csv' cannot be read: Permission denied."
            ),
            FileNotReadToEnd("a.csv", "Input/output error"): (
                "The file 'a.csv' cannot be read to its end: Input/output error."
            ),
            FileNameHoldsZero("a\0"): r"The file 'a\x00' cannot be read: that is not a file name.",
            NotARegularFile("pipe"): (
                "The file 'pipe' is a device or a pipe. Save the list to a file first."
            ),
        },
        FileRefusal,
    )


def test_at_a_terminal_the_option_that_replaces_a_report_is_named() -> None:
    assert technician(ExportExists("a.csv")).endswith(" Or add --force to replace it.")
    assert "--force" not in technician(FileExists("a.csv"))


def test_every_refusal_of_a_changed_option_has_words() -> None:
    facts: dict[Refusal, str] = {
        OptionNotChangeable("database_url"): (
            "The option 'database_url' cannot be changed here; only in the settings file."
        ),
        SettingsNotChanged(SettingsFileReadOnly("kiosk.toml")): (
            "The settings were not changed: kiosk.toml is read-only."
        ),
        SettingsFormNotKept("kiosk.toml"): (
            "The settings file kiosk.toml is written in a form that the program cannot change."
            " Edit it with a text editor."
        ),
        SettingsFileReadOnly("kiosk.toml"): "kiosk.toml is read-only.",
        SettingsFileNotExamined("kiosk.toml", "Permission denied"): (
            "kiosk.toml cannot be looked at: Permission denied."
        ),
    }
    assert {reason: refusal(reason, Audience.ORGANIZER) for reason in facts} == facts
    assert {type(reason) for reason in facts} | {OptionSetInEnvironment} == set(get_args(OptionChangeRefusal))


def test_an_organizer_reads_which_variable_a_technician_must_change() -> None:
    assert refusal(OptionSetInEnvironment("KIOSK_NAME"), Audience.ORGANIZER) == (
        "KIOSK_NAME is set in the environment of this machine, which wins over the settings file."
        " Ask your technician to change it."
    )
