-- soft: two statements of the same figure can both hold
SELECT obs_id || ' ' || other_obs_id AS subject,
       indicator_id || ', ' || ref_area || ', to ' || time_end || ': ' || quote || ' (' || document_id || ') and '
       || other_quote || ' (' || other_document_id || ') cannot both hold' AS message
FROM conflict
