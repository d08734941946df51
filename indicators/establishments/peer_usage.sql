-- One row a peer: what it reported of one service for one month, over all profiles.
SELECT uai, potential AS accounts, unique_users AS users
FROM monthly
WHERE month = $month AND list_contains($peers, uai)
ORDER BY uai
