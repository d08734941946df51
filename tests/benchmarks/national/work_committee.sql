-- One row: how many committees are functional on 18 March 2022, from the states that each import keeps.
SELECT count(*) FILTER (state = 'oui') AS functional
FROM (
    SELECT uai, arg_max(state, from_day) AS state
    FROM state_span
    WHERE indicator = 'comite_fonctionnel' AND school_year = '2021-2022' AND from_day <= DATE '2022-03-18'
    GROUP BY uai
)
