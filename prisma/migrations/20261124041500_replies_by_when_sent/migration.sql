-- What schema.prisma cannot say. Written by hand.

-- What was answered on each channel is asked for a day at a time. Not BRIN: deliveries are written again as they go out,
-- so that new ones come to lie among old ones.
CREATE INDEX "delivery_sent" ON "delivery" ("sent_at") WHERE "kind" = 'channel' AND "status" = 'sent';
