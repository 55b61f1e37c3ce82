-- hard: every code in the tables is one of the catalogue
SELECT 'mention ' || mention_id AS subject, 'indicator ' || m.indicator_id || ' is not in the catalogue' AS message
FROM mention m ANTI JOIN indicator i ON i.indicator_id = m.indicator_id
WHERE m.indicator_id IS NOT NULL
UNION ALL
SELECT 'mention ' || mention_id, 'area ' || m.ref_area || ' is not in the catalogue'
FROM mention m ANTI JOIN ref_area a ON a.ref_area = m.ref_area
WHERE m.ref_area IS NOT NULL
UNION ALL
SELECT 'observation ' || obs_id, 'indicator ' || o.indicator_id || ' is not in the catalogue'
FROM observation o ANTI JOIN indicator i ON i.indicator_id = o.indicator_id
UNION ALL
SELECT 'observation ' || obs_id, 'area ' || o.ref_area || ' is not in the catalogue'
FROM observation o ANTI JOIN ref_area a ON a.ref_area = o.ref_area
UNION ALL
SELECT 'area ' || r.ref_area, 'lies in ' || r.parent || ', which is not in the catalogue'
FROM ref_area r ANTI JOIN ref_area a ON a.ref_area = r.parent
WHERE r.parent IS NOT NULL
UNION ALL
SELECT 'area ' || r.ref_area, 'has the member ' || r.member || ', which is not in the catalogue'
FROM (SELECT ref_area, unnest(string_split(members, ';')) AS member FROM ref_area WHERE members <> '') r
ANTI JOIN ref_area a ON a.ref_area = r.member
UNION ALL
SELECT 'indicator ' || i.indicator_id, 'its unit ' || i.unit || ' is not in the catalogue'
FROM indicator i ANTI JOIN unit u ON u.unit = i.unit
