"""What a part of a brief carries beside its text: kept, refused, read, compared, and asked for."""

from typing import Any

import pytest
from django.test import Client
from tests.cast import FIELDS, Cast, estimate, let_both_sign
from tests.refusals import nothing_written, refused

from tandem.accounts.models import Person
from tandem.accounts.rules import CLOCK
from tandem.briefs import conditions, services
from tandem.briefs.queries import (
    FileKind,
    ItemRow,
    comparison,
    file_of,
    item_of,
    snapshot_document,
    whole,
)
from tandem.briefs.rules import (
    Content,
    ItemKind,
    Priority,
    Section,
    clean_fields,
    in_words,
    is_cosmetic,
    item_digest,
    missing_of_metric,
)
from tandem.core.errors import BadInput
from tandem.initiatives.rules import Stage


def item(brief: int, label: str) -> ItemRow:
    return next(one for one in whole(CLOCK, brief).items if one.label == label)


def edit(cast: Cast, brief: int, label: str, **more: Any) -> None:
    found = item(brief, label)
    wanted = {"title": found.title, "text": found.text, "priority": found.priority, **more}
    services.edit_item(
        actor=cast.alice, initiative_id=brief, item_id=found.id, base=found.revision, **wanted
    )


# What is kept ------------------------------------------------------------------------------------


def test_lines_are_kept_without_the_empty_ones_and_nothing_empty_is_kept() -> None:
    kept = clean_fields(
        Section.USE_CASES,
        {"main_flow": " She pays.\n\n  She  waits. ", "actor": " ", "covers": ["r10", "R2", "R2"]},
    )
    assert kept == {"main_flow": ["She pays.", "She waits."], "covers": ["R2", "R10"]}


@pytest.mark.parametrize(
    ("section", "name", "value"),
    [
        (Section.METRICS, "actor", "A member"),
        (Section.WHY, "target", "36 %"),
        (Section.METRICS, "day", "30 September"),
        (Section.METRICS, "target", "x" * 501),
        (Section.METRICS, "target", "a\0b"),
        (Section.USE_CASES, "covers", ["U1"]),
        (Section.USE_CASES, "acceptance", "x\n" * 41),
        (Section.USE_CASES, "what_ifs", []),
    ],
)
def test_what_does_not_fit_is_refused_by_its_name(
    section: Section, name: str, value: object
) -> None:
    with pytest.raises(BadInput) as caught:
        clean_fields(section, {name: value})
    assert caught.value.field == name


def test_a_part_that_carries_nothing_keeps_its_digest() -> None:
    bare = Content(ItemKind.METRIC, Section.METRICS, "", "Fewer calls.", None)
    assert item_digest(bare) == item_digest(Content(*_of(bare), fields={}))
    assert item_digest(bare) != item_digest(Content(*_of(bare), fields={"target": "3"}))


def _of(content: Content) -> tuple[Any, ...]:
    return content.kind, content.section, content.title, content.text, content.priority


@pytest.mark.parametrize(
    ("section", "before", "after", "cosmetic"),
    [
        (Section.USE_CASES, {"actor": "A “member”"}, {"actor": 'A "member"'}, True),
        (Section.USE_CASES, {"main_flow": ["a", "b"]}, {"main_flow": ["a b"]}, False),
        (Section.METRICS, {"target": "5–6 %"}, {"target": "5-6 %"}, False),
        (Section.METRICS, {"day": "2026-09-30"}, {"day": "2026-10-01"}, False),
        (Section.METRICS, {"day": "2026-09-30"}, {}, False),
    ],
)
def test_what_a_metric_carries_is_never_only_its_look(
    section: Section, before: dict[str, object], after: dict[str, object], cosmetic: bool
) -> None:
    one, other = (
        Content(section.item_kind, section, "", "A text.", None, fields=fields)
        for fields in (before, after)
    )
    assert is_cosmetic(one, other) is cosmetic


def test_in_words_steps_are_numbered_and_criteria_listed() -> None:
    fields = {"actor": "A member", "main_flow": ["She pays."], "acceptance": ["It rises."]}
    words = in_words(
        Content(ItemKind.USE_CASE, Section.USE_CASES, "", "Points.", None, fields=fields)
    )
    assert words == (
        "Points.\n\n**Who:** A member\n\n**Step by step:**\n\n1. She pays.\n\n"
        "**It works when:**\n\n- It rises."
    )


# Writing -----------------------------------------------------------------------------------------


def test_what_it_carries_stays_where_only_its_text_is_changed(cast: Cast, brief: int) -> None:
    edit(cast, brief, "M1", text="Another text.")
    assert item(brief, "M1").fields == FIELDS[Section.METRICS]


def test_a_part_may_say_all_it_says_without_a_text(cast: Cast, brief: int) -> None:
    edit(cast, brief, "M1", text="", fields={"target": "36 %"})
    assert item(brief, "M1").fields == {"target": "36 %"}
    with refused(BadInput) as caught:
        edit(cast, brief, "M1", text="", fields={})
    assert isinstance(caught.value, BadInput)
    assert caught.value.field == "text"


