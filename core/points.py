"""Points are exact: `Decimal` of two places in Python, a comma on paper. Plain Python."""

from decimal import Decimal, InvalidOperation

CENT = Decimal("0.01")
WHAT_TO_TYPE = "Nhập điểm bằng số, tối đa hai chữ số sau dấu phẩy, ví dụ 8,5."


def parse_points(text: str) -> Decimal:
    """Read “8,5” or “8.5”; raise `ValueError` for anything else than a number of two decimals.

    A text with both marks (“1.234,5”) is refused: nobody can know which one was meant.
    """
    plain = text.strip().replace(" ", "")
    if plain.count(",") + plain.count(".") > 1:
        raise ValueError(WHAT_TO_TYPE)
    try:
        value = Decimal(plain.replace(",", "."))
    except InvalidOperation as error:
        raise ValueError(WHAT_TO_TYPE) from error
    if not value.is_finite() or value != value.quantize(CENT):
        raise ValueError(WHAT_TO_TYPE)
    return value.quantize(CENT)


def format_points(value: Decimal | None, unknown: str = "—") -> str:
    """“98,25”; a dash where there is no score."""
    return unknown if value is None else f"{value:.2f}".replace(".", ",")
