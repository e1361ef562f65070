"""Regression and its three kinds of errors against statsmodels."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st

from desirepath.science.glm import fit


def series(seed: int, n: int = 60):  # type: ignore[no-untyped-def]
    random = np.random.default_rng(seed)
    x = np.column_stack([np.ones(n), random.normal(size=n), np.arange(n) / n])
    people = random.uniform(500, 2000, n)
    return x, random.poisson(np.exp(x @ [-3, 0.3, 0.5]) * people * random.gamma(20, 1 / 20, n)), people


@given(st.integers(0, 500))
def test_counts_agree_with_statsmodels(seed: int) -> None:
    x, y, people = series(seed)
    found = fit(y, x, "poisson", people)
    model = sm.GLM(y, x, family=sm.families.Poisson(), offset=np.log(people))
    plain, quasi = model.fit(), model.fit(scale="X2")
    assert found.coefficients == pytest.approx(plain.params, abs=1e-7)
    assert found.dispersion == pytest.approx(quasi.scale)
    assert np.sqrt(np.diag(found.covariance("model"))) == pytest.approx(plain.bse, rel=1e-5)
    assert np.sqrt(np.diag(found.covariance("quasi"))) == pytest.approx(quasi.bse, rel=1e-5)


@pytest.mark.parametrize("lags", [0, 3, 7])
def test_errors_that_allow_autocorrelation_agree_with_statsmodels(lags: int) -> None:
    x, y, people = series(1)
    words = {"maxlags": lags, "use_correction": True}
    model = sm.GLM(y, x, family=sm.families.Poisson(), offset=np.log(people)).fit(
        cov_type="HAC", cov_kwds={"maxlags": lags}
    )
    ours = fit(y, x, "poisson", people).covariance("hac", lags)
    assert ours == pytest.approx(model.cov_params() * 60 / 57, rel=1e-6)
    line = sm.OLS(y, x).fit(cov_type="HAC", cov_kwds=words)
    assert fit(y, x).covariance("hac", lags) == pytest.approx(line.cov_params(), rel=1e-6)


def test_a_line_agrees_with_least_squares() -> None:
    x, y, _ = series(2)
    found, line = fit(y, x), sm.OLS(y, x).fit()
    assert found.coefficients == pytest.approx(line.params)
    assert found.covariance("model") == pytest.approx(line.cov_params())
    assert found.covariance("quasi") == pytest.approx(line.cov_params())


def test_what_cannot_be_fitted_is_said() -> None:
    x, y, _ = series(3)
    for columns, outcome, family, words in (
        (x[:2], y[:2], "gaussian", "tell"),
        (np.column_stack([x, x[:, 1]]), y, "gaussian", "tell"),
        (x, -y, "poisson", "0 or more"),
        (x, np.where(y > 3, np.nan, y), "gaussian", "missing"),
        (x[:5], y, "gaussian", "as many rows"),
        (np.column_stack([x[:, 0], np.arange(60) > 30]), y * (np.arange(60) <= 30), "poisson", "settle"),
    ):
        with pytest.raises(ValueError, match=words):
            fit(outcome, columns, family)  # type: ignore[arg-type]
