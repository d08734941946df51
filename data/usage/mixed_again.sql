-- One row at most: a file among those to take back that tells a total where a file that counts tells profiles, or the other
-- way round, with a month and a service of which both speak.
SELECT
    coming.file_name,
    counting.file_name AS other,
    told.month,
    told.service,
    told.profile = $all AS is_total
FROM usage AS told
JOIN usage AS held
    ON held.uai = told.uai
    AND held.month = told.month
    AND held.service = told.service
    AND (held.profile = $all) <> (told.profile = $all)
JOIN batch AS coming ON coming.id = told.batch
JOIN standing.active_batch($as_of) AS counting ON counting.id = held.batch
WHERE told.batch IN (SELECT unnest($batches))
ORDER BY told.month, told.service, counting.recorded_at
LIMIT 1
