-- hard: a mention lies inside its sentence, and the sentence inside the document
SELECT mention_id AS subject,
       'expected ' || span_start || '-' || span_end || ' inside ' || sentence_start || '-' || sentence_end
       || ' inside 0-' || characters AS message
FROM mention JOIN document USING (document_id)
WHERE span_start < sentence_start OR span_end > sentence_end OR sentence_start < 0 OR sentence_end > characters
