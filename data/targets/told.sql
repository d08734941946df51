-- One row a target ever decided, latest first, with its milestones, the file that told it, and what was said since of
-- the target or of its file. A write has an instant of its own: a file and its targets share theirs.
WITH decision AS (
    SELECT
        batch AS subject,
        arg_max(active, recorded_at) AS active,
        arg_max({'reason': reason, 'actor': actor, 'recorded_at': recorded_at}, recorded_at) AS said
    FROM revert
    WHERE recorded_at <= $as_of
    GROUP BY batch
),

steps AS (
    SELECT target, list({'on_day': on_day, 'value': value} ORDER BY on_day) AS milestones
    FROM milestone
    GROUP BY target
)

SELECT
    target.*,
    coalesce(steps.milestones, []) AS milestones,
    batch.file_name,
    CASE WHEN NOT of_target.active THEN of_target.said END AS withdrawn,
    CASE WHEN NOT of_file.active THEN of_file.said END AS set_aside
FROM target
LEFT JOIN steps ON steps.target = target.id
LEFT JOIN batch ON batch.kind = 'targets' AND batch.recorded_at = target.recorded_at
LEFT JOIN decision AS of_target ON of_target.subject = target.id
LEFT JOIN decision AS of_file ON of_file.subject = batch.id
WHERE target.recorded_at <= $as_of
    AND (target.school_year = $school_year OR $school_year IS NULL)
    AND (target.indicator = $indicator OR $indicator IS NULL)
ORDER BY target.recorded_at DESC, target.indicator, target.scope_group, target.scope_value
