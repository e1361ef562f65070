"""Any measured map: as hypothesis draws it, within what the document allows."""

from __future__ import annotations

from datetime import date, datetime

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from desirepath.domain.map import Evidence, Lane
from desirepath.insights.measured_map import (
    Asked,
    CardView,
    Confidence,
    Felt,
    LaneView,
    MeasuredMap,
    ObjectiveView,
    Outcome,
    PersonaView,
    Point,
    Quartiles,
    StageView,
    StepView,
    Tile,
    TouchpointView,
)
from desirepath.measures.result import Number, Unit, show

LETTERS = "abcdefghijklmnopqrstuvwxyzäöüßéÅŁЖ東ABC0123456789 -–.,;:!?&<>\"'%€“”/()"
words = st.text(LETTERS, min_size=1, max_size=40).map(str.strip).filter(bool)
long_text = st.text(LETTERS, min_size=1, max_size=260).map(str.strip).filter(bool)
counts = st.one_of(st.integers(0, 40), st.integers(0, 30_000_000))
days = st.dates(date(2020, 1, 1), date(2030, 1, 1))

RANGES: dict[Unit, tuple[float, float]] = {
    "share": (0, 1), "people": (0, 3e7), "count": (0, 1e6), "seconds": (0, 4e7), "money": (-1e9, 1e9),
    "nps": (-100, 100),
    "stars": (1, 5), "score": (1, 7), "feeling": (-2, 2), "per_100": (0, 300),
}  # fmt: skip


@st.composite
def numbers(draw: st.DrawFn, units: SearchStrategy[Unit] = st.sampled_from(list(RANGES))) -> Number:  # noqa: B008
    unit = draw(units)
    n = draw(counts)
    low, value, high = sorted(draw(st.lists(st.floats(*RANGES[unit]), min_size=3, max_size=3)))
    known = n > 0 and draw(st.integers(0, 9)) > 0
    bounded = known and draw(st.booleans())
    return Number(
        value=value if known else None,
        low=low if bounded else None,
        high=high if bounded else None,
        n=n,
        unit=unit,
        show=show(n),
    )


@st.composite
def outcomes(draw: st.DrawFn) -> Outcome:
    went, still, lost = draw(counts), draw(counts), draw(counts)
    decided = went + lost
    rate = Number(value=went / decided if decided else None, n=decided, unit="share", show=show(decided))
    return Outcome(
        entered=went + still + lost, went_on=went, still_open=still, lost=lost, rate=rate, within="30d"
    )


points = st.builds(Point, start=days, value=st.none() | st.floats(-1e6, 1e6), complete=st.booleans())
tiles = st.builds(
    Tile,
    measure=st.just("reach"),
    params=st.just({}),
    label=words,
    number=numbers(),
    before=st.none() | numbers(),
    target=st.none() | st.floats(-10, 1e6),
    series=st.lists(points, max_size=14),
)
cards = st.builds(
    CardView,
    id=st.just("c"),
    lane=st.sampled_from([lane for lane in Lane if lane not in (Lane.EMOTION, Lane.TOUCHPOINT)]),
    text=long_text,
    detail=st.none(),
    evidence=st.sampled_from(Evidence),
    source=st.none() | words,
    n=st.none() | counts,
    on=st.none() | days,
    age_days=st.none() | st.integers(0, 5_000),
    stale=st.booleans(),
    owner=st.none() | words,
    due=st.none() | days,
    late_days=st.none() | st.integers(1, 900),
    status=st.none() | st.sampled_from(["planned", "running", "done"]),
    mark=st.none() | st.integers(1, 99),
    answers=st.none(),
    tags=st.just([]),
    tile=st.none() | tiles,
    map=st.none(),
)
feelings = numbers(st.just("feeling"))
sure_feelings = st.builds(
    lambda value, half: Number(
        value=value, low=value - half, high=value + half, n=300, unit="feeling", show="full"
    ),
    st.floats(-2, 2),
    st.floats(0, 1),
)
people = numbers(st.just("people"))


