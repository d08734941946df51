-- One row an establishment and month set aside, with more users than accounts, and the file that said it. Latest first.
WITH over AS (
    SELECT
        usage.month,
        usage.uai,
        CAST(sum(usage.unique_users) FILTER (usage.potential IS NOT NULL) AS BIGINT) AS users,
        CAST(sum(usage.potential) FILTER (usage.unique_users IS NOT NULL) AS BIGINT) AS potential,
        any_value(usage.batch) AS batch,
        any_value(usage.sheet) AS sheet,
        min(usage.row_number) AS row_number
    FROM standing.usage($as_of) AS usage
    JOIN concerned_establishment AS concerned ON concerned.uai = usage.uai
    WHERE usage.service = $service
        AND usage.month BETWEEN $first_month AND $last_month
        AND ($profile IS NULL OR usage.profile = $profile)
    GROUP BY usage.month, usage.uai
    HAVING users > potential
)

SELECT
    over.month,
    over.uai,
    expected.name,
    expected.commune,
    over.users,
    over.potential,
    batch.file_name,
    over.sheet,
    over.row_number
FROM over
JOIN expected_establishment AS expected ON expected.uai = over.uai
LEFT JOIN batch ON batch.id = over.batch
ORDER BY over.month DESC, expected.name, over.uai
