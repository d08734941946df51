"""Séances as facts: what was frozen, what the committee said of it, and the calendar of its meetings."""
