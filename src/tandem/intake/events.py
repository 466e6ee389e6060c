"""The words of this context: its subject, and what is mailed."""

from tandem.activity.registry import outbox_kind, subject_kind
from tandem.core.words import say

ASKED = subject_kind("asked_idea", "/initiatives/{parent}/", say("From the open form"))

MAIL = outbox_kind("asked_idea.mail", "tandem.intake.jobs.mail_link")
