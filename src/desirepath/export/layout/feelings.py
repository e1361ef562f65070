"""What was felt at each step, believed and measured, and where on the sheet it stands."""

from __future__ import annotations

from dataclasses import dataclass

from desirepath.export import words
from desirepath.export.layout.curve import WIDE, XY, Curve, Lens, curves, lenses
from desirepath.export.layout.frame import Frame, ordered
from desirepath.export.scene import Command, Heat
from desirepath.insights.measured_map import StepView

NEUTRAL = 130.0
POINT = 38.0
"""Pixels for one point of feeling."""

PEAK = 0.5
"""A curve that spans less has no peak and no trough worth a face."""

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


def edge(step: StepView, low: bool) -> float | None:
    """An end of the interval of a step, within the scale; the value itself where there is no interval."""
    if shown(step) is None or step.felt is None:
        return None
    edge = step.felt.number.low if low else step.felt.number.high
    return shown(step) if edge is None else min(max(edge, -2.0), 2.0)


def feelings(frame: Frame) -> Feelings:
    """Both curves of the map the frame shows a part of."""
    steps = tuple(ordered(frame.map))
    believed, measured = curves([s.believed for s in steps]), curves([shown(s) for s in steps])
    lows, highs = curves([edge(s, True) for s in steps]), curves([edge(s, False) for s in steps])
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
    return ", ".join([said, *believed_for(step)])


def believed_for(step: StepView) -> list[str]:
    """What single personas are believed to feel at a step, as `Inés +0.5`."""
    return [f"{one.name} {words.plain(one.value, 1, signed=True)}" for one in step.believed_for]
