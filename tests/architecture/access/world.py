"""The stage of the access matrix: the story up to a step, and everybody at their doors."""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from http.cookies import SimpleCookie

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from tests import cast as story
from tests.architecture.access.roles import INSIDE, PLAYED_BY, SIGNED_IN, Role
from tests.copies import Copy
from tests.days import present_date
from tests.pictures import kept
from tests.rows import Rows, everything

from tandem.accounts import services as accounts
from tandem.accounts.models import ApiToken, GuestLink, Person, Workspace
from tandem.accounts.queries import actor_by_id, departments, name_of_session
from tandem.accounts.rules import Actor, GuestMay, Lane, MailServer, Scope, WorkspaceRole
from tandem.activity.models import Notification, Outbox, Subject, Turn
from tandem.activity.rules import SubjectRole
from tandem.activity.services import declare_incident, give_access, open_turn
from tandem.assessment import services as assessment
from tandem.assessment.models import Consult, Touch
from tandem.assessment.queries import answer_path, consults_on, impact_kept
from tandem.assessment.rules import Authority, Word
from tandem.attachments import services as attachments
from tandem.attachments.rules import About
from tandem.briefs import queries as briefs
from tandem.briefs import services as brief_services
from tandem.briefs.models import ChangeRequest, Item, Playback, WhatIf
from tandem.briefs.rules import Effort, How, Priority, Section
from tandem.core import clock
from tandem.core.errors import NotFound
from tandem.formats.icalendar import Spell
from tandem.goals import services as goals
from tandem.imports import services as imports
from tandem.imports.commands.steps import carry_on_all
from tandem.imports.requests import keep
from tandem.initiatives import services as initiatives
from tandem.initiatives.models import Initiative
from tandem.initiatives.queries import whole
from tandem.initiatives.rules import ListAsked, Question, Stage, Step, Terms, Track
from tandem.intake import services as intake
from tandem.lists import services as lists
from tandem.own_fields import services as own_fields
from tandem.own_fields.rules import FieldType
from tandem.patterns import services as patterns
from tandem.patterns.models import Beginning, Pattern
from tandem.patterns.rules import PatternPart
from tandem.plans import services as plans
from tandem.plans.jobs import next_question
from tandem.plans.problems import LAUNCH, Answer
from tandem.plans.queries import scope_of
from tandem.plans.rules import MoneyKind
from tandem.projects import services as projects
from tandem.revisions import services as revisions
from tandem.rights import services as rights
from tandem.rights.rules import Decider, Matter
from tandem.risk import services as risk
from tandem.risk.queries import last_result, protection_written, risk_of
from tandem.risk.rules import Criterion
from tandem.routine import services as routine
from tandem.routine.models import Rule
from tandem.routine.rules import Every, Recurs, Rhythm, RuleAsked, Then, To, When
from tandem.scenarios import services as scenarios
from tandem.scenarios.queries import scenario_of
from tandem.scenarios.rules import Lever, LeverKind, Voice
from tandem.sign_in.models import Passkey
from tandem.spending import services as spending
from tandem.spending.services import NewActual, NewLine
from tandem.stages import services as stages
from tandem.systems import services as systems
from tandem.systems.models import DataFlow, System
from tandem.systems.rules import Entry, FlowEntry
from tandem.talk import services as talk
from tandem.talk.models import Guest
from tandem.timesheets import services as timesheets
from tandem.timesheets.rules import SpentOn
from tandem.tools import services as tools
from tandem.tools.commands.looking import look_through_all
from tandem.tools.queries import open_finds
from tandem.tools.requests import receive
from tandem.tools.rules import Declared, Reading
from tandem.trace import services as trace
from tandem.trace.rules import Code, CodeKind, CodeState
from tandem.upkeep import services as upkeep
from tandem.work import services as work
from tandem.work.rules import Estimate as WorkEstimate
from tandem.work.rules import WorkKind, WorkState
from tandem.year import services as year
from tandem.year.rules import FreezeKind

MISSING = 999_999
"""An id that nothing has."""

EXPORT = b"Issue key,Summary,Status\nSHOP-1,The parcel knows its way.,Open\nSHOP-2,Ask,Done\n"
"""What another tool exported."""
PAYMENTS = b"Date,Merchant,Amount\n2026-01-05,MAILCHIMP *MISC,20.00\n2026-01-06,CAFE,3.00\n"
"""What a bank exported."""
CALENDAR = b"""BEGIN:VCALENDAR
BEGIN:VEVENT
DTSTART;VALUE=DATE:20261224
SUMMARY:Christmas Eve
END:VEVENT
BEGIN:VEVENT
DTSTART:20261223T140000Z
SUMMARY:A party
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20261227
RRULE:FREQ=YEARLY;BYWEEKNO=52
SUMMARY:Between the years
END:VEVENT
END:VCALENDAR
"""
"""Where closing days stand already."""
SPELLS = [Spell(date(2026, 12, 24), date(2026, 12, 24), "Christmas Eve")]

PASSWORD = "a long enough password"
SAID = "The parcel knows its way."
MARKERS = (
    *("choose their delivery day", "only source of free days", "picks a free day"),
    *("parcel knows its way", "keep a whole morning", "Offer every day"),
)
"""Words of the idea, of its brief, of what IT understood, and of what was said about it."""


@dataclass(slots=True)
class Door:
    """How somebody comes in: a browser that is signed in, and a program's token."""

    cookies: SimpleCookie = field(default_factory=SimpleCookie)
    token: str = ""
    reading_token: str = ""
    token_id: int = MISSING


_MONEY = {MoneyKind.BUILD: Decimal(60_000)}


