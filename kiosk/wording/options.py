"""The options of the program in words: their values, and where these come from."""

from typing import assert_never

from kiosk.domain.options import Concealed, OptionSource, OptionValue
from kiosk.settings import ENV_PREFIX, DeskOption, Settings
from kiosk.wording.language.catalogue import _, ngettext, pgettext


def option_source(source: OptionSource) -> str:
    """Returns the source of an option's value."""
    match source:
        case OptionSource.ENVIRONMENT:
            return _("set in the environment of this machine")
        case OptionSource.DOTENV:
            return _("set in the file .env")
        case OptionSource.FILE:
            return _("set in the settings file")
        case OptionSource.DEFAULT:
            return _("by default")
        case _:
            assert_never(source)


def set_elsewhere(variable: str, source: OptionSource) -> str:
    """Explains why an option cannot be changed at the desk or the door.

    Args:
        variable: Its name in the environment.
        source: The source of its value.
    """
    match source:
        case OptionSource.ENVIRONMENT:
            text = _("{variable} is set in the environment of this machine, so it cannot be changed here.")
        case OptionSource.DOTENV:
            text = _("{variable} is set in the file .env, so it cannot be changed here.")
        case OptionSource.FILE | OptionSource.DEFAULT:
            text = _("{variable} can only be changed in the settings file.")
        case _:
            assert_never(source)
    return text.format(variable=variable)


def option_value(value: OptionValue | Concealed | None) -> str:
    """Returns the value of an option."""
    match value:
        case None:
            return pgettext("value of an option", "none")
        case Concealed.ADDRESS:
            return concealed_address()
        case True:
            return pgettext("value of an option", "on")
        case False:
            return pgettext("value of an option", "off")
        case float():
            return f"{value:g}"
        case int():
            return str(value)
        case str():
            return value or pgettext("value of an option", "none")
        case _:
            assert_never(value)


def option_meaning(name: str) -> str:
    """Returns the purpose of an option, by its name in the settings."""
    return _(str(Settings.model_fields[name].description)).replace("`", "")


def options_table() -> str:
    """Returns the table of all options in docs/technician.md, in Markdown."""
    rows = [_("| option | default | meaning |"), "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        extra = field.json_schema_extra
        shown = extra.get("shown_default") if isinstance(extra, dict) else None
        default = _(str(shown)) if shown else f"`{_as_typed(field.default)}`"
        rows.append(f"| `{ENV_PREFIX}{name.upper()}` | {default} | {_(str(field.description))} |")
    return "\n".join(rows) + "\n"


def desk_option_label(option: DeskOption) -> str:
    """Returns the label of an option that the desk can change."""
    match option:
        case "time_zone":
            label = _("Time &zone of the venue")
        case "name":
            label = _("&Name of the kiosk on this machine")
        case "camera":
            label = _("&Camera")
        case "sounds":
            label = _("Play a &sound with each outcome")
        case "check_in_url":
            label = _("Check-in &URL")
        case "lock_minutes":
            label = _("&Lock the desk after")
        case _:
            assert_never(option)
    return label


def desk_option_hint(option: DeskOption) -> str:
    """Returns the hint below an option that the desk can change; empty where the label is enough."""
    match option:
        case "time_zone":
            hint = _("All times at the desk and at the door are in it.")
        case "name":
            hint = _("What this machine's door is called in the attendance list.")
        case "camera":
            hint = _(
                "With its picture before your eyes; it is found again in another socket and after a restart."
            )
        case "sounds":
            hint = ""
        case "check_in_url":
            hint = _("What an event's QR says, with {code} where its code goes. Without it: the bare code.")
        case "lock_minutes":
            hint = _("When nobody has touched it for this long, it asks for the password.")
        case _:
            assert_never(option)
    return hint


def desk_option_number(option: DeskOption, count: int) -> str:
    """Returns the message for an option's number, with `{count}` where the number stands."""
    if option == "lock_minutes":
        return ngettext("{count} minute", "{count} minutes", count)
    return "{count}"


def desk_option_least(option: DeskOption) -> str:
    """Returns the text in place of the least number of an option; empty where the number is shown."""
    return _("Never") if option == "lock_minutes" else ""


def concealed_address() -> str:
    """Returns the text in place of an address that is not shown."""
    return _("an address that cannot be understood")


def option_line(meaning: str, variable: str, source: OptionSource) -> str:
    """Returns an option's purpose, its name in the environment, and the source of its value."""
    return _("{meaning} ({variable}, {source})").format(
        meaning=meaning, variable=variable, source=option_source(source)
    )


def _as_typed(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
