"""A marker in every text of a restricted initiative: nobody outside reads one, at any door.

The access matrix knows the words that its story wrote. Here every column that holds what people
typed is marked by its own name, also one that is added tomorrow, and all pages and lists are read.
"""

import re
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import CharField, JSONField, Model, TextField
from django.test import Client
from tests.architecture.access.asking import ask, undone
from tests.architecture.access.roles import SIGNED_IN, Role
from tests.architecture.access.table import rows
from tests.architecture.access.world import World, world_at
from tests.cast import SENTENCE

from tandem.activity.models import SearchText, Subject

HOLDING = {"activity", "assessment", "attachments", "briefs", "initiatives", "lists"} | {
    *("imports", "own_fields", "plans", "projects", "rights", "risk", "roadmap", "scenarios"),
    *("spending", "stages", "talk", "timesheets", "trace", "work"),
}
"""The contexts whose rows here all belong to the one initiative there is, or to Alice alone."""
WORD = "zzmarkzz"
_CODES = re.compile(
    r"code|kind|key|digest|head|salt|part|root|outcome|target|actor_kind|error|content"
    r"|\w+_(?:key|code)"
)
"""Columns with codes and digests. What people typed has other names."""
_INDEXES = {"SearchText.words", "IdeaWord.word"}
_OF_THE_COMPANY = {"CostCode.name", "FieldOption.name", "OwnField.name", "OwnField.unit"}
"""What administrators name for everybody, beside what belongs to the initiative."""
UNPLAYED = {
    *("Approval.text", "Approval.words", "BreakIn.reason", "ChangeRequest.note"),
    *("Consult.text", "DelayCost.why"),
    *("DataProtection.basis_note", "DataProtection.measures", "DataProtection.necessity"),
    *("DataProtection.purpose", "DataProtection.recipients", "DataProtection.retention"),
    *("DataProtection.risks", "ProtectionReview.text"),
    *("RiskAcceptance.text", "RiskAnswer.note", "RiskReview.text"),
    *(
        "ScopeList.words",
        "LeverMoved.words",
        "Scenario.answer",
        "Scenario.note",
        "Scenario.said_digest",
        "Entry.by_name",
        "FieldValue.text",
        "Occupation.name",
        "Actual.reference",
    ),
    *("ChangeRequest.title", "ConditionPass.reason", "DataCheck.text", "EarlierText.text"),
    *("Feasibility.alternative", "Feasibility.answer", "Feasibility.reason"),
    *("GivenAnswer.missing", "Hold.lifted_note", "HoldRenewal.reason", "HoldRuling.reason"),
    *("Outcome.reason", "Outcome.reply", "PathChoice.learned", "PathChoice.reason"),
    *("Appearance.campaign", "Appearance.markets"),
    *("ItProject.purpose", "ProjectMove.reason", "ProjectStep.reason"),
    *("PathWord.note", "Playback.answer", "Proposal.answer", "Proposal.why"),
    *("Comment.brought_from", "Comment.said_by"),
    *("Import.detail", "Import.source", "ImportFile.name", "TakenIn.source"),
    *("TakenIn.source_id", "TakenIn.url"),
    *("SharedText.document", "SharedText.sentence", "SignOff.note", "WhatIf.words"),
}
"""What this story has no row of."""


def typed_columns() -> list[tuple[type[Model], Any]]:
    """Every column that holds words of a person."""
    return [
        (model, column)
        for model in apps.get_models()
        if model._meta.app_label in HOLDING
        for column in model._meta.fields
        if isinstance(column, CharField | TextField)
        and not isinstance(column, JSONField)
        and not column.choices
        and not _CODES.fullmatch(column.name)
        and f"{model.__name__}.{column.name}" not in _INDEXES | _OF_THE_COMPANY
    ]


def marker_of(model: type[Model], column: str) -> str:
    """Letters only, so that no escaping takes it apart."""
    return f"zz{model.__name__}{column.replace('_', '')}zz".lower()


def mark_everything(world: World) -> dict[str, str]:
    """Write its marker into every such column; {marker: "Model.column"} of those that have rows."""
    of_it = Subject.objects.filter(root_id=world.initiative)
    marked = {}
    for model, column in typed_columns():
        found = of_it if model is Subject else model._base_manager.all()
        mark = marker_of(model, column.name)
        # Where nothing was typed, pages count on nothing being there.
        if found.exclude(**{column.name: ""}).update(**{column.name: f"{mark} {WORD}"}):
            marked[mark] = f"{model.__name__}.{column.name}"
    for text in SearchText.objects.filter(subject__root_id=world.initiative):
        again = SearchText(
            subject_id=text.subject_id, part=f"{text.part}+", text=text.text, words=WORD
        )
        again.save()
    return marked


@pytest.fixture
def marked(db: None, tuesday: None) -> tuple[World, dict[str, str]]:
    """Signed by both, talked about, with a hold, a suggestion and a change; all of it marked."""
    world = world_at("signed_brief")
    world.with_answer()
    world.with_what_if()
    world.with_change()
    world.with_proposal()
    world.with_hold()
    world.with_view()
    world.with_pictures()
    world.with_budget_asked()
    world.with_list()
    world.with_forecast()
    world.with_blocked_work()
    world.with_scenario_shared()
    world.with_noted_hours()
    world.with_code()
    world.with_spending()
    world.with_upload()
    world.restrict()
    return world, mark_everything(world)


def looked_for(world: World, role: Role) -> str:
    """What somebody gets who knows one word of it, at each place where words are looked for."""
    client = Client()
    client.cookies = world.doors[role].cookies
    places = (f"/search/?q={WORD}", f"/ideas/?q={WORD}", f"/api/v1/search?q={WORD}")
    typed = client.post("/ideas/new/", {"sentence": f"{SENTENCE} {WORD}", "kind": "other"})
    return "".join(client.get(place).text for place in places) + typed.text


@pytest.mark.parametrize("role", [Role.OUTSIDER, Role.COLLEAGUE, Role.ADMINISTRATOR])
def test_whoever_knows_a_word_of_it_finds_nothing(
    marked: tuple[World, dict[str, str]], role: Role
) -> None:
    world, markers = marked
    inside, outside = looked_for(world, Role.MARKETING_OWNER), looked_for(world, role)
    assert any(mark in inside.lower() for mark in markers)
    assert [mark for mark in markers if mark in outside.lower()] == []


@pytest.mark.slow
@pytest.mark.deep(on="postgresql")
def test_no_word_of_what_is_restricted_comes_out_of_any_door(
    marked: tuple[World, dict[str, str]],
) -> None:
    world, markers = marked
    outside = SIGNED_IN - world.inside if connection.vendor == "sqlite" else {Role.OUTSIDER}
    leaks, shown = [], set()
    for row in rows():
        if row.reads and row.step in {world.step, "idea"}:
            for role in sorted({*outside, Role.MARKETING_OWNER}):
                with undone():
                    text = ask(world, row, role).text.lower()
                found = {mark for mark in markers if mark in text}
                if role in outside:
                    leaks += [f"{row.key} as {role}: {markers[mark]}" for mark in found]
                else:
                    shown |= found
    assert not leaks, "\n".join(["", *leaks])
    assert len(shown) > len(markers) / 2, sorted(set(markers) - shown)


def test_every_column_with_words_is_in_the_story_or_known_to_be_missing(
    marked: tuple[World, dict[str, str]],
) -> None:
    markers = marked[1]
    columns = {f"{model.__name__}.{column.name}" for model, column in typed_columns()}
    assert columns - set(markers.values()) == UNPLAYED
