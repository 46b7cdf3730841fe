"""Lists in the order of a field of the desk's own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from solartui.domain.vocabulary import OWN
from solartui.store.list_shape import Line, ListShape
from solartui.store.reading import custom

if TYPE_CHECKING:
    from solartui.domain.listing import Sort
    from solartui.services.desk import Desk


def with_own_sorts(desk: Desk, record: str, shape: ListShape[Line], sort: Sort) -> ListShape[Line]:
    """What a list is made of, with the orders by fields of the desk's own that are wanted, where there are such fields.

    Args:
        desk: whose fields they are.
        record: contact, lead or project.
        shape: what the list is made of without them.
        sort: the order that is wanted.
    """
    wanted = [column for column in sort.columns if column.startswith(OWN)]
    if not wanted:
        return shape
    from solartui.store.own_fields import own_sorts

    with desk.reading() as connection:
        found = custom.fields(connection, record, every=True)
    return replace(shape, sorts={**shape.sorts, **own_sorts(record, shape.id, found, wanted)})