@pytest.mark.parametrize(
    ("label", "fields"),
    [("U1", {"covers": ["R9"]}), ("R1", {"depends_on": ["R1"]}), ("R1", {"depends_on": ["R2"]})],
)
def test_only_another_requirement_of_the_brief_is_named(
    cast: Cast, brief: int, label: str, fields: dict[str, object]
) -> None:
    with refused(BadInput):
        edit(cast, brief, label, fields=fields)


def test_the_same_once_more_writes_nothing(cast: Cast, brief: int) -> None:
    with nothing_written():
        edit(cast, brief, "M1", fields=FIELDS[Section.METRICS])


def test_another_target_of_a_signed_metric_waits_for_both(cast: Cast, signed_brief: int) -> None:
    edit(cast, signed_brief, "M1", fields={**FIELDS[Section.METRICS], "target": "40 %"})
    assert item(signed_brief, "M1").fields["target"] == "36 %"
    let_both_sign(cast.alice, signed_brief, item(signed_brief, "M1").id)
    now = item(signed_brief, "M1")
    assert now.fields["target"] == "40 %"
    assert now.suspended
    part = comparison(CLOCK, signed_brief, 1, None).parts[0]
    assert "40" in "".join(run.text for run in part.text if run.fate == "new")
    file = file_of(snapshot_document(CLOCK, signed_brief, 1), FileKind.MARKDOWN)
    assert "**Target:** 36 %" in file.body.decode()


# The page and programs ---------------------------------------------------------------------------


def test_the_form_asks_for_what_a_use_case_carries_and_the_brief_shows_it(
    cast: Cast, brief: int, client: Client
) -> None:
    client.force_login(Person.objects.get(pk=cast.alice.me))
    u1 = item(brief, "U1")
    place = f"/initiatives/{brief}/brief/items/{u1.id}/"
    form = client.get(place).content.decode()
    assert "It works when" in form
    assert 'name="covers" value="R1" checked' in form
    sent = {
        "section": "use_cases",
        "text": "",
        "base": u1.revision,
        "covers": ["R1"],
        "main_flow": "She opens it.\nShe <b>chooses</b>.",
    }
    assert client.post(place, sent).status_code == 303
    assert item(brief, "U1").fields == {
        "covers": ["R1"],
        "main_flow": ["She opens it.", "She <b>chooses</b>."],
    }
    page = client.get(f"/initiatives/{brief}/brief/").content.decode()
    assert "<li>She &lt;b&gt;chooses&lt;/b&gt;.</li>" in page


def test_a_refused_form_keeps_what_was_typed(cast: Cast, brief: int, client: Client) -> None:
    client.force_login(Person.objects.get(pk=cast.alice.me))
    sent = {"section": "metrics", "text": "", "target": "x" * 501, "source": "the till"}
    answer = client.post(f"/initiatives/{brief}/brief/items/new/", sent)
    assert answer.status_code == 422
    assert 'value="the till"' in answer.content.decode()
    assert "too long" in answer.content.decode()


# What Plan asks for ------------------------------------------------------------------------------


def named(brief: int) -> dict[str, str]:
    """The conditions that aren't met, and what each says is missing."""
    facts = conditions.facts([brief])[brief]
    return {c.key: str(c.detail) for c in conditions.before(Stage.PLAN, facts) if not c.met}


def test_each_must_have_needs_a_use_case_with_acceptance_criteria(cast: Cast, brief: int) -> None:
    assert "use_cases" not in named(brief)
    services.add_item(
        actor=cast.alice,
        initiative_id=brief,
        section=Section.REQUIREMENTS,
        text="And the hour.",
        priority=Priority.MUST,
    )
    estimate(cast, brief, "R2")
    assert named(brief)["use_cases"] == "Still without: R2."
    edit(cast, brief, "U1", fields={"covers": ["R1", "R2"]})
    assert named(brief)["use_cases"].startswith("Still without: R1, R2. U1 ")
    edit(cast, brief, "U1", fields={"covers": ["R1", "R2"], "acceptance": ["It is there."]})
    assert "use_cases" not in named(brief)


def test_a_metric_needs_target_source_owner_day_and_today_or_measured_first(
    cast: Cast, brief: int
) -> None:
    assert "metrics" not in named(brief)
    edit(cast, brief, "M1", fields={"target": "36 %", "day": "2026-09-30", "baseline": "31 %"})
    assert named(brief)["metrics"] == "M1 still lacks: Read from, Read by."
    assert missing_of_metric({**FIELDS[Section.METRICS], "measure_first": False}) == [
        "Today, or “measured first”"
    ]


def test_one_whole_metric_is_enough(cast: Cast, brief: int) -> None:
    services.add_item(
        actor=cast.alice, initiative_id=brief, section=Section.METRICS, text="Fewer calls."
    )
    assert "metrics" not in named(brief)
    assert item_of(CLOCK, brief, item(brief, "M2").id).structure == []
