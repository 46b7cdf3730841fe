"""Every table, imported here so that the metadata is whole."""

from __future__ import annotations

from sqlmodel import SQLModel

from solartui.store.tables.custom import CustomFieldRow, CustomValueRow, ErasureRow
from solartui.store.tables.history import ActivityRow, ChangeItemRow, ChangePackRow, ChangeRow
from solartui.store.tables.leads import LeadRow, LeadStageRow
from solartui.store.tables.offers import ChargeRow, DeliveryRow, DesignRow, ProposalRow, ProposalViewRow
from solartui.store.tables.people import ContactEmailRow, ContactPhoneRow, ContactRow, EntityRow, UserRow
from solartui.store.tables.places import PlaceAnswerRow, PlaceTurnRow, PostcodeRow
from solartui.store.tables.projects import ProjectAssigneeRow, ProjectContactRow, ProjectRow
from solartui.store.tables.workflow import ProjectEventRow, ProjectJobRow, ProjectTaskRow, SiteClaimRow, WorkflowRow
from solartui.store.tables.writing import DocumentContentRow, DocumentRow, NoteRow, PreferenceRow, SavedViewRow

metadata = SQLModel.metadata

__all__ = [
    "ActivityRow",
    "ChangeItemRow",
    "ChangePackRow",
    "ChangeRow",
    "ChargeRow",
    "ContactEmailRow",
    "ContactPhoneRow",
    "ContactRow",
    "CustomFieldRow",
    "CustomValueRow",
    "DeliveryRow",
    "DesignRow",
    "DocumentContentRow",
    "DocumentRow",
    "EntityRow",
    "ErasureRow",
    "LeadRow",
    "LeadStageRow",
    "NoteRow",
    "PlaceAnswerRow",
    "PlaceTurnRow",
    "PostcodeRow",
    "PreferenceRow",
    "ProjectAssigneeRow",
    "ProjectContactRow",
    "ProjectEventRow",
    "ProjectJobRow",
    "ProjectRow",
    "ProjectTaskRow",
    "ProposalRow",
    "ProposalViewRow",
    "SavedViewRow",
    "SiteClaimRow",
    "UserRow",
    "WorkflowRow",
    "metadata",
]
