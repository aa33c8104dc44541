"""Refusals about people, passes, accounts and the staff PIN, in the words for each audience."""

from datetime import timedelta

import pytest

from kiosk.domain.fields import Field
from kiosk.domain.refusals.events.sharing import (
    NotShared,
    OnlyOwnerShares,
    OrganizesAlready,
    Shareable,
    SharedAlready,
    SharingRefusal,
)
from kiosk.domain.refusals.people.guest_lists import GuestListRefusal, NoEventToCome, NotOnGuestList
from kiosk.domain.refusals.people.passes import (
    NoFolderForPicture,
    NoPassToRevoke,
    PassesChangedByOthers,
    PassRefusal,
    PictureIsFolder,
    PictureNotWritten,
    TooManyPicked,
)
from kiosk.domain.refusals.people.people import (
    AddressTaken,
    AlreadyOrganizer,
    HasOtherPassword,
    NobodyHasAddress,
    NoOrganizerHasAddress,
    NotTheirName,
    OrganizersOwnAccount,
    OwnsGroupsOrEvents,
    PersonDeleted,
    PersonRefusal,
)
from kiosk.domain.refusals.people.sign_in import (
    AccountChanged,
    NotFirstOrganizer,
    PasswordLengthOutOfRange,
    PasswordNotText,
    PasswordsDiffer,
    PasswordUnchanged,
    SignInRefusal,
    TooManyFailedSignIns,
    WrongCredentials,
    WrongPassword,
    WrongPresentPassword,
)
from kiosk.domain.refusals.people.staff_pin import (
    NoPinSet,
    PinFileDamaged,
    PinFileUnreadable,
    PinInRow,
    PinNotDigits,
    PinNotRemoved,
    PinNotStored,
    PinOfOneDigit,
    PinRepeatsItself,
    StaffPinRefusal,
)
from kiosk.domain.refusals.refusal import Refusal
from kiosk.domain.refusals.typed.terminal import NoTerminal, Secret, SecretNotText
from kiosk.domain.refusals.typed.texts import Blank
from kiosk.wording.language.audience import Audience
from kiosk.wording.refusals.refusal import refusal
from tests.wording.spoken import check_words, technician

ANA = "ana@example.org"
FOLDER = "/srv/kiosk"
CAUSE = Blank(Field.REASON)  # any fact will do
TERMINAL: dict[Refusal, str] = {
    NoTerminal(Secret.PASSWORD): (
        "There is no terminal to ask for a password on; give it with --password-stdin."
    ),
    NoTerminal(Secret.PIN): "There is no terminal to ask for a PIN on; give it with --stdin.",
    SecretNotText(Secret.PASSWORD): "What was typed as a password is not text. Use a terminal set to UTF-8.",
    SecretNotText(Secret.PIN): "What was typed as a PIN is not text. A PIN has six digits.",
}


def test_every_refusal_about_a_person_has_words() -> None:
    check_words(
        {
            NobodyHasAddress(ANA): ("Nobody has the address 'ana@example.org'. Check it, or add them."),
            NoOrganizerHasAddress(ANA): (
                "No organizer has the address 'ana@example.org'. Invite them first, or check the address."
            ),
            AddressTaken(ANA): (
                "Somebody has the address ana@example.org already. Every person needs their own address."
            ),
            AddressTaken(ANA, "Ana"): (
                "Ana has the address ana@example.org already. Every person needs their own address."
            ),
            AlreadyOrganizer("Ana", ANA): (
                "Ana has the address ana@example.org already and is an organizer. Every account needs"
                " an address of its own."
            ),
            HasOtherPassword("Ana", ANA): (
                "Ana has the address ana@example.org already, with a password of their own in another"
                " program. Invite them with another address."
            ),
            PersonDeleted(): ("This person is no longer in the database: somebody deleted them."),
            PersonDeleted("Ana"): ("Somebody deleted Ana, so there is nobody to change."),
            OrganizersOwnAccount("Ana"): (
                "Ana is an organizer, and only they change their name and address."
            ),
            OwnsGroupsOrEvents("Ana"): (
                "Ana is an organizer or has groups and events, which would go with the account. So it"
                " is not deleted here."
            ),
            NotTheirName("Anna"): ("Nothing was deleted: 'Anna' is not what they are called."),
        },
        PersonRefusal,
    )


def test_every_refusal_about_a_guest_list_has_words() -> None:
    check_words(
        {
            NotOnGuestList("Ana", "Workshop"): ("Ana is not on the guest list of 'Workshop'."),
            NoEventToCome("Talks"): (
                "The group 'Talks' has no event that is not over, so there is no guest list to fill."
                " Make an event first."
            ),
        },
        GuestListRefusal,
    )


def test_every_refusal_about_a_pass_has_words() -> None:
    check_words(
        {
            NoPassToRevoke("Ana"): ("Ana holds no pass that could be revoked."),
            PassesChangedByOthers(): (
                "Somebody else issued or revoked passes of some of these people at the same time."
                " Nothing was issued, and every pass works as it did. Start again."
            ),
            TooManyPicked(12_345, 10_000): (
                "12,345 people were picked; 10,000 are the most. Pick fewer, or all."
            ),
            NoFolderForPicture(FOLDER): ("The folder /srv/kiosk does not exist, so no pass was issued."),
            PictureIsFolder(FOLDER): ("/srv/kiosk is a folder, so no pass was issued. Name a file in it."),
            PictureNotWritten(CAUSE): (
                "The pass was issued, and its token is printed above, but there is no picture of it:"
                " The reason cannot be blank."
            ),
        },
        PassRefusal,
    )


