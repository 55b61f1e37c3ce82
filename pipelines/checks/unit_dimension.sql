-- hard: an observation's unit has the dimension of its indicator's unit, or of its measure's where that has one
SELECT o.obs_id AS subject,
       o.indicator_id || ', ' || o.measure || ': expected ' || e.dimension || ', found ' || u.dimension
       || ' (' || o.unit || ')' AS message
FROM observation o
JOIN indicator i USING (indicator_id)
JOIN measure m ON m.measure = o.measure
JOIN unit u ON u.unit = o.unit
JOIN unit e ON e.unit = coalesce(m.unit, i.unit)
WHERE u.dimension <> e.dimension
