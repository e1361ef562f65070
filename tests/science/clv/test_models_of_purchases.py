"""BG/NBD, MBG/NBD, Pareto/NBD and BG/BB against people who were made to behave so, and against plain integrals."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import buyers
import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import hyp2f1, roots_genlaguerre, roots_jacobi

from desirepath.science.clv.bg_bb import BgBb, fit_bg_bb
from desirepath.science.clv.bg_nbd import BgNbd, fit_bg_nbd
from desirepath.science.clv.histories import Histories
from desirepath.science.clv.pareto_nbd import ParetoNbd, fit_pareto_nbd

BG = (0.6, 5.0, 0.8, 2.4)
PARETO = (0.7, 8.0, 0.9, 20.0)
BB = (1.2, 0.75, 0.66, 2.8)
K = 4.5  # standard errors: of the hundred or so comparisons, chance would exceed it once in 1,500 runs


def mbg_world(**how: Any) -> buyers.Buyers:
    return buyers.bg_nbd(*BG, age=30.0, modified=True, **how)


def fit_mbg(histories: Histories) -> Any:
    return fit_bg_nbd(histories, modified=True)


WORLDS: list[Any] = [
    pytest.param(BgNbd(*BG), lambda **how: buyers.bg_nbd(*BG, age=30.0, **how), fit_bg_nbd, id="BG/NBD"),
    pytest.param(BgNbd(*BG, modified=True), mbg_world, fit_mbg, id="MBG/NBD"),
    pytest.param(
        ParetoNbd(*PARETO),
        lambda **how: buyers.pareto_nbd(*PARETO, age=30.0, **how),
        fit_pareto_nbd,
        id="Pareto",
    ),
    pytest.param(BgBb(*BB), lambda **how: buyers.bg_bb(*BB, age=8, **how), fit_bg_bb, id="BG/BB"),
]
in_each_world = pytest.mark.parametrize(("model", "world", "fit"), WORLDS)


@in_each_world
def test_who_is_alive_and_what_they_buy_later_is_what_made_people_do(
    model: Any, world: Any, fit: Any
) -> None:
    made = world(size=200_000, after=20, seed=1)
    at_the_end = [0] if isinstance(model, BgBb) else []
    alive = model.alive(made.x, made.tx, made.age, *at_the_end)
    later = model.expected_after(20, made.x, made.tx, made.age)
    groups = buyers.groups(made)
    assert len(groups) >= 7
    for group in groups:
        assert buyers.off_by(made.alive[group] * 1.0, alive[group]) < K
        assert buyers.off_by(made.later[group], later[group]) < K


@in_each_world
def test_new_customers_buy_as_often_as_expected(model: Any, world: Any, fit: Any) -> None:
    made = world(size=200_000, seed=2)
    age = int(made.age[0])
    assert buyers.off_by(made.x, np.full_like(made.x, model.expected(age))) < K
    for n in (0, 1, 3):
        assert buyers.off_by((made.x == n) * 1.0, np.full_like(made.x, float(model.probability(n, age)))) < K


@in_each_world
def test_a_fit_finds_the_parameters_people_were_made_with(model: Any, world: Any, fit: Any) -> None:
    made = world(size=10_000, seed=3).histories().grouped()
    fitted = fit(made)
    assert fitted.loose == ()
    for name in fitted.names:
        off = abs(getattr(fitted.model, name) - getattr(model, name)) / fitted.standard_errors[name]
        assert off < 3.5, name
    assert fitted.log_likelihood == pytest.approx(made.weight @ fitted.model.log_likelihood(made))
    assert fitted.log_likelihood >= made.weight @ model.log_likelihood(made)


@in_each_world
def test_counted_cells_give_the_fit_of_single_customers(model: Any, world: Any, fit: Any) -> None:
    made = world(size=1_500, seed=4)
    single = Histories.of(made.x, np.ceil(made.tx), made.age)
    cells = single.grouped()
    assert cells.x.size < single.x.size / 5
    assert cells.n == single.n
    one, other = fit(single), fit(cells)
    np.testing.assert_allclose(other.values, one.values, rtol=1e-5)
    np.testing.assert_allclose(other.covariance, one.covariance, rtol=1e-4, atol=1e-9)
    assert other.log_likelihood == pytest.approx(one.log_likelihood, rel=1e-12)


@in_each_world
def test_chances_of_all_numbers_add_up_to_one_and_to_the_expectation(
    model: Any, world: Any, fit: Any
) -> None:
    n = np.arange(9) if isinstance(model, BgBb) else np.arange(400)
    chances = model.probability(n, 8)
    assert chances.sum() == pytest.approx(1, abs=1e-9)
    assert chances @ n == pytest.approx(float(model.expected(8)), rel=1e-8)


def points(kind: str, first: float, second: float) -> tuple[Any, Any]:
    """Gauss points and weights for a person's rate, Gamma(first, second), or chance, Beta(first, second)."""
    if kind == "rate":
        found, weights = roots_genlaguerre(120, first - 1)
        return found / second, weights / weights.sum()
    found, weights = roots_jacobi(120, second - 1, first - 1)
    return (found + 1) / 2, weights / weights.sum()


