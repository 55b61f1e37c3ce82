-- soft: two statements of the same figure can both hold
-- One row a figure, however many statements of it there are; the view conflict lists the pairs. What a person has
-- preferred another over is settled.
WITH stated AS (
    SELECT indicator_id, ref_area, time_start, time_end, time_basis, measure, claim,
           min({'bound': highest, 'id': obs_id, 'quote': quote, 'document': document_id}) FILTER (highest IS NOT NULL) AS least,
           max({'bound': lowest, 'id': obs_id, 'quote': quote, 'document': document_id}) FILTER (lowest IS NOT NULL) AS most,
           count(*) AS statements
    FROM observation JOIN observation_interval USING (obs_id)
    WHERE time_end IS NOT NULL AND obs_id NOT IN (SELECT over_obs_id FROM preference)
    GROUP BY ALL
)
SELECT least.id || ' ' || most.id AS subject,
       indicator_id || ', ' || ref_area || ', ' || measure || ' to ' || time_end || ': ' || least.quote || ' ('
       || least.document || ') and ' || most.quote || ' (' || most.document || ') cannot both hold'
       || CASE WHEN statements > 2 THEN ', of ' || statements || ' statements' ELSE '' END AS message,
       indicator_id, ref_area, measure, time_end AS day, least.quote AS quote, least.document AS document,
       most.quote AS other_quote, most.document AS other_document, statements AS n
FROM stated
WHERE least.bound < most.bound
