"""Time in the kernel: where so much work ends that begins here, in whose calendar, in which window.

A place is a number on the axis of open time (`tandem.engine.model.axis`), a tick is one step. The
modules beside this one are written for Cython's pure Python mode: the `.pxd` beside each has the
types, and interpreted, the same lines give the same numbers. All of them fit 32 bits.
"""

Ints = list[int]
"""Lists where it is interpreted, arrays of 32-bit integers where it is compiled."""


class Hours:
    """The calendars, who has which, and the windows of tasks. The caller sets every attribute."""

    tasks: int
    length: int
    plan_calendar: int
    span_base: Ints
    span_from: Ints
    span_to: Ints
    span: Ints
    calendar: Ints
    share: Ints
    elapsed: Ints
    window_base: Ints
    window_from: Ints
    window_to: Ints

    def effort(self, person: int, ticks: int) -> int:
        """The ticks of their own hours that work takes whoever has a share of their time."""
        share = self.share[person]
        if share == 100:
            return ticks
        return (ticks * 100 + share - 1) // share

    def span_at(self, calendar: int, place: int) -> int:
        """The open span of a calendar in which a place lies, else the next one.

        Search begins where the last one ended: the places asked for move little. The last span of
        every calendar begins where the axis ends and has no end.
        """
        at = self.span[calendar]
        while self.span_to[at] <= place:
            at += 1
        first = self.span_base[calendar]
        while at > first and self.span_to[at - 1] > place:
            at -= 1
        self.span[calendar] = at
        return at

    def worked(self, calendar: int, place: int, ticks: int) -> int:
        """Where so many open ticks of a calendar are over; beyond the axis where they don't fit."""
        if calendar < 0 or ticks == 0:
            return place + ticks
        at = self.span_at(calendar, place)
        if self.span_from[at] > place:
            place = self.span_from[at]
        while ticks > self.span_to[at] - place:
            ticks -= self.span_to[at] - place
            at += 1
            place = self.span_from[at]
        return place + ticks

    def opening(self, calendar: int, place: int) -> int:
        """The first open place from this one on; `length` or more where there is none."""
        if calendar < 0:
            return place
        begin = self.span_from[self.span_at(calendar, place)]
        return begin if begin > place else place

    def in_window(self, task: int, place: int, end: int) -> int:
        """This place if the task may start here and end there, else where its next window opens.

        After its last window it starts at once: late, as its start tells.
        """
        for at in range(self.window_base[task], self.window_base[task + 1]):
            if place < self.window_to[at]:
                if place < self.window_from[at]:
                    return self.window_from[at]
                if end <= self.window_to[at]:
                    return place
        return place

    def through_windows(self, task: int, place: int, end: int) -> int:
        """An end beyond the window: what is left goes on when the next one opens."""
        for at in range(self.window_base[task], self.window_base[task + 1] - 1):
            if place < self.window_to[at] and self.window_to[at] < end:
                place = self.window_from[at + 1]
                end += place - self.window_to[at]
        return end
