-- Adds one row: a target as decided now.
INSERT INTO target (
    id, indicator, school_year, scope_group, scope_value, measure,
    baseline, baseline_on, value, due_on, reason, actor, recorded_at
)
VALUES (
    $id, $indicator, $school_year, $scope_group, $scope_value, $measure,
    $baseline, $baseline_on, $value, $due_on, $reason, $actor, $recorded_at
)
