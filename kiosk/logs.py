"""Writes log lines, Qt's messages and uncaught errors to one rotating file, and one sentence for people."""

import logging
import logging.handlers
import sys
import threading
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType

from kiosk.domain.hidden import spelled_out
from kiosk.private_files import make_private_file, make_private_folder

LOG_FILE = "kiosk.log"
_MAX_BYTES = 2_000_000
_KEPT_FILES = 5
_FORMAT = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"
_KEPT = "\t\n"

_log = logging.getLogger(__name__)


class _OneLine(logging.Formatter):
    """Keeps hostile text from forging lines or controlling a terminal: only tracebacks span lines."""

    def format(self, record: logging.LogRecord) -> str:
        message = spelled_out(record.getMessage(), kept=_KEPT).replace("\n", "\\n")
        clean = logging.makeLogRecord({**record.__dict__, "msg": message, "args": None})
        line = spelled_out(super().format(clean), kept=_KEPT).replace("\n", "\n    ")
        return line.encode("utf-8", "backslashreplace").decode("utf-8")


class _PrivateFile(logging.handlers.RotatingFileHandler):
    """Makes each new log file readable by its owner only: log lines name people."""

    def _open(self) -> TextIOWrapper:
        make_private_file(Path(self.baseFilename))
        return super()._open()


def start_logging(log_dir: Path, level: str) -> Path | None:
    """Sends the log to a rotating file in log_dir.

    Returns:
        The file, or None when it cannot be written: then warnings go to stderr, and the program runs on.
    """
    root = logging.getLogger()
    root.setLevel(level)
    handler: logging.Handler
    path: Path | None = log_dir / LOG_FILE
    try:
        make_private_folder(log_dir)
        handler = _PrivateFile(
            log_dir / LOG_FILE, maxBytes=_MAX_BYTES, backupCount=_KEPT_FILES, encoding="utf-8"
        )
    except OSError:
        path = None
        handler = logging.StreamHandler()
        handler.setLevel(logging.WARNING)
    handler.setFormatter(_OneLine(_FORMAT))
    root.addHandler(handler)
    logging.captureWarnings(capture=True)
    logging.raiseExceptions = False  # a full disk must not fill the terminal as well
    return path


def catch_uncaught(path: Path | None, report: Callable[[str], None]) -> None:
    """Logs uncaught errors of any thread completely, and shows one sentence about them.

    Args:
        path: The log file that the sentence names.
        report: Shows the sentence to a person; called in the thread that failed.
    """
    where = f" The details are in {path}." if path else ""
    sentence = f"Kiosk met an error it did not expect.{where}"

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _log.critical("uncaught", exc_info=(kind, error, trace))
        report(sentence)

    def thread_hook(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            hook(args.exc_type, args.exc_value, args.exc_traceback)

    sys.excepthook = hook
    threading.excepthook = thread_hook
