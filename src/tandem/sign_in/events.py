"""The words of this context: what is mailed."""

from tandem.activity.registry import outbox_kind

NEW_PASSWORD = outbox_kind("sign_in.new_password", "tandem.sign_in.jobs.mail_new_password")
HAPPENED = outbox_kind("sign_in.happened", "tandem.sign_in.jobs.mail_what_happened")
