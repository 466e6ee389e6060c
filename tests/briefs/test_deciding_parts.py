"""The company's one table of who decides what governs the parts of a brief, too."""

from decimal import Decimal

import pytest
from django.test import Client
from tests.cast import Cast, waits
from tests.refusals import refused

from tandem.accounts.models import Person
from tandem.accounts.rules import Actor, Lane
from tandem.activity.queries import settings_changed
from tandem.briefs import services
from tandem.briefs.models import Item
from tandem.briefs.queries import item_of, whole
from tandem.briefs.rules import Section, WhatIfOutcome
from tandem.core.errors import BadInput, NotAllowed
from tandem.rights import services as rights
from tandem.rights.events import RIGHT_CHANGED
from tandem.rights.rules import Decider, Matter

pytestmark = pytest.mark.django_db


def decide(cast: Cast, matter: Matter, decider: Decider) -> None:
    rights.change_decision_rights(actor=cast.ada, rights={matter: decider})


def labelled(initiative: int, label: str) -> Item:
    return next(
        one for one in Item.objects.filter(brief__initiative=initiative) if str(one) == label
    )


def edit(actor: Actor, brief: int, label: str, **changed: object) -> None:
    now = item_of(actor, brief, labelled(brief, label).pk)
    wanted = {"title": now.title, "text": now.text, "priority": now.priority, **changed}
    services.edit_item(
        actor=actor,
        initiative_id=brief,
        item_id=now.id,
        base=now.revision,
        **wanted,  # type: ignore[arg-type]
    )


def test_when_the_company_decides_otherwise_the_other_side_writes(cast: Cast, brief: int) -> None:
    decide(cast, Matter.APPROACH, Decider.MARKETING)
    edit(cast.alice, brief, "T1", text="Any calendar will do.")
    with refused(NotAllowed) as caught:
        edit(cast.igor, brief, "T1", text="Only the shop's.")
    assert "Marketing" in caught.value.reason


def test_the_sponsor_writes_what_the_sponsor_decides_and_nobody_else(
    cast: Cast, brief: int
) -> None:
    decide(cast, Matter.COST, Decider.SPONSOR)
    with refused(NotAllowed):
        services.add_item(
            actor=cast.igor, initiative_id=brief, section=Section.COST, text="Free of charge."
        )
    services.add_item(
        actor=cast.vera, initiative_id=brief, section=Section.COST, text="4,000 a year."
    )
    assert whole(cast.vera, brief).items[-1].changed_by.id == cast.vera.me


def test_a_field_of_its_own_is_edited_by_who_decides_it_and_the_rest_stays(
    cast: Cast, brief: int
) -> None:
    kept = item_of(cast.igor, brief, labelled(brief, "U1").pk)
    edit(cast.igor, brief, "U1", fields={**kept.fields, "technical": ["Two seconds at most."]})
    with refused(NotAllowed):
        edit(cast.igor, brief, "U1", text="Another flow.")
    with refused(NotAllowed):
        now = item_of(cast.alice, brief, kept.id)
        edit(cast.alice, brief, "U1", fields={**now.fields, "technical": ["Whenever."]})
    assert item_of(cast.rita, brief, kept.id).fields["technical"] == ["Two seconds at most."]


def test_the_page_asks_for_what_one_decides_alone(cast: Cast, brief: int, client: Client) -> None:
    client.force_login(Person.objects.get(pk=cast.igor.me))
    case = labelled(brief, "U1")
    url = f"/initiatives/{brief}/brief/items/{case.pk}/"
    page = client.get(url).text
    assert 'name="technical"' in page
    assert 'name="acceptance"' not in page
    assert "<textarea" in page
    assert 'name="text"' not in page
    sent = {"section": "use_cases", "base": 1, "technical": "Two seconds at most."}
    assert client.post(url, sent).status_code == 303
    now = item_of(cast.igor, brief, case.pk)
    assert now.fields["technical"] == ["Two seconds at most."]
    assert now.fields["covers"] == ["R1"]
    assert now.title


def test_whoever_decides_the_estimate_says_it_and_answers_how_it_is_used(
    cast: Cast, brief: int
) -> None:
    decide(cast, Matter.ESTIMATE, Decider.MARKETING)
    decide(cast, Matter.USE, Decider.IT)
    item = labelled(brief, "R1").pk
    days = {"initiative_id": brief, "item_id": item, "low": Decimal(1), "high": Decimal(2)}
    with refused(NotAllowed):
        services.state_effort(actor=cast.igor, **days)  # type: ignore[arg-type]
    services.state_effort(actor=cast.alice, **days)  # type: ignore[arg-type]
    case = labelled(brief, "U1").pk
    card = services.ask_what_if(
        actor=cast.alice, initiative_id=brief, item_id=case, question="What if it snows?"
    )
    assert ("brief.answer_what_if", "it") in waits(brief)
    services.answer_what_if(
        actor=cast.igor,
        initiative_id=brief,
        item_id=case,
        card_id=card.pk,
        outcome=WhatIfOutcome.NOT_NOW,
        words="Next winter.",
    )


def test_every_change_of_the_table_is_recorded_and_what_makes_no_sense_is_refused(
    cast: Cast,
) -> None:
    with refused(BadInput):
        decide(cast, Matter.ESTIMATE, Decider.SPONSOR)
    with refused(NotAllowed):
        rights.change_decision_rights(actor=cast.igor, rights={Matter.GOAL: Decider.IT})
    decide(cast, Matter.COST, Decider.SPONSOR)
    decide(cast, Matter.COST, Decider.SPONSOR)
    decide(cast, Matter.COST, Decider.IT)
    told = [line.sentence for line in settings_changed(RIGHT_CHANGED)]
    assert told == [
        "Ada Adler changed who decides. Run cost and upkeep: The sponsor before, IT now",
        "Ada Adler changed who decides. Run cost and upkeep: IT before, The sponsor now",
    ]
    assert Lane.IT.label in told[0]
