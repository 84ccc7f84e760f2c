"""The order in which steps are taken: each after what it reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from forms.engine_graph import Step
from forms.problems import Problem


def in_order(steps: Sequence[Step]) -> list[Step]:
    """Sort steps so that each comes after what it reads; raise `Problem("PACK_CYCLE")` naming the fields."""
    makers = {(step.plan.shape.index, step.slot): step for step in steps if step.slot is not None}
    waits: dict[Step, set[Step]] = {}
    feeds: dict[Step, list[Step]] = {}
    for step in steps:
        needed = {makers[place] for ref in step.refs if (place := (ref.shape.index, ref.slot)) in makers}
        waits[step] = needed
        for maker in needed:
            feeds.setdefault(maker, []).append(step)
    ready = [step for step in steps if not waits[step]]
    done: list[Step] = []
    while ready:
        following: list[Step] = []
        for step in ready:
            step.rank = len(done)
            done.append(step)
            for reader in feeds.get(step, ()):
                waits[reader].discard(step)
                if not waits[reader]:
                    following.append(reader)
        ready = following
    if len(done) < len(steps):
        raise Problem("PACK_CYCLE", fields=" → ".join(_circle({s: w for s, w in waits.items() if w})))
    return done


def _circle(waits: Mapping[Step, set[Step]]) -> list[str]:
    """Follow what waits for what until a step comes round again."""
    order = list(waits)
    step = order[0]
    path: list[Step] = []
    while step not in path:
        path.append(step)
        step = min(waits[step], key=order.index)
    circle = [*path[path.index(step) :], step]
    names = [f"{s.plan.table.id}.{s.cell.field.id}" for s in circle if s.cell]
    return [name for place, name in enumerate(names) if place == 0 or names[place - 1] != name]
