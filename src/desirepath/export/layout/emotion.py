"""The emotion lane: what was believed, what was measured with its doubt, and where the two part."""

from __future__ import annotations

from dataclasses import dataclass

from desirepath.domain.map import Lane
from desirepath.export import words
from desirepath.export.layout.curve import WIDE, XY, Curve, Lens, curves, lenses
from desirepath.export.layout.frame import MARGIN, Frame, ordered
from desirepath.export.layout.parts import mark
from desirepath.export.scene import (
    Block,
    Box,
    Circle,
    Command,
    Group,
    Heat,
    Line,
    Node,
    Path,
    Run,
    Text,
)
from desirepath.export.text import BODY_STRONG, CAPTION, CAPTION_STRONG, baseline, line_width, width
from desirepath.insights.measured_map import StepView

HEIGHT = 268.0
NEUTRAL = 130.0
POINT = 38.0
"""Pixels for one point of feeling."""

PEAK = 0.5
"""A curve that spans less has no peak and no trough worth a face."""

DIAMONDS_MOST = 3
"""So many fit beside a point; the cards below carry all."""

CLEAR = 6.5
LABEL_HIGH = 11.0
"""Room that a number over or under a point keeps from other marks, and its own height."""

SCALE = ((2, "Delighted"), (1, "Pleased"), (0, "Neutral"), (-1, "Annoyed"), (-2, "Upset"))
HEAT = Heat(NEUTRAL - 2 * POINT, NEUTRAL + 2 * POINT)


def y_of(feeling: float) -> float:
    """Height of a feeling in the lane; intervals beyond the scale end at its edge."""
    return NEUTRAL - POINT * min(max(feeling, -2.0), 2.0)


def heat(feeling: float) -> str:
    """The colour of a feeling: orange, grey or blue."""
    far, strength = ("2", 1.4), ("1", 0.5)
    found = next((name for name, least in (far, strength) if abs(feeling) >= least), "0")
    return "emo-0" if found == "0" else f"emo-{'p' if feeling > 0 else 'n'}{found}"


@dataclass(frozen=True)
class Feelings:
    """Both curves of the whole map, by step index."""

    steps: tuple[StepView, ...]
    believed: tuple[Curve, ...]
    measured: tuple[Curve, ...]
    lows: tuple[Curve, ...]
    highs: tuple[Curve, ...]
    lenses: tuple[Lens, ...]

    def value(self, index: int) -> float | None:
        """The measured feeling of a step, if it may be shown in full."""
        return shown(self.steps[index])


def shown(step: StepView) -> float | None:
    """The measured feeling of a step, if it may be shown in full."""
    return step.felt.number.value if step.felt and step.felt.number.show == "full" else None


def _edge(step: StepView, low: bool) -> float | None:
    if shown(step) is None or step.felt is None:
        return None
    edge = step.felt.number.low if low else step.felt.number.high
    return shown(step) if edge is None else min(max(edge, -2.0), 2.0)


def feelings(frame: Frame) -> Feelings:
    """Both curves of the map the frame shows a part of."""
    steps = tuple(ordered(frame.map))
    believed, measured = curves([s.believed for s in steps]), curves([shown(s) for s in steps])
    lows, highs = curves([_edge(s, True) for s in steps]), curves([_edge(s, False) for s in steps])
    return Feelings(
        steps, tuple(believed), tuple(measured), tuple(lows), tuple(highs), tuple(lenses(measured, believed))
    )


@dataclass(frozen=True)
class Window:
    """The part of the curves that this sheet shows."""

    frame: Frame

    @property
    def low(self) -> float:
        return self.frame.first - 0.5

    @property
    def high(self) -> float:
        return self.frame.first + len(self.frame.steps) - 0.5

    def at(self, point: XY) -> XY:
        """A place in the lane for (step index, feeling)."""
        return self.frame.centre(point[0]), y_of(point[1])

    def holds(self, index: int) -> bool:
        return self.low < index < self.high

    def path(self, curve: Curve) -> tuple[Command, ...]:
        """The curve as path commands, cut at the edges of the sheet."""
        commands: list[Command] = []
        for start, one, two, end in curve.segments(self.low, self.high):
            if not commands:
                commands.append(("M", self.at(start)))
            commands.append(("C", (*self.at(one), *self.at(two), *self.at(end))))
        return tuple(commands)


