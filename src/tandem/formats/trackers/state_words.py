"""What the name of a state means, where the tracker doesn't say: words in six languages."""

import re
from functools import lru_cache

from tandem.formats.trackers.export import Category

_MOST_WORDS = 6
_NOT_YET = re.compile(
    r"\b(?:not|nicht|ready (?:for|to)|bereit|waiting|to be|pending|pre|zu|before|incomplete"
    r"|noch)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:done|closed?|resolved|complete[d]?|finished|released|shipped|live|deployed|archived?"
    r"|rejected|declined|cancell?ed|won.?t (?:do|fix)|duplicate|fixed|verified|launched|published"
    r"|fertig|erledigt|geschlossen|abgeschlossen|gelöst|behoben|abgelehnt|veröffentlicht|beendet"
    r"|terminée?|fermée?|résolue?|livrée?|hecho|cerrad[oa]|resuelt[oa]|terminad[oa]|chiuso"
    r"|risolto|completato|klaar|gesloten|afgerond|concluíd[oa]|fechad[oa])\b|已完成|完了|✓|✔|✅",
    re.IGNORECASE,
)
_DOING = re.compile(
    r"\b(?:progress|doing|active|review(?:ing)?|test(?:ing)?|qa|started|develop(?:ment|ing)?"
    r"|implement\w*|building|writing|assigned|blocked|on hold|waiting|pending|submitted|verify\w*"
    r"|approv\w*|wip|in arbeit|in bearbeitung|laufend|prüfung|abnahme|wartet|blockiert|angefangen"
    r"|zugewiesen|en cours|en curso|en progreso|in corso|bezig|em andamento|feedback"
    r"|creating|assess\w*)\b|进行中|進行中",
    re.IGNORECASE,
)
_NEW = re.compile(
    r"\b(?:to.?do|open(?:ed)?|new|backlog|ideas?|planned|planning|next|inbox|reopened|selected"
    r"|ready|created|queue|todo|offen|neu|geplant|ideen|eingang|aufgaben|à faire|nouveau|ouvert"
    r"|por hacer|nuevo|abiert[oa]|da fare|nuovo|te doen|nieuw|a fazer|novo)\b|新建|待办|未着手",
    re.IGNORECASE,
)
_WAITS = re.compile(
    r"\b(?:waiting|wait|wartet|warten|pending|blocked|blockiert|on hold|hold|feedback"
    r"|info(?:rmation)? needed|needs info|rückfrage|en attente|bloqueado|in attesa|wacht"
    r"|impediment)\b",
    re.IGNORECASE,
)
_REVIEW = re.compile(
    r"\b(?:review\w*|reviewed|qa|quality|test(?:ing|s)?|verif\w+|validat\w+|uat|acceptance|approv\w+"
    r"|pre.?approved|prüfung|abnahme|freigabe|sign.?off|proof\w*|assess\w*|recette|revisión)\b",
    re.IGNORECASE,
)
_MARKETING = re.compile(
    r"\b(?:marketing|content|copy|copywriting|campaigns?|kampagnen?|brand|marke|social|seo|pr"
    r"|communications?|kommunikation|redaktion|design|creative|newsletter|crm|sales|vertrieb"
    r"|translations?|übersetzung|website content|events?|webinar)\b",
    re.IGNORECASE,
)
_IT = re.compile(
    r"\b(?:it|dev|devs|developers?|development|engineering|entwicklung|backend|back.end|frontend"
    r"|front.end|infrastructure|infrastruktur|ops|devops|platform|systems?|deploy\w*|release|build"
    r"|implementation|coding|programming|api|core|cli|daemon|database|server|sre|technik|edv)\b",
    re.IGNORECASE,
)
_EMERGENCY = re.compile(
    r"\b(?:blocker|critical|expedite|emergency|urgent|highest|immediate|hotfix|incident|outage|p0"
    r"|p1|prio ?1|sev ?[01]|dringend|kritisch|sofort|notfall|urgente?|critique|bloquant"
    r"|urgentissimo)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=10_000)
def category_of(state: str) -> Category:
    """Whether a state of this name is not begun, under way or finished; "" where it can't be told.

    “Ready to release” and “Pending publication” are not finished, whatever words follow.
    """
    words = _plain(state)
    if _DONE.search(words) and not _NOT_YET.search(words):
        return "done"
    if _DOING.search(words):
        return "doing"
    if _NEW.search(words):
        return "new"
    return "doing" if _DONE.search(words) else ""


@lru_cache(maxsize=10_000)
def waits_in(state: str) -> bool:
    """Whether work stands still for somebody in a state of this name."""
    return bool(_WAITS.search(_plain(state)))


@lru_cache(maxsize=10_000)
def is_looked_over_in(state: str) -> bool:
    """Whether somebody reviews, tests or approves in a state of this name."""
    return bool(_REVIEW.search(_plain(state)))


@lru_cache(maxsize=10_000)
def names_marketing(name: str) -> bool:
    """Whether a name speaks of marketing's work."""
    return bool(_MARKETING.search(_plain(name)))


@lru_cache(maxsize=10_000)
def names_it(name: str) -> bool:
    """Whether a name speaks of IT's work."""
    return bool(_IT.search(_plain(name)))


@lru_cache(maxsize=10_000)
def is_emergency(name: str) -> bool:
    """Whether a priority, label or kind of this name says that it can't wait."""
    return bool(_EMERGENCY.search(_plain(name)))


def _plain(name: str) -> str:
    """A name as words; one of many words is a sentence, which names no state."""
    words = re.sub(r"[_\-./:]+", " ", name[:200]).split()
    return " ".join(words) if len(words) <= _MOST_WORDS else ""
