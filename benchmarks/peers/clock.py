"""How long questions take, on both sides of a comparison alike."""

import statistics
import time
from collections.abc import Callable
from typing import Any

RUNS, LEAST, ENOUGH = 5, 3.0, 30.0
"""So often, and for so many seconds in all, each question is asked: a short one more often, a long one less."""


def timed(question: Callable[[], Any]) -> tuple[list[float], Any]:
    """Seconds of five times or more, or of fewer where they take long, and the answer."""
    taken: list[float] = []
    while True:
        begun = time.perf_counter()
        answer = question()
        taken.append(time.perf_counter() - begun)
        if (len(taken) >= RUNS and sum(taken) > LEAST) or sum(taken) > ENOUGH:
            return taken, answer


def asked(questions: dict[str, Callable[[], Any]]) -> dict[str, Any]:
    found = {name: timed(question) for name, question in questions.items()}
    return {
        "seconds": {name: statistics.median(taken) for name, (taken, _) in found.items()},
        "first": {name: taken[0] for name, (taken, _) in found.items()},
        "answers": {name: answer for name, (_, answer) in found.items()},
    }
