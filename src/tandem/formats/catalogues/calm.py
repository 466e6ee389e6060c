"""CALM, the architecture format of FINOS (JSON): its nodes, and the data that its flows tell."""

from collections.abc import Iterator, Mapping
from typing import Any

from tandem.formats.catalogues.shapes import (
    FLOWS_AT_MOST,
    Catalogue,
    FoundEntry,
    FoundFlow,
    LeftOut,
    UnusableCatalogue,
)

_NO_SYSTEMS = {"actor", "network"}
_HOW = {
    **dict.fromkeys(("http", "https", "rest", "grpc", "websocket", "ldap"), "api"),
    **dict.fromkeys(("amqp", "mqtt", "kafka", "event"), "event"),
    **dict.fromkeys(("jdbc", "sql", "tds"), "database"),
    **dict.fromkeys(("sftp", "ftp", "file"), "batch_file"),
}


def is_calm(tree: Any) -> bool:
    """Whether a JSON document is an architecture, or a pattern of one."""
    return isinstance(tree, dict) and (
        (isinstance(tree.get("nodes"), list) and isinstance(tree.get("relationships"), list))
        or "calm" in str(tree.get("$schema", ""))[:300]
    )


def read_calm(tree: Mapping[str, Any]) -> Catalogue:
    """Its nodes that are systems. Raises UnusableCatalogue."""
    nodes = [one for one in _list(tree.get("nodes")) if _text(one.get("name"))]
    if not nodes:
        raise UnusableCatalogue(
            "This is a pattern for architectures (CALM) with its choices open, and names no system "
            "yet. Upload an architecture that was made from it."
        )
    ours = [one for one in nodes if _text(one.get("node-type")).casefold() not in _NO_SYSTEMS]
    entries = [FoundEntry(_id(one), {"name": _text(one.get("name"))}) for one in ours]
    flows = list(_flows(tree, {one.key for one in entries}))
    ties = _connections(tree)
    told = {frozenset((one.giver, one.taker)) for one in flows}
    silent = sum(frozenset(pair[:2]) not in told for pair in ties.values())
    left_out = [
        LeftOut("People and networks, which are no systems: {n}.", len(nodes) - len(ours)),
        LeftOut(
            "Connections that don’t say which way data goes, so that no flow comes of them: {n}.",
            silent,
        ),
    ]
    return Catalogue("calm", entries, flows, [one for one in left_out if one.count])


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _list(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _id(node: Mapping[str, Any]) -> str:
    return (_text(node.get("unique-id")) or _text(node.get("name"))).casefold()


def _connections(tree: Mapping[str, Any]) -> dict[str, tuple[str, str, str]]:
    """{relationship: (from, to, how)}."""
    found = {}
    for one in _list(tree.get("relationships")):
        kind = one.get("relationship-type")
        ends = kind.get("connects") if isinstance(kind, dict) else None
        if not isinstance(ends, dict):
            continue
        source, target = (_end(ends.get(end)) for end in ("source", "destination"))
        if source and target:
            how = _HOW.get(_text(one.get("protocol")).casefold(), "unsaid")
            found[_text(one.get("unique-id"))] = source, target, how
    return found


def _end(value: Any) -> str:
    return _text(value.get("node")).casefold() if isinstance(value, dict) else ""


def _flows(tree: Mapping[str, Any], known: set[str]) -> Iterator[FoundFlow]:
    """The steps of its flows say which way something goes; each pair once."""
    ties = _connections(tree)
    seen = set()
    for flow in _list(tree.get("flows"))[:FLOWS_AT_MOST]:
        for step in _list(flow.get("transitions")):
            tie = ties.get(_text(step.get("relationship-unique-id")))
            if tie is None:
                continue
            back = _text(step.get("direction")) == "destination-to-source"
            giver, taker = (tie[1], tie[0]) if back else tie[:2]
            if {giver, taker} <= known and giver != taker and (giver, taker) not in seen:
                seen.add((giver, taker))
                yield FoundFlow(giver, taker, tie[2], _text(step.get("description"))[:400])
