"""Each indicator's worked examples are what its rule gives, and the catalogue is complete."""

from datetime import date

import pytest

from data.campaigns import create_campaign
from data.database import LOCAL, Database
from data.returns.questions import load_questions
from data.settings import get_settings
from data.usage.record import Usage, record_usage
from indicators.catalogue import catalogue, find_indicator
from indicators.definition import Adoption, AdoptionExample, Rate, RateExample
from indicators.measure.adoption import measure_adoption
from indicators.measure.rate import measure_rate
from indicators.situation import Situation
from tests.helpers import add_answers, add_establishments, memory_database

ADOPTIONS = [d for d in catalogue().values() if isinstance(d, Adoption)]
RATES = [d for d in catalogue().values() if isinstance(d, Rate)]


def campaign_of(count: int, **columns: str) -> tuple[Database, list[str]]:
    db = memory_database()
    uais = add_establishments(db, [columns for _ in range(count)])
    create_campaign(db, LOCAL, code="c", school_year="2021-2022")
    return db, uais


@pytest.mark.parametrize(
    ("indicator", "example"), [(d, e) for d in ADOPTIONS for e in d.examples], ids=lambda v: getattr(v, "says", "")[:40]
)
def test_each_adoption_example_is_what_the_rule_gives(indicator: Adoption, example: AdoptionExample) -> None:
    db, (uai,) = campaign_of(1)
    add_answers(
        db, campaign="c", answers=[(uai, q, v) for q, v in example.answers.items()], answered_on=example.answered_on
    )
    situation = Situation(school_year="2021-2022", on=example.on, as_of=db.clock())
    row = measure_adoption(db, indicator, situation).states.iloc[0]
    assert (row["state"], tuple(row["missing"])) == (example.state, example.missing)


@pytest.mark.parametrize(
    ("indicator", "example"), [(d, e) for d in RATES for e in d.examples], ids=lambda v: getattr(v, "says", "")[:40]
)
def test_each_rate_example_is_what_the_measure_gives(indicator: Rate, example: RateExample) -> None:
    db, uais = campaign_of(len(example.reported), type=indicator.types[0])
    facts = [
        Usage(
            uai=uai,
            month=date(2022, 1, 1),
            service=indicator.service,
            profile="élèves",
            potential=accounts,
            activated=None,
            unique_users=users,
            visits=None,
        )
        for uai, (users, accounts) in zip(uais, example.reported, strict=True)
    ]
    record_usage(db, LOCAL, facts, file_name="u.csv", file_sha256="a", content_sha256="a")
    situation = Situation(school_year="2021-2022", on=date(2022, 2, 10), as_of=db.clock())
    current = measure_rate(db, indicator, situation).current
    assert current is not None and current.value == pytest.approx(example.rate)


@pytest.mark.parametrize("indicator", ADOPTIONS, ids=lambda d: d.code)
def test_examples_show_at_least_a_yes_and_a_no(indicator: Adoption) -> None:
    assert {"oui", "non"} <= {example.state for example in indicator.examples}


@pytest.mark.parametrize("indicator", catalogue().values(), ids=lambda d: d.code)
def test_the_rule_in_words_uses_every_parameter(indicator: Adoption | Rate) -> None:
    assert all(f"{{{name}}}" in indicator.rule for name in indicator.parameters)
    assert "{" not in indicator.rule_in_words


def test_a_folder_is_named_by_its_code_and_asks_its_questions() -> None:
    questions = load_questions(get_settings().catalogue)
    for indicator in ADOPTIONS:
        assert indicator.folder.name == indicator.code
        assert any(question.indicator == indicator.code for question in questions)


def test_an_unknown_code_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(Exception, match="comite_fonctionnel"):
        find_indicator("comite_fonctionel")
