"""Placing tasks one after another, each as early as links, people, calendars and windows let it.

A task may go into a gap before others that were placed earlier (insertion). Source: serial schedule
generation, J. E. Kelley, 1963; it always contains a best schedule: R. Kolisch, 1996,
doi:10.1016/0377-2217(95)00357-6.
"""

from tandem.engine.kernel.hours import Hours, Ints


class Placing(Hours):
    """A model's arrays, and how much of everybody is used at each place; the caller sets them all.

    `used` has a row of `room` places for each person. `plain` is 1 where nobody has calendars or
    less than all of their time, and no task a window: then much needn't be asked. `pinned` are
    places of tasks that start there whatever else is so, or -1. After `serial`, `starts` and
    `finishes` say where each task lies, `end` where all of it ends, `late` by how many weighted
    ticks promises are missed, `drift` by how many ticks tasks have moved from `before`, `missed`
    how many tasks lie in none of their windows; `overran` is 1 if `room` is too small.
    """

    people: int
    plain: int
    room: int
    end: int
    overran: int
    missed: int
    late: float
    drift: float
    used: Ints
    stack: Ints
    starts: Ints
    finishes: Ints
    planned: Ints
    earliest: Ints
    pinned: Ints
    due: Ints
    weight: list[float]
    before: Ints
    units: Ints
    into_base: Ints
    into_task: Ints
    into_kind: Ints
    into_lag: Ints
    into_elapsed: Ints
    need_base: Ints
    need_group: Ints
    need_units: Ints
    member_base: Ints
    member: Ints
    slot_base: Ints
    slots_used: Ints
    slot_person: Ints
    slot_units: Ints

    def serial(self, order: Ints) -> int:
        """Place all tasks in this order; what a task waits for comes before it in any case."""
        self.begin()
        for task in range(self.tasks):
            if self.pinned[task] >= 0:
                self.pin(task)
        for at in range(self.tasks):
            self.put_with_those_before(order[at])
        self.judge()
        return self.end

    def begin(self) -> None:
        """Take everything out again."""
        last = self.end if self.end < self.room else self.room
        for at in range(self.people):
            row = at * self.room
            for place in range(row, row + last):
                self.used[place] = 0
        for task in range(self.tasks):
            self.starts[task] = -1
        self.end = self.overran = self.missed = 0

    def judge(self) -> int:
        """What is late, and what has moved."""
        self.late = self.drift = 0.0
        for task in range(self.tasks):
            if self.finishes[task] > self.due[task]:
                self.late += self.weight[task] * (self.finishes[task] - self.due[task])
            if self.before[task] >= 0:
                moved = self.starts[task] - self.before[task]
                self.drift += moved if moved > 0 else -moved
        return 0

    def put_with_those_before(self, task: int) -> None:
        """Place a task after all that it waits for, however long that row is."""
        depth = 0
        self.stack[0] = task
        while depth >= 0:
            here = self.stack[depth]
            other = self.unplaced(here) if self.starts[here] < 0 else -1
            if other >= 0:
                depth += 1
                self.stack[depth] = other
            else:
                if self.starts[here] < 0:
                    self.put(here)
                depth -= 1

    def unplaced(self, task: int) -> int:
        """The first of those a task waits for that isn't placed yet; -1 if all are."""
        for at in range(self.into_base[task], self.into_base[task + 1]):
            if self.starts[self.into_task[at]] < 0:
                return self.into_task[at]
        return -1

    def put(self, task: int) -> None:
        """Place one task; all it waits for is placed."""
        begin = self.earliest[task]
        least = 0
        for at in range(self.into_base[task], self.into_base[task + 1]):
            other = self.into_task[at]
            kind = self.into_kind[at]
            place = self.finishes[other] if kind == 0 or kind == 2 else self.starts[other]
            place = self.lagged(at, place)
            if kind < 2 and place > begin:
                begin = place
            if kind >= 2 and place > least:
                least = place
        self.gather(task, begin)
        first = self.slot_base[task]
        stop = first + self.slots_used[task]
        begin = self.fit(task, begin, first, stop)
        end = self.end_of(task, begin, first, stop)
        self.missed += self.outside(task, begin, end)
        self.settle(task, begin, end, least)

    def pin(self, task: int) -> None:
        """Place a task where it has to start."""
        begin = self.pinned[task]
        self.gather(task, begin)
        first = self.slot_base[task]
        stop = first + self.slots_used[task]
        self.settle(task, begin, self.end_of(task, begin, first, stop), 0)

    def settle(self, task: int, begin: int, end: int, least: int) -> None:
        """Note where it lies and whom it holds."""
        if end > self.room:
            self.overran = 1
            end = self.room
        for slot in range(self.slot_base[task], self.slot_base[task] + self.slots_used[task]):
            row = self.slot_person[slot] * self.room
            units = self.slot_units[slot]
            for place in range(row + begin, row + end):
                self.used[place] += units
        self.starts[task] = begin
        self.finishes[task] = end if end > least else least
        if self.finishes[task] > self.end:
            self.end = self.finishes[task]

    def outside(self, task: int, place: int, end: int) -> int:
        """1 if a task has windows and lies in none of them."""
        for at in range(self.window_base[task], self.window_base[task + 1]):
            if self.window_from[at] <= place and end <= self.window_to[at]:
                return 0
        return 1 if self.window_base[task] < self.window_base[task + 1] else 0

    def lagged(self, at: int, place: int) -> int:
        """Where the lag of a link is over."""
        if self.into_lag[at] == 0:
            return place
        if self.into_elapsed[at] != 0:
            return place + self.into_lag[at]
        return self.worked(self.plan_calendar, place, self.into_lag[at])

    def gather(self, task: int, begin: int) -> None:
        """Choose its people: where there is a choice, those who would be done first."""
        slot = self.slot_base[task]
        for need in range(self.need_base[task], self.need_base[task + 1]):
            left = self.need_units[need]
            while left > 0:
                person = self.pick(task, need, slot, begin)
                if person < 0:
                    self.overran = 1
                    break
                got = left if left < self.units[person] else self.units[person]
                self.slot_person[slot] = person
                self.slot_units[slot] = got
                slot += 1
                left -= got
        self.slots_used[task] = slot - self.slot_base[task]
        while slot < self.slot_base[task + 1]:
            self.slot_units[slot] = 0
            slot += 1

    def pick(self, task: int, need: int, slot: int, begin: int) -> int:
        """Who of a need's group, not yet taken for the task, would be done first; -1 for nobody."""
        group = self.need_group[need]
        first = self.member_base[group]
        if self.member_base[group + 1] - first == 1:
            person = self.member[first]
            return -1 if self.is_taken(task, slot, person) else person
        best = -1
        best_end = 0
        overran = self.overran
        for at in range(first, self.member_base[group + 1]):
            person = self.member[at]
            if self.is_taken(task, slot, person):
                continue
            self.slot_person[slot] = person
            self.slot_units[slot] = 1
            place = self.fit(task, begin, slot, slot + 1)
            end = self.end_of(task, place, slot, slot + 1)
            if best < 0 or end < best_end:
                best = person
                best_end = end
                if end <= begin + self.planned[task]:
                    break
        self.overran = overran
        return best

    def is_taken(self, task: int, stop: int, person: int) -> int:
        """Whether somebody is among those already taken for the task."""
        for slot in range(self.slot_base[task], stop):
            if self.slot_person[slot] == person:
                return 1
        return 0

    def fit(self, task: int, place: int, first: int, stop: int) -> int:
        """The first place from this one on where the task fits with the people of these slots."""
        if self.plain != 0:
            return self.fit_plain(task, place, first, stop)
        free = place
        while place < self.room:
            opening = self.all_there(place, first, stop)
            end = self.end_of(task, opening, first, stop)
            place = self.in_window(task, opening, end)
            if place > opening:
                continue
            if end > self.room:
                break
            last = self.last_conflict(free if free > place else place, end, first, stop)
            if last < 0:
                return place
            free = end
            place = last + 1
        self.overran = 1
        return place if place < self.room else self.room

    def all_there(self, place: int, first: int, stop: int) -> int:
        """The first place from this one on where all people of these slots are there."""
        moved = -1
        while moved < place < self.room:
            moved = place
            for slot in range(first, stop):
                opening = self.opening(self.calendar[self.slot_person[slot]], place)
                if opening > place:
                    place = opening
        return place

    def fit_plain(self, task: int, place: int, first: int, stop: int) -> int:
        """The same where nobody has a calendar: a task is as long wherever it lies."""
        free = place
        end = place + self.planned[task]
        while end <= self.room:
            last = self.last_conflict(free, end, first, stop)
            if last < 0:
                return place
            free = end
            end += last + 1 - place
            place = last + 1
        self.overran = 1
        return place if place < self.room else self.room

    def last_conflict(self, free: int, end: int, first: int, stop: int) -> int:
        """The last place before `end` at which one of these people has too little left; else -1.

        Before `free` it needn't be looked for.
        """
        last = free - 1
        for slot in range(first, stop):
            row = self.slot_person[slot] * self.room
            most = self.units[self.slot_person[slot]] - self.slot_units[slot]
            at = end - 1
            while at > last and self.used[row + at] <= most:
                at -= 1
            last = at
        return last if last >= free else -1

    def end_of(self, task: int, place: int, first: int, stop: int) -> int:
        """Where its work ends with these people, if it begins here."""
        ticks = self.planned[task]
        if self.plain != 0 or self.elapsed[task] != 0:
            return place + ticks
        if first == stop:
            return self.worked(self.plan_calendar, place, ticks)
        end = place
        for slot in range(first, stop):
            person = self.slot_person[slot]
            other = self.worked(self.calendar[person], place, self.effort(person, ticks))
            if other > end:
                end = other
        return end


class Lists:
    """What a search does with orders of tasks: `seen` has a place for each task."""

    tasks: int
    seen: Ints

    def cross(self, mother: Ints, father: Ints, child: Ints, first: int, stop: int) -> int:
        """A child with its mother's order before `first` and from `stop` on, its father's between.

        Whatever comes before something in both, does so in the child (S. Hartmann, 1998,
        doi:10.1002/(SICI)1520-6750(199810)45:7<733::AID-NAV5>3.0.CO;2-C). Gives their number.
        """
        for at in range(self.tasks):
            self.seen[at] = 0
        for at in range(first):
            child[at] = mother[at]
            self.seen[mother[at]] = 1
        filled = first
        at = 0
        while filled < stop:
            if self.seen[father[at]] == 0:
                child[filled] = father[at]
                self.seen[father[at]] = 1
                filled += 1
            at += 1
        for other in range(self.tasks):
            if self.seen[mother[other]] == 0:
                child[filled] = mother[other]
                filled += 1
        return filled
