"""Texts of the sheet that pairs a kiosk, and of the list of kiosks' logins."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.domain.pairing import KioskLogin, PairingText
from kiosk.wording.language.catalogue import _, pgettext
from kiosk.wording.language.joined import sentences
from kiosk.wording.language.safe_text import isolated
from kiosk.wording.times.instants import ago_words, day_and_time


def steps() -> tuple[str, ...]:
    """Returns what to do at the new kiosk, in its order."""
    return (
        _("Start Kiosk on the new computer."),
        _("Choose “Join a centre as a door” there."),
        _("Show this code, or a photo of it, to its camera."),
    )


def time_left(left: timedelta) -> str:
    """Returns `4:32 left`, until a code is over."""
    minutes, seconds = divmod(max(0, round(left.total_seconds())), 60)
    return _("{minutes}:{seconds} left").format(minutes=minutes, seconds=f"{seconds:02}")


def server_words(text: PairingText, *, is_for_this_machine: bool) -> str:
    """Returns which server a code leads to, and what the organizer should know about the way there."""
    server = _("The kiosk will work with {host}.").format(host=isolated(text.host))
    if is_for_this_machine:
        return sentences(
            server, _("The server listens on this computer only: other computers cannot reach it yet.")
        )
    if text.fingerprint is None:
        return sentences(server, _("The connection is not encrypted: use a network that you trust."))
    return sentences(server, _("It checks the server's certificate by this code."))


def paired(login: KioskLogin) -> str:
    """Returns the sentence after a kiosk has claimed its login."""
    return _("{name} is paired. It appears in the list when it shows its event.").format(
        name=isolated(login.shown_name)
    )


def login_state(login: KioskLogin) -> str:
    """Returns `May check in`, `Revoked`."""
    if login.revoked_at is not None:
        return pgettext("state of a login", "Revoked")
    return pgettext("state of a login", "May check in")


def login_since(login: KioskLogin, zone: ZoneInfo, now: datetime) -> str:
    """Returns when a login was made, or was revoked."""
    if login.revoked_at is not None:
        return _("since {time}").format(time=day_and_time(login.revoked_at, zone, now))
    if login.claimed_at is None:
        return ""
    return _("since {time}").format(time=day_and_time(login.claimed_at, zone, now))


def login_seen(login: KioskLogin, now: datetime) -> str:
    """Returns when the kiosk of a login reported last."""
    if login.seen_at is None:
        return _("Not seen with this login")
    return _("Last heard {ago}").format(ago=ago_words(max(timedelta(), now - login.seen_at)))


def logins_hint() -> str:
    """Explains what the list of logins is for."""
    return _("Revoke the login of a kiosk that was lost or stolen.")


def revoke_question(login: KioskLogin) -> str:
    """Returns the question before a login is revoked."""
    return _("Revoke {name}?").format(name=isolated(login.shown_name))


def revoke_consequences() -> str:
    """Returns what happens at a kiosk whose login is revoked."""
    return sentences(
        _("As soon as it is online, it takes nobody in any more, and its screen shows that."),
        _("It erases its list of names and passes by itself."),
        _("Check-ins that it has not sent are kept and shown to you; what it has sent stays."),
        _("To use this computer again, pair it again."),
    )


def revoked(login: KioskLogin) -> str:
    """Returns the sentence after a login was revoked."""
    return _("{name} is revoked. It erases its list when it is online.").format(
        name=isolated(login.shown_name)
    )


def removal_question(login: KioskLogin) -> str:
    """Returns the question before a revoked login is removed."""
    return _("Remove the login of {name}?").format(name=isolated(login.shown_name))


def removal_consequences() -> str:
    """Returns what a kiosk can no longer do once its revoked login is removed."""
    return sentences(
        _("The server does not know this login any more."),
        _(
            "If the kiosk has not been online since it was revoked, it never learns that it was: it keeps its"
            " list and what it has not sent."
        ),
    )


def removed(login: KioskLogin) -> str:
    """Returns the sentence after a login was removed."""
    return _("The login of {name} is removed.").format(name=isolated(login.shown_name))
