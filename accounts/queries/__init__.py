"""Who is asking, and what a one-time code opens."""

from accounts.queries.links import open_link_of, user_of_code
from accounts.queries.readers import own_facts, reader

__all__ = ["open_link_of", "own_facts", "reader", "user_of_code"]
