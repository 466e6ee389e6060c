# The types of waiting.py.
cimport cython
from tandem.engine.kernel.events cimport Events

cdef class Waiting(Events):
    cdef public int people, groups, touched
    cdef public int[::1] order, rank, queue, queue_base, queue_of, head, tail, cursor
    cdef public int[::1] is_touched, touched_queue, units, free, away, free_in, units_in
    cdef public int[::1] group, group_base, member, member_base

    @cython.locals(queue=int, at=int, first=int, rank=int)
    cdef void line_up(self, int task) noexcept nogil
    @cython.locals(gap=int, at=int)
    cdef void move_down(self, int queue) noexcept nogil
    cdef void touch(self, int queue) noexcept nogil
    @cython.locals(best=int, urgency=int, at=int, queue=int, rank=int)
    cdef int most_urgent(self) noexcept nogil
    @cython.locals(at=int, first=int)
    cdef void take_out(self, int queue) noexcept nogil
    @cython.locals(at=int, opening=int)
    cdef void leave(self, int person, int event, int place) noexcept nogil
    cdef void come_back(self, int person) noexcept nogil
    cdef void give(self, int person, int units) noexcept nogil
    @cython.locals(at=int, group=int)
    cdef void show(self, int person, int units) noexcept nogil
