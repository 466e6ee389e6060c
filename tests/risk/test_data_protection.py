"""The data-protection check: written where personal data flow, looked at where two criteria are."""

import pytest
from tests.cast import Cast, check_risk, flow_data, hide, waits, write_protection
from tests.refusals import nothing_written, refused

from tandem.accounts.rules import Actor
from tandem.activity.queries import open_turns_on
from tandem.assessment import services as assessment
from tandem.assessment.rules import Authority, Word
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken, Stale
from tandem.initiatives.queries import whole
from tandem.initiatives.rules import Stage
from tandem.risk import queries, services
from tandem.risk.queries import ProtectionSeen, protection_document
from tandem.risk.rules import (
    Criterion,
    LawfulBasis,
    Processing,
    ProtectionStanding,
    ProtectionStep,
    criteria_known,
    why_not_processing,
)
from tandem.stages.conditions import gates
from tandem.systems.rules import DataClass

CONTACT, PAYMENT, SPECIAL = DataClass.CUSTOMER_CONTACT, DataClass.PAYMENT, DataClass.SPECIAL


def seen(actor: Actor, initiative: int) -> ProtectionSeen:
    return queries.protection_of(actor, whole(actor, initiative))


def missing(initiative: int) -> set[str]:
    return {one.key for one in gates({initiative: Stage.ASSESS})[initiative].missing}


def look(actor: Actor, initiative: int, text: str = "", *, fine: bool = True) -> None:
    written = queries.protection_written(initiative)
    services.review_data_protection(
        actor=actor,
        initiative_id=initiative,
        seen=written.pk if written else 1,
        fine=fine,
        text=text,
    )


def processing(
    *criteria: Criterion, basis: LawfulBasis = LawfulBasis.CONSENT, **texts: str
) -> Processing:
    said = {"purpose": "To tell.", "retention": "90 days.", "recipients": "The shop.", **texts}
    return Processing(criteria=frozenset(criteria), basis=basis, **said)


@pytest.mark.parametrize(
    ("given", "classes", "field"),
    [
        (processing(), [CONTACT], None),
        (processing(purpose=""), [CONTACT], "purpose"),
        (processing(Criterion.NEW), [CONTACT], None),
        (processing(Criterion.NEW, Criterion.LARGE), [CONTACT], "necessity"),
        (
            processing(Criterion.NEW, Criterion.LARGE, necessity="a", risks="b", measures="c"),
            [CONTACT],
            None,
        ),
        (processing(basis=LawfulBasis.INTERESTS), [CONTACT], "basis_note"),
        (processing(), [SPECIAL], "criteria"),
        (processing(Criterion.SENSITIVE), [SPECIAL], "basis_note"),
        (processing(Criterion.SENSITIVE, basis_note="Consent, article 9."), [SPECIAL], None),
    ],
)
def test_two_criteria_ask_for_the_full_assessment(
    given: Processing, classes: list[DataClass], field: str | None
) -> None:
    wrong = why_not_processing(given, classes)
    assert (wrong[0] if wrong else None) == field


@pytest.mark.parametrize(
    ("standing", "step"),
    [
        (ProtectionStanding(), ProtectionStep.NOT_NEEDED),
        (ProtectionStanding(frozenset()), ProtectionStep.NOT_NEEDED),
        (ProtectionStanding(frozenset({CONTACT})), ProtectionStep.TO_WRITE),
        (ProtectionStanding(frozenset({CONTACT}), frozenset({CONTACT})), ProtectionStep.DONE),
        (
            ProtectionStanding(frozenset({CONTACT, PAYMENT}), frozenset({CONTACT})),
            ProtectionStep.TO_WRITE,
        ),
        (
            ProtectionStanding(frozenset({CONTACT}), frozenset({CONTACT}), full=True),
            ProtectionStep.TO_LOOK,
        ),
        (
            ProtectionStanding(frozenset({CONTACT}), frozenset({CONTACT}), full=True, fine=True),
            ProtectionStep.DONE,
        ),
        (
            ProtectionStanding(frozenset({CONTACT}), frozenset({CONTACT}), full=True, fine=False),
            ProtectionStep.TO_WRITE,
        ),
    ],
)
def test_how_far_it_is_follows_from_what_flows_and_what_was_said(
    standing: ProtectionStanding, step: ProtectionStep
) -> None:
    assert standing.step is step


def test_what_is_known_speaks_for_criteria() -> None:
    found = criteria_known([PAYMENT, DataClass.BEHAVIOUR], ["Shop", "Ledger"])
    assert set(found) == {Criterion.SENSITIVE, Criterion.MONITORING, Criterion.COMBINED}
    assert "Ledger, Shop" in str(found[Criterion.COMBINED])
    assert criteria_known([CONTACT], ["Shop"]) == {}


