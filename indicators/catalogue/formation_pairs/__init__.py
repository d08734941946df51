"""Number of establishments that followed local or peer training in the year."""

from datetime import date

from indicators.definition import Adoption, AdoptionExample, adoption_rule

INDICATOR = Adoption(
    code="formation_pairs",
    order=40,
    label="Établissements ayant suivi une formation de proximité ou par les pairs",
    short_label="Formation par les pairs",
    question="Combien d'établissements ont suivi une formation de proximité ou par les pairs cette année ?",
    unit="établissements formés",
    unit_one="établissement formé",
    rule=(
        "Oui : une formation de proximité ou par les pairs a été suivie depuis le 1er septembre. Non : aucune. "
        "La réponse vaut dès son jour et s'éteint avec l'année scolaire."
    ),
    **adoption_rule(__file__),
    examples=(
        AdoptionExample(
            says="Une formation entre collègues a été suivie.",
            answers={"formation_suivie": "oui", "formation_personnels": "12"},
            answered_on=date(2022, 1, 20),
            on=date(2022, 2, 1),
            state="oui",
        ),
        AdoptionExample(
            says="Aucune formation cette année.",
            answers={"formation_suivie": "non"},
            answered_on=date(2022, 1, 20),
            on=date(2022, 2, 1),
            state="non",
        ),
    ),
)
