"""The words of this context: its subject."""

from tandem.activity.registry import subject_kind
from tandem.core.words import say

ASKED = subject_kind("asked_idea", "/initiatives/{parent}/", say("From the open form"))
