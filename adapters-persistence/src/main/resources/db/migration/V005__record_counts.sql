-- How many records each user has that are not deleted: there is a limit to it, and a listing says it.
ALTER TABLE storage_usage
    ADD COLUMN record_count bigint NOT NULL DEFAULT 0 CHECK (record_count >= 0);

UPDATE storage_usage u
   SET record_count = counted.records
  FROM (SELECT user_id, count(*) AS records
          FROM storage_records
         WHERE deleted_at IS NULL
         GROUP BY user_id) counted
 WHERE counted.user_id = u.user_id;
