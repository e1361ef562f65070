"""A measured map of the made-up shop Loam: 6 stages, 15 steps, every kind of mark the paper can draw."""

# ruff: noqa: E501 - tables of facts read best one fact a line

from __future__ import annotations

from datetime import date, datetime

from desirepath.domain.map import Direction, Evidence, Lane
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
    SegmentView,
    Source,
    StageView,
    StepView,
    Tile,
    TouchpointView,
)
from desirepath.measures.result import Number, Unit, show

MIN, HOUR, DAY = 60.0, 3_600.0, 86_400.0
M, R, A = Evidence.MEASURED, Evidence.REPORTED, Evidence.ASSUMED


def number(
    value: float | None,
    low: float | None = None,
    high: float | None = None,
    *,
    n: int,
    unit: Unit = "share",
    still_open: int | None = None,
) -> Number:
    return Number(value=value, low=low, high=high, n=n, unit=unit, still_open=still_open, show=show(n))


def people(count: int) -> Number:
    return number(count, n=count, unit="people").model_copy(update={"show": "full"})


def outcome(entered: int, went_on: int, still_open: int, within: str = "30d") -> Outcome:
    decided = entered - still_open
    share = went_on / decided if decided else None
    wide = 0.0 if share is None else 1.96 * (max(share * (1 - share), 1e-4) / decided) ** 0.5
    rate = number(
        share,
        None if share is None else max(share - wide, 0),
        None if share is None else min(share + wide, 1),
        n=decided,
        still_open=still_open,
    )
    return Outcome(
        entered=entered,
        went_on=went_on,
        still_open=still_open,
        lost=decided - went_on,
        rate=rate,
        within=within,
    )


def series(*values: float | None) -> list[Point]:
    """Months of 2026 from April on; the last one has not ended."""
    return [
        Point(start=date(2026, 4 + at, 1), value=value, complete=at < len(values) - 1)
        for at, value in enumerate(values)
    ]


def tile(
    label: str,
    now: Number,
    before: float | None,
    *values: float | None,
    target: float | None = None,
    better: Direction = Direction.UP,
) -> Tile:
    was = None if before is None else now.model_copy(update={"value": before, "low": None, "high": None})
    return Tile(
        measure="conversion",
        label=label,
        number=now,
        before=was,
        target=target,
        direction=better,
        series=series(*values),
    )


def feeling(value: float, half: float, n: int) -> Felt:
    return Felt(scale="stars", number=number(value, value - half, value + half, n=n, unit="feeling"))


def touch(name: str, channel: str) -> TouchpointView:
    return TouchpointView(id=name.lower().replace(" ", "-"), name=name, channel=channel)


def quote(text: str, source: str) -> CardView:
    return CardView(id=f"q-{text[:8].lower()}", lane=Lane.THOUGHT, text=text, evidence=R, source=source)


def pain(
    text: str, evidence: Evidence, money: tuple[float, float, float] | None = None, n: int | None = None
) -> CardView:
    at_risk = None
    if money:
        at_risk = Tile(
            measure="money_at_risk",
            label="At risk a quarter",
            number=number(*money, n=n or 0, unit="money"),
        )
    return CardView(id="p-" + text[:9], lane=Lane.PAIN, text=text, evidence=evidence, n=n, tile=at_risk)


def opportunity(mark: int, text: str, evidence: Evidence = M) -> CardView:
    return CardView(id=f"o-{mark}", lane=Lane.OPPORTUNITY, text=text, evidence=evidence, mark=mark)


def action(text: str, owner: str, status: str, due: date, late: int | None = None) -> CardView:
    return CardView(
        id="a-" + text[:8],
        lane=Lane.ACTION_ITEM,
        text=text,
        evidence=A,
        owner=owner,
        status=status,
        due=due,
        late_days=late,
    )


STAGES = [
    ("awareness", "Awareness", 2, outcome(18_240, 11_126, 412)),
    ("consideration", "Consideration", 2, outcome(11_126, 4_673, 611)),
    ("decision", "Decision", 3, outcome(4_673, 3_411, 58)),
    ("delivery", "Delivery & wear", 3, outcome(3_411, 2_592, 356)),
    ("retention", "Retention", 3, outcome(2_592, 555, 814, "120d")),
    ("loyalty", "Loyalty", 2, None),
]

