"""Decision rights and suggestions for programs."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Path, Router
from pydantic import Field

from tandem.accounts.api.shapes import PersonName
from tandem.accounts.requests import ActorRequest
from tandem.core.api_shapes import Answer, Body, Digest, Id, PathId, Text
from tandem.rights import queries, services
from tandem.rights.queries import ProposalRow
from tandem.rights.rules import TEXT_LIMIT, WHY_LIMIT, Decider, Matter, Settlement

router = Router(tags=["Who decides"])

SubjectId = Annotated[PathId, Path(description="The initiative's id.")]
ProposalId = Annotated[PathId, Path(description="The suggestion's id.")]


class DecisionRight(Answer):
    """Who decides one matter."""

    matter: Matter = Field(description="What is decided.")
    decider: Decider = Field(description="Who decides it; everybody else suggests.")


class ChangedRight(Body):
    """Who is to decide one matter from now on."""

    matter: Matter = Field(description="What is decided.")
    decider: Decider = Field(description="Who decides it.")


class Proposal(Answer):
    """A change that somebody suggested who doesn't decide it."""

    id: int = Field(description="The suggestion's id.", examples=[12])
    subject_id: int = Field(description="The initiative it is on.", examples=[7])
    kind: str = Field(description="What would change.", examples=["initiative.answer"])
    target: str = Field(description="Which one of it.", examples=["goal"])
    title: str = Field(description="Its short name; may be empty.", examples=[""])
    matter: Matter = Field(description="Under which decision right it falls.")
    before: str = Field(description="The text when it was suggested.", examples=["Fewer calls."])
    text: str = Field(description="The text suggested.", examples=["A third fewer calls."])
    why: str = Field(description="Why; may be empty.", examples=["So that we can measure it."])
    made_by: PersonName = Field(description="Who suggested it.")
    made_at: datetime = Field(description="When.")
    settled_by: PersonName | None = Field(description="Who settled it; null while it waits.")
    settled_at: datetime | None = Field(description="When.")
    fields_before: dict[str, Any] = Field(
        description="Of a part of a brief: each field when it was suggested.", examples=[{}]
    )
    fields_after: dict[str, Any] = Field(description="Each field as suggested.", examples=[{}])
    outcome: Settlement | None = Field(description="How it ended; null while it waits.")
    answer: str = Field(description="Why it was declined; may be empty.", examples=[""])


class NewProposal(Body):
    """Another text for something that others decide."""

    kind: str = Field(max_length=32, description="What to change.", examples=["initiative.answer"])
    target: str = Field(
        "", max_length=32, description="Which one of it; may be empty.", examples=["goal"]
    )
    text: Annotated[str, Text(TEXT_LIMIT)] = Field(
        "", description="How you would write it.", examples=["A third fewer calls."]
    )
    fields: dict[str, str | bool | list[str]] | None = Field(
        None,
        description=(
            "Of a part of a brief (`brief.item`, its id as `target`) instead of `text`: only what "
            "shall change, such as `title`, `text`, `priority`, `acceptance`."
        ),
        examples=[None],
    )
    why: Annotated[str, Text(WHY_LIMIT)] = Field("", description="Why.", examples=[""])


