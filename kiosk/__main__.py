"""Where the program starts. Light on purpose: the scanner's process reads this module again."""

EXIT_INTERRUPTED = 130
"""What a shell expects of a program that Ctrl+C ended."""


def main() -> None:
    """Runs the command line. Ctrl+C ends it quietly, also while it is still being read."""
    try:
        from kiosk.cli.main import run

        run()
    except KeyboardInterrupt:
        raise SystemExit(EXIT_INTERRUPTED) from None


if __name__ == "__main__":
    main()
