"""What will happen in a trial, earliest first: of what falls together, the smaller number first.

An event's place and number make one whole number of 64 bits, so that comparing two is comparing
two numbers, and the order of all is the same however they are kept: in a binary heap (J. W. J.
Williams, 1964) where this is compiled, by the standard library's where it is interpreted.
"""

from heapq import heappop, heappush

import cython

from tandem.engine.kernel.hours import Hours, Ints

WIDE = 17
"""So many bits hold an event's number: there are at most three for a task and one for a person."""
NUMBER = 131071
OVER = 1 << 62
"""Comes after every event: a trial is over when it is reached."""


class Events(Hours):
    """The heap; `pending` counts what is in it where it is compiled, with OVER at its end."""

    pending: int
    events: Ints

    def begin_events(self) -> None:
        """Nothing will happen but the end."""
        if cython.compiled:
            self.events[0] = OVER
            self.pending = 1
        else:
            self.events[:] = [OVER]

    def push(self, place: int, event: int) -> None:
        """Let an event happen there."""
        key = place
        key = (key << WIDE) + event
        if cython.compiled:
            at = self.pending
            self.pending += 1
            while at > 0:
                above = (at - 1) >> 1
                if self.events[above] <= key:
                    break
                self.events[at] = self.events[above]
                at = above
            self.events[at] = key
        else:
            heappush(self.events, key)

    def next_event(self) -> int:
        """Take the earliest one out: its place and number in one, or OVER."""
        if not cython.compiled:
            return heappop(self.events)
        first = self.events[0]
        self.pending -= 1
        left = self.pending
        last = self.events[left]
        at = 0
        below = 1
        while below < left:
            if below + 1 < left and self.events[below + 1] < self.events[below]:
                below += 1
            if self.events[below] >= last:
                break
            self.events[at] = self.events[below]
            at = below
            below = 2 * at + 1
        self.events[at] = last
        return first
