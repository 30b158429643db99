-- What schema.prisma cannot say. Written by hand.

-- Dangers and pages that are to go out: they pass everything else that waits.
CREATE INDEX "delivery_pressing" ON "delivery" ("position")
  WHERE "status" = 'pending' AND "payload"->>'alert' IN ('danger', 'page');
