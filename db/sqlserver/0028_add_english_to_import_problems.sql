-- What is wrong with a line, for readers of English; Message is in French. Null in what was checked before.
ALTER TABLE ImportProblems ADD MessageInEnglish NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NULL;
