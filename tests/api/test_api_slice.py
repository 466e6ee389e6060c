"""Two people and their programs take an idea from its sentence to a changed, signed brief."""

import pytest
from tests.api.program import Program, program_of
from tests.cast import Cast

pytestmark = pytest.mark.django_db

DOCUMENT = """# Delivery day

## Requirements

- Must: a customer picks a free day at checkout

## Use cases

- A customer picks Friday and the parcel comes on Friday.

## Metrics

- Calls about deliveries fall from 120 to 60 a week by September.
"""


def _questions(program: Program, idea: int) -> dict[str, dict[str, object]]:
    asked = program.get(f"/initiatives/{idea}")["questions"]
    return {one["question"]: one for one in asked}


def _check_risk(igor: Program, path: str) -> None:
    """IT answers each question without risk and hands it in; nobody has to look."""
    asked = igor.get("/risk-questions")["questions"]
    answers = [{"key": one["key"], "place": 0} for one in asked]
    igor.put(f"{path}/risk/answers", {"answers": answers})
    assert igor.put(f"{path}/risk/result", {})["step"] == "done"


def _to_brief(alice: Program, igor: Program, cast: Cast) -> int:
    """The idea, answered, owned and found feasible: it stands in Brief."""
    written = alice.post(
        "/initiatives", {"sentence": "Let customers choose their delivery day", "kind": "product"}
    )
    idea: int = written["id"]
    assert (written["stage"], written["paired"], written["written_for"]) == (
        "idea",
        False,
        "marketing",
    )
    path = f"/initiatives/{idea}"
    for question in ("goal", "audience"):
        alice.put(f"{path}/answers/{question}", {"text": f"Our {question}, in a sentence."})
    igor.post(f"{path}/participants", {"lane": "it"})
    igor.put(f"{path}/answers/exists", {"text": "The shop knows all free days."})
    for lane, owner in (("marketing", cast.alice), ("it", cast.igor)):
        owned = alice.put(f"{path}/owners/{lane}", {"person_id": owner.me})
        assert owned["owners"][lane]["id"] == owner.me
    assert alice.get(path)["gate"]["open"] is True
    assert alice.post(f"{path}/stages", {"stage": "assess"})["after"] == "assess"
    found = f"{path}/assessment"
    igor.put(f"{found}/feasibility", {"word": "feasible", "text": "Yes, in three weeks."})
    igor.post(f"{found}/nothing-affected")
    assert igor.put(f"{found}/data", {"personal": False})["data"]["personal"] is False
    _check_risk(igor, path)
    assert igor.post(f"{path}/stages", {"stage": "brief"})["before"] == "assess"
    return idea


def _sign(program: Program, idea: int, lane: str) -> dict[str, object]:
    seen = program.get(f"/initiatives/{idea}/brief")["digest"]
    said: dict[str, object] = program.post(
        f"/initiatives/{idea}/brief/sign-offs", {"lane": lane, "statement": "agree", "seen": seen}
    )
    return said


def _to_signed(alice: Program, igor: Program, idea: int) -> None:
    """The brief from a document, played back, confirmed, signed by both."""
    path = f"/initiatives/{idea}/brief"
    brief = alice.post(path, {"document": DOCUMENT})
    assert {"requirement", "use_case", "metric"} <= {item["kind"] for item in brief["items"]}
    alice.post(f"{path}/playback-request")
    playback = igor.post(
        f"{path}/playbacks", {"text": "They pick a day, we keep it.", "seen": brief["digest"]}
    )
    assert playback["is_current"] is True
    confirmed = alice.put(f"{path}/playbacks/{playback['id']}/answer", {"confirmed": True})
    assert confirmed["confirmed"] is True
    assert _sign(alice, idea, "marketing")["is_current"] is True
    assert igor.get(path)["unsigned"]["marketing"] == []
    _sign(igor, idea, "it")
    assert alice.get(path)["signed"] is True


def test_two_programs_take_an_idea_to_a_signed_brief_and_change_one_item(cast: Cast) -> None:
    alice, igor = program_of(cast.alice), program_of(cast.igor)
    idea = _to_brief(alice, igor, cast)
    _to_signed(alice, igor, idea)
    path = f"/initiatives/{idea}/brief"
    first, *others = alice.get(path)["items"]
    changed = alice.patch(
        f"{path}/items/{first['id']}", {"base": first["revision"], "text": "Any day but Sunday."}
    )
    assert (changed["suspended"], changed["text"]) == (False, first["text"])
    decided = alice.post(
        f"{path}/changes/{changed['change_id']}/decision", {"how": "signatures", "way_out": "date"}
    )
    assert (decided["outcome"], decided["weight"], decided["way_out"]) == (
        "applied",
        "both",
        "date",
    )
    assert changed["title"] == first["title"]
    brief = igor.get(path)
    assert brief["signed"] is False
    assert brief["unsigned"] == {"marketing": [first["id"]], "it": [first["id"]]}
    assert not any(item["suspended"] for item in brief["items"] if item["id"] != first["id"])
    past = igor.get(f"{path}/snapshots/1")
    assert past["items"][0]["text"] == first["text"]
    assert [said["lane"] for said in past["statements"]] == ["marketing", "it"]
    assert len(past["items"]) == len(others) + 1


