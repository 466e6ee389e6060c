"""The words of this context: what becomes of a what-if, and what can wait."""

from tandem.activity.registry import event_kind, subject_kind, turn_kind
from tandem.core.words import say
from tandem.scenarios.rules import Voice

_VOICES = {"voice": {voice.value: voice.label for voice in Voice}}

# Not searched: until it is shared, only whoever made it knows of it.
SCENARIO = subject_kind(
    "scenario", "/initiatives/{parent}/whatif/{id}/", say("What if"), searched=False
)

MADE = event_kind("scenario.made", say("{actor} tried a what-if"))
RENAMED = event_kind("scenario.renamed", say("{actor} renamed a what-if"))
SHARED = event_kind("scenario.shared", say("{actor} shared a what-if"))
REMOVED = event_kind("scenario.removed", say("{actor} removed a what-if"))
MOVED = event_kind("scenario.moved", say("{actor} moved levers of a what-if"))
CARRIED = event_kind("scenario.carried_over", say("{actor} carried a what-if over to today's plan"))
PROPOSED = event_kind("scenario.proposed", say("{actor} proposed a what-if"))
TAKEN_BACK = event_kind("scenario.taken_back", say("{actor} took the proposal of a what-if back"))
AGREED = event_kind("scenario.agreed", say("{actor} agreed to a what-if for {voice}"), _VOICES)
DECLINED = event_kind("scenario.declined", say("{actor} declined a what-if"))
ADOPTED = event_kind("scenario.adopted", say("A what-if became the plan"))
TABLE = event_kind("scenario.table_opened", say("{actor} opened the deal table"))
TABLE_LEFT = event_kind("scenario.table_left", say("{actor} got up from the deal table"))
DEAL = event_kind("scenario.deal_pressed", say("{actor} pressed Deal for {voice}"), _VOICES)
DEAL_BACK = event_kind("scenario.deal_taken_back", say("{actor} took Deal back"))
DEAL_DECLINED = event_kind(
    "scenario.deal_declined", say("{actor} said no to what lies on the deal table")
)

DECIDE = turn_kind(
    "scenarios.decide",
    asks=say("A what-if is proposed: say yes or no"),
    verb=say("Read and decide"),
    path="#decide",
    days=3,
)
SIT_DOWN = turn_kind(
    "scenarios.sit_down",
    asks=say("The other side sits at the deal table: move your levers, or press Deal"),
    verb=say("Sit down"),
    path="#deal",
    days=3,
)
CONSENT = turn_kind(
    "scenarios.consent",
    asks=say(
        "Both sides have a deal, and you promise the date: press Deal, or say what is missing"
    ),
    verb=say("Read and decide"),
    path="#deal",
    days=3,
)
