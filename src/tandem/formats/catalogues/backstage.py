"""Backstage's `catalog-info.yaml`: components, resources and systems, and who gives which API."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tandem.formats.catalogues.shapes import (
    FLOWS_AT_MOST,
    Catalogue,
    FoundEntry,
    FoundFlow,
    LeftOut,
    UnusableCatalogue,
)

_ENTRIES = {"component", "resource", "system"}
_NEEDS = ("dependsOn", "dependencyOf")


def is_backstage(trees: Iterable[Any]) -> bool:
    """Whether documents are entities of Backstage."""
    return any(
        isinstance(tree, dict)
        and isinstance(tree.get("apiVersion"), str)
        and "backstage.io/" in tree["apiVersion"]
        for tree in trees
    )


def read_backstage(trees: Iterable[Any]) -> Catalogue:
    """The entries of a file, and the flows that its APIs tell. Raises UnusableCatalogue."""
    entities = [tree for tree in trees if isinstance(tree, dict) and tree.get("kind")]
    ours = [one for one in entities if _kind(one) in _ENTRIES]
    filled = [one for one in ours if "${{" not in _text(_part(one, "metadata").get("name"))]
    named = [one for one in filled if _text(_part(one, "metadata").get("name"))]
    if not named:
        raise _nothing(entities, ours)
    left_out = [
        LeftOut(
            "Of other kinds (APIs, groups, templates…), which are no systems: {n}.",
            _less(entities, ours),
        ),
        LeftOut("Templates with blanks; upload what is made from them: {n}.", _less(ours, filled)),
        LeftOut("Without a name: {n}.", _less(filled, named)),
        LeftOut(
            "One needs another (dependsOn), which doesn’t say which way data goes, so that no flow "
            "comes of it: {n}.",
            sum(len(_list(_part(one, "spec"), part)) for one in named for part in _NEEDS),
        ),
    ]
    return Catalogue(
        "backstage",
        [FoundEntry(_key(one), dict(_said(one))) for one in named],
        list(_flows(named))[:FLOWS_AT_MOST],
        [one for one in left_out if one.count],
    )


def _less(more: list[Any], fewer: list[Any]) -> int:
    return len(more) - len(fewer)


def _nothing(entities: list[Any], ours: list[Any]) -> UnusableCatalogue:
    if ours:
        return UnusableCatalogue(
            "This is a template of Backstage with blanks in it, and no catalogue yet. Upload the "
            "file that is made from it."
        )
    kinds = ", ".join(sorted({_text(one.get("kind"))[:40] for one in entities})) or "–"
    return UnusableCatalogue(
        "Backstage keeps no system in this file: it holds {kinds}. Upload one with components.",
        kinds=kinds,
    )


def _kind(entity: Mapping[str, Any]) -> str:
    return _text(entity.get("kind")).casefold()


def _part(entity: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = entity.get(name)
    return part if isinstance(part, dict) else {}


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _list(spec: Mapping[str, Any], name: str) -> list[str]:
    value = spec.get(name)
    return [_text(one) for one in value if _text(one)] if isinstance(value, list) else []


def _key(entity: Mapping[str, Any]) -> str:
    """By what Backstage knows it: component:default/shop."""
    about = _part(entity, "metadata")
    space = _text(about.get("namespace")) or "default"
    return f"{_kind(entity)}:{space}/{_text(about.get('name'))}".casefold()


def _said(entity: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    about, spec = _part(entity, "metadata"), _part(entity, "spec")
    name, title = _text(about.get("name")), _text(about.get("title"))
    yield "name", title or name
    if title and title.casefold() != name.casefold():
        yield "aliases", name
    if lifecycle := _text(spec.get("lifecycle")):
        yield "lifecycle", lifecycle
    kind, _, owner = _text(spec.get("owner")).rpartition(":")
    owner = owner.removeprefix("default/")
    if owner and "${{" not in owner:
        # Whoever owns it there is mostly a group: people that are called.
        yield ("it_owner" if kind.casefold() == "user" else "support_team"), owner


def _flows(entities: list[Any]) -> Iterator[FoundFlow]:
    """Who uses an API gets data from whoever gives it."""
    givers: dict[str, list[str]] = {}
    for entity in entities:
        for api in _list(_part(entity, "spec"), "providesApis"):
            givers.setdefault(_api(api), []).append(_key(entity))
    seen = set()
    for entity in entities:
        for api in _list(_part(entity, "spec"), "consumesApis"):
            for giver in givers.get(_api(api), ()):
                pair = giver, _key(entity)
                if giver != pair[1] and pair not in seen:
                    seen.add(pair)
                    yield FoundFlow(*pair, "api", f"API: {api[:200]}")


def _api(reference: str) -> str:
    """An API by its name alone: api:default/orders and orders are the same."""
    return reference.rpartition(":")[2].rpartition("/")[2].casefold()