def test_items_are_added_taken_out_and_put_back(cast: Cast, brief: int) -> None:
    alice = program_of(cast.alice)
    path = f"/initiatives/{brief}/brief/items"
    item = alice.post(path, {"section": "requirements", "text": "No fee.", "priority": "could"})
    assert (item["label"], item["priority"], item["revision"]) == ("R2", "could", 1)
    alice.delete(f"{path}/{item['id']}?base=1")
    assert item["id"] not in {one["id"] for one in alice.get(path[: -len("/items")])["items"]}
    back = alice.post(f"{path}/{item['id']}/restoration", {"base": 2})
    assert (back["text"], back["removed"], back["revision"]) == ("No fee.", False, 3)


def test_a_change_leaves_alone_what_it_does_not_name(cast: Cast, brief: int) -> None:
    alice = program_of(cast.alice)
    path = f"/initiatives/{brief}/brief"
    item = next(one for one in alice.get(path)["items"] if one["label"] == "R1")
    changed = alice.patch(f"{path}/items/{item['id']}", {"base": 1, "title": "Day of delivery"})
    assert changed["title"] == "Day of delivery"
    assert (changed["text"], changed["priority"]) == (item["text"], "must")


def test_sentence_and_date_change_together_or_not_at_all(cast: Cast, idea: int) -> None:
    alice = program_of(cast.alice)
    path = f"/initiatives/{idea}"
    before = alice.get(path)["sentence"]
    new = {"sentence": "Deliver on Friday", "before": before, "wish_date": "2001-01-01"}
    assert alice.refused(422, "PATCH", path, new)["field"] == "wish_date"
    assert alice.get(path)["sentence"] == before
    assert (
        alice.patch(path, {"sentence": "Deliver on Friday", "before": before})["wish_date"] is None
    )
    assert alice.patch(path, {"wish_date": None})["sentence"] == "Deliver on Friday"
    assert alice.patch(path, {})["sentence"] == "Deliver on Friday"


def test_an_answer_is_replaced_by_naming_the_one_that_was_read(cast: Cast, idea: int) -> None:
    alice = program_of(cast.alice)
    path = f"/initiatives/{idea}/answers/goal"
    first = alice.put(path, {"text": "Fewer calls."})
    second = alice.put(path, {"text": "Half the calls.", "replaces": first["id"]})
    asked = _questions(alice, idea)
    assert asked["goal"]["answer"] == second
    assert asked["audience"]["answer"] is None
    assert asked["audience"]["decided_by"] == "marketing"


def test_what_waits_and_what_happened_can_be_read(cast: Cast, heard_brief: int) -> None:
    igor = program_of(cast.igor)
    turns = {turn["kind"]: turn for turn in igor.get("/turns")["items"]}
    assert turns["brief.sign"]["initiative_id"] == heard_brief
    assert turns["brief.sign"]["lane"] == "it"
    newest = igor.get(f"/initiatives/{heard_brief}/history")["items"][0]
    assert newest["kind"] == "playback.confirmed"
    assert newest["actor"]["name"] == cast.alice.name
    moves = igor.get(f"/initiatives/{heard_brief}/stages")
    assert [(move["before"], move["after"]) for move in moves["items"]] == [
        ("idea", "assess"),
        ("assess", "brief"),
    ]
    assert moves["next"] is None


def test_the_same_attempt_twice_is_one_idea_one_item(cast: Cast, brief: int) -> None:
    alice, mona = program_of(cast.alice), program_of(cast.mona)
    idea = {"sentence": "Print the day on the parcel"}
    first = alice.post("/initiatives", idea, idempotency_key="42")
    assert alice.post("/initiatives", idea, idempotency_key="42")["id"] == first["id"]
    assert mona.post("/initiatives", idea, idempotency_key="42")["id"] != first["id"]
    assert alice.post("/initiatives", idea)["id"] != first["id"]
    path, item = f"/initiatives/{brief}/brief/items", {"section": "why", "text": "Peace."}
    once = alice.post(path, item, idempotency_key="42")
    assert alice.post(path, item, idempotency_key="42") == once
