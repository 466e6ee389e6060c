"""Ideas and initiatives for programs. How one stands on its path is added by `stages`."""

from typing import Any

from ninja import Query, Router

from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Actor
from tandem.activity.queries import history_of
from tandem.core.api_pages import ListPage, PageAsked, cursor, numbers_of, page_of_query
from tandem.initiatives import queries, services
from tandem.initiatives.api.shapes import (
    ChangedInitiative,
    GivenAnswer,
    HistoryPage,
    Initiative,
    InitiativeId,
    InitiativePage,
    InitiativesAsked,
    Joining,
    NamedOwner,
    NewAnswer,
    NewInitiative,
    NewInitiatives,
    OwnedLane,
    QuestionAsked,
    SimilarAsked,
    SimilarIdeas,
    shown,
)
from tandem.initiatives.rules import IdeaRow

router = Router(tags=["Initiatives"])


@router.get(
    "/initiatives",
    response=InitiativePage,
    operation_id="list_initiatives",
    summary="Initiatives, newest first",
)
def list_initiatives(request: ActorRequest, asked: Query[InitiativesAsked]) -> ListPage:
    """All that you may see, ideas too."""
    found = queries.newest_first(request.actor, stage=asked.stage, words=asked.q or "")
    return page_of_query(found, asked, order=["-written_at", "-subject_id"], read=queries.rows)


@router.get(
    "/ideas/similar",
    response=SimilarIdeas,
    operation_id="list_similar_ideas",
    summary="What says something alike",
)
def list_similar_ideas(request: ActorRequest, asked: Query[SimilarAsked]) -> ListPage:
    """At most five that you may see, the most alike first; by their words."""
    return ListPage(queries.similar_ideas(request.actor, asked.sentence))


@router.post(
    "/initiatives",
    response={201: Initiative},
    operation_id="write_idea",
    summary="Write an idea down",
)
def write_idea(request: ActorRequest, idea: NewInitiative) -> dict[str, Any]:
    """Anyone but a viewer may. Both sides get something to answer."""
    written = services.write_idea(
        actor=request.actor,
        sentence=idea.sentence,
        wish_date=idea.wish_date,
        kind=idea.kind,
        lane=idea.lane,
    )
    return shown(queries.whole(request.actor, written.pk))


@router.post(
    "/initiatives/several",
    response={201: InitiativePage},
    operation_id="write_ideas",
    summary="Write several ideas down",
)
def write_ideas(request: ActorRequest, several: NewInitiatives) -> ListPage:
    """Anyone but a viewer may. All of them or none; a 422 says which one can't be taken."""
    written = services.write_ideas(
        actor=request.actor,
        rows=[IdeaRow(**idea.model_dump()) for idea in several.ideas],
    )
    return ListPage(queries.rows(written))


def _change(actor: Actor, initiative_id: int, change: ChangedInitiative) -> None:
    sentence, before, wish_date = change.sentence, change.before or "", change.wish_date
    with_date = "wish_date" in change.model_fields_set
    if sentence is not None and with_date:
        services.change_idea(
            actor=actor,
            initiative_id=initiative_id,
            sentence=sentence,
            before=before,
            wish_date=wish_date,
            # A program that sends a date means it, whatever stood there.
            date_before=queries.initiative_visible_to(actor, initiative_id).wish_date,
        )
    elif sentence is not None:
        services.reword_idea(
            actor=actor, initiative_id=initiative_id, sentence=sentence, before=before
        )
    elif with_date:
        services.wish_for_date(actor=actor, initiative_id=initiative_id, wish_date=wish_date)


@router.patch(
    "/initiatives/{initiative_id}",
    response=Initiative,
    operation_id="change_initiative",
    summary="Reword it, or move its date",
)
def change_initiative(
    request: ActorRequest, initiative_id: InitiativeId, change: ChangedInitiative
) -> dict[str, Any]:
    """The author while it is an idea, afterwards Marketing's people on it. All of it or nothing."""
    _change(request.actor, initiative_id, change)
    return shown(queries.whole(request.actor, initiative_id))


@router.post(
    "/initiatives/{initiative_id}/participants",
    response=Initiative,
    operation_id="join_initiative",
    summary="Take part",
)
def join_initiative(
    request: ActorRequest, initiative_id: InitiativeId, joining: Joining
) -> dict[str, Any]:
    """Take part for a side that is yours. Twice is once."""
    services.join_initiative(actor=request.actor, initiative_id=initiative_id, lane=joining.lane)
    return shown(queries.whole(request.actor, initiative_id))


@router.put(
    "/initiatives/{initiative_id}/answers/{question}",
    response=GivenAnswer,
    operation_id="answer_question",
    summary="Answer a question",
)
def answer_question(
    request: ActorRequest, initiative_id: InitiativeId, question: QuestionAsked, answer: NewAnswer
) -> queries.AnswerGiven:
    """People of the side that decides it. The first answer of the second side makes a pair."""
    services.answer_question(
        actor=request.actor,
        initiative_id=initiative_id,
        question=question,
        text=answer.text,
        replaces=answer.replaces,
        measure_first=answer.measure_first,
    )
    return queries.whole(request.actor, initiative_id).answers[question]


@router.put(
    "/initiatives/{initiative_id}/owners/{lane}",
    response=Initiative,
    operation_id="name_owner",
    summary="Name a side's owner",
)
def name_owner(
    request: ActorRequest, initiative_id: InitiativeId, lane: OwnedLane, owner: NamedOwner
) -> dict[str, Any]:
    """Anyone of either side on it may. The owner before stays a member."""
    services.name_owner(
        actor=request.actor, initiative_id=initiative_id, lane=lane, person_id=owner.person_id
    )
    return shown(queries.whole(request.actor, initiative_id))


@router.get(
    "/initiatives/{initiative_id}/history",
    response=HistoryPage,
    operation_id="read_history",
    summary="What happened, newest first",
)
def read_history(
    request: ActorRequest, initiative_id: InitiativeId, asked: Query[PageAsked]
) -> ListPage:
    """Everything that happened on the initiative and its brief."""
    queries.initiative_visible_to(request.actor, initiative_id)
    before = int(numbers_of(asked.after, 1)[0]) if asked.after is not None else None
    lines = history_of(initiative_id, before=before, limit=asked.limit + 1)
    shown_lines = lines[: asked.limit]
    more = len(lines) > asked.limit
    return ListPage(shown_lines, cursor(shown_lines[-1].number) if more else None)
