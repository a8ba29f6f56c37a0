"""Which passwords an office may not use."""

import pytest
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.rules.passwords import password_problems

HA = User(username="lethithuha", full_name="Lê Thị Thu Hà")

EASY = [
    "matkhau123456",
    "MatKhau@2024!",
    "M@tKh@u12345",
    "vienkiemsat2024",
    "VKSND Bắc Giang 2024",
    "Viện kiểm sát nhân dân",
    "qwertyuiop123",
    "1q2w3e4r1q2w3e4r",
    "abcabcabcabc",
    "aaaaaaaaaaaa",
    "mưa-mưa-mưa-mưa",
    "lethithuha1990",
    "Lê Thị Thu Hà 1990",
    "2023-2024-2025",
    "password2024!",
]
GOOD = ["mưa nắng cầu thang", "mat-khau-thu-nghiem", "Vn7#kQ2m!x9Z", "đường về quê xa lắm"]


@pytest.mark.parametrize("password", EASY)
def test_what_everybody_in_an_office_tries_first_is_refused(password):
    assert "dễ đoán" in " ".join(password_problems(password, [HA.username, HA.full_name]))


@pytest.mark.parametrize("password", GOOD)
def test_a_few_words_that_do_not_belong_together_are_good(password):
    assert password_problems(password, [HA.username, HA.full_name]) == []
    validate_password(password, HA)


def test_a_letter_of_another_script_counts_too():
    assert password_problems("пароль на каждый") == []


def test_too_short_and_digits_alone_are_said_in_words():
    assert password_problems("12345") == [
        "Mật khẩu cần ít nhất 12 ký tự.",
        "Mật khẩu không được chỉ gồm chữ số.",
    ]
    assert password_problems("٢٠٢٤٢٠٢٤٢٠٢٤") == ["Mật khẩu không được chỉ gồm chữ số."]


def test_the_list_of_common_passwords_needs_no_network():
    with pytest.raises(ValidationError, match="phổ biến"):
        validate_password("1qaz2wsx3edc", None)


def test_the_house_rules_say_themselves_in_vietnamese():
    assert "Ít nhất 12 ký tự" in password_validators_help_texts()[0]
    assert "phổ biến" in password_validators_help_texts()[1]
