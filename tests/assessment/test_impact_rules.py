"""How far a touch reaches: pure rules over made-up landscapes."""

import random
from itertools import pairwise

from tandem.assessment.rules.impact import impact_of, landscape_of, touched_data
from tandem.systems.rules import DataClass

CONTACT, BEHAVIOUR = DataClass.CUSTOMER_CONTACT, DataClass.BEHAVIOUR
PAYMENT, INTERNAL = DataClass.PAYMENT, DataClass.INTERNAL
SHOP, MAILING, REPORT, TILL, HUB = 1, 2, 3, 4, 5
ENTRIES = [
    (SHOP, "Shop", [CONTACT, BEHAVIOUR]),
    (MAILING, "Mailing tool", [CONTACT, BEHAVIOUR]),
    (REPORT, "Reporting", [BEHAVIOUR]),
    (TILL, "Tills", [PAYMENT]),
    (HUB, "Hub", []),
]


def _said(reached):
    return [(one.name, one.path.in_words()) for one in reached]


def test_what_gets_the_touched_data_is_reached_with_its_path_in_words():
    flows = [(SHOP, MAILING, [CONTACT]), (MAILING, REPORT, [CONTACT]), (TILL, SHOP, [CONTACT])]
    found = impact_of({SHOP: [CONTACT]}, landscape_of(ENTRIES, flows))
    assert found.direct == [SHOP]
    assert _said(found.downstream) == [
        ("Mailing tool", "Shop → (customer contact) → Mailing tool"),
        ("Reporting", "Shop → (customer contact) → Mailing tool → Reporting"),
    ]
    assert _said(found.upstream) == [("Tills", "Tills → (customer contact) → Shop")]


def test_a_flow_of_other_data_carries_nothing_on():
    flows = [(SHOP, MAILING, [CONTACT]), (MAILING, REPORT, [BEHAVIOUR])]
    found = impact_of({SHOP: [CONTACT]}, landscape_of(ENTRIES, flows))
    assert [one.name for one in found.downstream] == ["Mailing tool"]
    found = impact_of({SHOP: [CONTACT, BEHAVIOUR]}, landscape_of(ENTRIES, flows))
    assert [one.name for one in found.downstream] == ["Mailing tool"], "behaviour stays in the shop"


def test_a_longer_way_is_told_where_the_shorter_one_carries_other_data():
    flows = [
        (SHOP, MAILING, [CONTACT]),
        (SHOP, HUB, [BEHAVIOUR]),
        (HUB, MAILING, [BEHAVIOUR]),
        (MAILING, REPORT, [BEHAVIOUR]),
    ]
    found = impact_of({SHOP: [CONTACT, BEHAVIOUR]}, landscape_of(ENTRIES, flows))
    by_name = {one.name: one for one in found.downstream}
    assert by_name["Mailing tool"].data == (CONTACT, BEHAVIOUR)
    assert by_name["Mailing tool"].path.data == (CONTACT,)
    assert by_name["Reporting"].path.names == ("Shop", "Hub", "Mailing tool", "Reporting")


def test_circles_end_and_what_is_touched_is_never_called_downstream():
    flows = [(SHOP, MAILING, [CONTACT]), (MAILING, SHOP, [CONTACT]), (MAILING, MAILING, [CONTACT])]
    landscape = landscape_of(ENTRIES, flows)
    found = impact_of({SHOP: [CONTACT]}, landscape)
    assert [one.name for one in found.downstream] == ["Mailing tool"]
    assert [one.name for one in found.upstream] == ["Mailing tool"]
    both = impact_of({SHOP: [CONTACT], MAILING: [CONTACT]}, landscape)
    assert (len(both.downstream), len(both.upstream)) == (0, 0)


def test_a_retired_system_neither_gets_data_nor_passes_them_on():
    flows = [(SHOP, MAILING, [CONTACT]), (MAILING, REPORT, [CONTACT])]
    in_use = [entry for entry in ENTRIES if entry[0] != MAILING]
    landscape = landscape_of(in_use, flows)
    assert not impact_of({SHOP: [CONTACT]}, landscape).downstream.first(9)
    gone = impact_of({MAILING: [CONTACT]}, landscape)
    assert (gone.direct, len(gone.downstream)) == ([], 0)


def test_where_nobody_has_said_which_data_flow_any_may():
    landscape = landscape_of(ENTRIES, [(HUB, MAILING, []), (MAILING, REPORT, [CONTACT])])
    assert landscape.data_of(HUB) == set(DataClass)
    found = impact_of({HUB: landscape.data_of(HUB)}, landscape)
    assert _said(found.downstream) == [
        ("Mailing tool", "Hub → Mailing tool"),
        ("Reporting", "Hub → (customer contact) → Mailing tool → Reporting"),
    ]


def test_what_a_system_sends_on_it_holds_whatever_its_entry_says():
    landscape = landscape_of(ENTRIES, [(TILL, SHOP, [INTERNAL])])
    assert landscape.data_of(TILL) == {PAYMENT, INTERNAL}


def test_a_touch_concerns_what_the_system_holds_and_of_persons_what_was_answered():
    held = [INTERNAL, CONTACT]
    assert touched_data(held, None) == {INTERNAL, CONTACT}
    assert touched_data(held, []) == {INTERNAL}
    assert touched_data(held, [BEHAVIOUR]) == {INTERNAL, BEHAVIOUR}


def test_each_way_is_real_and_none_is_shorter():
    dice = random.Random(11)
    classes = list(DataClass)
    for _ in range(40):
        entries = [(pk, f"S{pk}", []) for pk in range(9)]
        flows = [
            (dice.randrange(9), dice.randrange(9), dice.sample(classes, dice.randint(1, 2)))
            for _ in range(14)
        ]
        touched = {dice.randrange(9): dice.sample(classes, 3) for _ in range(2)}
        found = impact_of(touched, landscape_of(entries, flows))
        nearest = _by_hand(touched, flows)
        assert {one.system_id: (one.steps, set(one.data)) for one in found.downstream} == nearest
        turned = [(end, start, data) for start, end, data in flows]
        nearest = _by_hand(touched, turned)
        assert {one.system_id: (one.steps, set(one.data)) for one in found.upstream} == nearest
        for one in [*found.downstream, *found.upstream]:
            assert len(one.path.ids) == one.steps + 1
            assert one.path.data
            for here, there in pairwise(one.path.ids):
                carried = {c for start, end, d in flows if (start, end) == (here, there) for c in d}
                assert carried >= set(one.path.data)


def _by_hand(touched, flows):
    """Every pair of system and data, one step after the other."""
    reached = {(pk, one): 0 for pk, data in touched.items() for one in data}
    for step in range(1, 10):
        reached |= {
            (end, one): step
            for start, end, data in flows
            for one in data
            if reached.get((start, one), 99) < step and (end, one) not in reached
        }
    found = {}
    for (pk, one), step in reached.items():
        if pk not in touched:
            steps, data = found.get(pk, (99, set()))
            found[pk] = (min(steps, step), data | {one})
    return found
