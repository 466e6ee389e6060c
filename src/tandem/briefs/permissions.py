"""Who may do what with a brief. `standing` is what the actor is on its initiative, `decided` the
matters that are theirs to decide there."""

from collections.abc import Collection

from tandem.accounts.rules import Actor, ActorKind, Lane
from tandem.activity.permissions import Standing
from tandem.rights.rules import Matter


def can_start_brief(standing: Standing) -> bool:
    """Marketing starts the brief; its people on the initiative may."""
    return Lane.MARKETING in standing.sides


def can_edit(standing: Standing, decided: Collection[Matter]) -> bool:
    """Whoever decides something here edits that; `rules.why_not_edit` says what is theirs."""
    return bool(standing.sides or decided)


def can_ask_for_playback(standing: Standing) -> bool:
    """Marketing says when the brief is ready to be read."""
    return Lane.MARKETING in standing.sides


def can_play_back(standing: Standing, signs: Collection[Lane] = ()) -> bool:
    """IT says what it understood; `signs`: for which side the actor is the second signer."""
    return Lane.IT in standing.sides or Lane.IT in signs


def can_confirm(standing: Standing, signs: Collection[Lane] = ()) -> bool:
    """The Marketing owner says whether that is it, or the second signer for Marketing."""
    return Lane.MARKETING in standing.owned or Lane.MARKETING in signs


def can_sign(standing: Standing, lane: Lane, signs: Collection[Lane] = ()) -> bool:
    """Owners sign, each for their side; and the second signer, where one answers for both."""
    return lane in standing.owned or lane in signs


def can_name_second(actor: Actor, *, sponsor: int | None) -> bool:
    """The sponsor, before anybody signs."""
    return actor.may_write and actor.me == sponsor


def can_ask_what_if(standing: Standing) -> bool:
    """People of either side on the initiative ask what could happen otherwise."""
    return bool(standing.sides)


def can_answer_what_if(decided: Collection[Matter]) -> bool:
    """Whoever decides how it is used answers."""
    return Matter.USE in decided


def can_deliver(actor: Actor, standing: Standing, lane: Lane | None, person_id: int | None) -> bool:
    """Whoever owes it says that it is there: the person, people of the side, or an owner."""
    return (
        bool(standing.owned)
        or (lane is not None and lane in standing.sides)
        or (person_id is not None and person_id == actor.person_id)
    )


def can_state_effort(decided: Collection[Matter]) -> bool:
    """Whoever decides the estimate states it; that is IT unless the company says otherwise."""
    return Matter.ESTIMATE in decided


def can_settle_change(standing: Standing, lane: Lane) -> bool:
    """Beside its author, the owner of the author's side: nobody's absence holds it up."""
    return lane in standing.owned


def can_call_material(standing: Standing) -> bool:
    """The owner of either side may ask for both signatures after all."""
    return bool(standing.owned)


def can_give_back(actor: Actor) -> bool:
    """The quarterly revision gives allowance back: the clock, or an administrator by hand."""
    return actor.kind is ActorKind.CLOCK or actor.is_administrator
