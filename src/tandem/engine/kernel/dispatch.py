"""Dispatching: a free person takes the ready task of highest priority, without knowing the future.

One trial runs through time from event to event. What a task takes in this trial is read when it
starts and used for nothing but its end; whom it gets is chosen by what was planned.

Source: parallel schedule generation, J. E. Kelley, 1963; as a policy under uncertainty: R. H.
Möhring, F. J. Radermacher, G. Weiss, 1984, doi:10.1007/BF01919323.
"""

from typing import Any

import cython

from tandem.engine.kernel.events import NUMBER, OVER, WIDE
from tandem.engine.kernel.hours import Ints
from tandem.engine.kernel.waiting import Waiting


class Dispatch(Waiting):
    """A model's arrays and room for one trial; the caller sets every attribute.

    `durations` (ticks of work), `starts` and `finishes` (places) are [task, trial]; the caller
    fills the last two with -1, which a task keeps that never starts. `critical` counts for each
    task the trials in which it stood on the chain that led to the end; `waited` adds up for each
    group the places such tasks waited for its people.
    """

    firsts: int
    last_end: int
    last_task: int
    durations: Any
    starts: Any
    finishes: Any
    first: Ints
    planned: Ints
    earliest: Ints
    none: Ints
    zero: Ints
    links_in: Ints
    ends_in: Ints
    missing: Ints
    owed: Ints
    bound: Ints
    least_end: Ints
    trigger: Ints
    ready_at: Ints
    began_at: Ints
    queued_for: Ints
    queued_by: Ints
    link_base: Ints
    link_task: Ints
    link_kind: Ints
    link_lag: Ints
    link_elapsed: Ints
    need_base: Ints
    need_group: Ints
    need_units: Ints
    slot_base: Ints
    slots_used: Ints
    slot_person: Ints
    slot_units: Ints
    freed_at: Ints
    freed_by: Ints
    critical: Ints
    waited: list[float]

    def run(self, first: int, stop: int) -> None:
        """Carry out the trials `first` … `stop - 1`."""
        with cython.nogil:
            for trial in range(first, stop):
                self.carry_out(trial)

    def carry_out(self, trial: int) -> None:
        """One trial."""
        self.begin_trial()
        for at in range(self.firsts):
            self.push(self.bound[self.first[at]], self.tasks + self.first[at])
        key = self.next_event()
        while key != OVER:
            now = key >> WIDE
            self.happen(key & NUMBER, now, trial)
            if self.touched > 0 and self.events[0] >> WIDE > now:
                self.begin_waiting(now, trial)
            key = self.next_event()
        self.follow_chain()

    def begin_trial(self) -> None:
        """Nothing has happened, everybody is free."""
        self.begin_events()
        self.touched = 0
        self.last_end = self.last_task = -1
        self.missing[:] = self.links_in
        self.owed[:] = self.ends_in
        self.bound[:] = self.earliest
        self.least_end[:] = self.zero
        self.slots_used[:] = self.zero
        self.trigger[:] = self.none
        self.free[:] = self.units
        self.free_in[:] = self.units_in
        for person in range(self.people):
            self.away[person] = 0
            self.freed_at[person] = -1
        for queue in range(self.groups + 1):
            self.is_touched[queue] = 0
            self.head[queue] = self.queue_base[queue]
            self.tail[queue] = self.queue_base[queue]

    def happen(self, event: int, now: int, trial: int) -> None:
        """By the event's number: an end of work, a release, an end, somebody's return."""
        if event < self.tasks:
            self.end_work(event, now)
            if self.owed[event] == 0 and self.least_end[event] <= now:
                self.end(event, now, trial)
            elif self.owed[event] == 0:
                self.push(self.least_end[event], 2 * self.tasks + event)
        elif event < 2 * self.tasks:
            self.release(event - self.tasks, now, trial)
        elif event < 3 * self.tasks:
            self.end(event - 2 * self.tasks, now, trial)
        else:
            self.come_back(event - 3 * self.tasks)

    def end_work(self, task: int, now: int) -> None:
        """Its people are free again."""
        used = self.slots_used[task]
        self.slots_used[task] = -1
        for slot in range(self.slot_base[task], self.slot_base[task] + used):
            person = self.slot_person[slot]
            self.freed_at[person] = now
            self.freed_by[person] = task
            self.give(person, self.slot_units[slot])

    def end(self, task: int, now: int, trial: int) -> None:
        """It counts as finished: whatever waited for that may go on."""
        self.finishes[task, trial] = now
        if now > self.last_end:
            self.last_end = now
            self.last_task = task
        for at in range(self.link_base[task], self.link_base[task + 1]):
            kind = self.link_kind[at]
            if kind == 0:
                self.after_link(self.link_task[at], task, self.lagged(at, now), now)
            elif kind == 2:
                self.after_end_link(self.link_task[at], task, self.lagged(at, now), now)

    def began(self, task: int, now: int) -> None:
        """It starts: whatever waited for that may go on."""
        for at in range(self.link_base[task], self.link_base[task + 1]):
            kind = self.link_kind[at]
            if kind == 1:
                self.after_link(self.link_task[at], task, self.lagged(at, now), now)
            elif kind == 3:
                self.after_end_link(self.link_task[at], task, self.lagged(at, now), now)

    def after_link(self, task: int, cause: int, place: int, now: int) -> None:
        """One link less to wait for; after the last one, the task is released."""
        if place >= self.bound[task]:
            self.bound[task] = place
            self.trigger[task] = cause
        self.missing[task] -= 1
        if self.missing[task] > 0:
            return
        if self.bound[task] <= now and self.need_base[task] < self.need_base[task + 1]:
            self.ready_at[task] = now
            self.line_up(task)
        else:
            self.push(self.bound[task], self.tasks + task)

    def after_end_link(self, task: int, cause: int, place: int, now: int) -> None:
        """One less to wait for with the end; it may come now if the work is done."""
        if place > self.least_end[task]:
            self.least_end[task] = place
        self.owed[task] -= 1
        if self.owed[task] == 0 and self.slots_used[task] < 0:
            if self.least_end[task] < now:
                self.least_end[task] = now
            self.trigger[task] = cause
            self.queued_for[task] = -1
            self.push(self.least_end[task], 2 * self.tasks + task)

    def lagged(self, at: int, place: int) -> int:
        """Where the lag of a link that begins at this place is over."""
        if self.link_lag[at] == 0:
            return place
        if self.link_elapsed[at] != 0:
            return place + self.link_lag[at]
        return self.worked(self.plan_calendar, place, self.link_lag[at])

    def release(self, task: int, now: int, trial: int) -> None:
        """All it waited for is there: it starts if it needs nobody, else it is ready."""
        self.ready_at[task] = now
        if self.need_base[task] < self.need_base[task + 1]:
            self.line_up(task)
            return
        self.queued_for[task] = -1
        opening = self.in_window(task, now, self.end_of(task, now, self.planned[task]))
        if opening > now:
            self.push(opening, self.tasks + task)
        else:
            self.begin(task, now, trial)

    def begin_waiting(self, now: int, trial: int) -> None:
        """Go through what is ready, most urgent first, and start what finds its people.

        Only queues for which something has changed can have anything to start; tasks that need
        several people stand in the last queue, which is always asked.
        """
        if self.head[self.groups] < self.tail[self.groups]:
            self.touch(self.groups)
        for at in range(self.touched):
            self.cursor[self.touched_queue[at]] = self.head[self.touched_queue[at]]
        queue = self.most_urgent()
        while queue >= 0:
            task = self.order[self.queue[self.cursor[queue]]]
            opening = self.try_to_begin(task, now)
            if opening < 0:
                self.cursor[queue] += 1
            else:
                self.take_out(queue)
                if opening > now:
                    self.push(opening, self.tasks + task)
                else:
                    self.begin(task, now, trial)
            queue = self.most_urgent()
        for at in range(self.touched):
            self.is_touched[self.touched_queue[at]] = 0
        self.touched = 0

    def try_to_begin(self, task: int, now: int) -> int:
        """`now` if its people are taken and it may start; a later place if its window opens then.

        -1 if somebody is missing: it stays in its queue.
        """
        for need in range(self.need_base[task], self.need_base[task + 1]):
            if self.free_in[self.need_group[need]] < self.need_units[need]:
                return -1
        if self.take_people(task, now) == 0:
            return -1
        if self.window_base[task] == self.window_base[task + 1]:
            return now
        opening = self.in_window(task, now, self.end_of(task, now, self.planned[task]))
        if opening > now:
            self.let_go(task, self.slot_base[task] + self.slots_used[task])
        return opening

    def take_people(self, task: int, now: int) -> int:
        """Take everybody a task needs, or nobody; notes whom it had waited for."""
        slot = self.slot_base[task]
        latest = self.ready_at[task] - 1
        late = now > self.ready_at[task]
        self.queued_for[task] = self.need_group[self.need_base[task]] if late else -1
        self.queued_by[task] = self.trigger[task]
        for need in range(self.need_base[task], self.need_base[task + 1]):
            left = self.need_units[need]
            while left > 0:
                person = self.choose(self.need_group[need], task, now)
                if person < 0:
                    self.let_go(task, slot)
                    return 0
                got = left if left < self.free[person] else self.free[person]
                self.give(person, -got)
                self.slot_person[slot] = person
                self.slot_units[slot] = got
                slot += 1
                left -= got
                if late and self.freed_at[person] > latest:
                    latest = self.freed_at[person]
                    self.queued_for[task] = self.need_group[need]
                    self.queued_by[task] = self.freed_by[person]
        self.slots_used[task] = slot - self.slot_base[task]
        while slot < self.slot_base[task + 1]:
            self.slot_units[slot] = 0
            slot += 1
        return 1

    def let_go(self, task: int, stop: int) -> None:
        """Give back whom a task has taken after all."""
        for slot in range(self.slot_base[task], stop):
            self.give(self.slot_person[slot], self.slot_units[slot])
        self.slots_used[task] = 0

    def choose(self, group: int, task: int, now: int) -> int:
        """Who of a group would finish first by what is planned; the first of them among equals.

        Whoever is not there now is set aside until they come back.
        """
        best = -1
        best_end = 0
        ticks = self.planned[task]
        for at in range(self.member_base[group], self.member_base[group + 1]):
            person = self.member[at]
            if self.free[person] == 0 or self.away[person] != 0:
                continue
            calendar = self.calendar[person]
            if self.opening(calendar, now) > now:
                self.leave(person, 3 * self.tasks + person, now)
                continue
            end = self.worked(calendar, now, self.effort(person, ticks))
            if (best < 0 or end < best_end) and (calendar < 0 or end <= self.length):
                best = person
                best_end = end
            if best >= 0 and best_end == now + ticks:  # Nobody is done sooner than without a gap.
                break
        return best

    def begin(self, task: int, now: int, trial: int) -> None:
        """It starts; now what it takes in this trial says when it will end."""
        self.starts[task, trial] = now
        self.began_at[task] = now
        end = self.end_of(task, now, self.durations[task, trial])
        if self.window_base[task] < self.window_base[task + 1]:
            end = self.through_windows(task, now, end)
        self.push(end, task)
        self.began(task, now)

    def end_of(self, task: int, now: int, ticks: int) -> int:
        """Where so much work ends that begins now: when the last of its people is done."""
        if self.elapsed[task] != 0:
            return now + ticks
        used = self.slots_used[task]
        if used == 0:
            return self.worked(self.plan_calendar, now, ticks)
        end = now
        for slot in range(self.slot_base[task], self.slot_base[task] + used):
            person = self.slot_person[slot]
            other = self.worked(self.calendar[person], now, self.effort(person, ticks))
            if other > end:
                end = other
        return end

    def follow_chain(self) -> None:
        """Walk back from what finished last: what it waited for, and what that waited for."""
        here = self.last_task
        steps = 0
        while here >= 0 and steps < self.tasks:
            self.critical[here] += 1
            if self.queued_for[here] >= 0:
                self.waited[self.queued_for[here]] += self.began_at[here] - self.ready_at[here]
                here = self.queued_by[here]
            else:
                here = self.trigger[here]
            steps += 1
