"""What waits in a trial: ready tasks for people, people for nothing.

Ready tasks stand in one queue for each group of people who could take them, most urgent first.
"""

from tandem.engine.kernel.events import Events
from tandem.engine.kernel.hours import Ints


class Waiting(Events):
    """Room for one trial. An event is a number: see `Dispatch.happen`."""

    people: int
    groups: int
    touched: int
    order: Ints
    rank: Ints
    queue: Ints
    queue_base: Ints
    queue_of: Ints
    head: Ints
    tail: Ints
    cursor: Ints
    is_touched: Ints
    touched_queue: Ints
    units: Ints
    free: Ints
    away: Ints
    free_in: Ints
    units_in: Ints
    group: Ints
    group_base: Ints
    member: Ints
    member_base: Ints

    def line_up(self, task: int) -> None:
        """Put a ready task into its queue, by its urgency."""
        queue = self.queue_of[task]
        if self.tail[queue] == self.queue_base[queue + 1]:
            self.move_down(queue)
        at = self.tail[queue]
        first = self.head[queue]
        rank = self.rank[task]
        while at > first and self.queue[at - 1] > rank:
            self.queue[at] = self.queue[at - 1]
            at -= 1
        self.queue[at] = rank
        self.tail[queue] += 1
        self.touch(queue)

    def move_down(self, queue: int) -> None:
        """Make room at the end of a queue whose first places have become free."""
        gap = self.head[queue] - self.queue_base[queue]
        for at in range(self.head[queue], self.tail[queue]):
            self.queue[at - gap] = self.queue[at]
        self.head[queue] -= gap
        self.tail[queue] -= gap

    def touch(self, queue: int) -> None:
        """Remember that something has changed for this queue."""
        if self.is_touched[queue] == 0:
            self.is_touched[queue] = 1
            self.cursor[queue] = self.head[queue]
            self.touched_queue[self.touched] = queue
            self.touched += 1

    def most_urgent(self) -> int:
        """The touched queue with the most urgent task not yet asked, or -1."""
        best = -1
        urgency = 0
        for at in range(self.touched):
            queue = self.touched_queue[at]
            if self.cursor[queue] >= self.tail[queue]:
                continue
            if queue < self.groups and self.free_in[queue] == 0:
                continue
            rank = self.queue[self.cursor[queue]]
            if best < 0 or rank < urgency:
                best = queue
                urgency = rank
        return best

    def take_out(self, queue: int) -> None:
        """Take the task at the cursor out of its queue."""
        at = self.cursor[queue]
        first = self.head[queue]
        while at > first:
            self.queue[at] = self.queue[at - 1]
            at -= 1
        self.head[queue] += 1
        self.cursor[queue] += 1

    def leave(self, person: int, event: int, place: int) -> None:
        """Set somebody aside until their calendar opens; for good, if it doesn't."""
        for at in range(self.group_base[person], self.group_base[person + 1]):
            self.free_in[self.group[at]] -= self.free[person]
        self.away[person] = 1
        opening = self.opening(self.calendar[person], place)
        if opening < self.length:
            self.push(opening, event)

    def come_back(self, person: int) -> None:
        """They are there again."""
        self.away[person] = 0
        self.show(person, self.free[person])

    def give(self, person: int, units: int) -> None:
        """So many units of somebody are free again."""
        self.free[person] += units
        self.show(person, units)

    def show(self, person: int, units: int) -> None:
        """Tell the groups that so many more of somebody are free, if they are there."""
        if self.away[person] != 0:
            return
        for at in range(self.group_base[person], self.group_base[person + 1]):
            group = self.group[at]
            self.free_in[group] += units
            if units > 0:
                self.touch(group)
