"""indicators is what it means: from facts to states, figures and verdicts."""
