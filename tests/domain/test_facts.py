"""Facts of the domain are values: equal when their fields are equal, and immutable."""

import dataclasses
import importlib
import inspect
import pkgutil
from enum import Enum

import pytest

import kiosk.domain
from kiosk.domain.check_in.rescan import RescanGuard

WITH_STATE = {RescanGuard}
"""Classes that change over time, which is what they are for."""


def facts() -> list[type]:
    """Returns the classes of the domain without state that are not exceptions or enumerations."""
    modules = [
        importlib.import_module(each.name)
        for each in pkgutil.walk_packages(kiosk.domain.__path__, "kiosk.domain.")
    ]
    found = {
        each
        for module in modules
        for _, each in inspect.getmembers(module, inspect.isclass)
        if each.__module__ == module.__name__ and not issubclass(each, Enum | Exception)
    }
    # Base classes of a union's members, without fields of their own.
    marks = {each for each in found if each.__name__.startswith(("About", "_"))}
    return sorted(found - WITH_STATE - marks, key=lambda each: each.__qualname__)


@pytest.mark.parametrize("fact", facts(), ids=lambda fact: fact.__name__)
def test_a_fact_is_compared_by_value_and_cannot_be_changed_or_extended(fact: type) -> None:
    assert dataclasses.is_dataclass(fact)
    fields = [each.name for each in dataclasses.fields(fact)]
    one, same, other = (fact.__new__(fact) for _ in range(3))
    for name in fields:
        object.__setattr__(one, name, f"{name} as it is")
        object.__setattr__(same, name, f"{name} as it is")
        object.__setattr__(other, name, f"{name} otherwise")

    assert one == same
    assert hash(one) == hash(same)
    assert (one == other) is (not fields)
    for name in fields:
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(one, name, "changed")
    assert not hasattr(one, "__dict__")
