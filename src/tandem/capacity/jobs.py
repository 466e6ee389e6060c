"""What the clock does for capacity. May be called as often as one likes."""

from tandem.capacity import services


def count_capacity() -> int:
    """Count anew whether what stands before Build has the days."""
    return services.count_capacity()
