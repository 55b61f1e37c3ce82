-- soft: a document has a date, without which “this year” in it means nothing
SELECT document_id AS subject, file || ': no date of publication; state published_on' AS message, file
FROM document
WHERE published_on IS NULL
