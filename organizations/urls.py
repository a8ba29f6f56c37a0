"""Addresses of units, people, accounts and their roles."""

from django.urls import URLPattern

app_name = "organizations"
urlpatterns: list[URLPattern] = []
