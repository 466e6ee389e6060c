"""Branches, pull requests and CI runs that belong to work, and the table of an initiative."""

import csv
from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest
from django.test import Client
from tests.cast import TUESDAY, Cast, happened, hide
from tests.refusals import nothing_written
from tests.work.making import add, move, of_it, refused

from tandem.accounts.models import Person
from tandem.activity.queries import history_on
from tandem.briefs.queries import parts_to_cover
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound
from tandem.trace import queries, rules, services
from tandem.trace.models import CodeLink
from tandem.trace.rules import Code, CodeKind, CodeState
from tandem.work import services as work
from tandem.work.rules import WorkState

pytestmark = pytest.mark.usefixtures("tuesday")

PULL = Code(
    *(CodeKind.PULL_REQUEST, "gitlab", "shop!14", "Read the free days", 14, CodeState.OPEN),
    address="https://git.example.org/shop/pull/14",
    commit="3F2A91C",
)
RUN = Code(CodeKind.RUN, "ci", "88", "unit", None, CodeState.RUNNING)


def test_a_program_tells_a_pull_request_and_how_it_goes_on(cast: Cast, planned: int) -> None:
    item = of_it(cast.igor, planned)
    first = services.link_code(actor=cast.igor, work_id=item, code=PULL)
    with nothing_written():
        services.link_code(actor=cast.igor, work_id=item, code=PULL)
    merged = replace(PULL, state=CodeState.MERGED)
    assert services.link_code(actor=cast.igor, work_id=item, code=merged).pk == first.pk
    (row,) = queries.code_visible_to(cast.rita, item)
    assert (row.state, row.number, row.commit) == (CodeState.MERGED, 14, "3f2a91c")
    assert happened(planned)[-2:] == ["code.linked", "code.stands"]
    assert "a pull request was merged" in history_on(item)[0].sentence


def test_what_is_older_than_what_is_known_changes_nothing(cast: Cast, planned: int) -> None:
    item = of_it(cast.igor, planned)
    passed = replace(RUN, state=CodeState.PASSED, at=TUESDAY)
    services.link_code(actor=cast.igor, work_id=item, code=passed)
    late = replace(RUN, at=TUESDAY - timedelta(minutes=1))
    with nothing_written():
        services.link_code(actor=cast.igor, work_id=item, code=late)
    assert queries.ci_of([planned]) == {planned: {item: CodeState.PASSED}}


def test_one_pull_request_belongs_to_two_pieces_of_work(cast: Cast, planned: int) -> None:
    one, two = of_it(cast.igor, planned), of_it(cast.igor, planned, "And the hours")
    for item in (one, two):
        services.link_code(actor=cast.igor, work_id=item, code=PULL)
    services.link_code(actor=cast.igor, work_id=one, code=replace(PULL, state=CodeState.CLOSED))
    assert queries.code_of(two)[0].state is CodeState.OPEN


def test_what_was_linked_by_hand_and_told_later_is_one(cast: Cast, planned: int) -> None:
    item = of_it(cast.igor, planned)
    typed = rules.code_typed(PULL.address, None, None)
    assert typed
    services.link_code(actor=cast.igor, work_id=item, code=typed)
    services.link_code(actor=cast.igor, work_id=item, code=PULL)
    with nothing_written():
        services.link_code(actor=cast.igor, work_id=item, code=typed)
    (row,) = queries.code_of(item)
    assert (row.origin, row.external_id, row.state) == ("gitlab", "shop!14", CodeState.OPEN)


def test_who_works_on_it_or_does_it_links_code_and_nobody_else(cast: Cast, planned: int) -> None:
    item = of_it(cast.igor, planned)
    with refused(NotAllowed, "people of IT"):
        services.link_code(actor=cast.alice, work_id=item, code=PULL)
    with refused(NotAllowed):
        services.link_code(actor=cast.rita, work_id=item, code=PULL)
    work.assign_work_item(actor=cast.igor, work_id=item, person_id=cast.ivan.me)
    made = services.link_code(actor=cast.ivan, work_id=item, code=PULL)
    with refused(NotAllowed):
        services.unlink_code(actor=cast.alice, work_id=item, code_id=made.pk)
    with refused(NotFound):
        services.unlink_code(actor=cast.igor, work_id=item, code_id=999_999)
    other = of_it(cast.igor, planned, "Another")
    with refused(NotFound):
        services.unlink_code(actor=cast.igor, work_id=other, code_id=made.pk)
    services.unlink_code(actor=cast.igor, work_id=item, code_id=made.pk)
    assert queries.code_of(item) == []
    assert happened(planned)[-1] == "code.unlinked"