# title, people, median seconds to next, believed, felt (value, half, n), touchpoints
STEPS: list[tuple[str, int, float | None, float | None, tuple[float, float, int] | None, list[TouchpointView]]] = [
    ("Hears of Loam", 18_240, DAY, 1.0, (0.9, 0.3, 241), [touch("Mend videos", "social"), touch("Market stall", "store")]),
    ("Visits the shop", 16_902, 3 * DAY, 1.0, (0.7, 0.2, 1_204), [touch("Web shop", "web")]),
    ("Compares products", 11_126, 6 * MIN, 1.0, (0.4, 0.2, 936), [touch("Web shop", "web"), touch("Reviews", "review")]),
    ("Checks the size", 6_318, 2 * DAY, 0.5, (-0.9, 0.2, 488), [touch("Fit guide", "web"), touch("Live chat", "chat")]),
    ("Fills the basket", 4_673, 4 * MIN, 0.0, (0.2, 0.2, 371), [touch("Web shop", "web")]),
    ("Chooses delivery", 4_290, 2 * MIN, 0.0, (-0.8, 0.2, 402), [touch("Checkout", "web")]),
    ("Pays", 3_482, 5 * DAY, 0.5, (0.3, 0.2, 355), [touch("Checkout", "web"), touch("Confirmation", "email")]),
    ("Waits for the parcel", 3_411, 12 * HOUR, 0.0, (-0.2, 0.2, 618), [touch("Tracking", "email"), touch("Carrier", "parcel")]),
    ("Unpacks, first wear", 3_188, 2 * DAY, 1.5, (1.7, 0.1, 902), [touch("Packaging", "parcel"), touch("Reviews", "review")]),
    ("Returns or exchanges", 812, 11 * DAY, 0.0, (-1.6, 0.2, 511), [touch("Return form", "email"), touch("Carrier", "parcel")]),
    ("Gets care advice", 2_592, 41 * DAY, 1.0, (0.6, 0.3, 142), [touch("Care e-mail", "email")]),
    ("Books a repair", 204, 7 * DAY, 0.0, (1.5, 0.4, 64), [touch("Repair desk", "service"), touch("Web shop", "web")]),
    ("Orders again", 555, 18 * DAY, 1.0, (0.5, 0.2, 212), [touch("Web shop", "web")]),
    ("Resells a piece", 96, None, 1.0, (-0.7, 0.5, 24), [touch("Resale", "web"), touch("Label scan", "product")]),
    ("Tells a friend", 111, None, 1.5, (1.2, 0.4, 58), [touch("Member day", "store"), touch("Referral", "email")]),
]  # fmt: skip

CARDS: dict[int, list[CardView]] = {
    1: [quote("She darned it on camera. I wanted that.", "review, May")],
    2: [quote("‘Eco’ how? Show me the mill.", "survey, Jul"), pain("Claims say “eco” and stop there", R, (4_800, -500, 10_200), 1_960)],
    3: [quote("Three linen shirts, one body in all the photos.", "interview 4"), pain("Every photo shows one body", A)],
    4: [
        quote("Your M is my S. Which M is this?", "chat, Aug"),
        pain("Sizes differ by brand; no garment measures", M, (24_000, 15_000, 34_000), 2_115),
        opportunity(2, "Fit finder from measured garments"),
        action("Measure 60 best sellers", "Mei Tan", "planned", date(2026, 11, 14)),
    ],
    5: [quote("One good shirt, not five.", "interview 2")],
    6: [
        quote("€6.90, and only now you tell me?", "exit survey, Sep"),
        pain("The delivery fee appears last", M, (18_000, 11_000, 26_000), 806),
        opportunity(3, "Show the full price from the first page"),
        action("Fee shown in the basket", "Jonas Weber", "done", date(2026, 9, 2)),
    ],
    7: [quote("Quick, no account needed. Thank you.", "survey, Sep")],
    8: [quote("Slow is fine. Silent is not.", "ticket, Aug"), pain("A slow green parcel, and no word about it", M, (6_400, -3_400, 16_000), 409)],
    9: [quote("Paper, string, a needle. I kept the box.", "review, Sep")],
    10: [
        quote("I own no printer. The shirt lives in the hall.", "chat, Jul"),
        pain("Too small; print a label; wait for the money", M, (31_000, 22_000, 41_000), 640),
        opportunity(1, "Label-free returns, exchange held for you"),
        action("Label-free pilot, ES and PT", "Noor Haddad", "running", date(2026, 10, 30)),
    ],
    11: [quote("Care on Monday, ‘20 % off’ on Friday.", "survey, Sep"), pain("Promotions contradict “buy less”", M, None, 1_377)],
    12: [
        quote("They mended my elbow for €9. I told everyone.", "review, Aug"),
        opportunity(4, "Repair reminder by the age of the piece"),
        action("Reminder e-mail, day 60", "Léo Martin", "running", date(2026, 9, 18), late=12),
    ],
    13: [quote("Same cut, other colour. Two minutes.", "survey, Sep")],
    14: [
        quote("€11 for a coat? I gave it to my sister.", "ticket, Jun"),
        pain("The offer is low, the form is long", R, None, 24),
        opportunity(5, "List again in one tap, from the order", R),
    ],
    15: [quote("Ask me about my elbow.", "member day, Sep")],
}  # fmt: skip

