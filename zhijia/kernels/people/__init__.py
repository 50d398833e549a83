"""Persons, where they work, and their dated membership."""
