# The types of placing.py.
cimport cython
from tandem.engine.kernel.hours cimport Hours

@cython.final
cdef class Placing(Hours):
    cdef public int people, plain, room, end, overran, missed
    cdef public double late, drift
    cdef public int[::1] used, stack, starts, finishes, planned, earliest, pinned, due, before, units
    cdef public double[::1] weight
    cdef public int[::1] into_base, into_task, into_kind, into_lag, into_elapsed
    cdef public int[::1] need_base, need_group, need_units, member_base, member
    cdef public int[::1] slot_base, slots_used, slot_person, slot_units

    @cython.locals(task=int, at=int)
    cpdef int serial(self, int[::1] order) except -1
    @cython.locals(last=int, at=int, row=int, place=int, task=int)
    cdef void begin(self) noexcept nogil
    @cython.locals(task=int, moved=int)
    cpdef int judge(self) except -1
    @cython.locals(depth=int, here=int, other=int)
    cdef void put_with_those_before(self, int task) noexcept nogil
    @cython.locals(at=int)
    cdef int unplaced(self, int task) noexcept nogil
    @cython.locals(begin=int, least=int, at=int, other=int, kind=int, place=int, first=int, stop=int, end=int)
    cdef void put(self, int task) noexcept nogil
    @cython.locals(begin=int, first=int, stop=int)
    cdef void pin(self, int task) noexcept nogil
    @cython.locals(slot=int, row=int, units=int, place=int)
    cdef void settle(self, int task, int begin, int end, int least) noexcept nogil
    @cython.locals(at=int)
    cdef int outside(self, int task, int place, int end) noexcept nogil
    cdef int lagged(self, int at, int place) noexcept nogil
    @cython.locals(slot=int, need=int, left=int, person=int, got=int)
    cdef void gather(self, int task, int begin) noexcept nogil
    @cython.locals(group=int, first=int, best=int, best_end=int, at=int, person=int, place=int, end=int, overran=int)
    cdef int pick(self, int task, int need, int slot, int begin) noexcept nogil
    @cython.locals(slot=int)
    cdef int is_taken(self, int task, int stop, int person) noexcept nogil
    @cython.locals(opening=int, end=int, last=int, free=int)
    cdef int fit(self, int task, int place, int first, int stop) noexcept nogil
    @cython.locals(moved=int, slot=int, opening=int)
    cdef int all_there(self, int place, int first, int stop) noexcept nogil
    @cython.locals(end=int, last=int, free=int)
    cdef int fit_plain(self, int task, int place, int first, int stop) noexcept nogil
    @cython.locals(last=int, slot=int, row=int, most=int, at=int)
    cdef int last_conflict(self, int free, int end, int first, int stop) noexcept nogil
    @cython.locals(ticks=int, end=int, slot=int, person=int, other=int)
    cdef int end_of(self, int task, int place, int first, int stop) noexcept nogil

@cython.final
cdef class Lists:
    cdef public int tasks
    cdef public int[::1] seen

    @cython.locals(at=int, filled=int, other=int)
    cpdef int cross(self, int[::1] mother, int[::1] father, int[::1] child, int first, int stop) except -1
