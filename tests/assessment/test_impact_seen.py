"""How far an initiative reaches, as pages and programs read it."""

import pytest
from tests.cast import Cast, hide

from tandem.accounts.rules import Actor
from tandem.assessment import queries, services
from tandem.assessment.queries import ImpactBasis, ImpactSeen
from tandem.initiatives.queries import whole
from tandem.initiatives.rules import InitiativeKind
from tandem.initiatives.services import write_idea
from tandem.systems import services as systems
from tandem.systems.rules import DataClass, Entry, FlowEntry

CONTACT, PAYMENT = DataClass.CUSTOMER_CONTACT, DataClass.PAYMENT


@pytest.fixture
def known(cast: Cast) -> dict[str, int]:
    """A shop that gives contacts to a mailer and on to a report, and payments to the books."""

    def entry(name: str, *data: DataClass, owner: Actor = cast.ivan) -> int:
        entered = Entry(name, data_classes=data, it_owner=owner.me, business_owner=cast.mona.me)
        return systems.add_system(actor=cast.igor, entry=entered).pk

    made = {
        "shop": entry("Shop", CONTACT, PAYMENT),
        "mailer": entry("Mailer", CONTACT, owner=cast.igor),
        "report": entry("Report", CONTACT),
        "books": entry("Books", PAYMENT),
    }
    for start, end, data in (
        ("shop", "mailer", CONTACT),
        ("mailer", "report", CONTACT),
        ("shop", "books", PAYMENT),
    ):
        systems.add_flow(actor=cast.igor, entry=FlowEntry(made[start], made[end], (data,)))
    return made


def seen(actor: Actor, initiative: int) -> ImpactSeen:
    return queries.impact_seen(actor, whole(actor, initiative))


def paths(found: ImpactSeen) -> list[str]:
    return [one.path.in_words() for one in found.downstream]


def test_an_idea_is_told_at_once_what_it_probably_affects(
    cast: Cast, known: dict[str, int]
) -> None:
    pk = write_idea(
        actor=cast.alice,
        sentence="Collect e-mail addresses on the web site",
        kind=InitiativeKind.CONTENT,
    ).pk
    found = seen(cast.alice, pk)
    assert found.basis is ImpactBasis.PROBABLE
    assert [(one.system.name, one.why) for one in found.direct] == [
        (
            "Mailer",
            "The text says “e-mail addresses”; messages to customers are sent from there.",
        ),
        ("Shop", "The text says “web site”; pages are seen there."),
    ]
    assert paths(found) == ["Mailer → (customer contact) → Report"], "payments aren't spoken of"
    assert [(one.person.name, one.direct) for one in found.people] == [
        ("Igor Ilic", ("Mailer",)),
        ("Mona Maler", ("Mailer", "Shop")),
        ("Ivan Iwers", ("Shop",)),
    ]


def test_what_it_confirmed_counts_and_data_that_were_answered_for(
    cast: Cast, assessed: int, known: dict[str, int]
) -> None:
    services.confirm_touch(actor=cast.igor, initiative_id=assessed, system_id=known["shop"])
    assert len(seen(cast.rita, assessed).downstream) == 3
    services.check_data(
        actor=cast.igor, initiative_id=assessed, personal=True, classes=[PAYMENT], text="Paying."
    )
    found = seen(cast.rita, assessed)
    assert (found.basis, paths(found)) == (ImpactBasis.SAID, ["Shop → (payment) → Books"])
    upstream = queries.impact_seen(cast.rita, whole(cast.rita, assessed)).upstream
    assert upstream == []


def test_what_it_refused_and_nothing_affected_are_believed(
    cast: Cast, assessed: int, known: dict[str, int]
) -> None:
    services.refuse_touch(actor=cast.igor, initiative_id=assessed, system_id=known["shop"])
    assert "Shop" not in [one.system.name for one in seen(cast.rita, assessed).direct]
    services.touch_nothing(actor=cast.igor, initiative_id=assessed)
    found = seen(cast.rita, assessed)
    assert (found.basis, found.direct, found.people) == (ImpactBasis.SAID, [], [])


def test_a_change_of_the_catalogue_is_seen_at_once(
    cast: Cast, assessed: int, known: dict[str, int]
) -> None:
    services.confirm_touch(actor=cast.igor, initiative_id=assessed, system_id=known["mailer"])
    assert [one.system.name for one in seen(cast.rita, assessed).upstream] == ["Shop"]
    systems.retire_system(actor=cast.igor, system_id=known["report"])
    assert seen(cast.rita, assessed).downstream_count == 0


def test_others_on_the_same_systems_are_named_but_no_restricted_one(
    cast: Cast, assessed: int, known: dict[str, int]
) -> None:
    other = write_idea(
        actor=cast.igor,
        sentence="Something else",
        kind=InitiativeKind.OTHER,
    ).pk
    for pk in (assessed, other):
        services.declare_touch(actor=cast.igor, initiative_id=pk, system_id=known["shop"])
    (one,) = seen(cast.charlie, assessed).elsewhere
    assert (one.sentence, one.systems, one.url) == (
        "Something else",
        ("Shop",),
        f"/initiatives/{other}/",
    )
    hide(other)
    assert seen(cast.charlie, assessed).elsewhere == []
    assert len(seen(cast.igor, assessed).elsewhere) == 1, "its own people see it"