@pytest.mark.parametrize(("x", "tx", "age"), [(0, 0, 12), (1, 3, 12), (4, 11.5, 12), (9, 6, 30), (2, 12, 12)])
def test_likelihoods_are_the_mean_over_people_of_every_rate_and_chance(x: int, tx: float, age: float) -> None:
    r, alpha, a, b = 1.4, 6.0, 1.7, 2.4
    (rate, of_rate), (p, of_p), (leave, of_leave) = (
        points("rate", r, alpha),
        points("chance", a, b),
        points("rate", a, b),
    )
    rate = rate[:, None]
    stayed, left = rate**x * np.exp(-rate * age), rate**x * np.exp(-rate * tx)
    bg = (1 - p) ** x * stayed + (p * (1 - p) ** (x - 1) * left if x else 0.0)
    mbg = (1 - p) ** (x + 1) * stayed + p * (1 - p) ** x * left
    both = leave * np.exp(-leave * tx) * left + rate * np.exp(-leave * age) * stayed
    cell = Histories.of(x, tx, age)
    for model, mean in [
        (BgNbd(r, alpha, a, b), of_rate @ bg @ of_p),
        (BgNbd(r, alpha, a, b, modified=True), of_rate @ mbg @ of_p),
        (ParetoNbd(r, alpha, a, b), of_rate @ (both / (rate + leave)) @ of_leave),
    ]:
        assert model.log_likelihood(cell)[0] == pytest.approx(np.log(mean), abs=1e-5)


@pytest.mark.parametrize(
    "parameters", [(0.243, 4.414, 0.793, 2.426), (2.0, 10.0, 1.3, 0.6), (0.1, 0.5, 4.0, 9.0)]
)
@pytest.mark.parametrize(
    ("t", "x", "tx", "age"), [(39, 2, 30, 39), (100, 0, 0, 0), (5, 12, 60, 70), (52, 1, 1, 90)]
)
def test_bg_nbd_expects_what_the_published_formula_does(
    parameters: tuple[float, float, float, float], t: float, x: int, tx: float, age: float
) -> None:
    r, alpha, a, b = parameters
    hyp = hyp2f1(r + x, b + x, a + b + x - 1, t / (alpha + age + t))
    bracket = 1 - ((alpha + age) / (alpha + age + t)) ** (r + x) * hyp
    odds = a / (b + x - 1) * ((alpha + age) / (alpha + tx)) ** (r + x) if x else 0.0
    published = (a + b + x - 1) / (a - 1) * bracket / (1 + odds)
    assert BgNbd(r, alpha, a, b).expected_after(t, x, tx, age) == pytest.approx(published, rel=1e-8)


