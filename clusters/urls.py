"""Addresses of years, clusters and blocs."""

from django.urls import URLPattern

app_name = "clusters"
urlpatterns: list[URLPattern] = []
