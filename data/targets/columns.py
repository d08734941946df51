"""The columns of a workbook of targets, the same going out and coming back."""

from data.returns.filled import Column

SHEET, HISTORY_SHEET, HELP_SHEET = "Cibles", "Historique", "Aide"

COLUMNS = (
    Column(
        code="indicator",
        header="Indicateur",
        width=22,
        names=("code", "code indicateur", "code de l indicateur"),
        needed=True,
        help="Le code de l'indicateur, à choisir dans la liste.",
    ),
    Column(
        code="label", header="Libellé", width=44, read=False, help="Pour s'y retrouver : cette colonne n'est pas relue."
    ),
    Column(
        code="school_year",
        header="Année scolaire",
        width=15,
        names=("annee",),
        help="Deux années qui se suivent : 2021-2022.",
    ),
    Column(
        code="group",
        header="Périmètre",
        width=22,
        names=("groupe", "perimetre groupe"),
        help="Tout le territoire, ou le groupe visé : Type, EPCI...",
    ),
    Column(
        code="member",
        header="Valeur du périmètre",
        width=30,
        names=("groupe vise", "perimetre vise"),
        help="Le nom du groupe tel que l'annuaire l'écrit (voir plus bas) ; vide pour tout le territoire.",
    ),
    Column(
        code="measure",
        header="Se compte en",
        width=28,
        names=("mesure", "unite"),
        help="Nombre d'établissements ; pour un usage, Taux ou Hausse sur un an, en points. Vide : l'usage de l'indicateur.",
    ),
    Column(
        code="baseline",
        header="Valeur initiale",
        width=15,
        needed=True,
        help="D'où l'on part : 120, 45 % ou, pour une hausse, un nombre de points.",
    ),
    Column(
        code="baseline_on",
        header="Jour de la valeur initiale",
        width=24,
        help="Une date ; vide : le premier jour de l'année scolaire.",
    ),
    Column(
        code="milestones",
        header="Jalons",
        width=40,
        names=("jalon",),
        help="Des valeurs attendues en chemin, s'il y en a : 31/01/2022 : 250 ; 31/03/2022 : 320.",
    ),
    Column(
        code="value",
        header="Cible",
        width=12,
        names=("valeur cible",),
        needed=True,
        help="Où l'on veut arriver, dans la même unité.",
    ),
    Column(code="due_on", header="Échéance", width=14, needed=True, help="Le jour auquel la cible doit être atteinte."),
    Column(
        code="reason",
        header="Motif",
        width=60,
        needed=True,
        help="Pourquoi cette cible : une décision du comité, un constat, une consigne.",
    ),
    Column(
        code="decided_on",
        header="Décidée le",
        width=18,
        read=False,
        help="Quand la cible a été décidée : dit si elle a changé depuis ce classeur. À laisser ; vide pour une ligne "
        "ajoutée.",
    ),
    Column(code="actor", header="Par", width=18, read=False, help="Qui l'a décidée : pas relu."),
)
