"""Before the server starts: finish an interrupted restore, remember which version works here."""

from typing import Any

from core.keeping.command import KeepingCommand
from core.keeping.place import here
from core.keeping.swap import settle
from core.keeping.upgrade import note_version


class Command(KeepingCommand):
    help = "Hoàn tất lần phục hồi bị ngắt giữa chừng, nếu có."

    def work(self, **_options: Any) -> None:
        place = here()
        with place.locked():
            if told := settle(place):
                self.say(told)
            note_version(place)
