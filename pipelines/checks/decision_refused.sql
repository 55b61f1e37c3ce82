-- soft: a person's decision keeps the rules that hold for every figure
SELECT decision_id AS subject, 'line ' || line || ' of decisions.csv: ' || note AS message, line, parameters AS note
FROM review_log
WHERE state = 'refused'
