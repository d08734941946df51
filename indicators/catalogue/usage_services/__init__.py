"""Use of the deployed tools: unique users over potential accounts of the ENT of collèges and lycées, month by month."""

from indicators.definition import Rate, RateExample, rate_rule

INDICATOR = Rate(
    code="usage_services",
    order=30,
    label="Usage des outils et services déployés",
    short_label="Usage des services",
    question="Quelle part des comptes ouverts sert vraiment, mois après mois ?",
    unit="des comptes",
    unit_one="des comptes",
    rule=(
        "Utilisateurs uniques du mois rapportés aux comptes potentiels du même mois, pour {service}, tous profils, dans les "
        "établissements de type {types}. Rapport de sommes, jamais moyenne de taux. Le mois est comparé au même mois un an avant ; un "
        "mois incomplet est signalé et ne fait pas la valeur. Un établissement sans relevé est silencieux : ses derniers "
        "comptes connus donnent les bornes. Un taux de plus de 100 % est une anomalie, mise à part."
    ),
    **rate_rule(__file__),
    service="e-lyco",
    types=("Collège", "Lycée"),
    examples=(
        RateExample(
            says="300 utilisateurs sur 500 comptes et 450 sur 1 000 : 750 sur 1 500, soit 50 % (et non la moyenne de 60 % et 45 %).",
            reported=((300, 500), (450, 1000)),
            rate=0.5,
        ),
    ),
)
