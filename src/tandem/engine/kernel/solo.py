"""Dispatching where each task needs one person at most: the same rules, and a shorter way.

It gives the numbers that `Dispatch` gives, for plans whose links all go from an end to a start and
in which only what needs nobody, like a launch, has windows. Why a task waited is worked out
afterwards, for those on the chain to the end.
"""

import cython

from tandem.engine.kernel.events import NUMBER, OVER, WIDE, Events
from tandem.engine.kernel.hours import Ints


class Solo(Events):
    """A model's arrays and room for one trial; the caller sets every attribute.

    `durations`, `starts` and `finishes` are those of a few trials, one after another, a number for
    each task. `until[p]` is the place up to which a person is there without a gap, as far as is
    known; 0 where their calendar has to be asked. `free[p]` are their units that nobody has taken,
    a million less while they are away. `apart` is 1 if nobody is in two groups: then it doesn't
    matter whose queue is asked first.
    """

    people: int
    groups: int
    apart: int
    firsts: int
    touched: int
    last_end: int
    last_task: int
    durations: Ints
    starts: Ints
    finishes: Ints
    planned: Ints
    earliest: Ints
    none: Ints
    nobody: Ints
    first: Ints
    links_in: Ints
    missing: Ints
    bound: Ints
    trigger: Ints
    link_base: Ints
    link_task: Ints
    link_lag: Ints
    link_elapsed: Ints
    order: Ints
    rank: Ints
    queue: Ints
    queue_of: Ints
    head: Ints
    tail: Ints
    first_queue: Ints
    first_head: Ints
    first_tail: Ints
    passed_over: Ints
    is_touched: Ints
    touched_queue: Ints
    units: Ints
    units_in: Ints
    free: Ints
    free_in: Ints
    until: Ints
    known_until: Ints
    who: Ints
    after: Ints
    freed_by: Ints
    group: Ints
    group_base: Ints
    member: Ints
    member_base: Ints
    critical: Ints
    waited: list[float]

    def run(self, trials: int) -> None:
        """Carry out so many trials."""
        with cython.nogil:
            for trial in range(trials):
                self.carry_out(trial * self.tasks)

    def carry_out(self, row: int) -> None:
        """One trial, whose numbers begin at `row`."""
        self.begin_trial()
        if self.touched > 0 and self.events[0] >> WIDE > 0:
            self.begin_waiting(0, row)
        key = self.next_event()
        while key != OVER:
            now = key >> WIDE
            event = key & NUMBER
            if event < self.tasks:
                self.end(event, now, row)
            elif event < 2 * self.tasks:
                self.release(event - self.tasks, now, row)
            else:
                self.come_back(event - 3 * self.tasks)
            if self.touched > 0 and self.events[0] >> WIDE > now:
                self.begin_waiting(now, row)
            key = self.next_event()
        self.follow_chain(row)

    def begin_trial(self) -> None:
        """Nothing has happened, everybody is free."""
        self.begin_events()
        self.touched = 0
        self.last_end = self.last_task = -1
        self.missing[:] = self.links_in
        self.bound[:] = self.earliest
        self.trigger[:] = self.none
        self.free[:] = self.units
        self.free_in[:] = self.units_in
        self.until[:] = self.known_until
        self.freed_by[:] = self.nobody
        self.queue[:] = self.first_queue
        self.head[:] = self.first_head
        self.tail[:] = self.first_tail
        for queue in range(self.groups):
            if self.head[queue] < self.tail[queue]:
                self.touch(queue)
        for at in range(self.firsts):
            self.push(self.bound[self.first[at]], self.tasks + self.first[at])

    def end(self, task: int, now: int, row: int) -> None:
        """It is finished: its person is free, and what waited for it may go on."""
        self.finishes[row + task] = now
        if now > self.last_end:
            self.last_end = now
            self.last_task = task
        if self.who[task] >= 0:
            self.let_go(task, self.who[task])
        at = self.link_base[task]
        stop = self.link_base[task + 1]
        while at < stop:
            other = self.link_task[at]
            place = now if self.link_lag[at] == 0 else self.lagged(at, now)
            if place >= self.bound[other]:
                self.bound[other] = place
                self.trigger[other] = task
            left = self.missing[other] - 1
            self.missing[other] = left
            if left == 0:
                if self.bound[other] <= now and self.queue_of[other] < self.groups:
                    self.line_up(other)
                else:
                    self.push(self.bound[other], self.tasks + other)
            at += 1

    def let_go(self, task: int, person: int) -> None:
        """Its person is free again."""
        self.freed_by[person] = task
        free = self.free[person] + 1
        self.free[person] = free
        if free > 0:
            at = self.group_base[person]
            stop = self.group_base[person + 1]
            while at < stop:
                group = self.group[at]
                self.free_in[group] += 1
                if self.head[group] < self.tail[group]:
                    self.touch(group)
                at += 1

    def lagged(self, at: int, place: int) -> int:
        """Where the lag of a link that begins at this place is over."""
        if self.link_elapsed[at] != 0:
            return place + self.link_lag[at]
        return self.worked(self.plan_calendar, place, self.link_lag[at])

    def release(self, task: int, now: int, row: int) -> None:
        """All it waited for is there: it starts if it needs nobody, else it is ready."""
        if self.queue_of[task] < self.groups:
            self.line_up(task)
            return
        windows = self.window_base[task] < self.window_base[task + 1]
        if windows:
            opening = self.in_window(task, now, self.ended(task, now, self.planned[task]))
            if opening > now:
                self.push(opening, self.tasks + task)
                return
        self.starts[row + task] = now
        end = self.ended(task, now, self.durations[row + task])
        if windows:
            end = self.through_windows(task, now, end)
        self.push(end, task)

    def ended(self, task: int, now: int, ticks: int) -> int:
        """Where a task ends that needs nobody and begins now."""
        if self.elapsed[task] != 0:
            return now + ticks
        return self.worked(self.plan_calendar, now, ticks)

    def line_up(self, task: int) -> None:
        """Put a ready task into its queue, by its urgency."""
        queue = self.queue_of[task]
        at = self.tail[queue]
        first = self.head[queue]
        rank = self.rank[task]
        while at > first and self.queue[at - 1] > rank:
            self.queue[at] = self.queue[at - 1]
            at -= 1
        self.queue[at] = rank
        self.tail[queue] += 1
        if self.free_in[queue] > 0:
            self.touch(queue)

    def touch(self, queue: int) -> None:
        """Remember a queue in which somebody waits and for which somebody is free."""
        if self.is_touched[queue] == 0:
            self.is_touched[queue] = 1
            self.touched_queue[self.touched] = queue
            self.touched += 1

    def begin_waiting(self, now: int, row: int) -> None:
        """Go through what is ready, most urgent first, and start what finds its person."""
        passed = 0
        while self.touched > 0:
            which = 0 if self.touched == 1 or self.apart != 0 else self.most_urgent()
            queue = self.touched_queue[which]
            at = self.head[queue]
            if self.free_in[queue] == 0 or at == self.tail[queue]:
                self.is_touched[queue] = 0
                self.touched -= 1
                self.touched_queue[which] = self.touched_queue[self.touched]
                continue
            self.head[queue] = at + 1
            task = self.order[self.queue[at]]
            person = self.choose(queue, task, now)
            if person < 0:
                self.passed_over[passed] = task
                passed += 1
            else:
                self.begin(task, person, now, row)
        while passed > 0:
            passed -= 1
            queue = self.queue_of[self.passed_over[passed]]
            self.head[queue] -= 1
            self.queue[self.head[queue]] = self.rank[self.passed_over[passed]]

    def begin(self, task: int, person: int, now: int, row: int) -> None:
        """It starts; now what it takes in this trial says when it will end."""
        self.starts[row + task] = now
        self.who[task] = person
        self.after[task] = self.freed_by[person]
        self.free[person] -= 1
        at = self.group_base[person]
        stop = self.group_base[person + 1]
        while at < stop:
            self.free_in[self.group[at]] -= 1
            at += 1
        ticks = self.durations[row + task]
        end = now + ticks
        if end >= self.until[person]:
            end = self.worked(self.calendar[person], now, self.effort(person, ticks))
        self.push(end, task)

    def most_urgent(self) -> int:
        """Which touched queue has the most urgent task not yet asked, or nothing more to ask."""
        best = 0
        urgency = 2147483647
        for at in range(self.touched):
            queue = self.touched_queue[at]
            if self.free_in[queue] == 0 or self.head[queue] == self.tail[queue]:
                return at
            rank = self.queue[self.head[queue]]
            if rank < urgency:
                best = at
                urgency = rank
        return best

    def choose(self, group: int, task: int, now: int) -> int:
        """Who of a group would finish first by what is planned; the first of them among equals."""
        best = -1
        best_end = 0
        soonest = now + self.planned[task]
        for at in range(self.member_base[group], self.member_base[group + 1]):
            person = self.member[at]
            if self.free[person] <= 0:
                continue
            if soonest < self.until[person]:
                end = soonest
            else:
                end = self.end_by_plan(person, now, self.planned[task])
            if end >= 0 and (best < 0 or end < best_end):
                best = person
                best_end = end
                if end == soonest:
                    break
        return best

    def end_by_plan(self, person: int, now: int, ticks: int) -> int:
        """Where work ends that somebody begins now; -1 if they can't begin, or never end it.

        Whoever is not there now is set aside until they come back.
        """
        calendar = self.calendar[person]
        if calendar < 0:
            return now + self.effort(person, ticks)
        at = self.span_at(calendar, now)
        if self.span_from[at] > now:
            self.leave(person, self.span_from[at])
            return -1
        if self.share[person] == 100 and self.span_to[at] <= self.length:
            self.until[person] = self.span_to[at]
        end = self.worked(calendar, now, self.effort(person, ticks))
        return end if end <= self.length else -1

    def leave(self, person: int, opening: int) -> None:
        """Set somebody aside until their calendar opens; for good, if it doesn't."""
        for at in range(self.group_base[person], self.group_base[person + 1]):
            self.free_in[self.group[at]] -= self.free[person]
        self.free[person] -= 1000000
        if opening < self.length:
            self.push(opening, 3 * self.tasks + person)

    def come_back(self, person: int) -> None:
        """They are there again: tell their groups."""
        self.free[person] += 1000000
        for at in range(self.group_base[person], self.group_base[person + 1]):
            group = self.group[at]
            self.free_in[group] += self.free[person]
            if self.free_in[group] > 0 and self.head[group] < self.tail[group]:
                self.touch(group)

    def follow_chain(self, row: int) -> None:
        """Walk back from what finished last: what it waited for, and what that waited for."""
        here = self.last_task
        steps = 0
        while here >= 0 and steps < self.tasks:
            self.critical[here] += 1
            waited = self.starts[row + here] - self.bound[here]
            cause = self.trigger[here]
            if self.queue_of[here] < self.groups and waited > 0:
                self.waited[self.queue_of[here]] += waited
                other = self.after[here]
                if other >= 0 and self.finishes[row + other] >= self.bound[here]:
                    cause = other
            here = cause
            steps += 1
