-- What sessions are sorted by where it is text, as tickets are (0098): their titles, and the name of the category that stands for a title
-- that its reader may not see.
ALTER TABLE TrainingSessions ADD TitleKey AS (CAST(
    REPLACE(REPLACE(TRANSLATE(Title,
        N'ABCDEFGHIJKLMNOPQRSTUVWXYZàâäçéèêëîïôöùûüñÀÂÇÉÈÊËÎÔ',
        N'abcdefghijklmnopqrstuvwxyzaaaceeeeiioouuunaaceeeeio'), N'œ', N'oe'), N'Œ', N'oe')
    AS NVARCHAR(400)));
ALTER TABLE TrainingCategories ADD NameKey AS (CAST(
    REPLACE(REPLACE(TRANSLATE(Name,
        N'ABCDEFGHIJKLMNOPQRSTUVWXYZàâäçéèêëîïôöùûüñÀÂÇÉÈÊËÎÔ',
        N'abcdefghijklmnopqrstuvwxyzaaaceeeeiioouuunaaceeeeio'), N'œ', N'oe'), N'Œ', N'oe')
    AS NVARCHAR(400)));
