"""What the engine would say of a question, while somebody waits for it.

The same question is answered once: to ten people who move the same lever, and to one who moves it
back. Where many ask at the same time some are told so at once, and keep what they last saw.
"""

import json
import threading
import time
from collections import OrderedDict
from collections.abc import Collection, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime

from tandem.core import clock
from tandem.engine.model.apart import NoAnswer
from tandem.engine.model.warm import Busy, Warm
from tandem.plans.problems import SEED, TRIALS, Curve, Question, moment_of, rising, task_id
from tandem.plans.promises import Failure

SECONDS = 2.0
"""How long somebody waits at most."""
ANSWERS = 256
"""So many answers are kept by each web server's process."""
ENGINE = Warm("tandem.plans.commands.quick")


@dataclass(frozen=True, slots=True)
class Told:
    """What the engine said: the curve, and the safe ends of the work that was asked for."""

    curve: Curve
    ends: Mapping[int, datetime | None]
    trials: int
    made_at: datetime


class NotSaid(Exception):
    """There is no answer now; `why` says so to a person."""

    def __init__(self, why: Failure) -> None:
        super().__init__(why.value)
        self.why = why


_Key = tuple[str, tuple[int, ...]]
_known: OrderedDict[_Key, Told] = OrderedDict()
_asked: "dict[_Key, Future[Told]]" = {}
_guard = threading.Lock()


def answer_known(question: Question, ends: Collection[int] = ()) -> Told | None:
    """What it said to this very question before; nothing is asked."""
    with _guard:
        return _known.get((question.digest, tuple(sorted(ends))))


def answer_to(question: Question, about: int, ends: Collection[int] = ()) -> Told:
    """What the engine says to a question about an initiative, or NotSaid.

    `ends` are pieces of work whose safe ends are wanted, too.
    """
    if not question.can_be_answered:
        raise NotSaid(Failure.ENGINE)
    key = (question.digest, tuple(sorted(ends)))
    with _guard:
        if key in _known:
            _known.move_to_end(key)
            return _known[key]
        mine = key not in _asked
        coming = _asked.setdefault(key, Future())
    if not mine:
        return _waited(coming)
    try:
        said = _asked_now(question, about, ends)
    except NotSaid as none:
        coming.set_exception(none)
        raise
    else:
        coming.set_result(said)
        with _guard:
            _known[key] = said
            if len(_known) > ANSWERS:
                _known.popitem(last=False)
        return said
    finally:
        with _guard:
            _asked.pop(key, None)


def _waited(coming: "Future[Told]") -> Told:
    """What somebody else is being told just now."""
    try:
        return coming.result(timeout=SECONDS)
    except TimeoutError as error:
        raise NotSaid(Failure.TIME) from error


def _asked_now(question: Question, about: int, ends: Collection[int]) -> Told:
    began = time.monotonic()
    rest = json.dumps(
        {"seed": SEED, "trials": TRIALS, "about": about, "ends": [task_id(pk) for pk in ends]}
    )
    # The plan is written already.
    habits = question.habits or "null"
    asked = f'{{"plan":{question.written},"habits":{habits},{rest[1:]}'
    try:
        told = ENGINE.ask(asked, SECONDS)
    except Busy as error:
        raise NotSaid(Failure.BUSY) from error
    except NoAnswer as error:
        late = time.monotonic() - began >= SECONDS
        raise NotSaid(Failure.TIME if late else Failure.ENGINE) from error
    if not rising(told["curve"]):
        raise NotSaid(Failure.ENGINE)
    return Told(
        Curve(tuple(told["curve"])),
        {int(name[1:]): moment_of(end) for name, end in told["ends"].items()},
        told["trials"],
        clock.now(),
    )


def forget_answers() -> None:
    """Forget what was said. For tests."""
    with _guard:
        _known.clear()