TILES: dict[int, Tile] = {
    1: tile("Qualified visits", number(0.613, 0.606, 0.620, n=18_240), 0.601, 3, 5, 4, 6, 8, 9, 2),
    2: tile("Reads a claim to the end", number(0.384, 0.377, 0.391, n=16_902), 0.388, 9, 7, 7, 5, 5, 5, 1),
    3: tile("Product to basket", number(0.420, 0.411, 0.429, n=11_126), 0.417, 3, 5, 4, 7, 6, 8, 2),
    4: tile("Fit guide to basket", number(0.312, 0.301, 0.324, n=6_318), 0.343, 9, 8, 8, 6, 5, 4, 1),
    5: tile("Basket value", number(104, 101, 107, n=4_673, unit="money"), 101, 4, 5, 5, 6, 6, 7, 3),
    6: tile("Leaves at the fee", number(0.188, 0.177, 0.200, n=4_290), 0.164, 3, 4, 4, 5, 7, 8, 2, better=Direction.DOWN),
    7: tile("Checkout finished", number(0.812, 0.800, 0.823, n=3_482), 0.806, 5, 4, 6, 6, 7, 7, 2),
    8: tile("On the promised day", number(0.880, 0.869, 0.891, n=3_411), 0.899, 8, 8, 7, 7, 5, 5, 2),
    9: tile("Stars", number(4.6, 4.5, 4.7, n=902, unit="stars"), 4.5, 5, 5, 6, 6, 6, 7, 6),
    10: tile("Days to refund", number(11 * DAY, 10 * DAY, 12 * DAY, n=640, unit="seconds"), 9 * DAY, 4, 4, 6, 6, 7, 9, 5, better=Direction.DOWN),
    11: tile("Opens care e-mail", number(0.471, 0.452, 0.490, n=2_592), 0.461, 4, 5, 5, 6, 6, 7, 3),
    12: tile("Orders within 60 days", number(0.44, 0.37, 0.51, n=204), 0.35, 3, 4, 5, 6, 7, 8, 3),
    13: tile("Second order in 120 days", number(0.214, 0.199, 0.230, n=2_592), 0.198, 4, 4, 5, 5, 6, 7, 3),
    14: tile("Listed again", number(0.25, 0.09, 0.49, n=20), None, 3, 5, None, 6, 7, 8, 4),
    15: tile("Net promoter score", number(42, 34, 50, n=358, unit="nps"), 38, 5, 5, 6, 6, 7, 8, 4),
}  # fmt: skip


