-- zh: 不能同时成立的数据
-- en: Values that cannot both hold
SELECT i.name_zh, i.name_en, a.name_zh AS area_zh, a.name_en AS area_en, c.time_end, c.value, c.other_value, c.unit,
       c.quote, c.other_quote
FROM conflict c
JOIN indicator i USING (indicator_id)
JOIN ref_area a USING (ref_area)
ORDER BY i.name_en, c.time_end
