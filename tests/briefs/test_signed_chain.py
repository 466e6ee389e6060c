"""What was signed, as a file that anybody can check without us."""

import copy
import json
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import transaction
from django.test import Client
from tests.cast import Cast, confirm_playback, hide, let_both_sign, sign

from tandem.accounts.models import Person
from tandem.accounts.rules import CLOCK, Lane
from tandem.activity.models import Event
from tandem.briefs import services
from tandem.briefs.models import Revision, SignOff
from tandem.briefs.queries import chain_file_of, signed_chain_of, snapshot_document, whole
from tandem.briefs.rules import Priority, Statement
from tandem.core.errors import NotFound
from tandem.formats.signed_chain import verify


def signed_twice(cast: Cast, signed: int) -> int:
    """R1 changes; IT objects, then both sign it again."""
    r1 = next(item for item in whole(CLOCK, signed).items if item.label == "R1")
    services.edit_item(
        actor=cast.alice, initiative_id=signed, item_id=r1.id, title=r1.title,
        text=f"{r1.text} “Any” day — ÄÖÜ 🚚", priority=Priority.SHOULD, base=1,
    )  # fmt: skip
    let_both_sign(cast.alice, signed, r1.id)
    confirm_playback(cast, signed)
    sign(cast.igor, signed, Lane.IT, Statement.OBJECT)
    sign(cast.alice, signed, Lane.MARKETING)
    sign(cast.igor, signed, Lane.IT, Statement.DISSENT)
    return signed


def written(cast: Cast, initiative: int) -> dict[str, Any]:
    chain = signed_chain_of(cast.rita, initiative)
    assert chain is not None
    return json.loads(verify.as_text(chain.written))


def told(chain: dict[str, Any]) -> list[str]:
    return verify.findings(verify.as_text(chain))


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place of the file at which one value stands."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from leaves(one, (*path, key))
    elif isinstance(value, list):
        for at, one in enumerate(value):
            yield from leaves(one, (*path, at))
    else:
        yield path


