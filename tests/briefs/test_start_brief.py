"""Starting the brief, empty or from a document."""

import pytest
from django.test import Client
from tests.cast import SENTENCE, Cast, happened, hide, waits
from tests.refusals import nothing_written, refused

from tandem.accounts.models import Person
from tandem.accounts.rules import CLOCK, Actor, Lane
from tandem.briefs import services
from tandem.briefs.models import Brief, Item, Revision
from tandem.briefs.queries import whole
from tandem.briefs.rules import ItemKind, Section, from_answer, matter_of, place_of
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.initiatives import services as initiatives
from tandem.initiatives.queries import whole as idea
from tandem.initiatives.rules import Question
from tandem.rights.rules import Rights

DOCUMENT = """# Delivery day

## Why

Customers call us to ask when the parcel comes.

## Requirements

- Must: A customer picks a free day.
- Should: The day can be changed until noon before.

## Metrics

Calls about delivery, read in the phone system: 120 a week, 60 by May.

## Something nobody has a section for

The zebra in the foyer.
"""


def start(
    actor: Actor, initiative: int, document: str = "", form_key: str = "", *, answers: bool = False
) -> Brief:
    return services.start_brief(
        actor=actor,
        initiative_id=initiative,
        document=document,
        with_answers=answers,
        form_key=form_key,
    )


def test_marketing_starts_it_empty(cast: Cast, briefable: int) -> None:
    brief = start(cast.alice, briefable)
    assert (brief.initiative_id, brief.started_by_id) == (briefable, cast.alice.me)
    assert whole(cast.rita, briefable).items == []
    assert happened(briefable)[-1] == "brief.started"
    assert waits(briefable) == {("initiative.next_stage", "")}
    assert brief.subject.title == SENTENCE
    assert brief.subject.url == f"/initiatives/{briefable}/brief/"


def test_of_a_document_nothing_is_lost(cast: Cast, briefable: int) -> None:
    start(cast.alice, briefable, DOCUMENT)
    items = whole(cast.rita, briefable).items
    everything = " ".join(f"{item.title} {item.text}" for item in items)
    for word in ("call", "parcel", "picks", "noon", "120", "60 by May", "zebra", "foyer"):
        assert word in everything
    assert {item.section for item in items} >= {Section.WHY, Section.REQUIREMENTS, Section.METRICS}
    assert len({item.label for item in items}) == len(items)
    assert [i.changed_by.name for i in items] == ["Alice Albers"] * len(items)


@pytest.mark.parametrize(
    "document",
    [
        "# " + "W" * 10_000,
        "## Requirements\n\n- " + "W" * 10_000 + "\n- second",
        "W" * 50_000,
        "\n\n".join("paragraph " * 300 for _ in range(30)),
        "## Why\n\nשלום עולם \u202eabc\u202c 🎁 👩‍👩‍👧‍👦",
        "{{ x }} {% y %} <script>alert(1)</script> [a](javascript:alert(1))",
        "| a | b |\n|---|---|\n| c | d |",
        "```\n## Not a heading\n```",
        "# A\n# B\n# C",
        "- [ ] one\n- [x] two",
    ],
)
def test_hard_documents_are_taken_and_every_item_can_be_saved_again(
    cast: Cast, briefable: int, document: str
) -> None:
    start(cast.alice, briefable, document)
    for item in whole(cast.alice, briefable).items:
        if Rights().lane(matter_of(item.section)) is not Lane.IT:
            services.edit_item(
                actor=cast.alice, initiative_id=briefable, item_id=item.id, title=item.title,
                text=item.text or "nothing", priority=item.priority, base=item.revision,
            )  # fmt: skip
    for revision in Revision.objects.all():
        assert len(revision.title) <= 300
        assert len(revision.text) <= 20_000


TOO_MANY = "## Requirements\n\n" + "\n".join(f"- Requirement {n}" for n in range(502))


@pytest.mark.parametrize("document", ["NUL \0", "\udc00", "x" * 1_000_001, TOO_MANY])
def test_an_unusable_document_is_refused(cast: Cast, briefable: int, document: str) -> None:
    with refused(BadInput) as caught:
        start(cast.alice, briefable, document)
    assert caught.value.field == "document"  # type: ignore[attr-defined]


