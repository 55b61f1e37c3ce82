-- zh: 报道的增长率
-- en: Growth as reported
SELECT i.name_zh, i.name_en, a.name_zh AS area_zh, a.name_en AS area_en, o.time_end, o.value AS percent, o.unit, o.quote
FROM observation o
JOIN indicator i USING (indicator_id)
JOIN ref_area a USING (ref_area)
WHERE o.measure = 'growth' AND o.claim = 'reported'
ORDER BY percent DESC
