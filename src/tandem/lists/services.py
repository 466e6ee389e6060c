"""Saving, sharing, changing and deleting views; choosing the one that a list opens with.

None of it is an event: a view is how somebody looks at the work, not something that happened to
it, and shows nobody more than they may see. Its row says whose it is and since when it is shared.
"""

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.accounts.services import lock_person
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.lists import permissions, queries, rules
from tandem.lists.models import ChosenView, SavedView
from tandem.lists.rules import Asked, Listed, Sharing


@transaction.atomic
def save_view(
    *,
    actor: Actor,
    name: str,
    asked: Asked,
    shared: Sharing = Sharing.OWN,
    choose: bool = False,
) -> SavedView:
    """Keep what somebody asks of the list under a name, for them or for others too.

    The same again is the same view (a double click). `choose`: the list opens with it from now on.
    """
    if not permissions.can_keep_views(actor):
        raise NotAllowed(say("Sign in to save a view."))
    lock_person(actor.me)
    name = typed(name, limit=rules.NAME_LIMIT, field="name")
    query, listed = _query_of(asked), rules.listed_by(asked).value
    own = SavedView.objects.filter(owner_id=actor.me)
    if known := own.filter(name=name).first():
        if (known.listed, known.asked) != (listed, query) or known.shared != shared.value:
            raise BadInput(say("You have a view of this name already."), field="name")
        view = known
    else:
        if reason := rules.why_not_one_more(own.count()):
            raise RuleBroken(reason)
        view = SavedView(owner_id=actor.me, name=name, listed=listed, asked=query)
        _share(actor, view, shared)
        view.save()
    if choose:
        _choose(actor, view.pk)
    return view


@transaction.atomic
def change_view(
    *,
    actor: Actor,
    view_id: int,
    name: str | None = None,
    asked: Asked | None = None,
    shared: Sharing | None = None,
) -> SavedView:
    """Rename one's view, let it ask something else, or share it otherwise. None: as it is.

    Whoever had chosen a view that is no longer shared with them opens with everything again.
    """
    view = _locked(actor, view_id)
    if not permissions.can_change_view(actor, owner_id=view.owner_id):
        raise NotAllowed(say("Whoever saved a view changes it. You can save one of your own."))
    before = (view.name, view.asked, view.shared)
    if name is not None:
        view.name = typed(name, limit=rules.NAME_LIMIT, field="name")
    if asked is not None:
        if reason := rules.why_not_ask(Listed(view.listed), asked):
            raise BadInput(reason, field="asked")
        view.asked = _query_of(asked)
    if shared is not None and shared.value != view.shared:
        _share(actor, view, shared)
    if (view.name, view.asked, view.shared) == before:
        return view
    others = SavedView.objects.filter(owner_id=actor.me).exclude(pk=view.pk)
    if others.filter(name=view.name).exists():
        raise BadInput(say("You have a view of this name already."), field="name")
    view.changed_at = clock.now()
    view.save()
    return view


@transaction.atomic
def choose_view(*, actor: Actor, view_id: int | None) -> None:
    """Let Ideas & work open with a view for oneself; None: with everything."""
    if not permissions.can_keep_views(actor):
        raise NotAllowed(say("Sign in to choose a view."))
    lock_person(actor.me)
    if view_id is None:
        ChosenView.objects.filter(person_id=actor.me).delete()
        return
    _choose(actor, view_id)


@transaction.atomic
def delete_view(*, actor: Actor, view_id: int) -> None:
    """Delete a view. Nothing that it showed is touched."""
    view = _locked(actor, view_id)
    if not permissions.can_delete_view(actor, owner_id=view.owner_id):
        raise NotAllowed(say("Whoever saved a view deletes it, or an administrator."))
    view.delete()


def _locked(actor: Actor, view_id: int) -> SavedView:
    queries.view_for(actor, view_id)
    view = SavedView.objects.select_for_update().filter(pk=view_id).first()
    if view is None:
        raise NotFound
    return view


def _query_of(asked: Asked) -> str:
    query = asked.but(view=None)
    if len(query) > rules.ASKED_LIMIT:
        raise BadInput(say("That asks for too much at once. Leave some words out."), field="asked")
    return query


def _share(actor: Actor, view: SavedView, shared: Sharing) -> None:
    if reason := rules.why_not_share(shared, queries.sharings_of(actor)):
        raise BadInput(reason, field="shared")
    alone = shared is Sharing.OWN
    view.shared, view.shared_at = shared.value, None if alone else clock.now()
    view.department_id = queries.department_of(actor) if shared is Sharing.DEPARTMENT else None


def _choose(actor: Actor, view_id: int) -> None:
    if reason := rules.why_not_open_with(queries.view_for(actor, view_id).listed):
        raise BadInput(reason, field="choose")
    standing = ChosenView.objects.filter(person_id=actor.me).first()
    if standing is None or standing.view_id != view_id:
        ChosenView.objects.update_or_create(
            person_id=actor.me, defaults={"view_id": view_id, "chosen_at": clock.now()}
        )
