"""The best schedule of a small plan, found by trying every order: written apart from the engine.

Around the clock, in hours; needs are of single people or pools. Placing tasks as early as they go, in
every order, meets a best schedule.
"""

from itertools import permutations

from tandem.engine.problem import Plan, planned_hours


def best_end(plan: Plan) -> int:
    """The hours after which everything can be finished at the earliest."""
    return min(_end(plan, order) for order in permutations(range(len(plan.tasks))) if _ok(plan, order))  # fmt: skip


def _ok(plan: Plan, order: tuple[int, ...]) -> bool:
    place = {plan.tasks[at].id: number for number, at in enumerate(order)}
    return all(place[link.before] < place[link.after] for link in plan.links)


def _end(plan: Plan, order: tuple[int, ...]) -> int:
    units = {person.id: person.units for person in plan.people}
    used = {(name, hour): 0 for name in units for hour in range(200)}
    finish: dict[str, int] = {}
    for at in order:
        task = plan.tasks[at]
        hours = int(planned_hours(task.estimate))
        waits = [
            finish[link.before] + int(link.lag) for link in plan.links if link.after == task.id
        ]
        start = max(waits, default=0)
        while any(
            used[need.who, hour] + need.units > units[need.who]
            for need in task.needs
            for hour in range(start, start + hours)
        ):
            start += 1
        for need in task.needs:
            for hour in range(start, start + hours):
                used[need.who, hour] += need.units
        finish[task.id] = start + hours
    return max(finish.values())