@st.composite
def steps(draw: st.DrawFn, number: int, stage: str) -> StepView:
    felt = draw(
        st.none() | st.builds(Felt, scale=st.just("stars"), number=st.one_of(feelings, sure_feelings))
    )
    believed = draw(st.none() | st.floats(-2, 2))
    gap = None
    if felt and felt.number.value is not None and felt.number.show == "full" and believed is not None:
        gap = felt.number.value - believed
    return StepView(
        id=f"step-{number}",
        number=number,
        title=draw(words),
        stage=stage,
        people=draw(people),
        visits=0,
        outcome=draw(st.none() | outcomes()),
        time_to_next=draw(
            st.none() | st.builds(Quartiles, q1=st.none(), median=numbers(st.just("seconds")), q3=st.none())
        ),
        believed=believed,
        felt=felt,
        gap=gap,
        gap_words=None if gap is None else draw(st.sampled_from(["clear", "likely", "cannot tell"])),
        touchpoints=draw(
            st.lists(
                st.builds(
                    TouchpointView,
                    id=st.just("t"),
                    name=words,
                    channel=st.none() | st.sampled_from(["web", "Email", "pigeon"]),
                    people=st.none(),
                ),
                max_size=3,
            )
        ),
        tiles=draw(st.lists(tiles, max_size=2)),
        cards=draw(st.lists(cards, max_size=3)),
        moment_of_truth=draw(st.booleans()),
        has_rule=draw(st.booleans()),
    )


@st.composite
def maps(draw: st.DrawFn, most: int = 25) -> MeasuredMap:
    left = draw(st.integers(1, most))
    stages: list[StageView] = []
    made: list[StepView] = []
    while left:
        size = draw(st.integers(1, left))
        left -= size
        name = f"stage-{len(stages)}"
        here = [draw(steps(len(made) + at + 1, name)) for at in range(size)]
        made += here
        stages.append(
            StageView(
                id=name,
                title=draw(words),
                position=len(stages),
                people=draw(people),
                outcome=draw(st.none() | outcomes()),
                steps=[step.id for step in here],
            )
        )
    objectives = draw(
        st.lists(
            st.builds(
                ObjectiveView,
                id=st.just("o"),
                text=words,
                tile=tiles,
                due=st.none() | days,
                moves=st.just([]),
            ),
            max_size=4,
        )
    )
    personas = draw(
        st.lists(
            st.builds(
                PersonaView,
                id=st.just("p"),
                name=words,
                age=st.none() | st.integers(0, 120),
                about=st.none() | words,
                goal=st.none() | words,
                motivations=st.just([]),
                behaviours=st.just([]),
                challenges=st.just([]),
                segment=st.none(),
                evidence=st.sampled_from(Evidence),
            ),
            max_size=2,
        )
    )
    cards_in_all = draw(st.integers(0, 60))
    return MeasuredMap(
        id="main",
        title=draw(words),
        workspace=draw(words),
        synthetic=draw(st.booleans()),
        currency=draw(st.sampled_from(["EUR", "SEK", "BRL"])),
        timezone="Europe/Madrid",
        data_version=draw(st.none() | st.just("b-1")),
        map_version="1",
        complete_through=draw(st.none() | st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1))),
        first_day=draw(st.none() | days),
        last_day=draw(st.none() | days),
        asked=Asked(segment=None, where=draw(st.none() | words), start=None, end=None),
        people=draw(people),
        finding=draw(long_text),
        confidence=Confidence(solid=draw(st.integers(0, cards_in_all)), cards=cards_in_all),
        objectives=objectives,
        personas=personas,
        stages=stages,
        steps=made,
        lanes=[
            LaneView(id=lane, title=draw(words), folded=lane is not Lane.EMOTION and draw(st.booleans()))
            for lane in Lane
        ],
        notes=draw(st.lists(words, max_size=2)),
    )
