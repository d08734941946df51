-- One row a value of a group and a month: the sums over its establishments that reported the service without anomaly.
SELECT
    coalesce(
        nullif(
            CASE $group
                WHEN 'type' THEN expected.type
                WHEN 'sector' THEN expected.sector
                WHEN 'priority_education' THEN expected.priority_education
                WHEN 'commune' THEN expected.commune
                WHEN 'epci' THEN expected.epci
                WHEN 'arrondissement' THEN expected.arrondissement
                WHEN 'bassin' THEN expected.bassin
                WHEN 'circonscription' THEN expected.circonscription
            END,
            ''
        ),
        $unknown
    ) AS value,
    monthly.month,
    CAST(sum(monthly.unique_users) AS BIGINT) AS numerator,
    CAST(sum(monthly.potential) AS BIGINT) AS denominator,
    count(*) AS reported
FROM monthly
JOIN served_establishment AS expected ON expected.uai = monthly.uai
WHERE monthly.month BETWEEN $first_month AND $last_month
    AND monthly.potential > 0
    AND monthly.unique_users <= monthly.potential
GROUP BY ALL
ORDER BY monthly.month, value
