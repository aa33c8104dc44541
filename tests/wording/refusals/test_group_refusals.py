"""Refusals of groups of events, in the words for each audience."""

from kiosk.domain.refusals.events.groups import (
    ChosenGroupDeleted,
    GroupChanged,
    GroupDeleted,
    GroupForAnotherOrganizer,
    GroupNameTaken,
    GroupNotThere,
    GroupRefusal,
    GroupTooLargeToCopy,
    GroupWithoutOwner,
    NoGroupNamed,
    SeveralGroupsNamed,
)
from tests.wording.spoken import check_words, technician


def test_every_refusal_of_a_group_has_words() -> None:
    check_words(
        {
            NoGroupNamed("Autumn"): (
                "There is no event group called 'Autumn'. The list of groups shows those there are."
            ),
            SeveralGroupsNamed("Autumn", 2): (
                "2 organizers have a group called 'Autumn'; rename one so that it is clear which."
            ),
            GroupNotThere(): "This group is not there any more, or no longer shared with you.",
            GroupDeleted("Autumn"): "Somebody has just deleted the group 'Autumn'.",
            ChosenGroupDeleted("Autumn"): "Somebody has just deleted the group 'Autumn'. Choose another.",
            GroupChanged("Autumn"): (
                "Somebody has just changed the group 'Autumn'. Nothing was made; look again."
            ),
            GroupNameTaken("Autumn"): "There is a group called 'Autumn' already. Choose another name.",
            GroupNameTaken("Autumn", owner="Olga"): (
                "Olga has a group called 'Autumn' already. Choose another name."
            ),
            GroupTooLargeToCopy(1367, 366): (
                "This group has 1,367 events; 366 are the most that are copied."
            ),
            GroupWithoutOwner("Autumn"): "Nobody owns the group 'Autumn' any more.",
            GroupForAnotherOrganizer(): (
                "A group made at the desk is your own. Share it with whoever else organizes it."
            ),
        },
        GroupRefusal,
    )


def test_at_a_terminal_the_command_that_helps_is_named() -> None:
    assert technician(NoGroupNamed("Autumn")).endswith(" `kiosk group create` makes one.")
    assert technician(SeveralGroupsNamed("Autumn", 2)).endswith(": `kiosk group rename` takes --organizer.")
