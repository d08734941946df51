"""data is what we were told: facts, who told them, and the files they came in."""
