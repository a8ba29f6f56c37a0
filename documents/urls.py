"""Addresses of legal bases and kept files."""

from django.urls import URLPattern

app_name = "documents"
urlpatterns: list[URLPattern] = []
