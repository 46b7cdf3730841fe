"""Designs, proposals with their views and deliveries, and charges."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from solartui.domain.offers.charges import Charge, Ledger
from solartui.domain.offers.designs import Design, line_of, months_of, plane_of
from solartui.domain.offers.proposals import Delivery, Proposal, View, status_on
from solartui.domain.offers.vocabulary import Building, Channel, ChargeKind, ProposalStatus, YieldSource
from solartui.domain.vocabulary import GridConnection
from solartui.store.times import from_text, maybe_from_text

Row = dict[str, Any]

_DESIGN = """
SELECT d.*, p.name AS project_name, p.currency AS currency, coalesce(u.name, 'system') AS created_by,
  (SELECT count(*) FROM proposal o WHERE o.design_id = d.id) AS proposals
FROM design d JOIN project p ON p.id = d.project_id LEFT JOIN user_account u ON u.id = d.created_by_id
WHERE d.deleted_at IS NULL AND p.deleted_at IS NULL
"""


def _rows(connection: sqlite3.Connection, query: str, params: Sequence[object]) -> list[Row]:
    cursor = connection.execute(query, tuple(params))
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _design(row: Row) -> Design:
    return Design(
        id=row["id"],
        project_id=row["project_id"],
        project_name=row["project_name"],
        name=row["name"],
        module=row["module"],
        module_wp=row["module_wp"],
        inverter=row["inverter"],
        inverter_kw=row["inverter_kw"],
        battery=row["battery"],
        battery_kwh=row["battery_kwh"],
        planes=tuple(plane_of(one) for one in json.loads(row["planes"])),
        capacity_kwp=row["capacity_kwp"],
        yields=months_of(json.loads(row["yields"]) if row["yields"] else None),
        yield_source=YieldSource(row["yield_source"]) if row["yield_source"] else None,
        building=Building(row["building"]) if row["building"] else None,
        floor_area=row["floor_area"],
        lines=tuple(line_of(one) for one in json.loads(row["lines"])),
        currency=row["currency"],
        system=row["system"],
        external_id=row["external_id"],
        url=row["url"],
        synced_at=maybe_from_text(row["synced_at"]),
        proposals=row["proposals"],
        created_by=row["created_by"],
        created_at=from_text(row["created_at"]),
        updated_at=from_text(row["updated_at"]),
        version=row["version"],
    )


def design(connection: sqlite3.Connection, design_id: int) -> Design | None:
    """The design with this id, unless it was deleted."""
    rows = _rows(connection, f"{_DESIGN} AND d.id = ?", (design_id,))
    return _design(rows[0]) if rows else None


def designs(connection: sqlite3.Connection, project_id: int | None = None) -> list[Design]:
    """The designs of a project, or of all projects, the oldest first."""
    where, params = ("", ()) if project_id is None else (" AND d.project_id = ?", (project_id,))
    return [_design(row) for row in _rows(connection, f"{_DESIGN}{where} ORDER BY d.id", params)]


_PROPOSAL = """
SELECT o.*, p.name AS project_name, p.lead_id AS lead_id, coalesce(u.name, 'system') AS created_by,
  c.id AS contact_id, c.name AS contact_name
FROM proposal o JOIN project p ON p.id = o.project_id LEFT JOIN user_account u ON u.id = o.created_by_id
LEFT JOIN contact c ON c.id = (SELECT pc.contact_id FROM project_contact pc WHERE pc.project_id = o.project_id
  ORDER BY pc.position, pc.id LIMIT 1)
WHERE p.deleted_at IS NULL
"""


def _proposals(connection: sqlite3.Connection, where: str, params: Sequence[object], day: date) -> list[Proposal]:
    rows = _rows(connection, f"{_PROPOSAL} AND {where} ORDER BY o.id", params)
    ids = json.dumps([row["id"] for row in rows])
    views: dict[int, list[View]] = {}
    query = "SELECT proposal_id, viewed_at, seconds, channel FROM proposal_view WHERE proposal_id IN "
    of_these = "(SELECT value FROM json_each(?)) ORDER BY"
    for number, at, seconds, channel in connection.execute(f"{query} {of_these} viewed_at, id", (ids,)):
        views.setdefault(number, []).append(View(from_text(at), seconds, Channel(channel)))
    sent: dict[int, list[Delivery]] = {}
    query = "SELECT proposal_id, recipient, state, error, started_at FROM delivery WHERE proposal_id IN"
    for number, recipient, state, error, at in connection.execute(f"{query} {of_these} id", (ids,)):
        sent.setdefault(number, []).append(Delivery(recipient, state, error, from_text(at)))
    return [_proposal(row, views.get(row["id"], ()), sent.get(row["id"], ()), day) for row in rows]


def _proposal(row: Row, views: Iterable[View], deliveries: Iterable[Delivery], day: date) -> Proposal:
    figures = json.loads(row["figures"])
    valid_until = date.fromisoformat(row["valid_until"])
    return Proposal(
        id=row["id"],
        project_id=row["project_id"],
        project_name=row["project_name"],
        lead_id=row["lead_id"],
        design_id=row["design_id"],
        contact_id=row["contact_id"],
        customer=row["contact_name"] or figures.get("customer", {}).get("name", ""),
        year=row["year"],
        number=row["number"],
        revision=row["revision"],
        label=row["label"],
        status=status_on(ProposalStatus(row["status"]), valid_until, day),
        active=bool(row["active"]),
        language=row["language"],
        currency=row["currency"],
        net=row["net"],
        vat=row["vat"],
        incentive=row["incentive"],
        capacity_kwp=row["capacity_kwp"],
        battery_kwh=row["battery_kwh"],
        grid_connection=GridConnection(row["grid_connection"]),
        figures=figures,
        valid_until=valid_until,
        link=_link(str(figures.get("link_base") or ""), row["token"]),
        sent_at=maybe_from_text(row["sent_at"]),
        channel=Channel(row["channel"]) if row["channel"] else None,
        sent_to=row["sent_to"],
        decided_at=maybe_from_text(row["decided_at"]),
        signed_by=row["signed_by"],
        reason=row["reason"],
        views=tuple(views),
        deliveries=tuple(deliveries),
        created_by=row["created_by"],
        created_at=from_text(row["created_at"]),
        updated_at=from_text(row["updated_at"]),
        version=row["version"],
    )


def _link(base: str, token: str) -> str:
    return f"{base.rstrip('/')}/{token}" if base else ""


def proposal(connection: sqlite3.Connection, proposal_id: int, day: date) -> Proposal | None:
    """The proposal with this id; `day` is today, by which it may have expired."""
    found = _proposals(connection, "o.id = ?", (proposal_id,), day)
    return found[0] if found else None


def proposals_of_project(connection: sqlite3.Connection, project_id: int, day: date) -> list[Proposal]:
    """The proposals of a project, the oldest first."""
    return _proposals(connection, "o.project_id = ?", (project_id,), day)


def proposals_of_lead(connection: sqlite3.Connection, lead_id: int, day: date) -> list[Proposal]:
    """The proposals of all projects made from a lead, the oldest first."""
    return _proposals(connection, "p.lead_id = ?", (lead_id,), day)


def all_proposals(connection: sqlite3.Connection, day: date) -> list[Proposal]:
    """Every proposal of the desk, the oldest first."""
    return _proposals(connection, "1", (), day)


_CHARGE = """
SELECT c.id, c.project_id, c.kind, c.amount, c.currency, c.day, c.label, c.note, coalesce(u.name, 'system'),
  c.created_at, c.version FROM charge c LEFT JOIN user_account u ON u.id = c.created_by_id