def test_code_of_what_is_hidden_is_not_there(cast: Cast, planned: int) -> None:
    item = of_it(cast.igor, planned)
    services.link_code(actor=cast.igor, work_id=item, code=PULL)
    hide(planned)
    for act in (
        lambda: services.link_code(actor=cast.charlie, work_id=item, code=PULL),
        lambda: queries.code_visible_to(cast.charlie, item),
        lambda: queries.traceability(cast.charlie, planned),
    ):
        with refused(NotFound):
            act()


def test_what_can_not_be_is_refused_and_nothing_is_kept(cast: Cast, planned: int) -> None:
    item = of_it(cast.igor, planned)
    for wrong in (
        replace(PULL, address="https://me:secret@git.example.org/"),
        replace(PULL, state=CodeState.PASSED),
        replace(PULL, origin="  "),
        replace(PULL, external_id="x" * 501),
    ):
        with refused(BadInput):
            services.link_code(actor=cast.igor, work_id=item, code=wrong)
    assert not CodeLink.objects.exists()


def test_the_oldest_runs_make_room(
    cast: Cast, planned: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST_LINKED", 3)
    item = of_it(cast.igor, planned)
    services.link_code(actor=cast.igor, work_id=item, code=PULL)
    for minute in range(4):
        with clock.at(TUESDAY + timedelta(minutes=minute)):
            told = replace(RUN, external_id=str(minute))
            services.link_code(actor=cast.igor, work_id=item, code=told)
    assert [one.external_id for one in queries.code_of(item)] == ["3", "2", "shop!14"]


def test_the_table_leads_from_a_requirement_to_what_was_built(cast: Cast, planned: int) -> None:
    for part in parts_to_cover(planned):
        item = of_it(cast.igor, planned, f"For {part.label}")
        work.link_work_item(actor=cast.igor, work_id=item, part_id=part.id)
    services.link_code(actor=cast.igor, work_id=item, code=PULL)
    services.link_code(actor=cast.igor, work_id=item, code=replace(RUN, state=CodeState.FAILED))
    stray = add(cast.igor, planned, "Something else")
    dropped = add(cast.igor, planned, "Never mind")
    move(cast.igor, dropped, WorkState.DROPPED)
    move(cast.igor, item, WorkState.DONE)
    heading, table = queries.traceability(cast.rita, planned)
    assert heading.id == planned
    said = [hole.words for hole in table.all_holes]
    number = next(p.number for g in table.groups for p in _pieces(g) if p.id == stray)
    assert f"#{number} is for nothing in the brief" in said
    assert any("pull request isn't merged" in one for one in said)
    assert any("newest CI run failed" in one for one in said)
    assert dropped not in {p.id for g in table.groups for p in _pieces(g)}


def _pieces(group: rules.Group) -> list[rules.Piece]:
    return [line.piece for line in group.lines if line.piece]


def test_pages_show_it_keep_what_was_typed_and_give_it_as_a_file(
    cast: Cast, planned: int, client: Client
) -> None:
    item = of_it(cast.igor, planned)
    client.force_login(Person.objects.get(pk=cast.igor.me))
    page = f"/work/{item}/code/"
    wrong = client.post(page, {"address": "https://example.org/changes/9"})
    assert wrong.status_code == 422
    assert "https://example.org/changes/9" in wrong.text
    assert client.post(page, {"address": "https://x:y@example.org/pull/1"}).status_code == 422
    done = client.post(page, {"address": PULL.address, "state": "open"})
    assert done.status_code == 303
    assert PULL.address in client.get(f"/work/{item}/").text
    table = f"/initiatives/{planned}/traceability/"
    assert "is for nothing in the brief" in client.get(table).text
    assert client.get(table, {"only": "holes"}).status_code == 200
    file = client.get(f"{table}export/csv/").content.decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(file)))
    assert any("14 (open)" in row["pull_requests"] for row in rows)
    told = client.get(f"{table}export/json/").json()
    assert any("is for nothing" in hole for hole in told["holes"])
    assert client.get(f"{table}export/ods/").status_code == 404
