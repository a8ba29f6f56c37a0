"""Users: who signs in. What they may do follows from roles and facts in the apps above."""

from importlib import import_module

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone

from accounts.enums import Purpose, TryKind
from accounts.rules import username_from
from core.records import Findable


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        """By the name as it is kept: no letter of another script stands for one of ours."""
        return self.get(username=username_from(username or ""))


class User(Findable, AbstractBaseUser):
    find_by = ("full_name", "username")
    is_person = True

    username = models.CharField("Tên đăng nhập", max_length=60, unique=True)
    full_name = models.CharField("Họ và tên", max_length=200)
    is_active = models.BooleanField("Đang dùng", default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = "tài khoản"

    def __str__(self) -> str:
        return self.username

    @property
    def label(self) -> str:
        return f"{self.full_name} ({self.username})"


class OneTimeLink(models.Model):
    """A code that opens one door once. The code itself is shown once and never kept.

    `ended_at` closes it unused: a newer one was made, or the account was closed.
    """

    # Nobody yet, where the code opens the account of the first administrator.
    user = models.ForeignKey(
        User, models.PROTECT, related_name="one_time_links", null=True, blank=True
    )
    purpose = models.CharField("Dùng để", max_length=10, choices=Purpose.choices())
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField("Tạo lúc")
    expires_at = models.DateTimeField("Hết hạn lúc")
    used_at = models.DateTimeField("Dùng lúc", null=True, blank=True)
    ended_at = models.DateTimeField("Thu hồi lúc", null=True, blank=True)
    made_by = models.ForeignKey(
        User, models.PROTECT, related_name="made_links", null=True, blank=True
    )

    class Meta:
        verbose_name = "mã dùng một lần"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(purpose=Purpose.FIRST, user__isnull=True)
                | (~models.Q(purpose=Purpose.FIRST) & models.Q(user__isnull=False)),
                name="onetimelink_user_unless_first",
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(used_at__isnull=True, ended_at__isnull=True),
                name="onetimelink_one_open_a_user",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.user_id}"

    @property
    def label(self) -> str:
        return Purpose(self.purpose).label


class Session(AbstractBaseSession):
    """Who is signed in where. Times are the real clock's, also where a demo stands still."""

    user = models.ForeignKey(User, models.CASCADE, related_name="sessions", null=True)
    started_at = models.DateTimeField("Bắt đầu", default=timezone.now)
    last_seen_at = models.DateTimeField("Dùng lần cuối", default=timezone.now)
    browser = models.CharField("Trình duyệt", max_length=100, blank=True)
    network = models.CharField("Mạng", max_length=50, blank=True)

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        verbose_name = "phiên đăng nhập"
        verbose_name_plural = "phiên đăng nhập"

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        store: type[SessionBase] = import_module(settings.SESSION_ENGINE).SessionStore
        return store


class FailedTry(models.Model):
    """A wrong password or code, kept for an hour or two: enough to make guessing slow.

    `account` is a digest of the name that was typed: whether somebody is called so is not told,
    and a password typed into the wrong field is not kept.
    """

    kind = models.CharField(max_length=10, choices=TryKind.choices())
    account = models.CharField(max_length=64)
    # A network, or a browser that has signed in to this account before.
    place = models.CharField(max_length=60)
    is_known = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = "lần nhập sai"
        indexes = [
            models.Index(fields=["kind", "account", "at"], name="failedtry_account"),
            models.Index(fields=["kind", "place", "at"], name="failedtry_place"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.place}"
