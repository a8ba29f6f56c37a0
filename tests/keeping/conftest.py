"""A small office with data and files, copied for every test that needs one of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.keeping.product import Product, empty_product, filled_product

Maker = Callable[[], Product]


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    product = filled_product(tmp_path_factory.mktemp("model"))
    yield product
    product.destroy()


@pytest.fixture
def office(model: Product, tmp_path: Path) -> Iterator[Product]:
    product = model.copied(tmp_path / "office")
    yield product
    product.destroy()


@pytest.fixture
def another(tmp_path: Path) -> Iterator[Maker]:
    """Products without anything in them, as many as asked for."""
    made: list[Product] = []

    def make() -> Product:
        made.append(empty_product(tmp_path / f"another{len(made)}"))
        return made[-1]

    yield make
    for product in made:
        product.destroy()
