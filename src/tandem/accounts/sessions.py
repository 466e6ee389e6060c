"""Who a browser is, read in two short prepared queries instead of Django's two long ones.

Both are asked for by every page. What is read, and when it holds, stays Django's.
"""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from tandem.accounts.models import Person
from tandem.accounts.queries import lanes_held_by, person_signing_in
from tandem.accounts.rules import WorkspaceRole
from tandem.core import clock
from tandem.core.prepared import moment, prepared, text


@prepared
def _living() -> QuerySet[Session, Session]:
    return Session.objects.filter(session_key=text("key"), expire_date__gt=moment("now"))


class SessionStore(db.SessionStore):
    """Django's sessions in the database."""

    def _get_session_from_db(self) -> Session | None:
        found = _living.first(key=self.session_key or "", now=clock.now())
        if found is None:
            self._session_key = None
        return found

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Where they are kept."""
        return Session


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
