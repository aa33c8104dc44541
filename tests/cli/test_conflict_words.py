"""An edit at the terminal that met another's ends with a sentence that names each field."""

from dataclasses import replace
from datetime import timedelta

from kiosk.cli.conflict_words import conflict_refusal
from kiosk.services.events.conflicts import EditConflict
from kiosk.services.events.edits import edit_event
from kiosk.storage.store import Store
from tests.services.world import World, saved


def test_a_conflict_at_the_terminal_names_each_field_with_its_value_now_and_before(store: Store) -> None:
    world = World(store)
    seen = world.event
    their = replace(seen, title="Theirs", capacity=7, duration=timedelta(minutes=30), has_guest_list=True)
    saved(edit_event(world.store, seen, their))
    mine = replace(seen, title="Mine", capacity=9, duration=timedelta(minutes=45), has_guest_list=False)
    conflict = edit_event(world.store, seen, mine)
    assert isinstance(conflict, EditConflict)
    assert str(conflict_refusal(conflict, conflict.theirs.title)) == (
        "Somebody else changed 'Theirs' at the same time:"
        " the title is 'Theirs' now and was 'Practical Bayesian A/B testing';"
        " the duration is 30 minutes now and was 120 minutes;"
        " the capacity is 7 now and was none."
        " Nothing of your edit was saved: look at it again, and repeat what still holds."
    )
