"""Classes of values behave as frozen dataclasses do, from their first object on, and cost nothing before it."""

from __future__ import annotations

import copy
import pickle
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, asdict, field, fields, is_dataclass, replace
from threading import Barrier
from typing import Any, Generic, TypeVar

import pytest

from solartui.domain.frozen import frozen

Thing = TypeVar("Thing")


@frozen
class Place:
    """Of the tests."""

    name: str
    people: int = 0
    tags: list[str] = field(default_factory=list, compare=False)


@frozen
class Town(Place):
    """Of the tests."""

    mayor: str = ""

    def __post_init__(self) -> None:
        if self.people < 0:
            raise ValueError(self.name)


@frozen
class Box(Generic[Thing]):
    """Of the tests."""

    thing: Thing


def fresh() -> type[Any]:
    """A class of which there is no object yet."""

    @frozen
    class Fresh:
        one: int
        two: str = "b"

    return Fresh


def test_objects_are_their_fields() -> None:
    assert Place("Ełk") == Place("Ełk", 0)
    assert Place("Ełk") != Place("Ełk", 1)
    assert Place("Ełk", tags=["a"]) == Place("Ełk")
    assert hash(Box("a")) == hash(Box("a"))
    assert len({Box(1), Box(1), Box(2)}) == 2
    assert repr(Box("a")) == "Box(thing='a')"
    assert Place("Ełk").tags is not Place("Ełk").tags


def test_nothing_can_be_changed() -> None:
    place = Place("Ełk")
    with pytest.raises(FrozenInstanceError):
        place.name = "Gołdap"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del place.name
    assert place.name == "Ełk"


def test_the_first_object_is_checked_like_all_others() -> None:
    for kind in (fresh(), fresh()):
        with pytest.raises(TypeError, match="missing 1 required positional argument: 'one'"):
            kind()
        with pytest.raises(TypeError, match="unexpected keyword argument 'three'"):
            kind(1, three=3)
        assert kind(1) == kind(one=1, two="b")


def test_those_above_are_completed_with_those_below() -> None:
    town = Town("Ełk", 62_000, mayor="Ola")
    assert (town.name, town.mayor) == ("Ełk", "Ola")
    assert [one.name for one in fields(Town)] == ["name", "people", "tags", "mayor"]
    with pytest.raises(ValueError, match="Ełk"):
        Town("Ełk", -1)


def test_what_works_on_dataclasses_works_before_the_first_object() -> None:
    assert is_dataclass(fresh())
    assert [one.name for one in fields(fresh())] == ["one", "two"]
    kind = fresh()
    assert replace(kind(1), two="c") == kind(1, "c")
    assert asdict(kind(1)) == {"one": 1, "two": "b"}


def test_values_are_copied_and_sent() -> None:
    town = Town("Ełk", mayor="Ola")
    assert copy.deepcopy(town) == copy.copy(town) == town
    assert pickle.loads(pickle.dumps(town)) == town


def test_values_can_be_taken_apart() -> None:
    match Box(5):
        case Box(thing):
            assert thing == 5


def test_a_plain_class_below_one_of_values_has_objects_of_its_own() -> None:
    class Village(Place):
        def greeting(self) -> str:
            return f"{self.name}!"

    assert Village("Ełk").greeting() == "Ełk!"
    assert Village("Ełk") != Place("Ełk")


def test_threads_that_make_the_first_objects_together_make_the_same() -> None:
    for _ in range(20):
        kind, together = fresh(), Barrier(4)

        def make(number: int, kind: type[Any] = kind, together: Barrier = together) -> Any:
            together.wait()
            return kind(number % 2)

        with ThreadPoolExecutor(4) as pool:
            made = list(pool.map(make, range(4)))
        assert made[0] == made[2] == kind(0) != made[1]
