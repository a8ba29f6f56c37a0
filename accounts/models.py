"""Users: who signs in. What they may do follows from roles and facts in the apps above."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    username = models.CharField("Tên đăng nhập", max_length=60, unique=True)
    full_name = models.CharField("Họ và tên", max_length=200)
    is_active = models.BooleanField("Đang dùng", default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]

    def __str__(self) -> str:
        return self.username

    @property
    def label(self) -> str:
        return f"{self.full_name} ({self.username})"
