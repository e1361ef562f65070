"""The customers behind a number, and one customer's journey.

These answers hold personal data: only the page of the workspace's own server asks for them; exports never do.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from desirepath.errors import InputError, NotFoundError, nearest
from desirepath.measures.behind import Behind, customers_behind
from desirepath.measures.grid import OUTCOMES
from desirepath.measures.result import Frozen
from desirepath.services.asking import map_of
from desirepath.services.reading import Reader


class CustomerRow(Frozen):
    """One customer who stands in a step's number."""

    customer: str | None  # null: nobody knows who said it
    entered: datetime
    outcome: str | None
    next_title: str | None
    orders: int | None
    revenue: Decimal | None
    events: int | None


class CustomerPage(Frozen):
    """Some of the customers behind a number; `total` is that number."""

    total: int
    rows: list[CustomerRow]


class TimelineEvent(Frozen):
    """One event of a customer, local time."""

    time: datetime
    title: str
    event: str
    step: str | None
    channel: str | None
    touchpoint: str | None
    actor: str
    kind: str
    text: str | None
    score: float | None
    scale: str | None
    revenue: Decimal | None
    gap_days: float | None


class Timeline(Frozen):
    """A customer's events in order; the last `limit` of `total`."""

    customer: str
    total: int
    events: list[TimelineEvent]


def customers_of_step(
    reader: Reader,
    map_id: str,
    step: str,
    *,
    outcome: str | None = None,
    next_step: str | None = None,
    segment: str | None = None,
    start: date | None = None,
    end: date | None = None,
    limit: int = 20,
    offset: int = 0,
) -> CustomerPage:
    """The customers who entered a step, optionally those with one outcome or one next step."""
    published = reader.workspace.published(map_id)
    titles = {one.id: one.title for one in published.map.steps()}
    for given in (step, *([next_step] if next_step else [])):
        if given not in titles:
            raise NotFoundError(
                f'The map "{map_id}" has no step "{given}".',
                code="unknown_step",
                remedy=nearest(given, titles),
            )
    if outcome is not None and outcome not in OUTCOMES:
        raise InputError(
            f'"{outcome}" is not an outcome.', code="unknown_outcome", remedy=nearest(outcome, OUTCOMES)
        )
    with reader.lock:
        behind = customers_behind(
            reader.view(published),
            "what_next",
            keys={"step": step} | ({"next": next_step} if next_step else {}),
            outcome=outcome,
            segment=segment,
            start=start,
            end=end,
            limit=limit,
            offset=offset,
        )
    return _page(behind, titles)


def customers_of(
    reader: Reader,
    measure: str,
    params: dict[str, str],
    *,
    keys: dict[str, str],
    map_id: str | None = None,
    outcome: str | None = None,
    where: str | None = None,
    segment: str | None = None,
    start: date | None = None,
    end: date | None = None,
    by: Sequence[str] = (),
    limit: int = 20,
    offset: int = 0,
) -> CustomerPage:
    """The customers behind one row of any measure's answer; `keys` are those of the row."""
    published = map_of(reader.workspace, map_id)
    titles = {step.id: step.title for step in published.map.steps()} if published else {}
    with reader.lock:
        behind = customers_behind(
            reader.view(published),
            measure,
            params,
            keys=keys,
            outcome=outcome,
            where=where,
            segment=segment,
            start=start,
            end=end,
            by=by,
            limit=limit,
            offset=offset,
        )
    return _page(behind, titles)


def _page(behind: Behind, titles: dict[str, str]) -> CustomerPage:
    return CustomerPage(
        total=behind.total,
        rows=[
            CustomerRow(
                customer=row["customer"],
                entered=row["entered_at"],
                outcome=row["outcome"],
                next_title=titles.get(row["next_step"] or ""),
                orders=row["orders"],
                revenue=row["revenue"],
                events=row["events"],
            )
            for row in behind.rows
        ],
    )


def timeline(reader: Reader, customer: str, *, map_id: str | None = None, limit: int = 200) -> Timeline:
    """One customer's events in order, with the steps of a map where they match."""
    published = reader.workspace.published(map_id) if map_id else None
    titles = {step.id: step.title for step in published.map.steps()} if published else {}
    with reader.lock:
        view = reader.view(published)
        journeys = view.tables["journeys"]
        mine = journeys.filter(journeys.customer == customer)
        rows = view.engine.to_arrow(mine.order_by("seq")).to_pylist()
        steps: dict[int, str] = {}
        if published:
            table = view.tables["steps"]
            found = view.engine.to_arrow(table.filter(table.customer == customer).select("seq", "step"))
            steps = {row["seq"]: row["step"] for row in found.to_pylist()}
    if not rows:
        raise NotFoundError(
            f'There is no customer "{customer}".',
            code="unknown_customer",
            remedy="Open one from the list of a step.",
        )
    events = [
        TimelineEvent(
            time=row["local"],
            title=titles.get(steps.get(row["seq"], ""), row["event"]),
            event=row["event"],
            step=steps.get(row["seq"]),
            channel=row["channel"],
            touchpoint=row["touchpoint"],
            actor=row["actor"],
            kind=row["kind"],
            text=row["text"],
            score=row["score"],
            scale=row["scale"],
            revenue=row["revenue"],
            gap_days=(row["time"] - before["time"]).total_seconds() / 86_400 if before else None,
        )
        for before, row in zip([None, *rows], rows, strict=False)
    ]
    return Timeline(customer=customer, total=len(events), events=events[-limit:])
