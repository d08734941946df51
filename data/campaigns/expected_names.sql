-- One row an establishment that the campaign expects, with its name.
SELECT expected.uai, coalesce(establishment.name, expected.uai) AS name
FROM standing.expected($as_of) AS expected
LEFT JOIN standing.establishment($on_day, $as_of) AS establishment ON establishment.uai = expected.uai
WHERE expected.campaign = $campaign
