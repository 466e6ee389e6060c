"""The words of this context: code that belongs to work."""

from tandem.activity.registry import event_kind
from tandem.core.words import say
from tandem.trace.rules import CodeKind, CodeState

_WHAT = {
    CodeKind.BRANCH.value: say("a branch"),
    CodeKind.PULL_REQUEST.value: say("a pull request"),
    CodeKind.RUN.value: say("a CI run"),
}
_STATES = {
    CodeState.DRAFT.value: say("is a draft"),
    CodeState.OPEN.value: say("is open"),
    CodeState.MERGED.value: say("was merged"),
    CodeState.CLOSED.value: say("was closed"),
    CodeState.WAITING.value: say("is waiting"),
    CodeState.RUNNING.value: say("is running"),
    CodeState.PASSED.value: say("passed"),
    CodeState.FAILED.value: say("failed"),
    CodeState.STOPPED.value: say("was stopped"),
}
_SAID = {"what": _WHAT, "state": _STATES}

LINKED = event_kind("code.linked", say("{actor} linked {what} to work"), _SAID)
STANDS = event_kind("code.stands", say("{actor} told of work: {what} {state}"), _SAID)
CHANGED = event_kind("code.changed", say("{actor} changed {what} of work"), _SAID)
UNLINKED = event_kind("code.unlinked", say("{actor} took {what} off work"), _SAID)
