-- soft: the text that a person decided on is still there
SELECT decision_id AS subject, 'line ' || line || ', ' || action || ': ' || note AS message, line, action, parameters AS note
FROM review_log
WHERE state = 'stale'