def loam(*, notes: tuple[str, ...] = ()) -> MeasuredMap:
    """The whole document."""
    stage_of = [stage for stage, _, count, _ in STAGES for _ in range(count)]
    ids = [title.lower().replace(" ", "-").replace(",", "") for title, *_ in STEPS]
    steps = []
    for at, (title, count, median, believed, felt, touchpoints) in enumerate(STEPS):
        measured = feeling(*felt) if felt else None
        gap = None
        if measured and believed is not None and measured.number.show == "full":
            gap = round((measured.number.value or 0) - believed, 2)
        steps.append(
            StepView(
                id=ids[at],
                number=at + 1,
                title=title,
                stage=stage_of[at],
                people=people(count),
                visits=round(count * 1.3),
                outcome=outcome(count, round(count * 0.6), round(count * 0.05)),
                time_to_next=None
                if median is None
                else Quartiles(
                    q1=median / 2, median=number(median, n=count // 2, unit="seconds"), q3=median * 2
                ),
                believed=believed,
                felt=measured,
                gap=gap,
                gap_words=None if gap is None else "clear" if abs(gap) > 0.4 else "cannot tell",
                touchpoints=touchpoints,
                tiles=[TILES[at + 1]],
                cards=CARDS.get(at + 1, []),
                evidence=M,
                moment_of_truth=at == 9,
            )
        )
    stages = []
    first = 0
    for position, (stage, title, count, became) in enumerate(STAGES):
        arrived = became.entered if became else 555
        stages.append(
            StageView(
                id=stage,
                title=title,
                position=position,
                people=people(arrived),
                outcome=became,
                steps=ids[first : first + count],
            )
        )
        first += count
    second = tile("Second order, 120 days", TILES[13].number, 0.198, 4, 4, 5, 5, 6, 7, 3, target=0.30)
    return MeasuredMap(
        id="main",
        title="From first visit to second order",
        summary="How people who care what things are made of come to Loam, and why they come back.",
        workspace="Loam",
        synthetic=True,
        currency="EUR",
        timezone="Europe/Madrid",
        data_version="b-000042",
        map_version="14",
        complete_through=datetime(2026, 9, 30, 23, 41),
        first_day=date(2026, 4, 1),
        last_day=date(2026, 9, 30),
        asked=Asked(segment=None, where=None, start=date(2026, 4, 1), end=date(2026, 9, 30)),
        segments=[SegmentView(id="loyal-es", label="Loyal in Spain", rule="country = 'ES' and orders > 2")],
        people=people(18_240),
        finding="Customers fall furthest where we thought they were fine: **Returns or exchanges** sits 1.6 below "
        "plan and puts €31k a quarter at risk.",
        confidence=Confidence(solid=34, cards=50),
        objectives=[
            ObjectiveView(
                id="repeat",
                text="Second order within 120 days",
                tile=second,
                due=date(2027, 3, 31),
                moves=["orders-again"],
            ),
            ObjectiveView(
                id="advocates",
                text="People who recommend us",
                tile=TILES[15].model_copy(update={"target": 50.0, "direction": Direction.UP}),
                due=None,
                moves=["tells-a-friend"],
            ),
        ],
        personas=[
            PersonaView(
                id="ines",
                name="Inés",
                age=36,
                about="buys less but better, distrusts green claims",
                goal="Clothes that last",
                segment="loyal-es",
                evidence=R,
            )
        ],
        stages=stages,
        steps=steps,
        lanes=[
            LaneView(id=Lane.TOUCHPOINT, title="Touchpoints"),
            LaneView(id=Lane.THOUGHT, title="In their words"),
            LaneView(id=Lane.EMOTION, title="Emotion"),
            LaneView(id=Lane.PAIN, title="Pain points", note="with money at risk"),
            LaneView(id=Lane.MEASURE, title="Measures", note="against the half-year before"),
            LaneView(id=Lane.OPPORTUNITY, title="Opportunities", note="numbers sit on the curve"),
            LaneView(id=Lane.ACTION_ITEM, title="Actions"),
            LaneView(id=Lane.FRONT_STAGE, title="Front-stage", folded=True),
            LaneView(id=Lane.BACK_STAGE, title="Back-stage", folded=True),
            LaneView(id=Lane.SUPPORT, title="Support", folded=True),
        ],
        sources=[
            Source(name="Shop orders", complete_through=datetime(2026, 9, 30, 23, 41)),
            Source(name="Survey answers", complete_through=datetime(2026, 9, 30, 21, 5)),
        ],
        notes=list(notes),
    )