"""


def _charge(row: tuple[Any, ...]) -> Charge:
    number, project_id, kind, amount, currency, day, label, note, who, at, version = row
    made = from_text(at)
    return Charge(
        number, project_id, ChargeKind(kind), amount, currency, date.fromisoformat(day), label, note, who, made, version
    )


def charge(connection: sqlite3.Connection, charge_id: int) -> Charge | None:
    """One line of a ledger."""
    row = connection.execute(f"{_CHARGE} WHERE c.id = ?", (charge_id,)).fetchone()
    return _charge(row) if row else None


def ledger(connection: sqlite3.Connection, project_id: int) -> Ledger | None:
    """The money of a project; None where there is no such project."""
    row = connection.execute(
        "SELECT p.currency, (SELECT o.net + o.vat - o.incentive FROM proposal o "
        "WHERE o.project_id = p.id AND o.status = 'accepted' ORDER BY o.active DESC, o.decided_at DESC LIMIT 1) "
        "FROM project p WHERE p.id = ? AND p.deleted_at IS NULL",
        (project_id,),
    ).fetchone()
    if row is None:
        return None
    currency, agreed = row
    rows = connection.execute(f"{_CHARGE} WHERE c.project_id = ? ORDER BY c.day, c.id", (project_id,))
    return Ledger(project_id, currency, agreed, tuple(_charge(one) for one in rows))


# ---- what the workflow asks


def balance(connection: sqlite3.Connection, project_id: int) -> int | None:
    """What is left to pay, minor units; None while nothing is agreed."""
    found = ledger(connection, project_id)
    return None if found is None else found.balance


def deposit_paid(connection: sqlite3.Connection, project_id: int) -> bool:
    """Whether a deposit came in."""
    query = "SELECT 1 FROM charge WHERE project_id = ? AND kind = 'deposit' LIMIT 1"
    return connection.execute(query, (project_id,)).fetchone() is not None


def synced(connection: sqlite3.Connection, project_id: int) -> datetime | None:
    """When a design of the project was taken over from another program last."""
    query = "SELECT max(synced_at) FROM design WHERE project_id = ? AND deleted_at IS NULL"
    return maybe_from_text(connection.execute(query, (project_id,)).fetchone()[0])


def renewed_since(connection: sqlite3.Connection, project_id: int, when: datetime) -> bool:
    """Whether a proposal was made, or a design synced, after a time."""
    query = "SELECT max(created_at) FROM proposal WHERE project_id = ?"
    made = maybe_from_text(connection.execute(query, (project_id,)).fetchone()[0])
    taken = synced(connection, project_id)
    return any(at is not None and at > when for at in (made, taken))


def free_number(connection: sqlite3.Connection, year: int) -> int:
    """The lowest number of a year that no proposal has: one that was taken back leaves no gap."""
    query = (
        "SELECT coalesce((SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM proposal WHERE year = ?1 AND number = 1)), "
        "(SELECT min(a.number) + 1 FROM proposal a WHERE a.year = ?1 AND NOT EXISTS "
        "(SELECT 1 FROM proposal b WHERE b.year = ?1 AND b.number = a.number + 1)))"
    )
    return int(connection.execute(query, (year,)).fetchone()[0])


def next_revision(connection: sqlite3.Connection, year: int, number: int) -> int:
    """The next version of an offer."""
    query = "SELECT max(revision) + 1 FROM proposal WHERE year = ? AND number = ?"
    return int(connection.execute(query, (year, number)).fetchone()[0])


def next_invoice(connection: sqlite3.Connection, kind: ChargeKind, year: int) -> int:
    """The next number in the series of a kind; such numbers are never taken back."""
    query = "SELECT coalesce(max(number), 0) + 1 FROM charge WHERE kind = ? AND year = ?"
    return int(connection.execute(query, (kind.value, year)).fetchone()[0])
