"""Where a product keeps its things, and who may work on them now."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from core.keeping.database import Busy, Database, NotHere
from core.keeping.postgres import Postgres
from core.keeping.sqlite import Sqlite

# Django's own options; libpq does not know them.
_NOT_OF_LIBPQ = {"pool", "isolation_level", "server_side_binding", "assume_role"}
_SERVING = "serving.lock"


@dataclass(frozen=True)
class Place:
    """One product: its database, the folder of kept files, the folder of its own notes."""

    database: Database
    files: Path
    var: Path

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One backup, restore or upgrade at a time."""
        self.var.mkdir(parents=True, exist_ok=True, mode=0o700)
        with held(self.var / "keeping.lock", "Một lần sao lưu hoặc phục hồi khác đang chạy."):
            yield

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """No server of this machine runs, and none starts until we are done."""
        busy = "Sản phẩm đang chạy. Dừng sản phẩm (systemctl stop emulation) rồi làm lại."
        with held(self.var / _SERVING, busy):
            yield


def here() -> Place:
    """The product of the settings."""
    told = settings.DATABASES["default"]
    files = Path(settings.MEDIA_ROOT).resolve()
    return Place(database=_database(told), files=files, var=Path(settings.VAR_DIR))


def _database(told: dict[str, object]) -> Database:
    if told["ENGINE"] == "django.db.backends.sqlite3":
        return Sqlite(Path(str(told["NAME"])).resolve())
    if told["ENGINE"] != "django.db.backends.postgresql":
        raise NotHere(f"Chưa biết sao lưu loại cơ sở dữ liệu này: {told['ENGINE']}")
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST"}
    params = {param: told.get(name) for param, name in {**names, "port": "PORT"}.items()}
    options = told.get("OPTIONS")
    more = options if isinstance(options, dict) else {}
    params |= {name: value for name, value in more.items() if name not in _NOT_OF_LIBPQ}
    return Postgres({name: value for name, value in params.items() if value})


@contextmanager
def held(path: Path, busy: str, *, shared: bool = False) -> Iterator[None]:
    """A lock that ends with the process, however it ends; raises `Busy` instead of waiting."""
    number = lock(path, busy, shared=shared)
    try:
        yield
    finally:
        os.close(number)


def lock(path: Path, busy: str, *, shared: bool = False) -> int:
    """As `held`, until the number that is answered is closed."""
    number = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(number, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(number)
        raise Busy(busy) from error
    return number


def hold_while_serving(var: Path) -> int:
    """For the server: refuses to start while something is being restored."""
    var.mkdir(parents=True, exist_ok=True, mode=0o700)
    busy = "Đang phục hồi hoặc nâng cấp dữ liệu. Chờ xong rồi khởi động lại."
    return lock(var / _SERVING, busy, shared=True)
