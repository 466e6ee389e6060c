# The types of solo.py.
cimport cython
from tandem.engine.kernel.events cimport Events

@cython.final
cdef class Solo(Events):
    cdef public int people, groups, apart, firsts, touched, last_end, last_task
    cdef public int[::1] durations, starts, finishes, planned, earliest, none, nobody, first
    cdef public int[::1] links_in, missing, bound, trigger
    cdef public int[::1] link_base, link_task, link_lag, link_elapsed
    cdef public int[::1] order, rank, queue, queue_of, head, tail, passed_over
    cdef public int[::1] first_queue, first_head, first_tail
    cdef public int[::1] is_touched, touched_queue, units, units_in, free, free_in
    cdef public int[::1] until, known_until, who, after, freed_by
    cdef public int[::1] group, group_base, member, member_base, critical
    cdef public double[::1] waited

    @cython.locals(trial=int)
    cpdef run(self, int trials)
    @cython.locals(key=cython.longlong, now=int, event=int)
    cdef void carry_out(self, int row) noexcept nogil
    @cython.locals(queue=int, at=int)
    cdef void begin_trial(self) noexcept nogil
    @cython.locals(at=int, stop=int, other=int, place=int, left=int)
    cdef void end(self, int task, int now, int row) noexcept nogil
    @cython.locals(free=int, at=int, stop=int, group=int)
    cdef void let_go(self, int task, int person) noexcept nogil
    cdef int lagged(self, int at, int place) noexcept nogil
    @cython.locals(windows=bint, opening=int, end=int)
    cdef void release(self, int task, int now, int row) noexcept nogil
    cdef int ended(self, int task, int now, int ticks) noexcept nogil
    @cython.locals(queue=int, at=int, first=int, rank=int)
    cdef void line_up(self, int task) noexcept nogil
    cdef void touch(self, int queue) noexcept nogil
    @cython.locals(passed=int, which=int, queue=int, at=int, task=int, person=int)
    cdef void begin_waiting(self, int now, int row) noexcept nogil
    @cython.locals(at=int, stop=int, ticks=int, end=int)
    cdef void begin(self, int task, int person, int now, int row) noexcept nogil
    @cython.locals(best=int, urgency=int, at=int, queue=int, rank=int)
    cdef int most_urgent(self) noexcept nogil
    @cython.locals(best=int, best_end=int, soonest=int, at=int, person=int, end=int)
    cdef int choose(self, int group, int task, int now) noexcept nogil
    @cython.locals(calendar=int, at=int, end=int)
    cdef int end_by_plan(self, int person, int now, int ticks) noexcept nogil
    @cython.locals(at=int)
    cdef void leave(self, int person, int opening) noexcept nogil
    @cython.locals(at=int, group=int)
    cdef void come_back(self, int person) noexcept nogil
    @cython.locals(here=int, steps=int, waited=int, cause=int, other=int)
    cdef void follow_chain(self, int row) noexcept nogil
