"""Where the program starts. Light on purpose: the scanner's process reads this module again."""


def main() -> None:
    """Runs the command line."""
    from kiosk.cli.main import run

    run()


if __name__ == "__main__":
    main()