def test_every_refusal_about_signing_in_and_a_new_password_has_words() -> None:
    check_words(
        {
            WrongCredentials(): (
                "No organizer's account has this e-mail address and this password. Check both and try again."
            ),
            WrongPassword(): ("This is not the password. Try again."),
            WrongPresentPassword(): ("The present password is another one. Nothing was changed."),
            TooManyFailedSignIns(timedelta(seconds=32)): (
                "Too many sign-ins with this e-mail address failed. Try again in 32 seconds."
            ),
            AccountChanged(): ("Somebody changed or deleted the account. Sign in again."),
            PasswordUnchanged(): ("This is the present password. Choose another."),
            PasswordLengthOutOfRange(5, 8, 1_024): ("A password has 8 to 1,024 characters; this one has 5."),
            PasswordNotText(): ("This password holds characters that cannot be kept. Choose another."),
            PasswordsDiffer(): ("This is not the same as above. Type both again."),
            NotFirstOrganizer(): (
                "Somebody else was first: there is an organizer now. Sign in, or be invited."
            ),
        },
        SignInRefusal,
    )


def test_every_refusal_about_sharing_has_words() -> None:
    check_words(
        {
            OrganizesAlready(Shareable.GROUP, "Talks", "Olga"): ("The group 'Talks' is Olga's own already."),
            SharedAlready(Shareable.GROUP, "Talks", "Olga"): (
                "The group 'Talks' is shared with Olga already."
            ),
            NotShared(Shareable.GROUP, "Talks", ANA): (
                "The group 'Talks' is not shared with 'ana@example.org'."
            ),
            OnlyOwnerShares(Shareable.GROUP, "Talks"): (
                "Only whoever made the group 'Talks' decides with whom it is shared."
            ),
            OrganizesAlready(Shareable.EVENT, "Talks", "Olga"): ("The event 'Talks' is Olga's own already."),
            SharedAlready(Shareable.EVENT, "Talks", "Olga"): (
                "The event 'Talks' is shared with Olga already."
            ),
            NotShared(Shareable.EVENT, "Talks", ANA): (
                "The event 'Talks' is not shared with 'ana@example.org'."
            ),
            OnlyOwnerShares(Shareable.EVENT, "Talks"): (
                "Only whoever made the event 'Talks' decides with whom it is shared."
            ),
        },
        SharingRefusal,
    )


def test_every_refusal_about_the_staff_pin_has_words() -> None:
    check_words(
        {
            PinNotDigits(6): ("A PIN has exactly 6 digits, 0 to 9."),
            PinOfOneDigit(): ("A PIN of one digit only is guessed at once. Choose another."),
            PinInRow(): ("Digits in a row, such as 123456 or 654321, are guessed at once. Choose another."),
            PinRepeatsItself(): (
                "A PIN that repeats itself, such as 121212 or 123123, is guessed at once. Choose another."
            ),
            PinNotStored(CAUSE): ("The PIN was not set: The reason cannot be blank."),
            PinNotRemoved(FOLDER, "Permission denied"): (
                "The PIN is still set: /srv/kiosk could not be removed: Permission denied."
            ),
            PinFileUnreadable("Permission denied"): (
                "The staff PIN of this machine cannot be read: Permission denied. Set a new one on the"
                " page Settings of the desk on this machine."
            ),
            PinFileDamaged(): (
                "The file of this machine's staff PIN is damaged. Set a new one on the page Settings of"
                " the desk on this machine."
            ),
            NoPinSet(): ("No PIN is set on this machine."),
        },
        StaffPinRefusal,
    )


def test_every_secret_that_cannot_be_read_from_a_terminal_has_words() -> None:
    assert {reason: technician(reason) for reason in TERMINAL} == TERMINAL


@pytest.mark.parametrize(
    ("reason", "command"),
    [
        (NobodyHasAddress(ANA), "`kiosk participant add`"),
        (NoOrganizerHasAddress(ANA), "`kiosk organizer list`"),
        (PinFileUnreadable("Permission denied"), "`kiosk pin` in a terminal"),
        (PinFileDamaged(), "`kiosk pin` in a terminal"),
        (NoPinSet(), "`kiosk pin`"),
        (PasswordNotText(), "terminal set to UTF-8"),
    ],
)
def test_a_technician_reads_which_command_helps(reason: Refusal, command: str) -> None:
    assert command in technician(reason)


def test_a_guest_does_not_read_why_a_file_could_not_be_read() -> None:
    assert refusal(PinFileUnreadable("Permission denied"), Audience.GUEST) == (
        "The staff PIN of this machine cannot be read."
    )


def test_a_wait_is_worded_in_seconds_or_minutes() -> None:
    reason = TooManyFailedSignIns(timedelta(seconds=64))
    assert refusal(reason, Audience.GUEST).endswith("Try again in 2 minutes.")