def test_a_long_document_costs_as_much_as_a_short_one(
    cast: Cast, briefable: int, django_assert_max_num_queries: object
) -> None:
    long = "## Requirements\n\n" + "\n".join(f"- Requirement {n}" for n in range(150))
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        start(cast.alice, briefable, long)
    assert Item.objects.count() == 150


def test_a_colleague_of_marketing_on_the_initiative_may_start_it(
    cast: Cast, briefable: int
) -> None:
    initiatives.join_initiative(actor=cast.mona, initiative_id=briefable, lane=Lane.MARKETING)
    assert start(cast.mona, briefable)


@pytest.mark.parametrize("name", ["igor", "mona", "ivan", "charlie", "rita", "ada", "vera"])
def test_everybody_else_is_refused(cast: Cast, briefable: int, name: str) -> None:
    with refused(NotAllowed):
        start(getattr(cast, name), briefable)


@pytest.mark.parametrize("initiative", ["idea", "paired_idea", "assessed"], indirect=True)
def test_before_it_was_assessed_it_is_refused(cast: Cast, initiative: int) -> None:
    with refused(RuleBroken):
        start(cast.alice, initiative)


@pytest.mark.parametrize("initiative", ["brief", "signed_brief", "planned"], indirect=True)
def test_there_is_one_brief(cast: Cast, initiative: int) -> None:
    with refused(RuleBroken):
        start(cast.alice, initiative)


def test_a_double_click_starts_once(cast: Cast, briefable: int) -> None:
    first = start(cast.alice, briefable, DOCUMENT, "key")
    with nothing_written():
        assert start(cast.alice, briefable, DOCUMENT, "key") == first
    with refused(RuleBroken):
        start(cast.alice, briefable, DOCUMENT, "other")


def test_a_restricted_initiative_is_not_found(cast: Cast, briefable: int) -> None:
    hide(briefable)
    for actor in (cast.mona, cast.charlie, cast.ada):
        with refused(NotFound):
            start(actor, briefable)
    assert start(cast.alice, briefable)


def test_reading_needs_no_side_but_sight(cast: Cast, brief: int) -> None:
    for name in ("rita", "charlie", "ada"):
        assert whole(getattr(cast, name), brief).initiative_id == brief
    hide(brief)
    for name in ("rita", "charlie", "ada"):
        with pytest.raises(NotFound):
            whole(getattr(cast, name), brief)


def test_it_begins_with_what_was_answered_about_the_idea(cast: Cast, briefable: int) -> None:
    start(cast.alice, briefable, answers=True)
    items = whole(cast.rita, briefable).items
    answers = idea(CLOCK, briefable).answers
    assert [item.section for item in items] == [
        Section.WHY,
        Section.AUDIENCE,
        Section.CONSTRAINTS,
        Section.MORE,
    ]
    assert items[0].text == answers[Question.GOAL].text
    assert (items[3].title, items[3].text) == (
        Question.EXISTS.asks,
        answers[Question.EXISTS].text,
    )


def test_measure_first_stays_an_answer() -> None:
    metric = from_answer(Question.MEASURE, "Calls a week", measure_first=True)
    assert (metric.kind, metric.fields) == (ItemKind.METRIC, {"measure_first": True})
    assert from_answer(Question.GOAL, "Fewer calls", measure_first=True).fields == {}
    assert {place_of(question) for question in Question} <= set(Section)


def test_beside_a_document_what_was_answered_is_offered_where_a_part_is_missing(
    cast: Cast, briefable: int, client: Client
) -> None:
    client.force_login(Person.objects.get(pk=cast.alice.me))
    url = f"/initiatives/{briefable}/brief/"
    page = client.get(url).text
    assert "Answered already" in page
    client.post(url, {"document": "## What it must do\n\n- must: choose", "with_answers": "on"})
    assert {item.section for item in whole(CLOCK, briefable).items} == {Section.REQUIREMENTS}
    page = client.get(url).text
    assert f"{url}items/new/?section=why&amp;answer=goal" in page
    form = client.get(f"{url}items/new/?section=why&answer=goal").text
    assert f"{Question.GOAL.asks}</textarea>" in form
    assert client.get(f"{url}items/new/?section=why&answer=nonsense").status_code == 200
    client.post(f"{url}items/new/", {"section": "why", "text": "Fewer calls."})
    assert "answer=goal" not in client.get(url).text
