"""What departments of the company use beside the catalogue: declared, and answered by IT."""

import json
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tandem.accounts.queries import person_by_id
from tandem.accounts.rules import Actor
from tandem.demo.days import working_days_ago
from tandem.demo.people import Cast, read
from tandem.demo.world import today
from tandem.systems.rules import DataClass
from tandem.tools import services
from tandem.tools.commands.looking import look_through_all
from tandem.tools.jobs import ask_about_renewals
from tandem.tools.queries import open_finds
from tandem.tools.requests import receive
from tandem.tools.rules import Answer, AnswerKind, Declared, PaidEvery, Purpose


def declare_tools(cast: Cast) -> None:
    """Let people declare tools, and IT answer about most of them."""
    known, now = {}, today()
    for row in read("tools")["tools"]:
        with working_days_ago(row["ago"], 10, 40):
            known[row["name"]] = services.declare_tool(
                actor=cast.actor(row["by"]), declared=_declared(cast, row, now)
            ).pk
    for row in read("tools")["tools"]:
        if "answer" in row:
            _answer(cast, known[row["name"]], row["answer"])
    with working_days_ago(2, 6):
        ask_about_renewals()


def _declared(cast: Cast, row: dict[str, Any], now: date) -> Declared:
    place = person_by_id(cast.id(row["by"])).department_id
    return Declared(
        name=row["name"],
        what_for=row["what_for"],
        department=place,
        address=row["address"],
        vendor=row["vendor"],
        purpose=Purpose(row["purpose"]),
        missed_by=row["missed_by"],
        data_classes=tuple(DataClass(one) for one in row["data"].split()),
        cost=row["cost"],
        every=PaidEvery(row["every"]),
        renews_on=now + timedelta(days=row["renews"]) if "renews" in row else None,
    )


def _answer(cast: Cast, tool: int, said: list[Any]) -> None:
    ago, who, kind, words, more = [*said, ""][:5]
    with working_days_ago(ago, 14, 10):
        services.answer_tool(
            actor=cast.actor(who),
            tool_id=tool,
            answer=Answer(
                AnswerKind(kind),
                words=words,
                replaced_by=more if kind == AnswerKind.REPLACE.value else "",
                new_system=more == "new",
            ),
        )


def find_tools(cast: Cast) -> None:
    """Let IT look through a card's file, take most of what it speaks of as tools, refuse one."""
    said = read("tools")["cards"]
    igor, text = cast.actor("igor"), _card_file(said["lines"], today())
    with working_days_ago(8, 15, 20):
        file = SimpleUploadedFile("cards.csv", text.encode())
        sent = receive(igor, file)
        look = services.send_payments(actor=igor, sent=sent)
        services.start_looking(actor=igor, look_id=look.pk, reading=sent.reading)
        look_through_all()
    with working_days_ago(7, 9, 10):
        found = {one.name: one.id for one in open_finds(igor)}
        none = [found[name] for name in said["none"]]
        left = {found[name] for name in said["left"]}
        services.refuse_finds(actor=igor, find_ids=none)
        services.take_finds(actor=igor, find_ids=set(found.values()) - left - set(none))
    with working_days_ago(6, 11, 5):
        _look_elsewhere(igor, read("tools")["elsewhere"])


def _look_elsewhere(igor: Actor, said: dict[str, Any]) -> None:
    """What the shop's page loads, and which programs were let into accounts."""
    requests = [{"request": {"url": f"https://{host}/"}} for host in said["hosts"]]
    names = ("displayName", "publisherName", "homepage", "scope")
    programs = [dict(zip(names, one, strict=True)) for one in said["programs"]]
    for content in ({"log": {"entries": requests}}, {"value": programs}):
        file = SimpleUploadedFile("sent.json", json.dumps(content).encode())
        services.send_payments(actor=igor, sent=receive(igor, file))
        look_through_all()


def _card_file(lines: list[list[Any]], now: date) -> str:
    """The file as a bank would export it: each line on its day of the last four months."""
    rows, first = ["Date,Merchant,Amount,Department,Category"], now.replace(day=1)
    for _ in range(4):
        first = (first - timedelta(days=1)).replace(day=1)
        for number, (name, place, amount, note) in enumerate(lines):
            day = first + timedelta(days=number)
            rows.append(f"{day},{name} {4000 + number},{amount:.2f},{place},{note}")
    return "\n".join(rows)
