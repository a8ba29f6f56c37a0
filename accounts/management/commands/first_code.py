"""Print a fresh code for the account of the first administrator, while nobody has one."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.actions import CannotMakeLink, make_first_code


class Command(BaseCommand):
    help = "Makes the one-time code of the very first visit; an older one ends."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Nothing is printed once there is an account."""
        try:
            made = make_first_code()
        except CannotMakeLink:
            return
        self.stdout.write(made.code)
