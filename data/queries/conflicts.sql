-- zh: 不能同时成立的数据
-- en: Values that cannot both hold
SELECT i.name_zh AS indicator, c.ref_area, c.time_end, c.value, c.other_value, c.unit, c.quote, c.other_quote
FROM conflict c
JOIN indicator i USING (indicator_id)
ORDER BY indicator, c.time_end
