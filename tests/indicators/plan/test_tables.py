"""Tables of the plan: every link of the chain is in a row, and cells say in French what is there and what is not."""

from datetime import date

from indicators.plan.actions import actions
from indicators.plan.chain import COLUMNS, Chain, Node, Orphan, chain, orphans
from indicators.plan.tables import MOST_PATHS, NOTHING, actions_table, chain_table, diagnosis_table, orphans_table
from tests.plans import item, plan_of

ON = date(2022, 3, 15)
LABELS = {"cadre_communication": "Cadre", "usage_services": "Usages"}


def small() -> tuple[Chain, list[Orphan]]:
    lesson = item("R1", "lesson", title="Retour")
    irritant = item("I1", "irritant", title="Irritant", lessons=[lesson])
    alone = item("I2", "irritant", title="Seul", lessons=[lesson])
    need = item("B1", "need", title="Besoin", irritants=[irritant])
    lever = item("L1", "lever", title="Levier", needs=[need])
    action = item("A1", "action", title="Action", levers=[lever], indicators=["usage_services"], owner="AAN")
    plan = plan_of(lesson, irritant, alone, need, lever, action)
    found = chain(plan, LABELS)
    return found, list(orphans(found, actions(plan, ON)))


def test_each_path_is_a_row_that_says_what_is_missing_in_it() -> None:
    found, lacking = small()
    table = chain_table(found, lacking)
    assert list(table.columns) == [
        "Retour d'expérience",
        "Irritant",
        "Besoin",
        "Levier",
        "Action",
        "Indicateur",
        "Ce qui manque",
    ]
    assert [tuple(row) for row in table.itertuples(index=False)] == [
        (
            "R1 · Retour",
            "I1 · Irritant",
            "B1 · Besoin",
            "L1 · Levier",
            "A1 · Action",
            "Usages",
            "A1 · Action : Elle n'a pas d'échéance.",
        ),
        ("R1 · Retour", "I2 · Seul", NOTHING, NOTHING, NOTHING, NOTHING, "I2 · Seul : Aucun besoin n'en est tiré."),
        (NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, "Cadre", "Cadre : Aucune action ne vise cet indicateur."),
    ]


def test_a_chain_of_too_many_paths_is_told_link_by_link_and_none_is_forgotten() -> None:
    nodes = {
        f"{kind}{place}": Node(key=f"{kind}{place}", kind=kind, ref="", title=f"{kind}{place}")
        for kind in COLUMNS
        for place in range(6)
    }
    nodes["alone"] = Node(key="alone", kind="need", ref="B9", title="Seul")
    pairs = list(zip(COLUMNS, COLUMNS[1:], strict=False))
    edges = [(f"{one}{a}", f"{other}{b}") for one, other in pairs for a in range(6) for b in range(6)]
    table = chain_table(Chain(nodes, edges))
    assert MOST_PATHS < 6**6 and len(table) == 5 * 36 + 1
    rows = {tuple(cell for cell in row if cell) for row in table.itertuples(index=False)}
    assert rows == {*edges, ("B9 · Seul",)}


def test_what_is_missing_has_one_row_each() -> None:
    _, lacking = small()
    rows = [tuple(row) for row in orphans_table(lacking).itertuples(index=False)]
    assert rows == [
        ("Irritant", "I2", "Seul", "Aucun besoin n'en est tiré."),
        ("Action", "A1", "Action", "Elle n'a pas d'échéance."),
        ("Indicateur", "", "Cadre", "Aucune action ne vise cet indicateur."),
    ]


def test_an_action_is_told_with_its_state_its_steps_and_its_days() -> None:
    axis, actor, horizon = (
        item("X1", "axis", title="Cadre commun"),
        item("T17", "term", title="RUPN"),
        item("T28", "term", title="Court terme"),
    )
    action = item(
        "A1",
        "action",
        title="Former",
        axis=axis,
        actors=[actor],
        horizon=horizon,
        owner="AAN",
        starts_on=date(2022, 1, 3),
        due_on=date(2022, 3, 14),
        indicators=["usage_services", "cadre_communication"],
    )
    steps = [item("E1", "step", action=action, done_on=date(2022, 2, 1)), item("E2", "step", action=action)]
    bare = item("A2", "action", title="=1+1")
    table = actions_table(actions(plan_of(axis, actor, horizon, action, *steps, bare), ON), LABELS)
    assert [dict(row) for row in table.to_dict("records")] == [
        {
            "Repère": "A1",
            "Action": "Former",
            "Axe": "Cadre commun",
            "Acteurs": "RUPN",
            "Pilote": "AAN",
            "Horizon": "Court terme",
            "Début": "03/01/2022",
            "Échéance": "14/03/2022",
            "État": "▼ En retard",
            "Étapes": "1 sur 2",
            "Indicateurs": "Usages, Cadre",
        },
        dict.fromkeys(table.columns, "") | {"Repère": "A2", "Action": "=1+1", "État": "○ À venir"},
    ]


def test_the_diagnosis_gathers_by_theme_what_lessons_said_and_what_has_no_theme() -> None:
    theme = item("T5", "term", title="Gouvernance", list="Thème")
    silent = item("T1", "term", title="Égal accès", list="Thème")
    lesson, other = item("R1", "lesson", title="Un", themes=[theme]), item("R2", "lesson", title="Deux", themes=[theme])
    irritant = item("I1", "irritant", title="Gêne", lessons=[lesson])
    strengths = [item("F1", "strength", title="Aide", lessons=[other]), item("F2", "strength", title="Sans retour")]
    table = diagnosis_table(plan_of(theme, silent, lesson, other, irritant, *strengths))
    assert list(table.columns) == ["Thème", "Retours d'expérience", "Irritants", "Forces"]
    assert [tuple(row) for row in table.itertuples(index=False)] == [
        ("Égal accès", NOTHING, NOTHING, NOTHING),
        ("Gouvernance", "R1 · Un\nR2 · Deux", "I1 · Gêne", "F1 · Aide"),
        ("Sans thème", NOTHING, NOTHING, "F2 · Sans retour"),
    ]


def test_empty_tables_keep_their_columns() -> None:
    for table in (chain_table(Chain({}, [])), orphans_table([]), actions_table([], {}), diagnosis_table(plan_of())):
        assert len(table) == 0 and len(table.columns) >= 4
