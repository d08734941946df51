-- One row a peer: what it reported of one service for one month, over all profiles.
SELECT monthly.uai, monthly.potential AS accounts, monthly.unique_users AS users
FROM monthly
SEMI JOIN (
    SELECT uai
    FROM expected_establishment
    WHERE type = $type
        AND sector IS NOT DISTINCT FROM $sector
        AND uai <> $uai
) AS peer ON peer.uai = monthly.uai
WHERE monthly.month = $month
ORDER BY monthly.uai
