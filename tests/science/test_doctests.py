"""Every example in the docstrings of this layer runs as written."""

import doctest
import importlib
import pkgutil

import pytest

from desirepath import science

PREFIX = "desirepath.science."  # else folders of the same name are looked up first


@pytest.mark.parametrize("name", [module.name for module in pkgutil.walk_packages(science.__path__, PREFIX)])
def test_the_examples_of_a_module_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