@pytest.fixture
def flowing(cast: Cast, assessed: int) -> int:
    """Everything of Assess is said; customers' addresses flow."""
    assessment.say_feasibility(
        actor=cast.igor, initiative_id=assessed, word=Word.FEASIBLE, text="In three weeks."
    )
    assessment.touch_nothing(actor=cast.igor, initiative_id=assessed)
    check_risk(cast, assessed)
    flow_data(cast, assessed)
    return assessed


def test_where_personal_data_flow_nothing_goes_on_before_it_is_written(
    cast: Cast, flowing: int
) -> None:
    assert missing(flowing) == {"data_protection"}
    assert ("protection.write", "it") in waits(flowing)
    write_protection(cast, flowing)
    assert missing(flowing) == set()
    assert "protection.write" not in {kind for kind, _ in waits(flowing)}
    now = seen(cast.rita, flowing)
    assert (now.step, now.full, now.may_write) == (ProtectionStep.DONE, False, False)
    with nothing_written():
        write_protection(cast, flowing)


def test_a_full_assessment_is_looked_at_by_whoever_answers_for_data_protection(
    cast: Cast, flowing: int
) -> None:
    assessment.name_authority(
        actor=cast.vera, person_id=cast.ada.me, kind=Authority.DATA_PROTECTION
    )
    first = write_protection(cast, flowing, Criterion.LARGE, Criterion.NEW)
    assert missing(flowing) == {"data_protection"}
    (turn,) = [one for one in open_turns_on([flowing]) if one.kind == "protection.review"]
    assert turn.person
    assert turn.person.name == "Ada Adler"
    for actor in (cast.igor, cast.alice, cast.vera, cast.rita):
        with refused(NotAllowed):
            look(actor, flowing)
    with refused(BadInput):
        look(cast.ada, flowing, fine=False)
    look(cast.ada, flowing, "For how many people?", fine=False)
    assert missing(flowing) == {"data_protection"}
    assert ("protection.write", "it") in waits(flowing)
    with refused(RuleBroken):
        look(cast.ada, flowing)
    again = write_protection(
        cast, flowing, Criterion.LARGE, Criterion.NEW, replaces=first, risks="Of 20,000 people."
    )
    with refused(RuleBroken):
        services.review_data_protection(
            actor=cast.ada, initiative_id=flowing, seen=first, fine=True
        )
    assert again != first
    look(cast.ada, flowing)
    assert missing(flowing) == set()


def test_who_wrote_it_doesnt_look_at_it_and_else_the_sponsor_does(cast: Cast, flowing: int) -> None:
    assessment.name_authority(
        actor=cast.vera, person_id=cast.igor.me, kind=Authority.DATA_PROTECTION
    )
    write_protection(cast, flowing, Criterion.LARGE, Criterion.NEW)
    now = seen(cast.vera, flowing)
    assert ([one.id for one in now.reviewers], now.named, now.may_look) == (
        [cast.vera.me],
        False,
        True,
    )
    with refused(NotAllowed):
        look(cast.igor, flowing)
    look(cast.vera, flowing)
    assert missing(flowing) == set()


def test_other_data_than_were_thought_of_bring_it_back(cast: Cast, flowing: int) -> None:
    first = write_protection(cast, flowing)
    flow_data(cast, flowing, CONTACT, PAYMENT)
    assert missing(flowing) == {"data_protection"}
    assert [one.value for one in seen(cast.rita, flowing).standing.uncovered] == ["payment"]
    write_protection(cast, flowing, replaces=first)
    assert missing(flowing) == set()


def test_who_isnt_on_it_writes_nothing_and_two_dont_write_over_each_other(
    cast: Cast, flowing: int
) -> None:
    given = processing()
    for actor, error in (
        (cast.rita, NotAllowed),
        (cast.ada, NotAllowed),
        (cast.vera, NotAllowed),
    ):
        with refused(error):
            services.write_data_protection(actor=actor, initiative_id=flowing, given=given)
    services.write_data_protection(actor=cast.alice, initiative_id=flowing, given=given)
    with refused(Stale):
        write_protection(cast, flowing)
    hide(flowing)
    with refused(NotFound):
        services.write_data_protection(actor=cast.rita, initiative_id=flowing, given=given)


def test_where_no_personal_data_flow_there_is_nothing_to_write(cast: Cast, assessed: int) -> None:
    with refused(RuleBroken):
        write_protection(cast, assessed)
    assessment.check_data(actor=cast.igor, initiative_id=assessed, personal=False)
    with refused(RuleBroken):
        write_protection(cast, assessed)
    assert seen(cast.igor, assessed).step is ProtectionStep.NOT_NEEDED


def test_it_can_be_taken_away_as_a_document(cast: Cast, flowing: int) -> None:
    write_protection(cast, flowing, Criterion.LARGE, Criterion.NEW, risks="A stranger reads it.")
    found = whole(cast.rita, flowing)
    text = protection_document(found, queries.protection_of(cast.rita, found))
    assert text.startswith(f"# Data-protection check: {found.row.sentence}\n")
    assert "- [x] New technology" in text
    assert "2 of nine: a full assessment is due." in text
    assert "A stranger reads it." in text
