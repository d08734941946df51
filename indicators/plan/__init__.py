"""What the plan means on a day: states of its actions, the chain from lessons to indicators, what it lacks."""
