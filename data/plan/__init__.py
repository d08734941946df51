"""From lessons to action: lessons, irritants, needs, levers, actions and what they link to, kept as versions."""

from data.plan.items import Concerned, Item, Plan, history, read_plan
from data.plan.recording import add, change, put_back, undo, withdraw

__all__ = ["Concerned", "Item", "Plan", "add", "change", "history", "put_back", "read_plan", "undo", "withdraw"]
