-- One row a period, as kept, during which the state of one establishment for an indicator does not change, in order.
SELECT indicator, school_year, from_day, state
FROM state_span
WHERE uai = $uai
    AND indicator IN (SELECT unnest(CAST($indicators AS VARCHAR[])))
ORDER BY indicator, school_year, from_day