def _axis(frame: Frame) -> list[Node]:
    nodes: list[Node] = []
    for feeling, word in SCALE:
        y = y_of(feeling)
        stroke, size = ("control", 1.5) if feeling == 0 else ("hairline", 1.0)
        nodes.append(Line(frame.left, y, frame.right, y, stroke, size, role="axis"))
        run = Run(word, CAPTION, "muted")
        nodes.append(Text(frame.left - 12, y + 4.2, ((run,),), anchor="end", role="axis-word"))
    return nodes


def _tints(felt: Feelings, window: Window) -> list[Node]:
    nodes: list[Node] = []
    for lens in felt.lenses:
        inside = [window.at(p) for p in lens.outline if window.low <= p[0] <= window.high]
        if len(inside) > 2:
            commands: tuple[Command, ...] = (
                ("M", inside[0]),
                *(("L", point) for point in inside[1:]),
                ("Z", ()),
            )
            fill, role = ("pain", "gap-below") if lens.below else ("opp", "gap-above")
            nodes.append(Path(commands, fill=fill, opacity=0.22 if lens.below else 0.2, role=role))
    return nodes


def _ribbons(felt: Feelings, window: Window) -> list[Node]:
    nodes: list[Node] = []
    for low, high in zip(felt.lows, felt.highs, strict=True):
        over = window.path(high)
        if not over:
            if window.holds(low.first) and len(low.values) == 1:
                nodes.append(_whisker(window, low.first, low.values[0], high.values[0], heat(low.values[0])))
            continue
        back = low.segments(window.low, window.high)
        commands: list[Command] = [*over, ("L", window.at(back[-1][3]))]
        for start, one, two, _ in reversed(back):
            commands.append(("C", (*window.at(two), *window.at(one), *window.at(start))))
        nodes.append(Path((*commands, ("Z", ())), fill=HEAT, opacity=0.2, role="interval"))
    return nodes


def _whisker(window: Window, index: int, low: float, high: float, colour: str) -> Node:
    x, y0 = window.at((index, high))
    y1 = y_of(low)
    commands: tuple[Command, ...] = (
        ("M", (x, y0)),
        ("L", (x, y1)),
        ("M", (x - 5, y0)),
        ("L", (x + 5, y0)),
        ("M", (x - 5, y1)),
        ("L", (x + 5, y1)),
    )
    return Path(commands, stroke=colour, width=1.75, role="whisker")


def _bridges(felt: Feelings, window: Window) -> list[Node]:
    """Dots where the measured line skips steps with too few answers."""
    nodes: list[Node] = []
    for before, after in zip(felt.measured, felt.measured[1:], strict=False):
        start, end = (before.last, before.values[-1]), (after.first, after.values[0])
        a, b = max(start[0], window.low), min(end[0], window.high)
        if a < b:
            rise = (end[1] - start[1]) / (end[0] - start[0])
            x1, y1 = window.at((a, start[1] + rise * (a - start[0])))
            x2, y2 = window.at((b, start[1] + rise * (b - start[0])))
            nodes.append(Line(x1, y1, x2, y2, "muted", 1.75, (0.1, 5), "bridge"))
    return nodes


def _face(x: float, y: float, feeling: float, colour: str) -> Node:
    """A face whose mouth bends with the feeling."""
    side, middle = 3.4 - 0.72 * feeling, 3.4 + 2.34 * feeling
    mouth: tuple[Command, ...] = (("M", (-4.2, side)), ("Q", (0, middle, 4.2, side)))
    eyes = (Circle(-3.3, -2.5, 1.1, "card"), Circle(3.3, -2.5, 1.1, "card"))
    return Group(
        (Circle(0, 0, 12, "card"), Circle(0, 0, 10, colour), *eyes, Path(mouth, stroke="card", width=1.6)),
        x,
        y,
        "face",
    )


@dataclass(frozen=True)
class Marks:
    """Which steps get a face, a word and a pill."""

    words: dict[int, str]
    pills: dict[int, float]

    @property
    def faces(self) -> set[int]:
        return {at for at, word in self.words.items() if word != "last"} | set(self.pills)