@pytest.mark.parametrize(
    "make", [lambda hole: BgNbd(0.5, 5, hole, 2), lambda hole: ParetoNbd(0.5, 5, hole, 9)]
)
def test_there_is_no_hole_where_the_published_formulas_divide_by_zero(make: Callable[[float], Any]) -> None:
    below, at, above = (make(hole).expected_after(30, 3, 20, 30) for hole in (1 - 1e-6, 1.0, 1 + 1e-6))
    assert at == pytest.approx((below + above) / 2, rel=1e-10)


@pytest.mark.parametrize(
    "parameters", [(0.55, 10.6, 0.6, 11.7), (0.3, 400.0, 2.0, 3.0), (5.0, 2.0, 0.1, 900.0)]
)
@pytest.mark.parametrize(
    ("x", "tx", "age"), [(0, 0, 39), (0, 0, 5000), (3, 38.9, 39), (40, 10, 39), (900, 300, 700)]
)
def test_pareto_nbd_agrees_with_adaptive_integration(
    parameters: tuple[float, float, float, float], x: int, tx: float, age: float
) -> None:
    r, alpha, s, beta = parameters

    def falls(
        u: float, buys: float, leaves: float
    ) -> float:  # from its height at tx, so that nothing underflows
        return float(np.exp(-buys * np.log1p(u / (alpha + tx)) - leaves * np.log1p(u / (beta + tx))))

    def inside(log_u: float) -> float:
        u = float(np.exp(log_u))
        return u * falls(u, r + x, s + 1)

    cuts = np.log(age - tx) - np.linspace(30, 0, 61)
    pieces = pairwise(cuts)
    left = s / (beta + tx) * sum(quad(inside, low, high, epsabs=0, epsrel=1e-11)[0] for low, high in pieces)
    stayed = falls(age - tx, r + x, s)
    found = ParetoNbd(r, alpha, s, beta).alive(x, tx, age)
    assert found == pytest.approx(stayed / (stayed + left), rel=1e-7, abs=1e-300)


@pytest.mark.parametrize(
    "model",
    [BgNbd(0.24, 4.4, 0.8, 2.4), BgNbd(0.5, 6.2, 0.9, 1.6, modified=True), ParetoNbd(0.55, 10.6, 0.6, 11.7)],
    ids=["BG/NBD", "MBG/NBD", "Pareto"],
)
def test_many_purchases_over_a_long_time_stay_numbers(model: Any) -> None:
    """The usual formulas overflow or lose all digits here."""
    x, age = np.array([0, 1, 100, 5_000, 100_000]), 1e5
    for share in (0.2, 1 - 1e-8, 1.0):
        tx = np.where(x > 0, share * age, 0.0)
        alive, later = model.alive(x, tx, age), model.expected_after(1_000, x, tx, age)
        assert np.isfinite(model.log_likelihood(Histories.of(x, tx, age))).all()
        assert ((alive >= 0) & (alive <= 1)).all()
        assert (np.isfinite(later) & (later >= 0)).all()
        assert (later <= 1_000 * (1 + x) / age).all()
    # Seen a moment ago, so they buy on: at first at their own rate, when they did not leave with that purchase.
    soon, alive = model.expected_after(1e-3, 100_000, age, age), model.alive(100_000, age, age)
    assert soon / alive == pytest.approx(1e-3, rel=1e-3)


def test_without_a_repeat_purchase_bg_nbd_calls_all_alive_and_the_others_do_not() -> None:
    assert BgNbd(*BG).alive(0, 0, [1, 1_000]).tolist() == [1.0, 1.0]
    for model in (BgNbd(*BG, modified=True), ParetoNbd(*PARETO)):
        soon, late = model.alive(0, 0, [1, 1_000])
        assert late < 0.5 < soon


def test_supporters_residual_is_the_sum_over_all_occasions() -> None:
    model, rate, ahead = BgBb(*BB), 0.1, np.arange(1, 400)
    steps = np.diff(model.expected_after(ahead, 3, 5, 6), prepend=0.0)
    assert model.residual(3, 5, 6, rate) == pytest.approx(
        float((steps / (1 + rate) ** ahead).sum()), rel=1e-9
    )
