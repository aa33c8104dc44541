"""All options of the program: their names, types, defaults and meanings.

The value of an option is looked up in this order: the KIOSK_* environment variables, a `.env` file in the
working directory, the TOML file at `settings_file()`. The meanings are Markdown; kiosk/wording/options.py
shows them.
"""

import difflib
import os
import platform
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self, get_args
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import tzlocal
from platformdirs import user_config_path, user_data_path, user_log_path
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from kiosk.domain.codes import CODE_PLACEHOLDER
from kiosk.domain.errors import Refused
from kiosk.domain.refusals.machine.program_options import (
    DotenvUnreadable,
    NotATimeZone,
    OptionBreaksRule,
    OptionNotAllowed,
    OptionNotTaken,
    OptionOutOfRange,
    OptionProblem,
    OptionRule,
    OptionsWrong,
    OptionTooLong,
    OptionUnknown,
    SettingsFileUnreadable,
    VariableMisspelt,
)
from kiosk.translatable import N_

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

ENV_PREFIX = "KIOSK_"

DeskOption = Literal[
    "time_zone",
    "name",
    "camera",
    "sounds",
    "check_in_url",
    "lock_minutes",
]
"""The options that the desk's page of settings can change, in its order."""

DESK_OPTIONS: tuple[DeskOption, ...] = get_args(DeskOption)

BYTE_ORDER_MARK = "\ufeff"
"""The byte order mark with which editors on Windows may begin a settings file; it is ignored."""

_TIME_ZONE = "TIME_ZONE"
_RULES = {
    "int_parsing": OptionRule.WHOLE_NUMBER,
    "int_type": OptionRule.WHOLE_NUMBER,
    "int_from_float": OptionRule.WHOLE_NUMBER,
    "float_parsing": OptionRule.NUMBER,
    "float_type": OptionRule.NUMBER,
    "finite_number": OptionRule.NUMBER,
    "bool_parsing": OptionRule.TRUE_OR_FALSE,
    "bool_type": OptionRule.TRUE_OR_FALSE,
    "string_too_short": OptionRule.NOT_EMPTY,
}

_OTHER_VARIABLES = {"KIOSK_SETTINGS", "KIOSK_TEST_POSTGRES"}


def data_dir() -> Path:
    """Returns the folder of this user's databases and demo files."""
    return user_data_path("kiosk", appauthor=False)


def settings_file() -> Path:
    """Returns the path of the TOML file, which need not exist; KIOSK_SETTINGS names another."""
    named = os.environ.get(f"{ENV_PREFIX}SETTINGS")
    return Path(named) if named else user_config_path("kiosk", appauthor=False) / "kiosk.toml"


def read_settings_file(path: Path) -> dict[str, Any]:
    """Returns the values of a settings file by their names, unchecked; none when the file is missing.

    Raises:
        Refused: The file cannot be read, or is not TOML in UTF-8.
    """
    return parse_settings(path, read_settings_text(path))


def read_settings_text(path: Path) -> str:
    """Returns the text of a settings file with the line ends it has; an empty one when the file is missing.

    Raises:
        Refused: The file cannot be read, or is not UTF-8.
    """
    try:
        return path.read_bytes().decode()
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path, error) from error


def parse_settings(path: Path, text: str) -> dict[str, Any]:
    """Returns the values in the text of a settings file by their names, unchecked.

    Raises:
        Refused: The text is not TOML.
    """
    try:
        return tomllib.loads(text.removeprefix(BYTE_ORDER_MARK))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> Refused:
    return Refused(SettingsFileUnreadable(str(path), str(error)))


