# The types of dispatch.py.
cimport cython
from tandem.engine.kernel.waiting cimport Waiting

@cython.final
cdef class Dispatch(Waiting):
    cdef public int firsts, last_end, last_task
    cdef public int[:, ::1] durations, starts, finishes
    cdef public int[::1] first, planned, earliest, none, zero, links_in, ends_in, missing, owed
    cdef public int[::1] bound, least_end, trigger, ready_at, began_at, queued_for, queued_by
    cdef public int[::1] link_base, link_task, link_kind, link_lag, link_elapsed
    cdef public int[::1] need_base, need_group, need_units
    cdef public int[::1] slot_base, slots_used, slot_person, slot_units, freed_at, freed_by
    cdef public int[::1] critical
    cdef public double[::1] waited

    @cython.locals(trial=int)
    cpdef run(self, int first, int stop)
    @cython.locals(at=int, key=cython.longlong, now=int)
    cdef void carry_out(self, int trial) noexcept nogil
    @cython.locals(person=int, queue=int)
    cdef void begin_trial(self) noexcept nogil
    cdef void happen(self, int event, int now, int trial) noexcept nogil
    @cython.locals(used=int, slot=int, person=int)
    cdef void end_work(self, int task, int now) noexcept nogil
    @cython.locals(at=int, kind=int)
    cdef void end(self, int task, int now, int trial) noexcept nogil
    @cython.locals(at=int, kind=int)
    cdef void began(self, int task, int now) noexcept nogil
    cdef void after_link(self, int task, int cause, int place, int now) noexcept nogil
    cdef void after_end_link(self, int task, int cause, int place, int now) noexcept nogil
    cdef int lagged(self, int at, int place) noexcept nogil
    @cython.locals(opening=int)
    cdef void release(self, int task, int now, int trial) noexcept nogil
    @cython.locals(at=int, queue=int, task=int, opening=int)
    cdef void begin_waiting(self, int now, int trial) noexcept nogil
    @cython.locals(need=int, opening=int)
    cdef int try_to_begin(self, int task, int now) noexcept nogil
    @cython.locals(slot=int, latest=int, late=int, need=int, left=int, person=int, got=int)
    cdef int take_people(self, int task, int now) noexcept nogil
    @cython.locals(slot=int)
    cdef void let_go(self, int task, int stop) noexcept nogil
    @cython.locals(best=int, best_end=int, ticks=int, at=int, person=int, calendar=int, end=int)
    cdef int choose(self, int group, int task, int now) noexcept nogil
    @cython.locals(end=int)
    cdef void begin(self, int task, int now, int trial) noexcept nogil
    @cython.locals(used=int, end=int, slot=int, person=int, other=int)
    cdef int end_of(self, int task, int now, int ticks) noexcept nogil
    @cython.locals(here=int, steps=int)
    cdef void follow_chain(self) noexcept nogil
