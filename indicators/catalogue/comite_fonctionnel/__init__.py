"""Number of establishments whose digital steering committee is functional."""

from datetime import date

from indicators.definition import Adoption, AdoptionExample, adoption_rule

_COMPLETE = {
    "comite_existe": "oui",
    "comite_reunions": "2",
    "comite_comptes_rendus": "oui",
    "comite_direction": "oui",
    "comite_referent": "oui",
    "comite_enseignants": "oui",
}

INDICATOR = Adoption(
    code="comite_fonctionnel",
    order=20,
    label="Établissements dont le comité de pilotage numérique est fonctionnel",
    short_label="Comité fonctionnel",
    question="Combien d'établissements ont un comité de pilotage numérique qui fonctionne ?",
    unit="comités fonctionnels",
    unit_one="comité fonctionnel",
    rule=(
        "Oui : le comité existe et remplit ces critères : {meetings_a_trimester} (trimestres finissant les 31 décembre, "
        "31 mars et 30 juin), {least_meetings} ; {minutes} ; {head} ; {digital_referent} ; {other_groups}. "
        "Partiel : il existe, mais un critère manque. Non : il n'existe pas, ou sera créé après le jour de situation. "
        "La réponse vaut dès la création du comité, sinon dès le jour de la réponse, et s'éteint avec l'année scolaire."
    ),
    **adoption_rule(__file__),
    examples=(
        AdoptionExample(
            says="Le 10 février, un trimestre est écoulé : 1 réunion suffirait, il y en a 2 ; comptes rendus diffusés, trois groupes.",
            answers=_COMPLETE,
            answered_on=date(2022, 2, 10),
            on=date(2022, 3, 15),
            state="oui",
        ),
        AdoptionExample(
            says="Le 10 mai, deux trimestres sont écoulés : avec une seule réunion, il en manque une.",
            answers=_COMPLETE | {"comite_reunions": "1"},
            answered_on=date(2022, 5, 10),
            on=date(2022, 5, 31),
            state="partiel",
            missing=("1 réunion sur 2 attendues",),
        ),
        AdoptionExample(
            says="Sans compte rendu et sans référent, le comité n'est que partiel.",
            answers=_COMPLETE | {"comite_comptes_rendus": "non", "comite_referent": "non"},
            answered_on=date(2022, 2, 10),
            on=date(2022, 3, 15),
            state="partiel",
            missing=("comptes rendus non diffusés", "référent numérique absent"),
        ),
        AdoptionExample(
            says="Pas de comité.",
            answers={"comite_existe": "non"},
            answered_on=date(2022, 2, 10),
            on=date(2022, 3, 15),
            state="non",
        ),
    ),
)
