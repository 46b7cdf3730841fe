"""What records say in the desk's own fields, as a column of a list."""

from __future__ import annotations

_SUBJECTS = frozenset({"contact", "lead", "project"})


def own_values(record: str, owner: str) -> str:
    """The column of a list in which stand all that a record says in the desk's own fields, as JSON by their numbers."""
    if record not in _SUBJECTS:
        raise ValueError(record)
    return (
        "(SELECT json_group_object(CAST(field_id AS TEXT), coalesce(text, day, number, flag)) FROM custom_value "
        f"WHERE {record}_id = {owner} HAVING count(*) > 0)"
    )