@dataclass
class World:
    """Everything a row of the matrix needs to make its request."""

    step: str
    restricted: bool
    cast: story.Cast = field(init=False)
    initiative: int = field(init=False)
    tina: Actor = field(init=False)
    paul: Actor = field(init=False)
    system: int = field(init=False)
    objective: int = field(init=False)
    doors: dict[Role, Door] = field(init=False)
    newcomer: int = MISSING
    flow: int = MISSING
    other_system: int = MISSING
    tool: int = MISSING
    catalogue_file: int = MISSING
    look: int = MISSING
    find: int = MISSING
    hold: int = MISSING
    scope_list: int = MISSING
    scenario: int = MISSING
    promise: int | None = None
    moment: int = MISSING
    date_move: int = MISSING
    freeze: int = MISSING
    project: int = MISSING
    revision: int = MISSING
    field: int = MISSING
    other_project: int = MISSING
    wait: int = MISSING
    project_move: int = MISSING
    authority: int = MISSING
    secret: str = "nobody-has-made-this"
    change: int = MISSING
    """A change of R1 that waits, or was applied."""
    other: int = MISSING
    choice: int = MISSING
    absence: int = MISSING
    team: int = MISSING
    notification: int = MISSING
    dead_row: int = MISSING
    turn: int = MISSING
    owed: int = MISSING
    proposal: int = MISSING
    view: int = MISSING
    template: int = MISSING
    use: int = MISSING
    recurrence: int = MISSING
    rule: int = MISSING
    form_token: str = "nobody-has-made-this"
    comment: int = MISSING
    question: int = MISSING
    decided: int = MISSING
    note: int = MISSING
    task: int = MISSING
    approval: int = MISSING
    consult: int = MISSING
    mail_secret: str = "none-yet"
    guest: int = MISSING
    attachment: int = MISSING
    pin: int = MISSING
    prototype: int = MISSING
    work: int = MISSING
    other_work: int = MISSING
    imported: int = MISSING
    check: int = MISSING
    dependency: int = MISSING
    code: int = MISSING
    move: int = MISSING
    edit: int = MISSING
    occupation: int = MISSING
    cost_code: int = MISSING
    line: int = MISSING
    actual: int = MISSING
    upload: int = MISSING
    picture_digest: str = "0" * 64
    passkey: int = MISSING
    guest_secret: str = "nobody-has-made-this"
    shown: str = ""
    impact: str = ""

    def __post_init__(self) -> None:
        self.cast, self.initiative = story.play(self.step)
        self.tina = self._add("Tina Thoma")
        self.paul = self._add("Paul Prinz", WorkspaceRole.PARTNER)
        initiatives.add_partner(
            actor=self.cast.vera, initiative_id=self.initiative, person_id=self.paul.me
        )
        Notification.objects.filter(person_id=self.paul.me).delete()  # They have read it.
        give_access(self.initiative, self.tina.me, SubjectRole.MEMBER, Lane.MARKETING)
        give_access(self.initiative, self.cast.ivan.me, SubjectRole.MEMBER, Lane.IT)
        self.system = systems.add_system(actor=self.cast.igor, entry=Entry("Shop")).pk
        goals.write_vision(actor=self.cast.alice, year=2027, text="We deliver.")
        self.objective = goals.add_objective(actor=self.cast.alice, title="Quick", year=2027).pk
        self.doors = {role: self._door(role) for role in PLAYED_BY}
        self.doors[Role.TEAM] = self._door(Role.TEAM)
        self.doors[Role.PARTNER] = self._door(Role.PARTNER)
        self.doors[Role.VISITOR] = Door()
        self._invite_gil()
        self._close_an_account()
        if self.restricted:
            self.restrict()

    def restrict(self) -> None:
        """From now on the initiative is for its people and its sponsor only."""
        self.restricted = True
        subject = Subject.objects.filter(pk=self.initiative)
        subject.update(restricted=True, sponsor_id=self.cast.vera.me)

    def _add(self, name: str, role: WorkspaceRole = WorkspaceRole.MEMBER) -> Actor:
        person, _ = accounts.add_person(
            actor=self.cast.vera,
            email=f"{name.split(maxsplit=1)[0].lower()}@nordlicht.example",
            name=name,
            department_id=self.department,
            role=role,
        )
        return actor_by_id(person.pk)

    def actor(self, role: Role) -> Actor:
        """The person who plays a role."""
        added = {Role.TEAM: self.tina, Role.PARTNER: self.paul}
        found: Actor = added[role] if role in added else getattr(self.cast, PLAYED_BY[role])
        return found

    def _door(self, role: Role) -> Door:
        actor = self.actor(role)
        token, secret = accounts.make_token(actor=actor, name="Writes", scope=Scope.SETTINGS)
        _, reading = accounts.make_token(actor=actor, name="Reads", scope=Scope.READ)
        return Door(_signed_in(actor), secret, reading, token.pk)

    def _invite_gil(self) -> None:
        """Vera, an administrator, invites a guest, and they come in."""
        guest, self.guest_secret = talk.invite_guest(
            actor=self.cast.vera,
            initiative_id=self.initiative,
            name="Gil Garcia",
            email="gil@agency.example",
            may=list(GuestMay),
            until=date(2027, 2, 1),
        )
        self.guest = guest.pk
        client = Client()
        client.post(f"/guest/{self.guest_secret}/")
        self.doors[Role.GUEST] = Door(client.cookies)

    def _close_an_account(self) -> None:
        """Closing ends sessions and tokens. Here they live on, and must not open anything."""
        ivan = self.cast.ivan
        accounts.deactivate_person(actor=self.cast.vera, person_id=ivan.me)
        ApiToken.objects.filter(person_id=ivan.me).update(revoked_at=None)
        self.doors[Role.CLOSED].cookies = _signed_in(ivan)

    @property
    def inside(self) -> frozenset[Role]:
        """Who may know of the initiative. Igor joins it after its first step."""
        if not self.restricted:
            return SIGNED_IN
        return INSIDE - {Role.IT_OWNER} if self.step == "idea" else INSIDE

    @property
    def numbers(self) -> dict[str, object]:
        """What stands in addresses."""
        return {
            "initiative_id": self.initiative,
            "subject_id": self.initiative,
            "comment_id": self.comment,
            "question_id": self.question,
            "decision_id": self.decided,
            "note_id": self.note,
            "task_id": self.task,
            "approval_id": self.approval,
            "consult_id": self.consult,
            "guest_id": self.guest,
            "attachment_id": self.attachment,
            "home_id": self.initiative,
            "work_id": self.work,
            "import_id": self.imported,
            "check_id": self.check,
            "edit_id": self.edit,
            "occupation_id": self.occupation,
            "code_id": self.code,
            "cost_code_id": self.cost_code,
            "line_id": self.line,
            "actual_id": self.actual,
            "upload_id": self.upload,
            "dependency_id": self.dependency,
            "part_id": self.item,
            "pin_id": self.pin,
            "digest": self.picture_digest,
            "item_id": self.item,
            "playback_id": self.playback,
            "card_id": 0,
            "system_id": self.system,
            "flow_id": self.flow,
            "tool_id": self.tool,
            "catalogue_file_id": self.catalogue_file,
            "look_id": self.look,
            "find_id": self.find,
            "hold_id": self.hold,
            "list_id": self.scope_list,
            "scenario_id": self.scenario,
            "promise_id": self.promise or MISSING,
            "objective_id": self.objective,
            "year": 2027,
            "moment_id": self.moment,
            "freeze_id": self.freeze,
            "project_id": self.project,
            "revision_id": self.revision,
            "field_id": self.field,
            "move_id": self.project_move,
            "wait_id": self.wait,
            "authority_id": self.authority,
            "number": 1,
            "kind": "html",
            "choice_id": self.choice,
            "change_id": self.change,
            "proposal_id": self.proposal,
            "view_id": self.view,
            "template_id": self.template,
            "use_id": self.use,
            "recurrence_id": self.recurrence,
            "rule_id": self.rule,
            "piece_key": 1,
            "token": self.form_token,
            "person_id": self.cast.charlie.me,
            "department_id": self.department,
            "turn_id": self.turn,
            "notification_id": self.notification,
            "row_id": self.dead_row,
            "absence_id": self.absence,
            "team_id": self.team,
            "token_id": self.doors[Role.MARKETING_OWNER].token_id,
            "secret": self.secret,
            "session": self._session,
            "passkey_id": self.passkey,
        }

    @cached_property
    def everything(self) -> Rows:
        """All rows, before anybody asked for anything."""
        return everything(sessions=True)

    @cached_property
    def item(self) -> int:
        """R1, Alice's requirement."""
        return Item.objects.filter(kind="requirement").values_list("pk", flat=True).first() or 0

    @cached_property
    def use_case(self) -> int:
        """U1, how Alice's customers use it."""
        return Item.objects.filter(kind="use_case").values_list("pk", flat=True).first() or 0

    @property
    def card(self) -> int:
        return WhatIf.objects.order_by("-pk").values_list("pk", flat=True).first() or 0

    @property
    def playback(self) -> int:
        return Playback.objects.order_by("-pk").values_list("pk", flat=True).first() or 0

    @cached_property
    def department(self) -> int:
        """Marketing."""
        return Person.objects.get(pk=self.cast.alice.me).department_id or 0

    @cached_property
    def digest(self) -> str:
        return briefs.whole(self.cast.alice, self.initiative).digest

    @property
    def _session(self) -> str:
        """What Alice's browser is called where one signs it out."""
        cookie = self.doors[Role.MARKETING_OWNER].cookies[settings.SESSION_COOKIE_NAME]
        return name_of_session(cookie.value)

    # What may have to happen before.

    def with_passkey(self) -> None:
        """A key of Alice's."""
        self.passkey = Passkey.objects.create(
            person_id=self.cast.alice.me, name="Laptop", key="k", content=""
        ).pk

    def with_mail(self) -> None:
        """An administrator said where mail is handed in."""
        accounts.keep_mail_server(MailServer("mail.example"))

    def with_calendar(self) -> None:
        """Closing days come from a calendar."""
        upkeep.follow_calendar(
            actor=self.cast.ada, address="https://calendar.example.org/days.ics", spells=SPELLS
        )

    def with_second_factors(self) -> None:
        """Everybody has one."""
        Person.objects.update(second_factor_at=clock.now())

    def demonstration(self) -> None:
        Workspace.objects.update(demonstration=True)

    def with_partner(self) -> None:
        """Another partner, on no initiative yet."""
        self.newcomer = self._add("Pia Pohl", WorkspaceRole.PARTNER).me

    def with_link(self) -> None:
        self.secret = accounts.renew_password_link(
            actor=self.cast.vera, person_id=self.cast.alice.me
        )

    def with_password(self) -> None:
        self.with_link()
        accounts.choose_password(self.secret, password=PASSWORD)

    def with_absence(self) -> None:
        charlie, day = self.cast.charlie, date(2027, 5, 6)
        self.absence = accounts.add_absence(
            actor=charlie, person_id=charlie.me, starts_on=day, ends_on=day
        ).pk

    @property
    def monday(self) -> date:
        """Of this week."""
        today = present_date()
        return today - timedelta(days=today.weekday())

    @property
    def two_weeks(self) -> dict[str, str]:
        """This week and the next, to swap."""
        following = self.monday + timedelta(days=7)
        return {"week": self.monday.isoformat(), "other": following.isoformat()}

    def with_rota(self) -> None:
        """Igor's week, then Tina's, who belongs to IT for it."""
        accounts.change_sides(
            actor=self.cast.vera, person_id=self.tina.me, lanes=[Lane.MARKETING, Lane.IT]
        )
        for week, person in ((0, self.cast.igor), (7, self.tina)):
            accounts.plan_duty(
                actor=self.cast.vera,
                lane=Lane.IT,
                week=self.monday + timedelta(days=week),
                person_id=person.me,
            )

    def with_team(self) -> None:
        """A team of Marketing with the person in it whom addresses name."""
        self.team = accounts.add_team(
            actor=self.cast.vera, department_id=self.department, name="Newsletter"
        ).pk
        accounts.join_team(actor=self.cast.vera, team_id=self.team, person_id=self.cast.charlie.me)

    def with_turn(self) -> None:
        """Something that waits for Alice by name."""
        alice = self.cast.alice
        with transaction.atomic():
            open_turn(
                "initiative.answer", subject_id=self.initiative, actor=alice, person_id=alice.me
            )
        self.turn = Turn.objects.values_list("pk", flat=True).get(person_id=alice.me)

    def with_duty(self) -> None:
        accounts.name_duty_person(actor=self.cast.vera, lane=Lane.IT, person_id=self.cast.igor.me)

    def with_incident(self) -> None:
        self.with_duty()
        declare_incident(actor=self.cast.igor, lane=Lane.IT)

    def with_notification(self) -> None:
        self.notification = Notification.objects.create(
            person_id=self.cast.alice.me, subject_id=self.initiative, kind="turn.reminded"
        ).pk

    def with_dead_row(self) -> None:
        self.dead_row = Outbox.objects.create(kind="mail", dead_at=clock.now()).pk

    def with_playback(self) -> None:
        story.play_back(self.cast, self.initiative)

    @property
    def soon(self) -> str:
        """A week from now."""
        return str(present_date() + timedelta(days=7))

    def with_authority(self) -> None:
        """Vera, the sponsor, may hold for security."""
        vera = self.cast.vera
        named = assessment.name_authority(actor=vera, person_id=vera.me, kind=Authority.SECURITY)
        self.authority = named.pk

    def with_should(self) -> None:
        """R2, which isn't a must: what it is worth is Marketing's to say."""
        self.other = brief_services.add_item(
            actor=self.cast.alice,
            initiative_id=self.initiative,
            section=Section.REQUIREMENTS,
            text="The hour can be chosen, too.",
            priority=Priority.SHOULD,
        ).pk

    def with_budget_asked(self) -> None:
        plans.ask_budget(
            actor=self.cast.alice, initiative_id=self.initiative, amounts=_MONEY, why="For May."
        )

    def with_budget(self) -> None:
        plans.give_budget(
            actor=self.cast.vera,
            initiative_id=self.initiative,
            amounts=_MONEY,
            words="Enough.",
        )

    def with_list(self) -> None:
        """IT has handed R1 over."""
        self.with_budget()
        self.scope_list = plans.hand_over_list(
            actor=self.cast.igor,
            initiative_id=self.initiative,
            inside=[self.item],
            note="All of it fits.",
            seen=self.scope_seen,
        ).pk

    def with_promise(self) -> None:
        """Marketing promised a date and moved it; nobody knows yet what it is worth."""
        day = present_date() + timedelta(days=30)
        for later, why in ((0, ""), (7, "The season begins later.")):
            self.promise = plans.promise_date(
                actor=self.cast.alice,
                initiative_id=self.initiative,
                day=day + timedelta(days=later),
                why=why,
                replaces=self.promise,
            ).pk

    def with_forecast(self) -> None:
        """There is work, and the engine has said when it is ready."""
        self.with_estimated_work()
        igor = self.cast.igor
        work.assign_work_item(actor=igor, work_id=self.work, person_id=igor.me)
        self.with_promise()
        plans.see_what_changed()
        asked = next_question()
        assert asked is not None
        names = [task.id for task in asked.question.plan.tasks if task.id != LAUNCH]
        first = int(clock.now().timestamp()) // 60
        said: Answer = {
            "curve": [first + 900 * at for at in range(99)],
            "tasks": {name: [first, first + 900, first + 9000] for name in names},
            "waits": [([f"p{igor.me}"], 12.0, 4.2)],
            "drivers": [(names[0], 0.7)],
            "done": first,
            "trials": 2000,
        }
        plans.keep_forecast(asked=asked, answer=said)

    def with_scenario(self) -> None:
        """Alice tries to promise another day; nobody else knows."""
        self.with_estimated_work()
        alice, there = self.cast.alice, {"initiative_id": self.initiative}
        self.scenario = scenarios.start_scenario(actor=alice, **there, name="A later day").pk
        day = present_date() + timedelta(days=60)
        scenarios.move_levers(
            actor=alice,
            **there,
            scenario_id=self.scenario,
            levers=[Lever(LeverKind.DATE, day=day)],
        )

    def with_scenario_shared(self) -> None:
        """The same, seen by whoever works on it."""
        self.with_scenario()
        scenarios.share_scenario(
            actor=self.cast.alice, initiative_id=self.initiative, scenario_id=self.scenario
        )

    def with_scenario_proposed(self) -> None:
        """Marketing asks for half of Igor; IT is asked."""
        self._moved_people()
        scenarios.propose_scenario(
            actor=self.cast.alice, initiative_id=self.initiative, scenario_id=self.scenario
        )

    def with_table(self) -> None:
        """Both sides sit at the deal table with it."""
        self._moved_people()
        scenarios.open_table(
            actor=self.cast.alice, initiative_id=self.initiative, scenario_id=self.scenario
        )

    def with_sponsors_table(self) -> None:
        """The same, with another day, where the sponsor promises dates."""
        self.with_table()
        day = Lever(LeverKind.DATE, day=present_date() + timedelta(60))
        scenarios.move_levers(
            actor=self.cast.alice,
            initiative_id=self.initiative,
            scenario_id=self.scenario,
            levers=[day, Lever(LeverKind.PERSON, self.cast.igor.me, number=50)],
        )
        rights.change_decision_rights(actor=self.cast.ada, rights={Matter.DATE: Decider.SPONSOR})

    def with_deal(self) -> None:
        """The same, and IT has pressed Deal."""
        self.with_table()
        igor = self.cast.igor
        scenarios.press_deal(
            actor=igor,
            initiative_id=self.initiative,
            scenario_id=self.scenario,
            voice=Voice.IT,
            seen=self.scenario_seen,
        )

    def _moved_people(self) -> None:
        self.with_scenario()
        half = Lever(LeverKind.PERSON, self.cast.igor.me, number=50)
        scenarios.move_levers(
            actor=self.cast.alice,
            initiative_id=self.initiative,
            scenario_id=self.scenario,
            levers=[half],
        )

    @property
    def scenario_seen(self) -> str:
        """The name of what the what-if says."""
        try:
            return scenario_of(self.cast.alice, self.initiative, self.scenario).content
        except NotFound:  # never tried, or it was undone since
            return ""

    @property
    def scope_seen(self) -> str:
        """The name of what R1 was chosen from."""
        return scope_of(self.initiative).facts.digest

    def with_hold(self) -> None:
        self.with_authority()
        self.hold = assessment.hold_initiative(
            actor=self.cast.vera,
            initiative_id=self.initiative,
            kind=Authority.SECURITY,
            reason="A hole.",
            lifts="A patch.",
            look_again_on=date.fromisoformat(self.soon),
        ).pk

    @property
    def risk_handed_in(self) -> int:
        """What of the risk check was handed in last."""
        result = last_result(self.initiative)
        return result.pk if result else MISSING

    @property
    def known_risk(self) -> str:
        """The name of what is known of the risk before anybody is asked."""
        igor = self.cast.igor
        return risk_of(igor, whole(igor, self.initiative)).known_digest

    def with_risk_answers(self) -> None:
        """All questions of the risk check are answered."""
        story.answer_risk(self.cast, self.initiative)

    def with_risk_handed_in(self) -> None:
        """Somebody has to look for security: nobody is named for it, so it is the sponsor."""
        story.check_risk(self.cast, self.initiative, vendor=2)

    def with_question_draft(self) -> None:
        """A new version of the risk check's questions is being written."""
        risk.begin_question_version(actor=self.cast.ada)

    def with_changed_question(self) -> None:
        """The same, with other limits than today."""
        self.with_question_draft()
        risk.change_risk_limits(actor=self.cast.ada, medium_from=4, high_from=8, revision=1)

    def with_data_flowing(self) -> None:
        """Personal data flow, and nobody has written how they are used."""
        story.flow_data(self.cast, self.initiative)

    def with_protection_to_look_at(self) -> None:
        """A full assessment waits: nobody is named for it, so for the sponsor."""
        story.flow_data(self.cast, self.initiative)
        story.write_protection(self.cast, self.initiative, Criterion.LARGE, Criterion.NEW)

    @property
    def protection(self) -> int:
        """What was written of how personal data are used."""
        written = protection_written(self.initiative)
        return written.pk if written else 0

    def with_risk_to_accept(self) -> None:
        """Much may go wrong; all have looked, and the sponsor is the risk owner, too."""
        for person in (self.cast.vera, self.cast.ada):
            assessment.name_authority(
                actor=self.cast.vera, person_id=person.me, kind=Authority.RISK
            )
        story.answer_risk(self.cast, self.initiative, classes=4)
        risk.hand_in_risk(
            actor=self.cast.igor,
            initiative_id=self.initiative,
            risk_owner_id=self.cast.vera.me,
        )
        for kind in (Authority.SECURITY, Authority.DATA_PROTECTION):
            risk.review_risk(
                actor=self.cast.vera,
                initiative_id=self.initiative,
                kind=kind,
                seen=self.risk_handed_in,
                fine=True,
            )

    def with_hold_asked(self) -> None:
        """Renewed once, and asked for once more: the sponsor decides."""
        self.with_hold()
        for _ in range(2):
            assessment.renew_hold(
                actor=self.cast.vera,
                initiative_id=self.initiative,
                hold_id=self.hold,
                reason="Still open.",
                look_again_on=date.fromisoformat(self.soon),
            )

    def with_other_way(self) -> None:
        """IT says: not as asked, and offers something else."""
        assessment.say_feasibility(
            actor=self.cast.igor,
            initiative_id=self.initiative,
            word=Word.NOT_AS_ASKED,
            text="Too much.",
            alternative="Half of it.",
        )

    def with_two_views(self) -> None:
        self.with_other_way()
        assessment.answer_feasibility(
            actor=self.cast.alice,
            initiative_id=self.initiative,
            accepted=False,
            text="Half is nothing.",
        )

    def with_moved_date(self) -> None:
        """The fixed date was moved by two weeks."""
        self.with_year()
        days = {"starts_on": date(2027, 5, 20), "ends_on": date(2027, 5, 20)}
        before = {"starts_before": date(2027, 5, 6), "ends_before": date(2027, 5, 6)}
        move = year.move_moment(
            actor=self.cast.alice, moment_id=self.moment, reason="The fair.", **days, **before
        )
        self.date_move = move.pk if move else MISSING

    def with_year(self) -> None:
        """A fixed date and a freeze."""
        sale = date(2027, 5, 6)
        self.moment = year.note_moment(actor=self.cast.alice, name="Sale", starts_on=sale).pk
        self.freeze = year.declare_freeze(
            actor=self.cast.igor,
            kind=FreezeKind.HARD,
            name="Move",
            reason="We move.",
            starts_on=sale,
            ends_on=sale,
        ).pk

    def with_revision(self) -> None:
        """This year is open, and its first revision is being prepared."""
        self.revision = revisions.open_year(actor=self.cast.vera, year=2026)[0].pk

    def with_held_revision(self) -> None:
        """The same, held."""
        self.with_revision()
        revisions.hold_revision(actor=self.cast.vera, revision_id=self.revision)

    def with_revision_and_project(self) -> None:
        """The same, with an IT project in its list."""
        self.with_project()
        self.with_revision()

    def with_project(self) -> None:
        """An IT project that Igor leads, moved once, and another that waits for it."""
        igor, first, last = self.cast.igor, date(2027, 2, 1), date(2027, 4, 30)
        made = [
            projects.add_project(
                actor=igor, title=title, starts_on=first, ends_on=last, lead_id=igor.me
            ).pk
            for title in ("Move to the cloud", "New search")
        ]
        self.project, self.other_project = made
        later = {"starts_on": first, "ends_on": date(2027, 5, 14), "reason": "The vendor."}
        move = projects.move_project(actor=igor, project_id=self.project, version=1, **later)
        self.project_move = move.pk if move else MISSING

    def with_project_wait(self) -> None:
        """The other one waits for it."""
        self.with_project()
        self.wait = projects.let_wait(
            actor=self.cast.igor, waiting_id=self.other_project, on_id=self.project
        ).pk

    def with_other_system(self) -> None:
        """Another one, to which data may flow."""
        self.other_system = systems.add_system(actor=self.cast.igor, entry=Entry("Till")).pk

    def with_flow(self) -> None:
        """Data flows from one system to another, says IT."""
        self.with_other_system()
        entry = FlowEntry(self.system, self.other_system)
        self.flow = systems.add_flow(actor=self.cast.igor, entry=entry).pk

    @property
    def marketing(self) -> int:
        """Marketing's department."""
        return int(departments().get(name="Marketing").pk)

    def with_tool(self) -> None:
        """Alice has declared a tool that is paid again in forty days."""
        soon = present_date() + timedelta(days=40)
        said = Declared("Postpilot", "Plans posts.", self.marketing, renews_on=soon)
        self.tool = tools.declare_tool(actor=self.cast.alice, declared=said).pk

    def with_payments(self) -> None:
        """Igor has sent a file of payments."""
        file = SimpleUploadedFile("payments.csv", PAYMENTS)
        sent = receive(self.cast.igor, file)
        self.look = tools.send_payments(actor=self.cast.igor, sent=sent).pk

    def with_find(self) -> None:
        """It was looked through."""
        self.with_payments()
        reading = Reading({"day": 0, "merchant": 1, "amount": 2})
        tools.start_looking(actor=self.cast.igor, look_id=self.look, reading=reading)
        look_through_all()
        self.find = open_finds(self.cast.igor)[0].id

    def with_find_and_tool(self) -> None:
        self.with_find()
        self.with_tool()

    def with_flow_ended(self) -> None:
        self.with_flow()
        systems.end_flow(actor=self.cast.igor, flow_id=self.flow)

    def with_empty_catalogue(self) -> None:
        """As before anybody added a system."""
        for uses in (Consult, Touch, DataFlow, System):
            uses.objects.all().delete()

    def with_catalogue_file(self) -> None:
        """Igor is about to take in another catalogue."""
        self.catalogue_file = systems.upload_catalogue(
            actor=self.cast.igor, source="CMDB", data=b"Name,Vendor\nTill,Kassandra\n"
        ).pk

    def with_system_retired(self) -> None:
        systems.retire_system(actor=self.cast.igor, system_id=self.system)

    def with_change(self) -> None:
        brief_services.edit_item(
            actor=self.cast.alice,
            initiative_id=self.initiative,
            item_id=self.item,
            text="Choose their delivery day, not the hour.",
            priority=Priority.MUST,
            base=1,
        )
        self.change = ChangeRequest.objects.values_list("pk", flat=True).latest("pk")

    def with_applied_change(self) -> None:
        self.with_change()
        brief_services.state_change_effort(
            actor=self.cast.igor,
            initiative_id=self.initiative,
            change_id=self.change,
            effort=Effort(Decimal(1), Decimal(1)),
        )
        brief_services.apply_change(
            actor=self.cast.alice,
            initiative_id=self.initiative,
            change_id=self.change,
            how=How.ALLOWANCE,
        )

    def with_more_asked(self) -> None:
        initiatives.ask_for_more(
            actor=self.cast.alice, initiative_id=self.initiative, text="For whom?"
        )

    def with_another_idea(self) -> None:
        self.other = initiatives.write_idea(actor=self.cast.vera, sentence="Another one").pk

    def with_hidden_idea(self) -> None:
        self.other = initiatives.write_idea(actor=self.cast.mona, sentence="A quiet one").pk
        Subject.objects.filter(pk=self.other).update(restricted=True, sponsor_id=self.cast.igor.me)

    def with_form(self) -> None:
        """Ada opens the form for people without an account."""
        until = date.fromisoformat(self.soon)
        self.form_token = intake.open_form(actor=self.cast.ada, until=until).token

    def with_asked_idea(self) -> None:
        """Somebody asked through it, and Igor asks for more."""
        self.with_form()
        self.secret = intake.ask_by_form(
            token=self.form_token,
            sentence="A list of warranties",
            wish_date=None,
            name="Nele",
            email="nele@nordlicht.example",
            origin="",
        )
        asked = Initiative.objects.values_list("pk", flat=True).latest("pk")
        initiatives.ask_for_more(actor=self.cast.igor, initiative_id=asked, text="For whom?")

    def with_ended_link(self) -> None:
        """The link of whoever asked has run out."""
        self.with_asked_idea()
        GuestLink.objects.filter(pk=GuestLink.objects.latest("pk").pk).update(
            expires_at=clock.now()
        )

    def with_template(self) -> None:
        """Alice makes a template of an idea of hers that is open to everybody."""
        idea = initiatives.write_idea(actor=self.cast.alice, sentence="Another one").pk
        story.answer(self.cast.alice, idea, Question.GOAL, "Fewer calls.")
        initiatives.name_owner(
            actor=self.cast.alice, initiative_id=idea, lane=Lane.MARKETING,
            person_id=self.cast.alice.me,
        )  # fmt: skip
        self.template = patterns.make_template(
            actor=self.cast.alice, initiative_id=idea, name="Often"
        ).pk

    def with_begun(self) -> None:
        """The initiative began from a template that still has something to fill in."""
        self.with_template()
        part = PatternPart("T9", Section.MORE, "", "Another text.", None, {})
        Pattern.objects.filter(pk=self.template).update(parts=[part.kept()])
        Beginning.objects.create(
            initiative_id=self.initiative, pattern_id=self.template, left=[part.key]
        )

    def with_work_template(self) -> None:
        """Alice makes a template of the work of an idea of hers that is open to everybody."""
        idea = initiatives.write_idea(actor=self.cast.alice, sentence="Another one").pk
        initiatives.name_owner(
            actor=self.cast.alice, initiative_id=idea, lane=Lane.MARKETING,
            person_id=self.cast.alice.me,
        )  # fmt: skip
        work.add_work_item(actor=self.cast.alice, home_id=idea, title="The words", lane=None)
        self.template = patterns.make_work_template(
            actor=self.cast.alice, initiative_id=idea, name="Often"
        ).pk

    def with_recurring(self) -> None:
        """Something of both sides comes back on every working day."""
        self.recurrence = routine.set_up_recurring(
            actor=self.cast.alice,
            home_id=self.initiative,
            what=Recurs(SAID),
            rhythm=Rhythm(Every.WORKING_DAY, present_date()),
        ).pk

    def with_rule(self) -> None:
        """Alice has a to-do given whenever work is done."""
        self.rule = routine.make_rule(
            actor=self.cast.alice,
            initiative_id=self.initiative,
            asked=RuleAsked(SAID, When.WORK_DONE, Then.TASK, text=SAID, to=To.OWNER_IT),
        ).pk

    def with_resting_rule(self) -> None:
        self.with_rule()
        Rule.objects.filter(pk=self.rule).update(resting_since=clock.now())

    def with_recurring_paused(self) -> None:
        self.with_recurring()
        routine.pause_recurring(actor=self.cast.alice, recurrence_id=self.recurrence)

    def with_work_used(self) -> None:
        """Alice used it on the initiative."""
        self.with_work_template()
        self.use = patterns.use_work_template(
            actor=self.cast.alice, template_id=self.template, initiative_id=self.initiative
        ).pk

    def with_part_of_it_left(self) -> None:
        """The same, and a piece of IT's is left for IT to add."""
        self.with_work_template()
        patterns.add_piece(
            actor=self.cast.alice,
            template_id=self.template,
            changes={"title": "The page", "lane": Lane.IT},
        )
        self.use = patterns.use_work_template(
            actor=self.cast.alice, template_id=self.template, initiative_id=self.initiative
        ).pk

    def with_view(self) -> None:
        """Alice keeps a view of the list, for herself alone."""
        asked = ListAsked.of_query("q=delivery")
        self.view = lists.save_view(actor=self.cast.alice, name="Deliveries", asked=asked).pk

    def with_proposal(self) -> None:
        self._suggest("Choose a day and an hour")

    def with_tidying(self) -> None:
        self._suggest(f"{story.SENTENCE} ".replace("delivery", "*delivery*"))

    def _suggest(self, text: str) -> None:
        self.proposal = rights.suggest_change(
            actor=self.cast.igor,
            subject_id=self.initiative,
            kind="initiative.sentence",
            target="",
            text=text,
        ).pk

    def with_parked(self) -> None:
        stages.park_initiative(
            actor=self.cast.alice,
            initiative_id=self.initiative,
            reason="Not this year.",
            until=present_date() + timedelta(days=90),
        )

    def with_pass(self) -> None:
        stages.pass_condition(
            actor=self.cast.vera,
            initiative_id=self.initiative,
            key="signed_it",
            reason="The season decides.",
        )

    def with_field(self) -> None:
        """Tasks have a field of their own; there is a task of Marketing's."""
        self.with_work()
        for name in ("Audience", "Cost"):
            made = own_fields.add_field(
                actor=self.cast.vera, kind=WorkKind.TASK, name=name, type=FieldType.NUMBER
            )
            self.field = made.id

    def with_retired_field(self) -> None:
        """The same, retired."""
        self.with_field()
        own_fields.retire_field(actor=self.cast.vera, field_id=self.field)

    def with_small_change(self) -> None:
        """It is a small change, and another stands behind it."""
        for initiative in (self.initiative, self._other_small_change()):
            assessment.declare_touch(
                actor=self.cast.igor, initiative_id=initiative, system_id=self.system
            )
            stages.choose_path(
                actor=self.cast.igor,
                initiative_id=initiative,
                track=Track.SMALL_CHANGE,
                terms=Terms(days=Decimal(1)),
            )

    def _other_small_change(self) -> int:
        other = story.write_idea(self.cast)
        story.pair(self.cast, other)
        story.name_owners(self.cast, other)
        return other

    def with_team_of_it(self) -> None:
        """A team of IT with Igor in it, who works forty hours."""
        it = next(one for one in departments() if one.lane == Lane.IT)
        self.team = accounts.add_team(actor=self.cast.vera, department_id=it.pk, name="Web").pk
        accounts.join_team(actor=self.cast.vera, team_id=self.team, person_id=self.cast.igor.me)

    def with_path(self) -> None:
        """An experiment that waits for IT's word."""
        self.choice = stages.choose_path(
            actor=self.cast.alice,
            initiative_id=self.initiative,
            track=Track.EXPERIMENT,
            terms=Terms(days=Decimal(5), share=5),
        ).pk

    def with_experiment(self) -> None:
        self.with_path()
        self._agree_to_path(self.cast.igor)
        story.answer(self.cast.alice, self.initiative, Question.MEASURE)
        stages.start_stage(actor=self.cast.alice, initiative_id=self.initiative, stage=Stage.BUILD)

    def with_emergency(self) -> None:
        self.choice = stages.choose_path(
            actor=self.cast.alice,
            initiative_id=self.initiative,
            track=Track.EMERGENCY,
            terms=Terms(reason="Orders are lost.", approver=self.cast.vera.me),
        ).pk
        self._agree_to_path(self.cast.vera)

    def _agree_to_path(self, actor: Actor) -> None:
        stages.say_to_path(
            actor=actor, initiative_id=self.initiative, choice_id=self.choice, agrees=True
        )

    def with_suggestion(self) -> None:
        initiatives.suggest_move(
            actor=self.cast.alice, initiative_id=self.initiative, step=Step.TOP
        )

    def with_what_if(self) -> None:
        brief_services.ask_what_if(
            actor=self.cast.igor,
            initiative_id=self.initiative,
            item_id=self.use_case,
            question="What if nothing is free?",
        )

    def with_two_items(self) -> None:
        """Another requirement below R1."""
        brief_services.add_item(
            actor=self.cast.alice,
            initiative_id=self.initiative,
            section=Section.REQUIREMENTS,
            text="Another thing.",
        )

    def with_one_owner(self) -> None:
        """Alice belongs to both sides and answers for both."""
        accounts.change_sides(
            actor=self.cast.ada, person_id=self.cast.alice.me, lanes=[Lane.MARKETING, Lane.IT]
        )
        initiatives.name_owner(
            actor=self.cast.igor,
            initiative_id=self.initiative,
            lane=Lane.IT,
            person_id=self.cast.alice.me,
        )

    def with_owed(self) -> None:
        """Marketing owes texts by a day."""
        self.owed = brief_services.add_item(
            actor=self.cast.alice,
            initiative_id=self.initiative,
            section=Section.OWES,
            text="All texts.",
            fields={"who": "marketing", "day": "2026-05-06"},
        ).pk

    def with_delivery(self) -> None:
        self.with_owed()
        brief_services.deliver_item(
            actor=self.cast.alice, initiative_id=self.initiative, item_id=self.owed
        )

    def with_item_taken_out(self) -> None:
        brief_services.remove_item(
            actor=self.cast.alice, initiative_id=self.initiative, item_id=self.item, base=1
        )

    def with_talk(self) -> None:
        """Alice says something, asks IT, keeps a note, gives Igor a to-do; Igor disagrees."""
        alice, igor = self.cast.alice, self.cast.igor
        about = self.initiative
        self.comment = talk.write_comment(actor=alice, subject_id=about, text=SAID).pk
        self.question = talk.ask_question(
            actor=alice, subject_id=about, text="Can we keep a whole morning?", to_lane=Lane.IT
        ).pk
        self.note = talk.keep_note(actor=igor, subject_id=about, text=SAID).pk
        self.task = talk.give_task(
            actor=alice, subject_id=about, text=SAID, person_id=igor.me, until=date(2026, 5, 6)
        ).pk
        self.with_decision()
        talk.dissent(actor=igor, decision_id=self.decided, text=SAID)

    def with_pictures(self) -> None:
        """Alice adds a link and a picture with a pin."""
        attachments.add_link(
            actor=self.cast.alice,
            subject_id=self.initiative,
            address="https://shop.example/parcel-knows-its-way",
            title=SAID,
        )
        file = kept()
        self.attachment = attachments.add_file(
            actor=self.cast.alice,
            subject_id=self.initiative,
            file=file,
            about=About(SAID, SAID, "keep a whole morning.png"),
        ).pk
        self.picture_digest = file.digest
        self.pin = attachments.place_pin(
            actor=self.cast.alice, attachment_id=self.attachment, page=1, x=0.5, y=0.5, text=SAID
        ).pk

    def with_work(self) -> None:
        """Alice adds two pieces of work of both sides; one says all that one can."""
        alice = self.cast.alice
        self.work, self.other_work = (
            work.add_work_item(actor=alice, home_id=self.initiative, title=title, lane=None).pk
            for title in (SAID, "Tell the parcel")
        )
        work.edit_work_item(
            actor=alice, work_id=self.work, changes={"description": SAID, "skills": ["Parcels"]}
        )
        self.check = work.add_check(actor=alice, work_id=self.work, text=SAID).pk

    def with_doer(self) -> None:
        """Tina does it."""
        self.with_work()
        work.assign_work_item(actor=self.cast.alice, work_id=self.work, person_id=self.tina.me)

    def with_export(self) -> None:
        """Alice uploads what another tool exported."""
        self.imported = imports.upload_export(
            actor=self.cast.alice, home_id=self.initiative, files=[keep("shop.csv", [EXPORT])]
        ).pk

    def with_read_export(self) -> None:
        """The worker has read it."""
        self.with_export()
        carry_on_all()

    def with_compared_export(self) -> None:
        """It is compared with what is here."""
        self.with_read_export()
        imports.compare_import(actor=self.cast.alice, import_id=self.imported)
        carry_on_all()

    def with_taken_export(self) -> None:
        """And taken in."""
        self.with_compared_export()
        imports.start_import(actor=self.cast.alice, import_id=self.imported)
        carry_on_all()

    def with_work_for_a_part(self) -> None:
        """It is for R1."""
        self.with_work()
        work.link_work_item(actor=self.cast.alice, work_id=self.work, part_id=self.item)

    def with_code(self) -> None:
        """A pull request of it, told by Alice's token."""
        self.with_work_for_a_part()
        told = Code(
            *(CodeKind.PULL_REQUEST, "gitlab", "shop!14", SAID, 14, CodeState.OPEN),
            address="https://git.example.org/shop/pull/14",
            commit="3f2a91c",
            branch="work-912",
        )
        self.code = trace.link_code(actor=self.cast.alice, work_id=self.work, code=told).pk

    def with_wait(self) -> None:
        """It waits for the other one."""
        self.with_work()
        self.dependency = work.let_wait_for(
            actor=self.cast.alice, work_id=self.work, on_id=self.other_work
        ).pk

    def with_blocked_work(self) -> None:
        """Something is in its way."""
        self.with_work()
        work.block_work_item(actor=self.cast.alice, work_id=self.work, reason=SAID)

    def with_spending(self) -> None:
        """A code, a line, and what was spent on it."""
        self.cost_code = spending.add_cost_code(
            actor=self.cast.vera, code="MKT-20", name="Media"
        ).pk
        alice = self.cast.alice
        self.line = spending.add_budget_line(
            actor=alice,
            initiative_id=self.initiative,
            line=NewLine(MoneyKind.MEDIA, SAID, Decimal(400), "MKT-20", self.monday, SAID),
        ).pk
        self.actual = spending.note_actual(
            actor=alice,
            initiative_id=self.initiative,
            actual=NewActual(MoneyKind.MEDIA, self.monday, Decimal(90), SAID, line_id=self.line),
        ).pk

    def with_upload(self) -> None:
        """A file of expenses waits."""
        content = f"Date;Text;Amount\n06.03.2026;{SAID};136,56"
        self.upload = spending.upload_expenses(
            actor=self.cast.alice, initiative_id=self.initiative, data=content.encode()
        ).pk

    def with_occupation(self) -> None:
        """Hours can be spent on meetings."""
        self.occupation = timesheets.add_occupation(actor=self.cast.vera, name="Meetings").pk

    def with_row_of_last_week(self) -> None:
        """Everybody who can had meetings on their sheet of last week."""
        self.with_occupation()
        on, week = SpentOn(occupation_id=self.occupation), self.monday - timedelta(days=7)
        for role in SIGNED_IN - {Role.VIEWER}:
            timesheets.add_sheet_row(actor=self.actor(role), on=on, week=week)

    def with_hours(self) -> None:
        """Tina and Alice worked on it, and Igor without a piece of work; one says what is left."""
        self.with_doer()
        self.with_occupation()
        for actor, pk in ((self.tina, self.work), (self.cast.alice, self.work)):
            timesheets.write_hours(
                actor=actor, on=SpentOn(pk), day=self.monday, minutes=90, note=SAID
            )
        timesheets.say_still_needs(actor=self.tina, work_id=self.work, days=Decimal(2))

    def with_noted_hours(self) -> None:
        """Alice noted something beside her hours on the work there is."""
        timesheets.write_hours(
            actor=self.cast.alice, on=SpentOn(self.work), day=self.monday, minutes=90, note=SAID
        )

    def with_timer(self) -> None:
        """Alice's timer runs."""
        self.with_work()
        timesheets.start_timer(actor=self.cast.alice, on=SpentOn(self.work))

    def with_done_work(self) -> None:
        """Alice has done it, and could undo that."""
        self.with_work()
        moved = work.move_work_item(
            actor=self.cast.alice, work_id=self.work, to=WorkState.DONE
        ).move
        self.move = moved.pk if moved else MISSING

    def with_accepted_work(self) -> None:
        """And Igor has accepted it."""
        self.with_done_work()
        work.accept_work_item(actor=self.cast.igor, work_id=self.work)

    def with_change_of_many(self) -> None:
        """Alice has changed both at once."""
        self.with_work()
        edit = work.change_several(
            actor=self.cast.alice,
            work_ids=[self.work, self.other_work],
            changes={"state": WorkState.NEXT},
        )
        self.edit = edit.id if edit else MISSING

    def with_estimated_work(self) -> None:
        """Igor has said how long it takes."""
        self.with_work()
        work.estimate_work_item(
            actor=self.cast.igor, work_id=self.work, estimate=WorkEstimate(Decimal(3))
        )

    def with_ticked_check(self) -> None:
        """Its one line is ticked."""
        self.with_work()
        work.tick_check(actor=self.cast.alice, check_id=self.check)

    def with_prototype(self) -> None:
        """Alice adds a picture as a part of the brief."""
        self.prototype = brief_services.add_prototype(
            actor=self.cast.alice,
            initiative_id=self.initiative,
            file=kept(),
            about=About("A calendar", SAID),
        ).pk

    def with_settled_pin(self) -> None:
        """The same, and the pin is settled."""
        self.with_pictures()
        attachments.settle_pin(actor=self.cast.alice, pin_id=self.pin)

    def with_consult(self) -> None:
        """Igor confirms a system of Charlie's, who is on no initiative and is asked about it."""
        entry = Entry("Ledger", it_owner=self.cast.charlie.me)
        ledger = systems.add_system(actor=self.cast.igor, entry=entry).pk
        assessment.confirm_touch(
            actor=self.cast.igor, initiative_id=self.initiative, system_id=ledger
        )
        (asked,) = consults_on(self.initiative)
        self.consult = asked.pk
        path = answer_path(asked.pk, self.cast.charlie.me)
        assert path
        self.mail_secret = path.split("/")[-2]

    def with_changed_impact(self) -> None:
        """Igor confirms one more system after both sides have signed."""
        ledger = systems.add_system(actor=self.cast.igor, entry=Entry("Ledger")).pk
        assessment.confirm_touch(
            actor=self.cast.igor, initiative_id=self.initiative, system_id=ledger
        )
        kept = impact_kept(self.initiative)
        assert kept
        assert kept.changes
        self.impact = kept.seen

    def with_approval(self) -> None:
        """Alice asks Charlie, who is on no initiative, for a yes."""
        asked = talk.ask_for_yes(
            actor=self.cast.alice,
            initiative_id=self.initiative,
            person_id=self.cast.charlie.me,
            words="May we?",
        )
        self.approval, self.shown = asked.pk, asked.shared.digest

    def with_guest_asked(self) -> None:
        """Alice asks Gil, the guest, for a yes."""
        gil = Guest.objects.get(pk=self.guest).person_id
        asked = talk.ask_for_yes(
            actor=self.cast.alice, initiative_id=self.initiative, person_id=gil
        )
        self.approval, self.shown = asked.pk, asked.shared.digest

    def with_decision(self) -> None:
        self.decided = talk.write_decision(
            actor=self.cast.alice,
            subject_id=self.initiative,
            title="Which days",
            choice="Offer every day",
            why="Fewer calls.",
        ).pk

    def with_answer(self) -> None:
        self.with_talk()
        talk.give_answer(actor=self.cast.igor, question_id=self.question, text=SAID)

    def with_done_task(self) -> None:
        self.with_talk()
        talk.finish_task(actor=self.cast.igor, task_id=self.task)


def _signed_in(actor: Actor) -> SimpleCookie:
    client = Client()
    client.force_login(Person.objects.get(pk=actor.me))
    return client.cookies


_PLAYED: dict[str, tuple[World, Copy]] = {}


def world_at(step: str, *, restricted: bool = False) -> World:
    """The world after a step, in empty tables: played once per process, then copied.

    All of it happens on the Tuesday of the tests.
    """
    if step in _PLAYED:
        played, rows = _PLAYED[step]
        rows.put_back()
    else:
        played = World(step, restricted=False)
        _PLAYED[step] = played, Copy()
    # What one test looks up or finds out in it is not the next one's.
    world = deepcopy(played)
    if restricted:
        world.restrict()
    return world
