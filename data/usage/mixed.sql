-- One row a fact of the file about all profiles together where profiles are known apart, or the other way round, with the
-- file that told the others.
SELECT told.line, told.profile, arg_min(batch.file_name, held.profile) AS file_name
FROM told_usage AS told
JOIN held_usage AS held
    ON held.uai = told.uai
    AND held.month = told.month
    AND held.service = told.service
    AND (held.profile = $all) <> (told.profile = $all)
JOIN batch ON batch.id = held.batch
GROUP BY told.line, told.profile
ORDER BY told.line
