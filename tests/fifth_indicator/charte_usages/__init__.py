"""Number of establishments whose charter of internet use is displayed: a fifth indicator, to show how one is added."""

from datetime import date

from indicators.definition import Adoption, AdoptionExample, adoption_rule

INDICATOR = Adoption(
    code="charte_usages",
    order=50,
    label="Établissements dont la charte d'usage d'internet est affichée",
    short_label="Charte d'usage",
    question="Combien d'établissements affichent leur charte d'usage d'internet ?",
    unit="chartes affichées",
    unit_one="charte affichée",
    rule=(
        "Oui : la charte est affichée, {families}. Partiel : elle est affichée, mais les familles ne l'ont pas signée. "
        "Non : elle n'est pas affichée. La réponse vaut dès son jour et s'éteint avec l'année scolaire."
    ),
    **adoption_rule(__file__),
    examples=(
        AdoptionExample(
            says="Charte affichée et signée.",
            answers={"charte_affichee": "oui", "charte_signee": "oui"},
            answered_on=date(2022, 1, 20),
            on=date(2022, 2, 1),
            state="oui",
        ),
        AdoptionExample(
            says="Charte affichée, familles pas encore consultées.",
            answers={"charte_affichee": "oui", "charte_signee": "non"},
            answered_on=date(2022, 1, 20),
            on=date(2022, 2, 1),
            state="partiel",
            missing=("charte non signée par les familles",),
        ),
        AdoptionExample(
            says="Pas de charte.",
            answers={"charte_affichee": "non"},
            answered_on=date(2022, 1, 20),
            on=date(2022, 2, 1),
            state="non",
        ),
    ),
)
