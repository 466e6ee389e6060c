"""What the clock does for recurring work and for rules. May be called as often as one likes."""

from tandem.accounts.queries import present_day
from tandem.activity.queries import last_event
from tandem.routine import queries, services
from tandem.routine.rules import starts

OVERLAP = 500
"""Events that are looked at again."""


def bring_work_back() -> int:
    """Make what is to come back today, or was before and wasn't made; returns how many."""
    for recurrence_id in queries.what_waits_to_be_done():
        services.plan_next(recurrence_id=recurrence_id)
    today = present_day()
    return sum(
        services.bring_back(recurrence_id=recurrence_id, today=today)
        for recurrence_id in queries.what_has_come(today)
    )


def run_rules() -> int:
    """Do what rules say about what happened since they last looked; returns how many ran.

    It looks a little further back than that each time: what was written at the same moment may
    come into sight later. Whatever was done by a rule about an event isn't done again.
    """
    upto, newest = queries.rules_read(), last_event()
    if newest <= upto:
        return 0
    after = max(0, upto - OVERLAP)
    spans = queries.rules_that_act(after=after)
    whens = {one.asked.when for one in spans}
    ran = 0
    for fact in queries.facts_since(whens, after=after) if spans else []:
        for one in spans:
            if one.holds(fact.event_id, fact.root_id) and starts(one.asked, fact.happening):
                ran += services.run_rule(rule_id=one.rule_id, fact=fact) is not None
    services.note_rules_read(upto=newest)
    return ran
