-- hard: a status rests on observations in the table, of the same indicator and area, and says so
SELECT p.progress_id AS subject,
       CASE WHEN t.obs_id IS NULL THEN 'target ' || p.target_obs_id || ' is not in the table'
            WHEN r.obs_id IS NULL AND p.report_obs_id IS NOT NULL THEN 'report ' || p.report_obs_id || ' is not in the table'
            WHEN b.obs_id IS NULL AND p.base_obs_id IS NOT NULL THEN 'base ' || p.base_obs_id || ' is not in the table'
            WHEN p.report_obs_id IS NULL AND p.status <> 'awaiting_report' THEN p.status || ' without a report'
            WHEN p.base_obs_id IS NULL AND p.evidence = 'base_target_report' THEN p.evidence || ' without a base'
            WHEN r.claim <> 'reported' THEN 'expected a reported figure as report, found ' || r.claim
            ELSE 'report ' || r.obs_id || ' is of another indicator or area' END AS message
FROM progress p
LEFT JOIN observation t ON t.obs_id = p.target_obs_id
LEFT JOIN observation r ON r.obs_id = p.report_obs_id
LEFT JOIN observation b ON b.obs_id = p.base_obs_id
WHERE t.obs_id IS NULL
   OR (r.obs_id IS NULL AND p.report_obs_id IS NOT NULL)
   OR (b.obs_id IS NULL AND p.base_obs_id IS NOT NULL)
   OR (p.report_obs_id IS NULL AND p.status <> 'awaiting_report')
   OR (p.base_obs_id IS NULL AND p.evidence = 'base_target_report')
   OR r.claim <> 'reported' OR r.indicator_id <> p.indicator_id OR r.ref_area <> p.ref_area