def marks(felt: Feelings) -> Marks:
    """Peak, trough and last point get their number, and each step of a lens whose gap is the widest a pill."""
    known = [(at, value) for at, step in enumerate(felt.steps) if (value := shown(step)) is not None]
    if not known:
        return Marks({}, {})
    said = {known[-1][0]: "last"}
    highest, lowest = max(known, key=lambda p: p[1]), min(known, key=lambda p: p[1])
    if highest[1] - lowest[1] >= PEAK:
        said |= {highest[0]: "peak", lowest[0]: "trough"}
    pills: dict[int, float] = {}
    for lens in felt.lenses:
        inside = [
            (abs(gap), at, gap)
            for at, step in enumerate(felt.steps)
            if lens.low <= at <= lens.high and (gap := step.gap) is not None and (gap < 0) == lens.below
        ]
        if inside and max(inside)[0] > WIDE:
            _, at, gap = max(inside, key=lambda found: (found[0], -found[1]))
            pills[at] = gap
    return Marks({**dict.fromkeys(pills, ""), **said}, pills)


def pill_words(gap: float, doubt: str | None) -> str:
    """How far apart belief and measurement are, and how sure that is.

    >>> pill_words(-1.62, "clear"), pill_words(1.2, "likely")
    ('1.6 below plan', 'likely 1.2 above plan')
    """
    said = f"{words.plain(abs(gap), 1)} {'below' if gap < 0 else 'above'} plan"
    return {"likely": f"likely {said}", "cannot tell": f"{said}? cannot tell"}.get(doubt or "", said)


def _pill(x: float, measured: float, believed: float, gap: float, doubt: str | None) -> list[Node]:
    """The dimension line between the two points, and the gap in words on it."""
    said = pill_words(gap, doubt)
    colour, ink = ("pain", "pain-text") if gap < 0 else ("opp", "opp-text")
    high, low = (believed + 4, measured - 12) if gap < 0 else (measured + 12, believed - 4)
    wide = width(said, CAPTION_STRONG) + 20
    y = (high + low) / 2
    text = Text(0, 4.2, ((Run(said, CAPTION_STRONG, ink),),), anchor="middle", role="gap")
    box = Box(-wide / 2, -10, wide, 20, fill="card", stroke=colour, stroke_width=1.25, radius=10)
    return [
        Line(x, high, x, low, "ink", 1.25, role="dimension"),
        Group((box, text), x, y, "pill", f"Measured {said}"),
    ]


def _square(x: float, y: float) -> Node:
    return Box(x - 3.5, y - 3.5, 7, 7, "card", "muted", 1.5, role="believed-point")


def _label(window: Window, step: StepView, index: int, value: float, word: str, above: bool) -> Node:
    """The number of a point with its word, over or under it, clear of what else stands in its column."""
    runs = [
        Run(
            f"{words.plain(value, 1, signed=True)} " if word else words.plain(value, 1, signed=True),
            BODY_STRONG,
        )
    ]
    if word:
        runs.append(Run(word, CAPTION))
    x, y = window.at((index, value))
    edges = (_edge(step, True), _edge(step, False), step.believed)
    others = sorted((y_of(feeling) for feeling in edges if feeling is not None), reverse=above)
    if above:
        base = y - 18
        for other in others:
            if base - LABEL_HIGH < other + CLEAR and other - CLEAR < base + 1:
                base = other - CLEAR - 1
    else:
        base = y + 27
        for other in others:
            if base - LABEL_HIGH < other + CLEAR and other - CLEAR < base + 3:
                base = other + CLEAR + LABEL_HIGH
    wide = line_width(tuple(runs))
    return Text(x - wide / 2, base, (tuple(runs),), role="feeling", halo=_tint(window.frame, index))


