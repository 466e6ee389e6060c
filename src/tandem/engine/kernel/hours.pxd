# The types of hours.py.
cimport cython

cdef class Hours:
    cdef public int tasks, length, plan_calendar
    cdef public int[::1] span_base, span_from, span_to, span, calendar, share, elapsed
    cdef public int[::1] window_base, window_from, window_to

    @cython.locals(share=int)
    cdef int effort(self, int person, int ticks) noexcept nogil
    @cython.locals(at=int, first=int)
    cdef int span_at(self, int calendar, int place) noexcept nogil
    @cython.locals(at=int)
    cdef int worked(self, int calendar, int place, int ticks) noexcept nogil
    @cython.locals(begin=int)
    cdef int opening(self, int calendar, int place) noexcept nogil
    @cython.locals(at=int)
    cdef int in_window(self, int task, int place, int end) noexcept nogil
    @cython.locals(at=int)
    cdef int through_windows(self, int task, int place, int end) noexcept nogil