class Acceptance(Body):
    """Taking a suggestion over."""

    seen: Digest = Field(
        description=(
            "SHA-256 of the present text as you read it (UTF-8, hex digits). If it has changed "
            "meanwhile, the answer is 409 and nothing is changed."
        ),
        examples=["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    )


class Refusal(Body):
    """Leaving the text as it is."""

    answer: Annotated[str, Text(WHY_LIMIT)] = Field(
        description="Why not; whoever suggested it reads it.", examples=["Legal asked for this."]
    )


@router.get(
    "/decision-rights",
    response=list[DecisionRight],
    operation_id="list_decision_rights",
    summary="Who decides what",
)
def list_decision_rights(request: ActorRequest) -> list[dict[str, object]]:
    """The whole table, in its own order."""
    rights = queries.decision_rights()
    return [{"matter": matter, "decider": rights.decider(matter)} for matter in Matter]


@router.patch(
    "/decision-rights",
    response=list[DecisionRight],
    operation_id="change_decision_rights",
    summary="Change who decides what",
)
def change_decision_rights(
    request: ActorRequest, changed: list[ChangedRight]
) -> list[dict[str, object]]:
    """For administrators. Matters that are left out stay as they are."""
    services.change_decision_rights(
        actor=request.actor, rights={right.matter: right.decider for right in changed}
    )
    return list_decision_rights(request)


@router.get(
    "/initiatives/{initiative_id}/suggestions",
    response=list[Proposal],
    operation_id="list_proposals",
    summary="Suggestions on an initiative",
)
def list_proposals(request: ActorRequest, initiative_id: SubjectId) -> list[ProposalRow]:
    """The newest 200, newest first, settled ones too."""
    queries.place_of(request.actor, initiative_id)
    return queries.proposals_on(request.actor, initiative_id)


@router.post(
    "/initiatives/{initiative_id}/suggestions",
    response={201: Proposal},
    operation_id="suggest_change",
    summary="Suggest a change",
)
def suggest_change(
    request: ActorRequest, initiative_id: SubjectId, proposal: NewProposal
) -> ProposalRow:
    """What only tidies (white space, quotes, dashes, emphasis) is applied at once."""
    made = services.suggest_change(
        actor=request.actor,
        subject_id=initiative_id,
        kind=proposal.kind,
        target=proposal.target,
        text=proposal.text,
        fields=proposal.fields,
        why=proposal.why,
    )
    return queries.proposal_visible_to(request.actor, made.pk)


@router.post(
    "/suggestions/{proposal_id}/acceptance",
    response=Proposal,
    operation_id="accept_proposal",
    summary="Take a suggestion over",
)
def accept_proposal(
    request: ActorRequest, proposal_id: ProposalId, acceptance: Acceptance
) -> ProposalRow:
    """Whoever decides the matter may; the text then becomes what was suggested."""
    return services.accept_proposal(
        actor=request.actor, proposal_id=proposal_id, seen=acceptance.seen
    )


@router.post(
    "/suggestions/{proposal_id}/refusal",
    response=Proposal,
    operation_id="decline_proposal",
    summary="Decline a suggestion",
)
def decline_proposal(
    request: ActorRequest, proposal_id: ProposalId, refusal: Refusal
) -> ProposalRow:
    """Whoever decides the matter may, and says why."""
    return services.decline_proposal(
        actor=request.actor, proposal_id=proposal_id, answer=refusal.answer
    )


@router.delete(
    "/suggestions/{proposal_id}",
    response=Proposal,
    operation_id="withdraw_proposal",
    summary="Take one's own suggestion back",
)
def withdraw_proposal(request: ActorRequest, proposal_id: ProposalId) -> ProposalRow:
    """While it waits."""
    return services.withdraw_proposal(actor=request.actor, proposal_id=proposal_id)


@router.post(
    "/suggestions/{proposal_id}/undoing",
    response=Proposal,
    operation_id="undo_tidying",
    summary="Undo a tidying",
)
def undo_tidying(request: ActorRequest, proposal_id: ProposalId) -> ProposalRow:
    """Puts the text before it back, if nobody has changed it since."""
    return services.undo_tidying(actor=request.actor, proposal_id=proposal_id)


class Sponsor(Body):
    """Who is to be the sponsor."""

    person_id: Id = Field(description="The person's id.", examples=[1])


class Access(Answer):
    """Who may know of an initiative."""

    restricted: bool = Field(description="Only its people and its sponsor know of it.")
    sponsor_id: int | None = Field(description="Who decides between the owners.", examples=[1])


def _access(request: ActorRequest, initiative_id: int) -> Access:
    subject = queries.place_of(request.actor, initiative_id).subject
    return Access(restricted=subject.restricted, sponsor_id=subject.sponsor_id)


@router.get(
    "/initiatives/{initiative_id}/access",
    response=Access,
    operation_id="read_access",
    summary="Who may know of it",
)
def read_access(request: ActorRequest, initiative_id: SubjectId) -> Access:
    """Whether it is restricted, and its sponsor: its own, else the workspace's."""
    return _access(request, initiative_id)


@router.put(
    "/initiatives/{initiative_id}/restriction",
    response=Access,
    operation_id="restrict_initiative",
    summary="Restrict it",
)
def restrict_initiative(request: ActorRequest, initiative_id: SubjectId) -> Access:
    """Its owners and its sponsor may. From then on only its people know of it."""
    services.restrict_initiative(actor=request.actor, initiative_id=initiative_id)
    return _access(request, initiative_id)


@router.delete(
    "/initiatives/{initiative_id}/restriction",
    response=Access,
    operation_id="open_initiative",
    summary="Open it to everybody",
)
def open_initiative(request: ActorRequest, initiative_id: SubjectId) -> Access:
    """Its owners and its sponsor may."""
    services.open_initiative(actor=request.actor, initiative_id=initiative_id)
    return _access(request, initiative_id)


@router.put(
    "/initiatives/{initiative_id}/sponsor",
    response=Access,
    operation_id="name_sponsor",
    summary="Name its sponsor",
)
def name_sponsor(request: ActorRequest, initiative_id: SubjectId, sponsor: Sponsor) -> Access:
    """The present sponsor may, or an administrator."""
    before = _access(request, initiative_id)
    services.name_sponsor(
        actor=request.actor, initiative_id=initiative_id, person_id=sponsor.person_id
    )
    # Whoever has just handed a restricted initiative on may not be allowed to read it any more.
    return Access(restricted=before.restricted, sponsor_id=sponsor.person_id)
