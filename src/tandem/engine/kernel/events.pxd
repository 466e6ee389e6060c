# The types of events.py.
cimport cython
from tandem.engine.kernel.hours cimport Hours

cdef int WIDE, NUMBER
cdef long long OVER

cdef class Events(Hours):
    cdef public int pending
    cdef public long long[::1] events

    @cython.final
    cdef void begin_events(self) noexcept nogil
    @cython.final
    @cython.locals(key=cython.longlong, at=int, above=int)
    cdef void push(self, int place, int event) noexcept nogil
    @cython.final
    @cython.locals(first=cython.longlong, last=cython.longlong, left=int, at=int, below=int)
    cdef long long next_event(self) noexcept nogil
