"""Which column of a table means what: guessed from its headings, or told by whoever exports it."""

import re
from collections.abc import Mapping, Sequence

from tandem.formats.trackers.unreadable import UnreadableExport

_WORDS: dict[str, str] = {
    "key": "issue key|issuekey|key|ticket|ticket id|ticket number|vorgangsschlüssel|schlüssel"
    "|task id|taskid|unique id|nummer|nr|no|number|work item id|clé|clave|chiave|sleutel|story id"
    "|issue",
    "id": "issue id|id|gid|vorgangs id|uid",
    "title": "summary|title|subject|name|task|task name|card name|item|aufgabe|vorgang|titel"
    "|zusammenfassung|thema|betreff|bezeichnung|résumé|titre|sujet|resumen|título|titulo|asunto"
    "|riepilogo|titolo|oggetto|samenvatting|onderwerp|resumo|assunto|headline|story|was|idea|idee"
    "|wish|wunsch|sentence",
    "description": "description|notes|content|body|details|beschreibung|notizen|text|descripción"
    "|descrizione|omschrijving|descrição|card description",
    "kind": "issue type|issuetype|type|tracker|kind|vorgangstyp|typ|art|work item type|tipo"
    "|type de ticket|soort|category type",
    "state": "status|state|column|list name|section column|spalte|stand|zustand|estado|statut"
    "|état|stato|column name|board column|list",
    "category": "status category|statuskategorie|statecategory",
    "resolution": "resolution|lösung|résolution|resolución",
    "priority": "priority|prio|priorität|dringlichkeit|severity|priorité|prioridad|priorità"
    "|prioriteit|prioridade",
    "project": "project key|project|project name|projects|projekt|projet|proyecto|progetto"
    "|folder name|board name|board",
    "group": "team|section|group|gruppe|bereich|department|abteilung|équipe|equipo|squad|journal",
    "assignee": "assignee|assigned to|assignee name|owner|user|bearbeiter|zugewiesene person"
    "|zugewiesen"
    "|zugewiesen an|zuständig|verantwortlich|wer|assigné|responsable|asignado a|responsabile"
    "|assegnatario|toegewezen aan|responsável|assignee anon|members|assignees",
    "reporter": "reporter|creator|author|created by|autor|ersteller|erstellt von|rapporteur"
    "|informador|requester|anforderer|requested by|asked by|who asked|submitted by|proposed by"
    "|suggested by|raised by|angefragt von|wunsch von",
    "made": "created|created at|created on|created time|created date|date created|creation date"
    "|createdon|made|opened|opened at|erstellt|erstellt am|angelegt|angelegt am|anlagedatum|créé"
    "|date de création|creado|fecha de creación|creato|gemaakt|criado|card created date",
    "changed": "updated|last modified|updated on|updated at|changed|modified|aktualisiert"
    "|geändert|geändert am|mis à jour|actualizado|bijgewerkt|last activity date|changed date",
    "started": "start date|started|start|begin|begonnen|beginn|startdatum|started at|actual start"
    "|date de début|in progress date|activated date",
    "resolved": "resolved|completed at|closed|closed on|done|done on|date resolved|resolution date"
    "|finished|completed|completed time|completed date|closed date|closed at|erledigt am|erledigt"
    "|fertig am"
    "|gelöst|abgeschlossen|abgeschlossen am|geschlossen|résolu|resuelta|ended|end date",
    "due": "due date|due|due on|deadline|fällig|fällig am|fälligkeitsdatum|fälligkeit|abgabe"
    "|échéance|date d échéance|fecha de vencimiento|scadenza|vervaldatum|bis|termin|wished for"
    "|wish date|wished date|needed by|target date",
    "estimate": "original estimate|estimate|estimated time|estimated hours|schätzung|aufwand"
    "|geschätzter aufwand|geschätzte stunden|ursprüngliche schätzung|estimation|temps estimé"
    "|estimación"
    "|plan|planned|geplant|estimate h|soll",
    "spent": "time spent|spent time|spent hours|spent|actual|actual hours|aufgewendete zeit"
    "|benötigte zeit|gebucht|ist|ist aufwand|zeitaufwand|temps passé|tiempo trabajado|logged"
    "|completed work",
    "points": "story points|story point|storypoint|storypoints|points|story point estimate|story"
    " points median|sp|punkte|story punkte|effort",
    "labels": "labels|label|tags|tag|schlagworte|stichwörter|stichworte|étiquettes|etiquetas",
    "components": "component s|component|components|komponente|komponenten|category|kategorie|area"
    "|composant|componente|area path",
    "versions": "fix version s|fix versions|fix version|version|target version|versions"
    "|lösungsversion|zielversion",
    "sprint": "sprint|sprints|iteration|iteration path|cycle",
    "parent": "parent id|parent|parent task|parent key|epic link|epic|übergeordnet|elternaufgabe"
    "|parentid|tarea principal",
    "blocks": "outward issue link blocks|blocking dependencies|blocks|blockiert",
    "blocked": "inward issue link blocks|blocked by dependencies|blocked by|blockiert durch"
    "|follows|depends on|hängt ab von|vorgänger|predecessors",
    "comment": "comment|comments|kommentar|kommentare",
    "log": "log work|worklog",
    "progress": "progress|done %|% done|percent complete|fortschritt|% complete|erledigt %",
    "url": "url|link|card url|permalink",
    "changed_at": "as of date|change date|changed at|event date|timestamp|event time",
    "changed_fields": "changed fields|changed field|field|fields changed",
    "hours": "hours|stunden|heures|horas|uren",
    "day": "date|datum|fecha",
}
ROLES = tuple(_WORDS)
"""What a column can mean."""
_KNOWN = {word: role for role, words in _WORDS.items() for word in words.split("|")}
_SEVERAL = {
    *("labels", "components", "versions", "sprint", "comment", "log", "blocks", "blocked", "group"),
    "project",
}
"""Roles that more than one column may have."""

