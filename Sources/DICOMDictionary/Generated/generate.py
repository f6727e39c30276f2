"""Generates the tables beside it."""
