-- What schema.prisma cannot say. Written by hand.

-- The work lists. Each holds only the rows still to be dealt with, so it stays small however old the ledger is.

-- Conversations with a message not yet handled, longest waiting first.
CREATE INDEX "conversation_pending" ON "conversation" ("pending_since") WHERE "last_inbound_seq" > "handled_seq";

-- What is still to go out in each thread, in order.
CREATE INDEX "delivery_unsettled" ON "delivery" ("thread", "position") WHERE "status" IN ('pending', 'sending');

-- What may go out now.
CREATE INDEX "delivery_due" ON "delivery" ("not_before") WHERE "status" = 'pending';

-- Open cases, most pressing first.
CREATE INDEX "case_open" ON "case_file" ("first_response_due") WHERE "status" <> 'resolved';

-- The record is only ever added to. An erasure is the one change: it leaves exactly what the trigger's
-- argument says in the columns that held somebody's words, and every other column as it was.

CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_NARGS = 1 AND to_jsonb(NEW) = to_jsonb(OLD) || TG_ARGV[0]::jsonb THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'A row of "%" is part of the record and is never changed.', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation',
          HINT = CASE TG_NARGS
            WHEN 1 THEN 'Add a row instead. Only an erasure may change one, to exactly ' || TG_ARGV[0] || '.'
            ELSE 'Add a row instead.'
          END;
END
$$;

CREATE FUNCTION "refuse_removal"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Rows of "%" are part of the record and are never removed.', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation',
          HINT = 'To forget a person, erase what they wrote; the row stays.';
END
$$;

CREATE TRIGGER "message_unchanged" BEFORE UPDATE ON "message" FOR EACH ROW
  EXECUTE FUNCTION "refuse_change"('{"text": null, "attachments": [], "place": null, "salt": null}');
CREATE TRIGGER "case_event_unchanged" BEFORE UPDATE ON "case_event" FOR EACH ROW
  EXECUTE FUNCTION "refuse_change"('{"data": null, "salt": null}');
CREATE TRIGGER "classification_unchanged" BEFORE UPDATE ON "classification" FOR EACH ROW
  EXECUTE FUNCTION "refuse_change"();

CREATE TRIGGER "message_kept" BEFORE DELETE OR TRUNCATE ON "message" FOR EACH STATEMENT
  EXECUTE FUNCTION "refuse_removal"();
CREATE TRIGGER "case_event_kept" BEFORE DELETE OR TRUNCATE ON "case_event" FOR EACH STATEMENT
  EXECUTE FUNCTION "refuse_removal"();
CREATE TRIGGER "classification_kept" BEFORE DELETE OR TRUNCATE ON "classification" FOR EACH STATEMENT
  EXECUTE FUNCTION "refuse_removal"();