Columns = dict[str, list[int]]
"""Where the columns of each role stand."""


def plain(heading: str) -> str:
    """A heading as words in small letters; what a custom field is called, without the frame."""
    words = heading.strip().strip("\ufeff").casefold()
    framed = re.fullmatch(r"(?:custom field|benutzerdefiniertes feld) \((.{1,200})\)", words)
    words = framed[1] if framed else words
    return " ".join(re.sub(r"[\W_]+", " ", words.replace("%", " % ")).split()) or words[:50]


def unit_of(heading: str, role: str) -> float:
    """The seconds of one in a column of times: a heading may say hours, days or minutes."""
    words = set(plain(heading).split())
    if words & {"h", "hours", "stunden", "hrs", "std", "hour", "heures", "horas"}:
        return 3600
    if words & {"days", "tage", "pt", "d", "jours"}:
        return 28800
    if words & {"min", "minutes", "minuten"}:
        return 60
    return 3600 if role == "hours" else 1


def guessed(headings: Sequence[str]) -> Columns:
    """The role of each column that its heading names; the first one that does keeps it."""
    columns: Columns = {}
    for place, heading in enumerate(headings):
        role = _KNOWN.get(plain(heading)) or _KNOWN.get(_without_unit(plain(heading)), "")
        if role and (role not in columns or role in _SEVERAL):
            columns.setdefault(role, []).append(place)
        if plain(heading) == "parent key":  # of several columns about it, the one people use
            columns["parent"] = [place]
    return columns


def _without_unit(words: str) -> str:
    return re.sub(r" (?:h|hours|stunden|std|days|tage|min|minutes|minuten|s|sec|pt)$", "", words)


def read_mapping(text: str) -> dict[str, tuple[str, ...]]:
    """What somebody told: “title=Vorgang, state=Stand, labels=Thema, labels=Kanal”.

    Raises UnreadableExport with the roles there are, where one isn't known.
    """
    told: dict[str, tuple[str, ...]] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        role, sign, heading = (one.strip() for one in part.partition("="))
        if role not in _WORDS or not sign or not heading:
            raise UnreadableExport(
                f"“{part[:80]}” is no mapping. Write role=heading, with commas between; roles are "
                f"{', '.join(ROLES)}."
            )
        told[role] = (*told.get(role, ()), heading)
    return told


def mapped(headings: Sequence[str], told: Mapping[str, Sequence[str]]) -> Columns:
    """What was guessed, but for the roles that were told. Raises UnreadableExport."""
    columns = guessed(headings)
    names = [heading.strip().strip("\ufeff") for heading in headings]
    for role, wanted in told.items():
        places = [place for heading in wanted for place in _places(heading, names)]
        for other in columns:
            columns[other] = [place for place in columns[other] if place not in places]
        columns[role] = places
    return {role: places for role, places in columns.items() if places}


def _places(heading: str, names: Sequence[str]) -> list[int]:
    found = [place for place, name in enumerate(names) if name.casefold() == heading.casefold()]
    if not found:
        there = ", ".join(f"“{name[:40]}”" for name in names[:30] if name)
        raise UnreadableExport(f"No column is called “{heading[:80]}”. There are: {there}.")
    return found