def _points(felt: Feelings, window: Window, found: Marks) -> list[Node]:
    nodes: list[Node] = []
    for at, step in enumerate(felt.steps):
        value = shown(step)
        if not window.holds(at):
            continue
        x = window.frame.centre(at)
        if value is None:
            number = step.felt.number if step.felt else None
            if number and number.show == "interval" and number.low is not None and number.high is not None:
                nodes.append(_whisker(window, at, number.low, number.high, "control"))
            continue
        y = y_of(value)
        if at in found.pills and step.believed is not None:
            nodes += _pill(x, y, y_of(step.believed), found.pills[at], step.gap_words)
        if at in found.faces:
            nodes.append(_face(x, y, value, heat(value)))
        else:
            nodes.append(Circle(x, y, 5.5, heat(value), "card", 1.5, "measured-point"))
        if at in found.words:
            above = _above(found, at)
            nodes.append(_label(window, step, at, value, found.words[at], above))
    return nodes


def _above(found: Marks, at: int) -> bool:
    """Whether the number stands over its point: away from the believed one, and the trough's under it."""
    return found.pills[at] > 0 if at in found.pills else found.words[at] != "trough"


def _tint(frame: Frame, at: int) -> str:
    column = at - frame.first
    span = next(s for s in frame.spans if s.first <= column < s.first + s.count)
    return f"{span.colour}-tint"


def _place(step: StepView) -> float:
    """The feeling a step's marks stand at: measured, the middle of its interval, believed, neutral."""
    value = shown(step)
    if value is not None:
        return value
    number = step.felt.number if step.felt else None
    if number and number.show == "interval" and number.low is not None and number.high is not None:
        return (number.low + number.high) / 2
    return step.believed or 0.0


def _diamonds(felt: Feelings, window: Window, found: Marks) -> list[Node]:
    nodes: list[Node] = []
    for at, step in enumerate(felt.steps):
        numbers = [c.mark for c in step.cards if c.lane is Lane.OPPORTUNITY and c.mark is not None]
        if not window.holds(at) or not numbers:
            continue
        place = _place(step)
        start = 28.0 if at in found.faces else 22.0
        for place_in_row, number in enumerate(numbers[:DIAMONDS_MOST]):
            nodes.append(mark(window.frame.centre(at) + start + 27 * place_in_row, y_of(place), number))
    return nodes


def answers(step: StepView) -> str:
    """How many answers a step's feeling rests on, and what follows from that."""
    if step.felt is None or step.felt.number.n == 0:
        return "no answers"
    number = step.felt.number
    tail = {"full": "", "interval": ", interval only", "hidden": ", too few"}[number.show]
    return f"n {words.plain(number.n)}{tail}"


def spoken(step: StepView) -> str:
    """The step's feelings in a sentence, for people who listen."""
    said = f"Step {step.number}, {step.title}: "
    if step.felt is None or step.felt.number.n == 0:
        said += "not measured"
    else:
        said += f"measured {words.number_words(step.felt.number)}"
    if step.believed is not None:
        said += f", believed {words.plain(step.believed, 1, signed=True)}"
    return said


def emotion(frame: Frame) -> Block:
    """The lane with both curves of the steps on this sheet."""
    felt, window = feelings(frame), Window(frame)
    found = marks(felt)
    lines = [(curve, window.path(curve)) for curve in felt.measured]
    believed = [
        Path(path, stroke="muted", width=1.75, dash=(5, 4), role="believed")
        for curve in felt.believed
        if (path := window.path(curve))
    ]
    measured = [Path(path, stroke=HEAT, width=3.5, role="measured") for _, path in lines if path]
    squares = [
        _square(frame.centre(at), y_of(step.believed))
        for at, step in enumerate(felt.steps)
        if window.holds(at) and step.believed is not None
    ]
    counts = tuple(
        Group(
            (Text(0, 0, ((Run(answers(step), CAPTION, "muted"),),), anchor="middle", role="answers"),),
            frame.x(at + 0.5),
            HEIGHT - 12,
            "felt",
            spoken(step),
        )
        for at, step in enumerate(frame.steps)
    )
    nodes = (
        *_axis(frame),
        *_tints(felt, window),
        *_ribbons(felt, window),
        *believed,
        *_bridges(felt, window),
        *measured,
        *squares,
        *_points(felt, window, found),
        *_diamonds(felt, window, found),
        *counts,
    )
    title = Text(
        MARGIN,
        12 + baseline(CAPTION_STRONG),
        ((Run("Emotion", CAPTION_STRONG, "ink-2"),),),
        role="lane-title",
    )
    return Block((title, *nodes), HEIGHT)
