"""The start of the program. It is light on purpose: the scanner's process imports this module again."""

EXIT_INTERRUPTED = 130
"""The exit status that a shell expects when Ctrl+C ended a program."""


def main() -> None:
    """Runs the command line. Ctrl+C ends it quietly, even during the imports."""
    try:
        from kiosk.cli.main import run

        run()
    except KeyboardInterrupt:
        raise SystemExit(EXIT_INTERRUPTED) from None


if __name__ == "__main__":
    main()
