-- Each index holds all that a query reads.
CREATE INDEX answer_read ON answer (question, campaign, uai, answered_on, value);
CREATE INDEX usage_read ON usage (service, month, uai, unique_users, potential);
ANALYZE;
