-- One row a finding of a check that is settled, with the latest decision: it holds for the same finding, whatever file
-- it is found in.
SELECT
    warning.uai,
    warning.code,
    warning.found,
    arg_max(settlement.reason, settlement.recorded_at) AS reason,
    arg_max(settlement.actor, settlement.recorded_at) AS settled_by,
    max(settlement.recorded_at) AS settled_at
FROM settlement
JOIN warning ON warning.id = settlement.warning
WHERE settlement.recorded_at <= $as_of
    AND warning.campaign = $campaign
    AND list_contains(CAST($checks AS VARCHAR[]), warning.code)
GROUP BY warning.uai, warning.code, warning.found
HAVING arg_max(settlement.settled, settlement.recorded_at)
