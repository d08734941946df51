"""From facts to states and figures on each day."""
