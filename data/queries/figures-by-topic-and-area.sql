-- zh: 各主题、各地区的数据条数
-- en: Figures by topic and area
SELECT i.topic, a.name_{lang} AS area, count(*) AS figures
FROM observation o
JOIN indicator i USING (indicator_id)
JOIN ref_area a USING (ref_area)
GROUP BY ALL
ORDER BY figures DESC, topic, area
