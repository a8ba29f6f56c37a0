"""Forms of this product: Vietnamese fields, rows that repeat, one frozen dataclass in and out."""
