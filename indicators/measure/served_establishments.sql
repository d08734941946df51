-- One row an expected establishment that the service serves. A SEGPA has no accounts of its own, its pupils are its
-- collège's: it is served only when it reports.
CREATE OR REPLACE TEMP TABLE served_establishment AS
SELECT *
FROM expected_establishment
WHERE list_contains($types, type)
    AND (
        nature IS DISTINCT FROM '390'
        OR uai IN (
            -- Of the SEGPA alone: there are few, and a great many months.
            SELECT monthly.uai
            FROM monthly
            SEMI JOIN (SELECT uai FROM expected_establishment WHERE nature = '390') AS segpa ON segpa.uai = monthly.uai
            WHERE month BETWEEN $first_month AND $last_month
        )
    )
