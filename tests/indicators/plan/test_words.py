"""What is said of the plan as a whole."""

from indicators.plan.actions import State
from indicators.plan.words import summary_of


def test_states_agree_with_their_number() -> None:
    states = [State.TERMINEE, State.TERMINEE, State.ABANDONNEE, State.EN_RETARD, State.EN_RETARD]
    assert summary_of(states, 0).replace("\u00a0", " ") == "5 actions : 2 en retard, 2 terminées, 1 abandonnée."
    assert summary_of([], 1).replace("\u00a0", " ") == "Aucune action n'est inscrite ; 1 maillon manque à la chaîne."
