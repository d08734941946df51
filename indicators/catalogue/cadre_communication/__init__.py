"""Number of school projects that include a digital communication framework."""

from datetime import date

from indicators.definition import Adoption, AdoptionExample, adoption_rule

INDICATOR = Adoption(
    code="cadre_communication",
    order=10,
    label="Projets intégrant un cadre de communication numérique",
    short_label="Cadre de communication",
    question="Combien de projets d'établissement ou d'école intègrent un cadre de communication numérique ?",
    unit="projets",
    unit_one="projet",
    rule=(
        "Oui : le cadre est « Intégré au projet » ; {adoption_dated} ; {channels} ; {hours}. Partiel : il est rédigé ou "
        "en cours de rédaction, ou intégré sans remplir tout cela. "
        "Non : il n'y en a aucun. La réponse vaut dès l'adoption, sinon dès le jour de la réponse, et reste valable "
        "les années suivantes."
    ),
    **adoption_rule(__file__),
    examples=(
        AdoptionExample(
            says="Cadre intégré au projet, voté le 10 février, réponse du 1er mars : compté dès le 10 février.",
            answers={"cadre_etat": "Intégré au projet", "cadre_date_adoption": "2022-02-10"},
            answered_on=date(2022, 3, 1),
            on=date(2022, 2, 15),
            state="oui",
        ),
        AdoptionExample(
            says="La même réponse, vue au 31 janvier : rien n'est encore connu.",
            answers={"cadre_etat": "Intégré au projet", "cadre_date_adoption": "2022-02-10"},
            answered_on=date(2022, 3, 1),
            on=date(2022, 1, 31),
            state="silencieux",
        ),
        AdoptionExample(
            says="Cadre rédigé mais pas encore intégré au projet.",
            answers={"cadre_etat": "Rédigé, non intégré"},
            answered_on=date(2022, 3, 1),
            on=date(2022, 3, 15),
            state="partiel",
            missing=("cadre rédigé, pas encore intégré au projet",),
        ),
        AdoptionExample(
            says="Aucun cadre.",
            answers={"cadre_etat": "Aucun"},
            answered_on=date(2022, 3, 1),
            on=date(2022, 3, 15),
            state="non",
        ),
    ),
)
