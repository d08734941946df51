"""Establishments one by one: the list that says whom to accompany first, and the sheet of each.

Establishments are named here, so that an adviser can call them: nothing of one is masked, but its peers are when they are few.
"""
