"""Who a browser is, read in two short prepared queries instead of Django's two long ones.

Both are asked for by every page. What is read, and when it holds, stays Django's.
"""

from datetime import datetime
from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends import db
from django.db.models import QuerySet

from tandem.accounts.models import BrowserSession, Person
from tandem.accounts.queries import lanes_held_by, person_signing_in
from tandem.accounts.rules import WorkspaceRole
from tandem.core import clock
from tandem.core.prepared import moment, prepared, text

PROVED, BEGUN, DEVICE = "proved", "begun", "device"
"""What a session remembers of itself: when its person last proved who they are, and began."""


@prepared
def _living() -> QuerySet[BrowserSession, BrowserSession]:
    return BrowserSession.objects.filter(session_key=text("key"), expire_date__gt=moment("now"))


class SessionStore(db.SessionStore):
    """Django's sessions in the database, each with the person whose it is."""

    seen_at: datetime | None = None

    def _get_session_from_db(self) -> BrowserSession | None:
        found = _living.first(key=self.session_key or "", now=clock.now())
        if found is None:
            self._session_key = None
        else:
            self.seen_at = found.seen_at
        return found

    @classmethod
    def get_model_class(cls) -> type[BrowserSession]:
        """Where they are kept."""
        return BrowserSession

    def create_model_instance(self, data: dict[str, Any]) -> BrowserSession:
        """The row to write. Somebody is in it once they have proved who they are."""
        now = clock.now()
        person = data.get(SESSION_KEY)
        if person is not None:
            data.setdefault(BEGUN, now.isoformat())
            data.setdefault(PROVED, now.isoformat())
        row = cast("BrowserSession", super().create_model_instance(data))
        row.person_id = int(person) if person is not None else None
        row.device = data.get(DEVICE, "")
        row.begun_at = datetime.fromisoformat(data.get(BEGUN, now.isoformat()))
        row.seen_at = now
        return row


class PasswordSignIn(ModelBackend):
    """Django's sign-in with address and password."""

    def get_user(self, user_id: int) -> Person | None:
        """The person of a session; nobody once deactivated."""
        person = person_signing_in(user_id)
        return person if person is not None and person.is_active else None

    def user_can_authenticate(self, user: Person | AnonymousUser | None) -> bool:
        """Whoever isn't deactivated, and no partner whose time is over."""
        if isinstance(user, Person) and user.role == WorkspaceRole.PARTNER:
            return user.is_active and bool(lanes_held_by(user.pk))
        return bool(super().user_can_authenticate(user))
