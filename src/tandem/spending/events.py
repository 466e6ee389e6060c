"""The words of this context: what happens to money that is spent."""

from tandem.activity.registry import event_kind
from tandem.core.words import say

LINE_ADDED = event_kind("spending.line_added", say("{actor} planned a line of the budget"))
LINE_REMOVED = event_kind("spending.line_removed", say("{actor} took a line out of the budget"))
NOTED = event_kind("spending.noted", say("{actor} noted what was spent"))
REMOVED = event_kind("spending.removed", say("{actor} took something out of what was spent"))
TAKEN = event_kind("spending.taken_in", say("{actor} took in {count} expenses from a file"))
CODE_ADDED = event_kind("money.code_added", say("{actor} added a cost code"))
CODE_CLOSED = event_kind("money.code_closed", say("{actor} closed a cost code"))
RATES_SET = event_kind("money.currency_rates_set", say("{actor} set rates of currencies"))
