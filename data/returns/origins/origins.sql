-- One row an answer of the table `origin`, with its establishment, the file that told it and, when another answer
-- stands in its place, the file that told that one.
SELECT
    origin.campaign,
    coalesce(campaign.school_year, '') AS school_year,
    origin.uai,
    coalesce(establishment.name, 'Établissement absent de l''annuaire') AS name,
    origin.question,
    origin.value,
    origin.is_private,
    origin.answered_on,
    origin.is_dated,
    origin.status,
    batch.file_name,
    origin.sheet,
    origin.cell,
    CAST(origin.batch AS VARCHAR) AS batch,
    batch.actor,
    origin.recorded_at,
    CASE WHEN origin.status = 'annulée' THEN decision.reason END AS reason,
    CAST(origin.replaced_by.batch AS VARCHAR) AS replaced_by,
    instead.file_name AS replaced_by_file,
    origin.replaced_by.sheet AS replaced_by_sheet,
    origin.replaced_by.cell AS replaced_by_cell
FROM origin
JOIN batch ON batch.id = origin.batch
LEFT JOIN batch AS instead ON instead.id = origin.replaced_by.batch
LEFT JOIN standing.campaign($as_of) AS campaign ON campaign.code = origin.campaign
LEFT JOIN (
    SELECT uai, name
    FROM standing.establishment($on_day, $as_of)
    WHERE $uai IS NULL OR uai = $uai
) AS establishment ON establishment.uai = origin.uai
LEFT JOIN (
    SELECT batch AS reverted, arg_max(reason, recorded_at) AS reason
    FROM revert
    WHERE recorded_at <= $as_of
    GROUP BY batch
) AS decision ON decision.reverted = origin.batch
ORDER BY
    school_year DESC,
    origin.campaign DESC,
    name,
    origin.uai,
    list_position($questions, origin.question) NULLS LAST,
    list_position(['compte', 'antérieure', 'remplacée', 'annulée'], origin.status),
    origin.answered_on DESC,
    origin.recorded_at DESC