class Settings(BaseSettings):
    """Every option of the program. Build it with load_settings(), which raises facts."""

    model_config = SettingsConfigDict(
        env_prefix=ENV_PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        extra="ignore",
        frozen=True,
        coerce_numbers_to_str=True,
    )

    database_url: Annotated[
        SecretStr,
        Field(
            default_factory=lambda: SecretStr(f"sqlite:///{data_dir() / 'kiosk.sqlite'}"),
            description=N_(
                "The database: `sqlite:///FILE` or `postgresql+psycopg://USER:PASSWORD@HOST/NAME`"
                " (`postgresql://` and `postgres://` do as well). In the password write `@` as `%40`,"
                " `/` as `%2F`, `?` as `%3F`."
            ),
            json_schema_extra={"shown_default": N_("an SQLite file in the user's data directory")},
        ),
    ]
    door_database: Path = Field(
        default_factory=lambda: data_dir() / "door.sqlite",
        description=N_(
            "Where a door of a PostgreSQL database keeps its copy of the list, and the check-ins that the"
            " server has not confirmed yet. Each door on a machine needs its own."
        ),
        json_schema_extra={"shown_default": N_("an SQLite file in the user's data directory")},
    )
    pool_min: int = Field(
        default=2, ge=1, le=100, description=N_("PostgreSQL connections kept open. In production: 5.")
    )
    pool_max: int = Field(
        default=5, ge=1, le=100, description=N_("PostgreSQL connections at most. In production: 20.")
    )
    name: str = Field(
        default_factory=lambda: platform.node() or "kiosk",
        min_length=1,
        max_length=255,
        description=N_("What this door is called in the attendance list and on other kiosks' screens."),
        json_schema_extra={"shown_default": N_("the machine's name")},
    )
    event: str | None = Field(
        default=None,
        max_length=64,
        description=N_(
            "The code of the event that `kiosk door` shows without `--event`, and that plain `kiosk` shows"
            " instead of the desk. Pairing sets it."
        ),
        json_schema_extra={"shown_default": N_("none")},
    )
    time_zone: str = Field(
        default_factory=lambda: tzlocal.get_localzone_name() or "UTC",
        description=N_(
            "The venue's time zone, such as `Europe/Bucharest`: times on screen and `--start`"
            " without an offset are in it."
        ),
        json_schema_extra={"shown_default": N_("the machine's zone")},
    )
    check_in_url: str | None = Field(
        default=None,
        description=N_(
            "What the event's QR says, with `{code}` where the event code goes, such as"
            " `https://example.org/in/{code}`. Without it the QR says the bare code."
        ),
        json_schema_extra={"shown_default": N_("none")},
    )
    camera: str = Field(
        default="0",
        min_length=1,
        repr=False,  # an address may hold a password
        description=N_(
            "A camera's number, `name:` and its name or identity (`kiosk camera list` shows both),"
            " a device path, a video file, or an `rtsp://` or `http://` address."
        ),
    )
    camera_size: Literal["720p", "1080p"] = Field(
        default="720p",
        description=N_("What a webcam is asked for; 1080p reads from farther away and costs twice the work."),
    )
    camera_exposure: float | None = Field(
        default=None,
        description=N_(
            "A fixed exposure in the driver's own unit, against blurred phones in a dark hall:"
            " on Linux 0.1 ms, so try `100`; on Windows powers of two of a second, so try `-6`."
        ),
        json_schema_extra={"shown_default": N_("the camera decides")},
    )
    camera_focus: float | None = Field(
        default=None,
        description=N_(
            "A fixed focus in the driver's own unit, against a lens that searches while people wait."
        ),
        json_schema_extra={"shown_default": N_("the camera decides")},
    )
    rescan_seconds: float = Field(
        default=1.5,
        ge=0.2,
        le=60,
        description=N_("How long a code must be out of the camera's view before it counts as shown again."),
    )
    mirror_preview: bool = Field(
        default=True,
        description=N_("Shows people their own picture as a mirror would; decoding is not affected."),
    )
    sounds: bool = Field(default=True, description=N_("Plays a sound with each outcome."))
    lock_minutes: int = Field(
        default=15,
        ge=0,
        le=1440,
        description=N_(
            "After how many minutes without a key or the mouse the desk locks itself; 0 for never."
        ),
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description=N_("How much goes into the log file.")
    )
    log_dir: Path = Field(
        default_factory=lambda: user_log_path("kiosk", appauthor=False),
        description=N_("Where the log file lives; it is rotated at 2 MB and five old ones are kept."),
        json_schema_extra={"shown_default": N_("the user's log directory")},
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 -- pydantic-settings passes it
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Returns the sources in their order: environment, `.env`, TOML file."""
        for source in (env_settings, dotenv_settings):
            if isinstance(source, EnvSettingsSource):
                _refuse_slips(source.env_vars)
        toml = InitSettingsSource(settings_cls, read_settings_file(settings_file()))
        return init_settings, env_settings, dotenv_settings, toml

    @field_validator("time_zone")
    @classmethod
    def _is_a_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ValueError, OSError, LookupError) as error:
            raise _broken(_TIME_ZONE, text=name) from error
        return name

    @field_validator("check_in_url")
    @classmethod
    def _contains_code_placeholder(cls, url: str | None) -> str | None:
        if not url:
            return None
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.netloc or url.count(CODE_PLACEHOLDER) != 1:
            raise _broken(OptionRule.URL_WITH_CODE)
        return url

    @field_validator("log_dir")
    @classmethod
    def _is_at_home(cls, folder: Path) -> Path:
        return folder.expanduser()

    @field_validator("name")
    @classmethod
    def _can_be_shown(cls, name: str) -> str:
        if not name.strip() or not name.isprintable():
            raise _broken(OptionRule.CAN_BE_SHOWN)
        return name.strip()

    @model_validator(mode="after")
    def _pool_has_room(self) -> Self:
        if self.pool_max < self.pool_min:
            raise _broken(OptionRule.POOL_MAX_NOT_BELOW_MIN)
        return self

    @property
    def zone(self) -> ZoneInfo:
        """Returns the venue's time zone."""
        return ZoneInfo(self.time_zone)


def load_settings(**overrides: Any) -> Settings:  # noqa: ANN401 -- field values, checked by pydantic
    """Reads the options from the environment, `.env` and the TOML file.

    Args:
        overrides: Field values that override all of these (a command's own options).

    Raises:
        Refused: An option has an invalid value.
    """
    _check_settings_file(settings_file())
    try:
        return Settings(**overrides)
    except ValidationError as error:
        raise Refused(OptionsWrong(tuple(_problem(each) for each in error.errors()))) from error
    except (OSError, UnicodeDecodeError) as error:  # the TOML file was read above
        raise Refused(DotenvUnreadable(str(Path.cwd()), str(error))) from error


def option_fault(name: str, value: object) -> OptionProblem | None:
    """Returns the fault of a value for an option, or None.

    Args:
        name: The option's field.
        value: The value, as a settings file holds it.
    """
    try:
        Settings.__pydantic_validator__.validate_assignment(Settings.model_construct(), name, value)
    except ValidationError as error:
        problems = [_problem(each) for each in error.errors() if each["loc"][:1] == (name,)]
        return problems[0] if problems else None
    return None


def limits_of(option: str) -> dict[str, float]:
    """Returns the least value of an option as `ge` and the greatest as `le`, where there are such."""
    return {
        name: limit
        for rule in Settings.model_fields[option].metadata
        for name in ("ge", "le")
        if (limit := getattr(rule, name, None)) is not None
    }


def _broken(kind: str, **context: str) -> PydanticCustomError:
    return PydanticCustomError(kind, kind, context)


def _problem(error: "ErrorDetails") -> OptionProblem:  # noqa: PLR0911 -- one return a kind of problem
    """Returns pydantic's error as a fact (https://docs.pydantic.dev/latest/errors/validation_errors)."""
    kind = error["type"]
    option = str(error["loc"][0]) if error["loc"] else ""
    if kind in set(OptionRule):
        return OptionBreaksRule(option, OptionRule(kind))
    if kind in _RULES:
        return OptionBreaksRule(option, _RULES[kind])
    if kind in {"greater_than_equal", "less_than_equal"}:
        limits = limits_of(option)
        return OptionOutOfRange(option, least=limits["ge"], most=limits["le"])
    match kind, error.get("ctx", {}):
        case "literal_error", _:
            return OptionNotAllowed(option, get_args(Settings.model_fields[option].annotation))
        case "string_too_long", {"max_length": int(most)}:
            return OptionTooLong(option, most)
        case kind, {"text": str(text)} if kind == _TIME_ZONE:
            return NotATimeZone(option, text)
        case _:
            return OptionNotTaken(option, error["msg"])


def _check_settings_file(path: Path) -> None:
    options = read_settings_file(path)
    for name in options:
        if name not in Settings.model_fields:
            raise Refused(OptionUnknown(str(path), name, _near_option(name)))


def _refuse_slips(names: Iterable[str]) -> None:
    # Variables of other programs may begin with KIOSK_, so only likely mistakes are refused: a door
    # whose KIOSK_DATABSE_URL went unnoticed would write its check-ins into a file of its own.
    for name in names:
        option = name.upper().removeprefix(ENV_PREFIX).lower()
        is_ours = name.upper().startswith(ENV_PREFIX) and name.upper() not in _OTHER_VARIABLES
        if is_ours and option not in Settings.model_fields and (near := _near_option(option)):
            raise Refused(VariableMisspelt(name.upper(), near))


def _near_option(name: str) -> str | None:
    option = name.lower().removeprefix(ENV_PREFIX.lower())
    return next(iter(difflib.get_close_matches(option, Settings.model_fields, n=1, cutoff=0.75)), None)