def altered(value: Any) -> Any:
    """The smallest change of a value."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    return f"{value[:-1]}{'x' if value[-1:] != 'x' else 'y'}" if value else "x"


def test_every_changed_value_is_found_even_when_the_seal_is_made_anew(
    cast: Cast, signed_brief: int
) -> None:
    """All but four values are bound by what was signed or recorded; those four by the seal."""
    chain = written(cast, signed_twice(cast, signed_brief))
    assert told(chain) == []
    assert [one["statement"] for one in chain["statements"]] == [
        *("agree", "agree", "object", "agree", "dissent"),
    ]
    only_sealed = set()
    for path in list(leaves(chain)):
        other = copy.deepcopy(chain)
        place = other
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = altered(place[path[-1]])
        assert told(other), path
        resealed = {**other, "seal": verify.seal_of(other)}
        if path != ("seal",) and not told(resealed):
            only_sealed.add(path)
    assert only_sealed == {("written_at",), ("initiative", "id"), ("initiative", "sentence")}


def test_every_row_that_is_gone_doubled_or_elsewhere_is_found(
    cast: Cast, signed_brief: int
) -> None:
    chain = written(cast, signed_twice(cast, signed_brief))
    lists = [
        *(("snapshots",), ("statements",), ("record", "events")),
        *(("snapshots", at, "parts") for at in range(len(chain["snapshots"]))),
    ]
    for path in lists:
        rows = chain
        for step in path:
            rows = rows[step]
        for at in range(len(rows)):
            for other in ([*rows[:at], *rows[at + 1 :]], [*rows[: at + 1], *rows[at:]],
                          [*rows[:at], *rows[at : at + 2][::-1], *rows[at + 2 :]]):  # fmt: skip
                if other == rows:
                    continue
                changed = copy.deepcopy(chain)
                place = changed
                for step in path[:-1]:
                    place = place[step]
                place[path[-1]] = other
                changed["seal"] = verify.seal_of(changed)
                assert told(changed), (path, at)


def test_every_changed_byte_of_the_file_is_found(cast: Cast, signed_brief: int) -> None:
    text = verify.as_text(written(cast, signed_brief)).encode()
    step = max(1, len(text) // 400)
    for at in range(0, len(text), step):
        other = bytes([*text[:at], text[at] ^ 1, *text[at + 1 :]])
        try:
            found = verify.findings(other.decode())
        except UnicodeDecodeError:
            continue
        assert found, text[max(0, at - 20) : at + 20]
    for other in (text + b" ", text[:-1], text.replace(b"\n ", b"\n  ", 1), b"", b"[]", b"{}"):
        assert verify.findings(other.decode())


def test_a_row_that_was_changed_in_the_database_is_found_in_the_export(
    cast: Cast, signed_brief: int
) -> None:
    def found() -> list[str]:
        return told(written(cast, signed_brief))

    text = Revision.objects.filter(item__brief__initiative=signed_brief).first()
    assert text is not None
    for rows, change, says in (
        (Revision.objects.filter(pk=text.pk), {"text": "Something else."}, "tells something else"),
        (SignOff.objects.filter(lane="it"), {"statement": "dissent"}, "tells something else"),
        (SignOff.objects.filter(lane="it"), {"signed_by": cast.mona.me}, "tells something else"),
        (Event.objects.filter(kind="brief.signed"), {"actor_id": 1}, "isn't as it was written"),
    ):
        with transaction.atomic():
            rows.update(**change)
            assert says in " ".join(found()), change
            transaction.set_rollback(True)
        assert found() == []


def test_a_fingerprint_kept_elsewhere_finds_a_file_that_was_written_anew(
    cast: Cast, signed_brief: int
) -> None:
    kept = signed_chain_of(cast.alice, signed_brief)
    assert kept is not None
    assert snapshot_document(cast.rita, signed_brief, 1).chain == kept.head
    with transaction.atomic():
        SignOff.objects.filter(lane="it").update(signed_as="Somebody else")
        anew = verify.as_text(written(cast, signed_brief))
        transaction.set_rollback(True)
    assert verify.report(anew)[0], "It holds together by itself."
    assert not verify.report(anew, kept.head)[0]
    assert verify.report(verify.as_text(kept.written), kept.head.upper())[0]
    signed_twice(cast, signed_brief)
    grown = written(cast, signed_brief)
    assert grown["statements"][1]["link"] == kept.head, "What was signed before stays as it was."


def test_the_program_in_the_file_checks_it_by_itself(
    cast: Cast, signed_brief: int, tmp_path: Path
) -> None:
    chain = signed_chain_of(cast.rita, signed_twice(cast, signed_brief))
    assert chain is not None
    file = chain_file_of(chain)
    assert file.name == "signed-let-customers-choose-their-delivery-day-in-the-shop.zip"
    with ZipFile(BytesIO(file.body)) as packed:
        packed.extractall(tmp_path)
    (tmp_path / "all.zip").write_bytes(file.body)

    def run(*words: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-I", "verify.py", *words],
            cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
        return done.returncode, done.stdout

    for name in ("signed-chain.json", "all.zip"):
        code, said = run(name, "--head", chain.head)
        assert code == 0, said
        assert "Igor Ilic, for IT: agrees, with dissent" in said
        assert "“Two days a week would do.”" in said
        assert chain.head in said
    text = (tmp_path / "signed-chain.json").read_text("utf-8")
    (tmp_path / "other.json").write_text(text.replace("Any", "No", 1), "utf-8")
    code, said = run("other.json")
    assert code == 1
    assert "the text of R1 isn't the one that was signed" in said
    assert run("missing.json")[0] == run()[0] == 2


def test_a_repeats_two_yeses_are_its_signatures(cast: Cast) -> None:
    """Here the record has one entry for both: see copy_signed_brief."""
    events = [{"number": 1, "kind": "brief.repeated", "data": {"content": "c"}}]
    said = [{"number": n, "snapshot": 1} for n in (1, 2)]
    chain = {"snapshots": [{"number": 1, "fingerprint": "c"}], "statements": said,
             "record": {"events": events}}  # fmt: skip
    assert list(verify._matches(chain)) == []
    said.append({"number": 3, "snapshot": 1})
    assert list(verify._matches(chain)) == ["The record knows nothing of statement 3."]


def test_nobody_takes_away_what_is_hidden_or_was_never_said(
    cast: Cast, heard_brief: int, client: Client
) -> None:
    place = f"/initiatives/{heard_brief}/brief/signed/"
    client.force_login(Person.objects.get(pk=cast.charlie.me))
    assert signed_chain_of(cast.rita, heard_brief) is None
    assert "Nothing signed yet" in client.get(place).text
    assert client.get(f"{place}file/").status_code == 404
    sign(cast.alice, heard_brief, Lane.MARKETING)
    assert client.get(f"{place}file/")["Content-Type"] == "application/zip"
    hide(heard_brief)
    with pytest.raises(NotFound):
        signed_chain_of(cast.charlie, heard_brief)
    assert client.get(place).status_code == client.get(f"{place}file/").status_code == 404
